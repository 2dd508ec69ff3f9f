"""The worked sums of the folder ``sums``: figures in, figures out, no area and no file between."""

from __future__ import annotations

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from questions import QUESTIONS


def as_written(text):
    """A number keeps the decimals that it is written with: 5.0 asks for one."""
    return Decimal(text)


def sums():
    for path in sorted((Path(__file__).parent / "sums").glob("*.toml")):
        read = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=as_written)
        for example in read["example"]:
            yield pytest.param(example, id=f"{path.stem}: {example['name'][:60]}")


def plain(figure):
    """Turn a given figure, or a list of them, into plain numbers."""
    if isinstance(figure, list):
        return [plain(one) for one in figure]
    return float(figure) if isinstance(figure, Decimal) else figure


def to_decimals(found, expected):
    """Round what is found to the decimals that are expected, half away from zero."""
    if isinstance(expected, (bool, str)) or isinstance(found, (bool, str)) or found != found:
        return "none" if not isinstance(found, str) and found != found else found
    places = expected if isinstance(expected, Decimal) else Decimal(1)
    # Ten digits: the sixteenth of a float is not the toolkit's to answer for.
    return Decimal(f"{float(found):.10f}").quantize(places, rounding=ROUND_HALF_UP)


@pytest.mark.parametrize("example", list(sums()))
def test_sum(example):
    given = {words: plain(figure) for words, figure in example["given"].items()}
    answers = QUESTIONS[example["asked"]](given)
    expected = example["expect"]
    assert set(expected) <= set(answers)
    assert {words: to_decimals(answers[words], figure) for words, figure in expected.items()} == (
        expected
    )
