"""Fetching: what comes, what is refused and why, from a server that means no good."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from hostile import (
    PAGE,
    PUBLIC,
    Clock,
    Names,
    Server,
    Wire,
    answer,
    brotli_bomb,
    certificate,
    drip,
    endless,
    gzip_bomb,
    running,
    to,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.clean.decode import decode
from dragoman.ingest.fetch import Fetched, Fetcher, Policy, as_document
from dragoman.ingest.limits import Deadline, Failure, gathered
from dragoman.ingest.network import is_public
from dragoman.ingest.robots import Robots
from dragoman.languages import load
from dragoman.model import Rejected, Told

SMALL = Policy(most_bytes=1_000_000, seconds=100.0, delay=0.0)
A = "http://a.example"
OK = "HTTP/1.1 200 OK\r\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as one:
        yield one


def fetcher(server: Server, policy: Policy = SMALL, names: Names | None = None, clock: Clock | None = None) -> Fetcher:
    wire = Wire(server.port)
    if clock is None:
        return Fetcher(policy, names or Names(), wire=wire)
    return Fetcher(policy, names or Names(), clock, clock.sleep, wire)


def fetched(found: Fetched | Rejected) -> Fetched:
    assert isinstance(found, Fetched), found
    return found


def rejected(found: Fetched | Rejected) -> Rejected:
    assert isinstance(found, Rejected), found
    assert found.stage == "fetch"
    return found


def reason(server: Server, given: bytes | Callable[..., None], policy: Policy = SMALL) -> str:
    """Returns why a page with this answer was not fetched."""
    server.answers["/page"] = given
    return rejected(fetcher(server, policy).fetch(f"{A}/page")).reason


# What comes


def test_a_page_comes_with_what_its_server_says_of_it(server: Server) -> None:
    says = {"content_type": "text/html; Charset='Windows-1251'", "etag": '"1"', "last_modified": "Wed, 01 May 2024 10:00:00 GMT"}
    server.answers["/page"] = answer(**says)
    server.answers["/page?a=1"] = answer(**says)
    found = fetched(fetcher(server).fetch(f"{A}/page?a=1#part"))
    assert (found.address, found.asked) == (f"{A}/page?a=1", f"{A}/page?a=1#part")
    assert (found.status, found.data, found.content_type, found.charset) == (200, PAGE, "text/html", "windows-1251")
    assert (found.etag, found.modified) == ('"1"', says["last_modified"])
    assert "User-Agent: dragoman/0.1 (" in server.seen[-1]


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress(PAGE), "gzip"),
        (gzip.compress(PAGE[:9]) + gzip.compress(b"") + gzip.compress(PAGE[9:]), "X-GZIP"),
        (gzip.compress(PAGE) + bytes(100), "gzip"),
        (zlib.compress(PAGE), "deflate"),
        (zlib.compress(PAGE)[2:-4], "deflate"),
        (brotli.compress(PAGE), "br"),
        (PAGE, "identity"),
        (PAGE, "utf-8"),
    ],
)
def test_packed_pages_are_unpacked(server: Server, packed: bytes, name: str) -> None:
    server.answers["/page"] = answer(packed, content_encoding=name)
    assert fetched(fetcher(server).fetch(f"{A}/page")).data == PAGE


def test_a_page_in_chunks_after_word_that_it_is_coming(server: Server) -> None:
    body = b"".join(b"%x\r\n%c\r\n" % (1, byte) for byte in PAGE) + b"0\r\n\r\n"
    head = b"HTTP/1.1 103 Early Hints\r\n\r\n" + OK.encode() + b"Transfer-Encoding: chunked\r\n\r\n"
    server.answers["/page"] = head + body
    assert fetched(fetcher(server).fetch(f"{A}/page")).data == PAGE


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server) -> None:
    server.answers["/page"] = answer(b"", "304 Not Modified", length="0")
    found = fetched(fetcher(server).fetch(f"{A}/page", '"1"', "Wed, 01 May 2024 10:00:00 GMT"))
    assert (found.status, found.data, found.etag, found.modified) == (304, b"", '"1"', "Wed, 01 May 2024 10:00:00 GMT")
    assert 'If-None-Match: "1"\r\n' in server.seen[-1]
    assert "If-Modified-Since: Wed, 01 May 2024 10:00:00 GMT\r\n" in server.seen[-1]
    with pytest.raises(ValueError, match="has not changed"):
        as_document(found)


def test_a_validator_cannot_add_a_header(server: Server) -> None:
    server.answers["/page"] = answer()
    fetched(fetcher(server).fetch(f"{A}/page", '"1"\r\nCookie: a', "ы"))
    assert "Cookie" not in server.seen[-1]
    assert "If-" not in server.seen[-1]


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "500 Oh", "204 No Content", "206 Partial", "304 Not Modified"])
def test_what_is_no_page_goes_by_its_status(server: Server, status: str) -> None:
    body = b"" if status[:3] in ("204", "304") else PAGE
    assert reason(server, answer(body, status)) == f"http-{status[:3]}"


def test_when_to_come_again_is_told(server: Server) -> None:
    server.answers["/page"] = answer(status="503 Busy", retry_after="120")
    found = rejected(fetcher(server).fetch(f"{A}/page"))
    assert (found.doc, found.reason, found.detail) == (f"{A}/page", "http-503", "try again after 120")


# Where to


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("255.255.255.255", "198.18.0.1", "192.0.0.8", "192.88.99.1", "168.63.129.16", "::", "::1", "fe80::1", "fe80::1%eth0"),
        *("fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("2002:7f00:1::", "2001:0:1::", "2001:db8::1", "3fff::1", "fec0::1", "5f00::1", "", "a.example", "127.1"),
    ],
)
def test_an_address_that_is_not_of_the_open_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", PUBLIC, "::ffff:8.8.8.8", "64:ff9b::808:808", "2001:4860:4860::8888"])
def test_an_address_of_the_open_internet(address: str) -> None:
    assert is_public(address)


LOOPBACKS = ("localhost", "127.1", "2130706433", "0x7f.1", "017700000001", "[::ffff:127.0.0.1]", "[::1]", "inside.example")


@pytest.mark.parametrize("host", LOOPBACKS)
def test_no_way_leads_into_a_network_that_is_not_public(server: Server, host: str) -> None:
    names = Names(inside_example=["10.0.0.7"])
    ladder = {
        "/0": to("/1", "301 Moved"),
        "/1": to("http://b.example/2", "307 There"),
        "/2": to(f"http://{host}:{server.port}/in"),
    }
    server.answers |= {**ladder, "/in": answer()}
    for address in (f"http://{host}:{server.port}/in", f"{A}/0"):
        found = rejected(fetcher(server, names=names).fetch(address))
        assert (found.doc, found.reason) == (address, "private-address")
        assert host.strip("[]") in found.detail
    assert not [path for path in server.paths() if path.endswith("/in")]


def test_unless_it_is_allowed(server: Server) -> None:
    server.answers["/in"] = answer()
    allowing = Fetcher(replace(SMALL, allow_private=True))
    assert fetched(allowing.fetch(f"http://127.1:{server.port}/in")).data == PAGE


def test_a_name_with_one_private_address_among_its_addresses_is_refused(server: Server) -> None:
    found = rejected(fetcher(server, names=Names(a_example=[[PUBLIC, "::ffff:192.168.0.1"]])).fetch(f"{A}/page"))
    assert (found.reason, found.detail) == ("private-address", "robots.txt: a.example is ::ffff:192.168.0.1")


def test_a_name_that_changes_its_answer_gains_nothing(server: Server) -> None:
    server.answers["/page"] = answer()
    names = Names(a_example=[["8.8.8.8"], ["1.1.1.1"], ["127.0.0.1"]])
    wire = Wire(server.port)
    one = Fetcher(SMALL, names, wire=wire)
    assert fetched(one.fetch(f"{A}/page")).data == PAGE
    assert rejected(one.fetch(f"{A}/page")).reason == "private-address"
    assert names.asked == ["a.example"] * 3  # robots.txt, the page, the page again: once for each connection
    assert wire.connected == ["8.8.8.8", "1.1.1.1"]  # the very addresses that were looked at


def test_redirects_are_followed_as_far_as_allowed(server: Server) -> None:
    server.answers |= {f"/{step}": to(f"/{step + 1}") for step in range(9)} | {
        "/5": answer(),
        "/loop": to("http://a.example/loop"),
    }
    found = fetched(fetcher(server).fetch(f"{A}/0"))
    assert (found.address, found.asked) == (f"{A}/5", f"{A}/0")
    assert rejected(fetcher(server, replace(SMALL, redirects=4)).fetch(f"{A}/0")).reason == "too-many-redirects"
    assert rejected(fetcher(server).fetch(f"{A}/loop")).reason == "too-many-redirects"
    assert server.paths().count("a.example/loop") == 6


@pytest.mark.parametrize(
    "location",
    [
        *("file:///etc/passwd", "ftp://a.example/", "gopher://127.0.0.1:6379/_", "javascript:alert(1)", "data:text/html,a"),
        *("http://user:word@a.example/", "http://[::1", "http://a.example:99999/", "http://a b/", "http://xn--a-/", ""),
    ],
)
def test_a_redirect_to_what_is_no_web_address(server: Server, location: str) -> None:
    assert reason(server, to(location)) == "bad-redirect"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "a.example", "http://", "http://u:p@a.example/", "http://a\x00b/", "http://a:0/", "\ud800"]
)
def test_what_is_no_web_address_is_a_row(server: Server, address: str) -> None:
    found = rejected(fetcher(server).fetch(address))
    assert found.reason == "bad-address"
    found.doc.encode("utf-8")


# How long and how much


def test_a_slow_drip_ends_in_time(server: Server) -> None:
    policy = replace(SMALL, seconds=0.4)
    drips = (drip(b"HTTP/1.1 2"), drip(f"{OK}Content-Length: 900\r\n\r\n".encode()), drip(f"{OK}A: ".encode()))
    for one in (*drips, endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n")):
        began = time.monotonic()
        assert reason(server, one, policy) == "too-slow"
        assert time.monotonic() - began < 15


def test_a_server_that_says_nothing_is_not_waited_for(server: Server) -> None:
    policy = replace(SMALL, read_seconds=0.2)
    assert reason(server, drip(b"", b""), policy) == "too-slow"
    assert reason(server, drip(f"{OK}Content-Length: 900\r\n\r\n".encode(), b""), policy) == "too-slow"


def most_memory(work: Callable[[], object]) -> int:
    """Returns the most bytes that were held at once while it worked."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["endless", "endless chunks", "gzip", "deflate", "br", "empty members", "declared"])
