"""One key for one name in several scripts and spellings: «Яшар Гюлер», "Yaşar Güler" and "Yashar Guler" are `asar-guler`.

A key is for comparing, not for showing: sounds that alphabets write apart (ш, sh, ş; дж, c, j; х, kh, h; ий, iy, y) fall
together. It is made for names out of Slavic, Turkic and Iranian languages. English and French do not write what they say,
so «Байден» and "Biden", «Макрон» and "Macron" need a table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "j", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "c",
    "ш": "s", "щ": "s", "ъ": "a", "ы": "i", "ь": "", "э": "e", "ә": "a", "ю": "iu", "я": "ia", "ѝ": "i",
}  # fmt: skip
LATIN = {"ş": "s", "š": "s", "ç": "c", "č": "c", "ž": "j", "ı": "i", "ğ": "g", "ə": "a", "đ": "d", "ł": "l", "ø": "o"}
# Spellings of one sound, in order.
SOUNDS = tuple(
    (re.compile(spelt), sound)
    for spelt, sound in (
        ("sch|sh", "s"), ("tch|ch", "c"), ("dzh|zh|dj", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("w", "v"),
        ("ck|q", "k"), ("x", "ks"), ("tz", "ts"), ("y", "i"), ("i([aeou])", r"\1"), (r"([a-z])\1+", r"\1"),
    )
)  # fmt: skip
WORD = re.compile(r"[a-z]+")
SILENT = re.compile(r"['’ʼ`‘]")


def slug(name: str, sounds: Mapping[str, str]) -> str:
    """Returns the key of a name: its words by sound, in small Latin letters, joined by hyphens.

    `sounds` are letters that the language of the spelling reads otherwise than most: c as j in Turkish.
    """
    table = str.maketrans({**CYRILLIC, **LATIN, **sounds})
    spelt = SILENT.sub("", name).replace("İ", "i").lower().translate(table)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(letter))
    return "-".join(_sound(word) for word in WORD.findall(plain))


def _sound(word: str) -> str:
    for pattern, sound in SOUNDS:
        word = pattern.sub(sound, word)
    return word
