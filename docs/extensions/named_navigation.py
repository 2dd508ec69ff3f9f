"""Name the buttons of the theme's list of pages, which a screen reader announces as nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup
from sphinx.application import Sphinx

_AFTER_THE_THEME = 900


def name_buttons(html: str) -> str:
    """Return a list of pages in which each button says below which page it opens the others.

    Parameters
    ----------
    html : str
        As the theme writes it: a link, and after it ``details`` with an unnamed ``summary``.

    Examples
    --------
    >>> name_buttons('<li><a href="x">Charts</a><details><summary></summary></details></li>')
    '<li><a href="x">Charts</a><details><summary aria-label="Pages below Charts"></summary></details></li>'
    """
    soup = BeautifulSoup(html, "html.parser")
    for summary in soup.find_all("summary"):
        link = summary.parent.find_previous_sibling("a")
        if link is not None and not summary.get_text(strip=True):
            summary["aria-label"] = f"Pages below {link.get_text(' ', strip=True)}"
    return str(soup)


def _name_on_page(*event: Any) -> None:
    context: dict[str, Any] = event[3]  # after application, page and template
    written: Callable[..., object] | None = context.get("generate_toctree_html")
    if written is not None:
        context["generate_toctree_html"] = lambda *args, **more: name_buttons(
            str(written(*args, **more))
        )


def setup(app: Sphinx) -> dict[str, bool]:
    """Come after the theme, on every page."""
    app.connect("html-page-context", _name_on_page, priority=_AFTER_THE_THEME)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
