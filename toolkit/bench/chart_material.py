"""Made-up results in the shape of a report's: all authorities of England over twenty-one periods."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from toolkit.analysis.change import latest
from toolkit.analysis.funnels import Funnel, make_funnel
from toolkit.analysis.ranking import rank_areas
from toolkit.analysis.spines import make_spine
from toolkit.catalogue.areas import current_upper_tier, find_area
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.contracts import RESULTS

__all__ = ["Material"]

_SEED = 20_261_101
_YEARS = range(2001, 2022)
_INDICATORS = 16
NATION = "E92000001"


@dataclass(frozen=True)
class Material:
    """What eight charts of a report are drawn from.

    Parameters
    ----------
    results : pandas.DataFrame
        Drug misuse deaths of every authority and the nation by period.
    domain : pandas.DataFrame
        Sixteen indicators of every authority and the nation in one period.
    """

    results: pd.DataFrame
    domain: pd.DataFrame

    @classmethod
    def make(cls) -> Material:
        """Return the same material at every call."""
        draw = np.random.default_rng(_SEED)
        codes = [*(area.code for area in current_upper_tier("England")), NATION]
        ranked = [key for key, one in load_indicators().items() if one.comparable][:_INDICATORS]
        results = pd.concat([_rows(draw, codes, "drug_misuse_deaths", year) for year in _YEARS])
        domain = pd.concat([_rows(draw, codes, key, _YEARS[-1]) for key in ranked])
        return cls(RESULTS.complete(results), rank_areas(RESULTS.complete(domain)))

    @property
    def area(self) -> str:
        """Code of the area that the charts are about."""
        return "E06000026"

    @property
    def indicators(self) -> dict[str, Indicator]:
        """The declarations."""
        return dict(load_indicators())

    @property
    def latest(self) -> pd.DataFrame:
        """The last period of the deaths."""
        return latest(self.results)

    @property
    def authorities(self) -> pd.DataFrame:
        """The last period of the deaths, without the nation."""
        return self.latest[self.latest["area_code"] != NATION]

    @cached_property
    def funnel(self) -> Funnel:
        """The funnel of the last period."""
        return make_funnel(self.authorities)

    @cached_property
    def spine(self) -> pd.DataFrame:
        """The area's sixteen indicators among all authorities."""
        return make_spine(self.domain, self.area, NATION)

    def series(self, code: str) -> pd.DataFrame:
        """Return the deaths of one area, in order of period."""
        return self.results[self.results["area_code"] == code]

    def neighbours(self) -> dict[str, pd.DataFrame]:
        """Return the deaths of the area and eleven others, by name."""
        others = [code for code in self.authorities["area_code"] if code != self.area][:11]
        return {find_area(code).name: self.series(code) for code in [self.area, *others]}


def _rows(draw: np.random.Generator, codes: list[str], indicator: str, year: int) -> pd.DataFrame:
    declared = load_indicators()[indicator]
    population = draw.integers(150_000, 1_500_000, len(codes)).astype(float)
    count = draw.poisson(population * 8e-5).astype(float) + 10
    value = count / population * 100_000
    apart = 1.96 * np.sqrt(count) / population * 100_000
    return pd.DataFrame(
        {
            "indicator": indicator,
            "area_code": codes,
            "period_kind": "pooled",
            "period_start": pd.Timestamp(year, 1, 1),
            "period_end": pd.Timestamp(year + 2, 12, 31),
            "sex": "persons",
            "age": "all ages",
            "group": "all",
            "count": count,
            "denominator": population,
            "value": value,
            "lower": value - apart,
            "upper": value + apart,
            "unit": declared.unit,
            "method": "rate",
            "significance": np.resize(["better", "similar", "worse"], len(codes)),
            "polarity": declared.polarity,
            "basis": "published",
            "state": "ok",
            "source": "made_up",
            "observations": "none",
        }
    )
