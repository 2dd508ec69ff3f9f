"""Bad input: one error that lists every offending row by position and value."""

import inspect

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_array_equal

from toolkit import methods
from toolkit.errors import MethodError
from toolkit.methods import (
    byar,
    combine_prevalence,
    crude_rate,
    directly_standardised_rate,
    indirectly_standardised_ratio,
    life_expectancy,
    mean,
    percentage_change,
    proportion,
    quantile,
    synthetic_estimate,
    unmet_need,
    wilson,
)


def problems(call, *arguments, **options):
    """Return what the one error lists."""
    with pytest.raises(MethodError) as caught:
        call(*arguments, **options)
    return list(caught.value.problems)


def test_every_bad_row_is_listed_and_every_kind_of_badness():
    assert problems(proportion, [5, -1, 3, 9], [4, 10, -2, 8]) == [
        "position 1: count -1 is negative",
        "position 2: denominator -2 is negative",
        "position 0: count 5 is above the denominator 4",
        "position 2: count 3 is above the denominator -2",
        "position 3: count 9 is above the denominator 8",
    ]


def test_the_error_says_how_many_where_counting_starts_and_what_to_do():
    with pytest.raises(MethodError) as caught:
        wilson([1, 7], [5, 6])
    assert str(caught.value) == (
        "wilson cannot use 1 value (positions count from 0)\n"
        "  - position 1: count 7 is above the denominator 6\n"
        "What to do: correct the values; use NaN for a number that is suppressed or missing"
    )


def test_a_table_names_row_and_column_and_a_number_is_the_value():
    assert problems(byar, [[1, 2], [3, -4]]) == ["position (1, 1): count -4 is negative"]
    assert problems(byar, -4) == ["the value: count -4 is negative"]


def test_a_thousand_bad_rows_are_a_thousand_problems():
    assert len(problems(byar, np.full(1000, -1))) == 1000


def test_infinite_counts_are_refused():
    assert problems(byar, [1, np.inf]) == ["position 1: count inf is not a number of anything"]
    assert problems(mean, [1, np.inf]) == ["position 1: value inf is not a measurement"]


@pytest.mark.parametrize(
    "call",
    [
        lambda: crude_rate([3, 0], [0, 0]),
        lambda: directly_standardised_rate([3, 0], [0, 0], [1, 1]),
        lambda: indirectly_standardised_ratio([3, 0], [0, 0], [1, 1], [9, 9]),
        lambda: life_expectancy([3, 0], [0, 0], [0, 5]),
    ],
)
def test_events_among_nobody_are_refused(call):
    with pytest.raises(MethodError, match="position 0: count 3 in a population of 0"):
        call()


def test_lengths_that_do_not_match_are_named():
    assert problems(crude_rate, [1, 2, 3], [10, 20]) == [
        "count has the shape (3,)",
        "population has the shape (2,)",
    ]
    assert problems(proportion, [1, 2], [10, 20], groups=[0]) == [
        "groups has the shape (1,)",
        "the rows have the shape (2,)",
    ]
    assert problems(proportion, [[1, 2]], [[10, 20]], groups=[0, 0]) == [
        "groups has the shape (2,)",
        "the rows have the shape (1, 2)",
    ]


def test_labels_are_not_codes():
    with pytest.raises(MethodError, match="factorise the labels first"):
        proportion([1, 2], [10, 20], groups=["York", "Derby"])
    assert problems(proportion, [1, 2], [10, 20], groups=[0, -1]) == [
        "position 1: groups code -1 is negative"
    ]


def test_words_are_not_numbers_and_each_is_shown():
    assert problems(proportion, [1, "*", "c"], [10, 20, 30]) == [
        "position 1: '*' is not a number",
        "position 2: 'c' is not a number",
    ]


def test_a_value_outside_its_limits_is_shown_with_them():
    assert problems(combine_prevalence, [5, 9], [4, 10], [6, 12]) == [
        "position 1: value 9 is outside its limits 10 to 12"
    ]


def test_proportions_are_not_per_cent():
    assert problems(synthetic_estimate, [100, 100], [0.1, 12]) == [
        "position 1: proportion 12 is above 1"
    ]


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([4, 9]),
        pd.Series([4, 9], dtype="Int64"),
        pd.Series([4.0, 9.0], dtype="float64[pyarrow]"),
        [4, 9],
        (4, 9),
        np.array([4, 9], dtype=np.uint8),
    ],
)
def test_columns_of_any_kind_are_arrays(column):
    assert_array_equal(proportion(column, 10).value, [0.4, 0.9])


def test_missing_values_of_every_spelling_are_missing():
    for column in ([4, None], pd.Series([4, None]), pd.Series([4, pd.NA], dtype="Int64")):
        assert_array_equal(proportion(column, 10).value, [0.4, np.nan])


def test_categories_of_a_frame_are_codes():
    codes = pd.Categorical(["York", "Derby", "York"]).codes
    assert_array_equal(proportion([1, 2, 3], [10, 10, 10], groups=codes).value, [0.2, 0.2])


def test_input_is_never_changed():
    count, denominator = np.array([0.0, 5, 12]), np.array([9.0, 9, 12])
    before = count.copy(), denominator.copy()
    proportion(count, denominator)
    crude_rate(count, denominator)
    quantile(count, 2)
    percentage_change(count, denominator, rounding=5)
    assert_array_equal((count, denominator), before)


def test_nothing_in_is_nothing_out():
    for found in (
        proportion([], []),
        crude_rate([], [], groups=[]),
        directly_standardised_rate([], [], [], groups=[]),
        mean([], groups=[]),
        percentage_change([], []),
        unmet_need([], []),
    ):
        assert all(part.shape == (0,) for part in found)


PUBLIC = [name for name in methods.__all__ if inspect.isfunction(getattr(methods, name))]


@pytest.mark.parametrize("name", PUBLIC)
def test_every_function_says_what_it_takes_gives_refuses_and_shows_it(name):
    text = inspect.getdoc(getattr(methods, name))
    for section in ("Parameters", "Returns", "Raises", "References", "Examples"):
        assert f"\n{section}\n---" in text, section
    assert "doi:10." in text.split("\nReferences\n")[1]
    for parameter in inspect.signature(getattr(methods, name)).parameters:
        assert f"{parameter}" in text.split("\nReturns\n")[0], parameter
