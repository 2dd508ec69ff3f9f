"""Reading a form back: targets and actions, a partnership's own or those of a printed report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from toolkit.contracts import Contract
from toolkit.errors import SourceError, count_of, did_you_mean
from toolkit.plans import ACTIONS, TARGETS
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.filled_tables import FilledTable, is_headed, open_table
from toolkit.sources.plans.cells import WHOLE_FILE, read_cells
from toolkit.sources.plans.checks import check_actions, check_targets
from toolkit.sources.plans.fields import ACTION_FORM, TARGET_FORM, Form
from toolkit.sources.reading import Layout, Reading

__all__ = ["LOCAL", "PRINTED", "plan_layout"]

LOCAL = "local_plans"
PRINTED = "partnership_reports"

_Check = Callable[[pd.DataFrame, FilledTable, Faults], pd.DataFrame]


@dataclass(frozen=True)
class _Kind:
    """A form, what its rows are kept as, and how they are checked."""

    form: Form
    contract: Contract
    check: _Check


_KINDS = {
    "targets": _Kind(TARGET_FORM, TARGETS, check_targets),
    "actions": _Kind(ACTION_FORM, ACTIONS, check_actions),
}


def plan_layout(name: str, *, printed: bool) -> Layout:
    """Return how a form is read back.

    Parameters
    ----------
    name : str
        ``targets`` or ``actions``.
    printed : bool
        Whether the table says what a printed report holds. Such a table names
        the ``report`` in place of the plan, quotes what is ``printed``, and may
        say "not printed".

    Examples
    --------
    >>> plan_layout("targets", printed=False).source
    'local_plans'
    """
    kind = _KINDS[name]
    whose = "that partnership reports print" if printed else "of a partnership"
    return Layout(
        source=PRINTED if printed else LOCAL,
        description=f"{name} {whose}, in the project's form",
        recognises=lambda file: _is_printed(file) is printed and is_headed(file, kind.form.knows),
        read=lambda file: Reading(_read(file, kind, printed)),
        contract=kind.contract,
    )


def _is_printed(file: RawFile) -> bool:
    """Return whether a table is of a printed report: a partnership's own has no such column."""
    return file.kind == "csv" and "report" in file.header


def _read(file: RawFile, kind: _Kind, printed: bool) -> pd.DataFrame:
    table = open_table(file, kind.form.knows)
    if printed:
        table = FilledTable(file, table.cells.rename(columns={"report": "plan"}), table.place)
    _require(table, kind.form)
    kind.form.refuse_blank(table.cells, file.path)
    faults = Faults(hint="mend the rows and import the file again")
    rows = read_cells(table, kind.form, faults, printed=printed)
    rows = kind.check(rows, table, faults)
    faults.refuse(file)
    if table.column("restricted").str.strip().str.casefold().eq(WHOLE_FILE).any():
        rows["restricted"] = True
    return _name(rows, table, kind.contract, PRINTED if printed else LOCAL)


def _require(table: FilledTable, form: Form) -> None:
    held = list(table.cells.columns)
    absent = [one.name for one in form.fields if one.needed and one.name not in held]
    if absent:
        spare = [name for name in held if name not in {one.name for one in form.fields}]
        raise SourceError(
            f"{table.file.path}: {count_of(len(absent), 'column that is needed is', 'columns that are needed are')} not there",
            [
                f"headings: expected a column {name}, found "
                f"{', '.join(map(repr, did_you_mean(name, held) or spare or held))}"
                for name in absent
            ],
            hint=f"`toolkit template {form.name}` writes the form",
        )


def _name(rows: pd.DataFrame, table: FilledTable, contract: Contract, source: str) -> pd.DataFrame:
    """Complete the rows to their contract, each with its place in the file and an id."""
    quoted = table.column("printed")
    places = [
        table.row_name(row) + (f"; printed {quoted.iloc[row]!r}" if quoted.iloc[row] else "")
        for row in range(len(rows))
    ]
    kept = rows[[name for name in rows.columns if name in contract.names]]
    full = contract.complete(
        kept.assign(
            id=[
                f"{source}-{table.file.sha256[:8]}-{contract.name}-{row}"
                for row in range(len(rows))
            ],
            source=source,
            file=f"{source}/{table.file.name}",
            locator=places,
        )
    )
    return contract.check(full, where=str(table.file.path), places=full["locator"])
