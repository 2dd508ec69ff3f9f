"""The templates: what is tracked is what the command writes, and it is read back."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from toolkit.errors import ParameterError, SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.importing import recognise
from toolkit.sources.own_figures import COLUMNS
from toolkit.sources.plans.fields import FORMS
from toolkit.sources.plans.more_forms import FIGURES_FORM
from toolkit.sources.plans.templates import TEMPLATES, write_template
from toolkit.sources.readers import load_layouts

TRACKED = Path(__file__).resolve().parents[2] / "data" / "templates"
FILES = [("targets", False), ("targets", True), ("actions", False), ("actions", True), ("figures", False),
         ("figures", True), ("caseload", True), ("commentary", False)]  # fmt: skip


def content(path):
    """A file's bytes; of a workbook its parts, whatever packed them."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist())}


@pytest.mark.parametrize(("name", "as_csv"), FILES)
def test_what_is_tracked_is_what_the_command_writes(tmp_path, name, as_csv):
    made = write_template(name, tmp_path, as_csv=as_csv)
    anew = f"run: toolkit template {name} --replace --folder data/templates{' --csv' * as_csv}"
    assert content(TRACKED / made.name) == content(made), anew


def test_nothing_else_is_tracked_as_a_template():
    names = {path.name for path in TRACKED.iterdir()} - {"README.md"}
    endings = {"commentary": ["md"], "caseload": ["csv"]}
    expected = {f"{name}.{end}" for name in TEMPLATES for end in endings.get(name, ["csv", "xlsx"])}
    assert names == expected


@pytest.mark.parametrize(
    ("file", "reader"),
    [
        ("targets.xlsx", "local_targets"), ("targets.csv", "local_targets"),
        ("actions.xlsx", "local_actions"), ("actions.csv", "local_actions"),
        ("figures.xlsx", "local_figures"), ("figures.csv", "local_figures"),
        ("caseload.csv", "caseload_extract"), ("commentary.md", "local_commentary"),
    ],
)  # fmt: skip
def test_each_template_is_known_to_its_reader(file, reader):
    assert recognise(RawFile(TRACKED / file)) == reader


@pytest.mark.parametrize(
    ("file", "wanted", "row"),
    [
        ("targets.xlsx", "plan: the plan that", "target"),
        ("targets.csv", "plan: the plan that", "target"),
        ("actions.xlsx", "action: ", "action"),
        ("actions.csv", "action: ", "action"),
        ("figures.xlsx", "measure: what was measured", "figure"),
        ("figures.csv", "measure: what was measured", "figure"),
        ("caseload.csv", "client_id: a pseudonym", "episode"),
    ],
)
def test_a_form_that_nobody_filled_in_is_told_what_to_fill_in(file, wanted, row):
    raw = RawFile(TRACKED / file)
    with pytest.raises(SourceError, match="its headings and no rows yet") as refusal:
        load_layouts()[recognise(raw)].read(raw)
    assert wanted in "\n".join(refusal.value.problems)
    assert f"for each {row}" in refusal.value.hint


def test_figures_have_the_columns_that_are_read():
    expected = [name for name in COLUMNS if name not in ("report", "section", "printed")]
    assert [field.name for field in FIGURES_FORM.fields] == expected


@pytest.mark.parametrize("name", ["targets", "actions", "figures"])
def test_a_workbook_offers_lists_and_merges_no_cells(name):
    book = openpyxl.load_workbook(TRACKED / f"{name}.xlsx")
    sheet = book[name.capitalize()]
    assert sheet.freeze_panes == "A2"
    assert not any(one.merged_cells.ranges for one in book)
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    heads = {cell.value: f"{cell.column_letter}2" for cell in sheet[1]}
    assert rules[heads["restricted"]].type == "list"
    assert rules[heads["measure"]].errorStyle == "warning"
    lists = {cell.value: [row[0].value for row in book["Lists"].iter_rows(min_row=2, min_col=cell.column, max_col=cell.column) if row[0].value]
             for cell in book["Lists"][1]}  # fmt: skip
    assert "Derby" in lists["area"]
    assert "drug_misuse_deaths" in lists["measure"]
    for field in FORMS.get(name, FIGURES_FORM).fields:
        if field.choices:
            assert lists[field.name] == list(field.choices)


def test_a_filled_workbook_is_read_back(tmp_path):
    path = write_template("actions", tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["Actions"]
    heads = [cell.value for cell in sheet[1]]
    row = {"plan": "Plan 2026", "area": "York", "action": "Naloxone", "owner": "Public health",
           "start": "April 2026", "due": "2027-03-31", "status": "not started"}  # fmt: skip
    for name, value in row.items():
        sheet.cell(2, heads.index(name) + 1, value)
    book.save(path)
    raw = RawFile(path)
    read = load_layouts()[recognise(raw)].read(raw).observations
    assert read[["area_code", "action", "status"]].to_numpy().tolist() == [
        ["E06000014", "Naloxone", "not started"]
    ]


def test_a_file_that_may_be_filled_in_is_never_written_over(tmp_path):
    write_template("targets", tmp_path)
    with pytest.raises(ParameterError, match="may have been filled in"):
        write_template("targets", tmp_path)
    assert write_template("targets", tmp_path, replace=True).exists()


def test_an_unknown_template_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(ParameterError, match="use targets"):
        write_template("target", tmp_path)
