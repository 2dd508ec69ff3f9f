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


class TestSets:
    def test_stand_beside_the_usual_areas_where_no_area_is_named(self):
        asked = Parameters.parse(area="York", comparators="neighbours:10; region")
        assert [one.name for one in asked.comparators] == ["England", "Yorkshire and The Humber"]
        assert [(one.word, one.value) for one in asked.sets] == [
            ("neighbours", "10"), ("region", ""),
        ]  # fmt: skip

    def test_are_no_areas_and_areas_are_no_sets(self):
        asked = Parameters.parse(area="York", comparators=["England", "icb"])
        assert [one.name for one in asked.comparators] == ["England"]
        assert [one.word for one in asked.sets] == ["icb"]

    def test_that_are_mistyped_are_refused_with_the_nearest_word(self):
        with pytest.raises(ParameterError) as refusal:
            Parameters.parse(area="York", comparators="neigbors:10; regoin; icb")
        assert "did you mean neighbours?" in str(refusal.value)
        assert "did you mean region?" in str(refusal.value)
        assert "deprivation decile" in refusal.value.hint

    def test_with_faults_are_named_at_once_with_all_others(self):
        with pytest.raises(ParameterError) as refusal:
            Parameters.parse(
                area="Suffolk", comparators="icb; neighbours:0; Suffolk; Ipswich", mode="publik"
            )
        assert len(refusal.value.problems) == 5
        text = str(refusal.value)
        assert "lies across 2 of them, and none is chosen silently" in text
        assert "Suffolk cannot be compared with itself" in text
        assert "Ipswich is a non-metropolitan district and Suffolk a county" in text


@pytest.mark.parametrize(
    ("area", "comparator"),
    [("Lincolnshire", "NHS Lincolnshire ICB"), ("Fife", "NHS Fife")],
)
def test_a_comparator_that_contains_only_the_area_is_refused(area, comparator):
    with pytest.raises(ParameterError, match=f"contains only {area} itself"):
        Parameters.parse(area=area, comparators=comparator)


def test_a_board_that_holds_a_part_of_another_authority_is_not_the_area_itself():
    asked = Parameters.parse(area="Norfolk", comparators="NHS Norfolk and Waveney ICB")
    assert len(asked.comparators) == 1


def test_an_area_is_not_set_beside_one_of_a_narrower_tier():
    with pytest.raises(ParameterError, match="areas of its own tier or a wider one"):
        Parameters.parse(area="South West", comparators="Plymouth")


class TestNations:
    def test_that_publish_otherwise_are_refused_with_every_reason(self):
        with pytest.raises(ParameterError) as refusal:
            Parameters.parse(area="Plymouth", comparators="Scotland; Dundee City")
        text = str(refusal.value)
        assert "Scotland and Dundee City: Scotland publishes otherwise than England" in text
        assert "by age and sex (Scotland)" in text
        assert "three weeks (21 days)" in text
        assert "--across-nations" in text

    def test_that_publish_otherwise_are_taken_where_they_are_asked_for(self):
        asked = Parameters.parse(area="Plymouth", comparators="Scotland", across_nations=True)
        assert [one.name for one in asked.comparators] == ["Scotland"]

    def test_that_share_an_office_are_taken_as_they_are(self):
        asked = Parameters.parse(area="Cardiff", comparators="England; Wales")
        assert [one.name for one in asked.comparators] == ["England", "Wales"]
