"""The data quality report: the state of everything at hand, section by section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cached_property

import pandas as pd

from toolkit.analysis import quality
from toolkit.analysis.building import build, results
from toolkit.analysis.standing_checks import StandingChecks
from toolkit.catalogue.areas import Area, children
from toolkit.disclosure.protection import Protection, protection_of
from toolkit.errors import ParameterError, count_of, did_you_mean
from toolkit.presentation.blocks import Cover, Section
from toolkit.presentation.protective_marks import bears_marks, choose_marks
from toolkit.presentation.sections import quality as sections
from toolkit.presentation.sections.findings import findings_section
from toolkit.reports.parameters import Parameters
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["DataQuality", "open_data_quality"]


@bears_marks
class DataQuality:
    """What can be said of the data themselves.

    Parameters
    ----------
    parameters : Parameters
        The area limits the picture of coverage to it and the authorities in it.
    store : Store
        What is looked at.
    checks : StandingChecks
        What the standing checks say of it.
    """

    def __init__(self, parameters: Parameters, store: Store, checks: StandingChecks) -> None:
        self.area: Area = parameters.area
        self.marks = choose_marks(parameters.mode, synthetic=store.is_synthetic)
        self._store = store
        self._public = parameters.mode == "public"
        self._protection = protection_of(store) if self._public else Protection()
        self._checks = checks.where(self._protection.allows)

    @cached_property
    def _observations(self) -> pd.DataFrame:
        columns = ["source", "indicator", "state", "file", "edition", "period_end"]
        return self._store.read(self._store.manifest().observations, columns=columns)

    @cached_property
    def _results(self) -> pd.DataFrame:
        rows = results(self._store)
        codes = {self.area.code, *(child.code for child in children(self.area.code))}
        return rows[rows["area_code"].isin(codes)]

    def __repr__(self) -> str:
        return f"The data at hand for {self.area.name}"

    def _repr_html_(self) -> str:
        return str(self.cover().as_html())

    def cover(self) -> Cover:
        """Return the head of the report."""
        return Cover(
            self.area.name,
            self.area.code,
            "The data at hand",
            [
                f"{count_of(len(self._observations), 'figure', 'figures')} from "
                f"{count_of(self._observations['file'].nunique(), 'file', 'files')}"
            ],
        )

    def section(self, name: str) -> Section:
        """Return one section: coverage, hidden, freshness, breaks, readings, findings or changes.

        Raises
        ------
        ParameterError
            Where there is no such section.
        """
        made: dict[str, Callable[[], Section]] = {
            "coverage": lambda: sections.coverage_section(quality.coverage(self._results)),
            "hidden": lambda: sections.hidden_section(quality.hidden_shares(self._observations)),
            "freshness": lambda: sections.freshness_section(
                quality.freshness(self._observations, dt.date.today())
            ),
            "breaks": lambda: sections.breaks_section(quality.gaps_in_time(self._results)),
            "readings": lambda: sections.readings_section(
                {part.file: self._store.told(part) for part in self._store.manifest().observations}
            ),
            "findings": lambda: findings_section(self._checks),
            "changes": lambda: sections.changes_section(self._changes()),
        }
        if name not in made:
            near = did_you_mean(name, made)
            raise ParameterError(
                f"there is no section {name!r}" + (f": did you mean {near[0]}?" if near else ""),
                hint=f"there are {', '.join(made)}",
            )
        return made[name]()

    def _changes(self) -> pd.DataFrame:
        """Compare the editions of each source that is held in more than one file."""
        files = self._observations.groupby("source")["file"].nunique()
        several = list(files.index[files > 1])
        rows = (
            self._store.observations(source=several)
            if several
            else self._store.observations(source="")
        )
        rows = rows[rows["period_end"].notna() & ~rows["id"].isin(self._protection.reasons)]
        if self._public:
            rows = rows[~rows["restricted"]]
        return quality.editions_apart(rows)


def open_data_quality(
    area: str = "England",
    comparators: str | Sequence[str] = "",
    period: str = "latest",
    mode: str = "public",
    across_nations: bool = False,
    *,
    workspace: Workspace | None = None,
) -> DataQuality:
    """Open the data quality report, building the store first where that is needed.

    Parameters
    ----------
    area, comparators, period, mode, across_nations
        As of every report; only the area matters here.
    workspace : Workspace, optional
        The current one by default.
    """
    checked = Parameters.parse(
        area=area,
        comparators=comparators,
        period=period,
        mode=mode,
        across_nations=across_nations,
    )
    store = Store(workspace or Workspace.current())
    return DataQuality(checked, store, build(store).checks)
