"""The records of a run: which report is finished, with what, and how it landed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from toolkit.errors import ParameterError, ToolkitError
from toolkit.reports.jobs import Job
from toolkit.sources.holdings import write_atomically

__all__ = ["Run", "digests"]

_LOCK_SECONDS = 3600
_USUAL = {"synthetic": False, "mode": "public"}
_KINDS = {
    ("synthetic", True): "reports of synthetic figures",
    ("synthetic", False): "reports of publishers' figures",
    ("mode", "restricted"): "restricted reports, which are not for publication",
    ("mode", "public"): "public reports",
}


class Run:
    """The folder of a run: a folder an area, a record a report, and the manifest made of these.

    A report is finished when its record names its key; the record is written
    when every document is in its place. What is under way lies in hidden folders.

    Parameters
    ----------
    folder : Path
        Below ``outputs``, or anywhere.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name
        self._records = folder / ".records"

    def place(self, name: str) -> str:
        """Return where something of the run is, for a reader to find it."""
        return str(self.folder / name)

    def begun(self) -> bool:
        """Return whether there is anything of the run."""
        return self.folder.is_dir()

    def document(self, job: Job, name: str) -> Path:
        """Return where a document of a report lies."""
        return self.folder / job.area / name

    def fetch(self, name: str) -> Path:
        """Return a file of the run, on this machine."""
        return self.folder / name

    def write(self, name: str, text: str) -> str:
        """Write a page of the run in one step, and return where it is."""
        write_atomically(self.folder / name, text)
        return self.place(name)

    def finished(self, job: Job) -> dict[str, Any] | None:
        """Return the record of a report that is finished and is what was written; None otherwise."""
        record = self._read(self._record(job))
        if record.get("key") != job.key or record.get("status") != "made":
            return None
        held = record["documents"]
        for name in job.documents:
            path = self.document(job, name)
            if not path.is_file() or _digest(path) != held.get(name):
                return None
        return record

    @contextmanager
    def lock(self, job: Job) -> Iterator[None]:
        """Hold the report for one maker: who comes second waits, and finds it finished."""
        path = self._record(job).with_suffix(".lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path, timeout=_LOCK_SECONDS):
            yield

    @contextmanager
    def staging(self, job: Job) -> Iterator[Path]:
        """Give a folder to make a report in, empty at first and gone at last."""
        folder = self.folder / ".making" / job.area / job.name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            # Others may be at work beside it.
            for parent in (folder.parent, folder.parent.parent):
                if parent.is_dir() and not any(parent.iterdir()):
                    shutil.rmtree(parent, ignore_errors=True)

    def land(self, job: Job, staging: Path, record: dict[str, Any]) -> dict[str, Any]:
        """Move what was made to its place, file by file in one step each, the record last."""
        paths = sorted(path for path in staging.iterdir() if path.is_file())
        record = {**record, "documents": digests(paths)}
        for path in paths:
            _flush(path)
            target = self.document(job, path.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
        if record["status"] == "made":
            self.document(job, f"{job.name}.failed.ipynb").unlink(missing_ok=True)
        place = self._record(job)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(place, json.dumps(record, ensure_ascii=False) + "\n")
        return record

    def records(self) -> dict[str, dict[str, Any]]:
        """Return the record of every report of the run, by area and notebook."""
        paths = sorted(self._records.glob("*/*.json"))
        return {f"{path.parent.name}/{path.stem}": self._read(path) for path in paths}

    def refuse_mixture(self, *, synthetic: bool, mode: str) -> None:
        """Refuse to put practice reports among others, or restricted ones among those to be shared.

        Raises
        ------
        ParameterError
            Naming the folder.
        """
        for kind, own in (("synthetic", synthetic), ("mode", mode)):
            held = {one.get(kind, _USUAL[kind]) for one in self.records().values()} - {own}
            if held:
                raise ParameterError(
                    f"{self.folder} holds {_KINDS[kind, held.pop()]}",
                    hint="give another run or folder: the two are never kept together",
                )

    def write_manifest(self, data: Mapping[str, Mapping[str, str]] | None = None) -> str:
        """Gather the records in ``manifest.json``, and return where that is.

        Parameters
        ----------
        data : mapping, optional
            By the digest of data that reports name: every file and its digest.
        """
        records = self.records()
        named = {one.get("data") for one in records.values()}
        known = {**self._known_data(), **(data or {})}
        said = {
            "data": {key: files for key, files in known.items() if key in named},
            "reports": records,
        }
        text = json.dumps(said, indent=2, ensure_ascii=False)
        return self.write("manifest.json", text + "\n")

    def _known_data(self) -> dict[str, dict[str, str]]:
        """Return what the manifest says of data until now; it may be made of several builds."""
        try:
            known = json.loads(self.fetch("manifest.json").read_text(encoding="utf-8"))["data"]
        except (OSError, ValueError, KeyError):
            return {}
        return dict(known)

    def _record(self, job: Job) -> Path:
        return self._records / job.area / f"{job.name}.json"

    def _read(self, path: Path) -> dict[str, Any]:
        try:
            record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            record["documents"]
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError):
            raise ToolkitError(
                f"{path} cannot be read", hint="delete it; the report is then made anew"
            ) from None
        return record


def digests(paths: Iterable[Path]) -> dict[str, str]:
    """Return the digest of every file, by name."""
    return {path.name: _digest(path) for path in paths}


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _flush(path: Path) -> None:
    """Have the content on the disk before the name: power may fail between the two."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
