"""Groups by deprivation, whatever a source calls them."""

import pandas as pd

from toolkit.analysis.deprivation_groups import pick_breakdown, rank_groups

FINGERTIPS = ["Most", "Second most", "Third more", "Fourth more", "Fifth more",
              "Fifth less", "Fourth less", "Third less", "Second least", "Least"]  # fmt: skip


def test_every_tenth_of_fingertips_has_its_place():
    names = pd.Series([f"{words} deprived decile (IMD2019)" for words in FINGERTIPS])
    assert rank_groups(names).tolist() == [*range(1, 11)]


def test_fifths_in_words_count_from_five():
    names = pd.Series(["Most deprived quintile", "Second most deprived quintile", "Least deprived quintile"])  # fmt: skip
    assert rank_groups(names).tolist() == [1, 2, 5]


def test_numbers_are_turned_where_the_source_says_that_ten_is_the_most_deprived():
    names = pd.Series(["10 (most deprived)", "4", "1 (least deprived)"])
    assert rank_groups(names).tolist() == [1, 7, 10]


def test_the_smallest_areas_are_picked_before_districts_and_districts_before_counties():
    kinds = ["County & UA deprivation deciles in England (IMD2019)",
             "District & UA deprivation deciles in England (IMD2019)", "IMD decile"]  # fmt: skip
    assert pick_breakdown(pd.Series(kinds)) == "IMD decile"
    assert pick_breakdown(pd.Series(kinds[:2])).startswith("District")
    assert pick_breakdown(pd.Series(["drug implicated"])) is None
