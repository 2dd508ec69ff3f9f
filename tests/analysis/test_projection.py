"""Where counts are heading, and how well the same method would have done before."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.projection import make_projection
from toolkit.errors import DataError

RISING = [100, 110, 121, 130, 142, 149, 161, 170, 182, 190]


@pytest.fixture
def yearly(stated):
    """Build yearly counts of one area from 2010 on."""

    def build(counts, indicator="drug_misuse_deaths_scotland_yearly", **columns):
        rows = ({"period": str(2010 + n), "count": count, "value": count, "unit": "deaths",
                 "indicator": indicator, **columns} for n, count in enumerate(counts))  # fmt: skip
        return stated(*rows)

    return build


def test_the_years_ahead_follow_on_the_last(yearly):
    ahead = make_projection(yearly(RISING)).ahead
    assert ahead["period_start"].dt.strftime("%Y-%m-%d").tolist() == [
        "2020-01-01", "2021-01-01", "2022-01-01"]  # fmt: skip
    assert ahead["period_end"].dt.strftime("%Y-%m-%d").iloc[-1] == "2022-12-31"
    assert (ahead["lower"] < ahead["value"]).all()
    assert (ahead["value"] < ahead["upper"]).all()


def test_too_few_events_are_not_projected_and_the_number_is_told(yearly):
    with pytest.raises(DataError) as caught:
        make_projection(yearly([0, 9, 9, 9, 1, 0, 2, 0, 1]))
    assert caught.value.problems == (
        "4 counted in the last 5 periods, of 20 or more that are needed",
    )


def test_the_order_of_the_rows_does_not_matter(yearly):
    rows = yearly(RISING)
    one, other = make_projection(rows), make_projection(rows.sample(frac=1, random_state=1))
    assert one.ahead.equals(other.ahead)


def test_held_back_years_are_projected_from_what_was_known_by_then(yearly):
    changed = [*RISING[:-1], 900]
    before, after = (make_projection(yearly(counts)).held_back for counts in (RISING, changed))
    first = after["actual"] != 900
    assert before.loc[first, "predicted"].equals(after.loc[first, "predicted"])


def test_every_year_from_the_sixth_is_held_back_up_to_three_ahead(yearly):
    held = make_projection(yearly(RISING)).held_back
    assert held["horizon"].value_counts().to_dict() == {1: 5, 2: 4, 3: 3}
    assert held["actual"].isin(RISING[5:]).all()


def test_error_and_coverage_are_those_of_the_held_back_years(yearly):
    made = make_projection(yearly(RISING))
    held = made.held_back
    missed = np.abs(held["actual"] - held["predicted"]).sum()
    assert made.error == pytest.approx(100 * missed / held["actual"].sum())
    inside = (held["lower"] <= held["actual"]) & (held["actual"] <= held["upper"])
    assert made.coverage == pytest.approx(inside.mean())


def test_a_steady_rise_is_carried_on_and_said_to_beat_the_last_count(yearly):
    made = make_projection(yearly(RISING))
    assert made.method.startswith("damped trend")
    assert made.error < made.naive_error
    assert f"{made.naive_error:.1f}%" in made.note


def test_where_the_last_count_does_better_it_is_held_and_that_is_said(yearly):
    steps = [50, 50, 50, 50, 50, 80, 80, 80, 80, 80, 40, 40, 40, 40]
    made = make_projection(yearly(steps))
    assert made.method.startswith("last count held")
    assert made.ahead["value"].tolist() == pytest.approx([40] * 3)
    assert made.error == made.naive_error
    assert "a damped trend" in made.note


def test_a_suppressed_year_is_refused_and_not_taken_for_none(yearly):
    rows = yearly(RISING)
    rows.loc[3, ["count", "value"]] = np.nan
    rows.loc[3, "state"] = "suppressed"
    with pytest.raises(DataError, match="2013: the count is suppressed"):
        make_projection(rows)


def test_everything_against_a_projection_is_said_at_once(yearly):
    rows = yearly(RISING[:7]).drop(index=2)
    rows.loc[5, "sex"] = "male"
    with pytest.raises(DataError) as caught:
        make_projection(rows)
    told = " ".join(caught.value.problems)
    assert "6 periods, of 8" in told
    assert "2013 does not follow on 2011" in told
    assert "several series, by sex" in told


def test_pooled_years_overlap_and_are_refused(stated):
    rows = stated(
        *({"period": f"{y}–{(y + 2) % 100}", "count": 60 + y % 7} for y in range(2010, 2020))
    )
    with pytest.raises(DataError, match="2011–13 overlaps 2010–12"):
        make_projection(rows)


def test_a_series_is_not_projected_over_a_break_of_method(stated):
    rows = stated(
        *(
            {"indicator": "opiate_crack_prevalence", "period": f"{y}/{y % 100 + 1}", "count": 2000 + y}
            for y in range(2012, 2021)
        )
    )  # fmt: skip
    with pytest.raises(DataError, match="a new series begins with 2017/18"):
        make_projection(rows)


def test_years_without_deaths_leave_no_error_in_per_cent(yearly):
    made = make_projection(yearly([9, 9, 9, 12, 12, 0, 0, 0]))
    assert np.isnan(made.error)
    assert "not known" in made.note
