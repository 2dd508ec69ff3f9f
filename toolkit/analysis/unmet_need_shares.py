"""The treated set against estimates of need: of the estimate's year, or of a later one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit import methods
from toolkit.analysis.denominators import WHOSE, Residents
from toolkit.analysis.published import as_published
from toolkit.analysis.selection import SUM_OF_GROUPS, numerator_rows, select, together
from toolkit.analysis.unmet_need import say_match, say_years
from toolkit.catalogue.indicators import Indicator
from toolkit.methods import UnmetNeed, UnmetNeedState

__all__ = ["make_projected_unmet_need", "make_unmet_need"]


def make_unmet_need(indicator: Indicator, chosen: pd.DataFrame) -> pd.DataFrame:
    """Set the treated of each period against the latest estimate up to then.

    Parameters
    ----------
    indicator : Indicator
        Whose numerator is the treated, and whose denominator the estimate.
    chosen : pandas.DataFrame
        One row a figure, as ``choose`` returns it.

    Returns
    -------
    pandas.DataFrame
        A share a count. Its age is that of the estimate; its note says whom
        numerator and denominator are of.
    """
    pairs = _pair(indicator, chosen)
    if pairs.empty:
        return as_published(indicator, pairs)
    share = methods.unmet_need(*_numbers(pairs))
    rows = _state(indicator, pairs, share)
    return rows.assign(note=_notes(pairs, share.flag))


def make_projected_unmet_need(
    indicator: Indicator, chosen: pd.DataFrame, residents: Residents
) -> pd.DataFrame:
    """Carry estimates over to the later years of which the treated are counted.

    Parameters
    ----------
    indicator : Indicator
        Whose numerator is the treated, and whose denominator the estimate.
    chosen : pandas.DataFrame
        One row a figure, as ``choose`` returns it.
    residents : Residents
        The population that is held.

    Returns
    -------
    pandas.DataFrame
        A share with the number of people in need held, as the headline; and
        one with their share of the residents held, under the category ``rate``,
        where the population of both years is there. Each note says both years.
    """
    pairs = _pair(indicator, chosen)
    pairs = pairs[pairs["period_end"] > pairs["period_end_need"]].reset_index(drop=True)
    if pairs.empty:
        return as_published(indicator, pairs)
    then, now = (
        _residents_in(pairs, start, residents) for start in ("period_start_need", "period_start")
    )
    counted = methods.projected_unmet_need(*_numbers(pairs), hold="count")
    rows = _state(indicator, pairs, counted)
    rows = rows.assign(note=_projected_notes(pairs, counted.flag, "count"))
    known = then["people"].gt(0) & now["people"].gt(0)
    if not known.any():
        return rows
    pairs, then, now = (frame[known] for frame in (pairs, then, now))
    share = methods.projected_unmet_need(
        *_numbers(pairs),
        hold="rate",
        population_then=then["people"].to_numpy(),
        population_now=now["people"].to_numpy(),
    )
    stated = _state(indicator, pairs, share)
    by_rate = stated.assign(
        category_type=_WAY,
        category="rate",
        denominator=stated["denominator"] * now["people"] / then["people"],
        source=_joined(stated, then, now, "source"),
        observations=_joined(stated, then, now, "observations"),
        note=_projected_notes(pairs, share.flag, "rate"),
    )
    return pd.concat([rows, by_rate], ignore_index=True)


_WAY = "held from the estimate"


def _joined(rows: pd.DataFrame, then: pd.DataFrame, now: pd.DataFrame, name: str) -> list[str]:
    both = pd.Series(together(then[name], now[name]), index=rows.index, dtype="str")
    return together(rows[name], both)


def _residents_in(pairs: pd.DataFrame, start: str, residents: Residents) -> pd.DataFrame:
    """Return the residents of each pair's area, sex and ages of the estimate, in one of its years."""
    wanted = pairs[["area_code", "sex"]].assign(
        # The estimate of the year that the middle of the twelve months lies in.
        year=(pairs[start] + pd.Timedelta(days=181)).dt.year,
        age=pairs["age_need"],
    )
    return wanted.merge(residents.count(wanted), on=WHOSE, how="left").fillna(
        {"source": "", "observations": ""}
    )


