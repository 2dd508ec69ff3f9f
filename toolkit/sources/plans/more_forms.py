"""The forms of figures and of episodes of treatment, for the templates."""

from __future__ import annotations

from toolkit.contracts import BASES, SEXES, STATES
from toolkit.sources.own_figures import COLUMNS
from toolkit.sources.plans.fields import Field, Form

# Withheld is said of results, by the gate alone.
_GIVEN = tuple(state for state in STATES if state != "withheld")

__all__ = ["CASELOAD_FORM", "FIGURES_FORM"]

FIGURES_FORM = Form(
    "figures",
    (
        Field("role", "input (left out: input), derived, target or benchmark", "choice",
              choices=("input", "derived", "target", "benchmark")),
        Field("measure", "what was measured, as an id such as numbers_in_treatment", "measure", needed=True),
        Field("measure_name", "the same in plain English"),
        Field("area_code", "needed, or the name: official code, codes joined by + where one figure covers several "
              "authorities"),
        Field("area_name", "official name; read where the code is left out", "area"),
        Field("period", "2024/25, 2023, 2021 - 23, Oct 2023-Sep 2024; as text, not as a date", "period", needed=True),
        Field("sex", "persons (left out: persons), male or female", "choice", choices=SEXES),
        Field("age", "18+, 15-64, under 18, all ages"),
        Field("group", "member of the grouping scheme; left out: all"),
        Field("grouping_scheme", "how people are shared out between groups, such as national_four_groups"),
        Field("count", "number of people, events or things; * where it is suppressed", "marked"),
        Field("denominator", "what the count or percentage is a part of", "marked"),
        Field("value", "the percentage, rate or amount: 36.0 for 36 per cent", "marked"),
        Field("lower", "lower limit, if there is one", "marked"),
        Field("upper", "upper limit, if there is one", "marked"),
        Field("unit", "people, %, per 100,000, deaths, kits and so on"),
        Field("basis", "local (left out: local), published, modelled or survey", "choice", choices=BASES),
        Field("state", "left out: read from the figures", "choice", choices=_GIVEN),
        Field("due", "of a target, the month it is due: 2026-03"),
        Field("restricted", "yes where the row is not for publication; whole file in any row marks them all", "flag",
              choices=("yes", "no", "whole file")),
        Field("note", "what a reader must know of the figure"),
    ),
    frozenset(COLUMNS),
    "figure, with its area and its count or value",
)  # fmt: skip

CASELOAD_FORM = Form(
    "caseload",
    (
        Field("client_id", "a pseudonym, the same in all of a person's episodes", needed=True),
        Field("start_date", "all as 2024-03-31 or all as 31/03/2024", "day", needed=True),
        Field("end_date", "as the start; blank while the episode is open", "day"),
        Field("substance_group", "opiate, non-opiate and alcohol, non-opiate only, or alcohol only", needed=True),
        Field("la_code", "code or name of the authority of residence", "area", needed=True),
        Field("sex", "male, female, or blank where it is not stated", "choice", choices=("male", "female")),
        Field("age_band", "a band such as 30-49, or the age in years at the start of the episode"),
    ),
    frozenset({"client_id"}),
    "episode",
)  # fmt: skip
