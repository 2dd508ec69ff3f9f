"""What binds the numbers of observations: totals and parts by sex, age, group, year and area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from toolkit.analysis.selection import KEYS
from toolkit.catalogue.age_bands import years_of_age
from toolkit.catalogue.areas import load_areas
from toolkit.catalogue.schemes import load_schemes
from toolkit.catalogue.suppression import SuppressionRule
from toolkit.disclosure.linked_tables import LinkedTable

__all__ = ["CELL", "Margin", "find_margins", "join", "link"]

CELL = ["indicator", "source", "edition", *KEYS]
"""The columns that name a number of a table."""

_ONE_DAY = pd.Timedelta(days=1)


class Margin(NamedTuple):
    """A total, its parts, and whether they are all of it whatever the numbers say."""

    total: int
    parts: tuple[int, ...]
    whole: bool


def find_margins(rows: pd.DataFrame) -> list[Margin]:
    """Return every total among some rows that other rows are parts of.

    Parameters
    ----------
    rows : pandas.DataFrame
        Observations, one a number; places are counted from 0.

    Returns
    -------
    list of Margin
        Persons of both sexes, bands of ages, groups of a scheme and their own
        parts, categories, shorter periods of a longer one, areas of a wider one.
    """
    margins = []
    for column, find in _AXES.items():
        columns = [column] if isinstance(column, str) else list(column)
        others = [name for name in CELL if name not in columns]
        places = rows.reset_index(drop=True).groupby(others, dropna=False, sort=False).indices
        for group in places.values():
            if len(group) > 1:
                labels = list(rows[columns].iloc[group].itertuples(index=False, name=None))
                margins += [
                    Margin(int(group[total]), tuple(int(group[part]) for part in parts), whole)
                    for total, parts, whole in find(labels)
                ]
    return margins


_Found = Iterator[tuple[int, Sequence[int], bool]]


def _of_sexes(labels: list[tuple[Any, ...]]) -> _Found:
    place = {label[0]: n for n, label in enumerate(labels)}
    if len(place) == 3:
        yield place["persons"], (place["male"], place["female"]), True


def _of_groups(labels: list[tuple[Any, ...]]) -> _Found:
    place = {label: n for n, label in enumerate(labels)}
    for scheme in {label[1] for label in labels} & set(load_schemes()):
        declared = load_schemes()[scheme]
        for total, parts in {declared.total: declared.exclusive, **declared.parts}.items():
            if all((name, scheme) in place for name in (total, *parts)):
                yield place[total, scheme], [place[part, scheme] for part in parts], True


def _of_categories(labels: list[tuple[Any, ...]]) -> _Found:
    kinds = defaultdict(list)
    for n, (kind, _) in enumerate(labels):
        kinds[kind].append(n)
    for kind, parts in kinds.items():
        if kind and "" in kinds:
            yield kinds[""][0], parts, False


def _of_ages(labels: list[tuple[Any, ...]]) -> _Found:
    spans = {
        n: (years[0], years[-1] + 1)
        for n, label in enumerate(labels)
        if (years := years_of_age(label[0])) is not None
    }
    yield from _of_spans(spans, whole=True)


def _of_periods(labels: list[tuple[Any, ...]]) -> _Found:
    spans = {
        n: (start.toordinal(), (end + _ONE_DAY).toordinal())
        for n, (_, start, end) in enumerate(labels)
        if pd.notna(start) and pd.notna(end)
    }
    # People of two years may be the same people: parts are a whole where they add up.
    yield from _of_spans(spans, whole=False)


def _of_spans(spans: dict[int, tuple[int, int]], whole: bool) -> _Found:
    """Yield each span with those that lie end to end in it, once of the longest and once of the shortest."""
    for total, (first, last) in spans.items():
        inside = {
            n: span
            for n, span in spans.items()
            if first <= span[0] and span[1] <= last and span != (first, last)
        }
        seen = set()
        for sign in (1, -1):
            parts, reached = [], first
            for n, span in sorted(inside.items(), key=lambda one: (one[1][0], sign * one[1][1])):
                if span[0] >= reached:
                    parts.append(n)
                    reached = span[1]
            covered = sum(spans[n][1] - spans[n][0] for n in parts) == last - first
            if parts and tuple(parts) not in seen:
                seen.add(tuple(parts))
                yield total, parts, whole and covered


def _of_areas(labels: list[tuple[Any, ...]]) -> _Found:
    place = {label[0]: n for n, label in enumerate(labels)}
    for code, total in place.items():
        known = load_areas().get(code)
        parts = (
            code.split("+") if "+" in code else [one.code for one in known.parts] if known else []
        )
        if len(parts) > 1 and all(part in place for part in parts):
            yield total, [place[part] for part in parts], True


def _of_editions(labels: list[tuple[Any, ...]]) -> _Found:
    # Two editions may print one number: what either tells, the other cannot hide.
    for later in range(1, len(labels)):
        yield later - 1, [later], False


_AXES: dict[str | tuple[str, ...], Callable[[list[tuple[Any, ...]]], _Found]] = {
    "sex": _of_sexes,
    "age": _of_ages,
    ("group", "grouping_scheme"): _of_groups,
    ("category_type", "category"): _of_categories,
    ("period_kind", "period_start", "period_end"): _of_periods,
    "area_code": _of_areas,
    "edition": _of_editions,
}


def link(
    rows: pd.DataFrame, rule: SuppressionRule, margins: list[Margin] | None = None
) -> LinkedTable:
    """Return observations as a table of which numbers can be told from others.

    A number that the table itself hides gets one that fits all others: what can
    be told of it does not depend on which.

    Parameters
    ----------
    rows : pandas.DataFrame
        Observations under one rule, one a number; a count is missing where it is hidden.
    rule : SuppressionRule
        What it hides.
    margins : list of Margin, optional
        What binds them, where it is known already.
    """
    counts = rows["count"].to_numpy(dtype=float)
    margins = find_margins(rows) if margins is None else margins
    least, most = rule.hides or (1, 0)
    unknown = np.isnan(counts)
    bound = [one for one in margins if one.whole or not unknown[[one.total, *one.parts]].any()]
    relations = join(bound, len(counts))
    if unknown.any():
        counts, kept = _complete(counts, relations, (least, most))
        bound = [one for one, keep in zip(bound, kept, strict=True) if keep]
        relations = relations[np.flatnonzero(kept)]
    left = relations @ counts
    loose = np.array([not one.whole for one in bound], dtype=bool) & (left != 0)
    # Of two editions that differ neither bounds the other.
    editions = np.array([len(one.parts) == 1 and not one.whole for one in bound], dtype=bool)
    kept = np.flatnonzero(~loose | ((left > 0) & ~editions))
    upper = np.where(loose, np.inf, left)[kept]
    withheld = unknown | rows["restricted"].to_numpy(dtype=bool) | _few_others(rows, rule)
    return LinkedTable.of_counts(
        counts, csr_array(relations[kept]), upper, hides=(least, most), withheld=withheld
    )


def _few_others(rows: pd.DataFrame, rule: SuppressionRule) -> np.ndarray:
    """Return where all but few of the people of a known base are counted."""
    others = rows["denominator"] - rows["count"]
    few: np.ndarray = (others.map(rule.covers) | rows["denominator"].map(rule.covers)).to_numpy(
        bool
    )
    return few


def join(margins: Sequence[Margin], size: int) -> csr_array:
    """Return the coefficients of each total less its parts, shape (margins, size)."""
    rows, columns, values = [], [], []
    for n, one in enumerate(margins):
        rows += [n] * (1 + len(one.parts))
        columns += [one.total, *one.parts]
        values += [1.0] + [-1.0] * len(one.parts)
    return csr_array((values, (rows, columns)), shape=(len(margins), size))


def _complete(
    counts: np.ndarray, relations: csr_array, hides: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the counts with numbers for the hidden, and which relations they keep to."""
    unknown = np.isnan(counts)
    touched = np.asarray(abs(relations) @ unknown.astype(float)) > 0
    for lower, upper in (hides, (0, np.inf)):
        found = milp(
            unknown.astype(float),
            integrality=unknown.astype(int),
            bounds=Bounds(np.where(unknown, lower, counts), np.where(unknown, upper, counts)),
            constraints=LinearConstraint(relations[np.flatnonzero(touched)], 0, 0)
            if touched.any()
            else None,
        )
        if found.x is not None:
            return np.where(unknown, found.x.round(), counts), np.ones(len(touched), bool)
    # The table contradicts itself: it tells nothing of what it hides.
    return np.where(unknown, hides[0], counts), ~touched
