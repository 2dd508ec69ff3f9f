"""What an attacker would try: code in parameters, names that climb, bombs, secrets that leak."""

from __future__ import annotations

import ast
import io
import re
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from tests.conftest import PROJECT
from toolkit.check.readers.opening import read_document
from toolkit.errors import ParameterError, SourceError, ToolkitError
from toolkit.reports.jobs import Wanted
from toolkit.reports.own_notebooks import create_notebook
from toolkit.reports.report import open_report
from toolkit.reports.report_notebooks import find_notebook
from toolkit.reports.run_places import run_folder
from toolkit.sources.connection import public_url
from toolkit.sources.files import RawFile

PACKAGE = PROJECT / "toolkit"
SOURCES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
# The user's own readers are the user's own code; the benchmark calls a notebook's cells as functions.
MAY_RUN_CODE = {"own_readers.py", "batch_ways.py"}
HOSTILE = [
    '"; import os; os._exit(7) #',
    "'''\nimport os\n'''",
    "\\\nraise SystemExit",
    "{__import__('os').getcwd()}",
    "$(touch owned)",
    "`touch owned`",
    "York\x00",
    "\u202eYork",
]


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


class TestCode:
    def test_nothing_is_run_or_read_that_could_be_somebody_elses_code(self):
        found = [
            f"{path.name}:{call.lineno}"
            for path, tree in SOURCES.items()
            if path.name not in MAY_RUN_CODE
            for call in calls(tree)
            if isinstance(call.func, ast.Name) and call.func.id in {"eval", "exec", "compile"}
        ]
        assert found == []

    def test_no_format_is_read_that_runs_what_it_holds(self):
        words = re.compile(r"^(pickle|shelve|marshal|joblib|dill|cloudpickle)$|yaml$")
        found = [
            f"{path.name}:{node.lineno}"
            for path, tree in SOURCES.items()
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in [getattr(node, "module", None) or "", *(one.name for one in node.names)]
            if words.search(name.split(".")[0])
        ]
        assert found == []

    def test_certificates_are_verified_and_no_shell_is_asked(self):
        refused = {"verify": False, "shell": True, "allow_pickle": True}
        found = [
            f"{path.name}:{call.lineno}: {given.arg}"
            for path, tree in SOURCES.items()
            for call in calls(tree)
            for given in call.keywords
            if given.arg in refused
            and isinstance(given.value, ast.Constant)
            and given.value.value is refused[given.arg]
        ]
        assert found == []

    def test_templates_escape_what_they_are_given(self):
        pages = PACKAGE.rglob("*.html")
        assert [path.name for path in pages if "|safe" in path.read_text().replace(" ", "")] == []


class TestParameters:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_stay_texts_in_the_notebook(self, text):
        notebook = load_notebook_node(str(PROJECT / "notebooks" / "annual_report.ipynb"))
        given = dict.fromkeys(("area", "comparators", "period", "mode"), text)
        made = parameterize_notebook(notebook, given, kernel_name="python3", language="python")
        [cell] = [
            one for one in made.cells if "injected-parameters" in one.metadata.get("tags", [])
        ]
        statements = ast.parse(cell.source).body
        assert {one.targets[0].id: ast.literal_eval(one.value) for one in statements} == given

    @pytest.mark.parametrize("text", HOSTILE[:-2])
    @pytest.mark.parametrize("name", ["area", "comparators", "period", "mode"])
    def test_that_name_nothing_are_refused_before_a_kernel_starts(self, built_once, name, text):
        given = {"area": "York", name: text}
        with pytest.raises(ParameterError):
            open_report(**given, workspace=built_once)
        with pytest.raises(ParameterError):
            Wanted(["annual_report"], **{k: v for k, v in given.items() if k != "area"}).check(
                [given["area"]]
            )


# What climbs, what is absolute, what Windows keeps for itself, what a shell or a page would read.
CLIMBING = [
    "", " ", ".", "..", "...", "../up", "..\\up", "../../etc/passwd", "..\\..\\windows", "a/../../b",
    "a/b", "a\\b", "/etc", "//server/share", "\\\\server\\share", "\\\\?\\C:\\a", "C:\\a", "C:a", "c:", "file:///etc",
    "~", "~root", "$HOME", "%APPDATA%", "%2e%2e%2f", "..%2f", "..%5c", "%00", "a\x00", "a\x00.ipynb",
    "..\u2215up", "\u2024\u2024/up", "\uff0e\uff0e/up", "a\n", "a\r", "a\tb", "a ", "a.", "a..", " a",
    "con", "CON", "con.txt", "NUL", "nul.html", "aux", "AUX.x", "prn", "COM1", "com9.x", "LPT1", "lpt9.x",
    "a:b", "a*", "a?", "a|b", "a<b", "a>b", 'a"b', "a'b", "a;b", "a&b", "`a`", "$(a)", "{a}", "-rf", "--output",
    ".hidden", "x" * 65, "x" * 300, "é", "中",
]  # fmt: skip


