"""Maps: tiles and boundaries, their classes, labels, hatching and words."""

from __future__ import annotations

import base64
import importlib.util
import json
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex, to_rgb

from toolkit.catalogue.areas import current_upper_tier, find_area
from toolkit.errors import ParameterError, SourceError
from toolkit.presentation import maps
from toolkit.presentation.boundaries import boundary_map, read_boundaries
from toolkit.presentation.claims import Measure
from toolkit.presentation.labels import shorten_names
from toolkit.presentation.maps import tile_map
from toolkit.presentation.shading import SHADES, shade
from toolkit.presentation.theme import INK, PAPER, PICKED, Drawing

WORDS = {"title": "Deaths are high", "subtitle": "2021 to 2023"}
WHOLE = Measure("deaths per 100,000")
RATE = Measure("deaths per 100,000", 1)


def values_of(nation):
    codes = [area.code for area in current_upper_tier(nation)]
    return pd.Series(np.arange(len(codes), dtype=float), index=codes)


@pytest.fixture
def painted(monkeypatch):
    """Keep the axes of whatever is drawn."""
    kept = []

    def keep(paint, **size):
        return Drawing(lambda axes: (kept.append(axes), paint(axes)), **size)

    monkeypatch.setattr(maps, "Drawing", keep)
    return kept


def polygons(axes):
    return [one for one in axes.collections if isinstance(one, PolyCollection)]


