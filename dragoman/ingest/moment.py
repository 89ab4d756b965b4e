"""Times as containers write them, to ISO. Only forms that can be read in one way: «03/04/2024» is left alone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

EARLIEST, LATEST = 1900, 2100  # years; beyond them a number is no year
LONG = 100  # characters; a date is shorter
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Only zones that mean one thing all over the world; "IST" is India, Israel and Ireland. Hours from UTC.
ZONES = {
    "gmt": 0,
    "utc": 0,
    "z": 0,
    "cet": 1,
    "cest": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "edt": -4,
    "est": -5,
    "pdt": -7,
    "pst": -8,
}
CLOCK = (
    r"(?:[,T\s]+(?:at\s+)?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>[a-z]{1,4}\b|[+-]\d\d(?::?\d\d)?)?)?"
)
WEEKDAY = r"(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b[.,]*\s*)?"
FORMS = tuple(
    re.compile(rf"{WEEKDAY}{form}[,\s]*{WEEKDAY}{CLOCK}(?:\s*\([a-z ]+\))?\Z", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",  # a point puts the day first in all our languages
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<name>[a-z]{3,9})\.?[,\s-]+(?P<year>\d{4})",
        r"(?P<name>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
    )
)
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?=\D|\Z)")
PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?\Z")
BASIC = re.compile(r"\d{8}T\d{4,6}")  # ISO without its signs, as agencies write it
# «20240514», «202405141030»: read so before it is read as a number, which as seconds or milliseconds would be of 1970 or 1976.
TOGETHER = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?\Z")
NUMBER = re.compile(r"\d{9,13}(?:\.\d{1,9})?\Z")  # seconds or milliseconds since 1970: since 1973 at least


def moment(value: object) -> str | None:
    """Returns a time in ISO ("2024-05-01T10:00:00+03:00", "2024-05-01", "2024-05", "2024"), None where it cannot be read.

    `value` is a date, a time, seconds or milliseconds since 1970 (in UTC), or words. A zone stands where it is known.
    """
    if isinstance(value, datetime):
        return _stamp(value)
    if isinstance(value, date):
        return value.isoformat() if EARLIEST <= value.year <= LATEST else None
    words = "" if isinstance(value, bool) or not isinstance(value, str | int | float) else " ".join(str(value).split())
    if not words or len(words) > LONG:
        return None
    return _partial(words) or _together(words) or _number(words) or _iso(words) or _form(words) or _mail(words)


def _stamp(when: datetime) -> str | None:
    return when.isoformat(timespec="seconds") if EARLIEST <= when.year <= LATEST else None


def _partial(words: str) -> str | None:
    found = PARTIAL.match(words)
    fits = found and EARLIEST <= int(found[1]) <= LATEST and 1 <= int(found[2] or 1) <= 12
    return words if fits else None


def _together(words: str) -> str | None:
    found = TOGETHER.match(words)
    day = _date(*(int(part) for part in found.groups()[:3])) if found else None
    if found is None or day is None or found[4] is None:
        return day
    return _iso(f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}") or day


def _number(words: str) -> str | None:
    if not NUMBER.match(words):
        return None
    seconds = float(words)
    return _stamp(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds / 1000 if seconds >= 1e11 else seconds))


def _iso(words: str) -> str | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        return _date(int(words[:4]), int(words[5:7]), int(words[8:]))
    try:
        return _stamp(datetime.fromisoformat(words)) if "-" in words[:5] or BASIC.match(words) else None
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return moment(date(year, month, day))
    except ValueError:
        return None


def _form(words: str) -> str | None:
    plain = SLASHED.sub(_unslashed, words, count=1)
    found = next((found for form in FORMS if (found := form.match(plain))), None)
    if found is None:
        return None
    parts = found.groupdict()
    month = _month(parts["name"]) if "name" in parts else int(parts["month"])
    day = _date(int(parts["year"]), month, int(parts["day"])) if month else None
    return day if day is None or not parts["clock"] else _with_clock(day, found)


def _unslashed(found: re.Match[str]) -> str:
    """Returns a date with strokes as year-month-day where one number can only be the day: «25/03/2024», «03/25/2024»."""
    first, second = int(found[1]), int(found[2])
    if (first > 12) == (second > 12) and first != second:
        return found[0]
    day, month = (second, first) if second > 12 else (first, second)
    return f"{found[3]}-{month:02}-{day:02}"


def _month(name: str) -> int | None:
    return MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in MONTHS else None


def _with_clock(day: str, found: re.Match[str]) -> str | None:
    hour, minute, *second = (int(part) for part in found["clock"].split(":"))
    half = (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        when = datetime.fromisoformat(day).replace(
            hour=hour, minute=minute, second=(second or [0])[0], tzinfo=_zone(found["zone"])
        )
    except ValueError:  # «25:61»: the day is sure all the same
        return day
    return _stamp(when)


def _zone(words: str | None) -> timezone | None:
    if words and words[0] in "+-":
        minutes = int(words[1:3]) * 60 + int(words[3:].lstrip(":") or 0)
        return timezone(timedelta(minutes=-minutes if words[0] == "-" else minutes)) if minutes < 1440 else None
    hours = ZONES.get((words or "").lower())
    return None if hours is None else timezone(timedelta(hours=hours))


def _mail(words: str) -> str | None:
    """Returns the time of a mail's or a feed's form: «Wed, 01 May 2024 10:00:00 +0300»."""
    try:
        return _stamp(parsedate_to_datetime(words)) if ":" in words else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
