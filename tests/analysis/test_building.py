"""The store from the figures that are tracked with the project: built once, and read back."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.analysis import building, denominators
from toolkit.analysis.building import build, results, results_of
from toolkit.analysis.calculation import calculate
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.places import find_place
from toolkit.contracts import RESULTS
from toolkit.errors import DataError
from toolkit.sources.importing import import_file
from toolkit.sources.store import Store


def test_before_the_first_build_there_are_no_results(store):
    assert results(store).empty
    assert list(results(store)) == RESULTS.names


def test_without_any_data_nothing_is_built(store):
    for path in store.workspace.raw.glob("*/*"):
        path.unlink()
    with pytest.raises(DataError, match="holds no data"):
        build(store)


def test_the_tracked_figures_become_results_that_keep_their_contract(store):
    told = []
    built = build(store, told.append)
    held = RESULTS.check(results(store), where="the test")
    assert built.results == len(held) > 0
    assert built.areas == held["area_code"].nunique()
    assert f"{built.observations:,} observations" in built.summary()
    assert "calculating" in told

    # Every result leads back to observations that are there.
    ids = {part for text in held["observations"] for part in text.split()}
    assert ids <= set(store.observations()["id"])
    assert ids

    # Asked for by area and indicator, only those come.
    some = results(store, area_code="E06000026", indicator="unmet_need_alcohol")
    assert set(some["indicator"]) == {"unmet_need_alcohol"}
    assert set(some["area_code"]) == {"E06000026"}

    # A second build finds everything made, and changes nothing.
    told.clear()
    before = store.manifest()
    assert build(store, told.append).results == built.results
    assert told == []
    assert store.manifest() == before

    # A result that was taken away is made again.
    (store.folder / before.results[0].path).unlink()
    build(store, told.append)
    # How far it is, it tells every few seconds, which a slow machine reaches.
    assert [one for one in told if " of " not in one] == ["calculating", "checking"]
    assert len(results(store)) == built.results


def test_authorities_together_are_made_of_their_parts_as_of_everything(store):
    build(store)
    both = find_place("Derby + Plymouth")
    made = results_of(store, [both])
    everything = calculate(store.observations(), combined=[both])
    expected = everything[everything["area_code"] == both.code].reset_index(drop=True)
    assert len(made)
    pd.testing.assert_frame_equal(made, expected)


def test_the_first_build_reads_the_residents_that_it_has_just_taken_in(store, monkeypatch):
    taken = []

    def read_residents(store, parts, **equal):
        taken.extend(parts)
        return denominators.read_residents(store, parts, **equal)

    monkeypatch.setattr(building, "read_residents", read_residents)
    built = build(store)
    assert len(taken) == built.files > 0


@pytest.mark.parametrize("together", ["Glasgow City + Inverclyde", "Dundee City + Angus"])
def test_no_rate_of_areas_together_lies_outside_those_of_its_parts(
    built_workspace, shared_data, together
):
    """A rate that was summed, or set against other people, would."""
    store = Store(built_workspace)
    for file in (
        "nrs_drug-related-deaths-23-data.xlsx",
        "nrs_alcohol-specific-deaths-22-all-tabs.xlsx",
    ):
        import_file(shared_data / "scotland" / file, store)
    import_file(
        shared_data
        / "population"
        / "demographr_population2022_scotland_council_sex_single_year.csv",
        store,
    )
    build(store)
    whole = find_place(together)
    keys = [
        "indicator",
        "period_start",
        "period_end",
        "sex",
        "age",
        "group",
        "category_type",
        "category",
    ]
    parts = results(store, area_code=[part.code for part in whole.parts]).groupby(keys)["value"]
    made = results_of(store, [whole]).merge(
        parts.agg(least="min", most="max", parts_held="count").reset_index(), on=keys
    )
    comparable = {one.id for one in load_indicators().values() if one.comparable}
    rates = made[
        made["indicator"].isin(comparable) & made["value"].notna() & made["parts_held"].eq(2)
    ]
    assert len(rates) > 0
    assert rates["value"].between(rates["least"], rates["most"]).all()
