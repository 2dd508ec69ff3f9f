"""Other nations' own statistics stand apart, with the reasons, and are never judged."""

from __future__ import annotations

from toolkit.catalogue.areas import find_area
from toolkit.catalogue.indicators import load_indicators
from toolkit.presentation.blocks import Section
from toolkit.presentation.nations import OtherNation, with_other_nations

DEATHS = load_indicators()["drug_misuse_deaths"]
SCOTTISH = load_indicators()["drug_misuse_deaths_scotland"]
OWN = Section("drug_misuse_deaths", "Deaths from drug misuse", ["In 2019–21 it was 7.5."])


def scotland(stated):
    rows = stated(
        SCOTTISH.id,
        {"area": "Scotland", "period": "2017–21", "value": 25.0, "lower": 24.0, "upper": 26.0},
    )
    return OtherNation(find_area("Scotland"), SCOTTISH, rows)


def test_a_figure_of_another_nation_has_a_sentence_and_a_table_of_its_own(stated):
    section = with_other_nations(OWN, DEATHS, [scotland(stated)])
    assert section.sentences[0] == "In 2019–21 it was 7.5."
    assert (
        "By another statistic, which is not set against this one: Scotland"
        in (section.sentences[1])
    )
    (row,) = section.tables[0].rows
    assert row == [
        "Scotland", SCOTTISH.name, "2017–21", "25.0 deaths per 100,000 people", "24.0 to 26.0",
    ]  # fmt: skip


def test_the_reasons_stand_under_the_table_and_no_verdict_anywhere(stated):
    section = with_other_nations(OWN, DEATHS, [scotland(stated)])
    notes = section.tables[0].notes
    assert notes[0].startswith("No verdict is made")
    assert any("five years, totals pooled (Scotland)" in note for note in notes)
    said = " ".join([*section.sentences, *section.tables[0].rows[0]])
    assert not {"better", "worse", "higher", "lower"} & set(said.split())


def test_a_nation_without_such_a_statistic_says_so(stated):
    none = OtherNation(find_area("Scotland"), None, stated(SCOTTISH.id))
    section = with_other_nations(OWN, DEATHS, [none])
    assert section.tables[0].rows[0][1] == "Scotland has none in the catalogue"
    assert len(section.sentences) == 1


def test_a_statistic_of_which_nothing_is_held_says_so(stated):
    empty = OtherNation(find_area("Scotland"), SCOTTISH, stated(SCOTTISH.id))
    section = with_other_nations(OWN, DEATHS, [empty])
    assert section.tables[0].rows[0][3] == "no figure is held"


def test_a_section_without_figures_or_without_other_nations_stays_as_it_is(stated):
    missing = Section("x", "X", missing="Not available.")
    assert with_other_nations(missing, DEATHS, [scotland(stated)]) is missing
    assert with_other_nations(OWN, DEATHS, []) is OWN
