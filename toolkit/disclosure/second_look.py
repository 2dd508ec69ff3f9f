"""The second look: whether what was made says a number that the gate withheld."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

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
_DIGIT = re.compile(r"\d")
_SIGNS = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[a-z]+|\d+(?:-\d+|\+)?")
_SEXES = {
    "male": frozenset(["male", "males", "men", "boys"]),
    "female": frozenset(["female", "females", "women", "girls"]),
}
_PRECISE = 5  # significant digits that two numbers do not share by chance
_SHOWN = 60


def find_told(
    files: Mapping[str, bytes],
    protected: Sequence[ProtectedValue],
    area_code: str,
    opened: Iterable[ProtectedValue] = (),
) -> Iterator[str]:
    """Yield where some files tell a protected number: the number itself is not repeated.

    A number is told where it stands with its indicator, period and group, said
    there or in the headings above, with its sex and age where they are not the
    indicator's own, and beside no other area's name; or where it stands anywhere
    with so many digits that it can be no other.

    Parameters
    ----------
    files : mapping of str to bytes
        By name.
    protected : sequence of ProtectedValue
        What may not be told.
    area_code : str
        Whom the files are about where they name no area; blank for nobody.
    opened : iterable of ProtectedValue
        What may be told.

    Yields
    ------
    str
        File and place, and whose number it is.
    """
    if not protected:
        return
    names = _Names(protected)
    near: dict[int, dict[str, list[ProtectedValue]]] = defaultdict(lambda: defaultdict(list))
    for one in protected:
        for place in (-1, 0, 1):
            near[round(one.value) + place][one.indicator].append(one)
    shown: dict[tuple[str, ...], list[ProtectedValue]] = defaultdict(list)
    for one in opened:
        shown[_people(one)].append(one)
    words = sorted({one.reason for one in protected}, key=len, reverse=True)
    for file, content in files.items():
        for passage in filter(_holds_digits, passages_of(file, content)):
            said = passage.said
            for reason in words:
                said = said.replace(reason, "")
            subject = _Subject(names, passage, said, area_code)
            for text in _NUMBER.findall(_PERIOD.sub(" ", said)):
                number, precise = float(text.replace(",", "").replace("−", "-")), _is_precise(text)
                by_indicator = near.get(round(number), {})
                for indicator in by_indicator if precise else by_indicator and subject.indicators:
                    for one in by_indicator.get(indicator, ()):
                        alike = shown.get(_people(one), [])
                        if _is(number, text, one.value) and (
                            precise
                            or (subject.is_of(one) and not subject.shows(number, text, alike))
                        ):
                            yield (
                                f"{passage.where}: the {one.quantity} of {one.indicator}, "
                                f"{one.area_code}, {one.period} {one.group}".rstrip()
                            )


def _people(one: ProtectedValue) -> tuple[str, ...]:
    return one.indicator, one.area_code, one.sex, one.age, one.group


def _holds_digits(passage: Passage) -> bool:
    return _DIGIT.search(passage.said) is not None


class _Names:
    """The names by which a passage says whose number it tells."""

    def __init__(self, protected: Sequence[ProtectedValue]) -> None:
        self.areas = {
            _plain(name): code for code, one in load_areas().items() for name in (one.name, code)
        }
        self.indicators = {
            name: (_plain(name), _plain(load_indicators()[name].name))
            for name in {one.indicator for one in protected}
        }
        self.groups = sorted({_plain(one.group) for one in protected} - {""}, key=len, reverse=True)
        self.areas_in = lru_cache(maxsize=1024)(self._areas_in)

    def _areas_in(self, text: str) -> frozenset[str]:
        return frozenset(code for name, code in self.areas.items() if f" {name} " in f" {text} ")

    def groups_in(self, text: str) -> set[str]:
        """Return the groups that a text names: of names within each other the longest."""
        named, rest = set(), f" {text} "
        for group in self.groups:
            if f" {group} " in rest:
                named.add(group)
                rest = rest.replace(f" {group} ", " ")
        return named


class _Subject:
    """Whom a passage is about: what stands nearest decides."""

    def __init__(self, names: _Names, passage: Passage, said: str, area_code: str) -> None:
        self.names, self.where, self.area_code = names, passage.where, area_code
        self.texts = (f"{said} {passage.about}", passage.context)

    @cached_property
    def plain(self) -> tuple[str, str]:
        near, far = self.texts
        return _plain(near), _plain_context(far)

    @cached_property
    def indicators(self) -> set[str]:
        near, far = self.plain
        whole = f" {near} {far} {_plain(self.where)} "
        named = self.names.indicators.items()
        return {key for key, words in named if any(f" {word} " in whole for word in words)}

    @cached_property
    def periods(self) -> set[str]:
        for text in self.texts:
            # Results as they stand in the store name a period by its days.
            if found := _DAY.findall(text) or _PERIOD.findall(text):
                return {*found}
        return set()

    @cached_property
    def areas(self) -> frozenset[str]:
        near, far = map(self.names.areas_in, self.plain)
        return near or far or frozenset([self.area_code])

    @cached_property
    def groups(self) -> set[str]:
        near, far = self.plain
        return self.names.groups_in(near) or self.names.groups_in(far)

    @cached_property
    def words(self) -> str:
        near, far = self.texts
        return f" {' '.join(re.findall(_WORDS, f'{near} {far}'.casefold().replace('–', '-')))} "

    def is_of(self, one: ProtectedValue) -> bool:
        """Return whether a passage that names its indicator is about whom a value is of."""
        return (
            self.is_in(one)
            and (not one.group or _plain(one.group) in self.groups)
            # A number without them is read as one of the sex and age that the indicator is about.
            and all(any(f" {word} " in self.words for word in words) for words in _beside(one))
            and one.area_code in self.areas
        )

    def shows(self, number: float, text: str, opened: Sequence[ProtectedValue]) -> bool:
        """Return whether a number is that of an open figure of a period that the passage names."""
        return any(_is(number, text, one.value) and self.is_in(one) for one in opened)

    def is_in(self, one: ProtectedValue) -> bool:
        """Return whether a passage names the period of a value, or it has none."""
        return not one.period or not _said_as(one.period).isdisjoint(self.periods)


@lru_cache(maxsize=4096)
def _beside(one: ProtectedValue) -> tuple[frozenset[str], ...]:
    """Return how a passage may name the sex and the age, of each that is not the indicator's own."""
    own = load_indicators()[one.indicator].population
    found = []
    if one.sex not in (own.sex, "persons"):
        found.append(_SEXES[one.sex])
    if one.age not in (own.age, "not stated", "all ages"):
        age = one.age.casefold().replace("–", "-")
        found.append(frozenset([age, age.replace("-", " to "), age.replace("+", " and over")]))
    return tuple(found)


