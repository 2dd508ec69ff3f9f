"""Better, similar or worse: each figure beside the same figure of another area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.selection import KEYS
from toolkit.catalogue.areas import load_areas
from toolkit.catalogue.indicators import load_indicators

__all__ = ["compare_with", "compare_with_nation"]

_SAME = ["indicator", *(key for key in KEYS if key != "area_code")]


def compare_with(
    rows: pd.DataFrame, references: pd.Series[str], results: pd.DataFrame
) -> pd.DataFrame:
    """Set each row beside the same statement about a reference area.

    The rule is that of Fingertips: the area's limits against the reference's
    value, taken as fixed; a limit that equals it counts as similar. A row
    without limits, a number of people, and an area itself are not compared.

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
        significance filled.

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
    return merged.assign(
        comparator=merged["comparator"].where(held, ""),
        difference=value - other,
        ratio=np.where(other != 0, value / other, np.nan),
        significance=np.where(held, np.where(alike, _judge(merged), "not compared"), ""),
    )


def _judge(rows: pd.DataFrame) -> np.ndarray:
    codes = methods.compare(
        rows["lower"].to_numpy(), rows["upper"].to_numpy(), rows["comparator_value"].to_numpy()
    )
    verdict = np.full(len(rows), "", dtype=object)
    for polarity, places in rows.reset_index(drop=True).groupby("polarity").indices.items():
        verdict[places] = methods.judge(np.atleast_1d(codes)[places], str(polarity))
    return verdict


def compare_with_nation(results: pd.DataFrame) -> pd.DataFrame:
    """Compare every result with the nation that its area is in."""
    areas = load_areas()
    # The parts of a combined area are of one nation.
    firsts = {code: code.split("+")[0] for code in results["area_code"].unique()}
    nations = {
        code: areas[first].nation_code if first in areas else "" for code, first in firsts.items()
    }
    return compare_with(results, results["area_code"].map(nations), results)
