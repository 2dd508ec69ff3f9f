"""The doctor: what this machine and this folder lack, and the command that mends it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator

from toolkit.errors import ToolkitError, count_of
from toolkit.explore.findings import Finding
from toolkit.explore.machine import examine_machine
from toolkit.sources.workspace import Workspace

__all__ = ["examine"]

_OLD_DAYS = 366


def examine(workspace: Workspace | None = None, today: dt.date | None = None) -> list[Finding]:
    """Look at the machine, the data that are held, and what the user made; change nothing.

    Parameters
    ----------
    workspace : Workspace, optional
        The current one by default.
    today : date, optional
        The day that ages are reckoned to; today without it.

    Returns
    -------
    list of Finding
        In the order in which a person would look.
    """
    workspace = workspace or Workspace.current()
    return [
        *examine_machine(workspace.root),
        *_told("data", lambda: _data(workspace, today or dt.date.today())),
        *_told("store", lambda: _store(workspace)),
        *_told("your own", lambda: _own(workspace)),
    ]


def _told(subject: str, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """Return what is found; an error of ours, or a package that is not there, is a finding too."""
    try:
        return list(look())
    except ToolkitError as error:
        told = "; ".join([error.summary, *error.problems])
        return [Finding("amiss", subject, told, error.hint)]
    except ImportError as error:
        return [Finding("amiss", subject, f"cannot be looked at: {error}", "uv sync")]


def _data(workspace: Workspace, today: dt.date) -> Iterator[Finding]:
    from toolkit.sources.holdings import find_holdings

    held = list(find_holdings(workspace.raw))
    if not held:
        yield Finding(
            "amiss",
            "data",
            f"{workspace.raw} holds nothing",
            "toolkit import FILE, or toolkit fetch --all",
        )
        return
    counts = Counter(one.sidecar["source"] for one in held)
    yield Finding(
        "well",
        "data",
        f"{count_of(len(held), 'file', 'files')} of {count_of(len(counts), 'source', 'sources')} under {workspace.raw}",
    )
    if set(counts) == {"partnership_reports"}:
        yield Finding(
            "note",
            "data",
            "only figures printed in partnerships' reports are held; most sections will be empty",
            "toolkit import FILE, or toolkit fetch --all",
        )
    last: dict[str, dt.date] = {}
    for one in held:
        said = one.sidecar.get("checked") or one.sidecar.get("retrieved")
        if said:
            day = dt.datetime.fromisoformat(said).date()
            last[one.source.id] = max(day, last.get(one.source.id, day))
    for source, day in sorted(last.items()):
        days = (today - day).days
        can_fetch = next(one.source for one in held if one.source.id == source).fetch is not None
        if days > _OLD_DAYS:
            mend = (
                f"toolkit fetch {source}"
                if can_fetch
                else "toolkit import the publisher's new file"
            )
            yield Finding("note", f"data of {source}", f"{days} days old, of {day}", mend)
    if last:
        oldest, newest = min(last.values()), max(last.values())
        yield Finding("well", "age of data", f"fetched or imported from {oldest} to {newest}")


def _store(workspace: Workspace) -> Iterator[Finding]:
    from toolkit.sources.store import Store

    store = Store(workspace)
    if not store.manifest().parts:
        yield Finding(
            "note", "store", "nothing is built yet; the first report builds it", "toolkit build"
        )
        return
    yield Finding("well", "store", store.check())


def _own(workspace: Workspace) -> Iterator[Finding]:
    from toolkit.catalogue.indicators import load_indicators
    from toolkit.catalogue.own import own_folder
    from toolkit.catalogue.publishers import load_sources
    from toolkit.reports.own_notebooks import list_own_notebooks
    from toolkit.reports.report_notebooks import find_notebook
    from toolkit.sources.readers import load_layouts

    if not own_folder().is_dir():
        yield Finding(
            "well", "your own", "no indicators, readers or notebooks (docs/own.md says how)"
        )
        return
    faults = []
    for load in (load_sources, load_indicators, load_layouts):
        try:
            load()
        except ToolkitError as error:
            faults.append(Finding("amiss", "your own", str(error).replace("\n", "\n         ")))
    for path in list_own_notebooks(workspace):
        try:
            find_notebook(path.stem, workspace)
        except ToolkitError as error:
            faults.append(Finding("amiss", f"notebook {path.stem}", error.summary, error.hint))
    yield from faults
    if not faults:
        counts = [
            (len(list(own_folder().glob(pattern))), what)
            for pattern, what in (
                ("indicators/*.toml", "files of indicators"),
                ("readers/*.py", "readers"),
                ("notebooks/*.ipynb", "notebooks"),
            )
        ]
        told = ", ".join(f"{number} {what}" for number, what in counts)
        yield Finding("well", "your own", f"{told} in {own_folder()}")
