"""One web address to its bytes: politely, within bounds, and never into a network that is not public.

Nothing else in Dragoman touches the network, and this only for addresses that the user gave or whose feeds he gave.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.ingest.kind import kind_of
from dragoman.ingest.limits import Deadline, Failure
from dragoman.ingest.robots import MOST, Robots
from dragoman.model import Document, Rejected, Told

if TYPE_CHECKING:
    import ssl

    import httpcore
    import httpx

    from dragoman.ingest.network import Answer, Resolve

STAGE = "fetch"
HOSTS = 10_000  # whose last request is remembered
REDIRECTS = (301, 302, 303, 307, 308)
ROBOTS_REDIRECTS = 5  # as many as RFC 9309 asks for
ACCEPT = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br",
    "Connection": "close",
}
CHARSET = re.compile(r""";\s*charset\s*=\s*["']?\s*([a-z0-9_.:-]{2,30})""", re.IGNORECASE)
VALIDATOR = re.compile(r"[\x20-\x7e]{1,1000}")
DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=", re.IGNORECASE)
HEAD = re.compile(rb"<head\b[^>]{0,200}>", re.IGNORECASE)
LOOK = 4096  # bytes in which a page declares its encoding


@dataclass(frozen=True, slots=True)
class Policy:
    """The bounds of fetching: bytes of a body as it came and unpacked, seconds, redirects.

    `seconds` is for an address with its redirects and robots.txt, without the pauses of `delay` between two requests to one
    host. `allow_private` lets it connect to private, loopback and link-local networks.
    """

    most_bytes: int = 20_000_000
    seconds: float = 60.0
    redirects: int = 5
    delay: float = 1.0
    allow_private: bool = False
    user_agent: str = "dragoman/0.1 (+reads news for one person, obeys robots.txt)"
    connect_seconds: float = 10.0
    read_seconds: float = 20.0  # between two bytes


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. `address` is where it was found, `asked` what was asked for, before redirects.

    Status 304: it has not changed since, and there is no data. `etag` and `modified` are for the next time.
    """

    address: str
    status: int
    data: bytes
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    asked: str = ""


class Fetcher:
    """Fetches addresses, one after another. Remembers when each host was last asked and what its robots.txt says."""

    def __init__(
        self,
        policy: Policy | None = None,
        resolve: Resolve | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        wire: httpcore.NetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Opens nothing yet.

        `resolve` gives a name's addresses, `wire` connects to one that was looked at, `tls` says which certificates are
        trusted; without them, the system's resolver and sockets, and the authorities that browsers trust.
        """
        import httpcore
        import httpx

        from dragoman.ingest.network import Network, system_resolve

        self.policy = policy or Policy()
        self._network = Network(
            self.policy.allow_private,
            self.policy.connect_seconds,
            self.policy.read_seconds,
            resolve or system_resolve,
            wire or httpcore.SyncBackend(),
            tls or httpx.create_ssl_context(),
        )
        self._clock = clock
        self._sleep = sleep
        self._robots = Robots(self.policy.user_agent, self._robots_txt, clock)
        self._last: OrderedDict[str, float] = OrderedDict()  # host: when it last answered

    def fetch(self, address: str, etag: str | None = None, modified: str | None = None) -> Fetched | Rejected:
        """Returns what is at the address, or Rejected (stage "fetch").

        Its reason is one of bad-address, private-address, robots, robots-unread, unreachable, bad-certificate, too-slow,
        too-large, too-many-redirects, bad-redirect, bad-length, bad-encoding, bad-response, or http- with the status. `etag` and
        `modified`, as an earlier answer had them, make the request a conditional one.
        """
        address = address.encode("utf-8", "replace").decode("utf-8")  # lone surrogates, which tables cannot hold
        deadline = Deadline(self.policy.seconds, self._clock)
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value and VALIDATOR.fullmatch(value)}
        try:
            url, answer = self._followed(address, headers, deadline)
            return _fetched(address, url, answer, bool(headers), etag, modified)
        except Failure as failure:
            return Rejected(address, STAGE, failure.reason, str(failure))

    def _followed(self, address: str, headers: Mapping[str, str], deadline: Deadline) -> tuple[httpx.URL, Answer]:
        """Returns the first answer that sends nowhere else, and where it came from. Every stop on the way is asked for leave."""
        from dragoman.ingest.network import parsed, redirected

        url = parsed(address)
        for _ in range(self.policy.redirects + 1):
            delay = self._robots.delay(_site(url), str(url), deadline)
            answer = self._ask(url, headers, deadline, self.policy.most_bytes, delay=delay)
            if answer.status not in REDIRECTS:
                return url, answer
            url = redirected(url, _location(answer))
        raise Failure("too-many-redirects", f"more than {self.policy.redirects}, the next to {url}")

    def _robots_txt(self, address: str, deadline: Deadline) -> tuple[int, bytes]:
        """Returns status and bytes of a robots.txt, redirects followed. Raises Failure."""
        from dragoman.ingest.network import parsed, redirected

        url = parsed(address)
        for _ in range(ROBOTS_REDIRECTS + 1):
            answer = self._ask(url, {}, deadline, MOST, cut=True)
            if answer.status not in REDIRECTS:
                return answer.status, answer.data
            url = redirected(url, _location(answer))
        raise Failure("too-many-redirects", f"more than {ROBOTS_REDIRECTS}")

    def _ask(
        self,
        url: httpx.URL,
        headers: Mapping[str, str],
        deadline: Deadline,
        most: int,
        cut: bool = False,
        delay: float = 0.0,
    ) -> Answer:
        self._pause(url.host, max(delay, self.policy.delay), deadline)
        lines = {"User-Agent": self.policy.user_agent, **ACCEPT, **headers}
        try:
            return self._network.ask(url, lines, deadline, most, cut)
        finally:
            self._last[url.host] = self._clock()
            self._last.move_to_end(url.host)
            if len(self._last) > HOSTS:
                self._last.popitem(last=False)

    def _pause(self, host: str, delay: float, deadline: Deadline) -> None:
        """Waits until the host's last answer is `delay` seconds ago."""
        wait = self._last[host] + delay - self._clock() if host in self._last else 0.0
        if wait > 0:
            self._sleep(wait)
            deadline.put_off(wait)


