"""Errors that speak to the person at the keyboard.

Every error says where it happened, what was expected, what was found and what
to do. The command line prints the message alone; a traceback is for bugs.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = [
    "CatalogueError",
    "DataError",
    "DisclosureError",
    "MethodError",
    "ParameterError",
    "SourceError",
    "ToolkitError",
    "count_of",
    "did_you_mean",
    "find_instead",
]


class ToolkitError(Exception):
    """A problem the user can mend; shown without a traceback.

    Parameters
    ----------
    summary : str
        One sentence: what could not be done, and where.
    problems : sequence of str, optional
        Every problem found, each naming its place; all are shown.
    hint : str, optional
        What to do about it.

    Examples
    --------
    >>> print(ToolkitError("2 rows of plan.csv cannot be read",
    ...                    ["row 2: no owner", "row 5: no due date"],
    ...                    hint="fill in the cells and import the file again"))
    2 rows of plan.csv cannot be read
      - row 2: no owner
      - row 5: no due date
    What to do: fill in the cells and import the file again
    """

    def __init__(self, summary: str, problems: Sequence[str] = (), *, hint: str = "") -> None:
        self.summary = summary
        self.problems = tuple(problems)
        self.hint = hint
        super().__init__(self._text())

    def _text(self) -> str:
        problems = [problem.replace("\n", "\n    ") for problem in self.problems]
        lines = [self.summary, *(f"  - {problem}" for problem in problems)]
        if self.hint:
            lines.append(f"What to do: {self.hint}")
        return "\n".join(lines)

    def _render_traceback_(self) -> list[str]:
        """Return what Jupyter shows in the place of a traceback."""
        return [f"{type(self).__name__}: {self}"]


class ParameterError(ToolkitError, ValueError):
    """An area, indicator, period or option that was asked for does not exist or cannot be."""


class CatalogueError(ToolkitError):
    """The catalogue contradicts itself or its own rules."""


class SourceError(ToolkitError):
    """A file is not what it seems, or cannot be read."""


class DataError(ToolkitError):
    """The data at hand cannot carry what was asked of them."""


class MethodError(ToolkitError, ValueError):
    """Numbers for which a formula has no meaning."""


class DisclosureError(ToolkitError):
    """What was asked for would tell on a person."""


def count_of(count: float, one: str, many: str) -> str:
    """Return a count with its noun, and a verb if one follows, in the right number.

    Parameters
    ----------
    count : float
        A whole number.
    one, many : str
        What follows it where it is one, and where it is any other.

    Examples
    --------
    >>> count_of(1, "person", "people"), count_of(1112, "column is", "columns are")
    ('1 person', '1,112 columns are')
    """
    return f"{count:,.0f} {one if count == 1 else many}"


def did_you_mean(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Return the known words nearest to a mistyped one, nearest first.

    Parameters
    ----------
    word : str
        What was typed; case does not matter.
    known : iterable of str
        What would have been accepted.
    most : int, default 3
        How many suggestions to return at the most.

    Returns
    -------
    list of str
        Empty where nothing is near.

    Examples
    --------
    >>> did_you_mean("Devonprt", ["Devon", "Devonport", "York"])
    ['Devonport', 'Devon']
    """
    by_folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=most, cutoff=0.7)
    return [by_folded[name] for name in near]


def find_instead(path: Path) -> str:
    """Return what to do about a file that is not there: where it was looked for, and what is alike.

    Parameters
    ----------
    path : Path
        Where no file is.

    Returns
    -------
    str
        A hint.

    Examples
    --------
    >>> find_instead(Path("nowhere", "plan.xlsx")).startswith("there is no folder")
    True
    """
    folder = path.parent.absolute()
    if not folder.is_dir():
        return f"there is no folder {folder} either; check the path"
    near = did_you_mean(path.name, [one.name for one in folder.iterdir()])
    if near:
        return f"did you mean {' or '.join(str(path.parent / name) for name in near)}?"
    return f"check the name, or give the whole path; it was looked for in {folder}"
