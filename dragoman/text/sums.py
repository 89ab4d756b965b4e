"""Sums of money and amounts of what registers count: numbers with what stands beside them.

The words are each language's `sums.toml`; signs and codes of currencies are the same everywhere. What a number means without
such a word stays unsaid.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from dragoman.languages import Language, fold
from dragoman.text.barred import figures, value
from dragoman.text.numbers import Number, numbers

SIGNS = {
    "US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH", "₸": "KZT", "₺": "TRY", "₼": "AZN",
    "₾": "GEL", "֏": "AMD", "₹": "INR", "₩": "KRW", "₪": "ILS", "zł": "PLN", "Rs.": "INR", "Rs": "INR", "RM": "MYR", "LE": "EGP",
    "L.E.": "EGP", "L.E": "EGP", "l.e.": "EGP",
}  # fmt: skip
CODES = """AED AFN ALL AMD AUD AZN BAM BGN BHD BRL BYN CAD CHF CLP CNY CZK DKK EGP EUR GBP GEL HUF IDR ILS INR IQD IRR ISK JOD
JPY KGS KRW KWD KZT LBP MDL MKD MMK MNT MXN MYR NGN NOK NZD OMR PHP PKR PLN QAR RON RSD RUB SAR SEK SGD SYP THB TJS TMT TRY
TWD UAH USD UZS VND ZAR"""
NEAR = 60  # code points within which the words of a number stand
BETWEEN = r"(?:[^\W\d_]+[-'’]?[^\W\d_]*\s+){0,2}?"  # «1758 [турецких] военнослужащих»
HUNDREDTH = 100
SMALL = 10  # words for less are no number by themselves: «два слова»
BOUNDS = ("over", "about", "under")
EXACT = "exact"
APART, GLUED = r"[\s-]+", r"[\s-]*"  # between the words of a phrase; texts of PDFs have "Saudiriyals"
ENDS = r"(?=[.,;:!?)]|\s*$|\s+(?:a|per|for|in|to|on|and|or)\s)"  # behind "a dollar", which is no "dollar bond"


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money as a half-open span; `amount` is in units of the currency (ISO 4217), the middle of a range."""

    start: int
    end: int
    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class Amount:
    """How many of what, as a half-open span. `bound` is exact, over, about or under."""

    start: int
    end: int
    value: float
    what: str
    bound: str


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A language's sums.toml as patterns; the name of the group that matched tells what is meant."""

    currency: re.Pattern[str]
    hundredths: re.Pattern[str]
    counted: re.Pattern[str]
    joins: frozenset[str]  # may stand before hundredths: «20 долларов и 43 цента»
    leading: re.Pattern[str] | None  # currencies whose word goes before the number: "ringgit 42"
    single: re.Pattern[str] | None  # words for one of a currency that are no numbers: "a dollar"
    before: Mapping[str, re.Pattern[str]]
    after: Mapping[str, re.Pattern[str]]


def sums(text: str, language: Language) -> list[Sum]:
    """Returns the sums of money in `text`, in order; none where the language has no sums.toml."""
    return sums_and_amounts(text, language)[0]


def amounts(text: str, language: Language) -> list[Amount]:
    """Returns the amounts in `text` of what sums.toml counts, in order; none where the language has none."""
    return sums_and_amounts(text, language)[1]


def sums_and_amounts(text: str, language: Language) -> tuple[list[Sum], list[Amount]]:
    """Returns both, the numbers of the text read once."""
    words = words_of(language)
    if words is None:
        return [], []
    said, found = _folded(text), numbers(text, language)
    return _sums(text, said, found, language, words), _amounts(said, found, words)


def _sums(text: str, said: str, plain: list[Number], language: Language, words: Words) -> list[Sum]:
    found: list[Sum] = []
    for number in _numbers(text, said, plain, language, words):
        made = _hundredths(said, number, words, found) or _sum(said, text, number, words) or _led(said, number, words, found)
        if made and found and made.start < found[-1].end:
            found[-1] = made
        elif made:
            found.append(made)
    return found


def _amounts(said: str, plain: list[Number], words: Words) -> list[Amount]:
    found = []
    for number in plain:
        counted = words.counted.match(said, number.end, number.end + NEAR)
        if counted:
            found.append(Amount(number.start, counted.end(), number.value, _kind(counted), _bound(said, number, words)))
    return found


def _numbers(text: str, said: str, plain: list[Number], language: Language, words: Words) -> list[Number]:
    """Returns the numbers of a text, and what is one only beside a currency: "EUR 20", «10руб», «один рубль»."""
    found = list(plain)
    taken = bytearray(len(text))
    for number in found:
        taken[number.start : number.end] = b"\1" * (number.end - number.start)
    for figure in re.finditer(figures(language), text):
        end = figure.end("rest") if figure["rest"] else figure.end("whole")
        ahead = AHEAD.search(text, max(0, figure.start() - NEAR), figure.start())
        if not any(taken[figure.start() : end]) and (
            ahead or BEHIND.match(text, end) or words.currency.match(said, end) or words.hundredths.match(said, end)
        ):
            found.append(Number(figure.start(), end, value(figure), value(figure)))
    for word in re.finditer(r"[^\W\d_]+", said):
        count = language.numbers.counts.get(word[0], 0.0)
        if 0 < count < SMALL and not taken[word.start()] and words.currency.match(said, word.end(), word.end() + NEAR):
            found.append(Number(*word.span(), count, count))
    ones = words.single.finditer(said) if words.single else ()
    found += [Number(*one.span("one"), 1.0, 1.0) for one in ones if not taken[one.start("one")]]
    return sorted(found, key=lambda number: number.start)


