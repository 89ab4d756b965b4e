"""The network: which addresses may be connected to, and one request with its answer, everything about it bounded.

A name is resolved once for a connection, every address that it resolves to is looked at, and the connection is made to
the very address that was looked at: a name that answers differently the next moment gains nothing. Certificate, SNI and
the Host line go by the name. The environment's proxies are not used: behind one nobody could say what is connected to.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread
from typing import Any

import httpcore
import httpx

from dragoman.ingest.limits import Deadline, Failure, gathered

Resolve = Callable[[str, int], Sequence[str]]
SCHEMES = ("http", "https")
TRIED = 4  # addresses of one name; a name may have hundreds
# What Python's own tables of special networks lack, by version; IANA's registers of special-purpose addresses have all of
# them but the last, at which a cloud's machines ask for their secrets.
BARRED = [
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20", "168.63.129.16/32")
]
GLOBAL6 = ipaddress.IPv6Network("2000::/3")  # all of the sixth version that is routed between networks
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # an address of the fourth version, as networks of the sixth alone write it
HOST = re.compile(rb"[a-z0-9._-]+|[0-9a-f]*:[0-9a-f:.]+(?:%[a-z0-9]+)?", re.IGNORECASE)
HEAD_END = re.compile(rb"\r?\n\r?\n")
INTERIM = re.compile(rb"HTTP/1\.\d 1")
LENGTH = re.compile(r"content-length|message body|incomplete chunked", re.IGNORECASE)
SURPLUS = 2  # bytes after the declared length that old servers add: a newline


def system_resolve(host: str, port: int) -> list[str]:
    """Returns the addresses of a name, best first, as the system finds them: «127.1» and «2130706433» are names to it.

    Raises OSError, and ValueError for what cannot be a name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: str) -> bool:
    """Tells whether an address is one of the open internet: not private, loopback, link-local, shared, multicast, reserved.

    One of the fourth version inside one of the sixth («::ffff:127.0.0.1») counts as what is inside.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or (ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in NAT64 else None)
        if inner is None and found not in GLOBAL6:
            return False
        found = inner or found
    return found.is_global and not found.is_multicast and not any(found in network for network in BARRED)


def parsed(address: str) -> httpx.URL:
    """Returns the address without its fragment. Raises Failure (bad-address) for one with a password, or not of http(s)."""
    try:
        url = httpx.URL(address).copy_with(fragment=None)
        known = url.scheme in SCHEMES and bool(url.host)  # a host in Punycode that is none («xn--a-») is found out here
    except (httpx.InvalidURL, ValueError) as error:
        raise Failure("bad-address", str(error)) from error
    if url.userinfo:
        raise Failure("bad-address", "a name and a password in it")
    port = 80 if url.port is None else url.port
    if not known or not HOST.fullmatch(url.raw_host) or not 0 < port < 65_536:
        raise Failure("bad-address", "not an address of http or https")
    return url


def redirected(url: httpx.URL, location: str) -> httpx.URL:
    """Returns where a page sends us. Raises Failure (bad-redirect) for what is no web address: «file:///etc/passwd»."""
    try:
        return parsed(str(url.join(location)))
    except (httpx.InvalidURL, ValueError, Failure) as error:
        raise Failure("bad-redirect", f"to {location!r}: {error}") from error


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: headers by their names in lower case; the body only where it was a page."""

    status: int
    headers: Mapping[str, str]
    data: bytes


@dataclass(frozen=True, slots=True)
class Network:
    """How requests go out. `wire` makes connections to addresses that have been looked at; `tls` verifies certificates."""

    allow_private: bool
    connect_seconds: float
    read_seconds: float
    resolve: Resolve
    wire: httpcore.NetworkBackend
    tls: ssl.SSLContext

    def ask(self, url: httpx.URL, headers: Mapping[str, str], deadline: Deadline, most: int, cut: bool = False) -> Answer:
        """Returns the answer to one request, redirects not followed; of a body, `most` bytes (see `gathered`).

        Raises Failure: private-address, unreachable, bad-certificate, too-slow, too-large, bad-length, bad-encoding,
        bad-response (what came is not HTTP).
        """
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        lines = [(b"Host", url.netloc), *((k.encode(), v.encode("ascii", "replace")) for k, v in headers.items())]
        waits = {"connect": self.connect_seconds, "read": self.read_seconds, "write": self.read_seconds}
        guard = Guard(self.allow_private, self.resolve, self.wire, deadline)
        with (
            _named(deadline),
            httpcore.ConnectionPool(self.tls, max_keepalive_connections=0, network_backend=guard) as pool,
            pool.stream("GET", target, headers=lines, extensions={"timeout": waits}) as response,
        ):
            return _answer(response, deadline, most, cut)


def _answer(response: httpcore.Response, deadline: Deadline, most: int, cut: bool) -> Answer:
    headers = {name.decode("ascii", "replace").lower(): _text(value) for name, value in response.headers}
    if not 200 <= response.status < 300:
        return Answer(response.status, headers, b"")
    length = _length(headers)
    if length is not None and length > most and not cut:
        raise Failure("too-large", f"{length} bytes, more than {most}")
    data = gathered(response.iter_stream(), headers.get("content-encoding", ""), most, deadline, cut)
    stream = response.extensions["network_stream"]
    if length is not None and isinstance(stream, Stream) and stream.body > length + SURPLUS:
        raise Failure("bad-length", f"{length} bytes declared, {stream.body} came")
    return Answer(response.status, headers, data)


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _length(headers: Mapping[str, str]) -> int | None:
    """Returns the declared length of the body in bytes, where it is declared and means something."""
    declared = headers.get("content-length", "").strip()
    return int(declared) if declared.isdecimal() and "transfer-encoding" not in headers else None


@contextmanager
def _named(deadline: Deadline) -> Iterator[None]:
    """Gives whatever goes wrong on the way its short fixed name."""
    try:
        yield
    except httpcore.TimeoutException as error:
        deadline.left()
        slow = isinstance(error, httpcore.ReadTimeout | httpcore.WriteTimeout)
        raise Failure("too-slow" if slow else "unreachable", str(error) or "no answer in time") from error
    except httpcore.NetworkError as error:
        raise Failure("unreachable", str(error)) from error
    except httpcore.RemoteProtocolError as error:
        raise Failure(_misspoken(str(error)), str(error)) from error
    except httpcore.LocalProtocolError as error:
        raise Failure("bad-address", str(error)) from error


def _misspoken(words: str) -> str:
    if "without sending a response" in words:
        return "unreachable"
    return "bad-length" if LENGTH.search(words) else "bad-response"


class Guard(httpcore.NetworkBackend):
    """Connects to addresses that may be connected to, by names that it resolves itself."""

    def __init__(self, allow_private: bool, resolve: Resolve, wire: httpcore.NetworkBackend, deadline: Deadline) -> None:
        """Keeps what it needs for the connections of one request."""
        self._allow_private = allow_private
        self._resolve = resolve
        self._wire = wire
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Returns a connection to the first address of the host that answers.

        Raises Failure (private-address) where any of them is barred, and what the wire raises.
        """
        failed: Exception = Failure("unreachable", f"{host} has no address")
        for address in self._checked(host, port, timeout)[:TRIED]:
            try:
                wait = self._deadline.within(timeout)
                stream = self._wire.connect_tcp(address, port, wait, local_address, socket_options or ())
                return Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def _checked(self, host: str, port: int, timeout: float | None) -> Sequence[str]:
        found = resolved(self._resolve, host, port, self._deadline.within(timeout))
        barred = [address for address in found if not is_public(address)]
        if barred and not self._allow_private:
            raise Failure("private-address", f"{host} is {barred[0]}")
        return found


