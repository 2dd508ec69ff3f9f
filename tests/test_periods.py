"""Periods: every publisher's spelling is read, and impossible ones are refused with a reason."""

from __future__ import annotations

import calendar
import datetime as dt
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import ParameterError, SourceError
from toolkit.periods import Period, parse_periods

SPELLINGS = {
    "2023": (
        *("2023", " 2023 ", "2023.0", "Mid-2023", "mid 2023", "2023 mid-year estimate"),
        *("Calendar year (2023)", "2023 calendar year", "2023 [x]", "2023 [note 3]", "2023[b]"),
        *("2023 [notes 1, 2]", "2023 (r)", "Jan 2023 to Dec 2023", "year ending December 2023"),
    ),
    "2023/24": (
        *("2023/24", "2023-24", "2023–24", "2023 - 24", "2023/2024", "2023 to 2024", "FY2023/24"),
        *("fy 2023-24", "FY23/24", "Financial year (2023/24)", "2023/24 financial year"),
        *("Apr 2023-Mar 2024", "April 2023 to March 2024", "APR23–MAR24", "Apr-23 - Mar-24"),
        *("Apr'23-Mar'24", "Year ending 31 March 2024", "YE Mar 2024", "FYE 2024"),
        *("Y/E March 2024", "financial year ending March 2024", "01/04/2023 to 31/03/2024"),
        *("12 months to March 2024", "1st April 2023 - 31st March 2024"),
        *("2023-04-01 to 2024-03-31", "Apr 2023 to\n Mar 2024"),
    ),
    "1999/00": ("1999/00", "1999/2000", "1999-00", "Apr99 - Mar00"),
    "2099/00": ("2099/00",),
    "2021–23": (
        *("2021 - 23", "2021–23", "2021-23", "2021 to 2023", "2021to23", "2021 -2023", "2021‐23"),
        *("2021‑23", "2021—23", "2021−23", "2021\u00a0-\u00a023", "2021 – 23 [note 3]"),
        *("2021 to 2023 (3 year aggregate)", "3-year aggregate (2021-2023)", "\ufeff2021–23"),
    ),
    "1999–2001": ("1999-2001", "1999–01", "1999 to 2001"),
    "2016–20": ("2016to2020", "2016TO2020", "2016 -2020", "2016-20", "2016-2020 average"),
    "Jan 2018–Dec 2019": ("Jan 2018-Dec 2019", "2018-2019 (2 year aggregate)"),
    "2021/22–2023/24": (
        *("2021/22 - 23/24", "2021/22-2023/24", "2021/2022 to 2023/2024", "2021-22 to 2023-24"),
        *("April 2021 to March 2024", "3 years ending March 2024"),
    ),
    "2021/22–2022/23": ("2021/22 - 22/23", "Apr 2021-Mar 2023"),
    "Jun 2024–May 2025": (
        *("Jun24 - May25", "June 2024 to May 2025", "JUN 2024–MAY 2025", "Jun-24 - May-25"),
        *("year ending May 2025", "Year ended 31 May 2025", "YE May25"),
    ),
    "Sep 2023–Aug 2024": ("Sept 2023 - Aug 2024", "September 2023toAugust 2024"),
    "Jul 2021–Jun 2022": ("YE June 2022", "year ending June 2022", "the year to June 2022"),
    "Jan–Mar 2023": (
        *("2023 Q1", "Q1 2023", "2023Q1", "q1 2023", "Quarter 1 2023", "2023-Q1", "2022/23 Q4"),
        *("Jan-Mar 2023", "January to March 2023"),
    ),
    "Apr–Jun 2023": (
        *("2023/24 Q1", "Q1 2023/24", "2023-24 Q1", "Q1 FY2023/24", "Apr-Jun 2023", "Q2 2023"),
        *("Apr 2023 to Jun 2023", "1 Apr - 30 Jun 2023"),
    ),
    "Jan 2023": ("Jan 2023", "January 2023", "Jan-23", "2023 JAN"),
    "Jan–Jun 2023": ("Jan-Jun 2023",),
}
REFUSED = {
    "2023/23": "second year must follow the first",
    "2023/22": "second year must follow the first",
    "2023/25": "calendar years pooled are written 2023–25",
    "2023/2026": "second year must follow the first",
    "2021/22 - 24/23": "second year must follow the first",
    "2021-19": "perhaps 2019–21 was meant",
    "2023-04": "a month is written Apr 2023",
    "2023-23": "both ends are 2023",
    "2021/22 - 2021/22": "both ends are 2021/22",
    "2023/24 - 2021/22": "after its end",
    "May25 - Jun24": "after its end",
    "Apr-Mar 2024": "the year of April is not given",
    "1899": "between 1900 and 2100",
    "2101": "between 1900 and 2100",
    "2100/01": "between 1900 and 2100",
    "1899-1901": "between 1900 and 2100",
    "13/2023": "there is no month 13",
    "04/2023": "write Apr 2023",
    "23/24": "as in 2023/24",
    "2023/4": "perhaps 2023/24 was meant",
    "20192020": "perhaps 2019/20 was meant",
    "20140000": "no way that is known",
    "2023/24/25": "no way that is known",
    "2019/20 - 2021": "no way that is known",
    "2023*": "no way that is known",
    "2023²": "no way that is known",
    "2023 [Q1]": "no way that is known",
    "": "the cell is empty",
    " \u00a0 ": "the cell is empty",
    "nan": "the cell is empty",
    "2023-04-01": "a date stands where a period was expected",
    "1 April 2023": "a date stands where a period was expected",
    "01/04/2023": "a date stands where a period was expected",
    "45017": "the spreadsheet's number for the date 2023-04-01",
    "2023.5": "a number with a fraction",
    "Q5 2023": "quarters run from 1 to 4",
    "Q0 2023/24": "quarters run from 1 to 4",
    "Ferbuary 2023": "did you mean February?",
    "4-year aggregate (2018-2022)": "it says 4 years, but 2018–22 covers 60 months",
    "FY2023": "it says 'fy', but '2023' covers Jan 2023–Dec 2023",
    "calendar year 2023/24": "covers Apr 2023–Mar 2024",
    "financial year ending June 2022": "covers Jul 2021–Jun 2022",
    "2022/23 school year": "school years",
    "2016 August snapshot": "snapshots",
    "year ending 2023": "name the month and the year",
    "31/04/2023 to 31/03/2024": "out of range",
    "15 Apr 2023 to 14 Apr 2024": "are not whole months",
}


