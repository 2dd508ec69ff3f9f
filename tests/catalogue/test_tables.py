"""Every fault of the catalogue's declarations is found, placed, and told in one error."""

from __future__ import annotations

import pytest

from toolkit.catalogue.indicators import Indicator
from toolkit.catalogue.tables import read_declarations
from toolkit.errors import CatalogueError

SOUND = """
[deaths]
name = "Deaths from drug misuse"
noun = "deaths from drug misuse"
numerator = { measure = "drug_misuse_deaths" }
population = { age = "all ages" }
statistic = "published"
unit = "deaths per 100,000 people"
decimals = 1
period = { kind = "calendar", years = 3 }
nations = ["England", "Wales"]
tiers = ["upper", "nation"]
polarity = "lower_is_better"
why_it_matters = "These deaths can be prevented."
references = ["ONS, Deaths related to drug poisoning"]
"""

# File name: what is changed in the sound declaration, into what, and what is said of it.
FAULTS = {
    "unknown_field": (
        'polarity = "lower_is_better"',
        'polarity = "lower_is_better"\ninterva = "Dobson"',
        "[deaths]: unknown field interva: did you mean interval?",
    ),
    "unknown_field_like_no_other": (
        "decimals = 1",
        "decimals = 1\nbanana = 2",
        "[deaths]: unknown field banana",
    ),
    "unknown_field_in_a_numerator": (
        '{ measure = "drug_misuse_deaths" }',
        '{ measure = "drug_misuse_deaths", grops = ["all"] }',
        "[deaths]: unknown field numerator.0.grops: did you mean groups?",
    ),
    "unknown_field_in_a_period": (
        "years = 3",
        "year = 3",
        "[deaths]: unknown field period.year: did you mean years?",
    ),
    "missing_field": (
        'unit = "deaths per 100,000 people"\n',
        "",
        "[deaths]: the field unit is missing",
    ),
    "missing_field_in_a_numerator": (
        '{ measure = "drug_misuse_deaths" }',
        '{ source = "ons" }',
        "[deaths]: the field numerator.0.measure is missing",
    ),
    "placeholder": (
        '"These deaths can be prevented."',
        '"n/a"',
        "[deaths]: why_it_matters is 'n/a', which says nothing",
    ),
    "placeholder_in_capitals": (
        '["ONS, Deaths related to drug poisoning"]',
        '["TBC "]',
        "[deaths]: references is 'TBC ', which says nothing",
    ),
    "placeholder_below": (
        '{ age = "all ages" }',
        '{ age = "-" }',
        "[deaths]: population.age is '-', which says nothing",
    ),
    "blank": (
        '"deaths from drug misuse"',
        '" "',
        "[deaths]: noun is ' ', which says nothing",
    ),
    "wrong_kind": (
        'name = "Deaths from drug misuse"',
        "name = 7",
        "[deaths]: name: Input should be a valid string, found 7",
    ),
    "a_table_for_a_text": (
        'name = "Deaths from drug misuse"',
        'name = { en = "Deaths" }',
        "[deaths]: name: Input should be a valid string, found {'en': 'Deaths'}",
    ),
    "not_a_whole_number": (
        "decimals = 1",
        "decimals = 1.5",
        "[deaths]: decimals: ",
    ),
    "out_of_range": ("decimals = 1", "decimals = 9", "[deaths]: decimals: "),
    "no_scale": ("decimals = 1", "scale = 0", "[deaths]: scale: "),
    "nothing_counted": (
        'numerator = { measure = "drug_misuse_deaths" }',
        "numerator = []",
        "[deaths]: without a numerator, availability must say why there is none",
    ),
    "held_by_nobody_and_read": (
        "decimals = 1",
        'decimals = 1\navailability = "no_source_held"\navailability_reason = "Nobody holds it."',
        "[deaths]: availability is no_source_held, but there is a numerator",
    ),
    "not_for_everybody_without_a_reason": (
        "decimals = 1",
        'decimals = 1\navailability = "restricted"',
        "[deaths]: availability_reason belongs to every availability but authority",
    ),
    "an_id_unverified_that_is_not_there": (
        "decimals = 1",
        'decimals = 1\nids = { draft = "deaths" }\nids_unverified = ["fingertips"]',
        "[deaths]: ids_unverified names fingertips, which ids does not hold",
    ),
    "unknown_statistic": (
        'statistic = "published"',
        'statistic = "average_of_rates"',
        "[deaths]: statistic: Input should be 'published', ",
    ),
    "unknown_polarity": (
        '"lower_is_better"',
        '"lower"',
        "[deaths]: polarity: Input should be 'lower_is_better', ",
    ),
    "unknown_nation": ('"Wales"', '"Cornwall"', "[deaths]: nations.1: Input should be 'England', "),
    "unmet_need_of_nothing": (
        'statistic = "published"',
        'statistic = "unmet_need"',
        "[deaths]: the statistic unmet_need needs a denominator",
    ),
    "an_id_in_capitals": ("[deaths]", "[Deaths]", "[Deaths]: id: "),
    "broken": ("[deaths]", "[deaths", "not TOML in UTF-8: "),
    "declared_twice": ("[deaths]", "[deaths]\n[deaths]", "not TOML in UTF-8: "),
    "not_a_table": ("[deaths]", "edition = 2\n[deaths]", "[edition]: expected a table of fields, found 2"),
}  # fmt: skip


