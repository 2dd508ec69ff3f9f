"""Numbers, intervals and periods as the field writes them.

One rule for rounding, everywhere: half away from zero, on the decimal number
that is printed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

__all__ = [
    "about",
    "change_in_words",
    "count_of",
    "interval",
    "join_words",
    "measured",
    "number",
    "percentage_points",
    "placed",
    "sentence",
    "signed",
]


def number(value: float, decimals: int = 0) -> str:
    """Return a number with thousands separators; an en dash where there is none.

    Parameters
    ----------
    value : float
        Any number; NaN is "–".
    decimals : int
        How many to print.

    Examples
    --------
    >>> number(1306), number(3.25, 1), number(-0.04, 1), number(float("nan"))
    ('1,306', '3.3', '0.0', '–')
    """
    if value is None or math.isnan(value):
        return "–"
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,}".replace("-", "−")


def measured(value: float, unit: str, decimals: int = 0) -> str:
    """Return a number with its unit, a per cent sign close to it.

    Examples
    --------
    >>> measured(47, "%"), measured(5.1, "deaths per 100,000 people", 1)
    ('47%', '5.1 deaths per 100,000 people')
    """
    return f"{number(value, decimals)}{'' if unit.startswith('%') else ' '}{unit}"


def sentence(text: str) -> str:
    """Return a text that begins with a capital.

    Examples
    --------
    >>> sentence("in 2024/25 an estimated 80.2%")
    'In 2024/25 an estimated 80.2%'
    """
    return text[:1].upper() + text[1:]


def signed(value: float, decimals: int = 1) -> str:
    """Return a change with its sign.

    Examples
    --------
    >>> signed(3.5686), signed(-12.1495), signed(0.04)
    ('+3.6', '−12.1', '0.0')
    """
    text = number(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def about(value: float, figures: int = 2) -> str:
    """Return a modelled number to as many significant figures as it carries.

    Examples
    --------
    >>> about(3435), about(271), about(96)
    ('3,400', '270', '96')
    """
    if math.isnan(value):
        return "–"
    if value == 0:
        return "0"
    digits = figures - 1 - math.floor(math.log10(abs(value)))
    step = Decimal(1).scaleb(-min(digits, 0))
    rounded = (Decimal(repr(float(value))) / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return number(float(rounded))


def interval(lower: float, upper: float, decimals: int = 0, *, sign: bool = False) -> str:
    """Return an interval in words; blank where there is none.

    Examples
    --------
    >>> interval(1918, 3206), interval(-3.7, 93.1, 1, sign=True)
    ('1,918 to 3,206', '−3.7 to +93.1')
    """
    if math.isnan(lower) or math.isnan(upper):
        return ""
    write = signed if sign else number
    return f"{write(lower, decimals)} to {write(upper, decimals)}"


def count_of(count: float, one: str, many: str) -> str:
    """Return a count with its noun in the right number.

    Examples
    --------
    >>> count_of(1, "person", "people"), count_of(112, "person", "people")
    ('1 person', '112 people')
    """
    return f"{number(count)} {one if count == 1 else many}"


def placed(name: str) -> str:
    """Return an area's name as it stands after a preposition.

    Examples
    --------
    >>> placed("York"), placed("South West"), placed("Isle of Wight")
    ('York', 'the South West', 'the Isle of Wight')
    """
    takes_article = name.startswith(("City of ", "Isle of ", "Isles of ", "Vale of ")) or name in {
        "East Midlands",
        "North East",
        "North West",
        "Scottish Borders",
        "South East",
        "South West",
        "United Kingdom",
        "West Midlands",
    }
    return f"the {name}" if takes_article else name


def percentage_points(difference: float, decimals: int = 1) -> str:
    """Return a difference of percentages without its sign, in percentage points.

    Examples
    --------
    >>> percentage_points(-20.8), percentage_points(1.0, 0)
    ('20.8 percentage points', '1 percentage point')
    """
    text = number(abs(difference), decimals)
    return f"{text} percentage point{'' if text == '1' else 's'}"


_BORDERLINE = 0.03


def change_in_words(ratio: float, lower: float, upper: float) -> str:
    """Say a ratio of two periods in words, never more than its interval carries.

    Examples
    --------
    >>> change_in_words(1.36, 1.05, 1.77)
    'is 36% higher (95% confidence interval 5% to 77% higher)'
    >>> change_in_words(1.36, 0.96, 1.93)
    'is not distinguishable from no change (36% higher, 95% confidence interval 4% lower to 93% higher)'
    """
    if math.isnan(ratio):
        return "cannot be compared"
    limits = ""
    if not (math.isnan(lower) or math.isnan(upper)):
        low, high = _percent_from_one(lower), _percent_from_one(upper)
        if (lower < 1) == (upper < 1):
            # Of two falls the smaller is said first, as of two rises.
            ends = (low, high) if lower >= 1 else (high, low)
            low, high = ends[0].split()[0], ends[1]
        limits = f"95% confidence interval {low} to {high}"
    if limits and lower <= 1 <= upper:
        return f"is not distinguishable from no change ({_percent_from_one(ratio)}, {limits})"
    if not limits and number(ratio * 100) == "100":
        return "is the same to the nearest per cent"
    # Published figures are rounded: a limit this near to no change may lie on its other side.
    if limits and min(abs(lower - 1), abs(upper - 1)) < _BORDERLINE:
        return f"is {_percent_from_one(ratio)}, on the border of what chance could do ({limits})"
    return f"is {_percent_from_one(ratio)}" + (f" ({limits})" if limits else "")


def _percent_from_one(ratio: float) -> str:
    return f"{number(abs(ratio - 1) * 100)}% {'higher' if ratio >= 1 else 'lower'}"


def join_words(words: Sequence[str]) -> str:
    """Join words with commas and a last "and".

    Examples
    --------
    >>> join_words(["England", "the South West", "Devon"])
    'England, the South West and Devon'
    """
    return (
        words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
    )
