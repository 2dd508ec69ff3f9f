"""Killed at any moment, the store is the old or the new; two builds at once do not hurt it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import pytest

from toolkit.analysis.building import build, results
from toolkit.sources.store import Store

pytestmark = pytest.mark.slow

BUILD = [sys.executable, "-m", "toolkit.cli", "build"]


def start(workspace):
    home = {**os.environ, "TOOLKIT_HOME": str(workspace.root)}
    return subprocess.Popen(BUILD, env=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def change_raw(workspace, number):
    """Give a tracked table another note, so that there is something to build."""
    table = workspace.raw / "partnership_reports" / "york_local_plan_of_action_2023.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    lines[1] = f"{lines[1]} {number}"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal")
def test_a_build_killed_at_any_moment_leaves_the_old_store_or_the_new(built_workspace):
    store = Store(built_workspace)
    expected = len(results(store))
    draw = random.Random(20_261_121)
    for number in range(6):
        change_raw(built_workspace, number)
        running = start(built_workspace)
        time.sleep(draw.uniform(0.05, 2.5))
        running.kill()
        running.communicate()
        assert len(results(store)) == expected
    build(store)
    assert "as they were built" in store.check()


def test_what_a_killed_build_left_is_cleared_away_when_it_is_old(built_workspace):
    left = built_workspace.processed / "observations" / ".part.parquet.123"
    left.write_bytes(b"half")
    build(Store(built_workspace))
    assert left.exists()
    os.utime(left, (0, 0))
    change_raw(built_workspace, 1)
    build(Store(built_workspace))
    assert not left.exists()


def test_two_builds_at_once_make_one_good_store(built_workspace):
    change_raw(built_workspace, 1)
    both = [start(built_workspace), start(built_workspace)]
    said = [process.communicate(timeout=120)[0].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    store = Store(built_workspace)
    assert "as they were built" in store.check()
    assert len(list((built_workspace.processed / "results").glob("*.parquet"))) == 1
