"""A table understood: headings, labels, and a figure in each cell that holds one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from toolkit.check.documents import Place, Table
from toolkit.check.figures import Figure, find_figures
from toolkit.check.relations.spoken_periods import read_spoken

__all__ = ["TOTAL", "Grid", "read_cell", "read_grid"]

TOTAL = re.compile(
    r"^(?:grand |overall |sub-?)?totals?\b(?! change)|^all(?: adults| people| persons| ages| areas| clients| groups| deaths| substances|)$|^overall$|^sum$|\btotals?$|^(?:both sexes|all sexes)$",
    re.IGNORECASE,
)
_SHARE = re.compile(r"%|per\s?cent|proportion|share\b", re.IGNORECASE)
_RATE = re.compile(r"\brate\b|per [\d,]+", re.IGNORECASE)
_BESIDE = re.compile(
    r"\s*(?:\[[a-z\d]{1,3}\]|[*†‡¹²³]+|\((?:p|r|provisional)\))\s*$", re.IGNORECASE
)
_HEADING_ROWS = 2


@dataclass(frozen=True)
class Grid:
    """A table with its headings apart from its body.

    Parameters
    ----------
    headings : tuple of str
        One a column; the heading of a group of columns stands before that of the column.
    labels : tuple of str
        The first cell of each row of the body.
    cells : tuple of tuple of (Figure or None)
        Row by row, the column of labels left in as None.
    places : tuple of Place
        One a row.
    rows : tuple of tuple of str
        The body as printed.
    """

    headings: tuple[str, ...]
    labels: tuple[str, ...]
    cells: tuple[tuple[Figure | None, ...], ...]
    places: tuple[Place, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> range:
        """The columns beside the labels."""
        return range(1, len(self.headings))

    def column(self, number: int) -> list[Figure | None]:
        """Return the figures of a column, from top to bottom."""
        return [row[number] for row in self.cells]

    def is_share(self, number: int) -> bool:
        """Say whether a column holds percentages."""
        figures = [one for one in self.column(number) if one is not None]
        marked = sum(one.role in "PQ" for one in figures)
        return bool(_SHARE.search(self.headings[number])) or (
            bool(figures) and 2 * marked > len(figures)
        )

    def is_rate(self, number: int) -> bool:
        """Say whether a column holds rates."""
        return bool(_RATE.search(self.headings[number]))

    def is_count(self, number: int) -> bool:
        """Say whether a column holds whole counts."""
        figures = [one for one in self.column(number) if one is not None]
        whole = all(one.role == "C" and not one.decimals and not one.signed for one in figures)
        return bool(figures) and whole and not self.is_share(number) and not self.is_rate(number)

    def period(self, number: int) -> int:
        """Return where in time a column's heading stands; 0 where it names no period."""
        return read_spoken(self.headings[number]) if self.headings[number] else 0

    def quote(self, row: int) -> str:
        """Return a row as one line."""
        return " | ".join(self.rows[row])


def read_cell(text: str) -> Figure | None:
    """Return the figure of a cell that holds one and nothing else but its marks.

    Parameters
    ----------
    text : str
        As printed; an interval in brackets behind the figure is passed over.

    Returns
    -------
    Figure or None
        None for text, for what is suppressed, and for what is missing, which is never 0.

    Examples
    --------
    >>> read_cell("1,306").value, read_cell("n/a"), read_cell("7.5 (5.7 to 9.6)").value
    (1306.0, None, 7.5)
    """
    bare = re.sub(
        r"\s*\([^()]*\d\s?%?\s?(?:to|[-–])\s?[^()]*\)\s*$", "", _BESIDE.sub("", text.strip())
    )
    bare = re.sub(r"^([+−–-])\s+(?=\d)", r"\1", bare).replace("–", "−")
    if re.fullmatch(r"\d{4,}", bare) or re.fullmatch(r"[+−-]?[\d,]+(?:\.\d+)?", bare):
        value = float(bare.replace(",", "").replace("−", "-"))
        decimals = len(bare.partition(".")[2])
        return Figure(value, bare, "C", 0, len(bare), decimals, signed=bare[0] in "+−-")
    found = [one for one in find_figures(bare) if one.role in "CPQRMX"]
    if len(found) != 1 or len(found[0].text) < len(bare.strip()) - 1:
        return None
    return replace(found[0], hedge="")


def read_grid(table: Table) -> Grid | None:
    r"""Part a table into headings, labels and figures.

    Parameters
    ----------
    table : Table
        As a reader gives it.

    Returns
    -------
    Grid or None
        None where it is no table of figures.

    Examples
    --------
    >>> from toolkit.check.readers.plain import read_text
    >>> table = next(read_text("Group\t2023/24\t2024/25\nOpiates only\t852\t850").tables())
    >>> grid = read_grid(table)
    >>> grid.headings, grid.labels, grid.cells[0][1].value
    (('Group', '2023/24', '2024/25'), ('Opiates only',), 852.0)
    """
    width = table.width
    rows = [(*row, *[""] * (width - len(row))) for row in table.rows]
    above = _count_headings(rows)
    body = rows[above:]
    if width < 2 or not body:
        return None
    cells = tuple((None, *(read_cell(cell) for cell in row[1:])) for row in body)
    if not any(any(row) for row in cells):
        return None
    labels = tuple(row[0] for row in body)
    places = tuple(table.places[above:])
    return Grid(_join_headings(rows[:above], width), labels, cells, places, tuple(body))


def _count_headings(rows: list[tuple[str, ...]]) -> int:
    for number, row in enumerate(rows[: _HEADING_ROWS + 1]):
        figures = [one for cell in row[1:] if cell and (one := read_cell(cell))]
        years = sum(bool(re.fullmatch(r"(?:19|20)\d\d", cell)) for cell in row[1:])
        if figures and years < len(figures):
            return number
    return min(1, len(rows))


def _join_headings(rows: list[tuple[str, ...]], width: int) -> tuple[str, ...]:
    headings = [""] * width
    for number, row in enumerate(rows):
        last = ""
        for column, cell in enumerate(row):
            # The heading of a group stands over its first column alone.
            last = cell or (last if number < len(rows) - 1 else "")
            headings[column] = f"{headings[column]} {last}".strip()
    return tuple(headings)
