"""One type for the time that a figure covers, whichever way its publisher spells it."""

from toolkit.periods.columns import parse_periods
from toolkit.periods.period import Period
from toolkit.periods.spans import PeriodKind

__all__ = ["Period", "PeriodKind", "parse_periods"]