@lru_cache(maxsize=1024)
def _said_as(period: str) -> frozenset[str]:
    """Return how a passage may name a period."""
    parsed = Period.parse(period)
    return frozenset([period, parsed.start.isoformat(), parsed.end.isoformat()])


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text).strip().casefold()


# One heading stands over many cells.
_plain_context = lru_cache(maxsize=1024)(_plain)


def _is(number: float, text: str, value: float) -> bool:
    places = len(text.partition(".")[2])
    return abs(number - value) <= 0.5000001 * 10**-places if places else number == round(value)


def _is_precise(text: str) -> bool:
    return "." in text and len(re.sub(r"\D", "", text).strip("0")) > _PRECISE


def refuse_told(
    files: Mapping[str, bytes],
    protected: Iterable[ProtectedValue],
    area_code: str,
    opened: Iterable[ProtectedValue] = (),
) -> None:
    """Refuse files that tell a protected number, as `find_told` finds it.

    Raises
    ------
    DisclosureError
        Naming each place; the numbers themselves are not repeated.
    """
    told = list(dict.fromkeys(find_told(files, list(protected), area_code, opened)))
    if told:
        raise DisclosureError(
            "what was made tells what is withheld, so nothing of it was kept",
            told[:_SHOWN],
            hint="show figures through the report object only: a public report withholds them there",
        )
