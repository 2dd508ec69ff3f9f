"""The indicators of the catalogue can be found, calculated, judged and traced to data."""

from __future__ import annotations

import csv
import inspect
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from toolkit import methods
from toolkit.analysis.calculation import STATISTICS
from toolkit.catalogue.framework import load_framework
from toolkit.catalogue.indicators import Indicator, find_indicator, load_indicators
from toolkit.catalogue.schemes import load_schemes
from toolkit.errors import ParameterError
from toolkit.methods import POLARITIES
from toolkit.sources import readers
from toolkit.sources.scotpho import read_name
from toolkit.sources.viewit import name_measure

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT / "../shared"
INDICATORS = load_indicators()
HELD = [indicator for indicator in INDICATORS.values() if indicator.numerator]
each_indicator = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=list(INDICATORS))
each_held = pytest.mark.parametrize("indicator", HELD, ids=[indicator.id for indicator in HELD])

# What the field asks for, by the short names of the first draft of the catalogue.
DRAFT = re.findall(
    r"\w+",
    """
    ocu_prev opiate_prev opiate_only_prev crack_prev alc_dep_prev alc_dep_children
    drink_over14 binge_drink abstain csew_any_1659 sdd_drugs sdd_units smoking_adults
    n_treat_total n_treat_opiate n_treat_nonop n_treat_alc n_treat_nonop_alc n_treat_ocu
    rate_treat_drug rate_treat_alc new_pres n_treat_cyp pct_change_treat caseload_mix
    wait_3wk_alc wait_3wk tier4 eff_treat unmet_ocu unmet_opiate_only unmet_crack_only
    unmet_both unmet_alc penetration unmet_projected sc_opiate sc_nonopiate sc_alcohol
    represent treat_progress planned_exit early_dropout cyp_cannabis cyp_other cyp_alc
    cyp_mh_unmet adult_mh_need housing_problem employment parental inject bbv_hcv cc_prison
    cj_referral drug_misuse_deaths drug_poisoning_deaths deaths_drug_treat deaths_alc_treat
    n_died_treat alc_specific_mort alc_related_mort u75_liver suicide adm_alc_specific
    adm_alc_specific_u18 adm_alc_narrow adm_alc_broad adm_subst_1524 adm_drug_poison
    adm_selfharm_1024 county_lines ocg_disrupt drug_homicide neigh_crime drug_offences
    cin_parent_alc cin_parent_drug exclusions homeless_drug imd pop sc_wait sc_drd sc_asd
    sc_drug_stays sc_alc_stays sc_nfod sc_thn sc_abi sc_mat sc_ost_mix sc_rehab sc_s4_drugs
    sc_pdu sc_maternity sc_cp wa_wait wa_complete wa_referrals wa_deaths rr_england gap_bench
    trajectory smr_generic
    """,
)
# Numbers of Fingertips that nobody has been able to check.
UNVERIFIED = {91182, 92774, 92776, 92778, 93453, 93454, 93765}
# What the readers make of a publisher's own words; the measures are not spelt out in them.
MADE = re.compile(
    r"fingertips_\d+|scotpho_[a-z0-9_]+|deprivation_[a-z_]+|drug_(misuse|poisoning)_deaths_per_million"
    r"|(employment_status|housing_situation|injecting|parental_status|referral_source|substance_use"
    r"|treatment_exit|waiting_time_first_intervention)_[a-z0-9_]+_(in_treatment|new_presentations)"
)


@pytest.fixture(scope="module")
def tracked():
    """Every measure of the tables that are tracked with the project."""
    found = set()
    for path in (PROJECT / "data" / "raw" / "partnership_reports").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row.get("measure") for row in csv.DictReader(file)}
    assert found
    return found


