"""Fingertips API, JSON: newest figures and trends of a group of indicators."""

import json

import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers.fingertips_json import LAYOUT

POINT = {
    "AgeId": 1, "SexId": 4, "AreaCode": "E06000026", "Val": 7.5, "ValF": "7.5", "Count": 59.0,
    "Denom": 264000.0, "LoCI": 5.7, "UpCI": 9.6, "LoCIF": "5.7", "UpCIF": "9.6",
    "LoCI99_8": 4.9, "UpCI99_8": 10.8,
}  # fmt: skip
ENGLAND = {**POINT, "AreaCode": "E92000001", "Val": 5.5, "Count": 9000.0}


def latest(*points, period="2021 - 23", **members):
    """Make the answer for one indicator, England beside it."""
    return [
        {
            "IID": 92432,
            "Sex": {"Id": 4, "Name": "Persons"},
            "Age": {"Id": 1, "Name": "All ages"},
            "YearRange": 3,
            "Grouping": [
                {"ComparatorId": 4, "Period": period, "ComparatorData": ENGLAND},
                {"ComparatorId": 1, "Period": period, "ComparatorData": ENGLAND},
            ],
            "Data": list(points or (POINT,)),
            **members,
        }
    ]


def trend(*points, periods=("2022", "2023"), code="E06000026"):
    return [
        {
            "IID": 93763,
            "Sex": {"Id": 1, "Name": "Male"},
            "Age": {"Id": 1, "Name": "All ages"},
            "YearRange": 1,
            "Periods": list(periods),
            "Data": {code: list(points)},
        }
    ]


@pytest.fixture
def answer(text_file):
    return lambda roots: text_file(json.dumps(roots), "answer.json")


class TestLatest:
    def test_reads_a_figure_with_what_its_indicator_says(self, answer):
        file = answer(latest())
        assert LAYOUT.recognises(file)
        row = LAYOUT.read(file).observations.loc[0]
        assert row[["indicator", "area_code", "sex", "age", "state", "locator"]].tolist() == [
            "fingertips_92432",
            "E06000026",
            "persons",
            "all ages",
            "ok",
            "[0].Data[0]",
        ]
        assert row[["value", "lower", "upper", "count", "denominator"]].tolist() == [
            7.5,
            5.7,
            9.6,
            59,
            264000,
        ]
        assert (
            f"{row['period_start']:%Y-%m-%d} {row['period_end']:%Y-%m-%d}"
            == "2021-01-01 2023-12-31"
        )

    def test_reads_england_once_from_the_areas_compared_with(self, answer):
        reading = LAYOUT.read(answer(latest()))
        england = reading.observations[reading.observations["area_code"] == "E92000001"]
        assert england["locator"].tolist() == ["[0].Grouping[0].ComparatorData"]
        assert [(item.what, item.rows) for item in reading.skipped] == [("figures", 1)]

    @pytest.mark.parametrize(
        ("note", "state"), [(101, "suppressed"), (0, "missing"), (777, "missing")]
    )
    def test_a_value_of_minus_one_is_not_there(self, answer, note, state):
        absent = {"AreaCode": "E06000026", "Val": -1.0, "ValF": "-", "Count": -1.0, "Denom": -1.0}
        row = LAYOUT.read(answer(latest({**absent, "NoteId": note}))).observations.loc[0]
        assert row[["value", "lower", "upper", "count", "denominator"]].isna().all()
        assert row["state"] == state
        assert row["note"].startswith({101: "Value suppressed", 0: "", 777: "value note 777"}[note])

    def test_a_value_that_truly_is_minus_one_is_kept(self, answer):
        row = LAYOUT.read(answer(latest({**POINT, "Val": -1.0, "ValF": "-1.0"}))).observations.loc[
            0
        ]
        assert (row["value"], row["state"]) == (-1, "ok")

    def test_limits_of_minus_one_are_not_there(self, answer):
        row = LAYOUT.read(answer(latest({**POINT, "LoCI": -1.0, "UpCI": -1.0}))).observations.loc[0]
        assert row[["lower", "upper"]].isna().all()

    def test_passes_over_breakdowns_and_other_areas(self, answer):
        decile = {**POINT, "CategoryTypeId": 39, "CategoryId": 1}
        reading = LAYOUT.read(answer(latest(POINT, decile, {**POINT, "AreaCode": "A81001"})))
        assert [(item.what, item.rows) for item in reading.skipped] == [
            ("breakdowns", 1),
            ("figures of other areas", 1),
            ("figures", 1),
        ]


