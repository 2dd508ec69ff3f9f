"""Charts: a picture with its words, for every shape that a series can have."""

from __future__ import annotations

import base64
import io
import itertools
from typing import ClassVar

import matplotlib as mpl
import matplotlib.image
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from toolkit.presentation import theme
from toolkit.presentation.charts import Series, trend_chart
from toolkit.presentation.claims import Measure
from toolkit.presentation.theme import AREA

LONG = "North and West Somerset with Exmoor Town"
RATE = Measure("deaths per 100,000 people", 1)


@pytest.fixture
def drawn(monkeypatch):
    """Keep the figures that are drawn, to look at what is on them."""
    kept = []

    class Kept(theme.MplFigure):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            kept.append(self)

    monkeypatch.setattr(theme, "MplFigure", Kept)
    return kept


@pytest.fixture
def series(stated):
    """A line of a chart: a label, and its values by period."""

    def build(label, values, **columns):
        rows = [
            {"period": period, **(value if isinstance(value, dict) else {"value": value})}
            for period, value in values.items()
        ]
        return Series(label, stated("drug_misuse_deaths", *rows).assign(**columns))

    return build


def draw(*lines):
    return trend_chart(lines, title="York rose", subtitle="Rate, 2001–03", measure=RATE)


def pixels(figure):
    return matplotlib.image.imread(io.BytesIO(base64.b64decode(figure.png)), format="png")


def lines_of(figure):
    """The drawn lines by label, markers of single points left out."""
    (axes,) = figure.axes
    return {line.get_label(): line for line in axes.lines if not line.get_label().startswith("_")}


TREND = {"2001–03": 4.0, "2010–12": 5.0, "2019–21": 6.0}
HIDDEN = {"value": None, "state": "suppressed"}


class TestPicture:
    CASES: ClassVar = {
        "several lines": lambda s: [s("York", TREND), s("England", dict.fromkeys(TREND, 5.0))],
        "one point": lambda s: [s("York", {"2019–21": 6.0})],
        "all suppressed": lambda s: [s("York", dict.fromkeys(TREND, HIDDEN))],
        "area suppressed, nation not": lambda s: [
            s("York", dict.fromkeys(TREND, HIDDEN)), s("England", TREND)
        ],
        "no comparator": lambda s: [s("York", TREND)],
        "a gap": lambda s: [s("York", {**TREND, "2010–12": HIDDEN})],
        "nothing but 0": lambda s: [s("York", dict.fromkeys(TREND, 0.0))],
        "long names": lambda s: [s(LONG, TREND), s(LONG[::-1], TREND)],
        "many periods": lambda s: [
            s("York", {f"{y}–{(y + 2) % 100:02d}": 3 + y % 4 for y in range(2001, 2022)})
        ],
        "a formula for a name": lambda s: [s(r"$\frac{x^2$ & $y_1$", TREND)],
    }  # fmt: skip

    @pytest.mark.parametrize("case", CASES)
    def test_is_a_png_of_a_size_that_fits_a_page_and_is_not_blank(self, case, series):
        picture = draw(*self.CASES[case](series))
        height, width, _ = pixels(picture).shape
        assert (width, height) == (880, 440)
        assert len(picture.png) < 200_000
        assert np.ptp(pixels(picture)[..., :3]) > 0.5

    def test_the_same_rows_make_the_same_picture(self, series):
        assert draw(series("York", TREND)).png == draw(series("York", TREND)).png

    def test_a_chart_carries_its_finding_and_what_is_measured(self, series):
        picture = draw(series("York", TREND))
        assert (picture.title, picture.subtitle) == ("York rose", "Rate, 2001–03")


