"""Which observations an indicator reads: one a figure, the right window, whole sums."""

from __future__ import annotations

import pytest

from toolkit.analysis.selection import choose, numerator_rows, select, sum_groups, with_totals
from toolkit.catalogue.indicators import Measure, Window, load_indicators
from toolkit.catalogue.schemes import load_schemes

OCU = load_schemes()["ocu_partition"]
FINANCIAL = Window(kind="financial")
THREE_YEARS = Window(kind="calendar", years=3)
TREATED = Measure(measure="numbers_in_treatment")


def dependence(value, source="ohid_alcohol_dependence", **other):
    return {
        "indicator": "alcohol_dependence",
        "period": "2017/18",
        "basis": "modelled",
        "value": value,
        "source": source,
        **other,
    }


def treated(count, group="all", **other):
    scheme = "" if group == "all" else "ocu_partition"
    return {"count": count, "group": group, "grouping_scheme": scheme, **other}


def everybody(**changed):
    """Treatment counts of Plymouth in 2024/25: the four groups that share everybody out."""
    counts = {
        "ocu": 1306,
        "alcohol_only": 425,
        "non_opiates_and_alcohol_not_crack": 267,
        "non_opiates_only_not_crack": 198,
    }
    rows = [treated(count, group, period="2024/25") for group, count in counts.items()]
    return [{**row, **changed.get(row["group"], {})} for row in rows]


def totals(rows):
    return rows.loc[rows["group"] == "all_adults", "count"].tolist()


class TestChoosing:
    @pytest.mark.parametrize("turned", [False, True])
    def test_the_source_that_the_catalogue_puts_first_speaks_wherever_it_stands(
        self, observed, turned
    ):
        rows = [dependence(2408), dependence(2410, "ons_sdg_alcohol")]
        chosen = choose(observed(*(rows[::-1] if turned else rows)))
        assert chosen["value"].tolist() == [2408]
        assert chosen["source"].tolist() == ["ohid_alcohol_dependence"]

    def test_what_only_the_second_source_prints_is_kept(self, observed):
        chosen = choose(
            observed(dependence(2408), dependence(2458, "ons_sdg_alcohol", period="2018/19"))
        )
        assert sorted(chosen["value"]) == [2408, 2458]

    @pytest.mark.parametrize("turned", [False, True])
    def test_of_two_editions_of_a_source_the_later_speaks(self, observed, turned):
        rows = [
            dependence(2400, edition="to 2018/19"),
            dependence(2408, edition="to 2020/21"),
        ]
        chosen = choose(observed(*(rows[::-1] if turned else rows)))
        assert chosen["value"].tolist() == [2408]

    def test_a_later_edition_does_not_go_before_a_source_that_stands_first(self, observed):
        chosen = choose(
            observed(
                dependence(2410, "ons_sdg_alcohol", edition="to 2023/24"),
                dependence(2408, edition="to 2017/18"),
            )
        )
        assert chosen["value"].tolist() == [2408]

    @pytest.mark.parametrize(
        "other",
        [
            {"sex": "male"},
            {"age": "15-64"},
            {"group": "women"},
            {"period": "2018/19"},
            {"area_code": "E06000014"},
            {"category_type": "deprivation", "category": "1"},
        ],
        ids=lambda other: next(iter(other)),
    )
    def test_another_figure_is_not_the_same_figure_printed_twice(self, observed, other):
        assert len(choose(observed(dependence(2408), dependence(2410, **other)))) == 2

    def test_a_chosen_row_says_which_observation_it_is(self, observed):
        chosen = choose(
            observed(dependence(2408, id="a"), dependence(1, "ons_sdg_alcohol", id="b"))
        )
        assert chosen["observations"].tolist() == ["a"]

    def test_an_area_that_only_changed_its_code_has_one_series(self, observed):
        chosen = choose(
            observed(
                dependence(2000, area_code="E10000027"),
                dependence(2100, area_code="E06000066", period="2018/19"),
            )
        )
        assert chosen["area_code"].unique().tolist() == ["E06000066"]

    def test_a_figure_under_the_old_and_the_new_code_is_one_figure(self, observed):
        chosen = choose(
            observed(
                dependence(2100, "ons_sdg_alcohol", area_code="E10000027"),
                dependence(2000, area_code="E06000066"),
            )
        )
        assert chosen["value"].tolist() == [2000]

    def test_an_area_that_was_merged_into_another_keeps_its_own_figures(self, observed):
        chosen = choose(observed(dependence(2000, area_code="E06000028")))
        assert chosen["area_code"].tolist() == ["E06000028"]


