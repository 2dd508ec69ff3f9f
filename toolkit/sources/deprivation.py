"""What the columns of the Indices of Deprivation's area summaries hold: a statistic of a domain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Statistic", "name_statistic", "ranked_among", "statistics_missing"]

_DOMAINS = {
    "imd": "imd",
    "income": "income",
    "employment": "employment",
    "education_skills_and_training": "education_skills_and_training",
    "health_deprivation_and_disability": "health_deprivation_and_disability",
    "crime": "crime",
    "barriers_to_housing_and_services": "barriers_to_housing_and_services",
    "living_environment": "living_environment",
    "idaci": "income_deprivation_affecting_children",
    "idaopi": "income_deprivation_affecting_older_people",
}
_SUPPLEMENTARY = {"idaci", "idaopi"}
_STATISTICS = {
    "average_rank": "average_rank",
    "average_score": "average_score",
    "proportion_of_lsoas_in_most_deprived_10_nationally": "proportion_in_most_deprived_tenth",
    "extent": "extent",
    "local_concentration": "local_concentration",
}
_EVERY_DOMAIN = ("average_rank", "average_score", "proportion_in_most_deprived_tenth")
_COLUMN = re.compile(rf"(?P<domain>.+?)_(?P<rank>rank_of_)?(?P<what>{'|'.join(_STATISTICS)})")
_SCALE = re.compile(r"(?P<rank>rank_of_)?(?P<domain>income|employment)_(?P<what>scale)")
_EDITION = re.compile(r"imd_?(?:20)?(\d\d)")


class Statistic(NamedTuple):
    """A statistic of a domain.

    Parameters
    ----------
    measure, domain : str
        The observations' indicator and group.
    year : int or None
        Edition of the indices, where the heading names it.
    """

    measure: str
    domain: str
    year: int | None


def name_statistic(heading: str) -> Statistic | None:
    """Return the statistic that a column holds; None where it holds none.

    Examples
    --------
    >>> name_statistic("IMD 2019 - Rank of extent ")
    Statistic(measure='deprivation_rank_of_extent', domain='imd', year=2019)
    >>> name_statistic("crime_proportion_of_lso_as_in_most_deprived_10_percent_nationally").measure
    'deprivation_proportion_in_most_deprived_tenth'
    >>> name_statistic("Upper Tier Local Authority District name (2019)") is None
    True
    """
    slug = re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")
    slug = slug.replace("lso_as", "lsoas").replace("_10_percent_", "_10_")
    found = _SCALE.fullmatch(slug) or _COLUMN.fullmatch(slug)
    if not found:
        return None
    edition = _EDITION.fullmatch(found["domain"])
    domain = _DOMAINS.get("imd" if edition else found["domain"])
    if domain is None:
        return None
    what = _STATISTICS.get(found["what"], found["what"])
    year = 2000 + int(edition[1]) if edition else None
    return Statistic(f"deprivation_{found['rank'] or ''}{what}", domain, year)


def ranked_among(measure: str, tier: str) -> str:
    """Return a measure's id, which for a rank says among which authorities it is.

    A unitary authority is ranked among the upper-tier and among the lower-tier ones.

    Examples
    --------
    >>> ranked_among("deprivation_rank_of_extent", "lower")
    'deprivation_rank_of_extent_among_lower_tier'
    >>> ranked_among("deprivation_extent", "lower")
    'deprivation_extent'
    """
    return f"{measure}_among_{tier}_tier" if "_rank_of_" in measure else measure


def statistics_missing(found: Iterable[Statistic], *, supplementary: bool) -> list[str]:
    """Return what every edition holds and some columns do not, as problems.

    Parameters
    ----------
    found : iterable of Statistic
        What the columns hold.
    supplementary : bool
        Whether the indices of children and of older people must be there too.

    Examples
    --------
    >>> len(statistics_missing([], supplementary=False))
    24
    """
    held = {(statistic.measure, statistic.domain) for statistic in found}
    return [
        f"expected the {what.replace('_', ' ')} of {domain.replace('_', ' ')}"
        for short, domain in _DOMAINS.items()
        if supplementary or short not in _SUPPLEMENTARY
        for what in _EVERY_DOMAIN
        if (f"deprivation_{what}", domain) not in held
    ]
