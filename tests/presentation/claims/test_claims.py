"""Claims say what their numbers and intervals carry, and refuse what they do not."""

from __future__ import annotations

from math import inf, nan
from types import SimpleNamespace

import pandas as pd
import pytest

from toolkit.analysis.breakdowns import Breakdown
from toolkit.analysis.gap import Gap as Needed
from toolkit.analysis.gap import people_needed
from toolkit.analysis.trajectories import Trajectory
from toolkit.catalogue.indicators import load_indicators
from toolkit.errors import DataError
from toolkit.periods import Period
from toolkit.presentation.claims import (
    Apart,
    Change,
    Comparison,
    Discrepancy,
    Gap,
    Gradient,
    Level,
    Measure,
    Missing,
    Projection,
    Rank,
    Shortfall,
    Target,
    Trend,
    UnmetNeed,
    say_together,
)

DEATHS = Measure("deaths per 100,000 people", 1, "deaths from drug misuse")
SHARE = Measure("%", 1)
ADULTS = Measure("people", 0, "adults in treatment", counts=True)
NEED = Measure("people (estimate)", 0, "adults with alcohol dependence", counts=True, modelled=True)


def beside(value, verdict, lower=nan, upper=nan, other="England", other_value=5.1, **more):
    return Comparison(
        DEATHS, "Plymouth", "2019–21", other, value, other_value, verdict, lower, upper, **more
    )


class TestLevels:
    def test_a_modelled_number_has_no_false_precision(self):
        said = Level(NEED, "Plymouth", "2017/18", 3435, 2804, 4402).sentence()
        assert "about 3,400 (2,800 to 4,400)" in said
        assert "3,435" not in said

    def test_a_counted_number_is_given_to_the_unit(self):
        assert "2,196 adults" in Level(ADULTS, "Plymouth", "2024/25", 2196).sentence()

    def test_one_person_is_not_people(self):
        assert Level(ADULTS, "York", "2024/25", 1).sentence() == (
            "In 2024/25 there was 1 adult in treatment in York."
        )

    def test_nobody_is_a_number_like_any_other_and_not_a_missing_one(self):
        assert "were 0 adults" in Level(ADULTS, "York", "2024/25", 0).sentence()
        assert "is not available" in Level(ADULTS, "York", "2024/25", nan).sentence()

    def test_it_is_made_of_a_row_of_results(self, stated):
        row = stated(
            "drug_misuse_deaths", {"value": 8.04, "lower": 6.0, "upper": 10.0, "count": 60}
        )
        level = Level.of(row.iloc[0], load_indicators()["drug_misuse_deaths"], "South West")
        assert level.sentence().startswith(
            "In 2019–21 the figure for the South West was 8.0 deaths"
        )

    def test_an_unreliable_or_provisional_figure_is_said_to_be_so(self):
        unsure = Level(DEATHS, "York", "2021", 8.0, state="unreliable").uncertainty.cautions()
        provisional = Level(DEATHS, "York", "2021", 8.0, state="provisional").uncertainty.cautions()
        assert "unreliable" in unsure[0]
        assert "provisional" in provisional[0]
        assert Level(DEATHS, "York", "2021", 8.0).uncertainty.cautions() == []


class TestMissing:
    def test_a_reason_without_words_is_refused(self):
        with pytest.raises(ValueError, match="no words for 'lost'"):
            Missing("lost", "York", "2021")

    def test_a_count_whose_rate_is_hidden_is_still_said(self):
        said = Missing.of_state("suppressed", "York", "2021", "deaths", 7).sentence()
        assert said == "In 2021 the number of deaths in York was 7, too few for a rate to be given."

    def test_population_not_held_is_no_fault_of_small_numbers(self):
        said = Missing("no_population", "York", "2021", "deaths", 47).sentence()
        assert said.endswith("was 47, but no population is held, so no rate can be given.")


