"""Grammar: every publisher's spelling is read, and impossible ones are refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import ParameterError
from toolkit.periods import Period

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


@given(st.text(max_size=30) | st.text("0123456789/- –toQapr[].()", max_size=20))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        period = Period.parse(text)
    except ParameterError:
        return
    assert Period.parse(period.label) == period
