"""The nations' own statistics of one subject, and what is said of how they differ."""

from __future__ import annotations

import itertools

import pytest

from toolkit.catalogue.equivalents import (
    Subject,
    differences_between,
    indicator_of_nation,
    load_subjects,
    reasons_apart,
)
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.tables import read_declarations
from toolkit.errors import CatalogueError

INDICATORS = load_indicators()


def test_every_pair_of_nations_statistics_has_its_reasons():
    for subject in load_subjects().values():
        for one, other in itertools.combinations(subject.indicators, 2):
            if INDICATORS[one].nations != INDICATORS[other].nations:
                assert differences_between(INDICATORS[one], INDICATORS[other]), (one, other)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("drug_misuse_deaths", "drug_related_deaths_scotpho", "by age and sex (Scotland)"),
        ("drug_misuse_deaths", "drug_misuse_deaths_scotland", "five years, totals pooled"),
        ("drug_misuse_deaths", "drug_misuse_deaths_scotland", "by year of registration, within"),
        ("alcohol_specific_mortality", "alcohol_specific_deaths_scotpho", "the mean of a year"),
        ("waiting_within_3_weeks_scotland", "waiting_within_20_working_days_wales", "20 working"),
    ],
)
def test_the_known_differences_are_said(one, other, reason):
    assert reason in "; ".join(differences_between(INDICATORS[one], INDICATORS[other]))


def test_a_standard_population_that_is_the_same_is_no_difference():
    told = differences_between(
        INDICATORS["drug_misuse_deaths"], INDICATORS["drug_misuse_deaths_scotland"]
    )
    assert not [line for line in told if line.startswith("standardisation")]


def test_what_is_said_of_standardisation_agrees_with_the_indicators():
    for subject in load_subjects().values():
        for one, traits in subject.indicators.items():
            if INDICATORS[one].standard:
                assert traits.standardisation == INDICATORS[one].standard, one


def test_england_and_wales_share_the_statistics_of_one_office():
    assert reasons_apart("England", "Wales") == ()
    assert (
        indicator_of_nation(INDICATORS["drug_misuse_deaths"], "Wales")
        == (INDICATORS["drug_misuse_deaths"])
    )


def test_england_and_scotland_are_apart_with_a_reason_for_each_subject():
    told = reasons_apart("Scotland", "England")
    assert [line for line in told if line.startswith("Waiting for treatment: ")]
    assert [line for line in told if "by age and sex (Scotland)" in line]


def test_northern_ireland_has_no_statistics_to_set_beside():
    assert reasons_apart("England", "Northern Ireland") == (
        "no statistics are held that England and Northern Ireland publish alike",
    )


def test_a_nation_without_a_statistic_of_the_subject_has_none():
    assert indicator_of_nation(INDICATORS["alcohol_dependence"], "Scotland") is None
    assert indicator_of_nation(INDICATORS["waiting_within_3_weeks"], "Scotland").id == (
        "waiting_within_3_weeks_scotland"
    )


def test_indicators_of_two_subjects_have_no_differences_to_tell():
    assert differences_between(INDICATORS["drug_offences"], INDICATORS["drug_misuse_deaths"]) == ()


def test_a_table_that_does_not_tell_nations_apart_is_refused_with_every_fault(tmp_path):
    path = tmp_path / "equivalents.toml"
    path.write_text(
        '[waits]\nname = "Waits"\n'
        '[waits.indicators.waiting_within_3_weeks]\ndefinition = "three weeks"\n'
        '[waits.indicators.waiting_within_3_weeks_scotland]\ndefinition = "three weeks"\n'
        '[crime]\nname = "Crime"\n'
        '[crime.indicators.drug_offences]\nmeaning = "law"\n'
        "[crime.indicators.drug_ofences]\n",
        encoding="utf-8",
    )
    with pytest.raises(CatalogueError) as refusal:
        read_declarations([path], Subject)
    text = str(refusal.value)
    assert "nothing is said of how waiting_within_3_weeks and" in text
    assert "unknown field" in text
