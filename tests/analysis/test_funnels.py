"""Funnels: who stands in them, where the limits run, and what has none."""

from __future__ import annotations

import math

import pytest

from toolkit.analysis.funnels import make_funnel
from toolkit.catalogue.areas import current_upper_tier
from toolkit.errors import DataError

ENGLISH = [area.code for area in current_upper_tier("England")]
SHARE = {"indicator": "planned_exits", "method": "proportion", "unit": "%"}


def shares(counts, denominators, **other):
    return [
        {**SHARE, "area_code": code, "count": x, "denominator": n, "value": 100 * x / n, **other}
        for code, x, n in zip(ENGLISH, counts, denominators, strict=False)
    ]


def rates(counts, values, **other):
    """Standardised rates, of which the publisher prints counts and no population."""
    return [
        {"area_code": code, "count": x, "value": y, **other}
        for code, x, y in zip(ENGLISH, counts, values, strict=False)
    ]


def levels(funnel):
    return dict(zip(funnel.points["area_code"], funnel.points["level"], strict=True))


class TestShares:
    def test_the_average_is_that_of_the_areas_shown_weighted_by_size(self, stated):
        funnel = make_funnel(stated(*shares([10, 90], [100, 300])))
        assert funnel.average == pytest.approx(25)

    def test_the_limits_are_the_average_less_and_plus_z_standard_errors(self, stated):
        limits = make_funnel(stated(*shares([30, 60, 240], [100, 200, 800]))).limits
        error = 100 * (0.3 * 0.7 / limits["denominator"]) ** 0.5
        assert limits["lower_95"].to_numpy() == pytest.approx((30 - 1.959964 * error).to_numpy())
        assert limits["upper_99_8"].to_numpy() == pytest.approx((30 + 3.090232 * error).to_numpy())

    def test_limits_run_from_the_smallest_area_to_the_largest_and_narrow(self, stated):
        limits = make_funnel(stated(*shares([30, 60, 240], [100, 200, 800]))).limits
        assert limits["denominator"].iloc[0] < 100
        assert limits["denominator"].iloc[-1] > 800
        width = limits["upper_95"] - limits["lower_95"]
        assert width.is_monotonic_decreasing

    def test_each_area_lies_where_its_share_is_to_the_limits(self, stated):
        """About 50% of 100 people the limits are 40.2 and 59.8, and 34.5 and 65.5."""
        funnel = make_funnel(
            stated(*shares([5000, 30, 38, 45, 62, 70, 5], [10_000, *[100] * 5, 10]))
        )
        assert round(funnel.average) == 50
        assert list(levels(funnel).values()) == [
            "within",
            "below 99.8%",
            "below 95%",
            "within",
            "above 95%",
            "above 99.8%",
            "within",
        ]

    def test_areas_are_named(self, stated):
        funnel = make_funnel(
            stated(*shares([50, 60], [100, 100])).assign(area_code=["E06000026", "E06000014"])
        )
        assert funnel.points["area_name"].tolist() == ["York", "Plymouth"]


class TestRates:
    def test_the_size_of_a_standardised_rate_is_its_events_over_the_rate(self, stated):
        funnel = make_funnel(stated(*rates([20, 60], [10.0, 5.0])))
        assert funnel.points["denominator"].tolist() == [200_000, 1_200_000]
        assert funnel.average == pytest.approx(100_000 * 80 / 1_400_000)
        assert funnel.rule == "standardised_rate"

    def test_with_fewer_than_ten_events_it_is_not_compared(self, stated):
        funnel = make_funnel(stated(*rates([9, 60], [10.0, 5.0])))
        assert next(iter(levels(funnel).values())) == "not compared"
        assert "fewer than 10 events" in funnel.note

    def test_at_the_average_the_limits_hold_the_events_that_it_expects(self, stated):
        """With 20 expected events, the exact Poisson limits of 20 are 12.22 and 30.89."""
        funnel = make_funnel(stated(*rates([20, 20], [10.0, 10.0])))
        limits = funnel.limits
        near = limits.iloc[(limits["denominator"] - 200_000).abs().argmin()]
        assert near["lower_95"] == pytest.approx(10 * 20 / 30.89, rel=0.01)
        assert near["upper_95"] == pytest.approx(10 * 20 / 12.22, rel=0.01)

    def test_a_ratio_is_set_about_its_expected_numbers(self, stated):
        ratio = {"indicator": "deaths_in_drug_treatment", "method": "standardised_ratio"}
        rows = [
            {**ratio, "area_code": code, "count": x, "denominator": e, "value": x / e}
            for code, x, e in zip(ENGLISH, [10, 40, 30], [20.0, 30.0, 30.0], strict=False)
        ]
        funnel = make_funnel(stated(*rows))
        assert funnel.rule == "ratio"
        assert funnel.average == pytest.approx(1)
        assert list(levels(funnel).values()) == ["below 95%", "within", "within"]


