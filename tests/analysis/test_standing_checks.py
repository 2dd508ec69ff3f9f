"""The standing checks find what cannot be right, and leave alone what can."""

from __future__ import annotations

import csv

import pytest

from toolkit.analysis.findings import Checked, Finding
from toolkit.analysis.standing_checks import (
    StandingChecks,
    read_checks,
    run_checks,
    write_checks,
)
from toolkit.analysis.standing_checks_series import (
    check_breaks,
    check_coverage,
    check_edition_coverage,
    check_periods,
)
from toolkit.analysis.standing_checks_sums import (
    check_areas,
    check_groups,
    check_pooled_years,
    check_scheme_totals,
    check_sexes,
)
from toolkit.analysis.standing_checks_values import (
    check_editions,
    check_england_in_treatment,
    check_limits,
    check_proportions,
    check_sources,
)
from toolkit.catalogue.areas import current_upper_tier
from toolkit.contracts import OBSERVATIONS

ENGLAND, LONDON = "E92000001", "E12000007"
REGIONS = [f"E1200000{place}" for place in range(1, 10)]
UPPER = [area.code for area in current_upper_tier("England")]


def told(checked):
    return [(finding.severity, finding.expected, finding.found) for finding in checked.findings]


def scheme(**counts):
    return [
        {"grouping_scheme": "national_four_groups", "group": group, "count": count}
        for group, count in counts.items()
    ]


FOUR = {
    "opiate": 500,
    "non_opiate_only": 100,
    "alcohol_only": 300,
    "non_opiate_and_alcohol": 100,
}


class TestProportions:
    def test_a_share_above_100_or_a_limit_below_0_is_a_fault(self, stated):
        checked = check_proportions(
            stated(
                {"unit": "%", "value": 100.0, "lower": 90.0, "upper": 100.0},
                {"unit": "% of the estimate", "value": 101.0},
                {"unit": "%", "value": 2.0, "lower": -0.5, "upper": 4.0},
                {"unit": "%"},
            )
        )
        assert checked.count == 3
        assert told(checked) == [
            ("fault", "0 to 100", "101"),
            ("fault", "0 to 100", "2 (-0.5 to 4)"),
        ]

    def test_a_change_in_per_cent_is_no_share(self, stated):
        assert check_proportions(stated({"unit": "% change", "value": 259.0})).count == 0

    def test_a_value_outside_its_limits_is_a_fault(self, stated):
        checked = check_limits(
            stated(
                {"value": 5.0, "lower": 5.0, "upper": 6.0},
                {"value": 7.0, "lower": 5.0, "upper": 6.0},
            )
        )
        assert (checked.count, len(checked.findings)) == (2, 1)


class TestPartsAndTotals:
    def test_groups_that_add_up_are_no_finding(self, observed):
        assert check_groups(observed(*scheme(**FOUR, all_adults=1000))) == Checked(
            "groups against their total", 1
        )

    def test_groups_that_do_not_add_up_are_a_fault(self, observed):
        checked = check_groups(observed(*scheme(**FOUR, all_adults=1001)))
        assert told(checked) == [
            (
                "fault",
                "1,001",
                "1,000 as the sum of opiate, non_opiate_only, alcohol_only, non_opiate_and_alcohol",
            )
        ]

    def test_rounding_of_every_part_and_of_the_total_is_allowed_for(self, observed):
        # Four parts and a total, each to the nearest 5: they may be 12.5 apart.
        def off(total):
            rows = scheme(**FOUR, all_adults=total)
            return len(check_groups(observed(*({**row, "rounding": 5.0} for row in rows))).findings)

        assert (off(1010), off(1015)) == (0, 1)

    def test_a_group_that_is_missing_leaves_nothing_to_compare(self, observed):
        rows = scheme(**FOUR, all_adults=1500)
        rows[0] |= {"count": float("nan"), "state": "suppressed"}
        assert check_groups(observed(*rows)).count == 0

    def test_modelled_parts_need_not_add_up(self, observed):
        parts = {"ocu": 2042, "opiates_only": 1266, "crack_only": 214, "opiates_and_crack": 563}
        rows = [
            {"grouping_scheme": "ocu_partition", "group": group, "count": count, "basis": basis}
            for basis in ("modelled", "published")
            for group, count in parts.items()
        ]
        assert check_groups(observed(*rows[:4])).count == 0
        assert told(check_groups(observed(*rows[4:])))[0][1:] == (
            "2,042",
            "2,043 as the sum of opiates_only, crack_only, opiates_and_crack",
        )

    def test_people_of_no_stated_sex_are_a_notice_and_too_many_of_them_a_fault(self, observed):
        def off(persons):
            rows = {"persons": persons, "male": 700, "female": 300}
            checked = check_sexes(observed(*({"sex": s, "count": n} for s, n in rows.items())))
            return [finding.severity for finding in checked.findings]

        assert off(1000) == []
        assert off(1008) == ["notice"]
        assert off(1050) == ["fault"]
        assert off(999) == ["fault"]

    def test_nine_regions_are_held_against_england(self, observed):
        def off(england, source="ons_drug_poisoning_by_la"):
            rows = [{"area_code": code, "count": 100} for code in REGIONS]
            rows.append({"area_code": ENGLAND, "count": england})
            checked = check_areas(observed(*({**row, "source": source} for row in rows)))
            return checked.count, [finding.severity for finding in checked.findings]

        assert off(900) == (1, [])
        assert off(910) == (1, ["notice"])
        assert off(890) == (1, ["fault"])
        # Someone who moves is counted by both authorities.
        assert off(890, "ndtms_viewit") == (1, [])

    def test_authorities_are_held_against_their_region_also_where_two_share_a_row(self, observed):
        south_west = [
            area.code for area in current_upper_tier("England") if area.region.code == "E12000009"
        ]
        together = "E06000052+E06000053"
        single = [code for code in south_west if code not in together]
        rows = [{"area_code": code, "count": 10} for code in [*single, together]]
        region = {"area_code": "E12000009", "count": 10 * len(rows)}
        assert check_areas(observed(*rows, region)).count == 1
        assert check_areas(observed(*rows[1:], region)).count == 0

    def test_two_schemes_share_out_the_same_people(self, observed):
        rows = [
            {"grouping_scheme": "national_four_groups", "group": "all_adults", "count": 2196},
            {"grouping_scheme": "ocu_partition", "group": "all_adults", "count": 2190},
        ]
        assert told(check_scheme_totals(observed(*rows))) == [
            ("fault", "2,190 as ocu_partition has it", "2,196")
        ]


