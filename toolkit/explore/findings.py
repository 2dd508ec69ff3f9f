"""One thing that the doctor looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from toolkit.errors import count_of

__all__ = ["Finding", "tell"]

_MARKS = {"well": "ok     ", "note": "note   ", "amiss": "AMISS  "}


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it stands, and the command that mends it.

    Parameters
    ----------
    state : {"well", "note", "amiss"}
        ``note`` is of what nothing here needs; ``amiss`` of what something does.
    subject, told : str
        What was looked at, and what was found.
    mend : str
        What to type, or to do.
    """

    state: Literal["well", "note", "amiss"]
    subject: str
    told: str
    mend: str = ""


def tell(findings: Iterable[Finding]) -> str:
    """Return the findings as text, a line each and a line for what mends it.

    Examples
    --------
    >>> print(tell([Finding("amiss", "fonts", "DejaVu Sans is not there", "uv sync")]))
    AMISS  fonts: DejaVu Sans is not there
             mend it: uv sync
    1 thing is amiss
    """
    lines, count = [], 0
    for one in findings:
        count += one.state == "amiss"
        lines.append(f"{_MARKS[one.state]}{one.subject}: {one.told}")
        if one.mend:
            lines.append(
                f"         {'mend it' if one.state == 'amiss' else 'if wanted'}: {one.mend}"
            )
    end = count_of(count, "thing is amiss", "things are amiss")
    return "\n".join([*lines, end if count else "nothing is amiss"])
