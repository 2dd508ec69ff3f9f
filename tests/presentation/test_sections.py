"""Sections: what is said of an area, what its table shows, and what a reader is told of marks."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import ClassVar

import pytest

from toolkit.contracts import RESULTS
from toolkit.presentation.sections import make_section

DEATHS, PROGRESS = "drug_misuse_deaths", "treatment_progress"
CHANGE, YOUNG_CHANGE = "numbers_in_treatment_change", "numbers_in_treatment_young_people_change"
UNMET_OCU, UNMET_ALCOHOL = "unmet_need_opiates_crack", "unmet_need_alcohol"


def everything(section):
    """Every word that a reader of a section sees, but for the catalogue's own."""
    figure = (
        [section.figure.title, section.figure.subtitle, section.figure.alt]
        if section.figure
        else []
    )
    cells = [
        cell
        for table in section.tables
        for cell in (table.caption, *table.columns, *table.notes, *(c for row in table.rows for c in row))
    ]  # fmt: skip
    return "\n".join([section.heading, *section.sentences, section.missing, *figure, *cells])


def cells(section):
    """The section's first table as a dictionary of its rows by their first cell."""
    table = section.tables[0]
    return {row[0]: dict(zip(table.columns[1:], row[1:], strict=True)) for row in table.rows}


def rate(value, lower=None, upper=None, **other):
    return {"value": value, "lower": lower, "upper": upper, **other}


class TestMissing:
    @pytest.mark.parametrize("indicator", [DEATHS, CHANGE, UNMET_OCU, "alcohol_dependence"])
    def test_a_section_without_figures_is_its_heading_and_the_reason(self, context, indicator):
        section = make_section(context(indicator, missing="Not available for Plymouth: no file."))
        assert section.missing == "Not available for Plymouth: no file."
        assert section.heading
        assert (section.sentences, section.tables, section.figure) == ((), (), None)

    def test_figures_of_a_comparator_alone_are_not_the_areas(self, context):
        section = make_section(context(DEATHS, rate(5.1, area="England"), missing="No file."))
        assert section.missing == "No file."


