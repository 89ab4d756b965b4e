"""Bytes of a table or an export to text: the encoding by content, lines of bounded length."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BROKEN = 0.02  # share of characters that may be broken in what is UTF-8 all the same
ONE_BYTE = ("cp1251", "cp1254", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic")  # cp1254 holds Western letters too
OFTEN = frozenset("оеаинтсрвлı")  # the letters that tell one table of letters from another
LETTERS = frozenset("кмдпуяыьгзбчйхжшюцщэфъёіїєґğüşöçáàâäéèêëíñóôúİŞĞÜÖÇ")
MARKS_OF_TEXT = frozenset("«»„“”‘’‚–—…№§•\u00a0‹›°€£")
MIXED = re.compile("[a-z][а-яё]|[а-яё][a-z]|[а-яё][А-ЯЁ]")  # within a word: two alphabets, a capital after a small letter


def encoding_of(head: bytes) -> str:
    """Returns the name of the encoding of a text that begins so: by its mark, else UTF-16, UTF-8, else by its letters."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    return _wide(head) or _utf8(head) or max(ONE_BYTE, key=lambda name: _score(head.decode(name, "replace")))


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is 0 (Latin, commas, spaces) or 4 (Cyrillic)."""
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if high and len(high.translate(None, b"\0\x01\x04\x20")) < len(high) * 0.05 and high.count(0) > len(high) * 0.05:
            return name
    return None


def _utf8(head: bytes) -> str | None:
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(head)  # the last letter may be cut
    beyond = sum(character > "\x7f" for character in text)
    return "utf-8" if text.count("\ufffd") <= beyond * BROKEN else None


def _score(text: str) -> float:
    beyond = [character for character in text if character > "\x7f"]
    often = sum(character in OFTEN for character in beyond)
    letters = sum(character in LETTERS for character in beyond)
    capitals = sum(character not in LETTERS and "А" <= character <= "Я" for character in beyond)
    marks = sum(character in MARKS_OF_TEXT for character in beyond)
    strange = len(beyond) - often - letters - capitals - marks
    return often + letters * 0.4 + capitals * 0.1 + marks * 0.2 - strange - 2 * len(MIXED.findall(text))


def lines(stream: BinaryIO, encoding: str, longest: int) -> Iterator[str]:
    """Yields the lines with their ends; one of more than `longest` characters comes in pieces. `stream` stays open."""
    reader = io.TextIOWrapper(stream, encoding, "replace", newline="")
    try:
        while line := reader.readline(longest):
            yield line
    finally:
        reader.detach()
