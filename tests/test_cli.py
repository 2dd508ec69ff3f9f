"""The commands, as a person types them."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from click.testing import CliRunner

from toolkit.catalogue.indicators import load_indicators
from toolkit.cli import main


@pytest.fixture
def toolkit(built_workspace):
    def run(*words):
        return CliRunner().invoke(main, list(words), catch_exceptions=False)

    return run


def test_areas_are_found_by_name_old_code_and_alias(toolkit):
    assert "S12000048  Perth and Kinross" in toolkit("areas", "perth").output
    assert "E06000060" in toolkit("areas", "E10000002").output
    assert "E06000010" in toolkit("areas", "Hull").output


def test_an_unknown_area_says_what_was_meant_and_shows_no_traceback(toolkit):
    for words in (
        ["areas", "Plymoth"],
        ["report", "Plymoth"],
        ["show", "drug_misuse_deaths", "--area", "Plymoth"],
    ):
        done = toolkit(*words)
        assert done.exit_code == 1
        assert "did you mean Plymouth?" in done.output
        assert "Traceback" not in done.output


def test_a_comparator_that_cannot_be_says_why_and_shows_no_traceback(toolkit):
    done = toolkit("report", "Plymouth", "--comparators", "Scotland; neigbours")
    assert done.exit_code == 1
    assert "Scotland publishes otherwise than England" in done.output
    assert "did you mean neighbours?" in done.output
    assert "Traceback" not in done.output


def test_a_list_of_peers_is_kept_and_told_how_to_be_asked_for(toolkit, tmp_path, built_workspace):
    path = tmp_path / "cipfa.csv"
    path.write_text("area,neighbour\nPlymouth,Derby\n", encoding="utf-8")
    assert toolkit("import-list", str(path)).output == "--comparators list:cipfa\n"
    assert (built_workspace.lists / "cipfa.csv").is_file()


def test_an_unknown_indicator_says_what_was_meant(toolkit):
    done = toolkit("show", "drug_deaths", "--area", "York")
    assert done.exit_code == 1
    assert "did you mean drug_misuse_deaths?" in done.output


def test_indicators_are_listed_with_what_is_held(toolkit):
    lines = toolkit("indicators").output.splitlines()
    held = {line.split()[0]: line for line in lines[1:] if line}
    assert "not imported" in held["drug_poisoning_deaths"]
    assert "2024/25" in held["numbers_in_treatment"]
    assert len(set(load_indicators()) & set(held)) == len(load_indicators())
    assert f"{len(load_indicators())} indicators: " in lines[-3]
    assert "ndtms_viewit" in lines[-2]


def test_indicators_of_a_domain_and_nation_are_listed_with_each_reason_in_full(toolkit):
    words = ["indicators", "--domain", "mortality", "--nation", "scotland", "--format"]
    rows = list(csv.DictReader(io.StringIO(toolkit(*words, "csv").stdout)))
    assert {row["domain"] for row in rows} == {"mortality"}
    assert all("Scotland" in row["nations"] and row["reason"] for row in rows)
    records = json.loads(toolkit(*words, "json").stdout)
    assert [record["id"] for record in records] == [row["id"] for row in rows]


def test_an_unknown_domain_or_nation_says_what_was_meant(toolkit):
    assert "did you mean mortality?" in toolkit("indicators", "--domain", "mortalty").output
    assert "did you mean Scotland?" in toolkit("indicators", "--nation", "Scotand").output


def test_sources_are_listed_with_their_page_and_how_to_get_them(toolkit):
    told = toolkit("sources").output
    about = told[told.index("ons_drug_poisoning_by_la:") :].split("\n\n")[0]
    assert "https://www.ons.gov.uk/" in about
    assert "toolkit fetch ons_drug_poisoning_by_la" in about
    assert "Open Government Licence v3.0" in about


def test_a_crosswalk_of_nothing_says_that_nothing_is_held(toolkit):
    assert (
        "no file held here covers Leicestershire" in toolkit("crosswalk", "Leicestershire").output
    )


def test_results_of_one_period_are_shown_alone(toolkit):
    words = ["show", "numbers_in_treatment", "--area", "Plymouth"]
    assert "2023/24" in toolkit(*words).output
    one = toolkit(*words, "--period", "2024/25").output
    assert "2024/25" in one
    assert "2023/24" not in one
    assert "2023/24, 2024/25" in toolkit(*words, "--period", "1999/00").output


def test_what_is_not_for_publication_is_marked(toolkit):
    shown = toolkit("show", "residential_or_inpatient_treatment", "--area", "Derby").output
    assert "restricted" not in shown


def test_results_are_shown_as_csv_and_json_with_the_same_figures(toolkit):
    words = ["show", "numbers_in_treatment_change", "--area", "Plymouth", "--format"]
    rows = list(csv.DictReader(io.StringIO(toolkit(*words, "csv").stdout)))
    records = json.loads(toolkit(*words, "json").stdout)
    assert {r["group"]: round(float(r["value"]), 4) for r in rows} == {
        r["group"]: round(r["value"], 4) for r in records
    }
    assert {r["group"]: round(r["value"], 2) for r in records}["ocu"] == 3.57


def test_a_store_that_is_not_up_to_date_is_said_to_be_built_apart_from_the_results(workspace):
    words = ["show", "numbers_in_treatment", "--area", "Plymouth", "--format", "json"]
    done = CliRunner().invoke(main, words)
    assert "calculating" in done.stderr
    assert json.loads(done.stdout)


def test_results_that_are_not_held_are_an_error_that_says_what_to_do(toolkit):
    done = toolkit("show", "drug_poisoning_deaths", "--area", "York")
    assert done.exit_code == 1
    assert "toolkit import" in done.output


def test_a_figure_is_walked_back_to_report_and_section(toolkit):
    done = toolkit("trace", "numbers_in_treatment", "--area", "Plymouth", "--period", "2024/25")
    assert "plymouth_annual_report_2024_25.csv" in done.output
    assert "section 'Treatment capacity' of the report, printed '1306'" in done.output


def test_a_period_without_figures_names_those_that_have_some(toolkit):
    done = toolkit("trace", "numbers_in_treatment", "--area", "Plymouth", "--period", "1999/00")
    assert done.exit_code == 1
    assert "2023/24, 2024/25" in done.output


def test_an_impossible_period_is_refused(toolkit):
    done = toolkit("report", "Plymouth", "--period", "2029/21")
    assert done.exit_code == 1
    assert "2020/21" in done.output


def test_build_says_what_it_made_and_check_verifies_it(toolkit, built_workspace):
    built = toolkit("build").output
    assert "observations" in built
    assert "proportions inside 0 to 100: " in built
    assert re.search(r"^\d+ standing checks, ", built, re.MULTILINE)
    assert toolkit("build", "--findings").exit_code == 0
    assert "as they were built" in toolkit("build", "--check").output
    table = built_workspace.raw / "partnership_reports" / "york_local_plan_of_action_2023.csv"
    table.write_text(table.read_text(encoding="utf-8") + " ", encoding="utf-8")
    done = toolkit("build", "--check")
    assert done.exit_code == 1
    assert "york_local_plan_of_action_2023.csv" in done.output


def test_a_refused_file_is_named_and_the_exit_status_is_not_zero(toolkit, tmp_path):
    page = tmp_path / "data.csv"
    page.write_text("<html><body>Service unavailable</body></html>", encoding="utf-8")
    done = toolkit("import", str(page))
    assert done.exit_code == 1
    assert "data.csv" in done.output
    assert "an HTML page" in done.output


def test_publishers_files_are_imported_and_reported(toolkit, shared_data, built_workspace):
    done = toolkit(
        "import",
        str(shared_data / "ons_deaths" / "ons_drug_poisoning_by_la_2021localauthorities.xlsx"),
        str(shared_data / "ndtms_ohid" / "ohid_alcohol_dependence_estimates_by_la_2010_2017.csv"),
        str(shared_data / "ndtms_ohid" / "ons_sdg_3-5-1_alcohol_by_la_2023-08-18.csv"),
    )
    assert done.exit_code == 0, done.output
    told = toolkit("trace", "drug_misuse_deaths", "--area", "England", "--period", "2019–21").output
    assert "count 8,361, value 5.1, lower 5, upper 5.2" in told
    assert "sheet Table 6, cells E7:I7" in told
    york = toolkit("show", "alcohol_dependence", "--area", "York").output
    assert "2,408" in york
    assert "1,918 to 3,206" in york
    made = toolkit("report", "E10000018")
    assert made.exit_code == 0, made.output
    (page,) = (built_workspace.outputs / "latest").rglob("*.html")
    assert "England (5.1; 8,361 deaths from drug misuse)" in page.read_text(encoding="utf-8")
