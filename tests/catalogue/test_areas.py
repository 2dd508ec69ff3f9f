"""Areas: the table, names as typed and as printed, and what each area was or became."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import python_calamine

from toolkit.catalogue import area_rows
from toolkit.catalogue.area_rows import COLUMNS, read_rows
from toolkit.catalogue.areas import (
    areas_frame,
    children,
    current_code,
    current_upper_tier,
    find_area,
    known_codes,
    load_areas,
    resolve_names,
    search_areas,
)
from toolkit.errors import CatalogueError, ParameterError, SourceError, ToolkitError
from toolkit.periods import Period

TABLE = Path(area_rows.__file__).with_name("areas.csv")
SHARED = Path(__file__).resolve().parents[2] / "../shared/data"


class TestTable:
    @pytest.mark.parametrize(
        ("nation", "authorities"),
        [("England", 153), ("Scotland", 32), ("Wales", 22), ("Northern Ireland", 11)],
    )
    def test_holds_every_upper_tier_authority_of_a_nation(self, nation, authorities):
        assert len(current_upper_tier(nation)) == authorities

    def test_holds_the_kinds_of_english_authority(self):
        kinds = Counter(area.code[:3] for area in current_upper_tier("England"))
        assert kinds == {"E06": 63, "E08": 36, "E09": 33, "E10": 21}

    def test_holds_every_current_district_and_no_more(self):
        districts = [a for a in load_areas().values() if a.tier == "lower" and a.current]
        assert len(districts) == 164
        assert {district.code[:3] for district in districts} == {"E07"}

    def test_puts_each_authority_in_its_region(self):
        sizes = [len(children(f"E1200000{n}", tier="upper")) for n in range(1, 10)]
        assert sizes == [12, 24, 15, 10, 14, 11, 33, 19, 15]

    def test_puts_the_42_integrated_care_boards_in_the_7_nhs_regions(self):
        regions = [area for area in load_areas().values() if area.tier == "nhs_region"]
        assert {region.code[-2:]: len(children(region.code, tier="icb")) for region in regions} == {
            "03": 5, "05": 6, "06": 7, "07": 6, "10": 3, "11": 11, "12": 4,
        }  # fmt: skip

    def test_says_which_authorities_lie_across_several_integrated_care_boards(self):
        across = [area.name for area in load_areas().values() if area.partly_in]
        assert across == [
            "Buckinghamshire", "Cumberland", "Westmorland and Furness", "North Yorkshire", "Essex",
            "Hampshire", "Hertfordshire", "Oxfordshire", "Suffolk", "Surrey", "West Sussex",
        ]  # fmt: skip
        for authority in current_upper_tier("England"):
            boards = [code for code in authority.parents if code.startswith("E54")]
            assert len(boards) == (0 if authority.partly_in else 1), authority.name

    def test_puts_every_scottish_council_in_a_health_board_and_a_partnership(self):
        for council in current_upper_tier("Scotland"):
            tiers = Counter(load_areas()[code].tier for code in council.parents)
            assert tiers == {
                "nation": 1,
                "health_board": 1,
                "alcohol_and_drug_partnership": 1,
                "health_and_social_care_partnership": 1,
            }, council.name

    def test_puts_districts_in_their_county(self):
        assert len(children("E10000018", tier="lower")) == 7
        assert [area.name for area in children("E10000006", as_of=date(2022, 4, 1))] == [
            "Allerdale", "Barrow-in-Furness", "Carlisle", "Copeland", "Eden", "South Lakeland",
        ]  # fmt: skip

    def test_keeps_the_councils_of_a_recoded_health_board(self):
        then = children("S08000027", tier="upper", as_of=date(2017, 4, 1))
        assert [area.code for area in then] == ["S12000024", "S12000041", "S12000042"]

    def test_refuses_children_of_what_is_no_area(self):
        with pytest.raises(ParameterError, match="E10000099"):
            children("E10000099")
        with pytest.raises(ParameterError, match="use lower"):
            children("E10000018", tier="lowr")

    def test_has_a_place_on_the_map_for_every_authority(self):
        for area in current_upper_tier():
            assert area.longitude is not None, area.name
            assert area.latitude is not None, area.name

    def test_has_a_welsh_name_for_every_welsh_authority(self):
        assert all(area.welsh_name for area in current_upper_tier("Wales"))

    def test_is_sorted_by_code(self):
        assert list(load_areas()) == sorted(load_areas())

    def test_is_written_for_every_machine_alike(self):
        written = TABLE.read_bytes()
        assert b"\r" not in written
        assert not written.startswith(b"\xef\xbb\xbf")

    def test_says_a_change_in_both_rows_that_it_joins(self):
        for area in load_areas().values():
            for change in area.successors():
                mirror = load_areas()[change.code].predecessors()
                assert (area.code, change.kind) in {(back.code, back.kind) for back in mirror}

    def test_adds_the_districts_of_a_split_county_up_to_it_once(self):
        for county, day in [("E10000006", date(2023, 3, 31)), ("E10000021", date(2021, 3, 31))]:
            heirs = [load_areas()[change.code] for change in load_areas()[county].successors()]
            parts = [part for heir in heirs for part in heir.at(day).areas]
            assert sorted(part.code for part in parts) == [
                area.code for area in children(county, tier="lower", as_of=day)
            ]

    def test_becomes_a_frame(self):
        frame = areas_frame()
        assert frame["code"].is_unique
        assert len(frame) == len(load_areas())
        assert frame.loc[frame["code"] == "E06000014", "region"].item() == "E12000003"
        assert pd.isna(frame.loc[frame["code"] == "E06000014", "valid_to"].item())


class TestBrokenTable:
    """Each fault alone: one row of the true table changed."""

    @pytest.mark.parametrize(
        ("code", "changes", "message"),
        [
            ("E06000026", {"name": ""}, "name is blank"),
            ("E06000026", {"tier": "uper"}, "tier 'uper' is not one of"),
            ("E06000026", {"nation": "Devon"}, "nation 'Devon' is not one of"),
            ("E06000026", {"code": "E0600026"}, "'E0600026' is not a code"),
            ("E06000026", {"code": "E06000027"}, r"row \d+ \(E06000027\): the code is given twice"),
            ("E06000026", {"valid_from": "1/4/2009"}, "valid_from '1/4/2009' is not a date"),
            ("E06000058", {"valid_to": "2018-01-01"}, "ends on 2018-01-01, before it starts"),
            ("E06000026", {"valid_to": "2018-01-01"}, "without a successor"),
            ("E06000026", {"longitude": "50.3", "latitude": "-4.1"}, "not in the United Kingdom"),
            ("E06000026", {"longitude": "", "latitude": ""}, "longitude and latitude are blank"),
            ("E06000026", {"aliases": "PLYMOUTH"}, "alias 'PLYMOUTH' says nothing"),
            ("E06000026", {"aliases": "Torbay"}, "E06000026 and E06000027: current"),
            ("E06000026", {"parents": "E12000010"}, "no area has the code E12000010"),
            ("E10000029", {"partly_in": "E54000099|E54000023"}, "no area has the code E54000099"),
            ("E10000029", {"partly_in": "E54000023"}, "cannot lie across E54000023 alone"),
            ("E06000026", {"predecessors": "E10000099:split"}, "no area has the code E10000099"),
            ("E06000057", {"predecessors": "E06000048:renamed"}, "'renamed' is not one of"),
            ("E06000057", {"predecessors": ""}, "E06000057 does not give E06000048:recode"),
            ("E06000057", {"valid_from": "2014-04-01"}, "ends on 2013-03-31, but E06000057 starts"),
        ],
    )
    def test_is_refused_with_the_place_and_the_fault(self, tmp_path, code, changes, message):
        with pytest.raises(CatalogueError, match=message):
            read_rows(_table_with(tmp_path, {code: changes}))

    def test_lists_every_fault_at_once(self, tmp_path):
        broken = _table_with(tmp_path, {"E06000026": {"kind": ""}, "E06000014": {"tier": "city"}})
        with pytest.raises(CatalogueError, match="2 faults") as refusal:
            read_rows(broken)
        assert [problem.split(":")[0][-10:] for problem in refusal.value.problems] == [
            "E06000014)", "E06000026)",
        ]  # fmt: skip

    def test_with_other_columns_is_refused(self, tmp_path):
        path = tmp_path / "areas.csv"
        path.write_text("code,name\nE06000026,Plymouth\n", encoding="utf-8")
        with pytest.raises(CatalogueError, match="found code, name"):
            read_rows(path)


def _table_with(folder: Path, changes: dict[str, dict[str, str]]) -> Path:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row | changes.get(row["code"], {}) for row in csv.DictReader(file)]
    path = folder / "areas.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


class TestFinding:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Plymouth", "E06000026"),
            ("  PLYMOUTH ", "E06000026"),
            ("e06000026", "E06000026"),
            ("Plymouth City Council", "E06000026"),
            ("Bristol, City of", "E06000023"),
            ("City of Bristol", "E06000023"),
            ("Hull", "E06000010"),
            ("Kingston upon Hull, City of", "E06000010"),
            ("Durham", "E06000047"),
            ("Herefordshire, County of", "E06000019"),
            ("Bath & North East Somerset", "E06000022"),
            ("Stockton", "E06000004"),
            ("stockton on tees", "E06000004"),
            ("St. Helens", "E08000013"),
            ("Kings Lynn and West Norfolk", "E07000146"),
            ("King’s Lynn & West Norfolk", "E07000146"),
            ("Shepway", "E07000112"),
            ("BCP", "E06000058"),
            ("London Borough of Hackney", "E09000012"),
            ("City of London Corporation", "E09000001"),
            ("City of Westminster", "E09000033"),
            ("Perth & Kinross", "S12000048"),
            ("Argyll & Bute", "S12000035"),
            ("Edinburgh", "S12000036"),
            ("Western Isles", "S12000013"),
            ("Comhairle nan Eilean Siar", "S12000013"),
            ("Casnewydd", "W06000022"),
            ("Newport / Casnewydd", "W06000022"),
            ("Ynys Mon", "W06000001"),
            ("Yorkshire & the Humber", "E12000003"),
            ("nE54000037", "E54000037"),
        ],
    )
    def test_takes_every_spelling(self, text, code):
        assert find_area(text).code == code

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("E10000002", "E06000060"),
            ("E06000048", "E06000057"),
            ("E10000022", "E06000057"),
            ("E08000016", "E08000038"),
            ("S12000024", "S12000048"),
            ("S12000043", "S12000049"),
            ("W06000007", "W06000023"),
            ("Bournemouth", "E06000058"),
            ("E07000190", "E06000066"),
            ("S00000001", "S92000003"),
        ],
    )
    def test_follows_recodes_and_merges_to_today(self, text, code):
        assert find_area(text).code == code

    def test_leaves_an_old_code_alone_when_asked(self):
        assert find_area("E10000002", resolve=False).code == "E10000002"

    @pytest.mark.parametrize("text", ["E10000006", "Cumbria"])
    def test_never_relabels_a_split(self, text):
        with pytest.raises(ParameterError, match="never relabelled") as refusal:
            find_area(text)
        assert refusal.value.problems == (
            "Cumberland (E06000063) followed it",
            "Westmorland and Furness (E06000064) followed it",
        )

    def test_never_relabels_a_boundary_change(self):
        with pytest.raises(ParameterError, match="changed its boundary"):
            find_area("E10000009")

    def test_takes_the_current_one_of_namesakes(self):
        assert [find_area(name).code for name in ("Dorset", "Somerset", "Northumberland")] == [
            "E06000059", "E06000066", "E06000057",
        ]  # fmt: skip

    def test_takes_the_namesake_of_the_day(self):
        then = date(2018, 4, 1)
        assert [find_area(name, as_of=then).code for name in ("Dorset", "Somerset")] == [
            "E10000009", "E10000027",
        ]  # fmt: skip
        assert find_area("Northumberland", as_of=date(2012, 4, 1)).code == "E06000048"

    def test_refuses_an_area_that_was_yet_to_come(self):
        with pytest.raises(ParameterError, match="starts on 2023-04-01"):
            find_area("Cumberland", as_of=date(2018, 4, 1))

    def test_prefers_authorities_and_upper_tier(self):
        assert find_area("Devon").tier == "upper"
        assert find_area("Devon", tier="icb").code == "E54000037"
        assert find_area("West Midlands").tier == "region"

    def test_does_not_pass_a_former_county_over_for_an_nhs_area_of_its_name(self):
        with pytest.raises(ParameterError, match="split"):
            find_area("Northamptonshire")

    def test_lists_the_areas_that_a_name_may_mean(self):
        with pytest.raises(ParameterError, match="may mean 2 areas") as refusal:
            find_area("Lanarkshire")
        assert [re.findall(r"S\d+", line) for line in refusal.value.problems] == [
            ["S08000032"], ["S11000052"],
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("text", "meant"),
        [("Plymoth", "Plymouth"), ("Perth", "Perth and Kinross"), ("Eddinburgh", "Edinburgh")],
    )
    def test_says_what_was_meant(self, text, meant):
        with pytest.raises(ParameterError, match=rf"did you mean {meant}\?"):
            find_area(text)

    @pytest.mark.parametrize("text", ["", " ", "Atlantis", "E06999999", "Council"])
    def test_refuses_what_is_no_area(self, text):
        with pytest.raises(ParameterError):
            find_area(text)

    def test_refuses_an_unknown_tier(self):
        with pytest.raises(ParameterError, match="use upper"):
            find_area("Plymouth", tier="uper")

    def test_refuses_a_merge_into_another_tier_than_was_asked_for(self):
        with pytest.raises(ParameterError, match="part of Cumberland"):
            find_area("Allerdale", tier="lower")

    def test_keeps_authorities_published_together_apart_from_either(self):
        together = find_area("Cornwall & Isles of Scilly", tier="upper")
        assert together.code == "E06000052+E06000053"
        assert [part.name for part in together.parts] == ["Cornwall", "Isles of Scilly"]
        assert find_area("E0999") == together
        assert together not in current_upper_tier("England")
        assert find_area("Cornwall").parts == (find_area("E06000052"),)

    def test_knows_region_and_nation(self):
        assert find_area("York").region == find_area("E12000003")
        assert find_area("York").nation_code == "E92000001"
        assert find_area("Cardiff").region is None


class TestSearching:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("perth", "S12000048"),
            ("kinross", "S12000048"),
            ("hull", "E06000010"),
            ("S12000024", "S12000048"),
            ("Plymoth", "E06000026"),
            ("caerdydd", "W06000015"),
        ],
    )
    def test_puts_the_likeliest_first(self, text, code):
        assert search_areas(text)[0].code == code

    def test_finds_what_a_split_area_became(self):
        assert [area.code for area in search_areas("E10000006")][:3] == [
            "E06000063", "E06000064", "E10000006",
        ]  # fmt: skip

    def test_puts_current_areas_before_former_ones(self):
        current = [area.current for area in search_areas("perth")]
        assert current == sorted(current, reverse=True)

    def test_of_nothing_lists_every_current_area(self):
        assert len(search_areas()) == sum(area.current for area in load_areas().values())

    def test_of_nonsense_finds_nothing(self):
        assert search_areas("xyzzy") == []


class TestNamesInAFile:
    def test_become_codes(self):
        names = ["Barnsley", "Bristol, City of", "Barnsley"]
        assert resolve_names(names) == {"Barnsley": "E08000038", "Bristol, City of": "E06000023"}

    def test_stand_for_the_areas_of_the_day(self):
        then = resolve_names(
            ["Dorset", "Bournemouth", "Barnsley", "Bedfordshire (Discontinued)"],
            tier="upper",
            as_of=date(2019, 3, 31),
        )
        assert list(then.values()) == ["E10000009", "E06000028", "E08000016", "E10000001"]

    def test_of_former_areas_are_not_handed_on(self):
        assert resolve_names(["Bournemouth"]) == {"Bournemouth": "E06000028"}
        assert resolve_names(["Northamptonshire"]) == {"Northamptonshire": "E10000021"}

    def test_that_are_unknown_are_all_listed_with_the_nearest(self):
        with pytest.raises(SourceError, match=r"la.csv: 3 area names") as refusal:
            resolve_names(["York", "Yrok", "Plymoth", ""], where="la.csv")
        assert len(refusal.value.problems) == 3
        assert "did you mean York?" in refusal.value.problems[0]
        assert "did you mean Plymouth?" in refusal.value.problems[1]


SOMERSET = ["E07000187", "E07000188", "E07000189", "E07000190", "E07000191"]


class TestHistory:
    """Boundaries of a day: what covered an area, by which change, and whether it adds up."""

    @pytest.mark.parametrize(
        ("code", "tier", "then", "kind", "exact"),
        [
            ("E06000026", None, ["E06000026"], "same", True),
            ("E06000060", None, ["E10000002"], "recode", True),
            ("E06000066", "lower", SOMERSET, "merge", True),
            ("E06000058", None, ["E06000028", "E06000029", "E07000048"], "merge", True),
            ("E07000244", None, ["E07000205", "E07000206"], "merge", True),
            ("E06000059", "upper", ["E10000009"], "boundary_change", False),
            ("E06000059", None, [f"E070000{n}" for n in range(49, 54)], "merge", True),
            ("E06000063", "upper", ["E10000006"], "split", False),
            ("E06000063", None, ["E07000026", "E07000028", "E07000029"], "merge", True),
            ("E08000038", None, ["E08000016"], "recode", True),
            ("N09000003", None, ["N09000003"], "same", True),
        ],
    )
    def test_of_2017_boundaries(self, code, tier, then, kind, exact):
        coverage = load_areas()[code].at(date(2017, 4, 1), tier=tier)
        assert [area.code for area in coverage.areas] == then
        assert (coverage.kind, coverage.exact) == (kind, exact)

    @pytest.mark.parametrize(
        ("day", "authorities"),
        [
            (date(2009, 3, 31), 149),  # the Isles of Scilly within Cornwall's code
            (date(2009, 4, 1), 152),
            (date(2013, 4, 1), 152),
            (date(2019, 4, 1), 151),
            (date(2020, 4, 1), 151),
            (date(2021, 4, 1), 152),
            (date(2023, 4, 1), 153),
            (date(2025, 4, 1), 153),
        ],
    )
    def test_has_as_many_upper_tier_authorities_as_england_had(self, day, authorities):
        of_england = [
            a for a in load_areas().values() if (a.nation, a.tier) == ("England", "upper")
        ]
        assert sum(area.existed_on(day) for area in of_england) == authorities

    @pytest.mark.parametrize(
        ("before", "after", "kind", "day"),
        [
            ("E06000048", "E06000057", "recode", date(2013, 4, 1)),
            ("E08000020", "E08000037", "recode", date(2013, 4, 1)),
            ("E07000097", "E07000242", "recode", date(2013, 4, 1)),
            ("E07000101", "E07000243", "recode", date(2013, 4, 1)),
            ("E06000028", "E06000058", "merge", date(2019, 4, 1)),
            ("E06000029", "E06000058", "merge", date(2019, 4, 1)),
            ("E07000048", "E06000058", "merge", date(2019, 4, 1)),
            ("E10000009", "E06000059", "boundary_change", date(2019, 4, 1)),
            ("E10000002", "E06000060", "recode", date(2020, 4, 1)),
            ("E10000021", "E06000061", "split", date(2021, 4, 1)),
            ("E10000021", "E06000062", "split", date(2021, 4, 1)),
            ("E10000006", "E06000063", "split", date(2023, 4, 1)),
            ("E10000006", "E06000064", "split", date(2023, 4, 1)),
            ("E10000023", "E06000065", "recode", date(2023, 4, 1)),
            ("E10000027", "E06000066", "recode", date(2023, 4, 1)),
            ("E08000016", "E08000038", "recode", date(2025, 4, 1)),
            ("E08000019", "E08000039", "recode", date(2025, 4, 1)),
            ("S12000015", "S12000047", "recode", date(2018, 2, 2)),
            ("S12000024", "S12000048", "recode", date(2018, 2, 2)),
            ("S12000046", "S12000049", "recode", date(2019, 4, 1)),
            ("S12000044", "S12000050", "recode", date(2019, 4, 1)),
            ("S08000027", "S08000030", "recode", date(2018, 2, 2)),
        ],
    )
    def test_knows_each_change_since_2009_with_its_kind_and_day(self, before, after, kind, day):
        former, heir = load_areas()[before], load_areas()[after]
        assert (after, kind) in [(one.code, one.kind) for one in former.successors()]
        assert (before, kind) in [(one.code, one.kind) for one in heir.predecessors()]
        assert heir.valid_from == day
        assert former.existed_on(day) is False
        assert heir.at(day).areas == (heir,)

    def test_walks_through_several_changes(self):
        coverage = load_areas()["E06000057"].at(date(2008, 4, 1))
        assert [area.code for area in coverage.areas] == ["E10000022"]
        assert (coverage.kind, coverage.exact) == ("recode", True)

    def test_runs_forward_too(self):
        split = load_areas()["E10000006"].at(date(2024, 4, 1))
        assert [area.code for area in split.areas] == ["E06000063", "E06000064"]
        assert split.exact
        merged = load_areas()["E06000028"].at(date(2024, 4, 1))
        assert [area.code for area in merged.areas] == ["E06000058"]
        assert not merged.exact

    def test_says_where_nothing_is_known(self):
        coverage = load_areas()["N09000003"].at(date(2014, 4, 1))
        assert (coverage.areas, coverage.kind, coverage.exact) == ((), "unknown", False)

    def test_gives_recoded_areas_their_code_of_today(self):
        assert current_code("E06000048") == "E06000057"
        assert current_code("E06000028") == "E06000028"
        assert current_code("E10000006") == "E10000006"
        assert current_code("J99000001") == "J99000001"

    def test_knows_former_codes(self):
        assert {"E10000006", "E06000028", "S12000024"} <= known_codes()


# Codes of areas that the table leaves out, and why.
NOT_AREAS_HERE = {
    r"n?E38\d+": "clinical commissioning groups and parts of integrated care boards",
    r"E540000(05|06|07|09|12|14|16|17|20|21|33|35|49)": "partnerships that boards replaced",
    r"E47\d+|E61\d+": "combined authorities and the Greater London Authority",
    r"J99000001": "people who live elsewhere",
    r"[A-Z]\d{5}|U\d{5}": "general practices and primary care networks",
}
# Spellings that would mislead as aliases, with what their file means by them.
NOT_ALIASES = {
    ("E06000052", "Cornwall & Isles of Scilly"): "the combined area",
    ("E54000010", "Staffordshire"): "the partnership of 2018",
    ("E54000028", "North London"): "the partnership of 2018",
    ("E54000029", "East London"): "the partnership of 2018",
    ("", "NA"): "no answer",
}

LAD = [(f"{area}CD", f"{area}NM") for area in ("LAD", "UTLA", "RGN", "CTRY", "EW", "GB", "UK")]
FINGERTIPS = [("Area Code", "Area Name"), ("Parent Code", "Parent Name")]
COLUMNS_OF = {
    "fingertips/fingertips_93495_all_areas.csv": FINGERTIPS,
    "fingertips/fingertips_93517_unmet_ocu_excerpt.csv": FINGERTIPS,
    "fingertips/fingertips_93532_unmet_alcohol_excerpt.csv": FINGERTIPS,
    "fingertips/fingertips_cooccurring_substance_misuse_CountyUApre419_2019.csv": FINGERTIPS,
    "fingertips/fingertipsnext_healthdata_2025-02-13_subset_92904_93763_92708.csv": [
        ("AreaCode", "")
    ],
    "geography/drkane_la_all_codes.csv": [
        *LAD,
        ("LADCD_ACTIVE", "LADNM_ACTIVE"),
        ("LAD20CD", "LAD20NM"),
    ],
    "geography/drkane_utla_all_codes.csv": LAD[1:],
    "geography/fingertipsnext_areas.csv": [("AreaCode", "AreaName")],
    "geography/geographr_ltla22_icb22_from_lsoa11.csv": [
        ("ltla22_code", "ltla22_name"),
        ("icb22_code", "icb22_name"),
    ],
    "geography/geographr_ltla23_utla23.csv": [
        ("ltla23_code", "ltla23_name"),
        ("utla23_code", "utla23_name"),
    ],
    "geography/geographr_ltla24_region24.csv": [
        ("ltla24_code", "ltla24_name"),
        ("region24_code", "region24_name"),
    ],
    "geography/geographr_ltla_code_changes_2016_2024.csv": [
        (f"ltla{year}_code", f"ltla{year}_name") for year in range(16, 25)
    ],
    "geography/imd2025_england_ltla24.csv": [("ltla24_code", "ltla24_name")],
    "geography/mysociety_uk_local_authorities_future.csv": [
        ("gss-code", "official-name"),
        ("gss-code", "nice-name"),
    ],
    "geography/ons_lad_to_region_england.csv": [("LAD22CD", "LAD22NM"), ("RGN22CD", "RGN22NM")],
    "geography/ons_ltla_to_utla_dec2022.csv": [("LTLA22CD", "LTLA22NM"), ("UTLA22CD", "UTLA22NM")],
    "ndtms_ohid/ndtms_viewit_export_LAs_2022format_barnet.csv": [("", "Area")],
    "ndtms_ohid/ndtms_viewit_export_adults_england_2024format.csv": [("", "Area")],
    "ndtms_ohid/ndtms_viewit_export_england_2022format.csv": [("", "Area_Data")],
    "ndtms_ohid/ohid_alcohol_dependence_estimates_by_la_2010_2017.csv": [
        ("Area_Code_GSS", "Local_Authority"),
        ("", "PHE_Centre"),
    ],
    "ndtms_ohid/ons_sdg_3-5-1_alcohol_by_la_2023-08-18.csv": [("GeoCode", "Local Authority")],
    "ons_deaths/ons_drug_poisoning_by_la_1993_2020.csv": [("code", "name")],
    "ons_deaths/ons_drug_poisoning_by_region_substance.csv": [
        ("Usual residence code", "Usual residence name")
    ],
    "population/demographr_population2020_utla20_single_year_persons.csv": [
        ("utla20_code", "utla20_name")
    ],
    "population/demographr_population2022_scotland_council_sex_single_year.csv": [
        ("ltla19_code", "ltla19_name")
    ],
    "population/nomis_la_pop_estimates_syoa_1997on.csv": [("code", "name")],
    "scotland/scotpho_geo_lookup.csv": [("code", "areaname"), ("code", "areaname_full")],
    "scotland/scotpho_profiles_council_area_extract.csv": [("area_code", "area_name")],
}
WORKBOOKS = [
    "geography/mhclg_iod2019_file11_upper_tier.xlsx",
    "ons_deaths/ons_alcoholspecificdeaths2021.xlsx",
    "ons_deaths/ons_drug_poisoning_2021registrations.xlsx",
    "ons_deaths/ons_drug_poisoning_by_la_2021localauthorities.xlsx",
    "population/ons_ukmidyearestimates20192020ladcodes.xls",
]
WITHOUT_AREAS = {
    "csew/ons_csew_drugsmisusetablesjune22.xlsx",
    "fingertips/fingertipsnext_categories.csv",
    "ons_deaths/ons_alcohol_deathsbyindividualcause2021.xlsx",
    "scotland/scotpho_techdoc_alcohol_drug_indicators.csv",
}
NRS = {
    "scotland/nrs_alcohol-specific-deaths-22-all-tabs.xlsx": {
        "Table_4A": "upper",
        "Table_3A": "health_board",
    },
    "scotland/nrs_drug-related-deaths-23-data.xlsx": {
        "Table_C1": "upper",
        "Table_HB1": "health_board",
    },
}


@pytest.fixture(scope="module")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the publishers' files (../shared/data) are not here")
    return SHARED


class TestPublishersFiles:
    """Every area that a publisher's file prints is in the table, or is named above."""

    @pytest.mark.parametrize("file", [*COLUMNS_OF, *WORKBOOKS])
    def test_print_no_area_that_the_table_does_not_know(self, shared, file):
        by_column = file in COLUMNS_OF
        pairs = (
            _of_csv(shared / file, COLUMNS_OF[file]) if by_column else _of_workbook(shared / file)
        )
        strange = [
            f"{code} {name!r}"
            for code, name in sorted(set(pairs))
            if (code, name) not in NOT_ALIASES
            and not any(re.fullmatch(pattern, code) for pattern in NOT_AREAS_HERE)
            and not _knows(code, name)
        ]
        assert not strange

    @pytest.mark.parametrize("file", NRS)
    def test_of_scotland_have_names_at_the_head_of_their_columns(self, shared, file):
        book = python_calamine.CalamineWorkbook.from_path(str(shared / file))
        for sheet, tier in NRS[file].items():
            rows = book.get_sheet_by_name(sheet).to_python()
            head = next(row for row in rows if row[0] == "Year")
            names = [str(cell) for cell in head[head.index("Scotland") + 1 :] if cell]
            codes = resolve_names(names, tier=tier, where=file)
            assert len(set(codes.values())) == {"upper": 32, "health_board": 14}[tier]

    def test_are_all_read_by_these_tests(self, shared):
        held = {
            path.relative_to(shared).as_posix()
            for path in shared.rglob("*")
            if path.suffix in {".csv", ".xls", ".xlsx"}
        }
        assert held <= {*COLUMNS_OF, *WORKBOOKS, *NRS, *WITHOUT_AREAS}

    def test_put_districts_in_the_same_county(self, shared):
        lookup = _of_csv(
            shared / "geography/ons_ltla_to_utla_dec2022.csv", [("LTLA22CD", "UTLA22CD")]
        )
        for district, county in lookup:
            assert county in (district, *load_areas()[district].parents)

    def test_put_authorities_in_the_same_region(self, shared):
        lookup = _of_csv(shared / "geography/drkane_utla_all_codes.csv", [("UTLACD", "RGNCD")])
        for authority, region in lookup:
            if region.startswith("E12"):
                assert load_areas()[authority].region == load_areas()[region]