def luminance(colour):
    parts = np.array(to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


class TestLabels:
    @pytest.mark.parametrize("nation", ["England", "Scotland", "Wales"])
    def test_are_three_to_five_letters_and_no_two_alike(self, nation):
        labels = shorten_names([area.name for area in current_upper_tier(nation)])
        assert len({label.casefold() for label in labels}) == len(labels)
        assert all(3 <= len(label) <= 5 and label.isascii() for label in labels)

    def test_are_unique_in_great_britain(self):
        names = [a.name for n in ("England", "Scotland", "Wales") for a in current_upper_tier(n)]
        assert len(set(shorten_names(names))) == 207

    @pytest.mark.parametrize(
        ("name", "label"),
        [
            ("Plymouth", "Plym"),
            ("Lincolnshire", "Lincs"),
            ("Bournemouth, Christchurch and Poole", "BCP"),
            ("West Berkshire", "WBer"),
            ("Kingston upon Hull", "KinH"),
            ("Isle of Wight", "Wigh"),
            ("Na h-Eileanan Siar", "ESia"),
            ("Ynys Môn", "YMon"),
            ("Kent", "Kent"),
        ],
    )
    def test_follow_the_rule(self, name, label):
        assert shorten_names([name]) == [label]

    def test_find_another_where_one_is_taken(self):
        assert shorten_names(["Barnet", "Barnsley", "Barnstaple"]) == ["Barn", "Barns", "Bar"]
        many = shorten_names([f"Northam{end}" for end in ("a", "b", "c", "d", "e", "f", "g")])
        assert len(set(many)) == 7


class TestShades:
    def test_darken_step_by_step_so_that_grey_print_tells_them_apart(self):
        steps = [luminance(colour) for colour in SHADES]
        assert all(later < 0.75 * earlier for earlier, later in pairwise(steps))

    def test_carry_labels_that_can_be_read(self):
        shading = shade(pd.Series(range(5), index=list("abcde"), dtype=float), WHOLE)
        for area, colour in shading.colours.items():
            assert contrast(colour, shading.ink(area)) > 4.5
        assert {shading.ink(area) for area in "abcde"} == {INK, PAPER}

    def test_hold_a_fifth_of_the_areas_each(self):
        shading = shade(pd.Series(np.arange(10.0), index=list("abcdefghij")), WHOLE)
        assert [limits[1:] for limits in shading.limits] == [
            (0.0, 1.0, 2), (2.0, 3.0, 2), (4.0, 5.0, 2), (6.0, 7.0, 2), (8.0, 9.0, 2),
        ]  # fmt: skip

    def test_keep_values_together_that_print_alike(self):
        shading = shade(pd.Series({"a": 1.01, "b": 1.04, "c": 9.0}), RATE)
        assert shading.colours["a"] == shading.colours["b"] != shading.colours["c"]

    def test_keep_apart_where_there_are_few_values(self):
        two = shade(pd.Series({"a": 1.0, "b": 2.0}), WHOLE).colours
        assert two.to_dict() == {"a": SHADES[0], "b": SHADES[-1]}
        one = shade(pd.Series({"a": 3.0, "b": np.nan}), WHOLE)
        assert one.limits == ((SHADES[0], 3.0, 3.0, 1),)

    def test_are_none_where_there_is_no_value(self):
        none = shade(pd.Series({"a": np.nan}), WHOLE)
        assert none.limits == ()
        assert none.colours.isna().all()


class TestTileMap:
    def test_is_a_picture_with_its_words(self):
        figure = tile_map(values_of("Wales"), **WORDS, measure=RATE)
        assert base64.b64decode(figure.png).startswith(b"\x89PNG")
        assert (figure.title, figure.subtitle) == ("Deaths are high", "2021 to 2023")
        assert "22 areas of Wales" in figure.alt
        assert "deaths per 100,000" in figure.alt

    @pytest.mark.parametrize(
        ("nation", "tiles"), [("England", 153), ("Scotland", 32), ("Wales", 22)]
    )
    def test_draws_every_authority_in_one_collection(self, painted, nation, tiles):
        tile_map(values_of(nation), **WORDS, measure=WHOLE)
        (axes,) = painted
        assert [len(one.get_paths()) for one in polygons(axes)] == [tiles]
        assert len(axes.texts) == tiles

    @pytest.mark.parametrize("nation", ["England", "Scotland", "Wales"])
    def test_has_labels_that_fit_their_tiles(self, painted, nation):
        tile_map(values_of(nation), **WORDS, measure=WHOLE)
        (axes,) = painted
        side = abs(np.subtract(*axes.transData.transform([[0, 0], [1, 0]])[:, 0]))
        widths = [text.get_window_extent().width for text in axes.texts]
        assert max(widths) < side

    def test_has_a_legend_that_stays_inside_the_picture(self, painted):
        tile_map(values_of("England"), **WORDS, measure=WHOLE, highlight=["E06000026"])
        figure = painted[0].figure
        legend = painted[0].get_legend()
        assert figure.bbox.containsx(legend.get_window_extent().x1)
        texts = [text.get_text() for text in legend.get_texts()]
        assert texts == [
            "123 to 152 (30 areas)", "92 to 122 (31 areas)", "62 to 91 (30 areas)",
            "31 to 61 (31 areas)", "0 to 30 (31 areas)", "Plymouth",
        ]  # fmt: skip

    def test_hatches_areas_without_a_value_and_never_draws_them_as_nought(self, painted):
        values = values_of("Wales").drop("W06000015")
        values["W06000016"] = np.nan
        figure = tile_map(values, **WORDS, measure=WHOLE)
        shaded, hatched = polygons(painted[0])
        assert (len(shaded.get_paths()), len(hatched.get_paths())) == (20, 2)
        assert hatched.get_hatch()
        assert "No value: Cardiff, Rhondda Cynon Taf." in figure.alt
        legend = painted[0].get_legend()
        assert legend.get_texts()[-1].get_text() == "no value (2 areas)"

    def test_outlines_an_area_and_the_parts_of_a_combined_one(self, painted):
        figure = tile_map(
            values_of("England"), **WORDS, measure=WHOLE, highlight=["E10000018+E06000017"]
        )
        outline = polygons(painted[0])[-1]
        assert len(outline.get_paths()) == 2
        assert to_hex(outline.get_edgecolor()[0]) == PICKED
        assert "Outlined: Leicestershire 142, Rutland 16." in figure.alt

    def test_says_which_are_highest_and_lowest_with_their_full_names(self):
        alt = tile_map(values_of("Wales"), **WORDS, measure=WHOLE).alt
        assert "Highest: Merthyr Tydfil 21, Powys 20, Newport 19." in alt
        assert "Lowest: Isle of Anglesey 0, Gwynedd 1, Conwy 2." in alt

    def test_takes_an_old_code_and_a_value_that_two_authorities_share(self):
        values = pd.Series({"E08000016": 5.0, "E06000052+E06000053": 7.0})
        table = tile_map(values, **WORDS, measure=WHOLE).table
        rows = {row[0]: row[1:] for row in table.rows}
        assert rows["Barnsley"] == ["Barns", "5"]
        assert rows["Cornwall"] == ["Corn", "7"]
        assert rows["Isles of Scilly"] == ["Scil", "7"]

    def test_draws_nations_together_where_values_speak_of_both(self, painted):
        values = pd.concat([values_of("Wales"), values_of("Scotland")])
        figure = tile_map(values, **WORDS, measure=WHOLE)
        assert len(painted[0].texts) == 54
        assert "54 areas of Scotland and Wales" in figure.alt

    def test_says_so_where_no_value_is_published(self):
        alt = tile_map(values_of("Wales") * np.nan, **WORDS, measure=WHOLE).alt
        assert alt.endswith("No value is published.")

    def test_refuses_what_has_no_tile_listing_all(self):
        values = pd.Series({"E12000009": 1.0, "E06000026": 2.0, "N09000001": 3.0})
        with pytest.raises(ParameterError) as refusal:
            tile_map(values, **WORDS, measure=WHOLE)
        assert refusal.value.problems == ("E12000009 is none", "N09000001 is none")
        with pytest.raises(ParameterError, match="no value is given"):
            tile_map(pd.Series(dtype=float), **WORDS, measure=WHOLE)

    def test_leaves_the_style_of_other_pictures_alone(self):
        before = dict(mpl.rcParams)
        tile_map(values_of("Wales"), **WORDS, measure=WHOLE)
        assert dict(mpl.rcParams) == before


class TestTableOfAMap:
    def test_gives_every_label_its_full_name_and_value(self):
        values = values_of("Wales")
        values["W06000015"] = np.nan
        table = tile_map(values, **WORDS, measure=RATE).table
        assert list(table.columns) == ["Area", "On the map", RATE.unit]
        assert len(table.rows) == 22
        assert ["Cardiff", "Card", "–"] in table.rows
        assert ["Gwynedd", "Gwyn", "1.0"] in table.rows
        assert table.notes == ["–: no value"]


def geojson(path, features, **more):
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features, **more}), encoding="utf-8"
    )
    return path


