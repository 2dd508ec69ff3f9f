"""Crude and directly standardised rates."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.methods.arrays import Confidence, Estimate, FloatArray, unwrap
from toolkit.methods.bands import look_up_band
from toolkit.methods.confidence import has_few_events, spread
from toolkit.methods.inputs import Inputs
from toolkit.methods.poisson_intervals import dobson, poisson

__all__ = [
    "RepeatedEvents",
    "check_population",
    "count_repeated_events",
    "crude_rate",
    "directly_standardised_rate",
]


def crude_rate(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    groups: npt.ArrayLike | None = None,
    scale: float = 100_000,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return crude rates with Poisson limits.

    Parameters
    ----------
    count : array_like
        Events, 0 or more; may be fractional.
    population : array_like
        People, or person-years where years are pooled.
    groups : array_like of int, optional
        Codes from 0, one a row: counts and populations are summed first, and
        the result has one element a code. Without it each element stands alone.
    scale : float, default 100,000
        People per which the rate is written.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Estimate
        Events per `scale`. NaN where any part is NaN or the population is 0.

    Raises
    ------
    MethodError
        A number is negative, or there are events in a population of 0.

    Notes
    -----
    .. math:: r = m \frac{\sum x}{\sum n}

    with :math:`m` the scale and the limits of `poisson` for the events: exact
    below ten, Byar's from ten.

    References
    ----------
    Breslow NE, Day NE. Statistical methods in cancer research, volume II: the
    design and analysis of cohort studies. Lyon: IARC; 1987. Reviewed in
    doi:10.1002/sim.4780080614

    Garwood F. Fiducial limits for the Poisson distribution. Biometrika
    1936;28:437-42. doi:10.1093/biomet/28.3-4.437

    Examples
    --------
    >>> np.round(crude_rate(20, 100, scale=100), 6)
    array([20.      , 12.211429, 30.88988 ])
    """
    inputs = Inputs("crude_rate")
    x, n = inputs.counts(count=count, population=population)
    check_population(inputs, x, n)
    total = inputs.totals(groups, x, over="nothing")
    inputs.done()
    x, n = total(x), total(n)
    lower, upper = poisson(x, confidence=confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        per = np.where(n > 0, scale / n, np.nan)
    per_level = spread(per, confidence)
    return Estimate(unwrap(x * per), unwrap(lower * per_level), unwrap(upper * per_level))


def directly_standardised_rate(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    standard: npt.ArrayLike,
    *,
    bands: npt.ArrayLike | None = None,
    groups: npt.ArrayLike | None = None,
    squared_events: npt.ArrayLike | None = None,
    scale: float = 100_000,
    confidence: Confidence = 0.95,
) -> Estimate:
    r"""Return directly standardised rates with Dobson's limits.

    Parameters
    ----------
    count : array_like
        Events in each band, 0 or more; may be fractional.
    population : array_like
        People, or person-years, in each band.
    standard : array_like
        Standard population of each band, broadcast against `count`; or of each
        band code where `bands` is given. Only the bands in use are weighted, so
        a rate for people under 75 takes the standard of its own bands alone.
    bands : array_like of int, optional
        Codes from 0, one a row, into `standard`. With it, every group must have
        every band in use exactly once.
    groups : array_like of int, optional
        Codes from 0, one a row: the result has one element a code. Without it
        the bands are the last axis.
    squared_events : array_like, optional
        Sum over people of the square of their events, as
        `count_repeated_events` gives: for admissions and other events that one
        person may have again. Without it each event is another person's.
    scale : float, default 100,000
        People per which the rate is written.
    confidence : float or sequence of float, default 0.95
        Two-sided level, or several, which give the limits a further axis.

    Returns
    -------
    Estimate
        Events per `scale`. Value and limits are not available (NaN) under ten
        events in all, where any part is NaN, and where a band has neither
        people nor events.

    Raises
    ------
    MethodError
        A number is negative, there are events in a population of 0, the
        standard population lacks a band, or lengths do not match.

    Notes
    -----
    With weights :math:`w_i`, events :math:`x_i`, people :math:`n_i` and
    :math:`s_i` the squared events (:math:`x_i` where events are independent),

    .. math::
        y = \frac{\sum w_i x_i / n_i}{\sum w_i}, \quad
        v = \frac{\sum w_i^2 s_i / n_i^2}{(\sum w_i)^2}

    and the limits of `dobson`. Bands may be ages, or ages by sex as in
    Scotland, where each sex has the whole standard population: the result is
    then the mean of the two sexes' rates.

    References
    ----------
    Dobson AJ, Kuulasmaa K, Eberle E, Scherer J. Confidence intervals for
    weighted sums of Poisson parameters. Stat Med 1991;10:457-62.
    doi:10.1002/sim.4780100317

    Eurostat. Revision of the European Standard Population. Luxembourg; 2013.
    doi:10.2785/11470

    Examples
    --------
    >>> rate = directly_standardised_rate([5, 10, 20], [100, 200, 300], [1, 2, 3], scale=100)
    >>> np.round(rate, 3)
    array([5.833, 4.063, 8.113])
    """
    inputs = Inputs("directly_standardised_rate")
    if bands is not None:
        standard = look_up_band(inputs, standard, bands, groups, count)
    squares = count if squared_events is None else squared_events
    x, n, w, s = inputs.numbers(
        count=count, population=population, standard=standard, squared_events=squares
    )
    inputs.not_negative("count", x)
    inputs.not_negative("population", n)
    inputs.refuse(np.isnan(w), "the standard population lacks this band")
    inputs.not_negative("standard", w)
    check_population(inputs, x, n)
    if squared_events is not None:
        inputs.refuse(s < x, "squared_events {:g} is below the count {:g}", s, x)
    total = inputs.totals(groups, x, over="last axis")
    inputs.done()
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(n > 0, w / n, np.nan)
        weight, events = total(w), total(x)
        value = total(ratio * x) / weight
        variance = total(ratio * ratio * s) / weight**2
    few = has_few_events(events)
    value, variance = np.where(few, np.nan, value), np.where(few, np.nan, variance)
    lower, upper = dobson(value, variance, events, confidence=confidence)
    return Estimate(unwrap(value * scale), lower * scale, upper * scale)


class RepeatedEvents(NamedTuple):
    """Events in each cell, and the sum of their squares over people.

    Attributes
    ----------
    events : ndarray
        Events in each cell.
    squared_events : ndarray
        Sum over the people of the cell of the square of their events.
    """

    events: FloatArray
    squared_events: FloatArray


def count_repeated_events(
    people: npt.ArrayLike, events_each: npt.ArrayLike, groups: npt.ArrayLike
) -> RepeatedEvents:
    r"""Return events and squared events from people counted by how many events they had.

    Parameters
    ----------
    people : array_like
        People who had exactly `events_each` events, one row for each cell and
        number of events.
    events_each : array_like
        Events that each of them had.
    groups : array_like of int
        Codes from 0 of the cells, such as area by age band.

    Returns
    -------
    RepeatedEvents
        One element a code, ready for `directly_standardised_rate`.

    Raises
    ------
    MethodError
        A number is negative, or lengths do not match.

    Notes
    -----
    With :math:`x_f` people having :math:`f` events each,

    .. math:: x = \sum_f f x_f, \quad s = \sum_f f^2 x_f

    Admissions are not independent of each other: taking them to be so makes
    the interval too narrow.

    References
    ----------
    Dobson AJ, Kuulasmaa K, Eberle E, Scherer J. Confidence intervals for
    weighted sums of Poisson parameters. Stat Med 1991;10:457-62.
    doi:10.1002/sim.4780100317

    Examples
    --------
    >>> count_repeated_events(people=[20, 3, 1], events_each=[1, 2, 5], groups=[0, 0, 0])
    RepeatedEvents(events=array([31.]), squared_events=array([57.]))
    """
    inputs = Inputs("count_repeated_events")
    x, f = inputs.counts(people=people, events_each=events_each)
    total = inputs.totals(groups, x, over="nothing")
    inputs.done()
    return RepeatedEvents(total(f * x), total(f * f * x))


def check_population(inputs: Inputs, count: FloatArray, population: FloatArray) -> None:
    """Note every row with events but nobody to have them."""
    if population.size and population.min() > 0:
        return
    text = "count {:g} in a population of {:g}"
    inputs.refuse((population == 0) & (count > 0), text, count, population)
