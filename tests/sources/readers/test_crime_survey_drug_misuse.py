"""The Crime Survey's tables: drugs by year, and the same by age, sex and region."""

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.readers.crime_survey_drug_misuse import LAYOUT

REAL = (
    Path(__file__).resolve().parents[3]
    / "../shared/data/csew/ons_csew_drugsmisusetablesjune22.xlsx"
)
YEARS = ["Apr 2018 to Mar 2019", "Apr 2019 to Mar 2020", "Oct 2021 to Jun 2022"]
CHANGE = ", statistical significance of change year ending June 2022 compared to selected years"
TITLES = {
    "1.02": f"Proportion of 16 to 59 year olds reporting use of drugs in the last year{CHANGE}",
    "1.05": f"Estimates of numbers of illicit drug users, 16 to 59 year olds reporting use of drugs in the last year{CHANGE}",
    "1.07": f"Proportion of 16 to 24 year olds reporting use of drugs ever in their lifetime{CHANGE}",
    "3.04": f"Proportion of 16 to 59 year olds reporting use of illicit drugs in the last year by sex and age{CHANGE}",
    "3.08": f"Proportion of 16 to 59 year olds reporting use of illicit drugs in the last year by region{CHANGE}",
    "3.01": "Proportion of 16 to 59 year olds reporting use of illicit drugs in the last year by personal characteristics",
}
TABLES = {
    "1.02": [["Cannabis", 7.6, 7.8, 7.4], ["Mephedrone ", "[x]", 0.1, "[c]"],
             ["Any drug [note 3]", 9.4, 9.36, 9.15], ["Unweighted base - number of adults [note 4]", 20087, 19230, 7197]],
    "1.05": [["Cannabis", 2500, 2600, 2450], ["Any drug [note 3]", 3178, 3100, 3039]],
    "1.07": [["Cannabis", 30.1, 30.2, 25], ["Unweighted base - number of adults", 2000, 1900, 722]],
    "3.04": [["Any drug [note 4]", 9.4, 9.36, 9.15], ["Men", 12, 11.9, 11.8], ["16–24", 25, 25.1, 21.5],
             ["Women", 7, 6.9, 6.5], ["16–24", 17, 16.8, 15.5], ["Unweighted base - number of adults [note 5]", "", "", ""],
             ["Male", 9000, 8686, 3348], ["16–24", 950, 946, 363], ["Women", 11000, 10544, 3849], ["16–24", 1020, 1012, 351]],
    "3.08": [["Any drug [note 4]", 9.4, 9.36, 9.2], ["England", 9.5, 9.4, 9.19], ["    North East ", 5.2, 5.3, 6.7],
             ["Wales", 8.4, 8.5, 8.36], ["Unweighted base - number of adults [note 5]", "", "", ""],
             ["England", 18000, 17905, 6709], ["    North East ", 1150, 1141, 517], ["Wales", 1300, 1325, 488]],
    "3.01": [["All adults", 1, 2, 3]],
}  # fmt: skip


def workbook(folder, *, change=None, years=None):
    years = years or YEARS
    book = Workbook()
    book.active.title = "Cover sheet"
    contents = book.create_sheet("Table of Contents")
    contents.append(["Table number", "Table title", "Table link"])
    for name, title in TITLES.items():
        contents.append([f"Table {name} ", title, f"Link to Table {name}"])
        page = book.create_sheet(name)
        page.append([f"Table {name}: {title}"])
        page.append(["England and Wales, year ending March 2019 to year ending June 2022 [note 1]"])
        page.append(["Link to Notes page"])
        head = "Region" if name == "3.08" else "Drug type"
        page.append([head, *years, "Apr 2019 to Mar 2020 Significance "])
        for label, *cells in TABLES[name]:
            page.append([label, *cells, *cells[-1:] * (len(years) - 3), "[s]"])
    if change:
        change(book)
    path = folder / "drugs.xlsx"
    book.save(path)
    return RawFile(path)


def read(file):
    assert LAYOUT.recognises(file)
    (reading,) = LAYOUT.readings(file)
    return reading


def one(rows, **keys):
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


LATEST = {"period_end": pd.Timestamp("2022-06-30"), "area_code": "K04000001", "sex": "persons"}


