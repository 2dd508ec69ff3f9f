"""The two tables of this project, each column said once: meaning, type and check.

Observations hold what a publisher printed, one row a number. Results hold what
can be said of it, one row a statement. The pandera schemas that check them and
the reference page that explains them are both made from the declarations here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from toolkit.errors import DataError

__all__ = [
    "BASES",
    "OBSERVATIONS",
    "PERIOD_KINDS",
    "RESULTS",
    "SEXES",
    "STATES",
    "TREND_STATES",
    "Column",
    "Contract",
]

STATES = (
    "ok", "suppressed", "unreliable", "provisional", "not_collected", "missing", "withheld",
)  # fmt: skip
BASES = ("published", "modelled", "survey", "local")
SEXES = ("persons", "male", "female")
PERIOD_KINDS = ("calendar", "financial", "rolling", "pooled", "quarter")
SIGNIFICANCES = ("", "better", "similar", "worse", "higher", "lower", "not compared")
TREND_STATES = (
    "increasing",
    "decreasing",
    "no significant change",
    "cannot be calculated",
    "not tested",
)
POLARITIES = ("lower_is_better", "higher_is_better", "no_judgement")

TEXT: Final = "str"
NUMBER: Final = "float64"
DAY: Final = "datetime64[ms]"
FLAG: Final = "bool"


@dataclass(frozen=True)
class Column:
    """One column of a table: what it means and what may stand in it.

    Parameters
    ----------
    name : str
        The column's name.
    meaning : str
        One sentence for the reference page.
    kind : str
        A pandas type: text, number, day or flag.
    allowed : tuple of str, optional
        The only values that may stand in it; empty for any.
    pattern : str, optional
        A regular expression that every text must match in full.
    required : bool
        Whether it must hold a value in every row (a text may not be blank).
    """

    name: str
    meaning: str
    kind: Literal["str", "float64", "datetime64[ms]", "bool"] = TEXT
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    required: bool = False

    def checks(self) -> list[pa.Check]:
        """Return the pandera checks that this declaration stands for."""
        checks = []
        if self.allowed:
            checks.append(pa.Check.isin(self.allowed, error=f"one of {', '.join(self.allowed)}"))
        if self.pattern:
            # Not str_matches, for which a line break may follow the last character.
            checks.append(
                pa.Check(lambda texts: texts.str.fullmatch(self.pattern), error=self.pattern)
            )
        elif self.required and self.kind == TEXT:
            checks.append(pa.Check.str_contains(r"\S", error="not blank"))
        return checks

    @property
    def default(self) -> Any:
        """What stands in the column where a reader says nothing."""
        return {TEXT: "", NUMBER: float("nan"), DAY: pd.NaT, FLAG: False}[self.kind]


class Contract:
    """A table's columns, and the check that a frame keeps to them.

    Parameters
    ----------
    name : str
        What the table is called in messages.
    columns : sequence of Column
        In the order in which they stand in the table.
    """

    def __init__(self, name: str, columns: Sequence[Column]) -> None:
        self.name = name
        self.columns = tuple(columns)
        self._schema = pa.DataFrameSchema(
            {
                column.name: pa.Column(
                    column.kind,
                    column.checks(),
                    nullable=column.kind in (NUMBER, DAY) and not column.required,
                )
                for column in self.columns
            },
            strict=True,
            ordered=True,
        )

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """Return a table without rows, with every column in its type."""
        return self.complete(pd.DataFrame())

    def complete(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame with every column of the contract, in order and type.

        Columns that are absent get their default, and a missing text becomes
        blank; columns the contract does not know are refused.

        Parameters
        ----------
        frame : pandas.DataFrame
            Rows with some or all of the contract's columns.

        Returns
        -------
        pandas.DataFrame
            The same rows, with a fresh index.

        Raises
        ------
        DataError
            If a column is not one of the contract's, or holds what cannot be of its type.

        Examples
        --------
        >>> OBSERVATIONS.complete(pd.DataFrame({"count": [3]}))["state"].tolist()
        ['']
        """
        unknown = [str(name) for name in frame.columns if name not in self.names]
        if unknown:
            raise DataError(f"{self.name} have no column {', '.join(unknown)}")
        full: dict[str, pd.Series[Any]] = {}
        problems = []
        for column in self.columns:
            try:
                full[column.name] = _typed(frame, column)
            except (TypeError, ValueError) as error:
                problems.append(f"column {column.name}: expected {column.kind}, found: {error}")
        if problems:
            raise DataError(f"{self.name} cannot be of their types", problems)
        return pd.DataFrame(full).reset_index(drop=True)

    def check(
        self, frame: pd.DataFrame, *, where: str, places: pd.Series[str] | None = None
    ) -> pd.DataFrame:
        """Return the frame if it keeps the contract; refuse it otherwise.

        Parameters
        ----------
        frame : pandas.DataFrame
            A complete table.
        where : str
            What is being checked, for the message.
        places : pandas.Series of str, optional
            Where each row stands in the file that it was read from. Left out, or
            where blank, rows are numbered from 0.

        Returns
        -------
        pandas.DataFrame
            The same frame.

        Raises
        ------
        DataError
            Listing every column that breaks its check, with rows and values.
        """
        try:
            self._schema.validate(frame, lazy=True)
        except SchemaErrors as errors:
            raise DataError(
                f"{where}: the {self.name} break their contract",
                _problems(errors.failure_cases, places),
                hint="mend the file, or the reader that made these rows",
            ) from None
        return frame


