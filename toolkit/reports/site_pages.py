"""The pages of a run as a small site: what a map and a comparison of two areas need."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat

from toolkit.catalogue.areas import load_areas
from toolkit.catalogue.tiles import load_tiles
from toolkit.presentation.blocks import Section
from toolkit.presentation.labels import shorten_names
from toolkit.reports.documents.content import read_document

__all__ = ["gather_sections", "lay_tiles", "script_digest"]

_SIDE = 44  # of a tile: a finger's breadth, and room for its letters
_SENTENCES = 2


def lay_tiles(pages: Mapping[str, str]) -> dict[str, Any]:
    """Return the tile map of Great Britain with a link to each area's page.

    Parameters
    ----------
    pages : mapping
        Address of the page by code of the area; a combined area's counts for its parts.

    Returns
    -------
    dict
        ``width`` and ``height`` of the drawing and its ``tiles``: place, letters,
        name and address of each; blank where the run has no page of it.
    """
    linked = {part: page for code, page in pages.items() for part in code.split("+")}
    names = {code: load_areas()[code].name for code in load_tiles()}
    letters = dict(zip(names, shorten_names(list(names.values())), strict=True))
    tiles: list[dict[str, Any]] = [
        {
            "x": tile.column * _SIDE,
            "y": tile.row * _SIDE,
            "letters": letters[code],
            "name": names[code],
            "page": linked.get(code, ""),
        }
        for code, tile in load_tiles().items()
    ]
    size = {
        "width": max(tile["x"] for tile in tiles) + _SIDE,
        "height": max(tile["y"] for tile in tiles) + _SIDE,
    }
    # Keys walk the map from north to south, as one reads it.
    return {**size, "side": _SIDE - 2, "tiles": sorted(tiles, key=lambda one: (one["y"], one["x"]))}


def gather_sections(notebooks: Sequence[tuple[str, str, Path]]) -> str:
    """Return what reports say, section by section, as JSON that may stand in a page.

    Parameters
    ----------
    notebooks : sequence of tuple
        Name of the area, address of its page, and its executed notebook.
    """
    areas = []
    headings: dict[str, str] = {}
    for name, page, path in notebooks:
        document = read_document(nbformat.read(path, as_version=4))
        sections = [block for block in document.blocks if isinstance(block, Section)]
        headings = {section.id: section.heading for section in sections} | headings
        said = {one.id: " ".join(one.sentences[:_SENTENCES]) or one.missing for one in sections}
        areas.append({"name": name, "page": page, "said": said})
    text = json.dumps({"headings": headings, "areas": areas}, ensure_ascii=False)
    # Inside a script only this could end it.
    return text.replace("<", "\\u003c")


def script_digest(script: str) -> str:
    """Return the digest by which a page's policy lets just this script run."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
