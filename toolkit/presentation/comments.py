"""What local people write beside a section: dated, attributed, and flagged where the figures have changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from toolkit.sources.plans.markdown import Paragraph, Run

__all__ = ["CHANGED", "Comment"]

CHANGED = "The figures have changed since this was written."


@dataclass(frozen=True)
class Comment:
    """A local text.

    Parameters
    ----------
    author, date : str
        Whose words they are, and of which day.
    paragraphs : sequence of Paragraph
        The words, in the few looks that are known: never HTML.
    flag : str
        What a reader must know before reading on; blank for nothing.

    Examples
    --------
    >>> from toolkit.sources.plans.markdown import read_markdown
    >>> Comment("A. Analyst", "31 March 2026", read_markdown("A **review** is under way.")).texts
    ['Local commentary, A. Analyst, 31 March 2026', 'A review is under way.']
    """

    author: str
    date: str
    paragraphs: Sequence[Paragraph]
    flag: str = ""

    @property
    def byline(self) -> str:
        """Whose words they are."""
        return f"Local commentary, {self.author}, {self.date}"

    @property
    def texts(self) -> list[str]:
        """Byline, flag and words, for documents that know no looks."""
        return [
            self.byline,
            *([self.flag] if self.flag else []),
            *(p.text for p in self.paragraphs),
        ]

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Self:
        """Return the comment of some plain data."""
        paragraphs = [
            Paragraph(one["kind"], tuple(Run(**run) for run in one["runs"]))
            for one in fields["paragraphs"]
        ]
        return cls(**{**fields, "paragraphs": paragraphs})
