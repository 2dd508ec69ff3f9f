"""Local texts put beside the section that they are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from toolkit.presentation.blocks import Section
from toolkit.presentation.comments import CHANGED, Comment
from toolkit.presentation.sections.targets import day_in_words
from toolkit.sources.plans.markdown import read_markdown

__all__ = ["with_commentary"]


def with_commentary(
    section: Section, texts: pd.DataFrame, changed: Callable[[pd.Series], bool]
) -> Section:
    """Return a section with the local texts about it, the oldest first.

    Parameters
    ----------
    section : Section
        Any section.
    texts : pandas.DataFrame
        Commentary of the area that may be shown, under its contract.
    changed : callable
        Whether the figures beside a text have changed since it was held.

    Returns
    -------
    Section
        The same, where nobody wrote of it.
    """
    own = texts[texts["section"] == section.id].sort_values(["written", "author"])
    comments = tuple(_comment(row, changed(row)) for _, row in own.iterrows())
    return replace(section, commentary=comments) if comments else section


def _comment(row: pd.Series, changed: bool) -> Comment:
    return Comment(
        author=row["author"],
        date=day_in_words(row["written"].date()),
        paragraphs=read_markdown(row["text"]),
        flag=CHANGED if changed else "",
    )