class TestDispersion:
    COUNTS = (20, 80, 30, 70, 25, 75, 40, 60)

    def test_areas_that_differ_beyond_chance_are_said_to(self, stated):
        funnel = make_funnel(stated(*shares(self.COUNTS, [100] * 8)))
        assert funnel.overdispersion > 2
        assert "more than chance alone" in funnel.note

    def test_the_limits_can_allow_for_it(self, stated):
        rows = stated(*shares(self.COUNTS, [100] * 8))
        plain, wide = make_funnel(rows), make_funnel(rows, overdispersed=True)
        assert (wide.limits["upper_95"] > plain.limits["upper_95"]).all()
        assert set(levels(wide).values()) == {"within"}
        assert "allow for differences" in wide.note

    def test_areas_that_differ_by_chance_need_no_word_of_it(self, stated):
        funnel = make_funnel(stated(*shares([48, 50, 52, 51], [100] * 4)))
        assert funnel.overdispersion < 1
        assert "chance" not in funnel.note


class TestWhoStandsInIt:
    def test_regions_and_nations_are_left_out(self, stated):
        rows = shares([50, 60], [100, 100])
        rows += [{**rows[0], "area_code": code} for code in ("E92000001", "E12000009")]
        assert len(make_funnel(stated(*rows)).points) == 2

    def test_an_area_without_a_figure_is_left_out_and_counted(self, stated):
        rows = shares([50, 60, 40], [100, 100, 100])
        rows[2] |= {"value": None, "state": "suppressed"}
        funnel = make_funnel(stated(*rows))
        assert len(funnel.points) == 2
        assert "1 authority is left out" in funnel.note


class TestRefused:
    def refusal(self, rows):
        with pytest.raises(DataError) as caught:
            make_funnel(rows)
        return " ".join([caught.value.summary, *caught.value.problems])

    def test_modelled_figures(self, stated):
        assert "modelled" in self.refusal(stated(*shares([5, 6], [10, 10], basis="modelled")))

    @pytest.mark.parametrize("indicator", ["numbers_in_treatment", "unmet_need_alcohol"])
    def test_what_is_no_share_or_rate_of_counts(self, stated, indicator):
        rows = stated(*shares([5, 6], [10, 10], indicator=indicator))
        assert "no proportion, rate or ratio of counts" in self.refusal(rows)

    @pytest.mark.parametrize("name", ["count", "denominator"])
    def test_figures_without_the_numbers_behind_them(self, stated, name):
        rows = stated(*shares([5, 6], [10, 10])).assign(**{name: math.nan})
        assert "0 upper-tier authorities have a figure with" in self.refusal(rows)

    def test_one_area(self, stated):
        assert "1 upper-tier" in self.refusal(stated(*shares([5], [10])))

    def test_two_periods(self, stated):
        rows = stated(*shares([5, 6], [10, 10]), *shares([5, 6], [10, 10], period="2018–20"))
        assert "period_end: 2020-12-31" in self.refusal(rows)

    def test_two_nations(self, stated):
        rows = stated(*shares([5, 6], [10, 10])).assign(area_code=["E06000026", "W06000015"])
        assert "several nations: England, Wales" in self.refusal(rows)

    def test_no_events_at_all(self, stated):
        assert "no area has an event" in self.refusal(stated(*shares([0, 0], [10, 10])))

    def test_no_results(self, stated):
        assert "there are no results" in self.refusal(stated(*shares([1, 1], [10, 10])).iloc[:0])
