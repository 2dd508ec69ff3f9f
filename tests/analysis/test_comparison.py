"""Better, similar or worse: the rule of Fingertips, methods.md section 3.7."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.analysis import comparison
from toolkit.analysis.comparison import compare_with, compare_with_nation, refuse_judgement
from toolkit.catalogue.indicators import load_indicators
from toolkit.contracts import RESULTS

PLYMOUTH, ENGLAND, WALES, CARDIFF = "E06000026", "E92000001", "W92000004", "W06000015"


def area(value, lower=None, upper=None, **other):
    return {"value": value, "lower": lower, "upper": upper, **other}


def england(value, **other):
    return {"area_code": ENGLAND, "value": value, **other}


@pytest.fixture
def verdicts(stated):
    """Compare each group's area rows with England's 5.1, as one indicator and polarity see it."""

    def compared(rows, **fields):
        cases = [{**row, "group": f"case {n}", **fields} for n, row in enumerate(rows)]
        whole = [england(5.1, group=row["group"], **fields) for row in cases]
        results = compare_with_nation(stated(*cases, *whole))
        return results.loc[results["area_code"] == PLYMOUTH, "significance"].tolist()

    return compared


class TestRule:
    def test_limits_that_leave_englands_value_out_are_a_difference(self, verdicts):
        assert verdicts([area(4, 3, 5), area(5.5, 4, 7), area(8, 6, 10)]) == [
            "better",
            "similar",
            "worse",
        ]

    def test_a_limit_that_equals_englands_value_is_similar(self, verdicts):
        assert verdicts([area(4, 3, 5.1), area(8, 5.1, 10)]) == ["similar", "similar"]

    def test_a_limit_a_hair_beside_englands_value_is_a_difference(self, verdicts):
        assert verdicts([area(4, 3, 5.0999), area(8, 5.1001, 10)]) == ["better", "worse"]

    def test_englands_own_limits_play_no_part(self, stated):
        wide = england(5.1) | {"lower": 1, "upper": 20}
        results = compare_with_nation(stated(area(8, 6, 10), wide))
        assert results["significance"].tolist()[0] == "worse"

    def test_without_limits_nothing_is_said_though_the_values_are_apart(self, verdicts):
        assert verdicts([area(50), area(50, 40, None)]) == ["not compared", "not compared"]

    def test_without_a_value_there_is_nothing_to_compare(self, verdicts):
        assert verdicts([area(None, state="suppressed")]) == [""]


class TestWhatIsNotJudged:
    def test_fewer_than_ten_events_are_not_judged_and_the_note_says_why(self, stated):
        rows = stated(area(8, 6, 10, count=9), england(5.1, count=2000))
        own = compare_with_nation(rows).iloc[0]
        assert own["significance"] == "not compared"
        assert own["difference"] == pytest.approx(2.9)
        assert own["note"].endswith("the figure rests on fewer than 10 events.")

    def test_ten_events_are_judged(self, verdicts):
        assert verdicts([area(8, 6, 10, count=10)]) == ["worse"]

    def test_the_note_is_added_to_what_the_source_says_and_only_once(self, stated):
        once = compare_with_nation(
            stated(area(8, 6, 10, count=3, note="Provisional."), england(5.1))
        )
        twice = compare_with_nation(once)
        assert twice["note"].iloc[0].startswith("Provisional. Not judged")
        assert twice["note"].iloc[0].count("Not judged") == 1
        assert twice["note"].iloc[1] == ""

    def test_a_figure_with_nothing_beside_it_needs_no_such_note(self, stated):
        assert compare_with_nation(stated(area(8, 6, 10, count=3)))["note"].tolist() == [""]

    def test_an_unknown_number_of_events_does_not_forbid_a_judgement(self, verdicts):
        assert verdicts([area(8, 6, 10, count=None)]) == ["worse"]

    def test_a_synthetic_estimate_is_never_judged_though_it_has_limits(self, stated, monkeypatch):
        synthetic = load_indicators()["drug_misuse_deaths"].model_copy(
            update={"published_as": "synthetic_estimate"}
        )
        monkeypatch.setattr(
            comparison, "load_indicators", lambda: {"drug_misuse_deaths": synthetic}
        )
        rows = stated(area(8, 6, 10, basis="modelled"), england(5.1))
        assert compare_with_nation(rows)["significance"].iloc[0] == "not compared"

    def test_a_modelled_estimate_is_judged_by_its_limits_and_not_without_them(self, verdicts):
        rows = [area(8, 6, 10, basis="modelled"), area(8, basis="modelled")]
        assert verdicts(rows) == ["worse", "not compared"]

    def test_every_reason_is_said_in_words(self, stated):
        rows = stated(
            area(None, state="suppressed"),
            area(None, state="missing"),
            area(8, basis="modelled"),
            area(8, 6, 10, count=3),
            area(8, 6, 10, count=30),
        )
        assert refuse_judgement(rows).tolist() == [
            "the figure is suppressed",
            "there is no figure",
            "a modelled estimate without limits",
            "fewer than 10 events",
            "",
        ]


class TestPolarity:
    ROWS = (area(4, 3, 5), area(5.5, 4, 7), area(8, 6, 10))

    def test_of_deaths_the_lower_is_the_better(self, verdicts):
        assert verdicts(self.ROWS) == ["better", "similar", "worse"]

    def test_of_progress_the_higher_is_the_better(self, verdicts):
        fields = {"indicator": "treatment_progress", "polarity": "higher_is_better"}
        assert verdicts(self.ROWS, **fields) == ["worse", "similar", "better"]

    def test_where_nobody_may_judge_it_is_lower_or_higher(self, verdicts):
        assert verdicts(self.ROWS, polarity="no_judgement") == ["lower", "similar", "higher"]

    def test_rows_of_several_polarities_are_each_judged_by_their_own(self, stated):
        progress = {"indicator": "treatment_progress", "polarity": "higher_is_better"}
        results = compare_with_nation(
            stated(
                area(8, 6, 10, **progress),
                area(8, 6, 10),
                england(5.1),
                england(5.1, **progress),
            )
        )
        own = results[results["area_code"] == PLYMOUTH]
        assert dict(zip(own["indicator"], own["significance"], strict=True)) == {
            "treatment_progress": "better",
            "drug_misuse_deaths": "worse",
        }


class TestWhoIsSetBesideWhom:
    def test_each_area_is_set_beside_its_own_nation(self, stated):
        results = compare_with_nation(
            stated(
                area(8, 6, 10),
                area(8, 6, 10, area_code=CARDIFF),
                england(5.1),
                england(8.2, area_code=WALES),
            )
        )
        beside = results.set_index("area_code")["comparator_value"]
        assert (beside[PLYMOUTH], beside[CARDIFF]) == (5.1, 8.2)

    def test_an_area_is_never_compared_with_itself(self, stated):
        (nation,) = compare_with_nation(stated(england(5.1) | {"lower": 5, "upper": 5.2})).to_dict(
            "records"
        )
        assert (nation["comparator"], nation["significance"]) == ("", "")
        assert pd.isna(nation["comparator_value"])

    @pytest.mark.parametrize("indicator", ["numbers_in_treatment", "alcohol_dependence"])
    def test_numbers_of_people_are_never_set_beside_englands(self, stated, indicator):
        people = {"indicator": indicator, "polarity": "no_judgement"}
        own = compare_with_nation(
            stated(area(1306, 1200, 1400, **people), england(300_000, **people))
        ).iloc[0]
        assert (own["comparator"], own["significance"]) == ("", "")
        assert pd.isna(own["difference"])
        assert pd.isna(own["ratio"])

    @pytest.mark.parametrize(
        "other",
        [
            {"period": "2018–20"},
            {"sex": "male"},
            {"age": "18+"},
            {"group": "ocu"},
            {"indicator": "drug_poisoning_deaths"},
            {"category_type": "deprivation", "category": "1"},
        ],
        ids=lambda other: next(iter(other)),
    )
    def test_only_the_same_statement_is_set_beside_it(self, stated, other):
        own = compare_with_nation(stated(area(8, 6, 10), england(5.1, **other))).iloc[0]
        assert (own["comparator"], own["significance"]) == ("", "")

    def test_figures_of_no_stated_period_are_one_statement(self, stated):
        rows = stated(area(8, 6, 10, period=""), england(5.1, period=""))
        assert compare_with_nation(rows)["significance"].iloc[0] == "worse"

    def test_any_area_can_be_the_reference(self, stated):
        rows = stated(area(8, 6, 10), area(4, 3, 5, area_code="E06000014"), england(5.1))
        own = rows[rows["area_code"] == PLYMOUTH]
        compared = compare_with(own, pd.Series("E06000014", index=own.index), rows)
        assert compared["comparator"].tolist() == ["E06000014"]
        assert compared["comparator_value"].tolist() == [4]

    def test_a_reference_without_a_value_is_not_named(self, stated):
        rows = stated(area(8, 6, 10), england(None, state="suppressed"))
        own = compare_with_nation(rows).iloc[0]
        assert (own["comparator"], own["significance"]) == ("", "")


def test_these_tests_are_made_of_results_that_keep_their_contract(stated):
    RESULTS.check(stated(area(8, 6, 10), england(5.1)), where="the test")


class TestDistance:
    def test_difference_and_ratio_are_the_areas_over_the_references(self, stated):
        own = compare_with_nation(stated(area(8, 6, 10), england(5))).iloc[0]
        assert (own["difference"], own["ratio"]) == (3, 1.6)

    def test_over_nothing_there_is_no_ratio(self, stated):
        own = compare_with_nation(stated(area(8, 6, 10), england(0))).iloc[0]
        assert own["difference"] == 8
        assert pd.isna(own["ratio"])

    def test_no_row_is_lost_or_doubled(self, stated):
        rows = stated(*(area(n, n - 1, n + 1, group=f"g{n}") for n in range(2, 9)), england(5))
        compared = compare_with_nation(rows)
        assert len(compared) == len(rows)
        assert compared["value"].tolist() == rows["value"].tolist()

    def test_a_second_comparison_takes_the_place_of_the_first(self, stated):
        once = compare_with_nation(stated(area(8, 6, 10), england(5)))
        assert compare_with_nation(once)["significance"].tolist() == once["significance"].tolist()
