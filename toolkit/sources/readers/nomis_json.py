"""Nomis API, JSON: mid-year population estimates, one observation an area, year, sex and age.

``{"header": {"truncated": ...}, "obs": [...]}``, where each observation gives
of every dimension its ``description`` and ``value``, of the geography its
``geogcode``, and the figure under ``obs_value``. Nomis hands a guest 25,000
observations at the most, and says in the header that it cut the answer short.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.errors import SourceError
from toolkit.sources.cells import parse_numbers
from toolkit.sources.faults import Faults
from toolkit.sources.files import RawFile
from toolkit.sources.nomis import DIMENSIONS, read_residents
from toolkit.sources.pieces import Repeats
from toolkit.sources.reading import Layout, Reading, Skipped, observe
from toolkit.sources.residents import MEASURE, reconcile_residents

SOURCE = "nomis_population"
# What an observation holds besides its dimensions.
_OTHER = {"obs_value", "obs_status", "obs_conf", "urn", "freq"}


def _recognises(file: RawFile) -> bool:
    return file.kind == "json" and b'"obs"' in file.head and b'"geography' in file.head


def _read(file: RawFile) -> Reading:
    faults = Faults("observation", hint="fetch the estimates of NM_2002_1 again")
    table = _table(_observations(file), faults)
    rows, skipped = read_residents(table, faults, {})
    rows["locator"] = [f"obs[{place}]" for place in rows.index]
    keys = rows[["area_code", "period_start", "sex", "age"]]
    again = Repeats().find(keys, rows[["count"]], faults)
    faults.refuse(file)
    skipped.append(Skipped("rows", "the same figure printed again", int(again.sum())))
    observations = observe(rows[~again], file, source=SOURCE, indicator=MEASURE)
    return Reading(observations, skipped, reconcile_residents(observations, as_of=None))


def _observations(file: RawFile) -> list[dict[str, Any]]:
    document = file.document
    found = document.get("obs") if isinstance(document, dict) else None
    if not isinstance(found, list) or not found:
        raise SourceError(
            f"{file.path}: expected a list of observations under 'obs', found none",
            hint="check what was asked of Nomis: it answers so where nothing fits",
        )
    if str(document.get("header", {}).get("truncated", "")).lower() == "true":
        raise SourceError(
            f"{file.path}: Nomis cut the answer short after {len(found):,} observations",
            hint="fetch fewer years or areas at a time",
        )
    return found


def _table(observations: list[dict[str, Any]], faults: Faults) -> pd.DataFrame:
    names = {name for names in DIMENSIONS.values() for name in names}
    for key in {key for found in observations for key in found} - names - _OTHER:
        faults.add(
            f"{key}: a breakdown that population estimates do not have",
            [place for place, found in enumerate(observations) if key in found],
        )
    table = pd.DataFrame(
        {
            dimension: [_word(found, spellings) for found in observations]
            for dimension, spellings in DIMENSIONS.items()
        },
        dtype="str",
    )
    table["status"] = pd.Series(
        [_word(found, ("obs_status",)) for found in observations], dtype="str"
    )
    values = parse_numbers(found.get("obs_value", {}).get("value") for found in observations)
    for place, text in values.unread:
        faults.add(f"obs_value: expected a number, found {text!r}", [place])
    return table.assign(value=values.value)


def _word(observation: dict[str, Any], spellings: tuple[str, ...]) -> str:
    for name in spellings:
        if said := observation.get(name):
            return str(said.get("geogcode") or said.get("description", said.get("value", "")))
    return ""


LAYOUT = Layout(
    source=SOURCE,
    description="Nomis API, mid-year population estimates by age and sex (JSON)",
    recognises=_recognises,
    read=_read,
)
