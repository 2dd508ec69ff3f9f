"""Hand-made observations: a row needs only what its test is about."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.analysis.calculation import calculate
from toolkit.catalogue.areas import current_upper_tier
from toolkit.catalogue.indicators import load_indicators
from toolkit.contracts import OBSERVATIONS, RESULTS
from toolkit.periods import Period
from toolkit.sources.manifest import Manifest
from toolkit.sources.reading import period_columns

USUAL = {
    "indicator": "numbers_in_treatment",
    "area_code": "E06000026",
    "period": "2023/24",
    "sex": "persons",
    "age": "18+",
    "group": "all",
    "basis": "published",
    "state": "ok",
    "rounding": 0.0,
    "source": "partnership_reports",
    "file": "partnership_reports/plymouth.csv",
    "locator": "row 2",
}


@pytest.fixture(scope="session")
def observed():
    """Build observations as the contract has them; a period is written as the field writes it."""

    def build(*rows):
        frame = pd.DataFrame([{"id": f"row-{n}", **USUAL, **row} for n, row in enumerate(rows)])
        periods = [Period.parse(text) if text else None for text in frame.pop("period")]
        frame = frame.assign(**period_columns(periods))
        return OBSERVATIONS.complete(frame)

    return build


@pytest.fixture(scope="session")
def calculated(observed):
    """Build observations and return what one indicator of the catalogue makes of them."""

    def results(indicator, *rows):
        return calculate(observed(*rows), [load_indicators()[indicator]])

    return results


@pytest.fixture(scope="session")
def calculated_apart(calculated):
    """Calculate several cases at once, each in an authority of its own; results by case."""

    def results(indicator, cases):
        codes = dict(
            zip(cases, (area.code for area in current_upper_tier("England")), strict=False)
        )
        made = calculated(
            indicator,
            *({**row, "area_code": codes[case]} for case, rows in cases.items() for row in rows),
        )
        return {case: made[made["area_code"] == codes[case]].to_dict("records") for case in cases}

    return results


@pytest.fixture(scope="session")
def stated():
    """Build results as the contract has them, for what comes after the calculation."""

    def build(*rows):
        usual = {
            **{name: USUAL[name] for name in ("sex", "group", "basis", "state", "source")},
            "indicator": "drug_misuse_deaths",
            "area_code": "E06000026",
            "period": "2019–21",
            "age": "all ages",
            "unit": "deaths per 100,000 people",
            "method": "published",
            "polarity": "lower_is_better",
            "observations": "row-0",
        }
        frame = pd.DataFrame([{**usual, **row} for row in rows])
        periods = [Period.parse(text) if text else None for text in frame.pop("period")]
        frame = frame.assign(**period_columns(periods))
        return RESULTS.complete(frame)

    return build


class FakeStore:
    """Observations at hand, read as a store's are."""

    def __init__(self, observations):
        self.rows = observations

    def manifest(self):
        parts = [FakePart(file) for file in self.rows["file"].unique()]
        return Manifest(parts, [])

    def observations(self, **equal):
        return self.read(self.manifest().observations, **equal)

    def read(self, parts, *, columns=None, **equal):
        rows = self.rows[self.rows["file"].isin([part.file for part in parts])]
        for name, value in equal.items():
            rows = rows[rows[name].isin([value] if isinstance(value, str) else value)]
        return rows[columns or list(rows)].reset_index(drop=True)


class FakePart:
    def __init__(self, file):
        self.file = file


@pytest.fixture
def store_of(observed):
    """Build a store of observations at hand, which is read as a true one is."""
    return lambda *rows: FakeStore(observed(*rows))
