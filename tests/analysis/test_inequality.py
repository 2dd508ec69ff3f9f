"""Gradients by deprivation: of a source's own groups, and over authorities."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit.analysis.area_gradients import make_area_gradient
from toolkit.analysis.inequality import make_gradient
from toolkit.errors import DataError
from toolkit.periods import Period

# Alcohol-specific deaths of men by fifth of small areas, England 2021: rate and limits as ONS prints them.
PRINTED = [(35.8, 34.1, 37.5), (23.5, 22.1, 24.8), (16.4, 15.3, 17.5), (12.3, 11.4, 13.3), (8.9, 8.1, 9.7)]  # fmt: skip
# Drug misuse deaths by tenth of small areas, Scotland 2023: National Records of Scotland.
COUNTED = [357, 186, 193, 134, 100, 80, 45, 38, 15, 24]


@pytest.fixture
def fifths(stated):
    return stated(
        *(
            {"area_code": "E92000001", "period": "2021", "sex": "male", "category_type": "IMD quintile",
             "category": str(n), "value": value, "lower": lower, "upper": upper}
            for n, (value, lower, upper) in enumerate(PRINTED, 1)
        )
    )  # fmt: skip


def by_tenth(stated, counts):
    return stated(
        *(
            {"area_code": "S92000003", "period": "2023", "category_type": "SIMD decile", "category": str(n),
             "count": count, "value": count, "unit": "deaths", "method": "count"}
            for n, count in enumerate(counts, 1)
        )
    )  # fmt: skip


def test_a_gradient_goes_from_the_most_to_the_least_deprived(fifths):
    gradient = make_gradient(fifths.sample(frac=1, random_state=1), "E92000001", sex="male")
    assert gradient.points["category"].tolist() == ["1", "2", "3", "4", "5"]
    assert gradient.points["midpoint"].round(1).tolist() == [0.1, 0.3, 0.5, 0.7, 0.9]
    assert gradient.slope_index > 0
    assert gradient.slope_lower < gradient.slope_index < gradient.slope_upper
    assert gradient.relative_lower > 1


def test_the_line_is_that_of_least_squares_on_logarithms(fifths):
    gradient = make_gradient(fifths, "E92000001", sex="male")
    slope, start = np.polyfit(gradient.points["midpoint"], np.log(gradient.points["value"]), 1)
    assert gradient.intercept == pytest.approx(np.exp(start))
    assert gradient.relative_index == pytest.approx(np.exp(-slope))
    assert gradient.slope_index == pytest.approx(np.exp(start) - np.exp(start + slope))


def test_the_last_period_is_taken_before_the_edition_of_the_groups(stated):
    """Fingertips ends one edition of its tenths of authorities and goes on with the next."""
    kind = "District & UA deprivation deciles in England (IMD2019, 4/{} geography)"
    words = ("Most", "Second most", "Third more", "Fourth more", "Fifth more")
    tenths = [f"{word} deprived decile" for word in words]
    tenths += [one.replace("ost", "east").replace("ore", "ess").replace("M", "L").replace("m", "l")
               for one in reversed(tenths)]  # fmt: skip
    rows = stated(
        *(
            {"area_code": "E92000001", "period": period, "category_type": kind.format(edition),
             "category": name, "count": 100 - 5 * place, "denominator": 1e6, "value": 10 - place / 2}
            for period, edition in (("2021", 21), ("2021", 23), ("2023", 23))
            for place, name in enumerate(tenths)
        )
    )  # fmt: skip
    assert "4/23" in make_gradient(rows, "E92000001").category_type
    assert "4/23" in make_gradient(rows, "E92000001", Period.calendar(2021)).category_type
    older = make_gradient(rows, "E92000001", category_type=kind.format(21))
    assert "4/21" in older.category_type


def test_of_bare_numbers_the_ends_say_which_they_are(fifths):
    labels = make_gradient(fifths, "E92000001", sex="male").points["label"].tolist()
    assert labels == ["1 (most deprived)", "2", "3", "4", "5 (least deprived)"]


def test_what_was_not_printed_is_said(fifths):
    note = make_gradient(fifths, "E92000001", sex="male").note
    assert "equal share" in note
    assert "no events" in note


def test_counts_alone_make_a_gradient_where_the_groups_are_equal(stated):
    gradient = make_gradient(by_tenth(stated, COUNTED), "S92000003", Period.parse("2023"))
    assert gradient.relative_index > 10
    assert gradient.points["lower"].between(0, gradient.points["value"]).all()
    assert gradient.unit == "deaths"


def test_fewer_than_ten_events_in_a_group_are_refused_with_the_group_and_its_number(stated):
    with pytest.raises(DataError, match="10 events or more") as caught:
        make_gradient(by_tenth(stated, [*COUNTED[:8], 9, 7]), "S92000003")
    assert caught.value.problems == ("9: 9 events", "10 (least deprived): 7 events")


def test_a_suppressed_group_is_refused_and_not_taken_for_none(stated):
    rows = by_tenth(stated, COUNTED)
    hidden = rows.assign(
        **{name: rows[name].mask(rows["category"] == "9") for name in ("count", "value")}
    )
    with pytest.raises(DataError) as caught:
        make_gradient(hidden, "S92000003")
    assert caught.value.problems == ("9: not known",)


def test_a_group_that_is_not_there_is_named_by_what_is(stated):
    with pytest.raises(DataError, match="not five or ten"):
        make_gradient(by_tenth(stated, COUNTED[:9]), "S92000003")


def test_a_breakdown_that_an_area_has_not_is_refused_with_what_there_is(fifths):
    with pytest.raises(
        DataError, match=r"no figure by deprivation of persons.*IMD quintile \(male\)"
    ):
        make_gradient(fifths, "E92000001")
    with pytest.raises(DataError, match="printed: none"):
        make_gradient(fifths, "E06000026")


def test_a_breakdown_that_is_not_by_deprivation_makes_no_gradient(fifths):
    drugs = fifths.assign(category_type="drug implicated")
    with pytest.raises(DataError, match="no figure by deprivation"):
        make_gradient(drugs, "E92000001", sex="male", category_type="drug implicated")


def test_modelled_figures_are_refused(fifths):
    with pytest.raises(DataError, match="modelled"):
        make_gradient(fifths.assign(basis="modelled"), "E92000001", sex="male")


@pytest.fixture
def authorities(stated):
    codes = [f"E06000{n:03d}" for n in range(1, 31)]
    rows = stated(
        *(
            {"indicator": "planned_exits", "area_code": code, "period": "2021/22", "unit": "%",
             "count": 100.0 - n, "denominator": 200.0 + 10 * n}
            for n, code in enumerate(codes)
        )
    )  # fmt: skip
    return rows, pd.Series([n // 3 + 1 for n in range(30)], index=codes)


def test_over_authorities_events_and_people_are_added_up_before_they_are_divided(authorities):
    rows, tenths = authorities
    first = make_area_gradient(rows, tenths).points.iloc[0]
    assert (first["count"], first["denominator"]) == (297, 630)
    assert first["value"] == pytest.approx(100 * 297 / 630)
    assert first["value"] != pytest.approx((100 / 200 + 99 / 210 + 98 / 220) / 3 * 100)


def test_over_authorities_a_suppressed_part_is_refused_by_name(authorities):
    rows, tenths = authorities
    hidden = rows.assign(count=rows["count"].mask(rows["area_code"] == "E06000005"))
    hidden["state"] = hidden["state"].mask(hidden["count"].isna(), "suppressed")
    with pytest.raises(DataError, match="suppressed: E06000005"):
        make_area_gradient(hidden, tenths)


def test_authorities_without_a_figure_are_counted_in_the_note(authorities):
    rows, tenths = authorities
    assert "1 of 30 authorities" in make_area_gradient(rows.iloc[1:], tenths).note


def test_authorities_of_no_known_deprivation_make_no_gradient(authorities):
    rows, tenths = authorities
    with pytest.raises(DataError, match="no figure of any authority"):
        make_area_gradient(rows.assign(area_code="W06000001"), tenths)


def test_an_authority_that_stands_twice_is_refused(authorities):
    rows, tenths = authorities
    with pytest.raises(DataError, match="more than once: E06000001"):
        make_area_gradient(pd.concat([rows, rows.iloc[:1]]), tenths)


def test_pooled_events_are_divided_by_each_years_people(stated):
    codes = [f"E06000{n:03d}" for n in range(1, 11)]
    rows = stated(*({"area_code": code, "period": "2019–21", "count": 60.0} for code in codes))
    people = pd.Series(100_000.0, index=codes)
    gradient = make_area_gradient(rows, pd.Series(range(1, 11), index=codes), residents=people)
    assert gradient.points["denominator"].tolist() == [300_000] * 10
    # Drug misuse deaths are declared per 100,000 people.
    assert gradient.points["value"].tolist() == pytest.approx([20.0] * 10)
    assert gradient.relative_index == pytest.approx(1)
    assert gradient.intercept == pytest.approx(20)
