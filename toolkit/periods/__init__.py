"""One type for the time that a figure covers, whichever way its publisher spells it."""

from toolkit.periods.period import Period
from toolkit.periods.spans import PeriodKind

__all__ = ["Period", "PeriodKind"]