class TestKnownFigures:
    @pytest.mark.parametrize(
        ("year", "adults"),
        [
            ("2019/20", 270705),
            ("2020/21", 275896),
            ("2021/22", 289215),
            ("2022/23", 290635),
            ("2023/24", 310863),
        ],
    )
    def test_england_has_as_many_adults_in_treatment_as_are_known(self, observed, year, adults):
        row = {"area_code": ENGLAND, "group": "all_adults", "period": year}
        assert check_england_in_treatment(observed({**row, "count": adults})).findings == ()
        (wrong,) = check_england_in_treatment(observed({**row, "count": adults + 1})).findings
        assert wrong.expected == f"{adults:,}"

    def test_two_sources_that_differ_are_named_with_both_values_and_who_speaks(self, observed):
        row = {"indicator": "alcohol_dependence", "basis": "modelled", "period": "2017/18"}
        checked = check_sources(
            observed(
                {**row, "source": "ons_sdg_alcohol", "value": 3435.0},
                {**row, "source": "ohid_alcohol_dependence", "value": 3500.0},
            )
        )
        (finding,) = checked.findings
        assert finding.expected == "3,435 as ons_sdg_alcohol prints it"
        assert finding.found == "3,500 in ohid_alcohol_dependence, which speaks"
        assert str(finding).startswith("alcohol_dependence, Plymouth, 2017/18, persons, 18+:")

    def test_two_sources_that_differ_by_rounding_alone_agree(self, observed):
        rows = [
            {"source": "ndtms_viewit", "count": 1105.0, "rounding": 5.0},
            {"source": "partnership_reports", "count": 1103.0},
        ]
        assert check_sources(observed(*rows)) == Checked(
            "sources that print the same figure agree", 1
        )

    def test_a_new_edition_of_another_magnitude_is_a_fault(self, observed):
        def off(now):
            row = {"source": "ndtms_viewit"}
            return check_editions(
                observed(
                    {**row, "edition": "to 2022", "file": "ndtms_viewit/a.csv", "count": 100.0},
                    {**row, "edition": "to 2023", "file": "ndtms_viewit/b.csv", "count": now},
                )
            ).findings

        assert off(140.0) == ()
        (finding,) = off(1000.0)
        assert finding.expected == "within a factor of 1.5 of the 100 in ndtms_viewit/a.csv"
        assert finding.found == "1,000 in ndtms_viewit/b.csv"


