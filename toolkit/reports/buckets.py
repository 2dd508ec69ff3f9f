"""Runs in an object store: the same records and documents, at an address in place of a folder."""

from __future__ import annotations

import json
import mimetypes
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from papermill.iorw import papermill_io

from toolkit.errors import ParameterError, ToolkitError
from toolkit.reports.jobs import Job
from toolkit.reports.records import Run, digests

__all__ = ["BucketRun", "open_run"]

_SCHEME = "s3://"


def open_run(address: str) -> Run:
    """Return the run of a folder or of an address.

    Parameters
    ----------
    address : str
        The path of a folder, or ``s3://bucket/prefix``.

    Raises
    ------
    ParameterError
        Where it is an address of another kind.
    ToolkitError
        Where the extra is not installed.

    Examples
    --------
    >>> open_run("outputs/latest").name
    'latest'
    """
    if "://" not in address:
        return Run(Path(address))
    if not address.startswith(_SCHEME) or not address.removeprefix(_SCHEME).strip("/"):
        raise ParameterError(
            f"outputs cannot go to {address!r}", hint="give a folder, or s3://bucket/prefix"
        )
    try:
        import boto3  # noqa: F401
    except ImportError:
        raise ToolkitError(
            "s3:// needs boto3, which is not installed",
            hint="install the extra: pip install 'partnership-toolkit[s3]'",
        ) from None
    return BucketRun(address)


class BucketRun(Run):
    """A run in a bucket, by way of papermill's own handler of S3 and its client.

    An object is there whole or not at all, so nothing need be moved to its
    place. There are no locks: two batches at once may make a report twice, and
    the second puts the same in the place of the first.

    Parameters
    ----------
    address : str
        ``s3://bucket/prefix``.
    """

    def __init__(self, address: str) -> None:
        copies = tempfile.mkdtemp(prefix="toolkit-")
        weakref.finalize(self, shutil.rmtree, copies, ignore_errors=True)
        super().__init__(Path(copies))
        self._address = address.rstrip("/")
        self.name = self._address.rpartition("/")[2]

    def place(self, name: str) -> str:
        """Return the address of something of the run."""
        return f"{self._address}/{name}"

    def begun(self) -> bool:
        """Return whether there is anything of the run."""
        return bool(self._names())

    def fetch(self, name: str) -> Path:
        """Return a copy of a file of the run on this machine."""
        copy = self.folder / name
        if name not in self._names(name):
            raise FileNotFoundError(self.place(name))
        copy.parent.mkdir(parents=True, exist_ok=True)
        with _told(self._address):
            _client().download_file(*self._key(name), str(copy))
        return copy

    def write(self, name: str, text: str) -> str:
        """Put a page of the run in its place."""
        self._put(name, text.encode())
        return self.place(name)

    def finished(self, job: Job) -> dict[str, Any] | None:
        """Return the record of a report that is finished and whose documents are there."""
        record = self._record_at(f".records/{job.entry}.json")
        if record.get("key") != job.key or record.get("status") != "made":
            return None
        held = self._names(f"{job.area}/")
        there = all(
            name in record["documents"] and f"{job.area}/{name}" in held for name in job.documents
        )
        return record if there else None

    @contextmanager
    def lock(self, job: Job) -> Iterator[None]:  # noqa: ARG002
        """Hold nothing: a store has no locks."""
        yield

    def land(self, job: Job, staging: Path, record: dict[str, Any]) -> dict[str, Any]:
        """Put what was made in its place, the record last."""
        paths = sorted(path for path in staging.iterdir() if path.is_file())
        record = {**record, "documents": digests(paths)}
        with _told(self._address):
            for path in paths:
                self._put(f"{job.area}/{path.name}", path.read_bytes())
            if record["status"] == "made":
                bucket, key = self._key(f"{job.area}/{job.name}.failed.ipynb")
                _client().delete_object(Bucket=bucket, Key=key)
        self.write(f".records/{job.entry}.json", json.dumps(record, ensure_ascii=False) + "\n")
        return record

    def records(self) -> dict[str, dict[str, Any]]:
        """Return the record of every report of the run, by area and notebook."""
        names = [name for name in self._names(".records/") if name.endswith(".json")]
        return {
            name.removeprefix(".records/").removesuffix(".json"): self._record_at(name)
            for name in sorted(names)
        }

    def _record_at(self, name: str) -> dict[str, Any]:
        if name not in self._names(name):
            return {}
        with _told(self._address):
            said: dict[str, Any] = json.loads(papermill_io.read(self.place(name), extensions=[]))
        return said

    def _names(self, below: str = "") -> set[str]:
        """Return the names of the run's objects that begin so."""
        bucket, prefix = self._key(below)
        with _told(self._address):
            pages = (
                _client().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
            )
            keys = [one["Key"] for page in pages for one in page.get("Contents", [])]
        return {key.removeprefix(self._key("")[1]) for key in keys}

    def _put(self, name: str, content: bytes) -> None:
        bucket, key = self._key(name)
        # A browser shows what is said to be a page, and saves what is not.
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        with _told(self._address):
            _client().put_object(Bucket=bucket, Key=key, Body=content, ContentType=kind)

    def _key(self, name: str) -> tuple[str, str]:
        bucket, _, key = self.place(name).removeprefix(_SCHEME).partition("/")
        return bucket, key


def _client() -> Any:
    from papermill.s3 import S3

    return S3().client


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Say what the store refuses in one error."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        raise ToolkitError(
            f"{address}: {error}",
            hint="check the bucket, its region and the right to read and write there",
        ) from None
