"""The benchmark of charts draws what it says it draws, ours and naive."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from toolkit.bench.chart_material import Material
from toolkit.bench.charts import OURS
from toolkit.bench.naive_charts import NAIVE, draw_naively


@pytest.fixture(scope="module")
def material():
    return Material.make()


def test_both_draw_the_same_eight_charts():
    assert list(OURS) == list(NAIVE)
    assert len(OURS) == 8


@pytest.mark.slow
@pytest.mark.parametrize("name", OURS)
def test_each_chart_is_drawn_both_ways(name, material):
    assert OURS[name](material).alt.startswith(
        ("Line", "Ranked", "Bar", "Funnel", "Spine", "Tile", "Small")
    )
    plt.close("all")
    with plt.rc_context({"backend": "agg"}):
        assert draw_naively(NAIVE[name], material).startswith(b"\x89PNG")
    assert plt.get_fignums() == []
