"""The attack finds what a leaky publication tells, and nothing in what the gate lets through."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.disclosure.test_protection import counted
from toolkit.analysis.calculation import calculate
from toolkit.bench.disclosure import attack_caseloads
from toolkit.catalogue.indicators import load_indicators
from toolkit.disclosure.attack import attack_shown
from toolkit.disclosure.protection import protect
from toolkit.sources.practice.caseloads import make_caseloads

TREATMENT = [load_indicators()["numbers_in_treatment"]]


def printed(observations, *, but=()):
    results = calculate(observations, TREATMENT)
    return results[~results["group"].isin(but)]


def test_finds_the_group_that_is_hidden_alone():
    observations = counted()
    found = attack_shown(observations, printed(observations, but=["non_opiate_only"]))
    assert found.recovered == ("local_figures-E06000017-2023/24-non_opiate_only",)


def test_finds_nothing_that_the_gate_lets_through():
    observations = counted()
    found = attack_shown(observations, protect(observations).mask(printed(observations)))
    assert (found.protected, found.beyond, found.recovered) == (1, 1, ())


def test_finds_what_a_figure_made_of_it_tells():
    observations = counted()
    results = calculate(observations, TREATMENT)
    gone = results["group"] == "non_opiate_only"
    results.loc[gone, ["count", "value"]] = float("nan")
    results.loc[gone, "upper"] = 8.8
    assert len(attack_shown(observations, results).recovered) == 1


def test_two_editions_that_hide_different_groups_tell_each_other():
    first, second = (counted(edition=name).assign(id=lambda rows, n=name: n + rows["id"])
                     for name in ("2023", "2024"))  # fmt: skip
    observations = pd.concat([first, second], ignore_index=True)
    shown = first[~first["group"].isin(["non_opiate_only", "alcohol_only"])]
    others = second[~second["group"].isin(["non_opiate_only", "non_opiate_and_alcohol"])]
    results = pd.concat([shown, others]).rename(columns={"id": "observations"})
    assert attack_shown(observations, results.assign(recomputed=float("nan"))).recovered


def test_two_areas_reports_tell_the_smaller_where_a_third_is_of_both():
    observations = pd.concat(
        [
            counted({"all_adults": 33}, area="E06000016+E06000017"),
            counted({"all_adults": 30}, area="E06000016"),
            counted({"all_adults": 3}),
        ],
        ignore_index=True,
    )
    reports = observations[observations["area_code"] != "E06000017"]
    results = reports.rename(columns={"id": "observations"}).assign(recomputed=float("nan"))
    assert len(attack_shown(observations, results).recovered) == 1
    masked = protect(observations).reasons
    kept = results[~results["observations"].isin(masked)]
    assert not attack_shown(observations, kept).recovered


@pytest.mark.slow
def test_caseloads_of_twelve_authorities_tell_nothing():
    [caseloads] = make_caseloads(TREATMENT)
    twelve = caseloads["area_code"].isin(caseloads["area_code"].unique()[:12])
    found = attack_caseloads(caseloads[twelve], TREATMENT, report=lambda _: None)
    assert found.protected > 0.1 * found.cells
    assert found.beyond < 0.15 * found.cells
    assert found.recovered == ()
