"""A figure is walked back to its publisher, its file and its cells."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pandas as pd
import pytest

from tests.sources.conftest import ROWS, write_ons_workbook
from toolkit.analysis.building import build, results
from toolkit.catalogue.publishers import find_source
from toolkit.sources.importing import import_file
from toolkit.sources.lineage import cite, origins
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

NAME = "2021localauthorities.xlsx"
CUMBRIA = ROWS["E10000006"]
PLACES = [f"Table 6!E{CUMBRIA}:I{CUMBRIA}", f"Table 6!K{CUMBRIA}:O{CUMBRIA}"]


@pytest.fixture(scope="module")
def home(built_once, tmp_path_factory):
    """The tracked tables and a small workbook of ONS, built."""
    root = tmp_path_factory.mktemp("lineage")
    shutil.copytree(built_once.root, root / "home")
    store = Store(Workspace(root / "home"))
    import_file(write_ons_workbook(root / NAME), store)
    build(store)
    return store


@pytest.fixture
def cumbria(home):
    """Rates of drug misuse deaths, latest first."""
    rows = results(home, indicator="drug_misuse_deaths", area_code="E10000006", sex="persons")
    return rows.sort_values("period_end", ascending=False)


def test_a_result_leads_to_the_cells_and_the_sidecar_of_its_file(home, cumbria):
    [origin] = origins(home, cumbria.head(1))
    assert origin.observation["locator"] == PLACES[0]
    assert origin.observation["file"] == f"ons_drug_poisoning_by_la/{NAME}"
    assert origin.observation["count"] == 40
    assert origin.sidecar["publisher"] == "Office for National Statistics"
    assert origin.sidecar["imported_as"] == NAME
    assert len(origin.sidecar["sha256"]) == 64


def test_a_result_of_several_observations_leads_to_all_of_them_in_order(home):
    change = results(home, indicator="numbers_in_treatment_change", area_code="E06000026").iloc[0]
    found = origins(home, change.to_frame().T)
    ids = change["observations"].split()
    assert len(ids) > 1
    assert [origin.observation.name for origin in found] == ids


def test_an_observation_behind_two_results_is_named_once(home, cumbria):
    twice = pd.concat([cumbria.head(1), cumbria.head(1)])
    assert len(origins(home, twice)) == 1


def test_no_results_have_no_origins(home, cumbria):
    assert origins(home, cumbria.head(0)) == []
    assert cite(home, cumbria.head(0)) == []


def test_a_citation_names_publication_edition_publisher_licence_file_and_cells(home, cumbria):
    source = find_source("ons_drug_poisoning_by_la")
    [citation] = cite(home, cumbria)
    assert citation == (
        f"{source.name} (2021 registrations). Office for National Statistics. {source.licence}. "
        f"File {NAME}: {', '.join(PLACES)}."
    )


def test_a_citation_of_many_places_names_four_and_counts_the_rest(home):
    rows = results(home, indicator="drug_misuse_deaths", sex="persons")
    ons = [text for text in cite(home, rows) if NAME in text]
    assert len(ons) == 1
    places = len(origins(home, rows[rows["source"] == "ons_drug_poisoning_by_la"]))
    assert places > 4
    assert ons[0].count("Table ") == 4
    assert ons[0].endswith(f" and {places - 4} more.")


def test_a_printed_figure_is_cited_by_its_report_and_its_row(home):
    rows = results(home, indicator="numbers_in_treatment", area_code="E06000026")
    [citation] = cite(home, rows.head(1))
    assert citation.startswith("Plymouth Drugs Strategic Partnership: Annual Report 2024-25. ")
    assert "File plymouth_annual_report_2024_25.csv: row " in citation
    [origin] = origins(home, rows.head(1))
    assert "section 'Treatment capacity' of the report, printed " in origin.observation["locator"]


def test_each_file_behind_some_results_has_its_own_citation(home, cumbria):
    printed = results(home, indicator="numbers_in_treatment", area_code="E06000026")
    assert len(cite(home, pd.concat([cumbria, printed]))) == 2


def test_a_figure_whose_file_is_gone_is_still_cited(home, cumbria):
    path = home.workspace.raw / "ons_drug_poisoning_by_la" / NAME
    hidden = path.rename(path.with_name("hidden"))
    try:
        [origin] = origins(home, cumbria.head(1))
        assert origin.sidecar == {}
        [citation] = cite(home, cumbria.head(1))
        assert "Office for National Statistics. " in citation
        assert f"File {NAME}: {PLACES[0]}." in citation
    finally:
        hidden.rename(path)


SOURCE = "ons_mid_year_population"


class AtHand:
    """Residents of single years of age, read as a store's observations are."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.folder = workspace.processed
        ages = [18, 19, 20, 21]
        self.rows = pd.DataFrame(
            {
                "id": [f"{SOURCE}-{age}" for age in ages],
                "file": "ons_mid_year_population/people.xls",
                "source": SOURCE,
                "edition": "mid-2020",
                "locator": [f"MYE2!{column}7" for column in "WXYZ"],
                "count": 100.0,
            }
        )
        self.rows.to_parquet(self.folder / "people.parquet")

    def manifest(self):
        part = SimpleNamespace(file=self.rows["file"].iloc[0], sha256="", path="people.parquet")
        return SimpleNamespace(observations=[part])

    def read(self, parts, **equal):
        assert [part.file for part in parts] == ["ons_mid_year_population/people.xls"]
        return self.rows[self.rows["id"].isin(equal["id"])]


@pytest.fixture
def summed():
    """A result that is made of one age alone, and of those from 18 to 21 together."""
    return pd.DataFrame({"observations": [f"{SOURCE}-20 {SOURCE}-18..{SOURCE}-21"]})


def test_a_sum_over_years_of_age_is_led_back_to_by_its_youngest_and_its_oldest(home, summed):
    alone, together = origins(AtHand(home.workspace), summed)
    assert (alone.observation["locator"], alone.until) == ("MYE2!Y7", None)
    assert together.observation.name == f"{SOURCE}-18"
    assert together.until.name == f"{SOURCE}-21"


def test_a_sum_over_years_of_age_is_cited_from_its_first_cell_to_its_last(home, summed):
    [citation] = cite(AtHand(home.workspace), summed)
    assert citation.endswith("File people.xls: MYE2!Y7, MYE2!W7 to MYE2!Z7.")
