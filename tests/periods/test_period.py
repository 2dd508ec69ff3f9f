"""The period type: kinds fit their dates, labels are read back, windows move and sort."""

from __future__ import annotations

import calendar
import datetime as dt
import pickle

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import ParameterError
from toolkit.periods import Period


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
