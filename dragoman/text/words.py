"""Words of a text, as spans."""

from __future__ import annotations

import re

from dragoman.model import Span

# Letters with what combines with them (marks above and below, the soft hyphen, joiners), inner hyphens and apostrophes;
# or a number with its points and commas: «спец\u00adпредставитель», "al-Abadi", "4,4", «Су-24».
_MARKS = "\u00ad\u0300-\u036f\u0483-\u0489\u200c\u200d"
WORD = re.compile(rf"\d+(?:[.,:]\d+)*(?![^\W\d_])|[^\W_][\w{_MARKS}]*(?:[-‑'’ʼ][^\W_][\w{_MARKS}]*)*")


def words(text: str) -> list[Span]:
    """Returns the words of `text` in order, as half-open spans of code points; punctuation is in none of them."""
    return [Span(*found.span()) for found in WORD.finditer(text)]
