"""What is held of an indicator is told, and where nothing is, why."""

from __future__ import annotations

from toolkit.analysis.data_states import explain_absence, states_of_data
from toolkit.catalogue.indicators import load_indicators
from toolkit.contracts import RESULTS

INDICATORS = load_indicators()


def of_availability(availability):
    return next(one for one in INDICATORS.values() if one.availability == availability)


def test_every_indicator_of_the_catalogue_has_a_state_and_none_is_silent():
    states = states_of_data(RESULTS.empty())
    assert [state.indicator.id for state in states] == list(INDICATORS)
    assert all(state.reason for state in states)


def test_what_is_held_is_counted_and_its_last_period_named(stated):
    (state,) = states_of_data(
        stated(
            {"value": 5.0, "period": "2018–20"},
            {"value": 6.0, "period": "2019–21"},
            {"value": 6.0, "period": "2019–21", "area_code": "E06000014", "restricted": True},
            {"period": "2020–22", "state": "suppressed"},
        ),
        [INDICATORS["drug_misuse_deaths"]],
    )
    assert (state.state, state.figures, state.areas, state.periods) == ("held", 3, 2, 2)
    assert (state.latest, state.restricted, state.reason) == ("2019–21", True, "")


def test_what_is_not_imported_names_the_sources_that_hold_it():
    (state,) = states_of_data(RESULTS.empty(), [INDICATORS["unmet_need_alcohol"]])
    assert state.state == "not imported"
    assert state.sources == ("ons_sdg_alcohol", "ndtms_viewit")
    assert "`toolkit import FILE` reads those of ons_sdg_alcohol and ndtms_viewit" in state.reason


def test_what_no_file_can_fill_says_why_in_the_words_of_the_catalogue():
    for availability in ("no_source_held", "derived"):
        indicator = of_availability(availability)
        assert explain_absence(indicator) == indicator.availability_reason


def test_what_is_restricted_says_so_and_what_would_fill_it():
    indicator = INDICATORS["continuity_of_care"]
    assert indicator.availability_reason in explain_absence(indicator)
    assert states_of_data(RESULTS.empty(), [indicator])[0].state == "restricted"