class TestWindows:
    def test_figures_of_three_years_are_not_taken_for_those_of_one(self, observed):
        chosen = choose(observed(treated(30, period="2019–21"), treated(12, period="2021")))
        one_year = select(chosen, TREATED, Window(kind="calendar"))
        assert one_year["count"].tolist() == [12]

    def test_figures_of_one_year_are_not_taken_for_those_of_three(self, observed):
        chosen = choose(observed(treated(30, period="2019–21"), treated(12, period="2021")))
        assert select(chosen, TREATED, THREE_YEARS)["count"].tolist() == [30]

    @pytest.mark.parametrize("text", ["2023", "Jun24 - May25", "2023/24 Q1", "2021/22–2023/24"])
    def test_only_twelve_months_from_april_are_a_financial_year(self, observed, text):
        chosen = choose(observed(treated(30, period=text), treated(12, period="2023/24")))
        assert select(chosen, TREATED, FINANCIAL)["count"].tolist() == [12]

    def test_a_figure_without_a_stated_period_stands_alone_and_is_kept(self, observed):
        chosen = choose(observed(treated(810, period="")))
        assert select(chosen, TREATED, FINANCIAL)["count"].tolist() == [810]

    def test_a_year_that_begins_in_any_month_is_a_rolling_one(self, observed):
        rows = [treated(1, period=text) for text in ("2023/24", "2023", "Jul 2022 - Jun 2023")]
        chosen = choose(observed(*rows, treated(9, period="2020 - 22")))
        assert len(select(chosen, TREATED, Window(kind="rolling"))) == 3

    def test_a_survey_is_as_long_as_it_was_in_the_field(self, observed):
        rows = [treated(1, period=text) for text in ("2019/20", "Oct 2021 - Jun 2022")]
        assert len(select(choose(observed(*rows)), TREATED, Window(kind="survey"))) == 2

    def test_a_snapshot_is_a_month_at_most(self, observed):
        rows = [treated(1, period=text) for text in ("July 2021", "2021")]
        found = select(choose(observed(*rows)), TREATED, Window(kind="snapshot"))
        assert found["period_end"].dt.month.tolist() == [7]

    def test_one_group_alone_keeps_its_name_and_what_is_printed_of_it(self, observed):
        measure = Measure(measure="numbers_in_treatment", group="ocu")
        chosen = choose(observed(*everybody(ocu={"value": 5.0})))
        (row,) = select(chosen, measure, FINANCIAL).to_dict("records")
        assert (row["group"], row["count"], row["value"]) == ("ocu", 1306, 5.0)

    def test_a_measure_of_one_edition_reads_no_other(self, observed):
        rows = [treated(1, edition="2019"), treated(2, period="2021/22", edition="2025")]
        measure = Measure(measure="numbers_in_treatment", edition="2025")
        assert select(choose(observed(*rows)), measure, FINANCIAL)["count"].tolist() == [2]

    def test_measures_that_are_added_up_are_added_figure_by_figure(self, observed):
        rows = [
            {"indicator": name, "count": count, "period": period, "id": f"{name}-{period}"}
            for period in ("2022/23", "2023/24")
            for name, count in {"first": 3, "second": 4}.items()
        ]
        measure = Measure(measure="first", plus=("second",))
        found = select(choose(observed(*rows[:-1])), measure, FINANCIAL)
        assert found[["indicator", "count"]].values.tolist() == [["first", 7]]
        assert found["observations"].tolist() == ["first-2022/23 second-2022/23"]

    def test_a_measure_of_one_source_reads_no_other(self, observed):
        chosen = choose(
            observed(dependence(2408), dependence(2458, "ons_sdg_alcohol", area_code="E06000014"))
        )
        measure = Measure(measure="alcohol_dependence", source="ons_sdg_alcohol")
        assert select(chosen, measure, FINANCIAL)["value"].tolist() == [2458]


