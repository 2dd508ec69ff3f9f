"""Nomis API, JSON: one observation an area, year, sex and age."""

import copy
import json

import pytest

from toolkit.errors import SourceError
from toolkit.sources.readers.nomis_json import LAYOUT

OBSERVATION = {
    "geography": {"description": "Plymouth", "value": 1778384911, "geogcode": "E06000026"},
    "time": {"description": "2023", "value": 2023},
    "gender": {"description": "Total", "value": 0},
    "c_age": {"description": "Age 5", "value": 106},
    "measures": {"description": "value", "value": 20100},
    "obs_value": {"description": "", "value": 2987},
    "obs_status": {"description": "Normal Value", "value": "A"},
}


def answer(*changes, truncated="false"):
    """Write an answer of the observation above, each time with some members changed."""
    found = []
    for change in changes:
        observation = copy.deepcopy(OBSERVATION)
        for name, word in change.items():
            key = "value" if name == "obs_value" else "description"
            key = "geogcode" if name == "geography" else key
            observation[name] = {**observation.get(name, {}), key: word}
        found.append(observation)
    return json.dumps({"header": {"truncated": truncated}, "obs": found})


def test_reads_an_observation(text_file):
    file = text_file(answer({}), "population.json")
    assert LAYOUT.recognises(file)
    row = LAYOUT.read(file).observations.loc[0]
    assert row[["area_code", "sex", "age", "count", "locator"]].tolist() == [
        "E06000026",
        "persons",
        "5",
        2987,
        "obs[0]",
    ]
    assert row["period_start"].year == 2023


def test_reads_what_is_left_where_only_some_members_were_asked_for(text_file):
    observation = {
        name: OBSERVATION[name] for name in ("geography", "time", "gender", "c_age", "obs_value")
    }
    rows = LAYOUT.read(text_file(json.dumps({"obs": [observation]}))).observations
    assert rows["count"].tolist() == [2987]


def test_a_figure_that_nomis_does_not_have_is_missing(text_file):
    file = text_file(
        answer(
            {"obs_status": "These figures are missing.", "obs_value": 0},
            {"c_age": "Age 6", "obs_value": None},
        )
    )
    rows = LAYOUT.read(file).observations
    assert rows["count"].isna().all()
    assert rows["state"].tolist() == ["missing", "missing"]


def test_adds_up_the_sexes(text_file):
    whole = [
        {"c_age": "All Ages", "gender": sex, "obs_value": count}
        for sex, count in (("Total", 10), ("Male", 4), ("Female", 5))
    ]
    checks = LAYOUT.read(text_file(answer(*whole))).reconciliations
    assert [(check.printed, check.summed, check.holds) for check in checks] == [(10, 9, False)]


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (
                {"gender": "Both"},
                "observation 1: expected a sex such as Total or Male, found 'Both'",
            ),
            ({"c_age": "Infants"}, "observation 1: expected an age such as .*, found 'Infants'"),
            ({"time": "soon"}, "observation 1: 'soon' is not a period"),
            ({"obs_value": "29?"}, r"observation 1: obs_value: expected a number, found '29\?'"),
            ({"obs_value": 1}, "observation 1: the same figure as in observation 0"),
            ({"industry": "Farming"}, "observation 1: industry: a breakdown"),
        ],
    )
    def test_names_the_observation(self, text_file, change, message):
        with pytest.raises(SourceError, match=message):
            LAYOUT.read(text_file(answer({}, change)))

    def test_lists_every_fault_at_once(self, text_file):
        changes = [{"gender": "Both"}, {"time": "soon"}, {"obs_value": "29?"}, {"obs_value": 1}]
        with pytest.raises(SourceError) as refusal:
            LAYOUT.read(text_file(answer({}, *changes)))
        assert {problem.split(": ")[0] for problem in refusal.value.problems} == {
            f"observation {place}" for place in (1, 2, 3, 4)
        }

    def test_says_that_the_answer_was_cut_short(self, text_file):
        with pytest.raises(SourceError, match="Nomis cut the answer short after 1 observations"):
            LAYOUT.read(text_file(answer({}, truncated="true")))

    def test_says_that_the_file_was_cut_short(self, text_file):
        file = text_file(answer({})[:-20])
        assert LAYOUT.recognises(file)
        with pytest.raises(SourceError, match="the JSON is cut short or damaged"):
            LAYOUT.read(file)

    def test_says_that_there_is_no_observation(self, text_file):
        with pytest.raises(SourceError, match="expected a list of observations under 'obs'"):
            LAYOUT.read(text_file('{"obs": [], "geography": 0}'))
