"""Every kind of chart on every bad input: a picture, words and a table, and never a wrong 0."""

from __future__ import annotations

import base64
import io
from types import SimpleNamespace

import matplotlib.image
import numpy as np
import pandas as pd
import pytest

from toolkit.analysis.funnels import Funnel
from toolkit.analysis.spines import make_spine
from toolkit.catalogue.areas import current_upper_tier
from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.measures import Break
from toolkit.presentation import charts
from toolkit.presentation.charts.direct_labels import spread_out
from toolkit.presentation.claims import Measure
from toolkit.presentation.maps import tile_map

LONG = "North and West Somerset with Exmoor Town"
HOSTILE = "<script>alert(1)</script> $x^2$"
AREAS = [area.code for area in current_upper_tier("Wales")]
AREA, NATION = AREAS[3], "W92000004"
PERIODS = ("2013–15", "2016–18", "2019–21")
WORDS = {"title": "Deaths rose", "subtitle": "Rate, 2019–21"}
RATE = Measure("deaths per 100,000", 1)


@pytest.fixture
def material(stated):
    """Results of Wales's authorities in three periods, changed as a case demands."""

    def build(change=lambda rows: rows, name="York"):
        rng = np.random.default_rng(7)
        one = stated("drug_misuse_deaths", *({"period": period} for period in PERIODS))
        rows = pd.concat([one.assign(area_code=code) for code in AREAS])
        values = rng.uniform(3, 9, len(rows)).round(1)
        rows = rows.assign(value=values, lower=values - 1.5, upper=values + 2, state="ok")
        nation = rows.drop_duplicates("period_end").assign(area_code=NATION, lower=np.nan)
        rows = pd.concat([rows, nation]).reset_index(drop=True)
        rows.loc[:, "count"], rows.loc[:, "rank"] = rows["value"] * 10, 3.0
        return SimpleNamespace(rows=change(rows.copy()), names={AREA: name})

    return build


def own(rows):
    return rows["area_code"] == AREA


def suppress(rows, which):
    rows.loc[which, ["value", "lower", "upper", "count"]] = np.nan
    rows.loc[which, "state"] = "suppressed"
    return rows


def one_point(rows):
    return rows[own(rows) & (rows["period_end"] == rows["period_end"].max())]


CASES = {
    "plain": {},
    "one point": {"change": one_point},
    "all suppressed": {"change": lambda rows: suppress(rows, rows["value"].notna())},
    "the area suppressed": {"change": lambda rows: suppress(rows, own(rows))},
    "no comparator": {"change": lambda rows: rows[rows["area_code"] != NATION]},
    "an interval that touches 0": {
        "change": lambda rows: rows.assign(lower=rows["lower"].where(~own(rows), 0.0))
    },
    "no intervals": {"change": lambda rows: rows.assign(lower=np.nan, upper=np.nan)},
    "an infinite ratio": {
        "change": lambda rows: rows.assign(value=rows["value"].where(~own(rows), np.inf))
    },
    "an infinite limit": {
        "change": lambda rows: rows.assign(upper=rows["upper"].where(~own(rows), np.inf))
    },
    "a negative figure": {
        "change": lambda rows: rows.assign(value=rows["value"].where(~own(rows), -2.0))
    },
    "nothing but 0": {"change": lambda rows: rows.assign(value=0.0, lower=0.0, upper=0.0)},
    "forty letters": {"name": LONG},
    "a hostile name": {"name": HOSTILE},
}


def last(made):
    rows = made.rows
    return rows[rows["period_end"] == rows["period_end"].max()]


def series(made):
    codes = [AREA, *[code for code in AREAS if code != AREA][:5]]
    return [
        charts.Series(made.names.get(code, code), made.rows[made.rows["area_code"] == code])
        for code in codes
        if (made.rows["area_code"] == code).any()
    ]


def trend(made):
    nation = made.rows[made.rows["area_code"] == NATION]
    beside = [charts.Series("Wales", nation)] if len(nation) else []
    return charts.trend_chart([series(made)[0], *beside], **WORDS, measure=RATE)


def caterpillar(made):
    return charts.caterpillar_chart(
        last(made), area=AREA, comparators=[NATION], names=made.names, **WORDS, measure=RATE
    )


def bars(made):
    return charts.comparison_chart(
        last(made)[:9], area=AREA, names=made.names, **WORDS, measure=RATE
    )