class TestPaths:
    @pytest.mark.parametrize("name", CLIMBING)
    def test_a_run_and_a_notebook_cannot_be_called_so(self, workspace, name):
        with pytest.raises(ParameterError):
            run_folder(name, workspace)
        with pytest.raises(ParameterError):
            create_notebook(name, workspace=workspace)
        assert not workspace.outputs.exists()

    @pytest.mark.parametrize("name", ["latest", "2026-03", "console", "a.b", "x"])
    def test_plain_names_are_taken(self, workspace, name):
        assert run_folder(name, workspace).parent == workspace.outputs

    @pytest.mark.parametrize("name", CLIMBING)
    def test_a_notebook_is_found_by_name_alone(self, built_once, name):
        with pytest.raises(ToolkitError):
            find_notebook(name, built_once)


def office(path: Path, extra: dict[str, bytes] | None = None, entity: bool = False) -> Path:
    """A real Office file with a part blown up, or with entities that would expand a billion times."""
    if path.suffix == ".docx":
        made, part = docx.Document(), "word/document.xml"
        made.add_paragraph("1,306 people in treatment")
    elif path.suffix == ".pptx":
        made, part = pptx.Presentation(), "ppt/presentation.xml"
    else:
        made, part = openpyxl.Workbook(), "xl/worksheets/sheet1.xml"
        made.active["A1"] = "1,306 people"
    stream = io.BytesIO()
    made.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if entity and name == part:
                data = blow_up(data)
            new.writestr(name, data)
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return path


def blow_up(xml: bytes) -> bytes:
    levels = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    text = re.sub(rb"^<\?xml[^>]*\?>", b"", xml)
    text = re.sub(rb">1,306 people[^<]*<", b">&l9;<", text)
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{levels}]>'.encode() + text


class TestBombs:
    @pytest.mark.parametrize("ending", ["docx", "pptx", "xlsx"])
    def test_an_archive_that_unpacks_without_end_is_refused_by_the_check(self, tmp_path, ending):
        path = office(tmp_path / f"plan.{ending}", {"media/zeros": bytes(60_000_000)})
        with pytest.raises(SourceError, match="would unpack to"):
            read_document(path)

    @pytest.mark.parametrize("corner", ["XFD1048576", "A100000", "XFD1"])
    @pytest.mark.parametrize("read", [read_document, lambda path: RawFile(path).sheets])
    def test_cells_so_far_apart_that_those_between_fill_the_memory_are_refused(
        self, tmp_path, read, corner
    ):
        book = openpyxl.Workbook()
        book.active["A1"], book.active[corner] = "measure", 1
        book.save(tmp_path / "plan.xlsx")
        if corner == "XFD1048576":
            with pytest.raises(SourceError, match="so far apart that 17,179,869,184 lie between"):
                read(tmp_path / "plan.xlsx")
        else:
            read(tmp_path / "plan.xlsx")

    def test_a_binary_workbook_is_refused_with_what_to_do(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            archive.writestr("xl/workbook.bin", b"")
        with pytest.raises(SourceError, match=r"save it as \.xlsx"):
            _ = RawFile(tmp_path / "a.xlsx").kind

    @pytest.mark.parametrize("ending", ["docx", "pptx", "xlsx"])
    def test_entities_are_never_expanded_by_the_check(self, tmp_path, ending):
        path = office(tmp_path / f"plan.{ending}", entity=True)
        try:
            blocks = read_document(path).blocks
        except SourceError:
            return
        assert sum(len(str(block)) for block in blocks) < 10_000

    @pytest.mark.parametrize("read", [read_document, lambda path: RawFile(path).kind])
    def test_a_damaged_head_of_an_archive_is_told_as_damage(self, tmp_path, read):
        path = office(tmp_path / "table.xlsx")
        data = bytearray(path.read_bytes())
        # The version that is needed to read the first member, as the directory has it.
        data[data.rindex(b"PK\x01\x02") + 6] = 237
        path.write_bytes(bytes(data))
        with pytest.raises(SourceError, match="damaged"):
            read(path)

    def test_entities_are_never_expanded_by_the_import(self, tmp_path):
        path = office(tmp_path / "table.xlsx", entity=True)
        try:
            sheets = RawFile(path).sheets
        except SourceError:
            return
        assert sum(len(str(row)) for sheet in sheets.values() for row in sheet.rows) < 10_000

    def test_a_page_nested_without_end_is_read_or_refused(self, tmp_path):
        path = tmp_path / "deep.html"
        path.write_text("<div>" * 100_000 + "12 people" + "</div>" * 100_000, encoding="utf-8")
        with suppress(SourceError):
            assert "12 people" in str(read_document(path).blocks)


class TestSecrets:
    @pytest.mark.parametrize(
        "secret",
        ["https://me:hunter2@example.org/a.csv", "https://example.org/a?sig=hunter2&x=1",
         "https://example.org/a?X-Amz-Signature=hunter2", "https://example.org/a?token=hunter2",
         "https://example.org/a?access_key=hunter2", "https://example.org/a#hunter2",
         "https://example.org/a?X-Amz-Credential=hunter2", "https://example.org/a?password=hunter2",
         "https://example.org/a?AWSAccessKeyId=hunter2", "https://example.org/a?auth=hunter2"],
    )  # fmt: skip
    def test_an_address_is_kept_and_shown_without_them(self, secret):
        assert "hunter2" not in public_url(secret)
        assert public_url(secret).startswith("https://example.org/a")
