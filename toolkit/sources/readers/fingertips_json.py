"""Fingertips API, JSON: the newest figures, or the trends, of a group of indicators.

``latest_data/all_indicators_in_profile_group_for_child_areas`` (and its kin
for chosen indicators) answers with a list; each member is one indicator for
one sex and age (``IID``, ``Sex``, ``Age``), with a figure an area under
``Data`` and, under ``Grouping``, the period and the figures of the areas to
compare with, England among them. ``trend_data/...`` answers alike, but lists
``Periods``, and under ``Data`` gives each area its figures in their order.
A figure that is not there has the value -1 and is shown as ``-``; why stands
as a number (``NoteId``). Breakdowns are numbers too, and are passed over: the
CSV names them. ``latest_data/single_indicator_for_all_areas`` says neither its
indicator nor its period and is refused.

The shapes are those of the classes that the service's public code serialises
(GroupRoot, TrendRoot, Grouping, CoreDataSet and TrendDataPoint).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from toolkit.catalogue.areas import known_codes
from toolkit.errors import ParameterError, SourceError
from toolkit.periods import Period
from toolkit.sources.cells import parse_numbers
from toolkit.sources.columns import read_periods
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.fingertips import (
    SEXES,
    read_age,
    read_basis,
    read_period,
    read_rounding,
    read_state,
)
from toolkit.sources.pieces import Repeats
from toolkit.sources.reading import Layout, Reading, Skipped, observe, period_columns

SOURCE = "fingertips"
_LATEST = {
    "value": "Val",
    "lower": "LoCI",
    "upper": "UpCI",
    "count": "Count",
    "denominator": "Denom",
}
_TREND = {"value": "D", "lower": "L", "upper": "U", "count": "C", "denominator": "Denom"}
_KEYS = ["indicator", "area_code", "period_start", "period_end", "sex", "age"]
_NOTES = {
    101: "Value suppressed for disclosure control due to small count",
    401: "There is a data quality issue with this value",
    500: "Aggregated from all known lower geography values",
    506: "Aggregated from all known lower geography values by Fingertips",
}
_ABSENT = -1
_POINT = [*_LATEST, "shown", "indicator", "sex", "age", "area_code", "period", "years", "note",
          "category", "locator"]  # fmt: skip


def _recognises(file: RawFile) -> bool:
    if file.kind != "json":
        return False
    latest = b'"AreaCode"' in file.head and b'"Val"' in file.head
    return (
        latest
        or (b'"IsC"' in file.head and b'"NoteId"' in file.head)
        or (b'"IID"' in file.head and b'"Periods"' in file.head)
    )


def _read(file: RawFile) -> Reading:
    faults = Faults("figure", hint="fetch it again, or import the indicator's CSV")
    roots = _roots(file)
    points = pd.DataFrame(
        [
            point
            for place, root in enumerate(roots)
            for point in _points(root, f"[{place}]", faults)
        ],
        columns=_POINT,
    )
    rows = _rows(points, faults)
    known = rows["area_code"].isin(known_codes())
    whole = points["category"] == ""
    rows = rows[known & whole & rows["period_start"].notna()]
    again = Repeats().find(rows[_KEYS], rows[list(_LATEST)], faults)
    faults.refuse(file)
    skipped = [
        Skipped("breakdowns", "given by number; the CSV names them", int((~whole).sum())),
        Skipped(
            "figures of other areas", "not an area of the catalogue", int((whole & ~known).sum())
        ),
        Skipped("figures", "the same figure printed again", int(again.sum())),
    ]
    observations = observe(rows[~again], file, source=SOURCE)
    return Reading(observations, [item for item in skipped if item.rows])


def _roots(file: RawFile) -> list[dict[str, Any]]:
    roots = file.document
    if (
        not isinstance(roots, list)
        or not roots
        or not all(isinstance(root, dict) for root in roots)
    ):
        raise SourceError(
            f"{file.path}: expected a list of indicators, found none",
            hint="check what was asked of Fingertips: it answers so where nothing fits",
        )
    if "IID" not in roots[0]:
        raise SourceError(
            f"{file.path}: the figures say neither which indicator they are nor of which period",
            hint="import the indicator's CSV (all_data/csv/by_indicator_id), which says both",
        )
    return roots


def _points(root: dict[str, Any], where: str, faults: Faults) -> Iterator[dict[str, Any]]:
    """Yield every figure of an indicator, with what is said of them all."""
    said = {name: (root.get(name) or {}).get("Name") for name in ("Sex", "Age")}
    said["IID"] = root.get("IID")
    absent = [name for name, found in said.items() if not found]
    for name in absent:
        faults.add(f"expected {name}, found none", [where])
    if absent:
        return
    if said["Sex"] not in SEXES:
        reason = f"expected one of {', '.join(SEXES)}, found {said['Sex']!r}"
        faults.add(reason, [f"{where}.Sex"])
        return
    trend = "Periods" in root
    for text, code, point, place in (_trends if trend else _latest)(root, where, faults):
        yield {
            **{name: point.get(key) for name, key in (_TREND if trend else _LATEST).items()},
            "shown": point.get("V" if trend else "ValF"),
            "indicator": f"fingertips_{said['IID']}",
            "sex": SEXES[said["Sex"]],
            "age": read_age(str(said["Age"])),
            "area_code": str(code).removeprefix("n"),
            "period": text,
            "years": root.get("YearRange"),
            "note": point.get("NoteId") or 0,
            "category": "" if point.get("CategoryTypeId", _ABSENT) == _ABSENT else "by number",
            "locator": place,
        }


_Found = Iterator[tuple[str, str, dict[str, Any], str]]


def _latest(root: dict[str, Any], where: str, faults: Faults) -> _Found:
    groupings = root.get("Grouping") or []
    texts = {str(grouping.get("Period", "")) for grouping in groupings}
    if len(texts) != 1:
        faults.add(f"expected one Period, found {sorted(texts)}", [f"{where}.Grouping"])
        return
    text = texts.pop()
    for place, point in enumerate(root.get("Data") or []):
        yield text, point.get("AreaCode", ""), point, f"{where}.Data[{place}]"
    for place, grouping in enumerate(groupings):
        if point := grouping.get("ComparatorData"):
            at = f"{where}.Grouping[{place}].ComparatorData"
            yield text, point.get("AreaCode", ""), point, at


def _trends(root: dict[str, Any], where: str, faults: Faults) -> _Found:
    periods = root["Periods"]
    for code, points in (root.get("Data") or {}).items():
        if len(points) != len(periods):
            reason = f"expected a figure for each of {len(periods)} periods, found {len(points)}"
            faults.add(reason, [f"{where}.Data.{code}"])
            continue
        for place, (text, point) in enumerate(zip(periods, points, strict=True)):
            yield text, code, point, f"{where}.Data.{code}[{place}]"


def _rows(points: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    timed = points.set_index("locator")[["period", "years"]]
    texts = timed["period"].rename(None)
    periods = read_periods(texts, faults, _read_period, timed["years"])
    figures = {name: parse_numbers(points[name]) for name in _LATEST}
    for name, figure in figures.items():
        for place, text in figure.unread:
            where = f"{points['locator'][place]}, {name}"
            faults.add(f"expected a number, found {text!r}", [where])
    shown = points["shown"].fillna("").astype("str")
    absent = (shown == "-") | figures["value"].value.isna()
    absent |= (shown == "") & (figures["value"].value == _ABSENT)
    values = {name: figure.value.mask(absent) for name, figure in figures.items()}
    for name in ("count", "denominator"):
        values[name] = figures[name].value.mask(figures[name].value == _ABSENT)
    unlimited = (values["lower"] == _ABSENT) & (values["upper"] == _ABSENT)
    values |= {name: values[name].mask(unlimited) for name in ("lower", "upper")}
    notes = {number: _NOTES.get(number, f"value note {number}") for number in set(points["note"])}
    note = points["note"].map({**notes, 0: ""})
    present = note.map(lambda text: read_state(text, present=True))
    return pd.DataFrame(
        {
            **{name: points[name] for name in ("indicator", "area_code", "sex", "age", "locator")},
            **values,
            "state": present.mask(absent, note.map(lambda text: read_state(text, present=False))),
            "basis": note.map(read_basis),
            "rounding": note.map(read_rounding),
            "note": note,
        }
    ).assign(**period_columns(periods).reset_index(drop=True))


def _read_period(text: str, years: float) -> Period:
    period = read_period(text)
    # A quarter or month of a year has the range of that year.
    if pd.notna(years) and period.months % 12 == 0 and period.years != years:
        raise ParameterError(f"{text!r} covers {period.years} years, but its range says {years:g}")
    return period


LAYOUT = Layout(
    source=SOURCE,
    description="Fingertips API, newest figures or trends of a group of indicators (JSON)",
    recognises=_recognises,
    read=_read,
)
