"""ONS workbook of drug deaths by local authority: what is read, and what is refused where."""

from __future__ import annotations

import math

import openpyxl
import pandas as pd
import pytest

from tests.sources.conftest import ROWS, write_ons_workbook
from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.readers.ons_drug_poisoning_by_la import LAYOUT

ENGLAND, PLYMOUTH, ALLERDALE = ROWS["E92000001"], ROWS["E06000026"], ROWS["E07000026"]


@pytest.fixture
def workbook(tmp_path):
    """Write the workbook, changed as the test asks, and open it."""

    def write(*edits, **layout):
        return RawFile(write_ons_workbook(tmp_path / "2021localauthorities.xlsx", *edits, **layout))

    return write


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The workbook as ONS lays it out."""
    path = tmp_path_factory.mktemp("ons") / "2021localauthorities.xlsx"
    return RawFile(write_ons_workbook(path))


@pytest.fixture(scope="module")
def reading(plain):
    return LAYOUT.read(plain)


@pytest.fixture(scope="module")
def rows(reading):
    """The observations of the workbook by where they stood."""
    return reading.observations.set_index("locator")


def refusal(file):
    with pytest.raises(SourceError) as refused:
        LAYOUT.read(file)
    assert file.name in refused.value.summary
    return refused.value.problems


def put(sheet, cell, value):
    """An edit: something else stands in one cell."""

    def edit(book):
        book[sheet][cell] = value

    return edit


def of_regions(reading):
    return [check for check in reading.reconciliations if "nine regions" in check.what]


def failures(reading):
    return [check for check in reading.reconciliations if not check.holds]


def drop_sheet(name):
    return lambda book: book.remove(book[name])


def rename(sheet, name):
    def edit(book):
        book[sheet].title = name

    return edit


# What is read


def test_the_workbook_is_known_by_its_titles_whatever_its_name(workbook, tmp_path):
    file = RawFile(workbook().path.rename(tmp_path / "data.csv"))
    assert LAYOUT.recognises(file)


def test_a_workbook_about_something_else_is_left_alone(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Deaths in drug treatment, by local authority"])
    book.save(tmp_path / "other.xlsx")
    assert not LAYOUT.recognises(RawFile(tmp_path / "other.xlsx"))


def test_a_count_a_rate_and_its_limits_are_one_figure(rows):
    cumbria = rows.loc[f"Table 6!E{ROWS['E10000006']}:I{ROWS['E10000006']}"]
    assert cumbria["area_code"] == "E10000006"
    assert cumbria["indicator"] == "drug_misuse_deaths"
    assert cumbria["sex"] == "persons"
    assert cumbria[["count", "value", "lower", "upper"]].tolist() == [40, 2.0, 1.7, 2.4]
    assert cumbria["state"] == "ok"
    assert (cumbria["period_kind"], cumbria["age"]) == ("pooled", "all ages")
    assert cumbria["period_start"] == pd.Timestamp(2019, 1, 1)
    assert cumbria["period_end"] == pd.Timestamp(2021, 12, 31)


def test_a_yearly_table_holds_counts_of_calendar_years(rows):
    newport = rows.loc[f"Table 1!F{ROWS['W06000022']}"]
    assert (newport["area_code"], newport["indicator"]) == ("W06000022", "drug_poisoning_deaths")
    assert (newport["count"], newport["period_kind"]) == (7, "calendar")
    assert newport["period_start"] == pd.Timestamp(2020, 1, 1)
    assert math.isnan(newport["value"])


@pytest.mark.parametrize(
    ("table", "measure", "sex"),
    [
        ("Table 1", "drug_poisoning_deaths", "persons"),
        ("Table 2", "drug_misuse_deaths", "persons"),
        ("Table 3", "drug_poisoning_deaths", "persons"),
        ("Table 4", "drug_poisoning_deaths", "male"),
        ("Table 5", "drug_poisoning_deaths", "female"),
        ("Table 6", "drug_misuse_deaths", "persons"),
        ("Table 7", "drug_misuse_deaths", "male"),
        ("Table 8", "drug_misuse_deaths", "female"),
    ],
)
def test_each_table_is_what_its_title_says(rows, table, measure, sex):
    of_table = rows[rows.index.str.startswith(f"{table}!")]
    assert len(of_table) == 2 * len(ROWS)
    assert set(of_table["indicator"]) == {measure}
    assert set(of_table["sex"]) == {sex}


def test_a_rate_that_is_not_given_is_suppressed_and_its_count_is_kept(rows):
    plymouth = rows.loc[f"Table 6!E{PLYMOUTH}:I{PLYMOUTH}"]
    assert plymouth["count"] == 7
    assert plymouth[["value", "lower", "upper"]].isna().all()
    assert plymouth["state"] == "suppressed"


def test_a_rate_marked_u_is_unreliable_and_keeps_its_value(rows):
    allerdale = rows.loc[f"Table 6!E{ALLERDALE}:I{ALLERDALE}"]
    assert (allerdale["value"], allerdale["state"]) == (0.6, "unreliable")
    yearly = rows.loc[f"Table 2!E{ALLERDALE}"]
    assert (yearly["count"], yearly["state"]) == (4, "ok")


def test_every_locator_leads_to_the_numbers_that_were_read(plain, reading):
    book = openpyxl.load_workbook(plain.path, data_only=True)
    for row in reading.observations.to_dict("records"):
        sheet, _, cells = row["locator"].partition("!")
        found = book[sheet][cells]
        line = found[0] if isinstance(found, tuple) else [found]
        printed = [cell.value for cell in line if isinstance(cell.value, int | float)]
        read = [row[name] for name in ("count", "value", "lower", "upper")]
        assert printed == [number for number in read if not math.isnan(number)], row["locator"]
        assert book[sheet].cell(line[0].row, 1).value == row["area_code"]


def test_edition_and_boundaries_are_taken_from_the_file(rows):
    assert set(rows["edition"]) == {"2021 registrations"}
    assert set(rows["boundaries"]) == {"2022-05"}
    assert set(rows["file"]) == {"ons_drug_poisoning_by_la/2021localauthorities.xlsx"}


def test_a_new_edition_with_one_more_year_is_read_as_it_stands(workbook):
    file = workbook(latest=2022, periods=3, boundaries="April 2023")
    observations = LAYOUT.read(file).observations
    assert set(observations["edition"]) == {"2022 registrations"}
    assert set(observations["boundaries"]) == {"2023-04"}
    pooled = observations[observations["period_kind"] == "pooled"]
    assert sorted(pooled["period_end"].dt.year.unique()) == [2020, 2021, 2022]
    assert len(observations) == 8 * 3 * len(ROWS)


@pytest.mark.parametrize("boundaries", ["the 2022", "latest"])
def test_boundaries_without_a_month_are_left_blank(workbook, boundaries):
    observations = LAYOUT.read(workbook(boundaries=boundaries)).observations
    assert set(observations["boundaries"]) == {""}


def test_an_id_is_the_same_at_every_reading_and_no_two_are_alike(plain, reading):
    ids = reading.observations["id"]
    assert LAYOUT.read(RawFile(plain.path)).observations["id"].tolist() == ids.tolist()
    assert ids.is_unique


def test_footnotes_spacers_and_blank_rows_are_no_figures(rows):
    assert set(rows["area_code"]) == set(ROWS)
    assert len(rows) == 8 * 2 * len(ROWS)


# What is passed over, and what must add up


def test_an_area_that_the_catalogue_does_not_know_is_passed_over_with_the_reason(workbook):
    row = ROWS["W06000022"]
    reading = LAYOUT.read(workbook(put("Table 6", f"A{row}", "E06999999")))
    assert "E06999999" not in set(reading.observations["area_code"])
    [skipped] = reading.skipped
    assert skipped.what == "E06999999 Newport / Casnewydd"
    assert skipped.reason == "not an area of the catalogue"
    assert skipped.rows == 2


def test_figures_without_an_area_code_are_counted_with_their_cells(workbook):
    reading = LAYOUT.read(
        workbook(
            put("Table 1", f"A{ALLERDALE}", None),
            put("Table 1", f"A{PLYMOUTH}", "E0600002"),
            put("Table 6", f"A{PLYMOUTH}", None),
            put("Table 6", f"E{ENGLAND + 1}", ":"),
        )
    )
    assert [(item.what, item.reason, item.rows) for item in reading.skipped] == [
        (
            "rows of figures in Table 1",
            f"no area code in Table 1!A{ALLERDALE}, Table 1!A{PLYMOUTH}",
            2,
        ),
        ("rows of figures in Table 6", f"no area code in Table 6!A{PLYMOUTH}", 1),
    ]


def test_england_is_held_against_its_nine_regions_in_every_table_and_period(reading):
    checks = of_regions(reading)
    assert len(checks) == 8 * 2
    assert all(check.holds for check in checks)
    # Table 6: 30, 60 … 270 and 60 more for each of the nine.
    misuse = {check.what: check.printed for check in checks}
    what = "drug_misuse_deaths, persons, 2019-2021: England against its nine regions"
    assert misuse[what] == 30 * 45 + 9 * 60


def test_a_total_that_does_not_add_up_is_told_and_not_refused(workbook):
    file = workbook(put("Table 2", f"E{ENGLAND}", 99))
    reading = LAYOUT.read(file)
    [failed] = [check for check in reading.reconciliations if not check.holds]
    assert failed.what.startswith("drug_misuse_deaths, persons, 2021-2021")
    assert (failed.printed, failed.summed) == (99, 10 * 45 + 9 * 20)
    england = reading.observations.set_index("locator").loc[f"Table 2!E{ENGLAND}"]
    assert england["count"] == 99


def test_a_total_is_not_held_against_eight_regions(workbook):
    file = workbook(put("Table 2", f"A{ROWS['E12000009']}", ""))
    assert len(of_regions(LAYOUT.read(file))) == 7 * 2


# What contradicts itself


NEWPORT = ROWS["W06000022"]
PERIODS = 4
"""So many years are two runs of three."""


def of_newport(reading, **equal):
    rows = printed(reading, area_code="W06000022", **equal)
    return rows.set_index("locator")


def test_tables_that_agree_contradict_nothing_however_many_years_there_are(workbook):
    reading = LAYOUT.read(workbook(periods=PERIODS))
    assert failures(reading) == []
    assert set(reading.observations["note"]) == {""}
    assert any("against its single years" in check.what for check in reading.reconciliations)


def test_a_three_year_count_far_from_its_years_is_withheld_with_its_rate(workbook):
    reading = LAYOUT.read(workbook(put("Table 6", f"E{NEWPORT}", 32), periods=PERIODS))
    row = of_newport(reading).loc[f"Table 6!E{NEWPORT}:I{NEWPORT}"]
    assert row[["count", "value", "lower", "upper"]].isna().all()
    assert row["state"] == "missing"
    assert row["note"] == (
        "The publisher's tables contradict each other here: "
        "Table 6 prints 32 deaths, Table 2 and Tables 7 and 8 give 20."
    )
    [skipped] = reading.skipped
    assert skipped.what == "drug misuse deaths, Newport / Casnewydd (W06000022), persons"
    assert "withheld" in skipped.reason
    # The tables of males and females, and the years, stand as they are.
    assert (reading.observations["state"] == "missing").sum() == 1


def test_every_contradiction_is_told_with_its_cells(workbook):
    reading = LAYOUT.read(workbook(put("Table 6", f"E{NEWPORT}", 32), periods=PERIODS))
    told = {check.what: (check.printed, check.summed) for check in failures(reading)}
    place = "drug misuse deaths, Newport / Casnewydd (W06000022), persons"
    cells = f"Table 6!E{NEWPORT}:I{NEWPORT} against"
    years = ", ".join(f"Table 2!{column}{NEWPORT}" for column in "GFE")
    sexes = ", ".join(f"Table {table}!E{NEWPORT}:I{NEWPORT}" for table in (7, 8))
    poisoning = f"Table 3!E{NEWPORT}:I{NEWPORT}"
    assert told == {
        f"{place}, against its single years, 2019–2021: {cells} {years}": (32, 20),
        f"{place}, against males and females, 2019–2021: {cells} {sexes}": (32, 20),
        f"{place}, at most as many as of drug poisoning, 2019–2021: {cells} {poisoning}": (32, 20),
    }


def test_a_contradiction_in_many_periods_is_told_once_with_the_worst(workbook):
    edits = put("Table 6", f"E{NEWPORT}", 32), put("Table 6", f"K{NEWPORT}", 40)
    [told] = [
        check
        for check in failures(LAYOUT.read(workbook(*edits, periods=PERIODS)))
        if "single years" in check.what
    ]
    assert "against its single years, 2 periods, most in 2018–2020: " in told.what
    assert (told.printed, told.summed) == (40, 20)


@pytest.mark.parametrize("count", [19, 25])
def test_a_small_difference_keeps_the_figure_with_a_note(workbook, count):
    file = workbook(put("Table 6", f"E{NEWPORT}", count), periods=PERIODS)
    row = of_newport(LAYOUT.read(file)).loc[f"Table 6!E{NEWPORT}:I{NEWPORT}"]
    assert (row["count"], row["value"], row["state"]) == (count, 1.0, "ok")
    assert f"Table 6 prints {count} deaths, Table 2 and Tables 7 and 8 give 20." in row["note"]


def test_tables_that_give_different_counts_are_named_apart(workbook):
    edits = put("Table 6", f"E{NEWPORT}", 21), put("Table 8", f"E{NEWPORT}", 8)
    row = of_newport(LAYOUT.read(workbook(*edits, periods=PERIODS)), sex="persons")
    note = row.loc[f"Table 6!E{NEWPORT}:I{NEWPORT}", "note"]
    assert note.endswith("Table 6 prints 21 deaths, Table 2 gives 20, Tables 7 and 8 give 21.")
    edits = put("Table 6", f"E{NEWPORT}", 21), put("Table 8", f"E{NEWPORT}", 9)
    row = of_newport(LAYOUT.read(workbook(*edits, periods=PERIODS)), sex="persons")
    note = row.loc[f"Table 6!E{NEWPORT}:I{NEWPORT}", "note"]
    assert note.endswith("Table 6 prints 21 deaths, Table 2 gives 20, Tables 7 and 8 give 22.")


def test_a_count_is_not_held_against_years_of_which_one_is_hidden(workbook):
    edits = put("Table 6", f"E{NEWPORT}", 32), put("Table 2", f"F{NEWPORT}", ":")
    reading = LAYOUT.read(workbook(*edits, periods=PERIODS))
    assert not [check for check in failures(reading) if "single years" in check.what]
    row = of_newport(reading).loc[f"Table 6!E{NEWPORT}:I{NEWPORT}"]
    assert (row["count"], row["state"]) == (32, "ok")
    assert "Table 6 prints 32 deaths, Tables 7 and 8 give 20." in row["note"]


def test_a_rate_on_fewer_than_ten_deaths_is_not_taken_and_its_count_is(workbook):
    edits = [put("Table 6", f"{column}{PLYMOUTH}", 0.8) for column in "FHI"]
    reading = LAYOUT.read(workbook(*edits))
    row = reading.observations.set_index("locator").loc[f"Table 6!E{PLYMOUTH}:I{PLYMOUTH}"]
    assert row[["value", "lower", "upper"]].isna().all()
    assert (row["count"], row["state"]) == (7, "suppressed")
    said = "A rate on 7 deaths, printed although the publisher gives none below 10."
    assert row["note"] == said
    [skipped] = reading.skipped
    assert (skipped.what, skipped.rows) == ("rates on fewer than 10 deaths", 1)
    assert f"Table 6!E{PLYMOUTH}:I{PLYMOUTH}" in skipped.reason


# What is refused


def test_a_renamed_sheet_is_named_with_what_was_found(workbook):
    [problem] = refusal(workbook(rename("Table 6", "Tabel 6")))
    assert "expected a sheet 'Table 6'" in problem
    assert "found Tabel 6" in problem


def test_a_renamed_column_is_named_with_its_cell_and_what_was_found(workbook):
    [problem] = refusal(workbook(put("Table 6", "K5", "Number")))
    assert problem.startswith("Table 6!K4: expected a column 'Deaths' under 2018–20")
    assert "found 'Number', 'Rate 1'" in problem


def test_a_missing_table_is_named_by_what_it_should_hold(workbook):
    def unlist(book):
        book["Contents"].delete_rows(book["Contents"].max_row)

    [problem] = refusal(workbook(drop_sheet("Table 8"), unlist))
    assert "drug misuse, female" in problem
    assert "found none" in problem


def test_a_table_that_the_contents_list_and_that_is_gone_is_named(workbook):
    [problem] = refusal(workbook(drop_sheet("Table 8")))
    assert "expected a sheet 'Table 8'" in problem


def test_a_table_that_stands_twice_is_read_once(workbook):
    def copy(book):
        book.copy_worksheet(book["Table 6"]).title = "Table 6 (2)"

    observations = LAYOUT.read(workbook(copy)).observations
    assert len(observations) == 8 * 2 * len(ROWS)
    assert not observations["locator"].str.contains("(2)", regex=False).any()


def test_a_period_that_stands_twice_with_other_numbers_is_refused_with_both_places(workbook):
    row = ROWS["E10000006"]
    problems = refusal(workbook(put("Table 1", "F4", 2021)))
    assert any(
        f"drug_poisoning_deaths of E10000006, Table 1!E{row}: 14; Table 1!F{row}: 13" in problem
        for problem in problems
    )
    assert len(problems) == 2


def test_a_header_row_that_is_gone_is_named_with_what_stands_there(workbook):
    [problem] = refusal(workbook(lambda book: book["Table 3"].delete_rows(4)))
    assert problem.startswith("Table 3: expected a header row that begins with 'Area Codes'")
    assert "E92000001" in problem


def test_a_second_header_row_that_is_gone_is_told_where_it_should_be(workbook):
    problems = refusal(workbook(lambda book: book["Table 7"].delete_rows(5)))
    assert len(problems) == 2 * 4
    assert "Table 7!E4: expected a column 'Deaths' under 2019–21, found none" in problems


def test_a_word_where_a_number_should_be_is_named_with_its_cell(workbook):
    [problem] = refusal(workbook(put("Table 5", f"F{PLYMOUTH}", "about five")))
    assert problem == f"Table 5!F{PLYMOUTH}: expected a number, found 'about five'"


def test_an_impossible_period_is_named_with_its_cell(workbook):
    [problem] = refusal(workbook(put("Table 4", "K4", "2029–21")))
    assert "Table 4!K4" in problem
    assert "2029–21" in problem


def test_a_period_that_is_gone_does_not_lend_its_columns_to_its_neighbour(workbook):
    [problem] = refusal(workbook(put("Table 6", "K4", None)))
    assert problem == (
        "Table 6!K4; Table 6!L4; Table 6!N4; Table 6!O4: "
        "expected a period above the numbers of the column, found none"
    )


def test_the_latest_period_is_not_lost_where_its_label_is_gone(workbook):
    [problem] = refusal(workbook(put("Table 1", "E4", None)))
    assert problem.startswith("Table 1!E4: expected a period")


def test_a_table_without_periods_is_refused(workbook):
    edits = [put("Table 1", f"{column}4", None) for column in "EF"]
    [problem] = refusal(workbook(*edits))
    assert problem.startswith("Table 1!E4; Table 1!F4: expected a period")


def test_a_table_without_areas_is_refused(workbook):
    def clear(book):
        book["Table 2"].delete_rows(6, 100)

    [problem] = refusal(workbook(clear))
    assert problem.startswith("Table 2: expected area codes such as E06000026 in column A")


def test_all_faults_are_told_in_one_error(workbook):
    file = workbook(
        rename("Table 8", "Table8"),
        put("Table 1", f"F{ENGLAND}", "n.a.?"),
        lambda book: book["Table 3"].delete_rows(4),
        put("Table 4", "K4", "2029–21"),
        put("Table 6", "F5", "Ratio"),
        put("Table 7", f"E{ALLERDALE}", "l2"),
        put("Table 2", "A2", "Deaths"),
        put("Table 5", "E5", 2021),
        put("Table 1", f"A{ALLERDALE}", "E06000026"),
    )
    told = "\n".join(refusal(file))
    for place in (
        "'Table 8'",
        f"Table 1!F{ENGLAND}",
        "Table 3: ",
        "Table 4!K4",
        "Table 6!E4",
        f"Table 7!E{ALLERDALE}",
        "expected a table of yearly counts of deaths related to drug misuse, persons; "
        "found none, and no title in Table 2!A1:A6",
        "Table 5!E4",
        f"Table 1!E{ALLERDALE}: 4; Table 1!E{PLYMOUTH}: 3",
    ):
        assert place in told
    assert len(told.splitlines()) == 10


# The publisher's own file


@pytest.fixture(scope="module")
def own(published):
    """ONS's workbook of 2021 registrations, read once."""
    path = "ons_deaths/ons_drug_poisoning_by_la_2021localauthorities.xlsx"
    return LAYOUT.read(published(path))


