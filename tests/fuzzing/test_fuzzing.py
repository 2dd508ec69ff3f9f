"""Whatever is given, what comes out is a value or an error that says what is wrong."""

from __future__ import annotations

import pytest

from tests.fuzzing import trying
from tests.fuzzing.cases import fuzz
from tests.fuzzing.targets import TARGETS
from tests.fuzzing.trying import Faults, FoundError

CASES = {
    "readers": 60,
    "other layouts": 60,
    "forms": 60,
    "own": 60,
    "documents": 40,
    "periods": 400,
    "figures": 400,
    "check": 150,
    "parameters": 100,
}


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_faults_give_a_value_or_a_clear_error(target):
    faults = Faults()
    fuzz(target, faults, 0, cases=CASES[target])
    assert faults.cases[target] >= CASES[target]


def test_a_fault_is_told_with_its_case_once_and_then_counted(monkeypatch):
    monkeypatch.setitem(TARGETS, "periods", lambda *_: [][1])
    faults = Faults()
    with pytest.raises(FoundError, match="IndexError at") as found:
        faults.try_case("periods", b"2021", "")
    assert "b'2021'" in faults.tell(found.value)
    faults.try_case("periods", b"2022", "")
    assert [*faults.places.values()] == [2]


def test_a_case_that_takes_too_long_is_a_fault(monkeypatch):
    monkeypatch.setitem(TARGETS, "periods", lambda *_: None)
    monkeypatch.setattr(trying, "_SLOW", -1.0)
    with pytest.raises(FoundError, match="periods for more than"):
        Faults().try_case("periods", b"2021", "")