def _typed(frame: pd.DataFrame, column: Column) -> pd.Series[Any]:
    if column.name not in frame:
        return pd.Series(column.default, index=frame.index, dtype=column.kind)
    series = frame[column.name]
    if column.kind == TEXT:
        return series.astype(TEXT).fillna("")
    # NaN is true to Python: a flag that nobody set is not set.
    return (series.fillna(False) if column.kind == FLAG else series).astype(column.kind)


# What pandera calls a fault of the table itself, and what we call it.
_FAULTS = {
    "column_in_dataframe": "not there",
    "column_in_schema": "not a column of the contract",
    "column_ordered": "not in its place",
}


def _problems(cases: pd.DataFrame, places: pd.Series[str] | None) -> list[str]:
    problems = []
    for (column, check), group in cases.groupby(["column", "check"], dropna=False, sort=False):
        if check in _FAULTS:
            problems += [f"column {name}: {_FAULTS[check]}" for name in group["failure_case"]]
            continue
        shown = ", ".join(
            f"{_name_row(int(row), places)}: {value!r}" if pd.notna(row) else repr(value)
            for row, value in zip(
                group["index"].head(5), group["failure_case"].head(5), strict=True
            )
        )
        more = f" and {len(group) - 5} more" if len(group) > 5 else ""
        problems.append(f"column {column}: expected {check}, found {shown}{more}")
    return problems


def _name_row(row: int, places: pd.Series[str] | None) -> str:
    place = "" if places is None else places.iloc[row].strip()
    return place or f"row {row}"


_KEYS = (
    Column("area_code", "Official code of the area, or codes joined by + for a combined one", required=True,
           pattern=r"[A-Z]\d{8}(?:\+[A-Z]\d{8})*"),
    Column("period_kind", "Calendar, financial, rolling, pooled years, or quarter", allowed=("", *PERIOD_KINDS)),
    Column("period_start", "First day of the period; missing where the source states no period", DAY),
    Column("period_end", "Last day of the period", DAY),
    Column("sex", "Persons, male or female", allowed=SEXES),
    Column("age", "Age band in the source's terms, such as 18+ or 15-64", required=True),
    Column("group", "Member of the grouping scheme, or all", required=True),
    Column("grouping_scheme", "The partition that the group belongs to; blank where there is none"),
    Column("category_type", "What a breakdown is by, such as a deprivation decile; blank for headlines"),
    Column("category", "The member of that breakdown"),
    Column("count", "Events or people", NUMBER),
    Column("denominator", "What the count is a part of", NUMBER),
    Column("value", "The figure itself, in the indicator's unit", NUMBER),
    Column("lower", "Lower confidence limit, in the value's unit", NUMBER),
    Column("upper", "Upper confidence limit, in the value's unit", NUMBER),
)  # fmt: skip

