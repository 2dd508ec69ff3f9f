"""What a reader hands over: observations, what it passed over, and sums that must come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from toolkit.catalogue.publishers import find_source
from toolkit.catalogue.schemes import refuse_mixed_schemes
from toolkit.contracts import OBSERVATIONS, Contract
from toolkit.errors import SourceError
from toolkit.periods import Period
from toolkit.sources.files import RawFile

__all__ = [
    "AREA_CODE",
    "Layout",
    "Reading",
    "Reconciliation",
    "Skipped",
    "observe",
    "period_columns",
]

AREA_CODE = r"[EWSNK]\d{8}"


@dataclass(frozen=True)
class Skipped:
    """Rows that were not read, and why that is right."""

    what: str
    reason: str
    rows: int


@dataclass(frozen=True)
class Reconciliation:
    """A total that the file prints, beside the sum of its parts.

    Parameters
    ----------
    what : str
        Which total of which parts.
    printed, summed : float
        The total as printed and as the parts give it.
    tolerance : float
        By how much rounding lets them differ.
    """

    what: str
    printed: float
    summed: float
    tolerance: float

    @property
    def holds(self) -> bool:
        """Whether the two agree within the tolerance."""
        return abs(self.printed - self.summed) <= self.tolerance


@dataclass(frozen=True)
class Reading:
    """One file, read."""

    observations: pd.DataFrame
    skipped: Sequence[Skipped] = field(default_factory=tuple)
    reconciliations: Sequence[Reconciliation] = field(default_factory=tuple)


@dataclass(frozen=True)
class Layout:
    """How one publication lays out its figures.

    Parameters
    ----------
    source : str
        The publication's id in ``sources.toml``.
    description : str
        What a person would call the file.
    recognises : callable
        Whether a file's content is of this layout, judged leniently: a file
        that is meant to be this one and is damaged should be read, and refused
        with the reason.
    read : callable
        Strictly, the reading of a file, whole or, where a file may be too large
        for that, piece by piece; raises SourceError with every fault.
    contract : Contract
        The table that its rows are kept in: observations, or one of plans.
    """

    source: str
    description: str
    recognises: Callable[[RawFile], bool]
    read: Callable[[RawFile], Reading | Iterator[Reading]]
    contract: Contract = OBSERVATIONS

    def readings(self, file: RawFile) -> Iterator[Reading]:
        """Yield the pieces of a file; most are read in one. Of a restricted source every row is restricted.

        Raises
        ------
        SourceError
            Where the file is of another layout, or has faults.
        """
        # A file that was put in the place of another is still read by the layout of the first.
        if not self.recognises(file):
            raise SourceError(
                f"{file.path}: expected {self.description}, found something else",
                hint="import the file again: its layout is found by what stands in it",
            )
        made = self.read(file)
        pieces = [made] if isinstance(made, Reading) else made
        if not find_source(self.source).restricted:
            yield from pieces
            return
        for piece in pieces:
            yield replace(piece, observations=piece.observations.assign(restricted=True))


def period_columns(periods: Sequence[Period | None] | pd.Series[Any]) -> pd.DataFrame:
    """Return the observations' three period columns for some periods.

    Parameters
    ----------
    periods : sequence or pandas.Series of Period
        None where there is none; the index of a Series is kept.

    Examples
    --------
    >>> period_columns([Period.parse("2023/24"), None])["period_kind"].tolist()
    ['financial', '']
    """
    # Millions of rows share some dozens of periods.
    distinct = {id(period): period for period in periods}
    order = {key: place for place, key in enumerate(distinct)}
    columns = pd.DataFrame(
        {
            "period_kind": pd.Series([p.kind if p else "" for p in distinct.values()], dtype="str"),
            "period_start": _days([p.start if p else None for p in distinct.values()]),
            "period_end": _days([p.end if p else None for p in distinct.values()]),
        }
    ).take([order[id(period)] for period in periods])
    if isinstance(periods, pd.Series):
        return columns.set_axis(periods.index)
    return columns.reset_index(drop=True)


def _days(days: Sequence[date | None]) -> pd.Series[pd.Timestamp]:
    return pd.to_datetime(pd.Series(list(days), dtype="object"))


def observe(frame: pd.DataFrame, file: RawFile, *, source: str, **constants: Any) -> pd.DataFrame:
    """Complete a reader's rows to observations, name them, and check the contract.

    Parameters
    ----------
    frame : pandas.DataFrame
        The columns that the layout holds, one row a figure.
    file : RawFile
        Where they were read.
    source : str
        The publication's id.
    **constants
        Columns that are the same in every row.

    Returns
    -------
    pandas.DataFrame
        Under the contract of the observations.

    Raises
    ------
    DataError
        Where a row breaks the contract, naming its place in the file, and where
        the groups of two schemes are mixed.
    """
    settled = {
        "sex": "persons",
        "group": "all",
        "basis": "published",
        "state": "ok",
        "rounding": 0.0,
        **constants,
        "source": source,
        "file": f"{source}/{file.name}",
    }
    full = frame.assign(**{name: value for name, value in settled.items() if name not in frame})
    full = OBSERVATIONS.complete(full)
    # An id is made of where the figure stands, so that it is the same at every build.
    digest = pd.util.hash_pandas_object(full[["indicator", "area_code", "locator"]], index=False)
    full["id"] = pd.Series(
        [f"{source}-{file.sha256[:8]}-{number:016x}" for number in digest], dtype="str"
    )
    OBSERVATIONS.check(full, where=str(file.path), places=full["locator"])
    return refuse_mixed_schemes(full, where=str(file.path))