def printed(own, **equal):
    rows = own.observations
    for column, value in equal.items():
        rows = rows[rows[column] == value]
    return rows


def test_ons_prints_8361_drug_misuse_deaths_in_england_in_2019_to_2021(own):
    misuse = printed(
        own,
        indicator="drug_misuse_deaths",
        area_code="E92000001",
        sex="persons",
        period_end=pd.Timestamp(2021, 12, 31),
    )
    pooled = misuse[misuse["period_kind"] == "pooled"].iloc[0]
    assert pooled["period_start"] == pd.Timestamp(2019, 1, 1)
    assert pooled[["count", "value", "lower", "upper"]].tolist() == [8361, 5.1, 5.0, 5.2]
    assert pooled["boundaries"] == "2022-05"


def test_ons_prints_4859_drug_poisoning_deaths_in_england_and_wales_in_2021(own):
    both = printed(own, area_code="K04000001", period_start=pd.Timestamp(2021, 1, 1))
    counts = both.set_index("indicator")["count"]
    assert counts["drug_poisoning_deaths"] == 4859


def test_every_rate_table_of_ons_holds_374_areas_and_none_is_passed_over(own):
    pooled = printed(own, period_kind="pooled")
    tables = pooled["locator"].str.partition("!")[0]
    assert pooled.groupby(tables)["area_code"].nunique().to_dict() == {
        f"Table {number}": 374 for number in range(3, 9)
    }
    assert not [skipped for skipped in own.skipped if "catalogue" in skipped.reason]


