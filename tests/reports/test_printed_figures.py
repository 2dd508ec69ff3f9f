"""Every figure of the five printed reports ends as something, and none is dropped."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from toolkit.analysis.building import build
from toolkit.analysis.printed.checking import check_printed, statements_about
from toolkit.analysis.printed.evidence import Outcome
from toolkit.catalogue.printed_statements import load_statements
from toolkit.presentation.sections.printed import COLUMNS
from toolkit.reports.printed_listing import describe_printed, tell_printed
from toolkit.reports.report import open_report
from toolkit.reports.views.printed import printed
from toolkit.sources.importing import import_file
from toolkit.sources.store import Store

REGISTER = Path(__file__).resolve().parents[2] / "../shared/reference/report_figures.csv"
CODES = {
    "Plymouth": "E06000026",
    "York": "E06000014",
    "Derby": "E06000015",
    "Perth and Kinross": "S12000048",
    "Leicestershire & Rutland": "E10000018+E06000017",
}
# What the register calls an ending, and which of ours that may be.
KINDS = {
    Outcome.REPRODUCED: "AGREE",
    Outcome.CONSISTENT: "CONSISTENT",
    Outcome.DISAGREES: "DISAGREE",
    Outcome.PRINTING_ERROR: "PRINT-ERROR",
    Outcome.GIVEN: "INPUT",
    Outcome.TRACKED: "TRACKER",
    Outcome.SUPPORTED: "CLAIM",
    Outcome.NOT_SUPPORTED: "CLAIM",
    Outcome.UNTESTABLE: "CLAIM",
    Outcome.NOT_IN_REPORT: "NOT-IN-REPORT",
}
_KIND = re.compile(r"\b(" + "|".join(sorted({*KINDS.values()}, key=len, reverse=True)) + r")\b")
OF_DATA = (
    "ons_deaths/ons_drug_poisoning_2021registrations.xlsx",
    "ons_deaths/ons_drug_poisoning_by_la_2021localauthorities.xlsx",
    "ndtms_ohid/ohid_alcohol_dependence_estimates_by_la_2010_2017.csv",
)


@pytest.fixture(scope="module")
def register():
    """The register of printed figures, which is not part of the project."""
    if not REGISTER.is_file():
        pytest.skip("the register of printed figures (../shared/reference) is not on this machine")
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def checked(built_once):
    """Every statement, checked with the tracked figures alone."""
    return check_printed(Store(built_once))


def in_order(rows, code):
    return [row for row in rows if CODES[row["area"]] == code]


def pairs(register, checked):
    """Pair the register's rows with our statements, area by area, in the order of the reports."""
    assert {row["area"] for row in register} == set(CODES)
    found = []
    for code in CODES.values():
        own = [one for one in checked if one.statement.area_code == code]
        found += zip(in_order(register, code), own, strict=True)
    return found


def digits(text):
    return set(re.findall(r"\d+", text))


def kinds_of(finding):
    slips = {"PRINT-ERROR"} if finding.slips else set()
    return {KINDS[finding.outcome], *slips}


def test_each_row_of_the_register_is_a_statement_of_ours_and_none_is_dropped(register, checked):
    assert len(register) == len(checked) == len(load_statements()) == 188
    for row, (statement, _) in pairs(register, checked):
        assert statement.section == row["section"]
        told = " ".join(row[name] for name in ("figure", "indicator", "expected", "notes"))
        assert digits(statement.printed) <= digits(told), (statement.printed, row["figure"])


def test_a_row_that_the_register_gains_is_noticed(register, checked):
    with pytest.raises(ValueError, match="shorter"):
        pairs([*register, {**register[-1], "figure": "a new one"}], checked)


def test_each_row_ends_as_the_register_documents_it(register, checked):
    apart = {
        statement.number: (row["figure"], row["notes"][:40], finding.outcome)
        for row, (statement, finding) in pairs(register, checked)
        if set(_KIND.findall(row["notes"])) != kinds_of(finding)
    }
    assert apart == {}


