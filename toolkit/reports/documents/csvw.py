"""CSV with metadata: every table of a report as plain numbers, and what each column holds.

References
----------
Metadata Vocabulary for Tabular Data, W3C Recommendation, 17 December 2015.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from toolkit.presentation.blocks import Section
from toolkit.presentation.display import Block
from toolkit.presentation.tables import Table, keep_from_running
from toolkit.reports.documents.columns import Column, columns_of
from toolkit.reports.documents.content import Document, tables_of

__all__ = ["METADATA", "render_csvs"]

METADATA = "csv-metadata.json"
"""The file that describes the others, by the name that CSV on the Web asks for."""


def render_csvs(document: Document) -> dict[str, bytes]:
    """Return every table as a file, and one that describes them all.

    Parameters
    ----------
    document : Document
        Whose tables they are.

    Returns
    -------
    dict of str to bytes
        By file name. A mark beside a number stands in a column of its own.
    """
    files: dict[str, bytes] = {}
    described = []
    for place, (block, table) in enumerate(_tables(document), start=1):
        name = f"{place:02d}-{table.file_name}"
        columns = columns_of(table)
        files[name] = _file(columns)
        described.append(_describe(name, block, table, columns))
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "dc:title": document.cover.title,
        "dc:subject": " ".join(filter(None, (document.cover.area, document.cover.area_code))),
        "dc:description": list(document.cover.facts),
        "tables": described,
    }
    text = json.dumps(metadata, indent=1, ensure_ascii=False) + "\n"
    return {**files, METADATA: text.encode()}


def _tables(document: Document) -> Iterator[tuple[Block, Table]]:
    for block in document.blocks:
        for table in tables_of(block):
            yield block, table


def _file(columns: list[Column]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([keep_from_running(column.heading) for column in columns])
    writer.writerows(zip(*(_texts(column) for column in columns), strict=True))
    return text.getvalue().encode()


def _texts(column: Column) -> list[str]:
    if not column.numeric:
        return [keep_from_running(str(value)) for value in column.values]
    numbers = zip(column.values, column.decimals, strict=True)
    return ["" if one is None else f"{one:.{places}f}" for one, places in numbers]


def _describe(name: str, block: Block, table: Table, columns: list[Column]) -> dict[str, Any]:
    section = block if isinstance(block, Section) else None
    return {
        "url": name,
        "dc:title": table.caption,
        "dc:isPartOf": section.heading if section else "",
        "dc:description": list(section.sentences) if section else [],
        "dc:source": list(section.sources) if section else [],
        "notes": [*table.notes, *(section.caveats if section else [])],
        "tableSchema": {"columns": list(_schema(columns))},
    }


def _schema(columns: list[Column]) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    for column in columns:
        plain = re.sub(r"\W+", "_", column.heading.casefold(), flags=re.ASCII).strip("_")
        name = plain if plain and plain not in taken else f"{plain or 'column'}_{len(taken) + 1}"
        taken.add(name)
        yield {
            "name": name,
            "titles": [keep_from_running(column.heading)],
            **({"datatype": "number", "null": ""} if column.numeric else {"datatype": "string"}),
        }
