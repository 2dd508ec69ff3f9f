"""The changelog names figures that changed by indicator and period."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.catalogue.indicators import load_project_indicators

PAGE = Path(__file__).resolve().parents[2] / "CHANGELOG.md"


def rows():
    text = PAGE.read_text(encoding="utf-8")
    table = text.split("### Figures\n")[1].split("### ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_each_change_of_figures_has_indicator_periods_and_words():
    assert rows()
    assert all(len(row) == 3 and all(row) for row in rows())


def test_each_indicator_in_it_is_one_of_the_catalogue():
    named = {name for row in rows() for name in re.findall(r"`(\w+)`", row[0])}
    assert named - set(load_project_indicators()) == set()