class TestRates:
    ENGLAND = rate(5.1, 5.0, 5.2, count=8361, area="England")

    def test_says_the_level_its_interval_its_count_and_how_it_stands(self, context):
        section = make_section(context(DEATHS, rate(8.0, 6.0, 10.0, count=60), self.ENGLAND))
        assert section.sentences[0] == (
            "In 2019–21 the figure for Plymouth was 8.0 deaths per 100,000 people "
            "(95% confidence interval 6.0 to 10.0): 60 deaths from drug misuse. "
            "That is worse than England (5.1; 8,361 deaths from drug misuse)."
        )

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            (rate(4.0, 3.0, 5.0), "That is better than England (5.1"),
            (rate(6.0, 5.0, 7.0), "That is similar to England (5.1"),
            (rate(6.0, 5.1, 7.0), "That is similar to England (5.1"),
        ],
    )
    def test_the_verdict_is_the_comparisons(self, context, row, said):
        assert said in make_section(context(DEATHS, row, self.ENGLAND)).sentences[0]

    def test_without_an_interval_no_judgement_is_made(self, context):
        said = make_section(context(DEATHS, rate(7.5), self.ENGLAND)).sentences[0]
        assert "without an interval no judgement is made" in said
        assert "Beside it stands England (5.1" in said
        assert "confidence interval" not in said

    def test_every_comparator_is_named_with_those_that_are_judged_alike_together(self, context):
        section = make_section(
            context(
                DEATHS,
                rate(8.0, 6.0, 10.0),
                rate(5.1, area="England"),
                rate(5.5, area="South West"),
                comparators=("England", "South West"),
            )
        )
        assert "worse than England (5.1) and the South West (5.5)" in section.sentences[0]

    def test_a_comparator_of_another_period_is_not_set_beside_it(self, context):
        section = make_section(
            context(DEATHS, rate(8.0, 6.0, 10.0), {**self.ENGLAND, "period": "2016–18"})
        )
        assert "England" not in section.sentences[0]

    def test_an_unreliable_rate_is_marked_and_the_mark_explained(self, context):
        section = make_section(
            context(DEATHS, rate(3.1, 1.8, 5.0, count=14, state="unreliable"), self.ENGLAND)
        )
        assert any("unreliable" in sentence for sentence in section.sentences)
        assert cells(section)["2019–21"]["Plymouth (deaths per 100,000 people)"] == "3.1 [u]"
        assert [note[:3] for note in section.tables[0].notes] == ["[u]"]

    def test_a_suppressed_rate_is_a_mark_and_never_a_0(self, context):
        section = make_section(
            context(
                DEATHS,
                rate(None, count=7, state="suppressed"),
                rate(4.0, 3.0, 5.0, period="2016–18", count=30),
                self.ENGLAND,
            )
        )
        assert section.sentences[0] == (
            "In 2019–21 the number of deaths from drug misuse in Plymouth was 7, "
            "too few for a rate to be given."
        )
        row = cells(section)["2019–21"]
        assert row["Plymouth (deaths per 100,000 people)"] == "[c]"
        assert row["Number"] == "7"
        assert row["95% confidence interval"] == "–"
        assert [note[:3] for note in section.tables[0].notes] == ["[c]"]

    def test_a_suppressed_figure_without_a_count_is_said_to_be_suppressed(self, context):
        section = make_section(context(DEATHS, rate(None, state="suppressed"), self.ENGLAND))
        assert section.sentences[0] == "In 2019–21 the figure is suppressed for Plymouth."
        assert "0.0" not in everything(section)

    @pytest.mark.parametrize(
        ("state", "said"),
        [("not_collected", "was not collected"), ("missing", "no figure is published")],
    )
    def test_a_figure_that_is_not_there_is_a_dash_with_its_reason(self, context, state, said):
        section = make_section(context(DEATHS, rate(None, state=state), self.ENGLAND))
        assert said in section.sentences[0]
        assert cells(section)["2019–21"]["Plymouth (deaths per 100,000 people)"] == "–"
        assert section.tables[0].notes == []

    def test_marks_that_do_not_occur_are_not_explained(self, context):
        section = make_section(context(DEATHS, rate(8.0, 6.0, 10.0), self.ENGLAND))
        assert section.tables[0].notes == []

    def test_an_unreliable_figure_of_a_comparator_is_marked_too(self, context):
        section = make_section(
            context(
                DEATHS,
                rate(8.0, 6.0, 10.0),
                rate(3.1, 1.8, 5.0, area="York", state="unreliable"),
                comparators=("York",),
            )
        )
        assert cells(section)["2019–21"]["York"] == "3.1 [u]"
        assert [note[:3] for note in section.tables[0].notes] == ["[u]"]

    def test_the_table_has_the_latest_period_first_and_a_column_for_each_comparator(self, context):
        section = make_section(
            context(
                DEATHS,
                rate(4.0, 3.0, 5.0, period="2016–18"),
                rate(8.0, 6.0, 10.0),
                self.ENGLAND,
                comparators=("England", "South West"),
            )
        )
        assert list(cells(section)) == ["2019–21", "2016–18"]
        # Nothing is held for the South West, so it has no column.
        assert section.tables[0].columns[-1] == "England"
        assert cells(section)["2016–18"]["England"] == "–"

    def test_a_change_beyond_chance_is_said_with_its_interval(self, context):
        section = make_section(
            context(DEATHS, rate(5.5, 5.4, 5.6, period="2016–18"), rate(7.5, 5.7, 9.6))
        )
        assert section.sentences[-1] == (
            "Between 2016–18 and 2019–21 it went from 5.5 to 7.5: the later figure is 36% higher "
            "(95% confidence interval 5% to 77% higher)."
        )

    def test_a_change_that_may_be_chance_is_not_called_a_change(self, context):
        section = make_section(
            context(DEATHS, rate(5.5, 4.0, 7.5, period="2016–18"), rate(6.0, 4.5, 8.0))
        )
        assert "is not distinguishable from no change" in section.sentences[-1]

    def test_a_change_without_intervals_leaves_chance_open(self, context):
        section = make_section(context(DEATHS, rate(5.5, period="2016–18"), rate(6.6)))
        assert section.sentences[-1].endswith(
            "is 20% higher; without an interval for both, chance is not ruled out."
        )

    def test_a_rate_of_0_stops_nothing_and_is_not_compared_as_a_ratio(self, context):
        section = make_section(
            context(DEATHS, rate(5.5, 4.0, 7.0, period="2016–18"), rate(0.0, 0.0, 1.0, count=0))
        )
        assert section.sentences[-1] == (
            "Between 2016–18 and 2019–21 it went from 5.5 to 0.0: the later figure cannot be compared."
        )

    def test_overlapping_periods_are_not_said_to_have_changed(self, context):
        section = make_section(
            context(DEATHS, rate(4.0, 3.0, 5.0, period="2018–20"), rate(8.0, 6.0, 10.0))
        )
        assert not any("went from" in sentence for sentence in section.sentences)

    def test_where_the_latest_has_no_interval_the_latest_that_has_one_is_said_too(self, context):
        section = make_section(
            context(DEATHS, rate(5.5, 4.0, 7.0, period="2016–18"), rate(7.5), self.ENGLAND)
        )
        assert section.sentences[1] == "The latest figure with an interval is older."
        assert section.sentences[2].startswith("In 2016–18 the figure for Plymouth was 5.5")

    def test_two_periods_are_drawn_and_one_is_not(self, context):
        one = make_section(context(DEATHS, rate(8.0, 6.0, 10.0), self.ENGLAND))
        two = make_section(
            context(DEATHS, rate(4.0, period="2016–18"), rate(8.0, 6.0, 10.0), self.ENGLAND)
        )
        assert one.figure is None
        assert two.figure.title == "Plymouth was worse than England in 2019–21"
        assert "2016–18 to 2019–21" in two.figure.subtitle
        assert "England: 5.1" in two.figure.alt

    @pytest.mark.parametrize("state", ["suppressed", "not_collected", "missing"])
    def test_what_is_not_about_deaths_never_speaks_of_deaths(self, context, state):
        section = make_section(
            context(
                PROGRESS,
                rate(40.0, 35.0, 45.0, period="2021/22", state="unreliable"),
                rate(47.0, 42.0, 52.0, period="2022/23"),
                rate(None, period="2023/24", state=state, count=3),
            )
        )
        assert "death" not in everything(section)
        assert "2023/24" in section.figure.title

    def test_of_progress_more_is_better(self, context):
        section = make_section(
            context(
                PROGRESS,
                rate(60.0, 55.0, 65.0, period="2023/24"),
                rate(47.0, area="England", period="2023/24"),
            )
        )
        assert "That is better than England (47)." in section.sentences[0]

    def test_a_figure_of_no_stated_period_is_shown_as_such(self, context):
        section = make_section(context(PROGRESS, rate(47.0, period="")))
        assert section.sentences[0].startswith("In a period that the source does not state")
        assert list(cells(section)) == ["period not stated"]

    def test_caveats_sources_and_notes_stand_under_it(self, context):
        section = make_section(
            context(DEATHS, rate(8.0, note="Read off a chart."), notes=["Published together."])
        )
        assert "Read off a chart." in section.caveats
        assert "Published together." in section.caveats
        assert any("registration" in caveat for caveat in section.caveats)
        assert section.sources == ["Office for National Statistics. File deaths.xlsx."]