@pytest.fixture(scope="module")
def readers_text():
    folder = Path(inspect.getfile(readers)).parent
    paths = [*folder.glob("*.py"), *folder.parent.glob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def is_read(measure, text):
    """Whether a reader names the measure, in full or as the pattern that makes it."""
    if f'"{measure}"' in text or MADE.fullmatch(measure):
        return True
    patterns = re.findall(r'f"([a-z_]*\{[^}"]+\}[a-z_]*)"', text)
    return any(
        re.fullmatch(re.sub(r"\\\{.*?\\\}", "[a-z0-9_]+", re.escape(pattern)), measure)
        for pattern in patterns
        if not pattern.startswith("{") and "_" in pattern
    )


def texts(indicator):
    """Every sentence that a reader may be shown."""
    return [
        indicator.why_it_matters,
        *indicator.caveats,
        *([indicator.availability_reason] if indicator.availability_reason else []),
    ]


@each_held
def test_its_statistic_can_be_calculated(indicator):
    assert indicator.statistic in STATISTICS


@each_indicator
def test_its_statistic_is_one_of_ours(indicator):
    assert indicator.statistic in {*STATISTICS, *methods.__all__}


@each_indicator
def test_its_polarity_can_be_judged(indicator):
    assert indicator.polarity in POLARITIES


@each_indicator
def test_some_reader_or_tracked_table_holds_what_it_reads(indicator, tracked, readers_text):
    unread = [
        name
        for measure in indicator.measures
        for name in measure.names
        if name not in tracked and not is_read(name, readers_text)
    ]
    assert unread == []


@each_indicator
def test_groups_that_it_sums_share_people_out_in_one_scheme(indicator):
    for measure in indicator.measures:
        assert not measure.groups or any(
            set(measure.groups) <= set(scheme.exclusive) or measure.groups == (scheme.total,)
            for scheme in load_schemes().values()
        )


@each_indicator
def test_a_group_of_people_in_treatment_is_one_of_a_scheme(indicator):
    for measure in indicator.measures:
        if measure.group and measure.measure == "numbers_in_treatment":
            assert any(measure.group in scheme.names for scheme in load_schemes().values())


@each_indicator
def test_a_number_is_one_of_things_that_can_be_counted_or_a_rate_and_never_both(indicator):
    """Numbers of two areas may be added up and not compared, rates the other way round."""
    rate = re.search(r"^%|\bper\b|points|times|red, amber", indicator.unit)
    assert indicator.comparable == (bool(rate) and indicator.statistic != "percentage_change")
    if indicator.statistic == "count":
        assert not rate


@each_indicator
def test_a_number_of_people_is_not_judged(indicator):
    if not indicator.comparable and re.match("people|children|pupils|deaths", indicator.unit):
        assert indicator.polarity == "no_judgement"


@each_indicator
def test_an_estimate_of_need_is_not_judged(indicator):
    if indicator.published_as in ("modelled_estimate", "synthetic_estimate"):
        assert indicator.polarity == "no_judgement"


@each_indicator
def test_what_it_is_per_stands_in_its_unit(indicator):
    per = {
        r"^%": 100,
        r"per 100 ": 100,
        r"per 1,000\b(?!,)": 1_000,
        r"per 10,000\b": 10_000,
        r"per 100,000\b": 100_000,
        r"per million\b": 1_000_000,
    }
    said = [scale for pattern, scale in per.items() if re.search(pattern, indicator.unit)]
    assert [indicator.scale] == (said or [1])


@each_indicator
def test_what_the_publisher_made_is_said_of_published_figures_alone(indicator):
    if indicator.published_as:
        assert indicator.statistic == "published"
    if indicator.standard:
        assert "directly_standardised_rate" in (indicator.statistic, indicator.published_as)


@each_indicator
def test_shares_that_we_make_say_where_their_limits_come_from(indicator):
    if indicator.numerator and indicator.statistic not in ("published", "count"):
        assert indicator.interval


@each_indicator
def test_its_words_are_whole_sentences_a_reader_can_use(indicator):
    for text in texts(indicator):
        assert text[0].isupper() or text[0].isdigit()
        assert text.endswith(".")
    assert not indicator.noun.endswith(".")
    # A reason is put after "because" or before a full stop of the sentence's own.
    assert not any(difference.reason.endswith(".") for difference in indicator.differences)


@each_indicator
def test_is_found_by_its_id_and_by_its_name_in_any_case(indicator):
    assert find_indicator(indicator.id) == indicator
    assert find_indicator(f"  {indicator.name.upper()} ") == indicator


@each_indicator
def test_is_found_by_what_others_call_it(indicator):
    for name in indicator.other_names:
        assert find_indicator(name) == indicator
    if "draft" in indicator.ids:
        assert find_indicator(indicator.ids["draft"].upper()) == indicator


def test_no_two_indicators_share_a_name_or_anothers_name_for_them():
    names = [indicator.name.casefold() for indicator in INDICATORS.values()]
    numbers = [i.ids["fingertips"] for i in INDICATORS.values() if "fingertips" in i.ids]
    others = [name for indicator in INDICATORS.values() for name in indicator.other_names]
    for called in (names, numbers, others, [*names, *INDICATORS]):
        assert len(set(called)) == len(called)


def test_everything_the_field_asks_for_is_declared():
    assert sorted(DRAFT) == sorted(i.ids["draft"] for i in INDICATORS.values() if "draft" in i.ids)
    assert len(DRAFT) == 105


def test_the_list_of_what_the_field_asks_for_is_whole():
    path = SHARED / "reference" / "indicators.csv"
    if not path.is_file():
        pytest.skip("the shared reference is not beside the project")
    with path.open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == DRAFT


def test_what_is_read_by_a_made_name_stands_in_the_publishers_files():
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the shared data are not beside the project")
    held = set()
    for path in (folder / "ndtms_ohid").glob("ndtms_viewit_*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            held |= {name_measure(heading).id for heading in next(csv.reader(file))}
    with (folder / "scotland" / "scotpho_profiles_council_area_extract.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        held |= {read_name(row["indicator"]).measure for row in csv.DictReader(file)}
    read = {name for one in HELD for measure in one.measures for name in measure.names}
    others = ("fingertips", "deprivation", "drug_")
    made = {name for name in read if MADE.fullmatch(name) and not name.startswith(others)}
    assert made
    assert made <= held


def test_the_eleven_headline_measures_of_the_framework_are_tagged():
    headline = {key for key, one in load_framework().items() if one.kind == "headline"}
    assert len(headline) == 11
    assert headline <= {indicator.framework for indicator in INDICATORS.values()}
    assert all(load_framework()[key].outcome for key in headline)


def test_each_measure_of_the_framework_has_an_indicator_or_says_why_not():
    tagged = {indicator.framework for indicator in INDICATORS.values()} - {None}
    assert tagged <= set(load_framework())
    for key, one in load_framework().items():
        assert (key in tagged) == (one.without_indicator is None)


def test_headline_measures_without_public_figures_by_authority_say_so():
    stated = {i.id: i.availability for i in INDICATORS.values() if i.framework}
    assert {
        key: state for key, state in stated.items() if state in ("national_only", "restricted")
    } == {
        "drug_use_last_year_16_to_59": "national_only",
        "drug_use_last_year_16_to_24": "national_only",
        "drug_related_homicides": "national_only",
        "drug_related_homicide_rate": "national_only",
        "neighbourhood_crime_survey": "national_only",
        "county_lines_closed": "national_only",
        "organised_crime_disruptions": "national_only",
        "pupils_drug_use_last_year": "national_only",
        "hepatitis_c_prevalence_injecting": "national_only",
        "continuity_of_care": "restricted",
        "treatment_progress": "restricted",
    }


def test_a_series_that_has_ended_says_so():
    ended = [i.id for i in INDICATORS.values() if i.availability == "discontinued"]
    assert ended == ["waiting_over_3_weeks_alcohol"]


def test_numbers_of_fingertips_that_nobody_has_checked_are_marked_and_never_read():
    marked = {
        indicator.ids[kind]
        for indicator in INDICATORS.values()
        for kind in indicator.ids_unverified
    }
    assert marked == UNVERIFIED
    read = {name for one in HELD for measure in one.measures for name in measure.names}
    assert not read & {f"fingertips_{number}" for number in UNVERIFIED}
    with pytest.raises(ParameterError):
        find_indicator("92778")


@each_indicator
def test_a_number_of_fingertips_that_is_checked_is_read(indicator):
    """Whoever imports the file of that number then has the indicator."""
    number = indicator.ids.get("fingertips")
    if number and number not in UNVERIFIED:
        assert f"fingertips_{number}" in {name for m in indicator.measures for name in m.names}


@each_indicator
def test_nations_that_define_it_otherwise_have_an_indicator_of_their_own(indicator):
    """One of Scotland or of Wales reads nothing of England, and the other way round."""
    for nation in ("Scotland", "Wales"):
        if nation.casefold() in indicator.id or f", {nation}" in indicator.name:
            assert indicator.nations == (nation,)
    of_scotland = [
        re.search(r"scotpho|scotland", name) for m in indicator.figures for name in m.names
    ]
    if any(of_scotland):
        assert indicator.nations == ("Scotland",)
        assert all(of_scotland)


def test_the_scan_for_measures_would_notice_one_that_no_reader_holds(tracked, readers_text):
    assert "deaths_by_tea" not in tracked
    assert not is_read("deaths_by_tea", readers_text)
    assert is_read("drug_misuse_deaths", readers_text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("drug_misuse_death", "drug_misuse_deaths"),
        ("drug misuse deaths", "drug_misuse_deaths"),
        ("Deaths from drug misus", "Deaths from drug misuse"),
    ],
)
def test_an_unknown_indicator_is_refused_with_the_nearest(typed, meant):
    with pytest.raises(ParameterError, match=f"did you mean {meant}"):
        find_indicator(typed)


def test_an_indicator_like_no_other_is_refused_with_where_they_are_listed():
    with pytest.raises(ParameterError, match="toolkit indicators") as caught:
        find_indicator("house prices")
    assert "did you mean" not in str(caught.value)


def rate(**changed):
    """The declaration of a rate of residents, a part of it changed."""
    declared = load_indicators()["numbers_in_treatment_rate"]
    return {**declared.model_dump(exclude_unset=True), **changed}


def test_a_rate_needs_a_denominator():
    with pytest.raises(ValidationError, match="crude_rate needs a denominator"):
        Indicator.model_validate(rate(denominator=None))


def test_residents_of_other_ages_than_the_population_are_refused_with_both_named():
    with pytest.raises(ValidationError, match=r"denominator is of the ages 15-64, .* of 18\+"):
        Indicator.model_validate(rate(denominator={"measure": "residents", "ages": ["15-64"]}))


def test_counts_of_other_ages_than_the_population_are_refused_with_both_named():
    counted = {"measure": "numbers_in_treatment", "ages": ["16+"]}
    with pytest.raises(ValidationError, match=r"numerator is of the ages 16\+, .* of 18\+"):
        Indicator.model_validate(rate(numerator=[counted]))


def test_residents_are_refused_for_ages_that_nobody_knows():
    with pytest.raises(ValidationError, match="cannot be counted for the ages 'not stated'"):
        Indicator.model_validate(rate(population={"age": "not stated"}))


def test_residents_are_no_denominator_of_a_share():
    with pytest.raises(ValidationError, match="not of proportion"):
        Indicator.model_validate(rate(statistic="proportion"))
