"""What `toolkit printed` prints: every statement of the printed reports, and how many end how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from toolkit.analysis.building import build
from toolkit.analysis.printed.checking import Checked, check_printed, statements_about
from toolkit.analysis.printed.evidence import Outcome
from toolkit.catalogue.places import find_place
from toolkit.presentation.sections.printed import COLUMNS, cells_of
from toolkit.presentation.wording import count_of, number
from toolkit.reports.columns import set_columns
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["describe_printed", "tell_printed"]


def tell_printed(area_name: str = "", progress: Callable[[str], None] = lambda _: None) -> str:
    """Return every statement of the printed reports beside what it recomputes to.

    Parameters
    ----------
    area_name : str
        The area of one report; all of them without it.
    progress : callable
        Is told what is being done where the store is not up to date.

    Returns
    -------
    str
        A table a report, then how many statements end how.
    """
    wanted = statements_about(find_place(area_name).code) if area_name else None
    store = Store(Workspace.current())
    build(store, progress)
    return describe_printed(check_printed(store, wanted))


def describe_printed(checked: list[Checked]) -> str:
    """Lay out statements and what became of them as text."""
    if not checked:
        return "no printed report of this area is held"
    lines = []
    for code in dict.fromkeys(one.statement.area_code for one in checked):
        own = [one for one in checked if one.statement.area_code == code]
        rows = [tuple(COLUMNS), *(tuple(cells_of(one)) for one in own)]
        lines += [find_place(code).name, set_columns(rows), ""]
    counted = Counter(one.finding.outcome for one in checked)
    slips = sum(bool(one.finding.slips) for one in checked)
    lines += [f"{number(counted[outcome]):>4}  {outcome}" for outcome in Outcome]
    wrong = count_of(slips, "has a slip", "have a slip")
    lines += [f"{number(len(checked)):>4}  in all, of which {wrong} of the press"]
    return "\n".join(lines)
