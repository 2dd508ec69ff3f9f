"""Grouping schemes: who is in which group, and in what order groups are shown."""

from __future__ import annotations

import pandas as pd
import pytest
from pydantic import ValidationError

from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.catalogue.schemes import (
    GroupingScheme,
    find_mixed_groups,
    group_name,
    in_order,
    load_schemes,
    refuse_mixed_schemes,
)
from toolkit.errors import DataError

SCHEMES = load_schemes()
each_scheme = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))


def rows(scheme, *groups):
    return pd.DataFrame({"grouping_scheme": scheme, "group": groups})


@each_scheme
def test_the_total_is_not_one_of_the_groups_that_share_it_out(scheme):
    assert scheme.total not in scheme.exclusive
    assert len(set(scheme.exclusive)) == len(scheme.exclusive)


@each_scheme
def test_a_part_of_a_group_is_not_counted_again_beside_it(scheme):
    for whole, parts in scheme.parts.items():
        assert whole in scheme.exclusive
        assert not set(parts) & set(scheme.exclusive)


@each_scheme
def test_every_named_group_has_a_place_in_the_partition(scheme):
    placed = {scheme.total, *scheme.exclusive, *(p for ps in scheme.parts.values() for p in ps)}
    assert set(scheme.names) == placed


def test_people_who_use_crack_alone_stand_in_different_groups_of_the_two_schemes():
    assert "crack_only" in SCHEMES["ocu_partition"].parts["ocu"]
    assert "crack_only" not in SCHEMES["national_four_groups"].names


def test_a_group_without_a_name_is_refused():
    with pytest.raises(ValidationError, match="groups without a name: drugs"):
        GroupingScheme(
            id="two",
            name="Two",
            names={"alcohol": "Alcohol", "all": "All"},
            total="all",
            exclusive=("alcohol", "drugs"),
        )


def test_one_group_is_no_partition():
    with pytest.raises(ValidationError, match="at least 2"):
        GroupingScheme(
            id="one", name="One", names={"a": "A", "all": "All"}, total="all", exclusive=("a",)
        )


def test_rows_stand_in_the_schemes_order_with_the_total_last():
    mixed = rows("ocu_partition", "all_adults", "alcohol_only", "crack_only", "ocu")
    assert in_order(mixed)["group"].tolist() == ["ocu", "crack_only", "alcohol_only", "all_adults"]


def test_rows_of_no_scheme_keep_their_order():
    mixed = rows("", "younger", "older", "all")
    assert in_order(mixed)["group"].tolist() == ["younger", "older", "all"]


def test_a_group_is_named_as_its_scheme_names_it():
    assert group_name("ocu_partition", "ocu") == "Opiates and/or crack (OCU)"


def test_a_group_of_no_known_scheme_is_spelled_out():
    assert group_name("drugs_and_alcohol", "alcohol_clients") == "Alcohol clients"
    assert group_name("ocu_partition", "opiate") == "Opiate"


def test_groups_of_one_scheme_may_be_set_against_its_total():
    assert find_mixed_groups(["opiate", "non_opiate_only", "all_adults"]) == ""
    assert find_mixed_groups(["ocu", "all_adults"]) == ""


def test_groups_of_no_scheme_are_left_alone():
    assert find_mixed_groups(["any_drug", "imd"]) == ""


def test_groups_of_two_schemes_are_refused_with_both_named():
    fault = find_mixed_groups(["alcohol_only", "non_opiate_and_alcohol", "ocu"])
    assert "non_opiate_and_alcohol is of national_four_groups" in fault
    assert "ocu is of ocu_partition" in fault


def declare(**changed):
    given = load_indicators()["unmet_need_opiates_only"].model_dump()
    return Indicator.model_validate({**given, **changed})


def test_an_indicator_of_one_scheme_over_a_group_of_another_is_refused_as_it_is_loaded():
    with pytest.raises(
        ValidationError, match=r"opiate is of national_four_groups, opiates_only is of ocu"
    ):
        declare(numerator={"measure": "numbers_in_treatment", "group": "opiate"})


def test_an_indicator_that_adds_groups_of_two_schemes_is_refused_as_it_is_loaded():
    with pytest.raises(ValidationError, match="groups of two schemes"):
        declare(
            numerator={"measure": "numbers_in_treatment", "groups": ["opiate", "crack_only"]},
            denominator={"measure": "opiate_crack_prevalence"},
        )


def observed(*pairs):
    """Observations of one place and year, each of a scheme and a group."""
    return pd.DataFrame(
        {
            "indicator": "numbers_in_treatment",
            "area_code": "E06000026",
            "period_start": pd.Timestamp("2023-04-01"),
            "sex": "persons",
            "age": "18+",
            "grouping_scheme": [scheme for scheme, _ in pairs],
            "group": [group for _, group in pairs],
        }
    )


def test_both_schemes_may_stand_side_by_side_each_with_its_total():
    both = observed(
        ("ocu_partition", "ocu"),
        ("ocu_partition", "all_adults"),
        ("national_four_groups", "opiate"),
        ("national_four_groups", "all_adults"),
        ("", "anything"),
    )
    assert refuse_mixed_schemes(both, where="a table") is both


def test_a_group_under_a_scheme_that_is_not_its_own_is_refused_with_both_named():
    with pytest.raises(DataError) as refused:
        refuse_mixed_schemes(
            observed(("national_four_groups", "ocu"), ("ocu_partition", "opiates_onli")),
            where="plan.csv",
        )
    assert "plan.csv" in str(refused.value)
    assert "national_four_groups has no group ocu, which is a group of ocu_partition" in str(
        refused.value
    )
    assert "no group opiates_onli: did you mean opiates_only?" in str(refused.value)


def test_groups_of_one_scheme_beside_the_total_of_another_are_refused_with_both_named():
    with pytest.raises(DataError) as refused:
        refuse_mixed_schemes(
            observed(("ocu_partition", "ocu"), ("national_four_groups", "all_adults")), where="x"
        )
    assert "groups of ocu_partition beside the total of national_four_groups" in str(refused.value)
