"""Cases as hypothesis makes them: sound material with faults put in, and, of texts, any text."""

from __future__ import annotations

import random
import time

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st

from tests.fuzzing.material import seeds
from tests.fuzzing.mutations import mutate
from tests.fuzzing.targets import TEXTS
from tests.fuzzing.trying import Faults

__all__ = ["fuzz", "made"]


@st.composite
def made(draw: st.DrawFn, target: str) -> tuple[bytes, str]:
    """Draw a case: content, and the name of its file."""
    data, name = draw(st.sampled_from(seeds(target)))
    if target in TEXTS and draw(st.booleans()):
        return draw(st.text(max_size=80)).encode("utf-8", "surrogatepass"), name
    chance = random.Random(draw(st.integers(0, 2**32)))
    return mutate(data, chance), name


def fuzz(
    target: str, faults: Faults, seed: int, *, cases: int, ending: float = float("inf")
) -> None:
    """Try so many cases of a target, or until a point of the clock.

    Raises
    ------
    FoundError
        The least case of a fault.
    """

    @hypothesis.seed(seed)
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(made(target))
    def hold(case: tuple[bytes, str]) -> None:
        if time.monotonic() < ending:
            faults.try_case(target, *case)

    hold()
