"""The gate: what of few people a public report withholds, and what it leaves as it is."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.analysis.calculation import calculate
from toolkit.contracts import OBSERVATIONS
from toolkit.disclosure.protection import Protection, protect
from toolkit.periods import Period
from toolkit.sources.reading import period_columns

YEAR = "2023/24"
GROUPS = {
    "all_adults": 60,
    "opiate": 31,
    "non_opiate_only": 3,
    "alcohol_only": 19,
    "non_opiate_and_alcohol": 7,
}


def counted(numbers=GROUPS, source="local_figures", area="E06000017", period=YEAR, **more):
    rows = pd.DataFrame(
        [{"group": group, "count": float(count)} for group, count in numbers.items()]
    ).assign(
        indicator="numbers_in_treatment", area_code=area, sex="persons", age="18+",
        grouping_scheme="national_four_groups", basis="local", state="ok", rounding=0.0,
        source=source, file=f"{source}/a.csv", **period_columns([Period.parse(period)] * len(numbers)),
    )  # fmt: skip
    rows["id"] = [f"{source}-{area}-{period}-{group}" for group in numbers]
    rows["locator"] = rows["id"]
    return OBSERVATIONS.complete(rows.assign(**more))


def shown(observations):
    results = calculate(observations)
    return protect(observations).mask(results)


def of_group(results, group, indicator="numbers_in_treatment"):
    rows = results[(results["indicator"] == indicator) & (results["group"] == group)]
    return rows.iloc[0]


def test_a_number_of_few_people_is_withheld_and_is_not_zero():
    row = of_group(shown(counted()), "non_opiate_only")
    assert row[["count", "value"]].isna().all()
    assert row["state"] == "withheld"
    assert row["note"].startswith("withheld: fewer than 5 people")


def test_another_is_withheld_so_that_the_total_does_not_tell():
    results = shown(counted())
    gone = results[
        (results["state"] == "withheld") & (results["indicator"] == "numbers_in_treatment")
    ]
    assert set(gone["group"]) == {"non_opiate_only", "non_opiate_and_alcohol"}
    assert gone["note"].nunique() == 1
    assert of_group(results, "all_adults")["count"] == 60


def test_what_a_publisher_prints_stays_as_printed():
    observations = counted(source="ndtms_viewit").assign(basis="published")
    assert protect(observations) == Protection()
    assert of_group(shown(observations), "non_opiate_only")["count"] == 3


def test_a_change_from_a_withheld_year_is_withheld():
    observations = pd.concat(
        [counted(period="2022/23"), counted({**GROUPS, "non_opiate_only": 9, "all_adults": 66})],
        ignore_index=True,
    )
    results = shown(observations)
    changes = results[results["method"] == "percentage_change"]
    assert len(changes)
    row = changes[changes["group"] == "non_opiate_only"]
    assert row[["value", "denominator"]].isna().all(axis=None)


def test_the_whole_of_two_areas_is_withheld_where_it_tells_the_smaller():
    whole = counted({"all_adults": 33}, area="E06000016+E06000017")
    parts = [counted({"all_adults": 30}, area="E06000016"), counted({"all_adults": 3})]
    protection = protect(pd.concat([whole, *parts], ignore_index=True))
    assert len(protection.reasons) == 2
    assert len(protection.primary) == 1


def test_nearly_all_of_a_known_base_is_as_telling_as_few():
    protection = protect(counted({"opiate": 98}, denominator=100.0))
    assert len(protection.reasons) == 1


def test_the_protected_values_are_named_with_the_reason():
    observations = counted()
    values = list(protect(observations).protected_values(calculate(observations)))
    assert {value.value for value in values if value.quantity == "count"} == {3.0, 7.0}
    assert {value.indicator for value in values} >= {"numbers_in_treatment"}


@pytest.mark.parametrize("order", [1, -1])
def test_the_choice_does_not_depend_on_the_order_of_the_rows(order):
    observations = counted()[::order].reset_index(drop=True)
    assert sorted(protect(observations).reasons) == [
        f"local_figures-E06000017-{YEAR}-{group}"
        for group in ("non_opiate_and_alcohol", "non_opiate_only")
    ]
