"""The target register: each target, where it stands, how many people the gap is, and the pace needed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from math import isfinite
from typing import Any

import pandas as pd

from toolkit.analysis.targets import TARGET_STATUSES, JudgedTarget
from toolkit.plans import NOT_PRINTED
from toolkit.presentation.blocks import Figure, Section, Table
from toolkit.presentation.charts.trajectory import trajectory_chart
from toolkit.presentation.claims import Measure
from toolkit.presentation.wording import (
    count_of,
    interval,
    join_words,
    measured,
    number,
    percentage_points,
    signed,
)

__all__ = ["day_in_words", "target_section", "targets_section"]

_HEADING = "Targets"
_TONES = {
    "met": "better",
    "on track": "better",
    "within uncertainty": "similar",
    "off track": "worse",
    "cannot be told": "",
}
_COUNTED = {"cannot be told": "of which it cannot be told where it stands"}
_PROMISED = [
    "Target",
    "Baseline",
    "Baseline's period",
    "Aim",
    "Due",
    "National figure",
    "Who answers for it",
]
_STANDS = ["Target", "Latest figure", "Period, and where from", "Status", "Gap", "People the gap is",
           "Needed from here"]  # fmt: skip
_RULE = (
    "Met: at or beyond the target. On track: at or beyond the straight line from baseline to target. Within "
    "uncertainty: short of the line, which the 95% interval reaches. Off track: short of it."
)
_SYNTHETIC = (
    "A synthetic estimate lays national rates over local people: it is an illustration, is given to two "
    "significant figures and is never judged."
)
_ABOUT = "About: the number behind the percentage is not given, so the people are worked out from the rounded percentage."  # fmt: skip


def day_in_words(day: dt.date) -> str:
    """Return a day as a reader sees it.

    Examples
    --------
    >>> day_in_words(dt.date(2023, 2, 21))
    '21 February 2023'
    """
    return f"{day.day} {day:%B %Y}"


def targets_section(judged: Sequence[JudgedTarget], place: str, as_of: dt.date) -> Section:
    """Show a register of targets.

    Parameters
    ----------
    judged : sequence of JudgedTarget
        At least one.
    place : str
        The area.
    as_of : date
        The day by which time was reckoned.
    """
    return Section(
        "targets",
        _HEADING,
        sentences=[_opening(judged, place, as_of), *(target_in_words(one) for one in judged)],
        tables=[_register(judged, place), _standing(judged, place, as_of)],
        caveats=_caveats(judged),
        sources=_sources(judged),
    )


def target_section(one: JudgedTarget, place: str, as_of: dt.date) -> Section:
    """Show one target with its way, where there is one to draw."""
    return Section(
        f"target_{''.join(c if c.isalnum() else '_' for c in one.row['name'].casefold())}",
        one.row["name"],
        sentences=[target_in_words(one)],
        figure=_figure(one, place),
        tables=[_register([one], place), _standing([one], place, as_of)],
        caveats=_caveats([one]),
        sources=_sources([one]),
    )


def _opening(judged: Sequence[JudgedTarget], place: str, as_of: dt.date) -> str:
    counts = Counter(one.status for one in judged)
    told = [f"{counts[one]} {_COUNTED.get(one, one)}" for one in TARGET_STATUSES if counts[one]]
    return (
        f"{place} has {count_of(len(judged), 'target', 'targets')} on the register at "
        f"{day_in_words(as_of)}: {join_words(told)}."
    )


def target_in_words(one: JudgedTarget) -> str:
    """Say where a target stands, with its figures and the reason."""
    status = f"{one.row['name']}: {one.status}"
    if one.status == "cannot be told":
        told = f"{status}, because {one.reason}."
    else:
        told = f"{status} ({_latest(one)}; {_aim(one)})."
    return " ".join(filter(None, [told, _overdue(one), _gap_in_words(one)]))


def _overdue(one: JudgedTarget) -> str:
    return f"It was due by {one.row['due_label']}." if one.overdue else ""


def _gap_in_words(one: JudgedTarget) -> str:
    if not isfinite(one.people) or one.people <= 0:
        return ""
    way = "more" if one.gap > 0 else "fewer"
    about = "about " if one.about else ""
    text = f"To reach it takes {about}{number(one.people)} {way} ({_gap(one)})"
    pace = f"; from here {_pace(one)}" if isfinite(one.pace.a_month) else ""
    return f"{text}{pace}."


def _register(judged: Sequence[JudgedTarget], place: str) -> Table:
    rows = [
        [
            _name(one),
            _figure_of(one, one.row["baseline"], "baseline"),
            one.row["baseline_period"] or "not given",
            _aim(one),
            one.row["due_label"] or "not given",
            _national(one),
            one.row["owner"],
        ]
        for one in judged
    ]
    return Table(f"Target register, {place}", _PROMISED, rows)


def _standing(judged: Sequence[JudgedTarget], place: str, as_of: dt.date) -> Table:
    rows = [
        [
            _name(one),
            _latest_alone(one),
            ", ".join(filter(None, [one.latest.period, one.latest.says_where_from])),
            f"{one.status}: {one.reason}" if one.reason else one.status,
            _gap(one),
            _people(one),
            _pace(one),
        ]
        for one in judged
    ]
    tones = [[_TONES[one.status] if name == "Status" else "" for name in _STANDS] for one in judged]
    caption = f"Where the targets of {place} stand at {day_in_words(as_of)}"
    return Table(caption, _STANDS, rows, notes=[_RULE], tones=tones)


def _name(one: JudgedTarget) -> str:
    row = one.row
    who = [
        word for word in (row["age"], *([row["sex"]] if row["sex"] != "persons" else [])) if word
    ]
    group = [row["group"]] if row["group"] not in ("all", "") else []
    also = [*group, *who, *(["synthetic estimate"] if one.synthetic else [])]
    return f"{row['name']} ({', '.join(also)})" if also else str(row["name"])


def _figure_of(one: JudgedTarget, value: Any, name: str) -> str:
    if pd.isna(value):
        return NOT_PRINTED if name in one.row["not_printed"].split() else "none"
    decimals = 0 if float(value).is_integer() else 1
    return measured(value, one.row["unit"], decimals)


def _when(figure: str, period: str) -> str:
    if period == NOT_PRINTED:
        return f"{figure} (period not printed)"
    return f"{figure} in {period}" if period else figure


def _aim(one: JudgedTarget) -> str:
    row = one.row
    target = _figure_of(one, row["target"], "target")
    if pd.isna(row["target"]):
        return f"no target: {target}"
    words = {
        "reach": f"reach {target}",
        "stay below": f"stay below {target}",
        "stay above": f"stay above {target}",
        "range": f"{number(row['target'], 1).removesuffix('.0')} to {_figure_of(one, row['target_upper'], '')}",
    }  # fmt: skip
    return words.get(row["direction"], target)


def _national(one: JudgedTarget) -> str:
    row = one.row
    if pd.isna(row["national"]):
        return "–"
    figure = _figure_of(one, row["national"], "national")
    if pd.notna(row["national_upper"]):
        figure = f"{number(row['national'])} to {_figure_of(one, row['national_upper'], '')}"
    return _when(figure, row["national_period"])


def _latest(one: JudgedTarget) -> str:
    return f"{_when(_latest_alone(one), one.latest.period)}, {one.latest.says_where_from}"


def _latest_alone(one: JudgedTarget) -> str:
    latest = one.latest
    if not isfinite(latest.value):
        return "none"
    decimals = 0 if float(latest.value).is_integer() else 1
    limits = interval(latest.lower, latest.upper, 1)
    sure = f" (95% interval {limits})" if limits else ""
    return measured(latest.value, one.row["unit"], decimals) + sure


def _gap(one: JudgedTarget) -> str:
    """Return the gap in the target's unit; of percentages in points, and in per cent beside them."""
    if one.status == "met":
        return "none"
    if not isfinite(one.gap) or one.synthetic:
        return "–"
    if one.row["unit"].startswith("%"):
        relative = f", {signed(one.relative_gap, 0)}% of the latest" if isfinite(one.relative_gap) else ""  # fmt: skip
        return f"{'up' if one.gap > 0 else 'down'} {percentage_points(abs(one.gap))}{relative}"
    return f"{signed(one.gap)} {one.row['unit']}"