def test_the_counts_with_the_tracked_figures_alone(checked):
    assert Counter(one.finding.outcome for one in checked) == {
        Outcome.GIVEN: 90,
        Outcome.UNTESTABLE: 29,
        Outcome.NOT_IN_REPORT: 19,
        Outcome.REPRODUCED: 16,
        Outcome.TRACKED: 16,
        Outcome.DISAGREES: 7,
        Outcome.CONSISTENT: 7,
        Outcome.PRINTING_ERROR: 2,
        Outcome.SUPPORTED: 2,
    }


def test_no_claim_ends_without_its_reason_or_its_figures(checked):
    for statement, finding in checked:
        if KINDS[finding.outcome] == "CLAIM":
            assert finding.because.text or finding.recomputed.text, statement.about


def test_what_disagrees_says_what_it_recomputes_to(checked):
    apart = [one.finding for one in checked if one.finding.outcome is Outcome.DISAGREES]
    assert all(finding.recomputed.numbers for finding in apart)


def test_more_claims_are_tested_where_the_publishers_figures_are_held(built_workspace, shared_data):
    store = Store(built_workspace)
    for file in OF_DATA:
        import_file(shared_data / file, store)
    build(store)
    ends = {one.statement.about: one.finding.outcome for one in check_printed(store)}
    assert ends["Deaths from drug misuse in England"] is Outcome.SUPPORTED
    assert ends["Drug-related deaths"] is Outcome.NOT_SUPPORTED
    assert ends["Two authorities taken together"] is Outcome.SUPPORTED
    assert ends["Deaths from drug misuse, Plymouth against England"] is Outcome.UNTESTABLE


def test_the_section_shows_every_statement_of_the_areas_report(built_workspace):
    section = printed(open_report("Plymouth", workspace=built_workspace).material)
    *_, every = section.tables
    assert list(every.columns) == COLUMNS
    assert len(every.rows) == len(statements_about("E06000026")) == 74
    assert "6 disagree" in section.sentences[0]
    assert "File plymouth_annual_report_2024_25.csv." in section.sources[0]
    assert [row[2] for row in section.tables[0].rows][:3] == [
        "I,266",
        "1,266 + 214 + 563 vs 2,042",
        "+3.5%",
    ]


def test_authorities_that_a_report_is_about_together_have_its_section(built_workspace):
    report = open_report("Leicestershire + Rutland", workspace=built_workspace)
    assert len(printed(report.material).tables[-1].rows) == 17


@pytest.mark.parametrize(
    ("area", "told"),
    [
        ("Barnet", "No printed report of Barnet is held."),
        ("City of London", "No printed report of the City of London is held."),
        ("Dundee City", "No printed report of Dundee City is held."),
        (
            "Rutland",
            "No printed report of Rutland is held; one about Leicestershire and Rutland together is.",
        ),
    ],
)
def test_an_area_that_no_report_is_about_has_one_plain_sentence(built_workspace, area, told):
    section = printed(open_report(area, workspace=built_workspace).material)
    assert section.missing == told
    assert not section.tables


def test_a_report_whose_table_is_not_held_is_not_spoken_of(built_workspace, monkeypatch):
    report = open_report("Derby", workspace=built_workspace)
    held = Store(built_workspace).observations(source="partnership_reports")
    others = held[held["area_code"] != report.area.code]
    monkeypatch.setattr(Store, "observations", lambda self, **equal: others)
    assert printed(report.material).missing == "No printed report of Derby is held."


def test_the_command_lists_every_statement_and_counts_them(built_workspace):
    lines = tell_printed().splitlines()
    assert lines[-1].strip() == "188  in all, of which 4 have a slip of the press"
    assert "  90  given as input" in lines
    assert lines[0] == "Plymouth"


def test_the_command_says_where_no_report_is_held(built_workspace):
    assert tell_printed("Barnet") == "no printed report of this area is held"
    assert describe_printed([]) == "no printed report of this area is held"