class TestCaseload:
    @staticmethod
    def change(group, before, after, value, lower, upper, **other):
        return {
            "group": group,
            "grouping_scheme": "" if group == "all" else "ocu_partition",
            "period": "2024/25",
            "baseline": "2023/24",
            "denominator": before,
            "count": after,
            "value": value,
            "lower": lower,
            "upper": upper,
            "method": "percentage_change",
            **other,
        }

    @pytest.fixture
    def plymouth(self, context):
        rows = [
            self.change("all_adults", 2039, 2196, 7.70, 1.4, 14.4, published=8),
            self.change("crack_only", 55, 75, 36.36, -3.7, 93.1, published=36),
            self.change("ocu", 1261, 1306, 3.5686, -4.1, 11.9, published=3.5),
            self.change("non_opiates_and_alcohol_not_crack", 201, 267, 32.84, 10.6, 59.5,
                        published=32.8),
            self.change("alcohol_only", 433, 425, -1.85, -14.2, 12.3),
        ]  # fmt: skip
        return make_section(context(CHANGE, *rows))

    def test_says_what_everybody_together_did(self, plymouth):
        assert plymouth.sentences[0] == (
            "The number of adults in treatment in Plymouth went from 2,039 in 2023/24 to 2,196 in "
            "2024/25: +7.7% (95% confidence interval +1.4 to +14.4%)."
        )

    def test_names_only_the_groups_that_changed_beyond_chance(self, plymouth):
        assert plymouth.sentences[1] == (
            "The groups that changed by more than chance variation could explain: "
            "non-opiates and alcohol (not crack) (+32.8%)."
        )

    def test_sets_what_is_printed_beside_what_the_counts_give(self, plymouth):
        table = cells(plymouth)
        ocu = table["Opiates and/or crack (OCU)"]
        assert (ocu["Change (%)"], ocu["Change as printed (%)"]) == ("+3.6", "+3.5")
        assert table["Crack only"]["95% confidence interval"] == "−3.7 to +93.1"
        assert table["Alcohol only"]["Change as printed (%)"] == "not printed"
        assert (table["Crack only"]["2023/24"], table["Crack only"]["2024/25"]) == ("55", "75")

    def test_says_where_the_two_differ_and_why(self, plymouth):
        said = plymouth.sentences[2]
        assert "Opiates and/or crack (OCU): printed +3.5%, recomputed +3.6%" in said
        assert "The reason: the report seems to cut off decimals" in said
        assert "Non-opiates and alcohol" not in said

    def test_groups_stand_in_their_schemes_order_with_the_whole_last(self, plymouth):
        assert [row[0] for row in plymouth.tables[0].rows] == [
            "Opiates and/or crack (OCU)",
            "Crack only",
            "Alcohol only",
            "Non-opiates and alcohol (not crack)",
            "All adults",
        ]

    def test_a_fall_that_may_be_chance_is_said_to_be_no_change(self, context):
        section = make_section(
            context(YOUNG_CHANGE, self.change("all", 107, 94, -12.1495, -33.4, 15.9))
        )
        assert section.sentences == [
            "The number of children and young people in treatment in Plymouth went from 107 in "
            "2023/24 to 94 in 2024/25: −12.1% (95% confidence interval −33.4 to +15.9%). "
            "That is not distinguishable from no change."
        ]

    def test_where_no_group_moved_that_is_said(self, context):
        section = make_section(
            context(
                CHANGE,
                self.change("ocu", 1261, 1306, 3.57, -4.1, 11.9),
                self.change("crack_only", 55, 75, 36.36, -3.7, 93.1),
            )
        )
        assert section.sentences == [
            "No single group changed by more than chance variation could explain."
        ]

    def test_from_nobody_to_somebody_has_no_percentage(self, context):
        section = make_section(context(YOUNG_CHANGE, self.change("all", 0, 12, None, None, None)))
        said = section.sentences[0]
        assert "went from 0 in 2023/24 to 12 in 2024/25" in said
        assert "%" not in said
        assert "no change" not in said

    def test_a_printed_change_without_counts_is_shown_as_printed(self, context):
        section = make_section(
            context(
                CHANGE,
                {"group": "all_adults", "grouping_scheme": "ocu_partition", "period": "2024/25",
                 "value": 8.0},
            )
        )  # fmt: skip
        assert any("8" in sentence and "print" in sentence for sentence in section.sentences)
        assert cells(section)["All adults"] == {
            "2023/24": "–",
            "2024/25": "–",
            "Change (%)": "–",
            "95% confidence interval": "–",
            "Change as printed (%)": "+8",
        }

    def test_printed_changes_alone_say_nothing_of_chance(self, context):
        printed = {"grouping_scheme": "ocu_partition", "period": "2024/25"}
        section = make_section(
            context(
                CHANGE,
                {**printed, "group": "ocu", "value": 3.5},
                {**printed, "group": "crack_only", "value": 36},
            )
        )
        assert not any("chance" in sentence for sentence in section.sentences)
        assert len(section.tables[0].rows) == 2

    def test_a_printed_change_beside_recomputed_ones_keeps_the_years_of_those(self, context):
        section = make_section(
            context(
                CHANGE,
                {"group": "ocu", "grouping_scheme": "ocu_partition", "period": "2024/25",
                 "value": 3.5},
                self.change("crack_only", 55, 75, 36.36, -3.7, 93.1),
            )
        )  # fmt: skip
        assert section.tables[0].columns[1:3] == ["2023/24", "2024/25"]
        assert cells(section)["Opiates and/or crack (OCU)"]["2023/24"] == "–"


