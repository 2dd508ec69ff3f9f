"""Totals that a file prints, held against the sum of their parts."""

import pandas as pd

from toolkit.sources.totals import reconcile_areas, reconcile_sexes


def observations(*rows):
    names = ["area_code", "sex", "count"]
    return pd.DataFrame(rows, columns=names).assign(
        indicator="deaths",
        age="all ages",
        category_type="",
        category="",
        period_start=pd.Timestamp("2021-01-01"),
        period_end=pd.Timestamp("2021-12-31"),
    )


def test_an_area_is_held_against_all_of_its_parts():
    rows = observations(("S9", "persons", 10), ("S12a", "persons", 6), ("S12b", "persons", 4))
    [check] = reconcile_areas(rows, "S9", "S12", number=2, name="Scotland against its councils")
    assert check.holds
    assert check.what == "deaths, 2021, persons, all ages: Scotland against its councils"


def test_a_sum_that_does_not_come_out_is_told():
    rows = observations(("S9", "persons", 10), ("S12a", "persons", 6), ("S12b", "persons", 3))
    [check] = reconcile_areas(rows, "S9", "S12", number=2, name="whole")
    assert (check.printed, check.summed, check.holds) == (10, 9, False)
    [check] = reconcile_areas(rows, "S9", "S12", number=2, name="whole", unplaced=0.1)
    assert check.holds


def test_nothing_is_said_where_a_part_is_absent_or_hidden():
    hidden = observations(("S9", "persons", 10), ("S12a", "persons", 6), ("S12b", "persons", None))
    assert reconcile_areas(hidden, "S9", "S12", number=2, name="whole") == []
    absent = observations(("S9", "persons", 10), ("S12a", "persons", 6))
    assert reconcile_areas(absent, "S9", "S12", number=2, name="whole") == []


def test_persons_are_held_against_males_and_females():
    rows = observations(("S9", "persons", 10), ("S9", "male", 7), ("S9", "female", 3))
    [check] = reconcile_sexes(rows)
    assert check.holds
    assert check.what == "deaths, 2021, S9, all ages: persons against males and females"
    assert reconcile_sexes(rows[:2]) == []
