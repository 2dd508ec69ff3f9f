import pytest

from toolkit.errors import ParameterError
from toolkit.reports.parameters import Parameters


def test_an_english_authority_is_set_beside_its_nation_and_region():
    assert [a.name for a in Parameters.parse(area="York").comparators] == [
        "England",
        "Yorkshire and The Humber",
    ]


def test_a_scottish_council_is_set_beside_scotland():
    assert [a.name for a in Parameters.parse(area="Dundee City").comparators] == ["Scotland"]


def test_a_nation_is_not_set_beside_itself():
    assert Parameters.parse(area="England").comparators == ()


def test_comparators_are_taken_as_given():
    asked = Parameters.parse(area="York", comparators="England; Derby")
    assert [a.name for a in asked.comparators] == ["England", "Derby"]


def test_every_parameter_that_cannot_be_is_named_at_once():
    with pytest.raises(ParameterError) as refusal:
        Parameters.parse(area="Plymoth", comparators="Engand", period="2029/21", mode="publik")
    text = str(refusal.value)
    assert "did you mean Plymouth?" in text
    assert "did you mean England?" in text
    assert "2029/21" in text
    assert "did you mean public?" in text


@pytest.mark.parametrize("area", ["", "  ", "1", "E99999999", "<script>", "../.."])
def test_what_is_no_area_is_refused(area):
    with pytest.raises(ParameterError):
        Parameters.parse(area=area)


def test_an_area_is_not_compared_with_itself():
    with pytest.raises(ParameterError, match="York cannot be compared with itself"):
        Parameters.parse(area="York", comparators="York")


def test_authorities_taken_together_are_one_area():
    asked = Parameters.parse(area="Leicestershire + Rutland")
    assert asked.area.code == "E10000018+E06000017"
    assert [a.name for a in asked.comparators] == ["England", "East Midlands"]
