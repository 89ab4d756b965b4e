"""Numbers of a text: digits with their separators and scales, numbers written out, and both together.

Digits are looked at first, and what is an ordinal, a year, a date, a time, a telephone number or part of a name is no number.
What stays is read with the words of `numbers.toml`: counts add up («двадцать пять»), scales multiply («тысяч»), terms with
falling scales add up again («1 млн 200 тыс.»). A word alone below ten, and one that has another sense, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.languages import Language, fold
from dragoman.model import Span
from dragoman.text.barred import barred, figures, value

LETTERS = r"[^\W\d_](?:\u00ad?[^\W\d_])*"
GAP = re.compile(r"\.?[^\S\n]+|[-‑]|")  # between the words of one number
DASH = re.compile(r"\.?[-‑–—]")  # between the ends of a range
WIDE_DASH = re.compile(r"\.?[^\S\n]+[-–—][^\S\n]+")
LONGEST = 4  # words of one form: "and a half"
NEAR = 40  # code points; no word is longer
ALONE = 10  # a single word that says less is no number
SCALES = ("scale", "many", "short", "glued")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a half-open span of code points; its two ends are one unless it is a range: «2-3 тыс.»."""

    start: int
    end: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """Returns the number, or the middle of the range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or figure of the text, with its part in a number: a kind of `Numbers`, "digits" or "other"."""

    start: int
    end: int
    kind: str
    value: float
    doubtful: bool  # means something else too
    last: bool  # has an ending that only the last word of a number has


@dataclass(frozen=True, slots=True)
class Term:
    """What `run[start:end]` says, and the scale that it says it in; 1 where there is none."""

    value: float
    scale: float
    start: int
    end: int


Run = list[Piece]


def numbers(text: str, language: Language) -> list[Number]:
    """Returns the numbers of `text` in order; none where the language has no `numbers.toml`."""
    if not language.numbers.decimal:
        return []
    return [number for run in _runs(_pieces(text, language), text) for number in _of_run(run, text, language)]


def _of_run(run: Run, text: str, language: Language) -> Iterator[Number]:
    at = 0
    while at < len(run):
        first = _sum(run, at)
        if first is None:
            at += 1
            continue
        dashed = _dashed(run, first.end, text)
        second = _sum(run, first.end + 1 - dashed) if dashed or _ranges(run, first, text, language) else None
        if second and first.value < second.value:
            at = second.end
            yield from _checked(run, first, second, text)
        elif dashed and second and run[first.end].kind == "digits":  # «3-0», «2024-25»
            at = second.end
        else:
            at = first.end
            yield from _checked(run, first, None, text)


def _checked(run: Run, first: Term, second: Term | None, text: str) -> Iterator[Number]:
    """The number or range that stands there, if it may be one."""
    last = second or first
    used = run[first.start : last.end]
    start, end = used[0].start, used[-1].end
    alone = len(used) == 1 and used[0].kind != "digits" and (used[0].doubtful or last.value < ALONE)
    hangs = used[-1].kind not in SCALES and re.match(r"[-‑–—]\w", text[end : end + 2])
    if alone or hangs or _makes_ordinal(run, last.end) or re.search(r"[^\W_][-‑–—]$", text[max(0, start - 2) : start]):
        return
    low = first.value
    if second and first.scale == 1 and first.value < second.value / second.scale:
        low *= second.scale
    yield Number(start, end, low, last.value)


def _makes_ordinal(run: Run, end: int) -> bool:
    """«двадцать первый», "yirmi beşinci": an ordinal word goes on where a count could."""
    before, at = run[end - 1], end + _of(run, end, "join")
    if before.kind == "digits" or not _of(run, at, "ordinal"):
        return False
    return run[at].value < (before.value if before.kind in SCALES else 100 if before.kind == "hundred" else _place(before.value))


def _dashed(run: Run, at: int, text: str) -> bool:
    """Tells whether a dash stands before the piece; one with white space around it counts between figures only."""
    if not 0 < at < len(run):
        return False
    gap = text[run[at - 1].end : run[at].start]
    return bool(DASH.fullmatch(gap) or (run[at].kind == run[at - 1].kind == "digits" and WIDE_DASH.fullmatch(gap)))


