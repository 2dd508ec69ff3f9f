"""Mid-year population estimates as the demographr package keeps them."""

import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers.demographr_population import LAYOUT

ENGLAND = ["utla20_code", "utla20_name", "total_population", *map(str, range(90)), "90+"]
SCOTLAND = ["ltla19_name", "ltla19_code", "sex", "all_ages", *map(str, range(90)), "90 and over"]
NAME = "population20_utla20.csv"


def table(header, *records):
    return "\n".join(",".join(map(str, row)) for row in (header, *records)) + "\n"


PLYMOUTH = ["E06000026", "Plymouth", "182.0", *["2.0"] * 91]
DUNDEE = ["Dundee City", "S12000042", "Persons", 91, *[1] * 91]


@pytest.mark.parametrize("name", [NAME, "demographr_population2020_utla20_persons.csv"])
def test_reads_the_year_from_the_name_since_the_table_does_not_say_it(text_file, name):
    file = text_file(table(ENGLAND, PLYMOUTH), name)
    assert LAYOUT.recognises(file)
    reading = LAYOUT.read(file)
    rows = reading.observations
    assert len(rows) == 92
    assert rows["period_start"].dt.year.unique().tolist() == [2020]
    assert rows["boundaries"].unique().tolist() == ["2020-04"]
    assert rows.loc[0, ["age", "count", "locator"]].tolist() == [
        "all ages",
        182,
        "row 2, column total_population",
    ]
    assert [check.holds for check in reading.reconciliations] == [True]


def test_reads_the_other_table_with_its_sex_and_last_age(text_file):
    rows = LAYOUT.read(
        text_file(table(SCOTLAND, DUNDEE), "population22_ltla19_scotland.csv")
    ).observations
    assert (rows["sex"].unique().tolist(), rows["age"].iloc[-1]) == (["persons"], "90+")
    assert rows["boundaries"].unique().tolist() == ["2019-04"]


def test_passes_over_areas_outside_the_catalogue(text_file):
    other = ["E06009999", "Newshire", *PLYMOUTH[2:]]
    reading = LAYOUT.read(text_file(table(ENGLAND, PLYMOUTH, other), NAME))
    assert [(item.what, item.rows) for item in reading.skipped] == [("E06009999", 92)]


class TestRefusals:
    def test_a_file_whose_name_does_not_say_the_year(self, text_file):
        with pytest.raises(SourceError, match="does not say which year it estimates"):
            LAYOUT.read(text_file(table(ENGLAND, PLYMOUTH), "residents.csv"))

    def test_names_the_ages_without_a_column(self, text_file):
        header = [f"aged {name}" if name == "7" else name for name in ENGLAND]
        header[10] = "seven"
        with pytest.raises(SourceError, match="row 1: found none for 7"):
            LAYOUT.read(text_file(table(header, PLYMOUTH), NAME))

    def test_names_row_and_column_of_a_cell_that_is_no_number(self, text_file):
        with pytest.raises(SourceError, match=r"row 2, column 90\+: expected a number, found 'x2'"):
            LAYOUT.read(text_file(table(ENGLAND, [*PLYMOUTH[:-1], "x2"]), NAME))

    def test_names_rows_that_repeat_an_authority(self, text_file):
        with pytest.raises(SourceError, match="rows 2, 3: expected one row of E06000026, persons"):
            LAYOUT.read(text_file(table(ENGLAND, PLYMOUTH, PLYMOUTH), NAME))

    def test_names_a_sex_that_is_not_known(self, text_file):
        record = [*DUNDEE[:2], "Both", *DUNDEE[3:]]
        with pytest.raises(
            SourceError, match=r"row 2, column sex: expected one of persons, .*, found 'Both'"
        ):
            LAYOUT.read(text_file(table(SCOTLAND, record), "population22_ltla19_scotland.csv"))

    def test_lists_every_fault_at_once(self, text_file):
        other = [*DUNDEE[:2], "Both", *DUNDEE[3:-1], "x2"]
        with pytest.raises(SourceError) as refusal:
            LAYOUT.read(text_file(table(SCOTLAND, DUNDEE, DUNDEE, other), "residents.csv"))
        name, sex, repeated, number = refusal.value.problems
        assert name.startswith("the table does not say which year it estimates")
        assert sex.startswith("row 4, column sex: expected one of persons, ")
        assert repeated == "rows 2, 3: expected one row of S12000042, persons"
        assert number == "row 4, column 90 and over: expected a number, found 'x2'"


@pytest.mark.parametrize(
    ("name", "areas", "residents"),
    [
        ("population2020_utla20_single_year_persons", 172, 58_962_543),
        ("population2022_scotland_council_sex_single_year", 32, 5_447_700),
    ],
)
def test_the_published_tables_add_up(published, name, areas, residents):
    reading = LAYOUT.read(published(f"population/demographr_{name}.csv"))
    rows = reading.observations
    assert (rows["area_code"].nunique(), len(rows)) == (areas, areas * 92)
    assert rows.loc[rows["age"] == "all ages", "count"].sum() == residents
    assert all(check.holds for check in reading.reconciliations)
