"""Printed values held against results of the area at hand."""

from __future__ import annotations

import pandas as pd

from toolkit.check.held_results import hold_against
from toolkit.check.readers.plain import read_text


def results(*rows):
    return pd.DataFrame(
        [
            {
                "indicator": "drug_misuse_deaths",
                "period_kind": "pooled",
                "period_start": f"{first}-01-01",
                "period_end": f"{last}-12-31",
                "sex": "persons",
                "group": "all",
                "value": value,
                "unit": "deaths per 100,000 people",
                "source": "ons_drug_poisoning_by_la",
            }
            for first, last, value in rows
        ]
    )


HELD = results((2018, 2020, 9.41), (2019, 2021, 10.02), (2021, 2023, 7.5))


def verdict_of(text):
    (found,) = hold_against(read_text(text), HELD, "Plymouth")
    return found.verdict, found.explanation


def test_a_value_of_its_period_agrees_and_names_the_source():
    verdict, why = verdict_of(
        "Deaths from drug misuse were 10.0 per 100,000 in Plymouth in 2019–21."
    )
    assert verdict == "agrees"
    assert "ons_drug_poisoning_by_la" in why


def test_a_value_of_another_period_agrees_in_another_sense_that_is_named():
    verdict, why = verdict_of(
        "Deaths from drug misuse were 9.4 per 100,000 in Plymouth in 2019–21."
    )
    assert verdict == "agrees in another sense"
    assert "2018–20" in why


def test_a_value_that_is_held_otherwise_disagrees():
    assert verdict_of("Deaths from drug misuse were 12.0 per 100,000 in 2019–21.")[0] == "disagrees"


def test_a_period_that_is_not_held_cannot_be_recomputed():
    verdict, why = verdict_of("Deaths from drug misuse were 12.0 per 100,000 in 2022–24.")
    assert verdict == "cannot be recomputed"
    assert "2021–23" in why


def test_a_sentence_about_a_difference_is_no_value():
    text = "Deaths from drug misuse rose to 12.0 per 100,000 in 2019–21."
    assert not list(hold_against(read_text(text), HELD, "Plymouth"))


def test_what_would_be_is_no_value():
    text = "If it goes on, deaths from drug misuse would be 12.0 per 100,000 in 2019–21."
    assert not list(hold_against(read_text(text), HELD, "Plymouth"))


def test_a_sentence_of_another_area_is_not_held_against_this_one():
    text = "Deaths from drug misuse were 5.1 per 100,000 in England in 2019–21."
    assert not list(hold_against(read_text(text), HELD, "Plymouth"))


def test_a_figure_without_a_period_is_no_edition():
    rows = pd.concat([HELD, HELD.assign(period_kind="", value=5.0)])
    text = "Deaths from drug misuse were 10.0 per 100,000 in Plymouth in 2019–21."
    (found,) = hold_against(read_text(text), rows, "Plymouth")
    assert found.verdict == "agrees"


def test_about_allows_for_a_round_figure_of_its_own_period():
    verdict, why = verdict_of("Deaths from drug misuse were about 10 per 100,000 in 2018–20.")
    assert verdict == "agrees"
    assert "about" in why
