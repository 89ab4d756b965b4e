"""The pages in a real browser: they work without breaking the policy that they are sent with."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import run

import pytest
import uvicorn
from view_sample import EN_ARTICLE, RU_ARTICLE

from dragoman.view.web import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def address(corpus_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(corpus_path), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def browse(address: str, folder: Path, *options: str) -> tuple[str, str]:
    """Returns the page as it stands after its script ran, and what the browser complained of."""
    ended = run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0",
         f"--user-data-dir={folder}", "--virtual-time-budget=2000", *options, "--dump-dom", address],
        capture_output=True, encoding="utf8", timeout=60, check=True,
    )  # fmt: skip
    return ended.stdout, "\n".join(line for line in ended.stderr.splitlines() if "CONSOLE" in line)


def test_an_event_named_in_the_address_lights_its_words(address: str, tmp_path: Path) -> None:
    page, complaints = browse(f"{address}/articles/{RU_ARTICLE.article_id}#event-1", tmp_path)
    assert complaints == ""
    assert page.count('class="mark said lit"') == 6  # pieces of «Казахстан и Турция проведут в мае совместные учения»
    assert '<span class="mark lit" data-events="1">договорились о совместных учениях</span>' in page
    assert 'class="card quad2 lit"' in page


def test_a_hostile_page_does_nothing(address: str, tmp_path: Path) -> None:
    page, complaints = browse(f"{address}/articles/{EN_ARTICLE.article_id}", tmp_path)
    assert complaints == ""
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("path", ["/", "/events", "/claims", "/rejected", "/articles/nothing"])
def test_pages_keep_their_own_policy(address: str, tmp_path: Path, path: str) -> None:
    page, complaints = browse(address + path, tmp_path)
    assert "Dragoman" in page
    assert [line for line in complaints.splitlines() if "404" not in line] == []
