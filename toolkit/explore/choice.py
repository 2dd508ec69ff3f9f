"""What is on the screen: an area, an indicator, comparators, a period and a kind of chart."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.analysis.change import period_of
from toolkit.catalogue.areas import current_upper_tier
from toolkit.catalogue.indicators import find_indicator, load_indicators
from toolkit.catalogue.places import find_place
from toolkit.errors import ParameterError
from toolkit.explore.comparison import Comparison
from toolkit.presentation.blocks import Section
from toolkit.reports.jobs import data_digest
from toolkit.reports.report import Report, open_report
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["LATEST", "Choice", "areas_on_offer"]

LATEST = "latest"
_PLAIN = {"comparators": "", "period": LATEST, "mode": "public", "across_nations": False}


@dataclass(frozen=True)
class Choice:
    """What a person chose to look at.

    Parameters
    ----------
    area, indicator : str
        Name, alias or code; id or name.
    chart : str
        A kind of `toolkit.explore.comparison.CHARTS`.
    comparators, period, mode, across_nations
        As of `toolkit.reports.report.open_report`.

    Examples
    --------
    >>> print(Choice("E06000026", "drug_misuse_deaths", "funnel", period="2019–21").code())
    import toolkit as tk
    tk.area("Plymouth").compare("drug_misuse_deaths", period="2019–21").funnel()
    """

    area: str
    indicator: str
    chart: str = "trend"
    comparators: str = ""
    period: str = LATEST
    mode: str = "public"
    across_nations: bool = False

    def comparison(self) -> Comparison:
        """Return the indicator of the area beside others.

        Raises
        ------
        ParameterError, DataError, DisclosureError
            Where what was chosen cannot be shown.
        """
        return Comparison(self._report(), self.indicator)

    def section(self) -> Section:
        """Return what is on the screen; without figures, a section that says why."""
        return self.comparison().chart(self.chart)

    def code(self) -> str:
        """Return the two lines that show the same."""
        given = [json.dumps(find_indicator(self.indicator).id)]
        if self.comparators.strip():
            given.append(json.dumps(self.comparators, ensure_ascii=False))
        for name in ("period", "mode", "across_nations"):
            value = getattr(self, name)
            if value != _PLAIN[name]:
                told = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else value
                given.append(f"{name}={told}")
        place = json.dumps(self._place(), ensure_ascii=False)
        return f"import toolkit as tk\ntk.area({place}).compare({', '.join(given)}).{self.chart}()"

    def indicators_on_offer(self) -> list[tuple[str, str]]:
        """Return what can be picked for the area: labels and ids, those with figures first."""
        report = replace(self, period=LATEST)._report()
        rows = report.material.rows
        own = rows[(rows["area_code"] == report.area.code) & rows["value"].notna()]
        held = set(own["indicator"])
        of_nation = [
            one
            for one in load_indicators().values()
            if not report.area.nation or report.area.nation in one.nations
        ]
        of_nation.sort(key=lambda one: one.id not in held)
        return [
            (one.name if one.id in held else f"{one.name} (no figures held)", one.id)
            for one in of_nation
        ]

    def periods_on_offer(self) -> list[tuple[str, str]]:
        """Return the periods that can be the last one spoken of: labels and values, latest first."""
        comparison = replace(self, period=LATEST).comparison()
        own = comparison.report.material.own(comparison.indicator)
        own = own[own["value"].notna() & own["period_end"].notna()]
        found = [str(period_of(row)) for _, row in own.iloc[::-1].iterrows()]
        labels = [*dict.fromkeys(found)]
        latest = f"Latest ({labels[0]})" if labels else "Latest"
        return [(latest, LATEST), *((label, label) for label in labels)]

    def _place(self) -> str:
        """Return what the area is called, where that finds it; its code elsewhere."""
        found = find_place(self.area)
        try:
            known = find_place(found.name) == found
        except ParameterError:
            known = False
        return found.name if known else found.code

    def _report(self) -> Report:
        store = Store(Workspace.current())
        return _opened(
            find_place(self.area).code,
            self.comparators,
            self.period,
            self.mode,
            self.across_nations,
            # What was read is read again where the data became others.
            data_digest(store),
        )


@lru_cache(maxsize=8)
def _opened(
    area: str, comparators: str, period: str, mode: str, across_nations: bool, _data: str
) -> Report:
    return open_report(area, comparators, period, mode, across_nations)


def areas_on_offer() -> list[str]:
    """Return the names of today's authorities."""
    return sorted(one.name for one in current_upper_tier() if one.nation != "Northern Ireland")
