"""Write formulas as MathML, which browsers and screen readers read without a script or a download."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert


def _write(translator: Any, node: nodes.Element, display: str) -> None:
    translator.body.append(convert(node.astext(), display=display))
    raise nodes.SkipNode


def visit_inline(translator: Any, node: nodes.Element) -> None:
    """Write a formula within a sentence."""
    _write(translator, node, "inline")


def visit_block(translator: Any, node: nodes.Element) -> None:
    """Write a formula on a line of its own."""
    # Wide formulas scroll, and what scrolls can be reached by the keyboard.
    translator.body.append('<div class="formula" role="group" aria-label="formula" tabindex="0">')
    translator.body.append(convert(node.astext(), display="block"))
    translator.body.append("</div>")
    raise nodes.SkipNode


def setup(app: Any) -> dict[str, bool]:
    """Tell Sphinx of the renderer."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
