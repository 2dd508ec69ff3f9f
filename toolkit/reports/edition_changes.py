"""What changed between two editions: which figures, by how much, and because of what."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import nbformat

from toolkit.errors import ParameterError, count_of
from toolkit.presentation.blocks import Section
from toolkit.presentation.tables import figure_in, keep_from_running
from toolkit.presentation.wording import signed
from toolkit.reports.columns import set_columns
from toolkit.reports.documents.content import read_document, tables_of
from toolkit.reports.provenance import PARTS
from toolkit.reports.records import Run
from toolkit.reports.run_places import run_place
from toolkit.sources.workspace import Workspace

__all__ = ["FigureChange", "compare_runs", "tell_changes"]

_NONE = "–"
_UNKNOWN = "not known: a run does not say what it was made of"


@dataclass(frozen=True)
class FigureChange:
    """One figure that is not what it was.

    Parameters
    ----------
    report, section, row, column : str
        Where it stands: area and notebook, section, head of the row and of the column.
    before, after : str
        As printed; a dash where it was not there.
    difference : str
        After less before, with its sign; a dash where one of them is no number.
    because : str
        What differs between the editions that may have changed it.
    """

    report: str
    section: str
    row: str
    column: str
    before: str
    after: str
    difference: str
    because: str


@dataclass(frozen=True)
class _Figures:
    """The figures of a section by place, and what it cites."""

    heading: str
    cells: dict[tuple[int, str, str], str]
    sources: tuple[str, ...]


def compare_runs(earlier: str, later: str, workspace: Workspace) -> list[FigureChange]:
    """Return the figures that differ between two runs.

    Parameters
    ----------
    earlier, later : str
        Names of runs under ``outputs``, or paths of folders.
    workspace : Workspace
        Where they lie.

    Returns
    -------
    list of FigureChange
        By report, section and place. Of reports that only one of the runs has
        there is nothing.

    Raises
    ------
    ParameterError
        Where one of them is no run, or they share no report.
    """
    return _Pair.of(earlier, later, workspace).changes()


def tell_changes(earlier: str, later: str, workspace: Workspace, format_: str = "table") -> str:
    """Return what changed between two runs, as a table or CSV."""
    pair = _Pair.of(earlier, later, workspace)
    changes = pair.changes()
    names = [field.name for field in fields(FigureChange)]
    rows = [tuple(asdict(change).values()) for change in changes]
    if format_ == "csv":
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([names, *([keep_from_running(cell) for cell in row] for row in rows)])
        return text.getvalue().rstrip("\n")
    told = "\n".join(pair.told(changes))
    return f"{set_columns([tuple(names), *rows])}\n{told}" if rows else told


@dataclass(frozen=True)
class _Pair:
    """Two runs, and the records of the reports that each has made."""

    names: tuple[str, str]
    runs: tuple[Run, Run]
    records: tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]

    @classmethod
    def of(cls, earlier: str, later: str, workspace: Workspace) -> _Pair:
        runs = _run(earlier, workspace), _run(later, workspace)
        pair = cls((earlier, later), runs, (_made(runs[0]), _made(runs[1])))
        if not pair.both:
            raise ParameterError(
                f"the runs {earlier} and {later} share no report",
                [
                    f"{name}: {count_of(len(held), 'report', 'reports')}"
                    for name, held in zip(pair.names, pair.records, strict=True)
                ],
                hint="make the same report in both, with --run",
            )
        return pair

    @property
    def both(self) -> list[str]:
        before, after = self.records
        return [entry for entry in before if entry in after]

    def changes(self) -> list[FigureChange]:
        before, after = self.records
        return [
            change
            for entry in self.both
            for change in _changes(entry, self.runs, before[entry], after[entry])
        ]

    def told(self, changes: Sequence[FigureChange]) -> Iterator[str]:
        """Say how many figures differ, in how many of the reports that were compared."""
        earlier, later = self.names
        differ = count_of(len(changes), "figure differs", "figures differ")
        compared = count_of(len(self.both), "report", "reports")
        among = f"{len({change.report for change in changes})} of " if changes else ""
        yield f"{differ} between {earlier} and {later}, in {among}{compared} that both runs have"
        for name, held in zip(self.names, self.records, strict=True):
            if alone := len(held) - len(self.both):
                yield f"not compared, for {name} alone has it: {count_of(alone, 'report', 'reports')}"


def _made(run: Run) -> dict[str, dict[str, Any]]:
    return {entry: one for entry, one in run.records().items() if one["status"] == "made"}


def _run(name: str, workspace: Workspace) -> Run:
    run = Run(Path(run_place(name, workspace)))
    if not run.records():
        held = [path.name for path in sorted(workspace.outputs.glob("*")) if path.is_dir()]
        raise ParameterError(
            f"there is no run {name!r} with reports", hint=f"there are: {', '.join(held) or 'none'}"
        )
    return run


def _changes(
    entry: str, runs: Sequence[Run], before: dict[str, Any], after: dict[str, Any]
) -> Iterator[FigureChange]:
    area, _, name = entry.partition("/")
    old, new = (_read(run.folder / area / f"{name}.ipynb") for run in runs)
    causes = _causes(before, after)
    told = {*causes.split(" or ")}
    may_be_data = causes == _UNKNOWN or ("data" in told and "parameters" not in told)
    report = f"{after.get('area', area)}, {name}"
    for key in dict.fromkeys((*new, *old)):
        was, now = (held.get(key, _Figures("", {}, ())) for held in (old, new))
        # Where the data are others, a section that cites other places in them has changed by them.
        cites_others = was.cells and now.cells and was.sources != now.sources
        because = "data" if cites_others and may_be_data else causes
        for place in dict.fromkeys((*now.cells, *was.cells)):
            first, last = was.cells.get(place, _NONE), now.cells.get(place, _NONE)
            if first != last:
                heading = now.heading or was.heading
                yield FigureChange(
                    report, heading, *place[1:], first, last, _difference(first, last), because
                )


def _read(path: Path) -> dict[str, _Figures]:
    document = read_document(nbformat.read(path, as_version=4))
    return {
        block.id: _Figures(
            block.heading,
            {
                (place, row[0], head): cell
                for place, table in enumerate(tables_of(block))
                for row in table.rows
                for head, cell in zip(table.columns[1:], row[1:], strict=True)
            },
            tuple(block.sources),
        )
        for block in document.blocks
        if isinstance(block, Section)
    }


def _causes(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Name what differs in what the two were made of."""
    if not before.get("made_of") or not after.get("made_of"):
        return _UNKNOWN
    parts = [name for name in PARTS if before["made_of"].get(name) != after["made_of"].get(name)]
    if before["parameters"] != after["parameters"]:
        parts.append("parameters")
    return " or ".join(parts) or "the writing of the report"


def _difference(before: str, after: str) -> str:
    first, last = figure_in(before), figure_in(after)
    if first is None or last is None:
        return _NONE
    decimals = max(len(cell.partition(".")[2].split(" ")[0]) for cell in (before, after))
    return signed(last - first, decimals)