class TestLines:
    def test_every_series_is_drawn_also_the_fifth(self, series, drawn):
        names = ["York", "England", "Derby", "Leeds", "Hull", "Kent"]
        draw(*(series(name, {k: v + n for k, v in TREND.items()}) for n, name in enumerate(names)))
        assert set(lines_of(drawn[0])) == set(names)

    def test_the_areas_line_is_the_areas_colour(self, series, drawn):
        draw(series("York", TREND), series("England", TREND))
        colours = {name: to_hex(line.get_color()) for name, line in lines_of(drawn[0]).items()}
        assert colours["York"] == AREA
        assert colours["England"] != AREA

    def test_lines_differ_by_more_than_their_colour(self, series, drawn):
        draw(*(series(name, TREND) for name in ("York", "England", "Derby", "Leeds")))
        looks = {(line.get_linestyle(), line.get_marker()) for line in lines_of(drawn[0]).values()}
        assert len(looks) == 4

    def test_nothing_is_drawn_across_a_suppressed_period(self, series, drawn):
        draw(series("York", {**TREND, "2010–12": HIDDEN}))
        values = lines_of(drawn[0])["York"].get_ydata()
        assert np.isnan(values).tolist() == [False, True, False]

    def test_nothing_is_drawn_across_a_period_that_a_series_has_no_row_for(self, series, drawn):
        without = {k: v for k, v in TREND.items() if k != "2010–12"}
        draw(series("York", TREND), series("Wales", without))
        values = np.asarray(lines_of(drawn[0])["Wales"].get_ydata(), dtype=float)
        assert np.isnan(values).any()

    def test_a_period_without_a_value_is_never_drawn_at_0(self, series, drawn):
        draw(series("York", {**TREND, "2010–12": HIDDEN}))
        for line in drawn[0].axes[0].lines:
            assert not (np.asarray(line.get_ydata(), dtype=float) == 0).any()

    def test_an_unreliable_point_is_hollow(self, series, drawn):
        unsure = {"value": 5.0, "state": "unreliable"}
        draw(series("York", {**TREND, "2010–12": unsure}))
        hollow = [line for line in drawn[0].axes[0].lines if line.get_markerfacecolor() == "white"]
        assert [list(line.get_ydata()) for line in hollow if len(line.get_ydata())] == [[5.0]]

    def test_the_scale_begins_at_0(self, series, drawn):
        draw(series("York", {k: 100 + v for k, v in TREND.items()}))
        assert drawn[0].axes[0].get_ylim()[0] == 0

    def test_the_interval_is_drawn_from_its_lower_to_its_upper_limit(self, series, drawn):
        sure = {"value": 5.0, "lower": 4.25, "upper": 6.5}
        draw(series("York", {**TREND, "2019–21": sure}))
        bars = [path for part in drawn[0].axes[0].collections for path in part.get_paths()]
        ends = {float(y) for path in bars for y in path.vertices[:, 1] if np.isfinite(y)}
        assert {4.25, 6.5} <= ends

    def test_intervals_that_make_a_band_have_no_bars_besides(self, series, drawn):
        sure = {period: {"value": v, "lower": v - 1, "upper": v + 1} for period, v in TREND.items()}
        draw(series("York", sure))
        (band,) = [
            one for one in drawn[0].axes[0].collections if len(one.get_paths()[0].vertices) > 3
        ]
        lines = [one for one in drawn[0].axes[0].collections if one is not band]
        assert lines == []

    def test_all_suppressed_says_so_on_the_picture(self, series, drawn):
        draw(series("York", dict.fromkeys(TREND, HIDDEN)))
        texts = [text.get_text() for text in drawn[0].axes[0].texts]
        assert "No value is published" in texts
        assert texts.count("[c]") == 3