def _knows(code: str, name: str) -> bool:
    """Whether the code is known, and its name, in its tier and its time, means that code."""
    try:
        area = find_area(code or name, as_of=None if code else date(2018, 4, 1), resolve=False)
        if not name:
            return True
        day = area.valid_to
        return find_area(name, tier=area.tier, as_of=day, resolve=False).code == area.code
    except ParameterError:
        return False


def _of_csv(path: Path, columns: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    for row in csv.DictReader(text.splitlines()):
        if row.get("nation") == "Northern Ireland" and not row["gss-code"]:
            continue  # a district that ended in March 2015: no file has a code for it
        for code, name in columns:
            pair = (row[code].strip() if code else "", row[name].strip() if name else "")
            if any(pair):
                yield pair


def _of_workbook(path: Path) -> Iterator[tuple[str, str]]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for sheet in book.sheet_names:
        for row in book.get_sheet_by_name(sheet).to_python():
            cells = [str(cell).strip() for cell in row[:5]]
            for place, cell in enumerate(cells[:2]):
                if re.fullmatch(r"[EJKNSW]\d{8}", cell):
                    names = [
                        other for other in cells[place + 1 :] if re.match(r".*[^\W\d]{2}", other)
                    ]
                    yield cell, names[0] if names else ""


def test_an_area_is_asked_for_at_a_day_at_a_period_or_at_a_period_in_words():
    cumberland = find_area("Cumberland")
    then = [cumberland.at(when) for when in (date(2013, 3, 31), Period.parse("2012/13"), "2012/13")]
    assert then[0] == then[1] == then[2]
    assert [area.name for area in then[0].areas] == ["Allerdale", "Carlisle", "Copeland"]
    with pytest.raises(ToolkitError, match="2029/21"):
        cumberland.at("2029/21")
