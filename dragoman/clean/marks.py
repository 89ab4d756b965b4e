"""What a line is by itself, whatever stands around it: named rules in one ordered list, the first answer wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dragoman.clean.agencies import agency_alone
from dragoman.clean.credits import credit_of
from dragoman.clean.dates import Day
from dragoman.clean.kit import Kit
from dragoman.clean.lines import AREAS, Line, Mark
from dragoman.clean.people import DAYTIME, beside_date, titled
from dragoman.clean.phrases import QUOTES, key

TOKEN = re.compile(r"[^\W\d_]+")
PLAYER = re.compile(
    r"^[\s\d:/|.,x×%+-]*(?:(?:AM|FM|УКВ|СВ|ДВ|КВ|МГц|кГц|MHz|kHz|MP3|HD|SD|kbps|кбит/с|MB|МБ|KB|КБ|min|sec|мин|сек|live)\b"
    r"[\s\d:/|.,x×%+-]*)+$",
    re.IGNORECASE,
)
TIMES = re.compile(r"^\W*\d{1,2}:\d{2}(?::\d{2})?+(?:\W+\d{1,2}:\d{2}(?::\d{2})?+)*\W*$")  # never back over seconds
ADDRESS = re.compile(
    r"^\W*(?:https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|[\w-]+(?:\.[\w-]+)*\.[a-zа-я]{2,6}(?:/\S*)?)\W*$", re.I
)
HASHTAGS = re.compile(r"^(?:[^\W\d_]+:?\s+)?(?:[#＃]\s?[\w-]+[\s,;|]*)+$")
HANDLE = re.compile(r"\(@[\w.]{1,40}\)(?:\W*|\W[^()@]{0,30}\d\W*)$")  # «(@mid)», "(@mfa) May 3, 2024"
RATES = re.compile(r"(?:\b(?:USD|EUR|RUB|BGN|GBP|CNY|KZT|TRY|BTC|UAH)\b|[$€£₽₸₺])\W*\d+[.,]\d+|[+-−–]?\d{1,2}\s?°")
CRUMB = re.compile(r"\s*(?:»|›|>|→|/|\||•|·)\s*")
COPYRIGHT = re.compile(r"^\W{0,2}(?:©|\(c\)\s|\(с\)\s|copyright\b)", re.IGNORECASE)
AGE = re.compile(r"^\W*\d{1,2}\+\W*$")
HALF_DAY = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)  # ends no sentence: "By Anna Smith, May 5, 2024, 2:05 p.m."
CODE = re.compile(r"<(?:a|iframe|img|div|script|object|embed|blockquote)\s[^<>]*(?:href|src|class|style)\s*=", re.IGNORECASE)
SHORT_INVITATION = 25  # words
NOTICE = 60  # words of the longest paragraph of a notice of cookies
DATE_LINE = 10  # words of the longest line that is a date alone
DATED_LINE = 14  # words of the longest line with a date and a name
DATED = 6  # words of a line with a date and a name that may end like a sentence
OPENED = 3  # words of the shortest line that a call to open more may end
MENU = 12  # words of a menu run together
LONGEST = 2_000  # characters of the longest line that is looked at closely: far more than any piece of furniture has
LINKED = 0.5  # share of a line that is links from which it is of a menu
FIGURES = 200  # characters of the longest line without a word that may be a date


def _markup(line: Line, kit: Kit) -> Mark | None:
    """The page itself puts the line into a menu, a footer, a form."""
    if line.hint.area in AREAS and line.hint.area != "caption":
        return Mark(PLACED[line.hint.area], "markup", f"stands in the page's {line.hint.area}")
    return None


PLACED = {
    "nav": "navigation",
    "footer": "other",
    "aside": "teaser",
    "form": "form",
    "button": "form",
    "cookies": "form",
    "comments": "form",
    "related": "teaser",
    "infobox": "other",
}


def _no_words(line: Line, kit: Kit) -> Mark | None:
    if TIMES.match(line.text):
        return Mark("other", "player", "clock times alone: a player or a list of times")
    if not TOKEN.search(line.text) and (len(line.text) > FIGURES or not kit.calendar.find(line.text)):
        return Mark("other", "no-words", "no word in it")
    return None


def _player(line: Line, kit: Kit) -> Mark | None:
    if PLAYER.match(line.text):
        return Mark("other", "player", "a player's or radio's figures")
    return None


def _date_line(line: Line, kit: Kit) -> Mark | None:
    """«Ср, 27 ноября 2024», "12.09.2025 14:30": a date with nothing else, or with an author's name."""
    days = kit.calendar.find(line.text) if line.words <= DATED_LINE else []
    if not days:
        return None
    if line.words <= DATE_LINE and _date_alone(line, kit, days):
        return Mark("credit", "date-line", "a date alone")
    named = _dated_name(line, kit, days)
    if named is None and line.words <= DATE_LINE and not line.closed and _label_before(line, kit, days[0]):
        return Mark("credit", "date-line", "a date after the words that announce it")
    return named


