"""The second look: whether what was made says a number that the gate withheld."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.catalogue.areas import load_areas
from toolkit.catalogue.indicators import load_indicators
from toolkit.disclosure.passages import Passage, passages_of
from toolkit.disclosure.protection import ProtectedValue
from toolkit.errors import DisclosureError
from toolkit.periods import Period

__all__ = ["find_told", "refuse_told"]

_NUMBER = re.compile(r"(?<![\w.,/])[−-]?\d[\d,]*(?:\.\d+)?(?![\w/]|[.,]\d)")
_PERIOD = re.compile(r"\b(?:19|20)\d\d(?:[/–-](?:\d{4}|\d\d))?\b")
_DAY = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
_SIGNS = re.compile(r"[\W_]+")
_PRECISE = 5  # significant digits that two numbers do not share by chance
_SHOWN = 60


def find_told(
    files: Mapping[str, bytes], protected: Sequence[ProtectedValue], area_code: str
) -> Iterator[str]:
    """Yield where some files tell a protected number: the number itself is not repeated.

    A number is told where it stands with its indicator, period and group, said
    there or in the headings above, and beside no other area's name; or where it
    stands anywhere with so many digits that it can be no other.

    Parameters
    ----------
    files : mapping of str to bytes
        By name.
    protected : sequence of ProtectedValue
        What may not be told.
    area_code : str
        Whom the files are about where they name no area.

    Yields
    ------
    str
        File and place, and whose number it is.
    """
    if not protected:
        return
    names = _Names(protected, area_code)
    near: dict[int, list[ProtectedValue]] = defaultdict(list)
    for one in protected:
        for place in (-1, 0, 1):
            near[round(one.value) + place].append(one)
    words = sorted({one.reason for one in protected}, key=len, reverse=True)
    for file, content in files.items():
        for passage in passages_of(file, content):
            said = passage.said
            for reason in words:
                said = said.replace(reason, "")
            for text in _NUMBER.findall(_PERIOD.sub(" ", said)):
                number = float(text.replace(",", "").replace("−", "-"))
                for one in near.get(round(number), ()):
                    if _is(number, text, one.value) and (
                        _is_precise(text) or names.are_of(one, passage, said)
                    ):
                        yield (
                            f"{passage.where}: the {one.quantity} of {one.indicator}, "
                            f"{one.area_code}, {one.period} {one.group}".rstrip()
                        )


class _Names:
    """The names by which a passage says whose number it tells."""

    def __init__(self, protected: Sequence[ProtectedValue], area_code: str) -> None:
        self.area_code = area_code
        self.areas = {
            _plain(name): code for code, one in load_areas().items() for name in (one.name, code)
        }
        self.indicators = {
            name: (_plain(name), _plain(load_indicators()[name].name))
            for name in {one.indicator for one in protected}
        }
        self.groups = sorted({_plain(one.group) for one in protected} - {""}, key=len, reverse=True)

    def are_of(self, one: ProtectedValue, passage: Passage, said: str) -> bool:
        """Return whether a passage is about whom a value is of: what stands nearest decides."""
        near, far = _plain(f"{said} {passage.about}"), _plain(passage.context)
        whole = f" {near} {far} {_plain(passage.where)} "
        if not any(f" {name} " in whole for name in self.indicators[one.indicator]):
            return False
        return (
            self._period(one, f"{said} {passage.about}", passage.context)
            and self._area(one, near, far)
            and self._group(one, near, far)
        )

    def _period(self, one: ProtectedValue, near: str, far: str) -> bool:
        if not one.period:
            return True
        period = Period.parse(one.period)
        # Results as they stand in the store name a period by its days.
        days = {period.start.isoformat(), period.end.isoformat()}
        named = (
            _DAY.findall(near) or _PERIOD.findall(near) or _DAY.findall(far) or _PERIOD.findall(far)
        )
        return one.period in named or not days.isdisjoint(named)

    def _area(self, one: ProtectedValue, near: str, far: str) -> bool:
        for text in (near, far):
            codes = {code for name, code in self.areas.items() if f" {name} " in f" {text} "}
            if codes:
                return one.area_code in codes
        return one.area_code == self.area_code

    def _group(self, one: ProtectedValue, near: str, far: str) -> bool:
        if not one.group:
            return True
        for text in (near, far):
            named, rest = set(), f" {text} "
            for group in self.groups:
                if f" {group} " in rest:
                    named.add(group)
                    rest = rest.replace(f" {group} ", " ")
            if named:
                return _plain(one.group) in named
        return False


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text).strip().casefold()


def _is(number: float, text: str, value: float) -> bool:
    places = len(text.partition(".")[2])
    return abs(number - value) <= 0.5000001 * 10**-places if places else number == round(value)


def _is_precise(text: str) -> bool:
    return "." in text and len(re.sub(r"\D", "", text).strip("0")) > _PRECISE


def refuse_told(
    files: Mapping[str, bytes], protected: Iterable[ProtectedValue], area_code: str
) -> None:
    """Refuse files that tell a protected number.

    Raises
    ------
    DisclosureError
        Naming each place; the numbers themselves are not repeated.
    """
    told = list(dict.fromkeys(find_told(files, list(protected), area_code)))
    if told:
        raise DisclosureError(
            "what was made tells what is withheld, so nothing of it was kept",
            told[:_SHOWN],
            hint="show figures through the report object only: a public report withholds them there",
        )