class TestEstimates:
    DEPENDENT, IN_TREATMENT = "alcohol_dependence", "alcohol_in_treatment"

    @staticmethod
    def estimate(value, lower=None, upper=None, period="2017/18", **other):
        return {
            **rate(value, lower, upper),
            "period": period,
            "basis": "modelled",
            "area": "York",
            **other,
        }

    def test_a_modelled_number_is_said_to_two_figures_and_stands_in_full_in_the_table(
        self, context
    ):
        section = make_section(
            context(self.DEPENDENT, self.estimate(2408, 1918, 3206), area="York")
        )
        assert section.sentences == [
            "In 2017/18 there were about 2,400 (1,900 to 3,200) adults with alcohol dependence in York, "
            "a modelled estimate."
        ]
        assert cells(section)["2017/18"] == {
            "People (estimate)": "2,408",
            "95% interval": "1,918 to 3,206",
        }

    def test_without_limits_it_is_said_that_nobody_knows_how_sure_it_is(self, context):
        section = make_section(context(self.DEPENDENT, self.estimate(2408), area="York"))
        assert section.sentences[1] == (
            "No interval is printed with it, so how sure it is cannot be said."
        )

    def test_where_only_an_older_estimate_has_limits_it_is_said_too(self, context):
        section = make_section(
            context(
                self.DEPENDENT,
                self.estimate(2408, 1918, 3206),
                self.estimate(2458, period="2018/19"),
                area="York",
            )
        )
        assert section.sentences[0].startswith("In 2018/19 there were about 2,500")
        assert section.sentences[1].startswith("The latest estimate published with limits is older")
        assert cells(section)["2018/19"]["95% interval"] == "–"
        assert section.figure.title.startswith("In 2018/19")

    def test_a_counted_number_is_not_called_an_estimate(self, context):
        section = make_section(
            context(self.IN_TREATMENT, {"value": 731, "period": "2023/24", "method": "count"})
        )
        assert section.sentences == [
            "In 2023/24 there were 731 adults in treatment for alcohol in Plymouth."
        ]

    @pytest.mark.parametrize("state", ["suppressed", "not_collected"])
    def test_a_number_that_is_not_given_is_never_a_0(self, context, state):
        section = make_section(
            context(
                self.IN_TREATMENT,
                {"value": None, "period": "2023/24", "state": state},
                {"value": 5, "period": "2022/23"},
            )
        )
        assert "is not available" in section.sentences[0]
        assert "_" not in section.sentences[0]
        assert cells(section)["2023/24"]["People"] in ("–", "[c]")

    def test_a_suppressed_number_is_marked_and_the_mark_explained(self, context):
        section = make_section(
            context(
                self.IN_TREATMENT,
                {"value": None, "period": "2023/24", "state": "suppressed"},
                {"value": 5, "period": "2022/23"},
            )
        )
        assert cells(section)["2023/24"]["People"] == "[c]"
        assert [note[:3] for note in section.tables[0].notes] == ["[c]"]

    def test_groups_have_a_table_of_their_own_in_their_schemes_order(self, context):
        groups = {"crack_only": 214, "ocu": 2042, "opiates_only": 1266, "opiates_and_crack": 563}
        section = make_section(
            context(
                "opiate_crack_prevalence",
                *(
                    self.estimate(n, period="2019/20", area="Plymouth", group=group,
                                  grouping_scheme="ocu_partition")
                    for group, n in groups.items()
                ),
            )
        )  # fmt: skip
        assert section.sentences[0].startswith("In 2019/20 there were about 2,000 people")
        assert [(row[0], row[1]) for row in section.tables[0].rows] == [
            ("Opiates and/or crack (OCU)", "2,042"),
            ("Opiates only", "1,266"),
            ("Crack only", "214"),
            ("Opiates and crack", "563"),
        ]
        assert section.tables[0].notes == [
            "Estimates stand here in full, to be looked up; the text gives them to two significant "
            "figures, for they carry no more."
        ]
        assert {row[2] for row in section.tables[0].rows} == {"not printed"}
        assert section.figure is None

    def test_numbers_of_people_are_never_set_beside_another_areas(self, context):
        section = make_section(
            context(
                self.DEPENDENT,
                self.estimate(2408, 1918, 3206),
                self.estimate(586_780, 485_444, 742_305, area="England"),
                area="York",
            )
        )
        assert "England" not in everything(section)

    def test_an_estimate_of_no_stated_period_is_shown_as_such(self, context):
        section = make_section(
            context("opiate_crack_prevalence", self.estimate(810, period=""), area="York")
        )
        assert section.sentences[0] == (
            "In a period that the source does not state there were about 810 people who use opiates "
            "and/or crack in York, a modelled estimate."
        )


