"""Unmet need in a later year than its estimate, and the ways to count it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit.analysis.unmet_need import list_variants, say_match
from toolkit.errors import DataError
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


ALCOHOL, HARTLEPOOL = "projected_unmet_need_alcohol", "E06000001"


def treated(count, period="2020/21"):
    return {"indicator": "alcohol_in_treatment", "area_code": HARTLEPOOL, "count": count,
            "period": period, "source": "ons_sdg_alcohol"}  # fmt: skip


def estimated(value, lower=None, upper=None, period="2018/19"):
    return {"indicator": "alcohol_dependence", "area_code": HARTLEPOOL, "value": value,
            "lower": lower, "upper": upper, "period": period, "basis": "modelled",
            "source": "ons_sdg_alcohol"}  # fmt: skip


def residents(people, year):
    """All adults of one year, put at one age."""
    return [
        {"indicator": "residents", "area_code": HARTLEPOOL, "period": str(year), "age": f"{age}",
         "count": people if age == 40 else 0, "id": f"residents-{year}-{age}",
         "source": "nomis_population", "file": "nomis_population/residents.csv"}
        for age in [*range(90), "90+"]
    ]  # fmt: skip


@pytest.fixture
def projected(calculated):
    """Project the unmet need of alcohol, as rows by what is held."""

    def project(*rows):
        made = calculated(ALCOHOL, *rows)
        return {row["category"] or "count": row for row in made.to_dict("records")}

    return project


def test_holding_the_count_leaves_the_published_limits(projected):
    """Hartlepool, people who use opiates and/or crack: methods of the project, 2.1."""
    made = projected(treated(644), estimated(1179, 1013.33, 1475))
    assert list(made) == ["count"]
    assert made["count"]["value"] == pytest.approx(45.377, abs=0.001)
    limits = made["count"]["lower"], made["count"]["upper"]
    assert limits == pytest.approx((36.447, 56.339), abs=0.001)


def test_holding_the_rate_lets_need_grow_with_the_residents(projected):
    made = projected(
        treated(900), estimated(2400, 2000, 3000), *residents(100, 2018), *residents(110, 2020)
    )
    assert made["count"]["value"] == pytest.approx(100 * (1 - 900 / 2400))
    rate = made["rate"]
    assert rate["denominator"] == pytest.approx(2640)
    assert rate["value"] == pytest.approx(100 * (1 - 900 / 2640))
    assert rate["lower"] == pytest.approx(100 * (1 - 900 / 2200))
    assert rate["upper"] == pytest.approx(100 * (1 - 900 / 3300))
    # It leads back to the residents of both years.
    assert {
        "residents-2018-18..residents-2018-90+",
        "residents-2020-18..residents-2020-90+",
    } <= set(rate["observations"].split())


def test_the_rate_needs_the_residents_of_both_years(projected):
    assert list(projected(treated(900), estimated(2400), *residents(100, 2018))) == ["count"]


def test_both_years_the_way_and_the_ages_are_in_the_note(projected):
    made = projected(treated(489), estimated(2396), *residents(100, 2018), *residents(110, 2020))
    for way, said in {
        "count": "number of people in need is held",
        "rate": "share of residents",
    }.items():
        assert "Estimate year 2018/19, treatment year 2020/21." in made[way]["note"]
        assert said in made[way]["note"]
        assert "both of ages 18 and over" in made[way]["note"]


@pytest.mark.parametrize(
    ("then", "stale"), [("2018/19", False), ("2017/18", False), ("2016/17", True)]
)
def test_an_estimate_over_three_years_older_is_amber(projected, then, stale):
    made = projected(treated(489), estimated(2396, period=then))
    assert ("Amber: the estimate is over three years older" in made["count"]["note"]) is stale


def test_more_in_treatment_than_estimated_is_said_and_keeps_the_upper_limit(projected):
    row = projected(treated(110), estimated(100, 60, 160))["count"]
    assert (row["value"], row["lower"]) == (0, 0)
    assert row["upper"] == pytest.approx(31.25)
    assert "too low or too old" in row["note"]


def test_an_estimate_of_the_same_year_is_not_projected(projected):
    assert projected(treated(489), estimated(2396, period="2020/21")) == {}


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
        "18 and over",
        "15 to 64",
        True,
    )
    assert implied.treated_ages == "not stated"
    assert {one.scheme for one in (counted, implied, before)} == {
        "Opiates and/or crack, alcohol only, and non-opiates other than crack"
    }
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
