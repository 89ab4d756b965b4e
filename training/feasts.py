"""Compiles the table of feasts that move: `python -m training.feasts` writes dragoman/text/feasts.txt.

Islamic, Hebrew, Hindu and Chinese feasts come from the package holidays (MIT), whose tables say on which days they were and,
further on, are reckoned to be; Easter from its rule (python-dateutil).
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

FIRST, LAST = 1950, 2050
TABLE = Path(__file__).parent.parent / "dragoman" / "text" / "feasts.txt"
HEAD = """# Feasts that move, by the day on which each was or is reckoned to be: its name, the first year, then the month and
# the day of each year (a dash where it is not known, two days where it came twice). Compiled by training/feasts.py.
"""
ISLAMIC = {
    "ramadan": "ramadan_beginning", "eid-al-fitr": "eid_al_fitr", "eid-al-adha": "eid_al_adha", "ashura": "ashura",
    "mawlid": "mawlid", "hijri-new-year": "hijri_new_year", "isra-miraj": "isra_and_miraj", "laylat-al-qadr": "laylat_al_qadr",
    "jumuat-al-wida": "jumuatul_wida",
}  # fmt: skip
HEBREW = ("hanukkah", "lag_baomer", "passover", "purim", "rosh_hashanah", "shavuot", "sukkot", "tisha_bav", "yom_kippur")
HINDU = (
    "basant_panchami", "chhath_puja", "diwali", "dussehra", "ganesh_chaturthi", "govardhan_puja", "guru_gobind_singh_jayanti",
    "guru_nanak_jayanti", "guru_ravidas_jayanti", "holi", "janmashtami", "karwa_chauth", "maha_shivaratri", "mahavir_jayanti",
    "maharshi_valmiki_jayanti", "onam", "pongal", "raksha_bandhan", "ram_navami", "rath_yatra", "vaisakhi", "buddha_purnima",
    "thaipusam", "naraka_chaturdashi", "makar_sankranti",
)  # fmt: skip
CHINESE = {"lunar-new-year": "lunar_new_year", "mid-autumn": "mid_autumn", "dragon-boat": "dragon_boat"}
AFTER_EASTER = {"shrove-tuesday": -47, "ash-wednesday": -46, "palm-sunday": -7, "good-friday": -2, "easter-monday": 1,
                "ascension": 39, "pentecost": 49}  # fmt: skip
WESTERN = ("shrove-tuesday", "ash-wednesday")
# The n-th weekday (Monday is 0) of a month; -1 is the last.
WEEKDAYS = {"thanksgiving": (11, 3, 4), "mlk-day": (1, 0, 3), "presidents-day": (2, 0, 3), "memorial-day": (5, 0, -1),
            "labor-day": (9, 0, 1), "columbus-day": (10, 0, 2), "mothers-day": (5, 6, 2), "fathers-day": (6, 6, 3)}  # fmt: skip


def days() -> Iterator[tuple[str, datetime.date]]:
    """Yields every feast with each of its days."""
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
    from holidays.calendars import _ChineseLunisolar, _HebrewLunisolar, _HinduLunisolar, _IslamicLunar

    islamic, hebrew, chinese = _IslamicLunar(), _HebrewLunisolar(), _ChineseLunisolar()
    for year in range(FIRST, LAST + 1):
        for name, method in ISLAMIC.items():
            yield from ((name, day) for day, _ in getattr(islamic, f"{method}_dates")(year) if day.year == year)
        for name in HEBREW:
            yield from ((name.replace("_", "-"), day) for day in _days(getattr(hebrew, f"{name}_date")(year)) if day.year == year)
        for name in HINDU:
            known = getattr(_HinduLunisolar, f"{name.upper()}_DATES").get(year)
            pairs = [known] if known and isinstance(known[0], int) else known or ()
            yield from ((name.replace("_", "-"), datetime.date(year, *pair)) for pair in pairs)
        for name, method in CHINESE.items():
            yield from ((name, day) for day in _days(getattr(chinese, f"{method}_date")(year)))
        for rite, rule in (("", EASTER_WESTERN), ("orthodox-", EASTER_ORTHODOX)):
            sunday = easter(year, rule)
            yield f"{rite}easter", sunday
            kept = {name: later for name, later in AFTER_EASTER.items() if not rite or name not in WESTERN}
            yield from ((rite + name, sunday + datetime.timedelta(later)) for name, later in kept.items())
        for name, (month, weekday, nth) in WEEKDAYS.items():
            yield name, _nth(year, month, weekday, nth)


def _days(found: object) -> list[datetime.date]:
    """Returns the days in an answer of the package: a day, several, or one with whether it is sure."""
    parts = found if isinstance(found, tuple | set | list) else (found,)
    return [part for part in parts if isinstance(part, datetime.date)]


def _nth(year: int, month: int, weekday: int, nth: int) -> datetime.date:
    whole = [datetime.date(year, month, 1) + datetime.timedelta(day) for day in range(31)]
    found = [day for day in whole if day.month == month and day.weekday() == weekday]
    return found[nth - 1 if nth > 0 else nth]


def main() -> None:
    """Writes the table."""
    by: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, day in days():
        by[name][day.year].append(f"{day:%m%d}")
    rows = []
    for name in sorted(by):
        known = [year for year in range(FIRST, LAST + 1) if by[name][year]]
        listed = ("/".join(by[name][year]) or "-" for year in range(known[0], known[-1] + 1))
        rows.append(f"{name} {known[0]} {' '.join(listed)}")
    TABLE.write_text(HEAD + "\n".join(rows) + "\n", "utf8")


if __name__ == "__main__":
    main()
