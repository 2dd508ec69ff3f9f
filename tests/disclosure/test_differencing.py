"""A part beside its whole is refused where the rest is hidden, and allowed where it is not."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.catalogue.indicators import load_indicators
from toolkit.catalogue.places import find_place
from toolkit.contracts import RESULTS
from toolkit.disclosure.differencing import find_nests, find_revealed, refuse_revealed
from toolkit.errors import DisclosureError
from toolkit.periods import Period
from toolkit.sources.reading import period_columns

PAIR, LEICESTERSHIRE, RUTLAND = map(
    find_place, ("Leicestershire + Rutland", "Leicestershire", "Rutland")
)
TAYSIDE, ANGUS, DUNDEE, PERTH = map(
    find_place, ("NHS Tayside", "Angus", "Dundee City", "Perth and Kinross")
)


def stated(*rows, indicator="drug_misuse_deaths"):
    declared = load_indicators()[indicator]
    usual = {
        "indicator": indicator, "sex": "persons", "age": "all ages", "group": "all",
        "basis": "published", "state": "ok", "source": "partnership_reports", "method": "published",
        "unit": declared.unit, "polarity": declared.polarity, "observations": "row-0",
        "period": "2019–21",
    }  # fmt: skip
    frame = pd.DataFrame([{**usual, **row} for row in rows])
    frame = frame.assign(
        area_code=[area.code for area in frame.pop("area")],
        **period_columns([Period.parse(text) for text in frame.pop("period")]),
    )
    return RESULTS.complete(frame)


def revealed(rows, *shown):
    return [
        (found.whole.name, [part.name for part in found.parts], found.hidden.name, found.what)
        for found in find_revealed(rows, find_nests(shown))
    ]


WHOLE = {"area": PAIR, "count": 52.0}
PART = {"area": LEICESTERSHIRE, "count": 49.0}
HIDDEN = {"area": RUTLAND, "state": "suppressed"}


def test_a_part_beside_its_whole_tells_what_is_hidden():
    assert revealed(stated(WHOLE, PART, HIDDEN), PAIR, LEICESTERSHIRE) == [
        ("Leicestershire and Rutland", ["Leicestershire"], "Rutland", "number"),
    ]  # fmt: skip


def test_a_figure_that_is_nowhere_published_is_as_hidden_as_a_suppressed_one():
    assert revealed(stated(WHOLE, PART), PAIR, LEICESTERSHIRE)


def test_nothing_is_told_where_the_rest_is_public():
    rows = stated(WHOLE, PART, {"area": RUTLAND, "count": 3.0})
    assert revealed(rows, PAIR, LEICESTERSHIRE) == []


def test_nothing_is_told_where_the_whole_is_not_known():
    unknown = {"area": PAIR, "state": "suppressed"}
    assert revealed(stated(unknown, PART, HIDDEN), PAIR, LEICESTERSHIRE) == []


def test_a_hidden_part_that_is_itself_shown_is_told_by_the_other():
    rows = stated(WHOLE, PART, HIDDEN)
    assert revealed(rows, PAIR, LEICESTERSHIRE, RUTLAND)[0][2] == "Rutland"


def test_the_whole_alone_tells_nothing():
    assert find_nests([PAIR, find_place("England")]) == []


def test_a_share_and_its_denominator_are_as_good_as_a_count():
    rows = stated(
        {"area": PAIR, "value": 50.0, "denominator": 200.0},
        {"area": LEICESTERSHIRE, "value": 51.0, "denominator": 190.0},
        HIDDEN,
        indicator="successful_completion_opiates",
    )
    assert "number" in {found[3] for found in revealed(rows, PAIR, LEICESTERSHIRE)}


def test_estimated_numbers_of_people_subtract_too_and_rates_do_not():
    for indicator, told in (("alcohol_dependence", True), ("drug_misuse_deaths", False)):
        rows = stated(
            {"area": PAIR, "value": 5728.0},
            {"area": LEICESTERSHIRE, "value": 5457.0},
            HIDDEN,
            indicator=indicator,
        )
        assert bool(revealed(rows, PAIR, LEICESTERSHIRE)) is told


def test_of_three_parts_two_hidden_ones_cannot_be_told_apart():
    board = {"area": TAYSIDE, "count": 90.0}
    one = {"area": PERTH, "count": 20.0}
    other = {"area": DUNDEE, "count": 60.0}
    assert revealed(stated(board, one), TAYSIDE, PERTH) == []
    assert revealed(stated(board, one, other), TAYSIDE, PERTH) == [
        ("NHS Tayside", ["Perth and Kinross"], "Angus", "number"),
    ]  # fmt: skip


def test_a_region_beside_one_of_its_authorities_tells_no_more_than_the_publisher():
    region = find_place("East Midlands")
    rows = stated({"area": region, "count": 300.0}, PART, HIDDEN)
    assert revealed(rows, region, LEICESTERSHIRE) == []


def test_two_statements_are_never_subtracted_from_each_other():
    rows = stated(WHOLE, PART | {"period": "2018–20"}, HIDDEN)
    assert revealed(rows, PAIR, LEICESTERSHIRE) == []


def test_the_refusal_names_indicator_periods_areas_and_what_to_do():
    rows = stated(
        *({**row, "period": period} for row in (WHOLE, PART) for period in ("2018–20", "2019–21"))
    )
    with pytest.raises(DisclosureError) as refusal:
        refuse_revealed(rows, find_nests([PAIR, LEICESTERSHIRE]))
    assert refusal.value.problems == (
        "Deaths from drug misuse: Leicestershire and Rutland less Leicestershire is the number of "
        "Rutland, which is not published; 2018–20, 2019–21",
    )
    assert "leave out Leicestershire or the whole" in refusal.value.hint
    assert "restricted" in refusal.value.hint


def test_what_tells_nothing_is_let_through():
    rows = stated(WHOLE, PART, {"area": RUTLAND, "count": 3.0})
    nests = find_nests([PAIR, LEICESTERSHIRE])
    assert list(find_revealed(rows, nests)) == []
    refuse_revealed(rows, nests)


def test_overlapping_parts_are_taken_once():
    (nest,) = [one for one in find_nests([TAYSIDE, ANGUS, DUNDEE]) if one.whole == TAYSIDE]
    assert nest.rest == (PERTH,)