class TestSeries:
    def test_a_count_that_more_than_doubles_is_a_notice(self, stated):
        years = {"2019": 100.0, "2020": 190.0, "2021": 400.0, "2022": 150.0}
        checked = check_periods(stated(*({"period": y, "count": n} for y, n in years.items())))
        assert checked.count == 3
        assert told(checked) == [
            ("notice", "between half of 190 and 2 times it", "400"),
            ("notice", "between half of 400 and 2 times it", "150"),
        ]

    def test_small_counts_and_gaps_in_time_are_left_alone(self, stated):
        few = check_periods(
            stated({"period": "2019", "count": 3.0}, {"period": "2020", "count": 9.0})
        )
        apart = check_periods(
            stated({"period": "2015", "count": 100.0}, {"period": "2020", "count": 900.0})
        )
        assert few.findings == apart.findings == ()
        assert apart.count == 0

    def test_authorities_that_fall_away_are_a_notice(self, stated):
        def covered(now):
            return check_coverage(
                stated(
                    *({"period": "2020", "value": 1.0, "area_code": code} for code in UPPER[:20]),
                    *({"period": "2021", "value": 1.0, "area_code": code} for code in UPPER[:now]),
                )
            )

        assert covered(18).findings == ()
        assert told(covered(17)) == [("notice", "about 20, as in the period before", "17")]

    def test_an_edition_that_covers_fewer_authorities_is_a_notice(self, observed):
        def rows(edition, period, codes):
            return [
                {"edition": edition, "period": period, "area_code": code, "count": 5.0}
                for code in codes
            ]

        both = observed(*rows("2022", "2021/22", UPPER[:20]), *rows("2023", "2022/23", UPPER[:10]))
        assert told(check_edition_coverage(both)) == [
            ("notice", "about 20, as in the edition before", "10")
        ]

    def test_a_trend_over_a_break_of_method_is_a_fault(self, stated):
        years = ["2014/15", "2015/16", "2016/17", "2017/18", "2018/19"]
        row = {"indicator": "opiate_crack_prevalence", "value": 2000.0, "unit": "people"}

        def broken(trend):
            return check_breaks(stated(*({**row, "period": y, "trend": trend} for y in years)))

        assert [finding.period for finding in broken("increasing").findings] == [
            "2017/18",
            "2018/19",
        ]
        assert broken("not tested").findings == ()


class TestTelling:
    def test_faults_are_told_first_and_the_rest_counted(self):
        found = [
            Finding("totals", "deaths", "York", f"20{n}", "persons", "1", "2", severity)
            for n, severity in enumerate(["notice", "fault", "notice"], start=20)
        ]
        assert Checked("totals", 1200, tuple(found)).lines(most=1) == [
            "totals: 1,200 checked, 1 fault, 2 notices",
            "  fault: deaths, York, 2021, persons: expected 1, found 2",
            "  and 2 more",
        ]

    def test_what_was_said_is_read_back_while_the_results_are_the_same(self, tmp_path, stated):
        checks = run_checks(OBSERVATIONS.empty(), stated({"unit": "%", "value": 150.0}))
        write_checks(tmp_path, "key", checks)
        assert read_checks(tmp_path, "key") == checks
        assert read_checks(tmp_path, "another") is None
        with (tmp_path / "findings.csv").open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        assert (row["check"], row["area"], row["found"]) == (
            "proportions inside 0 to 100",
            "Plymouth",
            "150",
        )

    def test_what_cannot_be_read_is_checked_again(self, tmp_path):
        (tmp_path / "checks.json").write_text("{", encoding="utf-8")
        assert read_checks(tmp_path, "key") is None

    def test_each_check_has_its_line_and_the_time_is_told(self):
        text = StandingChecks((Checked("one", 1), Checked("two", 2)), 0.31).told()
        assert text.splitlines() == [
            "one: 1 checked, 0 faults",
            "two: 2 checked, 0 faults",
            "2 standing checks, 0.3 s",
        ]


def years_of_deaths(pooled, *single):
    """Deaths of 2018 and the years after, and the publisher's count of all of them together."""
    shared = {"indicator": "drug_misuse_deaths", "age": "all ages"}
    rows = [
        {**shared, "period": str(2018 + turn), "count": count} for turn, count in enumerate(single)
    ]
    return [*rows, {**shared, "period": "2018–20", "count": pooled}]


def test_a_count_of_three_years_that_is_the_sum_of_them_is_no_finding(observed):
    checked = check_pooled_years(observed(*years_of_deaths(69, 23, 18, 28)))
    assert (checked.count, told(checked)) == (1, [])


def test_a_count_of_three_years_that_is_another_than_their_sum_is_a_fault(observed):
    checked = check_pooled_years(observed(*years_of_deaths(70, 23, 18, 28)))
    assert told(checked) == [("fault", "70", "69 as the sum of its single years")]


def test_a_count_of_three_years_of_which_one_is_not_printed_is_not_asked(observed):
    assert check_pooled_years(observed(*years_of_deaths(69, 23, 18))).count == 0
