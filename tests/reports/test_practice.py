"""Reports of the practice set: marked in every format, and never taken for others."""

from __future__ import annotations

import base64
import io
import shutil
import zipfile

import nbformat
import pytest
from click.testing import CliRunner
from PIL import Image

from tests.reports.conftest import assert_every_page_bears
from toolkit.analysis.building import build
from toolkit.catalogue.indicators import load_indicators
from toolkit.cli import main
from toolkit.errors import ParameterError
from toolkit.presentation.protective_marks import PRACTICE
from toolkit.reports.documents.writing import FORMATS, render_documents
from toolkit.reports.jobs import Job
from toolkit.reports.records import Run
from toolkit.reports.report import open_report
from toolkit.sources.practice.demand import practised
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

FEW = ("drug_misuse_deaths", "binge_drinking")


@pytest.fixture(scope="module")
def home(built_once, tmp_path_factory):
    """A workspace with real figures, and a practice set of few indicators."""
    folder = tmp_path_factory.mktemp("practice") / "home"
    shutil.copytree(built_once.root, folder)
    workspace = Workspace(folder)
    few = {name: practised(load_indicators()[name]) for name in FEW}
    real = Store.indicators
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "indicators", lambda self: few if self.is_synthetic else real(self))
        workspace.practice.mark_practice()
        build(Store(workspace.practice))
        yield workspace


def executed(report):
    """The notebook that a kernel would leave of some sections."""
    shown = [report.cover(), report.section("drug_misuse_deaths")]
    outputs = [nbformat.v4.new_output("display_data", one._repr_mimebundle_()) for one in shown]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=outputs)])


def test_every_page_of_every_format_bears_the_mark(home):
    notebook = executed(open_report("Plymouth", workspace=home.practice))
    made = render_documents(notebook, FORMATS)
    assert_every_page_bears(PRACTICE.words, made)
    with zipfile.ZipFile(io.BytesIO(made["csv.zip"])) as archive:
        deaths = [name for name in archive.namelist() if "deaths" in name]
        assert deaths
        assert all("-synthetic-" in name for name in deaths)


def test_a_picture_is_stamped_in_its_dots(home):
    report = open_report("Plymouth", workspace=home.practice)
    stamped = report.section("drug_misuse_deaths").figure
    # The drawing itself knows of no stamp: drawn again outside, it is the picture without.
    plain = Image.open(io.BytesIO(stamped.drawing.as_png())).convert("L")
    dots = Image.open(io.BytesIO(base64.b64decode(stamped.png))).convert("L")
    assert dots.size == plain.size
    assert sum(a != b for a, b in zip(dots.tobytes(), plain.tobytes(), strict=True)) > 5_000


def test_a_real_report_beside_a_practice_report_bears_no_mark(home):
    practice = open_report("Plymouth", workspace=home.practice)
    real = open_report("Plymouth", workspace=home)
    marked = practice.section("drug_misuse_deaths").as_text()
    plain = "\n".join([real.cover().as_text(), real.section("drug_misuse_deaths").as_text()])
    assert "Synthetic" in marked
    assert "ynthetic" not in plain
    assert real.cover().mark == ""
    assert "synthetic" not in set(Store(home).observations()["source"])


def test_the_option_reads_the_practice_set_and_without_it_nothing_does(home, monkeypatch):
    monkeypatch.setenv("TOOLKIT_HOME", str(home.root))
    words = ["show", "drug_misuse_deaths", "--area", "York"]
    real = CliRunner().invoke(main, words)
    practice = CliRunner().invoke(main, [*words, "--demo"])
    assert "Synthetic" not in real.output
    assert practice.exit_code == 0
    assert "Synthetic" in practice.output


def test_the_two_kinds_of_report_never_lie_in_one_folder(home, tmp_path):
    run = Run(tmp_path / "run")
    job = Job("E06000026", "Plymouth", "a", "a.ipynb", {}, "k", "d", str(home.root), "")
    with run.staging(job) as staging:
        (staging / "a.ipynb").write_text("{}", encoding="utf-8")
        run.land(job, staging, {"key": "k", "status": "made", "synthetic": True})
    run.refuse_mixture(synthetic=True, mode="public")
    with pytest.raises(ParameterError, match="holds reports of synthetic figures"):
        run.refuse_mixture(synthetic=False, mode="public")
