"""Crime Survey for England and Wales, drug misuse: who used which drug, year by year.

Read are the tables by drug, and those by age, sex or region, which repeat them
and break them down. What a table holds is told by its title; its years are its
columns. Numbers of people are printed in thousands. ``[x]`` was not asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from toolkit.catalogue.areas import resolve_names
from toolkit.errors import ParameterError, SourceError, did_you_mean
from toolkit.periods import Period
from toolkit.sources.ages import age_band
from toolkit.sources.files import RawFile, Sheet
from toolkit.sources.reading import (
    Layout,
    Reading,
    Reconciliation,
    Skipped,
    observe,
    period_columns,
)
from toolkit.sources.repeats import join_repeats
from toolkit.sources.worksheets import PRINTED_SEXES, Table, bare, refuse

SOURCE = "crime_survey_drug_misuse"
_TITLE = re.compile(
    r"(?P<what>proportion|estimates of numbers)\b[^,]*?,? (?P<age>\d+ to \d+) year olds "
    r"reporting use of (?:illicit )?drugs (?P<when>ever|in the last year|in the last month)"
    r"(?: in their lifetime)?(?: by (?P<by>age group|sex and age|region))?(?=,|\s*$)",
    re.IGNORECASE,
)
_BASE = re.compile(r"unweighted base", re.IGNORECASE)
_ENGLAND_AND_WALES = "K04000001"
_HEADER_WITHIN = 15
_THOUSAND = 1000.0
# Earlier years are printed to one decimal in some tables and to all in others.
_TOLERANCE = 0.05
_BASE_NOTE = "The denominator is the survey's unweighted base for any drug"


@dataclass(frozen=True)
class _Survey:
    """A table of drugs and years.

    Parameters
    ----------
    table : Table
    measure, figure, age, by : str
        What it holds, as what, of whom, and broken down by what.
    periods : dict of int to Period
        By column.
    """

    table: Table
    measure: str
    figure: str
    age: str
    by: str
    periods: dict[int, Period]


def _recognises(file: RawFile) -> bool:
    return any(_title(sheet) for sheet in file.sheets.values())


def _title(sheet: Sheet) -> re.Match[str] | None:
    return _TITLE.search(sheet.text(0, 0)) if sheet.rows else None


def _key(title: re.Match[str]) -> tuple[str, ...]:
    return tuple((title[name] or "").casefold() for name in ("what", "age", "when", "by"))


def _read(file: RawFile) -> Reading:
    problems = _tables_missing(file)
    titled = [(sheet, title) for sheet in file.sheets.values() if (title := _title(sheet))]
    surveys = [
        survey for sheet, title in titled if (survey := _find_survey(sheet, title, problems))
    ]
    refuse(file, problems, "ONS")
    drugs = {
        bare(survey.table.sheet.text(row, 0))
        for survey in surveys
        if not survey.by
        for row in survey.table.rows
    }
    frames = [_read_survey(survey, drugs, _misprints(surveys)) for survey in surveys]
    refuse(file, problems, "ONS")
    rows = pd.concat(frames, ignore_index=True)
    again = rows.pop("again")
    observations = observe(
        join_repeats(rows[~again], file),
        file,
        source=SOURCE,
        basis="survey",
        grouping_scheme="drug",
        edition=f"to {rows['period_end'].max():%Y-%m}",
    )
    others = [name for name in file.sheets if name not in {sheet.name for sheet, _ in titled}]
    skipped = [
        Skipped(f"sheets {', '.join(others)}", "no years of use by drug", len(others)),
        Skipped("totals of breakdowns", "repeat the table by drug, which speaks", int(again.sum())),
    ]
    return Reading(observations, skipped, list(_compare(rows[~again], rows[again])))


def _tables_missing(file: RawFile) -> list[str]:
    """Compare the tables that the contents list with those that are there."""
    listed = {
        _key(found): bare(sheet.text(row, 1))
        for sheet in file.sheets.values()
        if "contents" in sheet.name.casefold()
        for row in range(len(sheet.rows))
        if (found := _TITLE.search(sheet.text(row, 1)))
    }
    held = {_key(title) for sheet in file.sheets.values() if (title := _title(sheet))}
    spare = ", ".join(name for name, sheet in file.sheets.items() if not _title(sheet))
    return [
        f"expected a sheet with the title {title!r}, which the contents list; found none among {spare}"
        for key, title in listed.items()
        if key not in held
    ]


def _find_survey(sheet: Sheet, title: re.Match[str], problems: list[str]) -> _Survey | None:
    rows = range(min(_HEADER_WITHIN, len(sheet.rows)))
    header = max(rows, key=lambda row: len(_periods(sheet, row)))
    periods = _periods(sheet, header)
    if not periods:
        problems.append(f"{sheet.name}: expected a row of years, as 'Apr 2019 to Mar 2020'")
        return None
    body = [row for row in range(header + 1, len(sheet.rows)) if sheet.text(row, 0)]
    table = Table(sheet, header, body, problems)
    problems += [
        f"{table.place(header, column)}: expected a year, as 'Apr 2019 to Mar 2020', found {text!r}"
        for column, text in enumerate(table.headings)
        if text and column and column not in periods and "significance" not in text.casefold()
    ]
    when = title["when"].casefold().removeprefix("in the ").replace(" ", "_")
    share = title["what"].casefold() == "proportion"
    return _Survey(
        table,
        f"drug_use_{when}" if share else f"people_who_used_drugs_{when}",
        "value" if share else "count",
        age_band(title["age"]),
        (title["by"] or "").casefold(),
        periods,
    )


def _periods(sheet: Sheet, row: int) -> dict[int, Period]:
    found = {}
    for column in range(1, len(sheet.rows[row])):
        try:
            found[column] = Period.parse(bare(sheet.text(row, column)))
        except ParameterError:
            continue
    return found


def _compare(rows: pd.DataFrame, again: pd.DataFrame) -> Iterator[Reconciliation]:
    """Hold the totals of the breakdowns against the table by drug."""
    keys = ["indicator", "group", "age", "period_start"]
    whole = rows[(rows["area_code"] == _ENGLAND_AND_WALES) & (rows["sex"] == "persons")]
    both = whole.merge(again, on=keys, suffixes=("", "_again"))
    for row in both[both["value"].notna() & both["value_again"].notna()].to_dict("records"):
        what = f"{row['indicator']}, {row['group']}, {row['period_start']:%Y-%m}: "
        what += f"{row['locator']} against {row['locator_again']}"
        yield Reconciliation(what, row["value"], row["value_again"], _TOLERANCE)


def _misprints(surveys: Sequence[_Survey]) -> dict[Period, Period]:
    """Return what most tables print, of periods that end alike but do not start alike."""
    printed = Counter(period for survey in surveys for period in survey.periods.values())
    usual: dict[object, Period] = {}
    for period, _ in printed.most_common():
        usual.setdefault(period.end, period)
    return {period: usual[period.end] for period in printed if usual[period.end] != period}


def _read_survey(survey: _Survey, drugs: set[str], misprints: dict[Period, Period]) -> pd.DataFrame:
    table = survey.table
    cells = table.across(list(survey.periods), survey.figure)
    printed = [survey.periods[column] for column in cells["column"]]
    periods = [misprints.get(period, period) for period in printed]
    texts = [
        table.sheet.text(table.rows[at], column).casefold()
        for at, column in zip(cells["at"], cells["column"], strict=True)
    ]
    frame = cells.join(_walk(survey, drugs), on="at").assign(
        **period_columns(periods),
        indicator=survey.measure,
        state=cells["state"].mask(pd.Series(texts) == "[x]", "not_collected"),
        note=[
            f"The heading says {said}; the other tables say {period}" if said != period else ""
            for said, period in zip(printed, periods, strict=True)
        ],
    )
    of_whom = ["area_code", "sex", "age", "column"]
    everyone = (frame["area_code"] == _ENGLAND_AND_WALES) & (frame["sex"] == "persons")
    frame["again"] = bool(survey.by) & everyone & (frame["age"] == survey.age)
    base = frame["group"] == ""
    bases = frame[base].set_index(of_whom)[survey.figure].rename("denominator")
    frame = frame[~base].join(bases, on=of_whom).drop(columns=["at", "column"])
    if survey.figure == "count":
        counts = frame["count"] * _THOUSAND
        return frame.drop(columns="denominator").assign(count=counts, rounding=_THOUSAND)
    noted = frame["note"].where(frame["note"] != "", _BASE_NOTE)
    return frame.assign(note=noted, rounding=0.0)


def _walk(survey: _Survey, drugs: set[str]) -> pd.DataFrame:
    """Return the drug of each row, and of whom it speaks; the drug of a base is blank."""
    everyone = {"area_code": _ENGLAND_AND_WALES, "sex": "persons", "age": survey.age}
    drug, whom, walked = "", dict(everyone), []
    for row in survey.table.rows:
        label = bare(survey.table.sheet.text(row, 0))
        part = _part(label, survey)
        if part is None:
            drug, whom = label, dict(everyone)
            if not _BASE.match(label) and label not in drugs:
                near = did_you_mean(label, drugs)
                meant = f": did you mean {near[0]}?" if near else ""
                survey.table.problems.append(
                    f"{survey.table.place(row, 0)}: expected a drug or a part by {survey.by}, "
                    f"found {label!r}{meant}"
                )
        elif "sex" in part:
            whom = {**everyone, **part}
        else:
            whom = {**whom, **part}
        slug = re.sub(r"[^a-z0-9]+", "_", drug.casefold()).strip("_")
        walked.append({**whom, "group": "" if _BASE.match(drug) else slug})
    return pd.DataFrame(walked)


def _part(label: str, survey: _Survey) -> dict[str, str] | None:
    """Return which part of everyone a label names; None where it names a drug."""
    if survey.by == "region":
        try:
            return {"area_code": resolve_names([label], tier=("region", "nation"))[label]}
        except SourceError:
            return None
    if survey.by and (sex := PRINTED_SEXES.get(label.casefold())):
        return {"sex": sex}
    if survey.by and (age := age_band(label)):
        return {"age": age}
    return None


LAYOUT = Layout(
    source=SOURCE,
    description="Crime Survey for England and Wales, drug misuse tables (workbook)",
    recognises=_recognises,
    read=_read,
)