def resolved(resolve: Resolve, host: str, port: int, seconds: float) -> Sequence[str]:
    """Returns what `resolve` answers within the seconds. Raises Failure (unreachable).

    The system's own resolver knows no time limit, so it is asked in a thread, which ends when it answers at last.
    """
    answers: Queue[Sequence[str] | Exception] = Queue(1)

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, ValueError) as error:
            answers.put(error)

    Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise Failure("unreachable", f"nobody says in {seconds:.0f} seconds what the address of {host} is") from None
    if isinstance(answer, Exception):
        raise Failure("unreachable", f"{host}: {answer}") from answer
    return answer


class Stream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline, however often the other side sends a byte.

    It counts what comes after the head, so that a body that goes on past its declared length is known.
    """

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        """Goes around a connection."""
        self._inner = inner
        self._deadline = deadline
        self._head: bytes | None = b""  # what came, until its end is found
        self.body = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Returns at most so many bytes, none at the end. Raises Failure (too-slow), and what the wire raises."""
        data = self._inner.read(max_bytes, self._deadline.within(timeout))
        self._count(data)
        return data

    def _count(self, data: bytes) -> None:
        if self._head is None:
            self.body += len(data)
            return
        self._head += data
        while end := HEAD_END.search(self._head):
            after = self._head[end.end() :]
            if not INTERIM.match(self._head):  # «HTTP/1.1 100 Continue» has a head of its own
                self._head, self.body = None, len(after)
                return
            self._head = after

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends the bytes. Raises Failure (too-slow), and what the wire raises."""
        self._inner.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        """Ends the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Returns the connection with TLS over it. Raises Failure (bad-certificate, too-slow), and what the wire raises."""
        try:
            secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.within(timeout))
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                raise Failure("bad-certificate", error.__cause__.verify_message) from error
            raise
        except ValueError as error:  # no name at all to the codec that writes names for TLS: «a..example»
            raise Failure("unreachable", str(error)) from error
        return Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Returns what the connection underneath says of itself."""
        return self._inner.get_extra_info(info)
