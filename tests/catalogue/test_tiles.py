"""The tile map's layout: every authority once, near its neighbours, regions in one piece."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from toolkit.catalogue import tiles as module
from toolkit.catalogue.area_table import load_areas
from toolkit.catalogue.areas import children, current_upper_tier, find_area
from toolkit.catalogue.tiles import Tile, load_tiles, read_tiles
from toolkit.catalogue.tiling import count_pieces, write_tiles
from toolkit.errors import CatalogueError

TABLE = Path(module.__file__).with_name("tiles.csv")
LINES = TABLE.read_text(encoding="utf-8").splitlines()


def tile_of(name):
    return load_tiles()[find_area(name, tier="upper").code]


class TestTable:
    @pytest.mark.parametrize(
        ("nation", "tiles"), [("England", 153), ("Scotland", 32), ("Wales", 22)]
    )
    def test_has_every_authority_of_a_nation_exactly_once(self, nation, tiles):
        codes = Counter(line.split(",")[0] for line in LINES[1:])
        areas = current_upper_tier(nation)
        assert len(areas) == tiles
        assert all(codes[area.code] == 1 for area in areas)

    def test_has_no_two_areas_on_one_tile(self):
        assert len(set(load_tiles().values())) == 207

    def test_is_what_the_generator_lays(self, tmp_path):
        write_tiles(tmp_path / "tiles.csv")
        assert (tmp_path / "tiles.csv").read_text(encoding="utf-8").splitlines() == LINES

    def test_keeps_every_region_and_nation_in_one_piece(self):
        inside = defaultdict(list)
        for code, tile in load_tiles().items():
            area = load_areas()[code]
            inside[area.region.name if area.region else area.nation].append(tile)
        assert len(inside) == 11
        assert {name: count_pieces(tiles) for name, tiles in inside.items()} == dict.fromkeys(
            inside, 1
        )

    def test_keeps_london_together(self):
        tiles = [load_tiles()[area.code] for area in children("E12000007", tier="upper")]
        assert len(tiles) == 33
        assert max(tile.row for tile in tiles) - min(tile.row for tile in tiles) < 9
        assert max(tile.column for tile in tiles) - min(tile.column for tile in tiles) < 9

    def test_keeps_areas_near_those_that_they_lie_nearest(self):
        areas = [load_areas()[code] for code in load_tiles()]
        points = np.array([[a.latitude, a.longitude * np.cos(np.radians(54.5))] for a in areas])
        cells = np.array([*load_tiles().values()])
        distances = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
        np.fill_diagonal(distances, np.inf)
        nearest = distances.argmin(axis=1)
        steps = np.abs(cells - cells[nearest]).max(axis=1)
        assert (steps == 1).mean() > 0.93
        apart = {area.name for area, step in zip(areas, steps, strict=True) if step > 2}
        # The Thames lies between these two, and on the grid London does.
        assert apart == {"Medway", "Southend-on-Sea"}

    def test_runs_from_north_to_south_and_from_west_to_east(self):
        names = ["Shetland", "Northumberland", "Leeds", "Derby", "Oxfordshire", "Isle of Wight"]
        rows = [tile_of(name).row for name in names]
        assert rows == sorted(rows)
        assert tile_of("Pembrokeshire").column < tile_of("Gloucestershire").column
        assert tile_of("Gloucestershire").column < tile_of("Southend-on-Sea").column

    @pytest.mark.parametrize(
        "way",
        [["Plymouth", "Devon"], ["Leicester", "Leicestershire"], ["Cardiff", "Vale of Glamorgan"]],
    )
    def test_has_these_neighbours_side_by_side(self, way):
        for one, other in pairwise(map(tile_of, way)):
            assert max(abs(one.row - other.row), abs(one.column - other.column)) == 1


class TestReading:
    def test_refuses_a_table_with_every_fault_in_it(self, tmp_path):
        table = tmp_path / "tiles.csv"
        lines = [LINES[0], *LINES[2:], LINES[2], "E99999999,40,1"]
        table.write_text("\n".join(lines), encoding="utf-8")
        with pytest.raises(CatalogueError) as refusal:
            read_tiles(table)
        first, second = (line.split(",") for line in LINES[1:3])
        for problem in (
            f"{load_areas()[first[0]].name} ({first[0]}) has no tile",
            f"{second[0]} has 2 tiles",
            "E99999999 is no authority of today",
            f"row {second[1]}, column {second[2]} has 2 areas",
        ):
            assert problem in refusal.value.problems

    def test_refuses_a_table_of_something_else(self, tmp_path):
        table = tmp_path / "tiles.csv"
        table.write_text("code,row\nE06000026,1\n", encoding="utf-8")
        with pytest.raises(CatalogueError, match="expected code, row and column"):
            read_tiles(table)

    def test_gives_rows_and_columns_from_one(self):
        tiles = [*load_tiles().values()]
        assert min(tile.row for tile in tiles) == min(tile.column for tile in tiles) == 1
        assert isinstance(tiles[0], Tile)
