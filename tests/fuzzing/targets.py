"""What is fuzzed: each takes bytes, and may give a value or a clear error of the toolkit's, nothing else."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pptx

from tests.conftest import PROJECT, SHARED
from toolkit.check.checking import check_text
from toolkit.check.readers.opening import read_document
from toolkit.errors import ToolkitError
from toolkit.periods import Period
from toolkit.presentation.tables import figure_in
from toolkit.reports.parameters import Parameters
from toolkit.sources.files import RawFile
from toolkit.sources.importing import recognise
from toolkit.sources.plans.templates import write_template
from toolkit.sources.readers import load_layouts

_MOST = 260_000  # bytes: larger files are read whole elsewhere
_TEXT = "In 2023/24 there were 1,306 people in treatment, up 7.7% from 1,213: 36.0% (95% CI 33.1 to 39.2)."
_HTML = f"<html><body><h1>Plan</h1><p>{_TEXT}</p><table><tr><th>A<td>1</tr></table></body></html>"


def text_of(data: bytes) -> str:
    """Any text there is, not only that which is UTF-8."""
    return (
        data.decode("utf-8", "surrogateescape")
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )


def read_raw(data: bytes, ending: str) -> None:
    """Recognise and read a file as an import does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"given{ending}")
        path.write_bytes(data)
        file = RawFile(path)
        for reading in load_layouts()[recognise(file)].readings(file):
            len(reading.observations)


def read_finished(data: bytes, ending: str) -> None:
    """Read a document as the figure check does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"given{ending}")
        path.write_bytes(data)
        read_document(path)


def parse_parameters(data: bytes) -> None:
    """Give one text to every parameter."""
    text = text_of(data)
    for name in ("area", "comparators", "period", "mode"):
        clear(lambda name=name: Parameters.parse(**{"area": "York", name: text}))


def clear(call: Callable[[], object]) -> None:
    """Call, and take an error of the toolkit's that says something for an answer."""
    try:
        call()
    except ToolkitError as error:
        if not str(error).strip():
            raise AssertionError("an error without words") from error


TARGETS: dict[str, Callable[[bytes, str], object]] = {
    "readers": read_raw,
    "documents": read_finished,
    "periods": lambda data, _: Period.parse(text_of(data)),
    "figures": lambda data, _: figure_in(text_of(data)),
    "check": lambda data, _: check_text(text_of(data)),
    "parameters": lambda data, _: parse_parameters(data),
}


@cache
def seeds(target: str) -> list[tuple[bytes, str]]:
    """What the faults are put into: content and ending."""
    match target:
        case "readers":
            return [*_raw_files()]
        case "documents":
            return [*_documents()]
        case "periods":
            texts = [
                "2023/24",
                "2019-21",
                "2019 - 21",
                "Q1 2020",
                "Oct 2023-Sep 2024",
                "2021",
                "31/03/2024",
                "2001-03",
            ]
        case "figures":
            texts = [
                "1,306",
                "36.0%",
                "−3.7 [u]",
                "1,200.1 to 1,270.2",
                "£1.2m",
                "1 in 5",
                "[c]",
                "10.0 per 100,000",
            ]
        case "check":
            texts = [
                _TEXT,
                "It rose from 107 to 94, by 300%.",
                "Two thirds (64%, n=172) of 2,000; 1 in 5.",
                "I,266 of l5",
            ]
        case _:
            texts = [
                "Plymouth",
                "Leicestershire + Rutland",
                "England; neighbours:10",
                "latest",
                "2019-21",
                "E06000026",
            ]
    return [(text.encode(), "") for text in texts]


def _raw_files() -> list[tuple[bytes, str]]:
    folders = [PROJECT / "data" / "raw" / "partnership_reports", SHARED]
    paths = [path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*.*"))]
    kept = [
        path
        for path in paths
        if path.suffix in (".csv", ".xlsx", ".xls", ".ods") and path.stat().st_size < _MOST
    ]
    with tempfile.TemporaryDirectory() as folder:
        forms = [
            Path(write_template(name, Path(folder), as_csv=as_csv, replace=True))
            for name in ("targets", "actions", "figures", "caseload")
            for as_csv in (True, False)
        ]
        return [(path.read_bytes(), path.suffix) for path in (*kept, *forms)]


def _documents() -> list[tuple[bytes, str]]:
    word, slides, book = docx.Document(), pptx.Presentation(), openpyxl.Workbook()
    word.add_heading("Plan", 1)
    word.add_paragraph(_TEXT)
    word.add_table(2, 2).cell(1, 1).text = "1,306"
    slides.slides.add_slide(slides.slide_layouts[0]).shapes.title.text = _TEXT
    book.active.append(["Area", "Number"])
    book.active.append(["York", 12])
    made = []
    for thing, ending in ((word, ".docx"), (slides, ".pptx"), (book, ".xlsx")):
        stream = io.BytesIO()
        thing.save(stream)
        made.append((stream.getvalue(), ending))
    texts = [
        (_HTML, ".html"),
        (f"# Plan\n\n{_TEXT}\n\n| A | n |\n|---|---|\n| B | 1 |\n", ".md"),
        (_TEXT, ".txt"),
    ]
    return [*made, *((text.encode(), ending) for text, ending in texts), (_pdf(), ".pdf")]


def _pdf() -> bytes:
    from tests.reports.documents.conftest import document_of, section_of_deaths
    from toolkit.reports.documents.pdf import render_pdf

    return render_pdf(document_of(section_of_deaths()))
