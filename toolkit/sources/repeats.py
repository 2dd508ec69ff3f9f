"""One row a figure, where a file prints the same figure in several places."""

from __future__ import annotations

import pandas as pd

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile

__all__ = ["join_repeats", "joint_state"]

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


def join_repeats(rows: pd.DataFrame, file: RawFile) -> pd.DataFrame:
    """Join the rows of one figure: a count here, its rate there, a total printed again.

    Parameters
    ----------
    rows : pandas.DataFrame
        Some of the columns of the observations, with ``state`` and ``locator``.
    file : RawFile
        For the message.

    Returns
    -------
    pandas.DataFrame
        One row a figure, the first printing's number in each column; the
        locator names every place that a number was taken from.

    Raises
    ------
    SourceError
        Where two printings disagree, naming both places.
    """
    keys = [key for key in _KEYS if key in rows]
    # Tables without a breakdown leave its columns out; joined to others they are blank.
    blank = {key: "" for key in keys if pd.api.types.is_string_dtype(rows[key])}
    rows = rows.reset_index(drop=True).fillna(blank)
    figure = rows.groupby(keys, sort=False, dropna=False).ngroup()
    repeated = figure.duplicated(keep=False)
    if not repeated.any():
        return rows
    _refuse_disagreement(rows[repeated], figure[repeated], file)
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


def _refuse_disagreement(rows: pd.DataFrame, figure: pd.Series[int], file: RawFile) -> None:
    numbers = _held(rows)
    printings = rows.groupby(figure)[numbers]
    wide = (printings.max() - printings.min()) > 1e-9
    problems = []
    for number, differs in wide[wide.any(axis=1)].iterrows():
        group = rows[figure == number]
        name = next(name for name in numbers if differs[name])
        shown = "; ".join(
            f"{place}: {printed:g}"
            for place, printed in zip(group["locator"], group[name], strict=True)
            if pd.notna(printed)
        )
        problems.append(f"{group['indicator'].iloc[0]} of {group['area_code'].iloc[0]}, {shown}")
    if problems:
        raise SourceError(
            f"{file.path}: {len(problems)} figures are printed with different values",
            problems,
            hint="ask the publisher which holds",
        )