def funnel(made):
    rows = last(made)
    rows = rows[rows["area_code"] != NATION]
    points = rows[["area_code", "count", "value"]].assign(
        area_name=[made.names.get(code, code) for code in rows["area_code"]],
        denominator=np.linspace(10_000, 90_000, len(rows)),
        level=np.resize(["within", "above 99.8%", "below 95%", "not compared"], len(rows)),
    )
    size = np.linspace(5_000, 100_000, 40)
    apart = 300 / np.sqrt(size)
    limits = pd.DataFrame(
        {
            "denominator": size,
            "lower_95": 5 - apart,
            "upper_95": 5 + apart,
            "lower_99_8": 5 - 1.6 * apart,
            "upper_99_8": 5 + 1.6 * apart,
        }
    )
    held = rows["value"].notna().any()
    made_of = Funnel(
        points, limits if held else limits[:0], 5.0 if held else np.nan, "byars", 1.2, ""
    )
    return charts.funnel_chart(made_of, area=AREA, size="people", **WORDS, measure=RATE)


def spine(made):
    rows = make_spine(made.rows, AREA, NATION)
    return charts.spine_chart(
        rows, load_indicators(), area=made.names[AREA], comparator="Wales", **WORDS
    )


def multiples(made):
    return charts.small_multiples(series(made), **WORDS, measure=RATE)


def tiles(made):
    rows = last(made)
    values = rows[rows["area_code"] != NATION].set_index("area_code")["value"]
    return tile_map(values, highlight=[AREA], **WORDS, measure=RATE)


KINDS = {
    "trend": trend,
    "caterpillar": caterpillar,
    "bars": bars,
    "funnel": funnel,
    "spine": spine,
    "small_multiples": multiples,
    "tile_map": tiles,
}
# A map names areas as the catalogue does.
NAMED = [kind for kind in KINDS if kind != "tile_map"]
each_kind = pytest.mark.parametrize("kind", KINDS)


@each_kind
@pytest.mark.parametrize("case", CASES)
class TestEveryKindOnEveryInput:
    def test_is_a_picture_with_words_and_a_table(self, kind, case, material):
        figure = KINDS[kind](material(**CASES[case]))
        picture = matplotlib.image.imread(io.BytesIO(base64.b64decode(figure.png)), format="png")
        assert np.ptp(picture[..., :3]) > 0.5
        assert len(figure.png) < 250_000
        assert figure.title in figure.alt
        assert figure.alt.endswith(".")
        assert "nan" not in figure.alt
        assert figure.table.rows
        cells = " ".join(cell for row in figure.table.rows for cell in row)
        assert "nan" not in cells.lower().split()
        assert "<script" not in str(figure.as_html())


@each_kind
class TestEveryKind:
    def test_draws_nothing_outside_of_the_paper(self, kind, material):
        made = KINDS[kind](material(name=LONG)).drawing.compose()
        made.canvas.draw()
        (axes,) = made.axes
        space = axes.get_tightbbox()
        assert -1 <= space.x0 < space.x1 <= made.bbox.x1 + 1
        assert -1 <= space.y0 < space.y1 <= made.bbox.y1 + 1

    def test_says_so_where_nothing_is_published(self, kind, material):
        figure = KINDS[kind](material(**CASES["all suppressed"]))
        said = " ".join(text.get_text() for text in figure.drawing.compose().axes[0].texts)
        assert "No value is published" in said or "no value" in said or kind == "tile_map"

    def test_draws_the_same_svg_twice(self, kind, material):
        figure = KINDS[kind](material())
        assert figure.as_svg() == figure.as_svg()
        assert figure.as_svg().startswith("<?xml")


@pytest.mark.parametrize("kind", NAMED)
def test_a_name_is_written_as_it_is(kind, material):
    figure = KINDS[kind](material(name=HOSTILE))
    axes = figure.drawing.compose().axes[0]
    texts = [*axes.texts, *axes.get_yticklabels()]
    assert not any(text.get_parse_math() for text in texts)
    assert HOSTILE in figure.alt
    if kind != "spine":
        cells = [*figure.table.columns, *(cell for row in figure.table.rows for cell in row)]
        assert any(HOSTILE in cell for cell in cells)


class TestTrend:
    def test_does_not_join_a_series_over_a_break_and_says_why(self, material):
        made = material()
        broken = Break(before="2016–18", reason="the method changed")
        figure = charts.trend_chart(series(made)[:1], **WORDS, measure=RATE, breaks=[broken])
        axes = figure.drawing.compose().axes[0]
        line = next(line for line in axes.lines if line.get_label() == "York")
        assert np.isnan(np.asarray(line.get_ydata(), dtype=float)).any()
        assert "break in series" in " ".join(text.get_text() for text in axes.texts)
        assert "The series breaks before 2016–18: the method changed." in figure.alt
        assert "The series breaks before 2016–18: the method changed" in figure.table.notes

    def test_a_provisional_point_has_a_shape_of_its_own_and_the_subtitle_says_so(self, material):
        made = material(lambda rows: rows.assign(state="provisional"))
        figure = trend(made)
        markers = {line.get_marker() for line in figure.drawing.compose().axes[0].lines}
        assert "P" in markers
        assert "cross: provisional" in figure.subtitle

    def test_the_table_holds_every_period_the_last_first(self, material):
        table = trend(material()).table
        assert [row[0] for row in table.rows] == [*PERIODS[::-1]]
        assert table.columns[1] == "York (deaths per 100,000)"


