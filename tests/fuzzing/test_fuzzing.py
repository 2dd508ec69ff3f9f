"""Whatever is given, what comes out is a value or an error that says what is wrong."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzzing.mutations import mutate
from tests.fuzzing.targets import TARGETS, clear, seeds

CASES = {
    "readers": 60,
    "documents": 40,
    "periods": 300,
    "figures": 300,
    "check": 120,
    "parameters": 80,
}


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_faults_give_a_value_or_a_clear_error(target):
    @settings(
        max_examples=CASES[target],
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32))
    def hold(seed):
        chance = random.Random(seed)
        data, ending = chance.choice(seeds(target))
        clear(lambda: TARGETS[target](mutate(data, chance), ending))

    hold()


@pytest.mark.slow
@pytest.mark.parametrize("target", ["periods", "figures", "check", "parameters"])
def test_any_text_gives_a_value_or_a_clear_error(target):
    @settings(max_examples=CASES[target], derandomize=True, deadline=None, database=None)
    @given(st.text(max_size=80))
    def hold(text):
        clear(lambda: TARGETS[target](text.encode("utf-8", "surrogatepass"), ""))

    hold()
