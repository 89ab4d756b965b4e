import csv
import io
import json
import os
import socket
import subprocess
import sys
import time
import types
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result
from view_sample import EXERCISE, RECALL, RU_ARTICLE

import dragoman
from dragoman.model import Article, Block, Coding, Document, Event, Evidence, Participant, Rejected
from dragoman.store import Corpus
from dragoman.view import queries
from dragoman.view.cli import app


@pytest.fixture
def call(corpus_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(corpus_path.parent)
    monkeypatch.setenv("COLUMNS", "150")

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return invoke


LISTINGS = ("articles", "events", "claims", "mentions", "rejected")


@pytest.mark.parametrize("what", LISTINGS)
def test_listings_in_every_format_show_the_same_rows(call, corpus: Corpus, what: str) -> None:
    rows = queries.LISTINGS[what](corpus, queries.EVERYTHING)
    lines = [json.loads(line) for line in call(what, "--format", "jsonl").stdout.splitlines()]
    assert lines == [{"schema": 1, **row} for row in rows]
    assert json.loads(call(what, "--format", "json").stdout) == lines
    assert len(list(csv.DictReader(io.StringIO(call(what, "--format", "csv").stdout)))) == len(rows)
    assert f"{len(rows)} {what}"[:-1] in call(what).stdout


def test_csv_keeps_codes_and_nested_fields(call) -> None:
    row = next(csv.DictReader(io.StringIO(call("events", "--status", "planned", "--format", "csv").stdout)))
    assert (row["actors"], row["recipients"], row["date.start"]) == ("KAZ", "TUR", "2024-05")
    assert row["evidence.text"] == "Казахстан и Турция проведут в мае совместные учения"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--between", "KAZ", "TUR"], [EXERCISE.event_id]),
        (["--by", "TUR"], [RECALL.event_id]),
        (["--doc", "envoy.txt"], [RECALL.event_id]),
        (["--type", "cooperate", "--limit", "1"], [EXERCISE.event_id]),
        (["--actor", "USA"], []),
    ],
)
def test_filters(call, words: list[str], ids: list[str]) -> None:
    lines = call("events", *words, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["event_id"] for line in lines] == ids


def test_a_register_is_its_events(call) -> None:
    assert "hold-exercise-joint" in call("register", "exercise").stdout
    wrong = call("register", "dances")
    assert wrong.exit_code == 2
    assert "exercise" in wrong.stderr


def test_actors_are_counted(call) -> None:
    lines = [json.loads(line) for line in call("actors", "KAZ", "--format", "jsonl").stdout.splitlines()]
    assert [line["code"] for line in lines] == ["KAZ", "KAZ:defence"]


def test_show_is_readable_without_colours(call) -> None:
    shown = call("show", "учения.txt").stdout
    assert "Казахстан‹KAZ› и Турция‹TUR› проведут[1] в мае совместные учения, сообщил" in shown
    assert "❝2 denial: министр обороны Казахстана (KAZ:defence)" in shown
    assert "‹navigation: short words without a verb, as in a menu (menu-words)›" in shown
    assert "\x1b" not in shown


def test_show_disarms_a_page(call) -> None:
    shown = call("show", "envoy.txt").stdout
    assert "⟨U+001B⟩[2J" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_show_as_json_is_the_view(call) -> None:
    view = json.loads(call("show", RU_ARTICLE.article_id, "--format", "json").stdout)
    assert view["counts"] == {"events": 2, "claims": 2, "left_out": 3}


@pytest.mark.parametrize("what", LISTINGS)
def test_export_writes_lines_of_the_contract(call, tmp_path: Path, what: str) -> None:
    out = tmp_path / "rows.jsonl"
    assert call("export", what, "-o", str(out)).exit_code == 0
    assert out.read_text("utf8") == call(what, "--format", "jsonl").stdout == call("export", what).stdout


