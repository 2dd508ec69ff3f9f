"""The figures of one measure: every area, period, sex, age and group, as a publisher would print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.catalogue.age_bands import years_of_age
from toolkit.catalogue.measures import Window
from toolkit.catalogue.schemes import load_schemes
from toolkit.sources.practice.demand import Demand
from toolkit.sources.practice.people import SEXES, YEARS, People
from toolkit.sources.practice.series import BANDS, Series, chance_of, make_series, share_out

__all__ = ["make_figures"]

_TEN = 10
_FEW, _NO_RATE, _UNRELIABLE = 3, 10, 20
_GAPS = 0.015
_MARGIN = 0.15


@dataclass(frozen=True)
class _Cut:
    """One sex, age and group of a measure: counts and people by area and year."""

    sex: str
    age: str
    group: str
    scheme: str
    count: np.ndarray
    people: np.ndarray


def make_figures(demand: Demand, people: People, chance: np.random.Generator) -> pd.DataFrame:
    """Make every figure of a measure, with columns of the observations."""
    rows = _chosen_rows(demand, people)
    series = make_series(demand, people, chance)
    frames = [
        _frame(demand, cut, window, rows)
        for cut in _cuts(demand, series, people, chance)
        for window in demand.windows
    ]
    made = pd.concat(frames, ignore_index=True)
    made = _hide(demand, made, chance)
    editions = [made.assign(edition=edition or "synthetic") for edition in demand.editions]
    return pd.concat(editions, ignore_index=True).assign(indicator=demand.measure)


def _chosen_rows(demand: Demand, people: People) -> list[tuple[str, np.ndarray]]:
    """Return the areas that the measure is held for: code, and which authorities it is made of."""
    own = np.array([area.nation in demand.nations for area in people.areas], dtype=float)
    single = np.eye(len(people.areas))
    alone = [(area.code, single[n]) for n, area in enumerate(people.areas) if own[n]]
    chosen = alone if "upper" in demand.tiers else []
    for area, member in zip(people.wider, people.member, strict=True):
        if area.tier in demand.tiers and (member <= own).all():
            chosen.append((area.code, member))
    # Of tiers that the table of areas does not have, authorities stand in.
    return chosen or alone


def _cuts(
    demand: Demand, series: Series, people: People, chance: np.random.Generator
) -> Iterator[_Cut]:
    """Share the events out: over sexes, groups and ages, so that parts make up their wholes."""
    both = Series(series.count.sum(axis=2), series.people.sum(axis=2))
    age, by_age = demand.ages[0], _of_ages(demand, both, chance)
    for scheme, groups in demand.groups.items():
        yield from _by_group(demand, scheme, groups, by_age, chance)
    if set(demand.groups) != {""}:
        return
    group = demand.groups[""][0]
    if demand.kind == "rate" and demand.basis == "published" and len(demand.groups[""]) == 1:
        for n, sex in enumerate(SEXES):
            yield _Cut(sex, age, group, "", series.count[:, :, n], series.people[:, :, n])
    if demand.banded:
        parts = share_out(both.count, _weights_of_bands(), chance)
        for n, band in enumerate(BANDS):
            yield _Cut("persons", band, group, "", parts[..., n], people.of_age(band).sum(axis=2))


def _by_group(
    demand: Demand,
    scheme: str,
    groups: tuple[str, ...],
    both: Mapping[str, Series],
    chance: np.random.Generator,
) -> Iterator[_Cut]:
    for age, series in both.items():
        parts = share_out(series.count, _shares(scheme, groups), chance)
        # Of shares each group is one of its own: they are no parts of a whole.
        apart = demand.kind in ("share", "score", "ratio")
        pieces = {group: series.count if apart else parts[..., n] for n, group in enumerate(groups)}
        if scheme:
            declared = load_schemes()[scheme]
            for whole, inner in declared.parts.items():
                shared = share_out(pieces[whole], _shares(scheme, inner), chance)
                pieces |= {part: shared[..., n] for n, part in enumerate(inner)}
            pieces[declared.total] = series.count
        for group, count in pieces.items():
            yield _Cut("persons", age, group, scheme, count, series.people)


def _of_ages(demand: Demand, both: Series, chance: np.random.Generator) -> dict[str, Series]:
    """Return the events of each age: all of the widest, and of those inside it a part."""
    found = {demand.ages[0]: both}
    for age in demand.ages[1:]:
        inside = _fraction(age, demand.ages[0])
        found[age] = Series(
            chance.binomial(both.count.astype("int64"), inside), both.people * inside
        )
    return found


def _shares(scheme: str, groups: tuple[str, ...]) -> np.ndarray:
    """Return how large each group is: alike in every measure, so that parts stay below their wholes."""
    shares: np.ndarray = chance_of(0, scheme, *groups).dirichlet(np.full(len(groups), 8.0))
    return shares


def _fraction(age: str, widest: str) -> float:
    """Return about how many of the people of the widest ages are of some others."""
    return min(1.0, len(years_of_age(age) or range(91)) / len(years_of_age(widest) or range(91)))


def _weights_of_bands() -> np.ndarray:
    """Return how events are spread over five-year bands: few among the young, most in the fifties."""
    middle = np.arange(len(BANDS)) * 5 + 2.5
    weights = np.exp(-(((middle - 54) / 14) ** 2) / 2)
    shares: np.ndarray = weights / weights.sum()
    return shares


def _frame(
    demand: Demand, cut: _Cut, window: Window, rows: list[tuple[str, np.ndarray]]
) -> pd.DataFrame:
    """Return a row an area and period of one cut."""
    member = np.array([made_of for _, made_of in rows])
    years = 1 if window.kind == "snapshot" else window.years
    count, denominator = (_pool(member @ part, years) for part in (cut.count, cut.people))
    start, end, kind = _dates(window, years)
    told = _values(demand, count.ravel(), denominator.ravel())
    places = len(rows)
    return pd.DataFrame(
        {
            "area_code": np.repeat([code for code, _ in rows], _TEN),
            "period_kind": kind,
            "period_start": np.tile(start, places),
            "period_end": np.tile(end, places),
            "sex": cut.sex,
            "age": cut.age,
            "group": cut.group,
            "grouping_scheme": cut.scheme,
            "basis": demand.basis,
            "wide": np.repeat(member.sum(axis=1) > 1, _TEN),
            "events": count.ravel(),
            **told,
        }
    )


def _pool(counts: np.ndarray, years: int) -> np.ndarray:
    """Sum each of the last ten years with those before it that the period takes in."""
    sums = np.cumsum(np.pad(counts, ((0, 0), (1, 0))), axis=1)
    pooled: np.ndarray = (sums[:, years:] - sums[:, :-years])[:, -_TEN:]
    return pooled


def _dates(window: Window, years: int) -> tuple[pd.DatetimeIndex, pd.DatetimeIndex, str]:
    """Return first and last days of the ten periods, and their kind."""
    last = np.array(YEARS[-_TEN:])
    if window.kind == "snapshot":
        start = pd.to_datetime([f"{year}-07-01" for year in last])
        return start, pd.to_datetime([f"{year}-07-31" for year in last]), "rolling"
    month = {"financial": 4, "rolling": 7}.get(window.kind, 1)
    start = pd.to_datetime([f"{year - years + 1}-{month:02d}-01" for year in last])
    end = pd.to_datetime([f"{year + 1}-{month:02d}-01" for year in last]) - pd.Timedelta(days=1)
    single = {"financial": "financial", "rolling": "rolling"}.get(window.kind, "calendar")
    return start, end, single if years == 1 else "pooled"


def _values(demand: Demand, count: np.ndarray, people: np.ndarray) -> dict[str, np.ndarray]:
    """Return what is printed: count, denominator, value and limits, as the kind has them."""
    nothing = np.full(len(count), np.nan)
    empty = dict.fromkeys(("count", "denominator", "value", "lower", "upper"), nothing)
    if demand.kind == "count":
        return {**empty, "count": count}
    if demand.kind == "number":
        # No model prints that there is nobody.
        rounded = np.maximum(count.round(-1), 10)
        return {**empty, "value": rounded, "lower": rounded * (1 - _MARGIN),
                "upper": rounded * (1 + _MARGIN)}  # fmt: skip
    if demand.kind == "score":
        return {**empty, "value": (count / people).round(1)}
    known = people > 0
    count, people = np.where(known, count, np.nan), np.where(known, people, np.nan)
    if demand.kind == "ratio":
        return {**empty, "count": count, "denominator": people.round(2)}
    make = methods.proportion if demand.kind == "share" else methods.crude_rate
    made = make(count, people, scale=demand.scale)
    printed = {"value": made.value, "lower": made.lower, "upper": made.upper}
    if demand.basis != "published":
        return {**empty, **printed}
    return {**printed, "count": count, "denominator": people}


def _hide(demand: Demand, rows: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """Suppress few events, call rates of few unreliable, and leave gaps: a hidden figure is never 0."""
    printed = ["count", "value", "lower", "upper"]
    few = rows["events"].to_numpy() if demand.basis == "published" else np.full(len(rows), np.inf)
    few = np.where(rows["wide"] | (demand.kind == "score"), np.inf, few)
    rates = np.array([demand.kind in ("rate", "ratio")] * len(rows))
    gap = ~rows["wide"].to_numpy() & (chance.random(len(rows)) < _GAPS)
    suppressed = (few < _FEW) & ~gap
    rateless = rates & (few < _NO_RATE)
    state = np.select(
        [gap, suppressed | rateless, rates & (few < _UNRELIABLE)],
        ["not_collected", "suppressed", "unreliable"],
        "ok",
    )
    hidden = gap | suppressed
    rows.loc[hidden, printed] = np.nan
    rows.loc[rateless, printed[1:]] = np.nan
    return rows.assign(state=state).drop(columns=["wide", "events"])
