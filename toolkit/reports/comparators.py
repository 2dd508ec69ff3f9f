"""Whom a report is set beside: its sets resolved, what may not be shown together, a distribution."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from toolkit.analysis.building import results_of
from toolkit.analysis.comparator_sets import resolve_set
from toolkit.catalogue.areas import Area, load_areas
from toolkit.catalogue.combinations import undivided
from toolkit.catalogue.indicators import Indicator
from toolkit.catalogue.place_sets import ComparatorSet
from toolkit.disclosure.differencing import find_nests, refuse_revealed
from toolkit.disclosure.protection import Protection, protection_of
from toolkit.errors import ParameterError, ToolkitError
from toolkit.reports.parameters import Parameters
from toolkit.sources.store import Store

__all__ = [
    "areas_of_distribution",
    "check_parts",
    "distribution_of",
    "headline",
    "may_show",
    "resolve_sets",
]

_NOTHING = Protection()


def resolve_sets(parameters: Parameters, store: Store) -> tuple[ComparatorSet, ...]:
    """Return the comparator sets of a report with their members.

    Raises
    ------
    ToolkitError
        With every set that there cannot be.
    """
    found: list[ComparatorSet] = []
    errors: list[ToolkitError] = []
    for asked in parameters.sets:
        try:
            found.append(
                resolve_set(asked, parameters.area, store, across_nations=parameters.across_nations)
            )
        except ToolkitError as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ParameterError(
            f"{len(errors)} comparator sets cannot be made",
            [str(error) for error in errors],
            hint="leave them out, or import what they are made from",
        )
    return tuple(found)


def may_show(
    rows: pd.DataFrame,
    parameters: Parameters,
    protection: Protection = _NOTHING,
    *,
    breakdowns: bool = False,
) -> pd.DataFrame:
    """Return the results that a report may speak of: none too late or restricted, breakdowns where asked.

    In public, those that are protected have no number, and say why.
    """
    if not breakdowns:
        rows = rows[rows["category_type"] == ""]
    if parameters.mode == "public":
        rows = protection.mask(rows[~rows["restricted"]])
    if parameters.period is not None:
        rows = rows[~(rows["period_end"] > pd.Timestamp(parameters.period.end))]
    return rows


def headline(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return an indicator's own rows: figures for other ages and the other sex are breakdowns."""
    ages = (indicator.population.age, "not stated")
    return rows[
        (rows["indicator"] == indicator.id)
        & (rows["sex"] == indicator.population.sex)
        & rows["age"].isin(ages)
    ]


def check_parts(parameters: Parameters, store: Store) -> None:
    """Refuse a report that would show a part beside its whole and so tell what is hidden.

    Raises
    ------
    DisclosureError
        Naming indicators, periods and areas; never in the restricted mode.
    """
    nests = find_nests([parameters.area, *parameters.comparators])
    if not nests or parameters.mode == "restricted":
        return
    areas = [parameters.area, *parameters.comparators]
    areas += [area for nest in nests for area in nest.rest if area not in areas]
    refuse_revealed(may_show(results_of(store, areas), parameters, protection_of(store)), nests)


def areas_of_distribution(parameters: Parameters, sets: Sequence[ComparatorSet]) -> list[Area]:
    """Return the upper-tier authorities of the area's nation, and who else stands among them.

    Former ones are among them: a rank is told among the authorities of its own
    period. The others are authorities that a publisher prints as one, members of
    sets that lie elsewhere, and the area itself.
    """
    nation = parameters.area.nation
    areas = [
        *(
            one
            for one in load_areas().values()
            if one.tier == "upper" and nation in ("", one.nation)
        ),
        *_printed_together(parameters.area.nation),
        *(member.area for one in sets for member in one.members),
        parameters.area,
    ]
    return list(dict.fromkeys(areas))


def _printed_together(nation: str) -> list[Area]:
    return [
        area
        for area in load_areas().values()
        if area.tier == "combined" and area.current and area.nation == nation
    ]


def distribution_of(
    indicator: Indicator,
    parameters: Parameters,
    sets: Sequence[ComparatorSet],
    held: pd.DataFrame,
) -> pd.DataFrame:
    """Return an indicator's figures of all upper-tier authorities of the area's nation.

    Parameters
    ----------
    indicator : Indicator
        Of the area's nation.
    parameters : Parameters
        The report's.
    sets : sequence of ComparatorSet
        Whose members are marked, and are there too where they lie elsewhere.
    held : pandas.DataFrame
        Results of the areas that `areas_of_distribution` names.

    Returns
    -------
    pandas.DataFrame
        Headline results of the last period that is widely held and in which the
        area has a value, a row an authority and group, the area's own among them; and ``sets``, the names
        of the sets that the authority is in, parted by ``; ``. Authorities that
        a publisher prints as one stand as one, where they have no figures alone;
        a former authority stands there where none that followed it has a figure.
    """
    together = _printed_together(parameters.area.nation)
    rows = headline(may_show(held, parameters), indicator)
    rows = _of_one_period(rows[rows["value"].notna()], parameters.area)
    rows = rows[~rows["area_code"].isin(_doubled(rows, together, parameters.area))]
    marks = rows["area_code"].map(
        lambda code: "; ".join(one.name for one in sets if one.codes & {code, *code.split("+")})
    )
    return rows.assign(sets=marks.astype("str")).reset_index(drop=True)


def _of_one_period(rows: pd.DataFrame, area: Area) -> pd.DataFrame:
    """Return the rows of the last period that is widely held, and in which the area has a figure.

    A period that a report prints of its own area alone makes no distribution.
    """
    spans = ["period_start", "period_end"]
    wide = rows.groupby(spans, dropna=False)["area_code"].transform("nunique")
    rows = rows[wide * 2 >= wide.max()]
    own = rows[rows["area_code"] == area.code]
    last = (rows if own.empty else own).sort_values(spans[::-1]).tail(1)
    same = [rows[name].isin(last[name]) for name in spans]
    return rows[same[0] & same[1]]


def _doubled(rows: pd.DataFrame, together: Sequence[Area], area: Area) -> set[str]:
    """Return the codes of areas that are there twice: with others, or as those that followed them."""
    codes = set(rows["area_code"])
    printed = {one.code for one in together if codes & {part.code for part in one.parts}}
    known = load_areas()
    followed = {
        code
        for code in codes & set(known)
        if codes & {later.code for later in known[code].successors()}
    }
    before = undivided(area.parts)
    own = {part.code for part in area.parts} | ({before.code} if before else set())
    return (printed | followed | own) - {area.code}
