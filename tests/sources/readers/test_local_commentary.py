"""Local commentary: a head that says whose words they are, and words that can do no harm."""

import pandas as pd
import pytest

from toolkit.errors import SourceError
from toolkit.sources.files import RawFile
from toolkit.sources.importing import recognise
from toolkit.sources.plans.markdown import read_markdown
from toolkit.sources.readers.local_commentary import LAYOUT

HEAD = {
    "area": "York",
    "section": "drug_misuse_deaths",
    "author": "A. Analyst",
    "date": "2026-03-31",
}
TEXT = (
    "A review of **each death** is under way.\n\n- See [the minutes](https://example.org/minutes)\n"
)


def written(text=TEXT, **changes):
    head = {name: value for name, value in {**HEAD, **changes}.items() if value is not None}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in head.items()) + "---\n" + text


def refusal(file):
    with pytest.raises(SourceError) as refused:
        LAYOUT.read(file)
    return str(refused.value)


def test_a_text_is_kept_with_area_section_author_and_date(text_file):
    file = text_file(written(), name="deaths.md")
    assert recognise(file) == "local_commentary"
    row = LAYOUT.read(file).observations.iloc[0]
    assert (row["area_code"], row["section"], row["author"]) == (
        "E06000014", "drug_misuse_deaths", "A. Analyst",
    )  # fmt: skip
    assert row["written"] == pd.Timestamp("2026-03-31")
    assert row["text"] == TEXT.strip()
    assert not row["restricted"]


def test_an_indicator_may_be_named_in_words_and_a_text_be_restricted(text_file):
    file = text_file(written(section="Deaths from drug misuse", restricted="yes"), name="a.md")
    row = LAYOUT.read(file).observations.iloc[0]
    assert (row["section"], row["restricted"]) == ("drug_misuse_deaths", True)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"area": "Yorkk"}, "no area is called 'Yorkk': did you mean York?"),
        ({"section": "drug_misuse_death"}, "did you mean drug_misuse_deaths?"),
        ({"section": "Our thoughts"}, "expected the id of an indicator or section"),
        ({"author": ""}, "the author is blank"),
        ({"date": None}, "the date is blank"),
        ({"date": "2025/26"}, "expected a day such as 2026-03-31, found '2025/26'"),
        ({"restricted": "perhaps"}, "expected yes or no"),
        ({"autor": "B"}, "did you mean author?"),
    ],
)
def test_a_head_that_cannot_be_is_refused(text_file, changes, told):
    assert told in refusal(text_file(written(**changes), name="a.md"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "there is no text below the head"),
        ("![a map](https://example.org/map.png)", "line 7: a picture"),
        ("[press](javascript:alert(1))", "line 7: expected a link to http or https"),
        ("[file](file:///etc/passwd)", "expected a link to http or https"),
    ],
)
def test_a_text_that_could_do_harm_is_refused_by_its_line(text_file, text, told):
    assert told in refusal(text_file(written(text), name="a.md"))


def test_a_head_that_never_ends_is_refused(text_file):
    assert "between two lines of ---" in refusal(text_file("---\narea: York\n", name="a.md"))


def test_what_looks_like_html_stays_text():
    (paragraph,) = read_markdown("<script>alert(1)</script> & [x](javascript:y)")
    assert paragraph.text == "<script>alert(1)</script> & [x](javascript:y)"
    assert not any(run.address for run in paragraph.runs)


def test_paragraphs_bullets_and_headings_are_told_apart():
    kinds = [one.kind for one in read_markdown("# Why\nOne\ntwo\n- a\n* b\n\nThree")]
    assert kinds == ["heading", "paragraph", "bullet", "bullet", "paragraph"]


def test_a_text_in_two_encodings_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "mixed.md"
    path.write_bytes(written("Caf\xe9").encode("cp1252") + b"\x9d")
    assert "save it as UTF-8" in refusal(RawFile(path))
