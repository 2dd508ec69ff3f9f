"""Counts that other tables, or the periods beside them, rule out."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.sources.contradictions import withhold_misplaced


def five_years(*counts: float) -> pd.DataFrame:
    firsts = range(2000, 2000 + len(counts))
    return pd.DataFrame(
        {
            "indicator": "drug_misuse_deaths",
            "area_code": "S12000050",
            "name": "North Lanarkshire",
            "sex": "persons",
            "period_start": pd.to_datetime([f"{year}-01-01" for year in firsts]),
            "period_end": pd.to_datetime([f"{year + 4}-12-31" for year in firsts]),
            "count": counts,
            "value": [5.0] * len(counts),
            "lower": [4.0] * len(counts),
            "upper": [6.0] * len(counts),
            "state": "ok",
            "locator": "Table_C4!C61:F61",
            "note": "",
        }
    )


@pytest.mark.parametrize("misplaced", [0.0, 900.0])
def test_a_count_that_its_neighbouring_periods_rule_out_is_withheld_with_its_rate(misplaced):
    settled, skipped = withhold_misplaced(five_years(100, misplaced, 119))
    assert settled["count"].isna().tolist() == [False, True, False]
    assert settled.loc[1, ["value", "lower", "upper"]].isna().all()
    assert settled.loc[1, "state"] == "missing"
    assert f"{misplaced:g} deaths here, but 100 and 119" in settled.loc[1, "note"]
    assert [one.rows for one in skipped] == [1]


@pytest.mark.parametrize(
    "counts",
    [
        (100, 80, 119),
        (1, 20, 2),
        (100, 0),
        (100, float("nan"), 119),
        (400, 100, 20),
    ],
    ids=["plausible", "few", "no period after it", "not known", "a steep fall"],
)
def test_a_count_that_may_be_right_stands(counts):
    rows = five_years(*counts)
    settled, skipped = withhold_misplaced(rows)
    pd.testing.assert_frame_equal(settled, rows)
    assert skipped == []


def test_counts_of_single_years_are_not_judged():
    rows = five_years(100, 0, 119)
    rows["period_end"] = rows["period_start"] + pd.Timedelta(days=364)
    assert withhold_misplaced(rows)[1] == []
