"""OHID's treatment statistics: prevalence under one or two rows of headings, and deaths, in ODS and Excel."""

import zipfile
from xml.sax.saxutils import escape

import pandas as pd
import pytest
from openpyxl import Workbook

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.readers.ohid_treatment_tables import LAYOUT

LIMITS = ["Lower bound 95% CI", "Upper bound 95% CI"]
DRUGS = ["OCU", "Opiates", "Crack cocaine"]
SUBHEADINGS = [text for _ in range(2) for drug in DRUGS for text in (drug, *LIMITS)]
DERBY = ["2,162", "1,672", "2,647", "1,826", "1,533", "2,103", "979", "696", "1,281",
         "13.14", "10.16", "16.09", "11.10", "9.32", "12.78", "5.95", "4.23", "7.79"]  # fmt: skip
OTHERS = [
    "500",
    "400",
    "600",
    "c",
    "c",
    "c",
    "*",
    "*",
    "*",
    "5.1",
    "4.1",
    "6.1",
    "c",
    "c",
    "c",
    "*",
    "*",
    "*",
]
TWO_ROWS = [
    ["Table 2.1: National and local prevalence estimates of opiate and crack use, 2016 to 2017"],
    ["Link back to the index"],
    ["https://www.gov.uk/government/publications/estimates-2014-to-2015"],
    ["Region", "Local authority", "15-64 population", "Number of users", *[""] * 8,
     "Rate of use per thousand of the population", *[""] * 8],
    ["", "", "", *SUBHEADINGS],
    [""],
    ["East Midlands", "Derby", "164,510", *DERBY],
    ["South West", "Cornwall & Isles of Scilly", "330,000", *OTHERS],
    ["North East", "Durham", "330,000", *OTHERS],
    ["National", "", "35,000,000", *DERBY],
    ["Source: estimates of Liverpool John Moores University."],
]  # fmt: skip
FLAT = [
    ["Table 2.1: estimates of opiate and crack use, 2019 to 2020"],
    ["Link back to the index"],
    ["Region", "Local authority", "15-64 population",
     *(f"{drug} ({kind}){limit}" for kind in ("number", "rate") for drug in DRUGS
       for limit in ("", " lower bound 95% CI", " upper bound 95% CI"))],
    ["East Midlands", "Derby", "164,510", *DERBY],
]  # fmt: skip
DEATHS = [
    ["Table 9.2: deaths in drug treatment, by local authority"],
    ["This worksheet contains one table."],
    ["Link back to the index"],
    ["Area name", "Age", "Time period", "Point estimate", "Lower bound to confidence interval (CI)",
     "Upper bound to confidence interval (CI)", "Observed", "Expected"],
    ["Barnsley (discontinued)", "18+", "April 2022 to March 2025", "0", "0", "0", "0", "0"],
    ["Barnsley (from April 2026)", "18+", "April 2022 to March 2025", "1.237629579", "0.95", "1.59", "61", "49.3"],
    ["Bedford Borough", "18+", "April 2022 to March 2025", "0.685756696", "0.44", "1.02", "24", "35"],
    ["Rutland", "18+", "April 2022 to March 2025", "c", "c", "c", "*", "*"],
    ["Stockton", "18+", "April 2022 to March 2025", "1.36", "0.98", "1.86", "43", "31.7"],
]  # fmt: skip
NATIONAL = [
    ["Table 1.1: sex of all people in treatment"],
    ["Sex", "2024 to 2025"],
    ["Male", "210,000"],
]


def save_ods(path, sheets):
    """Write an OpenDocument spreadsheet by hand; headings over several columns are merged cells."""

    def cells(row):
        made, place = [], 0
        while place < len(row):
            blanks = 0
            while (
                row[place]
                and row[place].startswith(("Number of", "Rate of"))
                and place + blanks + 1 < len(row)
                and not row[place + blanks + 1]
            ):
                blanks += 1
            span = f' table:number-columns-spanned="{blanks + 1}"' if blanks else ""
            made.append(
                f'<table:table-cell office:value-type="string"{span}><text:p>{escape(row[place])}</text:p></table:table-cell>'
            )
            made.append("<table:covered-table-cell/>" * blanks)
            place += blanks + 1
        return "".join(made)

    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{cells(row)}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{oasis}:office:1.0" '
        f'xmlns:table="{oasis}:table:1.0" xmlns:text="{oasis}:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{oasis}:manifest:1.0"/>'
        )
        archive.writestr("content.xml", content)