class TestComparisons:
    @pytest.mark.parametrize(
        ("value", "verdict"), [(8.0, "lower"), (4.0, "higher"), (5.1, "worse"), (5.1, "better")]
    )
    def test_a_direction_against_the_numbers_is_refused(self, value, verdict):
        with pytest.raises(DataError, match="is said to be"):
            beside(value, verdict, value - 0.5, value + 0.5)

    @pytest.mark.parametrize(("lower", "upper"), [(4.0, 12.0), (5.1, 12.0)])
    def test_a_verdict_that_the_interval_does_not_carry_is_refused(self, lower, upper):
        with pytest.raises(DataError, match="cannot be said"):
            beside(8.0, "worse", lower, upper)

    def test_those_judged_alike_stand_together_and_the_rest_beside(self):
        said = say_together(
            [
                beside(8.0, "worse", 6.0, 10.0),
                beside(8.0, "worse", 6.0, 10.0, other="South West", other_value=5.5),
                beside(8.0, "similar", 6.0, 10.0, other="Derby", other_value=9.0),
                beside(8.0, "", other="York", other_value=4.0),
            ]
        )
        assert said == (
            "That is worse than England (5.1) and the South West (5.5) and similar to Derby (9.0). "
            "Beside it stands York (4.0); without an interval no judgement is made."
        )

    @pytest.mark.parametrize("name", ["unmet_need_alcohol", "projected_unmet_need_opiates_crack"])
    def test_people_in_treatment_are_never_called_people_who_are_not(self, name):
        row = pd.Series({
            "indicator": name, "value": 80.2, "lower": nan, "upper": nan, "count": 692.0, "denominator": 3496.0, "basis": "modelled",
            "state": "ok", "period_start": pd.Timestamp("2024-04-01"), "period_end": pd.Timestamp("2025-03-31"),
            "baseline_end": pd.NaT,
        })  # fmt: skip
        indicator = load_indicators()[name]
        level = Level.of(row, indicator, "Plymouth").sentence()
        beside = Comparison.of(
            row, row, indicator, ("Plymouth", "England"), "not compared"
        ).sentence()
        assert "80.2%" in level
        assert "England (80.2)" in beside
        assert "692" not in level + beside

    def test_no_comparison_says_nothing(self):
        assert say_together([]) == ""


class TestChanges:
    def test_an_increase_of_300_per_cent_is_not_one_to_300_per_cent(self):
        change = Change(ADULTS, "L", "2013", "2014", 170, 693, "percentage", 307.6, 245.0, 382.0)
        assert "+307.6%, 4.1 times as many" in change.sentence()

    def test_points_are_not_per_cent(self):
        change = Change(SHARE, "Derby", "2021", "2022", 79.0, 83.0, "points", 4.0, 1.6, 6.4)
        assert (
            "up by 4.0 percentage points (95% confidence interval +1.6 to +6.4" in change.sentence()
        )

    @pytest.mark.parametrize(("lower", "upper"), [(-1.0, 5.0), (0.0, 5.0), (-1.0, 0.0)])
    def test_a_change_whose_interval_touches_none_is_not_called_one(self, lower, upper):
        size = (lower + upper) / 2
        for kind, measure in (("percentage", ADULTS), ("points", SHARE)):
            change = Change(measure, "Y", "2021", "2022", 50, 51, kind, size, lower, upper)
            assert "not distinguishable from no change" in change.sentence()
            assert "not distinguishable from no change" in change.finding()

    def test_a_change_too_small_to_print_has_no_direction(self):
        said = Change(SHARE, "Y", "2021", "2022", 47.0, 47.04, "points", 0.04).sentence()
        assert "up" not in said
        assert "no change to the digit that is given" in said

    @pytest.mark.parametrize("ratio", [inf, nan])
    def test_of_nothing_there_is_no_ratio(self, ratio):
        said = Change(
            DEATHS, "Y", "2021", "2022", 0.0, 7.5, "ratio", ratio, ratio, ratio
        ).sentence()
        assert said.endswith("cannot be compared.")

    def test_one_period_alone_shows_no_change(self):
        said = Change(DEATHS, "York", "", "2022", nan, 7.5, "ratio").sentence()
        assert said == (
            "No change is given for York in 2022: there are not two periods apart to compare."
        )


