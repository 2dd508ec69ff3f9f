"""The indicators in a terminal: what is held of each, or why nothing is."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Callable, Sequence

import pandas as pd

from toolkit.analysis.building import build, results
from toolkit.analysis.data_states import DataState, states_of_data
from toolkit.catalogue.area_rows import NATIONS
from toolkit.catalogue.indicators import Indicator, load_indicators
from toolkit.errors import DataError, ParameterError, count_of, did_you_mean
from toolkit.reports.columns import set_columns
from toolkit.sources.store import Store
from toolkit.sources.workspace import Workspace

__all__ = ["list_indicators"]


def list_indicators(
    domain: str = "",
    nation: str = "",
    format_: str = "table",
    progress: Callable[[str], None] = lambda _: None,
) -> str:
    """Return every indicator with what is held of it, or why there is nothing.

    Parameters
    ----------
    domain, nation : str
        Only the indicators of this domain, or of this nation.
    format_ : {"table", "csv", "json"}
        A table for a terminal names the reason in a word; the others hold it in full.
    progress : callable
        Is told what is being done where the store is not up to date.

    Raises
    ------
    ParameterError
        Where there is no such domain or nation.
    """
    chosen = _choose_indicators(domain, nation)
    store = Store(Workspace.current())
    # Without any data there is nothing to build, and the reasons are told all the same.
    with contextlib.suppress(DataError):
        build(store, progress)
    states = states_of_data(results(store), chosen)
    if format_ == "table":
        return _states_table(states)
    frame = pd.DataFrame([_state_record(state) for state in states])
    if format_ == "csv":
        return frame.to_csv(index=False, lineterminator="\n").rstrip("\n")
    return json.dumps(frame.to_dict("records"), indent=1, ensure_ascii=False)


def _choose_indicators(domain: str, nation: str) -> list[Indicator]:
    every = list(load_indicators().values())
    domains = {indicator.domain for indicator in every}
    for given, known, what in ((domain, domains, "domain"), (nation, set(NATIONS), "nation")):
        if given and given.casefold() not in {one.casefold() for one in known}:
            near = did_you_mean(given, known)
            raise ParameterError(
                f"there is no {what} {given!r}" + (f": did you mean {near[0]}?" if near else ""),
                hint=f"there are {', '.join(sorted(known))}",
            )
    return [
        indicator
        for indicator in every
        if domain.casefold() in ("", indicator.domain)
        and nation.casefold() in ("", *(one.casefold() for one in indicator.nations))
    ]


def _states_table(states: Sequence[DataState]) -> str:
    head = ("id", "domain", "data", "figures", "areas", "periods", "latest", "name")
    rows = [
        (
            state.indicator.id,
            state.indicator.domain,
            state.state + (", some restricted" if state.restricted else ""),
            *(
                f"{number:,}" if number else "–"
                for number in (state.figures, state.areas, state.periods)
            ),
            state.latest or "–",
            state.indicator.name,
        )
        for state in states
    ]
    counts = Counter(state.state for state in states)
    told = ", ".join(f"{count} {state}" for state, count in counts.most_common())
    wanted = sorted({source for state in states for source in state.sources})
    lines = [
        set_columns([head, *rows]),
        "",
        f"{count_of(len(states), 'indicator', 'indicators')}: {told}.",
    ]
    if wanted:
        lines.append(
            f"`toolkit import FILE…` would fill those not imported, with files of: {', '.join(wanted)}."
        )
    return "\n".join([*lines, "`toolkit indicators --format csv` tells each reason in full."])


def _state_record(state: DataState) -> dict[str, object]:
    return {
        "id": state.indicator.id,
        "name": state.indicator.name,
        "domain": state.indicator.domain,
        "nations": ", ".join(state.indicator.nations),
        "unit": state.indicator.unit,
        "data": state.state,
        "figures": state.figures,
        "areas": state.areas,
        "periods": state.periods,
        "latest": state.latest,
        "restricted": state.restricted,
        "reason": state.reason,
        "import": ", ".join(state.sources),
    }
