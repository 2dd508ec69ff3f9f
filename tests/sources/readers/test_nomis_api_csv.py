"""Nomis API, CSV: one row an area, year, sex and age."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers.nomis_api_csv import LAYOUT
from toolkit.sources.summary import Summary

HEADER = "DATE_NAME,GEOGRAPHY_CODE,GENDER_NAME,C_AGE_NAME,MEASURES_NAME,OBS_VALUE,OBS_STATUS_NAME"
ROW = "2023,E06000026,Total,Age 5,Value,2987,Normal Value"


def table(*rows, header=HEADER):
    return "\n".join([header, *rows, ""])


def read(file):
    summary = Summary()
    return pd.concat(summary.follow(LAYOUT.readings(file)), ignore_index=True), summary


def test_reads_a_row_as_it_is_printed(text_file):
    file = text_file(table(ROW))
    assert LAYOUT.recognises(file)
    row = read(file)[0].loc[0]
    assert row[["indicator", "area_code", "sex", "age", "count", "state", "locator"]].tolist() == [
        "residents",
        "E06000026",
        "persons",
        "5",
        2987,
        "ok",
        "row 2",
    ]


@pytest.mark.parametrize(
    ("label", "age"),
    [
        ("All Ages", "all ages"),
        ("Aged 90+", "90+"),
        ("Aged 16 to 64", "16-64"),
        ("Aged 65+", "65+"),
    ],
)
def test_reads_every_kind_of_age(text_file, label, age):
    assert read(text_file(table(ROW.replace("Age 5", label))))[0]["age"].tolist() == [age]


def test_a_figure_that_nomis_does_not_have_is_missing_whatever_stands_for_it(text_file):
    rows, _ = read(
        text_file(table(ROW.replace("2987,Normal Value", "0,These figures are missing.")))
    )
    assert rows["count"].isna().all()
    assert rows["state"].tolist() == ["missing"]


def test_passes_over_percentages_and_other_areas_and_repeats(text_file):
    rows, summary = read(
        text_file(
            table(
                ROW, ROW, ROW.replace("Value,2987", "Percent,1.1"), ROW.replace("E06000026", "J01")
            )
        )
    )
    assert len(rows) == 1
    assert {what for (what, _), count in summary.skipped.items() if count} == {
        "rows",
        "rows of percentages",
        "rows of other areas",
    }


def test_adds_up_the_sexes(text_file):
    whole = ROW.replace("Age 5", "All Ages")
    males, females = (
        whole.replace("Total", sex).replace("2987", count)
        for sex, count in (("Male", "1500"), ("Female", "1487"))
    )
    _, summary = read(text_file(table(whole, males, females)))
    assert [(check.printed, check.summed) for check in summary.reconciliations] == [(2987, 2987)]


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (
                ("Total", "Both"),
                "row 3, column GENDER_NAME: expected a sex such as Total or Male, found 'Both'",
            ),
            (
                ("Age 5", "Infants"),
                "row 3, column C_AGE_NAME: expected an age such as .*, found 'Infants'",
            ),
            (("2023", "20x3"), "row 3, column DATE_NAME: '20x3' is not a period"),
            (("2987", "2,9"), "row 3: expected 7 cells, found 8"),
            (("2987", "29?"), r"row 3, column OBS_VALUE: expected a number, found '29\?'"),
            (
                ("Normal Value", "Odd"),
                "row 3, column OBS_STATUS_NAME: expected a status such as .*, found 'Odd'",
            ),
            (("2987", "2988"), "row 3: the same figure as in row 2, with other numbers"),
        ],
    )
    def test_names_the_row(self, text_file, change, message):
        with pytest.raises(SourceError, match=message):
            read(text_file(table(ROW, ROW.replace(*change))))

    def test_lists_every_fault_at_once(self, text_file):
        changes = [("Total", "Both"), ("2023", "20x3"), ("2987", "29?"), ("2987", "2988")]
        with pytest.raises(SourceError) as refusal:
            read(text_file(table(ROW, *(ROW.replace(*change) for change in changes))))
        assert {problem.split(": ")[0] for problem in refusal.value.problems} == {
            "row 3, column GENDER_NAME",
            "row 4, column DATE_NAME",
            "row 5, column OBS_VALUE",
            "row 6",
        }

    def test_names_the_dimension_without_a_column(self, text_file):
        file = text_file(table(ROW, header=HEADER.replace("C_AGE_NAME", "BAND")))
        assert LAYOUT.recognises(file)
        with pytest.raises(SourceError, match="expected a column for the age"):
            read(file)

    def test_names_a_breakdown_that_is_not_one_of_people(self, text_file):
        file = text_file(table(f"{ROW},Employed", header=f"{HEADER},ECONOMIC_ACTIVITY_NAME"))
        with pytest.raises(SourceError, match="column ECONOMIC_ACTIVITY_NAME: a breakdown"):
            read(file)


def test_headings_without_estimates_are_refused(text_file):
    with pytest.raises(SourceError, match="expected estimates below the headings, found none"):
        read(text_file(table()))