class TestUnmetNeed:
    @staticmethod
    def unmet(value, treated, need, group="all", **other):
        return {
            "value": value,
            "count": treated,
            "denominator": need,
            "group": group,
            "grouping_scheme": "" if group == "all" else "ocu_partition",
            "period": "2024/25",
            "baseline": "2019/20",
            "method": "unmet_need",
            "basis": "modelled",
            **other,
        }

    @staticmethod
    def printed(value, group="all", area="England", **other):
        scheme = "" if group == "all" else "ocu_partition"
        return {"value": value, "group": group, "grouping_scheme": scheme, "area": area,
                "period": "2024/25", "basis": "modelled", **other}  # fmt: skip

    @pytest.fixture
    def alcohol(self, context):
        return make_section(
            context(
                UNMET_ALCOHOL,
                self.unmet(80.206, 692, 3496, published=79.1),
                self.printed(75.9),
            )
        )

    def test_says_both_numbers_and_both_years_and_that_it_is_estimated(self, alcohol):
        assert alcohol.sentences[0] == (
            "In 2024/25 an estimated 80.2% were not in treatment in Plymouth "
            "(the estimate has no interval, so neither has this): 692 people treated of an "
            "estimated 3,496 in need (estimate for 2019/20, treatment in 2024/25; the estimate is 5 years older)."
        )

    def test_an_interval_is_said_where_there_is_one(self, context):
        section = make_section(
            context(UNMET_ALCOHOL, self.unmet(64.95, 75, 214, lower=50.0, upper=75.0))
        )
        assert "an estimated 65.0% were not in treatment in Plymouth (95% interval 50.0 to 75.0%)" in (
            section.sentences[0]
        )  # fmt: skip
        assert cells(section)["2024/25"]["95% interval (%)"] == "50.0 to 75.0"

    def test_the_printed_share_stands_beside_the_recomputed_one(self, alcohol):
        assert cells(alcohol)["2024/25"] == {
            "In treatment (people)": "692",
            "Estimated in need (people)": "3,496",
            "Not in treatment (%)": "80.2",
            "95% interval (%)": "–",
            "As printed (%)": "79.1",
            "England (%)": "75.9",
        }

    def test_why_the_two_differ_is_said(self, alcohol):
        assert alcohol.sentences[1] == (
            "79.1% is printed, the printed counts give 80.2%; the printed share implies 729 to 732 "
            "people treated, the table has 692."
        )
        assert alcohol.sentences[2].startswith("Why they differ: the printed share may count")

    def test_a_difference_that_rounding_explains_needs_no_other_reason(self, context):
        section = make_section(
            context(UNMET_OCU, self.unmet(64.953, 75, 214, "crack_only", published=64.9))
        )
        assert any("rounding of the estimate could explain" in text for text in section.sentences)
        assert not any(text.startswith("Why they differ") for text in section.sentences)

    def test_shares_that_agree_need_no_word(self, context):
        section = make_section(
            context(UNMET_ALCOHOL, self.unmet(80.206, 692, 3496, published=80.2))
        )
        assert len(section.sentences) == 1

    def test_people_needed_are_given_both_ways_with_the_reason(self, alcohol):
        assert alcohol.sentences[3] == (
            "To reach England's 75.9% takes 151 more people, if 692 were in treatment in 2024/25 "
            "(counted) or 112 more people, if 731 were in treatment in 2024/25 (implied by the "
            "printed share). Both are given because the printed share and the printed counts do not "
            "agree; the comparator's share is made like the printed one. "
            "This holds only as far as the estimate of need does."
        )

    def test_without_a_printed_share_there_is_one_way(self, context):
        section = make_section(
            context(UNMET_ALCOHOL, self.unmet(80.206, 692, 3496), self.printed(75.9))
        )
        assert "takes 151 more people" in section.sentences[-1]
        assert "Both" not in section.sentences[-1]

    def test_one_person_is_one_person(self, context):
        section = make_section(
            context(UNMET_ALCOHOL, self.unmet(51.0, 49, 100), self.printed(50.0))
        )
        assert "takes 1 more person" in section.sentences[-1]

    def test_an_area_that_is_there_already_needs_nobody(self, context):
        section = make_section(
            context(
                UNMET_OCU,
                self.unmet(36.04, 1306, 2042, "ocu"),
                self.printed(56.8, "ocu"),
            )
        )
        assert not any("to reach" in text.lower() for text in section.sentences)

    def test_the_ways_to_count_it_stand_beside_each_other(self, context):
        before = self.unmet(38.247, 1261, 2042, "ocu", period="2023/24")
        latest = self.unmet(36.043, 1306, 2042, "ocu", published=36.8)
        _, ways = make_section(context(UNMET_OCU, before, latest)).tables
        assert [(row[1], row[2], row[-1]) for row in ways.rows] == [
            ("Counted", "1,306", "36.0"),
            ("Implied by the printed share", "1,291", "36.8"),
            ("Counted the period before", "1,261", "38.2"),
        ]
        assert (
            "Both numbers are of Plymouth, grouped as opiates and/or crack, alcohol only"
            in ways.notes[0]
        )

    def test_where_there_is_one_way_to_count_it_there_is_one_table(self, context):
        section = make_section(context(UNMET_OCU, self.unmet(36.043, 1306, 2042, "ocu")))
        assert len(section.tables) == 1

    def test_each_group_is_set_beside_its_own(self, context):
        section = make_section(
            context(
                UNMET_OCU,
                self.unmet(36.04, 1306, 2042, "ocu", published=36.8),
                self.unmet(64.95, 75, 214, "crack_only"),
                self.printed(56.8, "ocu"),
                self.printed(74.2, "crack_only"),
            )
        )
        shown = cells(section)
        assert shown["Opiates and/or crack (OCU)"]["England (%)"] == "56.8"
        assert shown["Crack only"]["England (%)"] == "74.2"
        assert shown["Crack only"]["As printed (%)"] == "–"
        assert section.sentences[0].startswith("Opiates and/or crack (OCU): in 2024/25")

    def test_a_share_that_is_only_printed_is_called_printed(self, context):
        section = make_section(context(UNMET_ALCOHOL, self.printed(79.1, area="Plymouth")))
        assert section.sentences == [
            "In 2024/25 an estimated 79.1% were not in treatment in Plymouth, as printed."
        ]
        assert cells(section)["2024/25"]["In treatment (people)"] == "–"

    def test_a_printed_share_of_no_stated_period_does_not_say_none(self, context):
        section = make_section(
            context(UNMET_ALCOHOL, self.printed(79.1, area="Plymouth", period=""))
        )
        assert "None" not in everything(section)
        assert section.sentences[0].startswith("In a period that the source does not state")

    def test_a_suppressed_share_is_said_to_be_suppressed(self, context):
        section = make_section(
            context(UNMET_ALCOHOL, self.printed(None, area="Plymouth", state="suppressed"))
        )
        assert "–%" not in everything(section)
        assert "suppressed" in section.sentences[0]

    def test_more_treated_than_even_the_upper_limit_gives_no_share_and_says_so(self, context):
        note = "The number in treatment is above even the estimate's upper limit; no share can be given."
        section = make_section(
            context(UNMET_ALCOHOL, self.unmet(None, 110, 100, note=note))
        )  # fmt: skip
        assert "–%" not in everything(section)
        assert "no interval" not in section.sentences[0]
        assert "110" in section.sentences[0]
        assert note in section.caveats

    def test_that_need_is_not_demand_is_always_said(self, alcohol):
        assert any("not unmet demand" in caveat for caveat in alcohol.caveats)

    def test_what_the_sources_say_of_a_group_stands_under_its_name(self, context):
        section = make_section(
            context(
                UNMET_OCU,
                self.unmet(36.04, 1306, 2042, "ocu", note="Edition inferred."),
                self.unmet(64.95, 75, 214, "crack_only"),
            )
        )
        assert "Opiates and/or crack (OCU): Edition inferred." in section.caveats


