"""Colours that everyone can tell from the paper and from each other: in colour, in grey, without red and green."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from toolkit.presentation.shading import SHADES
from toolkit.presentation.theme import (
    AREA,
    BAND,
    BAND_EDGE,
    COMPARATORS,
    FAINT,
    INK,
    OTHERS,
    PAPER,
    PICKED,
)

COMPARED = tuple(str(style["color"]) for style in COMPARATORS)
TEXT = (INK, FAINT, AREA, PICKED, *COMPARED)
MARKS = (AREA, PICKED, OTHERS, BAND_EDGE, FAINT, INK, *COMPARED)

# Machado, Oliveira and Fernandes 2009, deuteranopia and protanopia at full severity, on linear RGB.
SIGHTS = {
    "colour": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "grey": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}


def seen(colour, sight):
    """Linear red, green and blue of a colour as it is seen."""
    parts = np.array(to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return (SIGHTS[sight] @ linear).clip(0, 1)


def contrast(one, other, sight="colour"):
    light, dark = sorted(
        (float(seen(colour, sight) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


each_sight = pytest.mark.parametrize("sight", SIGHTS)


@each_sight
class TestContrast:
    @pytest.mark.parametrize("colour", TEXT)
    def test_text_stands_out_from_the_paper(self, colour, sight):
        assert contrast(colour, PAPER, sight) >= 4.5

    @pytest.mark.parametrize("colour", MARKS)
    def test_marks_stand_out_from_the_paper(self, colour, sight):
        assert contrast(colour, PAPER, sight) >= 3

    @pytest.mark.parametrize("colour", [AREA, *COMPARED])
    def test_lines_stand_out_from_the_band_that_they_cross(self, colour, sight):
        assert contrast(colour, BAND, sight) >= 3

    def test_a_band_has_an_edge_that_stands_out_from_it(self, sight):
        assert contrast(BAND_EDGE, BAND, sight) >= 3

    def test_shades_of_a_map_darken_step_by_step(self, sight):
        assert all(contrast(one, other, sight) >= 1.25 for one, other in pairwise(SHADES))


def test_the_area_is_darker_than_whatever_it_is_compared_with():
    assert all(contrast(AREA, PAPER) > 1.3 * contrast(other, PAPER) for other in COMPARED)
    assert contrast(AREA, OTHERS) >= 2.5


def test_comparators_differ_by_line_and_by_mark_and_not_by_colour_alone():
    for one, other in combinations(COMPARATORS, 2):
        assert one["linestyle"] != other["linestyle"]
        assert one["marker"] != other["marker"]