def _ranges(run: Run, first: Term, text: str, language: Language) -> bool:
    """Tells whether words make a range of what follows: «от двух до трёх тысяч», "three to five million"."""
    known, start = language.numbers, run[first.start].start
    before = re.search(rf"({LETTERS})\s$", text[max(0, start - NEAR) : start])
    from_there = not known.range_from or bool(before and fold(before[1]) in known.range_from)
    return bool(_of(run, first.end, "to")) and from_there


# Terms


def _sum(run: Run, at: int) -> Term | None:
    """The terms from there on as long as their scales fall: «1 млн 200 тыс.», "two thousand and five"."""
    total = _term(run, at)
    while total and total.scale > 1 and not run[total.end - 1].last:
        after = total.end
        joined = _of(run, after, "join")
        term = _term(run, after + joined)
        if not term or term.value >= total.scale or run[term.start].kind not in ("digits", "count", "hundred"):
            break
        if joined and run[term.start].kind == "digits" and term.scale == 1:  # «2 хил. и 100 ранени»
            break
        total = Term(total.value + term.value, term.scale, total.start, term.end)
    return total


def _term(run: Run, at: int) -> Term | None:
    """A count with its scales, a part of a scale, or a scale alone."""
    group = _part(run, at) or _digital(run, at) or _counts(run, at)
    end = group.end if group else at
    if group is None and not _of(run, at, "scale"):
        return None
    value, scale = (group.value if group else 1.0), 1.0
    while _of(run, end, *SCALES) and not (end > at and run[end - 1].last):
        scale *= run[end].value
        end += 1
    half = scale > 1 and _of(run, end, "half")
    return Term((value + (0.5 if half else 0.0)) * scale, scale, at, end + half)


def _part(run: Run, at: int) -> Term | None:
    """ "half a million": a part and what stands before its scale."""
    if not _of(run, at, "part"):
        return None
    end = at + 1
    while _of(run, end, "filler"):
        end += 1
    return Term(run[at].value, 1, at, end) if _of(run, end, *SCALES) else None


def _digital(run: Run, at: int) -> Term | None:
    if not _of(run, at, "digits"):
        return None
    hundred = _of(run, at + 1, "hundred")
    half = _of(run, at + 1 + hundred, "half")
    return Term(run[at].value * (100 if hundred else 1) + (0.5 if half else 0), 1, at, at + 1 + hundred + half)


def _counts(run: Run, at: int) -> Term | None:
    """Counts that fit into one another: «сто двадцать пять», "двадесет и пет", "two hundred and five"."""
    total = _count(run, at)
    while total and not run[total.end - 1].last:
        more = _count(run, total.end + _of(run, total.end, "join"))
        if not more or not more.value < _place(total.value):
            break
        total = Term(total.value + more.value, 1, at, more.end)
    if total and _of(run, total.end, "half"):
        return Term(total.value + 0.5, 1, at, total.end + 1)
    return total


def _count(run: Run, at: int) -> Term | None:
    if _of(run, at, "hundred"):
        return Term(100, 1, at, at + 1)
    if not _of(run, at, "count"):
        return None
    hundred = run[at].value < 100 and not run[at].last and _of(run, at + 1, "hundred")
    return Term(run[at].value * (100 if hundred else 1), 1, at, at + 1 + hundred)


def _place(value: float) -> int:
    """Returns below what a count must stay to be added: 100 after «двести», 10 after «двадцать», 0 after «пять»."""
    if value == 0 or value % 10:
        return 0
    return 10 if value % 100 else 100


def _of(run: Run, at: int, *kinds: str) -> int:
    """Returns 1 where a piece of one of these kinds stands there, else 0: how many pieces it takes."""
    return int(at < len(run) and run[at].kind in kinds)


# Pieces


def _runs(pieces: list[Piece], text: str) -> Iterator[Run]:
    """Yields stretches of pieces that may make numbers, with nothing between them that parts numbers."""
    run: Run = []
    for piece in pieces:
        if run and (piece.kind == "other" or not _near(run[-1], piece, text)):
            yield run
            run = []
        if piece.kind != "other":
            run.append(piece)
    yield run


