"""Sets of comparators: who is in one, how they were chosen, and when there can be none."""

from __future__ import annotations

import pytest

from toolkit.analysis.comparator_sets import resolve_set
from toolkit.analysis.own_lists import keep_own_list
from toolkit.catalogue.areas import current_upper_tier, find_area
from toolkit.catalogue.place_sets import SetAsked, parse_set
from toolkit.catalogue.places import find_place
from toolkit.errors import DataError, ParameterError
from toolkit.sources.workspace import Workspace

ENGLAND = current_upper_tier("England")
PLYMOUTH, YORK = find_area("Plymouth"), find_area("York")


def score(area, value, edition="2025"):
    return {"indicator": "deprivation_average_score", "area_code": area.code, "period": edition,
            "age": "all ages", "group": "imd", "value": value, "edition": edition,
            "source": "indices_of_deprivation", "file": f"imd{edition}.csv",
            "boundaries": "2024-04"}  # fmt: skip


@pytest.fixture
def deprived(store_of):
    """Every authority of England, each a point more deprived than the one before it."""
    return store_of(
        *(score(area, float(place)) for place, area in enumerate(ENGLAND)),
        *(score(area, float(place % 10), "2019") for place, area in enumerate(ENGLAND)),
    )


class TestDeprivationDecile:
    def test_holds_the_other_authorities_of_the_areas_own_tenth(self, deprived):
        last = ENGLAND[-1]
        found = resolve_set(SetAsked("deprivation decile"), last, deprived)
        assert found.name == "Authorities in tenth 1 of deprivation"
        assert last.code not in found.codes
        assert found.codes == {area.code for area in ENGLAND[-16:-1]}
        assert "Indices of Deprivation 2025" in found.how

    def test_gives_every_member_its_score(self, deprived):
        found = resolve_set(SetAsked("deprivation decile"), ENGLAND[-1], deprived)
        assert found.members[0].why == "score 151.0"

    def test_is_of_the_year_that_was_asked_for(self, deprived):
        found = resolve_set(SetAsked("deprivation decile", "2019"), PLYMOUTH, deprived)
        assert "Indices of Deprivation 2019" in found.how

    def test_of_a_year_that_is_not_held_names_those_that_are(self, deprived):
        with pytest.raises(DataError, match="editions that it holds: 2025, 2019"):
            resolve_set(SetAsked("deprivation decile", "2010"), PLYMOUTH, deprived)

    def test_without_any_scores_says_what_to_import(self, store_of):
        with pytest.raises(DataError, match="no average scores of deprivation"):
            resolve_set(SetAsked("deprivation decile"), PLYMOUTH, store_of({}))

    def test_is_not_made_outside_england(self, deprived):
        with pytest.raises(ParameterError, match="made for England's authorities, and Cardiff"):
            resolve_set(SetAsked("deprivation decile"), find_area("Cardiff"), deprived)


class TestNeighbours:
    def test_come_with_their_distances_nearest_first(self, deprived):
        found = resolve_set(SetAsked("neighbours", "2"), ENGLAND[0], deprived)
        assert [member.area for member in found.members] == ENGLAND[1:3]
        assert found.members[0].why.startswith("distance 0.0")
        assert "Average deprivation score (IMD 2025)" in found.how

    def test_are_fifteen_unless_a_number_is_given(self, deprived):
        assert len(resolve_set(SetAsked("neighbours"), PLYMOUTH, deprived).members) == 15

    def test_say_which_variables_were_not_held(self, deprived):
        notes = resolve_set(SetAsked("neighbours"), PLYMOUTH, deprived).notes
        assert any(note.startswith("Share of residents in urban places") for note in notes)

    def test_more_than_there_are_are_refused(self, deprived):
        with pytest.raises(ParameterError, match="153 neighbours cannot be found"):
            resolve_set(SetAsked("neighbours", "153"), PLYMOUTH, deprived)


class TestOwnList:
    @pytest.fixture
    def listed(self, store_of, tmp_path):
        path = tmp_path / "given.csv"
        path.write_text(
            "area,neighbour\nPlymouth,Derby\nPlymouth,York\nYork,Cardiff\nDerby,Angus\n",
            encoding="utf-8",
        )
        store = store_of({})
        store.workspace = Workspace(tmp_path)
        keep_own_list(path, store.workspace, "cipfa")
        return store

    def test_keeps_its_own_order(self, listed):
        found = resolve_set(parse_set("list:cipfa"), PLYMOUTH, listed)
        assert [(one.area.name, one.why) for one in found.members] == [
            ("Derby", "place 1"), ("York", "place 2"),
        ]  # fmt: skip

    def test_that_does_not_know_the_area_says_whom_it_knows(self, listed):
        with pytest.raises(ParameterError, match="no peers of Torbay; it has Derby, Plymouth"):
            resolve_set(parse_set("list:cipfa"), find_area("Torbay"), listed)

    def test_may_hold_authorities_of_a_nation_that_shares_statistics(self, listed):
        found = resolve_set(parse_set("list:cipfa"), YORK, listed)
        assert [one.area.name for one in found.members] == ["Cardiff"]

    def test_with_another_nations_authorities_is_refused_with_the_reasons(self, listed):
        derby = find_area("Derby")
        with pytest.raises(ParameterError, match="authorities of Scotland") as refusal:
            resolve_set(parse_set("list:cipfa"), derby, listed)
        assert any("Waiting for treatment" in line for line in refusal.value.problems)
        assert resolve_set(parse_set("list:cipfa"), derby, listed, across_nations=True).members


def test_a_set_says_who_is_in_it_and_how_they_were_chosen(deprived):
    told = resolve_set(SetAsked("icb"), find_place("Plymouth"), deprived).told()
    assert "Upper-tier authorities of NHS Devon Integrated Care Board: Torbay; Devon." in told
    assert "since 2022-07-01" in told
