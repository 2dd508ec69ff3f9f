"""Fuzz for as long as is asked: ``uv run python -m tests.fuzzing.run --seconds 300``.

With ``--engine atheris`` (``uv run --with atheris …``) the faults are led by what code they reach.
"""

from __future__ import annotations

import argparse
import collections
import random
import sys
import time
import traceback
import warnings

from tests.fuzzing.mutations import mutate

_HANG = 20.0


def main() -> int:
    """Run, tell every crash with the seed that gives it again, and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--engine", choices=("random", "atheris"), default="random")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    if asked.engine == "atheris":
        return _with_atheris(asked.seconds)
    from tests.fuzzing.targets import TARGETS, seeds

    counts, crashes, ending = collections.Counter(), {}, time.monotonic() + asked.seconds
    seed = asked.seed
    while time.monotonic() < ending:
        seed += 1
        chance = random.Random(seed)
        target = chance.choice(list(TARGETS))
        data, kind = chance.choice(seeds(target))
        crash = _try(target, mutate(data, chance), kind)
        counts[target] += 1
        if crash and crash not in crashes:
            crashes[crash] = seed
            print(f"{target}, seed {seed}:\n{crash}", flush=True)
    print(dict(counts), f"{sum(counts.values())} cases, {len(crashes)} crashes")
    return bool(crashes)


def _try(target: str, data: bytes, kind: str) -> str:
    from tests.fuzzing.targets import TARGETS, clear

    started = time.monotonic()
    try:
        clear(lambda: TARGETS[target](data, kind))
    except Exception:
        return "".join(traceback.format_exc().splitlines(keepends=True)[-6:])
    return f"took more than {_HANG} s" if time.monotonic() - started > _HANG else ""


def _with_atheris(seconds: float) -> int:
    import atheris

    # What is imported within is watched: the project's own code, not its libraries.
    with atheris.instrument_imports(include=["toolkit"]):
        from tests.fuzzing.targets import TARGETS, clear, seeds
    names = list(TARGETS)
    counts = collections.Counter()

    def one(data: bytes) -> None:
        given = atheris.FuzzedDataProvider(data)
        target = names[given.ConsumeIntInRange(0, len(names) - 1)]
        content, kind = seeds(target)[given.ConsumeIntInRange(0, len(seeds(target)) - 1)]
        if given.ConsumeBool():
            content = mutate(content, random.Random(given.ConsumeInt(4)))
        else:
            content = given.ConsumeBytes(400) or content
        counts[target] += 1
        if sum(counts.values()) % 500 == 0:
            print(dict(counts), flush=True)
        clear(lambda: TARGETS[target](content, kind))

    atheris.Setup(
        [sys.argv[0], f"-max_total_time={int(seconds)}", "-timeout=60", "-max_len=4000"], one
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
