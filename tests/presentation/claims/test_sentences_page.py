"""Every sentence over every state: what no sentence may hold, and that the page is not stale."""

from __future__ import annotations

import importlib.util
import inspect
import re
from pathlib import Path

import pytest

from toolkit.presentation import claims

DOCS = Path(__file__).resolve().parents[3] / "docs"


def load_generator():
    spec = importlib.util.spec_from_file_location(
        "generate_sentences", DOCS / "generate_sentences.py"
    )
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    return generator


GENERATOR = load_generator()
SAID = [
    pytest.param(claim, id=f"{kind}: {state}")
    for kind, states in GENERATOR.examples().items()
    for state, claim in states
]
BROKEN = re.compile(
    r"\bnan\b|\bNone\b|\binf\b|NaT|  |-\d|[−-]0(?:\.0+)?(?![\d.])|\(\)|: \.|,,|\.\.| [,.;:]"
)


def test_the_page_is_not_stale():
    written = (DOCS / "sentences.md").read_text(encoding="utf-8")
    assert written == GENERATOR.write_page(), "run: python docs/generate_sentences.py"


def test_every_kind_of_claim_is_on_it():
    kinds = {
        kind for _, kind in inspect.getmembers(claims, inspect.isclass) if hasattr(kind, "sentence")
    }
    assert {type(claim) for states in GENERATOR.examples().values() for _, claim in states} == kinds


@pytest.mark.parametrize("claim", SAID)
def test_a_sentence_begins_with_a_capital_or_a_figure_ends_with_a_stop_and_holds_no_wreckage(
    claim,
):
    said = claim.sentence()
    assert said == said.strip()
    assert said.endswith(".")
    assert said[0].isupper() or said[0] in "0123456789"
    assert not BROKEN.search(said.replace("<script>alert(1)</script>", "X")), said


@pytest.mark.parametrize("claim", SAID)
def test_a_title_has_no_full_stop_and_holds_no_wreckage(claim):
    title = claim.finding()
    assert title == title.strip()
    assert not title.endswith(".")
    assert not BROKEN.search(title.replace("<script>alert(1)</script>", "X")), title


@pytest.mark.parametrize("claim", SAID)
def test_no_claim_changes_once_it_is_made(claim):
    with pytest.raises(AttributeError):
        claim.place = "York"


@pytest.mark.parametrize(
    "cause", ["because of", "due to", "caused", "as a result", "thanks to", "led to", "driven by"]
)
def test_no_cause_is_claimed(cause):
    assert cause not in GENERATOR.write_page()


def test_names_stand_as_they_are_written():
    titles = [claim.sentence() for _, claim in GENERATOR.examples()["Level"]]
    assert any("<script>alert(1)</script>" in title for title in titles)
    assert any("$x^2$ & Sons" in title for title in titles)
    assert r"\<script\>" in GENERATOR.write_page()