class TestMarks:
    """Every kind of table marks a figure that is not what it seems, and explains the mark."""

    KINDS: ClassVar = {
        DEATHS: {},
        "alcohol_in_treatment": {"count": 10},
        "alcohol_dependence": {"basis": "modelled"},
        UNMET_ALCOHOL: {"basis": "modelled"},
        YOUNG_CHANGE: {"baseline": "2021/22", "denominator": 25, "count": 28},
    }

    @pytest.mark.parametrize(
        ("state", "value", "mark"),
        [
            ("unreliable", 12.0, "[u]"),
            ("provisional", 12.0, "[p]"),
            ("suppressed", None, "[c]"),
            ("missing", None, "–"),
            ("ok", 12.0, ""),
        ],
    )
    @pytest.mark.parametrize("indicator", KINDS)
    def test_a_mark_stands_beside_the_figure_and_is_explained(
        self, context, indicator, state, value, mark
    ):
        row = {**rate(value, period="2022/23", state=state), **self.KINDS[indicator]}
        if indicator == DEATHS:
            row["period"] = "2019–21"
        (table,) = make_section(context(indicator, row)).tables
        shown = {"12", "12.0", "+12.0"} if value else {mark}
        if value and mark:
            shown = {f"{figure} {mark}" for figure in shown}
        assert len(shown & set(table.rows[0])) == 1
        assert [note[:3] for note in table.notes] == [mark] * mark.startswith("[")
        assert "0" not in table.rows[0]


