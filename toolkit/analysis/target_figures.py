"""The latest figure that a target is judged by: from the results, or from the register itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from toolkit import methods
from toolkit.analysis.change import period_of
from toolkit.analysis.plan_time import Day
from toolkit.catalogue.indicators import Indicator, load_indicators

__all__ = ["TargetFigure", "find_latest"]

_NAN = math.nan


@dataclass(frozen=True)
class TargetFigure:
    """A figure of a target's measure.

    Parameters
    ----------
    value, lower, upper : float
        In the target's unit; NaN for no figure or no limits.
    count, base : float
        What a percentage is made of.
    period : str
        As a reader sees it; blank where none is stated.
    start, end : pandas.Timestamp
        First and last day; missing where no period is stated.
    origin : str
        ``results``, ``register`` or ``baseline``.
    """

    value: float
    lower: float
    upper: float
    count: float
    base: float
    period: str
    start: Day
    end: Day
    origin: str

    @property
    def says_where_from(self) -> str:
        """Say where the figure comes from."""
        return {
            "results": "from published figures",
            "register": "from the register",
            "baseline": "the baseline, the only figure there is",
        }[self.origin]


def find_latest(row: pd.Series, results: pd.DataFrame, as_of: pd.Timestamp) -> TargetFigure:
    """Return the latest figure of a target's measure up to a day.

    Parameters
    ----------
    row : pandas.Series
        A target.
    results : pandas.DataFrame
        Results of its area that may be shown.
    as_of : pandas.Timestamp
        The report's date: what ended later is left out.

    Returns
    -------
    TargetFigure
        That of the latest period; of equals, the publisher's.
    """
    found = [
        one
        for one in (_of_results(row, results, as_of), _of_register(row), _of_baseline(row))
        if one is not None and not (one.end > as_of)
    ]
    dated = [one for one in found if pd.notna(one.end)]
    undated_register = [one for one in found if one.origin == "register" and pd.isna(one.end)]
    if dated and not (undated_register and all(one.origin == "baseline" for one in dated)):
        return max(dated, key=lambda one: (one.end, one.origin == "results"))
    return next(iter([*undated_register, *found]), _none())


def _none() -> TargetFigure:
    return TargetFigure(_NAN, _NAN, _NAN, _NAN, _NAN, "", pd.NaT, pd.NaT, "baseline")


def _of_results(row: pd.Series, results: pd.DataFrame, as_of: pd.Timestamp) -> TargetFigure | None:
    indicator = load_indicators().get(row["measure"])
    if indicator is None or not _same_unit(indicator, row["unit"]):
        return None
    own = results[
        (results["indicator"] == indicator.id)
        & (results["area_code"] == row["area_code"])
        & (results["category_type"] == "")
        & (results["sex"] == row["sex"])
        & results["value"].notna()
        & (results["period_end"] <= as_of)
    ]
    ages = [row["age"]] if row["age"] else [indicator.population.age, "not stated"]
    own = own[own["age"].isin(ages)]
    own = own[own["group"] == row["group"]] if row["group"] in set(own["group"]) else own
    if own.empty or own["group"].nunique() > 1:
        return None
    last = own.sort_values(["period_end", "period_start"]).iloc[-1]
    return TargetFigure(
        value=float(last["value"]),
        lower=float(last["lower"]),
        upper=float(last["upper"]),
        count=float(last["count"]),
        base=float(last["denominator"]),
        period=str(period_of(last) or ""),
        start=last["period_start"],
        end=last["period_end"],
        origin="results",
    )


def _same_unit(indicator: Indicator, unit: str) -> bool:
    """Return whether an indicator is in a target's unit: "% of the estimate" is a per cent."""
    return indicator.unit == unit or (unit == "%" and indicator.unit.startswith("%"))


def _of_register(row: pd.Series) -> TargetFigure | None:
    if pd.isna(row["latest"]):
        return None
    value, count, base = (float(row[name]) for name in ("latest", "latest_count", "base"))
    lower, upper = _limits(row["unit"], count, base)
    days = row["latest_start"], row["latest_end"]
    return TargetFigure(value, lower, upper, count, base, row["latest_period"], *days, "register")


def _limits(unit: str, count: float, base: float) -> tuple[float, float]:
    """Return the 95% limits of a percentage whose count is known, in per cent."""
    if unit != "%" or not (base > 0 and 0 <= count <= base):
        return _NAN, _NAN
    lower, upper = methods.wilson(count, base)
    return 100 * float(lower), 100 * float(upper)


def _of_baseline(row: pd.Series) -> TargetFigure | None:
    if pd.isna(row["baseline"]):
        return None
    days = row["baseline_start"], row["baseline_end"]
    value, base = float(row["baseline"]), float(row["base"])
    return TargetFigure(
        value, _NAN, _NAN, _NAN, base, row["baseline_period"], *days, "baseline"
    )  # fmt: skip
