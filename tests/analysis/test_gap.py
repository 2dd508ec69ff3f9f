"""The gap as people: how many more in treatment, from the counts and from the printed share."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from toolkit.analysis.gap import gap_as_people, implied_treated, people_needed


def unmet(count, denominator, published=float("nan")):
    return pd.Series({"count": count, "denominator": denominator, "published": published})


def needed(row, target):
    return {way.basis: way.needed for way in people_needed(row, target)}


class TestImplied:
    """What the printed shares of Plymouth say of the people behind them."""

    @pytest.mark.parametrize(
        ("printed", "estimate", "least", "most"),
        [(36.8, 2042, 1290, 1291), (64.9, 214, 75, 75), (79.1, 3496, 729, 732)],
    )
    def test_a_printed_share_implies_a_span_of_people(self, printed, estimate, least, most):
        nearest, low, high = implied_treated(printed, estimate)
        assert (low, high) == (least, most)
        assert low <= nearest <= high

    def test_the_nearest_to_plymouths_79_1_is_731(self):
        assert implied_treated(79.1, 3496)[0] == 731

    def test_every_number_in_the_span_rounds_to_the_printed_share_and_none_beyond_it(self):
        _, least, most = implied_treated(36.8, 2042)
        rounding_of = {
            treated: [round(100 * (1 - treated / need), 1) for need in (2041.5, 2042, 2042.5)]
            for treated in range(least - 1, most + 2)
        }
        assert all(36.8 in rounding_of[treated] for treated in range(least, most + 1))
        assert 36.8 not in rounding_of[least - 1]
        assert 36.8 not in rounding_of[most + 1]

    def test_a_share_printed_without_decimals_implies_a_wider_span(self):
        _, least, most = implied_treated(37, 2042, decimals=0)
        assert least < 1290
        assert most > 1291


class TestNeeded:
    def test_plymouths_alcohol_gap_to_england_is_151_from_the_counts_and_112_as_printed(self):
        assert needed(unmet(692, 3496, 79.1), 75.9) == {
            "counted": 151,
            "implied by the printed share": 112,
        }

    def test_each_way_names_the_treated_it_starts_from(self):
        ways = people_needed(unmet(692, 3496, 79.1), 75.9)
        assert [way.treated for way in ways] == [692, 731]
        assert {way.target for way in ways} == {75.9}
        assert {way.estimate for way in ways} == {3496}

    def test_without_a_printed_share_there_is_one_way(self):
        assert needed(unmet(692, 3496), 75.9) == {"counted": 151}

    def test_a_printed_share_that_implies_the_same_people_is_no_second_way(self):
        assert needed(unmet(75, 214, 64.9), 61.5) == {"counted": 8}

    def test_where_the_target_is_reached_nobody_more_is_needed(self):
        assert needed(unmet(1306, 2042), 56.8) == {"counted": 0}

    def test_people_are_whole_and_the_target_is_reached_with_them(self):
        (more,) = needed(unmet(692, 3496), 75.9).values()
        assert more == int(more)
        assert 100 * (1 - (692 + more) / 3496) <= 75.9 < 100 * (1 - (692 + more - 1) / 3496)


def result(indicator, polarity, **numbers):
    usual = dict.fromkeys(("count", "denominator", "value", "lower", "upper"), math.nan)
    return pd.Series({"indicator": indicator, "polarity": polarity, **usual, **numbers})


class TestGapAsPeople:
    def told(self, gap):
        return gap.kind, gap.needed

    def test_a_share_that_should_be_higher_needs_more_people(self):
        row = result("planned_exits", "higher_is_better", count=40, denominator=100, value=40)
        assert self.told(gap_as_people(row, 52.5)) == ("more people", 13)

    def test_a_share_that_should_be_lower_needs_fewer(self):
        row = result(
            "re_presentation_within_6_months",
            "lower_is_better",
            count=40,
            denominator=100,
            value=40,
        )
        assert self.told(gap_as_people(row, 32.5)) == ("fewer people", 8)

    def test_a_standardised_rate_needs_about_so_many_fewer_events(self):
        """The example of methods.number_needed_for_standardised_rate."""
        row = result("drug_misuse_deaths", "lower_is_better", count=91, value=110.3)
        gap = gap_as_people(row, 100.0)
        assert self.told(gap) == ("fewer events", 9)
        assert gap.note.startswith("About right")

    def test_a_ratio_to_the_expected_is_brought_down_to_it(self):
        row = result(
            "deaths_in_drug_treatment", "lower_is_better", count=40, denominator=30, value=40 / 30
        )
        assert self.told(gap_as_people(row, 1.0)) == ("fewer events", 10)

    def test_where_the_target_is_reached_nobody_is_needed(self):
        row = result("planned_exits", "higher_is_better", count=60, denominator=100, value=60)
        assert gap_as_people(row, 52.5).needed == 0

    def test_unmet_need_has_the_range_of_the_estimate(self):
        """Plymouth: 731 of 3,496 (3,000 to 4,000) in need, to England's 75.9%."""
        row = result(
            "unmet_need_alcohol",
            "lower_is_better",
            count=731,
            denominator=3496,
            value=100 * (1 - 731 / 3496),
            lower=100 * (1 - 731 / 3000),
            upper=100 * (1 - 731 / 4000),
        )
        gap = gap_as_people(row, 75.9)
        assert (gap.least, gap.needed, gap.most) == (0, 112, 233)
        assert gap.note.startswith("If the estimate")

    def test_without_limits_of_the_estimate_there_is_no_range(self):
        row = result("unmet_need_alcohol", "lower_is_better", count=731, denominator=3496, value=79)
        gap = gap_as_people(row, 75.9)
        assert gap.needed == 112
        assert math.isnan(gap.least)
        assert math.isnan(gap.most)

    def test_a_number_of_people_needs_the_way_to_be_said(self):
        row = result("numbers_in_treatment", "no_judgement", count=1290, value=1290)
        assert gap_as_people(row, 1400).note == "Nobody says which way is better."
        assert self.told(gap_as_people(row, 1400, "up")) == ("more people", 110)
        assert self.told(gap_as_people(row, 1400, "down")) == ("fewer people", 0)

    @pytest.mark.parametrize(
        ("row", "target", "reason"),
        [
            (result("planned_exits", "higher_is_better"), 50, "no figure"),
            (result("planned_exits", "higher_is_better", value=40), math.nan, "no target"),
            (result("planned_exits", "higher_is_better", value=40), 50, "are not held"),
            (result("unmet_need_alcohol", "lower_is_better", value=80), 50, "are not held"),
            (result("alcohol_dependence", "lower_is_better", value=80), 50, "not made of people"),
            (result("drug_misuse_deaths", "higher_is_better", value=8), 9, "no aim"),
        ],
    )
    def test_where_nothing_can_be_told_it_says_why(self, row, target, reason):
        gap = gap_as_people(row, target)
        assert gap.kind == ""
        assert math.isnan(gap.needed)
        assert reason in gap.note
