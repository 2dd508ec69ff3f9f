"""Numbers as reports print them, with their slips."""

from __future__ import annotations

from math import isnan

import pytest

from toolkit.analysis.printed.reading import read_printed, rounded


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("2,042", 2042, 0),
        ("-12.1%", -12.1, 1),
        ("+36%", 36, 0),
        ("n=2,458 (2018/2019)", 2458, 0),
        ("2014-15 = 294", 294, 0),
        ("2020/21 - 175", 175, 0),
        ("7.5 per 100,000 (2021-23)", 7.5, 1),
        ("15,000 by July 24", 15000, 0),
        ("increased by 300%", 300, 0),
        ("£300m over 3 years", 300, 0),
        ("three-quarters of a million crimes", 750_000, 0),
        ("less than one in five", 20, 0),
        ("eight priorities", 8, 0),
    ],
)
def test_the_figure_is_read_and_dates_and_remarks_are_not(text, value, decimals):
    found = read_printed(text)
    assert (found.value, found.decimals, found.slips) == (value, decimals, ())


@pytest.mark.parametrize("text", ["n/a", "same as England average", "2020/2021"])
def test_words_and_periods_are_no_number(text):
    assert isnan(read_printed(text).value)


@pytest.mark.parametrize(
    ("text", "bound"),
    [("just under 79%", "below"), ("over 70 locations", "above"), ("some 2,000", "")],
)
def test_words_make_a_number_an_end(text, bound):
    assert read_printed(text).bound == bound


def test_a_range_has_two_ends():
    found = read_printed("5 to 10%")
    assert (found.value, found.upper) == (5, 10)


@pytest.mark.parametrize(
    ("text", "value", "slip"),
    [
        ("I,266", 1266, "a letter is printed for a digit in I,266"),
        ("1O6", 106, "a letter is printed for a digit in 1O6"),
        ("2029/21 - 122", 122, "2029/21 cannot be a period"),
    ],
)
def test_slips_of_the_press_are_read_and_named(text, value, slip):
    found = read_printed(text)
    assert (found.value, found.slips) == (value, (slip,))


def test_halves_go_away_from_zero():
    assert [str(rounded(value, 1)) for value in (0.25, -0.25, 36.35)] == ["0.3", "-0.3", "36.4"]


def test_a_value_is_printed_as_what_it_rounds_to():
    assert read_printed("+3.6%").is_of(3.5686)
    assert not read_printed("+3.5%").is_of(3.5686)
    assert not read_printed("0").is_of(float("nan"))
