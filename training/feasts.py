"""Compiles the table of feasts that move: `python -m training.feasts` writes dragoman/text/feasts.txt.

Islamic, Hebrew, Hindu, Chinese and Buddhist feasts come from the package holidays (MIT), whose tables say on which days they were
and, further on, are reckoned to be; Easter from its rule (python-dateutil); others are so many days from one of these, the n-th
weekday of a month, or on a day that a state has moved. A Hebrew feast begins on the eve of the day that stands here.
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
    "jumuat-al-wida": "jumuatul_wida", "tasua": "tasua", "arbaeen": "arbaeen", "eid-al-ghadir": "eid_al_ghadir",
}  # fmt: skip
HEBREW = ("hanukkah", "lag_baomer", "passover", "purim", "rosh_hashanah", "shavuot", "sukkot", "tisha_bav", "yom_kippur")
# Days after a feast of this year; from the first year that had them where that is later than the table's.
AFTER_HEBREW = {"shemini-atzeret": ("sukkot", 7, 0), "simchat-torah": ("sukkot", 8, 0), "jerusalem-day": ("passover", 43, 1968)}
HINDU = (
    "basant_panchami", "buddha_purnima", "chaitra_navratri", "chhath_puja", "dev_diwali", "diwali",
    "dussehra", "ganesh_chaturthi", "govardhan_puja", "gudi_padwa", "guru_arjun_dev_martyrdom", "guru_gobind_singh_jayanti",
    "guru_nanak_jayanti", "guru_purnima", "guru_ravidas_jayanti", "hanuman_jayanti",
    "hola_mohalla", "holi", "janmashtami", "kabir_jayanti", "kali_puja", "karwa_chauth", "maha_ashtami", "maha_navami",
    "maha_shivaratri", "maharshi_valmiki_jayanti", "mahavir_jayanti", "makar_sankranti", "naag_panchami", "naraka_chaturdashi",
    "onam", "parshuram_jayanti", "pohela_boishakh", "pongal", "puthandu", "raksha_bandhan", "ram_navami", "rath_yatra",
    "samvatsari_parva", "sharad_navratri", "thaipusam", "vaisakhi", "vishwakarma_puja",
)  # fmt: skip
MISSPELT = {"hola_mohalla": "hola_moholla"}  # in the package
AFTER_HINDU = {"holika-dahan": ("holi", -1), "bhogi": ("pongal", -1), "mattu-pongal": ("pongal", 1),
               "kaanum-pongal": ("pongal", 2), "maha-saptami": ("maha_ashtami", -1)}  # fmt: skip
# What the package lacks and no rule gives: from calendars, of years in which they all have one day.
LISTED = {
    "dhanteras": (2017, "1017 1105 1025 1113 1102 - 1110 1029 1018"),
    "bhai-dooj": (2017, "1021 1109 1029 1116 1106 - - 1103 1023"),
    "rabindra-jayanti": (2018, "0509 0509 0508 0509 0509 0509 0508 0509"),
}
CHINESE = {"lunar-new-year": "lunar_new_year", "mid-autumn": "mid_autumn", "dragon-boat": "dragon_boat", "qingming": "qingming",
           "double-ninth": "double_ninth", "buddhas-birthday": "buddha_birthday"}  # fmt: skip
KOREAN, VIETNAMESE = "KOREAN_CALENDAR", "VIETNAMESE_CALENDAR"
EASTERN = {"seollal": ("lunar_new_year", KOREAN), "chuseok": ("mid_autumn", KOREAN), "tet": ("lunar_new_year", VIETNAMESE)}
THAI = {"makha-bucha": "makha_bucha", "visakha-bucha": "visakha_bucha", "asalha-bucha": "asarnha_bucha",
        "loy-krathong": "loy_krathong"}  # fmt: skip
AFTER_EASTER = {
    "shrove-tuesday": -47, "ash-wednesday": -46, "palm-sunday": -7, "maundy-thursday": -3, "good-friday": -2, "holy-saturday": -1,
    "easter-monday": 1, "ascension": 39, "pentecost": 49, "whit-monday": 50, "corpus-christi": 60, "forgiveness-sunday": -49,
    "clean-monday": -48, "radonitsa": 9,
}  # fmt: skip
WESTERN = ("shrove-tuesday", "ash-wednesday", "whit-monday", "corpus-christi")
EASTERN_RITE = ("forgiveness-sunday", "clean-monday", "radonitsa")
# The n-th weekday (Monday is 0) of a month; -1 is the last.
WEEKDAYS = {
    "thanksgiving": (11, 3, 4), "canadian-thanksgiving": (10, 0, 2), "mlk-day": (1, 0, 3), "presidents-day": (2, 0, 3),
    "memorial-day": (5, 0, -1), "labor-day": (9, 0, 1), "columbus-day": (10, 0, 2), "mothers-day": (5, 6, 2),
    "fathers-day": (6, 6, 3), "russian-navy-day": (7, 6, -1), "vyshyvanka-day": (5, 3, 3), "holodomor-day": (11, 5, 4),
}  # fmt: skip
# Days that a state moved: from which year on which day.
MOVED = {
    "azerbaijan-independence": {1992: "1018", 2021: "", 2022: "0528"},
    "turkmenistan-independence": {1992: "1027", 2018: "0927"},
    "ukraine-statehood": {2022: "0728", 2024: "0715"},
    "ukraine-defenders": {2015: "1014", 2023: "1001"},
}


def days() -> Iterator[tuple[str, datetime.date]]:
    """Yields every feast with each of its days."""
    for year in range(FIRST, LAST + 1):
        for source in (_islamic, _hebrew, _hindu, _eastern, _christian, _of_states):
            yield from source(year)


def _islamic(year: int) -> Iterator[tuple[str, datetime.date]]:
    from holidays.calendars import _IslamicLunar

    for name, method in ISLAMIC.items():
        yield from ((name, day) for day, _ in getattr(_IslamicLunar(), f"{method}_dates")(year) if day.year == year)


def _hebrew(year: int) -> Iterator[tuple[str, datetime.date]]:
    from holidays.calendars import _HebrewLunisolar

    def found(name: str, of: int = year) -> datetime.date:
        return _days(getattr(_HebrewLunisolar(), f"{name}_date")(of))[0]

    for name in HEBREW:
        days = _days(getattr(_HebrewLunisolar(), f"{name}_date")(year))
        yield from ((name.replace("_", "-"), day) for day in days if day.year == year)
    for name, (feast, later, since) in AFTER_HEBREW.items():
        if year >= since:
            yield name, found(feast) + datetime.timedelta(later)
    leap = (found("rosh_hashanah") - found("rosh_hashanah", year - 1)).days > 360
    yield "tu-bishvat", found("purim") - datetime.timedelta(59 if leap else 29)  # 15 Shevat; a leap year has two Adars
    independence = _days(_HebrewLunisolar().israel_independence_date(year))[0]  # 5 Iyar, kept beside no Sabbath
    moved = {4: -1, 5: -2} | ({0: 1} if year >= 2004 else {})
    independence += datetime.timedelta(moved.get(independence.weekday(), 0))
    yield "yom-haatzmaut", independence
    yield "yom-hazikaron", independence - datetime.timedelta(1)
    if year >= 1997:  # 27 Nisan, not beside a Sabbath; before that only its eve was kept from it
        shoah = found("passover") + datetime.timedelta(12)
        yield "yom-hashoah", shoah + datetime.timedelta({4: -1, 6: 1}.get(shoah.weekday(), 0))


def _hindu(year: int) -> Iterator[tuple[str, datetime.date]]:
    from holidays.calendars import _HinduLunisolar

    def found(name: str) -> list[datetime.date]:
        known = getattr(_HinduLunisolar, f"{MISSPELT.get(name, name).upper()}_DATES").get(year)
        return [datetime.date(year, *pair) for pair in ([known] if known and isinstance(known[0], int) else known or ())]

    for name in HINDU:
        yield from ((name.replace("_", "-"), day) for day in found(name))
    for name, (feast, later) in AFTER_HINDU.items():
        yield from ((name, day + datetime.timedelta(later)) for day in found(feast))
    for name, (first, listed) in LISTED.items():
        known = dict(enumerate(listed.split(), first)).get(year, "-")
        if known != "-":
            yield name, _of(year, known)
    # The Parsi year has 365 days.
    yield "parsi-new-year", datetime.date(2018, 8, 17) + datetime.timedelta(365 * (year - 2018))


def _eastern(year: int) -> Iterator[tuple[str, datetime.date]]:
    from holidays.calendars import _ChineseLunisolar, _MongolianLunisolar, _ThaiLunisolar, _TibetanLunisolar

    for name, method in CHINESE.items():
        yield from ((name, day) for day in _days(getattr(_ChineseLunisolar(), f"{method}_date")(year)))
    for name, (method, calendar) in EASTERN.items():
        yield from ((name, day) for day in _days(getattr(_ChineseLunisolar(), f"{method}_date")(year, calendar)))
    for name, method in THAI.items():
        yield from ((name, day) for day in _days(getattr(_ThaiLunisolar(), f"{method}_date")(year)))
    yield from (("losar", day) for day in _days(_TibetanLunisolar().losar_date(year)))
    yield from (("tsagaan-sar", day) for day in _days(_MongolianLunisolar().tsagaan_sar_date(year)))


def _christian(year: int) -> Iterator[tuple[str, datetime.date]]:
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

    for rite, rule, other in (("", EASTER_WESTERN, EASTERN_RITE), ("orthodox-", EASTER_ORTHODOX, WESTERN)):
        sunday = easter(year, rule)
        yield f"{rite}easter", sunday
        kept = {name: later for name, later in AFTER_EASTER.items() if name not in other}
        yield from ((rite + name, sunday + datetime.timedelta(later)) for name, later in kept.items())
    yield "mothering-sunday", easter(year, EASTER_WESTERN) - datetime.timedelta(21)
    christmas = datetime.date(year, 12, 25)
    yield "advent", christmas - datetime.timedelta(christmas.isoweekday() + 21)


def _of_states(year: int) -> Iterator[tuple[str, datetime.date]]:
    for name, (month, weekday, nth) in WEEKDAYS.items():
        yield name, _nth(year, month, weekday, nth)
    for name, since in MOVED.items():
        known = [day for first, day in since.items() if first <= year]
        if known and known[-1]:
            yield name, _of(year, known[-1])
    if year >= 2014:  # of the Netherlands: not on a Sunday
        birthday = datetime.date(year, 4, 27)
        yield "kings-day", birthday - datetime.timedelta(birthday.weekday() == 6)
    elif year >= 1980:
        birthday = datetime.date(year, 4, 30)
        yield "queens-day", birthday - datetime.timedelta(birthday.weekday() == 6)
    boss = datetime.date(year, 10, 16)  # on the working day nearest to it
    yield "boss-day", boss + datetime.timedelta({5: -1, 6: 1}.get(boss.weekday(), 0))
    victoria = datetime.date(year, 5, 24)  # the Monday before the 25th of May
    yield "victoria-day", victoria - datetime.timedelta(victoria.weekday())


def _of(year: int, day: str) -> datetime.date:
    return datetime.date(year, int(day[:2]), int(day[2:]))


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
