"""A partnership's pseudonymised caseload: one row an episode of treatment, counted as people.

Columns are known by their usual names: a client's id, start and end date (blank
while open), substance group, authority by code or name, sex, and an age at the
start or an age band. How people are counted is told in
``toolkit.sources.caseload``. No id leaves this reader: what it gives are counts,
all of them restricted. Authorities where fewer than 1 in 100 of the people live
are passed over, for this extract holds only a part of their caseload.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pandas as pd

from toolkit.catalogue.areas import known_codes, resolve_names
from toolkit.errors import SourceError, count_of, did_you_mean
from toolkit.periods import Period
from toolkit.sources.ages import age_band
from toolkit.sources.caseload import GROUPS, count_people, years_covered
from toolkit.sources.files import RawFile
from toolkit.sources.plans.more_forms import CASELOAD_FORM
from toolkit.sources.reading import Layout, Reading, Skipped, observe, period_columns
from toolkit.sources.worksheets import PRINTED_SEXES

SOURCE = "local_caseload"
_NAMES = {
    "person": ("person_id", "client_id", "person", "client", "client_reference", "pseudonym", "id"),
    "start": ("start_date", "start", "episode_start", "treatment_start", "triage_date"),
    "end": ("end_date", "end", "episode_end", "treatment_end", "discharge_date"),
    "group": ("substance_group", "drug_group", "group", "substance"),
    "area": ("la_code", "la_name", "la", "local_authority", "area_code", "area_name", "authority"),
    "sex": ("sex", "gender"),
    "age": ("age_band", "age_group", "age", "age_at_start"),
}
_GROUPS = {
    **{word: group for group in GROUPS for word in (group.replace("_", " "),)},
    "opiates": "opiate",
    "non opiate": "non_opiate_only",
    "non opiates only": "non_opiate_only",
    "non opiates": "non_opiate_only",
    "alcohol": "alcohol_only",
    "non opiates and alcohol": "non_opiate_and_alcohol",
    "alcohol and non opiate": "non_opiate_and_alcohol",
    "alcohol and non opiates": "non_opiate_and_alcohol",
}
_UNSTATED = {"", "not stated", "not known", "unknown", "other", "indeterminate", "x"}
_ISO, _BRITISH = re.compile(r"\d{4}-\d{1,2}-\d{1,2}"), re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_MOST_SHOWN = 20
_SMALLEST_SHARE = 0.01


def _recognises(file: RawFile) -> bool:
    found = _find_columns(file)
    dated = "start" in found and ({"end", "group"} & set(found)) != set()
    return dated and len(found) >= 4 and not {"count", "value"} & set(map(_fold, file.header))


def _fold(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")


def _find_columns(file: RawFile) -> dict[str, str]:
    """Return the file's column for each that is needed."""
    headings = {_fold(name): name for name in reversed(file.header)}
    return {
        column: headings[next(name for name in names if name in headings)]
        for column, names in _NAMES.items()
        if set(names) & set(headings)
    }


def _read(file: RawFile) -> Reading:
    episodes = _read_episodes(file)
    small = _small_areas(episodes)
    kept = episodes[~episodes["area_code"].isin(small)]
    skipped = [
        Skipped(code, "fewer than 1 in 100 of the extract's people live there", number)
        for code, number in small.items()
    ]
    ageless = int((episodes["age"].isna() & (episodes["band"] == "")).sum())
    if ageless:
        skipped.append(Skipped("episodes without an age", "it is not known if adults", ageless))
    years = years_covered(episodes)
    first = years[0][0].start
    early = int((episodes["start"] < pd.Timestamp(first)).sum())
    if early:
        reason = "episodes that had ended are not in the extract; those still open count later"
        skipped.append(Skipped(f"years before {years[0][0]}", reason, early))
    rows = pd.concat([_count_year(kept, *year) for year in years], ignore_index=True)
    observations = observe(
        rows,
        file,
        source=SOURCE,
        indicator="numbers_in_treatment",
        grouping_scheme="national_four_groups",
        basis="local",
        edition=f"to {max(episodes['start'].max(), episodes['end'].max()):%Y-%m-%d}",
    )
    return Reading(observations, skipped)


