"""ONS workbook of mid-year population estimates, table MYE2."""

import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers.ons_mid_year_population import LAYOUT
from toolkit.sources.residents import AGES

# Two authorities of Northern Ireland's eleven would not add up, so the parts are Wales's all.
WALES = [f"W0600{number:04}" for number in (*range(1, 7), *range(8, 17), *range(18, 25))]
LABELS = [*map(float, range(90)), "90+"]


def table(sex, per_age, year=2019, labels=LABELS):
    """Make a sheet in which every authority has as many residents of every age."""
    rows = [
        ["Contents"],
        [],
        [f"MYE2: Population estimates: {sex} by single year of age and sex for local authorities in the UK, mid-{year}"],
        [],
        ["Code", "Name", "Geography1", "All ages", *labels],
        ["W92000004", "WALES", "Country", 22 * 91 * per_age, *[22 * per_age] * 91],
    ]  # fmt: skip
    rows += [
        [code, "Somewhere", "Unitary Authority", 91 * per_age, *[per_age] * 91] for code in WALES
    ]
    return [*rows, [], ["1. Further information on how the tiers fit together"]]


def sheets(year=2019):
    return {
        "Notes and definitions": [
            ["4.0", "Where subnational level data appears, the population estimates reflect boundaries in place as of April 2020. The"]
        ],
        "MYE1": [["MYE1: Population estimates: Summary for the UK, mid-2019"]],
        "MYE2 - Persons": table("Persons", 30, year),
        "MYE2 - Males": table("Males", 10, year),
        "MYE2 - Females": table("Females", 20, year),
    }  # fmt: skip


def test_reads_every_age_sex_and_area_from_its_own_cell(workbook):
    file = workbook(sheets())
    assert LAYOUT.recognises(file)
    rows = LAYOUT.read(file).observations
    assert len(rows) == 3 * 23 * 92
    assert set(rows["age"]) == {"all ages", *AGES}
    row = rows[(rows["area_code"] == "W06000001") & (rows["age"] == "90+")].set_index("sex")
    assert row["count"].to_dict() == {"persons": 30, "male": 10, "female": 20}
    assert row.loc["male", "locator"] == "MYE2 - Males!CQ7"
    assert (row.loc["male", "edition"], row.loc["male", "boundaries"]) == ("mid-2019", "2020-04")
    assert row["period_kind"].unique().tolist() == ["calendar"]


def test_adds_up_ages_sexes_and_authorities(workbook):
    checks = LAYOUT.read(workbook(sheets())).reconciliations
    assert len(checks) == 3 * 23 + 23 + 3
    assert all(check.holds for check in checks)


def test_says_which_sum_does_not_come_out(workbook):
    made = sheets()
    made["MYE2 - Males"][6][4] = 11
    failed = [
        check.what for check in LAYOUT.read(workbook(made)).reconciliations if not check.holds
    ]
    assert failed == ["residents of W06000001, male, 2019: all ages"]


def test_reads_a_later_year_as_it_stands(workbook):
    rows = LAYOUT.read(workbook(sheets(2024))).observations
    assert rows["period_start"].dt.year.unique().tolist() == [2024]


def test_passes_over_areas_outside_the_catalogue(workbook):
    made = sheets()
    for sheet in ("MYE2 - Persons", "MYE2 - Males", "MYE2 - Females"):
        made[sheet][-2] = ["E06009999", "Newshire", "Unitary Authority", 910, *[10] * 91]
    reading = LAYOUT.read(workbook(made))
    assert [(item.what, item.rows) for item in reading.skipped] == [("E06009999 Newshire", 3 * 92)]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda made: made.pop("MYE2 - Males"), "expected a sheet of MYE2 for males; found 'Notes"),
        (
            lambda made: made["MYE2 - Persons"][4].__setitem__(10, "six"),
            "MYE2 - Persons, row 5: expected columns for every age, found none for 6",
        ),
        (
            lambda made: made["MYE2 - Persons"][4].__setitem__(3, "Everyone"),
            "MYE2 - Persons, row 5: .*found none for All ages",
        ),
        (
            lambda made: made["MYE2 - Persons"][4].__setitem__(0, "Area"),
            "MYE2 - Persons: expected a header row that begins with 'Code'",
        ),
        (
            lambda made: made["MYE2 - Females"][6].__setitem__(5, "l0"),
            "MYE2 - Females!F7: expected a number, found 'l0'",
        ),
        (
            lambda made: made["MYE2 - Persons"][2].__setitem__(0, "MYE2: Persons"),
            "MYE2 - Persons: expected the year in the title",
        ),
        (
            lambda made: made["MYE2 - Persons"].append(list(made["MYE2 - Persons"][6])),
            "MYE2 - Persons!A31: W06000001 stands here and in an earlier row",
        ),
    ],
)
def test_names_sheet_and_cell_of_what_cannot_be_read(workbook, damage, message):
    made = sheets()
    damage(made)
    file = workbook(made)
    assert LAYOUT.recognises(file)
    with pytest.raises(SourceError, match=message):
        LAYOUT.read(file)


def test_the_published_estimates_of_2019_add_up(published):
    reading = LAYOUT.read(published("population/ons_ukmidyearestimates20192020ladcodes.xls"))
    assert (len(reading.observations), len(reading.skipped)) == (426 * 92 * 3, 0)
    assert len(reading.reconciliations) == 1845
    assert all(check.holds for check in reading.reconciliations)
    rows = reading.observations
    whole = rows[(rows["age"] == "all ages") & (rows["sex"] == "persons")].set_index("area_code")
    assert whole["count"][["K02000001", "E92000001"]].tolist() == [66_796_807, 56_286_961]
