"""Trying a case: what is neither a value nor a clear error is a fault, told once a place."""

from __future__ import annotations

import collections
import faulthandler
import time
import traceback
from dataclasses import dataclass, field
from types import TracebackType

from tests.fuzzing.targets import TARGETS, clear

__all__ = ["Faults", "FoundError"]

_SLOW = 20.0  # seconds of a processor, which no small file needs
_STUCK = 300  # seconds after which the whole run ends, and says where it stood


class FoundError(Exception):
    """A case that ended in a fault.

    Parameters
    ----------
    place : str
        Where in the project it arose.
    told : str
        Which case.
    """

    def __init__(self, place: str, told: str) -> None:
        self.place = place
        super().__init__(f"{place}: {told}")


@dataclass
class Faults:
    """What was tried and what was found.

    Parameters
    ----------
    cases : Counter
        How many were tried, by target.
    places : Counter
        How many ended in a fault, by where in the project it arose.
    known : set of str
        Places whose faults are counted and no longer told.
    """

    cases: collections.Counter[str] = field(default_factory=collections.Counter)
    places: collections.Counter[str] = field(default_factory=collections.Counter)
    known: set[str] = field(default_factory=set)

    def try_case(self, target: str, data: bytes, name: str) -> None:
        """Try one case.

        Raises
        ------
        FoundError
            Where it is a fault of a place that is not known yet.
        """
        self.cases[target] += 1
        faulthandler.dump_traceback_later(_STUCK, exit=True)
        started = time.process_time()
        wrong: Exception | None = None
        try:
            clear(lambda: TARGETS[target](data, name))
            place = f"{target} for more than {_SLOW:.0f} s"
        except Exception as error:
            wrong, place = error, _place(error)
        finally:
            faulthandler.cancel_dump_traceback_later()
        if wrong is None and time.process_time() - started <= _SLOW:
            return
        self.places[place] += 1
        if place not in self.known:
            raise FoundError(place, f"{target}, {name or 'a text'}\n  {data[:300]!r}") from wrong

    def tell(self, found: FoundError) -> str:
        """Tell a fault with what led to it, and of its place no other."""
        self.known.add(found.place)
        return "".join(traceback.format_exception(found, limit=-6))

    def told(self) -> str:
        """Say it in one line, and one for each place."""
        head = f"{sum(self.cases.values())} cases, {len(self.places)} places of faults: {dict(self.cases)}"
        return "\n".join([head, *(f"  {n} times {place}" for place, n in self.places.items())])


def _place(error: Exception) -> str:
    """Return where in the project an error arose."""
    lines = [*_frames(error.__traceback__)]
    inside = [one for one in lines if "/toolkit/" in one[0].replace("\\", "/")] or lines
    file, number = inside[-1]
    return f"{type(error).__name__} at {file}:{number}"


def _frames(trace: TracebackType | None) -> list[tuple[str, int]]:
    return [(one.filename, one.lineno or 0) for one in traceback.extract_tb(trace)]
