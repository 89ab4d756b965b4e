"""Whatever comes: an article whose blocks partition its text, or a row with a reason; never a traceback."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.clean import clean
from dragoman.languages import codes, load
from dragoman.model import Article, Document, Rejected

LANGUAGES = [load(code) for code in codes()]
REASONS = {"empty", "binary", "unknown-encoding", "no-text", "unknown-language"}
STORY = """\
Иран и Оман провели учения в проливе
By Admin Май14,2023 #флот
Реклама
Иран и Оман провели совместные учения в проливе, сообщило министерство обороны Омана. Фото: агентство
Е\u0301мен и Ка\u00adтар направили наблюдателей 🇮🇷🇴🇲, заявил капитан 👩🏽‍✈️. Об этом пишет портал «Залив».
Читайте также:
Счёт в матче…
"""
PIECES = [
    *STORY.splitlines(),
    "",
    " ",
    "\t",
    "•",
    "…",
    "— ",
    "0:00",
    "12.09.2025",
    "© 2024",
    "#",
    "|",
    " | ",
    "/",
    "«",
    "»",
]
SIGNS = [
    "\u00ad",
    "\u0301",
    "🇰🇿",
    "👩🏽‍🚀",
    "\u200f",
    "\u2028",
    "\x85",
    "\ufeff",
    "\x0c",
    "\ufffd",
    "i\u0307",
    "ß",
    "İ",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from([*PIECES, *SIGNS]), max_size=30).map("\n".join),
    st.lists(st.sampled_from([*PIECES, *SIGNS]), max_size=30).map("".join),
    st.text(max_size=300),
)


def run(data: bytes, kind: str = "text") -> Article | Rejected:
    found = clean(Document("page", data, kind=kind), LANGUAGES)
    if isinstance(found, Rejected):
        assert (found.stage, found.reason in REASONS) == ("clean", True)
    else:
        check(found)
    return found


def check(found: Article) -> None:
    text = found.text
    assert "".join(text[block.start : block.end] for block in found.blocks) == text
    for block in found.blocks:
        assert block.start < block.end
        assert "\n" not in text[block.start : block.end].strip()
        assert block.line == 1 + text.count("\n", 0, block.start)
    for stretch in (*found.sources, *([found.published] if found.published else [])):
        assert stretch.text == text[stretch.start : stretch.end]
    assert found.title is None or found.title in text


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    run(STORY.encode() + text.encode("utf-8", "replace"))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_any_markup(text: str) -> None:
    run(f"<html><h1>{STORY.splitlines()[0]}</h1><p>{STORY}</p><{text}><p>{text}</p>".encode("utf-8", "replace"), "html")


def broken(seed: int) -> tuple[bytes, str]:
    """Returns one of a hundred broken inputs: cut, doubled, in another encoding, with stray bytes, or noise."""
    source = random.Random(seed)
    encoding = source.choice(["utf-8", "utf-16", "cp1251", "koi8-r", "utf-16-be"])
    data = bytearray(STORY.encode(encoding, "ignore") * source.choice([1, 1, 3]))
    for _ in range(source.choice([0, 1, 5, 200])):
        data[source.randrange(len(data))] = source.randrange(256)
    if source.random() < 0.4:
        del data[source.randrange(len(data)) :]
    if source.random() < 0.3:
        data = bytearray(b"<html><p" + bytes(data) + b"<div>" * source.choice([1, 3000]) + b"<!--")
    if source.random() < 0.1:
        data = bytearray(source.randbytes(source.randrange(2000)))
    return bytes(data), source.choice(["text", "html"])


@pytest.mark.parametrize("seed", range(100))
def test_a_hundred_broken_inputs(seed: int) -> None:
    run(*broken(seed))


@pytest.mark.parametrize(
    "data",
    [
        "слово " * 60_000,
        "а" * 200_000,
        "." * 100_000,
        "«" * 50_000,
        "\n" * 100_000 + "Турция начала учения.",
        "Турция начала учения в проливе.\n" * 3_000,
        "12.12.2012 " * 10_000,
        "Фото: " * 10_000,
        " | ".join(["Турция"] * 10_000),
        "/" * 50_000,
        "By " * 20_000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_long_and_monotonous(data: str) -> None:
    run(data.encode())


@pytest.mark.parametrize("piece", ["<div>", "<a href=x>", "</p>", "<!--", "<b", "&#", "<table><tr><td>", "<title>"])
def test_a_page_that_opens_a_lot(piece: str) -> None:
    run((piece * 20_000 + STORY).encode(), "html")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("123 456", "no-text"),
        ("🇰🇿 👩🏽‍🚀 !!!", "no-text"),
        ("Беларусь і Польшча падпісалі пагадненне аб мяжы і сумесных вучэннях памежнікаў.", "unknown-language"),
        (
            "Türkmenistan bilen Gazagystanyň arasynda goranmak ulgamynda hyzmatdaşlyk hakynda ylalaşyga gol çekildi.",
            "unknown-language",
        ),
        ("Монгол Улс болон Турк улс батлан хамгаалах салбарын хамтын ажиллагааны гэрээнд гарын үсэг зурлаа.", "unknown-language"),
        (
            "Die Türkei und Kasachstan haben ein Abkommen über militärische Zusammenarbeit unterzeichnet.",
            "unknown-language",
        ),
    ],
)
def test_reasons(text: str, reason: str) -> None:
    found = run(text.encode())
    assert isinstance(found, Rejected)
    assert found.reason == reason


def test_the_detail_names_the_language() -> None:
    found = run("Беларусь і Польшча падпісалі пагадненне аб мяжы і сумесных вучэннях.".encode())
    assert isinstance(found, Rejected)
    assert found.detail.startswith("be (")