class TestNames:
    @pytest.mark.parametrize(
        "name", ["<script>alert(1)</script>", "$x^2$ & $\\frac{$", 'O\'Neill "A"']
    )
    @pytest.mark.parametrize("indicator", [DEATHS, "alcohol_in_treatment", UNMET_ALCOHOL])
    def test_an_area_of_any_name_is_shown_by_its_name(self, context, indicator, name):
        built = context(
            indicator,
            rate(50.0, 40.0, 60.0, period="2022/23"),
            rate(55.0, 45.0, 65.0, period="2023/24"),
            rate(51.0, period="2023/24", area="England"),
        )
        named = replace(built, area=replace(built.area, name=name), comparators=[
            replace(area, name=name) for area in built.comparators
        ])  # fmt: skip
        section = make_section(named)
        html = section.as_html()
        assert name in section.figure.alt
        assert "<script" not in html
        assert name in unescape(html)


class TestContext:
    def test_these_tests_are_made_of_results_that_keep_their_contract(self, context):
        built = context(DEATHS, rate(8.0, 6.0, 10.0, count=60), rate(5.1, area="England"))
        RESULTS.check(built.rows.reset_index(drop=True), where="the test")

    def test_the_latest_rows_are_those_of_the_last_period_with_a_date(self, context):
        built = context(DEATHS, rate(1.0, period=""), rate(2.0, period="2016–18"), rate(3.0))
        assert built.latest["value"].tolist() == [3.0]

    def test_without_any_dated_row_the_undated_one_is_the_latest(self, context):
        assert context(DEATHS, rate(1.0, period="")).latest["value"].tolist() == [1.0]

    def test_a_note_is_said_once_for_all_it_is_about(self, context):
        built = context(
            DEATHS, rate(1.0, note="Read off."), rate(2.0, period="2016–18", note="Read off.")
        )
        assert built.notes_on(built.own) == ["Read off."]

    def test_a_comparator_without_a_value_in_a_period_is_not_there(self, context):
        built = context(DEATHS, rate(1.0), rate(None, area="England", state="suppressed"))
        assert built.in_period(built.comparators[0], built.latest["period_end"].iloc[0]) is None
