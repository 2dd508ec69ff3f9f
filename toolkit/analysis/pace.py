"""How far a calculation is, told to whoever waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["now_and_then"]


def now_and_then(
    say: Callable[[str], None],
    seconds: float = 3,
    clock: Callable[[], float] = time.monotonic,
) -> Callable[[str], None]:
    """Return a way to say how far something is that speaks only where it takes long.

    Parameters
    ----------
    say : callable
        Is told what is being done.
    seconds : float
        How long it is silent at least.
    clock : callable
        Tells the time, in seconds.

    Returns
    -------
    callable
        Of what it is told in between, nothing is passed on.

    Examples
    --------
    >>> times = iter([0, 2, 3, 5])
    >>> tell = now_and_then(print, clock=lambda: next(times))
    >>> tell("1 of 3"), tell("2 of 3"), tell("3 of 3")
    2 of 3
    (None, None, None)
    """
    spoken = clock()

    def tell(text: str) -> None:
        nonlocal spoken
        if (now := clock()) - spoken >= seconds:
            spoken = now
            say(text)

    return tell
