"""A connection to a publisher's server: verified, patient, and careful with what it says.

What goes wrong on the way becomes an error of ours that names the address
without any secret in it, what was found and what to do.
"""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
import truststore
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ReadTimeoutError
from urllib3.util import Retry

from toolkit import __version__
from toolkit.errors import SourceError

__all__ = ["BrokenOffError", "Connection", "Limits", "public_url", "refusal"]

_AGENT = f"partnership-toolkit/{__version__}"
_TRY_AGAIN = (429, 500, 502, 503, 504)
_SECRET = re.compile(
    r"key(?!word)|token|secret|passw|pwd|auth|credential|signature|^sig$|^uid$", re.IGNORECASE
)
_BY_HAND = "or download it in a browser and `toolkit import FILE`"
_HINTS = {
    401: f"the server wants an account; {_BY_HAND}",
    403: f"the server refuses programs, or this network; try later, {_BY_HAND}",
    404: "the publisher has moved it: look on the source's page for the new address, put that in "
    f"sources.toml, {_BY_HAND}",
    407: "the proxy wants a name and password: ask whoever runs the network, and set HTTPS_PROXY",
}


@dataclass(frozen=True)
class Limits:
    """How long is waited, how often it is tried, and how much is taken.

    Parameters
    ----------
    connect_seconds, read_seconds : float
        For a connection, and for the next byte.
    stall_seconds : float
        A body must bring ``stall_bytes`` in each stretch of this length.
    stall_bytes : int
        See ``stall_seconds``.
    attempts : int
        How often a file is tried, the first time included.
    back_off_seconds : float
        The wait after the first failure; it doubles with each.
    longest_wait_seconds : float
        The longest wait that a server may ask for.
    redirects : int
        How often a server may send on.
    size : int
        The largest file, in bytes, packed or unpacked.
    """

    connect_seconds: float = 15
    read_seconds: float = 90
    stall_seconds: float = 60
    stall_bytes: int = 16_384
    attempts: int = 5
    back_off_seconds: float = 1
    longest_wait_seconds: float = 120
    redirects: int = 5
    size: int = 1024**3


class BrokenOffError(Exception):
    """The way there failed, or the file did not come whole; another try may do.

    Parameters
    ----------
    found : str
        What happened.
    hint : str
        What to do if it goes on.
    """

    def __init__(self, found: str, hint: str = "") -> None:
        self.found = found
        self.hint = hint or (
            "fetch it again; where the server allows, it goes on from where it broke off"
        )
        super().__init__(found)


class _SystemTrust(HTTPAdapter):
    """Verifies certificates as the machine does, so that a council's own authority is known."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=_context(), **kwargs)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        return super().proxy_manager_for(proxy, ssl_context=_context(), **kwargs)


def _context() -> ssl.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Connection:
    """A session with one host at a time; close it after use.

    Parameters
    ----------
    limits : Limits
        How long, how often, how much.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._session = requests.Session()
        self._session.headers = {"User-Agent": _AGENT, "Accept": "*/*"}
        # Answers alone are tried again in here: what breaks off is tried again by who asked.
        retry = Retry(
            total=limits.attempts - 1,
            connect=0,
            read=0,
            other=0,
            redirect=False,
            status_forcelist=_TRY_AGAIN,
            allowed_methods={"GET"},
            backoff_factor=limits.back_off_seconds,
            backoff_max=limits.longest_wait_seconds,
            retry_after_max=int(limits.longest_wait_seconds),
            raise_on_status=False,
        )
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, _SystemTrust(max_retries=retry))

    def close(self) -> None:
        """Let go of the sockets."""
        self._session.close()

    def open(self, url: str, headers: dict[str, str]) -> requests.Response:
        """Ask for a file, follow where the server sends on, and return the answer unread.

        Raises
        ------
        BrokenOffError
            Where there is no answer.
        SourceError
            Where it is of none of the expected kinds: 200, 206, 304 or 416.
        """
        at = url
        for _ in range(self.limits.redirects + 1):
            answer = self._ask(at, url, headers)
            if not answer.is_redirect:
                return self._checked(answer, url)
            answer.close()
            at = _next(at, answer.headers["Location"], url)
        raise refusal(
            url,
            f"the server sends on in circles, {self.limits.redirects} times and more",
            f"try again later, {_BY_HAND}",
        )

    def _ask(self, at: str, url: str, headers: dict[str, str]) -> requests.Response:
        # Redirects are followed by hand: requests would unpack their bodies without a limit.
        try:
            return self._session.get(
                at,
                headers=headers,
                stream=True,
                allow_redirects=False,
                timeout=(self.limits.connect_seconds, self.limits.read_seconds),
            )
        except (requests.RequestException, OSError) as error:
            raise _explain(error, at, url) from None

    def _checked(self, answer: requests.Response, url: str) -> requests.Response:
        code = answer.status_code
        if code in (200, 206, 304, 416):
            return answer
        answer.close()
        name = HTTPStatus(code).phrase if code in list(HTTPStatus) else "an unknown answer"
        tries = f" in all of {self.limits.attempts} tries" if code in _TRY_AGAIN else ""
        hint = _HINTS.get(code, f"try again later, {_BY_HAND}")
        raise refusal(url, f"{code} {name}{tries}", hint)


