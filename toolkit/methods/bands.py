"""Age bands: a standard looked up by code, and the European Standard Population."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.errors import MethodError
from toolkit.methods.arrays import FloatArray, IntArray
from toolkit.methods.inputs import Inputs

__all__ = ["european_standard_population", "look_up_band"]

_EUROPEAN_2013 = (
    *(5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000),
    *(7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000),
)


def european_standard_population(top: int = 90) -> FloatArray:
    r"""Return the 2013 European Standard Population in five-year bands from age 0.

    Parameters
    ----------
    top : {90, 85}
        First age of the open band at the top.

    Returns
    -------
    ndarray
        19 bands up to 90 and over, or 18 up to 85 and over; 100,000 in all.

    Raises
    ------
    MethodError
        `top` is another age.

    Notes
    -----
    .. math:: \sum w_i = 100\,000

    One standard for both sexes; 91,000 of it are under 75.

    References
    ----------
    Eurostat. Revision of the European Standard Population. Luxembourg; 2013.
    doi:10.2785/11470

    Examples
    --------
    >>> european_standard_population()[:15].sum()
    np.float64(91000.0)
    >>> european_standard_population(top=85)[-1]
    np.float64(2500.0)
    """
    bands = np.array(_EUROPEAN_2013, dtype=np.float64)
    if top == 90:
        return bands
    if top == 85:
        return np.append(bands[:-2], bands[-2:].sum())
    raise MethodError(
        f"the European Standard Population has no open band from {top}",
        hint="use 85 or 90, or sum the bands yourself",
    )


def look_up_band(
    inputs: Inputs,
    table: npt.ArrayLike,
    bands: npt.ArrayLike,
    groups: npt.ArrayLike | None,
    like: npt.ArrayLike,
) -> FloatArray:
    """Return the number of each row's band, having checked that each group has each band once."""
    (by_band,) = inputs.numbers(standard=table)
    (rows,) = inputs.numbers(rows=like)
    band = inputs.codes("bands", bands, rows)
    everyone = np.zeros(rows.shape, np.int64)
    group = everyone if groups is None else inputs.codes("groups", groups, rows)
    inputs.refuse(
        band >= by_band.size, "the standard population lacks band {:.0f}", band.astype(np.float64)
    )
    inputs.done("add the band to the standard population, or leave the row out")
    if rows.size:
        _check_bands(inputs, group, band, by_band.size)
    return by_band[band]


def _check_bands(inputs: Inputs, group: IntArray, band: IntArray, size: int) -> None:
    cells = np.bincount(group * size + band, minlength=(int(group.max()) + 1) * size)
    table = cells.reshape(-1, size)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) > 0
    for row, column in np.argwhere((table == 0) & expected):
        inputs.problems.append(f"group {row}: band {column} is not there")
    for row, column in np.argwhere(table > 1):
        inputs.problems.append(f"group {row}: band {column} is there {table[row, column]} times")
    inputs.done("give each group one row for each band, with a count of 0 where nothing happened")