def _site(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _location(answer: Answer) -> str:
    location = answer.headers.get("location", "").strip()
    if not location:
        raise Failure("bad-redirect", f"http-{answer.status} that does not say where to")
    return location


def _fetched(asked: str, url: httpx.URL, answer: Answer, conditional: bool, etag: str | None, modified: str | None) -> Fetched:
    unchanged = answer.status == 304 and conditional
    if answer.status not in (200, 203) and not unchanged:
        after = answer.headers.get("retry-after")
        raise Failure(f"http-{answer.status}", f"try again after {after}" if after else "")
    kind = answer.headers.get("content-type", "")
    charset = CHARSET.search(kind)
    return Fetched(
        address=str(url),
        status=answer.status,
        data=answer.data,
        content_type=kind.partition(";")[0].strip().lower(),
        charset=charset[1].lower() if charset else None,
        etag=answer.headers.get("etag") or (etag if unchanged else None),
        modified=answer.headers.get("last-modified") or (modified if unchanged else None),
        asked=asked,
    )


def as_document(fetched: Fetched) -> Document:
    """Returns the document of a fetched page; `doc` is the address that was asked for. Raises ValueError without a page (304)."""
    if fetched.status == 304:
        raise ValueError(f"{fetched.address} has not changed: there is no page to read")
    kind = kind_of(fetched.data)
    data = _declaring(fetched.data, fetched.charset) if kind == "html" else fetched.data
    return Document(fetched.asked or fetched.address, data, kind=kind, told=Told("web", address=fetched.address))


def _declaring(data: bytes, charset: str | None) -> bytes:
    """Returns the page with the header's encoding declared in it, where that tells something.

    That is so where the page declares none and is not UTF-8. What is UTF-8 or UTF-16 is known without a declaration.
    """
    head = data[:LOOK]
    if charset is None or b"\0" in head or DECLARED.search(head) or _is_utf8(data) or not _is_one_byte(charset):
        return data
    found = HEAD.search(head)
    at = found.end() if found else 0
    return data[:at] + f'<meta charset="{charset}">'.encode("ascii") + data[at:]


def _is_one_byte(charset: str) -> bool:
    try:
        return len("aя".encode(charset, "replace")) == 2
    except (LookupError, ValueError):
        return False


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