class TestTrendsAndRanks:
    @pytest.mark.parametrize(
        ("state", "polarity", "said"),
        [
            ("increasing", "lower_is_better", "increasing and getting worse"),
            ("increasing", "higher_is_better", "increasing and getting better"),
            ("decreasing", "lower_is_better", "decreasing and getting better"),
            ("decreasing", "no_judgement", "are decreasing."),
            ("no significant change", "lower_is_better", "show no significant trend"),
        ],
    )
    def test_better_or_worse_follows_from_polarity(self, state, polarity, said):
        assert said in Trend("York", "2023", state, "", polarity).sentence()

    def test_a_trend_against_its_own_ratio_is_refused(self):
        with pytest.raises(DataError, match="said to be increasing"):
            Trend("York", "2023", "increasing", ratio=0.9)

    def test_a_trend_that_was_not_looked_for_is_not_spoken_of(self):
        assert Trend("York", "2023", "").sentence() == ""
        assert Trend("York", "2023", "").finding() == ""

    def test_a_trend_that_was_not_tested_says_why(self):
        said = Trend("York", "2023", "not tested", "the periods overlap").sentence()
        assert said == "No trend is given for York up to 2023: the periods overlap."

    def test_a_rank_says_where_else_it_could_be(self):
        said = Rank("York", "2021", 12, 149, 4, 40).sentence()
        assert "ranked 12th highest of 149, and could be anywhere from 4th to 40th" in said

    @pytest.mark.parametrize(
        ("rank", "of", "lower", "upper"), [(0, 9, 1, 2), (10, 9, 8, 9), (5, 9, 6, 8), (5, 9, 1, 4)]
    )
    def test_a_rank_that_cannot_be_is_refused(self, rank, of, lower, upper):
        with pytest.raises(DataError, match="outside"):
            Rank("York", "2021", rank, of, lower, upper)

    def test_results_without_rank_or_trend_say_none(self, stated):
        row = stated("drug_misuse_deaths", {"value": 8.0}).iloc[0]
        indicator = load_indicators()["drug_misuse_deaths"]
        assert not Rank.of_row(row, "York").known
        assert Trend.of(row, indicator, "York").sentence() == ""


class TestGapsAndNeed:
    def test_a_gap_within_the_interval_is_no_gap(self):
        row = pd.Series({"count": 692.0, "denominator": 3496.0, "published": nan})
        gap = Gap(
            SHARE, "P", "2024/25", "England", 80.2, 75.9, people_needed(row, 75.9), 74.0, 85.0
        )
        assert not gap.real
        assert "more" not in gap.sentence()

    def test_a_name_that_ends_in_s_takes_a_bare_apostrophe(self):
        row = pd.Series({"count": 692.0, "denominator": 3496.0, "published": nan})
        gap = Gap(SHARE, "P", "2024/25", "St Helens", 80.2, 75.9, people_needed(row, 75.9))
        assert "To reach St Helens' 75.9%" in gap.sentence()

    def test_a_negative_share_is_not_printed_as_one(self):
        said = UnmetNeed("York", "2024/25", "2019/20", -10.0, treated=110, need=100).sentence()
        assert "more people were treated than the estimate has in need" in said
        assert "%" not in said

    def test_shares_that_are_written_alike_are_not_apart(self):
        assert not Discrepancy(80.2, 80.206, 692, 3496).apart
        assert not Discrepancy(nan, 80.206, 692, 3496).apart
        assert Discrepancy(79.1, 80.206, 692, 3496).apart


class TestTargets:
    @staticmethod
    def way(status, latest, direction="up"):
        ends = pd.to_datetime(["2023-03-31", "2024-03-31", "2025-03-31"])
        return Trajectory(
            Period.parse("2022/23"), 79.0, Period.parse("2024/25"), 83.0,
            pd.DataFrame({"period_end": ends, "expected": [79.0, 81.0, 83.0]}),
            Period.parse("2023/24"), latest, nan, nan, status, direction, 23.0, 23.0, "",
        )  # fmt: skip

    def test_it_is_made_of_a_trajectory_and_what_it_expects_by_now(self):
        target = Target.of(self.way("off track", 80.0), load_indicators()["planned_exits"], "Derby")
        assert target.sentence() == (
            "Derby is off track to its target: 80.0% in 2023/24 where 81.0% was expected, on the way "
            "from 79.0% in 2022/23 to 83.0% in 2024/25. To reach it takes 23 more (exits that were a "
            "successful completion)."
        )

    def test_a_target_that_is_not_met_cannot_be_said_to_be(self):
        with pytest.raises(DataError, match="said to have met"):
            Target.of(self.way("met", 80.0), load_indicators()["planned_exits"], "Derby")

    def test_a_ceiling_is_met_from_below(self):
        target = Target.of(
            self.way("met", 80.0, "down"), load_indicators()["planned_exits"], "Derby"
        )
        assert target.sentence().startswith("Derby has met its target")


