"""Counts against what they are part of: whole sums, printed shares beside ours, limits named."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.analysis.calculation import calculate
from toolkit.catalogue.indicators import Indicator

VIEWIT = {
    "source": "ndtms_viewit",
    "period": "2021/22",
    "group": "all_adults",
    "grouping_scheme": "national_four_groups",
}
GROUPS = {
    "ocu": 1306,
    "alcohol_only": 425,
    "non_opiates_and_alcohol_not_crack": 267,
    "non_opiates_only_not_crack": 198,
}
HOUSING = "housing_problem_at_presentation"
SITUATIONS = {"urgent_problem": 45, "housing_problem": 90, "no_problem": 500, "other": 15}


def housed(situation, count, **other):
    name = f"housing_situation_{situation}_new_presentations"
    return {"indicator": name, "count": count, "id": situation, **VIEWIT, **other}


def everybody(**changed):
    """New presentations of an authority by their housing, a part of them changed."""
    return [
        {**housed(situation, count), **changed.get(situation, {})}
        for situation, count in SITUATIONS.items()
    ]


def completed(indicator, count, group="opiate", **other):
    return {
        "indicator": f"successful_completion_{indicator}",
        "count": count,
        **VIEWIT,
        "group": group,
        **other,
    }


class TestShares:
    def test_a_share_is_the_parts_together_out_of_the_whole(self, calculated):
        (row,) = calculated(HOUSING, *everybody()).to_dict("records")
        assert (row["count"], row["denominator"]) == (135, 650)
        assert round(row["value"], 2) == 20.77
        assert (round(row["lower"], 1), round(row["upper"], 1)) == (17.8, 24.1)
        assert (row["method"], row["interval"]) == ("proportion", "Wilson score")
        assert pd.isna(row["published"])

    def test_it_leads_back_to_every_part_of_both(self, calculated):
        (row,) = calculated(HOUSING, *everybody()).to_dict("records")
        assert set(row["observations"].split()) == set(SITUATIONS)

    def test_those_of_whom_nothing_is_known_are_in_neither(self, calculated):
        rows = [*everybody(), housed("not_stated", 100)]
        assert calculated(HOUSING, *rows)["denominator"].tolist() == [650]

    @pytest.mark.parametrize("situation", SITUATIONS)
    def test_without_one_part_there_is_no_share(self, calculated_apart, situation):
        cases = {
            "absent": [row for row in everybody() if row["id"] != situation],
            "suppressed": everybody(**{situation: {"count": None, "state": "suppressed"}}),
        }
        assert not any(calculated_apart(HOUSING, cases).values())

    def test_parts_of_another_year_sex_or_area_are_not_taken_in(self, calculated):
        for other in ({"period": "2020/21"}, {"sex": "male"}, {"area_code": "E06000014"}):
            assert calculated(HOUSING, *everybody(other=other)).empty

    def test_a_whole_of_nobody_has_no_share(self, calculated):
        nobody = {situation: {"count": 0} for situation in SITUATIONS}
        assert calculated(HOUSING, *everybody(**nobody)).empty

    def test_a_share_of_a_doubtful_or_restricted_part_is_that_too(self, calculated_apart):
        found = calculated_apart(
            HOUSING,
            {
                (situation, name): everybody(**{situation: {name: value}})
                for situation in SITUATIONS
                for name, value in {"state": "provisional", "restricted": True}.items()
            },
        )
        for situation in SITUATIONS:
            assert found[situation, "state"][0]["state"] == "provisional"
            assert found[situation, "restricted"][0]["restricted"]

    def test_rounded_counts_are_said_to_be_rounded(self, calculated_apart):
        found = calculated_apart(
            HOUSING,
            {
                "rounded": [{**row, "rounding": 5.0} for row in everybody()],
                "exact": everybody(),
            },
        )
        assert "the counts are rounded" in found["rounded"][0]["note"]
        assert found["exact"][0]["note"] == ""

    def test_what_a_report_prints_stands_beside_it_or_speaks_for_itself(self, calculated):
        printed = {"indicator": HOUSING, "value": 22.0, "age": "not stated"}
        rows = calculated(
            HOUSING,
            *everybody(),
            {**printed, "period": "2021/22"},
            {**printed, "period": "", "value": 13.0, "area_code": "E06000015"},
        )
        ours = rows[rows["method"] == "proportion"]
        assert ours["published"].tolist() == [22.0]
        alone = rows[rows["method"] == "published"]
        assert alone["value"].tolist() == [13.0]


SHARE = Indicator(
    id="misuse_among_poisoning",
    domain="mortality",
    name="Share of poisoning deaths from drug misuse",
    noun="deaths from drug misuse",
    numerator={"measure": "drug_misuse_deaths"},
    denominator={"measure": "drug_poisoning_deaths"},
    population={"age": "all ages"},
    statistic="proportion",
    interval="Wilson score",
    scale=100,
    unit="% of deaths from drug poisoning",
    period={"kind": "calendar", "years": 3},
    nations=["England"],
    tiers=["upper"],
    polarity="no_judgement",
    why_it_matters="It tells drugs from medicines.",
    references=["ONS"],
)
DEATHS = {"period": "2019-2021", "age": "all ages"}


class TestSharesOfWhatIsPublishedAsARate:
    def test_the_rate_that_is_printed_beside_the_count_is_no_share(self, observed):
        (row,) = calculate(
            observed(
                {"indicator": "drug_misuse_deaths", "count": 30, "value": 3.2, **DEATHS},
                {"indicator": "drug_poisoning_deaths", "count": 40, "value": 4.3, **DEATHS},
            ),
            [SHARE],
        ).to_dict("records")
        assert row["value"] == 75
        assert pd.isna(row["published"])

    def test_a_rate_that_is_printed_alone_is_no_share_either(self, observed):
        rate = {"indicator": "drug_misuse_deaths", "value": 7.5, **DEATHS}
        assert calculate(observed(rate), [SHARE]).empty


class TestCompletions:
    ID = "successful_completion_opiates"

    def test_they_are_a_share_of_their_own_group(self, calculated):
        (row,) = calculated(
            self.ID,
            completed("without_re_presentation", 30),
            completed("in_treatment", 400),
            completed("without_re_presentation", 90, "alcohol_only"),
            completed("in_treatment", 300, "alcohol_only"),
        ).to_dict("records")
        assert (row["count"], row["denominator"], row["value"]) == (30, 400, 7.5)
        assert (row["group"], row["grouping_scheme"]) == ("all", "")

    def test_of_two_groups_both_are_needed_on_both_sides(self, calculated):
        groups = ("non_opiate_only", "non_opiate_and_alcohol")
        rows = [
            completed(name, count, group)
            for group in groups
            for name, count in {"without_re_presentation": 20, "in_treatment": 50}.items()
        ]
        (row,) = calculated("successful_completion_non_opiates", *rows).to_dict("records")
        assert (row["count"], row["denominator"], row["value"]) == (40, 100, 40)
        assert calculated("successful_completion_non_opiates", *rows[:3]).empty

    def test_what_fingertips_prints_stands_beside_what_its_counts_give(self, calculated):
        (row,) = calculated(
            self.ID,
            {
                "indicator": "fingertips_90244",
                "source": "fingertips",
                "period": "2022",
                "count": 50,
                "denominator": 1000,
                "value": 5.02,
                "lower": 3.8,
                "upper": 6.6,
            },
        ).to_dict("records")
        assert (row["value"], row["published"], row["method"]) == (5.0, 5.02, "proportion")

    def test_a_printed_share_without_its_counts_keeps_its_own_limits(self, calculated):
        (row,) = calculated(
            self.ID,
            {"indicator": "fingertips_90244", "period": "2022", "value": 5, "lower": 4, "upper": 6},
        ).to_dict("records")
        assert (row["value"], row["lower"], row["upper"]) == (5, 4, 6)
        assert row["method"] == "published"
        assert pd.isna(row["published"])

    def test_a_rounded_part_above_its_rounded_whole_makes_no_share(self, calculated):
        rows = [
            completed("without_re_presentation", 10, rounding=5.0),
            completed("in_treatment", 5, rounding=5.0),
        ]
        assert calculated(self.ID, *rows).empty


class TestCaseload:
    ID = "caseload_share"

    def rows(self, scheme="ocu_partition", **more):
        return [
            {"count": count, "group": group, "grouping_scheme": scheme, "period": "2024/25"}
            for group, count in {**GROUPS, **more}.items()
        ]

    def test_each_group_is_a_share_of_the_total_of_its_scheme(self, calculated):
        rows = calculated(self.ID, *self.rows())
        assert set(rows["group"]) == set(GROUPS)
        assert set(rows["denominator"]) == {2196}
        assert rows["value"].sum() == pytest.approx(100)
        assert rows.set_index("group")["value"].round(1)["ocu"] == 59.5

    def test_parts_of_a_group_are_shares_of_the_same_total(self, calculated):
        rows = calculated(self.ID, *self.rows(crack_only=75)).set_index("group")
        assert rows.loc["crack_only", "denominator"] == 2196
        assert rows["value"].round(1)["crack_only"] == 3.4

    def test_a_total_of_another_scheme_is_never_taken(self, calculated):
        others = {"group": "all_adults", "grouping_scheme": "national_four_groups"}
        incomplete = self.rows()[:-1]
        total = {"count": 2196, "period": "2024/25", **others}
        assert calculated(self.ID, *incomplete, total).empty


class TestDeathsInTreatment:
    ID = "deaths_in_drug_treatment"

    def died(self, observed, expected, **other):
        return {
            "indicator": "deaths_in_treatment_ratio",
            "source": "ohid_treatment_tables",
            "period": "2022/23-2024/25",
            "group": "drug_treatment",
            "count": observed,
            "denominator": expected,
            **other,
        }

    def test_observed_over_expected_with_poisson_limits(self, calculated):
        (row,) = calculated(self.ID, self.died(31, 20.5, value=1.51)).to_dict("records")
        assert [round(row[name], 3) for name in ("value", "lower", "upper")] == [
            1.512,
            1.027,
            2.147,
        ]
        assert (row["published"], row["method"]) == (1.51, "standardised_ratio")
        assert row["group"] == "drug_treatment"

    def test_more_may_die_than_were_expected_and_nobody_too(self, calculated_apart):
        found = calculated_apart(
            self.ID, {"more": [self.died(40, 20)], "nobody": [self.died(0, 3.2)]}
        )
        assert found["more"][0]["value"] == 2
        assert found["nobody"][0]["value"] == 0
        assert found["nobody"][0]["upper"] == pytest.approx(3.6889 / 3.2, abs=1e-4)

    def test_alcohol_treatment_is_another_indicator(self, calculated):
        assert calculated(self.ID, self.died(31, 20.5, group="alcohol_treatment")).empty