@pytest.mark.parametrize(
    "words",
    [
        ("show", "nothing.txt"),
        ("events", "--doc", "nothing.txt"),
        ("events", "--corpus", "nowhere"),
        ("digest", "--corpus", "nowhere"),
        ("export", "dances"),
        ("export", "events", "--format", "table"),
        ("export", "events", "-o", "nowhere/rows.jsonl"),
        ("read", "no-such-folder"),
        ("evaluate", "no-such-gold"),
        ("dances",),
        ("events", "--format", "yaml"),
        ("events", "--limit", "0"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(call, words: tuple[str, ...]) -> None:
    ended = call(*words)
    assert ended.exit_code == 2
    assert ended.stderr.strip()
    assert "Traceback" not in ended.stderr


def test_a_damaged_corpus_ends_with_3(call, corpus_path: Path, tmp_path: Path) -> None:
    import shutil

    broken = tmp_path / "broken"
    shutil.copytree(corpus_path, broken)
    for events in broken.glob("shards/*/events.parquet"):
        events.write_bytes(events.read_bytes()[:50])
    for words in (["events"], ["show", "envoy.txt"], ["digest"]):
        ended = call(*words, "--corpus", str(broken))
        assert ended.exit_code == 3
        assert "damaged" in ended.stderr


def test_digest_and_compact(corpus_path: Path, call, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(corpus_path, copy)
    before = call("digest").stdout
    assert len(before.strip()) == 32
    assert call("compact", "--corpus", str(copy)).exit_code == 0
    assert call("digest", "--corpus", str(copy)).stdout == before


def test_evaluate_compares_with_gold(call, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"doc": "учения.txt", "type": "COOPERATE", "status": "planned", "actors": ["TUR", "KAZ"], "recipients": []},
        {"doc": "учения.txt", "type": "CONSULT", "status": "occurred", "actors": ["TUR", "KAZ"], "recipients": []},
    ]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    found = json.loads(call("evaluate", str(gold), "--format", "json").stdout)
    assert found["events"]["full"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert "COOPERATE" in call("evaluate", str(gold)).stdout
    gold.write_text('{"doc": "a", "type": "DANCE"}', "utf8")
    assert call("evaluate", str(gold)).exit_code == 2


def test_languages(call) -> None:
    assert "Russian" in call("languages").stdout


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    root = str(Path(dragoman.__file__).parents[1])
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "120", "PYTHONPATH": root}
    command = [sys.executable, "-m", "dragoman.view.cli", *words]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf8", check=False)


def test_a_real_run_prints_cyrillic_whatever_the_encoding(corpus_path: Path) -> None:
    ended = run("show", "учения.txt", cwd=corpus_path.parent)
    assert ended.returncode == 0, ended.stderr
    assert "Казахстан‹KAZ›" in ended.stdout
    assert ended.stderr == ""


def test_help_answers_at_once(tmp_path: Path) -> None:
    times = []
    for _ in range(3):
        before = time.perf_counter()
        ended = run("--help", cwd=tmp_path)
        times.append(time.perf_counter() - before)
        assert ended.returncode == 0
    assert "events" in ended.stdout
    assert min(times) < 1.0  # 0.3 s on a quiet machine


def test_heavy_libraries_wait_for_the_command_that_needs_them() -> None:
    heavy = "{'duckdb', 'pyarrow', 'onnxruntime', 'starlette', 'numpy', 'rich.console'}"
    code = f"import sys, dragoman.view.cli; print(*{heavy} & {{*sys.modules}})"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == ""


class FakeCoder:
    """Every page is one event: the first word acts on the second. A page without words is rejected."""

    def code(self, document: Document) -> Coding | Rejected:
        text = document.data.decode()
        if not text.strip():
            return Rejected(document.doc, "clean", "empty")
        one, other = (Participant(word, None, word, None, None, word, 0, len(word)) for word in text.split()[:2])
        article = Article(document.doc, "en", text, (Block("body", 0, len(text), 1, "all"),))
        words = Evidence(0, len(text), text)
        event = Event(article.article_id, document.doc, "en", "ACCUSE", "ACCUSE", None, (), "accuse", "occurred", False,
                      None, None, (one,), (other,), words, words, "fake", 0.9)  # fmt: skip
        return Coding(article, (), (event,))

    def explain(self, document: Document) -> dict[str, object]:
        text = document.data.decode()
        return {"sentences": [{"start": 0, "end": len(text), "text": text, "line": 1, "rules": ["first-word"]}]}


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of pages, in which the command line reads with the fake coder."""
    fake = types.ModuleType("dragoman.pipeline")
    fake.load, fake.version = FakeCoder, lambda: "1"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dragoman.pipeline", fake)
    monkeypatch.setattr(dragoman, "pipeline", fake, raising=False)
    monkeypatch.chdir(tmp_path)
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(9):
        (pages / f"{number}.txt").write_text(f"KGZ TJK blames, page {number}.", "utf8")
    return pages


def call_here(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_read_sums_up_and_knows_what_it_has_read(reading: Path) -> None:
    first = call_here("read", "pages")
    assert first.exit_code == 0, first.output
    assert "9 read, 0 rejected" in first.stdout
    assert "9 × ACCUSE" in " ".join(first.stdout.split())
    assert "dragoman events --between KGZ TJK" in first.stdout
    again = call_here("read", "pages")
    assert "0 read, 9 known already" in again.stdout


def test_rejected_documents_are_listed_and_end_with_1(reading: Path) -> None:
    (reading / "void.txt").write_text(" ", "utf8")
    for _ in range(2):  # once more: still to be said
        ended = call_here("read", "pages")
        assert ended.exit_code == 1
        assert "void.txt: clean, empty" in ended.stdout
    found = json.loads(call_here("read", "pages", "--format", "json").stdout)
    assert [row["doc"] for row in found["run"]["rejected"]] == ["void.txt"]


def test_a_row_and_a_line_are_explained(reading: Path) -> None:
    call_here("read", "pages")
    (event,) = (json.loads(line) for line in call_here("events", "--doc", "3.txt", "--format", "jsonl").stdout.splitlines())
    assert "first-word" in call_here("events", "--explain", event["event_id"][:10]).stdout
    assert "first-word" in call_here("why", "3.txt", "1").stdout
    assert call_here("why", "3.txt", "2").exit_code == 2
    assert call_here("events", "--explain", "zz").exit_code == 2
    assert call_here("claims", "--explain", "zz").exit_code == 2


@pytest.mark.parametrize("words", [("no-folder",), ("pages", "--fields", "text"), ("pages", "--workers", "0")])
def test_what_cannot_be_read_is_said(reading: Path, words: tuple[str, ...]) -> None:
    ended = call_here("read", *words)
    assert ended.exit_code == 2
    assert not Path("corpus").exists()


def test_an_address_of_a_private_network_is_not_fetched(reading: Path) -> None:
    ended = call_here("read", "http://127.0.0.1:9/page")
    assert ended.exit_code == 1
    assert "private-address" in call_here("rejected").stdout


def test_a_port_in_use_is_said(call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = call("serve", "--port", str(taken.getsockname()[1]))
    assert ended.exit_code == 2
    assert "cannot listen" in ended.stderr


def test_several_workers_are_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, str]] = []

    def read(paths: object, corpus: object, workers: int, runner: str, fields: str, allow_private: bool) -> dict[str, object]:
        asked.append((workers, str(runner)))
        return {"read": 0, "known": 0, "rejected": []}

    monkeypatch.setattr("dragoman.view.reading.read", read)
    monkeypatch.setattr("dragoman.view.reading.report", lambda *_: None)
    for options in ([], ["--workers", "3"], ["--workers", "3", "--runner", "local"]):
        assert CliRunner().invoke(app, ["read", str(tmp_path), "--corpus", str(tmp_path / "c"), *options]).exit_code == 0
    assert asked == [(1, "local"), (3, "processes"), (3, "local")]


@pytest.mark.parametrize("options", [["--type", "NOPE"], ["--status", "done"], ["--since", "yesterday"], ["--until", "2024-5"]])
def test_a_filter_that_can_fit_nothing_is_said(options: list[str], corpus_path: Path) -> None:
    asked = CliRunner().invoke(app, ["events", "--corpus", str(corpus_path), *options])
    assert asked.exit_code == 2
    assert options[1] in asked.stderr
