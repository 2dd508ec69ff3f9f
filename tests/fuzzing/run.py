"""Fuzz for as long as is asked: ``uv run python -m tests.fuzzing.run --seconds 300``.

``--engine hypothesis``, the usual one, makes the least case of each fault; ``--engine atheris``
(``uv run --with atheris …``) lets what code they reach lead the cases. Both go on after a fault.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import sys
import time
import warnings

from tests.fuzzing.mutations import mutate

_ROUND = 150  # cases of a target before the next has its turn


def main() -> int:
    """Run, tell every fault with the case that gives it again, and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--engine", choices=("hypothesis", "atheris"), default="hypothesis")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable()  # what libraries say of broken files
    if asked.engine == "atheris":
        return _with_atheris(asked.seconds)
    return _with_hypothesis(asked.seconds, asked.seed)


def _with_hypothesis(seconds: float, seed: int) -> int:
    from tests.fuzzing.cases import fuzz
    from tests.fuzzing.targets import TARGETS
    from tests.fuzzing.trying import Faults, FoundError

    faults, ending = Faults(), time.monotonic() + seconds
    while time.monotonic() < ending:
        seed += 1
        for target in TARGETS:
            try:
                fuzz(target, faults, seed, cases=_ROUND, ending=ending)
            except FoundError as found:
                print(faults.tell(found), flush=True)
    print(faults.told(), flush=True)
    return bool(faults.places)


def _with_atheris(seconds: float) -> int:
    import atheris

    # What is imported within is watched: the project's own code, not its libraries.
    with atheris.instrument_imports(include=["toolkit"]):
        from tests.fuzzing.material import seeds
        from tests.fuzzing.targets import TARGETS
        from tests.fuzzing.trying import Faults, FoundError
    names = list(TARGETS)
    faults, ending = Faults(), time.monotonic() + seconds

    def one(data: bytes) -> None:
        if time.monotonic() > ending:
            # Its own loop never returns.
            print(faults.told(), flush=True)
            os._exit(bool(faults.places))
        given = atheris.FuzzedDataProvider(data)
        target = names[given.ConsumeIntInRange(0, len(names) - 1)]
        content, name = seeds(target)[given.ConsumeIntInRange(0, len(seeds(target)) - 1)]
        if given.ConsumeBool():
            content = mutate(content, random.Random(given.ConsumeInt(4)))
        else:
            content = given.ConsumeBytes(400) or content
        try:
            faults.try_case(target, content, name)
        except FoundError as found:
            print(faults.tell(found), flush=True)

    atheris.Setup([sys.argv[0], "-timeout=400", "-max_len=4000"], one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