def save_xlsx(path, sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append([cell or None for cell in row])
    book.save(path)


@pytest.fixture(params=["ods", "xlsx"])
def save(request, tmp_path):
    def write(**sheets):
        path = tmp_path / f"tables.{request.param}"
        (save_ods if request.param == "ods" else save_xlsx)(path, sheets)
        return RawFile(path)

    return write


def read(file):
    assert LAYOUT.recognises(file)
    (reading,) = LAYOUT.readings(file)
    return reading


def one(rows, **keys):
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


def changed(rows, row, column, text):
    return [
        [text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)]
        for r, cells in enumerate(rows)
    ]


class TestPrevalence:
    def test_two_rows_of_headings_are_read_as_one(self, save):
        rows = read(save(Table_2_1=TWO_ROWS)).observations
        derby = rows[rows["area_code"] == "E06000015"]
        number = one(derby, indicator="opiate_crack_prevalence", group="ocu")
        assert (number["value"], number["lower"], number["upper"]) == (2162, 1672, 2647)
        assert (number["age"], number["basis"], number["grouping_scheme"]) == (
            "15-64",
            "modelled",
            "ocu_partition",
        )
        assert (number["period_kind"], number["period_start"].year, number["locator"]) == (
            "financial",
            2016,
            "Table_2_1!D7:F7",
        )
        crack = one(derby, indicator="opiate_crack_prevalence_rate", group="crack")
        assert (crack["value"], crack["lower"], crack["upper"], crack["denominator"]) == (
            5.95,
            4.23,
            7.79,
            164_510,
        )
        assert crack["grouping_scheme"] == ""
        assert crack["locator"] == "Table_2_1!C7, S7:U7"

    def test_one_row_of_headings_holds_the_same(self, save):
        rows = read(save(Table_2_1=FLAT)).observations
        assert len(rows) == 6
        opiates = one(rows, indicator="opiate_crack_prevalence", group="opiates")
        assert (opiates["value"], opiates["lower"], opiates["upper"]) == (1826, 1533, 2103)
        assert opiates["period_start"].year == 2019

    def test_names_become_codes_and_a_combined_area_stays_one(self, save):
        rows = read(save(Table_2_1=TWO_ROWS)).observations
        assert set(rows["area_code"]) == {
            "E06000015",
            "E06000052+E06000053",
            "E06000047",
            "E92000001",
        }

    def test_marks_are_suppressed_and_never_zero(self, save):
        rows = read(save(Table_2_1=TWO_ROWS)).observations
        hidden = rows[(rows["area_code"] == "E06000047") & (rows["group"] != "ocu")]
        assert set(hidden["state"]) == {"suppressed"}
        assert hidden[["value", "lower", "upper"]].isna().all(axis=None)

    def test_england_is_held_against_its_regions(self, save):
        regions = ["North East", "North West", "Yorkshire and the Humber", "East Midlands", "West Midlands",
                   "East of England", "London", "South East", "South West"]  # fmt: skip
        figures = ["100", "90", "110"] * 3 + ["1"] * 9
        whole = ["902", "800", "1000"] * 3 + ["1"] * 9
        table = [
            *TWO_ROWS[:6],
            *([name, "", "1,000", *figures] for name in regions),
            ["ENGLAND", "", "9,000", *whole],
        ]
        checks = read(save(Table_2_1=table)).reconciliations
        assert [(check.printed, check.summed, check.holds) for check in checks] == [
            (902, 900, True)
        ] * 3


