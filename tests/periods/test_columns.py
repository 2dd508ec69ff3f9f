"""Columns of periods: each spelling is read once, and every bad cell is named."""

from __future__ import annotations

import pytest

from toolkit.errors import SourceError
from toolkit.periods import parse_periods


def test_a_column_shares_one_period_for_each_spelling() -> None:
    periods = parse_periods(["2023/24", "2019–21", "2023/24", 2023, 2023.0])
    assert [period.label for period in periods] == ["2023/24", "2019–21", "2023/24", "2023", "2023"]
    assert periods[0] is periods[2]


def test_every_bad_cell_of_a_column_is_named_at_once() -> None:
    with pytest.raises(SourceError) as error:
        parse_periods(
            ["2023", "2029/21", None, "2029/21"], where=lambda row: f"deaths.csv row {row + 2}"
        )
    assert error.value.summary == "3 cells hold no period"
    first, second = error.value.problems
    assert first.startswith("deaths.csv row 3, deaths.csv row 5: '2029/21' is not a period")
    assert second == "deaths.csv row 4: None is not a period: the cell is empty"


def test_a_blank_column_is_one_problem_and_not_a_million() -> None:
    with pytest.raises(SourceError) as error:
        parse_periods([float("nan") for _ in range(5000)], where="deaths.csv")
    (problem,) = error.value.problems
    assert problem.startswith("deaths.csv cell 1, deaths.csv cell 2,")
    assert "and 4,990 more: nan is not a period: the cell is empty" in problem
    assert error.value.summary == "5,000 cells hold no period"
