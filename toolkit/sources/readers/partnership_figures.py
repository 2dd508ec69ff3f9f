"""Figures that partnership reports print, in the project's table: one row a printed figure.

The columns are explained in ``data/raw/partnership_reports/README.md``. A
figure that is aimed at is kept apart from what was observed: its measure ends
in ``_target``. The tables are tracked, so one that has a column ``restricted``
is not read here: it is a partnership's own.
"""

from __future__ import annotations

from toolkit.sources.columns import columns_missing
from toolkit.sources.files import RawFile
from toolkit.sources.filled_tables import FilledTable
from toolkit.sources.own_figures import COLUMNS, make_rows
from toolkit.sources.reading import Layout, Reading, observe

SOURCE = "partnership_reports"
_COLUMNS = [
    name for name in COLUMNS if name not in ("measure_name", "area_name", "due", "restricted")
]


def _recognises(file: RawFile) -> bool:
    telling = {"report", "section", "printed", "measure", "role"} & set(file.header)
    plan = {"target", "action", "restricted"} & set(file.header)
    return len(telling) >= 3 and "report" in file.header and not plan


def _read(file: RawFile) -> Reading:
    columns_missing(file, _COLUMNS)
    table = FilledTable(file, file.table, lambda row, name: f"row {row + 2}, column {name}")
    rows = make_rows(table).assign(
        locator=[
            f"row {row + 2}; section {section!r} of the report, printed {printed!r}"
            for row, (section, printed) in enumerate(
                zip(table.column("section"), table.column("printed"), strict=True)
            )
        ]
    )
    edition = ", ".join(table.column("report").unique())
    return Reading(observe(rows, file, source=SOURCE, edition=edition))


LAYOUT = Layout(
    source=SOURCE,
    description="figures printed in partnership reports, in the project's table (CSV)",
    recognises=_recognises,
    read=_read,
)
