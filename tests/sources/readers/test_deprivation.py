"""The Indices of Deprivation: every statistic of every domain, from the workbook and the table."""

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.readers import deprivation_csv, deprivation_workbook

DATA = Path(__file__).resolve().parents[3] / "../shared/data/geography"
DOMAINS = {
    "IMD": "IMD", "Income": "Income", "Employment": "Employment",
    "Education": "Education, Skills and Training", "Health": "Health Deprivation and Disability",
    "Crime": "Crime", "Barriers": "Barriers to Housing and Services", "Living": "Living Environment",
    "IDACI": "IDACI", "IDAOPI": "IDAOPI",
}  # fmt: skip
AREAS = [("E06000001", "Hartlepool"), ("E10000002", "Buckinghamshire"), ("E06999999", "Nowhere")]


def workbook(folder, *, year=2019, change=None):
    """Build a workbook with the publisher's quirks: trailing spaces, a blank first sheet."""
    book = Workbook()
    book.active.title = "Notes"
    for sheet, domain in DOMAINS.items():
        page = book.create_sheet(sheet)
        extent = (
            [f"IMD {year} - Extent ", f"IMD {year} - Rank of extent "] if sheet == "IMD" else []
        )
        scale = (
            [f"{domain} scale ", f"Rank of {domain} Scale"]
            if sheet in ("Income", "Employment")
            else []
        )
        page.append(
            [
                f"Upper Tier Local Authority District code ({year})",
                f"Upper Tier Local Authority District name ({year})",
                f"{domain} - Average rank ",
                f"{domain} - Average score ",
                f"{domain} - Rank of average score ",
                f"{domain} - Proportion  of LSOAs in most deprived 10% nationally ",
                *extent,
                *scale,
            ]
        )
        for code, name in AREAS:
            page.append(
                [
                    code,
                    name,
                    22581.98,
                    35.037,
                    9,
                    0.3621,
                    *[0.4973 for _ in extent],
                    *[21084 for _ in scale],
                ]
            )
    if change:
        change(book)
    path = folder / "summaries.xlsx"
    book.save(path)
    return RawFile(path)


def read(file):
    assert deprivation_workbook.LAYOUT.recognises(file)
    (reading,) = deprivation_workbook.LAYOUT.readings(file)
    return reading


def one(rows, **keys):
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


class TestWorkbook:
    def test_a_statistic_is_told_by_its_heading_and_a_domain_is_a_group(self, tmp_path):
        rows = read(workbook(tmp_path)).observations
        score = one(rows, indicator="deprivation_average_score", group="imd", area_code="E06000001")
        assert (score["value"], score["locator"]) == (35.037, "IMD!D2")
        assert (score["period_kind"], score["period_start"].year, score["boundaries"]) == (
            "calendar",
            2019,
            "2019-04",
        )
        assert score["grouping_scheme"] == "deprivation_domain"
        children = one(rows, indicator="deprivation_proportion_in_most_deprived_tenth", area_code="E10000002",
                       group="income_deprivation_affecting_children")  # fmt: skip
        assert children["value"] == 0.3621

    def test_a_scale_counts_people_and_a_rank_says_among_whom(self, tmp_path):
        rows = read(workbook(tmp_path)).observations
        scale = one(rows, indicator="deprivation_scale", group="income", area_code="E06000001")
        assert scale["count"] == 21084
        assert pd.isna(scale["value"])
        assert (
            one(
                rows, indicator="deprivation_rank_of_extent_among_upper_tier", area_code="E06000001"
            )["value"]
            == 0.4973
        )

    def test_what_is_passed_over_is_said(self, tmp_path):
        told = {(s.what, s.reason): s.rows for s in read(workbook(tmp_path)).skipped}
        assert told == {
            ("sheet Notes", "no table of areas"): 1,
            ("area E06999999", "not in the catalogue"): 46,
        }

    def test_another_edition_is_read_as_it_stands(self, tmp_path):
        rows = read(workbook(tmp_path, year=2025)).observations
        assert set(rows["edition"]) == {"2025"}
        assert set(rows["period_start"].dt.year) == {2025}

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            (lambda b: b.remove(b["Crime"]), "expected the average score of crime"),
            (lambda b: b["Crime"].cell(1, 4, "Crime - Mean"), "Crime!D1: expected a statistic of a domain, found 'Crime - Mean'"),
            (lambda b: b["Living"].cell(1, 1, "Area"), "Living!A1: expected a heading as 'Upper Tier Local"),
            (lambda b: b["IMD"].cell(3, 4, "3l.5"), "IMD!D3: expected a number, found '3l.5'"),
            (lambda b: b["IMD"].cell(3, 1, "Bucks"), "IMD!A3: expected an area code, found 'Bucks'"),
            (lambda b: b["IMD"].append(["E06000001", "Hartlepool", 1, 36, 9, 0.3621, 0.5, 0.5]), "IMD!D2: 35.037; IMD!D5: 36"),
            (lambda b: b["IMD"].cell(1, 7, "IMD 2025 - Extent"), "expected headings of one edition, as 'IMD 2019 - Extent', found 2019 and 2025"),
        ],
    )  # fmt: skip
    def test_a_fault_is_refused_and_its_place_named(self, tmp_path, change, told):
        with pytest.raises(SourceError) as refused:
            read(workbook(tmp_path, change=change))
        assert told in str(refused.value)

    def test_file_11_of_2019_is_read_whole(self):
        path = DATA / "mhclg_iod2019_file11_upper_tier.xlsx"
        if not path.exists():
            pytest.skip(f"{path.name} is not at hand")
        reading = read(RawFile(path))
        rows = reading.observations
        assert len(rows) == 151 * (10 + 2 * 8 + 7 * 6)
        assert rows["area_code"].nunique() == 151
        assert set(rows["state"]) == {"ok"}
        assert [s.what for s in reading.skipped] == ["sheet Notes"]
        assert (
            one(rows, indicator="deprivation_average_score", group="imd", area_code="E06000002")[
                "value"
            ]
            == 40.46
        )


