"""Age bands of every publisher come out in one spelling."""

import pytest

from toolkit.sources.ages import age_band


@pytest.mark.parametrize(
    ("printed", "band"),
    [
        ("All ages", "all ages"),
        ("Age 90 or more", "90+"),
        ("Age 1-4", "1-4"),
        ("35 - 39", "35-39"),
        ("35 to 54", "35-54"),
        ("05-09", "5-9"),
        ("under 25", "under 25"),
        ("70 and over", "70+"),
        ("20–29      ", "20-29"),
        ("aged 11-25 years", "11-25"),
        ("aged >16 years", "17+"),
        ("aged <75 years", "under 75"),
        ("85+", "85+"),
    ],
)
def test_an_age_band_is_spelt_as_this_project_spells_it(printed, band):
    assert age_band(printed) == band


@pytest.mark.parametrize("printed", ["", "females", "Average age at death", "Methadone"])
def test_what_is_no_age_band_is_blank(printed):
    assert age_band(printed) == ""
