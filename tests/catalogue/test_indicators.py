"""The indicators of the catalogue can be found, calculated, judged and traced to data."""

from __future__ import annotations

import csv
import inspect
import re
from pathlib import Path

import pytest

from toolkit.analysis.calculation import STATISTICS
from toolkit.catalogue.indicators import find_indicator, load_indicators
from toolkit.catalogue.schemes import load_schemes
from toolkit.errors import ParameterError
from toolkit.methods import POLARITIES
from toolkit.sources import readers

PROJECT = Path(__file__).resolve().parents[2]
INDICATORS = load_indicators()
each_indicator = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=list(INDICATORS))


def measures(indicator):
    several = (*indicator.numerator, indicator.denominator, indicator.published)
    return [measure for measure in several if measure is not None]


@pytest.fixture(scope="module")
def tracked():
    """Every measure of the tables that are tracked with the project."""
    found = set()
    for path in (PROJECT / "data" / "raw").glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row.get("measure") for row in csv.DictReader(file)}
    assert found
    return found


@pytest.fixture(scope="module")
def readers_text():
    folder = Path(inspect.getfile(readers)).parent
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))


def is_read(measure, text):
    """Whether a reader names the measure, in full or as the pattern that makes it."""
    if f'"{measure}"' in text:
        return True
    patterns = re.findall(r'f"([a-z_]*\{[^}"]+\}[a-z_]*)"', text)
    return any(
        re.fullmatch(re.sub(r"\\\{.*?\\\}", "[a-z0-9]+", re.escape(pattern)), measure)
        for pattern in patterns
        if not pattern.startswith("{") and "_" in pattern
    )


@each_indicator
def test_its_statistic_can_be_calculated(indicator):
    assert indicator.statistic in STATISTICS


@each_indicator
def test_its_polarity_can_be_judged(indicator):
    assert indicator.polarity in POLARITIES


@each_indicator
def test_some_reader_or_tracked_table_holds_what_it_reads(indicator, tracked, readers_text):
    unread = [
        measure.measure
        for measure in measures(indicator)
        if measure.measure not in tracked and not is_read(measure.measure, readers_text)
    ]
    assert unread == []


@each_indicator
def test_groups_that_it_sums_share_people_out_in_one_scheme(indicator):
    for measure in measures(indicator):
        assert not measure.groups or any(
            set(measure.groups) <= set(scheme.exclusive) for scheme in load_schemes().values()
        )


@each_indicator
def test_numbers_of_people_are_never_set_against_another_areas(indicator):
    if indicator.unit.startswith("people"):
        assert not indicator.comparable


@each_indicator
def test_a_number_of_people_is_not_judged(indicator):
    if not indicator.comparable and indicator.unit.startswith("people"):
        assert indicator.polarity == "no_judgement"


@each_indicator
def test_a_share_is_out_of_a_hundred_and_says_so(indicator):
    assert indicator.unit.startswith("%") == (indicator.scale == 100)


@each_indicator
def test_its_words_are_whole_sentences_a_reader_can_use(indicator):
    for text in (indicator.why_it_matters, *indicator.caveats):
        assert text[0].isupper()
        assert text.endswith(".")
    assert not indicator.noun.endswith(".")
    # A reason is put after "because" or before a full stop of the sentence's own.
    assert not any(difference.reason.endswith(".") for difference in indicator.differences)


@each_indicator
def test_is_found_by_its_id_and_by_its_name_in_any_case(indicator):
    assert find_indicator(indicator.id) == indicator
    assert find_indicator(f"  {indicator.name.upper()} ") == indicator


def test_no_two_indicators_share_a_name_or_a_number_of_fingertips():
    names = [indicator.name.casefold() for indicator in INDICATORS.values()]
    numbers = [i.ids["fingertips"] for i in INDICATORS.values() if "fingertips" in i.ids]
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)


def test_the_scan_for_measures_would_notice_one_that_no_reader_holds(tracked, readers_text):
    assert "deaths_by_tea" not in tracked
    assert not is_read("deaths_by_tea", readers_text)
    assert is_read("drug_misuse_deaths", readers_text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("drug_misuse_death", "drug_misuse_deaths"),
        ("drug misuse deaths", "drug_misuse_deaths"),
        ("Deaths from drug misus", "Deaths from drug misuse"),
    ],
)
def test_an_unknown_indicator_is_refused_with_the_nearest(typed, meant):
    with pytest.raises(ParameterError, match=f"did you mean {meant}"):
        find_indicator(typed)


def test_an_indicator_like_no_other_is_refused_with_where_they_are_listed():
    with pytest.raises(ParameterError, match="toolkit indicators") as caught:
        find_indicator("house prices")
    assert "did you mean" not in str(caught.value)
