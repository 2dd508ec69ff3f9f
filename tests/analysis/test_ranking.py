"""An authority's place among those of its nation, and how sure that place is."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from toolkit.analysis.ranking import rank_areas
from toolkit.catalogue.areas import current_upper_tier

WELSH = [area.code for area in current_upper_tier("Wales")]
ENGLISH = [area.code for area in current_upper_tier("England")]
ENGLAND, DEVON_DISTRICT = "E92000001", "E07000041"


def place(rows, code, name="rank"):
    return rows.set_index("area_code")[name][code]


@pytest.fixture
def ranked(stated):
    """Rank Welsh authorities with these values; the first has the first."""

    def rank(values, limits=None, **fields):
        limits = limits or [(None, None)] * len(values)
        rows = [
            {"area_code": code, "value": value, "lower": low, "upper": high, **fields}
            for code, value, (low, high) in zip(WELSH, values, limits, strict=False)
        ]
        return rank_areas(stated(*rows))

    return rank


class TestPlace:
    def test_the_highest_value_is_the_first(self, ranked):
        rows = ranked(range(22))
        assert place(rows, WELSH[21]) == 1
        assert place(rows, WELSH[0]) == 22
        assert set(rows["rank_of"]) == {22}

    def test_equal_values_share_a_place_and_the_next_is_counted_on(self, ranked):
        rows = ranked([9, 8, 8, 7, *range(6, -12, -1)])
        assert rows["rank"].tolist()[:4] == [1, 2, 2, 4]
        assert rows["rank_shared"].tolist()[:4] == [1, 2, 2, 1]

    def test_a_suppressed_area_has_no_place_and_is_counted_apart(self, ranked):
        rows = ranked([None, *range(21)])
        assert pd.isna(place(rows, WELSH[0]))
        assert set(rows["rank_of"].dropna()) == {21}
        assert set(rows["rank_without"].dropna()) == {1}

    def test_with_figures_for_less_than_half_of_the_nation_nobody_is_ranked(self, ranked):
        assert ranked(range(10))["rank"].isna().all()
        assert ranked(range(11))["rank"].notna().all()

    @pytest.mark.parametrize(
        "indicator",
        [
            "numbers_in_treatment",
            "deaths_in_drug_treatment",
            "children_living_with_alcohol_dependence",
        ],
    )
    def test_what_cannot_be_set_side_by_side_is_not_ranked(self, ranked, indicator):
        assert ranked(range(22), indicator=indicator)["rank"].isna().all()


class TestPeers:
    def test_nations_districts_and_regions_are_not_ranked(self, stated):
        rows = [{"area_code": code, "value": n} for n, code in enumerate(ENGLISH)]
        others = [
            {"area_code": code, "value": 500} for code in (ENGLAND, DEVON_DISTRICT, "E12000009")
        ]
        ranked = rank_areas(stated(*rows, *others))
        assert place(ranked, ENGLISH[-1]) == 1
        assert ranked["rank"].isna().sum() == 3

    def test_each_nation_is_ranked_for_itself(self, stated):
        rows = [{"area_code": code, "value": 100 + n} for n, code in enumerate(ENGLISH)]
        rows += [{"area_code": code, "value": n} for n, code in enumerate(WELSH)]
        ranked = rank_areas(stated(*rows))
        assert place(ranked, WELSH[-1]) == place(ranked, ENGLISH[-1]) == 1
        assert set(ranked["rank_of"]) == {22, 153}

    @pytest.mark.parametrize("other", [{"sex": "male"}, {"period": "2018–20"}, {"group": "ocu"}])
    def test_each_statement_is_ranked_for_itself(self, stated, other):
        rows = [{"area_code": code, "value": n} for n, code in enumerate(WELSH)]
        more = [{**row, **other, "value": 50 - row["value"]} for row in rows]
        ranked = rank_areas(stated(*rows, *more))
        assert ranked.groupby("area_code")["rank"].apply(sorted).tolist() == [
            sorted([22 - n, n + 1]) for n in range(22)
        ]

    def test_a_former_authority_gives_way_to_the_one_that_followed_it(self, stated):
        """Cumbria's figure beside those of Cumberland and Westmorland and Furness."""
        rows = [{"area_code": code, "value": n} for n, code in enumerate(ENGLISH)]
        ranked = rank_areas(stated(*rows, {"area_code": "E10000006", "value": 500}))
        assert pd.isna(place(ranked, "E10000006"))
        assert set(ranked["rank_of"].dropna()) == {153}

    def test_a_former_authority_is_ranked_where_its_figure_is_the_only_one(self, stated):
        gone = {"E06000063", "E06000064"}
        rows = [
            {"area_code": code, "value": n} for n, code in enumerate(ENGLISH) if code not in gone
        ]
        ranked = rank_areas(stated(*rows, {"area_code": "E10000006", "value": 500}))
        assert place(ranked, "E10000006") == 1
        assert set(ranked["rank_without"]) == {0}


def plain_rank_interval(estimates, draws=4000):
    """The same interval, one number at a time with another generator of chance."""
    chance = random.Random(1)
    places = [[] for _ in estimates]
    for _ in range(draws):
        drawn = []
        for value, lower, upper in estimates:
            z = chance.gauss(0, 1)
            drawn.append(value + z * ((upper - value) if z > 0 else (value - lower)) / 1.959964)
        for own, number in zip(places, drawn, strict=True):
            own.append(1 + sum(other > number for other in drawn))
    return [(sorted(own)[int(0.025 * draws)], sorted(own)[int(0.975 * draws)]) for own in places]


class TestInterval:
    def test_it_is_what_a_plain_simulation_gives(self, ranked):
        values = [round(5 + 0.7 * n + (n % 5), 1) for n in range(22)]
        limits = [(0.7 * value, 1.5 * value) for value in values]
        rows = ranked(values, limits)
        plain = plain_rank_interval([(v, *lim) for v, lim in zip(values, limits, strict=True)])
        for found, expected in zip(
            rows[["rank_lower", "rank_upper"]].to_numpy(), plain, strict=True
        ):
            assert abs(found[0] - expected[0]) <= 1
            assert abs(found[1] - expected[1]) <= 1

    def test_areas_far_apart_are_sure_of_their_places(self, ranked):
        rows = ranked(range(22), [(n - 0.1, n + 0.1) for n in range(22)])
        assert rows["rank_lower"].tolist() == rows["rank"].tolist() == rows["rank_upper"].tolist()

    def test_areas_alike_could_stand_anywhere(self, ranked):
        rows = ranked([10 + n / 100 for n in range(22)], [(5, 15)] * 22)
        assert (rows["rank_lower"] <= 2).all()
        assert (rows["rank_upper"] >= 21).all()

    def test_it_holds_the_rank_itself(self, ranked):
        rows = ranked(range(1, 23), [(n * 0.9, n * 1.3) for n in range(1, 23)])
        assert (rows["rank_lower"] <= rows["rank"]).all()
        assert (rows["rank"] <= rows["rank_upper"]).all()

    def test_where_one_has_no_limits_no_rank_has_an_interval(self, ranked):
        rows = ranked(range(22), [(None, None), *[(n - 1, n + 1) for n in range(1, 22)]])
        assert rows["rank"].notna().all()
        assert rows["rank_lower"].isna().all()

    def test_neither_the_order_of_rows_nor_a_second_run_changes_it(self, stated, ranked):
        rows = ranked(range(1, 23), [(n * 0.5, n * 2) for n in range(1, 23)])
        again = rank_areas(rows.iloc[::-1]).iloc[::-1].reset_index(drop=True)
        pd.testing.assert_frame_equal(rows, again)