def test_no_body_fills_the_memory(server: Server, name: str) -> None:
    chunk = b"%x\r\n%b\r\n" % (50_000, bytes(50_000))
    bodies: dict[str, bytes | Callable[..., None]] = {
        "endless": endless(f"{OK}\r\n".encode(), bytes(50_000)),
        "endless chunks": endless(f"{OK}Transfer-Encoding: chunked\r\n\r\n".encode(), chunk),
        "gzip": answer(gzip_bomb(500), content_encoding="gzip"),
        "deflate": answer(gzip_bomb(500)[10:], content_encoding="deflate"),
        "br": answer(brotli_bomb(20), content_encoding="br"),
        "empty members": endless(f"{OK}Content-Encoding: gzip\r\n\r\n".encode(), gzip.compress(b"") * 2000),
        "declared": endless(answer(b"", length=10**12), bytes(50_000)),
    }
    assert most_memory(lambda: reason(server, bodies[name])) < 6 * SMALL.most_bytes
    assert reason(server, bodies[name]) == "too-large"


@pytest.mark.parametrize(
    "bad",
    [
        answer(length=len(PAGE) + 1),
        answer(length=len(PAGE) - 40),
        answer(length="-1"),
        answer(length="many"),
        answer(length="9" * 5000),
        answer(length="5\r\nContent-Length: 6"),
        OK.encode() + b"Transfer-Encoding: chunked\r\n\r\nff\r\nabc",
    ],
)
def test_wrong_lengths(server: Server, bad: bytes) -> None:
    assert reason(server, bad) == "bad-length"


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress(PAGE)[:-9], "gzip"),
        (PAGE, "gzip"),
        (b"", "gzip"),
        (zlib.compress(PAGE)[:-9], "deflate"),
        (PAGE, "deflate"),
        (b"x", "deflate"),
        (brotli.compress(PAGE)[:-3], "br"),
        (PAGE, "br"),
        (b"", "br"),
        (PAGE, "zstd"),
        (gzip.compress(gzip.compress(PAGE)), "gzip, gzip"),
    ],
)
def test_what_cannot_be_unpacked(server: Server, packed: bytes, name: str) -> None:
    assert reason(server, answer(packed, content_encoding=name)) == "bad-encoding"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br"]), st.integers(1, 40), st.booleans())
