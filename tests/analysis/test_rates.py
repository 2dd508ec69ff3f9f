"""Counts against residents: the right people, the right years, and nothing where they are not held."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit import methods
from toolkit.analysis.calculation import calculate
from toolkit.analysis.pooling import pool_years
from toolkit.analysis.selection import choose
from toolkit.catalogue.areas import find_area
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.places import find_place
from toolkit.errors import DataError

YEARLY, POOLED = "drug_misuse_deaths_one_year", "drug_misuse_deaths_three_years"
TREATED = "numbers_in_treatment_rate"
BY_AGE = "alcohol_specific_deaths_scotland_by_age"
SCOTLAND = "S92000003"


def deaths(count, year, **other):
    return {
        "indicator": "drug_misuse_deaths",
        "count": count,
        "period": str(year),
        "age": "all ages",
        "source": "ons_drug_poisoning_by_la",
        **other,
    }


def people(count, year, age="all ages", **other):
    return {
        "indicator": "residents",
        "count": count,
        "period": str(year),
        "age": age,
        "source": "nomis_population",
        "file": "nomis_population/residents.csv",
        **other,
    }


def adults(each, year, **other):
    """Residents by single year of age, as many of each."""
    return [people(each, year, age, **other) for age in (*map(str, range(90)), "90+")]


class TestCrudeRates:
    def test_a_rate_is_the_count_over_the_residents_of_its_year(self, calculated):
        (row,) = calculated(YEARLY, deaths(28, 2020), people(262_839, 2020)).to_dict("records")
        expected = methods.crude_rate(28, 262_839)
        assert [row["value"], row["lower"], row["upper"]] == pytest.approx(list(expected))
        assert (row["denominator"], row["method"]) == (262_839, "crude_rate")
        assert row["source"] == "ons_drug_poisoning_by_la nomis_population"

    def test_it_leads_back_to_the_count_and_the_residents(self, calculated):
        (row,) = calculated(
            YEARLY, deaths(28, 2020, id="deaths"), people(262_839, 2020, id="people")
        ).to_dict("records")
        assert row["observations"] == "deaths people"

    def test_a_year_without_a_population_is_named_and_has_no_rate(self, calculated):
        rows = calculated(YEARLY, deaths(27, 2021), deaths(28, 2020), people(262_839, 2020))
        row = rows[rows["period_end"].dt.year == 2021].iloc[0]
        assert row["note"] == "empty: population not held for 2021"
        assert (row["state"], row["count"]) == ("missing", 27)
        assert rows[["value", "lower", "upper", "denominator"]].isna().sum().tolist() == [1] * 4

    def test_a_count_that_is_suppressed_stays_so(self, calculated):
        hidden = deaths(float("nan"), 2020, state="suppressed")
        (row,) = calculated(YEARLY, hidden, people(262_839, 2020)).to_dict("records")
        assert row["state"] == "suppressed"
        assert pd.isna(row["value"])

    def test_adults_are_set_against_residents_of_18_and_over(self, calculated):
        treated = {"count": 730, "period": "2019/20", "group": "all_adults",
                   "grouping_scheme": "national_four_groups"}  # fmt: skip
        (row,) = calculated(TREATED, treated, *adults(1000, 2019)).to_dict("records")
        assert row["denominator"] == 73_000
        assert row["value"] == pytest.approx(10)

    def test_a_sum_over_ages_is_led_back_to_by_its_two_ends(self, calculated):
        treated = {"count": 730, "period": "2019/20", "id": "treated"}
        ages = [{**row, "id": f"aged-{row['age']}"} for row in adults(1000, 2019)]
        (row,) = calculated(TREATED, treated, *ages).to_dict("records")
        assert row["observations"] == "treated aged-18..aged-90+"

    def test_a_sum_that_lacks_one_age_is_no_population(self, calculated):
        treated = {"count": 730, "period": "2019/20"}
        ages = [row for row in adults(1000, 2019) if row["age"] != "44"]
        (row,) = calculated(TREATED, treated, *ages).to_dict("records")
        assert row["note"] == "empty: population not held for 2019"

    def test_each_band_of_ages_has_its_own_people(self, calculated):
        treated = {"count": 120, "period": "2019/20", "age": "18-29"}
        (row,) = calculated(TREATED, treated, *adults(1000, 2019)).to_dict("records")
        assert (row["denominator"], row["age"]) == (12_000, "18-29")

    def test_a_count_of_nobody_knows_which_ages_has_no_rate_and_says_so(self, calculated):
        treated = {"count": 120, "period": "2019/20", "age": "not stated"}
        (row,) = calculated(TREATED, treated, *adults(1000, 2019)).to_dict("records")
        assert row["note"] == "empty: no population has the ages of the count, not stated"
        assert pd.isna(row["value"])

    def test_rounded_counts_are_said_to_be_rounded(self, calculated):
        treated = {"count": 730, "period": "2019/20", "rounding": 5.0}
        (row,) = calculated(TREATED, treated, *adults(1000, 2019)).to_dict("records")
        assert "counts are rounded" in row["note"]

    def test_the_source_with_the_lower_precedence_counts_the_residents(self, calculated):
        other = people(1, 2020, source="demographr_population", file="demographr_population/a.csv")
        (row,) = calculated(YEARLY, deaths(28, 2020), other, people(262_839, 2020)).to_dict(
            "records"
        )
        assert row["denominator"] == 262_839

    def test_an_authority_that_a_file_prints_in_parts_has_their_sum(self, calculated):
        cumberland = find_area("Cumberland").code
        parts = [people(100_000 + n, 2020, area_code=find_area(name, resolve=False).code)
                 for n, name in enumerate(("Allerdale", "Carlisle", "Copeland"))]  # fmt: skip
        (row,) = calculated(YEARLY, deaths(40, 2020, area_code=cumberland), *parts).to_dict(
            "records"
        )
        assert row["denominator"] == 300_003
        assert len(row["observations"].split()) == 4

    def test_authorities_together_have_the_people_of_both(self, observed):
        both = find_place("Leicestershire + Rutland")
        rows = observed(
            *(deaths(10, 2020, area_code=part.code) for part in both.parts),
            *(people(100_000, 2020, area_code=part.code) for part in both.parts),
        )
        made = calculate(rows, [load_indicators()[YEARLY]], combined=[both])
        row = made[made["area_code"] == both.code].iloc[0]
        assert (row["count"], row["denominator"]) == (20, 200_000)
        assert row["value"] == pytest.approx(10)


class TestPooledYears:
    THREE = (deaths(10, 2018), deaths(18, 2019), deaths(28, 2020))
    PEOPLE = tuple(people(100_000, year) for year in (2018, 2019, 2020))

    def test_counts_and_people_of_all_the_years_are_summed(self, calculated):
        (row,) = calculated(POOLED, *self.THREE, *self.PEOPLE).to_dict("records")
        assert (row["count"], row["denominator"]) == (56, 300_000)
        assert row["value"] == pytest.approx(56 / 3)
        assert row["period_kind"] == "pooled"

    def test_a_window_with_a_year_that_is_not_there_is_not_made(self, calculated):
        assert calculated(POOLED, self.THREE[0], self.THREE[2], *self.PEOPLE).empty

    def test_every_year_without_people_is_named_and_none_is_left_out(self, calculated):
        (row,) = calculated(POOLED, *self.THREE, self.PEOPLE[0]).to_dict("records")
        assert row["note"] == "empty: population not held for 2019, 2020"
        assert pd.isna(row["value"])

    def test_windows_that_share_years_are_refused_as_parts_of_a_longer_one(self, observed):
        windows = [deaths(30, "2018–20"), deaths(33, "2019–21")]
        with pytest.raises(DataError, match="counted twice") as refused:
            pool_years(choose(observed(*windows)), 2)
        assert "01 Jan 2018 to 31 Dec 2020 and 01 Jan 2019 to 31 Dec 2021" in str(refused.value)

    def test_windows_one_after_the_other_may_be_pooled(self, observed):
        windows = [deaths(30, "2015–17"), deaths(33, "2018–20")]
        pooled = pool_years(choose(observed(*windows)), 2)
        assert pooled["count"].tolist() == [63]
        assert str(pooled["period_start"].iloc[0].date()) == "2015-01-01"


class TestStandardisedRates:
    BANDS = (*(f"{age}-{age + 4}" for age in range(0, 90, 5)), "90+")

    def died(self, count, age):
        return {
            "indicator": "alcohol_specific_deaths_scotland",
            "area_code": SCOTLAND,
            "period": "2020",
            "age": age,
            "count": count,
            "source": "nrs_alcohol_deaths",
        }

    def everybody(self):
        return adults(1000, 2020, area_code=SCOTLAND)

    def test_bands_are_weighted_by_the_standard_population(self, calculated):
        died = [self.died(n, age) for n, age in enumerate(self.BANDS)]
        (row,) = calculated(BY_AGE, *died, *self.everybody()).to_dict("records")
        expected = methods.directly_standardised_rate(
            range(19), [5000] * 18 + [1000], methods.european_standard_population()
        )
        assert [row["value"], row["lower"], row["upper"]] == pytest.approx(list(expected))
        assert (row["age"], row["count"], row["denominator"]) == ("all ages", 171, 91_000)

    def test_infants_and_children_under_5_are_one_band(self, calculated):
        died = [self.died(n, age) for n, age in enumerate(self.BANDS)][1:]
        split = [self.died(0, "under 1"), self.died(0, "1-4")]
        (row,) = calculated(BY_AGE, *split, *died, *self.everybody()).to_dict("records")
        assert row["count"] == 171

    def test_ages_that_are_not_all_there_make_no_rate(self, calculated):
        died = [self.died(9, age) for age in self.BANDS if age != "40-44"]
        assert calculated(BY_AGE, *died, *self.everybody()).empty

    def test_fewer_than_10_deaths_make_no_rate_and_say_so(self, calculated):
        died = [self.died(age == "50-54", age) for age in self.BANDS]
        (row,) = calculated(BY_AGE, *died, *self.everybody()).to_dict("records")
        assert (row["state"], row["note"]) == (
            "missing",
            "No rate is given for fewer than 10 events.",
        )

    def test_without_residents_it_says_for_which_year(self, calculated):
        died = [self.died(9, age) for age in self.BANDS]
        (row,) = calculated(BY_AGE, *died).to_dict("records")
        assert row["note"] == "empty: population not held for 2020"


class TestPublishedRates:
    """A published value stays; what count and denominator give stands beside it."""

    ADMISSIONS = "alcohol_specific_admissions_under_18"

    def printed(self, value, count=60, denominator=100_000, **other):
        return {
            "indicator": "fingertips_92904",
            "period": "2021/22–2023/24",
            "age": "under 18",
            "source": "fingertips",
            "count": count,
            "denominator": denominator,
            "value": value,
            "lower": value - 10,
            "upper": value + 10,
            **other,
        }

    def test_the_published_value_is_shown_and_the_difference_reported(self, calculated):
        (row,) = calculated(self.ADMISSIONS, self.printed(60.125, 60)).to_dict("records")
        assert (row["value"], row["method"]) == (60.125, "published")
        assert row["recomputed"] == pytest.approx(60)
        assert row["published_difference"] == pytest.approx(-0.125)

    def test_a_rounded_count_may_differ_by_half_its_base(self, calculated):
        (row,) = calculated(self.ADMISSIONS, self.printed(62.4567, 60, rounding=5.0)).to_dict(
            "records"
        )
        assert row["note"] == ""
        assert row["published_difference"] == pytest.approx(-2.4567)

    def test_more_than_rounding_allows_is_said(self, calculated):
        (row,) = calculated(self.ADMISSIONS, self.printed(62.5678, 60, rounding=5.0)).to_dict(
            "records"
        )
        assert "further from the published value than rounding explains (2.5)" in row["note"]

    def test_without_a_count_there_is_nothing_to_recompute(self, calculated):
        (row,) = calculated(self.ADMISSIONS, self.printed(62.5, float("nan"))).to_dict("records")
        assert pd.isna(row["recomputed"])
        assert pd.isna(row["published_difference"])
