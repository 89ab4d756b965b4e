"""Bytes to text: by content, for what a page says of its encoding is often wrong and plain files say nothing."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.languages import Language

SAMPLE = 20_000  # bytes; more does not change the answer
ENOUGH = 0.2  # score below which a decoding is gibberish; ours score 0.6 and more, neighbours 0.3
FEW = 0.15  # share of bytes beyond ASCII below which any decoding will do: "£5 million"
BROKEN = 0.2  # share of characters beyond ASCII that may be broken in what is UTF-8 all the same; in other encodings all are
CONTROLS = 0.01  # share of control bytes above which bytes are no text
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"RIFF", "RIFF media"),
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"\xd0\xcf\x11\xe0", "old office document"),
    (b"OggS", "Ogg media"),
    (b"ID3", "MP3"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
)
CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
NEWLINE = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
TYPOGRAPHY = frozenset("«»„“”‘’‚–—…№§•\u00a0\u00ad‹›")
INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\s!-/:-@\[-`{-~’‑\u00ad](?=[^\W\d_])")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with its newlines normalised, and the encoding that it came in."""

    text: str
    encoding: str


class NotText(ValueError):
    """Bytes that no decoding makes text of; `reason` is a short name: empty, binary, unknown-encoding."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keeps the reason beside the words."""
        super().__init__(detail)
        self.reason = reason


def decode(data: bytes, languages: Sequence[Language]) -> Decoded:
    """Returns the text of the bytes, newlines as "\\n", a byte order mark taken off, all else kept.

    Tried in order: the byte order mark, UTF-16 without one, UTF-8, then the one-byte encodings of `languages` (and what
    an HTML page declares), scored by how many pairs of letters are common ones. Raises NotText.
    """
    if not data.strip(b" \t\r\n\0"):
        raise NotText("empty")
    _refuse_magic(data)
    encoding = _marked(data) or _wide(data) or _utf8(data)
    if encoding is None:
        _refuse_controls(data)
        encoding = _scored(data, languages)
    elif not encoding.startswith(("utf-16", "utf-32")):
        _refuse_controls(data)
    text = NEWLINE.sub("\n", data.decode(encoding, "replace").removeprefix("\ufeff"))
    if not text.strip():
        raise NotText("empty")
    return Decoded(text, encoding.removesuffix("-sig"))


def _refuse_magic(data: bytes) -> None:
    for start, name in MAGIC:
        if data.startswith(start):
            raise NotText("binary", name)


def _refuse_controls(data: bytes) -> None:
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROL))
    if controls > len(sample) * CONTROLS:
        raise NotText("binary", f"{controls} control bytes in {len(sample)}")


def _marked(data: bytes) -> str | None:
    return next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is 0 (Latin, spaces), 4 (Cyrillic) or 0x20 (typographic marks).

    UTF-32 without one: of four bytes two are 0, and so is the one beside them, or 4, or 0x20.
    """
    sample = data[: SAMPLE // 4 * 4]
    for encoding, empty, second in (("utf-32-le", (2, 3), 1), ("utf-32-be", (0, 1), 2)):
        planes = b"".join(sample[at::4] for at in empty)
        if len(sample) >= 8 and not any(planes) and not sample[second::4].translate(None, b"\0\x04\x20"):
            return encoding
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high and len(high.translate(None, b"\0\x04\x20")) < len(high) * 0.05 and high.count(0) > len(high) * 0.05:
            return encoding
    return None


def _utf8(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data[:SAMPLE].decode("utf-8", "replace")
        beyond = sum(character > "\x7f" for character in text)
        return "utf-8" if text.count("\ufffd") < max(2, beyond * BROKEN) <= beyond else None
    return "utf-8"


def _scored(data: bytes, languages: Sequence[Language]) -> str:
    pairs = frozenset[str]().union(*(language.pairs for language in languages))
    letters = frozenset[str]().union(*(language.letters for language in languages))
    sample = data[:SAMPLE]
    candidates = _candidates(data, languages)
    scores = [(score(sample.decode(name, "replace"), pairs, letters), name) for name in candidates]
    best = max(scores, key=lambda one: one[0], default=(0.0, ""))
    if best[0] < ENOUGH and sum(byte > 127 for byte in sample) > len(sample) * FEW:
        raise NotText("unknown-encoding", f"best guess {best[1] or 'none'} at {best[0]:.2f}")
    return best[1]


def _candidates(data: bytes, languages: Sequence[Language]) -> Iterator[str]:
    declared = DECLARED.search(data[:4096])
    names = [declared[1].decode("ascii", "replace")] if declared else []
    names += [encoding for language in languages for encoding in language.encodings]
    return _known(names)


def _known(names: Iterable[str]) -> Iterator[str]:
    """Yields the encodings that Python knows as one-byte encodings of text, each once, by its own name."""
    seen = set()
    for name in names:
        try:
            found = codecs.lookup(name).name
            single = len("aя".encode(found, "replace")) == 2
        except (LookupError, TypeError, ValueError):
            continue
        if single and found not in seen:
            seen.add(found)
            yield found


def score(text: str, pairs: frozenset[str], letters: frozenset[str]) -> float:
    """Returns how plausible a decoding is, at most 1: the mean over its characters beyond ASCII.

    A letter counts by the share of common pairs in its word, a typographic mark 0.5, a symbol or control -1 (-2 inside
    a word), a letter of no alphabet of ours -1.5; in a word that mixes scripts or has a capital inside, -1.
    """
    beyond = sum(character > "\x7f" for character in text)
    marks = sum(character in TYPOGRAPHY for character in text if character > "\x7f")
    seen, points = 0, 0.0
    for word in WORD.findall(text):
        if not word.isascii():
            seen += sum(character > "\x7f" for character in word)
            points += _word_score(word, pairs, letters)
    symbols = max(0, beyond - marks - seen) + len(INSIDE.findall(text))
    return (points + marks / 2 - symbols) / max(1, beyond)


def _word_score(word: str, pairs: frozenset[str], letters: frozenset[str]) -> float:
    lower = word.lower()
    beyond = sum(character > "\x7f" for character in word)
    mixed = beyond < len(word) and any("\u0400" <= character <= "\u04ff" for character in word)
    if mixed or not (word.islower() or word.isupper() or word.istitle()):
        return -float(beyond)
    common = sum(lower[at : at + 2] in pairs for at in range(len(lower) - 1))
    foreign = sum(letter not in letters for letter in lower)
    accented = beyond * 3 <= len(word)  # "café"
    return beyond * common / max(1, len(word) - 1) - foreign * (0.5 if accented else 1.5)
