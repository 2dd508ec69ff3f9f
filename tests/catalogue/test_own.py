"""What a user declares in a folder of their own stands beside the catalogue, never over it."""

from __future__ import annotations

import pytest

from toolkit.catalogue.indicators import find_indicator, load_indicators
from toolkit.catalogue.own import own_digest, own_folder
from toolkit.catalogue.publishers import load_sources
from toolkit.errors import CatalogueError

INDICATOR = """
[our_coverage]
name = "People whom we reach"
noun = "people whom we reach"
numerator = { measure = "our_reached" }
population = { age = "18+" }
statistic = "count"
unit = "people"
period = { kind = "financial" }
nations = ["England"]
tiers = ["upper"]
polarity = "no_judgement"
why_it_matters = "Somebody has to."
references = ["Our own count"]
"""
SOURCE = """
[our_source]
name = "Our count"
publisher = "The council"
licence = "Ours"
precedence = 110
precedence_reason = "Our own."
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("TOOLKIT_HOME", str(tmp_path))
    (tmp_path / "own" / "indicators").mkdir(parents=True)
    assert own_folder() == tmp_path / "own"
    return own_folder()


def declare(own, text, name="reach"):
    path = own / "indicators" / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_own_indicator_is_found_like_any_other_and_says_whose_it_is(own):
    before = len(load_indicators())
    declare(own, INDICATOR)
    found = find_indicator("people whom we reach")
    assert (found.id, found.domain) == ("our_coverage", "reach")
    assert "own/indicators/reach.toml" in found.caveats[-1]
    assert len(load_indicators()) == before + 1


def test_a_file_that_is_saved_again_is_read_again(own):
    declare(own, INDICATOR)
    assert find_indicator("our_coverage").unit == "people"
    declare(own, INDICATOR.replace('unit = "people"', 'unit = "persons in need"'))
    assert find_indicator("our_coverage").unit == "persons in need"
    (own / "indicators" / "reach.toml").unlink()
    assert "our_coverage" not in load_indicators()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("[our_coverage]", "[our_coverage"), "not TOML"),
        (('unit = "people"', ""), "[our_coverage]: the field unit is missing"),
        (("polarity", "polarty"), "unknown field polarty: did you mean polarity?"),
    ],
)
def test_a_broken_declaration_names_file_and_place(own, change, told):
    path = declare(own, INDICATOR.replace(*change))
    with pytest.raises(CatalogueError) as caught:
        load_indicators()
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (("our_coverage", "drug_misuse_deaths"), "'drug_misuse_deaths'"),
        (("People whom we reach", "Deaths from drug misuse"), "'deaths from drug misuse'"),
        (("[our_coverage]", "[our_coverage]\nids = { fingertips = 92432 }"), "'92432'"),
    ],
)
def test_an_own_indicator_does_not_hide_one_of_the_project(own, change, name):
    path = declare(own, INDICATOR.replace(*change))
    with pytest.raises(CatalogueError) as caught:
        load_indicators()
    assert f"{path} [" in str(caught.value)
    assert name in str(caught.value)
    assert "drug_misuse_deaths, an indicator of the project's" in str(caught.value)


def test_an_own_source_speaks_after_the_project_s(own):
    path = own / "sources.toml"
    path.write_text(SOURCE, encoding="utf-8")
    assert load_sources()["our_source"].publisher == "The council"
    path.write_text(SOURCE.replace("110", "5"), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"expected a precedence over \d+, found 5"):
        load_sources()
    path.write_text(SOURCE.replace("our_source", "scotpho_profile"), encoding="utf-8")
    with pytest.raises(CatalogueError, match="would hide what the project has"):
        load_sources()


def test_the_digest_of_own_files_follows_their_content(own):
    assert own_digest("indicators/*.toml") == ""
    path = declare(own, INDICATOR)
    first = own_digest("indicators/*.toml")
    path.write_text(INDICATOR + "\n", encoding="utf-8")
    assert first != own_digest("indicators/*.toml") != ""


def test_a_licence_that_forbids_publication_wants_the_source_restricted(own):
    path = own / "sources.toml"
    forbidden = SOURCE.replace('"Ours"', '"Not for publication without leave"')
    path.write_text(forbidden, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_sources()
    assert "[our_source]: a licence that forbids publication goes with restricted = true" in str(
        caught.value
    )
    path.write_text(forbidden + "restricted = true\n", encoding="utf-8")
    assert load_sources()["our_source"].restricted
