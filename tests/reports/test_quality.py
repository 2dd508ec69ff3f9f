"""The data quality report says what is there, what is not, and what changed."""

from __future__ import annotations

import pytest

from toolkit.analysis.building import build
from toolkit.analysis.findings import Checked, Finding
from toolkit.analysis.standing_checks import StandingChecks
from toolkit.errors import ParameterError
from toolkit.presentation.sections.findings import findings_section
from toolkit.reports.quality import open_data_quality
from toolkit.reports.running import run_report
from toolkit.sources.importing import import_file
from toolkit.sources.store import Store

ESTIMATES = (
    "PHE_Centre,Local_Authority,Area_Code_GSS,Alcohol_dependent,Alcohol_lower_CI,Alcohol_upper_CI,Year\n"
    "South West,Plymouth,E06000026,{plymouth},2804,4402,2017/18\n"
    "South East,Reading,E06000038,2000,1600,2600,2017/18\n"
)


@pytest.fixture
def two_editions(built_workspace, tmp_path):
    """Two files of one source that print one figure differently."""
    store = Store(built_workspace)
    for name, plymouth in [("first.csv", 3435), ("second.csv", 3500)]:
        path = tmp_path / name
        path.write_text(ESTIMATES.format(plymouth=plymouth), encoding="utf-8")
        import_file(path, store)
    build(store)
    return built_workspace


def test_coverage_names_the_indicators_without_figures(built_workspace):
    section = open_data_quality("England", workspace=built_workspace).section("coverage")
    assert any("Deaths from drug poisoning" in sentence for sentence in section.sentences)
    cells = {(row[0], row[1]): row[2] for row in section.tables[0].rows}
    assert cells["Adults in treatment", "2024/25"] == "1"


def test_figures_that_changed_between_editions_are_shown_with_both_values(two_editions):
    section = open_data_quality("England", workspace=two_editions).section("changes")
    assert section.sentences[0].startswith("1 figure differs")
    assert section.tables[0].rows[0][-2:] == ["3,435", "3,500"]


def test_old_figures_are_named_as_such(built_workspace):
    section = open_data_quality("England", workspace=built_workspace).section("freshness")
    ages = {row[1]: row[3] for row in section.tables[0].rows}
    assert ages["plymouth_annual_report_2024_25.csv"] == "March 2025"


def test_what_was_said_at_reading_is_kept(two_editions):
    section = open_data_quality("England", workspace=two_editions).section("readings")
    told = dict(row for row in section.tables[0].rows)
    assert told["first.csv"].startswith("2 figures, 2 areas, 1 measure")


def test_what_the_standing_checks_looked_at_is_shown(built_workspace):
    section = open_data_quality("England", workspace=built_workspace).section("findings")
    checked = {row[0]: row[1] for row in section.tables[0].rows}
    assert checked["proportions inside 0 to 100"] not in ("", "0")
    assert "0 faults, which cannot be right" in section.sentences[0]


def test_faults_are_shown_before_notices_and_the_rest_is_counted():
    found = tuple(
        Finding("totals", "deaths", "York", "2020", "persons", "1", "2", severity)
        for severity in ("notice", "fault")
    )
    section = findings_section(StandingChecks((Checked("totals", 9, found),), 0.1), most=1)
    assert section.tables[0].rows == [["totals", "9", "2"]]
    assert [row[0] for row in section.tables[1].rows] == ["fault"]
    assert "The first 1 are shown; findings.csv" in section.sentences[0]


def test_an_unknown_section_names_the_nearest(built_workspace):
    with pytest.raises(ParameterError, match="did you mean coverage"):
        open_data_quality("England", workspace=built_workspace).section("coverige")


def test_the_notebook_runs(two_editions):
    made = run_report("England", notebook="data_quality", workspace=two_editions)
    page = made.html.read_text(encoding="utf-8")
    assert "What changed between editions" in page
    assert 'alt="Heat map of' in page
