"""Which publication to ask for where figures are not at hand."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from pydantic import ValidationError

from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.supplies import Supply, find_suppliers, load_supplies

READ = {
    name
    for indicator in load_indicators().values()
    for measure in indicator.measures
    for name in measure.names
}


def test_every_supply_is_of_something_that_an_indicator_reads():
    for supply in load_supplies().values():
        for pattern in supply.measures:
            assert any(fnmatchcase(name, pattern) for name in READ), (supply.id, pattern)


def test_a_measure_is_asked_for_where_it_is_published():
    assert [source.id for source in find_suppliers(["fingertips_92432"])] == ["fingertips"]
    assert [source.id for source in find_suppliers(["numbers_in_treatment"])] == ["ndtms_viewit"]


def test_what_only_a_report_prints_is_asked_for_nowhere():
    assert find_suppliers(["near_fatal_overdoses"]) == []


def test_a_source_that_is_not_known_is_refused():
    with pytest.raises(ValidationError, match=r"expected a source of sources\.toml"):
        Supply(id="ndtms_viewt", measures=("new_presentations",))