def _label_before(line: Line, kit: Kit, day: Day) -> bool:
    """«Опубликовано 10 июля 2020 в рубрике Политика»."""
    return key(line.text[: day.start]) in kit.phrases.words["published"] | kit.phrases.words["updated"]


def _date_alone(line: Line, kit: Kit, days: Sequence[Day]) -> bool:
    rest = "".join(char if not any(d.start <= at < d.end for d in days) else " " for at, char in enumerate(line.text))
    left = [word for word in TOKEN.findall(DAYTIME.sub(" ", rest)) if not kit.calendar.weekday(word)]
    labels = kit.phrases.words["published"] | kit.phrases.words["updated"]
    words = " ".join(left).casefold()
    return not left or words in labels or all(word.casefold() in kit.phrases.whole for word in left)


def _titled_name(line: Line, kit: Kit) -> Mark | None:
    if titled(line.text, kit):
        return Mark("byline", "titled-name", "a name and what its bearer does for the paper")
    return None


def _dated_name(line: Line, kit: Kit, days: Sequence[Day]) -> Mark | None:
    """«Posted on May 9, 2021 by Anna», «9 мая 2021 Анна Сидорова»: the name is an author's under the headline."""
    sentence = line.closed and line.words > DATED and not HALF_DAY.search(line.text)
    beside = None if sentence else beside_date(line.text, kit, days)
    if beside is None:
        return None
    if beside.labelled:
        return Mark("byline", "dated-byline", "an author beside a date")
    return Mark("credit", "dated-name", "a name beside a date")


def _menu_words(line: Line, kit: Kit) -> Mark | None:
    """«Скачать Поделиться»: words of a menu and no others."""
    words = line.text.split()
    if 2 <= len(words) <= MENU and not line.closed and all(key(word) in kit.phrases.whole for word in words):
        return Mark("navigation", "menu-words", "nothing but words of a menu")
    return None


def _furniture(line: Line, kit: Kit) -> Mark | None:
    found = kit.phrases.furniture(line.text)
    if not found:
        return None
    name, entry = found
    kind, reason = FURNITURE[name]
    return Mark(kind, name, f"{reason}: «{entry}»")


FURNITURE = {
    "advert": ("advert", "a label of adverts"),
    "comments": ("form", "heads the readers' comments"),
    "related": ("teaser", "heads a list of other stories"),
    "form": ("form", "words of a form"),
    "other": ("other", "a player, rights or a notice"),
    "navigation": ("navigation", "words of a menu or service line"),
}


def _opened(line: Line, kit: Kit) -> Mark | None:
    """«Кредит за пять минут Подробнее»: a few words that are no sentence, and a call to open more of the same."""
    words = line.key.split(" ")
    if line.closed or not OPENED <= len(words) <= MENU:
        return None
    calls = kit.phrases.words.get("more", frozenset())
    if any(" ".join(words[-length:]) in calls for length in (1, 2)):
        return Mark("advert", "opened", "ends with a call to open more")
    return None


def _hashtags(line: Line, kit: Kit) -> Mark | None:
    if HASHTAGS.match(line.text):
        return Mark("navigation", "hashtags", "tags alone")
    return None


def _address(line: Line, kit: Kit) -> Mark | None:
    if ADDRESS.match(line.text) and line.words <= 12:
        return Mark("credit", "address", "an address alone")
    return None


def _embedded(line: Line, kit: Kit) -> Mark | None:
    """«Публикация от Кавказ.Лица (@kavkazlica)», "— Foreign Ministry (@mfa) May 3, 2024": whose post was set in."""
    if line.words <= MENU and HANDLE.search(line.text):
        return Mark("credit", "embedded", "ends with an account's name: whose post was set in")
    return None


def _code(line: Line, kit: Kit) -> Mark | None:
    """«<a href="..."><img src="..."></a>» in plain view: what another page may copy to show this one."""
    if CODE.search(line.text):
        return Mark("other", "code", "markup to be copied into another page")
    return None


