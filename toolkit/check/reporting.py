"""What the check found, as HTML and Markdown for people and JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import jinja2

from toolkit.check.checking import Checked
from toolkit.check.findings import VERDICTS, Finding
from toolkit.check.word_comments import comment_word

__all__ = ["FORMATS", "tell", "write_reports"]

_MARKS = dict(zip(VERDICTS, ("disagrees", "sense", "cannot", "agrees"), strict=True))
_LONGEST_QUOTE = 160


def write_html(checked: Sequence[Checked]) -> str:
    """Write a page with the findings of each document, by verdict."""
    folder = Path(__file__).parent / "templates"
    loader = jinja2.FileSystemLoader(folder)
    page = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True)
    names = ", ".join(one.document.name for one in checked)
    held = any(found.rule == "results held" for one in checked for found in one.findings)
    against = " and from the results held of the area" if held else ""
    return page.get_template("check.html").render(
        checked=checked, names=names, marks=_MARKS, against=against
    )


def write_markdown(checked: Sequence[Checked]) -> str:
    """Write a Markdown report with a table for each verdict."""
    lines = ["# Figure check", ""]
    for one in checked:
        lines += [f"## {one.document.name}", ""]
        lines += [
            f"{one.counts}.",
            "",
        ]
        lines += [f"Not read: {remark}\n" for remark in one.document.remarks]
        for verdict in VERDICTS:
            found = [finding for finding in one.findings if finding.verdict == verdict]
            if found:
                lines += [
                    f"### {verdict.capitalize()}",
                    "",
                    "| Where | Printed | Recomputes to | Why | Text |",
                ]
                lines += ["|---|---|---|---|---|", *map(_row, found), ""]
    return "\n".join(lines)


def _row(found: Finding) -> str:
    quote = found.quote[:_LONGEST_QUOTE]
    cells = (
        found.place.where,
        found.printed,
        found.recomputed,
        f"{found.rule}: {found.explanation}",
        quote,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def write_json(checked: Sequence[Checked]) -> str:
    """Write the findings for machines, one object a document."""
    documents = [
        {
            "file": one.document.name,
            "tally": one.tally,
            "remarks": list(one.document.remarks),
            "findings": [
                {
                    "rule": found.rule,
                    "verdict": found.verdict,
                    "where": found.place.where,
                    "block": found.place.block,
                    "printed": found.printed,
                    "recomputed": found.recomputed,
                    "explanation": found.explanation,
                    "text": found.quote,
                }
                for found in one.findings
            ],
        }
        for one in checked
    ]
    return json.dumps(documents, ensure_ascii=False, indent=2)


def write_text(checked: Sequence[Checked]) -> str:
    """Write what a person at the keyboard needs: all but what agrees."""
    lines = []
    for one in checked:
        lines.append(f"{one.document.name}, {one.counts}")
        lines += [f"  not read: {remark}" for remark in one.document.remarks]
        told = [
            found for verdict in VERDICTS[:-1] for found in one.findings if found.verdict == verdict
        ]
        lines += [f"  {str(found).removeprefix(one.document.name + ', ')}" for found in told]
    return "\n".join(lines)


FORMATS = {"text": write_text, "markdown": write_markdown, "html": write_html, "json": write_json}


def tell(checked: Sequence[Checked], format_: str = "text") -> str:
    """Tell what was found, in one of `FORMATS`.

    Parameters
    ----------
    checked : sequence of Checked
        One a document.
    format_ : str
        ``"text"``, ``"markdown"``, ``"html"`` or ``"json"``.

    Returns
    -------
    str

    Examples
    --------
    >>> from toolkit.check.checking import check_text
    >>> print(tell([check_text("It rose from 107 to 94.")]))
    text, disagrees: 1, agrees in another sense: 0, cannot be recomputed: 0, agrees: 0
      line 1: disagrees (direction): rise recomputes to fall: 107 to 94 is a fall
    """
    return FORMATS[format_](checked)


def write_reports(checked: Sequence[Checked], files: Sequence[Path], folder: Path) -> list[Path]:
    """Write the reports into a folder, and Word files again with comments at the places.

    Parameters
    ----------
    checked : sequence of Checked
        One a document.
    files : sequence of pathlib.Path
        The files they were read from, in the same order.
    folder : pathlib.Path
        Made where there is none.

    Returns
    -------
    list of pathlib.Path
        What was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for format_, ending in (("html", "html"), ("markdown", "md"), ("json", "json")):
        path = folder / f"check.{ending}"
        path.write_text(tell(checked, format_) + "\n", encoding="utf-8", newline="\n")
        made.append(path)
    for one, file in zip(checked, files, strict=True):
        if file.suffix.casefold() == ".docx":
            made.append(comment_word(one, file, folder / f"{file.stem}.checked.docx"))
    return made