class TestCaterpillar:
    def test_draws_all_areas_as_two_collections_of_lines_and_two_of_points(self, material):
        axes = caterpillar(material()).drawing.compose().axes[0]
        assert len(axes.collections) == 4
        assert sum(len(one.get_offsets()) for one in axes.collections[1::2]) == len(AREAS)

    def test_names_an_authority_that_was_split_since_by_its_name_of_then(self, stated):
        rows = stated(
            "drug_misuse_deaths", {"value": 10.0}, {"value": 10.8, "area": "York"}
        ).replace({"area_code": {"E06000014": "E10000006"}})
        figure = charts.caterpillar_chart(rows, area="E06000026", **WORDS, measure=RATE)
        assert "to 10.8 (Cumbria) deaths per 100,000 over 2 areas" in figure.alt

    def test_counts_areas_without_a_figure(self, material):
        figure = caterpillar(material(lambda rows: suppress(rows, own(rows))))
        label = figure.drawing.compose().axes[0].get_xlabel()
        assert label == "21 areas, from the lowest to the highest; 1 without a figure"
        assert ["York", "[c]", "–"] in [list(row) for row in figure.table.rows]


class TestBars:
    def test_begin_at_0(self, material):
        axes = bars(material()).drawing.compose().axes[0]
        assert axes.get_xlim()[0] == 0
        assert {bar.get_x() for bar in axes.patches} == {0}

    def test_a_suppressed_area_has_no_bar_and_its_mark(self, material):
        figure = bars(material(lambda rows: suppress(rows, own(rows))))
        axes = figure.drawing.compose().axes[0]
        assert len(axes.patches) == 8
        assert "[c]" in [text.get_text() for text in axes.texts]


class TestFunnel:
    def test_tells_levels_by_shape_and_filling(self, material):
        figure = funnel(material())
        assert "Outside:" in figure.alt
        assert "York" in [text.get_text() for text in figure.drawing.compose().axes[0].texts]

    def test_no_name_covers_another_or_leaves_the_paper(self, material):
        made = funnel(material(name="York")).drawing.compose()
        made.canvas.draw()
        boxes = [
            text.get_window_extent()
            for text in made.axes[0].texts
            if "limits" not in text.get_text()
        ]
        meeting = [(a, b) for k, a in enumerate(boxes) for b in boxes[k + 1 :] if a.overlaps(b)]
        assert meeting == []


class TestSpine:
    def test_puts_better_to_the_right(self, material):
        def change(rows):
            return rows.assign(value=rows["value"].where(~own(rows), 0.5))

        axes = spine(material(change)).drawing.compose().axes[0]
        (dot,) = [one for one in axes.collections if len(one.get_offsets())]
        assert dot.get_offsets()[0][0] > 0

    def test_finds_quartiles_of_the_authorities(self, material):
        made = material()
        values = last(made).loc[lambda rows: rows["area_code"] != NATION, "value"]
        found = make_spine(made.rows, AREA, NATION).iloc[0]
        assert found["upper_quartile"] == pytest.approx(np.quantile(values, 0.75))
        assert (found["lowest"], found["highest"]) == (values.min(), values.max())


class TestNamesBesideLines:
    @pytest.mark.parametrize("wanted", [[1, 1, 1], [5, 1, 1.5, 1.2], [0], []])
    def test_do_not_overlap_and_keep_their_order(self, wanted):
        found = spread_out(wanted, [1.0] * len(wanted))
        assert np.diff(np.sort(found)).min(initial=1) >= 1 - 1e-9
        assert [*np.argsort(found, kind="stable")] == [*np.argsort(wanted, kind="stable")]


# Root mean square of the differences of pixels, of 255. The same chart makes 0; another name or
# one interval that is gone makes more than 2.
@pytest.mark.mpl_image_compare(
    baseline_dir="baseline",
    style="default",
    tolerance=1.5,
    savefig_kwargs={"dpi": 50, "metadata": {"Software": None}},
)
@each_kind
def test_a_kind_looks_as_it_was_looked_at(kind, material):
    return KINDS[kind](material()).drawing.compose()
