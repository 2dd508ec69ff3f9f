"""Whom a report is set beside: distributions, sets with faults, parts beside their whole."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.catalogue.areas import current_upper_tier
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.place_sets import place_set
from toolkit.catalogue.places import find_place
from toolkit.contracts import RESULTS
from toolkit.errors import DisclosureError, ParameterError
from toolkit.periods import Period
from toolkit.reports import comparators
from toolkit.reports.comparators import (
    areas_of_distribution,
    check_parts,
    distribution_of,
    resolve_sets,
)
from toolkit.reports.parameters import Parameters
from toolkit.sources.reading import period_columns
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

DEATHS = load_indicators()["drug_misuse_deaths"]
ENGLAND = current_upper_tier("England")


def stated(rows):
    usual = {
        "indicator": DEATHS.id, "sex": "persons", "age": "all ages", "group": "all",
        "basis": "published", "state": "ok", "source": "partnership_reports", "method": "published",
        "unit": DEATHS.unit, "polarity": DEATHS.polarity, "observations": "row-0",
        "period": "2019–21",
    }  # fmt: skip
    frame = pd.DataFrame([{**usual, **row} for row in rows])
    periods = [Period.parse(text) for text in frame.pop("period")]
    return RESULTS.complete(frame.assign(**period_columns(periods)))


@pytest.fixture
def held(monkeypatch):
    """Let a store hold some results."""

    def hold(*rows):
        frame = stated(rows)

        def results_of(_, areas, **equal):
            found = frame[frame["area_code"].isin([area.code for area in areas])]
            for name, value in equal.items():
                found = found[found[name] == value]
            return found

        monkeypatch.setattr(comparators, "results_of", results_of)

    return hold


def everyone(period="2019–21", but=()):
    return [
        {"area_code": area.code, "value": float(place), "period": period}
        for place, area in enumerate(ENGLAND)
        if area.name not in but
    ]


def distribution(area="Plymouth", sets=(), **given):
    asked = Parameters.parse(area=area, **given)
    found = [
        place_set(one, asked.area) for one in Parameters.parse(area=area, comparators=sets).sets
    ]
    rows = comparators.results_of(None, areas_of_distribution(asked, found))
    return distribution_of(DEATHS, asked, found, rows)


class TestDistribution:
    def test_is_of_all_upper_tier_authorities_of_the_nation(self, held):
        held(*everyone(), {"area_code": "E92000001", "value": 5.0})
        assert set(distribution()["area_code"]) == {area.code for area in ENGLAND}

    def test_holds_a_former_authority_until_one_that_followed_it_has_a_figure(self, held):
        cumbria = {"area_code": "E10000006", "value": 10.8}
        followed = {"area_code": "E06000063", "value": 9.0}
        before = everyone(but=["Cumberland", "Westmorland and Furness"])
        held(*before, cumbria)
        assert "E10000006" in set(distribution()["area_code"])
        held(*before, cumbria, followed)
        assert "E10000006" not in set(distribution()["area_code"])

    def test_marks_the_members_of_each_set(self, held):
        held(*everyone())
        rows = distribution(sets="icb; region").set_index("area_code")["sets"]
        assert rows["E06000027"] == (
            "Upper-tier authorities of NHS Devon Integrated Care Board; "
            "Upper-tier authorities of South West"
        )
        assert (rows != "").sum() == 14
        assert rows["E06000026"] == ""

    def test_is_of_the_last_period_that_is_widely_held(self, held):
        alone = {"area_code": "E06000026", "value": 9.0, "period": "2021–23"}
        held(*everyone("2018–20"), *everyone("2019–21"), alone)
        assert distribution()["period_end"].unique().tolist() == [pd.Timestamp("2021-12-31")]

    def test_is_of_the_last_period_in_which_the_area_has_a_figure(self, held):
        held(*everyone("2018–20"), *everyone("2019–21", but=["Plymouth"]))
        assert distribution()["period_end"].unique().tolist() == [pd.Timestamp("2020-12-31")]

    def test_goes_no_further_than_the_report_does(self, held):
        held(*everyone("2018–20"), *everyone("2019–21"))
        rows = distribution(period="2018–20")
        assert rows["period_end"].unique().tolist() == [pd.Timestamp("2020-12-31")]

    def test_leaves_out_who_has_no_figure_and_what_is_not_for_publication(self, held):
        rows = everyone()
        rows[0] |= {"value": float("nan"), "state": "suppressed"}
        rows[1] |= {"restricted": True}
        held(*rows)
        assert len(distribution()) == 151
        assert len(distribution(mode="restricted")) == 152

    def test_has_authorities_that_are_printed_as_one_once(self, held):
        pair = {"area_code": "E06000052+E06000053", "value": 4.0}
        held(*everyone(but=["Cornwall", "Isles of Scilly"]), pair)
        rows = distribution(sets="region").set_index("area_code")["sets"]
        assert rows["E06000052+E06000053"] == "Upper-tier authorities of South West"
        held(*everyone(), pair)
        assert "E06000052+E06000053" not in set(distribution()["area_code"])

    def test_has_a_combined_area_in_the_place_of_its_parts(self, held):
        pair = {"area_code": "E10000018+E06000017", "value": 4.0}
        held(*everyone(), pair)
        codes = set(distribution("Leicestershire + Rutland")["area_code"])
        assert "E10000018+E06000017" in codes
        assert not {"E10000018", "E06000017"} & codes

    def test_is_empty_where_nothing_is_held(self, held):
        held({"area_code": "E92000001", "value": 5.0})
        assert distribution().empty


WHOLE = {"area_code": "E10000018+E06000017", "count": 52.0}
PART = {"area_code": "E10000018", "count": 49.0}


class TestParts:
    def asked(self, mode="public"):
        return Parameters.parse(
            area="Leicestershire + Rutland", comparators="Leicestershire", mode=mode
        )

    def test_beside_their_whole_are_refused_where_the_rest_is_hidden(self, held, tmp_path):
        held(WHOLE, PART, {"area_code": "E06000017", "state": "suppressed"})
        with pytest.raises(DisclosureError, match="would tell what is hidden"):
            check_parts(self.asked(), store=Store(Workspace(tmp_path)))

    def test_beside_their_whole_are_refused_where_the_rest_is_not_for_publication(
        self, held, tmp_path
    ):
        hidden = {"area_code": "E06000017", "count": 3.0, "restricted": True}
        held(WHOLE, PART, hidden)
        with pytest.raises(DisclosureError):
            check_parts(self.asked(), store=Store(Workspace(tmp_path)))

    def test_beside_their_whole_are_allowed_where_the_rest_is_public(self, held, tmp_path):
        held(WHOLE, PART, {"area_code": "E06000017", "count": 3.0})
        check_parts(self.asked(), store=Store(Workspace(tmp_path)))

    def test_may_stand_beside_their_whole_in_a_report_that_is_not_for_publication(
        self, held, tmp_path
    ):
        held(WHOLE, PART, {"area_code": "E06000017", "state": "suppressed"})
        check_parts(self.asked("restricted"), store=Store(Workspace(tmp_path)))


class Listless:
    def __init__(self, root):
        self.workspace = Workspace(root)


def test_every_set_that_there_cannot_be_is_named_at_once(tmp_path):
    asked = Parameters.parse(area="Cardiff", comparators="neighbours; list:cipfa; nation")
    with pytest.raises(ParameterError) as refusal:
        resolve_sets(asked, Listless(tmp_path))
    assert len(refusal.value.problems) == 2
    text = str(refusal.value)
    assert "neighbours: it is made for England's authorities" in text
    assert "there is no list 'cipfa'; kept are: none" in text


def test_a_combined_area_is_ranked_among_those_that_are_no_part_of_it():
    pair = find_place("Leicestershire + Rutland")
    (asked,) = Parameters.parse(area=pair.code, comparators="region").sets
    assert not place_set(asked, pair).codes & {"E10000018", "E06000017"}
