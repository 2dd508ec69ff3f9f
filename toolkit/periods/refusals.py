"""Why a text that no spelling fits is refused, and what to write instead."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from toolkit.errors import did_you_mean
from toolkit.periods.days import MONTH
from toolkit.periods.labels import label_financial
from toolkit.periods.months import FIRST_YEAR, LAST_YEAR, MONTHS, abbreviate_month

ACCEPTED = (
    "write it like 2023, 2023/24, 2019–21, 2021/22–2023/24, Apr 2023–Mar 2024, "
    "Jun 2024–May 2025, year ending June 2022, Apr–Jun 2023 or 2023/24 Q1"
)
_Reason = Callable[[re.Match[str]], str | None]


def explain(text: str) -> str:
    """Say why a text that no reader knows is refused.

    Parameters
    ----------
    text : str
        In lower case, with plain hyphens and single spaces.

    Returns
    -------
    str

    Examples
    --------
    >>> explain("23/24")
    'write the century too, as in 2023/24'
    """
    for pattern, give in _REASONS:
        if (found := pattern.fullmatch(text)) and (reason := give(found)):
            return reason
    return "it is written in no way that is known"


def _say(reason: str) -> _Reason:
    return lambda found: found.expand(reason)


def _name_date(found: re.Match[str]) -> str:
    day = dt.date(1899, 12, 30) + dt.timedelta(days=int(found[1]))
    return f"it looks like the spreadsheet's number for the date {day}"


def _name_month(found: re.Match[str]) -> str:
    month = int(found[1])
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    return f"write {abbreviate_month(month)} {found[2]}"


def _suggest_financial(found: re.Match[str]) -> str | None:
    first = int(found[1])
    followed = str(first + 1).endswith(found[2])
    return f"perhaps {label_financial(first)} was meant" if followed else None


def _suggest_months(found: re.Match[str]) -> str | None:
    words = [word for word in re.findall("[a-z]{3,}", found[0]) if not re.fullmatch(MONTH, word)]
    near = [name for word in words for name in did_you_mean(word, MONTHS, most=1)]
    return f"did you mean {' and '.join(near)}?" if near else None


_REASONS: tuple[tuple[re.Pattern[str], _Reason], ...] = tuple(
    (re.compile(pattern), give)
    for pattern, give in (
        ("", _say("the cell is empty")),
        ("[0-9]{4}", _say(f"its years must lie between {FIRST_YEAR} and {LAST_YEAR}")),
        (r"([0-9]{5})(?:\.[0-9]+)?", _name_date),
        (r"[0-9]+\.[0-9]+", _say("a number with a fraction is no year")),
        ("([0-9]{1,2})[/-]([0-9]{4})", _name_month),
        ("([0-9]{2}) ?[/-] ?([0-9]{2})", _say(r"write the century too, as in 20\1/\2")),
        ("([0-9]{4})/?([0-9]{1,4})", _suggest_financial),
        (
            ".*(?:school|academic|survey|snapshot).*",
            _say("school years, survey years and snapshots have no fixed first and last month"),
        ),
        (".*", _suggest_months),
    )
)
