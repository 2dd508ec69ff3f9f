"""One row a figure, where a file prints the same figure in several places."""

from __future__ import annotations

import pandas as pd

from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile

__all__ = ["join_repeats", "joint_state", "note_repeats"]

_KEYS = ["indicator", "area_code", "period_kind", "period_start", "period_end", "sex", "age",
         "group", "grouping_scheme", "category_type", "category"]  # fmt: skip
_NUMBERS = ["count", "denominator", "value", "lower", "upper"]
# Where a row holds several figures, a fault in any of them is said of the row, but a rate that is
# merely absent leaves the count as it is.
_GRAVEST_FIRST = ("unreliable", "suppressed", "provisional", "ok", "not_collected", "missing")


def joint_state(*states: pd.Series[str]) -> pd.Series[str]:
    """Return the state of rows that hold several figures: the gravest, but absent only if all are.

    Examples
    --------
    >>> count, rate = pd.Series(["ok", "ok"]), pd.Series(["missing", "suppressed"])
    >>> joint_state(count, rate).tolist()
    ['ok', 'suppressed']
    """
    ranks = [state.map(_GRAVEST_FIRST.index) for state in states]
    return pd.concat(ranks, axis=1).min(axis=1).map(dict(enumerate(_GRAVEST_FIRST))).astype("str")


def join_repeats(rows: pd.DataFrame, file: RawFile, faults: Faults | None = None) -> pd.DataFrame:
    """Join the rows of one figure: a count here, its rate there, a total printed again.

    Parameters
    ----------
    rows : pandas.DataFrame
        Some of the columns of the observations, with ``state`` and ``locator``.
    file : RawFile
        For the message.
    faults : Faults, optional
        What is wrong with the file besides; rows whose period was not read are not compared.

    Returns
    -------
    pandas.DataFrame
        One row a figure, the first printing's number in each column; the
        locator names every place that a number was taken from.

    Raises
    ------
    SourceError
        Where two printings disagree, naming both places, and where there are other faults.
    """
    faults = faults if faults is not None else Faults()
    if faults:
        rows = rows[rows["period_start"].notna()]
    keys = [key for key in _KEYS if key in rows]
    # Tables without a breakdown leave its columns out; joined to others they are blank.
    blank = {key: "" for key in keys if pd.api.types.is_string_dtype(rows[key])}
    rows = rows.reset_index(drop=True).fillna(blank)
    figure = rows.groupby(keys, sort=False, dropna=False).ngroup()
    repeated = figure.duplicated(keep=False)
    if repeated.any():
        _note_disagreement(rows[repeated], figure[repeated], faults)
    faults.refuse(file)
    if not repeated.any():
        return rows
    printings = rows[repeated].groupby(figure[repeated], sort=False)
    joined = printings.first()
    joined["locator"] = _places(rows[repeated], figure[repeated])
    ranks = rows.loc[repeated, "state"].map(_GRAVEST_FIRST.index)
    if "restricted" in rows:
        joined["restricted"] = printings["restricted"].any()
    joined["state"] = ranks.groupby(figure[repeated]).min().map(_GRAVEST_FIRST.__getitem__)
    return pd.concat([rows[~repeated], joined[rows.columns]], ignore_index=True)


def _held(rows: pd.DataFrame) -> list[str]:
    return [name for name in _NUMBERS if name in rows]


def _places(rows: pd.DataFrame, figure: pd.Series[int]) -> pd.Series[str]:
    """Name the places that the numbers were taken from: of each number, the first that holds it."""
    held = rows[_held(rows)].notna()
    first = held & (held.groupby(figure).cumsum() == 1)
    taken = first.any(axis=1) | (
        ~figure.duplicated() & ~held.groupby(figure).transform("any").any(axis=1)
    )
    return rows[taken].groupby(figure[taken])["locator"].agg("; ".join)


def _note_disagreement(rows: pd.DataFrame, figure: pd.Series[int], faults: Faults) -> None:
    numbers = _held(rows)
    printings = rows.groupby(figure)[numbers]
    wide = (printings.max() - printings.min()) > 1e-9
    for number, differs in wide[wide.any(axis=1)].iterrows():
        group = rows[figure == number]
        name = next(name for name in numbers if differs[name])
        shown = "; ".join(
            f"{place}: {printed:g}"
            for place, printed in zip(group["locator"], group[name], strict=True)
            if pd.notna(printed)
        )
        of = f"{group['indicator'].iloc[0]} of {group['area_code'].iloc[0]}"
        faults.add(
            f"{of}, {shown} (expected one value)", hint="ask the publisher which value holds"
        )


def note_repeats(keys: pd.DataFrame, faults: Faults) -> None:
    """Note the rows of a table whose keys stand in another row too.

    Parameters
    ----------
    keys : pandas.DataFrame
        What says of what a row is, missing where it was not read: such rows
        are not compared. The index is the row's number in the file.
    faults : Faults
        Where the rows are noted.

    Examples
    --------
    >>> faults = Faults()
    >>> keys = pd.DataFrame({"code": ["E1", "E2", "E1"], "year": "2020"}, index=[2, 3, 4])
    >>> note_repeats(keys, faults)
    >>> faults.lines()
    ['rows 2, 4: expected one row of E1, 2020']
    """
    read = keys.dropna().astype("str")
    repeated = read[read.duplicated(keep=False)]
    for _, rows in repeated.groupby(list(read), sort=False):
        key = ", ".join(rows.iloc[0])
        faults.add(f"expected one row of {key}", rows.index, hint="remove those that do not hold")