def _sum(said: str, text: str, number: Number, words: Words) -> Sum | None:
    ahead = AHEAD.search(text, max(0, number.start - NEAR), number.start)
    behind = words.currency.match(said, number.end, number.end + NEAR)
    if behind:
        return Sum(ahead.start() if ahead else number.start, behind.end(), number.value, _kind(behind))
    sign = BEHIND.match(text, number.end)
    if sign:
        return Sum(number.start, sign.end(), number.value, _currency(sign[1]))
    return Sum(ahead.start(), number.end, number.value, _currency(ahead[1])) if ahead else None


def _led(said: str, number: Number, words: Words, found: list[Sum]) -> Sum | None:
    """ "Ringgit 42": the currency before the number, where it is not that of the sum before: "20 ringgit 43 cars"."""
    name = words.leading.search(said, max(0, number.start - NEAR), number.start) if words.leading else None
    if name is None or (found and name.start() < found[-1].end):
        return None
    return Sum(name.start(), number.end, number.value, _kind(name))


def _hundredths(said: str, number: Number, words: Words, found: list[Sum]) -> Sum | None:
    """«20 долларов 43 цента»: what is added to the sum right before."""
    cents = words.hundredths.match(said, number.end, number.end + NEAR)
    last = found[-1] if found else None
    if cents is None or last is None or number.value >= HUNDREDTH:
        return None
    gap = said[last.end : number.start].strip()
    if gap and not words.hundredths.fullmatch(gap) and gap not in words.joins:
        return None
    return replace(last, end=cents.end(), amount=last.amount + number.value / HUNDREDTH)


def _bound(said: str, number: Number, words: Words) -> str:
    """«более 800», "800'ü aşkın": whether a number is a bound, by the words right before or behind it."""
    for bound in BOUNDS:
        if bound in words.before and words.before[bound].search(said, max(0, number.start - NEAR), number.start):
            return bound
        if bound in words.after and words.after[bound].match(said, number.end, number.end + NEAR):
            return bound
    return EXACT


def _kind(found: re.Match[str]) -> str:
    """Returns what the group that matched is named for."""
    return str(found.lastgroup).rpartition("_")[0]


def _currency(sign: str) -> str:
    return SIGNS.get(sign, sign)


def _folded(text: str) -> str:
    """Folds letter by letter, so that places stay what they are."""
    whole = fold(text)
    if len(whole) == len(text):
        return whole
    return "".join(letter if len(folded := fold(letter)) != 1 else folded for letter in text)


NAMED = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)) + "|" + "|".join(CODES.split())
AHEAD = re.compile(rf"(?<![^\W\d_])({NAMED})[ \u00a0]?$")
BEHIND = re.compile(rf"[ \u00a0]?({NAMED})(?!\w)")


@cache
def words_of(language: Language) -> Words | None:
    """Returns a language's words of sums, None where it has no sums.toml.

    Raises LookupError where a key is missing, TOMLDecodeError where the file cannot be read.
    """
    path = language.folder / "sums.toml"
    if not path.is_file():
        return None
    table = tomllib.loads(path.read_text("utf8"))
    currencies, leading = _either(table["currencies"], GLUED), table.get("leading", {})
    ones = "|".join(table.get("one", ()))
    return Words(
        currency=re.compile(rf"(?:['’]\w{{1,3}})?\.?[\s-]*(?:{currencies})(?!\w)"),
        leading=re.compile(rf"(?<!\w)(?:{_either(leading, GLUED)})\s+$") if leading else None,
        single=re.compile(rf"(?<!\w)(?P<one>{ones})\s+(?:{currencies}){ENDS}") if ones else None,
        hundredths=re.compile(rf"\.?\s*(?:{_phrases(table['hundredths'])})(?!\w)"),
        counted=re.compile(rf"\.?\s*{BETWEEN}(?:{_either(table['counted'])})(?!\w)"),
        joins=frozenset(map(fold, table["and"])),
        before={b: re.compile(rf"(?<!\w)(?:{_phrases(w)})(?:\s+\w+)?\s+$") for b, w in table["before"].items()},
        after={b: re.compile(rf"\S{{0,5}}\s+(?:{_phrases(w)})(?!\w)") for b, w in table.get("after", {}).items()},
    )


def _either(kinds: Mapping[str, Iterable[str]], between: str = APART) -> str:
    """Returns one pattern of all phrases, the longest first, in a group named for what they mean."""
    rows = sorted(((phrase, kind) for kind, phrases in kinds.items() for phrase in phrases), key=lambda row: -len(row[0]))
    return "|".join(f"(?P<{kind}_{number}>{_phrase(phrase, between)})" for number, (phrase, kind) in enumerate(rows))


def _phrases(phrases: Iterable[str]) -> str:
    return "|".join(_phrase(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _phrase(phrase: str, between: str = APART) -> str:
    words = (re.escape(fold(word)).replace(r"\*", r"\w*(?:['’]\w+)?") for word in phrase.split())
    return between.join(words)
