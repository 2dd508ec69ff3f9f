"""The contracts of the two tables: what is filled in, what is refused, and how it is said."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.contracts import (
    OBSERVATIONS,
    PERIOD_KINDS,
    POLARITIES,
    RESULTS,
    SIGNIFICANCES,
    Column,
    Contract,
)
from toolkit.errors import DataError
from toolkit.methods import POLARITIES as POLARITIES_OF_METHODS
from toolkit.methods import Comparison, judge
from toolkit.periods import Period

OBSERVATION = {
    "id": "ons-1",
    "indicator": "drug_misuse_deaths",
    "area_code": "E06000026",
    "sex": "persons",
    "age": "all ages",
    "group": "all",
    "count": 12.0,
    "basis": "published",
    "state": "ok",
    "rounding": 0.0,
    "source": "ons",
    "file": "ons/deaths.xlsx",
    "locator": "Table 1!B3",
}


def observations(**changed):
    """Three rows that keep the contract, but for what is changed."""
    return OBSERVATIONS.complete(pd.DataFrame([OBSERVATION] * 3)).assign(**changed)


def refusal(frame, contract=OBSERVATIONS):
    with pytest.raises(DataError) as caught:
        contract.check(frame, where="deaths.xlsx")
    return caught.value


class TestCompleting:
    def test_adds_every_column_in_the_contracts_order_and_type(self):
        full = OBSERVATIONS.complete(pd.DataFrame({"count": [3], "area_code": ["E06000026"]}))
        assert list(full) == OBSERVATIONS.names
        assert {name: str(dtype) for name, dtype in full.dtypes.items()} == {
            column.name: column.kind for column in OBSERVATIONS.columns
        }

    def test_leaves_a_missing_number_missing_and_never_makes_it_0(self):
        full = OBSERVATIONS.complete(pd.DataFrame({"count": [3, None]}))
        assert full["count"].tolist()[0] == 3
        assert full["count"].isna().tolist() == [False, True]
        for name in ("value", "lower", "upper", "denominator", "rounding"):
            assert full[name].isna().all()

    def test_makes_a_missing_text_blank(self):
        full = OBSERVATIONS.complete(pd.DataFrame({"note": ["rounded", None, float("nan")]}))
        assert full["note"].tolist() == ["rounded", "", ""]

    @pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
    def test_a_flag_that_nobody_set_is_not_set(self, missing):
        full = OBSERVATIONS.complete(pd.DataFrame({"restricted": [True, missing]}))
        assert full["restricted"].tolist() == [True, False]

    def test_gives_every_row_a_fresh_number(self):
        frame = pd.DataFrame({"count": [1, 2]}, index=[7, 7])
        assert OBSERVATIONS.complete(frame).index.tolist() == [0, 1]

    def test_leaves_the_frame_it_was_given_as_it_was(self):
        frame = pd.DataFrame({"count": [1]})
        OBSERVATIONS.complete(frame)
        assert list(frame) == ["count"]

    def test_refuses_columns_it_does_not_know_all_in_one_error(self):
        with pytest.raises(DataError, match="observations have no column rate, numbr"):
            OBSERVATIONS.complete(pd.DataFrame({"rate": [1], "count": [1], "numbr": [2]}))

    def test_refuses_texts_where_numbers_or_days_belong_all_in_one_error(self):
        frame = pd.DataFrame({"count": ["many"], "value": ["high"], "period_start": ["soon"]})
        with pytest.raises(DataError) as caught:
            OBSERVATIONS.complete(frame)
        for column, found in (("count", "many"), ("value", "high"), ("period_start", "soon")):
            assert any(column in text and found in text for text in caught.value.problems)

    @pytest.mark.parametrize("contract", [OBSERVATIONS, RESULTS], ids=lambda c: c.name)
    def test_an_empty_table_has_every_column_and_keeps_its_contract(self, contract):
        empty = contract.empty()
        assert list(empty) == contract.names
        assert len(contract.check(empty, where="nothing")) == 0


class TestChecking:
    def test_hands_back_a_table_that_keeps_its_contract(self):
        frame = observations()
        assert OBSERVATIONS.check(frame, where="deaths.xlsx") is frame

    def test_lets_every_number_be_missing_that_may_be(self):
        nothing = dict.fromkeys(["count", "denominator", "value", "lower", "upper"], float("nan"))
        OBSERVATIONS.check(observations(**nothing, state="suppressed"), where="deaths.xlsx")

    def test_lets_the_period_be_missing(self):
        frame = observations(period_start=pd.NaT, period_end=pd.NaT)
        OBSERVATIONS.check(OBSERVATIONS.complete(frame), where="deaths.xlsx")

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"age": ""}, "column age: expected not blank, found row 0: ''"),
            ({"age": "   "}, "column age: expected not blank, found row 0: '   '"),
            ({"sex": "people"}, "column sex: expected one of persons, male, female, found row 0: 'people'"),
            ({"state": "hidden"}, "column state: expected one of ok, suppressed"),
            ({"area_code": "Plymouth"}, "column area_code: expected [A-Z]"),
            ({"area_code": "E06000026\n"}, "column area_code: expected [A-Z]"),
            ({"area_code": "E06000026 "}, "column area_code: expected [A-Z]"),
            ({"indicator": "Drug deaths"}, "column indicator: expected [a-z]"),
            ({"period_kind": "decade"}, "column period_kind: expected one of"),
            ({"rounding": float("nan")}, "column rounding: expected"),
            ({"count": "12"}, "column count: expected"),
        ],
        ids=lambda given: str(given)[:28],
    )  # fmt: skip
    def test_names_the_column_what_was_expected_and_what_was_found(self, changed, said):
        problems = refusal(observations(**changed)).problems
        assert len(problems) == 1
        assert problems[0].startswith(said)

    def test_a_combined_areas_codes_joined_by_a_plus_are_a_code(self):
        frame = observations(area_code="E10000018+E06000017")
        OBSERVATIONS.check(frame, where="deaths.xlsx")

    def test_says_where_and_lists_every_column_that_is_wrong_in_one_error(self):
        error = refusal(
            observations(age="", sex="x", rounding=float("nan"), state=["ok", "odd", "bad"])
        )
        assert error.summary.startswith("deaths.xlsx: the observations")
        assert [text.split(":")[0] for text in error.problems] == [
            "column sex",
            "column age",
            "column state",
            "column rounding",
        ]
        assert "row 1: 'odd', row 2: 'bad'" in str(error)
        assert error.hint

    def test_shows_five_of_many_rows_and_counts_the_others(self):
        frame = OBSERVATIONS.complete(pd.DataFrame([OBSERVATION] * 9)).assign(age="")
        (problem,) = refusal(frame).problems
        assert problem.count("row ") == 5
        assert problem.endswith("and 4 more")

    def test_names_a_column_that_is_not_there(self):
        (problem,) = refusal(observations().drop(columns="locator")).problems
        assert "locator" in problem
        assert "nan" not in problem

    def test_names_a_column_that_does_not_belong(self):
        (problem,) = refusal(observations(colour="red")).problems
        assert "colour" in problem
        assert "nan" not in problem

    def test_refuses_columns_out_of_order(self):
        frame = observations()
        assert refusal(frame[frame.columns[::-1]]).problems

    def test_a_contract_of_ones_own_is_checked_alike(self):
        plan = Contract("actions", [Column("owner", "Who does it", required=True)])
        assert "column owner" in str(refusal(plan.complete(pd.DataFrame({"owner": [""]})), plan))


class TestWords:
    """What the contract allows is what the layers below it say."""

    def test_the_contract_and_the_methods_know_the_same_polarities(self):
        assert set(POLARITIES) == set(POLARITIES_OF_METHODS)

    @pytest.mark.parametrize("polarity", POLARITIES)
    def test_every_verdict_of_a_plain_comparison_may_stand_in_a_result(self, polarity):
        codes = [Comparison.LOWER, Comparison.SIMILAR, Comparison.HIGHER, Comparison.NOT_COMPARED]
        assert set(judge(codes, polarity)) <= set(SIGNIFICANCES)

    @pytest.mark.parametrize("text", ["2023", "2023/24", "2021–23", "2023/24 Q1", "Jun24 - May25"])
    def test_every_kind_of_period_may_stand_in_an_observation(self, text):
        assert Period.parse(text).kind in PERIOD_KINDS

    @pytest.mark.parametrize("contract", [OBSERVATIONS, RESULTS], ids=lambda c: c.name)
    def test_every_column_is_named_once_and_explained(self, contract):
        assert len(set(contract.names)) == len(contract.names)
        assert all(column.meaning for column in contract.columns)
