"""One address to one file: whole, verified, and continued where it broke off."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import requests
from tqdm import tqdm
from urllib3.exceptions import HTTPError

from toolkit.errors import SourceError
from toolkit.sources.connection import BrokenOffError, Connection, refusal
from toolkit.sources.partial import Partial, Version

__all__ = ["Downloader"]

_PIECE = 65_536
_GZIP = 31
# Tables of figures pack to a twentieth or a fiftieth; zeros pack to a thousandth.
_RATIO_LIMIT = 300
_RATIO_FROM = 1024**2


class Downloader:
    """Fetches files one after another over one connection.

    Parameters
    ----------
    connection : Connection
        The way to the server.
    stop : threading.Event
        When it is set, whatever is under way ends at the next piece.
    """

    def __init__(self, connection: Connection, stop: Event) -> None:
        self._connection = connection
        self._limits = connection.limits
        self._stop = stop

    def download(self, url: str, target: Path, known: Version | None = None) -> Version | None:
        """Fetch one file.

        What comes is written beside the target and moved there when it is whole.
        A part that stays behind after a failure is continued the next time,
        where the server can and still has the same file.

        Parameters
        ----------
        url : str
            Where.
        target : Path
            Where to.
        known : Version, optional
            The state that is held; only another one is fetched.

        Returns
        -------
        Version or None
            The state that was fetched; None where it is the known one.

        Raises
        ------
        SourceError
            Naming the address, what was expected and found, and what to do.
        """
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            return self._try(url, Partial(target), known)
        except OSError as error:
            raise refusal(
                url,
                f"{error.strerror or error} at {target.parent}",
                "make room, or check the folder's rights",
                "a place to write it",
            ) from None

    def _try(self, url: str, part: Partial, known: Version | None) -> Version | None:
        broken = BrokenOffError("it was not tried")
        for attempt in range(self._limits.attempts):
            if attempt:
                wait = self._limits.back_off_seconds * 2 ** (attempt - 1)
                self._stop.wait(min(wait, self._limits.longest_wait_seconds))
            try:
                return self._attempt(url, part, known)
            except BrokenOffError as error:
                broken = error
            if self._stop.is_set():
                break
        raise refusal(
            url,
            f"{broken.found}, in the last of {attempt + 1} tries",
            broken.hint,
            "the whole file",
        )

    def _attempt(self, url: str, part: Partial, known: Version | None) -> Version | None:
        resumed = part.continuation()
        asked = resumed or (known or Version()).unless_same()
        encoding = "identity" if resumed else "gzip"
        answer = self._connection.open(url, {**asked, "Accept-Encoding": encoding})
        try:
            if answer.status_code == 304 and asked and not resumed:
                return None
            part.begin(answer)
            self._receive(url, answer, part)
            part.finish()
        except SourceError:
            part.discard()
            raise
        finally:
            answer.close()
        return Version.of(answer)

    def _receive(self, url: str, answer: requests.Response, part: Partial) -> None:
        length = _declared_length(answer)
        self._check_size(url, part.size + (length or 0))
        pieces = self._pieces(answer, length)
        if part.packed:
            pieces = _unpack(url, pieces)
        # Without a terminal tqdm stays silent.
        bar = tqdm(
            desc=part.target.name,
            total=None if part.packed or length is None else part.size + length,
            initial=part.size,
            unit="B",
            unit_scale=True,
            leave=False,
            disable=None,
        )
        with bar, part.path.open("ab") as stream:
            for piece in pieces:
                stream.write(piece)
                bar.update(len(piece))
                self._check_size(url, stream.tell())

    def _pieces(self, answer: requests.Response, length: int | None) -> Iterator[bytes]:
        """Yield the body as it comes over the wire, and see that all of it does."""
        came, before = 0, 0
        since = time.monotonic()
        of = "" if length is None else f" of {length:,}"
        while True:
            if self._stop.is_set():
                raise BrokenOffError("fetching was stopped")
            try:
                piece = answer.raw.read1(_PIECE, decode_content=False)
            except (HTTPError, OSError):
                raise BrokenOffError(f"the body broke off after {came:,}{of} bytes") from None
            if not piece:
                break
            yield piece
            came += len(piece)
            if time.monotonic() - since > self._limits.stall_seconds:
                if came - before < self._limits.stall_bytes:
                    raise BrokenOffError(f"the body all but stopped after {came:,}{of} bytes")
                since, before = time.monotonic(), came
        if length is not None and came != length:
            raise BrokenOffError(f"the body ended after {came:,}{of} bytes")

    def _check_size(self, url: str, size: int) -> None:
        if size > self._limits.size:
            raise refusal(
                url,
                f"{size:,} bytes or more",
                "check the address; a file as large as this is imported by hand",
                f"at most {self._limits.size:,} bytes",
            )


def _declared_length(answer: requests.Response) -> int | None:
    text = answer.headers.get("Content-Length", "")
    return int(text) if text.isdecimal() else None


def _unpack(url: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip a piece at a time, and refuse what no table of figures packs to."""
    unpacker = zlib.decompressobj(_GZIP)
    came = made = 0
    for packed in pieces:
        came += len(packed)
        while packed:
            try:
                piece = unpacker.decompress(packed, _PIECE)
            except zlib.error:
                raise BrokenOffError("the packed body is damaged") from None
            made += len(piece)
            if made > max(_RATIO_FROM, _RATIO_LIMIT * came):
                raise refusal(
                    url,
                    f"{came:,} bytes that unpack to {made:,} and more",
                    "get the file from the publisher's own site",
                    "figures, which do not pack so small",
                )
            yield piece
            packed = unpacker.unconsumed_tail
            if unpacker.eof and unpacker.unused_data:
                packed, unpacker = unpacker.unused_data, zlib.decompressobj(_GZIP)
    yield unpacker.flush()
    if came and not unpacker.eof:
        raise BrokenOffError("the packed body is cut short")