class TestLabels:
    def spaces(self, figure):
        return [text.get_window_extent() for text in figure.axes[0].texts]

    def test_each_line_is_named_at_its_end(self, series, drawn):
        draw(series("York", TREND), series("England", TREND))
        assert {text.get_text() for text in drawn[0].axes[0].texts} == {"York", "England"}

    def test_a_name_of_forty_characters_stays_on_the_picture(self, series, drawn):
        assert len(LONG) == 40
        draw(series(LONG, TREND), series("England", TREND))
        paper = drawn[0].bbox
        for space in self.spaces(drawn[0]):
            assert paper.x0 <= space.x0 < space.x1 <= paper.x1
            assert paper.y0 <= space.y0 < space.y1 <= paper.y1

    def test_names_of_lines_that_meet_do_not_cover_each_other(self, series, drawn):
        draw(*(series(name, TREND) for name in ("York", "England", "Derby", "Leeds")))
        heights = sorted((space.y0, space.y1) for space in self.spaces(drawn[0]))
        assert all(below[1] <= above[0] + 1 for below, above in itertools.pairwise(heights))

    def test_a_name_is_never_read_as_a_formula(self, series, drawn):
        draw(series("$x^2$", TREND))
        (text,) = drawn[0].axes[0].texts
        assert text.get_text() == "$x^2$"
        assert not text.get_parse_math()

    def test_many_periods_are_not_all_written_but_the_last_one_is(self, series, drawn):
        draw(series("York", {f"{y}–{(y + 2) % 100:02d}": 3.0 for y in range(2001, 2022)}))
        written = [text.get_text() for text in drawn[0].axes[0].get_xticklabels()]
        assert 3 <= len(written) <= 8
        assert written[-1] == "2021–23"

    @pytest.mark.parametrize("years", [1, 3])
    def test_written_periods_do_not_cover_each_other(self, series, drawn, years):
        ends = [
            f"{y}/{(y + 1) % 100:02d}" if years == 1
            else f"{y}/{(y + 1) % 100:02d}–{y + 2}/{(y + 3) % 100:02d}"
            for y in range(2001, 2022)
        ]  # fmt: skip
        draw(series("York", dict.fromkeys(ends, 3.0)))
        spaces = [text.get_window_extent() for text in drawn[0].axes[0].get_xticklabels()]
        spans = [(space.x0, space.x1) for space in spaces]
        assert all(left[1] < right[0] for left, right in itertools.pairwise(spans))


class TestWords:
    def test_names_each_series_with_its_first_and_last_value(self, series):
        words = draw(
            series("York", TREND), series("England", {k: v + 1 for k, v in TREND.items()})
        ).alt
        assert words == (
            "Line chart of deaths per 100,000 people. York rose. "
            "York: 4.0 in 2001–03, 6.0 in 2019–21. England: 5.0 in 2001–03, 7.0 in 2019–21."
        )

    def test_gives_the_interval_of_the_last_value(self, series):
        sure = {"value": 5.0, "lower": 4.25, "upper": 6.5}
        assert (
            "5.0 in 2019–21 (95% interval 4.3 to 6.5)."
            in draw(series("York", {"2019–21": sure})).alt
        )

    def test_a_modelled_number_is_said_to_two_figures_and_stands_in_full_in_the_table(self, series):
        people = Measure("people (estimate)", counts=True, modelled=True)
        line = series("York", {"2017–19": 3435.0, "2019–21": 3512.0})
        figure = trend_chart([line], title="York", subtitle="Estimates", measure=people)
        assert "York: about 3,400 in 2017–19, about 3,500 in 2019–21." in figure.alt
        assert [row[1] for row in figure.table.rows] == ["3,512", "3,435"]
        assert "two significant figures" in figure.table.notes[0]

    def test_a_single_value_is_said_once(self, series):
        assert draw(series("York", {"2019–21": 6.0})).alt.endswith("York: 6.0 in 2019–21.")

    def test_the_last_value_is_the_last_one_that_is_published(self, series):
        words = draw(series("York", {**TREND, "2019–21": HIDDEN})).alt
        assert "York: 4.0 in 2001–03, 5.0 in 2010–12." in words

    def test_a_series_without_a_value_is_said_to_have_none(self, series):
        words = draw(series("York", dict.fromkeys(TREND, HIDDEN)), series("England", TREND)).alt
        assert "York: no value is published." in words
        assert "England: 4.0" in words


class TestManners:
    def test_drawing_changes_nothing_that_the_reader_has_set(self, series):
        plt.close("all")
        with mpl.rc_context({"font.size": 23.0, "axes.facecolor": "pink"}):
            before = dict(mpl.rcParams)
            draw(series("York", TREND))
            assert dict(mpl.rcParams) == before
        assert plt.get_fignums() == []

    def test_what_the_reader_has_set_does_not_change_the_picture(self, series):
        plain = draw(series("York", TREND)).png
        loud = {
            "font.size": 23.0,
            "axes.facecolor": "pink",
            "axes.labelsize": 40,
            "axes.linewidth": 9,
        }
        with mpl.rc_context(loud):
            assert draw(series("York", TREND)).png == plain

    def test_settings_come_back_also_where_drawing_fails(self):
        def fail(axes):
            raise ZeroDivisionError

        before = dict(mpl.rcParams)
        with pytest.raises(ZeroDivisionError):
            theme.Drawing(fail).as_png()
        assert dict(mpl.rcParams) == before
