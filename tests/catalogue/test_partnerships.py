"""Partnerships: the table, names as typed, and authorities joined by +."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from toolkit.catalogue import partnerships
from toolkit.catalogue.area_table import load_areas
from toolkit.catalogue.areas import current_upper_tier, find_area
from toolkit.catalogue.combinations import join_names
from toolkit.catalogue.partnerships import Partnership, find_partnership, load_partnerships
from toolkit.catalogue.places import find_place, parse_combination
from toolkit.catalogue.tables import read_declarations
from toolkit.errors import CatalogueError, ParameterError

TABLE = Path(partnerships.__file__).with_name("partnerships.toml")


def of_kind(kind):
    return [one for one in load_partnerships().values() if one.kind == kind]


class TestTable:
    def test_holds_leicestershire_and_rutland_without_leicester(self):
        pair = load_partnerships()["leicestershire_and_rutland"]
        assert pair.parts == ("E10000018", "E06000017")
        assert pair.kind == "combating_drugs_partnership"

    def test_holds_english_partnerships_of_several_authorities_only(self):
        english = of_kind("combating_drugs_partnership")
        assert len(english) >= 13
        assert all(len(one.parts) > 1 for one in english)

    def test_shares_wales_out_between_its_seven_area_planning_boards(self):
        boards = of_kind("area_planning_board")
        assert len(boards) == 7
        assert sorted(code for one in boards for code in one.parts) == [
            area.code for area in current_upper_tier("Wales")
        ]

    @pytest.mark.parametrize("kind", ["health_board", "alcohol_and_drug_partnership"])
    def test_shares_scotland_out_between_its_boards_and_between_its_partnerships(self, kind):
        parts = Counter(code for one in of_kind(kind) for code in one.parts)
        assert parts == Counter(area.code for area in current_upper_tier("Scotland"))

    def test_holds_fourteen_health_boards(self):
        assert len(of_kind("health_board")) == 14

    def test_joins_councils_in_two_alcohol_and_drug_partnerships(self):
        joint = {
            one.name: {load_areas()[code].name for code in one.parts}
            for one in of_kind("alcohol_and_drug_partnership")
            if len(one.parts) > 1
        }
        assert joint == {
            "Mid and East Lothian ADP": {"Midlothian", "East Lothian"},
            "Lanarkshire ADP": {"North Lanarkshire", "South Lanarkshire"},
        }

    def test_says_where_every_declared_partnership_is_known_from(self):
        declared = read_declarations([TABLE], Partnership)
        assert all(len(one.reference) > 20 for one in declared.values())

    def test_refuses_every_fault_of_a_partnership_at_once(self, tmp_path):
        table = tmp_path / "partnerships.toml"
        table.write_text(
            """
            [ended]
            name = "Cumbria and Lancashire"
            kind = "combating_drugs_partnership"
            parts = ["E10000006", "E10000017"]
            reference = "a document"

            [twice]
            name = "Leicestershire and more"
            kind = "combating_drugs_partnership"
            parts = ["E10000018", "E07000130", "E10000018", "E99999999"]
            reference = "a document"

            [elsewhere]
            name = "Cardiff and Bristol"
            kind = "area_planning_board"
            parts = ["W06000015", "E06000023"]
            valid_from = 2020-04-01
            valid_to = 2019-03-31
            reference = "a document"
            """,
            encoding="utf-8",
        )
        with pytest.raises(CatalogueError) as refusal:
            read_declarations([table], Partnership)
        text = str(refusal.value)
        for problem in (
            "Cumbria ended on 2023-03-31; Cumberland, and Westmorland and Furness followed it",
            "Leicestershire is given 2 times",
            "Charnwood lies in Leicestershire",
            "Charnwood is no upper-tier authority",
            "no area has the code E99999999",
            "different nations (Wales and England)",
            "kind area_planning_board is of Wales, not all its parts are",
            "it ends before it begins",
        ):
            assert problem in text

    def test_takes_a_partnership_that_ended_with_its_authority(self, tmp_path):
        table = tmp_path / "partnerships.toml"
        table.write_text(
            """
            [bournemouth_and_poole]
            name = "Bournemouth and Poole"
            kind = "combating_drugs_partnership"
            parts = ["E06000028", "E06000029"]
            valid_to = 2019-03-31
            reference = "a document"
            """,
            encoding="utf-8",
        )
        (one,) = read_declarations([table], Partnership).values()
        assert one.existed_on(date(2019, 3, 31))
        assert not one.existed_on(date(2019, 4, 1))


class TestFindPartnership:
    @pytest.mark.parametrize(
        "text",
        [
            "Leicestershire and Rutland",
            "leicestershire & rutland",
            "Leicestershire and Rutland Combating Drugs Partnership",
            "Leicestershire and Rutland Combatting Drugs and Alcohol Partnership",
            "leicestershire_and_rutland",
        ],
    )
    def test_takes_a_name_however_it_is_written(self, text):
        assert find_partnership(text).area.code == "E10000018+E06000017"

    def test_takes_an_alias_and_an_official_code(self):
        assert find_partnership("Hywel Dda").name == "Dyfed"
        assert find_partnership("S11000051").name == "Mid and East Lothian ADP"

    def test_takes_a_name_that_two_share_where_their_authorities_are_the_same(self):
        assert find_partnership("Lanarkshire").area.code == "S12000029+S12000050"

    def test_refuses_a_name_that_two_of_different_authorities_share(self):
        with pytest.raises(ParameterError, match="may mean 2 partnerships"):
            find_partnership("Highland")

    def test_suggests_the_nearest_name(self):
        with pytest.raises(ParameterError, match="did you mean Leicestershire and Rutland"):
            find_partnership("Leicestershire and Rutlnd")

    def test_refuses_a_day_on_which_it_was_another(self):
        assert find_partnership("Western Bay", as_of=date(2019, 4, 1))
        with pytest.raises(ParameterError, match="was not of Neath Port Talbot and Swansea"):
            find_partnership("Western Bay", as_of=date(2019, 3, 31))

    def test_knows_a_health_board_before_its_code_changed(self):
        assert find_partnership("NHS Tayside", as_of=date(2016, 1, 1)).id == "S08000030"

    def test_is_the_authority_itself_where_there_is_one_alone(self):
        assert find_partnership("Powys").area == find_area("Powys")
        assert find_partnership("Fife ADP").area == find_area("Fife", tier="upper")


class TestParseCombination:
    def test_gives_the_same_area_in_whatever_order_its_parts_are_typed(self):
        one, other = (
            parse_combination(text) for text in ("Leicestershire + Rutland", "E06000017+E10000018")
        )
        assert one == other == find_partnership("Leicestershire and Rutland").area
        assert (one.code, one.name, one.tier, one.nation) == (
            "E10000018+E06000017", "Leicestershire and Rutland", "combined", "England",
        )  # fmt: skip
        assert [part.name for part in one.parts] == ["Leicestershire", "Rutland"]

    def test_keeps_the_parents_that_all_parts_share(self):
        assert parse_combination("Leicestershire + Rutland").region.name == "East Midlands"
        assert parse_combination("York + Derby").region is None
        assert parse_combination("York + Derby").parents == ("E92000001",)

    def test_has_its_label_between_its_parts(self):
        both = parse_combination("Leicestershire + Rutland")
        west, east = (part.longitude for part in both.parts)
        assert min(west, east) < both.longitude < max(west, east)

    def test_sorts_the_codes_of_parts_that_no_one_declared(self):
        assert parse_combination("York + Derby").code == "E06000014+E06000015"
        assert parse_combination("Derby + York").name == "Derby and York"

    def test_takes_a_publishers_pair_as_the_publisher_does(self):
        assert parse_combination("Isles of Scilly + Cornwall") == find_area("E0999")

    def test_takes_a_partnership_as_its_parts(self):
        assert parse_combination("Leicester + Leicestershire & Rutland").code == (
            "E06000016+E06000017+E10000018"
        )

    def test_takes_the_present_code_of_a_part_that_only_changed_its_code(self):
        assert parse_combination("E10000027 + Dorset").code == "E06000059+E06000066"

    def test_makes_tayside_of_its_councils(self):
        tayside = parse_combination("Perth and Kinross + Dundee + Angus")
        assert tayside.name == "NHS Tayside"
        assert tayside.code == "S12000041+S12000042+S12000048"

    @pytest.mark.parametrize(
        ("text", "reasons"),
        [
            ("Leicestershire +", ["the name of an area is blank"]),
            ("Leicestershire", ["Leicestershire alone is no combination"]),
            ("Bournemouth + Poole", [
                "Bournemouth ended on 2019-03-31; Bournemouth, Christchurch and Poole followed it",
                "Poole ended on 2019-03-31",
            ]),
            ("Cumbria + Nowhereshire", [
                "Cumbria ended on 2023-03-31; Cumberland, and Westmorland and Furness followed it",
                "no area is called 'Nowhereshire'",
            ]),
            ("Rutland + Rutland", ["Rutland is given 2 times"]),
            ("Hackney + Hackney and City of London", ["Hackney is given 2 times"]),
            ("Leicestershire + Charnwood", ["Charnwood lies in Leicestershire", "different tiers"]),
            ("England + Rutland", ["Rutland lies in England", "different tiers"]),
            ("Cardiff + Bristol", ["different nations (Wales and England)"]),
            ("Rutland + London", ["Rutland is a unitary authority; London is a government region"]),
            ("E12000004 + Derby", ["Derby lies in East Midlands"]),
            ("York + Charnwood", ["York is a unitary authority; Charnwood is a non-metropolitan"]),
        ],
    )  # fmt: skip
    def test_refuses_what_cannot_be_one_area_with_every_reason(self, text, reasons):
        with pytest.raises(ParameterError) as refusal:
            parse_combination(text)
        for reason in reasons:
            assert reason in str(refusal.value)
        assert refusal.value.hint


class TestFindPlace:
    def test_finds_what_find_area_finds(self):
        assert find_place("Plymouth") == find_area("Plymouth")
        assert find_place("Somerset", as_of=date(2019, 3, 31)).code == "E10000027"

    def test_finds_an_area_with_a_code_of_its_own_before_its_authorities(self):
        assert find_place("NHS Tayside").code == "S08000030"
        assert find_place("Cornwall and Isles of Scilly").code == "E06000052+E06000053"

    def test_finds_a_partnership_and_a_combination(self):
        assert find_place("Dorset and BCP").code == "E06000059+E06000058"
        assert find_place("York + Derby").tier == "combined"

    def test_finds_a_combination_by_its_own_code(self):
        for partnership in load_partnerships().values():
            area = partnership.area
            assert set(find_place(area.code).parts) == set(area.parts)

    def test_takes_a_partnership_as_upper_tier_and_as_nothing_else(self):
        assert find_place("Berkshire East", tier="upper").name == "Berkshire East"
        with pytest.raises(ParameterError, match="of several authorities"):
            find_place("Berkshire East", tier="region")
        with pytest.raises(ParameterError, match="of several authorities"):
            find_place("York + Derby", tier="lower")

    def test_speaks_of_areas_where_nothing_is_meant(self):
        with pytest.raises(ParameterError, match=re.escape("did you mean Plymouth?")):
            find_place("Plymuoth")


def test_names_that_hold_an_and_are_told_apart():
    assert join_names(["Derby"]) == "Derby"
    assert join_names(["Derby", "York"]) == "Derby and York"
    assert join_names(["Cumberland", "Westmorland and Furness"]) == (
        "Cumberland, and Westmorland and Furness"
    )
