"""Sources: who publishes what, whose figure wins, and where a file may be fetched."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from toolkit.catalogue.publishers import Fetch, find_source, load_sources
from toolkit.errors import CatalogueError
from toolkit.sources.readers import load_layouts

FETCH = {
    "base": "https://example.org",
    "files": {"deaths.csv": "/deaths?format=csv"},
    "known_from": "an example",
    "tried_live": False,
}


def addresses(**changed):
    return [(a.file, a.url) for a in Fetch(**{**FETCH, **changed}).addresses()]


class TestSources:
    @pytest.mark.parametrize("layout", load_layouts().values(), ids=list(load_layouts()))
    def test_every_reader_reads_a_declared_source(self, layout):
        assert find_source(layout.source).id == layout.source

    def test_a_source_that_is_not_declared_is_refused_with_what_to_do(self):
        with pytest.raises(CatalogueError, match=r"sources.toml has no \[ons_deths\]") as caught:
            find_source("ons_deths")
        assert "declare the source" in caught.value.hint

    def test_a_partnerships_report_stands_behind_every_publisher(self):
        precedence = {source.id: source.precedence for source in load_sources().values()}
        reports = precedence.pop("partnership_reports")
        assert reports > max(precedence.values())

    def test_the_estimates_own_publication_stands_before_its_second_one(self):
        first, second = find_source("ohid_alcohol_dependence"), find_source("ons_sdg_alcohol")
        assert first.precedence < second.precedence

    def test_every_source_says_on_what_terms_it_may_be_used_and_why_it_stands_where_it_does(self):
        for source in load_sources().values():
            assert source.publisher
            assert source.licence
            assert source.precedence_reason.endswith(".")


class TestAddresses:
    def test_a_file_is_fetched_from_the_base_and_its_path(self):
        assert addresses() == [("deaths.csv", "https://example.org/deaths?format=csv")]

    def test_one_file_is_fetched_for_every_combination_of_the_parameters(self):
        found = addresses(
            files={"{area}_{year}.csv": "/{area}?year={year}"},
            parameters={"area": ("la", "region"), "year": ("2023", "2024")},
        )
        assert [file for file, _ in found] == [
            "la_2023.csv",
            "la_2024.csv",
            "region_2023.csv",
            "region_2024.csv",
        ]
        assert found[-1][1] == "https://example.org/region?year=2024"

    def test_a_value_is_written_as_an_address_needs_it(self):
        ((_, url),) = addresses(
            files={"{id}.csv": "/data?id={id}"}, parameters={"id": ("91117,93517",)}
        )
        assert url == "https://example.org/data?id=91117,93517"

    @pytest.mark.parametrize("base", ["http://127.0.0.1:8080", "http://localhost"])
    def test_a_server_on_this_machine_may_speak_plainly(self, base):
        assert addresses(base=base)[0][1].startswith(f"{base}/")

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"base": "http://example.org"}, "expected https"),
            ({"base": "ftp://example.org"}, "expected https"),
            ({"base": "https://example.org/data"}, "without a path"),
            ({"base": "https://"}, "a host"),
            ({"base": "http://localhost.example.org"}, "expected https"),
            ({"files": {}}, "at least 1"),
            ({"files": {"a.csv": "a"}}, "begins with /"),
            ({"files": {"a.csv": "/a?year={year}"}}, "do not agree"),
            ({"files": {"a_{year}.csv": "/a?year={year}"}}, "do not agree"),
            ({"files": {"../a.csv": "/a"}}, "plain file names"),
            ({"files": {"a.exe": "/a"}}, "plain file names"),
        ],
    )
    def test_an_address_that_cannot_be_trusted_is_refused(self, changed, said):
        with pytest.raises(ValidationError, match=said):
            Fetch(**{**FETCH, **changed})

    def test_two_addresses_may_not_fill_one_file(self):
        with pytest.raises(ValidationError, match="different plain file names"):
            Fetch(
                **{
                    **FETCH,
                    "files": {"{a}{b}.csv": "/{a}/{b}"},
                    "parameters": {"a": ("x", "xy"), "b": ("yz", "z")},
                }
            )