class TestSums:
    GROUPS = ("alcohol_only", "non_opiates_and_alcohol_not_crack")

    def summed(self, observed, *rows, groups=GROUPS):
        return sum_groups(choose(observed(*rows)), groups)

    def test_the_groups_that_are_asked_for_are_added_and_no_others(self, observed):
        sums = self.summed(observed, *everybody())
        assert sums["count"].tolist() == [425 + 267]
        assert sums["group"].tolist() == ["all"]

    def test_a_sum_leads_back_to_every_part(self, observed):
        sums = self.summed(observed, treated(1, self.GROUPS[0], id="a"),
                           treated(2, self.GROUPS[1], id="b"))  # fmt: skip
        assert sorted(sums["observations"].iloc[0].split()) == ["a", "b"]

    def test_without_one_of_the_groups_there_is_no_sum(self, observed):
        assert self.summed(observed, treated(425, "alcohol_only")).empty

    def test_with_a_suppressed_group_there_is_no_sum(self, observed):
        hidden = {"non_opiates_and_alcohol_not_crack": {"count": None, "state": "suppressed"}}
        assert self.summed(observed, *everybody(**hidden)).empty

    def test_a_group_of_nobody_is_not_a_missing_group(self, observed):
        nobody = {"non_opiates_and_alcohol_not_crack": {"count": 0}}
        assert self.summed(observed, *everybody(**nobody))["count"].tolist() == [425]

    def test_each_year_and_area_has_a_sum_of_its_own(self, observed):
        rows = [
            treated(count, group, period=period, area_code=area)
            for count, (area, period, group) in enumerate(
                (area, period, group)
                for area in ("E06000026", "E06000014")
                for period in ("2022/23", "2023/24")
                for group in self.GROUPS
            )
        ]
        assert sorted(self.summed(observed, *rows)["count"]) == [1, 5, 9, 13]

    def test_groups_of_the_same_name_in_another_scheme_are_not_added_in(self, observed):
        """Alcohol only is a group of both schemes, and holds the same people."""
        again = treated(425, "alcohol_only", period="2024/25")
        again["grouping_scheme"] = "national_four_groups"
        assert self.summed(observed, *everybody(), again)["count"].tolist() == [692]

    def test_parts_of_two_schemes_make_no_sum(self, observed):
        other = treated(267, self.GROUPS[1])
        other["grouping_scheme"] = "national_four_groups"
        assert self.summed(observed, treated(425, "alcohol_only"), other).empty

    def test_a_sum_with_a_part_that_is_not_for_publication_is_not_either(self, observed):
        secret = {"alcohol_only": {"restricted": True}}
        assert self.summed(observed, *everybody(**secret))["restricted"].tolist() == [True]

    def test_a_sum_with_a_provisional_part_is_provisional(self, observed):
        early = {"alcohol_only": {"state": "provisional"}}
        assert self.summed(observed, *everybody(**early))["state"].tolist() == ["provisional"]

    def test_a_sum_names_the_sources_of_all_its_parts(self, observed):
        other = {"alcohol_only": {"source": "ons_sdg_alcohol"}}
        (sources,) = self.summed(observed, *everybody(**other))["source"]
        assert sorted(sources.split()) == ["ons_sdg_alcohol", "partnership_reports"]

    def test_the_rounding_of_a_sum_is_that_of_its_parts_together(self, observed):
        by_five = {group: {"rounding": 5.0} for group in self.GROUPS}
        assert self.summed(observed, *everybody(**by_five))["rounding"].tolist() == [10]


class TestTotals:
    def with_totals(self, observed, *rows):
        return with_totals(choose(observed(*rows)))

    def test_the_four_groups_of_plymouth_are_2196_adults(self, observed):
        assert totals(self.with_totals(observed, *everybody())) == [2196]

    def test_the_groups_stay_beside_their_total(self, observed):
        assert len(self.with_totals(observed, *everybody())) == 5

    def test_parts_of_a_group_are_not_counted_twice(self, observed):
        parts = [
            treated(count, group, period="2024/25")
            for group, count in {"opiates_only": 850, "crack_only": 75, "opiates_and_crack": 381}.items()
        ]  # fmt: skip
        assert totals(self.with_totals(observed, *everybody(), *parts)) == [2196]

    @pytest.mark.parametrize("absent", OCU.exclusive)
    def test_without_one_of_its_groups_a_scheme_has_no_total(self, observed, absent):
        rows = [row for row in everybody() if row["group"] != absent]
        assert totals(self.with_totals(observed, *rows)) == []

    @pytest.mark.parametrize("hidden", OCU.exclusive)
    @pytest.mark.parametrize("state", ["suppressed", "not_collected", "missing"])
    def test_with_a_group_that_has_no_count_a_scheme_has_no_total(self, observed, hidden, state):
        rows = everybody(**{hidden: {"count": None, "state": state}})
        assert totals(self.with_totals(observed, *rows)) == []

    def test_a_printed_total_is_not_worked_out_again(self, observed):
        printed = treated(2200, "all_adults", period="2024/25")
        assert totals(self.with_totals(observed, *everybody(), printed)) == [2200]

    def test_a_total_that_is_suppressed_is_not_given_away_by_its_groups(self, observed):
        printed = treated(None, "all_adults", period="2024/25", state="suppressed")
        rows = self.with_totals(observed, *everybody(), printed)
        assert rows.loc[rows["group"] == "all_adults", "count"].isna().tolist() == [True]

    def test_a_group_of_another_scheme_does_not_fill_a_missing_one(self, observed):
        rows = [row for row in everybody() if row["group"] != "alcohol_only"]
        other = treated(425, "alcohol_only", period="2024/25")
        other["grouping_scheme"] = "national_four_groups"
        assert totals(self.with_totals(observed, *rows, other)) == []

    def test_figures_without_groups_are_left_as_they_are(self, observed):
        assert self.with_totals(observed, treated(94))["count"].tolist() == [94]


class TestNumerators:
    UNMET = load_indicators()["unmet_need_alcohol"]

    def test_of_several_measures_the_first_that_a_figure_has_is_read(self, observed):
        direct = {"indicator": "alcohol_in_treatment", "count": 731, "period": "2024/25"}
        rows = numerator_rows(self.UNMET, choose(observed(*everybody(), direct)))
        assert rows["count"].tolist() == [731]

    def test_an_area_without_the_first_measure_falls_back_on_the_next(self, observed):
        rows = numerator_rows(self.UNMET, choose(observed(*everybody())))
        assert rows["count"].tolist() == [692]
