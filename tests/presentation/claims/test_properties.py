"""For any numbers: the words agree with them, and no sentence falls apart."""

from __future__ import annotations

import re
from math import isfinite, nan

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from toolkit.errors import DataError
from toolkit.presentation.claims import Change, Comparison, Gradient, Level, Measure, Rank
from toolkit.presentation.claims.alt_text import spread
from toolkit.presentation.wording import number

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False) | st.just(nan)
AMOUNTS = st.floats(0, 1e6, allow_nan=False)
MEASURES = st.sampled_from(
    [
        Measure("%", 1, "adults in treatment"),
        Measure("deaths per 100,000 people", 1, "deaths"),
        Measure("people", 0, "adults in treatment", counts=True),
        Measure("people (estimate)", 0, "adults", counts=True, modelled=True),
    ]
)
BROKEN = re.compile(r"\bnan\b|\bNone\b|\binf\b|  |-\d|−0(?:\.0+)?(?![\d.,])|\+0(?:\.0+)?(?![\d.,])")


def whole(text):
    return text.endswith(".") and not BROKEN.search(text)


@given(MEASURES, NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["ok", "suppressed"]))
def test_a_level_never_falls_apart(measure, value, lower, upper, count, state):
    level = Level(measure, "York", "2021", value, lower, upper, abs(count), state)
    assert whole(level.sentence())
    assert not BROKEN.search(level.finding())


@example("ratio", 1.0, 0.0, nan, nan)
@given(st.sampled_from(["points", "percentage", "ratio"]), AMOUNTS, AMOUNTS, NUMBERS, NUMBERS)
def test_a_changes_direction_agrees_with_its_size(kind, earlier, later, low, high):
    measure = Measure("%", 1, "adults in treatment")
    if kind == "ratio":
        assume(earlier > 0)
        size, none, low, high = later / earlier, 1.0, abs(low), abs(high)
    else:
        size, none = later - earlier, 0.0
    assume(isfinite(size))
    lower, upper = sorted((low, high)) if isfinite(low) and isfinite(high) else (nan, nan)
    change = Change(measure, "York", "2021", "2022", earlier, later, kind, size, lower, upper)
    said = change.sentence()
    assert whole(said)
    point = said.split("95% confidence interval")[0]
    up, down = (any(word in point for word in words) for words in (
        ("up by", "higher", ": +"), ("down by", "lower", ": −")))  # fmt: skip
    assert not (up and size <= none)
    assert not (down and size >= none)
    if lower <= none <= upper:
        assert "not distinguishable from no change" in said
    elif isfinite(lower):
        assert "not distinguishable" not in said


@given(AMOUNTS, AMOUNTS, st.sampled_from(["higher", "lower"]))
def test_a_comparison_is_made_only_in_the_direction_of_its_numbers(value, other, verdict):
    measure = Measure("%", 1)
    if value > other if verdict == "higher" else value < other:
        made = Comparison(measure, "York", "2021", "England", value, other, verdict)
        assert f"{verdict} than England" in made.sentence()
    else:
        with pytest.raises(DataError):
            Comparison(measure, "York", "2021", "England", value, other, verdict)


@given(NUMBERS, NUMBERS, NUMBERS, MEASURES)
def test_a_gradient_has_a_direction_only_where_its_interval_does(slope, lower, upper, measure):
    if isfinite(slope) and isfinite(lower) and isfinite(upper):
        lower, slope, upper = sorted((lower, slope, upper))
    else:
        lower = upper = nan
    said = Gradient(measure, "York", "2021", "IMD decile", slope, lower, upper).sentence()
    assert whole(said)
    if "higher at the most deprived" in said:
        assert slope > 0
        assert not lower <= 0 <= upper
    if "lower at the most deprived" in said:
        assert slope < 0


@given(st.integers(1, 200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_a_rank_says_its_own_limits(rank, below, better, worse):
    of = rank + below
    lower, upper = max(1, rank - better), min(of, rank + worse)
    said = Rank("York", "2021", rank, of, lower, upper).sentence()
    assert whole(said)
    assert f"of {number(of)}" in said
    assert ("could be anywhere" in said) == (lower != upper)


@given(st.lists(NUMBERS, max_size=20), MEASURES)
def test_a_range_never_falls_apart(values, measure):
    assert not BROKEN.search(spread(values, measure))
