"""Indicators at a prompt: found by name and showing what they are."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from toolkit.catalogue.indicators import Indicator, find_indicator, load_indicators
from toolkit.explore.lookup import Lookup
from toolkit.explore.tables import results
from toolkit.presentation.blocks import Section, Table

__all__ = ["Declared", "Indicators", "indicator", "indicators"]

_COLUMNS = ["id", "name", "domain", "unit", "statistic", "polarity", "nations"]


class Declared(Indicator):
    """An indicator at a prompt: it shows what it is.

    Examples
    --------
    >>> indicator("drug_misuse_deaths")
    drug_misuse_deaths: Deaths from drug misuse (deaths per 100,000 people)
    """

    def results(self, area: str | None = None, *, mode: str = "public") -> pd.DataFrame:
        """Return its results, of one area or of all; as `toolkit.explore.tables.results`."""
        return results(self.id, area, mode=mode)

    def _card(self) -> Section:
        rows = [
            ("Id", self.id),
            ("Unit", self.unit),
            ("Of whom", f"{self.population.sex}, {self.population.age}"),
            ("Made as", self.statistic.replace("_", " ")),
            ("Interval", self.interval or "none"),
            ("Published for", ", ".join(self.nations)),
            ("Low or high", self.polarity.replace("_", " ")),
            ("Read here", self.availability_reason or "yes, for authorities"),
        ]
        table = Table(f"{self.name}, as the catalogue has it", ["", "What it is"], rows)
        return Section(
            f"indicator-{self.id}",
            self.name,
            [self.why_it_matters],
            tables=[table],
            caveats=self.caveats,
            sources=self.references,
        )

    def __repr__(self) -> str:
        return f"{self.id}: {self.name} ({self.unit})"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        return str(self._card().as_html())


class Indicators(Lookup[Declared]):
    """Every indicator: ``tk.indicators("deaths")`` finds, ``tk.indicators.drug_misuse_deaths`` opens."""

    def __call__(self, text: str = "") -> pd.DataFrame:
        """Return the indicators whose id or name holds a text; all of them without one, a row each.

        Examples
        --------
        >>> list(indicators().columns)
        ['id', 'name', 'domain', 'unit', 'statistic', 'polarity', 'nations']
        >>> set(indicators("naloxone")["domain"])
        {'harm_reduction'}
        """
        wanted = text.casefold()
        rows = [
            {name: getattr(one, name) for name in _COLUMNS} | {"nations": ", ".join(one.nations)}
            for one in load_indicators().values()
            if wanted in f"{one.id} {one.name}".casefold()
        ]
        return pd.DataFrame(rows, columns=_COLUMNS)

    def __getitem__(self, name: str) -> Declared:
        """Return an indicator by id, name, or what others call it.

        Raises
        ------
        ParameterError
            Where there is none, with the nearest.
        """
        found = find_indicator(name)
        return Declared.model_construct(
            **{field: getattr(found, field) for field in Indicator.model_fields}
        )

    def _names(self) -> Mapping[str, str]:
        return {name: name for name in load_indicators()}

    def __repr__(self) -> str:
        return (
            f"{len(self)} indicators on Tab; tk.indicators() is the table of them, "
            'tk.indicators("deaths") finds, tk.indicators["drug_misuse_deaths"] opens one'
        )

    def _repr_html_(self) -> str:
        counts = self()["domain"].value_counts(sort=False)
        rows = [(str(name).replace("_", " "), str(number)) for name, number in counts.items()]
        table = Table("Indicators by domain", ["Domain", "Indicators"], rows)
        return str(Section("indicators", "Indicators", [f"{self!r}."], tables=[table]).as_html())


indicators = Indicators()


def indicator(name: str) -> Declared:
    """Return an indicator by id, name, or what others call it.

    Raises
    ------
    ParameterError
        Where there is none, with the nearest.

    Examples
    --------
    >>> indicator("drug_misuse_deaths").polarity
    'lower_is_better'
    """
    return indicators[name]
