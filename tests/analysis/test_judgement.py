"""Judgement by named rules, and what no rule judges."""

from __future__ import annotations

import math

import pytest

from toolkit.analysis.comparison import compare_with_nation
from toolkit.analysis.judgement import RULES, judge
from toolkit.catalogue.areas import current_upper_tier
from toolkit.errors import ParameterError

WELSH = [area.code for area in current_upper_tier("Wales")]
ENGLISH = [area.code for area in current_upper_tier("England")]


def share(code, count, denominator=100, **other):
    return {
        "indicator": "planned_exits", "polarity": "higher_is_better", "method": "proportion",
        "unit": "%", "area_code": code, "count": count, "denominator": denominator,
        "value": 100 * count / denominator, "lower": 100 * count / denominator - 9,
        "upper": 100 * count / denominator + 9, **other,
    }  # fmt: skip


ENGLAND = share("E92000001", 50_000, 100_000)


@pytest.fixture
def judged(stated):
    """Compare rows with England's 50% and judge them; verdict and note of each area."""

    def by(rule, *rows, **options):
        made = judge(compare_with_nation(stated(*rows, ENGLAND)), rule, **options)
        own = made[made["area_code"] != "E92000001"]
        return list(zip(own["verdict"], own["verdict_note"], strict=True))

    return by


class TestInterval:
    def test_it_is_the_rule_of_the_results_themselves(self, judged):
        rows = [share(ENGLISH[0], 70), share(ENGLISH[1], 50), share(ENGLISH[2], 30)]
        assert judged("interval", *rows) == [("better", ""), ("similar", ""), ("worse", "")]

    def test_without_limits_it_says_that_they_are_missing(self, judged):
        row = share(ENGLISH[0], 70, lower=None, upper=None)
        assert judged("interval", row) == [("not compared", "there are no limits")]

    def test_without_a_comparator_it_says_so(self, judged):
        row = share(ENGLISH[0], 70, period="2016–18")
        assert judged("interval", row) == [("not compared", "there is nothing to compare it with")]


class TestWiderInterval:
    def test_it_asks_for_more_than_the_usual_one(self, judged):
        """62 of 100 has the limits 52.2 to 70.9 at 95%, and 46.5 to 75.3 at 99.8%."""
        row = share(ENGLISH[0], 62, lower=52.2, upper=70.9)
        assert judged("interval", row)[0][0] == "better"
        assert judged("interval_99_8", row)[0][0] == "similar"

    def test_what_is_apart_is_apart(self, judged):
        assert judged("interval_99_8", share(ENGLISH[0], 70))[0] == ("better", "")

    def test_a_published_rate_has_no_such_limits(self, judged):
        ((verdict, note),) = judged("interval_99_8", share(ENGLISH[0], 70, method="published"))
        assert verdict == "not compared"
        assert note.startswith("limits of 99.8% need")

    def test_a_crude_rate_takes_those_of_its_events(self, judged):
        """With 20 events the limits of 99.8% are 9.0 and 37.5 (Byar's): 30 is within, 40 is not."""
        rate = {"indicator": "drug_misuse_deaths", "polarity": "lower_is_better",
                "method": "crude_rate", "period": "2019–21", "age": "all ages"}  # fmt: skip
        rows = [share(ENGLISH[0], 20, 100_000, **rate), share(ENGLISH[1], 20, 100_000, **rate)]
        whole = share("E92000001", 30, 100_000, **rate) | {"value": 40.0}
        assert [verdict for verdict, _ in judged("interval_99_8", *rows, whole)][:2] == [
            "better"
        ] * 2
        whole["value"] = 30.0
        assert judged("interval_99_8", *rows, whole)[0][0] == "similar"


class TestFunnel:
    def test_areas_are_set_about_the_average_of_their_nation(self, judged):
        counts = [50] * 100 + [30, 38, 62, 70]
        rows = [share(code, x) for code, x in zip(ENGLISH, counts, strict=False)]
        assert [verdict for verdict, _ in judged("funnel", *rows)][99:] == [
            "similar", "worst", "worse", "better", "best",
        ]  # fmt: skip

    def test_without_judgement_they_are_higher_or_lower(self, judged):
        counts = [50] * 100 + [30, 70]
        rows = [
            share(code, x, polarity="no_judgement")
            for code, x in zip(ENGLISH, counts, strict=False)
        ]
        assert [v for v, _ in judged("funnel", *rows)][100:] == ["lowest", "highest"]

    def test_what_has_no_funnel_says_why(self, judged):
        rows = [share(code, 50, basis="modelled") for code in ENGLISH[:9]]
        assert {(v, "modelled" in note) for v, note in judged("funnel", *rows)} == {
            ("not compared", True)
        }

    def test_a_nation_stands_in_none(self, stated):
        made = judge(stated(ENGLAND), "funnel")
        assert made["verdict_note"].tolist() == ["only upper-tier authorities stand in a funnel"]