@pytest.mark.parametrize(
    ("text", "label"), [(text, label) for label, texts in SPELLINGS.items() for text in texts]
)
def test_each_publishers_spelling_is_read(text: str, label: str) -> None:
    assert Period.parse(text).label == label


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_an_impossible_period_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ParameterError, match="is not a period") as error:
        Period.parse(text)
    assert reason in error.value.summary
    assert "2019–21" in error.value.hint


def test_a_second_year_that_does_not_follow_names_place_and_both_likely_meanings() -> None:
    with pytest.raises(ParameterError) as error:
        Period.parse("2029/21", where="deaths.csv row 7")
    assert error.value.summary == (
        "deaths.csv row 7: '2029/21' is not a period: the second year must follow the first "
        "(2029/30); or perhaps 2020/21 was meant"
    )


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


@given(st.text(max_size=30) | st.text("0123456789/- –toQapr[].()", max_size=20))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        period = Period.parse(text)
    except ParameterError:
        return
    assert Period.parse(period.label) == period


@st.composite
def spans(draw: st.DrawFn) -> Period:
    first = draw(st.integers(1900 * 12, 2100 * 12 + 11))
    lengths = st.sampled_from([1, 3, 12, 24, 36, 60]) | st.integers(1, 150)
    last = min(first + draw(lengths) - 1, 2100 * 12 + 11)
    year, month = last // 12, last % 12 + 1
    end = dt.date(year, month, calendar.monthrange(year, month)[1])
    return Period.between(dt.date(first // 12, first % 12 + 1, 1), end)


@given(spans())
def test_every_period_is_read_back_from_its_label(period: Period) -> None:
    assert Period.parse(period.label) == period
    assert Period.parse(period.label.upper().replace("–", " - ")) == period


@given(st.integers(1900, 2098), st.integers(2, 30))
def test_whole_years_are_read_back_from_their_label(first: int, count: int) -> None:
    last = min(first + count - 1, 2099)
    for period in (
        Period.calendar(first),
        Period.financial(first),
        Period.between(dt.date(first, 1, 1), dt.date(last, 12, 31)),
        Period.between(dt.date(first, 4, 1), dt.date(last + 1, 3, 31)),
    ):
        assert Period.parse(period.label) == period


@given(spans())
def test_the_previous_period_ends_the_day_before_and_has_the_same_kind_and_length(
    period: Period,
) -> None:
    if period.start.year - period.years - 1 < 1900:
        return
    before = period.previous()
    assert before.end + dt.timedelta(days=1) == period.start
    assert (before.kind, before.months) == (period.kind, period.months)
    assert not before.overlaps(period)
    assert before < period


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2023", "2022"),
        ("2023/24", "2022/23"),
        ("2019–21", "2016–18"),
        ("2021/22 - 23/24", "2018/19–2020/21"),
        ("2023/24 Q1", "Jan–Mar 2023"),
        ("Jun24 - May25", "Jun 2023–May 2024"),
        ("Mar 2024", "Feb 2024"),
    ],
)
def test_the_previous_period_in_the_fields_own_words(text: str, before: str) -> None:
    assert Period.parse(text).previous().label == before