def _people(one: JudgedTarget) -> str:
    if not isfinite(one.people):
        return "cannot be told" if not one.synthetic else "–"
    way = "" if not one.people else " more" if one.gap > 0 else " fewer"
    return f"{'about ' if one.about and one.people else ''}{number(one.people)}{way}"


def _pace(one: JudgedTarget) -> str:
    pace = one.pace
    if not isfinite(pace.a_month) or not one.people:
        return "–"
    month, quarter, year = (number(n, 1) for n in (pace.a_month, pace.a_quarter, pace.a_year))
    return f"each month {month}, each quarter {quarter}, each year {year}"


def _figure(one: JudgedTarget, place: str) -> Figure | None:
    if one.trajectory is None:
        return None
    return trajectory_chart(
        one.trajectory,
        title=f"{place}: {one.row['name']}, {one.status}",
        subtitle=f"{one.row['measure_name'] or one.row['name']}, {one.row['unit']}",
        measure=Measure(one.row["unit"], 1),
    )


def _caveats(judged: Sequence[JudgedTarget]) -> list[str]:
    notes = [f"{one.row['name']}: {one.row['note']}" for one in judged if one.row["note"]]
    general = [
        *([_SYNTHETIC] if any(one.synthetic for one in judged) else []),
        *([_ABOUT] if any(one.about and one.people > 0 for one in judged) else []),
    ]
    return [*general, *notes]


def _sources(judged: Sequence[JudgedTarget]) -> list[str]:
    return list(dict.fromkeys(one.row["plan"] for one in judged))
