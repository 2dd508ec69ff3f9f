"""The overview says in words whatever its colours say, in the order a person looks for it."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.catalogue.areas import find_area
from toolkit.catalogue.indicators import load_indicators
from toolkit.presentation.overview import overview_of_areas, overview_of_indicators

ENGLAND, PLYMOUTH = find_area("England"), find_area("Plymouth")
DEATHS, ALCOHOL = "drug_misuse_deaths", "alcohol_specific_deaths"
NAN = float("nan")


LEVEL = {
    "value": 7.2, "lower": 5.8, "upper": 8.9,
    "comparator": "E92000001", "comparator_value": 5.1, "significance": "worse",
}  # fmt: skip
PLACE = {
    "trend": "increasing", "rank": 12.0, "rank_of": 148.0, "rank_lower": 8.0, "rank_upper": 20.0,
    "rank_without": 5.0,
    "rank_shared": 1.0,
}  # fmt: skip


@pytest.fixture
def judged(stated):
    def build(indicator, *rows):
        level = [{**LEVEL, **{k: v for k, v in row.items() if k not in PLACE}} for row in rows]
        places = pd.DataFrame([{**PLACE, **{k: row[k] for k in row if k in PLACE}} for row in rows])
        return stated(indicator, *level).assign(**places)

    return build


def only_row(table):
    (row,) = table.rows
    return dict(zip(table.columns, row, strict=True))


class TestIndicators:
    def overview(self, rows):
        return overview_of_indicators(rows, area=PLYMOUTH, comparator=ENGLAND)

    def test_a_row_holds_figure_interval_verdict_trend_and_rank(self, judged):
        row = only_row(self.overview(judged(DEATHS, {})))
        declared = load_indicators()[DEATHS]
        assert row == {
            "Indicator": f"{declared.name} ({declared.unit})",
            "Period": "2019–21",
            "Plymouth": "7.2",
            "95% interval": "5.8 to 8.9",
            "England": "5.1",
            "Beside England": "worse",
            "Recent trend": "increasing: getting worse",
            "Rank, 1 is highest (95% interval)": "12 of 148 (8 to 20)",
        }

    def test_indicators_stand_in_the_order_of_the_catalogue(self, judged):
        rows = pd.concat([judged(ALCOHOL, {}), judged(DEATHS, {})])
        order = [name for name in load_indicators() if name in {ALCOHOL, DEATHS}]
        for given in (rows, rows[::-1]):
            heads = [row[0] for row in self.overview(given).rows]
            assert [head.split(" (")[0] for head in heads] == [
                load_indicators()[o].name for o in order
            ]

    @pytest.mark.parametrize("verdict", ["better", "worse", "similar", "higher", "lower"])
    def test_every_colour_has_its_word_in_the_cell(self, judged, verdict):
        table = self.overview(judged(DEATHS, {"significance": verdict}))
        for row, tones in zip(table.rows, table.tones, strict=True):
            assert all(tone in cell for cell, tone in zip(row, tones, strict=False))
        assert table.tones[0][5] == verdict

    @pytest.mark.parametrize(
        ("trend", "said", "tone"),
        [
            ("increasing", "increasing: getting worse", "worse"),
            ("decreasing", "decreasing: getting better", "better"),
            ("no significant change", "no significant change", ""),
            ("cannot be calculated", "cannot be calculated", ""),
            ("not tested", "not tested", ""),
            ("", "not tested", ""),
        ],
    )
    def test_a_trend_is_judged_only_where_one_way_is_better(self, judged, trend, said, tone):
        table = self.overview(judged(DEATHS, {"trend": trend}))
        assert (only_row(table)["Recent trend"], table.tones[0][6]) == (said, tone)
        unjudged = self.overview(judged(DEATHS, {"trend": trend, "polarity": "no_judgement"}))
        assert (only_row(unjudged)["Recent trend"], unjudged.tones[0][6]) == (
            trend or "not tested",
            "",
        )

    def test_a_suppressed_figure_is_marked_and_neither_judged_nor_ranked(self, judged):
        gone = dict.fromkeys(["value", "lower", "upper", "rank", "rank_lower", "rank_upper"], NAN)
        hidden = {**gone, "state": "suppressed", "significance": "not compared", "trend": ""}
        table = self.overview(judged(DEATHS, hidden))
        row = only_row(table)
        assert [row["Plymouth"], row["95% interval"], row["Beside England"]] == [
            "[c]",
            "–",
            "not compared",
        ]
        assert row["Rank, 1 is highest (95% interval)"] == "–"
        assert not any(table.tones[0])
        assert any(note.startswith("[c]") for note in table.notes)

    def test_the_words_are_explained(self, judged):
        notes = " ".join(self.overview(judged(DEATHS, {})).notes)
        assert "Better and worse" in notes
        assert "Ranks are among the areas that have a figure" in notes


class TestAreas:
    def overview(self, rows, area=PLYMOUTH):
        return overview_of_areas(
            rows, indicator=load_indicators()[DEATHS], comparator=ENGLAND, area=area
        )

    def test_the_highest_is_first_and_those_without_a_figure_are_last(self, judged):
        rows = judged(
            DEATHS,
            {"area": "York", "value": NAN, "state": "suppressed"},
            {"area": "Plymouth", "value": 7.2},
            {"area": "Derby", "value": 9.9},
            {"area": "Bristol", "value": NAN, "state": "missing"},
        )
        assert [row[0] for row in self.overview(rows).rows] == [
            "Derby",
            "Plymouth",
            "Bristol",
            "York",
        ]

    def test_the_area_itself_is_picked_out(self, judged):
        rows = judged(DEATHS, {"area": "York"}, {"area": "Plymouth", "value": 9.0})
        assert [tones[0] for tones in self.overview(rows).tones] == ["own", ""]
        assert [tones[0] for tones in self.overview(rows, None).tones] == ["", ""]

    def test_the_unit_stands_in_the_head(self, judged):
        assert load_indicators()[DEATHS].unit in self.overview(judged(DEATHS, {})).columns[1]

    def test_five_hundred_cells_are_no_picture(self, judged):
        areas = [{"area": "York"}] * 85
        table = self.overview(judged(DEATHS, *areas))
        assert sum(map(len, table.rows)) == 510
        assert "<img" not in table.as_html()
