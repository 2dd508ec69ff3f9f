"""Spelling: a spreadsheet's number is a year, and what is no text is refused for what it is."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from toolkit.errors import ParameterError
from toolkit.periods import Period


@pytest.mark.parametrize("number", [2023, 2023.0, np.int64(2023), np.float64(2023)])
def test_a_spreadsheets_number_is_its_year(number: float) -> None:
    assert Period.parse(number) == Period.calendar(2023)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (None, "the cell is empty"),
        (float("nan"), "the cell is empty"),
        (pd.NA, "the cell is empty"),
        (pd.NaT, "the cell is empty"),
        (dt.date(2023, 4, 1), "a date stands where a period was expected"),
        (dt.datetime(2023, 4, 1), "a date stands where a period was expected"),
        (pd.Timestamp("2023-04-01"), "a date stands where a period was expected"),
        (45017.0, "the spreadsheet's number for the date 2023-04-01"),
        (2023.5, "a number with a fraction"),
        (float("inf"), "no way that is known"),
        (10**400, "no way that is known"),
        (True, "it is a bool, not text"),
        ([2023], "it is a list, not text"),
    ],
)
def test_a_cell_that_is_no_text_is_refused_for_what_it_is(cell: object, reason: str) -> None:
    with pytest.raises(ParameterError) as error:
        Period.parse(cell)
    assert reason in error.value.summary


def test_a_page_in_a_cell_is_cut_short_in_the_error() -> None:
    with pytest.raises(ParameterError) as error:
        Period.parse("<html>" * 1000)
    assert len(error.value.summary) < 200
