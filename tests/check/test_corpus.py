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


def read_corpus():
    rows = []
    for path in sorted(CORPUS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [(row["kind"], row["expected"], row["text"]) for row in csv.DictReader(file)]
    for path in sorted(CORPUS.glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["table"]
        rows += [(row["kind"], row["expected"], row["text"]) for row in tables]
    return rows


def tally(kind):
    counted = Counter()
    for its_kind, expected, text in read_corpus():
        if its_kind != kind:
            continue
        flagged = {found.verdict for found in check_text(text).findings} & set(FAULTS.values())
        fault = FAULTS.get(expected)
        counted["found"] += fault in flagged
        counted["missed"] += fault is not None and fault not in flagged
        counted["false"] += bool(flagged - {fault})
    return counted


def test_the_corpus_is_as_large_as_it_is_said_to_be():
    kinds = [kind for kind, _, _ in read_corpus()]
    tables = [text for _, _, text in read_corpus() if "\t" in text]
    assert len(kinds) - len(tables) >= 200
    assert len(tables) >= 30


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in read_corpus()}))
def test_faults_of_each_kind_are_found_without_false_alarms(kind):
    counted = tally(kind)
    planted, flagged = counted["found"] + counted["missed"], counted["found"] + counted["false"]
    assert counted["found"] >= 0.75 * planted if planted < 8 else counted["found"] >= 0.9 * planted
    assert counted["found"] >= 0.95 * flagged
