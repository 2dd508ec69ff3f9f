"""How an area stands beside another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

import pandas as pd

from toolkit.analysis.comparison import refuse_judgement
from toolkit.catalogue.indicators import Indicator
from toolkit.errors import DataError
from toolkit.presentation.claims.measure import Measure
from toolkit.presentation.claims.when import label_of
from toolkit.presentation.nouns import count_behind, counted
from toolkit.presentation.wording import join_words, placed

__all__ = ["VERDICTS", "Comparison", "say_together"]

VERDICTS = {
    "better": "better than",
    "worse": "worse than",
    "higher": "higher than",
    "lower": "lower than",
    "similar": "similar to",
}
_WAY = {"higher": 1, "lower": -1}


@dataclass(frozen=True)
class Comparison:
    """A figure beside the same figure of another area.

    Parameters
    ----------
    measure : Measure
        How both are written.
    place, when, other : str
        The area, the period, and whom it is set beside.
    value, other_value : float
        Both figures.
    verdict : str
        What the comparison says, a word of `VERDICTS`; blank or another word for no judgement.
    lower, upper : float
        Limits of the area's figure; NaN for none.
    other_count : float
        The events behind the other figure.
    why_not : str
        Why there is no judgement: a clause.
    state : str
        The state of the area's figure.

    Raises
    ------
    DataError
        Where the verdict contradicts the numbers: a word of direction against
        them, or a difference that the interval does not carry.

    Examples
    --------
    >>> deaths = Measure("deaths per 100,000 people", 1, "deaths from drug misuse")
    >>> Comparison(deaths, "Plymouth", "2019–21", "England", 8.0, 5.1, "worse", 6.0, 10.0).sentence()
    'That is worse than England (5.1).'
    """

    measure: Measure
    place: str
    when: str
    other: str
    value: float
    other_value: float
    verdict: str
    lower: float = nan
    upper: float = nan
    other_count: float = nan
    why_not: str = "without an interval no judgement is made"
    state: str = "ok"

    @classmethod
    def of(
        cls,
        row: pd.Series,
        beside: pd.Series,
        indicator: Indicator,
        places: tuple[str, str],
        verdict: str,
    ) -> Comparison:
        """Return the claim of two results of one period, and what is said of them.

        Parameters
        ----------
        row, beside : pandas.Series
            The area's result and the comparator's.
        indicator : Indicator
            Whose results they are.
        places : tuple of str
            The area's name and the comparator's.
        verdict : str
            What their comparison says.
        """
        return cls(
            Measure.of(indicator, row["basis"]),
            places[0],
            label_of(row),
            places[1],
            row["value"],
            beside["value"],
            verdict,
            row["lower"],
            row["upper"],
            count_behind(beside, indicator),
            "" if verdict in VERDICTS else _why_not(row, beside),
            row["state"],
        )

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS or self.verdict == "similar":
            return
        apart = self.value - self.other_value
        if apart == 0 or _WAY.get(self.verdict, 1 if apart > 0 else -1) * apart < 0:
            raise DataError(
                f"{self.place}: {self.value:g} is said to be {VERDICTS[self.verdict]} "
                f"{self.other}'s {self.other_value:g}"
            )
        if self.lower <= self.other_value <= self.upper:
            raise DataError(
                f"{self.place}: the interval {self.lower:g} to {self.upper:g} holds "
                f"{self.other}'s {self.other_value:g}, so {self.verdict!r} cannot be said"
            )

    @property
    def judged(self) -> bool:
        """Whether there is a verdict."""
        return self.verdict in VERDICTS

    @property
    def named(self) -> str:
        """The other area with its figure."""
        behind = (
            "" if isnan(self.other_count) else f"; {counted(self.other_count, self.measure.noun)}"
        )
        return f"{placed(self.other)} ({self.measure.plain(self.other_value)}{behind})"

    def sentence(self) -> str:
        """Say how the area stands, or why nothing is said."""
        return say_together([self])

    def finding(self) -> str:
        """Say it in the space of a title."""
        period = f" in {self.when}" if self.when else ""
        if not self.judged:
            return (
                f"{self.place}: {self.measure.write(self.value)}{period}, "
                f"beside {self.measure.plain(self.other_value)} in {placed(self.other)}"
            )
        unsure = ", on an unreliable rate" if self.state == "unreliable" else ""
        return f"{self.place} was {VERDICTS[self.verdict]} {placed(self.other)}{period}{unsure}"


def _why_not(row: pd.Series, beside: pd.Series) -> str:
    refused = refuse_judgement(row.to_frame().T).iloc[0]
    if refused:
        return f"no judgement is made: {refused}"
    if pd.isna(row["lower"]):
        return "without an interval no judgement is made"
    ends = row["baseline_end"], beside["baseline_end"]
    if pd.notna(ends[0]) and pd.notna(ends[1]) and ends[0] != ends[1]:
        return "estimates of different years are not judged"
    return "no judgement is made"


def say_together(comparisons: Sequence[Comparison]) -> str:
    """Say several comparisons of one figure, those of one verdict together.

    Parameters
    ----------
    comparisons : sequence of Comparison
        In the order of the comparators.

    Returns
    -------
    str
        One or two sentences; blank for no comparison.
    """
    said: dict[str, list[str]] = {}
    unjudged: dict[str, list[str]] = {}
    for one in comparisons:
        if one.judged:
            said.setdefault(VERDICTS[one.verdict], []).append(one.named)
        else:
            unjudged.setdefault(one.why_not, []).append(one.named)
    texts = []
    if said:
        parts = [f"{verdict} {join_words(names)}" for verdict, names in said.items()]
        texts.append(f"That is {join_words(parts)}.")
    for why, names in unjudged.items():
        stands = "stands" if len(names) == 1 else "stand"
        texts.append(f"Beside it {stands} {join_words(names)}; {why}.")
    return " ".join(texts)
