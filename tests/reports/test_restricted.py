"""Restricted reports: marked on every page, in every file's name, and never among those to be shared."""

from __future__ import annotations

import base64
import io
import json
import random

import nbformat
import pytest
from PIL import Image

from tests.reports.conftest import assert_every_page_bears
from toolkit.errors import DisclosureError, ParameterError
from toolkit.presentation.protective_marks import RESTRICTED
from toolkit.reports.documents.writing import ENDINGS, FORMATS, render_documents
from toolkit.reports.overview import open_overview
from toolkit.reports.own_notebooks import create_notebook
from toolkit.reports.quality import open_data_quality
from toolkit.reports.report import open_report
from toolkit.reports.running import run_report
from toolkit.sources.importing import import_file
from toolkit.sources.store import Store

FIGURE = "numbers_in_treatment"


def test_every_page_of_every_format_bears_the_mark(built_once):
    report = open_report("Plymouth", mode="restricted", workspace=built_once)
    shown = [
        report.cover(),
        report.section(f"{FIGURE}_change"),
        report.composition("caseload_share"),
    ]
    outputs = [nbformat.v4.new_output("display_data", one._repr_mimebundle_()) for one in shown]
    cells = [nbformat.v4.new_code_cell("", outputs=outputs)]
    made = render_documents(nbformat.v4.new_notebook(cells=cells), FORMATS)
    assert_every_page_bears(RESTRICTED.words, made)


def test_a_picture_is_stamped_in_its_dots(built_once):
    report = open_report("Plymouth", mode="restricted", workspace=built_once)
    figure = report.composition("caseload_share").figure
    plain = Image.open(io.BytesIO(figure.drawing.as_png())).convert("L").tobytes()
    dots = Image.open(io.BytesIO(base64.b64decode(figure.png))).convert("L").tobytes()
    assert sum(a != b for a, b in zip(dots, plain, strict=True)) > 5_000


@pytest.mark.parametrize("opener", [open_overview, open_data_quality])
def test_the_other_notebooks_bear_it_too(built_once, opener):
    assert (
        RESTRICTED.words in opener("Plymouth", mode="restricted", workspace=built_once).cover().mark
    )
    assert opener("Plymouth", workspace=built_once).cover().mark == ""


def test_a_public_report_bears_none(built_once):
    report = open_report("Plymouth", workspace=built_once)
    assert report.cover().mark == ""
    assert "Restricted" not in report.section(f"{FIGURE}_change").as_text()


@pytest.mark.slow
def test_it_is_named_so_lies_apart_and_never_among_public_ones(built_workspace):
    given = {"workspace": built_workspace, "notebook": "data_quality"}
    public = run_report("Plymouth", **given)
    restricted = run_report("Plymouth", mode="restricted", formats=[*FORMATS], **given)
    folder = built_workspace.outputs / "restricted" / "E06000026"
    names = {path.name for path in folder.iterdir()}
    assert names == {f"data_quality-restricted.{end}" for end in ("ipynb", *ENDINGS.values())}
    assert public.notebook.parent == built_workspace.outputs / "latest" / "E06000026"
    assert "restricted" not in public.manifest.read_text(encoding="utf-8")
    records = json.loads(restricted.manifest.read_text(encoding="utf-8"))["reports"]
    assert {one["mode"] for one in records.values()} == {"restricted"}
    for mode, run in (("restricted", "latest"), ("public", "restricted")):
        with pytest.raises(ParameterError, match="never kept together"):
            run_report("Plymouth", mode=mode, run=run, **given)


@pytest.mark.slow
def test_a_notebook_that_goes_past_the_gate_lands_nothing_in_public(built_workspace, tmp_path):
    figures = tmp_path / "own.csv"
    figures.write_text(
        "measure,area_code,period,group,count,unit,grouping_scheme\n"
        "numbers_in_treatment,E06000017,2024/25,all_adults,64,people,national_four_groups\n"
        "numbers_in_treatment,E06000017,2024/25,opiate,41,people,national_four_groups\n"
        "numbers_in_treatment,E06000017,2024/25,alcohol_only,20,people,national_four_groups\n"
        "numbers_in_treatment,E06000017,2024/25,non_opiate_only,3,people,national_four_groups\n",
        encoding="utf-8",
    )
    import_file(figures, Store(built_workspace))
    path = create_notebook("leaking", area="Rutland", workspace=built_workspace)
    notebook = nbformat.read(path, as_version=4)
    leak = 'tk.results("numbers_in_treatment", area, mode="restricted")[["indicator", "period_start", "group", "count"]]'
    notebook.cells.append(nbformat.v4.new_code_cell(leak))
    nbformat.write(notebook, path)
    given = {"workspace": built_workspace, "notebook": "leaking"}
    with pytest.raises(DisclosureError, match="nothing of it was kept"):
        run_report("Rutland", **given)
    assert not list(built_workspace.outputs.rglob("leaking*.*ml"))
    assert not list(built_workspace.outputs.rglob("leaking*.ipynb"))
    assert run_report("Rutland", mode="restricted", **given).html.is_file()


@pytest.mark.slow
def test_a_restricted_caseload_keeps_no_public_report_of_its_area_from_being_made(
    built_workspace, tmp_path
):
    chance = random.Random(1)
    episodes = [
        f"P{n},2023-{chance.randint(1, 12):02d}-01,2025-0{chance.randint(1, 3)}-28,"
        f"{chance.choice(['opiate', 'alcohol only', 'non-opiate only'])},E06000026,"
        f"{chance.choice('MF')},{chance.randint(18, 70)}"
        for n in range(500)
    ]
    caseload = tmp_path / "caseload.csv"
    head = "client_id,start_date,end_date,substance_group,la_code,sex,age"
    caseload.write_text("\n".join([head, *episodes]) + "\n", encoding="utf-8")
    import_file(caseload, Store(built_workspace))
    for notebook in ("annual_report", "data_quality"):
        made = run_report("Plymouth", notebook=notebook, workspace=built_workspace)
        assert made.html.is_file()
