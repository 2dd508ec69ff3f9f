"""Life expectancy from an abridged life table."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.errors import MethodError
from toolkit.methods.arrays import Confidence, Estimate, FloatArray, unwrap
from toolkit.methods.confidence import normal_deviate, spread
from toolkit.methods.inputs import Inputs
from toolkit.methods.rates import check_population

__all__ = ["life_expectancy"]

_FEWEST_PERSON_YEARS = 5_000
_WIDEST = 20  # years of a 95% interval, beyond which the value is not shown


def life_expectancy(
    deaths: npt.ArrayLike,
    population: npt.ArrayLike,
    start_age: npt.ArrayLike,
    *,
    groups: npt.ArrayLike | None = None,
    at_age: float = 0,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return life expectancy by Chiang's abridged life table.

    Parameters
    ----------
    deaths, population : array_like
        Deaths and person-years in each age band.
    start_age : array_like
        First age of each band, in years, broadcast against `deaths`: 0, 1, 5,
        10 and so on to 90; the last band is open.
    groups : array_like of int, optional
        Codes from 0, one a row: the result has one element a code, and every
        group must have the same bands. Without it the bands are the last axis,
        in order of age.
    at_age : float, default 0
        The age from which years are counted, one of `start_age`.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Estimate
        Years. NaN where any part is NaN, a band has neither people nor deaths,
        nobody died in the open band, or there are fewer than 5,000 person-years
        in all. Where the 95% interval is wider than 20 years the value is NaN
        and the limits are given.

    Raises
    ------
    MethodError
        A number is negative, deaths are above the population, there are deaths
        in a population of 0, ages do not start at 0 or do not rise, `at_age` is
        not among them, a group lacks a band, or lengths do not match.

    Notes
    -----
    With death rates :math:`M_i` in bands of :math:`n_i` years, of which those
    who die live the share :math:`a_i` (0.1 under one year, else 0.5),

    .. math::
        q_i = \frac{n_i M_i}{1 + n_i (1 - a_i) M_i}, \quad
        e_x = \frac{1}{l_x} \sum_{i \ge x} L_i, \quad L_\omega = l_\omega / M_\omega

    The variance sums :math:`l_i^2 ((1 - a_i) n_i + e_{i+1})^2 q_i^2 (1 - q_i) / d_i`
    over the bands, and for the open band, as Silcocks has it,
    :math:`l_\omega^2 / (d_\omega M_\omega^2)`.

    References
    ----------
    Chiang CL. The life table and its applications. Malabar: Krieger; 1984.

    Silcocks PBS, Jenner DA, Reza R. Life expectancy as a summary of mortality in
    a population. J Epidemiol Community Health 2001;55:38-43.
    doi:10.1136/jech.55.1.38

    Eayres D, Williams ES. Evaluation of methodologies for small area life
    expectancy estimation. J Epidemiol Community Health 2004;58:243-9.
    doi:10.1136/jech.2003.009654

    Examples
    --------
    >>> ages = [0, 1, *range(5, 95, 5)]
    >>> deaths = [17, 9, 4, 8, 20, 15, 24, 33, 50, 71]
    >>> deaths += [100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937]
    >>> people = [7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601]
    >>> people += [50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936]
    >>> np.round(life_expectancy(deaths, people, ages), 2)
    array([80.17, 79.88, 80.46])
    """
    inputs = Inputs("life_expectancy")
    d, n, age = inputs.counts(deaths=deaths, population=population, start_age=start_age)
    check_population(inputs, d, n)
    inputs.refuse((d > n) & (n > 0), "deaths {:g} are above the population {:g}", d, n)
    inputs.done()
    if groups is not None:
        d, n, age = _arrange(inputs, groups, d, n, age)
    ages = _check_ages(age, at_age)
    value, error = _tabulate(d, n, ages, int(np.searchsorted(ages, at_age)))
    known = (n.sum(axis=-1) >= _FEWEST_PERSON_YEARS) & np.isfinite(error)
    value, error = np.where(known, value, np.nan), np.where(known, error, np.nan)
    half = normal_deviate(confidence) * spread(error, confidence)
    centre = spread(value, confidence)
    too_wide = 2 * normal_deviate(0.95) * error > _WIDEST
    return Estimate(
        unwrap(np.where(too_wide, np.nan, value)), unwrap(centre - half), unwrap(centre + half)
    )


def _tabulate(
    deaths: FloatArray, population: FloatArray, ages: FloatArray, first: int
) -> tuple[FloatArray, FloatArray]:
    """Return life expectancy and its standard error at the first band asked for."""
    d, n = deaths[..., first:], population[..., first:]
    years = np.diff(ages[first:])
    lived = np.where(ages[first:-1] == 0, 0.1, 0.5)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = d / n
        closed = rate[..., :-1]
        dying = np.minimum(years * closed / (1 + years * (1 - lived) * closed), 1)
        alive = np.concatenate(
            [np.ones_like(rate[..., :1]), np.cumprod(1 - dying, axis=-1)], axis=-1
        )
        inside = years * (alive[..., 1:] + lived * (alive[..., :-1] - alive[..., 1:]))
        person_years = np.concatenate([inside, alive[..., -1:] / rate[..., -1:]], axis=-1)
        ahead = np.cumsum(person_years[..., ::-1], axis=-1)[..., ::-1]
        expected = np.where(alive > 0, ahead / alive, 0)
        each = np.where(d[..., :-1] > 0, dying**2 * (1 - dying) / d[..., :-1], 0 * closed)
        reach = alive[..., :-1] * ((1 - lived) * years + expected[..., 1:])
        final = alive[..., -1] ** 2 / (d[..., -1] * rate[..., -1] ** 2)
        error = np.sqrt((each * reach**2).sum(axis=-1) + final)
    return ahead[..., 0], error


def _arrange(inputs: Inputs, groups: npt.ArrayLike, *columns: FloatArray) -> tuple[FloatArray, ...]:
    """Return columns as tables of groups by bands, having checked that all have the same bands."""
    codes = inputs.codes("groups", groups, columns[0])
    age = columns[-1]
    bands, place = np.unique(age, return_inverse=True)
    table = np.full(((int(codes.max()) + 1 if codes.size else 0), bands.size), 0)
    np.add.at(table, (codes, place), 1)
    for group, band in np.argwhere(table != 1):
        if table[group].any():
            times = table[group, band]
            inputs.problems.append(
                f"group {group}: the band from {bands[band]:g} is there {times} times"
            )
    inputs.done("give each group one row for each band")
    tables = []
    for column in columns:
        filled = np.full(table.shape, np.nan)
        filled[codes, place] = column
        tables.append(filled)
    tables[-1][:] = bands
    return tuple(tables)


def _check_ages(age: FloatArray, at_age: float) -> FloatArray:
    ages = age.reshape(-1, age.shape[-1])[0] if age.size else np.zeros(0)
    if ages.size < 2 or np.any(age != ages) or ages[0] != 0 or np.any(np.diff(ages) <= 0):
        raise MethodError(
            "life_expectancy needs bands that start at age 0 and rise, the same in every series",
            [f"start_age is {', '.join(f'{a:g}' for a in ages)}"],
        )
    if at_age not in ages:
        raise MethodError(
            f"life_expectancy has no band from age {at_age:g}",
            hint=f"use one of {', '.join(f'{a:g}' for a in ages)}",
        )
    return ages
