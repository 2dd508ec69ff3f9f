"""A partnership's pseudonymised caseload: people counted, ids kept in, faults told by row."""

from pathlib import Path

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.readers.caseload_extract import LAYOUT

HEAD = "client_id,start_date,end_date,substance_group,la_code,sex,age"
EPISODES = [
    # Two episodes in 2022/23, one of them of opiates: one person, in the group of opiates.
    "Q7,2022-04-10,2022-06-30,alcohol only,E06000026,F,40",
    "Q7,2022-09-01,2023-02-01,Opiates,E06000026,F,40",
    # Open since before: counted in every year.
    "Q8,2019-01-01,,Opiate,Plymouth,Male,29",
    # Alcohol in one episode, another substance in the next: both.
    "Q9,2022-05-01,2022-07-01,Alcohol,E06000026,M,17",
    "Q9,2023-01-01,2023-06-01,Non-opiate only,E06000026,M,18",
    "R1,2023-04-01,2023-05-01,Non-opiate & alcohol,E06000026,,66",
    "R2,2023-10-01,2024-03-20,Alcohol only,York,F,50",
]


def text(episodes=EPISODES, head=HEAD):
    return "\n".join([head, *episodes]) + "\n"


@pytest.fixture
def reading(text_file):
    file = text_file(text())
    assert LAYOUT.recognises(file)
    (read,) = LAYOUT.readings(file)
    return read


def count(rows, year, area="E06000026", sex="persons", age="18+", group="all_adults"):
    found = rows[
        (rows["period_start"] == pd.Timestamp(f"{year}-04-01"))
        & (rows["area_code"] == area)
        & (rows["sex"] == sex)
        & (rows["age"] == age)
        & (rows["group"] == group)
    ]
    return found["count"].item()


def test_people_are_counted_and_not_episodes(reading):
    rows = reading.observations
    assert count(rows, 2022, sex="female") == 1
    assert count(rows, 2022, age="15-64") == 3
    assert count(rows, 2022) == 2
    assert count(rows, 2023) == 3


def test_a_person_has_one_group_a_year_made_of_all_episodes(reading):
    rows = reading.observations
    assert count(rows, 2022, sex="female", group="opiate") == 1
    assert count(rows, 2022, sex="female", group="alcohol_only") == 0
    assert count(rows, 2022, sex="male", age="15-64", group="non_opiate_and_alcohol") == 1
    assert count(rows, 2023, sex="male", group="non_opiate_only") == 1


def test_groups_sexes_and_bands_share_the_people_out(reading):
    rows = reading.observations
    groups = ["opiate", "non_opiate_and_alcohol", "non_opiate_only", "alcohol_only"]
    assert sum(count(rows, 2023, group=group) for group in groups) == count(rows, 2023)
    bands = ["18-29", "30-49", "50+"]
    assert sum(count(rows, 2023, age=age) for age in bands) == count(rows, 2023)


def test_a_person_whose_sex_is_not_stated_counts_among_persons_alone(reading):
    rows = reading.observations
    assert count(rows, 2023, group="non_opiate_and_alcohol") == 1
    assert count(rows, 2023, sex="male", group="non_opiate_and_alcohol") == 0
    assert count(rows, 2023, sex="female", group="non_opiate_and_alcohol") == 0


def test_an_age_moves_on_with_an_open_episode(reading):
    rows = reading.observations
    # 29 on 1 January 2019, so 32 when 2022/23 began.
    assert count(rows, 2022, sex="male", age="30-49", group="opiate") == 1
    assert count(rows, 2022, sex="male", age="18-29", group="opiate") == 0


def test_years_before_the_first_end_are_not_counted(reading):
    rows = reading.observations
    assert rows["period_start"].dt.year.unique().tolist() == [2022, 2023]
    assert [item.what for item in reading.skipped] == ["years before 2022/23"]


def test_a_year_that_the_extract_may_not_hold_whole_is_provisional(reading, text_file):
    by_year = reading.observations.groupby(reading.observations["period_start"].dt.year)["state"]
    # The first discharge is of June: those of April and May may be absent.
    assert by_year.unique().map(list).to_dict() == {2022: ["provisional"], 2023: ["ok"]}
    cut = LAYOUT.read(text_file(text(EPISODES[:5]))).observations
    assert set(cut.loc[cut["period_start"].dt.year == 2023, "state"]) == {"provisional"}


def test_every_count_is_restricted_and_local(reading):
    rows = reading.observations
    assert rows["restricted"].all()
    assert set(rows["basis"]) == {"local"}
    assert set(rows["indicator"]) == {"numbers_in_treatment"}
    assert set(rows["grouping_scheme"]) == {"national_four_groups"}


def test_no_id_of_a_person_leaves_the_reader(reading):
    written = reading.observations.to_csv()
    assert not any(person in written for person in ("Q7", "Q8", "Q9", "R1", "R2"))
    assert reading.observations["id"].is_unique
    assert "rows of the extract, 2 episodes (2022/23, female, 18+, opiate)" in set(
        reading.observations["locator"]
    )


def test_an_authority_where_hardly_anybody_lives_is_passed_over(text_file):
    many = [f"P{n},2023-04-01,2023-05-01,Opiate,E06000026,M,40" for n in range(200)]
    away = "P999,2023-04-01,2023-05-01,Opiate,Cornwall,M,40"
    reading = LAYOUT.read(text_file(text([*many, away])))
    assert set(reading.observations["area_code"]) == {"E06000026"}
    assert [(item.what, item.rows) for item in reading.skipped] == [("E06000052", 1)]


