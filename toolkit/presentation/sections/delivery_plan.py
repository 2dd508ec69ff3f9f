"""The delivery plan: each action beside the measure it should move, and milestones with their pace."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from math import isfinite

import pandas as pd

from toolkit.analysis.delivery_plans import STANDINGS, JudgedAction, Milestone
from toolkit.plans import NOT_PRINTED
from toolkit.presentation.blocks import Section, Table
from toolkit.presentation.sections.targets import day_in_words
from toolkit.presentation.wording import count_of, join_words, number

__all__ = ["delivery_plan_section", "milestones_section"]

_TONES = {"complete": "better", "on time": "better", "at risk": "similar", "late": "worse"}
_COLUMNS = ["Priority and action", "Who", "Start", "Due", "Milestone", "Status", "Standing", "Evidence",
            "Measure it should move"]  # fmt: skip
_PACES = {"reached": "better", "on track": "better", "off track": "worse"}
_LATE = (
    "Late: the due day has passed at the report's date, and the action is neither complete nor stopped. An action "
    "without a status or a due date is never said to be late."
)
_NO_CAUSE = (
    "A measure stands beside an action because the action is meant to move it; that it moved does not show that "
    "the action moved it."
)

# More actions than these under one note are counted in place of named.
_NAMED = 3

Claim = Callable[[str], str]


def delivery_plan_section(
    judged: Sequence[JudgedAction], place: str, as_of: dt.date, claim: Claim
) -> Section:
    """Show a delivery plan, a table an aim.

    Parameters
    ----------
    judged : sequence of JudgedAction
        At least one.
    place : str
        The area.
    as_of : date
        The day by which time was reckoned.
    claim : callable
        Says the latest of an indicator by its id, or why there is nothing to say.
    """
    aims = list(dict.fromkeys(one.row["aim"] for one in judged))
    return Section(
        "delivery_plan",
        "Delivery plan",
        sentences=_say(judged, place, as_of),
        tables=[_table([one for one in judged if one.row["aim"] == aim], aim, as_of, claim) for aim in aims],
        caveats=[_LATE, _NO_CAUSE, *_notes(judged)],
        sources=list(dict.fromkeys(one.row["plan"] for one in judged)),
    )  # fmt: skip


def _say(judged: Sequence[JudgedAction], place: str, as_of: dt.date) -> list[str]:
    counts = Counter(one.standing for one in judged)
    told = [f"{counts[one]} {_WORDS.get(one, one)}" for one in STANDINGS if counts[one]]
    plan = join_words(list(dict.fromkeys(one.row["plan"] for one in judged)))
    return [
        f"At {day_in_words(as_of)} the plan of {place} ({plan}) has "
        f"{count_of(len(judged), 'action', 'actions')}: {join_words(told)}.",
        _named("Late", judged, lambda one: one.standing == "late"),
        _named("At risk", judged, lambda one: one.standing == "at risk"),
        _without_evidence(judged),
    ]


_WORDS = {"cannot be told": "of which it cannot be told how it stands"}


def _named(
    head: str, judged: Sequence[JudgedAction], wanted: Callable[[JudgedAction], bool]
) -> str:
    found = [one for one in judged if wanted(one)]
    if not found:
        return f"{head}: none that can be told."
    named = "; ".join(f"{one.row['action']} ({one.reason or one.row['owner']})" for one in found)
    return f"{head}: {named}."


def _without_evidence(judged: Sequence[JudgedAction]) -> str:
    lacking = [one for one in judged if not one.has_evidence]
    done = sum(one.standing == "complete" for one in lacking)
    complete = f", {done} of them told as complete" if done else ""
    return f"No evidence is given for {len(lacking)} of {len(judged)} actions{complete}."


def _table(judged: Sequence[JudgedAction], aim: str, as_of: dt.date, claim: Claim) -> Table:
    return Table(
        f"{aim or 'Actions'}, at {day_in_words(as_of)}",
        _COLUMNS,
        [_row(one, claim) for one in judged],
        tones=[
            [_TONES.get(one.standing, "") if name == "Standing" else "" for name in _COLUMNS]
            for one in judged
        ],
    )


def _row(one: JudgedAction, claim: Claim) -> list[str]:
    row = one.row
    priority = f"{row['priority']}: " if row["priority"] else ""
    measure = claim(row["measure"]) if row["measure"] else row["measure_name"]
    late = f", {count_of(one.days_late, 'day', 'days')}" if one.days_late else ""
    standing = f"{one.standing}{late}: {one.reason}" if one.reason else one.standing
    return [
        f"{priority}{row['action']}",
        row["owner"],
        _day(row, "start"),
        _day(row, "due"),
        row["milestone"] or "–",
        row["status"],
        standing,
        row["evidence"] if one.has_evidence else _no_evidence(row),
        measure or "none named",
    ]


def _day(row: pd.Series, name: str) -> str:
    if pd.isna(row[name]):
        return NOT_PRINTED if name in row["not_printed"].split() else "not given"
    return day_in_words(row[name].date())


def _no_evidence(row: pd.Series) -> str:
    return NOT_PRINTED if row["evidence"] == NOT_PRINTED else "none given"


def _notes(judged: Sequence[JudgedAction]) -> list[str]:
    """Return each note once, under the actions that it is about."""
    about: dict[str, list[str]] = {}
    for one in judged:
        about.setdefault(one.row["note"], []).append(one.row["action"])
    return [
        f"{'; '.join(actions) if len(actions) <= _NAMED else f'{len(actions)} actions'}: {note}"
        for note, actions in about.items()
        if note
    ]


def milestones_section(judged: Sequence[JudgedAction], place: str, as_of: dt.date) -> Section:
    """Show the milestones that have a number, with the pace that is needed.

    Parameters
    ----------
    judged : sequence of JudgedAction
        At least one of them with a milestone.
    place : str
        The area.
    as_of : date
        The day by which time was reckoned.
    """
    found = [(one, one.milestone) for one in judged if one.milestone is not None]
    columns = ["Milestone", "Aimed at", "Reached", "Counted at", "Share reached", "Left", "Due",
               "Needed from there", "Standing"]  # fmt: skip
    return Section(
        "milestones",
        "Milestones",
        sentences=[_milestone_in_words(one.row, milestone) for one, milestone in found],
        tables=[
            Table(
                f"Milestones with a number, {place}, at {day_in_words(as_of)}",
                columns,
                [_milestone_row(one.row, milestone) for one, milestone in found],
                tones=[
                    [_PACES.get(milestone.standing, "") if c == "Standing" else "" for c in columns]
                    for _, milestone in found
                ],
            )
        ],
        caveats=_notes([one for one, _ in found]),
        sources=list(dict.fromkeys(one.row["plan"] for one, _ in found)),
    )


def _milestone_in_words(row: pd.Series, milestone: Milestone) -> str:
    due = f" by {row['due']:%B %Y}" if pd.notna(row["due"]) else ""
    aimed = f"{row['action']}: {number(milestone.aimed_at)} {row['unit']}{due}"
    if not isfinite(milestone.reached):
        return f"{aimed}; how many have been reached is not given."
    at: str = f" at {day_in_words(milestone.as_at.date())}" if pd.notna(milestone.as_at) else ""
    told = f"{aimed}; {number(milestone.reached)} ({number(milestone.share, 1)}%) reached{at}"
    if milestone.pace.left == 0:
        return f"{told}: the milestone is reached."
    told += f", {number(milestone.pace.left)} left"
    if isfinite(milestone.pace.a_month):
        told += (
            f": about {number(milestone.pace.a_month)} a month over "
            f"{number(milestone.pace.months)} months"
        )
    if milestone.standing == "cannot be told":
        return f"{told}. Whether that is on track cannot be told, because {milestone.reason}."
    return f"{told}. It is {milestone.standing}: {milestone.reason}."


def _milestone_row(row: pd.Series, milestone: Milestone) -> list[str]:
    pace = milestone.pace
    reason = f": {milestone.reason}" if milestone.reason else ""
    return [
        f"{row['action']} ({row['unit']})" if row["unit"] else row["action"],
        number(milestone.aimed_at),
        number(milestone.reached),
        _day(row, "as_at"),
        f"{number(milestone.share, 1)}%" if isfinite(milestone.share) else "–",
        number(pace.left),
        _day(row, "due"),
        f"{number(pace.a_month)} a month" if isfinite(pace.a_month) and pace.left else "–",
        f"{milestone.standing}{reason}",
    ]
