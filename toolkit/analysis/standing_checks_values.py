"""Standing checks of single figures: shares, limits, known totals, and sources beside each other."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from toolkit.analysis.findings import Checked, make_findings, name_people
from toolkit.analysis.selection import KEYS
from toolkit.catalogue.areas import current_code
from toolkit.catalogue.publishers import load_sources
from toolkit.sources.practice.writing import SOURCE as SYNTHETIC

__all__ = [
    "check_editions",
    "check_england_in_treatment",
    "check_limits",
    "check_proportions",
    "check_sources",
]

_ENGLAND = "E92000001"
# Adults in treatment in England: NDTMS, by the year's end.
_IN_TREATMENT = {2020: 270_705, 2021: 275_896, 2022: 289_215, 2023: 290_635, 2024: 310_863}
# A share may be printed to one decimal only; rates from the same counts differ by as much.
_PRINTED_ALIKE, _PRINTED_ALIKE_SHARE = 0.05, 0.001
_LARGEST_REVISION, _ENOUGH = 1.5, 20


def check_proportions(results: pd.DataFrame) -> Checked:
    """Look whether every share, and both its limits, lie inside 0 to 100.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results. A change in per cent is no share.
    """
    check = "proportions inside 0 to 100"
    shares = results[
        results["unit"].str.startswith("%")
        & (results["unit"] != "% change")
        & results["value"].notna()
    ]
    numbers = shares[["value", "lower", "upper"]]
    wrong = shares[((numbers < 0) | (numbers > 100)).any(axis=1)]
    findings = make_findings(
        check,
        wrong,
        what=name_people(wrong),
        expected=["0 to 100"] * len(wrong),
        found=_figures(wrong),
    )
    return Checked(check, len(shares), findings)


def check_limits(results: pd.DataFrame) -> Checked:
    """Look whether every value lies between its limits.

    Parameters
    ----------
    results : pandas.DataFrame
        Under the contract of the results.
    """
    check = "values between their limits"
    held = results[results[["value", "lower", "upper"]].notna().all(axis=1)]
    wrong = held[(held["value"] < held["lower"]) | (held["value"] > held["upper"])]
    findings = make_findings(
        check,
        wrong,
        what=name_people(wrong),
        expected=["lower, value and upper in order"] * len(wrong),
        found=_figures(wrong),
    )
    return Checked(check, len(held), findings)


def check_england_in_treatment(observations: pd.DataFrame) -> Checked:
    """Look whether England's adults in treatment are as many as are known to have been.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.
    """
    check = "England's adults in treatment as published elsewhere"
    rows = observations[
        (observations["indicator"] == "numbers_in_treatment")
        & (observations["area_code"] == _ENGLAND)
        & (observations["sex"] == "persons")
        & (observations["age"] == "18+")
        & (observations["group"] == "all_adults")
        & (observations["period_kind"] == "financial")
        # What is made by chance is nobody's number.
        & (observations["source"] != SYNTHETIC)
    ]
    known = rows["period_end"].dt.year.map(_IN_TREATMENT)
    rows = rows.assign(known=known)[known.notna()]
    off = (rows["count"] - rows["known"]).abs() > rows["rounding"] / 2
    wrong = rows[off]
    findings = make_findings(
        check,
        wrong,
        what=wrong["file"].tolist(),
        expected=[f"{number:,.0f}" for number in wrong["known"]],
        found=[f"{number:,.0f}" for number in wrong["count"]],
    )
    return Checked(check, len(rows), findings)


def check_sources(observations: pd.DataFrame) -> Checked:
    """Look whether two sources that print one figure print the same, within rounding.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.

    Returns
    -------
    Checked
        A fault names both figures, and the source that speaks by ``sources.toml``.
    """
    check = "sources that print the same figure agree"
    pairs = _pairs(observations)
    pairs = pairs[pairs["source"] != pairs["source_other"]]
    wrong = pairs[_apart(pairs, "count") | _apart(pairs, "value")]
    findings = make_findings(
        check,
        wrong,
        what=name_people(wrong),
        expected=[
            f"{_figure(row, '_other')} as {row['source_other']} prints it"
            for row in wrong.to_dict("records")
        ],
        found=[
            f"{_figure(row)} in {row['source']}, which speaks" for row in wrong.to_dict("records")
        ],
    )
    return Checked(check, len(pairs), findings)


def check_editions(observations: pd.DataFrame) -> Checked:
    """Look whether an edition prints a figure of another magnitude than the one before.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.

    Returns
    -------
    Checked
        A fault where a figure grew or shrank by more than half, on 20 or more in
        either edition where it is a count.
    """
    check = "magnitudes against the previous edition"
    pairs = _pairs(observations)
    pairs = pairs[
        (pairs["source"] == pairs["source_other"]) & (pairs["file"] != pairs["file_other"])
    ]
    wrong = pairs[_jumps(pairs, "count", _ENOUGH) | _jumps(pairs, "value", 0)]
    findings = make_findings(
        check,
        wrong,
        what=name_people(wrong),
        expected=[
            f"within a factor of {_LARGEST_REVISION} of the {_figure(row, '_other')} in {row['file_other']}"
            for row in wrong.to_dict("records")
        ],
        found=[f"{_figure(row)} in {row['file']}" for row in wrong.to_dict("records")],
    )
    return Checked(check, len(pairs), findings)


_PAIRED = ["count", "value", "rounding", "source", "edition", "file"]


def _pairs(observations: pd.DataFrame) -> pd.DataFrame:
    """Set beside the row that speaks for a figure each other row that prints it."""
    keys = ["indicator", *KEYS]
    codes = {code: current_code(code) for code in observations["area_code"].unique()}
    rows = observations[[*keys, *_PAIRED, "state"]].assign(
        area_code=observations["area_code"].map(codes)
    )
    rows = rows[rows.duplicated(keys, keep=False) & rows["period_start"].notna()]
    rank = rows["source"].map({one.id: one.precedence for one in load_sources().values()})
    rows = rows.assign(rank=rank).sort_values(
        ["rank", "edition", "file"], ascending=[True, False, False], kind="stable"
    )
    again = rows.duplicated(keys)
    return rows[~again].merge(rows.loc[again, [*keys, *_PAIRED]], on=keys, suffixes=("", "_other"))


def _apart(pairs: pd.DataFrame, name: str) -> pd.Series[bool]:
    """Return where two figures differ by more than rounding; where one is absent they do not."""
    one, other = pairs[name], pairs[f"{name}_other"]
    rounded = (pairs["rounding"] + pairs["rounding_other"]) / 2
    printed = (_PRINTED_ALIKE_SHARE * other.abs()).clip(lower=_PRINTED_ALIKE)
    return (one - other).abs() > (rounded if name == "count" else printed)


def _jumps(pairs: pd.DataFrame, name: str, enough: float) -> pd.Series[bool]:
    least = pairs[[name, f"{name}_other"]].min(axis=1, skipna=False)
    most = pairs[[name, f"{name}_other"]].max(axis=1, skipna=False)
    return (most > _LARGEST_REVISION * least) & (most >= enough)


def _figure(row: Mapping[Hashable, Any], suffix: str = "") -> str:
    count, value = row[f"count{suffix}"], row[f"value{suffix}"]
    told = [f"{number:,.6g}" for number in (count, value) if pd.notna(number)]
    return " and ".join(told) or "no figure"


def _figures(rows: pd.DataFrame) -> list[str]:
    return [
        f"{value:.6g} ({lower:.6g} to {upper:.6g})" if pd.notna(lower) else f"{value:.6g}"
        for value, lower, upper in rows[["value", "lower", "upper"]].itertuples(index=False)
    ]