def test_a_person_who_moved_counts_in_both_authorities(text_file):
    moved = [
        "A,2023-04-02,2023-05-01,Opiate,York,M,40",
        "A,2023-06-01,2024-03-31,Opiate,Leeds,M,40",
    ]
    rows = LAYOUT.read(text_file(text(moved))).observations
    assert count(rows, 2023, area="E06000014") == count(rows, 2023, area="E08000035") == 1


def test_british_dates_and_age_bands_are_read(text_file):
    head = "Person ID,Episode start,Discharge date,Drug group,Local authority,Gender,Age band"
    episodes = [
        "A,01/04/2023,03/04/2023,opiate,York,male,18-29",
        "B,02/05/2023,31/03/2024,opiate,York,female,65+",
        "C,02/05/2023,,opiate,York,female,under 18",
    ]
    file = text_file(text(episodes, head))
    assert LAYOUT.recognises(file)
    rows = LAYOUT.read(file).observations
    assert count(rows, 2023, area="E06000014") == 2
    assert count(rows, 2023, area="E06000014", age="65+") == 1
    # Under 18 lies across the edge of 15-64, so that total cannot be counted.
    assert set(rows["age"]) == {"18-29", "65+", "18+"}


def refusal(text_file, *episodes):
    file = text_file(text(episodes))
    assert LAYOUT.recognises(file)
    with pytest.raises(SourceError) as refused:
        LAYOUT.read(file)
    return refused.value.problems


def test_faults_are_told_by_row_all_at_once(text_file):
    problems = refusal(
        text_file,
        EPISODES[0],
        ",2022-04-10,2022-06-30,opiate,E06000026,F,40",
        "Q2,2022-04-10,2022-03-30,opiate,E06000026,F,40",
        "Q3,2999-04-10,,opiate,E06000026,F,40",
        "Q4,2022-04-10,,non-opiats only,E06000026,F,40",
        "Q5,,,opiate,Plimouth,F,forty",
        "Q6,2022-02-30,,opiate,E06000026,W,40",
    )
    assert {problem.replace("E06000026", "") for problem in problems} >= {
        "row 3, column client_id: the id is missing",
        "row 4, column end_date: the end, 2022-03-30, lies before the start, 2022-04-10",
        "row 5, column start_date: 2999-04-10 lies in the future",
        "row 7, column start_date: the start date is missing",
        "row 7, column age: expected an age in years or a band such as 30-49, found 'forty'",
        "row 8, column start_date: expected a date such as 2024-03-31 or 31/03/2024, found '2022-02-30'",
        "row 8, column sex: expected male, female or blank, found 'W'",
    }
    assert any(
        p.startswith("row 6, column substance_group: expected one of opiate, ")
        and p.endswith("found 'non-opiats only': did you mean non opiates only?")
        for p in problems
    )
    assert any(
        p.startswith("row 7, column la_code: no area is called 'Plimouth': did you mean Plymouth?")
        for p in problems
    )
    assert not any("Q" in problem for problem in problems)


def test_two_ways_of_writing_dates_are_refused(text_file):
    [problem] = refusal(
        text_file, EPISODES[0], "Q2,01/04/2022,03/04/2022,opiate,E06000026,F,40"
    )  # fmt: skip
    assert problem == (
        "dates are written in two ways, such as row 2, column start_date '2022-04-10' and "
        "row 3, column start_date '01/04/2022'; write all of them in one"
    )


def test_american_dates_are_refused(text_file):
    [problem] = refusal(text_file, "Q2,04/25/2022,,opiate,E06000026,F,40")
    assert "found '04/25/2022'" in problem


def test_many_faults_of_one_kind_are_counted(text_file):
    wrong = [f"Q{n},2022-04-10,,cannabis,E06000026,F,40" for n in range(30)]
    problems = refusal(text_file, *wrong)
    assert len(problems) == 21
    assert problems[-1] == "column substance_group: 10 more rows like these"


def test_a_column_that_is_not_there_is_named(text_file):
    file = text_file(text(head=HEAD.replace("substance_group", "sub group")))
    assert LAYOUT.recognises(file)
    with pytest.raises(SourceError) as refused:
        LAYOUT.read(file)
    [problem] = refused.value.problems
    assert problem.startswith("row 1: expected a column such as 'substance_group', found ")
    assert "'sub group'" in problem


def test_people_without_an_age_are_passed_over_and_told(text_file):
    ageless = EPISODES[0].replace("Q7", "Z1").replace(",40", ",")
    reading = LAYOUT.read(text_file(text([*EPISODES, ageless])))
    assert count(reading.observations, 2022) == 2
    assert ("episodes without an age", 1) in [(item.what, item.rows) for item in reading.skipped]


def test_an_extract_without_any_age_is_refused(text_file):
    problems = refusal(text_file, EPISODES[0].replace(",40", ","))
    assert problems == ("column age: expected ages or age bands, found none",)


def test_a_year_in_which_nobody_was_in_treatment_has_no_figures(text_file):
    apart = [EPISODES[0], "Q8,2024-05-01,2025-03-20,opiate,E06000026,M,40"]
    rows = LAYOUT.read(text_file(text(apart))).observations
    assert rows["period_start"].dt.year.unique().tolist() == [2022, 2024]


def test_the_template_is_known():
    template = Path(__file__).resolve().parents[3] / "data" / "templates" / "caseload.csv"
    assert LAYOUT.recognises(RawFile(template))
    with pytest.raises(SourceError, match="no rows yet"):
        LAYOUT.read(RawFile(template))
