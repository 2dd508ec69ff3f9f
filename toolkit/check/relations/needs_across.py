"""Unmet need in one table, held against estimates in a list and treatment in another table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.check.documents import Document, Paragraph, Table
from toolkit.check.figures import Figure, find_figures
from toolkit.check.findings import Finding
from toolkit.check.grids import Grid, read_grid
from toolkit.check.relations.groups import ALCOHOL, OCU, OCU_PARTS, name_group
from toolkit.check.relations.needs import UNMET, judge_need
from toolkit.check.relations.table_shares import has_own_need
from toolkit.check.sentences import Sentence

__all__ = ["check_needs_across"]

_NATION = re.compile(r"england|scotland|wales|national|average|region", re.IGNORECASE)
_OF_ALCOHOL = ("alcohol only", "non-opiates and alcohol")


def check_needs_across(document: Document) -> Iterator[Finding]:
    """Yield what unmet need by group comes to from figures elsewhere in the document.

    Parameters
    ----------
    document : Document
        As a reader gives it.

    Yields
    ------
    Finding
        Of the rules ``"unmet need"`` and ``"implied numbers"``.
    """
    estimates = _find_estimates(document)
    treated = _find_treated(document)
    if not estimates or not treated:
        return
    for table in document.tables():
        grid = read_grid(table)
        if grid is None or not _tells_unmet(document, table, grid) or has_own_need(grid):
            continue
        for column in grid.columns:
            if not _NATION.search(grid.headings[column]) and not grid.is_count(column):
                yield from _check_column(grid, column, estimates, treated)
                break


def _find_estimates(document: Document) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    estimated = False
    for block in document.blocks:
        if not isinstance(block, Paragraph) or block.kind == "heading":
            estimated = False
            continue
        estimated = "estimat" in block.text.lower() or (estimated and block.kind == "item")
        counts = [one for one in find_figures(block.text) if one.role == "C"]
        group = name_group(block.text)
        if estimated and group and len(counts) == 1:
            found.setdefault(group, counts[0])
    return found


def _find_treated(document: Document) -> dict[str, Figure]:
    for table in document.tables():
        grid = read_grid(table)
        if grid is None or _tells_unmet(document, table, grid):
            continue
        said = " ".join([*grid.headings, *document.before(table)]).lower()
        counts = [at for at in grid.columns if grid.is_count(at)]
        if "treatment" not in said or not counts:
            continue
        latest = max(counts, key=lambda at: (grid.period(at), at))
        found = {
            name_group(label): figure
            for label, figure in zip(grid.labels, grid.column(latest), strict=True)
            if figure is not None and name_group(label)
        }
        if found:
            return found
    return {}


def _tells_unmet(document: Document, table: Table, grid: Grid) -> bool:
    said = " ".join([*grid.headings, *document.before(table)]).lower()
    return bool(UNMET.search(said))


def _check_column(
    grid: Grid, column: int, estimates: Mapping[str, Figure], treated: Mapping[str, Figure]
) -> Iterator[Finding]:
    implied: dict[str, int] = {}
    for row, cells in enumerate(grid.cells):
        printed, group = cells[column], name_group(grid.labels[row])
        in_treatment = _sum_treated(group, treated)
        if printed is None or group not in estimates or in_treatment is None:
            continue
        estimate = estimates[group]
        where = Sentence(grid.quote(row), (), grid.places[row])
        shown = replace(printed, role="P", text=f"{printed.text.rstrip('%')}%")
        found = judge_need(shown, in_treatment, estimate, where, unmet=True)
        implied[group] = round(estimate.value * (1 - printed.value / 100))
        yield found
    if OCU in implied and all(part in implied for part in OCU_PARTS):
        yield _check_implied(grid, implied)


def _sum_treated(group: str, treated: Mapping[str, Figure]) -> Figure | None:
    if group != ALCOHOL or ALCOHOL in treated:
        return treated.get(group)
    parts = [treated[name] for name in _OF_ALCOHOL if name in treated]
    if len(parts) < len(_OF_ALCOHOL):
        return None
    total = sum(part.value for part in parts)
    return replace(parts[0], value=total, text=f"{' + '.join(part.text for part in parts)}")


def _check_implied(grid: Grid, implied: Mapping[str, int]) -> Finding:
    total = sum(implied[part] for part in OCU_PARTS)
    sum_ = " + ".join(f"{implied[part]:,}" for part in OCU_PARTS)
    # Each is rounded to a whole person.
    holds = abs(total - implied[OCU]) <= 2
    text = f"the printed percentages imply {sum_} = {total:,} in treatment, and {implied[OCU]:,} for all"
    if holds:
        text += ": consistent with one another, and made from other counts than those printed"
    return Finding(
        "implied numbers",
        "agrees" if holds else "disagrees",
        grid.places[0],
        grid.quote(0),
        f"{implied[OCU]:,}",
        f"{total:,}",
        text,
    )
