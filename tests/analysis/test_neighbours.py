"""Statistical neighbours, the population and the deprivation that they are found by."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from toolkit.analysis.deprivation import (
    average_scores,
    deprivation_deciles,
    deprivation_editions,
)
from toolkit.analysis.neighbours import (
    areas_left_out,
    find_neighbours,
    neighbour_variables,
)
from toolkit.analysis.population import count_residents, parts_held
from toolkit.catalogue.areas import children, current_upper_tier, find_area
from toolkit.catalogue.land_areas import load_land_areas
from toolkit.catalogue.places import find_place
from toolkit.errors import DataError, ParameterError
from toolkit.sources.importing import import_file
from toolkit.sources.manifest import Manifest
from toolkit.sources.residents import AGES
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

PLYMOUTH, YORK, DERBY, BRISTOL, PORTSMOUTH = (
    "E06000026", "E06000014", "E06000015", "E06000023", "E06000044",
)  # fmt: skip


@pytest.fixture
def variables():
    return pd.DataFrame(
        {"size": [1.0, 2.0, 3.0, 4.0, 5.0], "age": [10.0, 10.0, 40.0, 10.0, 30.0]},
        index=[PLYMOUTH, YORK, DERBY, BRISTOL, PORTSMOUTH],
    )


class TestFindNeighbours:
    def test_measures_distance_in_standard_deviations(self, variables):
        table = find_neighbours(variables, PLYMOUTH, k=4)
        spread = variables.std(ddof=0)
        by_hand = {
            DERBY: np.hypot(2 / spread["size"], 30 / spread["age"]),
            YORK: 1 / spread["size"],
            BRISTOL: 3 / spread["size"],
            PORTSMOUTH: np.hypot(4 / spread["size"], 20 / spread["age"]),
        }
        found = dict(zip(table["code"], table["distance"], strict=True))
        assert found == pytest.approx(by_hand)
        assert list(table["code"]) == sorted(by_hand, key=by_hand.get)

    def test_ranks_and_names_them(self, variables):
        table = find_neighbours(variables, PLYMOUTH, k=2)
        assert list(table.columns) == ["rank", "code", "name", "distance", "size", "age"]
        assert table[["rank", "name"]].to_numpy().tolist() == [[1, "York"], [2, "Bristol"]]

    def test_shares_the_squared_distance_out_between_the_variables(self, variables):
        table = find_neighbours(variables, PLYMOUTH, k=4).set_index("name")
        assert (table["size"] + table["age"]).to_list() == pytest.approx([1, 1, 1, 1])
        assert table.loc["York", "size"] == 1
        assert table.loc["Derby", "age"] > table.loc["Derby", "size"]

    def test_does_not_mind_the_variables_units(self, variables):
        other_units = variables * [1000, -0.01] + [5, 7]
        pd.testing.assert_frame_equal(
            find_neighbours(variables, PLYMOUTH, k=4), find_neighbours(other_units, PLYMOUTH, k=4)
        )

    def test_sets_areas_equally_far_in_the_order_of_their_codes(self):
        square = pd.DataFrame(
            {"a": [0.0, 1.0, -1.0, 0.0], "b": [0.0, 0.0, 0.0, 1.0]},
            index=[PLYMOUTH, PORTSMOUTH, YORK, DERBY],
        )
        table = find_neighbours(square, PLYMOUTH, k=2)
        assert list(table["code"]) == [YORK, PORTSMOUTH]
        backwards = find_neighbours(square[::-1], PLYMOUTH, k=2)
        pd.testing.assert_frame_equal(table, backwards)

    def test_gives_no_shares_of_no_distance(self):
        twins = pd.DataFrame({"a": [1.0, 1.0, 2.0]}, index=[PLYMOUTH, YORK, DERBY])
        table = find_neighbours(twins, PLYMOUTH, k=1)
        assert table[["distance", "a"]].to_numpy().tolist() == [[0, 0]]

    def test_leaves_areas_out_that_lack_a_variable_and_lists_them(self, variables):
        variables.loc[YORK, "age"] = np.nan
        table = find_neighbours(variables, PLYMOUTH, k=3)
        assert YORK not in set(table["code"])
        assert areas_left_out(variables) == {YORK: ["age"]}
        alone = find_neighbours(variables.drop(index=YORK), PLYMOUTH, k=3)
        pd.testing.assert_frame_equal(table, alone)

    def test_names_the_variables_that_the_area_itself_lacks(self, variables):
        variables.loc[PLYMOUTH] = np.nan
        with pytest.raises(ParameterError, match="Plymouth has no neighbours") as refusal:
            find_neighbours(variables, PLYMOUTH, k=1)
        assert refusal.value.problems == ("size is missing", "age is missing")

    @pytest.mark.parametrize("k", [0, -1, 5])
    def test_refuses_more_neighbours_than_there_are_and_fewer_than_one(self, variables, k):
        with pytest.raises(ParameterError, match="ask for 1 to 4"):
            find_neighbours(variables, PLYMOUTH, k=k)

    def test_refuses_an_area_that_the_variables_are_not_of(self, variables):
        with pytest.raises(ParameterError, match="Aberdeen City has no neighbours"):
            find_neighbours(variables, "S12000033", k=1)

    def test_refuses_variables_that_tell_no_areas_apart(self, variables):
        with pytest.raises(DataError, match="flat is the same in all 5 areas"):
            find_neighbours(variables.assign(flat=1.0), PLYMOUTH, k=1)
        with pytest.raises(DataError, match="there is no variable"):
            find_neighbours(variables[[]], PLYMOUTH, k=1)

    def test_takes_a_combined_area_as_one_that_is_nobodys_neighbour(self, variables):
        both = find_place("York + Derby").code
        variables.loc[both] = [2.1, 10.0]
        table = find_neighbours(variables, both, k=3)
        assert list(table["name"]) == ["Plymouth", "Bristol", "Portsmouth"]
        assert both not in set(find_neighbours(variables, PLYMOUTH, k=4)["code"])


class TestPartsHeld:
    DAY = dt.date(2020, 12, 31)

    def test_are_the_area_itself_or_its_old_code(self):
        assert parts_held(find_area("Plymouth"), {PLYMOUTH}, self.DAY) == (PLYMOUTH,)
        assert parts_held(find_area("Barnsley"), {"E08000016"}, self.DAY) == ("E08000016",)

    def test_are_the_districts_of_a_county(self):
        districts = [area.code for area in children("E10000018", tier="lower")]
        leicestershire = find_area("Leicestershire")
        assert parts_held(leicestershire, districts, self.DAY) == tuple(districts)
        assert parts_held(leicestershire, districts[1:], self.DAY) == ()

    def test_are_the_former_districts_of_an_authority_of_today(self):
        held = {"E07000150", "E07000152", "E07000153", "E07000156", "E10000021"}
        north = find_area("North Northamptonshire")
        assert parts_held(north, held, self.DAY) == (
            "E07000150", "E07000152", "E07000153", "E07000156",
        )  # fmt: skip
        assert parts_held(north, {"E10000021"}, self.DAY) == ()

    def test_are_those_of_every_part_of_a_combined_area(self):
        pair = find_place("Leicestershire + Rutland")
        assert parts_held(pair, {"E10000018", "E06000017"}, self.DAY) == (
            "E10000018", "E06000017",
        )  # fmt: skip
        assert parts_held(pair, {"E10000018"}, self.DAY) == ()


def residents(code, at_each_age, *, year="2020", file="population.csv", **more):
    return [
        {"indicator": "residents", "area_code": code, "period": year, "age": age,
         "count": float(at_each_age), "file": file, "source": "nomis_population", **more}
        for age in AGES
    ]  # fmt: skip


def score(code, value, edition="2025", boundaries="2024-04"):
    return {"indicator": "deprivation_average_score", "area_code": code, "period": edition,
            "age": "all ages", "group": "imd", "value": value, "edition": edition,
            "source": "indices_of_deprivation", "file": f"imd{edition}.csv",
            "boundaries": boundaries}  # fmt: skip


class TestPopulation:
    def test_sums_the_areas_that_make_one_up(self, store_of):
        districts = [area.code for area in children("E10000018", tier="lower")]
        rows = [row for code in districts for row in residents(code, 10)]
        people = count_residents(store_of(*rows), [find_area("Leicestershire")])
        assert people.counts.loc["E10000018"].to_list() == [10.0 * len(districts)] * len(AGES)
        assert (people.year, people.file, people.absent) == (2020, "population.csv", ())

    def test_names_the_areas_that_cannot_be_made(self, store_of):
        rows = residents(PLYMOUTH, 5)
        people = count_residents(store_of(*rows), [find_area("Plymouth"), find_area("York")])
        assert [area.name for area in people.absent] == ["York"]
        assert list(people.counts.index) == [PLYMOUTH]

    def test_takes_a_missing_age_for_missing_and_not_for_nought(self, store_of):
        rows = [*residents(PLYMOUTH, 5), *residents(YORK, 5)]
        rows[40]["count"] = np.nan
        rows[40]["state"] = "missing"
        people = count_residents(store_of(*rows), [find_area("Plymouth"), find_area("York")])
        assert list(people.counts.index) == [YORK]
        assert [area.name for area in people.absent] == ["Plymouth"]

    def test_takes_the_file_that_has_most_areas_and_its_latest_year(self, store_of):
        rows = [
            *residents(PLYMOUTH, 1, year="2021", file="few.csv"),
            *residents(PLYMOUTH, 2, year="2019"), *residents(PLYMOUTH, 3, year="2020"),
            *residents(YORK, 4, year="2020"),
        ]  # fmt: skip
        people = count_residents(store_of(*rows), [find_area("Plymouth"), find_area("York")])
        assert people.year == 2020
        assert people.counts["0"].to_dict() == {PLYMOUTH: 3, YORK: 4}

    def test_is_none_where_the_store_holds_none_of_the_areas(self, store_of):
        assert count_residents(store_of(*residents(YORK, 1)), [find_area("Plymouth")]) is None
        assert count_residents(store_of(score(YORK, 1.0)), [find_area("York")]) is None


class TestDeprivation:
    def test_weights_districts_by_their_residents(self, store_of):
        districts = [area.code for area in children("E10000018", tier="lower")]
        rows = [row for n, code in enumerate(districts) for row in residents(code, 100 + n)]
        rows += [score(code, 10.0 + n) for n, code in enumerate(districts)]
        scores = average_scores(store_of(*rows, score(PLYMOUTH, 24.0)), 2025)
        weights = 100 + np.arange(len(districts))
        expected = np.average(10 + np.arange(len(districts)), weights=weights)
        assert scores.loc["E10000018", "score"] == pytest.approx(expected)
        assert scores.loc["E10000018", ["basis", "residents"]].to_list() == ["weighted", 2020]
        assert scores.loc["E10000018", "parts"] == " ".join(districts)

    def test_keeps_a_published_score_as_it_is(self, store_of):
        scores = average_scores(store_of(score(PLYMOUTH, 24.087)), 2025)
        assert scores.loc[PLYMOUTH, ["score", "basis"]].to_list() == [24.087, "published"]

    def test_leaves_out_what_the_editions_areas_do_not_add_up_to(self, store_of):
        store = store_of(score("E10000021", 19.0, "2019", "2019-04"), score(YORK, 11.0, "2019"))
        assert list(average_scores(store, 2019).index) == [YORK]

    def test_leaves_out_a_county_whose_districts_have_no_residents_to_weigh_by(self, store_of):
        districts = [area.code for area in children("E10000018", tier="lower")]
        store = store_of(*(score(code, 10.0) for code in districts), score(YORK, 11.0))
        assert list(average_scores(store, 2025).index) == [YORK]

    def test_gives_a_combined_area_a_score_of_its_own(self, store_of):
        rows = [
            *residents(YORK, 300),
            *residents(DERBY, 100),
            score(YORK, 10.0),
            score(DERBY, 30.0),
        ]
        both = find_place("York + Derby")
        assert average_scores(store_of(*rows), 2025, [both])["score"].to_dict() == {both.code: 15.0}

    def test_refuses_an_edition_that_is_not_held_and_says_which_are(self, store_of):
        store = store_of(score(YORK, 11.0, "2019"), score(YORK, 11.0, "2025"))
        assert deprivation_editions(store) == [2025, 2019]
        with pytest.raises(DataError, match="editions that it holds: 2025, 2019"):
            average_scores(store, 2010)

    def test_puts_the_most_deprived_tenth_first(self):
        scores = pd.Series(np.arange(153.0), index=[a.code for a in current_upper_tier("England")])
        deciles = deprivation_deciles(scores)
        assert deciles.iloc[-1] == 1
        assert deciles.iloc[0] == 10
        assert set(deciles.value_counts()) == {15, 16}


class TestVariables:
    def test_are_made_of_residents_ages_land_and_deprivation(self, store_of):
        rows = [*residents(PLYMOUTH, 2900), score(PLYMOUTH, 24.0)]
        made = neighbour_variables(store_of(*rows))
        plymouth = made.table.loc[PLYMOUTH]
        total = 2900 * 91
        assert plymouth["Residents (log)"] == pytest.approx(np.log(total))
        assert plymouth["Residents per square kilometre (log)"] == pytest.approx(np.log(total / 80))
        assert plymouth["Residents aged under 18 (%)"] == pytest.approx(100 * 18 / 91)
        assert plymouth["Residents aged 18 to 24 (%)"] == pytest.approx(100 * 7 / 91)
        assert plymouth["Residents aged 65 and over (%)"] == pytest.approx(100 * 26 / 91)
        assert plymouth["Average deprivation score (IMD 2025)"] == 24.0
        assert set(made.origins) == set(made.table)
        assert made.origins["Residents (log)"] == "mid-2020, population.csv"

    def test_leave_what_an_area_lacks_missing(self, store_of):
        made = neighbour_variables(store_of(*residents(PLYMOUTH, 5), score(PLYMOUTH, 24.0)))
        assert len(made.table) == 153
        assert len(areas_left_out(made.table)) == 152

    def test_say_what_the_store_does_not_hold(self, store_of):
        without = neighbour_variables(store_of(*residents(PLYMOUTH, 5))).absent
        assert any(text.startswith("Deprivation") for text in without)
        assert any(text.startswith("Share of residents in urban") for text in without)
        without = neighbour_variables(store_of(score(PLYMOUTH, 24.0))).absent
        assert any(text.startswith("Residents, their ages and density") for text in without)

    def test_give_a_combined_area_the_sums_of_its_parts(self, store_of):
        rows = [
            *residents(YORK, 300),
            *residents(DERBY, 100),
            score(YORK, 10.0),
            score(DERBY, 30.0),
        ]
        both = find_place("York + Derby")
        row = neighbour_variables(store_of(*rows), [both]).table.loc[both.code]
        assert row["Residents (log)"] == pytest.approx(np.log(400 * 91))
        assert row["Average deprivation score (IMD 2025)"] == pytest.approx(15)
        land = load_land_areas()
        assert row["Residents per square kilometre (log)"] == pytest.approx(
            np.log(400 * 91 / (land[YORK] + land[DERBY]))
        )

    def test_refuse_a_store_without_any_of_them(self, store_of):
        with pytest.raises(DataError, match="nothing to find statistical neighbours by"):
            neighbour_variables(store_of({}))


def test_every_authority_has_a_land_area():
    land = load_land_areas()
    assert set(land) == {area.code for area in current_upper_tier()}
    assert min(land.values()) == land["E09000001"] == 3
    england = sum(land[area.code] for area in current_upper_tier("England"))
    assert england == pytest.approx(130_310, rel=0.01)


@pytest.fixture(scope="module")
def published(shared_data, tmp_path_factory):
    root = tmp_path_factory.mktemp("home")
    (root / "data" / "raw").mkdir(parents=True)
    store = Store(Workspace(root))
    for file in (
        "population/ons_ukmidyearestimates20192020ladcodes.xls",
        "geography/imd2025_england_ltla24.csv",
        "geography/mhclg_iod2019_file11_upper_tier.xlsx",
    ):
        import_file(shared_data / file, store)
    store.publish(Manifest(store.build_observations(), []))
    return store


class TestPublishersFiles:
    def test_give_england_all_its_residents_and_scores(self, published):
        people = count_residents(published, current_upper_tier("England"))
        assert people.counts.to_numpy().sum() == 56_286_961
        assert people.absent == ()
        assert average_scores(published, 2025)["basis"].value_counts().to_dict() == {
            "published": 132, "weighted": 21,
        }  # fmt: skip

    def test_give_every_tenth_its_authorities(self, published):
        deciles = deprivation_deciles(average_scores(published, 2025)["score"])
        assert len(deciles) == 153
        assert deciles[find_area("Blackpool").code] == 1
        assert deciles[find_area("Rutland").code] == 10

    def test_give_plymouth_neighbours_of_its_kind(self, published):
        table = find_neighbours(neighbour_variables(published).table, PLYMOUTH, k=15)
        assert {"Derby", "Portsmouth", "Sheffield", "Sunderland"} <= set(table["name"])
        assert table["distance"].is_monotonic_increasing