def feature(code, corner=(-4.1, 50.3), size=0.1):
    x, y = corner
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y]]
    return {
        "type": "Feature",
        "properties": {"OBJECTID": 1, "CTYUA23CD": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


class TestBoundaryFile:
    def test_is_refused_in_another_projection_with_what_to_do(self, tmp_path):
        file = geojson(tmp_path / "bng.geojson", [feature("E06000026", (247000, 53000), 100)])
        with pytest.raises(SourceError, match="in another projection") as refusal:
            read_boundaries(file)
        assert "247000, 53000: no longitude and latitude" in str(refusal.value)
        assert "EPSG:4326" in refusal.value.hint

    def test_is_refused_where_it_names_another_projection(self, tmp_path):
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
        file = geojson(tmp_path / "bng.geojson", [feature("E06000026")], crs=crs)
        with pytest.raises(SourceError, match="EPSG::27700"):
            read_boundaries(file)

    @pytest.mark.parametrize("text", ["", "not json", "[]", '{"type": "FeatureCollection"}'])
    def test_is_refused_where_it_is_no_geojson(self, tmp_path, text):
        file = tmp_path / "areas.geojson"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(SourceError, match="is no GeoJSON with features"):
            read_boundaries(file)

    def test_is_refused_where_no_property_holds_codes(self, tmp_path):
        file = geojson(tmp_path / "areas.geojson", [feature("Plymouth")])
        with pytest.raises(SourceError, match="the properties OBJECTID, CTYUA23CD"):
            read_boundaries(file)

    @pytest.mark.skipif(importlib.util.find_spec("geopandas") is not None, reason="it is installed")
    def test_asks_for_the_extra_where_it_is_not_installed(self, tmp_path):
        file = geojson(tmp_path / "areas.geojson", [feature("E06000026")])
        with pytest.raises(ParameterError, match="need the extra maps"):
            read_boundaries(file)


class TestBoundaryMap:
    @pytest.fixture(autouse=True)
    def _needs_the_extra(self):
        pytest.importorskip("geopandas", reason="the extra maps is not installed")

    @pytest.mark.parametrize(
        "name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"]
    )
    def test_takes_longitude_and_latitude_however_the_file_names_them(self, tmp_path, name):
        crs = {"type": "name", "properties": {"name": name}}
        file = geojson(tmp_path / "areas.geojson", [feature("E06000026")], crs=crs)
        assert list(read_boundaries(file).index) == ["E06000026"]

    def test_takes_an_old_code_for_the_present_one(self, tmp_path):
        file = geojson(tmp_path / "areas.geojson", [feature("E08000016"), feature("X1")])
        assert list(read_boundaries(file).index) == [find_area("Barnsley").code]

    def test_draws_the_areas_and_names_those_that_the_file_lacks(self, tmp_path):
        file = geojson(
            tmp_path / "areas.geojson",
            [feature("E06000026"), feature("E06000027", (-3.6, 50.4)), feature("W06000015")],
        )
        values = pd.Series({"E06000026": 3.0, "E06000014": 1.0})
        figure = boundary_map(values, file, **WORDS, measure=WHOLE, highlight=["E06000026"])
        assert base64.b64decode(figure.png).startswith(b"\x89PNG")
        assert figure.subtitle == "2021 to 2023 (no boundary in the file: York)"
        assert "2 areas of England" in figure.alt
        assert "No value: Torbay." in figure.alt

    def test_refuses_a_file_that_has_none_of_the_areas(self, tmp_path):
        file = geojson(tmp_path / "areas.geojson", [feature("E06000026")])
        with pytest.raises(ParameterError, match="no boundary of any of the 1 areas"):
            boundary_map(pd.Series({"S12000033": 1.0}), file, **WORDS, measure=WHOLE)

    def test_draws_the_publishers_own_file(self, shared_data):
        file = shared_data / "geography" / "ons_ctyua_dec2023_uk_bsc.geo.json"
        figure = boundary_map(values_of("England"), file, **WORDS, measure=WHOLE)
        assert "153 areas of England" in figure.alt
        assert "No value" not in figure.alt
