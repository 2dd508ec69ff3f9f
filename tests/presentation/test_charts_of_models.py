"""Charts of gradients, run charts, trajectories, projections, need, composition and residents.

Whatever comes in, a picture comes out whose words hold no number that is not there.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from toolkit.analysis.inequality import Gradient
from toolkit.analysis.projection import Projection
from toolkit.analysis.run_charts import RunChart
from toolkit.analysis.trajectories import STATUSES, Trajectory
from toolkit.contracts import RESULTS
from toolkit.errors import ParameterError
from toolkit.periods import Period
from toolkit.presentation.blocks import Figure
from toolkit.presentation.charts.bars import FILLS
from toolkit.presentation.charts.composition import composition_chart
from toolkit.presentation.charts.gradient import gradient_chart
from toolkit.presentation.charts.projection import projection_chart
from toolkit.presentation.charts.pyramid import pyramid_chart
from toolkit.presentation.charts.run_chart import run_chart
from toolkit.presentation.charts.trajectory import trajectory_chart
from toolkit.presentation.charts.unmet_need import unmet_need_chart
from toolkit.presentation.claims import Measure

NAN, INF = float("nan"), float("inf")
LONG = "Bournemouth, Christchurch and Poole Council"
HOSTILE = '<script>alert("$x$")</script> $\\frac{1}{2}$'
WORDS = {"title": "The finding", "subtitle": "Measure, period"}


def days(*labels):
    periods = [Period.parse(label) for label in labels]
    return {
        "period_start": pd.to_datetime([period.start for period in periods]),
        "period_end": pd.to_datetime([period.end for period in periods]),
    }


def results(rows, **usual):
    frame = pd.DataFrame(rows)
    frame = frame.assign(**days(*frame.pop("period")))
    if "baseline" in frame:
        before = days(*frame.pop("baseline"))
        frame = frame.assign(
            baseline_start=before["period_start"], baseline_end=before["period_end"]
        )
    usual = {
        "indicator": "unmet_need_opiates_crack", "area_code": "E06000026", "sex": "persons",
        "age": "15-64", "unit": "%", "method": "unmet_need", "basis": "modelled", "state": "ok",
        "polarity": "lower_is_better", "source": "x", "observations": "y", **usual,
    }  # fmt: skip
    return RESULTS.complete(
        frame.assign(**{name: one for name, one in usual.items() if name not in frame})
    )


GRADIENT = Gradient(
    category_type="deprivation quintile",
    points=pd.DataFrame(
        {
            "category": list("12345"),
            "label": ["1 most deprived", "2", "3", "4", "5 least deprived"],
            "population_share": [0.22, 0.21, 0.2, 0.19, 0.18],
            "midpoint": [0.11, 0.325, 0.53, 0.725, 0.91],
            "count": [120.0, 80, 60, 40, 30],
            "denominator": [100000.0] * 5,
            "value": [12.0, 8, 6, 4, 3],
            "lower": [10.0, 6.3, 4.6, 2.9, 2],
            "upper": [14.3, 10, 7.7, 5.4, 4.3],
        }
    ),
    slope_index=10.2, slope_lower=8.0, slope_upper=12.4,
    relative_index=5.0, relative_lower=4.0, relative_upper=6.5,
    intercept=13.0, note="", link="log", unit="deaths per 100,000 people",
)  # fmt: skip

_RUN = [42.0, 38, 40, 41, 37, 44, 39, 61, 40, 38, 43, 41]
RUN = RunChart(
    points=pd.DataFrame(
        {
            **days(*(f"{year}/{year % 100 + 1} Q{k}" for year in (2021, 2022, 2023) for k in (1, 2, 3, 4))),
            "value": _RUN,
            "cause": ["outside the limits" if value == 61 else "" for value in _RUN],
            "side": 0,
        }
    ),
    mean=42.0, lower=31.0, upper=53.0, target=45.0, assurance="met at times, by chance", note="",
)  # fmt: skip

TRAJECTORY = Trajectory(
    baseline_period=Period.parse("2019/20"), baseline=35.0,
    target_period=Period.parse("2025/26"), target=50.0,
    path=pd.DataFrame({
        "period_end": pd.to_datetime([f"{year}-03-31" for year in range(2020, 2027)]),
        "expected": np.linspace(35, 50, 7),
    }),
    latest_period=Period.parse("2022/23"), latest=40.0, lower=37.0, upper=43.0,
    status="within uncertainty", direction="up", people_needed=31.0, needed_per_period=11.0, note="",
)  # fmt: skip

PROJECTION = Projection(
    history=pd.DataFrame(
        {
            **days(*(str(year) for year in range(2012, 2022))),
            "value": [43.0, 50, 55, 52, 60, 63, 61, 70, 72, 75],
        }
    ),
    ahead=pd.DataFrame(
        {
            **days("2022", "2023"),
            "value": [77.0, 79], "lower": [60.0, 58], "upper": [95.0, 101],
        }
    ),
    held_back=pd.DataFrame(), error=9.4, coverage=0.92,
    method="damped log-linear trend", note="", naive_error=12.1,
)  # fmt: skip

_NEED = {"ocu": (692, 2042), "opiates_only": (300, 700), "crack_only": (75, 214)}
UNMET = results(
    [
        {
            "group": group, "period": "2021/22", "baseline": "2019/20", "count": float(treated),
            "denominator": float(need), "value": 100 - treated / need * 100,
            "lower": 100 - treated / need / 0.8 * 100, "upper": 100 - treated / need / 1.3 * 100,
        }
        for group, (treated, need) in _NEED.items()
    ],
    grouping_scheme="ocu_partition",
)  # fmt: skip
ESTIMATES = results(
    [
        {"group": group, "period": "2019/20", "value": float(need), "lower": need * 0.8, "upper": need * 1.3}
        for group, (_, need) in _NEED.items()
    ],
    grouping_scheme="ocu_partition",
)  # fmt: skip

_SHARES = {
    "opiates_only": (52, 50, 47),
    "crack_only": (24, 25, 26),
    "opiates_and_crack": (24, 25, 27),
}
SHARES = results(
    [
        {"group": group, "period": period, "value": float(share), "count": 10.0 * share, "denominator": 1000.0}
        for group, shares in _SHARES.items()
        for period, share in zip(("2019/20", "2020/21", "2021/22"), shares, strict=True)
    ],
    grouping_scheme="ocu_partition",
)  # fmt: skip

_BANDS = [f"{age} to {age + 4}" for age in range(0, 90, 5)] + ["90+"]
AGES = pd.DataFrame(
    [
        {
            "age": band, "sex": sex, "count": 100.0 * (20 - place),
            "share": (20 - place) / 4, "comparator_share": 2.6,
        }
        for sex in ("male", "female")
        for place, band in enumerate(_BANDS)
    ]
)  # fmt: skip


def gradient(given=GRADIENT, **words):
    return gradient_chart(given, measure=Measure(given.unit, 1), **{**WORDS, **words})


def run(given=RUN, **words):
    return run_chart(given, measure=Measure("people", 1), **{**WORDS, **words})


def trajectory(given=TRAJECTORY, **words):
    return trajectory_chart(given, measure=Measure("%", 1), **{**WORDS, **words})


def projection(given=PROJECTION, **words):
    return projection_chart(given, measure=Measure("deaths"), **{**WORDS, **words})


def need(given=UNMET, estimates=ESTIMATES, **words):
    return unmet_need_chart(given, estimates, **{**WORDS, **words})


def composition(given=SHARES, **words):
    return composition_chart(given, **{**WORDS, **words})


def pyramid(given=AGES, area="Plymouth", comparator="England", **words):
    return pyramid_chart(given, area=area, comparator=comparator, **{**WORDS, **words})


KINDS = {
    "gradient": gradient, "run_chart": run, "trajectory": trajectory, "projection": projection,
    "unmet_need": need, "composition": composition, "pyramid": pyramid,
}  # fmt: skip
each_kind = pytest.mark.parametrize("kind", KINDS)


def gone(frame, *names, **changes):
    """Return the frame with some columns emptied."""
    return frame.assign(**dict.fromkeys(names, NAN), **changes)


LEVELS = ("value", "lower", "upper")


def _infinite(frame):
    return frame.assign(value=INF, upper=INF)


# What each bad input makes of each kind; what a kind cannot have is left out.
BAD = {
    "one point": {
        "gradient": lambda: gradient(replace(GRADIENT, points=GRADIENT.points.head(1))),
        "run_chart": lambda: run(
            replace(RUN, points=RUN.points.head(1), lower=NAN, upper=NAN, mean=NAN)
        ),
        "trajectory": lambda: trajectory(replace(TRAJECTORY, path=TRAJECTORY.path.tail(1))),
        "projection": lambda: projection(
            replace(PROJECTION, history=PROJECTION.history.tail(1), ahead=PROJECTION.ahead.head(1))
        ),
        "unmet_need": lambda: need(UNMET.head(1)),
        "composition": lambda: composition(SHARES[SHARES["group"] == "crack_only"].head(1)),
        "pyramid": lambda: pyramid(AGES.head(1)),
    },
    "all suppressed": {
        "gradient": lambda: gradient(
            replace(GRADIENT, points=gone(GRADIENT.points, *LEVELS, "count"), slope_index=NAN,
                    slope_lower=NAN, slope_upper=NAN, intercept=NAN)
        ),
        "run_chart": lambda: run(
            replace(RUN, points=gone(RUN.points, "value", cause=""), mean=NAN, lower=NAN, upper=NAN)
        ),
        "trajectory": lambda: trajectory(
            replace(TRAJECTORY, latest=NAN, lower=NAN, upper=NAN, status="not known", people_needed=NAN)
        ),
        "projection": lambda: projection(
            replace(PROJECTION, history=gone(PROJECTION.history, "value"),
                    ahead=gone(PROJECTION.ahead, *LEVELS), error=NAN, naive_error=NAN)
        ),
        "unmet_need": lambda: need(
            gone(UNMET, *LEVELS, "count", "denominator", state="suppressed"), ESTIMATES.head(0)
        ),
        "composition": lambda: composition(
            gone(SHARES, *LEVELS, "count", "denominator", state="suppressed")
        ),
        "pyramid": lambda: pyramid(gone(AGES, "count", "share", "comparator_share")),
    },
    "no comparator": {
        "run_chart": lambda: run(replace(RUN, target=NAN, assurance="")),
        "trajectory": lambda: trajectory(replace(TRAJECTORY, target=NAN, status="not known")),
        "unmet_need": lambda: need(UNMET, ESTIMATES.head(0)),
        "pyramid": lambda: pyramid(gone(AGES, "comparator_share"), comparator=""),
    },
    "an interval that touches zero": {
        "gradient": lambda: gradient(
            replace(GRADIENT, points=GRADIENT.points.assign(lower=0.0), slope_lower=0.0)
        ),
        "run_chart": lambda: run(replace(RUN, lower=0.0)),
        "trajectory": lambda: trajectory(replace(TRAJECTORY, lower=0.0)),
        "projection": lambda: projection(
            replace(PROJECTION, ahead=PROJECTION.ahead.assign(lower=0.0))
        ),
        "unmet_need": lambda: need(UNMET.assign(lower=0.0), ESTIMATES.assign(lower=0.0)),
    },
    "forty-character names": {
        "gradient": lambda: gradient(
            replace(GRADIENT, points=GRADIENT.points.assign(label=LONG)), title=LONG
        ),
        "unmet_need": lambda: need(UNMET.assign(group=LONG, grouping_scheme=""), ESTIMATES.head(0)),
        "composition": lambda: composition(
            SHARES.assign(group=LONG + " " + SHARES["group"], grouping_scheme="")
        ),
        "pyramid": lambda: pyramid(area=LONG, comparator=LONG),
    },
    "more treated than in need": {
        "unmet_need": lambda: need(
            UNMET.assign(count=UNMET["denominator"] * 1.2, value=-20.0, lower=NAN, upper=NAN)
        ),
    },
    "an infinite ratio": {
        "gradient": lambda: gradient(
            replace(GRADIENT, points=_infinite(GRADIENT.points), slope_index=INF, slope_upper=INF,
                    relative_index=INF, relative_upper=INF)
        ),
        "run_chart": lambda: run(replace(RUN, points=RUN.points.assign(value=INF), mean=NAN)),
        "trajectory": lambda: trajectory(replace(TRAJECTORY, latest=INF, upper=INF)),
        "projection": lambda: projection(
            replace(PROJECTION, ahead=_infinite(PROJECTION.ahead), error=INF, naive_error=INF)
        ),
        "unmet_need": lambda: need(_infinite(UNMET), _infinite(ESTIMATES)),
        "composition": lambda: composition(_infinite(SHARES)),
        "pyramid": lambda: pyramid(AGES.assign(share=INF)),
    },
    "names that are code": {
        "gradient": lambda: gradient(
            replace(GRADIENT, points=GRADIENT.points.assign(label=HOSTILE), unit=HOSTILE), title=HOSTILE
        ),
        "run_chart": lambda: run(title=HOSTILE),
        "trajectory": lambda: trajectory(title=HOSTILE),
        "projection": lambda: projection(title=HOSTILE),
        "unmet_need": lambda: need(
            UNMET.assign(group=HOSTILE, grouping_scheme=""), ESTIMATES.head(0), title=HOSTILE
        ),
        "composition": lambda: composition(
            SHARES.assign(group=HOSTILE + SHARES["group"], grouping_scheme="")
        ),
        "pyramid": lambda: pyramid(area=HOSTILE, comparator=HOSTILE),
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("bad", "kind"), [(bad, kind) for bad, kinds in BAD.items() for kind in kinds]
)
def test_a_chart_stands_whatever_comes_in(bad, kind):
    figure = BAD[bad][kind]()
    assert base64.b64decode(figure.png).startswith(b"\x89PNG")
    said = [figure.title, figure.subtitle, figure.alt, figure.table.caption]
    said += [cell for row in figure.table.rows for cell in row]
    words = " ".join(said).lower().replace("finding", "")
    assert "nan" not in words.replace("finance", "")
    assert " inf" not in words
    assert "<script" not in figure.as_html()


@each_kind
def test_the_words_of_a_chart_begin_with_what_it_shows_and_what_was_found(kind):
    figure = KINDS[kind]()
    assert isinstance(figure, Figure)
    first, second, *_ = figure.alt.split(". ")
    assert second == "The finding"
    assert not any(character.isdigit() for character in first.replace("100,000", ""))
    assert figure.subtitle.startswith("Measure, period")


@each_kind
def test_the_table_behind_a_chart_can_be_kept(kind):
    table = KINDS[kind]().table
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert table.rows
    assert table.as_csv()


@each_kind
def test_a_chart_is_drawn_the_same_twice(kind):
    assert KINDS[kind]().png == KINDS[kind]().png


@pytest.mark.parametrize("kind", [kind for kind in BAD["all suppressed"] if kind != "trajectory"])
def test_a_chart_without_a_value_says_so(kind):
    alt = BAD["all suppressed"][kind]().alt.lower()
    assert "no value is published" in alt or "no estimate of need" in alt


class TestGradient:
    def test_it_says_the_ends_and_the_slope_with_its_interval(self):
        figure = gradient()
        assert "1 most deprived: 12.0; 5 least deprived: 3.0." in figure.alt
        slope = "slope index 10.2 deaths per 100,000 people (95% interval 8.0 to 12.4)"
        assert slope in figure.subtitle
        assert slope in figure.alt.replace("Slope", "slope")

    def test_a_slope_that_is_not_0_never_reads_0(self):
        small = replace(GRADIENT, slope_index=0.03, slope_lower=0.01, slope_upper=0.052)
        slope = "slope index 0.03 deaths per 100,000 people (95% interval 0.01 to 0.05)"
        assert slope in gradient(small).subtitle

    def test_a_slope_of_shares_is_in_percentage_points(self):
        shares = replace(GRADIENT, unit="% of adults")
        assert "slope index 10.2 percentage points (95%" in gradient(shares).subtitle

    def test_without_a_slope_it_says_that_none_can_be_given(self):
        assert "no slope can be given" in BAD["all suppressed"]["gradient"]().subtitle

    def test_labels_that_do_not_fit_give_way_to_places(self):
        long = replace(GRADIENT, points=GRADIENT.points.assign(label=LONG))
        for given, labels in ((GRADIENT, GRADIENT.points["label"].tolist()), (long, list("12345"))):
            axes = gradient(given).drawing.compose().axes[0]
            assert [label.get_text() for label in axes.get_xticklabels()] == labels
        assert gradient(long).table.rows[0][0] == LONG

    def test_the_slope_stays_inside_the_picture(self):
        assert (
            gradient(replace(GRADIENT, intercept=40.0)).drawing.compose().axes[0].get_ylim()[1] > 40
        )

    def test_bars_stand_on_zero(self):
        axes = gradient().drawing.compose().axes[0]
        assert axes.get_ylim()[0] == 0


class TestRunChart:
    def test_what_stands_out_is_counted_and_named(self):
        assert "1 point stands out: outside the limits." in run().alt
        calm = replace(RUN, points=RUN.points.assign(cause=""))
        assert "No point stands out." in run(calm).alt

    def test_the_target_is_judged_in_words(self):
        assert "Target 45.0: met at times, by chance." in run().alt
        assert "Target 45.0: not judged." in run(replace(RUN, assurance="")).alt

    def test_the_latest_point_heads_the_table(self):
        assert run().table.rows[0][0] == "Jan–Mar 2024"


class TestTrajectory:
    @pytest.mark.parametrize("status", STATUSES)
    def test_every_status_has_its_words(self, status):
        figure = trajectory(replace(TRAJECTORY, status=status))
        said = figure.subtitle.removeprefix("Measure, period; ")
        assert said
        assert said in figure.alt

    def test_the_latest_value_is_named_beside_its_point(self):
        axes = trajectory().drawing.compose().axes[0]
        (said,) = [text for text in axes.texts if text.get_text().startswith("2022/23")]
        assert said.get_text().startswith("2022/23: 40.0, ")
        assert said.xy[1] == TRAJECTORY.upper
        said.figure.canvas.draw()
        assert said.get_window_extent().x0 > axes.bbox.x0

    def test_what_is_short_is_said_as_people(self):
        assert "Short by 31 people." in trajectory().alt
        assert "Short by" not in trajectory(replace(TRAJECTORY, people_needed=0.0)).alt


class TestProjection:
    def test_the_error_on_held_back_periods_is_in_the_subtitle(self):
        assert projection().subtitle.endswith(
            "damped log-linear trend, mean error on held-back periods 9% "
            "(repeating the last value: 12%)"
        )

    def test_each_period_ahead_has_its_prediction_interval(self):
        alt = projection().alt
        assert "Projected for 2022: about 77 (95% prediction interval 60 to 95)." in alt
        assert "Projected for 2023: about 79 (95% prediction interval 58 to 100)." in alt

    def test_what_is_projected_is_marked_in_the_table(self):
        table = projection().table
        assert [row[1] for row in table.rows[:3]] == ["79 [e]", "77 [e]", "75"]
        assert table.notes == ["[e] projected, not counted, and given to two significant figures."]


class TestUnmetNeed:
    def test_need_is_said_with_its_interval_and_no_false_precision(self):
        assert "about 2,000 (1,600 to 2,700) in need, 692 in treatment; 66.1% unmet" in need().alt

    def test_more_treated_than_in_need_is_said_and_no_share_with_it(self):
        figure = BAD["more treated than in need"]["unmet_need"]()
        assert "more in treatment than estimated in need" in figure.alt
        assert "−20" not in figure.alt

    def test_bars_stand_on_zero(self):
        assert need().drawing.compose().axes[0].get_xlim()[0] == 0

    def test_an_estimate_of_another_year_lends_no_interval(self):
        other = ESTIMATES.assign(**days(*["2018/19"] * 3))
        figure = need(UNMET, other)
        assert figure.table.rows[0][2] == "–"
        assert "whisker" not in figure.subtitle
        assert "whisker" in need().subtitle

    def test_an_estimate_of_no_stated_period_lends_no_interval(self):
        undated = {"period_start": pd.NaT, "period_end": pd.NaT}
        published = UNMET.assign(baseline_start=pd.NaT, baseline_end=pd.NaT)
        assert need(published, ESTIMATES.assign(**undated)).table.rows[0][2] == "–"


class TestComposition:
    def test_each_period_has_its_number(self):
        axes = composition().drawing.compose().axes[0]
        labels = [label.get_text() for label in axes.get_xticklabels()]
        assert labels == [f"{year}\nn = 1,000" for year in ("2019/20", "2020/21", "2021/22")]

    def test_shares_stand_on_zero_and_end_at_the_whole(self):
        assert composition().drawing.compose().axes[0].get_ylim() == (0, 100)

    def test_a_group_that_is_not_given_is_marked_and_not_filled(self):
        hidden = SHARES.assign(
            value=SHARES["value"].where(SHARES.index != 2),
            state=SHARES["state"].where(SHARES.index != 2, "suppressed"),
        )
        figure = composition(hidden)
        assert "[c]" in figure.table.rows[0]
        written = [text.get_text() for text in figure.drawing.compose().axes[0].texts]
        assert "not all given" in written
        assert any("52% to not given" in part for part in figure.alt.split(". "))

    def test_a_group_whose_own_parts_are_there_is_left_out(self):
        whole = SHARES[SHARES["group"] == "opiates_only"].assign(group="ocu", value=100.0)
        assert composition(pd.concat([SHARES, whole])).png == composition().png

    def test_groups_that_overlap_are_refused(self):
        with pytest.raises(ParameterError, match="overlap") as refusal:
            composition(SHARES.assign(value=60.0))
        assert "comparison bars" in str(refusal.value)


class TestPyramid:
    def test_the_largest_age_band_is_said_beside_the_comparator(self):
        assert "The largest is 0 to 4, with 10.0% of all residents (England 5.2%)." in pyramid().alt

    def test_both_sides_reach_as_far(self):
        left, right = pyramid().drawing.compose().axes[0].get_xlim()
        assert left == -right

    def test_without_a_comparator_there_is_no_outline_and_no_column(self):
        figure = pyramid(comparator="")
        assert "outline" not in figure.subtitle
        assert figure.table.columns[-1] == "Plymouth (% of all residents)"


def test_neighbouring_fills_differ_in_lightness_and_pattern():
    def lightness(colour):
        return sum(
            weight * int(colour[at : at + 2], 16)
            for weight, at in ((0.2126, 1), (0.7152, 3), (0.0722, 5))
        )

    for one, other in pairwise(FILLS):
        assert one["hatch"] != other["hatch"]
        assert abs(lightness(one["facecolor"]) - lightness(other["facecolor"])) > 80


# Root mean square of the differences of pixels, of 255. One point of a run chart that is no longer
# picked out makes 2.0, another name 2.7, an interval that is gone 3.1; the same chart makes 0.
@pytest.mark.mpl_image_compare(
    baseline_dir="baseline",
    style="default",
    tolerance=1.5,
    savefig_kwargs={"dpi": 50, "metadata": {"Software": None}},
)
@each_kind
def test_a_chart_looks_as_it_was_looked_at(kind):
    return KINDS[kind]().drawing.compose()
