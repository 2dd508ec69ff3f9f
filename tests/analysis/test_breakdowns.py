"""Figures by sex, age and group, and how far apart the extremes are."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit import methods
from toolkit.analysis.breakdowns import make_breakdown
from toolkit.errors import DataError

AREA = "E09000003"


@pytest.fixture
def exits(stated):
    """Build results that share the usual: planned exits of one authority in one year."""

    def build(*rows):
        usual = {"indicator": "planned_exits", "area_code": AREA, "period": "2021/22", "age": "18+",
                 "unit": "%", "method": "proportion"}  # fmt: skip
        made = stated(*({**usual, **row} for row in rows))
        return made.assign(value=100 * made["count"] / made["denominator"])

    return build


def test_the_difference_of_two_shares_has_newcombes_limits(exits):
    found = make_breakdown(
        exits(
            {"sex": "persons", "count": 104, "denominator": 150},
            {"sex": "male", "count": 56, "denominator": 70},
            {"sex": "female", "count": 48, "denominator": 80},
        ),
        AREA,
        "sex",
    )
    expected = methods.difference_of_proportions(56, 70, 48, 80, scale=100)
    assert (found.highest, found.lowest) == ("male", "female")
    assert (found.difference, found.difference_lower, found.difference_upper) == pytest.approx(
        tuple(expected)
    )
    assert found.ratio == pytest.approx(80 / 60)


def test_a_band_of_ages_that_holds_the_others_is_not_one_of_them(exits):
    bands = {"18+": (110, 310), "50+": (60, 100), "18-29": (20, 110), "30-49": (30, 100)}
    found = make_breakdown(
        exits(*({"age": age, "count": n, "denominator": of} for age, (n, of) in bands.items())),
        AREA,
        "age",
    )
    assert found.points["category"].tolist() == ["18-29", "30-49", "50+"]
    assert (found.highest, found.lowest) == ("50+", "18-29")
    assert "several groups" in found.note


def test_bands_of_ages_that_overlap_in_part_are_refused(exits):
    rows = exits(*({"age": age, "count": 20, "denominator": 40} for age in ("16-24", "20-29")))
    with pytest.raises(DataError, match="16-24 and 20-29"):
        make_breakdown(rows, AREA, "age")


def test_groups_are_those_that_share_everybody_out(exits):
    counts = {"ocu": 40, "opiates_only": 15, "alcohol_only": 50, "all_adults": 90}
    rows = exits(
        *(
            {"group": group, "grouping_scheme": "ocu_partition", "count": n, "denominator": 100}
            for group, n in counts.items()
        )
    )
    found = make_breakdown(rows, AREA, "group")
    assert found.points["label"].tolist() == ["Opiates and/or crack (OCU)", "Alcohol only"]


def test_a_group_with_few_events_is_shown_and_not_compared(exits):
    counts = {"18-29": 4, "30-49": 30, "50+": 60}
    rows = exits(*({"age": age, "count": n, "denominator": 100} for age, n in counts.items()))
    found = make_breakdown(rows, AREA, "age")
    assert len(found.points) == 3
    assert found.lowest == "30-49"
    assert "Not compared" in found.note
    assert "18-29" in found.note


def test_a_suppressed_group_is_not_the_lowest(exits):
    rows = exits(
        {"sex": "male", "count": 40, "denominator": 80},
        {"sex": "female", "count": float("nan"), "denominator": 80, "state": "suppressed"},
    )
    with pytest.raises(DataError, match="fewer than two groups"):
        make_breakdown(rows, AREA, "sex")


def test_counts_alone_are_refused(stated):
    rows = stated(
        *(
            {"sex": sex, "count": n, "value": n, "unit": "people"}
            for sex, n in (("male", 700), ("female", 300))
        )
    )
    with pytest.raises(DataError, match="who is there"):
        make_breakdown(rows, "E06000026", "sex")


def test_shares_of_one_whole_are_refused(exits):
    rows = exits(
        *({"sex": sex, "count": n, "denominator": 100} for sex, n in (("male", 70), ("female", 30)))
    )
    with pytest.raises(DataError, match="of one whole"):
        make_breakdown(rows, AREA, "sex")


def test_printed_limits_are_used_where_no_events_are_printed(stated):
    rows = stated(
        {"area_code": "E92000001", "sex": "male", "value": 35.8, "lower": 34.1, "upper": 37.5},
        {"area_code": "E92000001", "sex": "female", "value": 17.2, "lower": 16.0, "upper": 18.3},
    )
    found = make_breakdown(rows, "E92000001", "sex")
    assert found.difference == pytest.approx(18.6)
    assert found.ratio_lower > 1.9
    assert found.points["count"].isna().all()


def test_a_breakdown_of_the_source_goes_by_its_own_name(exits):
    groups = {"White": (60, 100), "Black or Black British": (30, 60), "Asian": (11, 30)}
    rows = exits(
        *(
            {"category_type": "Ethnic group", "category": name, "count": n, "denominator": of}
            for name, (n, of) in groups.items()
        )
    )
    found = make_breakdown(rows, AREA, "Ethnic group")
    assert found.points["category"].tolist() == list(groups)
    assert (found.highest, found.lowest) == ("White", "Asian")


def test_an_area_without_the_breakdown_is_refused(exits):
    with pytest.raises(DataError, match="found: none"):
        make_breakdown(exits({"count": 20, "denominator": 50}), AREA, "sex")


def test_two_figures_of_one_group_are_refused(exits):
    rows = exits(*({"sex": sex, "count": 20, "denominator": 50} for sex in ("male", "female")))
    with pytest.raises(DataError, match="one for each group"):
        make_breakdown(pd.concat([rows, rows]), AREA, "sex")
