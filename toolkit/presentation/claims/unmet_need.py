"""The share of the people in need who are not in treatment."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan

import pandas as pd

from toolkit.presentation.claims.missing import Missing
from toolkit.presentation.claims.when import baseline_of, label_of
from toolkit.presentation.wording import interval, number, opening, placed

__all__ = ["UnmetNeed"]

_STALE_YEARS = 3


@dataclass(frozen=True)
class UnmetNeed:
    """The level of unmet need, with both numbers and both years that it is made of.

    Parameters
    ----------
    place, when, estimate_when : str
        Area, period of treatment, and period of the estimate of need.
    value, lower, upper : float
        Per cent not in treatment, with limits.
    treated, need : float
        People in treatment, and people in need as estimated.
    group : str
        Whom it is about; blank for everybody.
    years_older : int
        By how many years the estimate is older than the count.
    printed : bool
        Whether the share is a publisher's, without numbers of ours.
    state : str
        The figure's state.

    Examples
    --------
    >>> UnmetNeed("Plymouth", "2024/25", "2019/20", 80.2, treated=692, need=3496, years_older=5).sentence()
    'In 2024/25 an estimated 80.2% were not in treatment in Plymouth (the estimate has no interval, so neither has this): 692 people treated of an estimated 3,496 in need (estimate for 2019/20, treatment in 2024/25; the estimate is 5 years older).'
    """

    place: str
    when: str
    estimate_when: str
    value: float
    lower: float = nan
    upper: float = nan
    treated: float = nan
    need: float = nan
    group: str = ""
    years_older: int = 0
    printed: bool = False
    state: str = "ok"

    @classmethod
    def of(cls, row: pd.Series, place: str, group: str) -> UnmetNeed:
        """Return the claim of a result."""
        older = 0
        if pd.notna(row["baseline_end"]) and pd.notna(row["period_end"]):
            older = row["period_end"].year - row["baseline_end"].year
        return cls(
            place,
            label_of(row),
            baseline_of(row),
            row["value"],
            row["lower"],
            row["upper"],
            row["count"],
            row["denominator"],
            group,
            older,
            row["method"] == "published",
            row["state"],
        )

    @property
    def _when(self) -> str:
        when = opening(self.when)
        return f"{self.group}: {when[:1].lower()}{when[1:]}" if self.group else when

    @property
    def _share(self) -> str:
        return (
            f"an estimated {number(self.value, 1)}% were not in treatment in {placed(self.place)}"
        )

    @property
    def _limits(self) -> str:
        limits = interval(self.lower, self.upper, 1)
        return f"95% interval {limits}%" if limits else ""

    def sentence(self) -> str:
        """Say the share and what it is made of, or why there is none."""
        if self.printed:
            return f"{self._when} {self._as_printed()}."
        if self.state == "withheld":
            return Missing.of_state(self.state, self.place, self.when).sentence()
        if isnan(self.value) or self.value < 0:
            over = self.treated > self.need
            more = (
                ", because more people were treated than the estimate has in need" if over else ""
            )
            return f"{self._when} no share can be given for {placed(self.place)}{more}: {self._people()}."
        sure = self._limits or "the estimate has no interval, so neither has this"
        return f"{self._when} {self._share} ({sure}): {self._people()}."

    def _as_printed(self) -> str:
        if isnan(self.value):
            return f"{Missing.of_state(self.state, self.place, self.when).why} for {placed(self.place)}"
        return f"{self._share}, as printed" + (f" ({self._limits})" if self._limits else "")

    def _people(self) -> str:
        age = ""
        if self.years_older > _STALE_YEARS:
            age = f"; the estimate is {self.years_older} years older"
        return (
            f"{number(self.treated)} people treated of an estimated {number(self.need)} in need "
            f"(estimate for {self.estimate_when}, treatment in {self.when}{age})"
        )

    def finding(self) -> str:
        """Say it in the space of a title."""
        period = f" in {self.when}" if self.when else ""
        if isnan(self.value) or self.value < 0:
            why = (
                Missing.of_state(self.state, self.place, self.when).why
                if self.printed or self.state == "withheld"
                else "no share can be given"
            )
            return f"{self.place}: {why}{period}"
        return f"{self.place}: an estimated {number(self.value, 1)}% not in treatment{period}"
