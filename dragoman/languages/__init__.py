"""The one reader of the folders of `languages/`: a folder with a `language.toml` is a language, data only.

Adding a language is adding a folder: `language.toml` (names, calendar, quotation marks, abbreviations, endings) and
`pages/*.txt` (the words of page furniture: forms, adverts, credits); `numbers.toml` (how it writes numbers), `times.toml` and
`sums.toml` may be left out.
docs say what each list is for; the comments at the head of the Russian ones do too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FOLDER = Path(__file__).parent
PHRASES = (
    "refusals",
    "hosts_before",
    "hosts_behind",
    "framed",
    "wars",
    "written_in",
    "denials",
    "unplanned",
    "views",
    "asides",
    "forecasts",
    "doubtful",
)  # lists of phrases, folded, each of which may be missing
WORDS = ("allies", "allied_in", "belongs", "becomes", "exercises", "naming", "but", "not_behind")  # the same of words


class LanguageError(ValueError):
    """A language folder that cannot be read; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Suffixes:
    """Suffixes of a language that strings them; `text.suffixes` says how they are taken off.

    `layers`: from the end of a word inwards, the longest of each first; `harmony`: its two kinds of vowels; `invariable`:
    suffixes that agree with any; `either`: endings of stems that agree with any («Тоқаевтың»); `after`: the letters that a
    suffix follows, where not any; `stems`: words and last parts of words that end like one with a suffix («Қазақстан»,
    «кеңес»); `hardened`: a softened last letter.
    """

    layers: tuple[tuple[str, ...], ...]
    harmony: tuple[str, ...]
    invariable: frozenset[str]
    either: tuple[str, ...]
    after: Mapping[str, str]
    stems: tuple[str, ...]
    hardened: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cues:
    """The small words that belong to a word of saying, folded; all of it empty where a language has no `[cues]`."""

    before: frozenset[str] = frozenset()  # auxiliaries, negations, adverbs before it: "has also said"
    adverbs: tuple[str, ...] = ()  # endings of adverbs: "repeatedly"
    after: frozenset[str] = frozenset()  # right behind it: "accused of"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a language writes numbers, from `numbers.toml`; all of it empty where a folder has none.

    Forms are folded; one of several words has blanks in it. `text.numbers` reads with these.
    """

    decimal: str = ""  # the first is the rule; the others count only before a scale: «4.4 млрд»
    group: str = ""  # signs between groups of three digits
    hung: str = ""  # what may hang on a digit without making an ordinal of it, a regular expression: «27-те», "121'ini"
    counts: Mapping[str, float] = field(default_factory=dict)  # added up: «сто двадцать пять»
    hundreds: frozenset[str] = frozenset()  # multiply the count right before them: "two hundred"
    scales: Mapping[str, float] = field(default_factory=dict)  # multiply what is before them; alone they are one: «миллион»
    many: Mapping[str, float] = field(default_factory=dict)  # multiply, but say nothing alone: «тысяч»
    short: Mapping[str, float] = field(default_factory=dict)  # abbreviations of those, with or without a point
    glued: Mapping[str, float] = field(default_factory=dict)  # abbreviations that count only right behind a digit: "5m"
    parts: Mapping[str, float] = field(default_factory=dict)  # of the scale after them: "half a million"
    halves: frozenset[str] = frozenset()  # add a half: «с половиной»
    joins: frozenset[str] = frozenset()  # stand between parts of one number: "two hundred and five"
    fillers: frozenset[str] = frozenset()  # between a part and its scale: "half a million"
    one_after: frozenset[str] = frozenset()  # after these a form of `many` is one: «около тысячи»
    range_from: frozenset[str] = frozenset()  # before a range in words, where one must be: «от двух до трёх тысяч»
    range_to: frozenset[str] = frozenset()  # between its ends
    homographs: frozenset[str] = frozenset()  # mean something else too: they count only beside another number word
    sure: frozenset[str] = frozenset()  # except right before or after one of these: «больше ста», "yüz kişi"
    plain: frozenset[str] = frozenset()  # where given, only these forms may go on: "beş bine" ends its number
    ordinals: Mapping[str, float] = field(default_factory=dict)  # words that make what is before them one: «двадцать первый»
    none: frozenset[str] = frozenset()  # phrases that look like numbers
    bare_years: bool = False  # a year may stand before any noun: "the 2024 elections"
    month_first: bool = False  # "May 5"
    and_days: frozenset[str] = frozenset()  # between days of one month: «5 и 6 мая»
    capital_months: bool = False  # "may 5" is no date
    years: frozenset[str] = frozenset()  # words after a year
    before_years: frozenset[str] = frozenset()
    hours: frozenset[str] = frozenset()  # words after a time of day, with one of `at` before it
    at: frozenset[str] = frozenset()
    clock: frozenset[str] = frozenset()  # words right before a time of day: "saat 15.00"
    clock_after: frozenset[str] = frozenset()  # and right after one: "5 p.m."
    labels: frozenset[str] = frozenset()  # words before a number that only names something: «статья 5»
    labels_after: frozenset[str] = frozenset()  # and after one: "1701 sayılı karar"


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What is known of one language. Words are in lower case with «ё» folded to «е»; months and weekdays count from 1.

    `phrases` are the lists of `pages/*.txt`, by file name; `fold` is how words are brought to the form they stand in.
    """

    code: str
    folder: Path
    name: str
    own_name: str
    script: str
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    quotes: tuple[tuple[str, str], ...]
    never_ends: frozenset[str]  # abbreviations that stand before a name: «им. Ленина», "Mr. Smith"
    seldom_ends: frozenset[str]  # that end a sentence only if what follows looks like a beginning: «в 2024 г. Турция»
    may_end: frozenset[str]  # that end it before a capital letter: «и т.д. Турция ...»
    ordinal_point: bool  # "75. Yıl": a point after a number makes it an ordinal
    openers: frozenset[str]  # words that begin a sentence and are no names
    function_words: frozenset[str]  # say nothing of what a text is about
    endings: tuple[str, ...]  # longest first; what `text.stem` takes off where there are no `suffixes`
    suffixes: Suffixes | None  # where words are taken apart by layers instead
    title_goes_on: frozenset[str]  # small words inside of titles: "U.S. Secretary of State"
    negations: frozenset[str]  # deny the word after them
    but: frozenset[str]  # words of "not Oslo but Rome": who stands behind the denial takes no part, folded
    not_behind: frozenset[str]  # deny the name before them: "Oslo değil, Roma", folded
    pronouns: frozenset[str]  # stand for who spoke before
    together: frozenset[str]  # words before the one with whom something is done: «с Китаем»
    joined_by: frozenset[str]  # words between two names of one row: «с Оманом и Непалом»
    refusals: tuple[str, ...]  # phrases before an act that somebody will not do, folded
    ultimatums: tuple[str, ...]  # how words begin that make of a demand a threat, folded
    given: tuple[str, ...]  # how verbs begin by which an ultimatum is given, folded
    outlets: frozenset[str]  # what stands for the outlet named before, folded: «издание», "the paper"
    belongs: frozenset[str]  # words by which a state is in a body, and does not join it: «входит», folded
    becomes: frozenset[str]  # words beside one of those by which it does join: «стала членом», folded
    written_in: tuple[str, ...]  # phrases behind a quotation, before who wrote it: «говорится в телеграмме», folded
    hosts_before: tuple[str, ...]  # phrases right before the name of who hosts: «учения, которые проводит», folded
    hosts_behind: tuple[str, ...]  # and right behind it: "hosts", "ev sahipliğinde", folded
    allies: frozenset[str]  # words for an ally, a partner, folded
    allied_in: frozenset[str]  # words between one and what ties them: «союзник по», folded
    framed: tuple[str, ...]  # what stands right before an organisation that only describes: «(в рамках», folded
    exercises: frozenset[str]  # words for a military exercise, in every form, folded
    naming: frozenset[str]  # words that may stand between such a word and its name: «учения под названием», folded
    wars: tuple[str, ...]  # how words for a war, an invasion begin, folded: «войны на Украине» need not say whose
    denials: tuple[str, ...]  # how words begin by which something is denied, folded
    unplanned: tuple[str, ...]  # how words begin by which somebody denies plans of their own side, folded
    views: tuple[str, ...]  # phrases by which a page gives its own view, folded
    asides: tuple[str, ...]  # phrases by which a page brings in a sentence of its own: «следует отметить», folded
    forecasts: tuple[str, ...]  # how phrases begin by which a page says how likely what is to come is, folded
    doubtful: tuple[str, ...]  # the same of what is not likely
    cues: Cues  # what belongs to a word of saying: "has repeatedly denied"
    sureness: Mapping[str, tuple[str, ...]]  # how sure a prediction is, by its words: unlikely, certain, likely, possible
    future: frozenset[str]  # words of a sentence about what is still to come
    regions: Mapping[str, tuple[str, ...]]  # how words for a region begin, by its kind: oblast, krai, province
    region_behind: bool  # one may stand behind the town: "Kars province"
    compass: Mapping[str, tuple[str, ...]]  # how words for a part of a state begin, by the part: north, southeast, centre ...
    between: frozenset[str]  # words that may stand between such a word and the state: "of"
    behind: bool  # such a word may stand behind the state: "Ukrayna'nın doğusu"
    suffix: str  # what may hang on a name behind an apostrophe or hyphen, a regular expression: "Türkiye'nin"; may be empty
    apostrophe_inside: bool  # an apostrophe is a letter of its word: «В'ячеслав»
    numeric_dates: str  # order of 03/04/2025: "dmy", "mdy" or "unknown"
    encodings: tuple[str, ...]  # one-byte encodings that its pages come in
    sounds: Mapping[str, str]  # letters that it reads otherwise than most languages, for comparing names
    letters: frozenset[str]  # of its alphabet, small
    pairs: frozenset[str]  # its commonest pairs of letters
    phrases: Mapping[str, tuple[str, ...]]
    numbers: Numbers


