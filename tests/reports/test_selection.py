"""Which areas a batch is for."""

from __future__ import annotations

import pytest

from toolkit.errors import ParameterError
from toolkit.reports.selection import choose_areas, take_shard


def names(text, store):
    return [area.name for area in choose_areas(text, store)]


def test_all_is_every_authority_of_england_scotland_and_wales(store):
    assert len(choose_areas("all", store)) == 153 + 32 + 22


def test_a_nation_a_region_and_an_icb_are_their_authorities(store):
    assert len(choose_areas("nation:Scotland", store)) == 32
    assert len(choose_areas("region:South West", store)) == 15
    assert names("icb:NHS Devon Integrated Care Board", store) == ["Plymouth", "Torbay", "Devon"]


def test_areas_are_parted_by_semicolons_for_their_names_have_commas(store):
    found = names("Bristol, City of; York; E06000023", store)
    assert found == ["Bristol", "York"]


def test_codes_alone_may_be_parted_by_commas(store):
    assert names("E06000026,E06000014", store) == ["Plymouth", "York"]


def test_every_piece_that_asks_for_nothing_is_told_at_once(store):
    with pytest.raises(ParameterError) as refused:
        choose_areas("Plymoth; regon:London; York", store)
    assert "did you mean Plymouth?" in str(refused.value)
    assert "did you mean region?" in str(refused.value)


def test_shards_are_all_areas_each_once(store):
    areas = choose_areas("all", store)
    shards = [take_shard(areas, f"{number}/8") for number in range(1, 9)]
    assert sorted(area.code for shard in shards for area in shard) == sorted(a.code for a in areas)


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/0"])
def test_a_share_that_cannot_be_is_refused(shard):
    with pytest.raises(ParameterError, match="expected one such as 2/8"):
        take_shard(["a"], shard)
