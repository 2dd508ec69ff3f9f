"""The front page of a run: every report with its documents, and what failed with its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from toolkit.catalogue.areas import load_areas
from toolkit.presentation.display import templates
from toolkit.reports.records import Run
from toolkit.sources.holdings import write_atomically

__all__ = ["write_index"]


def write_index(run: Run) -> Path:
    """Write ``index.html`` of a run from its records.

    Returns
    -------
    Path
    """
    rows = [_row(entry, record) for entry, record in run.records().items()]
    rows.sort(key=lambda row: (row["nation"], row["area"], row["notebook"]))
    page = templates().get_template("run_index.html").render(rows=rows, run=run.folder.name)
    path = run.folder / "index.html"
    write_atomically(path, page)
    return path


def _row(entry: str, record: dict[str, Any]) -> dict[str, Any]:
    code = entry.partition("/")[0]
    area = load_areas().get(code.partition("+")[0])
    documents = sorted(record["documents"], key=lambda name: (not name.endswith(".html"), name))
    return {
        "area": record.get("area", code),
        "nation": area.nation if area else "",
        "notebook": record.get("notebook", "").replace("_", " "),
        "status": record["status"],
        "error": record.get("error", ""),
        "traceback": record.get("traceback", ""),
        "made": record.get("made", ""),
        "links": [{"href": f"{code}/{name}", "name": _words(name)} for name in documents],
    }


def _words(name: str) -> str:
    ending = name.rpartition(".")[2]
    return {"html": "page", "ipynb": "notebook"}.get(ending, ending)
