"""Write docs/formulas.md from the docstrings of toolkit.methods.

Run ``python docs/generate_formulas.py`` after a formula has changed; a test
fails until then.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from toolkit import methods

PAGE = Path(__file__).with_name("formulas.md")

_HEAD = """# Formulas

Every statistic of `toolkit.methods`, what it computes and where that comes from. This page is made from the functions' own
documentation by `docs/generate_formulas.py`; arguments, units, errors and examples are in `help(toolkit.methods.<name>)`.

$z$ is the standard normal deviate of the confidence asked for (1.96 for 95%, 3.09 for 99.8%), $\\alpha$ one minus that confidence,
and $m$ the scale a rate is written per.
"""


def write_page() -> str:
    """Return the page as it should be.

    Returns
    -------
    str
        Markdown with formulas in TeX.
    """
    parts = [_HEAD]
    for module, functions in _group_by_module(methods.__all__):
        parts.append(f"## {_first_line(inspect.getdoc(module)).rstrip('.')}\n")
        parts.extend(_describe(function) for function in functions)
    return "\n".join(parts).rstrip() + "\n"


def _group_by_module(names: Iterable[str]) -> list[tuple[Any, list[Callable[..., Any]]]]:
    """Return the functions with their modules, in the order of their names and their source."""
    found: dict[Any, list[Callable[..., Any]]] = {}
    for name in names:
        member = getattr(methods, name)
        if inspect.isfunction(member):
            found.setdefault(inspect.getmodule(member), []).append(member)
    ordered = sorted(found.items(), key=lambda item: item[0].__name__)
    return [
        (module, sorted(functions, key=lambda f: f.__code__.co_firstlineno))
        for module, functions in ordered
    ]


def _describe(function: Callable[..., Any]) -> str:
    text = inspect.getdoc(function) or ""
    lines = [f"### `{function.__name__}`\n", _to_markdown(_first_line(text)) + "\n"]
    if notes := _section(text, "Notes"):
        lines.append(_to_markdown(notes) + "\n")
    if references := _section(text, "References"):
        lines.extend(f"- {' '.join(one.split())}" for one in references.split("\n\n"))
        lines.append("")
    return "\n".join(lines)


def _first_line(text: str | None) -> str:
    return (text or "").split("\n\n", 1)[0].replace("\n", " ")


def _section(text: str, name: str) -> str:
    """Return a numpydoc section without its heading; empty where there is none."""
    match = re.search(rf"^{name}\n-+\n(.*?)(?=\n\n?[A-Z][A-Za-z]+\n-+\n|\Z)", text, re.S | re.M)
    return match.group(1).strip("\n") if match else ""


def _to_markdown(text: str) -> str:
    text = re.sub(r"\.\. math::\s*((?:[^\n]+\n?(?:\n?    [^\n]+)*))", _display, text)
    text = re.sub(r":math:`([^`]+)`", lambda m: f"${' '.join(m.group(1).split())}$", text)
    return re.sub(r"``([^`]+)``", r"`\1`", text)


def _display(match: re.Match[str]) -> str:
    return f"$$\n{' '.join(match.group(1).split())}\n$$" + "\n" * match.group(0).endswith("\n")


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8", newline="\n")
