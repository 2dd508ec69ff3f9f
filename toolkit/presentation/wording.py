"""Numbers, intervals and periods as the field writes them.

One rule for rounding, everywhere: half away from zero, on the decimal number
that is printed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from toolkit.errors import count_of

__all__ = [
    "about",
    "change_in_words",
    "count_of",
    "interval",
    "join_words",
    "measured",
    "number",
    "opening",
    "ordinal",
    "owned",
    "percentage_points",
    "placed",
    "sentence",
    "signed",
    "tell_apart",
]


# Wide enough for any float, whose digits before the point are at most 309.
_WIDE = Context(prec=330, rounding=ROUND_HALF_UP)


def number(value: float, decimals: int = 0) -> str:
    """Return a number with thousands separators; an en dash where there is none.

    Parameters
    ----------
    value : float
        Any number; NaN is "–", and what has no end "∞".
    decimals : int
        How many to print.

    Examples
    --------
    >>> number(1306), number(3.25, 1), number(-0.04, 1), number(float("nan"))
    ('1,306', '3.3', '0.0', '–')
    """
    if value is None or math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), context=_WIDE)
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
    if not math.isfinite(value):
        return number(value)
    if value == 0:
        return "0"
    digits = figures - 1 - math.floor(math.log10(abs(value)))
    step = Decimal(1).scaleb(-min(digits, 0))
    rounded = (Decimal(repr(float(value))) / step).quantize(Decimal(1), context=_WIDE) * step
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


def tell_apart(one: float, other: float, most: int = 6) -> tuple[str, str]:
    """Return two numbers with as many decimals as it takes to see that they differ.

    Examples
    --------
    >>> tell_apart(3435, 3500), tell_apart(5.12, 5.14), tell_apart(5.4, float("nan"))
    (('3,435', '3,500'), ('5.12', '5.14'), ('5.4', '–'))
    """
    least = 0 if all(math.isnan(x) or x == round(x) for x in (one, other)) else 1
    for decimals in range(least, most + 1):
        pair = number(one, decimals), number(other, decimals)
        if pair[0] != pair[1] or one == other:
            break
    return pair


def ordinal(place: int) -> str:
    """Return a place in an order.

    Examples
    --------
    >>> [ordinal(place) for place in (1, 2, 3, 4, 11, 12, 22, 113, 121)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '22nd', '113th', '121st']
    """
    teens = 11 <= place % 100 <= 13
    return f"{place:,}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def opening(when: str) -> str:
    """Return a period as a sentence begins with it; blank is a period that nobody states.

    Examples
    --------
    >>> opening("2023/24"), opening("")
    ('In 2023/24', 'In a period that the source does not state')
    """
    return f"In {when}" if when else "In a period that the source does not state"


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


def owned(name: str) -> str:
    """Return an area's name as the owner of a figure.

    Examples
    --------
    >>> owned("England"), owned("St Helens"), owned("South West")
    ("England's", "St Helens'", "the South West's")
    """
    return placed(name) + ("'" if name.endswith("s") else "'s")


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
_TWOFOLD = 2


def change_in_words(ratio: float, lower: float, upper: float) -> str:
    """Say a ratio of two periods in words, never more than its interval carries.

    Examples
    --------
    >>> change_in_words(1.36, 1.05, 1.77)
    'is 36% higher (95% confidence interval 5% to 77% higher)'
    >>> change_in_words(1.36, 0.96, 1.93)
    'is not distinguishable from no change (36% higher, 95% confidence interval 4% lower to 93% higher)'
    >>> change_in_words(4.08, float("nan"), float("nan"))
    'is 308% higher, 4.1 times as high'
    """
    if not math.isfinite(ratio):
        return "cannot be compared"
    limits = ""
    if math.isfinite(lower) and math.isfinite(upper):
        limits = f"95% confidence interval {_percent_limits(lower, upper)}"
    if limits and lower <= 1 <= upper:
        return f"is not distinguishable from no change ({_percent_from_one(ratio)}, {limits})"
    if not limits and number(ratio * 100) == "100":
        return "is the same to the nearest per cent"
    # "300% higher" is too easily read as three times as high.
    times = f", {number(ratio, 1)} times as high" if ratio >= _TWOFOLD else ""
    # Published figures are rounded: a limit this near to no change may lie on its other side.
    if limits and min(abs(lower - 1), abs(upper - 1)) < _BORDERLINE:
        times += ", on the border of what chance could do"
    return f"is {_percent_from_one(ratio)}{times}" + (f" ({limits})" if limits else "")


def _percent_limits(lower: float, upper: float) -> str:
    low, high = _percent_from_one(lower), _percent_from_one(upper)
    if lower == 1 or upper == 1 or (lower < 1) != (upper < 1):
        return f"{low} to {high}"
    # Of two falls the smaller is said first, as of two rises.
    near, far = (low, high) if lower > 1 else (high, low)
    return far if near == far else f"{near.rsplit(' ', 1)[0]} to {far}"


def _percent_from_one(ratio: float) -> str:
    if ratio == 1:
        return "no change"
    size = number(abs(ratio - 1) * 100)
    way = "higher" if ratio > 1 else "lower"
    return f"{size}% {way}" if size != "0" else f"under 1% {way}"


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
