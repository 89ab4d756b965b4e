"""The time of day beside a date, and its zone: «12.09.2025, 14:05 мск», "10:30 a.m. EDT, May 5, 2024", "14 Mayıs Salı 10:32"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from dragoman.clean.dates import Day
from dragoman.languages import Language, fold

NEAR = 34  # characters between a date and its time
LONGEST = 30  # characters of a zone
TIME = re.compile(
    r"(?<![\d.,:/-])(?P<h>[01]?\d|2[0-3])(?P<sep>[:.])(?P<m>[0-5]\d)(?:[:.](?P<s>[0-5]\d))?(?:\.\d{3,6})?(?![\d:/]|[.,]\d)"
)
HALF = re.compile(r"\s*(?P<half>[ap])\.?\s?m\b\.?", re.IGNORECASE)
OFFSET = re.compile(r"\s?(?P<sign>[+−-])(?P<h>\d{1,2})(?::?(?P<m>\d{2}))?(?![\d.])")
FULL_OFFSET = re.compile(r"\s*[+−-]\d{2}:?\d{2}(?!\d)")
WORD = re.compile(r"[^\W\d_]+")
GAP = re.compile(r"[^\d]*")
ISO = re.compile(
    r"(?P<y>\d{4})(?P<dash>-?)(?P<m>\d\d)(?:(?P=dash)(?P<d>\d\d)"
    r"(?:[T ]\s?(?P<h>\d\d):?(?P<i>\d\d)(?::?(?P<s>\d\d)(?:[.,]\d+)?)?\s?(?P<z>Z|[+−-]\d\d(?::?\d\d)?|UTC|GMT)?)?)?",
    re.IGNORECASE,
)
SECONDS = re.compile(r"[1-9]\d{9}(?:\d{3})?")  # since 1970, or thousandths of them
MINUTES = 60
UTC = "+00:00"
FARTHEST = 14 * MINUTES  # of any zone from UTC


class Clock:
    """Finds times of day beside dates, in the languages it is made of."""

    def __init__(self, languages: Sequence[Language]) -> None:
        """Takes the words of times and the zones of all the languages. Raises ZoneInfoNotFoundError for a zone unknown here."""
        lists = [words for one in languages for words in (one.phrases.get("clock", ()), one.numbers.years, one.weekdays)]
        self._words = frozenset(fold(word) for words in lists for word in words) | {"t"}
        told = [entry.split(" = ") for one in languages for entry in one.phrases.get("zones", ())]
        self._zones: Mapping[str, str] = {fold(name): place for name, place in told}
        names = "|".join(re.escape(name) for name in sorted(self._zones, key=lambda name: (-len(name), name)))
        self._zone = re.compile(rf"[\s(\[,]*(?P<name>{names or '(?!)'})(?!\w)[)\]]?")
        self._places = {place: ZoneInfo(place.title()) for place in self._zones.values() if "/" in place}

    def beside(self, text: str, day: Day, days: Sequence[Day]) -> Day:
        """Returns the day with the time that stands after or before it in `text`, as far as the page tells it:
        "2024-05-01T10:30:00+03:00" with a zone, "2024-05-01T10:30" without. `days` are all the dates of the text.
        """
        if len(day.date) != len("2024-05-01"):
            return day
        return self._after(text, day) or self._before(text, day, days) or day

    def _after(self, text: str, day: Day) -> Day | None:
        head = text[: day.end + NEAR + LONGEST]
        found = TIME.search(head, day.end)
        if found is None or found.start() - day.end > NEAR or not self._joins(text[day.end : found.start()]):
            return None
        if found["sep"] == "." and not self._sure(text, found):
            return None
        return self._timed(text, day, found)

    def _before(self, text: str, day: Day, days: Sequence[Day]) -> Day | None:
        start = max(0, day.start - NEAR)
        found = max(TIME.finditer(text, start, day.start), key=lambda one: one.start(), default=None)
        if found is None or any(start - NEAR < one.end <= found.start() for one in days):
            return None
        timed = self._timed(text, replace(day, start=found.start()), found)
        told = timed and self._joins(text[max(found.end(), self._told(text, found)[0]) : day.start])
        return timed if told else None

    def _joins(self, gap: str) -> bool:
        """Tells whether nothing stands between a date and a time but marks, and words that stand there."""
        return bool(GAP.fullmatch(gap)) and all(fold(word) in self._words for word in WORD.findall(gap))

    def _sure(self, text: str, time: re.Match[str]) -> bool:
        """Tells whether «14.05» is a time: nothing comes after it, or a word of times or a zone; «14.05 лв» is a sum."""
        after = text[time.end() : time.end() + LONGEST].lstrip()
        word = WORD.match(after)
        return word is None or fold(word[0]) in self._words or bool(self._zone.match(fold(after)))

    def _told(self, text: str, time: re.Match[str]) -> tuple[int, str | None, datetime.timezone | str | None]:
        """Returns where the words of a time end, which half of the day they name, and the zone."""
        half = HALF.match(text, time.end())
        at = half.end() if half else time.end()
        zone_at, zone = self._zone_at(text, at)
        if zone is None and (word := re.match(r"\s*([^\W\d_]+)\.?", text[at : at + LONGEST])) and fold(word[1]) in self._words:
            zone_at, zone = self._zone_at(text, at + word.end())
            zone_at = zone_at if zone else at
        return zone_at, half["half"].lower() if half else None, zone

    def _zone_at(self, text: str, at: int) -> tuple[int, datetime.timezone | str | None]:
        """Returns the zone that is named there, and where its name ends."""
        words = text[at : at + LONGEST]
        if full := FULL_OFFSET.match(words):
            return at + full.end(), _offset(OFFSET.match(words.lstrip()))
        named = self._zone.match(fold(words)) if len(fold(words)) == len(words) else None
        if named is None:
            return at, None
        place, end = self._zones[named["name"]], named.end()
        further = OFFSET.match(words, end)
        if further:  # "UTC+3"; what «мск+2» is depends on the region
            return at + further.end(), _offset(further) if place == UTC else None
        return at + end, place if "/" in place else _offset(OFFSET.match(place))

    def _timed(self, text: str, day: Day, time: re.Match[str]) -> Day | None:
        end, half, zone = self._told(text, time)
        hour = int(time["h"])
        if half and not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "p") if half else hour
        time_of_day = datetime.time(hour, int(time["m"]), int(time["s"] or 0))
        tz = self._places[zone] if isinstance(zone, str) else zone
        when = datetime.datetime.combine(datetime.date.fromisoformat(day.date), time_of_day, tz)
        return Day(written(when), min(day.start, time.start()), max(day.end, end))


def written(when: datetime.datetime) -> str:
    """Returns a moment as ISO writes it: to the second where its zone is known, else to the minute."""
    return when.isoformat(timespec="seconds" if when.tzinfo else "minutes")


def moment(words: str) -> str | None:
    """Returns a time that machines write as the articles have it: ISO in its varieties, or seconds since 1970; None for others.

    "2024-05-01T10:30:00.000+0300", "2024-05-01 10:30:00", "20240501T103000Z", "2024-05-01", "2024-05", "1714548600".
    """
    if SECONDS.fullmatch(words):
        return written(datetime.datetime.fromtimestamp(int(words[:10]), datetime.UTC))
    part = ISO.fullmatch(words.strip())
    if part is None:
        return None
    try:
        day = datetime.date(int(part["y"]), int(part["m"]), int(part["d"] or 1))
        if not part["h"]:
            return day.isoformat()[: 10 if part["d"] else 7]
        time = datetime.time(int(part["h"]), int(part["i"]), int(part["s"] or 0))
    except ValueError:
        return None
    zulu = (part["z"] or "").upper() in ("Z", "UTC", "GMT")
    zone = datetime.UTC if zulu else _offset(OFFSET.match(part["z"] or ""))
    return written(datetime.datetime.combine(day, time, zone))


def _offset(match: re.Match[str] | None) -> datetime.timezone | None:
    """Returns the zone that lies so far from UTC; None where no place of the world has it."""
    if match is None:
        return None
    minutes = int(match["h"]) * MINUTES + int(match["m"] or 0)
    minutes = minutes if match["sign"] == "+" else -minutes
    return datetime.timezone(datetime.timedelta(minutes=minutes)) if abs(minutes) <= FARTHEST else None