class TestQuintile:
    def test_the_highest_values_are_the_highest_fifth(self, judged):
        rows = [share(code, 20 + n) for n, code in enumerate(WELSH[:20])]
        verdicts = [verdict for verdict, _ in judged("quintile", *rows)]
        assert verdicts[:4] == ["lowest fifth"] * 4
        assert verdicts[-4:] == ["highest fifth"] * 4

    def test_each_nation_is_divided_for_itself(self, judged):
        rows = [share(code, 20 + n) for n, code in enumerate([*WELSH[:10], *ENGLISH[:10]])]
        verdicts = [verdict for verdict, _ in judged("quintile", *rows)]
        assert verdicts[9] == verdicts[19] == "highest fifth"

    def test_four_areas_make_no_fifths(self, judged):
        rows = [share(code, 20 + n) for n, code in enumerate(WELSH[:4])]
        assert set(judged("quintile", *rows)) == {
            ("not compared", "fewer than five authorities have a figure")
        }

    def test_it_says_that_it_takes_no_account_of_chance(self, judged):
        rows = [share(code, 20 + n) for n, code in enumerate(WELSH[:5])]
        assert "chance alone may give" in judged("quintile", *rows)[0][1]


class TestGoal:
    def test_it_is_met_at_or_beyond_it(self, judged):
        rows = [share(ENGLISH[0], 55), share(ENGLISH[1], 54), share(ENGLISH[2], 80)]
        assert [v for v, _ in judged("goal", *rows, goal=55)] == ["met", "not met", "met"]

    def test_of_what_should_be_low_it_is_met_below(self, judged):
        rows = [share(ENGLISH[0], 55, polarity="lower_is_better"),
                share(ENGLISH[1], 90, polarity="lower_is_better")]  # fmt: skip
        assert [v for v, _ in judged("goal", *rows, goal=55)] == ["met", "not met"]

    def test_where_the_limits_hold_the_goal_that_is_said(self, judged):
        assert judged("goal", share(ENGLISH[0], 54), goal=55) == [
            ("not met", "the goal lies within the figure's limits")
        ]

    def test_what_nobody_may_judge_meets_no_goal(self, judged):
        row = share(ENGLISH[0], 54, polarity="no_judgement")
        assert judged("goal", row, goal=55)[0][0] == "not compared"


class TestNoRuleJudges:
    @pytest.mark.parametrize("rule", RULES)
    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"value": None, "state": "suppressed"}, "the figure is suppressed"),
            (
                {"basis": "modelled", "lower": None, "upper": None},
                "a modelled estimate without limits",
            ),
            ({"count": 9}, "fewer than 10 events"),
        ],
    )
    def test_a_figure_that_cannot_carry_it(self, judged, rule, fields, reason):
        rows = [share(code, 20 + n) for n, code in enumerate(ENGLISH[:9])]
        rows[0] |= fields
        goal = {"goal": 55} if rule == "goal" else {}
        assert judged(rule, *rows, **goal)[0] == ("not compared", reason)

    @pytest.mark.parametrize("rule", RULES)
    def test_nothing_at_all(self, stated, rule):
        goal = {"goal": 55} if rule == "goal" else {}
        made = judge(stated(ENGLAND).iloc[:0], rule, **goal)
        assert list(made.columns[-3:]) == ["rule", "verdict", "verdict_note"]
        assert made.empty


class TestAsking:
    def test_an_unknown_rule_is_refused_with_the_nearest(self, stated):
        with pytest.raises(ParameterError, match="did you mean funnel"):
            judge(stated(ENGLAND), "funel")

    def test_a_goal_without_its_rule_is_refused_and_a_rule_without_its_goal(self, stated):
        with pytest.raises(ParameterError, match="needs a goal"):
            judge(stated(ENGLAND), "goal")
        with pytest.raises(ParameterError, match="needs a goal"):
            judge(stated(ENGLAND), "interval", goal=math.pi)
