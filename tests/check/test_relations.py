"""What the relations pass over, and what they say where a figure cannot be recomputed."""

from __future__ import annotations

import pytest

from toolkit.check.checking import check_text

FAULTS = {"disagrees", "agrees in another sense"}


def faults(text):
    return [found for found in check_text(text).findings if found.verdict in FAULTS]


@pytest.mark.parametrize(
    "text",
    [
        "The gap was 4.9 times as high (3.9 to 6.2), of 411 deaths.",
        "To reach 75.9% takes 151 more people, if 692 were in treatment, or 112 more if 731 were.",
        "Printing error: a letter is printed for a digit in I,266.",
        "The survey of 2011-04 and the series 1979–2022 are held.",
        "Beside it stands England (56).\n\nBeside it stands England (47).",
        "The rise of over 4% is in percentage points.",
        "The vote was 12 to 9, with 3 absent.",
    ],
)
def test_what_is_no_relation_is_passed_over(text):
    assert faults(text) == []


def test_a_change_from_nothing_has_no_percentage_and_stops_nobody():
    (found,) = check_text("Kits rose by 40%, from 0 to 12.").findings
    assert found.verdict == "cannot be recomputed"
    assert "from 0" in found.explanation
    table = "Group\t2023/24\t2024/25\t% change\nKits\t0\t12\t40%"
    assert check_text(table).findings[0].verdict == "cannot be recomputed"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("There were 94 this year, 20% fewer than the 107 of last year.", "-12%"),
        ("It was 4,561 in 2020 (4,393 in 2019), which is 6.8% more.", "+3.8%"),
        ("There were 438 contacts. This is 216 more than the 122 of the first year.", "+316"),
        ("At 7.5 per 100,000 we are 46% above the 5.5 of England.", "+36%"),
        ("The parts (575, 455 and 432) come to a total of 1,562 deaths.", "1,462"),
    ],
)
def test_figures_are_paired_by_how_the_words_compare_them(text, made):
    assert [found.recomputed for found in faults(text)] == [made]


@pytest.mark.parametrize("way", ["increasing", "decreasing", "rising", "falling"])
def test_how_an_area_moves_is_not_how_it_stands_beside_another(way):
    said = f"The rate was 28.6 per 100,000 in 2018–22, worse than Scotland (21.2), {way} and 192 deaths."
    assert faults(said) == []


def test_years_of_a_table_are_no_parts_of_a_whole():
    table = "Period\tNumber\t%\n2020/21\t25\t34.3\n2019/20\t30\t35.7\n2018/19\t40\t31.0\n"
    assert faults(table) == []


def test_a_rate_and_its_number_of_people_in_one_bracket_are_no_pair():
    said = "That is lower than England (12.5; 16,688 adults who came through criminal justice)."
    assert faults(said) == []


def test_items_of_a_list_are_no_sum_of_need():
    said = "Without estimates of unmet need: wards with 75 beds; 20 people in treatment; 18 not in treatment."
    assert faults(said) == []
