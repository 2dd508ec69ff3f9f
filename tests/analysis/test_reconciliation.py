"""Published values and limits made again: which agree, and why the others do not."""

from __future__ import annotations

import numpy as np

from toolkit import methods
from toolkit.analysis.reconciliation import CLASSES, reconcile
from toolkit.catalogue.published_limits import load_published_limits
from toolkit.reports.reconciling import describe_reconciliation


def printed(indicator, count, denominator, estimate, **other):
    value, lower, upper = (float(part) for part in estimate)
    return {
        "indicator": indicator,
        "count": count,
        "denominator": denominator,
        "value": value,
        "lower": lower,
        "upper": upper,
        "source": "fingertips",
        **other,
    }


def rate(count, people):
    return methods.crude_rate(count, people, scale=100_000)


def found(observed, *rows):
    return reconcile(observed(*rows))["found"].tolist()


def test_a_rate_and_limits_that_follow_from_the_count_agree(observed):
    row = printed("fingertips_92904", 63, 100_001, rate(63, 100_001))
    assert found(observed, row) == ["agrees"]


def test_a_count_shown_to_the_nearest_five_agrees_as_far_as_that_allows(observed):
    row = printed("fingertips_92904", 65, 100_001, rate(63, 100_001), rounding=5.0)
    assert found(observed, row) == ["rounded counts"]
    assert found(observed, {**row, "count": 70}) == ["unknown"]


def test_a_value_printed_to_one_decimal_agrees_as_far_as_that_allows(observed):
    share = methods.proportion(385, 5905, scale=100)
    row = printed("fingertips_1730", 385, 5905, (round(share[0], 1), *share[1:]))
    assert found(observed, row) == ["printed decimals"]


def test_limits_of_numbers_printed_to_the_nearest_five_are_those_of_the_furthest_apart(observed):
    """Rutland and Bournemouth in Fingertips 10101: plain Wilson limits are narrower."""
    rutland = printed("fingertips_10101", 385, 5905, (6.5, 5.883733012, 7.216071))
    bournemouth = printed("fingertips_10101", 11060, 52560, (21.0, 20.69169865, 21.397839))
    assert found(observed, rutland, bournemouth) == ["printed decimals", "printed decimals"]
    plain = methods.proportion(385, 5905, scale=100)
    assert found(observed, {**rutland, "lower": plain[1], "upper": plain[2]}) == ["unknown"]


def test_a_standardised_rates_upper_limit_follows_from_its_lower_one(observed):
    made = methods.directly_standardised_rate([30, 40], [1000, 900], [1, 2])
    row = printed("fingertips_93763", 70, 1900, made)
    assert found(observed, row) == ["agrees"]
    assert found(observed, {**row, "upper": row["upper"] * 1.01}) == ["unknown"]
    assert found(observed, {**row, "upper": row["upper"] * 1.01, "count": 70.4}) == [
        "attributable fractions"
    ]


def test_limits_of_an_estimate_are_not_made_of_the_count(observed):
    """Hartlepool's unmet need is printed with the prevalence as a whole number: 1,339, not 1,338.67."""
    exact = printed("fingertips_93532", 1027.6667, 1338.6667, (76.7679283, 69.2, 83.0))
    assert found(observed, exact) == ["limits of an estimate"]
    assert found(observed, {**exact, "denominator": 1339}) == ["rounded denominator"]


def test_a_measure_of_which_no_method_is_declared_is_named_as_such(observed):
    assert found(observed, printed("fingertips_1", 5, 10, (50, 24, 76))) == ["not declared"]


def test_rows_without_a_count_a_denominator_or_limits_are_not_asked(observed):
    row = printed("fingertips_92904", 63, 100_001, rate(63, 100_001))
    rows = observed(*({**row, part: np.nan} for part in ("count", "denominator", "lower")))
    told = reconcile(rows)
    assert told.empty
    assert describe_reconciliation(told).startswith("no published row")


def test_the_share_that_agrees_is_told_with_the_method_of_each_measure(observed):
    good = printed("fingertips_92904", 63, 100_001, rate(63, 100_001))
    told = describe_reconciliation(reconcile(observed(good, {**good, "upper": 99})))
    assert told.startswith("2 published rows have a count, a denominator and limits; 1 (50.0%)")
    assert load_published_limits()["fingertips_92904"].declared_by in told
    assert f"unknown: {CLASSES['unknown']}" in told
