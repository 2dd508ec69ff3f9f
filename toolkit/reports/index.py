"""The front pages of a run: every report with its documents, what failed and why, two areas beside each other."""

from __future__ import annotations

from collections import Counter
from typing import Any

from markupsafe import Markup

from toolkit.catalogue.areas import Area, load_areas
from toolkit.presentation.display import templates
from toolkit.presentation.protective_marks import choose_marks
from toolkit.reports.records import Run
from toolkit.reports.site_pages import gather_sections, lay_tiles, script_digest

__all__ = ["write_index"]

_ORDER = ("html", "pdf", "docx", "pptx", "xlsx", "zip", "ipynb")
_WORDS = {"html": "page", "docx": "Word", "pptx": "slides", "xlsx": "Excel", "pdf": "PDF",
          "zip": "CSV", "ipynb": "notebook"}  # fmt: skip


def write_index(run: Run) -> str:
    """Write ``index.html`` of a run from its records, and ``compare.html`` from its notebooks.

    Returns
    -------
    str
        Where the index is. Both pages hold all they need, and open from a shared drive.
    """
    records = run.records()
    rows = [_row(entry, record) for entry, record in records.items()]
    # A run holds reports of one kind alone.
    first: dict[str, Any] = next(iter(records.values()), {})
    marks = choose_marks(first.get("mode", "public"), synthetic=first.get("synthetic", False))
    mark = "; ".join(one.words for one in marks)
    rows.sort(key=lambda row: (row["nation"], row["area"], row["notebook"]))
    compared = _write_comparison(run, rows, mark)
    pages = {row["code"]: row["page"] for row in reversed(rows) if row["page"]}
    given = {"rows": rows, "map": lay_tiles(pages), "compared": compared, "mark": mark}
    page = _render("run_index.html", "search.js", run, **given)
    return run.write("index.html", page)


def _write_comparison(run: Run, rows: list[dict[str, Any]], mark: str) -> bool:
    """Write the page on which two areas are chosen; say whether there are two."""
    whole = [row for row in rows if row["page"]]
    often = Counter(row["notebook"] for row in whole).most_common(1)
    chosen = [row for row in whole if row["notebook"] == often[0][0]]
    if len(chosen) < 2:
        return False
    notebooks = [(row["area"], row["page"], run.fetch(row["executed"])) for row in chosen]
    data = Markup(gather_sections(notebooks))
    page = _render("run_compare.html", "compare.js", run, data=data, mark=mark)
    run.write("compare.html", page)
    return True


def _render(template: str, script_name: str, run: Run, **given: Any) -> str:
    # As the page holds it: its policy names the digest.
    script = templates().get_template(script_name).render()
    return (
        templates()
        .get_template(template)
        .render(run=run.name, script=Markup(script), digest=script_digest(script), **given)
    )


def _row(entry: str, record: dict[str, Any]) -> dict[str, Any]:
    code, _, name = entry.partition("/")
    area = load_areas().get(code) or load_areas().get(code.partition("+")[0])
    documents = sorted(record["documents"], key=lambda one: _ORDER.index(_ending(one)))
    made = record["status"] == "made"
    return {
        "code": code,
        "area": _named(area, record.get("area", code)),
        "nation": area.nation if area else "",
        "region": _region(area),
        "spellings": " ".join(
            dict.fromkeys([record.get("area", code), code, *(area.spellings if area else ())])
        ),
        "notebook": record.get("notebook", "").replace("_", " "),
        "status": record["status"],
        "error": record.get("error", ""),
        "traceback": record.get("traceback", ""),
        "made": record.get("made", ""),
        "page": f"{code}/{name}.html" if made and f"{name}.html" in documents else "",
        "executed": f"{code}/{name}.ipynb",
        "links": [{"href": f"{code}/{one}", "name": _WORDS[_ending(one)]} for one in documents],
    }


def _named(area: Area | None, name: str) -> str:
    return f"{name} / {area.welsh_name}" if area and area.welsh_name else name


def _region(area: Area | None) -> str:
    if area is None:
        return ""
    return area.region.name if area.region else area.nation


def _ending(name: str) -> str:
    return name.rpartition(".")[2]
