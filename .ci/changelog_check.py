"""See that indicators were not declared otherwise since CHANGELOG.md was last written.

Run ``uv run python .ci/changelog_check.py``. What only words an indicator is left alone.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
PAGE = "CHANGELOG.md"
INDICATORS = "toolkit/catalogue/indicators"
WORDS = {"name", "noun", "why_it_matters", "caveats", "references", "differences", "ids"}


def git(*words: str) -> str:
    """Return what git says."""
    done = subprocess.run(
        ["git", *words], cwd=PROJECT, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


def declared(texts: list[str]) -> dict[str, dict[str, Any]]:
    """Return what makes the figures of each indicator of some files."""
    tables = {key: table for text in texts for key, table in tomllib.loads(text).items()}
    return {
        key: {field: said for field, said in table.items() if field not in WORDS}
        for key, table in tables.items()
    }


def differing(before: dict[str, dict[str, Any]], now: dict[str, dict[str, Any]]) -> list[str]:
    """Return the indicators that are new, gone or made otherwise."""
    return sorted(key for key in {*before, *now} if before.get(key) != now.get(key))


def main() -> None:
    """Compare the working tree with the commit that wrote the page last."""
    last = git("log", "-1", "--format=%H", "--", PAGE).strip()
    if not last or git("diff", "--name-only", last, "--", PAGE):
        return
    files = git("ls-tree", "-r", "--name-only", last, "--", INDICATORS).splitlines()
    before = declared([git("show", f"{last}:{name}") for name in files])
    paths = sorted((PROJECT / INDICATORS).glob("*.toml"))
    now = declared([path.read_text(encoding="utf-8") for path in paths])
    if changed := differing(before, now):
        sys.exit(
            f"{', '.join(changed)}: declared otherwise than when {PAGE} was last written\n"
            f"What to do: say in it, under Figures, which periods change and how"
        )


if __name__ == "__main__":
    main()
