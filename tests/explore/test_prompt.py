"""At a prompt, areas and indicators complete, show themselves and are compared in one step."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pandas as pd
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

import toolkit as tk
from toolkit.errors import ParameterError
from toolkit.explore.comparison import CHARTS
from toolkit.presentation.blocks import Section


@pytest.fixture(scope="module")
def shell():
    shell = InteractiveShell()
    shell.run_cell("import toolkit as tk")
    return shell


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("tk.areas.plym", "plymouth"),
        ("tk.indicators.drug_mis", "drug_misuse_deaths"),
        ('tk.areas["Perth', "Perth and Kinross"),
        ("tk.open_exp", "open_explorer"),
    ],
)
def test_names_complete_on_tab(shell, typed, completed):
    with provisionalcompleter():
        found = [one.text for one in shell.Completer.completions(typed, len(typed))]
    assert any(completed in one for one in found), found


def test_an_area_shows_itself_in_words_and_in_a_table_with_headings():
    place = tk.areas.plymouth
    assert repr(place) == "Plymouth (E06000026), unitary authority in South West, England"
    assert '<th scope="row">Code</th><td' in place._repr_html_()
    assert "<caption>" in tk.areas._repr_html_()
    assert tk.areas("perth and kinross")["code"].iloc[0] == "S12000048"
    assert len([*tk.areas]) == len(tk.areas) > 200


def test_an_indicator_shows_what_it_is():
    one = tk.indicators.drug_misuse_deaths
    assert repr(one) == "drug_misuse_deaths: Deaths from drug misuse (deaths per 100,000 people)"
    assert "These deaths can be prevented." in one._repr_html_()
    assert set(tk.indicators("naloxone")["domain"]) == {"harm_reduction"}
    assert "deaths" not in tk.indicators._repr_html_() or "mortality" in tk.indicators._repr_html_()


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: tk.areas.plymoth, "did you mean plymouth?"),
        (lambda: tk.indicators.drug_misuse_death, "did you mean drug_misuse_deaths?"),
        (lambda: tk.open_reprt, "did you mean open_report?"),
    ],
)
def test_a_mistyped_name_says_what_was_meant(ask, told):
    with pytest.raises(AttributeError) as caught:
        ask()
    assert told in str(caught.value)


def test_an_error_of_ours_is_shown_without_a_traceback(shell, capsys):
    shell.run_cell('tk.area("Plymoth")')
    shown = "".join(capsys.readouterr())
    assert "did you mean Plymouth?" in shown
    assert "Traceback" not in shown


def test_a_report_says_in_plain_text_what_it_is(built_workspace):
    report = tk.open_report("Plymouth")
    assert repr(report).startswith("Report of Plymouth (E06000026) beside England and South West")
    assert "Plymouth" in report._repr_html_()


def test_to_import_the_library_loads_neither_tables_nor_charts():
    code = (
        "import sys, toolkit; "
        "print({'pandas', 'matplotlib', 'ipywidgets', 'toolkit.reports'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_type_hints_are_part_of_the_package():
    assert files("toolkit").joinpath("py.typed").is_file()


class TestOnAPublishersFigures:
    def test_the_short_chain_draws_a_funnel(self, desk):
        funnel = tk.area("Plymouth").compare("drug_misuse_deaths").funnel()
        assert isinstance(funnel, Section)
        assert funnel.figure is not None
        assert "Plymouth in 2019–21" in funnel.sentences[0]

    @pytest.mark.parametrize("kind", CHARTS)
    def test_every_kind_of_chart_has_a_method_of_its_name(self, desk, kind):
        comparison = tk.area("Plymouth").compare("drug_misuse_deaths")
        shown = getattr(comparison, kind)()
        assert shown == comparison.chart(kind)
        assert shown.figure or shown.sentences or shown.missing

    def test_the_figures_are_plain_tables(self, desk):
        comparison = tk.area("Plymouth").compare("drug_misuse_deaths")
        assert {type(comparison.table()), type(comparison.distribution())} == {pd.DataFrame}
        codes = {"E06000026", "E92000001", "E12000009"}
        assert set(comparison.table()["area_code"]) == codes
        assert len(tk.areas.plymouth.results("drug_misuse_deaths")) > 1

    def test_a_chart_that_there_is_not_says_which_there_are(self, desk):
        with pytest.raises(ParameterError, match=r"did you mean funnel\?"):
            tk.area("Plymouth").compare("drug_misuse_deaths").chart("funel")
