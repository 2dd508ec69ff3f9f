"""Sections: each turns one indicator's results into a block."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.catalogue.schemes import load_schemes
from toolkit.presentation.blocks import Section
from toolkit.presentation.context import Context
from toolkit.presentation.sections.by_group import by_group
from toolkit.presentation.sections.caseload import caseload
from toolkit.presentation.sections.estimates import estimates
from toolkit.presentation.sections.rates import rates
from toolkit.presentation.sections.unmet_need import unmet_need

__all__ = ["make_section"]

_BY_STATISTIC: dict[str, Callable[[Context], Section]] = {
    "percentage_change": caseload,
    "unmet_need": unmet_need,
    "projected_unmet_need": unmet_need,
}


def make_section(context: Context) -> Section:
    """Make the section that shows an indicator best.

    Parameters
    ----------
    context : Context
        The indicator's results.

    Returns
    -------
    Section
        Where the area has no results, a section that says why in one line.
    """
    indicator = context.indicator
    if context.own.empty:
        return Section(indicator.id, indicator.name, missing=context.missing)
    if indicator.statistic in _BY_STATISTIC:
        return _BY_STATISTIC[indicator.statistic](context)
    if not indicator.comparable:
        return estimates(context)
    return by_group(context) if _is_of_parts(context) else rates(context)


def _is_of_parts(context: Context) -> bool:
    """Return whether the last period has several groups, or one that is not everybody it is asked of."""
    indicator, groups = context.indicator, set(context.latest["group"])
    declared = {name for one in indicator.numerator for name in one.named_groups}
    totals = {scheme.total for scheme in load_schemes().values()}
    return len(groups) > 1 or not groups <= {"all", *declared, *totals}
