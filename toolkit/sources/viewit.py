"""What the columns of a ViewIt export measure, whichever generation named them.

The export of 2022 writes ``eth_white_allintx`` (or ``Eth_White_AllInTx``), that
of 2024 ``Ethnicity - White - All in treatment``. A measure is a breakdown, a
member of it, and of whom: people in treatment or new presentations. Headings
that mean the same get one id; where that is not established, as with waiting
times, which the two count over different people, each keeps its own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["MeasureName", "name_measure"]


class MeasureName(NamedTuple):
    """A measure, and the breakdown that it is a part of.

    Parameters
    ----------
    id : str
        The measure.
    breakdown : str
        What its people are shared out by; blank for a total.
    people : str
        Of whom: the measure that counts them all.
    """

    id: str
    breakdown: str
    people: str


_IN_TREATMENT, _NEW = "numbers_in_treatment", "new_presentations"
_PEOPLE = re.compile(r"_(?:(allintx|all_in_treatment)|(newtx|new_presentations?))$")

_TOTALS = {
    "all_in_treatment": _IN_TREATMENT,
    "intreatment_allintx": _IN_TREATMENT,
    "num_intreatment_allintx": _IN_TREATMENT,
    "new_presentations": _NEW,
    "newpresentation_newtx": _NEW,
    "num_newpresentation_newtx": _NEW,
    # Of a window of their own, which is not the year.
    "scnr_intreatment_allintx": "successful_completion_in_treatment",
    "scnr_completion_allintx": "successful_completion_completed",
    "scnr_representation_allintx": "successful_completion_re_presented",
    "scnr_scrn_allintx": "successful_completion_without_re_presentation",
    "safeguarding_num_of_children_allintx": "children_living_with_people_in_treatment",
    "safeguarding_num_of_children_newtx": "children_living_with_new_presentations",
}

# The longest beginning that fits names the breakdown.
_BREAKDOWNS = {
    "alc_units": "alcohol_units",
    "alcohol_consumption": "alcohol_units",
    "clients_who_are_parents_carers": "parental_status",
    "club_drugs_and_nps": "substance_use",
    "disability": "disability",
    "employment_status": "employment_status",
    "employmentstatus": "employment_status",
    "eth": "ethnicity",
    "ethnicity": "ethnicity",
    "exits": "treatment_exit",
    "housing_situation": "housing_situation",
    "housingsituation": "housing_situation",
    "injecting": "injecting",
    "injecting_behaviour": "injecting",
    "interventions": "interventions",
    "interventions_pharmacological": "interventions_pharmacological",
    "interventions_psychosocial": "interventions_psychosocial",
    "interventions_total": "interventions_total",
    "length_in_treatment": "length_in_treatment",
    "lengthintreatment": "length_in_treatment",
    "referral_source": "referral_source",
    "referralsource": "referral_source",
    "religion": "religion",
    "safeguarding": "parental_status",
    "sexual_orientation": "sexual_orientation",
    "sexuality": "sexual_orientation",
    "substance_use": "substance_use",
    "substance_use_club_drugs_and_nps": "substance_use",
    "substanceanycitation": "substance_use",
    "treatment_exits": "treatment_exit",
    "waiting_times": "waiting_time",
    "waitsfirst": "waiting_time_first_intervention",
    "waitssub": "waiting_time_subsequent_intervention",
}

# Members that a heading does not spell out, or that the generations spell apart.
_NPS = "new_psychoactive_substances"
_WAITS = {"3weeksandunder": "3_weeks_or_less", "3to6weeks": "3_to_6_weeks",
          "over6weeks": "over_6_weeks"}  # fmt: skip
_MEMBERS = {
    "alcohol_units": {
        "0": "none", "0_units": "none", "1to199": "1_to_199", "200to399": "200_to_399",
        "400to599": "400_to_599", "600to799": "600_to_799", "800to999": "800_to_999",
        "1000andover": "1000_and_over",
    },
    "disability": {
        "any_disability": "any", "behaviour": "behaviour_and_emotional", "manual": "manual_dexterity",
        "learning_disability": "learning", "mobility": "mobility_and_gross_motor",
        "perception": "perception_of_physical_danger", "personal": "personal_and_self_care",
        "personal_self_care_and_continence": "personal_and_self_care",
        "progressive": "progressive_conditions",
        "progressive_conditions_and_physical_health": "progressive_conditions",
        "nodisability": "none", "notstated": "not_stated", "allmissing": "missing",
    },
    "employment_status": {
        "regularemployment": "regular_employment", "in_regular_employment": "regular_employment",
        "unemployedinactive": "unemployed_or_economically_inactive",
        "unemployed_economically_inactive": "unemployed_or_economically_inactive",
        "longtermsickdisabled": "long_term_sick_or_disabled",
        "long_term_sick_disabled": "long_term_sick_or_disabled",
        "ineducation": "in_education", "unpaidvoluntary": "unpaid_or_voluntary",
        "unpaid_voluntary": "unpaid_or_voluntary", "notstatedmissing": "not_stated",
    },
    "ethnicity": {
        "asian_asian_british": "asian", "black_african_caribbean_black_british": "black",
        "mixed_multiple_ethnic_group": "mixed", "other_ethnic_group": "other",
    },
    "housing_situation": {
        "urgentproblem": "urgent_problem", "urgent_housing_problem": "urgent_problem",
        "housingproblem": "housing_problem", "noproblem": "no_problem",
        "notstatedormissing": "not_stated",
    },
    "injecting": {
        "currently_injecting": "current", "previously_injecting": "previous",
        "previously_injected": "previous", "never_previously_injected": "never",
        "declinedtoanswer": "declined_to_answer",
    },
    "interventions": {
        "prescribing_precdsj": "prescribing_before_core_data_set_j",
        "psycho_precdsj": "psychosocial_before_core_data_set_j",
        "inpatient_detox_precdsj": "inpatient_detoxification_before_core_data_set_j",
        "structured_day_precdsj": "structured_day_programme_before_core_data_set_j",
        "residential_rehab_precdsj": "residential_rehabilitation_before_core_data_set_j",
        "other_structured_precdsj": "other_structured_before_core_data_set_j",
        "oldyp_precdsj": "young_persons_before_core_data_set_j",
        "preallyear": "before_core_data_set_j_all_year",
        "total_individuals_any_struct_int_with_settings": "structured_with_setting",
        "total_individuals_any_struct_int_incl_precdsj": "structured_any",
        "total_individuals_cdsj_struct_intervention": "structured_core_data_set_j",
        "total_individuals_precdsj_struct_intervention": "structured_before_core_data_set_j",
    },
    "interventions_pharmacological": {"missing": "setting_not_stated"},
    "interventions_psychosocial": {"missing": "setting_not_stated"},
    "interventions_total": {"missing": "setting_not_stated"},
    "length_in_treatment": {
        "under1year": "under_1_year", "1to2years": "1_to_2_years", "2to4years": "2_to_4_years",
        "4to6years": "4_to_6_years", "over6years": "over_6_years",
        "under1year_exits": "under_1_year_at_exit", "1to2years_exits": "1_to_2_years_at_exit",
        "2to4years_exits": "2_to_4_years_at_exit", "4to6years_exits": "4_to_6_years_at_exit",
        "over6years_exits": "over_6_years_at_exit",
    },
    "parental_status": {
        "parentlivingwithchildren": "parent_living_with_children",
        "othercontactlivingwithchildren": "not_a_parent_and_living_with_children",
        "parentsnotwithchildren": "parent_not_living_with_children",
        "notparentnocontactwithchildren": "not_a_parent_and_not_living_with_children",
        "livingwithincompletedata": "incomplete",
    },
    "referral_source": {
        "health_services_social_care": "health_services_and_social_care",
        "self_family_friends": "self_family_or_friends",
    },
    "religion": {"decline": "declined"},
    "sexual_orientation": {
        "hetero": "heterosexual", "gaylesbian": "gay_or_lesbian", "gay_lesbian": "gay_or_lesbian",
        "bi": "bisexual", "asked": "does_not_know", "notstated": "not_stated",
        "client_asked_and_does_not_know_or_is_not_sure": "does_not_know",
        "sexual_orientation_not_stated": "not_stated", "other_sexual_orientation": "other",
    },
    "substance_use": {
        "opiatesandorcrack": "opiates_or_crack", "opiatesandcrack": "opiates_and_crack",
        "opiate_and_crack_cocaine": "opiates_and_crack", "opiatesnotcrack": "opiates_not_crack",
        "opiate_not_crack_cocaine": "opiates_not_crack", "cracknotopiates": "crack_not_opiates",
        "crack_cocaine_not_opiate": "crack_not_opiates", "amphetamines_not_ecstasy": "amphetamines",
        "benzodiazepine": "benzodiazepines", "hallucinogen": "hallucinogens",
        "majortranquillisers": "major_tranquillisers", "otherdrugs": "other_drugs",
        "prescriptiondrugsother": "other_prescription_drugs", "nonopiates": "non_opiates",
        "prescripopiates": "prescription_opiates", "nps": _NPS, "npsother_any": _NPS,
        "npsother_predomstim": f"{_NPS}_stimulant", "npsother_predomhalluc": f"{_NPS}_hallucinogenic",
        "npsother_predomdissoc": f"{_NPS}_dissociative",
        "npsother_predomsedopi": f"{_NPS}_sedative_or_opioid",
        "npsother_predomcann": f"{_NPS}_cannabinoid", "npsother_other": f"{_NPS}_other",
        "clubdrug_ecstasy": "ecstasy", "clubdrug_ketamine": "ketamine",
        "clubdrug_ghbgbl": "ghb_or_gbl", "ghb_gbl": "ghb_or_gbl",
        "clubdrug_methamphetamine": "methamphetamine", "clubdrug_mephedrone": "mephedrone",
        "anyclubdrug": "any_club_drug",
    },
    "treatment_exit": {
        "successfulcompletion": "successful_completion", "droppedout": "dropped_out",
        "dropped_out_left": "dropped_out", "movedaway": "moved_away",
        "noappropriatetreatment": "no_appropriate_treatment", "notknown": "not_known",
        "transferrednotincustody": "transferred_not_in_custody",
        "transferredincustody": "transferred_in_custody", "referredon": "referred_on",
        "treatmentdeclined": "treatment_declined", "treatmentwithdrawn": "treatment_withdrawn",
    },
    "waiting_time": {"between_3_and_6_weeks": "3_to_6_weeks"},
    "waiting_time_first_intervention": _WAITS,
    "waiting_time_subsequent_intervention": _WAITS,
}  # fmt: skip

# The export of 2022 glues an intervention and its setting together.
_SETTINGS = {
    "community": "community",
    "inpatient": "inpatient_unit",
    "primarycare": "primary_care",
    "residentialrehab": "residential",
    "recoveryhouse": "recovery_house",
    "youngpersons": "young_persons",
    "yp": "young_persons",
    "missingsetting": "setting_not_stated",
    "missing": "setting_not_stated",
    "_total": "any",
}
_KINDS = {"psy": "psychosocial", "pre": "pharmacological", "recsupp": "recovery_support",
          "all": "all"}  # fmt: skip
_GLUED = re.compile(rf"interventions_({'|'.join(_KINDS)})({'|'.join(_SETTINGS)})")
_SETTING = re.compile(rf"interventions_({'|'.join(_SETTINGS)})_setting")


def name_measure(heading: str) -> MeasureName:
    """Return the measure that a column of a ViewIt export holds.

    A heading that is not known gets an id by the same rule: its words, and of whom.

    Parameters
    ----------
    heading : str
        As printed.

    Examples
    --------
    >>> name_measure("Eth_White_AllInTx").id
    'ethnicity_white_in_treatment'
    >>> name_measure("Club drugs and NPS - GHB/GBL - New presentations").id
    'substance_use_ghb_or_gbl_new_presentations'
    >>> name_measure("interventions_psyprimarycare")
    MeasureName(id='interventions_psychosocial_primary_care_in_treatment', \
breakdown='interventions_psychosocial', people='numbers_in_treatment')
    """
    slug = re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")
    if slug in _TOTALS:
        return MeasureName(_TOTALS[slug], "", "")
    found = _PEOPLE.search(slug)
    new = bool(found and found[2])
    breakdown, member = _split(slug[: found.start()] if found else slug)
    words = [breakdown, member, _NEW if new else "in_treatment"]
    return MeasureName("_".join(filter(None, words)), breakdown, _NEW if new else _IN_TREATMENT)


def _split(slug: str) -> tuple[str, str]:
    """Return the breakdown and the member of it that a heading names."""
    if glued := _GLUED.fullmatch(slug):
        return f"interventions_{_KINDS[glued[1]]}", _SETTINGS[glued[2]]
    if setting := _SETTING.fullmatch(slug):
        return "interventions_structured", _SETTINGS[setting[1]]
    begins = [start for start in _BREAKDOWNS if slug.startswith(f"{start}_")]
    if not begins:
        return "", slug
    start = max(begins, key=len)
    if (rest := slug.removeprefix("interventions_")) in _MEMBERS["interventions"]:
        start = slug.removesuffix(f"_{rest}")
    breakdown, member = _BREAKDOWNS[start], slug[len(start) + 1 :]
    if breakdown == "alcohol_units":
        member = member.removesuffix("_units") or member
    return breakdown, _MEMBERS.get(breakdown, {}).get(member, member)
