"""Standing checks of parts against totals: groups, sexes, years, and areas within areas."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.analysis.findings import Checked, Finding, Severity, make_findings, name_people
from toolkit.analysis.selection import KEYS
from toolkit.catalogue.areas import current_code, current_upper_tier, load_areas
from toolkit.catalogue.schemes import load_schemes

__all__ = [
    "check_areas",
    "check_groups",
    "check_pooled_years",
    "check_scheme_totals",
    "check_sexes",
]

_SAME = ["file", "indicator", *KEYS]
# Someone who moves is counted by each authority that they lived in, so parts may exceed the whole.
_COUNTS_MOVERS_TWICE = {"ndtms_viewit", "ons_sdg_alcohol", "ohid_treatment_tables"}
_UNPLACED, _SEX_UNSTATED = 0.05, 0.01


def check_groups(observations: pd.DataFrame) -> Checked:
    """Look whether the groups of each scheme add up to its total, and their parts to them.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations. Modelled figures are left out:
        their parts are modelled apart and need not add up.
    """
    rows = _counted(observations)
    compared = [
        _sum_parts(rows, "group", whole, parts, scheme.id)
        for scheme in load_schemes().values()
        for whole, parts in {scheme.total: scheme.exclusive, **scheme.parts}.items()
    ]
    return _tell("groups against their total", pd.concat(compared, ignore_index=True))


def check_sexes(observations: pd.DataFrame) -> Checked:
    """Look whether males and females add up to persons.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations. People whose sex is not stated
        are in persons alone: up to a hundredth fewer is a notice.
    """
    rows = _counted(observations)
    compared = _sum_parts(rows, "sex", "persons", ("male", "female"))
    compared["unplaced"] = _SEX_UNSTATED * compared["count"]
    return _tell("males and females against persons", compared)


def check_areas(observations: pd.DataFrame) -> Checked:
    """Look whether the areas within a region or nation add up to it.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.

    Returns
    -------
    Checked
        Only of wholes all of whose parts are printed in the same file, on
        today's codes. Where a mover counts in two authorities the sum may be
        above the whole. A sum up to a twentieth below it is a notice: people of
        no known area are in the whole alone.
    """
    rows = _counted(observations)
    codes = {code: current_code(code) for code in rows["area_code"].unique()}
    rows = rows.assign(area_code=rows["area_code"].map(codes))
    compared = pd.concat(
        [_sum_areas(rows, whole_of) for whole_of in (_regions(), _nations(), _countries())],
        ignore_index=True,
    )
    movers = compared["source"].isin(_COUNTS_MOVERS_TWICE)
    # Of England and Wales together, deaths of people who lived in neither are a part.
    joint = compared["area_code"].str.startswith("K")
    compared["above"] = compared["above"].mask(movers, np.inf)
    compared["below"] = compared["below"].mask(joint, np.inf)
    compared["unplaced"] = _UNPLACED * compared["count"]
    return _tell("areas against their region and nation", compared)


def check_pooled_years(observations: pd.DataFrame) -> Checked:
    """Look whether the count of several years is that of its single years added up.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations. Rates of pooled years are made
        of the single years where all of them are printed; this says where the
        publisher's own count of the years together is another.
    """
    rows = _counted(observations)
    ends = rows["period_end"] + pd.Timedelta(days=1)
    months = (ends.dt.year - rows["period_start"].dt.year) * 12
    months += ends.dt.month - rows["period_start"].dt.month
    compared = [
        _sum_years(rows[months == 12 * years], rows[months == 12], years)
        for years in sorted({several // 12 for several in months if several in range(24, 121, 12)})
    ]
    check = "counts of several years against their single years"
    return (
        _tell(check, pd.concat(compared, ignore_index=True)) if compared else Checked(check, 0, ())
    )


def check_scheme_totals(observations: pd.DataFrame) -> Checked:
    """Look whether two schemes share out the same number of people.

    Parameters
    ----------
    observations : pandas.DataFrame
        Under the contract of the observations.
    """
    check = "totals of two grouping schemes alike"
    totals = {scheme.id: scheme.total for scheme in load_schemes().values()}
    rows = _counted(observations)
    rows = rows[rows["group"] == rows["grouping_scheme"].map(totals)]
    keys = [name for name in ("indicator", *KEYS) if name not in ("group", "grouping_scheme")]
    pairs = rows.merge(rows, on=keys, suffixes=("", "_other"))
    pairs = pairs[pairs["grouping_scheme"] < pairs["grouping_scheme_other"]]
    slack = (pairs["rounding"] + pairs["rounding_other"]) / 2
    wrong = pairs[(pairs["count"] - pairs["count_other"]).abs() > slack]
    findings = make_findings(
        check,
        wrong,
        what=wrong["grouping_scheme"].tolist(),
        expected=[
            f"{count:,.0f} as {scheme} has it"
            for count, scheme in zip(
                wrong["count_other"], wrong["grouping_scheme_other"], strict=True
            )
        ],
        found=[f"{count:,.0f}" for count in wrong["count"]],
    )
    return Checked(check, len(pairs), findings)


def _counted(observations: pd.DataFrame) -> pd.DataFrame:
    return observations.loc[
        observations["count"].notna()
        & (observations["basis"] != "modelled")
        & observations["period_start"].notna(),
        [*_SAME, "count", "rounding", "source"],
    ]


def _sum_parts(
    rows: pd.DataFrame, name: str, whole: str, parts: tuple[str, ...], scheme: str = ""
) -> pd.DataFrame:
    """Set each whole beside the sum of its parts, where all of them are there."""
    if scheme:
        rows = rows[rows["grouping_scheme"] == scheme]
    keys = [key for key in _SAME if key != name]
    inner = rows[rows[name].isin(parts)].drop_duplicates(_SAME)
    sums = inner.groupby(keys, sort=False, as_index=False).agg(
        summed=("count", "sum"), slack=("rounding", "sum"), held=("count", "size")
    )
    both = rows[rows[name] == whole].merge(sums[sums["held"] == len(parts)], on=keys)
    return _with_slack(both).assign(parts=", ".join(parts))


def _sum_years(whole: pd.DataFrame, single: pd.DataFrame, years: int) -> pd.DataFrame:
    """Set each count of some years beside the sum of its years, where all of them are there."""
    keys = [key for key in _SAME if not key.startswith("period")]
    single = single[[*keys, "period_start", "count", "rounding"]].rename(
        columns={"period_start": "due", "count": "part", "rounding": "part_rounding"}
    )
    both = whole.assign(summed=0.0, slack=0.0)
    for turn in range(years):
        due = both.assign(due=both["period_start"] + pd.DateOffset(years=turn))
        both = due.merge(single.drop_duplicates([*keys, "due"]), on=[*keys, "due"])
        both = both.assign(
            summed=both["summed"] + both["part"], slack=both["slack"] + both["part_rounding"]
        ).drop(columns=["due", "part", "part_rounding"])
    return _with_slack(both).assign(parts="its single years")


def _sum_areas(rows: pd.DataFrame, whole_of: dict[str, str]) -> pd.DataFrame:
    """Set each larger area beside the sum of its parts; a joint code stands for all it names."""
    members = pd.Series(whole_of).value_counts()
    pieces = {code: code.split("+") for code in rows["area_code"].unique()}
    parent = {
        code: wholes.pop()
        for code, split in pieces.items()
        if len(wholes := {whole_of.get(piece, "") for piece in split}) == 1
    }
    keys = [key for key in _SAME if key != "area_code"]
    whole = rows["area_code"].map(parent).fillna("")
    inner = rows.assign(whole=whole, pieces=rows["area_code"].map(pieces).str.len())
    inner = inner[inner["whole"] != ""].drop_duplicates(_SAME)
    sums = inner.groupby([*keys, "whole"], sort=False, as_index=False).agg(
        summed=("count", "sum"), slack=("rounding", "sum"), held=("pieces", "sum")
    )
    complete = sums[sums["held"] == sums["whole"].map(members)].rename(
        columns={"whole": "area_code"}
    )
    return _with_slack(rows.merge(complete, on=_SAME)).assign(parts="the areas within it")


def _with_slack(both: pd.DataFrame) -> pd.DataFrame:
    """By how much rounding lets the sum lie off, above and below."""
    slack = (both["slack"] + both["rounding"]) / 2
    return both.assign(above=slack, below=slack)


def _tell(check: str, compared: pd.DataFrame) -> Checked:
    off = compared["summed"] - compared["count"]
    # Counts that are means of years carry floating error.
    faulty = (off > compared["above"] + 1e-6) | (off < -compared["below"] - 1e-6)
    unplaced = off.between(-compared.get("unplaced", 0.0), 0) & faulty
    findings = _find(check, compared[faulty & ~unplaced], "fault")
    return Checked(check, len(compared), findings + _find(check, compared[unplaced], "notice"))


def _find(check: str, wrong: pd.DataFrame, severity: Severity) -> tuple[Finding, ...]:
    return make_findings(
        check,
        wrong,
        what=name_people(wrong),
        expected=[f"{number:,.6g}" for number in wrong["count"]],
        found=[
            f"{number:,.6g} as the sum of {parts}"
            for number, parts in zip(wrong["summed"], wrong["parts"], strict=True)
        ],
        severity=severity,
    )


def _regions() -> dict[str, str]:
    return {area.code: area.region.code for area in current_upper_tier("England") if area.region}


def _nations() -> dict[str, str]:
    authorities = {
        area.code: area.nation_code
        for nation in ("Scotland", "Wales")
        for area in current_upper_tier(nation)
    }
    regions = {
        area.code: area.nation_code for area in load_areas().values() if area.tier == "region"
    }
    return {**authorities, **regions}


def _countries() -> dict[str, str]:
    return {"E92000001": "K04000001", "W92000004": "K04000001"}
