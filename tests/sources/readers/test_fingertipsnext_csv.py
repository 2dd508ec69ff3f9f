"""FingertipsNext's health data."""

import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers.fingertipsnext_csv import LAYOUT

# fmt: off
COLUMNS = [
    "IndicatorId", "Category", "CategoryType", "Age", "Sex", "Trend", "Denominator",
    "CategoryTypeId", "UpperCI", "Value", "Count", "AreaCode", "SexID", "AgeID", "Year",
    "LowerCI", "CategoryId",
]
# fmt: on
ROW = {
    "IndicatorId": "93763",
    "Age": "All ages",
    "Sex": "Persons",
    "Denominator": "250000.0",
    "UpperCI": "46.1",
    "Value": "40.2",
    "Count": "101.37",
    "AreaCode": "E08000003",
    "SexID": "4",
    "AgeID": "1",
    "Year": "2022",
    "LowerCI": "34.9",
}  # fmt: skip
DECILE = {
    "AreaCode": "E92000001",
    "CategoryType": '"""County & UA deprivation deciles in England (IMD2019, 4/23 geography)"""',
    "Category": "Most deprived decile (IMD2019)",
}


def table(*changes, columns=COLUMNS):
    rows = [",".join({**ROW, **change}.get(name, "") for name in columns) for change in changes]
    return "\n".join([",".join(columns), *rows, ""])


def test_reads_a_row_as_it_is_printed(text_file):
    file = text_file(table({}))
    assert LAYOUT.recognises(file)
    row = LAYOUT.read(file).observations.loc[0]
    assert row[["value", "lower", "upper", "count", "denominator"]].tolist() == [
        40.2,
        34.9,
        46.1,
        101.37,
        250000,
    ]
    assert row[["indicator", "sex", "age", "state", "locator"]].tolist() == [
        "fingertips_93763",
        "persons",
        "all ages",
        "ok",
        "row 2",
    ]


@pytest.mark.parametrize(
    ("number", "period"),
    [
        ("93763", "2022-01-01 2022-12-31"),
        ("92904", "2022-04-01 2025-03-31"),
        ("92708", "2022-01-01 2022-12-31"),
    ],
)
def test_knows_the_period_that_a_year_stands_for(text_file, number, period):
    row = LAYOUT.read(text_file(table({"IndicatorId": number}))).observations.loc[0]
    assert f"{row['period_start']:%Y-%m-%d} {row['period_end']:%Y-%m-%d}" == period


def test_passes_over_an_indicator_whose_period_it_does_not_know(text_file):
    reading = LAYOUT.read(text_file(table({}, {"IndicatorId": "241"}, {"AreaCode": "A82003"})))
    assert [(item.what, item.rows) for item in reading.skipped] == [
        ("rows of other areas", 1),
        ("indicator 241", 1),
    ]


def test_keeps_deciles_by_category_without_the_quotes_in_their_name(text_file):
    row = LAYOUT.read(text_file(table(DECILE))).observations.loc[0]
    assert (
        row["category_type"]
        == "County & UA deprivation deciles in England (IMD2019, 4/23 geography)"
    )
    assert row["category"] == "Most deprived decile (IMD2019)"


def test_a_blank_value_is_missing_and_not_nought(text_file):
    row = LAYOUT.read(text_file(table({"Value": "", "Count": ""}))).observations.loc[0]
    assert (row["state"], row["value"], row["count"]) == (
        "missing",
        pytest.approx(float("nan"), nan_ok=True),
        pytest.approx(float("nan"), nan_ok=True),
    )
    assert row["note"] == "the file does not say why there is no value"


def test_tells_rounded_counts_by_a_year_in_which_nearly_all_divide_by_five(text_file):
    areas = [{"AreaCode": f"E080000{n:02}", "Count": str(n * 5)} for n in range(1, 16)]
    unlike = {"AreaCode": "E06000006", "Count": "3"}
    england = {"AreaCode": "E92000001", "Count": "8365"}
    later = [{**area, "Year": "2023", "Count": str(n)} for n, area in enumerate(areas)]
    rows = LAYOUT.read(text_file(table(*areas, unlike, england, *later))).observations
    assert rows["rounding"].tolist() == [5.0] * 15 + [0.0] * 17


class TestRefusals:
    def test_names_the_column_that_is_not_there(self, text_file):
        columns = [name.replace("LowerCI", "Lower95CI") for name in COLUMNS]
        file = text_file(table({}, columns=columns))
        assert LAYOUT.recognises(file)
        with pytest.raises(SourceError, match="expected the column 'LowerCI'"):
            LAYOUT.read(file)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"Value": "4o.2"}, "row 3, column Value: expected a number, found '4o.2'"),
            ({"Sex": "M"}, "row 3, column Sex: expected one of Persons, .*, found 'M'"),
            ({"Year": "20x2"}, "row 3, column Year: '20x2' is not a period"),
        ],
    )
    def test_names_row_and_column_of_a_cell_that_cannot_be_read(self, text_file, change, message):
        with pytest.raises(SourceError, match=message):
            LAYOUT.read(text_file(table({}, {"AreaCode": "E08000001", **change})))

    def test_lists_every_fault_at_once(self, text_file):
        changes = [{}, {"Value": "4o.2"}, {"Sex": "M"}, {"Year": "20x2"}, {"Count": "7"}]
        with pytest.raises(SourceError) as refusal:
            LAYOUT.read(text_file(table(*changes)))
        assert {problem.split(": ")[0] for problem in refusal.value.problems} == {
            "row 3, column Value",
            "row 4, column Sex",
            "row 5, column Year",
            "row 6",
        }

    def test_names_both_rows_of_a_figure_printed_with_two_values(self, text_file):
        with pytest.raises(SourceError, match="row 3: the same figure as in row 2"):
            LAYOUT.read(text_file(table({}, {"Value": "1"})))


def test_the_published_file_is_read_whole_and_its_residents_add_up(published):
    reading = LAYOUT.read(
        published("fingertips/fingertipsnext_healthdata_2025-02-13_subset_92904_93763_92708.csv")
    )
    rows = reading.observations
    assert (len(rows), len(reading.skipped)) == (14_916, 0)
    assert rows["indicator"].value_counts().to_dict() == {
        "fingertips_92708": 12_840,
        "fingertips_93763": 1_266,
        "fingertips_92904": 810,
    }
    assert (rows["state"] == "missing").sum() == 86
    assert all(check.holds for check in reading.reconciliations)
    england = rows[(rows["indicator"] == "fingertips_92904") & (rows["area_code"] == "E92000001")]
    assert england["rounding"][england["category"] == ""].unique().tolist() == [0.0]