def test_unpacking_gives_the_bytes_or_a_reason(data: bytes, name: str, size: int, packed: bool) -> None:
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[name]
    sent = pack(data * 9) if packed else data
    parts = [sent[at : at + size] for at in range(0, len(sent), size)]
    why = ""
    try:
        found = gathered(parts, name, 10_000, Deadline(9, time.monotonic))
    except Failure as failure:
        found, why = b"", failure.reason
    assert (found, why) == (data * 9, "") if packed else why in ("", "bad-encoding", "too-large")


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"220 mail.a.example ESMTP\r\n\r\n", "bad-response"),
        (PAGE, "unreachable"),
        (b"HTTP/1.1 200 OK\r\nA\x00: b\r\n\r\n", "bad-response"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"a" * 200_000, "bad-response"),
        (b"", "unreachable"),
    ],
)
def test_what_is_not_http(server: Server, bad: bytes, why: str) -> None:
    assert reason(server, bad) == why


def test_a_host_that_is_not_there(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    assert rejected(Fetcher(SMALL, Names(), wire=Wire(port)).fetch(f"{A}/page")).reason == "unreachable"
    assert rejected(fetcher(server).fetch("http://a.nowhere/page")).reason == "unreachable"
    assert rejected(fetcher(server, names=Names(a_example=[[]])).fetch(f"{A}/page")).reason == "unreachable"


def test_a_resolver_that_does_not_answer_is_not_waited_for(server: Server) -> None:
    asked = threading.Event()

    def silent(host: str, port: int) -> list[str]:
        asked.wait(5)
        return [PUBLIC]

    one = Fetcher(replace(SMALL, connect_seconds=0.1), silent, wire=Wire(server.port))
    assert rejected(one.fetch(f"{A}/page")).reason == "unreachable"
    asked.set()


def test_the_next_address_of_a_name_is_tried(server: Server) -> None:
    server.answers["/page"] = answer()

    class Half(Wire):
        def connect_tcp(self, host: str, *others: object, **named: object) -> object:  # type: ignore[override]
            if host == "8.8.8.8":
                import httpcore

                raise httpcore.ConnectError("refused")
            return super().connect_tcp(host, *others, **named)  # type: ignore[arg-type]

    names = Names(a_example=[["8.8.8.8", "1.1.1.1"]])
    assert fetched(Fetcher(SMALL, names, wire=Half(server.port)).fetch(f"{A}/page")).data == PAGE


# Certificates


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, ssl.SSLContext]]:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    made, key = certificate(tmp_path_factory.mktemp("tls"), "good.example")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made, key)
    with running(context) as one:
        one.answers["/page"] = answer()
        yield one, ssl.create_default_context(cafile=str(made))


