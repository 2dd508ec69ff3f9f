"""Grouping schemes: who is in which group, and in what order groups are shown."""

from __future__ import annotations

import pandas as pd
import pytest
from pydantic import ValidationError

from toolkit.catalogue.schemes import GroupingScheme, group_name, in_order, load_schemes

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
