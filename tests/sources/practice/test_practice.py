"""The practice set: every indicator, realistic sizes, and never among real figures."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from toolkit.catalogue.areas import current_upper_tier
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.schemes import load_schemes
from toolkit.contracts import OBSERVATIONS
from toolkit.errors import DataError, ParameterError
from toolkit.sources.manifest import Manifest
from toolkit.sources.practice.caseloads import make_caseloads
from toolkit.sources.practice.demand import demands, practised
from toolkit.sources.practice.people import NATIONS
from toolkit.sources.practice.writing import make_observations
from toolkit.sources.store import Store

FEW = ("drug_misuse_deaths", "unmet_need_opiates_crack", "binge_drinking")


def some(*names):
    return [practised(load_indicators()[name]) for name in names]


@pytest.fixture(scope="module")
def made():
    return pd.concat(make_observations(some(*FEW)), ignore_index=True)


def test_every_indicator_but_those_made_of_results_reads_something():
    read = {demand.measure for demand in demands(map(practised, load_indicators().values()))}
    for indicator in map(practised, load_indicators().values()):
        names = {name for measure in indicator.numerator for name in measure.names}
        assert names <= read | {"residents"}
        assert names or indicator.availability == "derived"


def test_the_rows_keep_the_contract_and_have_names_of_their_own(made):
    OBSERVATIONS.check(made, where="the practice set")
    assert made["id"].is_unique


def test_all_authorities_have_ten_years(made):
    deaths = made[(made["indicator"] == "drug_misuse_deaths") & (made["sex"] == "persons")]
    both = [area.code for nation in ("England", "Wales") for area in current_upper_tier(nation)]
    held = deaths[deaths["period_kind"] == "pooled"].groupby("area_code").size()
    assert set(held.reindex(both)) == {10}
    people = made[made["indicator"] == "residents"]
    assert people["period_end"].dt.year.nunique() == 10


def test_figures_are_as_large_as_the_area(made):
    people = made[(made["indicator"] == "residents") & (made["age"] == "all ages")]
    last = people[people["sex"] == "persons"].groupby("area_code")["count"].last()
    assert 50e6 < last["E92000001"] < 65e6
    assert last["E92000001"] == last[[one.code for one in current_upper_tier("England")]].sum()


def test_what_is_hidden_is_never_nought_and_some_is(made):
    hidden = made[made["state"].isin(["suppressed", "not_collected"])]
    assert hidden["value"].isna().all()
    assert {"ok", "suppressed", "not_collected"} <= set(made["state"])
    assert not (hidden["count"] == 0).any()


def test_groups_make_up_their_total(made):
    rows = made[(made["indicator"] == "numbers_in_treatment") & (made["area_code"] == "E92000001")]
    whole = rows[rows["grouping_scheme"] != ""]
    for _, some_of in whole.groupby(["grouping_scheme", "age", "period_end"]):
        count = some_of.set_index("group")["count"]
        scheme = load_schemes()[some_of["grouping_scheme"].iloc[0]]
        assert count[[*scheme.exclusive]].sum() == count[scheme.total] > 100_000
        assert all(count[[*parts]].sum() == count[one] for one, parts in scheme.parts.items())


def test_the_same_seed_makes_the_same_figures_whatever_else_is_made(made):
    [_, deaths, *_] = make_observations(some("drug_misuse_deaths"))
    again = made[made["indicator"] == "drug_misuse_deaths"].reset_index(drop=True)
    pd.testing.assert_frame_equal(deaths, again)
    [_, others, *_] = make_observations(some("drug_misuse_deaths"), seed=1)
    assert not others["count"].equals(deaths["count"])


def test_every_row_says_that_it_is_synthetic(made):
    assert set(made["source"]) == {"synthetic"}
    assert set(made["edition"]) == {"synthetic"}
    assert made["note"].str.startswith("Synthetic").all()


@pytest.fixture(scope="module")
def caseloads():
    return pd.concat(make_caseloads(some("numbers_in_treatment")), ignore_index=True)


def test_every_authority_has_a_caseload_that_is_restricted_and_says_that_it_is_synthetic(caseloads):
    OBSERVATIONS.check(caseloads, where="the practice caseloads")
    assert caseloads["area_code"].nunique() == sum(len(current_upper_tier(one)) for one in NATIONS)
    assert caseloads["restricted"].all()
    assert caseloads["note"].str.startswith("Synthetic").all()
    assert set(caseloads["source"]) == {"synthetic_caseload"}


def test_a_caseload_is_of_a_year_of_which_nothing_is_published(caseloads, made):
    published = made[made["indicator"] == "numbers_in_treatment"]
    assert caseloads["period_start"].min() > published["period_end"].max()


def test_a_caseload_s_parts_make_up_its_totals_and_it_is_as_large_as_the_year_before(caseloads):
    derby = caseloads[caseloads["area_code"] == "E06000015"]
    count = derby.set_index(["sex", "age", "group"])["count"].sort_index()
    whole = count["persons", "18+", "all_adults"]
    assert whole == count["male", "18+", "all_adults"] + count["female", "18+", "all_adults"]
    assert count["male", "18+", "opiate"] == count["male", :, "opiate"].drop("18+").sum()
    [_, published] = make_observations(some("numbers_in_treatment"))
    same = (published["area_code"] == "E06000015") & (published["sex"] == "persons")
    before = published.loc[same, "count"].dropna()
    assert whole == pytest.approx(before.iloc[-1], rel=0.3)


def test_where_nobody_in_treatment_is_asked_for_there_are_no_caseloads():
    assert [*make_caseloads(some("drug_misuse_deaths"))] == []


def test_synthetic_figures_in_the_place_of_real_ones_are_refused(workspace, monkeypatch):
    monkeypatch.setattr(Store, "indicators", lambda _: {})
    workspace.practice.mark_practice()
    practice = Store(workspace.practice)
    practice.publish(Manifest(practice.build_observations()))
    shutil.copytree(practice.folder, workspace.processed)
    with pytest.raises(DataError, match="not the place of synthetic figures"):
        Store(workspace).observations()


def test_real_figures_in_the_place_of_synthetic_ones_are_refused(built_workspace):
    practice = built_workspace.practice
    practice.mark_practice()
    shutil.copytree(built_workspace.processed, practice.processed)
    with pytest.raises(DataError, match="is the place of synthetic figures"):
        Store(practice).observations()


def test_the_practice_set_is_found_from_inside_it_and_shares_the_notebooks(workspace, monkeypatch):
    workspace.practice.mark_practice()
    monkeypatch.delenv("TOOLKIT_HOME")
    monkeypatch.chdir(workspace.practice.root)
    assert workspace.current() == workspace.practice
    assert workspace.practice.notebooks == workspace.notebooks
    assert workspace.practice.outputs != workspace.outputs


def test_a_practice_set_that_is_not_written_is_asked_for_in_vain(workspace):
    with pytest.raises(ParameterError, match="no practice set") as refused:
        workspace.use_practice()
    assert "toolkit demo" in str(refused.value)