def test_a_certificate_is_verified_by_the_name(secure: tuple[Server, ssl.SSLContext]) -> None:
    server, trusting = secure
    wire = Wire(0, server.port)
    one = Fetcher(SMALL, Names(good_example=["8.8.8.8"]), wire=wire, tls=trusting)
    assert fetched(one.fetch("https://good.example/page")).data == PAGE
    assert wire.connected == ["8.8.8.8"] * 2
    assert server.paths()[-1] == "good.example/page"
    found = rejected(one.fetch("https://other.example/page"))
    assert (found.reason, "other.example" in found.detail) == ("bad-certificate", True)
    assert rejected(one.fetch("https://8.8.8.8/page")).reason == "bad-certificate"


def test_a_certificate_of_nobody(secure: tuple[Server, ssl.SSLContext], server: Server) -> None:
    wire = Wire(server.port, secure[0].port)
    before = len(secure[0].seen)
    assert rejected(Fetcher(SMALL, Names(), wire=wire).fetch("https://good.example/page")).reason == "bad-certificate"
    server.answers["/page"] = to("https://good.example/page")
    assert rejected(Fetcher(SMALL, Names(), wire=wire).fetch(f"{A}/page")).reason == "bad-certificate"
    assert len(secure[0].seen) == before


def test_a_server_without_tls_where_it_should_have_it(server: Server) -> None:
    one = Fetcher(replace(SMALL, connect_seconds=0.2), Names(), wire=Wire(0, server.port))
    assert rejected(one.fetch("https://a.example/page")).reason == "unreachable"


