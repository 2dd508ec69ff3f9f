"""Each rule, on figures made for it: what it finds is worked out, not looked up."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.analysis.printed.checking import RULES, check_statements
from toolkit.catalogue.printed_statements import TESTS, Statement
from toolkit.errors import DataError
from toolkit.plans import ACTIONS

AREA = "E06000026"
ENGLAND = "E92000001"


def figure(name, count=None, **more):
    return {"indicator": name, "count": count, "basis": "local", **more}


@pytest.fixture
def outcome(observed, stated):
    """Check one statement on printed figures and results; its outcome and what is told of it."""

    def check(printed, test, inputs, figures=(), held=(), actions=(), **more):
        statement = Statement(
            1, AREA, "Section", "About", printed, test, tuple(inputs.split(" | ")), **more
        )
        tracked = observed(*figures) if figures else observed(figure("other", 1.0))
        plan = ACTIONS.complete(pd.DataFrame([{"area_code": AREA, **one} for one in actions]))
        (checked,) = check_statements(
            [statement], tracked, stated(*held) if held else stated({}).iloc[:0], plan
        )
        found = checked.finding
        return (
            found.outcome.value,
            found.recomputed.text,
            [round(one.value, 2) for one in found.recomputed.numbers],
            found,
        )

    return check


def test_each_test_of_the_catalogue_has_its_rule():
    assert set(RULES) == set(TESTS)


def test_a_figure_is_given_where_the_table_has_what_is_printed(outcome):
    assert outcome("1,306", "given", "a", [figure("a", 1306)])[0] == "given as input"
    assert outcome("1,307", "given", "a", [figure("a", 1306)])[0] == "disagrees"


def test_a_missing_figure_is_given_and_is_not_zero(outcome):
    found = outcome("n/a", "given", "a", [figure("a", state="missing")])
    assert found[:2] == ("given as input", "no figure, which is not 0")


def test_a_letter_for_a_digit_is_said(outcome):
    assert outcome("I,266", "given", "a", [figure("a", 1266)])[3].slips


def test_a_share_with_its_base_is_told_in_people(outcome):
    found = outcome("2%", "given", "a", [figure("a", value=2.0, denominator=1154.0)])
    assert found[2] == [23.08, 1154, 18, 28]


def test_a_figure_that_is_not_one_row_is_refused(outcome):
    with pytest.raises(DataError, match="0 printed figures are b"):
        outcome("1", "given", "b", [figure("a", 1)])


def test_parts_add_up_or_do_not(outcome):
    parts = [figure("a", 5, group=name) for name in ("x", "y")]
    add = "a[group=x] | a[group=y]"
    assert outcome("5 + 5", "sum", f"10 | {add}", parts)[0] == "reproduced"
    assert outcome("5 + 5", "sum", f"9 | {add}", parts)[:3] == (
        "disagrees", "{}, {} more than {}", [10, 1, 9],
    )  # fmt: skip


YEARS = "a[period=2022/23] | a[period=2023/24]"


def two_years(before, after):
    return [figure("a", before, period="2022/23"), figure("a", after, period="2023/24")]


def test_a_change_is_reproduced_where_it_rounds_to_what_is_printed(outcome):
    found = outcome("+32.8%", "change", YEARS, two_years(201, 267))
    assert found[0] == "reproduced"
    assert found[2] == [32.84, 201, 267, 10.62, 59.52]


def test_a_change_that_is_cut_off_disagrees_and_is_called_so(outcome):
    found = outcome("+3.5%", "change", YEARS, two_years(1261, 1306))
    assert found[0] == "disagrees"
    assert "cuts decimals off" in found[3].because.text


def test_a_round_change_agrees_to_the_nearest_hundred(outcome):
    found = outcome("by 300%", "change", YEARS, two_years(170, 693))
    assert found[0] == "consistent"
    assert "nearest" in found[3].because.text
    assert outcome("by 300%", "change", YEARS, two_years(100, 500))[0] == "disagrees"


def test_a_change_of_sums_that_are_not_printed_is_consistent(outcome):
    figures = two_years(100, 107) + [figure("b", 0, period=one) for one in ("2022/23", "2023/24")]
    inputs = "a[period=2022/23] + b[period=2022/23] | a[period=2023/24] + b[period=2023/24]"
    assert outcome("7%", "change", inputs, figures)[0] == "consistent"


def test_unmet_need_allows_for_the_rounding_of_an_estimate_alone(outcome):
    estimate = figure("need", 214, basis="modelled")
    found = outcome("64.9", "unmet_need", "a | need", [figure("a", 75), estimate])
    assert found[0] == "reproduced"
    known = figure("need", 214, basis="published")
    assert outcome("64.9", "unmet_need", "a | need", [figure("a", 75), known])[0] == "disagrees"


def test_unmet_need_that_disagrees_says_who_would_have_to_be_in_treatment(outcome):
    figures = [figure("a", 692), figure("need", 3496, basis="modelled")]
    found = outcome("79.1", "unmet_need", "a | need", figures)
    assert found[0] == "disagrees"
    assert [one.value for one in found[3].because.numbers] == [729, 732]


def test_words_are_held_against_the_share_they_stand_for(outcome):
    figures = [figure("a", 1660), figure("b", 1154), figure("need", 2000)]
    assert outcome("less than one in five", "at_most", "a | need", figures)[0] == "consistent"
    assert outcome("less than one in five", "at_most", "b | need", figures)[0] == "disagrees"


def test_points_are_told_from_per_cent(outcome):
    figures = [figure("a", upper=79.0), figure("b", value=83.0)]
    found = outcome("over 4%", "points", "a | b", figures)
    assert (found[0], found[2]) == ("consistent", [4.0, 5.06])


def test_a_base_is_found_where_a_count_and_its_share_are_printed(outcome):
    found = outcome("8.6% (n=172)", "implied_base", "a", [figure("a", 172, value=8.6)])
    assert (found[0], found[2]) == ("consistent", [172, 8.6, 2000, 1989, 2011])


def test_an_implied_change_is_tested(outcome):
    assert outcome("175 -> 89", "implied_change", YEARS, two_years(175, 89))[0] == "claim supported"
    assert outcome("9 -> 8", "implied_change", YEARS, two_years(9, 8))[0] == "claim not supported"


def test_a_gap_is_told_in_people_where_the_base_is_printed(outcome):
    figures = [figure("a", value=2.0, denominator=1154.0), figure("b", value=3.5)]
    assert outcome("3.5%", "implied_gap", "a | b", figures)[2] == [40, 1154, 17]
    bare = [figure("a", value=19.0), figure("b", value=36.0)]
    assert outcome("19% -> 36%", "implied_gap", "a | b", bare)[0] == "claim untestable"


def test_a_run_rate_is_told_and_the_track_is_not(outcome):
    figures = [figure("a", 6860), figure("b", 15000)]
    found = outcome("6860", "run_rate", "a | b | January 2023 | July 2024", figures)
    assert (found[0], found[2]) == ("claim untestable", [45.73, 8140, 452.22, 18])


def test_lists_and_plans_are_counted(outcome):
    assert outcome("3 types", "listed", "x | y | z")[0] == "reproduced"
    assert outcome("4 types", "listed", "x | y | z")[0] == "disagrees"
    assert outcome("2 milestones", "tracked", "x | y")[0] == "tracked"
    assert outcome("1 + 2", "structure", "p / p | q; r / q; r")[0] == "reproduced"
    assert outcome("1 + 2", "structure", "p / p | q; r / q")[0] == "disagrees"
    plan = [{"priority": "Alcohol"}, {"priority": "Alcohol"}, {"priority": "Drugs"}]
    assert outcome("2", "actions", "actions[priority=Alcohol]", actions=plan)[0] == "tracked"
    assert outcome("3", "actions", "actions[priority=Alcohol]", actions=plan)[0] == "disagrees"
    assert outcome("2", "actions", "actions[priority=Alcohol]")[0] == "claim untestable"


def test_two_periods_for_one_thing_are_a_printing_error(outcome):
    assert outcome("x", "same_period", "2020-23 | 2023-26")[0] == "printing error"
    assert outcome("x", "same_period", "2020-23 | 2020-23")[0] == "reproduced"


def test_two_wordings_of_one_base_are_a_printing_error(outcome):
    assert outcome("x", "same_base", "assessments | all assessments")[0] == "printing error"


def test_what_is_carried_over_is_not_absent(outcome):
    carried = figure("a", 5, locator="row 2; section 'S' of the report, printed '5 people'")
    assert outcome("5 people", "absent", "a", [carried])[0] == "given as input"
    assert outcome("Deaths", "absent", "a", [carried])[0] == "not in the report"


def rates(values, area=AREA, first=2014):
    return [
        {"area_code": area, "period": str(first + n), "value": value, "lower": value * 0.95,
         "upper": value * 1.05}
        for n, value in enumerate(values)
    ]  # fmt: skip


def trend(direction, **more):
    where = ", ".join(f"{key}={value}" for key, value in {"direction": direction, **more}.items())
    return f"drug_misuse_deaths[{where}]"


def test_a_trend_is_tested_and_may_go_the_other_way(outcome):
    held = rates([4.0, 4.4, 4.9, 5.4, 6.0])
    assert outcome("rising", "trend", trend("increasing"), held=held)[0] == "claim supported"
    falling = outcome("falling", "trend", trend("decreasing"), held=held)
    assert falling[0] == "claim not supported"
    assert falling[3].because.text == "it went the other way"


def test_a_trend_that_chance_may_bring_about_is_not_supported(outcome):
    found = outcome("rising", "trend", trend("increasing"), held=rates([5.0, 5.2, 4.9, 5.1]))
    assert found[0] == "claim not supported"


def test_a_trend_before_what_is_held_cannot_be_tested(outcome):
    held = rates([4.0, 4.4, 4.9, 5.4])
    found = outcome("rising", "trend", trend("increasing", until="2009-03"), held=held)
    assert found[0] == "claim untestable"
    assert "up to March 2009" in found[3].because.text


def test_a_record_is_the_highest_of_the_series(outcome):
    assert (
        outcome("high", "record_high", "drug_misuse_deaths", held=rates([4, 5, 6]))[0]
        == "claim supported"
    )
    assert (
        outcome("high", "record_high", "drug_misuse_deaths", held=rates([4, 6, 5]))[0]
        == "claim not supported"
    )


def test_every_period_is_held_against_a_level(outcome):
    inputs = "drug_misuse_deaths[above=90]"
    assert (
        outcome("above 90%", "above_in_every", inputs, held=rates([91, 95, 99]))[0]
        == "claim supported"
    )
    assert (
        outcome("above 90%", "above_in_every", inputs, held=rates([91, 89, 99]))[0]
        == "claim not supported"
    )


BESIDE = f"drug_misuse_deaths[period=2014] | drug_misuse_deaths[period=2014, area={ENGLAND}]"


def test_areas_are_compared_by_their_intervals(outcome):
    apart = rates([7.5]) + rates([5.5], ENGLAND)
    assert outcome("higher", "higher_than", BESIDE, held=apart)[0] == "claim supported"
    assert outcome("lower", "lower_than", BESIDE, held=apart)[0] == "claim not supported"
    alike = rates([5.6]) + rates([5.5], ENGLAND)
    assert outcome("higher", "higher_than", BESIDE, held=alike)[0] == "claim not supported"


def test_a_comparison_without_intervals_cannot_be_tested_and_names_the_last_that_has_them(outcome):
    held = rates([7.5], first=2012) + rates([5.5], ENGLAND, first=2012)
    found = outcome("higher", "higher_than", BESIDE, held=held)
    assert found[0] == "claim untestable"
    assert "the last that are held, 2012" in found[3].because.text


SINCE = f"drug_misuse_deaths[since=2014] | drug_misuse_deaths[area={ENGLAND}]"


def test_every_year_must_be_lower(outcome):
    lower = rates([4, 4, 4]) + rates([5, 5, 5], ENGLAND)
    assert outcome("lower since", "lower_since", SINCE, held=lower)[0] == "claim supported"
    once = rates([4, 6, 4]) + rates([5, 5, 5], ENGLAND)
    assert outcome("lower since", "lower_since", SINCE, held=once)[0] == "claim not supported"
    gap = rates([4, 4, 4]) + rates([5, 5], ENGLAND)
    assert outcome("lower since", "lower_since", SINCE, held=gap)[0] == "claim untestable"


def test_two_shares_are_the_same_only_where_their_bases_say_so(outcome):
    inputs = f"a | a[area={ENGLAND}]"
    bare = [figure("a", value=47.0), figure("a", value=47.0, area_code=ENGLAND)]
    assert outcome("same", "same_as", inputs, bare)[0] == "claim untestable"
    based = [
        figure("a", 47.0, denominator=100.0),
        figure("a", 470.0, denominator=1000.0, area_code=ENGLAND),
    ]
    assert outcome("same", "same_as", inputs, based)[0] == "claim supported"


def test_what_nothing_measures_cannot_be_tested(outcome):
    found = outcome("very little", "unmeasured", "something")
    assert found[0] == "claim untestable"
    assert found[3].because.text == "no figure of this is held, and no indicator measures it"


def test_two_points_show_no_steady_rise(outcome):
    assert outcome("steady", "steady_rise", YEARS, two_years(339, 658))[0] == "claim untestable"