def test_the_marks_of_ons_are_counted_as_they_stand_in_the_latest_period(own):
    latest = printed(
        own, indicator="drug_misuse_deaths", sex="persons", period_start=pd.Timestamp(2019, 1, 1)
    )
    latest = latest[latest["period_kind"] == "pooled"]
    assert latest["state"].value_counts().to_dict() == {
        "ok": 197, "unreliable": 92, "suppressed": 85
    }  # fmt: skip
    assert latest["count"].notna().all()


def test_every_sum_of_regions_of_ons_adds_up(own):
    checks = of_regions(own)
    assert len(checks) == 172
    assert all(check.holds for check in checks)


def test_ons_exchanged_merthyr_tydfil_and_rhondda_in_nine_periods_and_both_are_withheld(own):
    withheld = own.observations[own.observations["note"].str.contains("contradict")]
    withheld = withheld[withheld["state"] == "missing"]
    assert withheld["area_code"].value_counts().to_dict() == {"W06000016": 9, "W06000024": 9}
    assert withheld[["count", "value", "lower", "upper"]].isna().all(axis=None)
    assert set(withheld["sex"]) == {"persons"}
    [merthyr] = withheld[
        (withheld["area_code"] == "W06000024") & (withheld["period_end"].dt.year == 2003)
    ]["note"]
    assert merthyr == (
        "The publisher's tables contradict each other here: "
        "Table 6 prints 32 deaths, Table 2 and Tables 7 and 8 give 3."
    )