OBSERVATIONS = Contract(
    "observations",
    (
        Column("id", "Name of this row, the same at every build", required=True),
        Column("indicator", "What was measured, in the source's terms; the catalogue says who reads it",
               pattern=r"[a-z][a-z0-9_]*"),
        *_KEYS,
        Column("basis", "How the figure came about", allowed=BASES),
        Column("state", "Whether the figure is there, and why not where it is not", allowed=STATES),
        Column("rounding", "Base that the publisher rounded counts to; 0 for none, 5 for the nearest five", NUMBER,
               required=True),
        Column("restricted", "Not for publication", FLAG),
        Column("source", "Which source of the catalogue it came from", pattern=r"[a-z][a-z0-9_]*"),
        Column("edition", "Edition of the publication, as the file states it"),
        Column("boundaries", "Date of the boundaries that the file is on; blank where it does not say"),
        Column("file", "File under data/raw that holds it", required=True),
        Column("locator", "Where in the file: sheet and cells, or row and column", required=True),
        Column("note", "What the source says of this figure"),
    ),
)  # fmt: skip
"""Contract of the observations: what a publisher printed, one row a number."""

RESULTS = Contract(
    "results",
    (
        Column("indicator", "Which indicator of the catalogue", pattern=r"[a-z][a-z0-9_]*"),
        *_KEYS,
        Column("unit", "Unit of value, lower and upper", required=True),
        Column("method", "The statistic: a name in toolkit.methods, or published", required=True),
        Column("interval", "Where the limits come from; blank where there are none"),
        Column("published", "What a publisher prints for the same statement, where we recompute it", NUMBER),
        Column("recomputed", "What count and denominator give, where the value is as published", NUMBER),
        Column("published_difference", "Ours less the published value, where both are there", NUMBER),
        Column("baseline_start", "First day of the earlier period that a change is measured from", DAY),
        Column("baseline_end", "Last day of that earlier period", DAY),
        Column("comparator", "Code of the area that this one is compared with"),
        Column("comparator_value", "The comparator's value for the same statement", NUMBER),
        Column("difference", "Value less comparator's value, in the unit", NUMBER),
        Column("ratio", "Value over comparator's value", NUMBER),
        Column("significance", "What the comparison says", allowed=SIGNIFICANCES),
        Column("rank", "Place among the nation's upper-tier authorities, the highest value first; missing where not ranked",
               NUMBER),
        Column("rank_of", "How many authorities were ranked", NUMBER),
        Column("rank_lower", "Lower end of the rank's 95% interval", NUMBER),
        Column("rank_upper", "Upper end of the rank's 95% interval", NUMBER),
        Column("rank_without", "How many authorities of the nation have no figure to rank", NUMBER),
        Column("rank_shared", "How many authorities have the rank, this one among them", NUMBER),
        Column("trend", "Whether the series up to this period rises or falls by more than chance",
               allowed=("", *TREND_STATES)),
        Column("trend_basis", "How the trend was tested, or why it was not"),
        Column("polarity", "Which way is better", allowed=POLARITIES),
        Column("basis", "How the figure came about", allowed=BASES),
        Column("state", "Whether the figure is there, and why not where it is not", allowed=STATES),
        Column("restricted", "Not for publication", FLAG),
        Column("source", "Sources of the observations behind it", required=True),
        Column("note", "What a reader must know of this figure"),
        Column("observations", "Ids of the observations behind it, separated by spaces", required=True),
    ),
)  # fmt: skip
"""Contract of the results: what can be said, one row a statement."""