def _next(at: str, location: str, url: str) -> str:
    target = urljoin(at, location)
    if urlsplit(at).scheme == "https" and urlsplit(target).scheme != "https":
        raise refusal(
            url,
            f"the server sends on to {public_url(target)}, which is not encrypted",
            "find the publisher's https address and put it in sources.toml",
        )
    return target


def _explain(error: BaseException, at: str, url: str) -> BrokenOffError | SourceError:
    """Tell what a failed request met and what to do, without the library's own text.

    That text holds the whole address, and a proxy's with its password.
    """
    causes = _causes(error)
    host = urlsplit(at).hostname
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return refusal(
                url,
                f"the certificate of {host} is not trusted here ({cause.verify_message})",
                "behind a network that inspects traffic, have its certificate authority installed "
                "on this machine, or name its file in REQUESTS_CA_BUNDLE",
            )
    if isinstance(error, requests.exceptions.ProxyError):
        return BrokenOffError(
            "the network's proxy did not pass the request on",
            "check HTTPS_PROXY and NO_PROXY with whoever runs the network",
        )
    if any(isinstance(cause, requests.Timeout | ReadTimeoutError) for cause in causes):
        return BrokenOffError(f"{host} did not answer in time", f"try again later, {_BY_HAND}")
    why = next((c.strerror for c in causes if isinstance(c, OSError) and c.strerror), "")
    return BrokenOffError(
        f"no connection to {host}" + (f" ({why})" if why else ""),
        "check the network; `toolkit fetch --offline` says what is held",
    )


def _causes(error: BaseException) -> list[BaseException]:
    """Walk to an error's causes, which urllib3 keeps in three places."""
    found: list[BaseException] = []
    queue: list[object] = [error]
    while queue:
        cause = queue.pop(0)
        if isinstance(cause, BaseException) and cause not in found:
            found.append(cause)
            queue += [getattr(cause, "reason", None), cause.__cause__, cause.__context__]
            queue += cause.args
    return found


def refusal(url: str, found: str, hint: str, expected: str = "a file of data") -> SourceError:
    """Return the error for an address: what was expected there, what was found, what to do."""
    return SourceError(f"{public_url(url)}: expected {expected}, found: {found}", hint=hint)


def public_url(url: str) -> str:
    """Return an address as it may be shown and kept: without user, password, keys and fragment.

    Examples
    --------
    >>> public_url("https://me:word@example.org/data.csv?area=E92000001&api_key=1234#top")
    'https://example.org/data.csv?area=E92000001'
    """
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    query = "&".join(
        pair for pair in parts.query.split("&") if not _SECRET.search(pair.partition("=")[0])
    )
    return urlunsplit((parts.scheme, host, parts.path, query, ""))
