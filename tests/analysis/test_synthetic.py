"""A survey's national shares among local residents."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from toolkit.analysis.synthetic import make_synthetic
from toolkit.errors import DataError

RESIDENTS = pd.Series(2_000.0, index=[*map(str, range(90)), "90+"])


def survey(*rows):
    return pd.DataFrame(rows, columns=["age", "value", "lower", "upper"], dtype=object).astype(
        {"value": float, "lower": float, "upper": float}
    )


def test_each_band_of_residents_has_the_surveys_share():
    made = make_synthetic(RESIDENTS, survey(("16-24", 20, 18, 22), ("25-59", 10, 9, 11)))
    # 18,000 and 70,000 people: 3,600 and 7,000.
    assert (made.value, made.lower, made.upper) == (11_000, 9_500, 12_000)
    assert made.residents == 88_000


def test_it_is_rounded_to_two_figures_and_called_illustrative():
    made = make_synthetic(RESIDENTS, survey(("11-15", 23.17, math.nan, math.nan)))
    assert made.value == 2_300
    assert math.isnan(made.lower)
    assert made.label == "illustrative"
    assert "nor judged" in made.note


def test_bands_that_share_people_are_refused():
    with pytest.raises(DataError, match="16-24 shares people"):
        make_synthetic(RESIDENTS, survey(("16-59", 9, 8, 10), ("16-24", 19, 17, 21)))


def test_every_fault_is_said_at_once():
    with pytest.raises(DataError) as caught:
        make_synthetic(
            RESIDENTS.drop("20"), survey(("16-24", math.nan, 1, 2), ("not stated", 9, 8, 10))
        )
    assert caught.value.problems == (
        "16-24: the residents are not known",
        "16-24: the survey's share is not known",
        "not stated is no band of ages in whole years",
    )


def test_without_a_survey_there_is_no_estimate():
    with pytest.raises(DataError, match="no rows"):
        make_synthetic(RESIDENTS, survey())