def _count_year(episodes: pd.DataFrame, period: Period, whole: bool) -> pd.DataFrame:
    counted = count_people(episodes, period)
    said = counted["sex"] + ", " + counted["age"] + ", " + counted["group"]
    return counted.drop(columns="episodes").assign(
        **period_columns([period] * len(counted)),
        state="ok" if whole else "provisional",
        note="" if whole else "The extract may not hold the whole of this year",
        locator="rows of the extract, "
        + counted["episodes"].astype("str")
        + f" episodes ({period}, "
        + said
        + ")",
    )


def _small_areas(episodes: pd.DataFrame) -> dict[str, int]:
    people = episodes.groupby("area_code")["person"].nunique()
    small = people[people < _SMALLEST_SHARE * people.sum()].index
    rows = episodes["area_code"].value_counts()
    return {str(code): int(rows[code]) for code in small}


def _read_episodes(file: RawFile) -> pd.DataFrame:
    columns = _find_columns(file)
    absent = [column for column in _NAMES if column not in columns]
    if absent:
        raise SourceError(
            f"{file.path}: {count_of(len(absent), 'column of the extract is', 'columns of the extract are')} not there",
            [
                f"row 1: expected a column such as {_NAMES[column][0]!r}, found "
                + ", ".join(map(repr, did_you_mean(_NAMES[column][0], file.header) or file.header))
                for column in absent
            ],
            hint="name the columns so, or add them",
        )
    CASELOAD_FORM.refuse_blank(file.table, file.path)
    table = pd.DataFrame({name: file.table[held].str.strip() for name, held in columns.items()})
    problems: list[str] = []
    _check_one_convention(table, columns, problems)
    ages, bands = _read_ages(table["age"], columns["age"], problems)
    episodes = pd.DataFrame(
        {
            "person": pd.factorize(table["person"])[0],
            "start": _read_dates(table["start"], columns["start"], problems),
            "end": _read_dates(table["end"], columns["end"], problems),
            "group": _read_groups(table["group"], columns["group"], problems),
            "area_code": _read_areas(table["area"], columns["area"], problems),
            "sex": _read_sexes(table["sex"], columns["sex"], problems),
            "age": ages,
            "band": bands,
        }
    )
    _check_rows(table, columns, episodes, problems)
    if problems:
        raise SourceError(
            f"{file.path}: {count_of(len(problems), 'fault', 'faults')} in the extract",
            problems,
            hint="correct the rows in the case management system, and export again",
        )
    return episodes


def _tell(
    wrong: pd.Series[bool], column: str, said: Callable[[int], str], problems: list[str]
) -> None:
    """Add a problem for each wrong row, and one for those beyond what can be shown."""
    rows = [int(place) for place in wrong.index[wrong]]
    problems += [f"row {row + 2}, column {column}: {said(row)}" for row in rows[:_MOST_SHOWN]]
    if len(rows) > _MOST_SHOWN:
        problems.append(f"column {column}: {len(rows) - _MOST_SHOWN:,} more rows like these")


def _check_one_convention(
    table: pd.DataFrame, columns: dict[str, str], problems: list[str]
) -> None:
    """Refuse a file that writes dates in two ways: 01/04 in one of them may be another day."""
    ways = {
        way: [
            f"row {row + 2}, column {columns[name]} {text!r}"
            for name in ("start", "end")
            for row, text in enumerate(table[name])
            if pattern.match(text)
        ]
        for way, pattern in {"2024-03-31": _ISO, "31/03/2024": _BRITISH}.items()
    }
    if all(ways.values()):
        shown = " and ".join(places[0] for places in ways.values())
        problems.append(f"dates are written in two ways, such as {shown}; write all of them in one")