# What a site allows

CLOSED = b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("robots", "why"),
    [
        (answer(b"", "404 Not Found"), None),
        (answer(b"", "403 Forbidden"), None),
        (answer(b"<html>not found</html>"), None),
        (answer(CLOSED), "robots"),
        (answer(b"\xef\xbb\xbf" + CLOSED), "robots"),
        (answer(CLOSED + b"User-agent: Dragoman/9\nDisallow: /private\nAllow: /\n"), None),
        (answer(b"User-agent: dragoman\nUser-agent: b\nDisallow: /pa*e$\n"), "robots"),
        (answer(b"User-agent: d\nUser-agent: dragomans\nUser-agent: drago*\nDisallow: /\n"), None),
        (answer(gzip.compress(CLOSED), content_encoding="gzip"), "robots"),
        (answer(CLOSED + b"useragents: none\nAllow: /other\n"), "robots"),
        (answer(b"", "500 Oh"), "robots-unread"),
        (answer(CLOSED, "503 Busy"), "robots-unread"),
        (answer(b"a", length=9), "robots-unread"),
        (to("/elsewhere"), "robots"),
        (to("/robots.txt"), "robots-unread"),
        (to("file:///etc/passwd"), "robots-unread"),
        (to("http://localhost/robots.txt"), "private-address"),
        (b"", "unreachable"),
    ],
)
def test_robots(server: Server, robots: bytes, why: str | None) -> None:
    server.answers |= {"/robots.txt": robots, "/elsewhere": answer(CLOSED), "/page": answer()}
    found = fetcher(server).fetch(f"{A}/page")
    assert (found.reason if isinstance(found, Rejected) else None) == why
    assert ("a.example/page" in server.paths()) == (why is None)


def test_every_stop_of_a_redirect_is_asked_for_leave(server: Server) -> None:
    server.answers |= {"/page": to("http://b.example/page"), "b.example/robots.txt": answer(CLOSED)}
    found = rejected(fetcher(server).fetch(f"{A}/page"))
    assert (found.reason, found.detail) == ("robots", "http://b.example/robots.txt does not allow it")
    assert "b.example/page" not in server.paths()


def test_a_robots_txt_is_asked_for_once_a_day_and_a_failing_one_after_a_minute(server: Server) -> None:
    clock = Clock()
    one = fetcher(server, clock=clock)
    server.answers |= {"/page": answer(), "b.example/robots.txt": answer(b"", "500 Oh")}

    def asked(host: str, later: float) -> int:
        clock.now += later
        one.fetch(f"http://{host}/page")
        return server.paths().count(f"{host}/robots.txt")

    assert [asked("a.example", later) for later in (0, 80_000, 7_000)] == [1, 1, 2]
    assert [asked("b.example", later) for later in (0, 50, 11)] == [1, 1, 2]


def test_of_a_long_robots_txt_the_beginning_is_read(server: Server) -> None:
    long = b"User-agent: *\nDisallow: /page\n" + b"# nothing\n" * 200_000 + b"Disallow: /other\n"
    server.answers |= {"/robots.txt": answer(long), "/other": answer()}
    one = fetcher(server)
    assert rejected(one.fetch(f"{A}/page")).reason == "robots"
    assert fetched(one.fetch(f"{A}/other")).data == PAGE


@pytest.mark.parametrize("field", ["User-agent: robot{}", "user   agent robot{}", "USERAGENT:robot{}"])
def test_a_robots_txt_of_many_robots_and_rules_takes_little(field: str) -> None:
    robots = "\n".join(field.format(n) for n in range(4_000)) + "\nUser-agent: *\n" + "Disallow: /{}\n" * 4_000
    read = Robots("dragoman/0.1", lambda address, deadline: (200, robots.encode()), time.monotonic)
    assert most_memory(lambda: read.delay(A, f"{A}/page", Deadline(9, time.monotonic))) < 30_000_000