def test_ons_differs_by_a_death_in_camden_and_islington_and_both_are_kept(own):
    kept = own.observations[own.observations["note"].str.contains("contradict")]
    kept = kept[kept["state"] == "ok"]
    assert kept["area_code"].value_counts().to_dict() == {"E09000007": 2, "E09000019": 2}
    assert kept[["count", "value", "lower", "upper"]].notna().all(axis=None)


def test_ons_prints_sixteen_rates_on_fewer_than_ten_deaths(own):
    few = own.observations[own.observations["note"].str.startswith("A rate on ")]
    assert len(few) == 16
    assert set(few["state"]) == {"suppressed"}
    [wokingham] = few[few["area_code"] == "E06000041"].to_dict("records")
    assert (wokingham["period_end"].year, wokingham["count"]) == (2003, 4)
    assert math.isnan(wokingham["value"])


def test_each_contradiction_of_ons_is_told_once_a_place_and_check(own):
    told = [check.what for check in failures(own)]
    assert len(told) == 7
    assert sum("W06000024" in what for what in told) == 3
    assert (
        "drug misuse deaths, Merthyr Tydfil / Merthyr Tudful (W06000024), persons, "
        "against its single years, 9 periods, most in 2009–2011: Table 6!BM426:BQ426 "
        "against Table 2!Q427, Table 2!P427, Table 2!O427"
    ) in told
