"""Fetch: a source's files from its publisher, taken in like any file that is imported."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from toolkit.catalogue.publishers import Address, Source
from toolkit.errors import SourceError, ToolkitError, count_of
from toolkit.sources.connection import Connection, Limits, public_url
from toolkit.sources.downloading import Downloader
from toolkit.sources.files import RawFile
from toolkit.sources.holdings import Holding, amend, find_holdings
from toolkit.sources.importing import Imported, import_file
from toolkit.sources.paging import download_pages
from toolkit.sources.partial import Version
from toolkit.sources.store import Store

__all__ = ["Fetched", "fetch"]

_HOSTS_AT_ONCE = 3


@dataclass(frozen=True)
class Fetched:
    """One address that was asked.

    Parameters
    ----------
    url : str
        Without any secret in it.
    path : Path
        Where the file is held.
    imported : Imported, optional
        What was read; None where the server says that nothing has changed.
    """

    url: str
    path: Path
    imported: Imported | None = None

    @property
    def new(self) -> bool:
        """Whether the content was not held before."""
        return self.imported is not None and self.imported.new

    def __str__(self) -> str:
        told = str(self.imported or f"{self.path.name}: unchanged at the publisher")
        return f"{told}\n  from {self.url}"


def fetch(
    sources: Iterable[Source],
    store: Store,
    *,
    limits: Limits | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[list[Fetched], list[ToolkitError]]:
    """Fetch every file of some sources and hold what is new.

    A few hosts are asked at once, and each of them one thing at a time. What
    comes is recognised and read as an imported file is; where it is refused,
    or does not come, what was held stays as it was, and the others go on.

    Parameters
    ----------
    sources : iterable of Source
        Each with addresses.
    store : Store
        Whose workspace is to hold them; it is not built anew.
    limits : Limits, optional
        How long is waited, how often it is tried, how much is taken.
    progress : callable
        Is told which file is asked for, by whichever thread asks.

    Returns
    -------
    tuple of (list of Fetched, list of ToolkitError)
        What was fetched, and one error a source that failed.
    """
    hosts: dict[str, list[Source]] = {}
    for source in sources:
        if source.fetch:
            hosts.setdefault(urlsplit(source.fetch.base).netloc, []).append(source)
    run = _Run(store, limits or Limits(), progress)
    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        tasks = [pool.submit(run.ask_host, group) for group in hosts.values()]
        try:
            for task in tasks:
                task.result()
        except BaseException:
            run.stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return sorted(run.done, key=lambda fetched: fetched.url), run.failed


class _Run:
    """One call of ``fetch``: what its threads share."""

    def __init__(self, store: Store, limits: Limits, progress: Callable[[str], None]) -> None:
        self.stop = Event()
        self.done: list[Fetched] = []
        self.failed: list[ToolkitError] = []
        self._store = store
        self._raw = store.workspace.raw
        self._limits = limits
        self._progress = progress
        self._reading = Lock()

    def ask_host(self, sources: Sequence[Source]) -> None:
        """Fetch the sources of one host, one file after another."""
        connection = Connection(self._limits)
        try:
            for source in sources:
                self._fetch_source(source, Downloader(connection, self.stop))
        finally:
            connection.close()

    def _fetch_source(self, source: Source, downloader: Downloader) -> None:
        partial = self._raw / source.id / ".partial"
        partial.mkdir(parents=True, exist_ok=True)
        addresses = list(source.fetch.addresses()) if source.fetch else []
        faults: list[ToolkitError] = []
        try:
            with FileLock(partial / ".lock", timeout=0):
                for place, address in enumerate(addresses, 1):
                    self._progress(f"fetching {source.id}, file {place} of {len(addresses)}")
                    try:
                        self.done.append(self._fetch_file(source, address, partial, downloader))
                    except ToolkitError as error:
                        faults.append(error)
                if not faults:
                    _clear(partial)
        except Timeout:
            faults = [SourceError("another `toolkit fetch` is at it", hint="wait until it ends")]
        if faults:
            self.failed.append(_join(source, faults, len(addresses)))

    def _fetch_file(
        self, source: Source, address: Address, partial: Path, downloader: Downloader
    ) -> Fetched:
        url = public_url(address.url)
        target = partial / hashlib.sha256(address.url.encode()).hexdigest()[:16] / address.file
        held = self._find_held(url)
        version: Version | None = Version()
        if source.fetch and source.fetch.pages:
            download_pages(downloader, address.url, target, source.fetch.pages)
        else:
            known = Version.said_of(held.sidecar) if held else None
            version = downloader.download(address.url, target, known)
        facts = {"url": url, "checked": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")}
        if held and version is None:
            amend(held.path, **facts)
            return Fetched(url, held.path)
        imported = self._take_in(source, target, facts | (version or Version()).facts())
        return Fetched(url, imported.path, imported)

    def _find_held(self, url: str) -> Holding | None:
        """Find the last file of an address, if it is still what came from there."""
        held = [file for file in find_holdings(self._raw) if file.sidecar.get("url") == url]
        last = max(held, key=lambda file: str(file.sidecar.get("retrieved", "")), default=None)
        if last and RawFile(last.path).sha256 == last.sidecar.get("sha256"):
            return last
        return None

    def _take_in(self, source: Source, target: Path, facts: dict[str, str]) -> Imported:
        """Read what came as an imported file is read, and hold it."""
        try:
            with self._reading:
                imported = import_file(target, self._store, source=source.id, **facts)
                self._supersede(facts["url"], imported.path)
        except ToolkitError as error:
            found = error.summary.replace(f"{target}: ", "")
            raise SourceError(
                f"{facts['url']}: expected {source.name}, found: {found}",
                error.problems,
                hint=error.hint,
            ) from None
        finally:
            shutil.rmtree(target.parent, ignore_errors=True)
        return imported

    def _supersede(self, url: str, path: Path) -> None:
        """Set aside the earlier files of an address: they stay, but speak no more."""
        for file in list(find_holdings(self._raw)):
            if file.sidecar.get("url") == url and file.path != path:
                amend(file.path, superseded_by=path.name)


def _clear(partial: Path) -> None:
    """Remove parts of files whose address is no longer asked."""
    for folder in partial.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)


def _join(source: Source, faults: Sequence[ToolkitError], asked: int) -> ToolkitError:
    """Make one error of a source's faults."""
    live = bool(source.fetch and source.fetch.tried_live)
    doubt = "" if live else " (its address has not been tried against the publisher's server)"
    return SourceError(
        f"{source.id}: not fetched: {len(faults)} of {count_of(asked, 'file', 'files')}{doubt}",
        [text for fault in faults for text in (fault.summary, *fault.problems)],
        hint="; ".join(dict.fromkeys(fault.hint for fault in faults if fault.hint)),
    )
