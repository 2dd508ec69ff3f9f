"""The corpus of sentences and tables with planted faults: how many are found, and how many rightly."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from toolkit.check.checking import check_text

CORPUS = Path(__file__).parent / "corpus"
FAULTS = {"bad": "disagrees", "sense": "agrees in another sense"}


def read_corpus(folder=CORPUS):
    rows = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [(row["kind"], row["expected"], row["text"]) for row in csv.DictReader(file)]
    for path in sorted(folder.glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["table"]
        rows += [(row["kind"], row["expected"], row["text"]) for row in tables]
    return rows


def tally(rows):
    counted = Counter()
    for kind, expected, text in rows:
        flagged = {found.verdict for found in check_text(text).findings} & set(FAULTS.values())
        fault = FAULTS.get(expected)
        counted[kind, "found"] += fault in flagged
        counted[kind, "missed"] += fault is not None and fault not in flagged
        counted[kind, "false"] += bool(flagged - {fault})
    return counted


def rates(counted, kinds):
    """Return recall and precision over kinds; 1 where nothing was planted or flagged."""
    found, missed, false = (
        sum(counted[kind, what] for kind in kinds) for what in ("found", "missed", "false")
    )
    recall, precision = (found / (found + other or 1) for other in (missed, false))
    return recall if found + missed else 1.0, precision if found + false else 1.0


@pytest.fixture(scope="module")
def counted():
    made = tally(read_corpus())
    for kind in KINDS:  # shown by -s
        recall, precision = rates(made, [kind])
        planted = made[kind, "found"] + made[kind, "missed"]
        print(f"{kind}: {planted} planted, recall {recall:.2f}, precision {precision:.2f}")
    return made


KINDS = sorted({kind for kind, _, _ in read_corpus()})


def test_the_corpus_is_as_large_as_it_is_said_to_be():
    kinds = [kind for kind, _, _ in read_corpus()]
    tables = [text for _, _, text in read_corpus() if "\t" in text]
    assert len(kinds) - len(tables) >= 200
    assert len(tables) >= 30


@pytest.mark.parametrize("kind", KINDS)
def test_faults_of_each_kind_are_found_without_false_alarms(counted, kind):
    recall, precision = rates(counted, [kind])
    assert recall >= 0.9
    assert precision >= 0.95


def test_a_set_that_no_rule_was_made_on_is_read_nearly_as_well():
    # Measured once, when it was written: recall 0.92, precision 1.00. A miss of it is not mended
    # by a rule of its own, for then nobody could tell how the check reads a report it never saw.
    made = tally(read_corpus(CORPUS / "held_out"))
    recall, precision = rates(made, {kind for kind, _ in made})
    print(f"held out: recall {recall:.3f}, precision {precision:.3f}")
    assert recall >= 0.9
    assert precision >= 0.95
