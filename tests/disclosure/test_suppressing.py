"""No hidden number can be told from those that are shown, and no more is hidden than that takes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from toolkit.disclosure.linked_tables import LinkedTable
from toolkit.disclosure.suppressing import suppress


def crossed(inner):
    """A table with the totals of each way, and totals of these."""
    full = np.asarray(inner, dtype=float)
    for way in range(full.ndim):
        full = np.concatenate([full.sum(axis=way, keepdims=True), full], axis=way)
    places = np.arange(full.size).reshape(full.shape)
    rows = []
    for way in range(full.ndim):
        for line in np.moveaxis(places, way, 0).reshape(full.shape[way], -1).T:
            row = np.zeros(full.size)
            row[line[0]], row[line[1:]] = 1, -1
            rows.append(row)
    return LinkedTable.of_counts(full.ravel(), csr_array(np.array(rows)))


def guesses(inner, table, hidden, most=18):
    """Every whole-number filling of a table of two by two that fits what is shown."""
    places = [
        table.counts.size - 5,
        table.counts.size - 4,
        table.counts.size - 2,
        table.counts.size - 1,
    ]
    choices = [
        range(most + 1) if hidden[place] else [int(value)]
        for place, value in zip(places, inner, strict=True)
    ]
    a, b, c, d = (grid.ravel() for grid in np.meshgrid(*choices, indexing="ij"))
    full = np.stack([a + b + c + d, a + c, b + d, a + b, a, b, c + d, c, d])
    shown = ~hidden
    return full[:, (full[shown] == table.counts[shown, None]).all(axis=0)]


def test_a_cell_hidden_alone_is_told_by_its_total():
    table = crossed([[3, 9], [8, 20]])
    assert table.recovered(table.withheld).size == 1


def test_the_cheapest_cells_that_hide_one_are_hidden_with_it():
    table = crossed([[3, 9], [8, 20]])
    hidden = suppress(table)
    assert table.recovered(hidden).size == 0
    assert hidden.sum() == 4


def test_nothing_is_hidden_where_nothing_is_small():
    assert not suppress(crossed([[7, 9], [8, 20]])).any()


def test_a_zero_is_shown_and_is_no_cover():
    table = LinkedTable.of_counts(np.array([3.0, 3, 0]), csr_array([[1.0, -1, -1]]))
    assert table.withheld.tolist() == [True, True, False]


def test_a_number_that_could_only_be_some_of_what_the_rule_hides_is_recovered():
    # Together they are 3: neither can be 4.
    table = LinkedTable.of_counts(np.array([8.0, 2, 1, 5]), csr_array([[1.0, -1, -1, -1]]))
    assert table.recovered(table.withheld).size == 2
    assert table.recovered(suppress(table)).size == 0


def test_overlapping_pooled_years_do_not_tell_the_year_that_is_in_one_of_them():
    # 2021-23 and 2022-24, with the years: their difference is 2021 less 2024.
    years = np.array([25.0, 28, 2, 11, 12, 5])
    pooled = [[1.0, 0, -1, -1, -1, 0], [0, 1.0, 0, -1, -1, -1]]
    table = LinkedTable.of_counts(years, csr_array(pooled))
    assert table.recovered(table.withheld).size == 1
    assert table.recovered(suppress(table)).size == 0


@pytest.mark.parametrize("seed", range(3))
def test_a_cube_of_sexes_ages_and_groups_tells_nothing(seed):
    rng = np.random.default_rng(seed)
    table = crossed(rng.poisson(rng.gamma(2, 8, (2, 3, 4))))
    hidden = suppress(table)
    assert hidden[table.withheld].all()
    assert table.recovered(hidden).size == 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_of_small_tables_every_value_that_the_rule_hides_is_found_by_trying_all(numbers):
    table = crossed(np.array(numbers).reshape(2, 2))
    hidden = suppress(table)
    possible = guesses(numbers, table, hidden)
    for cell in np.flatnonzero(table.protected):
        assert set(possible[cell]) >= {1, 2, 3, 4}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_the_auditor_names_the_cells_that_trying_all_names(numbers, more):
    table = crossed(np.array(numbers).reshape(2, 2))
    hidden = table.withheld | np.array(more)
    possible = guesses(numbers, table, hidden)
    told = [n for n in np.flatnonzero(table.protected) if not set(possible[n]) >= {1, 2, 3, 4}]
    # A table of two ways leaves no gap between linear programmes and whole numbers.
    assert table.recovered(hidden).tolist() == told