# Letters that pages write in more than one way: «ё» and «е», "İ" and "i", "I" and "ı", the signs for an apostrophe.
SPELT = str.maketrans({"ё": "е", "Ё": "е", "İ": "i", "’": "'", "ʼ": "'", "\u00ad": None})
SAME = SPELT | {ord("ı"): "i"}


def fold(word: str) -> str:
    """Returns the word as it stands in the lists: lower case, «ё» as «е», one i, one apostrophe, no soft hyphens."""
    return word.translate(SAME).casefold()


def lowered(word: str) -> str:
    """Returns the word folded, but with "ı" as it is: which of the two i's a word has decides what suffixes it takes."""
    return word.translate(SPELT).casefold()


@cache
def phrases_pattern(phrases: tuple[str, ...], then: str = r"(?!\w)") -> re.Pattern[str]:
    """Returns the pattern of any of the phrases as whole words, `then` after it; of none it finds nothing."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases)) or '(?!)'}){then}")


def codes() -> tuple[str, ...]:
    """Returns the codes of all languages there are, sorted: the folders that have a `language.toml`."""
    return tuple(sorted(found.parent.name for found in FOLDER.glob("*/language.toml")))


@cache
def load(code: str) -> Language:
    """Returns the language of that code.

    Raises LanguageError where there is no such folder, a key is missing or a value is of the wrong kind.
    """
    return read(FOLDER / code)


def read(folder: Path) -> Language:
    """Returns the language that a folder describes; `load` is for those of the package. Raises LanguageError."""
    path = folder / "language.toml"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        return _language(folder, table)
    except FileNotFoundError as error:
        raise LanguageError(f"no language {folder.name!r}: {path} is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{path}: {error}") from error
    except KeyError as error:
        raise LanguageError(f"{path}: key {error} is missing") from error


def word_list(path: Path) -> tuple[str, ...]:
    """Returns the entries of a word list: one a line, folded, without comments (from `#`) and empty lines."""
    lines = (line.split("#", 1)[0].strip() for line in path.read_text("utf-8").splitlines())
    return tuple(fold(line) for line in lines if line)


def _language(folder: Path, table: Mapping[str, Any]) -> Language:
    abbreviations, words, compass = table["abbreviations"], table["words"], dict(table.get("compass", {}))
    regions = dict(table.get("regions", {}))
    region_behind = bool(regions.pop("behind", False))
    between, behind = _words(compass.pop("between", "")), bool(compass.pop("behind", False))
    lists: dict[str, Any] = {name: tuple(fold(phrase) for phrase in table.get(name, ())) for name in PHRASES}
    lists |= {name: _words(words.get(name, "")) for name in WORDS}
    return Language(
        **lists,
        code=folder.name,
        folder=folder,
        name=table["name"],
        own_name=table["own_name"],
        script=table["script"],
        months=_numbered(table["months"]),
        weekdays=_numbered(table["weekdays"]),
        quotes=tuple((pair[0], pair[1]) for pair in table["quotes"]),
        never_ends=_words(abbreviations["never_ends"]),
        seldom_ends=_words(abbreviations["seldom_ends"]),
        may_end=_words(abbreviations["may_end"]),
        ordinal_point=abbreviations.get("ordinal_point", False),
        openers=_words(words["openers"]),
        function_words=_words(words["function"]),
        endings=tuple(
            sorted(_words(words["endings"] if "suffixes" not in table else ""), key=lambda ending: (-len(ending), ending))
        ),
        suffixes=_suffixes(table["suffixes"]) if "suffixes" in table else None,
        title_goes_on=_words(words.get("title_goes_on", "")),
        negations=_words(words["negations"]),
        pronouns=_words(words["pronouns"]),
        together=_words(words.get("with", "")),
        joined_by=_words(words.get("and", "")),
        ultimatums=tuple(fold(word) for word in table.get("ultimatums", {}).get("words", ())),
        given=tuple(fold(word) for word in table.get("ultimatums", {}).get("given", ())),
        outlets=frozenset(fold(words) for words in table.get("outlets", ())),
        sureness=MappingProxyType(
            {level: tuple(fold(phrase) for phrase in phrases) for level, phrases in table.get("sureness", {}).items()}
        ),
        future=_words(words["future"]),
        cues=_cues(table.get("cues", {})),
        compass=MappingProxyType({part: tuple(fold(words).split()) for part, words in compass.items()}),
        regions=MappingProxyType({kind: tuple(fold(words).split()) for kind, words in regions.items()}),
        region_behind=region_behind,
        between=between,
        behind=behind,
        suffix=table["suffix"],
        apostrophe_inside=table["apostrophe_inside"],
        numeric_dates=table["numeric_dates"],
        encodings=tuple(table["encodings"]),
        sounds=MappingProxyType(table.get("sounds", {})),
        letters=frozenset(table["letters"]),
        pairs=_words(table["pairs"]),
        phrases=MappingProxyType({path.stem: word_list(path) for path in sorted(folder.glob("pages/*.txt"))}),
        numbers=_numbers(folder / "numbers.toml"),
    )


def _numbers(path: Path) -> Numbers:
    """How the numbers of a language are written; every key may be missing, and so may the file."""
    if not path.is_file():
        return Numbers()
    try:
        return Numbers(**{key: _of_numbers(key, value) for key, value in tomllib.loads(path.read_text("utf-8")).items()})
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise LanguageError(f"{path}: {error}") from error


def _of_numbers(key: str, value: Any) -> Any:
    if isinstance(value, bool) or key in ("decimal", "group", "hung"):
        return value
    if isinstance(value, str):
        return _phrases(value)
    return MappingProxyType({form: float(number) for number, forms in value.items() for form in _phrases(forms)})


def _phrases(text: str) -> frozenset[str]:
    """Forms of one word or, joined by low lines, of several."""
    return frozenset(form.replace("_", " ") for form in _words(text))


def _suffixes(table: Mapping[str, Any]) -> Suffixes:
    return Suffixes(
        layers=tuple(tuple(sorted(layer.split(), key=lambda s: (-len(s), s))) for layer in table["layers"]),
        harmony=tuple(table["harmony"]),
        invariable=frozenset(table["invariable"].split()),
        either=tuple(table["either"].split()),
        after=MappingProxyType({suffix: letters for letters, listed in table["after"].items() for suffix in listed.split()}),
        stems=tuple(table["stems"].split()),
        hardened=MappingProxyType(table["hardened"]),
    )


def _cues(table: Mapping[str, str]) -> Cues:
    before, after, adverbs = (_words(table.get(name, "")) for name in ("before", "after", "adverbs"))
    return Cues(before, tuple(sorted(adverbs)), after)


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


def _numbered(table: Mapping[str, str]) -> Mapping[str, int]:
    return MappingProxyType({word: int(number) for number, forms in table.items() for word in _words(forms)})
