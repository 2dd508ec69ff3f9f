import math

import pytest

from toolkit.sources.cells import parse_numbers


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1306", 1306),
        ("1,306", 1306),
        ("164,510", 164510),
        (" 5.1 ", 5.1),
        (5, 5),
        (8361.0, 8361),
        ("36.8%", 36.8),
        ("-3.7", -3.7),
        ("−3.7", -3.7),
        ("1.5e3", 1500),
        ("0", 0),
        ("12 [note 3]", 12),
        ("12 [b]", 12),
    ],
)
def test_a_number_is_read_as_it_is_printed(cell, value):
    read = parse_numbers([cell])
    assert read.value[0] == value
    assert read.state[0] == "ok"


@pytest.mark.parametrize("cell", ["*", "c", "[c]", ":", "Value suppressed"])
def test_a_suppressed_cell_is_never_zero(cell):
    read = parse_numbers([cell])
    assert math.isnan(read.value[0])
    assert read.state[0] == "suppressed"


@pytest.mark.parametrize("cell", ["", None, "-", "n/a", "NA", "..", "[x]", float("nan")])
def test_a_missing_cell_is_never_zero(cell):
    read = parse_numbers([cell])
    assert math.isnan(read.value[0])
    assert read.state[0] == "missing"


@pytest.mark.parametrize("cell", ["NULL", "z", "[z]"])
def test_what_was_not_collected_is_said_to_be_so(cell):
    assert parse_numbers([cell]).state[0] == "not_collected"


@pytest.mark.parametrize(("cell", "value"), [("1.2*", 1.2), ("1.2u", 1.2), ("1.2 u", 1.2)])
def test_a_number_marked_unreliable_keeps_its_value(cell, value):
    read = parse_numbers([cell])
    assert (read.value[0], read.state[0]) == (value, "unreliable")


@pytest.mark.parametrize("cell", ["l5", "I,266", "1,30", "12/3", "twelve", "1 306"])
def test_what_is_neither_number_nor_mark_is_handed_back(cell):
    read = parse_numbers(["1", cell])
    assert read.unread == [(1, cell)]
    assert math.isnan(read.value[1])


def test_no_cells_are_no_numbers():
    read = parse_numbers([])
    assert len(read.value) == 0
    assert read.unread == []


def test_an_area_code_is_no_number():
    assert parse_numbers(["E12000003"]).unread == [(0, "E12000003")]


def test_a_mark_in_brackets_behind_a_number_says_that_it_is_unreliable():
    read = parse_numbers(["0.1 (u)", "2 (U)"])
    assert read.value.tolist() == [0.1, 2.0]
    assert read.state.tolist() == ["unreliable", "unreliable"]
