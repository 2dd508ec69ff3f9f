"""Targets and actions read back from the forms: what is taken, and every fault by row."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.plans import ACTIONS, TARGETS
from toolkit.sources.importing import recognise
from toolkit.sources.readers import load_layouts

TARGET = {
    "plan": "Treatment plan 2025/26", "area": "Derby", "name": "Planned exits", "measure": "Planned exits from treatment",
    "direction": "reach", "better": "higher", "unit": "%", "base": "400", "baseline": "19", "baseline_period": "2024/25",
    "target": "36", "due": "31 March 2027", "owner": "Commissioning manager",
}  # fmt: skip
ACTION = {
    "plan": "Plan of action 2025", "area": "York", "aim": "World-class treatment", "priority": "Harm reduction",
    "action": "Peer to peer naloxone", "owner": "Public health", "start": "January 2025", "due": "2025-03-31",
    "status": "in progress", "evidence": "", "measure": "drug_misuse_deaths",
}  # fmt: skip


@pytest.fixture(params=["csv", "workbook"])
def filled(request, text_file, workbook):
    """Write rows as CSV, or as a workbook below a title."""

    def write(*rows):
        head = list(dict.fromkeys(name for row in rows for name in row))
        cells = [head, *([row.get(name, "") for name in head] for row in rows)]
        if request.param == "csv":
            quoted = [",".join(f'"{cell}"' for cell in row) for row in cells]
            return text_file("\n".join(quoted) + "\n", name="plan.csv")
        return workbook({"Plan": [["Our plan"], [], *cells]}, name="plan.xlsx")

    return write


def rows_of(file):
    return load_layouts()[recognise(file)].read(file).observations


def refusal(file):
    with pytest.raises(SourceError) as refused:
        rows_of(file)
    return str(refused.value)


def test_a_target_is_kept_with_its_area_days_and_direction(filled):
    file = filled(TARGET)
    assert recognise(file) == "local_targets"
    rows = rows_of(file)
    assert list(rows.columns) == TARGETS.names
    row = rows.iloc[0]
    assert (row["area_code"], row["baseline"], row["target"], row["base"]) == (
        "E06000015",
        19,
        36,
        400,
    )
    assert (row["baseline_period"], row["due"], row["due_label"]) == (
        "2024/25", pd.Timestamp("2027-03-31"), "31 March 2027",
    )  # fmt: skip
    assert (row["measure"], row["measure_name"], row["sex"], row["group"]) == (
        "", "Planned exits from treatment", "persons", "all",
    )  # fmt: skip


def test_an_action_is_kept_beside_the_indicator_that_it_should_move(filled):
    file = filled(ACTION)
    assert recognise(file) == "local_actions"
    row = rows_of(file).iloc[0]
    assert list(row.index) == ACTIONS.names
    assert (row["measure"], row["measure_name"]) == (
        "drug_misuse_deaths",
        "Deaths from drug misuse",
    )
    assert (row["start"], row["due"]) == (pd.Timestamp("2025-01-01"), pd.Timestamp("2025-03-31"))


def test_of_a_catalogued_measure_the_catalogue_says_which_way_is_better(filled):
    target = TARGET | {"measure": "drug_misuse_deaths", "better": "", "unit": "deaths per 100,000 people",
                       "base": "", "baseline": "7.5", "target": "5", "baseline_period": "2021-23"}  # fmt: skip
    assert rows_of(filled(target))["better"].tolist() == ["lower"]
    assert "wrong side of the baseline" in refusal(filled(target | {"target": "9"}))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"target": "12"}, "12 is on the wrong side of the baseline 19: higher is better"),
        ({"direction": "stay below"} | {"target": "12"}, "the baseline 19 is already above 12"),
        ({"direction": "range", "target_upper": "30"}, "expected an upper end above 36, found 30"),
        ({"base": ""}, "a percentage without a base"),
        ({"owner": ""}, "the owner is blank"),
        ({"area": "Derbby"}, "no area is called 'Derbby': did you mean Derby?"),
        ({"baseline_period": "2029/21"}, "'2029/21' is not a period"),
        ({"due": "2029/21"}, "'2029/21' is not a period"),
        ({"target": "about a third"}, "expected a number, found 'about a third'"),
        ({"baseline": "*"}, "expected a number, found '*'"),
        ({"measure": "drug_misuse_death"}, "did you mean drug_misuse_deaths?"),
        ({"direction": "reech"}, "did you mean reach?"),
        ({"better": ""}, "expected higher or lower"),
        ({"target": "136"}, "expected a percentage from 0 to 100, found 136"),
        ({"latest": "0.25", "latest_count": "100", "latest_period": "2025/26"}, "such as 25, found the share 0.25"),
        ({"due": "2024-12-31"}, "before its baseline's period is over"),
        ({"name": "=1+1"}, "for a formula"),
        ({"direction": "range"}, "expected an upper end above 36, found a blank"),
        ({"target_upper": "40"}, "a range alone has an upper end"),
        ({"base": "0"}, "expected a number of people or events above 0, found 0"),
        ({"unit": "per cent", "base": ""}, "expected %, found 'per cent'"),
        ({"unit": "Percent", "base": ""}, "a percentage without a base"),
        ({"latest": "25"}, "a latest figure without its period"),
        ({"owner": "not printed"}, "in a table of a printed report alone"),
    ],
)  # fmt: skip
def test_a_target_that_cannot_be_is_refused_by_its_cell(filled, change, told):
    message = refusal(filled(TARGET | change))
    assert told in message
    assert "row 2" in message or "Plan!" in message


def test_a_status_is_never_taken_for_its_opposite(filled):
    message = refusal(filled(ACTION | {"status": "started"}))
    assert "found 'started'" in message
    assert "did you mean" not in message


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"due": "2024-12-31"}, "due on 2024-12-31, before its start on 2025-01-01"),
        ({"due": "2025/26"}, "found the period 2025/26, which ends on 2026-03-31"),
        ({"due": "2029/21"}, "'2029/21' is not a period"),
        ({"due": "31 February 2025"}, "expected a day such as 2026-03-31"),
        ({"status": "in progress, complete"}, "expected one of not started, in progress"),
        ({"owner": ""}, "the owner is blank"),
        ({"aimed_at": "15000", "reached": "6860"}, "without the day on which it was counted"),
        ({"aimed_at": "0"}, "expected a number above 0"),
        ({"reached": "-1", "as_at": "2025-02-01"}, "expected a number of 0 or more, found -1"),
    ],
)
def test_an_action_that_cannot_be_is_refused_by_its_cell(filled, change, told):
    assert told in refusal(filled(ACTION | change))


def test_two_statuses_for_one_action_are_told_with_both_rows(text_file):
    other = ACTION | {"status": "complete"}
    head = ",".join(ACTION)
    lines = [head, ",".join(ACTION.values()), ",".join(other.values()), ",".join(ACTION.values())]
    message = refusal(text_file("\n".join(lines[:3]), name="plan.csv"))
    assert "row 2, column status; row 3, column status" in message
    assert "has 2 statuses: in progress, complete" in message
    message = refusal(text_file("\n".join([head, lines[1], lines[3]]), name="plan.csv"))
    assert "stands 2 times" in message


def test_the_same_target_twice_is_refused(filled):
    assert "the name 'Planned exits' stands 2 times" in refusal(
        filled(TARGET, TARGET | {"target": "40"})
    )


def test_all_faults_of_a_file_are_told_at_once(filled):
    message = refusal(
        filled(TARGET | {"owner": "", "target": "12"}, TARGET | {"name": "B", "base": ""})
    )
    assert "3 faults" in message
    for told in ("the owner is blank", "wrong side", "without a base"):
        assert told in message


def test_a_form_without_its_needed_columns_is_refused(text_file):
    head = [name for name in TARGET if name != "owner"]
    file = text_file(",".join(head) + "\n" + ",".join(TARGET[name] for name in head), name="t.csv")
    assert "expected a column owner" in refusal(file)


def test_a_row_or_the_whole_file_may_be_restricted(filled):
    other = TARGET | {"name": "B"}
    some = rows_of(filled(TARGET | {"restricted": "yes"}, other | {"restricted": ""}))
    assert some["restricted"].tolist() == [True, False]
    every = rows_of(filled(TARGET | {"restricted": "Whole file"}, other | {"restricted": ""}))
    assert every["restricted"].all()


def test_a_printed_report_may_leave_owner_base_and_days_unsaid(text_file):
    unsaid = {
        "base": "not printed",
        "baseline_period": "not printed",
        "due": "not printed",
        "owner": "not printed",
    }
    row = {"report" if name == "plan" else name: text for name, text in (TARGET | unsaid).items()}
    row["printed"] = "We aspire to achieve the national average"
    file = text_file(",".join(row) + "\n" + ",".join(row.values()), name="printed.csv")
    assert recognise(file) == "printed_targets"
    read = rows_of(file).iloc[0]
    assert read["not_printed"] == "base baseline_period due owner"
    assert (read["owner"], read["due_label"], read["baseline_period"]) == ("not printed",) * 3
    assert pd.isna(read["due"])
    assert pd.isna(read["base"])
    assert read["locator"] == "row 2; printed 'We aspire to achieve the national average'"
