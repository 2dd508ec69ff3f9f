"""The columns of a CSV: words, numbers, periods and areas, every fault in them noted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from toolkit.catalogue.areas import resolve_names
from toolkit.errors import ParameterError, SourceError, count_of, did_you_mean
from toolkit.periods import Period
from toolkit.sources.cells import Numbers, parse_numbers
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile

__all__ = [
    "columns_missing",
    "latest_day",
    "read_names",
    "read_numbers",
    "read_periods",
    "read_records",
    "read_words",
]

_NEW_MARK = "mend the cells, or tell us the publisher's new mark"
_DIFFERENT = "download the file again; if the publisher changed its columns, the reader must follow"


def columns_missing(file: RawFile, expected: Sequence[str]) -> None:
    """Refuse a CSV that lacks columns of its layout.

    Raises
    ------
    SourceError
        Naming each absent column and those found in its stead, the nearly alike first.
    """
    absent = [name for name in expected if name not in file.header]
    if absent:
        spare = [name for name in file.header if name not in expected]
        raise SourceError(
            f"{file.path}: {count_of(len(absent), 'column of the layout is', 'columns of the layout are')} not there",
            [
                f"row 1: expected the column {name!r}, found "
                + (
                    ", ".join(map(repr, dict.fromkeys([*did_you_mean(name, spare), *spare])))
                    or "no other"
                )
                for name in absent
            ],
            hint=_DIFFERENT,
        )


def read_records(file: RawFile, expected: Sequence[str] = ()) -> pd.DataFrame:
    """Return the rows of a CSV as texts, numbered as a person sees them.

    Parameters
    ----------
    file : RawFile
        A CSV.
    expected : sequence of str
        The columns that must be there.

    Returns
    -------
    pandas.DataFrame
        Every column; the index is the record's number in the file, the header being 1.

    Raises
    ------
    SourceError
        Where a column is absent, or there is a header and no row.
    """
    columns_missing(file, expected)
    if file.table.empty:
        raise SourceError(
            f"{file.path}: the table has a header and no rows", hint="download the file again"
        )
    return file.table.set_axis(pd.RangeIndex(2, len(file.table) + 2), axis=0)


def read_numbers(cells: pd.Series[str], faults: Faults) -> Numbers:
    """Read a column of numbers and marks, and note the cells that are neither.

    Examples
    --------
    >>> faults = Faults()
    >>> cells = pd.Series(["3", "*", "l5"], index=[2, 3, 4], name="Deaths")
    >>> read_numbers(cells, faults).state.to_dict()
    {2: 'ok', 3: 'suppressed', 4: 'missing'}
    >>> faults.lines()
    ["row 4, column Deaths: expected a number, found 'l5'"]
    """
    read = parse_numbers(cells)
    for place, text in read.unread:
        reason = f"expected a number, found {text!r}"
        faults.add(reason, [cells.index[place]], column=cells.name, hint=_NEW_MARK)
    return Numbers(read.value.set_axis(cells.index), read.state.set_axis(cells.index), read.unread)


def read_words(
    cells: pd.Series[str], read: Callable[[str], str | None], expected: str, faults: Faults
) -> pd.Series[str]:
    """Put a column's words into this project's, and note those that are not known.

    Parameters
    ----------
    cells : pandas.Series of str
        As printed; the index is the row's number in the file.
    read : callable
        The word for a distinct text; None where it is not known.
    expected : str
        What should stand there, for the message.
    faults : Faults
        Where unknown words are noted.

    Returns
    -------
    pandas.Series of str
        Missing where a word is not known.

    Examples
    --------
    >>> faults = Faults()
    >>> cells = pd.Series(["F", "M", "X"], index=[2, 3, 4], name="Sex")
    >>> read_words(cells, {"F": "female", "M": "male"}.get, "F or M", faults).tolist()
    ['female', 'male', nan]
    >>> faults.lines()
    ["row 4, column Sex: expected F or M, found 'X'"]
    """
    words = {text: read(text) for text in cells.unique()}
    for text, word in words.items():
        if word is None:
            reason = f"expected {expected}, found {text!r}"
            faults.add(reason, cells.index[cells == text], column=cells.name)
    return cells.map(words)


def read_periods(
    cells: pd.Series[str],
    faults: Faults,
    read: Callable[..., Any] = Period.parse,
    beside: pd.Series[Any] | None = None,
) -> pd.Series[Any]:
    """Read a column of periods, each distinct text once, and note those that are none.

    Parameters
    ----------
    cells : pandas.Series of str
        As printed; the index is the row's number in the file.
    faults : Faults
        Where texts are noted that are no period.
    read : callable
        The period of a text; raises ParameterError where it is none.
    beside : pandas.Series, optional
        What `read` must know besides the text, row by row.

    Returns
    -------
    pandas.Series of Period
        None where there is none.

    Examples
    --------
    >>> faults = Faults()
    >>> cells = pd.Series(["2023/24", "2029/21"], index=[2, 3], name="Year")
    >>> [str(period) for period in read_periods(cells, faults)]
    ['2023/24', 'None']
    >>> print(*faults.lines())
    row 3, column Year: '2029/21' is not a period: the second year must follow the first \
(2029/30); or perhaps 2020/21 was meant
    """
    keys = pd.DataFrame({"text": cells} if beside is None else {"text": cells, "beside": beside})
    which = keys.groupby(list(keys), sort=False, dropna=False, observed=True).ngroup().to_numpy()
    distinct = keys.drop_duplicates()
    periods = np.empty(len(distinct), dtype="object")
    for place, key in enumerate(distinct.itertuples(index=False, name=None)):
        try:
            periods[place] = read(*key)
        except ParameterError as error:
            hint = f"for a period, {error.hint}" if error.hint else ""
            rows = cells.index[which == place]
            faults.add(error.summary, rows, column=cells.name, hint=hint)
    return pd.Series(periods[which], index=cells.index, dtype="object")


def latest_day(periods: pd.Series[Any]) -> date | None:
    """Return the day on which a file's last period ends; None where a period was not read.

    Names are then judged by today: a mistyped year must not make a name unknown.

    Examples
    --------
    >>> latest_day(pd.Series([Period.parse("2023/24"), Period.parse("2010")]))
    datetime.date(2024, 3, 31)
    """
    return None if periods.isna().any() else max(periods).end


def read_names(
    cells: pd.Series[str],
    faults: Faults,
    *,
    tier: str | Collection[str] | None = None,
    as_of: date | None = None,
) -> pd.Series[str]:
    """Put codes in place of areas' names, and note the names that are no area's.

    Parameters
    ----------
    cells : pandas.Series of str
        As printed; the index is the row's number in the file.
    faults : Faults
        Where names are noted, with the nearest one.
    tier, as_of
        As for :func:`toolkit.catalogue.areas.resolve_names`.

    Returns
    -------
    pandas.Series of str
        Missing where a name is not known.

    Examples
    --------
    >>> faults = Faults()
    >>> cells = pd.Series(["York", "Plymoth"], index=[2, 3], name="Area")
    >>> read_names(cells, faults, tier="upper").tolist()
    ['E06000014', nan]
    >>> faults.lines()
    ["row 3, column Area: no area is called 'Plymoth': did you mean Plymouth?"]
    """
    codes: dict[str, str] = {}
    for name in cells.unique():
        try:
            codes |= resolve_names([name], tier=tier, as_of=as_of)
        except SourceError as error:
            for problem in error.problems:
                rows = cells.index[cells == name]
                faults.add(problem, rows, column=cells.name, hint=error.hint)
    return cells.map(codes).astype("str")
