"""The gap as people: how many more in treatment, from the counts and from the printed share."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.analysis.gap import implied_treated, people_needed


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
