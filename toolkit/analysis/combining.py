"""Authorities taken together: counts are summed, statistics made anew, intervals included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from toolkit import methods
from toolkit.analysis.selection import KEYS
from toolkit.catalogue.areas import Area
from toolkit.catalogue.combinations import undivided
from toolkit.catalogue.indicators import load_indicators

__all__ = ["combine"]

_SAME = ["indicator", *(key for key in KEYS if key != "area_code")]
_RATE_REFUSED = (
    "A published rate or share of areas cannot be combined without the figures it was made from; "
    "counts, where printed, are summed."
)


def combine(chosen: pd.DataFrame, wholes: Mapping[str, Sequence[Area]]) -> pd.DataFrame:
    """Return the rows of combined areas, made from those of their parts.

    Counts and denominators are summed where every part has them. Estimated
    numbers of people are summed, and their limits by square-and-add of each
    part's lower and upper distances, the parts taken as independent. Rates and
    shares are never averaged: they are left out, to be made from the sums. What
    is printed of a former authority that the parts make up between them is the
    whole's own, and stands as it was printed.

    Parameters
    ----------
    chosen : pandas.DataFrame
        One row a figure, as ``choose`` returns it.
    wholes : mapping of str to sequence of Area
        The code of each whole, and its parts.

    Returns
    -------
    pandas.DataFrame
        Rows like those given, under the combined areas' codes. Where a part's
        figure is suppressed or absent the row has no figure, and says whose.
    """
    frames = []
    for code, parts in wholes.items():
        before = _before_the_split(chosen, code, parts)
        known = pd.concat([chosen, before], ignore_index=True)
        frames += [before, _combine_one(known, code, parts)]
    frames = [frame for frame in frames if not frame.empty]
    return pd.concat(frames, ignore_index=True) if frames else chosen.iloc[:0]


def _before_the_split(chosen: pd.DataFrame, whole_code: str, parts: Sequence[Area]) -> pd.DataFrame:
    """Return what is printed of the one authority that the parts were, where nothing is of the whole."""
    former = undivided(parts)
    if former is None:
        return chosen.iloc[:0]
    printed = chosen.loc[chosen["area_code"] == whole_code, _SAME].assign(printed=True)
    rows = chosen[chosen["area_code"] == former.code].merge(printed, on=_SAME, how="left")
    rows = rows[rows.pop("printed").isna()]
    note = f"Printed of {former.name} ({former.code}), which was the same area."
    return rows.assign(area_code=whole_code, note=(note + " " + rows["note"]).str.strip())


def _combine_one(chosen: pd.DataFrame, whole_code: str, parts: Sequence[Area]) -> pd.DataFrame:
    names = {part.code: part.name for part in parts}
    rows = chosen[chosen["area_code"].isin(names)]
    printed = chosen.loc[chosen["area_code"] == whole_code, _SAME]
    if rows.empty:
        return rows
    keyed = rows.merge(printed.assign(printed=True), on=_SAME, how="left")
    rows = keyed[keyed.pop("printed").isna()].reset_index(drop=True)
    groups = rows.groupby(_SAME, dropna=False, sort=False)
    whole = groups.agg(
        count=("count", lambda counts: counts.sum(skipna=False)),
        denominator=("denominator", lambda counts: counts.sum(skipna=False)),
        rounding=("rounding", "sum"),
        parts=("area_code", "nunique"),
        observations=("observations", " ".join),
        restricted=("restricted", "any"),
        **{name: (name, "first") for name in ("basis", "source", "edition", "boundaries", "file")},
    ).reset_index()
    whole["place"] = range(len(whole))
    rows["place"] = groups.ngroup()
    whole = _with_estimates(whole, rows)
    whole = _with_reasons(whole, rows, names)
    return whole.drop(columns=["parts", "place"]).assign(area_code=whole_code)


def _with_estimates(whole: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Sum estimated numbers of people, their limits by square-and-add."""
    people = rows["indicator"].isin(_measures_of_people())
    value = rows["value"].fillna(rows["count"].where(rows["basis"] == "modelled"))
    value = value.where(people)
    limits = people & rows["lower"].notna() & rows["upper"].notna()
    sums = pd.DataFrame({"value": value, "place": rows["place"]}).groupby("place")["value"]
    whole = whole.assign(value=sums.sum(min_count=1).where(sums.count() == sums.size()).to_numpy())
    complete = limits.groupby(rows["place"]).transform("all")
    some = rows[complete]
    if some.empty:
        return whole.assign(lower=float("nan"), upper=float("nan"))
    codes, places = pd.factorize(some["place"])
    estimate = methods.combine_prevalence(
        value[complete].to_numpy(), some["lower"].to_numpy(), some["upper"].to_numpy(), codes
    )
    held = pd.DataFrame({"place": places, "lower": estimate.lower, "upper": estimate.upper})
    return whole.merge(held, on="place", how="left")


def _with_reasons(whole: pd.DataFrame, rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Say why a row has no figure: a part suppressed, a part absent, or a rate."""
    hidden = rows[
        rows["state"].isin(["suppressed", "missing", "not_collected"]) & rows["count"].isna()
    ]
    whose = hidden.groupby("place")["area_code"].agg(
        lambda codes: ", ".join(map(names.__getitem__, codes))
    )
    absent = whole["parts"] < len(names)
    unknown = pd.Series([whose.get(place, "") for place in whole["place"]], dtype="str")
    known = unknown == ""
    printed = rows["value"].notna().groupby(rows["place"]).any().reindex(whole["place"])
    rate = printed.to_numpy() & whole["value"].isna()
    for name in ("count", "denominator", "value", "lower", "upper"):
        whole[name] = whole[name].where(~absent & known)
    state = pd.Series("ok", index=whole.index).mask(rate, "missing")
    state = state.mask(absent, "missing").where(known, "suppressed")
    note = pd.Series("", index=whole.index).mask(rate, _RATE_REFUSED)
    estimated = whole["lower"].notna()
    note = note.mask(
        estimated, "Limits by square-and-add of the parts' limits, the parts taken as independent."
    )
    note = note.mask(absent, "Not every part of the area has this figure.")
    note = note.where(known, "Not known: the figure is hidden or missing for " + unknown + ".")
    return whole.assign(state=state, note=note)


def _measures_of_people() -> set[str]:
    """Return the measures whose values count or estimate people or things, and so may be added.

    A measure may be printed both ways, a number for each year and a rate for several together:
    its numbers are counts, which are summed as such, and its values are rates, which are not.
    """
    people, rates = set[str](), set[str]()
    for indicator in load_indicators().values():
        names = {name for measure in indicator.numerator for name in measure.names}
        if not indicator.comparable and indicator.statistic in ("published", "count"):
            people |= names
        elif indicator.comparable and indicator.statistic == "published":
            rates |= names
    return people - rates
