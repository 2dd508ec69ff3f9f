"""What a person is told of a reading, counted piece by piece."""

from __future__ import annotations

import pandas as pd

from toolkit.contracts import OBSERVATIONS
from toolkit.periods import Period
from toolkit.sources.reading import Reading, Reconciliation, Skipped, period_columns
from toolkit.sources.summary import Summary


def piece(*rows, skipped=(), reconciliations=()):
    """A reading of some rows: area, measure, state and period."""
    areas, measures, states, periods = zip(*rows, strict=True) if rows else ((), (), (), ())
    frame = pd.DataFrame({"area_code": areas, "indicator": measures, "state": states})
    frame = frame.assign(**period_columns([Period.parse(text) for text in periods]))
    return Reading(OBSERVATIONS.complete(frame), skipped, reconciliations)


def summed(*pieces):
    summary = Summary()
    assert [len(rows) for rows in summary.follow(iter(pieces))] == [
        len(one.observations) for one in pieces
    ]
    return summary


YORK = ("E06000014", "deaths", "ok", "2019")
PLYMOUTH = ("E06000026", "deaths", "suppressed", "2021/22")


def test_figures_areas_measures_and_years_are_counted_across_pieces():
    told = summed(piece(YORK, PLYMOUTH), piece((YORK[0], "rate", "ok", "2017"))).lines()
    assert told == ["3 figures, 2 areas, 2 measures, 1 suppressed, 2017–2022"]


def test_one_is_told_as_one():
    [told] = summed(piece(YORK)).lines()
    assert told == "1 figure, 1 area, 1 measure, 0 suppressed, 2019–2019"


def test_an_empty_last_piece_changes_nothing():
    assert summed(piece(YORK), piece()).lines() == summed(piece(YORK)).lines()


def test_what_was_passed_over_is_counted_by_reason_across_pieces():
    here, there = Skipped("X99 Nowhere", "not an area", 2), Skipped("rows", "not wanted", 1)
    told = summed(piece(YORK, skipped=[here, there]), piece(skipped=[here])).lines()
    assert told[1:] == [
        "passed over X99 Nowhere (4 rows): not an area",
        "passed over rows (1 row): not wanted",
    ]


def test_totals_that_do_not_agree_are_named_and_the_others_counted():
    good, bad = Reconciliation("England", 10, 10, 0), Reconciliation("Wales", 4859, 4860, 0.5)
    summary = summed(piece(YORK, reconciliations=[good]), piece(reconciliations=[bad]))
    assert summary.failures == [bad]
    assert summary.lines()[1:] == [
        "totals that agree with their parts: 1 of 2",
        "does not agree: Wales: printed 4,859, parts give 4,860",
    ]


def test_without_periods_no_years_are_told():
    frame = OBSERVATIONS.complete(pd.DataFrame({"area_code": ["E06000014"], "indicator": "x"}))
    [told] = summed(Reading(frame)).lines()
    assert told.endswith("0 suppressed")


def test_large_totals_are_told_to_the_last_digit():
    wrong = Reconciliation("England", 5_867_801, 5_867_802, 0.5)
    assert (
        "printed 5,867,801, parts give 5,867,802"
        in summed(piece(YORK, reconciliations=[wrong])).lines()[-1]
    )
