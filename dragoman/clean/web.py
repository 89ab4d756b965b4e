"""Addresses of the web: whether one names a page, its host, and the date that stands in it."""

from __future__ import annotations

import datetime
import re

LONGEST = 2_000  # characters of an address
PAGE = re.compile(r"https?://[^\s/?#]+(?P<path>[^\s#]*)(?:#\S*)?", re.IGNORECASE)
HOST = re.compile(r"https?://(?:[^\s/@]*@)?(?P<host>[^\s/?#:]+)", re.IGNORECASE)
INNER = re.compile(r"(?=https?:/)", re.IGNORECASE)  # "https://archive.example/web/20240503101010/https://..."
YEAR, MONTH, DAY = r"(?P<y>199\d|20\d\d)", r"(?P<m>0?[1-9]|1[0-2])", r"(?P<d>0?[1-9]|[12]\d|3[01])"
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
END = r"(?=(?:\.\w{1,5})?/?$)"
# A date is a part of the path, or begins or ends one; in the middle of a title's words it is what the story is about.
DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"/{YEAR}/{MONTH}/{DAY}(?=[/_-]|$)",
        rf"/{YEAR}/(?P<m>\d\d)(?P<d>\d\d)(?=[/_-]|$)",
        rf"/{YEAR}/(?P<name>{'|'.join(MONTHS)})[a-z]*/{DAY}(?=[/_-]|$)",
        rf"/{YEAR}(?P<sep>[-_.]?)(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?=[/_-]|\.\D|$)",
        rf"[-_/]{YEAR}(?P<sep>[-_.]?)(?P<m>\d\d)(?P=sep)(?P<d>\d\d){END}",
        rf"[-_/](?P<d>\d\d)(?P<sep>[-_.])(?P<m>\d\d)(?P=sep){YEAR}{END}",
        rf"/(?P<d>\d\d)(?P<sep>[-_.])(?P<m>\d\d)(?P=sep){YEAR}(?=/)",
        rf"/{YEAR}/{MONTH}(?P<none>)(?=/)",
    )
)


def page_address(address: str | None) -> str | None:
    """Returns an address of a page without its fragment; None for another scheme, a relative one, a bare site's."""
    address = (address or "").strip()
    address = f"https:{address}" if address.startswith("//") else address
    match = PAGE.fullmatch(address) if len(address) <= LONGEST else None
    return address.split("#")[0] if match and len(match["path"]) > 1 else None


def host_of(address: str | None) -> str:
    """Returns the host that an address names, without "www."; empty where it names none."""
    match = HOST.match(address or "")
    return match["host"].lower().removeprefix("www.") if match else ""


def day_in(address: str | None) -> tuple[str, str] | None:
    """Returns the ISO date in the path of an address, a month where it has no day, and its words; None without one.

    An archive's address holds the day of fetching before the page's own address: only that counts.
    """
    page = page_address(INNER.split(address[:LONGEST])[-1] if address else None)
    path = page.split("?")[0] if page else ""
    for pattern in DATES:
        for match in pattern.finditer(path):
            if date := _date(match.groupdict()):
                return date, match[0].strip("/-_")
    return None


def _date(part: dict[str, str | None]) -> str | None:
    name, day = part.get("name"), part.get("d")
    month = MONTHS.index(name.lower()) + 1 if name else int(part["m"] or 0)
    try:
        found = datetime.date(int(part["y"] or 0), month, int(day or 1))
    except ValueError:
        return None
    return found.isoformat() if day else found.isoformat()[:7]
