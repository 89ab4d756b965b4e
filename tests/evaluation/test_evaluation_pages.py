"""The measure of cleaned pages, on a set of three pages of our own."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from evaluation import pages
from evaluation.pages import Pair, Score

STORY = (
    "Ангола и Замбия открыли пограничный мост через Замбези, сообщило министерство транспорта Замбии.",
    "Мост через Замбези строили пять лет, его оплатили Ангола и Замбия поровну, рассказал министр.",
    "По словам министра, Ангола уже в мае пустит по мосту грузовые поезда с медью из Замбии.",
)
HEADLINE = "Ангола и Замбия открыли мост через Замбези"
REFERENCE = f"<p>{HEADLINE}</p>\n" + "\n".join(f"<p>{one}</p>" for one in STORY)
MENU = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("Политика", "Экономика", "Спорт", "Культура"))
PAGE = (
    f"<html><head><title>{HEADLINE}</title></head><body><ul>{MENU}</ul><h1>{HEADLINE}</h1>"
    + "".join(f"<p>{one}</p>" for one in STORY)
    + "<h3>Читайте также</h3><ul><li><a href='/a'>Рыбаки озера вышли на забастовку</a></li></ul></body></html>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "html").mkdir()
    (tmp_path / "reference").mkdir()
    for name, encoding, page in (("a", "utf-8", PAGE), ("b", "cp1251", PAGE), ("c", "utf-8", "<html><p>404</p></html>")):
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(page.encode(encoding), mtime=0))
        (tmp_path / "reference" / f"{name}.txt").write_text(REFERENCE, "utf8")
    return tmp_path


def test_pages_come_in_order_of_their_names_with_their_bytes(folder: Path) -> None:
    found = list(pages.pairs(folder))
    assert [one.name for one in found] == ["a", "b", "c"]
    assert found[1] == Pair("b", PAGE.encode("cp1251"), REFERENCE)
    assert len(pages.files(folder)) == 6


@pytest.mark.parametrize(
    ("reference", "found", "wanted"),
    [
        ("Мост открыт", "мост, открыт!", Score(1.0, 1.0, 1.0)),
        ("мост открыт сегодня утром", "мост открыт", Score(1.0, 0.5, 2 / 3)),
        ("мост открыт", "мост открыт реклама реклама", Score(0.5, 1.0, 2 / 3)),
        ("мост мост", "мост", Score(1.0, 0.5, 2 / 3)),  # each word as often as it stands there
        ("мост", "", Score(0.0, 0.0, 0.0)),
        ("", "мост", Score(0.0, 0.0, 0.0)),
    ],
)
def test_score(reference: str, found: str, wanted: Score) -> None:
    assert pages.score(reference, found) == wanted


def test_figures_of_ours(folder: Path) -> None:
    assert pages.figures(folder) == {
        "pages words precision": pytest.approx(0.667, abs=0.001),
        "pages words recall": pytest.approx(0.667, abs=0.001),
        "pages words f1": pytest.approx(0.667, abs=0.001),
        "pages not missed": pytest.approx(0.667, abs=0.001),
    }


def test_speed_is_pages_a_second(folder: Path) -> None:
    read: list[bytes] = []

    def reads(data: bytes) -> str:
        read.append(data)
        sum(range(20_000))
        return ""

    assert pages.speed(reads, list(pages.pairs(folder))) > 0
    assert len(read) == 1 + pages.TIMES * 3


def test_a_set_that_is_not_there_is_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not pages.there(tmp_path / "nowhere")
    monkeypatch.setattr("sys.argv", ["pages", str(tmp_path / "nowhere")])
    pages.main()
    assert capsys.readouterr().out.startswith("skipped")


def test_theirs_beside_ours(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("trafilatura", exc_type=ImportError)
    monkeypatch.setattr("sys.argv", ["pages", str(folder), "--worst", "1"])
    pages.main()
    ours, theirs, worst = capsys.readouterr().out.splitlines()
    assert ours.startswith("ours ")
    assert ours.endswith("missed 1 of 3")
    assert theirs.startswith("trafilatura ")
    assert worst.strip().startswith("0.000")
