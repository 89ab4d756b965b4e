"""Figures that are no numbers: ordinals, years, dates, times, telephone numbers, parts of names; one named reason each."""

from __future__ import annotations

import re
from collections.abc import Callable

from dragoman.languages import Language, fold
from dragoman.model import Span

Figures = re.Match[str]
Reason = Callable[[str, Figures, Language], bool]

BLANK = r"[^\S\n]"
LETTER = r"[^\W\d_]"
AROUND = 40  # code points; nothing that is looked for is longer
DAYS, HOURS = 31, 24
FIRST_YEAR, MODERN, LAST_YEAR = 1000, 1900, 2100  # any year with its word; a year that may stand without one
MONEY = "$€£¥₺₽₸₴"
REGION = re.compile(
    r"(?<!\d)\d{1,4}([./-])\d{1,2}\1\d{2,4}(?!\d)"  # 03.04.2025
    r"|\d\s?[:/]\d"  # 15:30, 2:1, 24/7
    r"|\w\+\d"  # C5+1
    rf"|\+(?:\d[ ()\u00a0-]*){{10,}}\d|\(\d{{3,5}}\){BLANK}?\d|\d{{3}}-\d{{2}}-\d{{2}}|\d{{3}}-\d{{3,4}}-\d{{4}}"
    r"|(?<![\d.,])0\d{2,3}[ -]\d{3}(?:[ -]\d{2})+"  # telephones: +7 495 123-45-67, 0212 555 44 33
    rf"|(?<!\d)\d{{2,4}}(?:{BLANK}\d{{2}}){{3}}(?!\d)"
    r"|\S*(?:://|www\.|@)\S+"
    r"|\d+(?:\.\d{1,2}){2,}"  # versions: 1.2.3
)
BEFORE = re.compile(rf"({LETTER}+(?:\.{LETTER}+)*)\.?{BLANK}*[«„“\"(]?{BLANK}*$")
NAME = re.compile(rf"(\S){BLANK}?[^\W\d_a-zа-яёіїєґәғқңөұүһçğıöşü]{LETTER}+{BLANK}$")  # a capital, and the sign before its word
OPENING = "«„“\"'‘"
AFTER = re.compile(rf"{BLANK}*({LETTER}+(?:\.{LETTER}+)*)")


def figures(language: Language) -> str:
    """Returns the regular expression of figures with the separators of the language: groups `whole`, `rest`, `hung`."""
    known = language.numbers
    group, decimal = re.escape(known.group), re.escape(known.decimal)
    hung = rf"(?P<hung>(?:{known.hung or '(?!)'})(?!\w|[-‑]\w))?"
    return rf"(?P<whole>\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)|\d+)(?:[{decimal}](?P<rest>\d+))?{hung}"


def value(found: Figures) -> float:
    """Returns the number that figures write: 1758 for «1 758», 4.4 for "4,4"."""
    return float(re.sub(r"\D", "", found["whole"]) + "." + (found["rest"] or "0"))


def barred(text: str, found: Figures, language: Language) -> bool:
    """Tells whether figures are no number where they stand."""
    return any(reason(text, found, language) for reason in REASONS)


def _before(text: str, at: int) -> str:
    """The folded word right before, past an opening mark; empty where there is none."""
    found = BEFORE.search(text[max(0, at - AROUND) : at])
    return fold(found[1]) if found else ""


def _after(text: str, at: int) -> str:
    """The word right after, as written, with its inner points; empty where there is none."""
    found = AFTER.match(text, at, at + AROUND)
    return found[1] if found else ""


def _scaled(word: str, language: Language) -> bool:
    known, form = language.numbers, fold(word)
    return any(form in forms for forms in (known.scales, known.many, known.short, known.glued)) or form in known.hundreds


def _long(text: str, found: Figures, language: Language) -> bool:
    """More figures than any number has."""
    return len(found[0]) > AROUND


def _in_region(text: str, found: Figures, language: Language) -> bool:
    """A date, a time, a telephone number, an address."""
    start = max(0, found.start() - AROUND)
    regions = (Span(r.start() + start, r.end() + start) for r in REGION.finditer(text[start : found.end() + AROUND]))
    return any(region.start < found.end() and found.start() < region.end for region in regions)


def _in_name(text: str, found: Figures, language: Language) -> bool:
    """«Су-35», "G7", «№ 5», "007", or figures with a sign that is none of the language's."""
    before = text[max(0, found.start() - 2) : found.start()]
    glued = re.search(r"[^\W_]$|[^\W\d_][-‑–']$|\d[.,]$|[№#]\s?$|_$", before)
    odd = re.match(r"[.,]\d|_", text[found.end() : found.end() + 2])
    return bool(glued or odd) or (len(found["whole"]) > 1 and found["whole"][0] == "0")


def _in_word(text: str, found: Figures, language: Language) -> bool:
    """«13-го», "5th", «15-летний»: letters hang on figures that are neither a scale nor `hung`."""
    hanging = re.match(rf"([-‑'’‘`ʼ]?)({LETTER}+)", text[found.end() : found.end() + AROUND])
    return hanging is not None and not (hanging[1] in ("", "-", "‑") and _scaled(hanging[2], language))


