"""The check of a document: every relation asked in turn, the findings in the document's order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.check.documents import Document
from toolkit.check.findings import VERDICTS, Finding
from toolkit.check.readers import read_document
from toolkit.check.readers.plain import read_text
from toolkit.check.relations import RELATIONS
from toolkit.errors import SourceError

__all__ = ["Checked", "check_document", "check_files", "check_text"]

Relation = Callable[[Document], Iterable[Finding]]


@dataclass(frozen=True)
class Checked:
    """A document that was checked.

    Parameters
    ----------
    document : Document
        As it was read.
    findings : tuple of Finding
        In the document's order.
    """

    document: Document
    findings: tuple[Finding, ...]

    @property
    def disagrees(self) -> bool:
        """Whether anything in the document disagrees."""
        return any(found.verdict == "disagrees" for found in self.findings)

    @property
    def tally(self) -> dict[str, int]:
        """How many findings there are of each verdict."""
        counted = Counter(found.verdict for found in self.findings)
        return {verdict: counted[verdict] for verdict in VERDICTS}

    @property
    def counts(self) -> str:
        """Each verdict with how many findings there are of it, in words."""
        return ", ".join(f"{verdict}: {number}" for verdict, number in self.tally.items())

    def __str__(self) -> str:
        return "\n".join([f"{self.document.name}, {self.counts}", *map(str, self.findings)])


def check_document(document: Document, relations: Iterable[Relation] = RELATIONS) -> Checked:
    """Check a document against itself.

    Parameters
    ----------
    document : Document
        As a reader gives it.
    relations : iterable of callable, optional
        All of the toolkit's own without it.

    Returns
    -------
    Checked
    """
    found = dict.fromkeys(one for relation in relations for one in relation(document))
    findings = sorted(_without_repeats(found), key=lambda one: one.place.block)
    return Checked(document, tuple(findings))


def check_text(text: str, name: str = "text") -> Checked:
    """Check a text: read what it says, and recompute it.

    Parameters
    ----------
    text : str
        Lines; cells of tables are parted by tabs.
    name : str
        What to call it.

    Returns
    -------
    Checked
        Its findings; printed, one line each.

    Examples
    --------
    >>> print(check_text("Treatment rose by 9.6%, from 354 to 381."))
    text, disagrees: 1, agrees in another sense: 0, cannot be recomputed: 0, agrees: 0
    text, line 1: disagrees (change): 9.6% recomputes to +7.6%: 354 to 381 is +7.6%
    """
    return check_document(read_text(text, name))


def check_files(files: Sequence[Path], area: str | None = None) -> list[Checked]:
    """Check finished documents, each against itself.

    Parameters
    ----------
    files : sequence of pathlib.Path
        Of the formats that `read_document` reads.
    area : str, optional
        Name, alias or code: its results are held against what is printed too.

    Returns
    -------
    list of Checked
        One a file, in their order.

    Raises
    ------
    SourceError
        Where files cannot be read; names all of them.
    """
    relations: tuple[Relation, ...] = RELATIONS
    if area is not None:
        from toolkit.check.held_results import relation_to

        relations = (*RELATIONS, relation_to(area))
    documents, refused = [], []
    for file in files:
        try:
            documents.append(read_document(file))
        except SourceError as error:
            refused.append(error)
    if len(refused) == 1 and len(files) == 1:
        raise refused[0]
    if refused:
        raise SourceError(
            f"{len(refused)} of {len(files)} files cannot be checked", [str(one) for one in refused]
        )
    return [check_document(one, relations) for one in documents]


def _without_repeats(found: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what cannot be recomputed by one relation and was by another."""
    known = list(found)
    made = {(one.place, one.quote, one.printed) for one in known if one.recomputed}
    for one in known:
        lost = one.verdict == "cannot be recomputed"
        if not lost or (one.place, one.quote, one.printed) not in made:
            yield one
