"""Deprivation of upper-tier authorities: average scores, published or weighted, and their tenths."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from toolkit import methods
from toolkit.analysis.population import Population, boundary_day, count_residents, parts_held
from toolkit.catalogue.areas import Area, current_upper_tier, load_areas
from toolkit.errors import DataError
from toolkit.sources.store import Store

__all__ = ["average_scores", "deprivation_deciles", "deprivation_editions"]

_MEASURE = "deprivation_average_score"


def deprivation_editions(store: Store) -> list[int]:
    """Return the editions of the Indices of Deprivation that the store holds, the latest first."""
    return sorted({int(edition) for edition in _observations(store)["edition"]}, reverse=True)


def average_scores(store: Store, edition: int, areas: Sequence[Area] | None = None) -> pd.DataFrame:
    """Return the average deprivation score of upper-tier authorities of England.

    Where the edition prints an authority, its score is as published. Where it
    prints only the districts that make it up, it is their average, each
    weighted by its residents: a district's own score is such an average of its
    small areas, so the two agree but for the year of the residents.

    Parameters
    ----------
    store : Store
        Whose observations to read.
    edition : int
        Year of the Indices of Deprivation.
    areas : sequence of Area, optional
        Which authorities, combined ones among them; left out, all of today.

    Returns
    -------
    pandas.DataFrame
        A row an authority by its code: ``score``, higher where more
        deprived; ``basis``, ``published`` or ``weighted``; ``parts``, the codes
        that it was made of, separated by spaces; ``residents``, the year of
        the weights, missing where there are none. An authority that the
        edition's areas do not add up to is left out.

    Raises
    ------
    DataError
        Where the store does not hold the edition.

    References
    ----------
    Ministry of Housing, Communities and Local Government. English Indices of
    Deprivation: technical report, chapter on summary measures.
    """
    rows = _observations(store)
    rows = rows[(rows["edition"] == str(edition)) & rows["value"].notna()]
    if rows.empty:
        held = ", ".join(map(str, deprivation_editions(store))) or "none"
        raise DataError(
            f"the store holds no average scores of the Indices of Deprivation {edition}",
            [f"editions that it holds: {held}"],
            hint="import the summaries by local authority of that edition",
        )
    scores = rows.drop_duplicates("area_code").set_index("area_code")["value"]
    day = boundary_day(rows)
    wanted = current_upper_tier("England") if areas is None else areas
    made = {area: parts_held(area, scores.index, day) for area in wanted}
    districts = {code for codes in made.values() if len(codes) > 1 for code in codes}
    people = count_residents(store, [load_areas()[code] for code in sorted(districts)])
    table = {area.code: _score(scores[[*codes]], people) for area, codes in made.items() if codes}
    columns = ["score", "basis", "parts", "residents"]
    frame = pd.DataFrame.from_dict(table, orient="index", columns=columns)
    return frame[frame["score"].notna()].rename_axis("area_code")


def _score(
    scores: pd.Series[float], people: Population | None
) -> tuple[float, str, str, int | None]:
    """Return an authority's score, how it came about, of which areas, and the weights' year."""
    parts = " ".join(scores.index)
    if len(scores) == 1:
        return float(scores.iloc[0]), "published", parts, None
    if people is None or not set(scores.index) <= set(people.counts.index):
        return float("nan"), "weighted", parts, None
    weights = people.counts.loc[scores.index].sum(axis=1)
    return float((scores * weights).sum() / weights.sum()), "weighted", parts, people.year


def deprivation_deciles(scores: pd.Series[float]) -> pd.Series[int]:
    """Return the tenth of the authorities that each is in, 1 the most deprived.

    Parameters
    ----------
    scores : pandas.Series
        Average scores by area.

    Returns
    -------
    pandas.Series
        1 to 10; authorities with equal scores share the lower number.

    Examples
    --------
    >>> scores = pd.Series(range(20), index=list("abcdefghijklmnopqrst"))
    >>> deprivation_deciles(scores)[["t", "s", "r", "a"]].tolist()
    [1, 1, 2, 10]
    """
    return pd.Series(methods.quantile(scores, 10), index=scores.index).astype("int64")


def _observations(store: Store) -> pd.DataFrame:
    return store.observations(indicator=_MEASURE, group="imd")
