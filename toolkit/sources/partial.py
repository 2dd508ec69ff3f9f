"""A file that has come in part, and of which state of the server's file it is a part."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import requests

from toolkit.sources.connection import BrokenOffError, refusal
from toolkit.sources.holdings import write_atomically

__all__ = ["Partial", "Version"]


@dataclass(frozen=True)
class Version:
    """How the server tells one state of a file from another."""

    etag: str = ""
    last_modified: str = ""

    @classmethod
    def of(cls, answer: requests.Response) -> Version:
        """Return what the server says of the file that it sends."""
        return cls(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))

    @classmethod
    def said_of(cls, sidecar: Mapping[str, str]) -> Version:
        """Return what a sidecar says of the file that is held."""
        return cls(sidecar.get("etag", ""), sidecar.get("last_modified", ""))

    def unless_same(self) -> dict[str, str]:
        """Return the headers that ask for the file only if it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}

    def facts(self) -> dict[str, str]:
        """Return what is known, for a sidecar."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def exact(self) -> str:
        """What stands for these very bytes; blank where nothing does."""
        strong = "" if self.etag.startswith("W/") else self.etag
        return strong or self.last_modified


class Partial:
    """What has come of a file so far, and of which state of it."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(f"{target.name}.part")
        self._state = target.with_name(f"{target.name}.version")
        self._total: int | None = None
        self.packed = False

    @property
    def size(self) -> int:
        """How many bytes have come."""
        return self.path.stat().st_size if self.path.exists() else 0

    def continuation(self) -> dict[str, str]:
        """Return the headers that ask for the rest; none where it cannot be told to fit."""
        exact = self._version().exact
        if not (self.size and exact):
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": exact}

    def begin(self, answer: requests.Response) -> None:
        """Make ready for a body: the rest where it fits, else the whole anew."""
        if answer.status_code == 206 and self._fits(answer):
            return
        self.discard()
        if answer.status_code != 200:
            raise BrokenOffError(f"the server answered {answer.status_code} out of place")
        packing = _packing(answer)
        if packing not in ("", "identity", "gzip", "x-gzip"):
            raise refusal(
                answer.url,
                f"one packed as {packing}",
                "get the file in a browser and `toolkit import` it",
                "a body that is plain or packed as gzip",
            )
        self.packed, self._total = "gzip" in packing, None
        # A part of a packed body cannot be continued: the server counts packed bytes.
        if not self.packed:
            write_atomically(self._state, json.dumps(asdict(Version.of(answer))))

    def finish(self) -> None:
        """Move the whole file to its place."""
        if self._total not in (None, self.size):
            self.path.unlink()
            raise BrokenOffError(f"the parts do not make {self._total:,} bytes")
        self.path.replace(self.target)
        self._state.unlink(missing_ok=True)

    def discard(self) -> None:
        """Let go of what has come."""
        self.path.unlink(missing_ok=True)
        self._state.unlink(missing_ok=True)

    def _fits(self, answer: requests.Response) -> bool:
        told = re.fullmatch(
            r"bytes (\d+)-\d+/(\d+|\*)", answer.headers.get("Content-Range", "").strip()
        )
        if not told or int(told[1]) != self.size or _packing(answer) not in ("", "identity"):
            return False
        self.packed = False
        self._total = int(told[2]) if told[2] != "*" else None
        return Version.of(answer).exact in ("", self._version().exact)

    def _version(self) -> Version:
        try:
            return Version(**json.loads(self._state.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return Version()


def _packing(answer: requests.Response) -> str:
    return answer.headers.get("Content-Encoding", "").strip().lower()
