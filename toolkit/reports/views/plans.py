"""What an area plans: its targets, its actions and milestones, and what its people write beside figures."""

from __future__ import annotations

import datetime as dt
import functools

import pandas as pd

from toolkit.analysis.building import figures_beside
from toolkit.analysis.commentary import has_changed
from toolkit.analysis.delivery_plans import JudgedAction, judge_actions
from toolkit.analysis.targets import JudgedTarget, judge_targets
from toolkit.catalogue.indicators import load_indicators
from toolkit.errors import ParameterError, did_you_mean
from toolkit.periods.days import read_day
from toolkit.presentation.blocks import Section
from toolkit.presentation.claims import Comparison, Level, say_together
from toolkit.presentation.sections import commentary
from toolkit.presentation.sections.delivery_plan import delivery_plan_section, milestones_section
from toolkit.presentation.sections.targets import target_section, targets_section
from toolkit.presentation.wording import placed
from toolkit.reports.material import Material
from toolkit.reports.views.absence import absent
from toolkit.reports.views.statements import whole

__all__ = ["delivery_plan", "milestones", "report_date", "target", "targets", "with_commentary"]

_NO_PLAN = "no {what} are held for {place}"


def report_date(material: Material, date: str = "") -> dt.date:
    """Return the day by which a report reckons time; it is never silently today.

    Parameters
    ----------
    material : Material
        The report's.
    date : str
        Such as ``2026-03-31`` or ``31 March 2026``. Left out, the last day of the
        report's period, or else the latest that the area's figures or plans tell of.

    Raises
    ------
    ParameterError
        Where the text is no day, and where there is neither a period nor a figure.
    """
    if date:
        try:
            day = read_day(" ".join(date.split()).casefold())
            if day and day.year and day.day:
                return day.open(day.year)
        except (ParameterError, ValueError):
            pass
        raise ParameterError(f"{date!r} is not a day", hint="write it like 2026-03-31")
    if material.parameters.period is not None:
        return material.parameters.period.end
    # The year that an index of deprivation is named by is no day of a plan.
    context = [one.id for one in load_indicators().values() if one.domain == "context"]
    own = material.rows["area_code"] == material.area.code
    own &= ~material.rows["indicator"].isin(context)
    ends = pd.concat([material.rows.loc[own, "period_end"], *_days_of_plans(material)]).dropna()
    if ends.empty:
        raise ParameterError(
            f"no figures of {material.area.name} are held, so no day is known to reckon time by",
            hint="give the report's date",
        )
    last: dt.date = ends.max().date()
    return last


def _days_of_plans(material: Material) -> list[pd.Series]:
    """Return the days that the area's plans tell of: no plan is judged as of a day before it."""
    actions = material.actions
    return [actions["stated_on"], actions["as_at"], material.targets["latest_end"]]


def targets(material: Material, date: str = "") -> Section:
    """Show the target register; without one, say how to make it."""
    judged = _judged_targets(material, date)
    if not judged:
        return _nothing(material, "targets", "Targets", "targets", "targets")
    place = placed(material.area.name)
    return with_commentary(
        material, targets_section(judged, place, report_date(material, date))
    )  # fmt: skip


def target(material: Material, name: str, date: str = "") -> Section:
    """Show one target of the register with its way.

    Raises
    ------
    ParameterError
        Where the register has none of that name.
    """
    judged = _judged_targets(material, date)
    found = next((one for one in judged if one.row["name"].casefold() == name.casefold()), None)
    if found is None:
        names = [one.row["name"] for one in judged]
        near = did_you_mean(name, names) or names
        raise ParameterError(
            f"no target of {material.area.name} is called {name!r}",
            hint=f"use {' or '.join(near)}" if near else "import a register of targets first",
        )
    return target_section(found, placed(material.area.name), report_date(material, date))


def delivery_plan(material: Material, date: str = "") -> Section:
    """Show the delivery plan; without one, say how to make it."""
    judged = _judged_actions(material, date)
    if not judged:
        return _nothing(material, "delivery_plan", "Delivery plan", "actions", "actions")
    claim = functools.cache(functools.partial(_latest_claim, material))
    day = report_date(material, date)
    section = delivery_plan_section(judged, placed(material.area.name), day, claim)
    return with_commentary(material, section)


def milestones(material: Material, date: str = "") -> Section:
    """Show the milestones that have a number; without any, say so."""
    judged = [one for one in _judged_actions(material, date) if one.milestone is not None]
    if not judged:
        return _nothing(material, "milestones", "Milestones", "milestones with a number", "actions")
    day = report_date(material, date)
    return with_commentary(
        material, milestones_section(judged, placed(material.area.name), day)
    )  # fmt: skip


def with_commentary(material: Material, section: Section) -> Section:
    """Return a section with what local people wrote beside it and the report may show."""
    look = functools.partial(figures_beside, material.store)
    return commentary.with_commentary(
        section, material.commentary, lambda row: has_changed(material.store, look, row)
    )


def _judged_targets(material: Material, date: str) -> list[JudgedTarget]:
    if material.targets.empty:
        return []
    return judge_targets(material.targets, material.with_breakdowns, report_date(material, date))


def _judged_actions(material: Material, date: str) -> list[JudgedAction]:
    if material.actions.empty:
        return []
    return judge_actions(material.actions, report_date(material, date))


def _nothing(material: Material, id_: str, heading: str, what: str, form: str) -> Section:
    return absent(id_, heading, _NO_PLAN.format(what=what, place=material.area.name, form=form))


def _latest_claim(material: Material, name: str) -> str:
    """Say an indicator's latest figure of the area and how it stands beside the first comparator."""
    if name not in load_indicators():
        return f"{name}: no longer in the catalogue"
    indicator = material.of_nation(name)
    context = material.context(indicator)
    row = whole(context.own)
    if row is None:
        return f"{indicator.name}: no figure for {placed(material.area.name)}"
    beside = []
    for one in context.comparators[:1]:
        other = context.in_period(one, row["period_end"])
        if other is not None:
            places = (context.area.name, one.name)
            beside.append(Comparison.of(row, other, indicator, places, context.verdict(row, other)))
    level = Level.of(row, indicator, context.area.name).sentence()
    return f"{indicator.name}. {level} {say_together(beside) if beside else ''}".rstrip()
