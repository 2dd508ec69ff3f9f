"""What the observations carry, statement by statement; numbers of methods.md, sections 0 and 2."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

import pandas as pd
import pytest

from toolkit.analysis.calculation import STATISTICS, calculate
from toolkit.analysis.gap import people_needed
from toolkit.catalogue.areas import current_upper_tier
from toolkit.catalogue.indicators import load_indicators
from toolkit.contracts import OBSERVATIONS, RESULTS
from toolkit.periods import Period

PLYMOUTH, ENGLAND = "E06000026", "E92000001"
CHANGE, UNMET_OCU, UNMET_ALCOHOL = (
    "numbers_in_treatment_change",
    "unmet_need_opiates_crack",
    "unmet_need_alcohol",
)
SOME = [load_indicators()[name] for name in (CHANGE, UNMET_OCU)]


def treated(count, period="2024/25", group="ocu", **other):
    scheme = "" if group == "all" else "ocu_partition"
    return {"count": count, "period": period, "group": group, "grouping_scheme": scheme, **other}


def need(count, lower=None, upper=None, period="2019/20", **other):
    return {
        "indicator": "opiate_crack_prevalence",
        "count": count if lower is None else None,
        "value": None if lower is None else count,
        "lower": lower,
        "upper": upper,
        "period": period,
        "age": "15-64",
        "group": "ocu",
        "grouping_scheme": "ocu_partition",
        "basis": "modelled",
        **other,
    }


def printed(indicator, value, period="2024/25", group="ocu", **other):
    return {
        "indicator": indicator,
        "value": value,
        "period": period,
        "group": group,
        "grouping_scheme": "" if group == "all" else "ocu_partition",
        **other,
    }


def untreated(count, estimate, **other):
    """What Fingertips prints of unmet need: its count is the numerator, people not in treatment."""
    return {
        "indicator": "fingertips_93532",
        "count": count,
        "denominator": estimate,
        "value": 76.7679,
        "lower": 69.2285,
        "upper": 83.0364,
        "period": "2019/20",
        "basis": "modelled",
        "source": "fingertips",
        **other,
    }


def years(results):
    return sorted({f"{start:%Y}" for start in results["period_start"].dropna()})


class TestPublished:
    DEATHS: ClassVar = {
        "indicator": "drug_misuse_deaths",
        "period": "2019–21",
        "age": "all ages",
        "source": "ons_drug_poisoning_by_la",
    }

    def test_a_printed_rate_is_passed_on_with_its_count_and_limits(self, calculated):
        (_, row), = calculated(
            "drug_misuse_deaths",
            {**self.DEATHS, "count": 45, "value": 5.6, "lower": 4.1, "upper": 7.5},
        ).iterrows()  # fmt: skip
        assert (row["count"], row["value"], row["lower"], row["upper"]) == (45, 5.6, 4.1, 7.5)
        assert (row["method"], row["interval"]) == ("published", "published (Dobson's method)")
        assert (row["unit"], row["polarity"]) == ("deaths per 100,000 people", "lower_is_better")

    def test_a_rate_without_limits_has_no_interval_and_says_so(self, calculated):
        (row,) = calculated("drug_misuse_deaths", {**self.DEATHS, "value": 7.5}).to_dict("records")
        assert pd.isna(row["lower"])
        assert row["interval"] == ""

    def test_one_limit_alone_is_no_interval(self, calculated):
        (row,) = calculated(
            "drug_misuse_deaths", {**self.DEATHS, "value": 7.5, "lower": 5.7}
        ).to_dict("records")
        assert pd.isna(row["lower"])
        assert row["interval"] == ""

    def test_a_suppressed_rate_is_kept_with_its_count_and_without_a_value(self, calculated):
        (row,) = calculated(
            "drug_misuse_deaths", {**self.DEATHS, "count": 7, "state": "suppressed"}
        ).to_dict("records")
        assert (row["state"], row["count"]) == ("suppressed", 7)
        assert pd.isna(row["value"])

    def test_an_unreliable_rate_keeps_its_mark(self, calculated):
        results = calculated(
            "drug_misuse_deaths", {**self.DEATHS, "value": 3.1, "state": "unreliable"}
        )
        assert results["state"].tolist() == ["unreliable"]

    def test_a_yearly_count_is_not_a_statement_about_three_years(self, calculated):
        assert calculated(
            "drug_misuse_deaths", {**self.DEATHS, "count": 14, "period": "2021"}
        ).empty

    def test_a_modelled_number_of_people_printed_as_a_count_is_its_value(self, calculated):
        assert calculated("opiate_crack_prevalence", need(2042))["value"].tolist() == [2042]

    def test_a_count_of_deaths_without_a_rate_is_never_taken_for_one(self, calculated):
        assert calculated("drug_misuse_deaths", {**self.DEATHS, "count": 45}).empty


class TestCounts:
    def test_a_count_is_its_own_value_without_an_interval(self, calculated):
        (row,) = calculated("numbers_in_treatment", treated(1306)).to_dict("records")
        assert (row["value"], row["method"], row["interval"]) == (1306, "count", "")
        assert pd.isna(row["lower"])

    def test_a_total_of_all_groups_is_stated_beside_them(self, calculated):
        groups = {
            "ocu": 1306,
            "alcohol_only": 425,
            "non_opiates_and_alcohol_not_crack": 267,
            "non_opiates_only_not_crack": 198,
        }
        results = calculated(
            "numbers_in_treatment", *(treated(n, group=g) for g, n in groups.items())
        )
        assert results.loc[results["group"] == "all_adults", "value"].tolist() == [2196]

    def test_a_suppressed_count_is_stated_as_suppressed(self, calculated):
        results = calculated("numbers_in_treatment", treated(None, state="suppressed"))
        assert results["state"].tolist() == ["suppressed"]
        assert results["value"].isna().all()

    def test_children_are_not_part_of_the_adults(self, calculated):
        young = {"indicator": "numbers_in_treatment_young_people", "count": 94, "age": "under 18"}
        assert calculated("numbers_in_treatment", treated(1306), young)["value"].tolist() == [1306]


class TestChange:
    def test_the_changes_of_plymouth(self, calculated_apart):
        pairs = [(1261, 1306), (55, 75), (107, 94), (201, 267), (2039, 2196)]
        found = calculated_apart(
            CHANGE, {pair: [treated(pair[0], "2023/24"), treated(pair[1])] for pair in pairs}
        )
        assert {
            pair: (round(row["value"], 2), round(row["lower"], 1), round(row["upper"], 1))
            for pair, (row,) in found.items()
        } == {
            (1261, 1306): (3.57, -4.1, 11.9),
            (55, 75): (36.36, -3.7, 93.1),
            (107, 94): (-12.15, -33.4, 15.9),
            (201, 267): (32.84, 10.6, 59.5),
            (2039, 2196): (7.70, 1.4, 14.4),
        }

    def test_a_change_names_both_counts_both_years_and_where_they_stood(self, calculated):
        (row,) = calculated(
            CHANGE, treated(1261, "2023/24", id="then"), treated(1306, id="now")
        ).to_dict("records")
        assert (row["denominator"], row["count"]) == (1261, 1306)
        assert (row["baseline_start"], row["baseline_end"]) == (
            pd.Timestamp("2023-04-01"),
            pd.Timestamp("2024-03-31"),
        )
        assert row["period_end"] == pd.Timestamp("2025-03-31")
        assert set(row["observations"].split()) == {"then", "now"}

    def test_the_whole_changes_as_its_groups_together(self, calculated):
        then = {
            "ocu": 1261,
            "alcohol_only": 433,
            "non_opiates_and_alcohol_not_crack": 201,
            "non_opiates_only_not_crack": 144,
        }
        now = dict(zip(then, [1306, 425, 267, 198], strict=True))
        results = calculated(
            CHANGE,
            *(treated(count, "2023/24", group) for group, count in then.items()),
            *(treated(count, "2024/25", group) for group, count in now.items()),
        )
        whole = results[results["group"] == "all_adults"]
        assert whole["value"].round(1).tolist() == [7.7]
        assert len(results) == 5

    def test_no_change_is_measured_across_a_year_that_is_not_there(self, calculated_apart):
        early, late = treated(1200, "2022/23"), treated(1306, "2024/25")
        hidden = treated(None, "2023/24", state="suppressed")
        cases = {"absent": [early, late], "suppressed": [early, hidden, late]}
        assert calculated_apart(CHANGE, cases) == {"absent": [], "suppressed": []}

    def test_every_year_is_set_beside_the_one_before_it(self, calculated):
        results = calculated(CHANGE, treated(100, "2022/23"), treated(150, "2023/24"), treated(75))
        assert results["value"].round(3).tolist() == [50, -50]
        assert years(results) == ["2023", "2024"]

    def test_only_the_same_people_are_set_beside_each_other(self, calculated_apart):
        others = [
            {"group": "alcohol_only"},
            {"sex": "male"},
            {"age": "18-64"},
            {"grouping_scheme": "national_four_groups"},
            {"category_type": "deprivation", "category": "1"},
        ]
        cases = {
            str(other): [treated(1261, "2023/24"), {**treated(1306), **other}] for other in others
        }
        assert not any(calculated_apart(CHANGE, cases).values())

    def test_two_areas_are_never_one_series(self, calculated):
        rows = [treated(1261, "2023/24"), treated(1306, area_code="E06000014")]
        assert calculated(CHANGE, *rows).empty

    def test_a_change_from_or_to_nobody(self, calculated_apart):
        found = calculated_apart(
            CHANGE,
            {
                "from nobody": [treated(0, "2023/24"), treated(12)],
                "to nobody": [treated(12, "2023/24"), treated(0)],
            },
        )
        ((began,), (ended,)) = found.values()
        assert (began["denominator"], began["count"]) == (0, 12)
        assert began["interval"] == ""
        assert pd.isna(began["value"])
        assert pd.isna(began["lower"])
        assert ended["value"] == -100

    def test_rounded_counts_widen_the_interval_by_what_may_lie_behind_them(self, calculated_apart):
        by_five = {"rounding": 5.0}
        found = calculated_apart(
            CHANGE,
            {
                "none": [treated(25, "2023/24"), treated(30)],
                "both": [treated(25, "2023/24", **by_five), treated(30, **by_five)],
                "first": [treated(25, "2023/24", **by_five), treated(30)],
                "last": [treated(25, "2023/24"), treated(30, **by_five)],
            },
        )
        limits = {
            case: (round(row["lower"], 1), round(row["upper"], 1)) for case, (row,) in found.items()
        }
        assert limits["none"] == (-29.4, 104.0)
        assert limits["both"] == limits["first"] == limits["last"] == (-38.9, 137.7)

    def test_what_a_report_prints_stands_beside_what_its_counts_give(self, calculated):
        (row,) = calculated(
            CHANGE,
            treated(1261, "2023/24", id="then"),
            treated(1306, id="now"),
            printed(CHANGE, 3.5, id="printed"),
        ).to_dict("records")
        assert round(row["value"], 2) == 3.57
        assert row["published"] == 3.5
        assert set(row["observations"].split()) == {"then", "now", "printed"}

    def test_a_printed_change_without_counts_speaks_for_itself(self, calculated):
        (row,) = calculated(CHANGE, printed(CHANGE, 8.0)).to_dict("records")
        assert (row["value"], row["method"]) == (8.0, "published")
        assert pd.isna(row["published"])

    def test_what_is_printed_of_another_year_or_group_does_not_stand_beside_it(self, calculated):
        results = calculated(
            CHANGE,
            treated(1261, "2023/24"),
            treated(1306),
            printed(CHANGE, 3.5, period="2023/24"),
            printed(CHANGE, 36.0, group="crack_only"),
        )
        ours = results[results["method"] == "percentage_change"]
        assert ours["published"].isna().tolist() == [True]
        assert len(results) == 3

    def parts_of_a_change(self, **changed):
        """A change and a printed one, with each part changed in a case of its own."""
        parts = {
            "then": treated(1261, "2023/24"),
            "now": treated(1306),
            "printed": printed(CHANGE, 3.5),
        }
        return {
            name: [{**row, **changed} if part == name else row for part, row in parts.items()]
            for name in parts
        }

    def test_a_change_with_anything_not_for_publication_in_it_is_not_either(self, calculated_apart):
        found = calculated_apart(CHANGE, self.parts_of_a_change(restricted=True))
        assert {part: [row["restricted"] for row in rows] for part, rows in found.items()} == {
            "then": [True],
            "now": [True],
            "printed": [True],
        }

    def test_a_change_of_what_is_public_is_public(self, calculated):
        results = calculated(CHANGE, treated(1261, "2023/24"), treated(1306), printed(CHANGE, 3.5))
        assert results["restricted"].tolist() == [False]

    def test_a_change_names_the_sources_of_everything_in_it(self, calculated_apart):
        found = calculated_apart(CHANGE, self.parts_of_a_change(source="ons_sdg_alcohol"))
        for (row,) in found.values():
            assert sorted(row["source"].split()) == ["ons_sdg_alcohol", "partnership_reports"]

    def test_a_change_with_a_provisional_count_in_it_is_provisional(self, calculated_apart):
        found = calculated_apart(CHANGE, self.parts_of_a_change(state="provisional"))
        assert found["then"][0]["state"] == "provisional"
        assert found["now"][0]["state"] == "provisional"
        # What a report prints of it says nothing of our own figure.
        assert found["printed"][0]["state"] == "ok"


class TestUnmetNeed:
    def test_it_is_the_share_of_the_estimate_that_is_not_in_treatment(self, calculated):
        (row,) = calculated(UNMET_OCU, treated(1306), need(2042)).to_dict("records")
        assert row["value"] == pytest.approx(36.04, abs=0.005)
        assert (row["count"], row["denominator"]) == (1306, 2042)
        assert (row["method"], row["basis"]) == ("unmet_need", "modelled")

    def test_the_limits_come_from_the_estimates_limits(self, calculated_apart):
        """Rows of Fingertips 93517; it holds need in thirds of a person."""
        found = calculated_apart(
            UNMET_OCU,
            {
                "West Sussex": [treated(1233), need(2585.33, 1676.67, 3549.67)],
                "Hartlepool": [treated(644), need(1179, 1013.33, 1475)],
            },
        )
        shown = {
            area: [round(row[name], 2) for name in ("value", "lower", "upper")]
            for area, (row,) in found.items()
        }
        assert shown == {"West Sussex": [52.31, 26.46, 65.26], "Hartlepool": [45.38, 36.45, 56.34]}
        assert found["Hartlepool"][0]["interval"] == "limits of the prevalence estimate"

    def test_an_estimate_without_an_interval_gives_a_share_without_one(self, calculated):
        (row,) = calculated(UNMET_OCU, treated(1306), need(2042)).to_dict("records")
        assert pd.isna(row["lower"])
        assert pd.isna(row["upper"])
        assert row["interval"] == ""

    def test_the_latest_estimate_that_had_been_reached_is_taken(self, calculated):
        results = calculated(
            UNMET_OCU,
            treated(500, "2018/19"),
            treated(500, "2020/21"),
            need(1000, period="2018/19"),
            need(2000, period="2019/20"),
            need(4000, period="2021/22"),
        )
        assert dict(zip(years(results), results["denominator"], strict=True)) == {
            "2018": 1000,
            "2020": 2000,
        }
        assert results["baseline_end"].tolist() == [
            pd.Timestamp("2019-03-31"),
            pd.Timestamp("2020-03-31"),
        ]

    def test_without_a_number_treated_or_an_estimate_of_the_same_people_there_is_no_share(
        self, calculated_apart
    ):
        hidden = {"count": None, "state": "suppressed"}
        cases = {
            "before the first estimate": [treated(500, "2018/19"), need(2042)],
            "an estimate of another group": [treated(1306), need(214, group="crack_only")],
            "no estimate": [treated(1306)],
            "nobody counted": [need(2042)],
            "treated suppressed": [{**treated(1306), **hidden}, need(2042)],
            "estimate suppressed": [treated(1306), {**need(2042), **hidden}],
            "treated in no stated year": [treated(1306, period=""), need(2042)],
        }
        assert not any(calculated_apart(UNMET_OCU, cases).values())

    def test_an_estimate_of_another_area_is_never_borrowed(self, calculated):
        assert calculated(UNMET_OCU, treated(1306), need(2042, area_code="E06000014")).empty

    def test_a_suppressed_estimate_gives_way_to_the_last_one_that_is_there(self, calculated):
        results = calculated(
            UNMET_OCU,
            treated(1306),
            need(2042, period="2018/19"),
            need(None, period="2019/20", state="suppressed"),
        )
        assert results["denominator"].tolist() == [2042]

    def test_more_treated_than_estimated_is_never_a_negative_share(self, calculated_apart):
        found = calculated_apart(
            UNMET_OCU,
            {
                "below": [treated(75), need(214, 150, 300)],
                "above the lower limit": [treated(95), need(100, 90, 160)],
                "above the estimate": [treated(110), need(100, 60, 160)],
                "above the upper limit": [treated(110), need(100, 60, 105)],
            },
        )
        shown = {
            case: [round(row[name], 1) for name in ("value", "lower", "upper")]
            for case, (row,) in found.items()
        }
        assert shown["below"] == [65.0, 50.0, 75.0]
        assert shown["above the lower limit"] == [5.0, 0.0, 40.6]
        assert shown["above the estimate"] == [0.0, 0.0, 31.2]
        assert pd.isna(shown["above the upper limit"]).all()
        notes = {case: row["note"] for case, (row,) in found.items()}
        assert "lower limit is shown as 0" in notes["above the lower limit"]
        assert "at or above the estimate" in notes["above the estimate"]
        assert "no share can be given" in notes["above the upper limit"]
        assert "treatment is" not in notes["below"]

    def test_ages_scheme_and_area_are_said_and_whether_the_ages_match(self, calculated_apart):
        found = calculated_apart(
            UNMET_OCU,
            {
                "apart": [treated(1306, age="18+"), need(2042)],
                "alike": [treated(1306, age="15-64"), need(2042)],
            },
        )
        assert found["apart"][0]["age"] == "15-64"
        said = "counted at ages 18 and over, the estimate is of ages 15 to 64"
        assert said in found["apart"][0]["note"]
        assert "match only nearly" in found["apart"][0]["note"]
        assert found["alike"][0]["note"] == (
            "The people in treatment and the estimate are both of ages 15 to 64. Both are grouped as "
            "opiates and/or crack, alcohol only, and non-opiates other than crack."
        )

    def test_what_the_source_says_of_the_estimate_is_carried_along(self, calculated):
        results = calculated(UNMET_OCU, treated(1306), need(2042, note="Edition inferred."))
        assert "Edition inferred." in results["note"].iloc[0]

    def test_limits_printed_with_the_same_share_stand_where_ours_has_none(self, calculated):
        (row,) = calculated(
            UNMET_OCU,
            treated(1306),
            need(2042),
            printed(UNMET_OCU, 36.04, lower=30.0, upper=41.0, age="15-64", basis="modelled"),
        ).to_dict("records")
        assert (row["lower"], row["upper"], row["interval"]) == (30.0, 41.0, "published")

    def test_limits_printed_with_another_share_are_not_ours(self, calculated):
        (row,) = calculated(
            UNMET_OCU,
            treated(1306),
            need(2042),
            printed(UNMET_OCU, 36.8, lower=30.0, upper=41.0, age="15-64", basis="modelled"),
        ).to_dict("records")
        assert pd.isna(row["lower"])

    def test_it_leads_back_to_the_count_the_estimate_and_the_printed_share(self, calculated):
        (row,) = calculated(
            UNMET_OCU,
            treated(1306, id="treated"),
            need(2042, id="need"),
            printed(UNMET_OCU, 36.8, id="printed", age="15-64", basis="modelled"),
        ).to_dict("records")
        assert set(row["observations"].split()) == {"treated", "need", "printed"}
        assert row["published"] == 36.8

    def test_alcohol_is_those_with_alcohol_alone_and_those_with_a_non_opiate(self, calculated):
        (row,) = calculated(
            UNMET_ALCOHOL,
            treated(425, group="alcohol_only"),
            treated(267, group="non_opiates_and_alcohol_not_crack", source="ons_sdg_alcohol"),
            need(3496, indicator="alcohol_dependence", age="18+", group="all", grouping_scheme=""),
            printed(UNMET_ALCOHOL, 79.1, group="all", basis="modelled"),
        ).to_dict("records")
        assert row["value"] == pytest.approx(80.2, abs=0.05)
        assert (row["count"], row["published"]) == (692, 79.1)
        assert "Alcohol only; Non-opiates and alcohol (not crack)." in row["note"]
        assert sorted(row["source"].split()) == ["ons_sdg_alcohol", "partnership_reports"]

    def test_where_fingertips_alone_is_held_its_untreated_are_turned_into_the_treated(
        self, calculated
    ):
        """Hartlepool, 2019/20, in Fingertips 93532."""
        (row,) = calculated(UNMET_ALCOHOL, untreated(1027.6667, 1339)).to_dict("records")
        assert (row["value"], row["method"]) == (76.7679, "published")
        assert row["count"] == pytest.approx(311.3333)
        assert "not in treatment" in row["note"]

    def test_the_gap_of_a_printed_share_is_made_of_the_treated(self, calculated):
        (row,) = calculated(UNMET_ALCOHOL, untreated(1027.6667, 1339)).to_dict("records")
        # 30% unmet is 938 of 1,339 treated, of whom 311 and a third are: Fingertips prints thirds.
        (way, *_) = people_needed(pd.Series(row), 30)
        assert way.needed == pytest.approx(938 - 311.3333)

    def test_a_count_that_is_not_the_untreated_is_left_out_and_the_share_stands(self, calculated):
        (row,) = calculated(UNMET_ALCOHOL, untreated(311.3333, 1339)).to_dict("records")
        assert row["value"] == 76.7679
        assert pd.isna(row["count"])

    def test_a_share_that_only_a_report_prints_is_kept_as_published(self, calculated):
        results = calculated(
            UNMET_OCU,
            treated(1306),
            need(2042),
            printed(UNMET_OCU, 56.8, area_code=ENGLAND, age="15-64", basis="modelled"),
        )
        england = results[results["area_code"] == ENGLAND].to_dict("records")
        assert [(row["value"], row["method"]) for row in england] == [(56.8, "published")]
        assert pd.isna(england[0]["published"])
        assert len(results) == 2

    def test_a_printed_share_is_kept_where_nothing_at_all_can_be_reckoned(self, calculated):
        results = calculated(UNMET_OCU, printed(UNMET_OCU, 56.8, area_code=ENGLAND))
        assert results["value"].tolist() == [56.8]

    def test_a_share_with_anything_not_for_publication_or_provisional_in_it_is_not_either(
        self, calculated_apart
    ):
        parts = {"treated": treated(1306), "need": need(2042), "printed": printed(UNMET_OCU, 36.8)}
        found = calculated_apart(
            UNMET_OCU,
            {
                (name, field): [
                    {**row, field: value} if part == name else row for part, row in parts.items()
                ]
                for name in parts
                for field, value in {"restricted": True, "state": "provisional"}.items()
            },
        )
        assert [found[part, "restricted"][0]["restricted"] for part in parts] == [True] * 3
        assert [found[part, "restricted"][0]["state"] for part in parts] == ["ok"] * 3
        assert found["treated", "state"][0]["state"] == "provisional"
        assert found["need", "state"][0]["state"] == "provisional"
        assert not any(found[part, "state"][0]["restricted"] for part in parts)


HELD = {name: one for name, one in load_indicators().items() if one.numerator}
EVERY_MEASURE = sorted({n for one in HELD.values() for m in one.measures for n in m.names})
WHOLES = {n for one in HELD.values() if one.denominator for n in one.denominator.names}
# A standardised rate is made of five-year bands of age.
BANDS = {"directly_standardised_rate": (*(f"{age}-{age + 4}" for age in range(0, 90, 5)), "90+")}
ESTIMATES = {one.denominator.measure for one in HELD.values() if "unmet_need" in one.statistic}
# Whom a figure is about and when: two neighbouring periods of every window; of estimates the
# earlier alone, so that there is something to project.
KINDS = sorted(
    {
        (name, age, group, measure.edition or "", one.period.kind, turn, one.period.years)
        for one in HELD.values()
        for measure in one.measures
        for name in measure.names
        for age in BANDS.get(one.statistic, (measure.ages or (one.population.age,))[:1])
        for group in measure.groups or (measure.group or "all",)
        for turn in ((2,) if name in ESTIMATES else (1, 2))
    }
)
FIRST_MONTHS = {"calendar": 1, "financial": 4, "rolling": 7, "survey": 10, "snapshot": 7}
ABSENT = ("suppressed", "missing", "not_collected")
# In one area all is there, in one nothing for each reason, in each other some measures are hidden.
AUTHORITIES = [area.code for area in current_upper_tier("England")]
WHOLE, NOTHING = AUTHORITIES[0], dict(zip(AUTHORITIES[1:4], ABSENT, strict=True))
PARTLY = {
    area: (EVERY_MEASURE[turn::24], ABSENT[turn % 3]) for turn, area in enumerate(AUTHORITIES[4:28])
}


def label(kind, turn, years):
    """A period of some kind, before now by so many turns."""
    first, year = FIRST_MONTHS[kind], 2024 - turn * years
    months = {"survey": 9, "snapshot": 1}.get(kind, 12 * years)
    ends = year + (first + months - 1) // 12, (first + months - 1) % 12 + 1
    return Period.between(date(year, first, 1), date(*ends, 1) - timedelta(days=1)).label


def figures(area, hidden=(), state="ok"):
    """Figures of every measure over every window for an area, some of them hidden."""
    for place, (measure, age, group, edition, kind, turn, years) in enumerate(KINDS):
        # Fewer counted than there are in all, and fewer of them than estimated; never the same
        # twice, so that no 0 comes of these.
        many = 300 if group == "all_adults" else 120 if measure in WHOLES else 20
        whole = {"count": many + place % 7, "value": 500 + place % 5, "lower": 450, "upper": 600}
        if measure in hidden:
            whole = {**dict.fromkeys(whole), "state": state}
        yield {
            "id": f"{measure}-{area}-{place}",
            "indicator": measure,
            "area_code": area,
            "period": label(kind, turn, years),
            "age": age,
            "group": group,
            "grouping_scheme": "" if group == "all" else "ocu_partition",
            "edition": edition,
            **whole,
        }


@pytest.fixture(scope="module")
def rows(observed):
    return observed(
        *figures(WHOLE),
        *(row for area, state in NOTHING.items() for row in figures(area, EVERY_MEASURE, state)),
        *(row for area, (names, state) in PARTLY.items() for row in figures(area, names, state)),
    )


@pytest.fixture(scope="module")
def results(rows):
    return calculate(rows)


class TestEveryIndicator:
    """What holds whatever is asked for: one calculation of the whole catalogue, looked at."""

    def test_these_tests_are_made_of_observations_that_keep_their_contract(self, rows):
        OBSERVATIONS.check(rows, where="the test")

    def test_each_makes_results_that_keep_their_contract(self, results):
        RESULTS.check(results, where="the test")
        whole = results[results["area_code"] == WHOLE]
        assert set(whole["indicator"]) == set(HELD)

    def test_each_says_its_unit_and_which_way_is_better(self, results):
        for name, indicator in HELD.items():
            own = results[results["indicator"] == name]
            assert set(own["unit"]) == {indicator.unit}
            assert set(own["polarity"]) == {indicator.polarity}

    def test_each_can_be_traced_to_observations_of_its_own_area(self, results, rows):
        of = rows.set_index("id")["area_code"]
        for area, text in zip(results["area_code"], results["observations"], strict=True):
            assert {of[part] for part in text.split()} == {area}

    def test_each_names_where_its_limits_come_from_exactly_where_it_has_limits(self, results):
        limits = results["lower"].notna() & results["upper"].notna()
        assert results.loc[~limits, "interval"].eq("").all()
        assert results.loc[limits, "interval"].ne("").all()
        assert limits.any()
        assert not limits.all()

    def test_none_makes_a_0_of_what_is_not_given(self, results):
        assert {name for names, _ in PARTLY.values() for name in names} == set(EVERY_MEASURE)
        assert set(PARTLY) <= set(results["area_code"])
        for name in ("count", "denominator", "value", "lower", "upper", "published"):
            assert not (results[name] == 0).any(), name

    def test_none_makes_a_value_of_nothing(self, results):
        for area, state in NOTHING.items():
            own = results[results["area_code"] == area]
            assert own["value"].isna().all()
            assert set(own["state"]) == {state}


def test_no_observations_make_no_results_under_the_contract(observed):
    rows = observed(treated(1306)).iloc[:0]
    results = calculate(rows)
    assert list(results) == RESULTS.names
    assert results.empty


def test_whoever_waits_is_told_how_far_it_is(observed):
    told = []
    calculate(observed(treated(1306)), SOME, progress=told.append)
    assert told[0] == f"calculating indicator 1 of {len(SOME)}"
    assert told[-1] == "finding trends"


def test_every_calculation_is_asked_for_by_some_indicator():
    assert set(STATISTICS) == {indicator.statistic for indicator in HELD.values()}


def test_the_observations_are_left_as_they_were(observed):
    rows = observed(treated(1261, "2023/24"), treated(1306), need(2042))
    before = rows.copy()
    calculate(rows, SOME)
    pd.testing.assert_frame_equal(rows, before)


def test_the_order_of_the_observations_does_not_matter(observed):
    rows = observed(
        treated(1261, "2023/24"),
        treated(1306),
        need(2042),
        printed(UNMET_OCU, 36.8, age="15-64"),
        printed(UNMET_OCU, 56.8, area_code=ENGLAND, age="15-64"),
    )
    keys = ["indicator", "area_code", "period_end", "group"]
    there, back = (
        calculate(frame, SOME).sort_values(keys, ignore_index=True).drop(columns="observations")
        for frame in (rows, rows.iloc[::-1])
    )
    pd.testing.assert_frame_equal(there, back)