class TestTable:
    def table(self, folder, text=None):
        statistics = [
            "average_score",
            "average_rank",
            "proportion_of_lso_as_in_most_deprived_10_percent_nationally",
            "rank_of_average_score",
        ]
        names = ["imd", "income", "employment", "education_skills_and_training", "health_deprivation_and_disability",
                 "crime", "barriers_to_housing_and_services", "living_environment"]  # fmt: skip
        columns = [f"{name}_{what}" for name in names for what in statistics] + ["imd25_extent"]
        lines = [["ltla24_code", "ltla24_name", *columns],
                 ["E06000001", "Hartlepool", "37.58", *["1.5"] * (len(columns) - 1)],
                 ["E07000223", "Adur", *["2.5"] * len(columns)]]  # fmt: skip
        path = folder / "imd.csv"
        whole = "\n".join(",".join(line) for line in lines) + "\n"
        path.write_text(whole.replace(*text) if text else whole, encoding="utf-8")
        return RawFile(path)

    def read(self, file):
        assert deprivation_csv.LAYOUT.recognises(file)
        (reading,) = deprivation_csv.LAYOUT.readings(file)
        return reading.observations

    def test_the_edition_and_the_boundaries_are_told_by_the_headings(self, tmp_path):
        rows = self.read(self.table(tmp_path))
        score = one(rows, indicator="deprivation_average_score", group="imd", area_code="E06000001")
        assert (score["value"], score["edition"], score["boundaries"]) == (37.58, "2025", "2024-04")
        assert score["locator"] == "row 2, column imd_average_score"
        assert (
            rows["indicator"] == "deprivation_rank_of_average_score_among_lower_tier"
        ).sum() == 16

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            (("crime_average_score", "crime_mean"), "row 1: expected the average score of crime"),
            (("37.58", "37.5l"), "row 2, column imd_average_score: expected a number, found '37.5l'"),
            (("ltla24_code", "code"), "expected one column of codes, as ltla24_code, found 0"),
            (("imd25_extent", "imd_extent"), "expected headings of one edition, as imd25_extent"),
            (("E07000223", "E06000001"), "row 2, column imd_average_score: 37.58; row 3, column imd_average_score: 2.5"),
        ],
    )  # fmt: skip
    def test_a_fault_is_refused_and_its_place_named(self, tmp_path, text, told):
        with pytest.raises(SourceError) as refused:
            self.read(self.table(tmp_path, text))
        assert told in str(refused.value)

    def test_numbers_and_contradictions_are_told_in_one_error(self, tmp_path):
        file = self.table(tmp_path, ("37.58,1.5", "37.5l,1.4"))
        again = "E06000001,Hartlepool,37.58," + ",".join(["1.5"] * 32) + "\n"
        file.path.write_text(file.path.read_text(encoding="utf-8") + again, encoding="utf-8")
        with pytest.raises(SourceError) as refused:
            self.read(file)
        number, contradiction = refused.value.problems
        assert number == "row 2, column imd_average_score: expected a number, found '37.5l'"
        assert "row 2, column imd_average_rank: 1.4; row 4, column imd_average_rank: 1.5" in (
            contradiction
        )

    def test_the_table_of_2025_is_read_whole(self):
        path = DATA / "imd2025_england_ltla24.csv"
        if not path.exists():
            pytest.skip(f"{path.name} is not at hand")
        rows = self.read(RawFile(path))
        assert len(rows) == 296 * 56
        assert rows["area_code"].nunique() == 296