@pytest.fixture
def write(tmp_path):
    """Writes one file of declarations and returns its path."""

    def written(stem, text, encoding="utf-8"):
        path = tmp_path / f"{stem}.toml"
        path.write_text(text, encoding=encoding)
        return path

    return written


def faulty(name):
    old, new, _ = FAULTS[name]
    assert SOUND.count(old) == 1
    return SOUND.replace(old, new)


def refusal(*paths):
    with pytest.raises(CatalogueError) as caught:
        read_declarations(paths, Indicator)
    return caught.value


def test_a_sound_declaration_is_read_with_its_id_and_the_domain_of_its_file(write):
    declared = read_declarations([write("mortality", SOUND)], Indicator)
    assert list(declared) == ["deaths"]
    assert (declared["deaths"].id, declared["deaths"].domain) == ("deaths", "mortality")
    assert declared["deaths"].numerator[0].measure == "drug_misuse_deaths"


def test_what_may_be_left_out_is_left_out_and_not_filled_in(write):
    declared = read_declarations([write("mortality", SOUND)], Indicator)["deaths"]
    assert (declared.denominator, declared.published, declared.interval) == (None, (), None)
    assert (declared.caveats, declared.ids) == ((), {})


def test_declarations_keep_the_order_of_the_files_and_of_the_tables_in_them(write):
    second = SOUND.replace("[deaths]", "[zeta]") + SOUND.replace("[deaths]", "[alpha]")
    declared = read_declarations([write("b", SOUND), write("a", second)], Indicator)
    assert list(declared) == ["deaths", "zeta", "alpha"]


def test_a_declaration_cannot_be_changed_once_read(write):
    declared = read_declarations([write("mortality", SOUND)], Indicator)["deaths"]
    with pytest.raises(ValueError, match="frozen"):
        declared.unit = "deaths"


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_said_once_with_its_file_and_its_table(name, write):
    error = refusal(write(name, faulty(name)))
    assert error.summary == "the catalogue has 1 fault"
    assert len(error.problems) == 1
    said = FAULTS[name][2]
    place = f"{name}.toml{':' if said.startswith('not TOML') else ''} "
    assert error.problems[0].startswith(place + said)
    assert "\n" not in error.problems[0].rstrip()


def test_a_fault_is_told_in_words_and_not_by_printing_the_whole_table(write):
    (problem,) = refusal(write("need", faulty("unmet_need_of_nothing"))).problems
    assert len(problem) < 100


def test_a_file_that_is_not_utf_8_is_named(write):
    error = refusal(write("mortality", SOUND.replace("misuse", "misüse"), encoding="latin-1"))
    assert error.problems[0].startswith("mortality.toml: not TOML in UTF-8")


def test_an_id_that_two_files_declare_is_refused(write):
    error = refusal(write("mortality", SOUND), write("need", SOUND))
    assert error.problems == ("need.toml [deaths]: the id is declared twice",)


def test_an_id_is_declared_twice_also_where_the_first_declaration_is_faulty(write):
    error = refusal(write("mortality", faulty("missing_field")), write("need", SOUND))
    assert error.problems == (
        "mortality.toml [deaths]: the field unit is missing",
        "need.toml [deaths]: the id is declared twice",
    )


def test_all_faults_of_all_files_are_in_one_error(write):
    paths = [
        write(name, faulty(name).replace("[deaths]", f"[deaths_{number}]"))
        for number, name in enumerate(FAULTS)
    ]
    error = refusal(write("sound", SOUND), *paths)
    assert error.summary == f"the catalogue has {len(FAULTS)} faults"
    named = [problem.split(".toml")[0] for problem in error.problems]
    assert named == list(FAULTS)


def test_all_faults_of_one_table_are_in_one_error(write):
    text = SOUND.replace("decimals = 1", "decimals = 9\nbanana = 2").replace(
        'unit = "deaths per 100,000 people"', 'unit = "tbc"'
    )
    assert len(refusal(write("mortality", text)).problems) == 3
