"""Key findings: what a director reads first, and what is not known."""

from __future__ import annotations

from toolkit.catalogue.indicators import Indicator
from toolkit.presentation.blocks import Section
from toolkit.presentation.wording import placed
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent
from toolkit.reports.views.statements import Statement, make_statement

__all__ = ["KEY_SUBJECTS", "key_findings", "key_statements", "lacking_subjects", "not_known"]

# In the order in which a report tells them; the nation's own statistic of each subject is taken.
KEY_SUBJECTS = (
    "drug_misuse_deaths",
    "alcohol_specific_mortality",
    "unmet_need_opiates_crack",
    "unmet_need_alcohol",
    "numbers_in_treatment_change",
    "treatment_progress",
    "successful_completion_opiates",
    "waiting_within_3_weeks",
    "continuity_of_care",
    "alcohol_specific_admissions",
    "drug_poisoning_admissions",
    "opiate_crack_prevalence",
    "deaths_in_treatment_share",
    "pupils_drug_use_last_year",
)
# Of authorities taken together, and of few deaths, no age-standardised rate can be given; a crude one can.
# Where nothing is held of deaths that alcohol alone causes, those in which it has a part are told.
_STAND_INS = {
    "drug_misuse_deaths": (
        "drug_misuse_deaths_three_years",
        "drug_misuse_deaths_scotland_one_year",
    ),
    "alcohol_specific_mortality": (
        "alcohol_specific_deaths_scotland_one_year",
        "alcohol_related_mortality",
    ),
}
_MOST = 8
_HEADING = "What stands out"
_WEIGHTS = {"worse": 2, "better": 1}


def key_findings(material: Material) -> Section:
    """Return the few statements that matter most: worse first, then what moves, then the rest.

    Parameters
    ----------
    material : Material
        The report's.

    Returns
    -------
    Section
        Up to eight statements, each with its figure, and what is not known.
    """
    held = key_statements(material)
    if not held:
        name = placed(material.area.name)
        what = "rate, share or estimate" if _has_numbers(material) else "figure"
        why = f"no {what} of any key subject is held for {name}. {not_known(material)}"
        return absent("key_findings", _HEADING, why)
    chosen = sorted(held, key=_weight, reverse=True)[:_MOST]
    return Section(
        "key_findings",
        _HEADING,
        sentences=[*(one.sentence() for one in chosen), *filter(None, [not_known(material)])],
        caveats=[
            "What is worse than the comparator stands first, then what is getting worse, then the rest.",
            "None of this says why: a figure that differs or moves has no cause until one is found.",
        ],
    )


def key_statements(material: Material) -> list[Statement]:
    """Return what is said of each key subject, of a stand-in where that alone has a figure."""
    said = (
        next(filter(None, (make_statement(material, one) for one in _names(subject))), None)
        for subject in KEY_SUBJECTS
    )
    return [one for one in said if one is not None]


def _names(subject: str) -> tuple[str, ...]:
    return (subject, *_STAND_INS.get(subject, ()))


def _has_numbers(material: Material) -> bool:
    return any(material.counts_alone(material.of_nation(name)) for name in KEY_SUBJECTS)


def _weight(one: Statement) -> int:
    return 10 * _WEIGHTS.get(one.verdict, 0) + 5 * _WEIGHTS.get(one.way, 0)


def not_known(material: Material) -> str:
    """Say which key subjects of the nation have no figures of the area."""
    lacking = [one.name for one in lacking_subjects(material) if not material.counts_alone(one)]
    if not lacking:
        return ""
    names = "; ".join(name[:1].lower() + name[1:] for name in lacking)
    return f"Not known of {placed(material.area.name)} from the files at hand: {names}."


def lacking_subjects(material: Material) -> list[Indicator]:
    """Return the key subjects that the nation publishes and of which the area has no figure."""
    own = {material.of_nation(name).id: name for name in KEY_SUBJECTS}
    return [
        one
        for one, subject in ((material.of_nation(name), name) for name in own.values())
        if material.area.nation in one.nations
        and not any(material.holds(material.of_nation(name)) for name in _names(subject))
    ]
