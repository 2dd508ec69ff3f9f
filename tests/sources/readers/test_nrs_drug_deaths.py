"""National Records of Scotland's workbook of drug misuse deaths."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers.nrs_drug_deaths import LAYOUT

RATE = "Age-standardised rate (per 100,000 population)"
LOWER, UPPER = "Lower 95% confidence interval", "Upper 95% confidence interval"
NOTES = [["Shorthand is used in this table, [x] = not available"], ["Back to table of contents"]]


def sheets():
    """Cut the workbook down to two councils, one board and two years."""
    return {
        "Cover sheet": [["Drug related deaths in Scotland, 2023"]],
        "Table_1": [
            ["Table 1: Drug misuse deaths in Scotland, 1996 to 2023 [note 1][note 9]"],
            *NOTES,
            ["Year", "Sex", "Drug misuse deaths", "5-year average", "Lower 95 % confidence interval",
             "Upper 95 % confidence interval", RATE, LOWER, UPPER],
            [1996, "Persons", 244, "[x]", "[x]", "[x]", "[x]", "[x]", "[x]"],
            [2023, "Persons", 1172, 1200, 1100, 1300, 22.4, 21.1, 23.7],
            [2023, "Females", 367, 400, 300, 500, 13.3, 12, 14.7],
            [2023, "Males", 805, 800, 700, 900, 31.7, 29.5, 33.9],
        ],
        "Table_3": [
            ["Table 3: Drug misuse deaths by selected drugs reported, Scotland, 1996 to 2023 [note 4]"],
            *NOTES,
            ["Year", "All drug misuse deaths", "Heroin / morphine\n\n[note 6]", "Methadone"],
            [1996, 244, "[x]", 100],
            [2023, 1172, "389 [b]", 514],
        ],
        "Table_4": [
            ["Table 4: Drug misuse deaths by age group and sex, Scotland, 2000 to 2023"],
            *NOTES,
            ["Year", "Sex", "All ages", 0, "35 to 54", "90+"],
            [2023, "Persons", 1172, 0, 757, 1],
        ],
        "Table_5": [
            ["Table 5: Drug misuse death rates per 100,000 population by age group and sex, Scotland, 2000 to 2023"],
            *NOTES,
            ["Year", "Sex", "All ages\n[note 10]", 0, "35 to 54\n[note 10]", "90+"],
            [2023, "Persons", 22.4, 0, 53.1, 2.2],
        ],
        "Table_8": [["Table 8: Drug misuse deaths where only one drug was implicated, Scotland, 2023"], *NOTES],
        "Table_9": [
            ["Table 9: Drug misuse deaths by Scottish Index of Multiple Deprivation (SIMD) quintile, 2001 to 2023"],
            *NOTES,
            ["Year", "Scotland\n\nage-standardised rate", "Scotland\n\ndeaths",
             "SIMD Quintile 1 (most deprived)\n\nage-standardised rate",
             "SIMD Quintile 1 (most deprived)\n\nlower 95% CI",
             "SIMD Quintile 1 (most deprived)\n\nupper 95% CI",
             "SIMD Quintile 1 (most deprived)\n\ndeaths"],
            [2023, 22.1, 1172, 53.7, 49.2, 58.3, 543],
        ],
        "Table_HB1": [
            ["Table HB1: Drug misuse deaths by NHS Board area, 2010 to 2023"], *NOTES,
            ["Year", "Sex", "Scotland", "Greater Glasgow and Clyde ", "Tayside"],
            [2023, "Persons", 1172, 353, 84],
        ],
        "Table_HB4": [
            ["Table HB4: Drug misuse deaths by NHS Board area - age-standardised death rates for 5-year periods"],
            *NOTES,
            ["NHS Board area", "Five-year period", RATE, LOWER, UPPER, "Total number of deaths"],
            ["Tayside", "2019-2023", 25.3, 23, 27.5, 473],
        ],
        "Table_C1": [
            ["Table C1: Drug misuse deaths by council area, 2010 to 2023"], *NOTES,
            ["Year", "Sex", "Scotland", "Dundee City", "Na h-Eileanan Siar"],
            [2022, "Persons", 1051, 38, 2],
            [2023, "Persons", 1172, 46, 5],
        ],
        "Table_C4": [
            ["Table C4: Drug misuse deaths by council area - age-standardised death rates for 5-year periods, 2000-2004 to 2019-2023 [note 1]"],
            *NOTES,
            ["Council area", "Five-year period", RATE, LOWER, UPPER, "Total number of deaths"],
            ["Dundee City", "2000 - 2004", 15.9, 13, 18.8, 118],
            ["Dundee City", "2019 -2023", 40.2, 35.3, 45.1, 265],
            ["Na h-Eileanan Siar", "2000 - 2004", "[u]", "[u]", "[u]", 6],
        ],
        "Table_C5": [
            ["Table C5: Drug misuse deaths: age specific rates per 100,000 population, council areas, annual averages for 2019-2023 [note 1]"],
            *NOTES,
            ["Council area", "Age 15 - 24", "Age 25 - 34"],
            ["Dundee City", 15.5, 40],
        ],
        "<figures>": [["X-axis numbers", "x-axis for display"], [2000, 2000]],
    }  # fmt: skip


def figure(rows, area, **wanted):
    wanted = {"sex": "persons", "age": "all ages", "category": "", **wanted}
    found = rows[rows["area_code"] == area]
    for name, value in wanted.items():
        found = found[found[name] == value]
    return found


@pytest.fixture
def reading(workbook):
    return LAYOUT.read(workbook(sheets()))


def test_counts_of_councils_stand_under_their_codes_and_years(reading):
    (row,) = figure(
        reading.observations, "S12000042", period_start=pd.Timestamp("2023-01-01"),
        period_kind="calendar",
    ).to_dict("records")  # fmt: skip
    assert (row["count"], row["state"], row["locator"]) == (46, "ok", "Table_C1!D6")
    assert row["indicator"] == "drug_misuse_deaths_scotland"


def test_five_year_rates_are_pooled_periods_with_limits_and_deaths(reading):
    rows = figure(reading.observations, "S12000042", period_kind="pooled")
    assert rows["period_start"].dt.year.tolist() == [2000, 2019]
    last = rows.iloc[-1]
    assert last[["count", "value", "lower", "upper"]].tolist() == [265, 40.2, 35.3, 45.1]
    assert last["locator"] == "Table_C4!C6:F6"


def test_a_rate_of_low_reliability_is_no_number_but_its_count_stands(reading):
    row = figure(reading.observations, "S12000013", period_kind="pooled").iloc[0]
    assert row["state"] == "unreliable"
    assert pd.isna(row["value"])
    assert row["count"] == 6


def test_a_rate_that_is_not_available_leaves_the_count_as_it_is(reading):
    row = figure(reading.observations, "S92000003", period_start=pd.Timestamp("1996-01-01")).iloc[0]
    assert (row["count"], row["state"]) == (244, "ok")
    assert pd.isna(row["value"])


def test_limits_are_those_of_the_rate_and_not_of_the_five_year_average(reading):
    row = figure(
        reading.observations, "S92000003", period_start=pd.Timestamp("2023-01-01"), sex="male"
    ).iloc[0]
    assert row[["value", "lower", "upper"]].tolist() == [31.7, 29.5, 33.9]
    assert row["locator"] == "Table_1!C8, G8:I8"


def test_a_figure_printed_in_several_tables_is_one_row(reading):
    rows = figure(reading.observations, "S92000003", period_start=pd.Timestamp("2023-01-01"))
    assert len(rows) == 1
    assert rows[["count", "value"]].iloc[0].tolist() == [1172, 22.4]


def test_counts_and_rates_of_an_age_meet_in_one_row(reading):
    row = figure(reading.observations, "S92000003", age="35-54").iloc[0]
    assert row[["count", "value"]].tolist() == [757, 53.1]
    assert row["locator"] == "Table_4!E5; Table_5!E5"


def test_drugs_and_deprivation_are_categories(reading):
    rows = reading.observations
    heroin = rows[rows["category"] == "Heroin / morphine"]
    assert heroin["count"].dropna().tolist() == [389]
    assert heroin["state"].tolist() == ["missing", "ok"]
    quintile = rows[rows["category_type"] == "SIMD quintile"]
    assert quintile[["category", "count", "value"]].to_numpy().tolist() == [["1", 543, 53.7]]


def test_boards_are_areas_of_their_own(reading):
    assert figure(reading.observations, "S08000030", period_kind="calendar")["count"].item() == 84
    assert figure(reading.observations, "S08000031")["count"].item() == 353


def test_tables_that_are_not_read_are_named_with_the_reason(reading):
    assert [skipped.what for skipped in reading.skipped] == [
        "Table 8: Drug misuse deaths where only one drug was implicated, Scotland, 2023"
    ]


def test_sexes_are_held_against_persons(reading):
    assert {r.what for r in reading.reconciliations if r.holds} == {
        "drug misuse deaths scotland, 2023, S92000003, all ages: persons against males and females"
    }


def test_one_more_year_is_read_as_it_stands(workbook):
    changed = sheets()
    changed["Table_C1"][0] = ["Table C1: Drug misuse deaths by council area, 2010 to 2024"]
    changed["Table_C1"].append([2024, "Persons", 1017, 40, 1])
    changed["Table_C4"].append(["Dundee City", "2020-2024", 39.1, 34, 44, 250])
    rows = LAYOUT.read(workbook(changed)).observations
    assert figure(rows, "S12000042", period_kind="calendar")["count"].tolist() == [38, 46, 40]
    assert rows["period_end"].max() == pd.Timestamp("2024-12-31")
    assert set(rows["edition"]) == {"2024"}


def refusal(workbook, changed):
    file = workbook(changed)
    assert LAYOUT.recognises(file)
    with pytest.raises(SourceError) as error:
        LAYOUT.read(file)
    return str(error.value)


def test_a_table_that_is_not_there_is_named(workbook):
    changed = sheets()
    del changed["Table_C4"]
    assert "by council area - age-standardised death rates" in refusal(workbook, changed)


def test_a_column_of_another_name_is_named_with_its_sheet(workbook):
    changed = sheets()
    changed["Table_C4"][3][2] = "Rate per 100,000"
    said = refusal(workbook, changed)
    assert "Table_C4, headings in row 4: expected 'Age-standardised rate (per 100,000" in said


def test_cells_that_cannot_be_read_are_all_named(workbook):
    changed = sheets()
    changed["Table_C1"][5][3] = "4b6"
    changed["Table_C1"][4][0] = "2022/24"
    changed["Table_C4"][4][0] = "Dundee Citty"
    changed["Table_1"][5][1] = "Person"
    changed["Table_1"][6][1] = "Femaels"
    said = refusal(workbook, changed)
    assert "Table_C1!D6: expected a number, found '4b6'" in said
    assert "Table_C1!A5: '2022/24' is not a period" in said
    assert "Table_C4: no area is called 'Dundee Citty': did you mean Dundee City?" in said
    assert "Table_1!B7: expected one of" in said
    assert "did you mean females?" in said
    assert "Table_1!B6" not in said


def test_a_formula_without_its_result_is_named(workbook):
    changed = sheets()
    changed["Table_C4"][5][2] = "=35.3+4.9"
    assert "Table_C4!C6: expected a number, found '=35.3+4.9 without its result" in refusal(
        workbook, changed
    )


def test_the_same_figure_with_different_values_is_refused(workbook):
    changed = sheets()
    changed["Table_C1"].append([2023, "Persons", 1172, 47, 5])
    said = refusal(workbook, changed)
    assert "drug_misuse_deaths_scotland of S12000042, Table_C1!D6: 46; Table_C1!D7: 47" in said


def test_the_published_workbook_gives_the_published_totals(published):
    file = published("scotland/nrs_drug-related-deaths-23-data.xlsx")
    assert LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations
    scotland = figure(rows, "S92000003", period_start=pd.Timestamp("2023-01-01"))
    assert scotland["count"].tolist() == [1172]
    dundee = figure(
        rows, "S12000042", period_start=pd.Timestamp("2019-01-01"), period_kind="pooled"
    )
    assert dundee[["value", "count"]].to_numpy().tolist() == [[40.2, 265]]
    assert rows["area_code"].nunique() == 1 + 32 + 14
    assert len(rows) == 6958
    council_rates = rows[rows["locator"].str.startswith("Table_C4")]
    assert council_rates["state"].value_counts().to_dict() == {
        "ok": 585,
        "unreliable": 53,
        "missing": 2,
    }
    assert council_rates.loc[council_rates["state"] == "unreliable", "count"].max() == 9
    failed = [check.what for check in reading.reconciliations if not check.holds]
    assert len(reading.reconciliations) == 1367
    # Deaths in the board that was dissolved in 2006 stand under none of today's boards.
    assert len(failed) == 7
    assert all("Scotland against its boards" in what for what in failed)


def test_two_councils_that_are_exchanged_in_one_period_are_withheld(published):
    reading = LAYOUT.read(published("scotland/nrs_drug-related-deaths-23-data.xlsx"))
    rows = reading.observations.set_index("locator")
    for cells in ("Table_C4!C61:F61", "Table_C4!C62:F62"):
        assert rows.loc[cells, "state"] == "missing"
        assert rows.loc[cells, ["count", "value"]].isna().all()
        assert "in the periods that share all its years but one" in rows.loc[cells, "note"]
    assert sum(skipped.rows for skipped in reading.skipped if "withheld" in skipped.reason) == 2
