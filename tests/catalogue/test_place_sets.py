"""Sets by nation, region, board and partnership, and the words that ask for a set."""

from __future__ import annotations

import pytest

from toolkit.catalogue.areas import find_area
from toolkit.catalogue.place_sets import SetAsked, parse_set, place_set
from toolkit.catalogue.places import find_place
from toolkit.errors import ParameterError


def members(text, area):
    return [one.area.name for one in place_set(parse_set(text), find_place(area)).members]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "asked"),
        [
            ("region", SetAsked("region")),
            (" NHS  Region ", SetAsked("nhs region")),
            ("icb: NHS Devon ICB", SetAsked("icb", "NHS Devon ICB")),
            ("deprivation decile", SetAsked("deprivation decile")),
            ("deprivation decile 2019", SetAsked("deprivation decile", "2019")),
            ("deprivation decile:2019", SetAsked("deprivation decile", "2019")),
            ("neighbours:10", SetAsked("neighbours", "10")),
            ("list:peers/mine.csv", SetAsked("list", "peers/mine.csv")),
        ],
    )
    def test_are_taken_however_they_are_written(self, text, asked):
        assert parse_set(text) == asked

    @pytest.mark.parametrize("text", ["Derby", "South West", "regional", "", "London NHS region"])
    def test_that_are_none_are_left_to_be_areas(self, text):
        assert parse_set(text) is None

    @pytest.mark.parametrize("text", ["neighbours:0", "neighbours:ten", "neighbours:-3"])
    def test_ask_for_a_number_of_neighbours(self, text):
        with pytest.raises(ParameterError, match="expected how many, as in neighbours:10"):
            parse_set(text)

    def test_ask_for_a_year_of_deprivation(self):
        with pytest.raises(ParameterError, match="expected a year"):
            parse_set("deprivation decile:latest")


class TestSets:
    def test_a_region_is_of_the_others_in_it(self):
        assert "Plymouth" not in members("region", "Plymouth")
        assert len(members("region", "Plymouth")) == 14

    def test_a_nation_is_of_its_upper_tier_authorities(self):
        assert len(members("nation", "Plymouth")) == 152
        assert len(members("nation", "Dundee City")) == 31

    def test_an_nhs_region_is_not_the_government_region(self):
        assert len(members("nhs region", "York")) == 25
        assert len(members("region", "York")) == 14

    def test_a_named_region_is_taken_for_the_areas_own(self):
        assert len(members("region:London", "Plymouth")) == 33

    def test_a_health_board_has_the_other_councils(self):
        assert members("health board", "Perth and Kinross") == ["Angus", "Dundee City"]

    def test_a_board_names_those_of_which_it_holds_only_a_part(self):
        found = place_set(SetAsked("icb", "NHS Norfolk and Waveney ICB"), find_area("Plymouth"))
        assert [one.area.name for one in found.members] == ["Norfolk"]
        assert found.notes == ("Not taken, because only a part of each lies in it: Suffolk.",)

    def test_a_combined_area_is_not_set_beside_its_parts(self):
        assert members("icb", "Leicestershire + Rutland") == ["Leicester"]

    def test_a_partnership_is_of_the_authorities_that_it_joins(self):
        assert members("partnership", "Rutland") == ["Leicestershire"]
        assert len(members("partnership:Greater Manchester", "Plymouth")) == 10


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "area", "reason"),
        [
            ("icb", "Lincolnshire", "it contains only Lincolnshire itself"),
            ("health board", "Fife", "it contains only Fife itself"),
            ("icb", "Suffolk", "Suffolk lies across 2 of them, and none is chosen silently"),
            ("nhs region", "Oxfordshire", "Oxfordshire lies across 2 of them"),
            ("region", "York + Derby", "lies across 2 of them"),
            ("region", "Cardiff", "Cardiff lies in no government region"),
            ("icb:NHS Devn ICB", "Plymouth", "no area is called 'NHS Devn ICB'"),
            ("region", "South West", "South West is a government region"),
            ("icb", "Charnwood", "Charnwood is a non-metropolitan district"),
            ("partnership", "Plymouth", "no partnership is known that joins Plymouth with other"),
        ],
    )
    def test_say_why_there_can_be_no_such_set(self, text, area, reason):
        with pytest.raises(ParameterError) as refusal:
            members(text, area)
        assert reason in str(refusal.value)

    def test_an_authority_across_boards_is_told_how_to_choose(self):
        with pytest.raises(ParameterError, match="icb:NHS Suffolk and North East Essex Integrated"):
            members("icb", "Suffolk")

    def test_another_nations_authorities_are_refused_with_the_reasons_against_it(self):
        with pytest.raises(ParameterError) as refusal:
            members("nation:Scotland", "Plymouth")
        assert "it holds authorities of Scotland, which publish otherwise" in str(refusal.value)
        assert "by age and sex (Scotland)" in str(refusal.value)
        assert "--across-nations" in refusal.value.hint

    def test_england_and_wales_share_an_office_and_may_be_set_side_by_side(self):
        assert len(members("nation:Wales", "Plymouth")) == 22