def _cookies(line: Line, kit: Kit) -> Mark | None:
    """«Продолжая пользоваться сайтом, вы соглашаетесь на использование cookie»: to the reader, about cookies."""
    if not 3 <= line.words <= NOTICE or line.text.startswith(QUOTES):
        return None
    words = frozenset(TOKEN.findall(line.key))
    if not words.isdisjoint(kit.phrases.words.get("cookies", ())) and not words.isdisjoint(kit.phrases.words["reader"]):
        return Mark("form", "cookies", "asks the reader's consent to cookies")
    return None


def _caption(line: Line, kit: Kit) -> Mark | None:
    """What the page puts under a picture, but for its credit: «Паром у причала», not «Фото: агентство»."""
    if line.hint.area == "caption":
        return Mark("caption", "markup", "stands under a picture")
    return None


def _copyright(line: Line, kit: Kit) -> Mark | None:
    if COPYRIGHT.match(line.text) and line.words <= 40:
        return Mark("other", "copyright", "a notice of rights")
    return None


def _rates(line: Line, kit: Kit) -> Mark | None:
    if AGE.match(line.text) or (RATES.search(line.text) and line.words <= 12 and (not line.closed or line.text[-1].isdigit())):
        return Mark("other", "rates", "rates of exchange, weather or an age mark")
    return None


def _breadcrumbs(line: Line, kit: Kit) -> Mark | None:
    """«Главная » Новости » Политика»: at least three short parts, or two of which one is a menu word."""
    if line.closed or line.words > 25 or "://" in line.text:  # «Источник: https://…» has strokes of its own
        return None
    parts = [part for part in CRUMB.split(line.text) if part]
    short = all(len(part.split()) <= 4 for part in parts)
    menu = sum(kit.phrases.furniture(part) is not None for part in parts)
    if (len(parts) >= 3 and short) or (len(parts) >= 2 and menu and menu >= len(parts) - 1):
        return Mark("navigation", "breadcrumbs", "short parts between arrows or bars")
    return None


def _outlet(line: Line, kit: Kit) -> Mark | None:
    """«(ТАСС)», "ANKARA (AA)", "— Reuters": an outlet of the table and nothing else; a link is one of a menu or a tag."""
    if line.hint.linked <= LINKED and agency_alone(line.text, kit.outlets):
        return Mark("credit", "outlet", "an outlet alone: whose words these are")
    return None


def _credit(line: Line, kit: Kit) -> Mark | None:
    found = credit_of(line.text, kit)
    if found is None:
        return None
    kind = "byline" if found.list_name == "byline" else "credit"
    return Mark(kind, found.list_name, f"«{found.label}» before a name")


def _invitation(line: Line, kit: Kit) -> Mark | None:
    """«Следите за новостями в нашем канале»: a call to the reader and a word of the site's channels."""
    if line.words > SHORT_INVITATION:
        return None
    words = line.key.split(" ")
    calls = [at for at, word in enumerate(words) if word.strip(",.:!") in kit.phrases.words["invitation"]]
    calls = [at for at in calls if at == 0 or _calls_out(line, words, at) or _only_small_words(words[:at], kit)]
    if not calls:
        return None
    if any(word.strip(',.:!?»«"“”') in kit.phrases.words["medium"] for word in words[calls[0] + 1 :]):
        return Mark("advert", "invitation", "calls the reader to the site's channels")
    return None


def _calls_out(line: Line, words: Sequence[str], at: int) -> bool:
    """Tells whether a word is a call though others stand before it: „Министърът сподели в Telegram.“ is a sentence."""
    return words[at - 1][-1] in "?!.:," or (at <= 4 and not line.text.endswith("."))


def _only_small_words(before: Sequence[str], kit: Kit) -> bool:
    """«Ещё подробнее слушайте в нашем выпуске.»: no noun stands before the call that could be who does it."""
    plain = [word.strip(",.:!") for word in before]
    return all(word in kit.phrases.whole or any(word in one.function_words for one in kit.languages) for word in plain)


MARKS: tuple[Callable[[Line, Kit], Mark | None], ...] = (
    _markup,
    _no_words,
    _player,
    _date_line,
    _titled_name,
    _outlet,
    _furniture,
    _menu_words,
    _opened,
    _hashtags,
    _address,
    _embedded,
    _code,
    _cookies,
    _copyright,
    _rates,
    _breadcrumbs,
    _credit,
    _invitation,
    _caption,
)
ANY_LENGTH = (_markup, _no_words, _hashtags, _code)


def mark(line: Line, kit: Kit) -> Mark | None:
    """Returns what the line is by itself, None where that does not show."""
    if line.mark:
        return line.mark
    for rule in MARKS if len(line.text) <= LONGEST else ANY_LENGTH:
        found = rule(line, kit)
        if found:
            return found
    return None
