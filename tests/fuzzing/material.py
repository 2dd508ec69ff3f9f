"""What the faults are put into: a sound file of every layout, documents, texts, declarations of one's own."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pptx

from tests.conftest import PROJECT, SHARED
from tests.sources.conftest import write_ons_workbook
from tests.sources.readers import (
    test_caseload_extract,
    test_fingertips_json,
    test_local_commentary,
    test_local_figures,
    test_nomis_api_csv,
    test_nomis_json,
    test_ohid_treatment_tables,
    test_ons_mid_year_population,
    test_plans,
)
from tests.sources.readers.conftest import write_workbook
from tests.test_own_page import write_example
from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.importing import recognise
from toolkit.sources.plans.templates import TEMPLATES, write_template

__all__ = ["Seed", "seeds"]

Seed = tuple[bytes, str]
"""Content, and the name of the file that it is put into, or its ending."""

_MOST = 600_000  # bytes of a workbook: larger ones are read whole elsewhere
_HEAD = 20_000  # bytes of a text: its head and some rows
_TEXT = "In 2023/24 there were 1,306 people in treatment, up 7.7% from 1,213: 36.0% (95% CI 33.1 to 39.2)."
_HTML = f"<html><body><h1>Plan</h1><p>{_TEXT}</p><table><tr><th>A<td>1</tr></table></body></html>"
_TEXTS = {
    "periods": ["2023/24", "2019-21", "2019 - 21", "Q1 2020", "Oct 2023-Sep 2024", "2021", "31/03/2024", "2001-03"],
    "figures": ["1,306", "36.0%", "−3.7 [u]", "1,200.1 to 1,270.2", "£1.2m", "1 in 5", "[c]", "10.0 per 100,000"],
    "check": [_TEXT, "It rose from 107 to 94, by 300%.", "Two thirds (64%, n=172) of 2,000; 1 in 5.", "I,266 of l5"],
    "parameters": ["Plymouth", "Leicestershire + Rutland", "England; neighbours:10", "latest", "2019-21", "E06000026"],
}  # fmt: skip


@cache
def seeds(target: str) -> list[Seed]:
    """Return what the faults are put into for a target.

    Parameters
    ----------
    target : str
        A name of `tests.fuzzing.targets.TARGETS`.
    """
    if target in _TEXTS:
        return [(text.encode(), "") for text in _TEXTS[target]]
    return [*_FILES[target]()]


def _raw_files() -> list[Seed]:
    folders = [PROJECT / "data" / "raw" / "partnership_reports", SHARED]
    paths = [path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*.*"))]
    texts = [(_head(path), path.name) for path in paths if path.suffix in (".csv", ".json")]
    books = [
        (path.read_bytes(), path.name)
        for path in paths
        if path.suffix in (".xlsx", ".xls", ".ods") and path.stat().st_size < _MOST
    ]
    return [*filter(_is_known, [*texts, *books]), *_made_files()]


def _is_known(seed: Seed) -> bool:
    """Return whether a file is of some layout: others say so at once, and teach nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, seed[1])
        path.write_bytes(seed[0])
        try:
            return bool(recognise(RawFile(path)))
        except SourceError:
            return False


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    return head.rpartition(b"\n")[0] if len(head) == _HEAD and path.suffix == ".csv" else head


def _made_files() -> list[Seed]:
    """Return files of the layouts of which no publisher's own is at hand, or only a large one."""
    texts = [
        (test_fingertips_json.latest(), ".json"),
        (test_fingertips_json.trend(*[test_fingertips_json.POINT] * 2), ".json"),
        (test_nomis_json.answer({}, {}), ".json"),
        (test_nomis_api_csv.table(test_nomis_api_csv.ROW), ".csv"),
    ]
    return [
        *(
            ((one if isinstance(one, str) else json.dumps(one)).encode(), ending)
            for one, ending in texts
        ),
        _written(".xlsx", write_ons_workbook),
        _written(".xlsx", lambda path: write_workbook(path, test_ons_mid_year_population.sheets())),
        *(
            _written(ending, lambda path, save=save, rows=rows: save(path, {"Table": rows}))
            for rows in (test_ohid_treatment_tables.TWO_ROWS, test_ohid_treatment_tables.DEATHS)
            for ending, save in (
                (".ods", test_ohid_treatment_tables.save_ods),
                (".xlsx", test_ohid_treatment_tables.save_xlsx),
            )
        ),
    ]


def _forms() -> list[Seed]:
    """Return every form, as it is given out and filled in."""
    filled = {
        "targets": [[*test_plans.TARGET], [*test_plans.TARGET.values()]],
        "actions": [[*test_plans.ACTION], [*test_plans.ACTION.values()]],
        "figures": [test_local_figures.HEAD, *test_local_figures.ROWS],
    }
    with tempfile.TemporaryDirectory() as folder:
        given = [
            write_template(name, Path(folder), as_csv=as_csv, replace=True)
            for name in TEMPLATES
            for as_csv in (True, False)
        ]
        blank = [(path.read_bytes(), path.suffix) for path in dict.fromkeys(given)]
    return [
        *blank,
        *((_as_csv(rows), ".csv") for rows in filled.values()),
        *(
            _written(".xlsx", lambda p, rows=rows: write_workbook(p, {"A": rows}))
            for rows in filled.values()
        ),
        (test_caseload_extract.text().encode(), ".csv"),
        (test_local_commentary.written().encode(), ".md"),
    ]


def _as_csv(rows: list[list[object]]) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def _written(ending: str, write: Callable[[Path], object]) -> Seed:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"made{ending}")
        write(path)
        return path.read_bytes(), ending


def _own_files() -> list[Seed]:
    """Return the files of docs/own.md that are data or declarations, by name."""
    with tempfile.TemporaryDirectory() as folder:
        write_example(Path(folder))
        return [
            (path.read_bytes(), path.name)
            for path in sorted(Path(folder).rglob("*.*"))
            if path.suffix in (".csv", ".toml")
        ]


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


_FILES: dict[str, Callable[[], list[Seed]]] = {
    "readers": _raw_files,
    "other layouts": _raw_files,
    "forms": _forms,
    "own": _own_files,
    "documents": _documents,
}
