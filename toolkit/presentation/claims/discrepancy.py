"""A printed figure beside the one that the printed counts give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from toolkit.analysis.gap import implied_treated
from toolkit.presentation.wording import number, sentence, signed

__all__ = ["Discrepancy", "PrintedChange", "say_printed_apart"]


@dataclass(frozen=True)
class Discrepancy:
    """A printed share beside the one that the printed counts give.

    Parameters
    ----------
    printed, ours : float
        Both in per cent.
    treated, need : float
        The printed counts.
    group : str
        Whom it is about; blank for everybody.

    Examples
    --------
    >>> Discrepancy(79.1, 80.206, 692, 3496).sentence()
    '79.1% is printed, the printed counts give 80.2%; the printed share implies 729 to 732 people treated, the table has 692.'
    """

    printed: float
    ours: float
    treated: float
    need: float
    group: str = ""

    @property
    def apart(self) -> bool:
        """Whether the two differ as they are written."""
        known = not (isnan(self.printed) or isnan(self.ours))
        return known and number(self.printed, 1) != number(self.ours, 1)

    @property
    def explained(self) -> bool:
        """Whether rounding of the estimate could be the reason."""
        _, least, most = implied_treated(self.printed, self.need)
        return least <= self.treated <= most

    def sentence(self) -> str:
        """Say both shares, and what the printed one implies."""
        nearest, least, most = implied_treated(self.printed, self.need)
        if self.explained:
            why = "rounding of the estimate could explain the difference"
        else:
            implied = f"{number(least)} to {number(most)}" if least < most else number(nearest)
            why = f"the printed share implies {implied} people treated, the table has {number(self.treated)}"
        subject = f"{self.group}: " if self.group else ""
        return sentence(
            f"{subject}{number(self.printed, 1)}% is printed, the printed counts give "
            f"{number(self.ours, 1)}%; {why}."
        )

    def finding(self) -> str:
        """Say it in the space of a title."""
        return self.sentence().split(";")[0]


@dataclass(frozen=True)
class PrintedChange:
    """A printed change of one group beside the recomputed one.

    Parameters
    ----------
    group : str
        Whom it is about.
    printed, ours : float
        Both in per cent.

    Examples
    --------
    >>> PrintedChange("Opiates and/or crack (OCU)", 3.5, 3.5686).finding()
    'Opiates and/or crack (OCU): printed +3.5%, recomputed +3.6%'
    """

    group: str
    printed: float
    ours: float

    @property
    def apart(self) -> bool:
        """Whether the two differ as they are written."""
        return not isnan(self.printed) and signed(self.ours) != signed(self.printed)

    def sentence(self) -> str:
        """Say both."""
        return f"{self.finding()}."

    def finding(self) -> str:
        """Say it in the space of a title."""
        decimals = 0 if self.printed == round(self.printed) else 1
        return (
            f"{self.group}: printed {signed(self.printed, decimals)}%, "
            f"recomputed {signed(self.ours)}%"
        )


def say_printed_apart(changes: Sequence[PrintedChange], reason: str) -> str:
    """Say which printed changes are not the recomputed ones, and why.

    Parameters
    ----------
    changes : sequence of PrintedChange
        Those that are apart; at least one.
    reason : str
        Why, where the catalogue knows it.

    Returns
    -------
    str
        A sentence or two.
    """
    said = "; ".join(one.finding() for one in changes)
    text = f"Where the report prints another change than its own counts give: {said}."
    return f"{text} The reason: {reason}." if reason else text