def test_the_memory_of_sites_is_bounded() -> None:
    asked: list[str] = []

    def read(address: str, deadline: Deadline) -> tuple[int, bytes]:
        asked.append(address)
        return 200, b"# " + b"a" * 100_000

    robots = Robots("dragoman", read, lambda: 0.0)
    for host in (*range(30), 29, 28, 0):
        robots.delay(f"http://{host}.example", f"http://{host}.example/page", Deadline(9, time.monotonic))
    assert [int(address.split("/")[2].split(".")[0]) for address in asked] == [*range(30), 0]


# Politely


def test_a_host_is_left_alone_between_two_requests(server: Server) -> None:
    clock = Clock()
    one = fetcher(server, replace(SMALL, delay=2.0), clock=clock)
    server.answers["/page"] = answer()
    one.fetch(f"{A}/page")  # robots.txt, a pause, the page
    one.fetch("http://b.example/page")
    assert clock.slept == [2.0, 2.0]
    clock.now += 0.5
    one.fetch("http://b.example/page")
    clock.now += 9
    one.fetch(f"{A}/page")
    assert clock.slept == [2.0, 2.0, 1.5]


@pytest.mark.parametrize(("wanted", "kept"), [("7", 7.0), ("0.5", 1.0), ("1e300", 30.0), ("nan", 1.0), ("-9", 1.0)])
def test_a_site_may_ask_for_a_longer_pause_but_not_for_ever(server: Server, wanted: str, kept: float) -> None:
    clock = Clock()
    server.answers |= {"/robots.txt": answer(f"User-agent: *\nCrawl-delay: {wanted}".encode()), "/page": answer()}
    one = fetcher(server, replace(SMALL, delay=1.0), clock=clock)
    for _ in range(3):
        fetched(one.fetch(f"{A}/page"))  # pauses do not count as the server's slowness
    assert clock.slept == [kept] * 3


# As a document


def test_a_fetched_page_is_a_document() -> None:
    found = as_document(Fetched(f"{A}/b", 200, PAGE, asked=f"{A}/a"))
    assert (found.doc, found.data, found.kind, found.told) == (f"{A}/a", PAGE, "html", Told("web", address=f"{A}/b"))
    assert as_document(Fetched(f"{A}/b", 200, b"Words.")).kind == "text"
    assert as_document(Fetched(f"{A}/b", 200, b"Words.")).doc == f"{A}/b"


BARE = "<html><head><title>Переговоры</title></head><body>Министры встретились.</body></html>"


def test_an_encoding_that_only_the_server_tells_reaches_the_page() -> None:
    page = as_document(Fetched(A, 200, BARE.encode("koi8-r"), "text/html", "koi8-r"))
    assert page.data == BARE.replace("<head>", '<head><meta charset="koi8-r">').encode("koi8-r")
    other = as_document(Fetched(A, 200, BARE.encode("cp855"), "text/html", "ibm855"))  # one that no language of ours lists
    assert "Министры встретились." in decode(other.data, [load("ru")]).text
    cut = as_document(Fetched(A, 200, "<p>Да</p><p>Нет</p>".encode("koi8-r"), "text/html", "koi8-r"))
    assert cut.data.startswith(b'<meta charset="koi8-r"><p>')
    assert cut.kind == "html"


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (BARE, "utf-8", "windows-1251"),
        (BARE, "utf-8-sig", "windows-1251"),
        (BARE, "utf-16", "utf-16"),
        (BARE, "utf-16-le", "windows-1251"),
        (BARE.replace("<head>", '<head><meta charset="windows-1251">'), "cp1251", "koi8-r"),
        ('<?xml version="1.0" encoding="windows-1251"?>' + BARE, "cp1251", "koi8-r"),
        (BARE, "cp1251", "utf-8"),
        (BARE, "cp1251", "no-such"),
        (BARE, "cp1251", "base64"),
        (BARE, "cp1251", None),
        ("Министры встретились.", "cp1251", "windows-1251"),
    ],
)
def test_a_page_stays_as_it_came_where_the_servers_word_adds_nothing(text: str, encoding: str, told: str | None) -> None:
    data = text.encode(encoding)
    assert as_document(Fetched(A, 200, data, "text/html", told)).data == data


def test_nothing_of_the_network_is_loaded_before_it_is_asked_for() -> None:
    code = "import sys, dragoman.ingest.fetch; print({'httpx', 'httpcore', 'protego', 'brotli'} & set(sys.modules))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout == "set()\n"
