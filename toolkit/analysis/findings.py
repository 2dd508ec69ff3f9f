"""What a standing check says of the data: how much it looked at, and what it found wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from toolkit.catalogue.areas import load_areas
from toolkit.periods import Period

__all__ = ["Checked", "Finding", "Severity", "make_findings", "name_people"]

Severity = Literal["fault", "notice"]


@dataclass(frozen=True)
class Finding:
    """One figure that a standing check stopped at.

    Parameters
    ----------
    check : str
        Name of the check.
    indicator : str
        Of the catalogue, or the measure as its source calls it.
    area, period : str
        Of which place and time; blank where it is about all of them.
    what : str
        Which figure, in words.
    expected, found : str
        What should be there, and what is.
    severity : {"fault", "notice"}
        A fault cannot be right; a notice may be, and is for a person to judge.
    """

    check: str
    indicator: str
    area: str
    period: str
    what: str
    expected: str
    found: str
    severity: Severity = "fault"

    def __str__(self) -> str:
        place = ", ".join(filter(None, [self.indicator, self.area, self.period, self.what]))
        return f"{place}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True)
class Checked:
    """What one standing check looked at and found.

    Parameters
    ----------
    check : str
        What holds where all is well, such as ``proportions inside 0 to 100``.
    count : int
        How many figures, or pairs of figures, were looked at.
    findings : tuple of Finding
        Empty where all is well.
    """

    check: str
    count: int
    findings: tuple[Finding, ...] = ()

    def summary(self) -> str:
        """Say it in one line.

        Examples
        --------
        >>> Checked("proportions inside 0 to 100", 12345).summary()
        'proportions inside 0 to 100: 12,345 checked, 0 faults'
        """
        faults = sum(finding.severity == "fault" for finding in self.findings)
        told = f"{self.check}: {self.count:,} checked, {_counted(faults, 'fault')}"
        notices = len(self.findings) - faults
        return f"{told}, {_counted(notices, 'notice')}" if notices else told

    def lines(self, most: int = 3) -> list[str]:
        """Say it with the first findings, and how many more there are.

        Parameters
        ----------
        most : int, default 3
            How many findings are told; faults come first.
        """
        ranked = sorted(self.findings, key=lambda finding: finding.severity != "fault")
        more = len(ranked) - most
        return [
            self.summary(),
            *(f"  {finding.severity}: {finding}" for finding in ranked[:most]),
            *([f"  and {more:,} more"] if more > 0 else []),
        ]


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def make_findings(
    check: str,
    rows: pd.DataFrame,
    *,
    what: Sequence[str],
    expected: Sequence[str],
    found: Sequence[str],
    severity: Severity = "fault",
) -> tuple[Finding, ...]:
    """Return a finding for every row.

    Parameters
    ----------
    check : str
        Name of the check.
    rows : pandas.DataFrame
        With indicator, area_code, period_start and period_end.
    what, expected, found : sequence of str
        A text for each row.
    severity : {"fault", "notice"}
        Of all of them.

    Returns
    -------
    tuple of Finding
    """
    areas = load_areas()
    names = {code: areas[code].name if code in areas else code for code in set(rows["area_code"])}
    told = zip(
        rows["indicator"],
        rows["area_code"].map(names),
        rows["period_start"],
        rows["period_end"],
        what,
        expected,
        found,
        strict=True,
    )
    return tuple(
        Finding(check, indicator, area, _period(start, end), which, wanted, seen, severity)
        for indicator, area, start, end, which, wanted, seen in told
    )


def _period(start: pd.Timestamp, end: pd.Timestamp) -> str:
    return "" if pd.isna(start) else str(Period.between(start.date(), end.date()))


def name_people(rows: pd.DataFrame) -> list[str]:
    """Name the people that each row is about, beyond place and time.

    Parameters
    ----------
    rows : pandas.DataFrame
        With sex, age, group and category.

    Examples
    --------
    >>> name_people(pd.DataFrame({"sex": ["male"], "age": "18+", "group": "all", "category": ""}))
    ['male, 18+']
    """
    names = rows[["sex", "age", "group", "category"]].itertuples(index=False, name=None)
    return [", ".join(name for name in row if name not in ("", "all")) for row in names]
