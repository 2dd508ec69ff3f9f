"""Columns of numbers: what a table prints, and never a 0 for what it does not."""

from __future__ import annotations

from toolkit.presentation.tables import Table
from toolkit.reports.documents.columns import columns_of


def columns(*rows, heads=("Period", "Rate", "95% interval")):
    return columns_of(Table("Deaths", list(heads), [list(row) for row in rows]))


def test_numbers_are_those_that_are_printed():
    _, rate, lower, upper = columns(("2021", "−1,234.50", "−4.1 to +11.9"))
    assert rate.values == [-1234.5]
    assert list(rate.decimals) == [2]
    assert (lower.values, upper.values, upper.signed) == ([-4.1], [11.9], True)


def test_what_is_hidden_or_missing_is_no_number_and_keeps_its_mark():
    _, rate, mark, *_ = columns(("2021", "3.1 [u]", "–"), ("2020", "[c]", "–"), ("2019", "–", "–"))
    assert rate.values == [3.1, None, None]
    assert (mark.heading, mark.values) == ("Rate, mark", ["[u]", "[c]", ""])


def test_the_first_column_names_rows_even_where_it_looks_like_numbers():
    assert columns(("2021", "3", "–"))[0].values == ["2021"]


def test_a_column_that_is_mostly_words_stays_words():
    _, _, verdict = columns(("2021", "3", "better"), ("2020", "4", "7"), ("2019", "4", "worse"))
    assert verdict.values == ["better", "7", "worse"]


def test_headings_of_the_same_name_are_told_apart():
    heads = ("", "Rate", "rate", "Rate (2)")
    named = [one.heading for one in columns(("a", "1", "2", "3"), heads=heads)]
    assert named == ["Not named", "Rate", "rate (2)", "Rate (2) (2)"]


def test_a_table_without_rows_has_its_heads():
    assert [one.heading for one in columns()] == ["Period", "Rate", "95% interval"]
