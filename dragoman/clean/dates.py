"""Calendar dates as pages write them: «11 августа 2024 года», «Авг11,2024», "Nov 27th, 2024", 12.09.2025, «14 май 24»."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.languages import Language, fold

YEAR = r"(?:19[5-9]\d|20\d\d)"
NUMERIC = re.compile(
    rf"(?<![\d.,/-])(?:(?P<y1>{YEAR})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})"
    rf"|(?P<a>\d{{1,2}})(?P<sep>[./-]|\.[ \u00a0]|[ \u00a0]/[ \u00a0])(?P<b>\d{{1,2}})(?P=sep)(?P<y2>{YEAR}|\d\d))"
    r"(?![\d]|[./-]\d)"
)
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[^\W\d_]+")
GLUED = re.compile(r"([^\W\d_]+)\.?\s*\d")  # «СубботаАвг11,2024»
ENDING = 3  # letters by which what is glued to a month is passed over
LABEL = 20  # characters before figures in which a word for them stands
ORDINAL = r"(?:\s?-?(?:го|ое|е|th|st|nd|rd|ти|ри|ви|ми)(?![^\W\d_]))?"


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a text: ISO, possibly partial (2024, 2024-08, --08-11 where no year stands), and where it stands."""

    date: str
    start: int
    end: int

    @property
    def dated(self) -> bool:
        """Tells whether the year is known."""
        return not self.date.startswith("-")


class Calendar:
    """Finds dates in the languages it is made of."""

    def __init__(self, languages: Sequence[Language]) -> None:
        """Compiles one pattern from the months of all the languages."""
        self.months: Mapping[str, int] = {_month(word): number for one in languages for word, number in one.months.items()}
        self._endings = frozenset(word[-ENDING:] for word in self.months)
        self.weekdays = frozenset(word for one in languages for word in one.weekdays)
        self.orders = {one.numeric_dates for one in languages}
        figures = sorted(
            {word for one in languages for word in one.phrases.get("figures", ())}, key=lambda word: (-len(word), word)
        )
        self._figures = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, figures)) or '(?!)'})\s*[.:№]?\s*$", re.IGNORECASE)
        month = "|".join(sorted(map(_spelt, self.months), key=lambda word: (-len(word), word)))
        day = rf"(?P<%s>\d{{1,2}}){ORDINAL}"
        self._worded = re.compile(
            rf"(?<!\d){day % 'd3'}(?:\s+of)?[\s./-]*(?<![^\W\d_])(?P<n3>{month})(?![^\W\d_])\.?,?"
            rf"(?:[\s/-]*(?P<y3>{YEAR})|\s(?P<y8>[0-3]\d)(?=\s*(?:$|[|)])))?(?!\d)"
            rf"|(?P<n4>{month})\.?\s*{day % 'd4'}(?:\s*,\s*|\s+)(?P<y4>{YEAR})(?!\d)"
            rf"|(?<![^\W\d_])(?P<n5>{month})\.?,?\s+(?P<y5>{YEAR})(?!\d)"
            rf"|(?<!\d)(?P<y7>{YEAR})(?:\s+[^\W\d_]{{1,6}}\.?)?,?\s+(?P<d7>\d{{1,2}})[\s-]+(?P<n7>{month})(?![^\W\d_])"
            rf"|(?<![^\W\d_])(?P<n6>{month})\.?\s+{day % 'd6'}(?![\d:]|\s*[-–]?\s*\d)",
            re.IGNORECASE,
        )

    def find(self, text: str, order: str = "dmy") -> list[Day]:
        """Returns the dates in `text`, in order. `order` is that of 03/04/2025: "dmy", "mdy", or "unknown", which
        gives the year alone where both readings are possible.
        """
        if not DIGIT.search(text):
            return []
        found = [_numeric(match, order) for match in NUMERIC.finditer(text) if not self._figure(text, match.start())]
        if self._has_month(text):  # most figures stand beside none, and the pattern is slow
            found += [self._named(match) for match in self._worded.finditer(text)]
        return sorted((day for day in found if day), key=lambda day: day.start)

    def _has_month(self, text: str) -> bool:
        folded = _month(text)
        named = not self.months.keys().isdisjoint(LETTERS.findall(folded))
        return named or not self._endings.isdisjoint(word[-ENDING:] for word in GLUED.findall(folded))

    def _named(self, match: re.Match[str]) -> Day | None:
        part = match.groupdict()
        name = part["n3"] or part["n4"] or part["n5"] or part["n6"] or part["n7"]
        year = part["y3"] or part["y4"] or part["y5"] or part["y7"] or (part["y8"] and f"20{part['y8']}")
        day = part["d3"] or part["d4"] or part["d6"] or part["d7"]
        return _day(match, year, self.months[_month(name)], int(day) if day else None)

    def _figure(self, text: str, at: int) -> bool:
        """Tells whether a word stands before the figures with which they are no date: «тел. 12-05-2024»."""
        return bool(self._figures.search(text[max(0, at - LABEL) : at]))

    def weekday(self, text: str) -> bool:
        """Tells whether a weekday is named in `text`."""
        return any(fold(word) in self.weekdays for word in re.findall(r"[^\W\d_]+", text))


def _month(word: str) -> str:
    """Returns a month as it is looked up: dotted and dotless i are one letter here, as in "APRİL" and "KASIM"."""
    return fold(word).replace("i\u0307", "i").replace("ı", "i")


def _spelt(word: str) -> str:
    return re.escape(word).replace("е", "[её]").replace("i", "[iıİI]")


def _numeric(match: re.Match[str], order: str) -> Day | None:
    part = match.groupdict()
    if part["y1"]:
        return _day(match, part["y1"], int(part["m1"]), int(part["d1"]))
    first, second = int(part["a"]), int(part["b"])
    year = part["y2"] if len(part["y2"]) == 4 else "20" + part["y2"]
    if part["sep"].strip() == "/":
        if order == "unknown" and first <= 12 and second <= 12 and first != second:
            return Day(year, match.start(), match.end())
        if second > 12 or order == "mdy":
            first, second = second, first
    return _day(match, year, second, first)


def _day(match: re.Match[str], year: str | None, month: int, day: int | None) -> Day | None:
    try:
        datetime.date(int(year or 2000), month, day or 1)
    except ValueError:
        return None
    head = year or "-"
    return Day(f"{head}-{month:02}" + (f"-{day:02}" if day else ""), match.start(), match.end())
