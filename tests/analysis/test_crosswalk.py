"""Authorities are followed through changes by their boundaries, never by the period."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from toolkit.analysis.combining import combine
from toolkit.analysis.crosswalk import bridge, find_bridges
from toolkit.analysis.selection import choose
from toolkit.catalogue.areas import current_upper_tier, load_areas
from toolkit.contracts import OBSERVATIONS

CUMBRIAN = {"E07000026": 10, "E07000028": 20, "E07000029": 5}  # Allerdale, Carlisle, Copeland


def observed(rows, **constants):
    settled = {
        "indicator": "drug_misuse_deaths",
        "period_kind": "calendar",
        "period_start": pd.Timestamp("2012-01-01"),
        "period_end": pd.Timestamp("2012-12-31"),
        "sex": "persons",
        "age": "all ages",
        "group": "all",
        "basis": "published",
        "state": "ok",
        "rounding": 0.0,
        "source": "ons_drug_poisoning_by_la",
        "file": "ons/book.xlsx",
        "locator": "x",
        "boundaries": "2022-05",
        **constants,
    }
    frame = pd.DataFrame(rows)
    frame = frame.assign(**{key: value for key, value in settled.items() if key not in frame})
    frame["id"] = [f"row{place}" for place in range(len(frame))]
    return choose(OBSERVATIONS.complete(frame))


def england(day, but=()):
    """A row for every authority of a day's boundaries, as a whole file has them."""
    codes = {
        part.code
        for area in current_upper_tier("England")
        for part in area.at(day, tier="upper").areas
    }
    return [{"area_code": code, "count": 1.0} for code in sorted(codes - set(but))]


MAY_2022 = pd.Timestamp("2022-05-01").date()


def done(chosen):
    return {found.area.code: found for found in find_bridges(chosen)}


def test_a_split_authority_is_rebuilt_from_its_districts_where_they_are_printed():
    rows = england(MAY_2022) + [{"area_code": c, "count": n} for c, n in CUMBRIAN.items()]
    made = bridge(observed(rows))
    cumberland = made[made["area_code"] == "E06000063"]
    assert cumberland["count"].tolist() == [35]
    assert "Summed from Allerdale, Carlisle, Copeland" in cumberland["note"].iloc[0]
    assert set(cumberland["observations"].iloc[0].split()) >= {f"row{len(rows) - 1}"}


def test_a_split_authority_stops_where_only_the_county_is_printed():
    found = done(observed(england(MAY_2022)))["E06000063"]
    assert found.done == "stopped"
    assert "Cumbria" in found.told()


def test_an_authority_that_changed_its_code_alone_continues():
    found = done(observed(england(MAY_2022)))
    assert found["E06000066"].done == "recoded"  # Somerset, E10000027 until 2023


def test_boundaries_belong_to_the_edition_and_not_to_the_period():
    """Figures of 2012 on the boundaries of 2022 print Buckinghamshire under its code of 2020."""
    found = done(observed(england(MAY_2022)))["E06000060"]
    assert found.done == "as printed"


def test_every_authority_is_accounted_for_in_a_whole_file():
    found = done(observed(england(MAY_2022)))
    assert set(found) == {area.code for area in current_upper_tier("England")}


def test_a_file_about_a_few_places_lacks_nobody():
    assert done(observed([{"area_code": "E06000026", "count": 3.0}])) == {}


def two(**columns):
    codes = ["E10000018", "E06000017"]
    return observed(
        [
            {"area_code": code, **{name: values[place] for name, values in columns.items()}}
            for place, code in enumerate(codes)
        ],
        indicator="alcohol_dependence",
        basis="modelled",
    )


PAIR = {"E10000018+E06000017": [load_areas()[code] for code in ("E10000018", "E06000017")]}


def test_estimates_are_added_and_their_limits_by_square_and_add():
    (row,) = combine(two(value=[5457, 271], lower=[4134, 199], upper=[7437, 382]), PAIR).to_dict(
        "records"
    )
    assert row["value"] == 5728
    assert (round(row["lower"]), round(row["upper"])) == (4403, 7711)
    assert "independent" in row["note"]


def test_one_area_alone_keeps_its_published_limits():
    one = {"X": [load_areas()["E10000018"]]}
    (row,) = combine(two(value=[5457, 271], lower=[4134, 199], upper=[7437, 382]), one).to_dict(
        "records"
    )
    assert (row["value"], row["lower"], row["upper"]) == (5457, 4134, 7437)


@pytest.mark.parametrize("state", ["suppressed", "missing", "not_collected"])
def test_a_hidden_part_makes_the_whole_unknown_and_names_it(state):
    rows = two(count=[40.0, math.nan], state=["ok", state])
    (row,) = combine(rows, PAIR).to_dict("records")
    assert math.isnan(row["count"])
    assert row["state"] == "suppressed"
    assert "Rutland" in row["note"]


def test_an_absent_part_makes_the_whole_unknown():
    rows = two(count=[40.0, 3.0])
    (row,) = combine(rows[rows["area_code"] == "E10000018"], PAIR).to_dict("records")
    assert math.isnan(row["count"])
    assert row["state"] == "missing"


def test_a_rate_is_not_summed_where_its_measure_counts_people_elsewhere():
    """Scotland's deaths are numbers by the year and rates by the five years, under one name."""
    for measure in ("drug_misuse_deaths_scotland", "alcohol_specific_deaths_scotland"):
        rows = two(count=[40.0, 12.0], value=[44.6, 37.6], lower=[42.1, 31.2], upper=[47.0, 44.0])
        (row,) = combine(rows.assign(indicator=measure, basis="published"), PAIR).to_dict("records")
        assert row["count"] == 52
        assert math.isnan(row["value"])
        assert math.isnan(row["lower"])
        assert "cannot be combined" in row["note"]


HEIRS = ["E06000063", "E06000064"]
CUMBRIA = {"+".join(HEIRS): [load_areas()[code] for code in HEIRS]}


def test_what_is_printed_of_a_county_is_that_of_its_heirs_together():
    rows = observed([{"area_code": "E10000006", "count": 142.0, "value": 10.8, "lower": 9.0}])
    (row,) = combine(rows, CUMBRIA).to_dict("records")
    assert (row["area_code"], row["count"], row["value"]) == ("E06000063+E06000064", 142, 10.8)
    assert row["note"] == "Printed of Cumbria (E10000006), which was the same area."


def test_a_county_is_not_that_of_one_heir_and_a_stranger():
    strangers = {"X": [load_areas()[code] for code in ("E06000063", "E06000014")]}
    assert combine(observed([{"area_code": "E10000006", "count": 142.0}]), strangers).empty


def test_a_county_printed_beside_the_sum_of_its_heirs_is_there_once():
    rows = observed([{"area_code": code, "count": 71.0} for code in HEIRS]
                    + [{"area_code": "E10000006", "count": 142.0, "value": 10.8}])  # fmt: skip
    (row,) = combine(rows, CUMBRIA).to_dict("records")
    assert (row["count"], row["value"]) == (142, 10.8)


def test_a_rate_is_never_averaged():
    rows = two(count=[40.0, 12.0], value=[5.0, 9.0]).assign(indicator="drug_misuse_deaths")
    (row,) = combine(rows, PAIR).to_dict("records")
    assert row["count"] == 52
    assert math.isnan(row["value"])
    assert "cannot be combined" in row["note"]