def _near(one: Piece, other: Piece, text: str) -> bool:
    gap = text[one.end : other.start]
    if gap[:1] == "." and len(gap) > 1 and one.kind != "short":
        return False
    return any(between.fullmatch(gap) for between in (GAP, DASH, WIDE_DASH))


def _pieces(text: str, language: Language) -> list[Piece]:
    found, at = list(_tokens(language).finditer(text)), 0
    pieces: list[Piece] = []
    while at < len(found):
        if found[at]["whole"]:
            pieces.append(_digits(text, found[at], language))
            at += 1
            continue
        size, form = _form(found, at, text, language)
        span = Span(found[at].start(), found[at + size - 1].end())
        pieces.append(_word(span, form, pieces[-1] if pieces else None, text, language))
        at += size
    return pieces


def _digits(text: str, found: re.Match[str], language: Language) -> Piece:
    return Piece(*found.span(), "other" if barred(text, found, language) else "digits", value(found), False, False)


def _form(found: list[re.Match[str]], at: int, text: str, language: Language) -> tuple[int, str]:
    """Returns how many words from there on make a form of the lexicon, and that form; one word where none does."""
    words = [found[at][0]]
    for one, other in zip(found[at : at + LONGEST - 1], found[at + 1 : at + LONGEST], strict=False):
        if not re.fullmatch(r"[^\S\n]+|[-‑]", text[one.end() : other.start()]):
            break
        words.append(other[0])
    for size in range(len(words), 1, -1):
        if (form := fold(" ".join(words[:size]))) in _lexicon(language):
            return size, form
    return 1, fold(words[0])


def _word(span: Span, form: str, before: Piece | None, text: str, language: Language) -> Piece:
    kind, value = _lexicon(language).get(form, ("other", 0.0))
    after_digits = before is not None and before.kind == "digits" and before.end == span.start
    if kind == "many" and before is not None and _one_after(text[before.start : before.end], language):
        kind = "scale"
    if after_digits and form in language.numbers.glued:
        kind, value = "glued", language.numbers.glued[form]
    elif kind == "hundred" and _says_nothing(before, text, language):
        kind = "other"
    doubtful = form in language.numbers.homographs and not _surely(span, text, language)
    last = bool(language.numbers.plain) and kind in ("count", "scale", "hundred") and form not in language.numbers.plain
    return Piece(span.start, span.end, kind, value, doubtful, last)


def _surely(span: Span, text: str, language: Language) -> bool:
    """Tells whether the word right before or after shows that a number is meant."""
    before = re.search(rf"({LETTERS})\s$", text[max(0, span.start - NEAR) : span.start])
    after = re.match(rf"\s({LETTERS})", text[span.end : span.end + NEAR])
    return any(found is not None and fold(found[1]) in language.numbers.sure for found in (before, after))


def _one_after(word: str, language: Language) -> bool:
    return fold(word) in language.numbers.one_after


def _says_nothing(before: Piece | None, text: str, language: Language) -> bool:
    """ "several hundred": a word that needs an article or a count before it, where the language has such."""
    if not language.numbers.one_after or (before and before.kind != "other"):
        return False
    return before is None or not _one_after(text[before.start : before.end], language)


@cache
def _lexicon(language: Language) -> dict[str, tuple[str, float]]:
    """Returns the kind and value of every form."""
    known = language.numbers
    values = {
        "ordinal": known.ordinals,
        "part": known.parts,
        "count": known.counts,
        "short": known.short,
        "many": known.many,
        "scale": known.scales,
    }
    plain = {
        "filler": known.fillers,
        "join": known.joins,
        "half": known.halves,
        "hundred": known.hundreds,
        "to": known.range_to,
        "other": known.none,
    }
    found = {form: (kind, value) for kind, forms in values.items() for form, value in forms.items()}
    return found | {form: (kind, 0.0) for kind, listed in plain.items() for form in listed}


@cache
def _tokens(language: Language) -> re.Pattern[str]:
    inside = rf"(?:['’ʼ]{LETTERS})*" if language.apostrophe_inside else ""
    return re.compile(f"{figures(language)}|{LETTERS}{inside}")
