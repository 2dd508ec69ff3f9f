"""The material of a section, made by hand: results of one indicator and whom they are about."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.analysis.comparison import compare_with
from toolkit.catalogue.areas import find_area
from toolkit.catalogue.indicators import load_indicators
from toolkit.contracts import RESULTS
from toolkit.periods import Period
from toolkit.presentation.context import Context
from toolkit.sources.reading import period_columns

USUAL = {
    "period": "2019–21",
    "sex": "persons",
    "age": "all ages",
    "group": "all",
    "method": "published",
    "basis": "published",
    "state": "ok",
    "source": "partnership_reports",
    "observations": "row-0",
}


@pytest.fixture
def stated():
    """Build results as the contract has them; periods and areas are written as a reader writes them."""

    def build(indicator, *rows):
        declared = load_indicators()[indicator]
        usual = {
            **USUAL,
            "area": "Plymouth",
            "baseline": "",
            "indicator": indicator,
            "unit": declared.unit,
            "polarity": declared.polarity,
        }
        frame = pd.DataFrame([{**usual, **row} for row in rows], columns=None if rows else [*usual])
        periods, baselines = (
            period_columns([Period.parse(text) if text else None for text in frame.pop(name)])
            for name in ("period", "baseline")
        )
        frame = frame.assign(
            area_code=[find_area(name).code for name in frame.pop("area")],
            **periods,
            baseline_start=baselines["period_start"],
            baseline_end=baselines["period_end"],
        )
        results = RESULTS.complete(frame)
        return results.sort_values(["period_end", "period_start"], na_position="first")

    return build


@pytest.fixture
def context(stated):
    """Build what a section is made from."""

    def build(indicator, *rows, area="Plymouth", comparators=("England",), **other):
        results = stated(indicator, *rows)
        whom = find_area(area)
        beside = [find_area(name) for name in comparators]
        own = results[results["area_code"] == whom.code]
        compared = [
            compare_with(own, pd.Series(one.code, index=own.index, dtype="str"), results)
            for one in beside
        ]
        return Context(
            area=whom,
            comparators=beside,
            indicator=load_indicators()[indicator],
            rows=results,
            comparisons=pd.concat(compared) if compared else own,
            sources=["Office for National Statistics. File deaths.xlsx."],
            **other,
        )

    return build