class TestDeaths:
    def test_a_ratio_carries_its_limits_observed_and_expected(self, save):
        rows = read(save(Table_9_2=DEATHS)).observations
        stockton = one(rows, area_code="E06000004")
        assert (stockton["value"], stockton["lower"], stockton["upper"]) == (1.36, 0.98, 1.86)
        assert (stockton["count"], stockton["denominator"], stockton["age"]) == (43, 31.7, "18+")
        assert (stockton["indicator"], stockton["group"]) == (
            "deaths_in_treatment_ratio",
            "drug_treatment",
        )
        assert (stockton["period_start"], stockton["period_end"]) == (
            pd.Timestamp("2022-04-01"),
            pd.Timestamp("2025-03-31"),
        )
        assert stockton["locator"] == "Table_9_2!D9:H9"

    def test_an_ended_authority_is_passed_over_and_the_new_one_kept(self, save):
        reading = read(save(Table_9_2=DEATHS))
        assert one(reading.observations, area_code="E08000038")["count"] == 61
        assert [(told.what, told.rows) for told in reading.skipped] == [
            ("discontinued authorities", 1)
        ]

    def test_marks_are_suppressed(self, save):
        rutland = one(read(save(Table_9_2=DEATHS)).observations, area_code="E06000017")
        assert rutland["state"] == "suppressed"
        assert rutland[["value", "lower", "upper", "count", "denominator"]].isna().all()

    def test_another_period_is_read_as_it_stands(self, save):
        later = [
            [cell.replace("2022", "2023").replace("2025", "2026") for cell in row] for row in DEATHS
        ]
        rows = read(save(Table_9_2=later)).observations
        assert set(rows["edition"]) == {"to 2026-03"}


class TestWholeWorkbook:
    def test_both_tables_are_read_and_national_ones_told(self, save):
        reading = read(save(Table_1_1=NATIONAL, Table_2_1=TWO_ROWS, Table_9_2=DEATHS))
        assert set(reading.observations["indicator"]) == {
            "opiate_crack_prevalence", "opiate_crack_prevalence_rate", "deaths_in_treatment_ratio",
        }  # fmt: skip
        assert ("sheets Table_1_1", 1) in [(told.what, told.rows) for told in reading.skipped]

    def test_a_workbook_of_national_tables_is_not_claimed(self, save):
        assert not LAYOUT.recognises(save(Table_1_1=NATIONAL))


class TestFaults:
    @pytest.mark.parametrize(
        ("row", "column", "text", "told"),
        [
            (
                0,
                0,
                "Table 2.1: prevalence estimates",
                "Table_2_1!A1: expected the year of the estimates in the title",
            ),
            (6, 3, "2,l62", "Table_2_1!D7: expected a number, found '2,l62'"),
            (6, 1, "Derbie", "Table_2_1: no area is called 'Derbie'"),
            (4, 9, "Cocaine", "headings in row 4: expected the value of crack (number)"),
            (
                3,
                1,
                "Place",
                "headings in row 4: expected 'Local authority', found 'Region', 'Place'",
            ),
        ],
    )
    def test_a_fault_of_the_estimates_is_refused_and_its_place_named(
        self, save, row, column, text, told
    ):
        with pytest.raises(SourceError) as refused:
            read(save(Table_2_1=changed(TWO_ROWS, row, column, text)))
        assert told in str(refused.value)

    @pytest.mark.parametrize(
        ("row", "column", "text", "told"),
        [
            (3, 6, "Seen", "Table_9_2, headings in row 4: expected 'Observed'"),
            (3, 4, "Bound", "headings in row 4: expected one column of the lower limit, found 0"),
            (
                6,
                2,
                "April 2022 to Marhc 2025",
                "Table_9_2!C7: 'April 2022 to Marhc 2025' is not a period",
            ),
            (6, 6, "2A", "Table_9_2!G7: expected a number, found '2A'"),
            (6, 0, "Stockton", "Table_9_2!D7:H7: 24; Table_9_2!D9:H9: 43"),
        ],
    )
    def test_a_fault_of_the_deaths_is_refused_and_its_place_named(
        self, save, row, column, text, told
    ):
        with pytest.raises(SourceError) as refused:
            read(save(Table_9_2=changed(DEATHS, row, column, text)))
        assert told in str(refused.value)
