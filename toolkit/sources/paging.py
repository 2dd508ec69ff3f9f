"""A long table that a server hands out in pieces, put together into one file."""

from __future__ import annotations

from pathlib import Path

from toolkit.catalogue.publishers import Pages
from toolkit.errors import SourceError
from toolkit.sources.connection import refusal
from toolkit.sources.downloading import Downloader
from toolkit.sources.files import RawFile

__all__ = ["download_pages"]


def download_pages(downloader: Downloader, url: str, target: Path, pages: Pages) -> None:
    """Fetch every piece of a table and join them under one header.

    Parameters
    ----------
    downloader : Downloader
        Fetches each piece.
    url : str
        The table, with a query and without limit or offset.
    target : Path
        Where the whole is written; it is there only when all pieces came.
    pages : Pages
        How the server counts.

    Raises
    ------
    SourceError
        Where a piece does not come, is no piece of the table, or the pieces do
        not make the number of rows that the server states.
    """
    piece = target.with_name(f"{target.name}.page")
    whole = target.with_name(f"{target.name}.whole")
    came, total, header = 0, 1, b""
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole.open("wb") as stream:
        while came < total:
            page = f"{url}&{pages.limit}={pages.rows}&{pages.offset}={came}"
            downloader.download(page, piece)
            first, _, rest = piece.read_bytes().partition(b"\n")
            rows, said = _count(page, piece, pages)
            if came and (first, said) != (header, total):
                raise refusal(
                    page,
                    f"another header, or {said:,} rows in all",
                    "fetch again: the table was changed in between",
                    f"the next of {total:,} rows",
                )
            header, total = first, said
            if rows != min(pages.rows, total - came):
                raise refusal(
                    page,
                    f"{rows:,} rows",
                    "fetch again; if it stays so, mend the rows of a page in sources.toml",
                    f"{min(pages.rows, total - came):,} rows",
                )
            stream.write((b"" if came else first + b"\n") + rest.rstrip(b"\r\n") + b"\n")
            came += rows
    piece.unlink()
    whole.replace(target)


def _count(url: str, piece: Path, pages: Pages) -> tuple[int, int]:
    """Count the rows of a piece, and read how many there are in all."""
    try:
        file = RawFile(piece)
        if pages.total not in file.header:
            raise KeyError
        return len(file.table), int(file.table[pages.total].iloc[0])
    except (KeyError, IndexError, ValueError):
        found, hint = f"no count in a column {pages.total}", "check the query in sources.toml"
    except SourceError as error:
        found, hint = error.summary.removeprefix(f"{piece}: "), error.hint
    raise refusal(url, found, hint, "rows of a table")