def test_a_window_rolls_by_whole_years_over_leap_days() -> None:
    assert Period.parse("2019–21").rolled(-1).label == "2018–20"
    assert Period.parse("Mar 2023-Feb 2024").rolled(1).end == dt.date(2025, 2, 28)
    assert Period.parse("Feb 2023").rolled(1).end == dt.date(2024, 2, 29)


def test_moving_out_of_the_years_that_are_known_is_refused() -> None:
    with pytest.raises(ParameterError, match="between 1900 and 2100"):
        Period.calendar(1900).previous()
    with pytest.raises(ParameterError, match="between 1900 and 2100"):
        Period.calendar(2023).rolled(10**9)
    with pytest.raises(ParameterError, match="between 1900 and 2100"):
        Period.financial(2100)


@pytest.mark.parametrize(
    ("kind", "start", "end", "reason"),
    [
        ("calendar", "2023-04-01", "2024-03-31", "these dates make a financial period"),
        ("financial", "2023-01-01", "2023-12-31", "these dates make a calendar period"),
        ("pooled", "2023-01-01", "2023-12-31", "two or more whole calendar or financial years"),
        ("rolling", "2023-04-01", "2023-06-30", "these dates make a quarter period"),
        ("quarter", "2023-02-01", "2023-04-30", "these dates make a rolling period"),
        ("calendar", "2023-12-31", "2023-01-01", "after its end"),
        ("calendar", "2023-01-01", "2023-12-30", "not whole months"),
        ("calender", "2023-01-01", "2023-12-31", "did you mean calendar?"),
    ],
)
def test_dates_that_do_not_fit_the_kind_are_refused(
    kind: str, start: str, end: str, reason: str
) -> None:
    with pytest.raises(ParameterError) as error:
        Period(kind, dt.date.fromisoformat(start), dt.date.fromisoformat(end))  # type: ignore[arg-type]
    assert reason in str(error.value)


def test_times_of_day_and_text_are_no_dates() -> None:
    for start in (dt.datetime(2023, 1, 1), pd.Timestamp("2023-01-01"), "2023-01-01"):
        with pytest.raises(ParameterError, match="give dates"):
            Period("calendar", start, dt.date(2023, 12, 31))  # type: ignore[arg-type]


def test_periods_sort_by_end_then_start_then_kind() -> None:
    texts = ["2023/24", "2023", "2021–23", "Oct-Dec 2023", "Jan-Mar 2023"]
    ordered = [period.label for period in sorted(map(Period.parse, texts))]
    assert ordered == ["Jan–Mar 2023", "2021–23", "2023", "Oct–Dec 2023", "2023/24"]
    assert max(map(Period.parse, texts)) == Period.financial(2023)
    assert Period.calendar(2022) <= Period.calendar(2022) < Period.calendar(2023)
    with pytest.raises(TypeError):
        _ = Period.calendar(2022) < "2023"


def test_lengths_are_counted_in_months_and_whole_years() -> None:
    counted = {
        text: (Period.parse(text).months, Period.parse(text).years, Period.parse(text).is_pooled)
        for text in ["2023", "2023/24 Q1", "2019–21", "Jun24 - May25", "Oct 2020 to Jun 2022"]
    }
    assert counted == {
        "2023": (12, 1, False),
        "2023/24 Q1": (3, 0, False),
        "2019–21": (36, 3, True),
        "Jun24 - May25": (12, 1, False),
        "Oct 2020 to Jun 2022": (21, 1, False),
    }


def test_overlap_and_containment_count_first_and_last_day() -> None:
    year = Period.financial(2023)
    assert year.overlaps(Period.calendar(2024))
    assert Period.calendar(2023).overlaps(year)
    assert not year.overlaps(Period.financial(2024))
    assert year.contains(dt.date(2023, 4, 1))
    assert year.contains(dt.date(2024, 3, 31))
    assert not year.contains(dt.date(2024, 4, 1))
    assert year.contains(dt.datetime(2024, 3, 31, 23, 59))


def test_equal_periods_are_one_key_and_survive_pickling() -> None:
    spelt = {Period.parse("2023/24"), Period.parse("Apr 2023-Mar 2024"), Period.financial(2023)}
    assert len(spelt) == 1
    assert pickle.loads(pickle.dumps(Period.financial(2023))) == Period.financial(2023)
    assert str(Period.financial(2023)) == "2023/24"


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
