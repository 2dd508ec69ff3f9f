"""Shares of several groups: shown beside each other, and never one of them for all."""

from __future__ import annotations

import pytest

from toolkit.presentation.sections import make_section

CASELOAD = "caseload_share"
PARTS = {"ocu": (1306, 59.5), "alcohol_only": (425, 19.4), "non_opiates_only_not_crack": (198, 9.0)}


def share(group, count, value, **other):
    return {
        "group": group,
        "grouping_scheme": "ocu_partition",
        "period": "2024/25",
        "age": "18+",
        "count": count,
        "denominator": 2196,
        "value": value,
        **other,
    }


def caseload(**changed):
    return [
        {**share(group, count, value), **changed.get(group, {})}
        for group, (count, value) in PARTS.items()
    ]


@pytest.fixture
def section(context):
    return make_section(context(CASELOAD, *caseload(ocu={"lower": 57.4, "upper": 61.5})))


def test_every_group_has_a_row_with_its_number_share_and_interval(section):
    (table,) = section.tables
    assert table.caption == "Share of the caseload by group, Plymouth, 2024/25"
    assert list(table.columns)[1:] == [
        "Number", "Plymouth (% of the caseload)", "95% confidence interval"
    ]  # fmt: skip
    assert [list(row) for row in table.rows] == [
        ["Opiates and/or crack (OCU)", "1,306", "59.5", "57.4 to 61.5"],
        ["Alcohol only", "425", "19.4", "–"],
        ["Non-opiates only (not crack)", "198", "9.0", "–"],
    ]


def test_the_group_with_the_highest_share_is_named(section):
    assert list(section.sentences) == [
        "In 2024/25 the highest figure in Plymouth was that of Opiates and/or crack (OCU): "
        "59.5% of the caseload (95% confidence interval 57.4 to 61.5), 1,306 of 2,196."
    ]
    assert section.figure is None


def test_a_hidden_group_is_marked_and_not_shown_as_a_number(context):
    hidden = {"count": None, "value": None, "state": "suppressed"}
    made = make_section(context(CASELOAD, *caseload(alcohol_only=hidden)))
    (table,) = made.tables
    assert list(table.rows[1]) == ["Alcohol only", "–", "[c]", "–"]
    assert any(note.startswith("[c]") for note in table.notes)


def test_without_any_figure_nothing_is_said(context):
    hidden = {"count": None, "value": None, "state": "suppressed"}
    made = make_section(context(CASELOAD, *caseload(**dict.fromkeys(PARTS, hidden))))
    assert list(made.sentences) == []


def test_shares_that_are_printed_without_numbers_or_a_period_are_shown_too(context):
    rows = [
        {
            "group": group,
            "grouping_scheme": "opioid_substitution_therapy",
            "period": "",
            "age": "not stated",
            "value": value,
        }
        for group, value in {"methadone": 75.0, "oral_buprenorphine": 12.5}.items()
    ]
    made = make_section(context("opioid_substitution_therapy_mix", *rows))
    (table,) = made.tables
    assert [list(row)[:2] for row in table.rows] == [
        ["Methadone", "75.0"],
        ["Oral buprenorphine", "12.5"],
    ]
    assert "Methadone: 75.0%" in made.sentences[0]


def test_one_group_alone_is_never_told_as_the_area(context):
    made = make_section(context(CASELOAD, share("ocu", 1306, 59.5)))
    assert made.sentences[0] == (
        "In 2024/25 the only figure in Plymouth is that of one group, Opiates and/or crack (OCU): "
        "59.5% of the caseload, 1,306 of 2,196. It is not that of everybody."
    )


@pytest.mark.parametrize("group", ["all", "all_adults"])
def test_everybody_alone_is_a_rate_like_any_other(context, group):
    made = make_section(context(CASELOAD, share(group, 1306, 59.5)))
    assert made.sentences[0].startswith("In 2024/25 the figure for Plymouth was 59.5%")
