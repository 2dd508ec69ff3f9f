"""The attack over made-up caseloads of every authority: what is hidden, what is told, how long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from toolkit.analysis.calculation import calculate
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.schemes import load_schemes
from toolkit.contracts import OBSERVATIONS
from toolkit.disclosure.attack import Attack, attack_shown
from toolkit.disclosure.protection import protect
from toolkit.periods import Period
from toolkit.sources.practice.people import SEXES, make_people
from toolkit.sources.reading import period_columns

__all__ = ["bench_disclosure", "make_caseloads"]

SEED = 2024
_SCHEME = "national_four_groups"
_AGES = ("18-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "60-64", "65+")
_SHARES = np.array([0.08, 0.09, 0.14, 0.16, 0.16, 0.13, 0.1, 0.08, 0.04, 0.02])
_GROUPS = np.array([0.45, 0.13, 0.28, 0.14])
_MEN = 0.68
_IN_TREATMENT = 0.0062


def make_caseloads(areas: int | None = None, seed: int = SEED) -> pd.DataFrame:
    """Make a year's caseload of every authority: by sex, age and group, with all totals.

    Parameters
    ----------
    areas : int, optional
        How many authorities; all by default.
    seed : int
        The same one, the same people.

    Returns
    -------
    pandas.DataFrame
        Observations of ``local_caseload`` that are for publication.
    """
    chance = np.random.default_rng(seed)
    people = make_people(chance)
    adults = people.of_age("18+")[:, -1].sum(axis=1)[:areas]
    shape = np.einsum("i,j,k->ijk", [_MEN, 1 - _MEN], _SHARES, _GROUPS)
    scheme = load_schemes()[_SCHEME]
    frames = []
    for area, size in zip(people.areas, adults, strict=False):
        uneven = shape * chance.gamma(4, 1 / 4, shape.shape)
        full = chance.poisson(size * _IN_TREATMENT * uneven / uneven.sum())
        for way in range(3):
            full = np.concatenate([full.sum(axis=way, keepdims=True), full], axis=way)
        keys = pd.MultiIndex.from_product(
            [("persons", *SEXES), ("18+", *_AGES), (scheme.total, *scheme.exclusive)],
            names=["sex", "age", "group"],
        )
        rows = keys.to_frame(index=False).assign(
            area_code=area.code, count=full.ravel().astype(float)
        )
        frames.append(rows)
    rows = pd.concat(frames, ignore_index=True)
    rows["id"] = [f"caseload-{n}" for n in range(len(rows))]
    return OBSERVATIONS.complete(
        rows.assign(
            indicator="numbers_in_treatment", grouping_scheme=_SCHEME, basis="local", state="ok",
            rounding=0.0, source="local_caseload", file="local_caseload/made up", locator=rows["id"],
            note="Synthetic: nobody's figure.",
            **period_columns([Period.financial(2023)] * len(rows)),
        )
    )  # fmt: skip


def bench_disclosure(areas: int | None = None, *, report: Callable[[str], None] = print) -> bool:
    """Protect the caseloads, make results of them, and attack all that is shown.

    Returns
    -------
    bool
        Whether nothing is recovered.
    """
    observations = make_caseloads(areas)
    started = time.process_time()
    protection = protect(observations)
    chosen = time.process_time() - started
    results = calculate(observations, [load_indicators()["numbers_in_treatment"]])
    report(f"without secondary suppression: {_primary_alone(observations).told()}")
    found = attack_shown(observations, protection.mask(results))
    places = observations["area_code"].nunique()
    report(f"{places} authorities, {len(protection.reasons):,} cells hidden in {chosen:.1f} s")
    report(f"as a public report shows them: {found.told()}")
    return not found.recovered


def _primary_alone(observations: pd.DataFrame) -> Attack:
    """Attack what hiding small numbers alone would show."""
    shown = observations.rename(columns={"id": "observations"}).assign(recomputed=np.nan)
    small = shown["count"].between(1, 4)
    return attack_shown(observations, shown[~small])
