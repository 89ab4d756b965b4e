"""A server in a thread that answers as badly as it is told to, a resolver and a wire that lead to it, and a clock."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import brotli
import httpcore

from dragoman.ingest.network import is_public, system_resolve

PUBLIC = "93.184.215.14"
PAGE = b"<html><head><title>Talks</title></head><body><p>The two ministers met in Ankara.</p></body></html>"
Answer = bytes | Callable[[socket.socket, threading.Event], None]


def answer(body: bytes = PAGE, status: str = "200 OK", length: int | str | None = None, **headers: str) -> bytes:
    """Returns a whole answer; `length` is what it declares, if not the truth; «content_type» is a header's name."""
    lines = {"Content-Length": str(len(body) if length is None else length)}
    lines |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def to(location: str, status: str = "302 Found") -> bytes:
    """Returns a redirect."""
    return answer(b"", status, location=location)


def drip(start: bytes, piece: bytes = b"a", pause: float = 0.02) -> Answer:
    """Returns an answer that begins so and goes on a piece at a time without end."""

    def send(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(start)
        while not stop.wait(pause):
            connection.sendall(piece)

    return send


def endless(start: bytes, piece: bytes) -> Answer:
    """Returns an answer that begins so and goes on as fast as it can, without end."""

    def send(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(start)
        while not stop.is_set():
            connection.sendall(piece)

    return send


def gzip_bomb(megabytes: int) -> bytes:
    """Returns one gzip member of a few kilobytes that unpacks to so many megabytes of zeros, and more."""
    coder = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = coder.compress(bytes(1_000_000)) + coder.flush(zlib.Z_FULL_FLUSH)
    return gzip.compress(b"")[:10] + block * megabytes


def brotli_bomb(megabytes: int) -> bytes:
    """Returns a few bytes of brotli that unpack to so many megabytes of zeros."""
    coder = brotli.Compressor(quality=1)
    return b"".join(coder.process(bytes(1_000_000)) for _ in range(megabytes)) + coder.finish()


class Clock:
    """A clock that moves only when somebody sleeps by it."""

    def __init__(self) -> None:
        """Starts at a thousand."""
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Returns the time in seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Moves the time on."""
        self.slept.append(round(seconds, 3))
        self.now += seconds


class Names:
    """A resolver: names with one lasting answer, or a row of answers, the last of which stays; others as the system says."""

    def __init__(self, **answers: Sequence[str] | Sequence[Sequence[str]]) -> None:
        """`a_example` stands for «a.example»."""
        self._answers = {
            name.replace("_", "."): [[one] if isinstance(one, str) else list(one) for one in rows]
            for name, rows in answers.items()
        }
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        """Returns the addresses. A name that ends in «.example» is public; one that is not known raises OSError."""
        self.asked.append(host)
        if rows := self._answers.get(host):
            return rows.pop(0) if len(rows) > 1 else rows[0]
        if host.endswith(".example"):
            return [PUBLIC]
        return system_resolve(host, port) if not host.endswith(".nowhere") else self._unknown(host)

    @staticmethod
    def _unknown(host: str) -> Sequence[str]:
        raise OSError(f"{host}: name or service not known")


class Wire(httpcore.NetworkBackend):
    """Connects to the server, whatever public address it is asked for, and remembers which; refuses what is not public."""

    def __init__(self, plain: int, secure: int = 0) -> None:
        """Leads port 443 to `secure`, every other to `plain`."""
        self._ports = {443: secure}
        self._plain = plain
        self.connected: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Returns a connection to the server on this machine."""
        assert is_public(host), f"connected to {host}"
        self.connected.append(host)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self._ports.get(port, self._plain), timeout)


class Server:
    """Answers by host and path; `seen` is every request as it came. What it has no answer for is not found."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        """Listens on a port of its own."""
        self._tls = tls
        self._stop = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._serve)]
        self._threads[0].start()
        self.answers: dict[str, Answer] = {}
        self.seen: list[str] = []

    def paths(self) -> list[str]:
        """Returns what was asked for so far, as «host/path»."""
        return [_wanted(request) for request in self.seen]

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._stop.is_set():
                connection.close()
                return
            connection.settimeout(5)
            self._threads.append(threading.Thread(target=self._one, args=(connection,)))
            self._threads[-1].start()

    def _one(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            if self._tls is None:
                self._answer(connection)
                return
            with self._tls.wrap_socket(connection, server_side=True) as secured:
                self._answer(secured)

    def _answer(self, connection: socket.socket) -> None:
        request = b""
        while not request.endswith(b"\r\n\r\n"):
            if not (data := connection.recv(4096)):
                return
            request += data
        self.seen.append(request.decode("latin-1"))
        wanted = _wanted(self.seen[-1])
        found = self.answers.get(wanted, self.answers.get(wanted[wanted.index("/") :], answer(b"", "404 Not Found")))
        if isinstance(found, bytes):
            connection.sendall(found)
        else:
            found(connection, self._stop)

    def close(self) -> None:
        """Stops, and waits for everything that it started."""
        self._stop.set()
        socket.create_connection(("127.0.0.1", self.port)).close()
        for thread in self._threads:
            thread.join()
        self._listener.close()


def _wanted(request: str) -> str:
    host = next(line[6:] for line in request.split("\r\n") if line.startswith("Host: "))
    return host + request.split(" ")[1]


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Gives a server, and stops it."""
    server = Server(tls)
    try:
        yield server
    finally:
        server.close()


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """Returns the files of a certificate for the name, signed by itself, and of its key."""
    made, key = folder / f"{name}.pem", folder / f"{name}.key"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    extensions = (f"subjectAltName=DNS:{name}", "keyUsage=critical,digitalSignature,keyCertSign")
    added = [word for extension in extensions for word in ("-addext", extension)]
    command = ["openssl", *words.split(), "-subj", f"/CN={name}", *added, "-out", str(made), "-keyout", str(key)]
    subprocess.run(command, check=True, capture_output=True)
    return made, key
