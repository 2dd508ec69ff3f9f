"""What a statistic refuses: every offending row, by position and value, in one error."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from toolkit.errors import MethodError, count_of
from toolkit.methods.arrays import BoolArray, FloatArray, IntArray

__all__ = ["Inputs", "Totals"]

Totals = Callable[[FloatArray], FloatArray]


class Inputs:
    """The arguments of one call, and all that is wrong with them.

    Parameters
    ----------
    statistic : str
        The name to put in the error.

    Examples
    --------
    >>> inputs = Inputs("crude_rate")
    >>> count, population = inputs.numbers(count=[5, -1], population=[100, 100])
    >>> inputs.refuse(count < 0, "count {:g} is negative", count)
    >>> inputs.done()
    Traceback (most recent call last):
    toolkit.errors.MethodError: crude_rate cannot use 1 value (positions count from 0)
      - position 1: count -1 is negative
    What to do: correct the values; use NaN for a number that is suppressed or missing
    """

    def __init__(self, statistic: str) -> None:
        self.statistic = statistic
        self.problems: list[str] = []

    def numbers(self, **arguments: npt.ArrayLike) -> tuple[FloatArray, ...]:
        """Return the arguments as arrays of floats, broadcast against each other."""
        arrays = {name: self._floats(name, given) for name, given in arguments.items()}
        try:
            return tuple(np.broadcast_arrays(*arrays.values()))
        except ValueError:
            shapes = [f"{name} has the shape {array.shape}" for name, array in arrays.items()]
            raise MethodError(
                f"{self.statistic} was given lengths that do not match",
                shapes,
                hint="give every argument one number a row, or one number for all rows",
            ) from None

    def counts(self, **arguments: npt.ArrayLike) -> tuple[FloatArray, ...]:
        """Return the arguments as `numbers` does, noting every one below zero or infinite."""
        arrays = self.numbers(**arguments)
        for name, array in zip(arguments, arrays, strict=True):
            self.not_negative(name, array)
        return arrays

    def not_negative(self, name: str, array: FloatArray) -> None:
        """Note every number below zero and every infinite one; NaN passes as missing."""
        if not array.size or (array.min() >= 0 and array.max() < np.inf):
            return
        self.refuse(array < 0, name + " {:g} is negative", array)
        self.refuse(np.isposinf(array), name + " {:g} is not a number of anything", array)

    def positive(self, name: str, array: FloatArray) -> None:
        """Note every number that is zero, negative or infinite; NaN passes as missing."""
        if not array.size or (array.min() > 0 and array.max() < np.inf):
            return
        self.refuse(array <= 0, name + " {:g} is not above zero", array)
        self.refuse(np.isposinf(array), name + " {:g} is not a number of anything", array)

    def refuse(self, bad: BoolArray, text: str, *arrays: FloatArray) -> None:
        """Note each position where `bad` holds, its numbers put into `text`."""
        if not np.any(bad):
            return
        for index in np.argwhere(bad):
            place = tuple(int(i) for i in index)
            numbers = (np.broadcast_to(array, np.shape(bad))[place] for array in arrays)
            self.problems.append(f"{_name_place(place)}: {text.format(*numbers)}")

    def ordered(self, lower: FloatArray, value: FloatArray, upper: FloatArray) -> None:
        """Note every value that lies outside its own limits."""
        text = "value {:g} is outside its limits {:g} to {:g}"
        self.refuse((value < lower) | (value > upper), text, value, lower, upper)

    def codes(self, name: str, given: npt.ArrayLike, like: FloatArray) -> IntArray:
        """Return integer codes from 0, one for each number of a single column."""
        codes = np.asarray(given)
        if codes.shape != like.shape or codes.ndim != 1:
            raise MethodError(
                f"{self.statistic} was given lengths that do not match",
                [f"{name} has the shape {codes.shape}", f"the rows have the shape {like.shape}"],
                hint=f"give one code a row in {name}, and every other argument as one column",
            )
        if codes.size and codes.dtype.kind not in "iu":
            raise MethodError(
                f"{self.statistic}: {name} must be integer codes from 0, not {codes.dtype}",
                hint="factorise the labels first, as numpy.unique(..., return_inverse=True) does",
            )
        codes = codes.astype(np.int64, copy=False)
        if codes.size and codes.min() < 0:
            self.refuse(codes < 0, name + " code {:.0f} is negative", codes.astype(np.float64))
            self.done("give the rows without a group a code of their own, or leave them out")
        return codes

    def totals(self, groups: npt.ArrayLike | None, like: FloatArray, *, over: str) -> Totals:
        """Return the function that adds up rows.

        Parameters
        ----------
        groups : array_like of int or None
            Codes from 0, one a row; the total of a code without rows is NaN.
        like : ndarray
            An array of the shape that will be added up.
        over : {'nothing', 'last axis'}
            What to add up where there are no groups.
        """
        if groups is not None:
            return _group_totals(self.codes("groups", groups, like))
        if over == "nothing":
            return lambda array: array
        return lambda array: np.asarray(np.atleast_1d(array).sum(axis=-1))

    def done(
        self,
        hint: str = "correct the values; use NaN for a number that is suppressed or missing",
    ) -> None:
        """Raise one error if anything was noted."""
        if not self.problems:
            return
        raise MethodError(
            f"{self.statistic} cannot use {count_of(len(self.problems), 'value', 'values')} "
            "(positions count from 0)",
            self.problems,
            hint=hint,
        )

    def _floats(self, name: str, given: npt.ArrayLike) -> FloatArray:
        try:
            return np.asarray(given, dtype=np.float64)
        except (TypeError, ValueError):
            raise MethodError(
                f"{self.statistic}: {name} must be numbers",
                _list_non_numbers(given),
                hint="use NaN for a number that is suppressed or missing",
            ) from None


def _group_totals(codes: IntArray) -> Totals:
    size = int(codes.max()) + 1 if codes.size else 0
    unused = np.bincount(codes, minlength=size) == 0

    def total(array: FloatArray) -> FloatArray:
        sums: FloatArray = np.bincount(codes, weights=array, minlength=size).astype(np.float64)
        if unused.any():
            sums[unused] = np.nan
        return sums

    return total


def _list_non_numbers(given: npt.ArrayLike) -> list[str]:
    problems = []
    for place, item in np.ndenumerate(np.asarray(given, dtype=object)):
        try:
            float(item)
        except (TypeError, ValueError):
            problems.append(f"{_name_place(place)}: {item!r} is not a number")
    return problems


def _name_place(place: tuple[int, ...]) -> str:
    if not place:
        return "the value"
    return f"position {place[0] if len(place) == 1 else place}"