def _read_dates(texts: pd.Series[str], column: str, problems: list[str]) -> pd.Series[pd.Timestamp]:
    plain = texts.str.replace(r"[T ]00:00(?::00)?$", "", regex=True)
    days = pd.to_datetime(plain, format="%Y-%m-%d", errors="coerce")
    days = days.fillna(pd.to_datetime(plain, format="%d/%m/%Y", errors="coerce"))
    wrong = days.isna() & (plain != "")
    _tell(
        wrong,
        column,
        lambda row: f"expected a date such as 2024-03-31 or 31/03/2024, found {texts[row]!r}",
        problems,
    )
    future = days > pd.Timestamp(dt.date.today())
    _tell(future, column, lambda row: f"{texts[row]} lies in the future", problems)
    return days


def _read_groups(texts: pd.Series[str], column: str, problems: list[str]) -> pd.Series[str]:
    folded = texts.map({text: _fold_group(text) for text in texts.unique()})
    found = folded.map(_GROUPS)

    def said(row: int) -> str:
        near = did_you_mean(folded[row], _GROUPS)
        meant = f": did you mean {near[0]}?" if near else ""
        return f"expected one of {', '.join(GROUPS)}, found {texts[row]!r}{meant}"

    _tell(found.isna(), column, said, problems)
    return found.astype("str").fillna("")


def _fold_group(text: str) -> str:
    return " ".join(re.sub(r"[^a-z]+", " ", text.casefold().replace("&", " and ")).split())


def _read_areas(texts: pd.Series[str], column: str, problems: list[str]) -> pd.Series[str]:
    codes = {text: text for text in known_codes() & set(texts)}
    for text in set(texts) - set(codes):
        try:
            codes |= resolve_names([text], tier="upper")
        except SourceError as error:
            _tell(texts == text, column, lambda _, e=error: e.problems[0], problems)  # type: ignore[misc]
    return texts.map(codes).astype("str").fillna("")


def _read_sexes(texts: pd.Series[str], column: str, problems: list[str]) -> pd.Series[str]:
    sexes = {name: sex for name, sex in PRINTED_SEXES.items() if sex != "persons"}
    sexes |= dict.fromkeys(_UNSTATED, "")
    found = texts.str.casefold().map(sexes)
    _tell(
        found.isna(),
        column,
        lambda row: f"expected male, female or blank, found {texts[row]!r}",
        problems,
    )
    return found.astype("str").fillna("")


def _read_ages(
    texts: pd.Series[str], column: str, problems: list[str]
) -> tuple[pd.Series[float], pd.Series[str]]:
    """Return ages in years, and bands where the column holds bands."""
    read = {text: age_band(text) for text in texts.unique()}
    bands = texts.map(read)
    single = bands.str.fullmatch(r"\d+") | texts.str.fullmatch("0+")
    blank = texts.str.casefold().isin(_UNSTATED)
    _tell(
        (bands == "") & ~blank | (bands == "all ages"),
        column,
        lambda row: f"expected an age in years or a band such as 30-49, found {texts[row]!r}",
        problems,
    )
    return pd.to_numeric(texts.where(single), errors="coerce"), bands.mask(single, "")


def _check_rows(
    table: pd.DataFrame, columns: dict[str, str], episodes: pd.DataFrame, problems: list[str]
) -> None:
    _tell(table["person"] == "", columns["person"], lambda _: "the id is missing", problems)
    _tell(table["start"] == "", columns["start"], lambda _: "the start date is missing", problems)
    if (episodes["age"].isna() & (episodes["band"] == "")).all():
        problems.append(f"column {columns['age']}: expected ages or age bands, found none")
    _tell(
        episodes["end"] < episodes["start"],
        columns["end"],
        lambda row: f"the end, {table['end'][row]}, lies before the start, {table['start'][row]}",
        problems,
    )


LAYOUT = Layout(
    source=SOURCE,
    description="a partnership's pseudonymised caseload, one row an episode of treatment (CSV)",
    recognises=_recognises,
    read=_read,
)