class TestTrend:
    def test_reads_each_period_of_an_area(self, answer):
        made = trend(
            {"D": 60.1, "V": "60.1", "L": 50.0, "U": 71.0, "C": 63.5, "IsC": True, "Denom": 110000},
            {"D": -1.0, "V": "-", "L": "-", "U": "-", "C": -1.0, "IsC": False, "NoteId": 101},
        )
        file = answer(made)
        assert LAYOUT.recognises(file)
        rows = LAYOUT.read(file).observations
        assert rows["period_start"].dt.year.tolist() == [2022, 2023]
        assert rows["state"].tolist() == ["ok", "suppressed"]
        assert rows.loc[0, ["value", "lower", "upper", "count"]].tolist() == [60.1, 50, 71, 63.5]
        assert rows["locator"].tolist() == ["[0].Data.E06000026[0]", "[0].Data.E06000026[1]"]

    def test_reads_one_period_more_as_it_stands(self, answer):
        point = {"D": 60.1, "V": "60.1"}
        file = answer(trend(point, point, point, periods=("2022", "2023", "2024")))
        assert len(LAYOUT.read(file).observations) == 3

    def test_refuses_figures_that_are_not_one_a_period(self, answer):
        with pytest.raises(
            SourceError,
            match=r"\[0\]\.Data\.E06000026: expected a figure for each of 2 periods, found 1",
        ):
            LAYOUT.read(answer(trend({"D": 60.1, "V": "60.1"})))


class TestRefusals:
    @pytest.mark.parametrize(
        ("roots", "message"),
        [
            (latest(Sex={"Id": 4}), r"\[0\]: expected Sex, found none"),
            (latest(Sex={"Id": 9, "Name": "X"}), r"\[0\]\.Sex: expected one of Persons, .*'X'"),
            (latest(Grouping=[]), r"\[0\]\.Grouping: expected one Period, found \[\]"),
            (latest(period="soon"), r"\[0\]\.Data\[0\]; .*: 'soon' is not a period"),
            (latest(YearRange=1), r"\[0\]\.Data\[0\]; .*: '2021 - 23' covers 3 years, .* says 1"),
            (latest({**POINT, "Val": "7,5x"}), r"\[0\]\.Data\[0\], value: expected a number"),
            (latest(POINT, {**POINT, "Val": 8.0}), "figure 1: the same figure as in figure 0"),
            ([], "expected a list of indicators, found none"),
        ],
    )
    def test_names_the_place(self, answer, roots, message):
        with pytest.raises(SourceError, match=message):
            LAYOUT.read(answer(roots))

    def test_lists_every_fault_at_once(self, answer):
        strange = latest(Sex={"Id": 9, "Name": "X"})
        unread = latest({**POINT, "Val": "7,5x"}, POINT, {**POINT, "Val": 8.0})
        with pytest.raises(SourceError) as refusal:
            LAYOUT.read(answer([*strange, *latest(period="soon"), *unread]))
        assert [problem.split(": ")[0] for problem in refusal.value.problems] == [
            "[0].Sex",
            "[1].Data[0]; [1].Grouping[0].ComparatorData; [1].Grouping[1].ComparatorData",
            "[2].Data[0], value",
            "figures 4, 5",
        ]

    def test_refuses_figures_that_do_not_say_what_they_are(self, answer):
        file = answer([POINT])
        assert LAYOUT.recognises(file)
        with pytest.raises(
            SourceError, match="neither which indicator they are nor of which period"
        ):
            LAYOUT.read(file)

    def test_says_that_the_file_was_cut_short(self, text_file):
        file = text_file(json.dumps(latest())[:-30])
        assert LAYOUT.recognises(file)
        with pytest.raises(SourceError, match="the JSON is cut short or damaged"):
            LAYOUT.read(file)
