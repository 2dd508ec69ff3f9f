"""The page of formulas says what the functions say."""

import importlib.util
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def load_generator():
    spec = importlib.util.spec_from_file_location(
        "generate_formulas", DOCS / "generate_formulas.py"
    )
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    return generator


def test_the_page_is_not_stale():
    written = (DOCS / "formulas.md").read_text(encoding="utf-8")
    assert written == load_generator().write_page(), "run: python docs/generate_formulas.py"


def test_every_function_is_on_it_with_its_formula_and_source():
    page = load_generator().write_page()
    for name in ("wilson", "directly_standardised_rate", "recent_trend", "life_expectancy"):
        section = page.split(f"### `{name}`")[1].split("### ")[0]
        assert "$$" in section
        assert "doi:10." in section
    assert ":math:" not in page
    assert ".. math" not in page
