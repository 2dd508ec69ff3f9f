"""Publishers' own tables: what their other rows tell of what they hide, and that we add nothing to it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.disclosure.test_protection import GROUPS, counted
from toolkit.analysis.calculation import calculate
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.suppression import find_suppression
from toolkit.contracts import OBSERVATIONS
from toolkit.disclosure.published import attack_published
from toolkit.periods import Period
from toolkit.sources.reading import period_columns

ADMISSIONS = load_indicators()["alcohol_specific_admissions_under_18"]
RULE = find_suppression("fingertips_92904")
PEOPLE = {"persons": 40_000.0, "female": 20_000.0, "male": 20_000.0}


def admissions(persons, female, *, rates_of=None):
    """Rounded admissions of Fylde by sex, males hidden; rates of these counts or of others."""
    counts = pd.Series({"persons": persons, "female": female, "male": np.nan}, dtype=float)
    true = counts if rates_of is None else pd.Series(rates_of, dtype=float).reindex(counts.index)
    rows = pd.DataFrame({"sex": counts.index, "count": counts.to_numpy()}).assign(
        indicator="fingertips_92904", area_code="E07000119", age="under 18", group="all",
        denominator=[*PEOPLE.values()], value=true.to_numpy() / [*PEOPLE.values()] * 1e5,
        state=["ok", "ok", "suppressed"], basis="published", rounding=5.0, source="fingertips_next",
        edition="2025", file="fingertips_next/a.csv", id=[*PEOPLE], locator=[*PEOPLE],
        **period_columns([Period.parse("2018/19–2020/21")] * 3),
    )  # fmt: skip
    return OBSERVATIONS.complete(rows)


@pytest.mark.parametrize("hidden", [["opiate"], ["opiate", "alcohol_only"]])
def test_a_table_is_attacked_with_its_own_numbers(hidden):
    small = counted(
        {**GROUPS, "opiate": 3, "alcohol_only": 20, "all_adults": 33}, source="ndtms_viewit"
    )
    small.loc[small["group"].isin(hidden), "count"] = float("nan")
    found, _ = attack_published(small, find_suppression("ndtms_restricted"))
    assert found.protected == len(hidden)
    assert len(found.recovered) == (1 if len(hidden) == 1 else 0)


def test_rounded_counts_leave_room_where_rates_are_made_of_them():
    found, deduced = attack_published(admissions(20, 15), RULE, 1e5)
    assert (found.protected, found.recovered, deduced) == (1, (), [])


def test_rates_of_true_counts_tell_what_rounding_hid():
    rows = admissions(20, 15, rates_of={"persons": 19, "female": 16})
    found, _ = attack_published(rows, RULE, 1e5)
    assert found.recovered == ("male",)


def test_what_is_told_is_named_with_the_rows_that_tell_it():
    # 8 to 12 less 8 to 12 cannot be 5.
    _, (deduced,) = attack_published(admissions(10, 10), RULE, 1e5)
    assert (deduced.id, deduced.total, deduced.parts) == ("male", "persons", ("male", "female"))


def test_a_number_that_can_be_none_of_few_was_hidden_for_another_s_sake():
    found, _ = attack_published(admissions(25, 15), RULE, 1e5)
    assert (found.protected, found.beyond, found.recovered) == (0, 1, ())


def test_what_is_made_of_a_table_reckons_nothing_that_it_hides():
    observations = admissions(10, 10)
    results = calculate(observations, [ADMISSIONS])
    hidden = results[results["sex"] == "male"]
    numbers = ["count", "value", "lower", "upper", "recomputed", "published"]
    assert hidden[numbers].isna().all(axis=None)
    printed = {*observations["count"].dropna(), *observations["value"].dropna()}
    assert {*results["count"].dropna(), *results["value"].dropna()} <= printed