class TestGradientsAndProjections:
    def test_a_slope_that_may_be_none_is_not_a_gradient(self):
        said = Gradient(DEATHS, "York", "2021", "IMD decile", 1.0, -0.5, 2.5).sentence()
        assert "no gradient by IMD decile can be told from chance" in said

    def test_a_gradient_of_numbers_says_of_how_many_people_and_how_sure_its_ratio_is(self):
        said = Gradient(
            ADULTS, "Scotland", "2023", "SIMD quintile", 809, 700, 929, 27.6, 20.5, 37.1
        ).sentence()
        assert "27.6 times as high (20.5 to 37.1)." in said
        assert said.endswith("a group of as many people as one of those shown.")
        rate = Gradient(DEATHS, "Scotland", "2023", "SIMD quintile", 8.1, 7.0, 9.3, 27.6).sentence()
        assert rate.endswith("27.6 times as high.")

    def test_groups_are_set_apart_by_their_names(self):
        points = pd.DataFrame(
            {"category": ["m", "f"], "label": ["Men", "Women"], "value": [7.4, 2.9]}
        )
        found = Breakdown(
            "sex", points, "m", "f", 4.5, 4.3, 4.7, 2.6, 2.4, 2.7, "", "deaths per 100,000 people"
        )
        assert Apart.of(found, DEATHS, "York", "2021").finding() == (
            "York: higher for Men than for Women in 2021"
        )

    def test_a_projection_whose_interval_holds_the_last_count_is_no_change(self):
        held = Projection(ADULTS, "York", "2026", "2024", 2300, 2050, 2590, 2196)
        above = Projection(ADULTS, "York", "2026", "2024", 2500, 2250, 2790, 2196)
        assert "no change that can be told" in held.finding()
        assert "more than 2,196" in above.finding()

    def test_a_projection_is_made_of_its_last_period(self):
        ahead = pd.DataFrame(
            {
                "period_start": pd.to_datetime(["2024-01-01", "2025-01-01"]),
                "period_end": pd.to_datetime(["2024-12-31", "2025-12-31"]),
                "value": [10.0, 12.0],
                "lower": [5.0, 6.0],
                "upper": [15.0, 18.0],
            }
        )
        projected = SimpleNamespace(
            ahead=ahead.iloc[1:],
            history=ahead.iloc[:1],
            held_back=[*range(10)],
            error=4.0,
            coverage=0.9,
        )
        said = Projection.of(projected, ADULTS, "York").sentence()
        assert (
            "would be about 12 in 2025 (95% prediction interval 6 to 18), after 10 in 2024" in said
        )
        assert "In 10 projections of earlier periods the method missed by 4% on average" in said
        assert said.endswith("and 9 of the counts lay inside the interval.")


def test_a_change_of_rates_shows_the_decimals_that_give_it():
    """1.2 to 2.7 would be 125% more; the rates behind them give 121%."""
    moved = Change(
        DEATHS, "Rutland", "2001–03", "2018–20", 1.235, 2.726, "ratio", 2.207, 1.35, 3.63
    )
    assert "went from 1.24 to 2.73: the later figure is 121% higher" in moved.sentence()
    exact = Change(DEATHS, "York", "2001–03", "2019–21", 3.4, 8.3, "ratio", 8.3 / 3.4, 1.39, 4.29)
    assert "went from 3.4 to 8.3: the later figure is 144% higher" in exact.sentence()


class TestShortfalls:
    @pytest.mark.parametrize(
        ("kind", "said"), [("pooled", " over the years 2019–21"), ("calendar", "")]
    )
    def test_events_of_several_years_are_never_told_as_those_of_one(self, kind, said):
        row = pd.Series(
            {
                "period_kind": kind,
                "period_start": pd.Timestamp("2019-01-01"),
                "period_end": pd.Timestamp("2021-12-31"),
            }
        )
        gap = Needed("fewer events", 5.1, 19, 19, 19, "")
        claim = Shortfall.of(gap, row, DEATHS, "York", "England")
        assert (
            claim.sentence()
            == "To reach England's 5.1 deaths per 100,000 people takes 19 fewer deaths from drug misuse"
            f"{said}."
        )
