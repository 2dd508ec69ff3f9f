"""The page of indicators says what the declarations say."""

import importlib.util
from pathlib import Path

import pytest

from toolkit.catalogue.framework import load_framework
from toolkit.catalogue.indicators import load_indicators

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def page():
    spec = importlib.util.spec_from_file_location(
        "generate_indicators", DOCS / "generate_indicators.py"
    )
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    return generator.write_page()


def section(page, indicator):
    return page.split(f'<a id="{indicator}"></a>')[1].split("\n### ")[0]


def test_the_page_is_not_stale(page):
    written = (DOCS / "indicators.md").read_text(encoding="utf-8")
    assert written == page, "run: python docs/generate_indicators.py"


def test_every_indicator_is_on_it_with_its_unit_and_caveats(page):
    for key, indicator in load_indicators().items():
        own = section(page, key)
        assert indicator.unit in own
        assert all(caveat in own for caveat in indicator.caveats)
        assert (indicator.availability_reason or "") in own


def test_every_measure_of_the_framework_is_on_it(page):
    head = page.split("## National Combating Drugs Outcomes Framework")[1].split("\n## ")[0]
    for one in load_framework().values():
        assert f"| {one.name} |" in head
    assert "[county_lines_closed](#county_lines_closed): no authority level" in head
    assert "[continuity_of_care](#continuity_of_care): restricted" in head


def test_a_number_that_nobody_has_checked_is_marked(page):
    assert "Fingertips 92778 (not verified)" in section(page, "drinking_over_14_units_a_week")
    assert "Fingertips 92432," in section(page, "drug_misuse_deaths")


def test_no_cell_of_a_table_breaks_it(page):
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert rows
    assert all(line.endswith("|") for line in rows)
    framework = [line for line in rows if line.count("|") > 3]
    assert {line.count("|") for line in framework} == {5}


def test_one_publisher_is_said_to_standardise_in_one_way():
    """National Records of Scotland's own rates by age (22.9 for 2022) are of age alone, not of age and sex."""
    told = load_indicators()["alcohol_specific_deaths_scotland_by_age"]
    assert not any("age and sex" in caveat for caveat in told.caveats)
