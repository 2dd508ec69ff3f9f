"""Residents by age and sex are set beside those of a comparator in the same year."""

from __future__ import annotations

import pytest

from toolkit.analysis.age_structures import make_age_structure
from toolkit.catalogue.areas import find_area
from toolkit.errors import DataError
from toolkit.sources.residents import AGES

PLYMOUTH, YORK = find_area("Plymouth"), find_area("York")


def residents(area, sex, count, year="2019"):
    return [
        {
            "indicator": "residents", "area_code": area.code, "period": year, "sex": sex,
            "age": age, "count": float(count), "source": "ons_mid_year_population",
            "file": "ons_mid_year_population/ages.xls",
        }
        for age in AGES
    ]  # fmt: skip


def test_shares_are_of_all_residents_of_both_sexes(store_of):
    store = store_of(*residents(PLYMOUTH, "male", 30), *residents(PLYMOUTH, "female", 10))
    found = make_age_structure(store, PLYMOUTH)
    ages = found.ages
    assert ages["share"].sum() == pytest.approx(100)
    assert ages.loc[ages["sex"] == "male", "share"].sum() == pytest.approx(75)
    assert ages["count"].sum() == 91 * 40
    assert (found.year, found.file) == (2019, "ons_mid_year_population/ages.xls")


def test_bands_are_of_five_years_and_the_last_is_open(store_of):
    store = store_of(*residents(PLYMOUTH, "male", 1), *residents(PLYMOUTH, "female", 1))
    men = make_age_structure(store, PLYMOUTH).ages.query("sex == 'male'")
    assert men["age"].tolist()[:2] + men["age"].tolist()[-2:] == [
        "0 to 4", "5 to 9", "85 to 89", "90+",
    ]  # fmt: skip
    assert men["count"].tolist() == [5.0] * 18 + [1.0]


def test_the_comparator_has_shares_of_its_own(store_of):
    rows = [
        row
        for area, count in ((PLYMOUTH, 10), (YORK, 2))
        for sex in ("male", "female")
        for row in residents(area, sex, count)
    ]
    ages = make_age_structure(store_of(*rows), PLYMOUTH, YORK).ages
    assert ages["comparator_share"].tolist() == pytest.approx(ages["share"].tolist())
    alone = make_age_structure(store_of(*rows), PLYMOUTH).ages
    assert alone["comparator_share"].isna().all()


def test_one_sex_alone_is_no_structure(store_of):
    with pytest.raises(DataError, match="by age and sex cannot be given") as refusal:
        make_age_structure(store_of(*residents(PLYMOUTH, "male", 1)), PLYMOUTH)
    assert "both sexes" in str(refusal.value)


def test_an_area_that_is_not_held_is_refused_though_its_comparator_is(store_of):
    store = store_of(*residents(YORK, "male", 1), *residents(YORK, "female", 1))
    with pytest.raises(DataError, match="Plymouth"):
        make_age_structure(store, PLYMOUTH, YORK)
