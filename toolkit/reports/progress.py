"""What a batch says while it runs: how far it is, how fast, how long yet, and who is slow or failed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from toolkit.errors import count_of
from toolkit.reports.jobs import Job

__all__ = ["Progress", "tell_seconds"]

_EVERY_SECONDS = 5.0
_SLOW_FACTOR = 3
_ENOUGH = 5


class Progress:
    """Counts what is done, and says so every few seconds.

    Parameters
    ----------
    total : int
        How many jobs there are.
    say : callable
        Takes a line.
    clock : callable
        The time in seconds.

    Attributes
    ----------
    counts : dict of int
        How many were made, kept and failed.
    """

    def __init__(
        self,
        total: int,
        say: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.counts = dict.fromkeys(("made", "kept", "failed"), 0)
        self._total = total
        self._say = say
        self._clock = clock
        self._started = self._said = clock()
        self._seconds: list[float] = []

    @property
    def done(self) -> int:
        """How many jobs are done with."""
        return sum(self.counts.values())

    @property
    def seconds(self) -> float:
        """How long it has been."""
        return self._clock() - self._started

    def add(self, job: Job, answer: dict[str, Any]) -> None:
        """Count one more job, and say what a reader must know at once."""
        status, record = answer["status"], answer["record"]
        self.counts[status] += 1
        if status == "failed":
            self._say(f"FAILED {job.area_name}: {record['error']}")
        elif status == "made":
            self._look_at(job, record["seconds"])
        if self._clock() - self._said >= _EVERY_SECONDS or self.done == self._total:
            self._said = self._clock()
            self._say(self.line())

    def line(self) -> str:
        """Say how far it is."""
        line = f"{self.done} of {self._total}"
        made = self.counts["made"] + self.counts["failed"]
        if made and self.seconds:
            line += f", {60 * made / self.seconds:.0f} a minute"
            if self.done < self._total:
                left = (self._total - self.done) * self.seconds / made
                line += f", {tell_seconds(left)} left"
        return line

    def summary(self) -> str:
        """Say what came of all."""
        counts = self.counts
        line = f"{count_of(self._total, 'report', 'reports')}: {counts['made']} made, {counts['kept']} there already, {counts['failed']} failed"
        if self.done < self._total:
            line += f", {self._total - self.done} not begun or not finished"
        return f"{line}, in {tell_seconds(self.seconds)}"

    def _look_at(self, job: Job, seconds: float) -> None:
        """Name a report that takes far longer than others."""
        if len(self._seconds) >= _ENOUGH:
            usual = statistics.median(self._seconds)
            if seconds > _SLOW_FACTOR * usual:
                self._say(f"slow: {job.area_name}, {seconds:.1f} s where {usual:.1f} s is usual")
        self._seconds.append(seconds)


def tell_seconds(seconds: float) -> str:
    """Say a span of time.

    Examples
    --------
    >>> tell_seconds(4.21), tell_seconds(95), tell_seconds(3 * 3600 + 60)
    ('4.2 s', '1 min 35 s', '3 h 1 min')
    """
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return "{} h {} min".format(*divmod(minutes, 60))
