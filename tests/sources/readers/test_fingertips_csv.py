"""Fingertips CSV of either generation, from its API or its web pages."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources import pieces
from toolkit.sources.readers.fingertips_csv import LAYOUT
from toolkit.sources.summary import Summary

# fmt: off
COLUMNS = [
    "Indicator ID", "Indicator Name", "Parent Code", "Parent Name", "Area Code", "Area Name",
    "Area Type", "Sex", "Age", "Category Type", "Category", "Time period", "Value",
    "Lower CI 95.0 limit", "Upper CI 95.0 limit", "Lower CI 99.8 limit", "Upper CI 99.8 limit",
    "Count", "Denominator", "Value note", "Recent Trend",
    "Compared to England value or percentiles", "Column not used", "Time period Sortable",
    "New data", "Compared to goal", "Time period range",
]
# fmt: on
ROW = {
    "Indicator ID": "93517",
    "Indicator Name": '"Unmet need\n"',
    "Parent Code": "E92000001",
    "Area Code": "E06000026",
    "Area Name": "Plymouth",
    "Area Type": "UA",
    "Sex": "Persons",
    "Age": "15-64 yrs",
    "Time period": "2020/21",
    "Value": "36.8",
    "Lower CI 95.0 limit": "30.1",
    "Upper CI 95.0 limit": "43.2",
    "Lower CI 99.8 limit": "1",
    "Upper CI 99.8 limit": "99",
    "Count": "751.333333",
    "Denominator": "2042",
    "Time period range": "1y",
}
ENGLAND = {
    "Parent Code": "",
    "Area Code": "E92000001",
    "Area Name": "England",
    "Area Type": "England",
}


def table(*changes, columns=COLUMNS):
    """Write a file of the row above, each time with some cells changed."""
    rows = [",".join({**ROW, **change}.get(name, "") for name in columns) for change in changes]
    return "\r\n".join([",".join(columns), *rows, ""])


def read(file):
    """Read every piece, and count."""
    summary = Summary()
    return pd.concat(summary.follow(LAYOUT.readings(file)), ignore_index=True), summary


def test_reads_a_row_as_it_is_printed(text_file):
    rows, _ = read(text_file(table({})))
    row = rows.loc[0]
    assert row["indicator"] == "fingertips_93517"
    assert (row["area_code"], row["sex"], row["age"]) == ("E06000026", "persons", "15-64")
    assert row[["value", "lower", "upper", "count", "denominator"]].tolist() == [
        36.8,
        30.1,
        43.2,
        751.333333,
        2042,
    ]
    assert (row["period_kind"], f"{row['period_start']:%Y-%m-%d}") == ("financial", "2020-04-01")
    assert (row["state"], row["basis"], row["locator"]) == ("ok", "published", "row 2")


def test_reads_the_older_file_without_a_range_and_with_another_parent_column(text_file):
    columns = [name for name in COLUMNS if name != "Time period range"]
    columns[columns.index("Column not used")] = "Compared to Region value or percentiles"
    file = text_file(table({"Area Type": "County & UA (4/19 - 3/20)"}, columns=columns))
    assert LAYOUT.recognises(file)
    assert read(file)[0]["boundaries"].tolist() == ["2019-04"]


@pytest.mark.parametrize(
    "area_type", ["UA", "County & UA (pre 4/19)", "District & UA", "Unheard of"]
)
def test_knows_an_area_by_its_code_whatever_its_type_is_called(text_file, area_type):
    assert len(read(text_file(table({"Area Type": area_type})))[0]) == 1


def test_knows_a_board_by_its_marked_code_and_not_the_area_that_had_it_before(text_file):
    board = {"Area Code": "nE54000008", "Area Name": "NHS Cheshire", "Area Type": "ICBs"}
    before = {"Area Code": "E54000008", "Area Name": "Cheshire", "Area Type": "STP", "Value": "1"}
    rows, summary = read(text_file(table(before, board)))
    assert rows[["area_code", "locator"]].to_numpy().tolist() == [["E54000008", "row 3"]]
    assert (
        summary.skipped["areas of type STP", "a former NHS area, whose code a board carries on"]
        == 1
    )


def test_passes_over_other_areas_by_type_but_names_an_authority_that_it_does_not_know(text_file):
    file = text_file(
        table(
            {},
            {
                "Area Code": "nE38000261",
                "Area Name": "NHS Somewhere",
                "Area Type": "ICB sub-locations",
            },
            {"Area Code": "A81001", "Area Name": "The Surgery", "Area Type": "GPs"},
            {"Area Code": "A81002", "Area Name": "Another", "Area Type": "GPs"},
            {"Area Code": "E06009999", "Area Name": "Newshire"},
        )
    )
    rows, summary = read(file)
    assert rows["area_code"].tolist() == ["E06000026"]
    passed_over = {what: count for (what, _), count in summary.skipped.items() if count}
    assert passed_over == {
        "areas of type ICB sub-locations": 1,
        "areas of type GPs": 2,
        "E06009999 Newshire": 1,
    }


@pytest.mark.parametrize(
    ("note", "state"),
    [
        ("Value suppressed for disclosure control due to small count", "suppressed"),
        ("Value missing due to small sample size", "suppressed"),
        ("Value suppressed due to incompleteness of source data", "missing"),
        ("Value not published for data quality reasons", "missing"),
        ("Value missing in source data", "missing"),
        ("", "missing"),
    ],
)
def test_a_value_that_is_not_there_is_never_nought(text_file, note, state):
    absent = {"Value": "", "Count": "", "Lower CI 95.0 limit": "", "Upper CI 95.0 limit": ""}
    row = read(text_file(table({**absent, "Value note": note})))[0].loc[0]
    assert row[["value", "count", "lower", "upper"]].isna().all()
    assert (row["state"], row["note"]) == (state, note)


@pytest.mark.parametrize(
    ("note", "column", "expected"),
    [
        ("Value is modelled or synthetic estimate", "basis", "modelled"),
        ("Value based on count rounded up to the nearest 5", "rounding", 5),
        ("Interpret with caution", "state", "unreliable"),
        ("Aggregated from all known lower geography values", "state", "ok"),
    ],
)
def test_a_value_note_says_what_a_figure_is(text_file, note, column, expected):
    assert read(text_file(table({"Value note": note})))[0].loc[0, column] == expected


def test_keeps_inequality_rows_apart_by_category(text_file):
    decile = {
        **ENGLAND,
        "Category Type": '"County & UA deprivation deciles in England (IMD2019, 4/21 geography)"',
        "Category": "Most deprived decile (IMD2019)",
    }
    rows, _ = read(text_file(table(ENGLAND, decile)))
    assert rows["category"].tolist() == ["", "Most deprived decile (IMD2019)"]
    assert rows.loc[1, "category_type"].endswith("4/21 geography)")


def test_keeps_england_once_where_it_is_printed_twice(text_file):
    rows, summary = read(text_file(table(ENGLAND, {}, {**ENGLAND, "Parent Code": "E92000001"})))
    assert rows["area_code"].tolist() == ["E92000001", "E06000026"]
    assert summary.skipped["rows", "the same figure printed again"] == 1


@pytest.mark.parametrize(
    ("text", "span", "start", "end"),
    [
        ("2018/19", "1y", "2018-04-01", "2019-03-31"),
        ("2018 - 19", "2y", "2018-01-01", "2019-12-31"),
        ("2018 - 19", "", "2018-01-01", "2019-12-31"),
        ("2022 - 24", "3y", "2022-01-01", "2024-12-31"),
        ("2020/21 - 22/23", "3y", "2020-04-01", "2023-03-31"),
        ("2023/24 Q1", "3m", "2023-04-01", "2023-06-30"),
        ("2006/07 Q2 - 2007/08 Q1", "1y", "2006-07-01", "2007-06-30"),
        ("2013/14 Q1-Q3", "3m", "2013-04-01", "2013-12-31"),
        ("Aug 2006 - Jul 2007", "1y", "2006-08-01", "2007-07-31"),
        ("Jan 2024", "1m", "2024-01-01", "2024-01-31"),
    ],
)
def test_reads_every_period_as_fingertips_writes_it(text_file, text, span, start, end):
    rows, _ = read(text_file(table({"Time period": text, "Time period range": span})))
    row = rows.loc[0]
    assert (f"{row['period_start']:%Y-%m-%d}", f"{row['period_end']:%Y-%m-%d}") == (start, end)


def test_checks_england_against_its_nine_regions(text_file):
    regions = [
        {"Area Code": f"E1200000{n}", "Area Name": "Region", "Area Type": "Region", "Count": "10"}
        for n in range(1, 10)
    ]
    _, summary = read(text_file(table({**ENGLAND, "Count": "90"}, *regions)))
    assert [(check.printed, check.summed) for check in summary.reconciliations] == [(90, 90)]
    _, summary = read(text_file(table({**ENGLAND, "Count": "95"}, *regions), "wrong.csv"))
    assert [check.printed for check in summary.failures] == [95]


def test_reads_a_file_in_pieces_as_if_it_were_one(text_file, monkeypatch):
    codes = ["E06000026", "E06000014", "E06000015"]
    years = [f"{year}/{(year + 1) % 100:02}" for year in range(1990, 2020)]
    changes = [{"Area Code": code, "Time period": year} for year in years for code in codes]
    file = text_file(table(*changes, changes[0]))
    whole, _ = read(file)
    monkeypatch.setattr(pieces, "_PIECE", 2000)
    assert len(list(LAYOUT.readings(file))) > 3
    in_pieces, summary = read(file)
    pd.testing.assert_frame_equal(whole, in_pieces)
    assert in_pieces["locator"].iloc[-1] == "row 91"
    assert summary.skipped["rows", "the same figure printed again"] == 1


def test_reads_names_in_another_encoding(text_file):
    file = text_file(table({"Area Name": "Ynys Môn"}), encoding="cp1252")
    assert len(read(file)[0]) == 1


class TestRefusals:
    def test_names_the_column_that_is_not_there(self, text_file):
        columns = [name.replace("Value note", "Remark") for name in COLUMNS]
        file = text_file(table({}, columns=columns))
        assert LAYOUT.recognises(file)
        with pytest.raises(
            SourceError, match=r"expected the column 'Value note', found .*'Remark'"
        ):
            read(file)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"Value": "3l.7"}, "row 3, column Value: expected a number, found '3l.7'"),
            ({"Time period": "2020/19"}, "row 3, column Time period: '2020/19' is not a period"),
            (
                {"Time period range": "3y"},
                "row 3, .*'2020/21' covers 12 months, but its range says 3y",
            ),
            ({"Time period range": "yearly"}, "row 3, .*range 'yearly' is not written like 1y"),
            ({"Sex": "M"}, "row 3, column Sex: expected one of Persons, .*, found 'M'"),
            ({"Indicator ID": "x1"}, "row 3, column Indicator ID: expected a number, found 'x1'"),
        ],
    )
    def test_names_row_and_column_of_a_cell_that_cannot_be_read(self, text_file, change, message):
        with pytest.raises(SourceError, match=message):
            read(text_file(table({"Area Code": "E06000014"}, change)))

    def test_lists_every_fault_at_once(self, text_file):
        again = {**ENGLAND, "Count": "1"}
        file = text_file(
            table(ENGLAND, {"Value": "x1"}, {"Sex": "M"}, {"Time period": "soon"}, again)
        )
        with pytest.raises(SourceError) as refusal:
            read(file)
        assert [problem.split(": ")[0] for problem in refusal.value.problems] == [
            "row 3, column Value",
            "row 5, column Time period",
            "row 4, column Sex",
            "row 6",
        ]

    def test_tells_a_fault_of_many_rows_once(self, text_file):
        with pytest.raises(SourceError) as refusal:
            read(text_file(table(*[{"Sex": "M"}] * 12)))
        [problem] = refusal.value.problems
        assert problem.startswith("rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more, column Sex: ")

    def test_does_not_compare_a_row_that_cannot_be_read(self, text_file):
        with pytest.raises(SourceError) as refusal:
            read(text_file(table({"Sex": "M"}, {"Sex": "M", "Value": "1"}, {}, {"Value": "x1"})))
        assert len(refusal.value.problems) == 2

    def test_names_both_rows_of_a_figure_printed_with_two_values(self, text_file):
        with pytest.raises(SourceError, match="row 4: the same figure as in row 2, with other"):
            read(text_file(table(ENGLAND, {}, {**ENGLAND, "Value": "1"})))

    def test_says_that_a_file_was_cut_short(self, text_file):
        whole = table({}, {})
        with pytest.raises(SourceError, match=r"row 3: expected 27 cells, found \d+"):
            read(text_file(whole[: whole.rindex("43.2")]))

    def test_says_that_encodings_are_mixed(self, text_file):
        file = text_file(table(*[{}] * 800, {"Area Name": "Ynys Mon"}))
        file.path.write_bytes(file.path.read_bytes().replace(b"Mon", b"M\xf4n"))
        with pytest.raises(SourceError, match="mixes encodings"):
            read(file)


class TestPublishedFiles:
    def test_england_is_the_sum_of_its_regions(self, published):
        rows, summary = read(published("fingertips/fingertips_93495_all_areas.csv"))
        assert len(rows) == 393
        assert [(check.printed, check.holds) for check in summary.reconciliations] == [
            (7609581.758, True)
        ]
        assert sum(summary.skipped.values()) == 704 - 393

    @pytest.mark.parametrize(
        ("name", "count", "measures"),
        [
            ("93517_unmet_ocu_excerpt", 13, 1),
            ("93532_unmet_alcohol_excerpt", 17, 1),
            ("cooccurring_substance_misuse_CountyUApre419_2019", 87, 8),
        ],
    )
    def test_reads_every_row(self, published, name, count, measures):
        rows, _ = read(published(f"fingertips/fingertips_{name}.csv"))
        assert (len(rows), rows["indicator"].nunique()) == (count, measures)

    def test_holds_the_published_unmet_need_of_england(self, published):
        rows, _ = read(published("fingertips/fingertips_93517_unmet_ocu_excerpt.csv"))
        england = rows[rows["area_code"] == "E92000001"].set_index("period_start")["value"]
        assert england["2020-04-01"] == pytest.approx(52.1, abs=0.05)
