"""The standing checks: run at every build, told, and kept beside the store."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable
from dataclasses import asdict, astuple, dataclass, fields, replace
from pathlib import Path

import pandas as pd

from toolkit.analysis import standing_checks_series as series
from toolkit.analysis import standing_checks_sums as sums
from toolkit.analysis import standing_checks_values as values
from toolkit.analysis.findings import Checked, Finding
from toolkit.errors import count_of
from toolkit.sources.holdings import write_atomically

__all__ = ["StandingChecks", "read_checks", "run_checks", "write_checks"]

_OF_OBSERVATIONS: tuple[Callable[[pd.DataFrame], Checked], ...] = (
    sums.check_groups,
    sums.check_scheme_totals,
    sums.check_sexes,
    sums.check_pooled_years,
    sums.check_areas,
    values.check_england_in_treatment,
    values.check_sources,
    values.check_editions,
    series.check_edition_coverage,
)
_OF_RESULTS: tuple[Callable[[pd.DataFrame], Checked], ...] = (
    values.check_proportions,
    values.check_limits,
    series.check_periods,
    series.check_coverage,
    series.check_breaks,
)


@dataclass(frozen=True)
class StandingChecks:
    """What the standing checks of one build say.

    Parameters
    ----------
    checked : tuple of Checked
        One for each check.
    seconds : float
        How long they took.
    """

    checked: tuple[Checked, ...]
    seconds: float

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, check by check."""
        return tuple(finding for one in self.checked for finding in one.findings)

    def where(self, keep: Callable[[Finding], bool]) -> StandingChecks:
        """Return the same checks with only the findings that are to be kept."""
        kept = (replace(one, findings=tuple(filter(keep, one.findings))) for one in self.checked)
        return StandingChecks(tuple(kept), self.seconds)

    def frame(self) -> pd.DataFrame:
        """Return the findings as a table, a column for each field."""
        names = [field.name for field in fields(Finding)]
        return pd.DataFrame([astuple(finding) for finding in self.findings], columns=names)

    def told(self, most: int = 3) -> str:
        """Say one line for each check, with its first findings.

        Parameters
        ----------
        most : int, default 3
            How many findings of each check are told.
        """
        lines = [line for one in self.checked for line in one.lines(most)]
        return "\n".join(
            [
                *lines,
                f"{count_of(len(self.checked), 'standing check', 'standing checks')}, {self.seconds:.1f} s",
            ]
        )


def run_checks(observations: pd.DataFrame, results: pd.DataFrame) -> StandingChecks:
    """Run every standing check.

    Parameters
    ----------
    observations : pandas.DataFrame
        Those that indicators read, under the contract of the observations.
    results : pandas.DataFrame
        Under the contract of the results.

    Returns
    -------
    StandingChecks

    Examples
    --------
    >>> from toolkit.contracts import OBSERVATIONS, RESULTS
    >>> run_checks(OBSERVATIONS.empty(), RESULTS.empty()).findings
    ()
    """
    started = time.perf_counter()
    checked = [
        *(check(results) for check in _OF_RESULTS),
        *(check(observations) for check in _OF_OBSERVATIONS),
    ]
    return StandingChecks(tuple(checked), time.perf_counter() - started)


def write_checks(folder: Path, key: str, checks: StandingChecks) -> None:
    """Keep what the checks say, and all findings as ``findings.csv``.

    Parameters
    ----------
    folder : Path
        The store's.
    key : str
        Of the results that were checked.
    checks : StandingChecks
        What is kept.
    """
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(field.name for field in fields(Finding))
    rows.writerows(astuple(finding) for finding in checks.findings)
    write_atomically(folder / "findings.csv", text.getvalue())
    said = {"key": key, **asdict(checks)}
    write_atomically(folder / "checks.json", json.dumps(said, ensure_ascii=False, indent=1) + "\n")


def read_checks(folder: Path, key: str) -> StandingChecks | None:
    """Return what the checks said of some results; None where that is not kept.

    Parameters
    ----------
    folder : Path
        The store's.
    key : str
        Of the results.
    """
    try:
        said = json.loads((folder / "checks.json").read_text(encoding="utf-8"))
        if said["key"] != key or not (folder / "findings.csv").is_file():
            return None
        return StandingChecks(
            tuple(
                Checked(
                    one["check"], one["count"], tuple(Finding(**row) for row in one["findings"])
                )
                for one in said["checked"]
            ),
            said["seconds"],
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
