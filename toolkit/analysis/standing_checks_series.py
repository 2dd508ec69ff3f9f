"""Standing checks along time: jumps, areas that fall away, and changes across a break of method."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.findings import Checked, make_findings, name_people
from toolkit.analysis.selection import KEYS
from toolkit.catalogue.areas import current_code, current_upper_tier
from toolkit.catalogue.indicators import load_indicators

__all__ = ["check_breaks", "check_coverage", "check_edition_coverage", "check_periods"]

_LARGEST_JUMP, _ENOUGH = 2, 50
_LEAST_KEPT, _ENOUGH_AUTHORITIES = 0.9, 10
_FEWEST_FOR_A_TREND = 3
_SERIES = [key for key in KEYS if key not in ("period_start", "period_end")]
_TRENDS = ("increasing", "decreasing", "no significant change")


def check_periods(results: pd.DataFrame) -> Checked:
    """Look whether a count is of another magnitude than in the period before.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results.

    Returns
    -------
    Checked
        A notice where a count of 50 or more doubled or halved.
    """
    check = "magnitudes against the previous period"
    rows = results[results["count"].notna() & results["period_end"].notna()]
    series = ["indicator", *_SERIES]
    rows = rows.sort_values("period_end", kind="stable")
    before = rows.groupby(series, sort=False)[["count", "period_end"]].shift()
    rows = rows.assign(before=before["count"])[
        (rows["period_end"] - before["period_end"]).dt.days <= 370
    ]
    least, most = rows[["count", "before"]].min(axis=1), rows[["count", "before"]].max(axis=1)
    wrong = rows[(most > _LARGEST_JUMP * least) & (most >= _ENOUGH)]
    findings = make_findings(
        check,
        wrong,
        what=name_people(wrong),
        expected=[
            f"between half of {count:,.6g} and {_LARGEST_JUMP} times it"
            for count in wrong["before"]
        ],
        found=[f"{count:,.6g}" for count in wrong["count"]],
        severity="notice",
    )
    return Checked(check, len(rows), findings)


def check_coverage(results: pd.DataFrame) -> Checked:
    """Look whether an indicator has figures for as many authorities as in the period before.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results.

    Returns
    -------
    Checked
        A notice where more than a tenth of ten or more authorities fell away.
    """
    check = "authorities covered against the previous period"
    rows = results[results["value"].notna() & results["period_end"].notna()]
    keys = ["indicator", "period_kind", "period_start", "period_end"]
    covered = _count_authorities(rows, keys).sort_values("period_end", kind="stable")
    covered["before"] = covered.groupby(["indicator", "period_kind"])["areas"].shift()
    return _tell_shrunk(check, covered, "the period before")


def check_edition_coverage(observations: pd.DataFrame) -> Checked:
    """Look whether the last period of an edition covers as many authorities as the edition before.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.

    Returns
    -------
    Checked
        A notice where more than a tenth of ten or more authorities fell away.
    """
    check = "authorities covered against the previous edition"
    rows = observations[
        (observations["count"].notna() | observations["value"].notna())
        & observations["period_end"].notna()
        & (observations["edition"] != "")
    ]
    keys = ["source", "edition", "indicator", "period_kind", "period_start", "period_end"]
    covered = _count_authorities(rows, keys).sort_values(["edition", "period_end"], kind="stable")
    of = ["source", "indicator", "period_kind"]
    last = covered.groupby([*of, "edition"], as_index=False, sort=False).tail(1)
    last = last.assign(before=last.groupby(of)["areas"].shift())
    return _tell_shrunk(check, last, "the edition before")


def check_breaks(results: pd.DataFrame) -> Checked:
    """Look whether a trend or change leaps over a break of method that its indicator declares.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results.

    Returns
    -------
    Checked
        A fault where a change is measured from before the break, and where a
        trend is told although fewer than three figures stand after it.
    """
    check = "no trend or change across a break of method"
    broken = [
        (indicator.id, pd.Timestamp(one.day))
        for indicator in load_indicators().values()
        for one in indicator.breaks
    ]
    days = pd.DataFrame(broken, columns=["indicator", "day"])
    rows = results[results["value"].notna()].merge(days, on="indicator")
    rows = rows[rows["period_end"] >= rows["day"]].sort_values("period_end", kind="stable")
    series = ["indicator", "day", *_SERIES]
    since = (rows["period_start"] >= rows["day"]).groupby([rows[key] for key in series]).cumsum()
    leaps = (rows["method"] == "percentage_change") & (rows["baseline_start"] < rows["day"])
    wrong = rows[leaps | (rows["trend"].isin(_TRENDS) & (since < _FEWEST_FOR_A_TREND))]
    findings = make_findings(
        check,
        wrong,
        what=name_people(wrong),
        expected=[f"nothing from before {day:%d %B %Y}" for day in wrong["day"]],
        found=(wrong["method"] + ", " + wrong["trend"]).tolist(),
    )
    return Checked(check, len(rows), findings)


def _count_authorities(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Count today's authorities that have rows; a joint code stands for all it names."""
    today = {area.code for area in current_upper_tier()}
    codes = {
        code: [piece for part in code.split("+") if (piece := current_code(part)) in today]
        for code in rows["area_code"].unique()
    }
    distinct = rows[[*keys, "area_code"]].drop_duplicates()
    named = distinct.assign(area_code=distinct["area_code"].map(codes)).explode("area_code")
    return named.groupby(keys, as_index=False, sort=False).agg(areas=("area_code", "nunique"))


def _tell_shrunk(check: str, covered: pd.DataFrame, before: str) -> Checked:
    covered = covered[covered["before"] >= _ENOUGH_AUTHORITIES]
    shrunk = covered[covered["areas"] < _LEAST_KEPT * covered["before"]].assign(area_code="")
    findings = make_findings(
        check,
        shrunk,
        what=["authorities with a figure"] * len(shrunk),
        expected=[f"about {number:,.0f}, as in {before}" for number in shrunk["before"]],
        found=[f"{number:,}" for number in shrunk["areas"]],
        severity="notice",
    )
    return Checked(check, len(covered), findings)
