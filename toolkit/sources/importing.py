"""Import: recognise a file by its content, check it, and keep it with its sidecar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import SourceError, ToolkitError
from toolkit.sources.files import RawFile
from toolkit.sources.holdings import Holding, hold
from toolkit.sources.readers import load_layouts
from toolkit.sources.reading import Reading

__all__ = ["Imported", "import_file", "import_files", "list_files", "recognise"]


@dataclass(frozen=True)
class Imported:
    """A file that was read and is held."""

    holding: Holding
    reading: Reading
    new: bool

    def summary(self) -> str:
        """Say what was read, what was passed over and whether totals agree."""
        rows = self.reading.observations
        shown = rows.loc[rows["period_end"].notna()]
        hidden = int((rows["state"] == "suppressed").sum())
        lines = [
            f"{self.holding.path.name}: {self.holding.layout[1].description}"
            + ("" if self.new else " (already held)"),
            f"  {len(rows):,} figures, {rows['area_code'].nunique():,} areas, "
            f"{rows['indicator'].nunique()} measures, {hidden:,} suppressed"
            + (
                f", {shown['period_start'].min():%Y}–{shown['period_end'].max():%Y}"
                if len(shown)
                else ""
            ),
        ]
        for skipped in self.reading.skipped:
            lines.append(f"  passed over {skipped.what} ({skipped.rows} rows): {skipped.reason}")
        failed = [check for check in self.reading.reconciliations if not check.holds]
        checks = len(self.reading.reconciliations)
        if checks:
            lines.append(
                f"  totals that agree with their parts: {checks - len(failed)} of {checks}"
            )
        lines += [
            f"  does not agree: {check.what}: printed {check.printed:,g}, parts give {check.summed:,g}"
            for check in failed
        ]
        return "\n".join(lines)


def list_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files, and for a folder every file in it.

    Raises
    ------
    SourceError
        Naming a path that does not exist.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")
            )
        elif path.is_file():
            yield path
        else:
            raise SourceError(f"there is no file {path}", hint="check the path")


def recognise(file: RawFile) -> str:
    """Return the name of the reader whose layout a file has.

    Raises
    ------
    SourceError
        Where no reader, or more than one, claims it.
    """
    kind = file.kind
    claims = [name for name, layout in load_layouts().items() if layout.recognises(file)]
    if len(claims) == 1:
        return claims[0]
    if claims:
        raise SourceError(f"{file.path}: more than one reader claims it: {', '.join(claims)}")
    seen = {
        "workbook": "sheets " + ", ".join(map(repr, list(file.sheets)[:8])),
        "csv": "columns " + ", ".join(map(repr, file.header[:8])),
        "json": "JSON",
    }[kind]
    raise SourceError(
        f"{file.path}: not a layout that is known; found {seen}",
        [f"can be read: {layout.description}" for layout in load_layouts().values()],
        hint="check that it is the publisher's own file, as downloaded",
    )


def import_file(path: Path, raw: Path) -> Imported:
    """Recognise, read and keep one file; nothing is kept of one that is refused.

    Parameters
    ----------
    path : Path
        The file.
    raw : Path
        The workspace's ``data/raw``.

    Returns
    -------
    Imported

    Raises
    ------
    SourceError
        Saying where, what was expected and what was found.
    """
    file = RawFile(path)
    name = recognise(file)
    reading = load_layouts()[name].read(file)
    if reading.observations.empty:
        raise SourceError(
            f"{path}: no figure in it could be read", hint="open it: is the table there?"
        )
    holding, new = hold(file, name, raw)
    return Imported(holding, reading, new)


def import_files(paths: Iterable[Path], raw: Path) -> tuple[list[Imported], list[ToolkitError]]:
    """Import every file; one that is refused does not keep the others out."""
    done: list[Imported] = []
    refused: list[ToolkitError] = []
    for path in list_files(paths):
        try:
            done.append(import_file(path, raw))
        except ToolkitError as error:
            refused.append(error)
    return done, refused
