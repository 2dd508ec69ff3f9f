"""The report object on the tracked figures: every view has something true to say of every area."""

from __future__ import annotations

import ast
import json
from types import SimpleNamespace

import pandas as pd
import pytest

from tests.conftest import PROJECT
from toolkit.catalogue.places import find_place
from toolkit.errors import ParameterError
from toolkit.presentation.blocks import Cover, Section
from toolkit.reports.overview import open_overview
from toolkit.reports.report import open_report
from toolkit.reports.views.findings import key_findings
from toolkit.reports.views.projection import later_figures
from toolkit.reports.views.standing import size_of
from toolkit.reports.views.statements import make_statement

FIVE = ["annual_report", "needs_assessment", "treatment_plan", "action_plan", "progress_report"]
AREAS = ["Plymouth", "Perth and Kinross", "Cardiff"]
# The other three reports' areas, and some that none of the five is about.
OTHERS = [
    "York", "Derby", "Leicestershire + Rutland",
    "Barnet", "Cornwall", "Dundee City", "Rutland", "City of London", "NHS Tayside",
]  # fmt: skip


@pytest.fixture(scope="module")
def opened(module_workspace):
    """Open each area's report once."""
    reports = {}

    def open_(area):
        if area not in reports:
            reports[area] = open_report(area, workspace=module_workspace)
        return reports[area]

    return open_


@pytest.fixture
def plymouth(opened):
    return opened("Plymouth")


