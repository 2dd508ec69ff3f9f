"""A Word file again, with a comment at each place that someone must look at."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from toolkit.check.checking import Checked
from toolkit.check.findings import Finding
from toolkit.check.readers.word import pair_items

__all__ = ["comment_word"]

_AUTHOR = "Figure check"


def comment_word(checked: Checked, source: Path, made: Path) -> Path:
    """Write a copy of a Word file with the findings as comments.

    Parameters
    ----------
    checked : Checked
        Of that file.
    source : pathlib.Path
        The file that was checked; it is left as it is.
    made : pathlib.Path
        Where the copy goes.

    Returns
    -------
    pathlib.Path
        The copy.
    """
    document = docx.Document(str(source))
    items = list(pair_items(document))
    for found in checked.findings:
        if found.verdict == "agrees" or not 0 <= found.place.block < len(items):
            continue
        runs = _find_runs(items[found.place.block][1], found)
        if runs:
            document.add_comment(runs=runs, text=_say(found), author=_AUTHOR, initials="FC")
    document.save(str(made))
    return made


def _say(found: Finding) -> str:
    made = f" recomputes to {found.recomputed}" if found.recomputed else ""
    return (
        f"{found.verdict.capitalize()} ({found.rule}): {found.printed}{made}. {found.explanation}"
    )


def _find_runs(item: WordParagraph | WordTable, found: Finding) -> list[Run]:
    """Find the runs that hold the printed figure, or else those of its paragraph or row."""
    paragraphs = [item] if isinstance(item, WordParagraph) else _row_paragraphs(item, found)
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if found.printed in run.text:
                return [run]
    first = next((one for one in paragraphs if one.runs), None)
    return [first.runs[0], first.runs[-1]] if first is not None else []


def _row_paragraphs(table: WordTable, found: Finding) -> list[WordParagraph]:
    number = int(found.place.where.rsplit(" ", 1)[-1])
    return [paragraph for cell in table.rows[number - 1].cells for paragraph in cell.paragraphs]
