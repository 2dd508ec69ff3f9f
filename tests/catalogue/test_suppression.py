"""The suppression rules: what may be declared, and who names one."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.publishers import load_sources
from toolkit.catalogue.suppression import SuppressionRule, find_suppression, load_suppression
from toolkit.errors import CatalogueError

GOOD = {
    "id": "some", "name": "Some rule", "applied": "here", "hides": [1, 4],
    "words": "fewer than 5 people", "declared_by": "A test",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"hides": [4, 1]}, "expected the least and the most"),
        ({"hides": None}, "nothing is hidden or rounded"),
        ({"applied": "not_at_all"}, "something is hidden or rounded"),
        ({"counts_printed": True}, "says which counts it hides"),
        ({"applied": "by_publisher", "hides": None, "rounding": 5, "takes_along": ["rate"]}, "names none"),
    ],
)  # fmt: skip
def test_a_rule_that_contradicts_itself_is_refused(change, said):
    with pytest.raises(ValidationError, match=said):
        SuppressionRule(**{**GOOD, **change})


def test_an_unknown_rule_is_told_with_the_nearest():
    with pytest.raises(CatalogueError, match="did you mean ons_deaths"):
        find_suppression("ons_death")


def test_every_rule_is_named_by_a_source_or_an_indicator_or_stands_for_files_to_come():
    named = {one.suppression for one in load_sources().values()}
    named |= {one.suppression for one in load_indicators().values()}
    assert set(load_suppression()) - named == {
        "ndtms_restricted",
        "hospital_episodes",
        "statswales",
    }


def test_a_partnership_s_own_figures_are_withheld_here_and_no_publisher_s_are():
    here = {
        name
        for name, one in load_sources().items()
        if find_suppression(one.suppression).applied == "here"
    }
    assert here == {"local_figures", "local_caseload", "synthetic_caseload"}