def calls_of(notebook):
    """Return the calls of a notebook after its opening, as they stand there."""
    cells = json.loads((PROJECT / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8"))
    code = ["".join(c["source"]) for c in cells["cells"] if c["cell_type"] == "code"]
    calls = [ast.parse(source).body[0].value for source in code[2:]]
    return [(call.func.attr, [one.value for one in call.args]) for call in calls]


EVERY_CALL = sorted({(name, *args) for notebook in FIVE for name, args in calls_of(notebook)})


@pytest.mark.parametrize(
    "area", [*AREAS, *(pytest.param(one, marks=pytest.mark.slow) for one in OTHERS)]
)
def test_no_section_of_any_notebook_is_empty_or_of_another_place(opened, area):
    report = opened(area)
    for name, *args in EVERY_CALL:
        section = getattr(report, name)(*args)
        assert isinstance(section, Section)
        assert section.missing or section.sentences or section.tables, (name, args)
        assert not (section.missing and section.sentences), (name, args)
        for text in (section.missing, *section.sentences):
            assert not text or text.endswith((".", "?")), text
            assert "nan" not in text.casefold().split(), text
            own = area.replace(" + ", " ")
            strangers = [one for one in ("Plymouth", "York", "Derby") if one not in own]
            # The needs assessment is about two authorities; their names stand in each other's.
            words = text.replace("South Yorkshire", "").replace("North Yorkshire", "")
            assert not [one for one in strangers if f" {one} " in words], text


def test_sections_have_names_of_their_own_in_each_notebook(opened):
    report = opened("Plymouth")
    for notebook in FIVE:
        ids = [getattr(report, name)(*args).id for name, args in calls_of(notebook)]
        assert len(ids) == len(set(ids)), notebook


def test_the_cover_says_how_far_the_figures_go_without_what_is_only_context(plymouth):
    assert isinstance(plymouth.cover(), Cover)
    assert "Latest figures held: to March 2025" in plymouth.cover().facts


class TestKeyFindings:
    def test_say_what_is_known_and_what_is_not(self, plymouth):
        section = plymouth.key_findings()
        assert any("+7.7%" in text for text in section.sentences)
        assert section.sentences[-1].startswith("Not known of Plymouth")

    def test_set_a_printed_share_beside_the_comparators_that_is_made_like_it(self, plymouth):
        said = " ".join(plymouth.key_findings().sentences)
        assert "80.2% of the estimate in 2024/25 (79.1 as printed, which is made like" in said

    def test_name_whom_a_publisher_prints_together(self, plymouth):
        """Scilly's need is printed with Cornwall's: 1,720 people in treatment are not Scilly's."""
        material = plymouth.material
        elsewhere = SimpleNamespace(
            area=find_place("Isles of Scilly"),
            of_nation=material.of_nation,
            holds=material.holds,
            context=material.context,
        )
        said = make_statement(elsewhere, "unmet_need_alcohol").sentence()
        assert said.startswith(
            "Unmet need: adults with alcohol dependence who are not in treatment, Plymouth together: 80.2%"
        )

    def test_are_eight_at_the_most_beside_what_is_not_known(self, opened):
        for area in AREAS:
            assert len(opened(area).key_findings().sentences) <= 9

    def test_of_an_area_without_figures_are_one_sentence(self, opened):
        section = opened("Barnet").key_findings()
        assert section.missing.startswith("No figure of any key subject is held for Barnet.")


class TestSection:
    def test_takes_the_first_indicator_of_which_the_area_has_figures(self, opened):
        report = opened("Perth and Kinross")
        section = report.section("waiting_within_3_weeks", "residential_rehabilitation_places")
        assert section.id == "residential_rehabilitation_places"

    def test_of_none_gives_the_reason_for_the_nations_own(self, opened):
        section = opened("Dundee City").section("numbers_in_treatment", "pupils_drug_use_last_year")
        assert section.id == "pupils_ever_used_drugs_scotland"
        assert section.missing.startswith("Not available for Dundee City")

    def test_of_another_nation_says_whose_statistic_it_is(self, opened):
        section = opened("Cardiff").section("unmet_need_alcohol")
        assert section.missing == (
            "Not available for Cardiff: a statistic of England, with no counterpart of Wales in the catalogue."
        )

    def test_of_a_period_before_all_figures_does_not_say_that_others_have_them(
        self, module_workspace
    ):
        report = open_report("Plymouth", period="1901/02", workspace=module_workspace)
        section = report.section("numbers_in_treatment")
        assert "none is of the period chosen" in section.missing


def test_numbers_alone_are_no_figures_of_other_areas_and_not_unknown(opened, monkeypatch):
    material = opened("Barnet").material
    rows = pd.DataFrame(
        {"area_code": [material.area.code], "count": [91.0], "value": [float("nan")]}
    )
    monkeypatch.setattr(type(material), "own", lambda self, indicator: rows)
    deaths = material.of_nation("drug_misuse_deaths")
    assert "a number alone, of which no rate or share can be made" in material.why_missing(deaths)
    section = key_findings(material)
    assert section.missing.startswith("No rate, share or estimate of any key subject is held")
    assert "drug misuse" not in section.missing


def test_a_figure_of_one_group_is_not_told_as_the_areas(opened):
    section = opened("Derby").section("effective_treatment_share")
    assert "is that of one group, Black and minority ethnic: 81%" in section.sentences[0]


def test_an_action_stands_beside_the_total_where_groups_are_printed_too(plymouth):
    cells = [
        cell for table in plymouth.delivery_plan().tables for row in table.rows for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith("Adults in treatment: no figure")]
    assert any("there were 2,196 adults in treatment in Plymouth" in cell for cell in cells)


class TestChanges:
    def test_of_perth_and_kinross_are_the_printed_counts_with_intervals(self, opened):
        section = opened("Perth and Kinross").changes(
            "near_fatal_overdoses", "take_home_naloxone_kits", "numbers_in_treatment"
        )
        assert "went from 175 in 2020/21 to 89 in 2022/23: −49.1%" in section.sentences[0]
        assert "went from 339 in 2020/21 to 658 in 2022/23: +94.1%" in section.sentences[1]
        # What the nation does not publish is not asked of it.
        assert len(section.sentences) == 2

    def test_of_another_nation_alone_are_one_sentence(self, plymouth):
        section = plymouth.changes("near_fatal_overdoses")
        assert section.missing == "These figures are published for Scotland alone."


class TestScorecard:
    def test_has_every_measure_and_says_why_a_cell_is_empty(self, plymouth):
        rows = [row for table in plymouth.scorecard().tables for row in table.rows]
        assert len(rows) == 31
        cells = {row[0]: row for row in rows}
        assert cells["Numbers in treatment: adults in treatment"][2] == "2,196 people"
        empty = [row[2] for row in rows if row[1] == "–"]
        assert all(cell.startswith("empty, because: ") for cell in empty)

    def test_is_of_england_alone(self, opened):
        assert "is of England" in opened("Dundee City").scorecard().missing


@pytest.mark.parametrize("view", ["ranking", "funnel"])
def test_authorities_together_have_no_place_among_single_ones(opened, monkeypatch, view):
    report = opened("Plymouth + York")
    single = opened("Plymouth").material
    monkeypatch.setattr(type(report.material), "distribution", lambda self, indicator: rows)
    monkeypatch.setattr(type(report.material), "holds", lambda self, indicator: True)
    code = report.area.code
    rows = single.own(single.of_nation("drug_misuse_deaths")).tail(1)
    rows = pd.concat([rows.assign(area_code=one) for one in (code, "a", "b", "c", "d")])
    section = getattr(report, view)("drug_misuse_deaths")
    assert section.missing == (
        "Plymouth and York is several authorities taken together, which have no place among single ones."
    )


class TestRecommendations:
    def test_name_rule_evidence_and_what_that_does_not_show(self, plymouth):
        table = plymouth.recommendations().tables[0]
        assert table.columns == ["Recommendation", "Rule", "Evidence", "What it does not show"]
        assert all(all(cells) for cells in table.rows)
        unmet = next(row for row in table.rows if row[1] == "More than half not reached")
        # An estimate carries two figures.
        assert "about 2,800 people" in unmet[2]

    def test_ask_for_what_is_not_held(self, opened):
        rules = {row[1] for row in opened("Barnet").recommendations().tables[0].rows}
        assert rules == {"No figure"}

    def test_do_not_ask_for_a_file_that_is_there_without_the_area(self, opened):
        rows = opened("York").recommendations().tables[0].rows
        assert any("give these figures for other areas only" in row[2] for row in rows)


def test_a_mix_says_the_largest_group_and_which_moved_most(plymouth):
    said = plymouth.composition("caseload_share").sentences
    assert said[0] == "Plymouth's largest group in 2024/25: Opiates and/or crack (OCU), 59%."
    assert said[1].startswith("Opiates only moved most: from 41.8% in 2023/24 to 38.7% in 2024/25.")


def test_a_mix_tells_the_shares_of_which_no_period_is_stated(opened):
    said = opened("Leicestershire + Rutland").composition("caseload_share")
    assert said.sentences[-1] == (
        "In a period that the source does not state the shares were: Drugs 80%, Alcohol 20%."
    )


def test_numbers_of_people_are_never_told_as_the_shares_of_a_mix(plymouth):
    section = plymouth.composition("numbers_in_treatment")
    assert "a mix is made of shares" in section.missing
    assert section.figure is None


def test_a_count_of_two_years_is_not_projected(plymouth):
    section = plymouth.projection("numbers_in_treatment")
    assert section.missing == "Not projected: 2 periods, of 8 or more that are needed."


@pytest.mark.parametrize(
    ("kind", "size"), [("pooled", "effective person-years"), ("calendar", "effective population")]
)
def test_a_funnel_of_years_together_is_drawn_by_person_years(plymouth, kind, size):
    indicator = plymouth.material.of_nation("drug_misuse_deaths")
    assert size_of(indicator, pd.DataFrame({"period_kind": [kind]})) == size


def test_a_projection_names_a_later_figure_that_it_does_not_use(plymouth):
    material = plymouth.material
    indicator = material.of_nation("drug_misuse_deaths_one_year")
    (said,) = later_figures(material, indicator, pd.Timestamp("2021-12-31"))
    assert said == (
        "A later figure is held, which the projection does not use. "
        "In 2021–23 the figure for Plymouth was 7.5 deaths per 100,000 people."
    )
    assert later_figures(material, indicator, pd.Timestamp("2023-12-31")) == []


def test_an_unknown_domain_is_refused_with_the_nearest(plymouth):
    with pytest.raises(ParameterError, match="did you mean mortality"):
        plymouth.overview("mortalty")


def test_what_is_missing_is_named_once(plymouth):
    plymouth.section("continuity_of_care")
    plymouth.section("continuity_of_care")
    assert plymouth.missing().sentences[0].count("Continuity of care") == 1


class TestOverview:
    @pytest.fixture
    def south_west(self, module_workspace):
        return open_overview("South West", workspace=module_workspace)

    def test_of_a_region_is_of_its_authorities(self, south_west):
        assert len(south_west.members) == 15
        assert "Plymouth" in south_west.cover().facts[0]

    def test_of_an_authority_is_of_its_region_where_no_set_is_named(self, module_workspace):
        found = open_overview("Plymouth", workspace=module_workspace)
        assert len(found.members) == 15
        assert found.cover().title == "Drugs and alcohol: Plymouth and its neighbours"

    def test_without_figures_says_so_in_every_section(self, south_west):
        for name, args in calls_of("overview")[:-1]:
            section = getattr(south_west, name)(*args)
            assert section.missing.endswith("."), name
        assert "Without figures" in south_west.missing().sentences[0]
