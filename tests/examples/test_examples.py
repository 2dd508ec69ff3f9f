"""The worked examples of this folder, each walked from printed figures to what is said of them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from toolkit.analysis.calculation import calculate
from toolkit.analysis.gap import implied_treated, people_needed
from toolkit.catalogue.areas import find_area
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.schemes import load_schemes
from toolkit.contracts import OBSERVATIONS
from toolkit.periods import Period
from toolkit.presentation.wording import number
from toolkit.sources.reading import period_columns

FOLDER = Path(__file__).parent
GROUPS = {name: group for group, name in load_schemes()["ocu_partition"].names.items()}
ALCOHOL, YOUNG = "alcohol", "children and young people"
EVERYONE, ADULTS, AGES = "everyone", "adults", "ages "

# What, and of whom where that matters: the indicator, and the column that a figure stands in.
MEASURES = {
    "in treatment": ("numbers_in_treatment", "count"),
    f"in treatment, {YOUNG}": ("numbers_in_treatment_young_people", "count"),
    "estimated need": ("opiate_crack_prevalence", "count"),
    f"estimated need, {ALCOHOL}": ("alcohol_dependence", "count"),
    "printed change": ("numbers_in_treatment_change", "value"),
    f"printed change, {YOUNG}": ("numbers_in_treatment_young_people_change", "value"),
    "printed unmet need": ("unmet_need_opiates_crack", "value"),
    f"printed unmet need, {ALCOHOL}": ("unmet_need_alcohol", "value"),
    "deaths from drug misuse": ("drug_misuse_deaths", "count"),
    "deaths from alcohol": ("alcohol_specific_deaths_scotland", "count"),
    "residents": ("residents", "count"),
}
STATEMENTS = {
    "number in treatment": "numbers_in_treatment",
    "need": "opiate_crack_prevalence",
    "change": "numbers_in_treatment_change",
    f"change, {YOUNG}": "numbers_in_treatment_young_people_change",
    "unmet need": "unmet_need_opiates_crack",
    f"unmet need, {ALCOHOL}": "unmet_need_alcohol",
    "rate in treatment": "numbers_in_treatment_rate",
    "rate of deaths from drug misuse": "drug_misuse_deaths_one_year",
    "rate of deaths from drug misuse over three years": "drug_misuse_deaths_three_years",
    "rate of deaths from alcohol": "alcohol_specific_deaths_scotland_one_year",
    "standardised rate of deaths from alcohol": "alcohol_specific_deaths_scotland_by_age",
}


def examples():
    for path in sorted(FOLDER.glob("*.toml")):
        text = tomllib.loads(path.read_text(encoding="utf-8"))
        for example in text["example"]:
            yield pytest.param(example, text["area"], id=f"{path.stem}: {example['name'][:60]}")


def read(words, table, area):
    """Split "what, who, area, year" and look the first two up."""
    what, who, *elsewhere, period = words.split(", ")
    found = table.get(f"{what}, {who}") or table[what]
    group = GROUPS.get(who, "all")
    assert who in GROUPS or who in (ALCOHOL, YOUNG, EVERYONE, ADULTS) or who.startswith(AGES)
    code = find_area(elsewhere[0] if elsewhere else area).code
    return found, group, code, Period.parse(period)


def age_of(words):
    """Return the ages that a figure is of; those of the catalogue's adults where it says none."""
    who = words.split(", ")[1]
    return who.removeprefix(AGES) if who.startswith(AGES) else _AGES.get(who, "18+")


_AGES = {EVERYONE: "all ages", ADULTS: "18+"}


def observe(given, area):
    """Make observations of the figures that are given."""
    rows, periods = [], []
    for place, (words, figure) in enumerate(given.items()):
        (indicator, column), group, code, period = read(words, MEASURES, area)
        modelled = words.startswith(("estimated", "printed unmet"))
        periods.append(period)
        rows.append(
            {
                "id": f"given-{place}",
                "indicator": indicator,
                "area_code": code,
                "sex": "persons",
                "age": age_of(words),
                "group": group,
                "grouping_scheme": "" if group == "all" else "ocu_partition",
                column: float(figure),
                "basis": "modelled" if modelled else "published",
                "state": "ok",
                "rounding": 0.0,
                "source": "partnership_reports",
                "file": "partnership_reports/example.csv",
                "locator": words,
            }
        )
    frame = pd.DataFrame(rows).assign(**period_columns(periods))
    return OBSERVATIONS.complete(frame)


def said(row, results):
    """Everything that can be expected of a statement, in the words of the examples."""
    england = results[(results["area_code"] == "E92000001") & (results["group"] == row["group"])]
    answers = {
        "people": number(row["count"]),
        "per cent": number(row["value"], 1),
        "rate": _limit(row["value"]),
        "residents": number(row["denominator"]),
        "said": row["note"],
        "from": _limit(row["lower"]),
        "to": _limit(row["upper"]),
        "beyond chance": bool(row["lower"] > 0 or row["upper"] < 0),
        "as printed": number(row["published"], 1),
    }
    if pd.notna(row["published"]) and row["indicator"].startswith("unmet"):
        answers["treated as printed"] = list(
            implied_treated(row["published"], row["denominator"])[1:]
        )
    if len(england):
        for way in people_needed(row, england["value"].iloc[0]):
            basis = "counted" if way.basis == "counted" else "as printed"
            answers[f"more people, {basis}"] = way.needed
    return answers


def _limit(value):
    return "none" if pd.isna(value) else number(value, 1)


def as_said(words, expected):
    """Write an expected figure the way that a statement writes it."""
    if words in ("people", "residents"):
        return number(expected)
    if words in ("per cent", "rate", "from", "to", "as printed") and expected != "none":
        return number(expected, 1)
    return expected


@pytest.mark.parametrize(("example", "area"), list(examples()))
def test_example(example, area):
    indicator, group, code, period = read(example["asked"], STATEMENTS, area)
    results = calculate(observe(example["given"], area), [load_indicators()[indicator]])
    rows = results[
        (results["group"] == group)
        & (results["area_code"] == code)
        & (results["period_end"] == pd.Timestamp(period.end))
    ]
    assert len(rows) == 1
    answers = said(rows.iloc[0], results)
    expected = {words: as_said(words, figure) for words, figure in example["expect"].items()}
    assert {words: answers.get(words) for words in expected} == expected
