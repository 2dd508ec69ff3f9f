"""Tables: cells as a reader sees them, and the same cells as a file to keep."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from toolkit.presentation.display import Block

__all__ = ["TONES", "Table", "figure_in", "keep_from_running", "natural_order"]

TONES = ("better", "similar", "worse", "higher", "lower", "own")
"""What the colour of a cell may stand for; its words say the same."""

_FIGURE = re.compile(r"[−+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_MARK = re.compile(r"(?: \[[a-z]\])+$")
_STARTS_OF_FIGURES = "0123456789−+–["
# What is longer is a sentence that begins with a figure.
_LONGEST_FIGURE = 40
# A spreadsheet takes a cell that begins so for a formula; the last four
# are of full width.
_STARTS_OF_FORMULAS = "=+-@\t\r\n＝＋－＠"


@dataclass(frozen=True)
class Table(Block):
    r"""A table of text: the first column heads each row.

    Parameters
    ----------
    caption : str
        What the table holds.
    columns : sequence of str
        Headings, with units.
    rows : sequence of sequence of str
        Cells as a reader sees them. There is no number behind a cell but the
        one that is printed in it.
    notes : sequence of str
        What its marks mean.
    tones : sequence of sequence of str
        What the colour of each cell stands for, one of `TONES` or blank; none where
        no cell is coloured.

    Examples
    --------
    >>> table = Table("Deaths, York", ["Period", "Deaths"], [["2019–21", "1,045"], ["2018–20", "[c]"]])
    >>> table.as_csv().split("\r\n")[:2]
    ['Period,Deaths', '2019–21,1045']
    >>> table.file_name
    'deaths-york.csv'
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    tones: Sequence[Sequence[str]] = ()

    @property
    def figures(self) -> list[bool]:
        """Whether each column holds figures, which stand to the right below each other."""
        columns = zip(*self.rows, strict=True) if self.rows else [()] * len(self.columns)
        return [
            place > 0
            and all(not cell or cell[0] in _STARTS_OF_FIGURES for cell in cells)
            and max(map(len, cells), default=0) <= _LONGEST_FIGURE
            for place, cells in enumerate(columns)
        ]

    @property
    def paragraphs(self) -> list[str]:
        """The caption, the head, the rows and what the marks mean."""
        lines = [" | ".join(cells) for cells in (self.columns, *self.rows)]
        return [self.caption, *lines, *self.notes]

    def as_csv(self) -> str:
        """Return the headings and rows as CSV: plain numbers, and no cell that could run."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow([keep_from_running(name) for name in self.columns])
        writer.writerows([_plain(cell) for cell in row] for row in self.rows)
        return text.getvalue()

    @property
    def address(self) -> str:
        """The file itself as the target of a link, which works without script or server."""
        # The mark of order tells a spreadsheet that this is UTF-8.
        return f"data:text/csv;charset=utf-8,{quote(chr(0xFEFF) + self.as_csv())}"

    @property
    def file_name(self) -> str:
        """The caption in letters that every file system takes."""
        plain = unicodedata.normalize("NFKD", self.caption).encode("ascii", "ignore").decode()
        words = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:60].strip("-")
        return f"{words or 'table'}.csv"


def figure_in(cell: str) -> float | None:
    """Return the number that a cell prints; None where it is not one number.

    Parameters
    ----------
    cell : str
        As a reader sees it, with the mark of its state or without.

    Examples
    --------
    >>> figure_in("1,306"), figure_in("−3.7 [u]"), figure_in("[c]"), figure_in("2.1 to 3.4")
    (1306.0, -3.7, None, None)
    """
    text = _MARK.sub("", cell)
    return float(text.replace(",", "").replace("−", "-")) if _FIGURE.fullmatch(text) else None


def keep_from_running(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> keep_from_running("=1+1"), keep_from_running("York")
    ("'=1+1", 'York')
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(tuple(_STARTS_OF_FORMULAS)) else cell


def _plain(cell: str) -> str:
    """Return a cell for a file: a number without commas, the mark of its state kept."""
    figure = _MARK.sub("", cell)
    if not _FIGURE.fullmatch(figure):
        return keep_from_running(cell)
    plain = figure.replace(",", "").replace("−", "-").removeprefix("+")
    mark = cell[len(figure) :]
    return f"{plain}{mark}"


def natural_order(text: str) -> tuple[tuple[int, float, str], ...]:
    """Return the key by which a person sorts: numbers by size, letters without case or accent.

    Parameters
    ----------
    text : str
        A name, an age band or a period.

    Returns
    -------
    tuple
        To be given to ``sorted`` as its key.

    Examples
    --------
    >>> sorted(["10 to 14", "5 to 9", "85+", "Under 5"], key=natural_order)
    ['5 to 9', '10 to 14', '85+', 'Under 5']
    >>> sorted(["Ynys Môn", "Yarm", "york"], key=natural_order)
    ['Yarm', 'Ynys Môn', 'york']
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return tuple(
        (0, float(piece), "") if piece[0].isdigit() else (1, 0.0, piece.strip())
        for piece in re.findall(r"\d+(?:\.\d+)?|[^\d]+", plain)
    )
