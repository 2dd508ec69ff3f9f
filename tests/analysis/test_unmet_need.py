"""Unmet need in a later year than its estimate, and the ways to count it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit.analysis.unmet_need import list_variants, project_unmet_need, say_match
from toolkit.errors import DataError, MethodError
from toolkit.periods import Period
from toolkit.sources.reading import period_columns

AGES = say_match("18+", "15-64", "ocu_partition")


@pytest.fixture
def need(stated):
    """Build one result of unmet need with the year of its estimate."""

    def build(treated, estimate, limits=(np.nan, np.nan), then="2018/19", now="2020/21", **columns):
        low, high = limits
        rows = stated(
            {
                "indicator": "unmet_need_alcohol",
                "period": now,
                "unit": "% of the estimate",
                "count": treated,
                "denominator": estimate,
                "value": 100 * max(0, 1 - treated / estimate),
                "lower": 100 * np.maximum(0, 1 - treated / low),
                "upper": 100 * (1 - treated / high),
                **columns,
            }
        )
        start, end = (
            period_columns([Period.parse(then)])[name] for name in ("period_start", "period_end")
        )
        return rows.assign(baseline_start=start, baseline_end=end)

    return build


def test_holding_the_count_leaves_the_published_limits(need):
    # Hartlepool, people who use opiates and/or crack: methods of the project, 2.1.
    row = need(644, 1179, (1013.33, 1475)).iloc[0]
    made = project_unmet_need(row, hold="count")
    assert made.value == pytest.approx(45.377, abs=0.001)
    assert (made.lower, made.upper) == pytest.approx((36.447, 56.339), abs=0.001)


def test_holding_the_rate_lets_need_grow_with_the_residents(need):
    made = project_unmet_need(
        need(900, 2400, (2000, 3000)).iloc[0], hold="rate", population_then=100, population_now=110
    )
    assert made.estimate == pytest.approx(2640)
    assert made.value == pytest.approx(100 * (1 - 900 / 2640))
    assert made.lower == pytest.approx(100 * (1 - 900 / 2200))
    assert made.upper == pytest.approx(100 * (1 - 900 / 3300))


def test_both_years_and_the_way_are_in_the_note(need):
    note = project_unmet_need(need(489, 2396).iloc[0], hold="count").note
    assert "Estimate year 2018/19, treatment year 2020/21." in note
    assert "number of people in need is held" in note


@pytest.mark.parametrize(
    ("then", "stale"), [("2018/19", False), ("2017/18", False), ("2016/17", True)]
)
def test_an_estimate_over_three_years_older_is_stale(need, then, stale):
    made = project_unmet_need(need(489, 2396, then=then).iloc[0], hold="count")
    assert made.stale is stale
    assert ("over three years older" in made.note) is stale


def test_a_limit_that_was_cut_off_stays_at_none(need):
    row = need(95, 100, (90, 160)).iloc[0]
    made = project_unmet_need(row, hold="rate", population_then=100, population_now=120)
    assert made.lower == 0
    assert made.upper == pytest.approx(100 * (1 - 95 / 192))


def test_more_in_treatment_than_estimated_is_said(need):
    made = project_unmet_need(need(110, 100).iloc[0], hold="count")
    assert made.value == 0
    assert "too low or too old" in made.note


def test_more_in_treatment_than_estimated_keeps_the_upper_limit(need):
    made = project_unmet_need(need(110, 100, (60, 160)).iloc[0], hold="count")
    assert (made.value, made.lower) == (0, 0)
    assert made.upper == pytest.approx(31.25)


def test_an_estimate_of_the_same_year_is_not_projected(need):
    with pytest.raises(DataError, match="of one year"):
        project_unmet_need(need(489, 2396, now="2018/19").iloc[0], hold="count")


def test_without_the_year_of_the_estimate_nothing_is_projected(stated):
    with pytest.raises(DataError, match="does not say"):
        project_unmet_need(stated({"count": 10, "denominator": 20}).iloc[0], hold="count")


def test_the_rate_needs_both_populations(need):
    with pytest.raises(MethodError, match="both populations"):
        project_unmet_need(need(489, 2396).iloc[0], hold="rate")


@pytest.fixture
def plymouth(need):
    """Build Plymouth's people who use opiates and/or crack, as its annual report prints them."""

    shared = {"age": "15-64", "group": "ocu", "grouping_scheme": "ocu_partition", "note": AGES,
              "then": "2019/20"}  # fmt: skip
    return pd.concat(
        [
            need(1261, 2042, now="2023/24", **shared),
            need(1306, 2042, now="2024/25", published=36.8, **shared),
        ],
        ignore_index=True,
    )


def test_plymouth_is_36_0_by_the_table_36_8_as_printed_and_38_2_by_the_year_before(plymouth):
    assert [
        (one.basis, int(one.treated), round(one.value, 1)) for one in list_variants(plymouth)
    ] == [
        ("counted", 1306, 36.0),
        ("implied by the printed share", 1291, 36.8),
        ("counted the period before", 1261, 38.2),
    ]


def test_every_variant_says_what_it_is_made_of(plymouth):
    counted, implied, before = list_variants(plymouth)
    assert (counted.treated_ages, counted.estimate_ages, counted.near_match) == (
        "18+",
        "15-64",
        True,
    )
    assert implied.treated_ages == "not stated"
    assert {one.scheme for one in (counted, implied, before)} == {"ocu_partition"}
    assert (before.treatment_period, before.estimate_period) == ("2023/24", "2019/20")
    assert counted.treatment_period == "2024/25"


def test_a_printed_share_that_agrees_is_no_variant(need):
    rows = need(75, 214, published=64.9, now="2024/25", age="15-64")
    assert [one.basis for one in list_variants(rows)] == ["counted"]
    assert not list_variants(rows)[0].near_match


def test_a_suppressed_number_in_treatment_has_no_variants(need):
    rows = need(75, 214).assign(count=np.nan)
    with pytest.raises(DataError, match="no period has both"):
        list_variants(rows)
