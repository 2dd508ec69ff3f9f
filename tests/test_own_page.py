"""The example of docs/own.md is followed to the end: file, reader, indicator, notebook, report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.reports.report import open_report

PAGE = Path(__file__).resolve().parents[1] / "docs" / "own.md"
FILES = (
    "naloxone.csv",
    "own/sources.toml",
    "own/readers/our_naloxone.py",
    "own/indicators/harm_reduction.toml",
)


def write_example(root: Path) -> None:
    """Write the page's four files, each where the page says."""
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:csv|toml|python)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    for name, block in zip(FILES, blocks, strict=True):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block, encoding="utf-8")


@pytest.fixture
def home(built_workspace):
    write_example(built_workspace.root)
    return built_workspace.root


def run(*words):
    done = CliRunner().invoke(main, list(map(str, words)))
    assert done.exit_code == 0, done.output
    return done.output


def test_the_figures_are_imported_listed_shown_and_traced_to_their_cells(home):
    assert "12 figures, 2 areas, 2 measures, 1 suppressed" in run("import", home / "naloxone.csv")
    assert "our_naloxone_coverage" in run("indicators", "--domain", "harm_reduction")
    assert "The council's public health team" in run("sources")
    shown = run("show", "our_naloxone_coverage", "--area", "Plymouth")
    assert "34.8   32.5 to 37.3" in shown
    traced = run("trace", "our_naloxone_coverage", "--area", "Plymouth")
    assert "row 4, column Given naloxone" in traced
    # What is suppressed is no number.
    assert "2023/24" not in [
        line.split()[0]
        for line in run("show", "our_naloxone_coverage", "--area", "Torbay").splitlines()
        if " 0 " in line
    ]


def test_figures_of_a_source_made_restricted_leave_the_public_report(home):
    run("import", home / "naloxone.csv")
    asked = "our_naloxone_coverage"
    assert "34.8%" in open_report("Plymouth").section(asked).as_text()
    path = home / "own" / "sources.toml"
    path.write_text(path.read_text(encoding="utf-8") + "restricted = true\n", encoding="utf-8")
    assert "34.8" not in open_report("Plymouth").section(asked).as_text()
    assert "34.8%" in open_report("Plymouth", mode="restricted").section(asked).as_text()


@pytest.mark.slow
def test_they_stand_in_a_report_and_a_batch_of_a_new_notebook(home):
    run("import", home / "naloxone.csv")
    run("new", "naloxone_report", "--section", "our_naloxone_coverage")
    made = Path(run("report", "Plymouth", "--notebook", "naloxone_report").splitlines()[-3])
    page = made.read_text(encoding="utf-8")
    assert "34.8% of people at risk of overdose" in page
    assert "declared in own/indicators/harm_reduction.toml" in page
    output = run("batch", "--areas", "Plymouth; Torbay", "--notebook", "naloxone_report")
    assert "2 made" in output or "1 made, 1 there already" in output
    # Another wording is another report.
    path = home / FILES[-1]
    path.write_text(
        path.read_text(encoding="utf-8").replace("reverses", "undoes"), encoding="utf-8"
    )
    run("report", "Plymouth", "--notebook", "naloxone_report")
    assert "Naloxone undoes an opioid overdose." in made.read_text(encoding="utf-8")
