"""Attribution and assurance: whose figures these are, on what terms, and who checked what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import toolkit
from toolkit.catalogue.publishers import load_sources
from toolkit.presentation.blocks import Section
from toolkit.presentation.tables import Table
from toolkit.reports.documents.content import Document, Heading

__all__ = ["Signature", "assured"]

_NOT_NAMED = "not named"
_LICENCE_TEXTS = {
    "Open Government Licence v3.0": "nationalarchives.gov.uk/doc/open-government-licence/version/3",
    "CC BY 4.0": "creativecommons.org/licenses/by/4.0",
}


@dataclass(frozen=True)
class Signature:
    """Who answers for a document.

    Parameters
    ----------
    analyst, checker : str
        Who made it and who checked it; blank where nobody is named.
    made : date
        When.
    """

    analyst: str = ""
    checker: str = ""
    made: date = field(default_factory=date.today)


def assured(document: Document, signature: Signature) -> Document:
    """Return a document with its page on attribution and quality assurance.

    Parameters
    ----------
    document : Document
        Whose citations are gathered and whose figures are checked.
    signature : Signature
        Analyst, checker and date.
    """
    head = Heading("About this document", "about-this-document")
    return replace(document, pieces=[*document.pieces, head, _page(document, signature)])


def _page(document: Document, signature: Signature) -> Section:
    return Section(
        "assurance",
        "Attribution and quality assurance",
        [
            "Every figure in this document comes from the publishers named here, on the terms named "
            "beside them. Contains public sector information licensed under the Open Government "
            "Licence v3.0 where that licence is named.",
        ],
        tables=[_publishers(document), _assured(document, signature)],
        caveats=_caveats(signature),
    )


def _publishers(document: Document) -> Table:
    """Return publishers and licences, as the sections cite them."""
    named: dict[tuple[str, str], int] = {}
    for block in document.blocks:
        for publisher, licence in _cited(block) if isinstance(block, Section) else ():
            named[publisher, licence] = named.get((publisher, licence), 0) + 1
    rows = [
        [publisher, licence, _LICENCE_TEXTS.get(licence, "–"), str(count)]
        for (publisher, licence), count in sorted(named.items())
    ]
    return Table(
        "Publishers and licences",
        ["Publisher", "Licence", "Its text", "Citations"],
        rows or [["No publisher's figures are shown", "–", "–", "0"]],
    )


def _cited(section: Section) -> Iterator[tuple[str, str]]:
    """Yield publisher and licence of each citation, which read "title. publisher. licence. File …"."""
    licences = {source.licence for source in load_sources().values()}
    publishers = {source.publisher for source in load_sources().values()}
    for citation in section.sources:
        for licence in licences:
            head, found, _ = citation.partition(f". {licence}. File ")
            if not found:
                continue
            known = [name for name in publishers if head.endswith(name)]
            yield max(known, key=len, default=head.rpartition(". ")[2]), licence
            break


def _assured(document: Document, signature: Signature) -> Table:
    figures, tables = document.figures, document.tables
    described = sum(bool(figure.alt.strip()) for figure in figures)
    headed = sum(all(head.strip() for head in table.columns) for table in tables)
    sections = [block for block in document.blocks if isinstance(block, Section)]
    shown = [section for section in sections if section.figure or section.tables]
    cited = sum(bool(section.sources) for section in shown)
    empty = [section for section in sections if section.missing]
    return Table(
        "Quality assurance",
        ["What", "Outcome"],
        [
            ["Analyst", signature.analyst or _NOT_NAMED],
            ["Checker", signature.checker or _NOT_NAMED],
            ["Date of this document", _day(signature.made)],
            ["Version", f"partnership toolkit {toolkit.__version__}"],
            ["Figures described in words", f"{described} of {len(figures)}"],
            ["Tables with a head to every column", f"{headed} of {len(tables)}"],
            ["Sections with figures that cite a file", f"{cited} of {len(shown)}"],
            ["Sections without figures that say why", f"{len(empty)}"],
        ],
    )


def _caveats(signature: Signature) -> list[str]:
    unnamed = [
        role
        for role, name in (("analyst", signature.analyst), ("checker", signature.checker))
        if not name
    ]
    if not unnamed:
        return []
    return [f"No {' and no '.join(unnamed)} is named: this document has not been signed off."]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
