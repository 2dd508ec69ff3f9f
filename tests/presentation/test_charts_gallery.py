"""The gallery says what the charts say, and every picture on it is there."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def gallery():
    spec = importlib.util.spec_from_file_location("generate_gallery", DOCS / "generate_gallery.py")
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    return generator


@pytest.fixture(scope="module")
def figures(gallery):
    return {kind: make() for kind, make in gallery.CHARTS.items()}


def test_the_page_is_not_stale(gallery, figures):
    written = (DOCS / "gallery.md").read_text(encoding="utf-8")
    assert written == gallery.write_page(figures), "run: python docs/generate_gallery.py"


def test_every_chart_stands_on_it_with_one_line_of_code_and_its_alternative_text(gallery, figures):
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    for kind, figure in figures.items():
        own = page.split(f"## {kind}\n")[1].split("\n## ")[0]
        assert f"Alternative text: {figure.alt}" in own
        code = gallery.write_code(kind)
        assert code.endswith(")")
        assert code in own


def test_every_picture_is_there_and_small(gallery):
    for kind in gallery.CHARTS:
        picture = gallery.PICTURES / gallery.name_picture(kind)
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert picture.stat().st_size < 60_000


def test_pictures_can_be_seen_as_others_see_them(gallery):
    png = (gallery.PICTURES / gallery.name_picture("Trend")).read_bytes()
    grey = np.asarray(gallery.see(png, "grey"))
    assert (grey[..., 0] == grey[..., 1]).all()
    assert np.ptp(grey) > 150