class TestReading:
    def test_a_share_carries_its_drug_age_and_base(self, tmp_path):
        rows = read(workbook(tmp_path)).observations
        any_drug = one(rows, indicator="drug_use_last_year", group="any_drug", **LATEST)
        assert (any_drug["value"], any_drug["denominator"], any_drug["locator"]) == (
            9.15,
            7197,
            "1.02!D7",
        )
        assert (any_drug["age"], any_drug["basis"], any_drug["grouping_scheme"]) == (
            "16-59",
            "survey",
            "drug",
        )
        assert (any_drug["period_kind"], any_drug["period_start"]) == (
            "rolling",
            pd.Timestamp("2021-10-01"),
        )
        young = one(rows, indicator="drug_use_ever", **LATEST)
        assert (young["age"], young["value"], young["denominator"]) == ("16-24", 25, 722)

    def test_not_asked_and_too_few_are_told_apart_and_neither_is_zero(self, tmp_path):
        rows = read(workbook(tmp_path)).observations
        states = rows[rows["group"] == "mephedrone"].set_index("period_start")["state"]
        assert states.tolist() == ["not_collected", "ok", "suppressed"]
        assert (
            rows.loc[(rows["group"] == "mephedrone") & (rows["state"] != "ok"), "value"]
            .isna()
            .all()
        )

    def test_numbers_are_printed_in_thousands(self, tmp_path):
        rows = read(workbook(tmp_path)).observations
        people = one(rows, indicator="people_who_used_drugs_last_year", group="any_drug", **LATEST)
        assert (people["count"], people["rounding"]) == (3_039_000, 1000)
        assert pd.isna(people["denominator"])

    def test_breakdowns_by_region_sex_and_age_keep_their_own_bases(self, tmp_path):
        rows = read(workbook(tmp_path)).observations
        rows = rows[
            (rows["period_end"] == "2022-06-30") & (rows["indicator"] == "drug_use_last_year")
        ]
        north_east = one(rows, area_code="E12000001")
        assert (north_east["value"], north_east["denominator"], north_east["locator"]) == (
            6.7,
            517,
            "3.08!D7",
        )
        young_women = one(rows, sex="female", age="16-24")
        assert (young_women["value"], young_women["denominator"]) == (15.5, 351)
        assert one(rows, sex="male", age="16-59")["denominator"] == 3348

    def test_totals_of_breakdowns_repeat_the_table_by_drug_and_are_held_against_it(self, tmp_path):
        reading = read(workbook(tmp_path))
        total = one(
            reading.observations, indicator="drug_use_last_year", group="any_drug", **LATEST
        )
        assert total["locator"] == "1.02!D7"
        assert len(reading.reconciliations) == 6
        assert all(check.holds for check in reading.reconciliations)
        told = {skipped.what: skipped.rows for skipped in reading.skipped}
        assert told == {"sheets Cover sheet, Table of Contents, 3.01": 3, "totals of breakdowns": 6}

    def test_a_total_that_is_printed_otherwise_is_told(self, tmp_path):
        reading = read(workbook(tmp_path, change=lambda b: b["3.08"].cell(5, 2, 9.0)))
        (failed,) = [check for check in reading.reconciliations if not check.holds]
        assert "1.02!B7 against 3.08!B5" in failed.what

    def test_a_misprinted_start_is_put_right_and_noted(self, tmp_path):
        rows = read(
            workbook(tmp_path, change=lambda b: b["1.05"].cell(4, 4, "Oct 2020 to Jun 2022"))
        ).observations
        people = one(rows, indicator="people_who_used_drugs_last_year", group="cannabis", **LATEST)
        assert people["period_start"] == pd.Timestamp("2021-10-01")
        assert (
            people["note"]
            == "The heading says Oct 2020–Jun 2022; the other tables say Oct 2021–Jun 2022"
        )

    def test_one_more_year_is_read_as_it_stands(self, tmp_path):
        rows = read(workbook(tmp_path, years=[*YEARS, "Jul 2022 to \nJun 2023"])).observations
        newest = rows[rows["period_end"] == "2023-06-30"]
        assert len(newest) == len(rows) / 4
        assert set(rows["edition"]) == {"to 2023-06"}


class TestFaults:
    @pytest.mark.parametrize(
        ("change", "told"),
        [
            (lambda b: b.remove(b["1.07"]), "expected a sheet with the title 'Proportion of 16 to 24 year olds"),
            (lambda b: b["1.02"].cell(4, 3, "Apr 2029 to Mar 2021"), "1.02!C4: expected a year, as 'Apr 2019 to Mar 2020', found"),
            (lambda b: b["1.02"].cell(7, 4, "9.l"), "1.02!D7: expected a number, found '9.l'"),
            (lambda b: b["3.08"].cell(7, 1, "Nroth East"), "3.08!A7: expected a drug or a part by region, found 'Nroth East'"),
            (lambda b: b["3.04"].cell(6, 1, "Mne"), "3.04!A6: expected a drug or a part by sex and age, found 'Mne'"),
            (lambda b: b["1.05"].delete_rows(4), "1.05: expected a row of years"),
            (lambda b: b["1.02"].append(["Cannabis", 7.6, 7.8, 7.5]), "1.02!D5: 7.4; 1.02!D9: 7.5"),
        ],
    )  # fmt: skip
    def test_a_fault_is_refused_and_its_place_named(self, tmp_path, change, told):
        with pytest.raises(SourceError) as refused:
            read(workbook(tmp_path, change=change))
        assert told in str(refused.value)

    def test_a_workbook_without_such_a_table_is_not_claimed(self, tmp_path):
        book = Workbook()
        book.active.append(["Table 1: Proportion of adults who drink"])
        book.save(tmp_path / "other.xlsx")
        assert not LAYOUT.recognises(RawFile(tmp_path / "other.xlsx"))


def test_the_tables_of_june_2022_are_read_and_their_headline_comes_out():
    if not REAL.exists():
        pytest.skip(f"{REAL.name} is not at hand")
    reading = read(RawFile(REAL))
    rows = reading.observations
    assert len(rows) == 6635
    headline = rows[(rows["indicator"] == "drug_use_last_year") & (rows["group"] == "any_drug")
                    & (rows["area_code"] == "K04000001") & (rows["sex"] == "persons")
                    & (rows["period_end"] == "2022-06-30")].set_index("age")["value"]  # fmt: skip
    assert (round(headline["16-59"], 1), round(headline["16-24"], 1)) == (9.2, 18.6)
    assert rows["state"].value_counts().to_dict() == {
        "ok": 5877,
        "not_collected": 724,
        "suppressed": 34,
    }
    # ONS prints 9.05 for April 2011 to March 2012 in one table and 8.88 in three.
    failed = [check for check in reading.reconciliations if not check.holds]
    assert {round(check.summed, 2) for check in failed} == {8.88}
    assert all("1.02!O32" in check.what for check in failed)