def _odd_point(text: str, found: Figures, language: Language) -> bool:
    """«15.30»: the sign for fractions is another in this language, and no scale shows that one is meant."""
    if not found["rest"] or text[found.end("whole")] == language.numbers.decimal[0]:
        return False
    return not _measured(text, found) and not _scaled(_after(text, found.end()), language)


def _ordinal(text: str, found: Figures, language: Language) -> bool:
    """ "75. Yıl"; and «1. Турция поставит» at the beginning of a line in any language."""
    after = re.match(rf"([.)]){BLANK}+(\w*)", text[found.end() : found.end() + AROUND])
    if not after or found["rest"] or len(found[0]) > 3:
        return False
    first = not text[max(0, found.start() - AROUND) : found.start()].rpartition("\n")[2].strip()
    return first or (language.ordinal_point and after[1] == "." and fold(after[2]) not in language.openers)


def _year(text: str, found: Figures, language: Language) -> bool:
    """«в 2024 году», "in 2024", "the 2024 elections", «(2024)»; «2000 человек» is none."""
    if found["rest"] or len(found["whole"]) != 4 or not FIRST_YEAR <= int(found["whole"]) < LAST_YEAR:
        return False
    known, before, after = language.numbers, _before(text, found.start()), _after(text, found.end())
    if fold(after) in known.years:
        return True
    if int(found["whole"]) < MODERN:
        return before in language.months or bool(known.bare_years and found["hung"])
    if _scaled(after, language) or _measured(text, found):
        return False
    counted = after.islower() and fold(after) not in language.function_words
    if known.bare_years or int(found["whole"]) % 100:
        counted = counted and before not in known.before_years
    return not counted or before in language.months or (known.bare_years and int(found["whole"]) % 100 > 0)


def _measured(text: str, found: Figures) -> bool:
    """Tells whether a sign of money stands before, or of a per cent after."""
    before, after = text[max(0, found.start() - 2) : found.start()].rstrip(), text[found.end() : found.end() + 2].lstrip()
    return before.endswith(tuple(MONEY)) or after.startswith("%")


def _decade(text: str, found: Figures, language: Language) -> bool:
    """„90-те години“, which has the ending of a plain number."""
    tens = len(found["whole"]) == 2 and found["whole"][1] == "0"
    return bool(tens and found["hung"]) and fold(_after(text, found.end())) in language.numbers.years


def _day(text: str, found: Figures, language: Language) -> bool:
    """«25 января», «5 и 6 мая», "May 5"."""
    if found["rest"] or len(found["whole"]) > 2 or not 0 < int(found["whole"]) <= DAYS:
        return False
    joins = "|".join(map(re.escape, sorted(language.numbers.and_days)))
    more = re.compile(rf"(?:{BLANK}*(?:[-–—]|,|{joins}){BLANK}*\d{{1,2}}(?!\d))*").match(text, found.end(), found.end() + AROUND)
    months = [_after(text, more.end() if more else found.end())]
    if language.numbers.month_first:
        months.append(_written_before(text, found.start(), joins))
    return any(fold(month) in language.months and not (language.numbers.capital_months and month.islower()) for month in months)


def _written_before(text: str, at: int, joins: str) -> str:
    """The word before as written, past another day: "May 5-7"."""
    other = rf"(?:\d{{1,2}}{BLANK}*(?:[-–—]|{joins}){BLANK}*)?"
    found = re.search(rf"({LETTER}+)\.?{BLANK}+{other}$", text[max(0, at - AROUND) : at])
    return found[1] if found else ""


def _time(text: str, found: Figures, language: Language) -> bool:
    """«в 15 часов», "saat 15.30", "5 p.m."."""
    if len(found["whole"]) > 2 or int(found["whole"]) > HOURS:
        return False
    known, before, after = language.numbers, _before(text, found.start()), fold(_after(text, found.end()))
    return before in known.clock or after in known.clock_after or (before in known.at and after in known.hours)


def _label(text: str, found: Figures, language: Language) -> bool:
    """«статья 5», "Resolution 1701": the figures only name something."""
    before, after = _before(text, found.start()), fold(_after(text, found.end()))
    return before in language.numbers.labels or after in language.numbers.labels_after


def _model(text: str, found: Figures, language: Language) -> bool:
    """ "Leopard 2", „Естлинк 2“: a capital before a small figure that counts nothing; a sentence may begin with one though."""
    before = NAME.search(text[max(0, found.start() - AROUND) : found.start()])
    if not before or found["rest"] or found["hung"] or len(found[0]) > 3:
        return False
    inside = before[1] in tuple(OPENING + ",") or before[1].isalnum()
    ends = text[found.end() : found.end() + 1] in ("", "\n", *".,;:!?)»“”")
    return inside and (ends or fold(_after(text, found.end())) in language.function_words)


def _range_of_such(text: str, found: Figures, language: Language) -> bool:
    """«80-90-х»: the other end of the range is no number."""
    dash = text[found.end() : found.end() + 1] in tuple("-–—")
    other = re.compile(figures(language)).match(text, found.end() + 1) if dash else None
    return other is not None and any(reason(text, other, language) for reason in REASONS[:-1])


REASONS: tuple[Reason, ...] = (
    _long, _in_region, _in_name, _in_word, _odd_point, _ordinal, _year, _decade, _day, _time, _label, _model, _range_of_such,
)  # fmt: skip
