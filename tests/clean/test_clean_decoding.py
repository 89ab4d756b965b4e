"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.clean.decode import NotText, decode
from dragoman.languages import codes, load

LANGUAGES = [load(code) for code in codes()]
RUSSIAN = "Армения и Иран договорились о поставках газа — «надолго», заявил министр. Её решение поддержали."
BULGARIAN = "Румъния и България подписаха договор за мост над Дунав, съобщи министърът. Щом е готов, ще го открият."
ENGLISH = "Kenya’s minister said “we agree” – and left for the café in Nairobi."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251"])
@pytest.mark.parametrize("text", [RUSSIAN, BULGARIAN])
def test_cyrillic(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), LANGUAGES).text == text


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866", "iso8859-5", "mac-cyrillic"])
def test_russian_in_older_encodings(encoding: str) -> None:
    text = RUSSIAN.replace("—", "-").replace("«", '"').replace("»", '"')
    found = decode(text.encode(encoding), LANGUAGES)
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_english(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding), LANGUAGES).text == ENGLISH


def test_one_headline_is_enough() -> None:
    assert decode("Иран закрыл границу".encode("koi8-r"), LANGUAGES).text == "Иран закрыл границу"


def test_a_page_says_its_encoding_wrongly() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'
    assert RUSSIAN in decode(page.encode("utf-8"), LANGUAGES).text
    assert "договорились" in decode(page.replace("—", "-").encode("koi8-r", "ignore"), LANGUAGES).text


@pytest.mark.parametrize("name", ["zlib", "idna", "rot13", "utf-7", "no-such", "\x00"])
def test_a_page_declares_nonsense(name: str) -> None:
    page = f'<meta charset="{name}">{RUSSIAN}'
    assert "договорились" in decode(page.encode("cp1251"), LANGUAGES).text


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = (RUSSIAN * 20).encode("utf-8")
    found = decode(data[:501] + b"\xff" + data[501:-1], LANGUAGES)
    assert found.encoding == "utf-8"
    assert "\ufffd" in found.text


def test_another_language_in_cp1251_is_text_too() -> None:
    text = "Україна та Польща підписали угоду про кордон і спільні навчання прикордонників."
    assert decode(text.encode("cp1251"), LANGUAGES).text == text


def test_newlines_become_one_and_nothing_else_changes() -> None:
    assert (
        decode("один\r\nдва\rтри\u2028че\u00adтыре\t \x0bпять".encode(), LANGUAGES).text
        == "один\nдва\nтри\nче\u00adтыре\t \nпять"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\0", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"%PDF-1.7 words words", "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "binary"),
        (b"PK\x03\x04" + b"x" * 40, "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"some words\x00\x01\x02\x03\x04 and more", "binary"),
        ("国民経済計算の統計を発表した".encode("shift_jis") * 5, "unknown-encoding"),
    ],
)
def test_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(NotText) as found:
        decode(data, LANGUAGES)
    assert found.value.reason == reason


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    reason, text = "", "text"
    try:
        text = decode(data, LANGUAGES).text
    except NotText as error:
        reason = error.reason
    assert reason in ("", "empty", "binary", "unknown-encoding")
    assert text.strip()
    assert "\r" not in text
