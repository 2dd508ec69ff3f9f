"""Better, similar or worse: each figure beside the same figure of another area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.selection import KEYS
from toolkit.catalogue.areas import load_areas
from toolkit.catalogue.indicators import load_indicators

__all__ = ["compare_with", "compare_with_nation", "refuse_judgement"]

_FEW = "fewer than 10 events"
_SAME = ["indicator", *(key for key in KEYS if key != "area_code")]


def compare_with(
    rows: pd.DataFrame, references: pd.Series[str], results: pd.DataFrame
) -> pd.DataFrame:
    """Set each row beside the same statement about a reference area.

    The rule is that of Fingertips: the area's limits against the reference's
    value, taken as fixed; a limit that equals it counts as similar. A number of
    people and an area itself are not compared. What `refuse_judgement` refuses
    is set beside the reference and "not compared".

    Parameters
    ----------
    rows : pandas.DataFrame
        Results to compare.
    references : pandas.Series of str
        For each row, the code of the area it is compared with; blank for none.
    results : pandas.DataFrame
        Where the reference areas' results stand.

    Returns
    -------
    pandas.DataFrame
        The rows with comparator, comparator_value, difference, ratio and
        significance filled; where only the number of events forbids a
        judgement, the note says so.

    References
    ----------
    Public Health England. Fingertips: technical guidance on comparison with
    benchmarks, confidence intervals overlapping the reference value.
    """
    comparable = {key for key, indicator in load_indicators().items() if indicator.comparable}
    columns = [*_SAME, "area_code", "value", "baseline_end"]
    beside = results.loc[results["indicator"].isin(comparable), columns].rename(
        columns={
            "area_code": "comparator",
            "value": "comparator_value",
            "baseline_end": "comparator_baseline",
        }
    )
    settled = rows.drop(columns=["comparator", "comparator_value"]).assign(
        comparator=references.where(references != rows["area_code"], "").to_numpy()
    )
    merged = settled.merge(
        beside.drop_duplicates([*_SAME, "comparator"]), on=[*_SAME, "comparator"], how="left"
    )
    baseline = merged.pop("comparator_baseline")
    # Shares of estimates of different years are set side by side, and not judged.
    alike = (merged["baseline_end"] == baseline) | baseline.isna() | merged["baseline_end"].isna()
    value, other = merged["value"], merged["comparator_value"]
    held = value.notna() & other.notna()
    refused = refuse_judgement(merged)
    few = held & alike & (refused == _FEW)
    return merged.assign(
        note=_with_note(merged["note"], few),
        comparator=merged["comparator"].where(held, ""),
        difference=value - other,
        ratio=np.where(other != 0, value / other, np.nan),
        significance=np.where(
            held, np.where(alike & (refused == ""), _judge(merged), "not compared"), ""
        ),
    )


def refuse_judgement(rows: pd.DataFrame) -> pd.Series[str]:
    """Return why each row may not be judged by any rule; blank where it may.

    Parameters
    ----------
    rows : pandas.DataFrame
        Under the contract of the results.

    Returns
    -------
    pandas.Series of str
        A clause, in the order of the rows: no value, a synthetic estimate, an
        estimate without limits, or fewer than ten events.

    Examples
    --------
    >>> rows = pd.DataFrame({"indicator": "drug_misuse_deaths", "basis": "published",
    ...                      "state": "ok", "count": [9.0, 12.0], "value": 4.1, "lower": 1.9})
    >>> refuse_judgement(rows).tolist()
    ['fewer than 10 events', '']
    """
    synthetic = [
        key
        for key, indicator in load_indicators().items()
        if indicator.published_as == "synthetic_estimate"
    ]
    reasons = {
        "the figure is suppressed": rows["value"].isna() & (rows["state"] == "suppressed"),
        "there is no figure": rows["value"].isna(),
        "a synthetic estimate, which knows nothing of the area but its people": rows[
            "indicator"
        ].isin(synthetic),
        "a modelled estimate without limits": (rows["basis"] == "modelled") & rows["lower"].isna(),
        _FEW: rows["count"] < methods.FEW_EVENTS,
    }
    return pd.Series(np.select(list(reasons.values()), list(reasons), ""), index=rows.index)


_FEW_NOTE = "Not judged against another area: the figure rests on fewer than 10 events."


def _with_note(notes: pd.Series[str], few: pd.Series[bool]) -> pd.Series[str]:
    """Say once why a figure with limits is not judged."""
    kept = notes.str.replace(_FEW_NOTE, "", regex=False).str.strip()
    return kept.where(~few, (kept + " " + _FEW_NOTE).str.strip())


def _judge(rows: pd.DataFrame) -> np.ndarray:
    codes = methods.compare(
        rows["lower"].to_numpy(), rows["upper"].to_numpy(), rows["comparator_value"].to_numpy()
    )
    verdict = np.full(len(rows), "", dtype=object)
    for polarity, places in rows.reset_index(drop=True).groupby("polarity").indices.items():
        verdict[places] = methods.judge(np.atleast_1d(codes)[places], str(polarity))
    return verdict


def compare_with_nation(results: pd.DataFrame, nations: pd.DataFrame | None = None) -> pd.DataFrame:
    """Compare every result with the nation that its area is in; the nation's among them, or apart."""
    areas = load_areas()
    # The parts of a combined area are of one nation.
    firsts = {code: code.split("+")[0] for code in results["area_code"].unique()}
    wholes = {
        code: areas[first].nation_code if first in areas else "" for code, first in firsts.items()
    }
    beside = results if nations is None else nations
    return compare_with(results, results["area_code"].map(wholes), beside)
