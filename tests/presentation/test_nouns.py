"""One of something is said in the singular, whatever the catalogue calls it."""

from __future__ import annotations

import re

import pytest

from toolkit.catalogue.indicators import load_indicators
from toolkit.presentation.nouns import counted


@pytest.mark.parametrize(
    ("noun", "written"),
    [
        ("deaths from drug misuse", "1 death from drug misuse"),
        ("people aged 15 to 64 in treatment", "1 person aged 15 to 64 in treatment"),
        ("take-home naloxone kits", "1 take-home naloxone kit"),
        ("maternities with drug use recorded", "1 maternity with drug use recorded"),
        ("adults who smoke", "1 of the adults who smoke"),
        ("admissions for self-harm of people aged 10 to 24", "1 admission for self-harm of people aged 10 to 24"),
    ],
)  # fmt: skip
def test_the_head_of_a_noun_is_put_in_the_singular(noun, written):
    assert counted(1, noun) == written
    assert counted(2, noun) == f"2 {noun}"
    assert counted(0, noun) == f"0 {noun}"


@pytest.mark.parametrize("noun", sorted({one.noun for one in load_indicators().values()}))
def test_no_noun_of_the_catalogue_is_left_in_the_plural_beside_one(noun):
    assert not re.match(
        r"1 (?:people|children|adults|deaths|admissions|events)\b", counted(1, noun)
    )