def _numbers(pairs: pd.DataFrame) -> list[np.ndarray]:
    return [pairs[name].to_numpy() for name in ("count", "value_need", "lower_need", "upper_need")]


def _pair(indicator: Indicator, chosen: pd.DataFrame) -> pd.DataFrame:
    assert indicator.denominator is not None
    treated = numerator_rows(indicator, chosen)
    estimate = select(chosen, indicator.denominator, indicator.period)
    return _latest_estimate(treated, as_published(indicator, estimate))


def _latest_estimate(treated: pd.DataFrame, estimate: pd.DataFrame) -> pd.DataFrame:
    """Join each count with the latest estimate for its area and group that had been reached."""
    by = ["area_code", "sex", "group", "category_type", "category"]
    carried = [*by, "age", "period_start", "period_end", "value", "lower", "upper",
               "state", "restricted", "source", "note", "observations"]  # fmt: skip
    counted = treated[treated["count"].notna() & treated["period_end"].notna()]
    known = estimate[estimate["value"].notna() & estimate["period_end"].notna()]
    need = known[carried].rename(
        columns={name: f"{name}_need" for name in carried if name not in by}
    )
    return pd.merge_asof(
        counted.sort_values("period_end"),
        need.sort_values("period_end_need"),
        left_on="period_end",
        right_on="period_end_need",
        by=by,
    ).dropna(subset="value_need")


def _state(indicator: Indicator, pairs: pd.DataFrame, share: UnmetNeed) -> pd.DataFrame:
    """State the shares, with what they are made of."""
    scale = indicator.scale
    return pairs.assign(
        value=share.value * scale,
        lower=share.lower * scale,
        upper=share.upper * scale,
        age=pairs["age_need"],
        denominator=pairs["value_need"],
        baseline_start=pairs["period_start_need"],
        baseline_end=pairs["period_end_need"],
        basis="modelled",
        state=pairs["state"].where(pairs["state"] != "ok", pairs["state_need"]),
        restricted=pairs["restricted"] | pairs["restricted_need"],
        source=together(pairs["source"], pairs["source_need"]),
        observations=together(pairs["observations"], pairs["observations_need"]),
        method=indicator.statistic,
        interval=np.where(pd.notna(share.lower), indicator.interval or "", ""),
    )


_FLAGS = {
    UnmetNeedState.LOWER_LIMIT_CLIPPED: (
        "The number in treatment is above the estimate's lower limit, so the lower limit is shown as 0."
    ),
    UnmetNeedState.TREATED_EXCEEDS_ESTIMATE: (
        "The number in treatment is at or above the estimate; the estimate is too low or too old."
    ),
    UnmetNeedState.TREATED_EXCEEDS_UPPER_LIMIT: (
        "The number in treatment is above even the estimate's upper limit; no share can be given."
    ),
}


def _notes(pairs: pd.DataFrame, flags: np.ndarray) -> list[str]:
    """Say of each share what it is made of, and what the state of its limits is."""
    made_of = ["age", "age_need", "grouping_scheme", "note", "note_need"]
    notes = []
    for flag, age, need_age, scheme, note, need_note in zip(
        np.atleast_1d(flags), *(pairs[name] for name in made_of), strict=True
    ):
        said = [
            _FLAGS.get(UnmetNeedState(flag), ""),
            say_match(age, need_age, scheme),
            # Of the count's own notes, what it was summed from.
            note if str(note).startswith(SUM_OF_GROUPS) else "",
            need_note,
        ]
        notes.append(" ".join(filter(None, said)))
    return notes


def _projected_notes(pairs: pd.DataFrame, flags: np.ndarray, hold: str) -> list[str]:
    """Say both years and the way, and then what is said of any unmet need."""
    bounds = ["period_start_need", "period_end_need", "period_start", "period_end"]
    years = [say_years(hold, *days) for days in zip(*(pairs[name] for name in bounds), strict=True)]
    return [f"{when} {note}" for when, note in zip(years, _notes(pairs, flags), strict=True)]
