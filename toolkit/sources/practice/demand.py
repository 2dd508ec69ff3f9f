"""What the catalogue asks of each measure: its kind, ages, groups, periods and areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.catalogue.age_bands import years_of_age
from toolkit.catalogue.indicators import Indicator
from toolkit.catalogue.measures import RESIDENTS, Measure, Window
from toolkit.catalogue.schemes import load_schemes

__all__ = ["Demand", "demands", "practised"]

_RATES = ("crude_rate", "directly_standardised_rate")
_SHARES = ("proportion", "survey_estimate")
_MODELLED = ("modelled_estimate", "synthetic_estimate")
_RANK = ("count", "number", "score", "share", "rate", "ratio")


@dataclass(frozen=True)
class Demand:
    """What one measure must hold so that every indicator that reads it has figures.

    Parameters
    ----------
    measure : str
        The observations' ``indicator``.
    kind : str
        ``count``; ``number`` (people, modelled); ``score``; ``share`` (per cent of
        people); ``rate`` (of residents); ``ratio`` (to the number expected).
    basis : str
        Published, modelled or survey.
    scale, unit
        Of the first indicator that reads its values.
    ages : tuple of str
        The widest first, in which the others lie.
    groups : mapping of str to tuple of str
        By scheme, which is blank where no scheme has them.
    windows : tuple of Window
        Over what time its figures run.
    editions : tuple of str
        Those that are asked for by name; blank for any.
    nations, tiers : frozenset of str
        Where it is held.
    banded : bool
        Whether rates are standardised from it, for which it needs bands of age.
    """

    measure: str
    kind: str
    basis: str
    scale: float
    unit: str
    ages: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    windows: tuple[Window, ...]
    editions: tuple[str, ...]
    nations: frozenset[str]
    tiers: frozenset[str]
    banded: bool


def practised(indicator: Indicator) -> Indicator:
    """Return an indicator as the practice set has it: one that nobody publishes reads its own name.

    Examples
    --------
    >>> from toolkit.catalogue.indicators import load_indicators
    >>> practised(load_indicators()["binge_drinking"]).numerator[0].measure
    'binge_drinking'
    """
    if indicator.numerator or indicator.availability == "derived":
        return indicator
    read = Measure(measure=indicator.id, ages=(indicator.population.age,))
    own = "count" if indicator.statistic == "count" else "published"
    made = None if indicator.statistic in ("count", "published") else indicator.statistic
    told = {"statistic": own, "published_as": indicator.published_as or made}
    return indicator.model_copy(update={"numerator": (read,), "denominator": None, **told})


def demands(indicators: Iterable[Indicator]) -> list[Demand]:
    """Return what is asked of each measure, but for the residents, who are made first."""
    asked: dict[str, list[tuple[Indicator, Measure, bool]]] = {}
    for indicator in indicators:
        below = [indicator.denominator] if indicator.denominator else []
        for measure in (*indicator.numerator, *below):
            for name in measure.names:
                asked.setdefault(name, []).append((indicator, measure, measure in below))
    asked.pop(RESIDENTS, None)
    return [_demand(name, asks) for name, asks in asked.items()]


def _demand(name: str, asks: list[tuple[Indicator, Measure, bool]]) -> Demand:
    kinds = {_kind(*ask): ask[0] for ask in reversed(asks)}
    kind = max(kinds, key=_RANK.index)
    first = kinds[kind]
    ages = {age for one, read, _ in asks for age in read.ages[:1] or (one.population.age,)}
    return Demand(
        measure=name,
        kind=kind,
        basis=_basis(first, kind),
        scale=first.scale,
        unit=first.unit,
        ages=tuple(sorted(ages, key=lambda age: -len(years_of_age(age) or range(200)))),
        groups=_groups({group for _, read, _ in asks for group in read.named_groups}),
        windows=tuple({str(one.period): one.period for one, _, _ in asks}.values()),
        editions=tuple(dict.fromkeys(read.edition or "" for _, read, _ in asks)),
        nations=frozenset(nation for one, _, _ in asks for nation in one.nations),
        tiers=frozenset(tier for one, _, _ in asks for tier in one.tiers),
        banded=any(_is_standardised(one) for one, _, _ in asks),
    )


def _kind(indicator: Indicator, measure: Measure, below: bool) -> str:
    """Return what an indicator takes a measure for."""
    if indicator.statistic in ("unmet_need", "projected_unmet_need"):
        return "number" if below else "count"
    if indicator.statistic == "standardised_ratio":
        return "ratio"
    if indicator.statistic == "proportion":
        # One of several numerators that names no group is a publisher's own share.
        own = indicator.denominator is None or (
            not below and len(indicator.numerator) > 1 and not measure.named_groups
        )
        return "share" if own else "count"
    if indicator.statistic != "published":
        return "count"
    made = indicator.published_as or (_RATES[0] if indicator.scale > 100 else "")
    if made in _RATES or (made in _MODELLED and indicator.scale > 1):
        return "rate"
    if made in _MODELLED or (made == "survey_estimate" and indicator.scale == 1):
        return "number"
    return "share" if made in _SHARES else "score"


def _basis(indicator: Indicator, kind: str) -> str:
    if indicator.published_as == "survey_estimate":
        return "survey"
    return "modelled" if indicator.published_as in _MODELLED or kind == "number" else "published"


def _is_standardised(indicator: Indicator) -> bool:
    """Return whether rates are made here of counts by age."""
    made = indicator.published_as or indicator.statistic
    below = indicator.denominator
    return made == _RATES[1] and below is not None and below.measure == RESIDENTS


def _groups(named: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the groups of every scheme that is asked for, and those that no scheme knows."""
    if not named:
        return {"": ("all",)}
    schemes = load_schemes().values()
    found = [one for one in schemes if named & set(one.names) - {one.total}]
    # Where the total alone is asked for, any scheme that has it will do.
    found = found or [one for one in schemes if one.total in named][-1:]
    loose = named - {group for one in schemes for group in one.names}
    known = {one.id: one.exclusive for one in found}
    return {**known, **({"": tuple(sorted(loose))} if loose else {})}
