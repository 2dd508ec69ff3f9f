"""Better, similar or worse by a rule that has a name, and why it is not said where it is not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.comparison import refuse_judgement
from toolkit.analysis.funnels import FUNNEL_READS, make_funnel
from toolkit.analysis.ranking import peers
from toolkit.catalogue.indicators import load_indicators
from toolkit.errors import DataError, ParameterError, did_you_mean

__all__ = ["RULES", "judge"]

_NOT_COMPARED = "not compared"
_FIFTHS = (
    "highest fifth",
    "second highest fifth",
    "middle fifth",
    "second lowest fifth",
    "lowest fifth",
)
_FUNNEL_CODES = {
    "below 99.8%": -2,
    "below 95%": -1,
    "within": 0,
    "above 95%": 1,
    "above 99.8%": 2,
    _NOT_COMPARED: int(methods.Comparison.NOT_COMPARED),
}


def judge(results: pd.DataFrame, rule: str = "interval", goal: float | None = None) -> pd.DataFrame:
    """Judge every figure by one of the named rules.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results, compared with whom they are to be
        compared. For ``funnel`` and ``quintile`` all authorities of a nation
        must be among them.
    rule : {"interval", "interval_99_8", "funnel", "quintile", "goal"}
        The rule; `RULES` says each in words.
    goal : float, optional
        What is to be reached, in the unit; for the rule ``goal`` alone.

    Returns
    -------
    pandas.DataFrame
        The rows with rule, verdict and verdict_note (why there is none, or what
        it does not say). Verdicts: ``better``, ``similar``, ``worse``
        (``higher``, ``lower`` without judgement); by funnel ``best`` and
        ``worst`` too (``highest``, ``lowest``), outside the limits of 99.8%; by
        quintile the fifth; by goal ``met`` or ``not met``; else ``not compared``.

    Raises
    ------
    ParameterError
        There is no such rule (with the nearest), or no goal where one is needed.

    Notes
    -----
    No rule judges a suppressed figure, a synthetic estimate, a modelled one
    without limits, or one of fewer than ten events. The rules are not made for
    the same question and may disagree about an area: name the one that is shown.

    References
    ----------
    Office for Health Improvement and Disparities. Fingertips technical
    guidance: comparing with a benchmark.

    Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat
    Med 2005;24:1185-202. doi:10.1002/sim.1970

    Examples
    --------
    >>> from toolkit.contracts import RESULTS
    >>> rows = RESULTS.complete(pd.DataFrame({
    ...     "indicator": "planned_exits", "polarity": "higher_is_better", "state": "ok",
    ...     "value": [40.0, 60.0], "lower": [31.0, 50.0], "upper": [50.0, 69.0]}))
    >>> judge(rows, "goal", goal=55)["verdict"].tolist()
    ['not met', 'met']
    """
    if rule not in RULES:
        near = did_you_mean(rule, RULES)
        raise ParameterError(
            f"there is no rule {rule!r}" + (f": did you mean {near[0]}?" if near else ""),
            hint=f"choose one of {', '.join(RULES)}",
        )
    if (rule == "goal") != (goal is not None):
        raise ParameterError(
            "the rule goal needs a goal, and no other rule takes one",
            hint='write judge(results, "goal", goal=55)',
        )
    refused = refuse_judgement(results)
    verdict, note = _FUNCTIONS[rule](results[refused == ""], goal)
    return results.assign(
        rule=rule,
        verdict=verdict.reindex(results.index, fill_value=_NOT_COMPARED),
        verdict_note=refused.mask(refused == "", note.reindex(results.index, fill_value="")),
    )


Told = tuple["pd.Series[str]", "pd.Series[str]"]


def _said(rows: pd.DataFrame, verdict: object, note: object) -> Told:
    return (
        pd.Series(verdict, index=rows.index, dtype="str"),
        pd.Series(note, index=rows.index, dtype="str"),
    )


def _by_interval(rows: pd.DataFrame, _: float | None) -> Told:
    """Take what the comparison says already."""
    said = rows["significance"].where(rows["significance"] != "", _NOT_COMPARED)
    reasons = {
        "there are no limits": rows["lower"].isna(),
        "there is nothing to compare it with": rows["comparator"] == "",
        "the two rest on estimates of different years": pd.Series(True, index=rows.index),
    }
    why = np.select(list(reasons.values()), list(reasons), "")
    return _said(rows, said, np.where(said == _NOT_COMPARED, why, ""))


def _by_wider_interval(rows: pd.DataFrame, _: float | None) -> Told:
    """Compare limits of 99.8%, which counts and denominators give, with the comparator."""
    lower, upper = _limits(rows)
    codes = methods.compare(lower, upper, rows["comparator_value"].to_numpy())
    note = np.where(
        rows["comparator_value"].isna(),
        "there is nothing to compare it with",
        np.where(np.isnan(lower), "limits of 99.8% need the counts of a share or crude rate", ""),
    )
    return _said(rows, _words(rows, np.atleast_1d(codes)), note)


def _limits(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    lower, upper = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    scale = rows["indicator"].map({key: one.scale for key, one in load_indicators().items()})
    for method, interval in (("proportion", methods.wilson), ("crude_rate", methods.poisson)):
        chosen = ((rows["method"] == method) & (rows["denominator"] > 0)).to_numpy()
        x, n = (rows.loc[chosen, name].to_numpy() for name in ("count", "denominator"))
        # A share has limits of its own; a rate those of its events, over its people.
        given = (x, n) if method == "proportion" else (x,)
        unit = scale[chosen].to_numpy() / (1 if method == "proportion" else n)
        low, high = interval(*given, confidence=0.998)
        lower[chosen], upper[chosen] = low * unit, high * unit
    return lower, upper


def _by_funnel(rows: pd.DataFrame, _: float | None) -> Told:
    able = peers(rows)
    codes = np.full(len(able), int(methods.Comparison.NOT_COMPARED))
    notes = np.full(len(able), "", dtype=object)
    statement = able["statement"].to_numpy()
    able = able[FUNNEL_READS]
    for number in np.unique(statement):
        places = np.flatnonzero(statement == number)
        group = able.iloc[places]
        try:
            points = make_funnel(group).points
        except DataError as error:
            notes[places] = "; ".join(error.problems)
            continue
        levels = dict(zip(points["area_code"], points["level"], strict=True))
        for place, area in zip(places, group["area_code"], strict=True):
            codes[place] = _FUNNEL_CODES[levels.get(area, _NOT_COMPARED)]
            notes[place] = "" if area in levels else "the numbers behind the figure are not held"
    note = pd.Series("only upper-tier authorities stand in a funnel", index=rows.index)
    note.update(pd.Series(notes, index=able.index, dtype="str"))
    code = pd.Series(codes, index=able.index).reindex(
        rows.index, fill_value=int(methods.Comparison.NOT_COMPARED)
    )
    return _said(rows, _words(rows, code.to_numpy()), note)


def _by_quintile(rows: pd.DataFrame, _: float | None) -> Told:
    verdict = pd.Series(_NOT_COMPARED, index=rows.index, dtype="str")
    note = pd.Series("only upper-tier authorities are divided into fifths", index=rows.index)
    able = peers(rows)
    if not able.empty:
        statement = pd.factorize(able["statement"])[0]
        fifths = pd.Series(methods.quantile(able["value"], groups=statement), index=able.index)
        held = fifths.notna()
        verdict.update(fifths[held].map(dict(enumerate(_FIFTHS, 1))))
        note[able.index] = np.where(
            held,
            "a place among the authorities, which chance alone may give",
            "fewer than five authorities have a figure",
        )
    return _said(rows, verdict, note)


def _by_goal(rows: pd.DataFrame, goal: float | None) -> Told:
    assert goal is not None
    sign = rows["polarity"].map(methods.POLARITIES).astype(float).fillna(0)
    met = sign * (rows["value"] - goal) >= 0
    unsure = (rows["lower"] <= goal) & (goal <= rows["upper"])
    return _said(
        rows,
        np.where(sign == 0, _NOT_COMPARED, np.where(met, "met", "not met")),
        np.where(
            sign == 0,
            "nobody says which way is better",
            np.where(unsure, "the goal lies within the figure's limits", ""),
        ),
    )


def _words(rows: pd.DataFrame, codes: np.ndarray) -> np.ndarray:
    words = np.full(len(rows), _NOT_COMPARED, dtype=object)
    for polarity, places in rows.reset_index(drop=True).groupby("polarity").indices.items():
        words[places] = methods.judge(codes[places], str(polarity) or "no_judgement")
    return words


_FUNCTIONS: dict[str, Callable[[pd.DataFrame, float | None], Told]] = {
    "interval": _by_interval,
    "interval_99_8": _by_wider_interval,
    "funnel": _by_funnel,
    "quintile": _by_quintile,
    "goal": _by_goal,
}
RULES = {
    "interval": "the area's 95% limits against the comparator's value, as Fingertips does",
    "interval_99_8": "the area's 99.8% limits against the comparator's value",
    "funnel": "the area against the limits of a funnel about the average of its nation's authorities",
    "quintile": "the fifth of its nation's authorities that the area is in, without regard to chance",
    "goal": "the area's value against a goal",
}
"""Every rule by its name, in words."""
