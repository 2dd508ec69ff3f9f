"""Statistical neighbours: the areas most like an area, computed openly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.analysis.deprivation import average_scores, deprivation_editions
from toolkit.analysis.population import count_residents
from toolkit.catalogue.areas import Area, current_upper_tier, load_areas
from toolkit.catalogue.land_areas import load_land_areas
from toolkit.catalogue.places import find_place
from toolkit.errors import DataError, ParameterError
from toolkit.sources.residents import AGES
from toolkit.sources.store import Store

__all__ = [
    "NeighbourVariables",
    "areas_left_out",
    "find_neighbours",
    "neighbour_variables",
]

_DECIMALS = 10
_DENSITY = "Residents per square kilometre (log)"
_AGE_GROUPS = {
    "Residents aged under 18 (%)": AGES[:18],
    "Residents aged 18 to 24 (%)": AGES[18:25],
    "Residents aged 65 and over (%)": AGES[65:],
}


@dataclass(frozen=True)
class NeighbourVariables:
    """What areas are compared by.

    Parameters
    ----------
    table : pandas.DataFrame
        A row an upper-tier authority of England by its code, a column a variable; NaN where an
        authority has none.
    origins : dict of str to str
        Where each variable comes from.
    absent : tuple of str
        Variables that the store cannot give, and why.
    """

    table: pd.DataFrame
    origins: dict[str, str]
    absent: tuple[str, ...]


def find_neighbours(variables: pd.DataFrame, code: str, *, k: int = 15) -> pd.DataFrame:
    r"""Return the areas nearest to an area, with their distances and what these are made of.

    Parameters
    ----------
    variables : pandas.DataFrame
        A row an area by its code, a column a variable, in any unit. Areas that
        lack a variable are left out; ``areas_left_out`` lists them. A combined
        area, its codes joined by ``+``, is nobody's neighbour.
    code : str
        The area. The parts of a combined area are not its neighbours.
    k : int, default 15
        How many neighbours.

    Returns
    -------
    pandas.DataFrame
        k rows, the nearest first: ``rank``, ``code``, ``name``, ``distance``
        in standard deviations, and a column for each variable: its share of
        the squared distance. Areas equally far stand in the order of their codes.

    Raises
    ------
    ParameterError
        Where the area is not in the table, or lacks a variable (naming them),
        and where k is below 1 or above the number of the others.
    DataError
        Where there is no variable, or one is the same in all areas.

    Notes
    -----
    With :math:`s_v` the standard deviation of variable :math:`v` among the single areas that have
    every variable,

    .. math:: d_{ij} = \sqrt{\sum_v \left(\frac{x_{iv} - x_{jv}}{s_v}\right)^2}

    Every variable weighs the same. The list is not symmetric: an area may be
    among another's nearest without having it among its own.

    Examples
    --------
    >>> variables = pd.DataFrame(
    ...     {"Residents (log)": [12.5, 12.4, 13.4], "Deprivation": [26.0, 25.0, 14.0]},
    ...     index=["E06000026", "E06000018", "E10000008"],
    ... )
    >>> find_neighbours(variables, "E06000026", k=1)[["rank", "name"]].values.tolist()
    [[1, 'Nottingham']]
    """
    complete = variables.dropna()
    single = complete[~complete.index.str.contains("+", regex=False)]
    others = single.drop(index=[code, *code.split("+")], errors="ignore")
    _refuse(variables, complete, code)
    if not 1 <= k <= len(others):
        raise ParameterError(
            f"{k} neighbours cannot be found",
            hint=f"ask for 1 to {len(others)}: so many other areas have every variable",
        )
    squares = ((others - complete.loc[code]) / single.std(ddof=0)) ** 2
    # Rounded, so that no machine's last digit decides between areas equally far.
    distance = np.sqrt(squares.sum(axis=1)).round(_DECIMALS)
    nearest = distance.sort_index().sort_values(kind="stable").index[:k]
    total = squares.loc[nearest].sum(axis=1)
    shares = squares.loc[nearest].div(total.where(total > 0, 1.0), axis=0)
    table = pd.DataFrame(
        {
            "rank": range(1, k + 1),
            "code": nearest,
            "name": [load_areas()[one].name for one in nearest],
            "distance": distance[nearest].to_numpy(),
        }
    )
    return table.join(shares.reset_index(drop=True))


def _refuse(variables: pd.DataFrame, complete: pd.DataFrame, code: str) -> None:
    if code not in variables.index:
        area = find_place(code)
        raise ParameterError(
            f"{area.name} has no neighbours",
            [f"no variables are held of a {area.kind} of {area.nation}"],
            hint="neighbours are found among England's upper-tier authorities; "
            "or import a list of peers with `toolkit import-list FILE`",
        )
    if code not in complete.index:
        raise ParameterError(
            f"{find_place(code).name} has no neighbours: variables are missing",
            [f"{name} is missing" for name in areas_left_out(variables)[code]],
            hint="leave out these variables, or import what they are made of",
        )
    alike = [str(name) for name in complete if complete[name].nunique() == 1]
    if alike or complete.columns.empty:
        raise DataError(
            "areas cannot be told apart",
            [f"{name} is the same in all {len(complete)} areas" for name in alike]
            or ["there is no variable"],
            hint="leave these variables out",
        )


def areas_left_out(variables: pd.DataFrame) -> dict[str, list[str]]:
    """Return the areas that cannot be compared, each with the variables that it lacks.

    Parameters
    ----------
    variables : pandas.DataFrame
        A row an area, a column a variable.

    Examples
    --------
    >>> variables = pd.DataFrame({"a": [1.0, None], "b": [2.0, 3.0]}, index=["E1", "E2"])
    >>> areas_left_out(variables)
    {'E2': ['a']}
    """
    missing = variables.isna()
    return {
        str(code): [str(name) for name in variables.columns[row]]
        for code, row in zip(variables.index, missing.to_numpy(), strict=True)
        if row.any()
    }


def neighbour_variables(store: Store, combined: Sequence[Area] = ()) -> NeighbourVariables:
    """Return what England's upper-tier authorities can be compared by, from what the store holds.

    Parameters
    ----------
    store : Store
        Whose observations to read.
    combined : sequence of Area
        Combined areas to give a row of their own, made from their parts.

    Returns
    -------
    NeighbourVariables
        Of the number of residents, density, ages and deprivation those that
        there are, and what is not there.

    Raises
    ------
    DataError
        Where the store holds none of them.
    """
    areas = [*current_upper_tier("England"), *combined]
    table = pd.DataFrame(index=pd.Index([area.code for area in areas], name="area_code"))
    origins: dict[str, str] = {}
    absent = ["Share of residents in urban places: the store holds no classification of places"]
    people = count_residents(store, areas)
    if people is None:
        absent.append(
            "Residents, their ages and density: the store holds no residents by single year"
        )
    else:
        total = people.counts.sum(axis=1)
        table["Residents (log)"] = np.log(total)
        table[_DENSITY] = np.log(total / _square_kilometres(areas))
        for group, ages in _AGE_GROUPS.items():
            table[group] = 100 * people.counts[[*ages]].sum(axis=1) / total
        origins |= {str(name): f"mid-{people.year}, {people.file}" for name in table}
        origins[_DENSITY] += "; land areas of the catalogue"
    editions = deprivation_editions(store)
    if editions:
        name = f"Average deprivation score (IMD {editions[0]})"
        table[name] = average_scores(store, editions[0], areas)["score"]
        origins[name] = f"Indices of Deprivation {editions[0]}"
    else:
        absent.append("Deprivation: the store holds no average scores")
    if table.columns.empty:
        raise DataError(
            "there is nothing to find statistical neighbours by",
            absent,
            hint="import mid-year population estimates and the Indices of Deprivation, which "
            "`toolkit fetch nomis_population indices_of_deprivation` downloads",
        )
    return NeighbourVariables(table, origins, tuple(absent))


def _square_kilometres(areas: Sequence[Area]) -> pd.Series[float]:
    land = load_land_areas()
    return pd.Series({area.code: sum(land[part.code] for part in area.parts) for area in areas})
