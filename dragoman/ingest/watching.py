"""What is watched, what is expected of it, what was seen of it so far, and what is due. No clock and no network in here.

All times are seconds since 1970, UTC. What was seen stands in one file of JSON lines; the last line of a source or an article
is what holds of it.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from dragoman.model import Told

MINUTE, HOUR, DAY = 60, 3600, 86_400
WEEK = 7 * DAY
FIRST_PAUSE, LONGEST_PAUSE = 5 * MINUTE, DAY
TRIES = 8  # of an article: with the pauses between them eleven hours
QUIET_GAPS = 3  # times the usual gap between two articles
LISTED_AGAIN = 20 * DAY  # so often it is noted that a feed still lists an article
KEPT = 60 * DAY  # an article that no feed has listed for so long is forgotten; the corpus keeps it
FILE = "watch.jsonl"
SCHEMA = 1
WAITING, READ, REJECTED = "waiting", "read", "rejected"


class BadSources(ValueError):
    """A list of sources that cannot be used; the message names the source and the key."""


class DamagedState(ValueError):
    """The file of what was seen has a line that was not written so; the message says which."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a source should give: articles in a week (0: nothing is expected), and the languages that they are in."""

    at_least_a_week: int = 0
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One source: the address of a feed or of a sitemap, or addresses of pages that change.

    `delay`: seconds between two requests to it; `every`: seconds between two looks at it.
    """

    name: str
    kind: str  # feed, sitemap, pages
    addresses: tuple[str, ...]
    outlet: str | None = None
    expected: Expectation = Expectation()
    delay: float = 1.0
    every: int = 30 * MINUTE


@dataclass(frozen=True, slots=True)
class Look:
    """What looking at a source gave so far. `since`: of the first look; `marks`: each address's (etag, modified)."""

    source: str
    since: int
    due: int = 0
    failures: int = 0  # one after another, the last look included
    error: str = ""  # of the last look
    marks: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """An article that a source listed. `found`: first listed; `at`: when it was read; `lang`: "" where no article came of it."""

    source: str
    address: str
    found: int
    listed: int
    due: int = 0
    tries: int = 0
    state: str = WAITING
    at: int = 0
    lang: str = ""
    error: str = ""
    digest: str = ""  # of the document that was read
    told: Told | None = None


@dataclass(slots=True)
class State:
    """What was seen, by source and by article."""

    looks: dict[str, Look] = field(default_factory=dict)
    items: dict[tuple[str, str], Item] = field(default_factory=dict)
    done: dict[str, Item] = field(default_factory=dict)  # by address, of whatever source

    def put(self, one: Look | Item) -> None:
        """Takes in what now holds of a source or an article."""
        if isinstance(one, Look):
            self.looks[one.source] = one
            return
        self.items[one.source, one.address] = one
        if one.state == READ:
            self.done[one.address] = one

    def of(self, source: str) -> list[Item]:
        """Returns the articles of a source, in the order in which they were found."""
        return [item for (name, _), item in self.items.items() if name == source]


# --- the list of sources


def sources(path: Path) -> tuple[Source, ...]:
    """Returns the sources of a TOML file. Raises BadSources."""
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise BadSources(f"cannot read {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSources(f"{path} is no TOML: {error}") from error
    rows = told.get("source")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise BadSources(f"{path} has no [[source]]")
    found = tuple(_source(row, number) for number, row in enumerate(rows, start=1))
    names = [one.name for one in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise BadSources(f"several sources are called {', '.join(sorted(twice))}")
    return found


KEYS: dict[str, type | tuple[type, ...]] = {
    "name": str, "feed": str, "sitemap": str, "pages": list, "outlet": str, "languages": list, "at_least_a_week": int,
    "delay": (int, float), "every": (int, float),
}  # fmt: skip


def _source(row: Mapping[str, Any], number: int) -> Source:
    name = row.get("name") or f"number {number}"
    for key, value in row.items():
        if key not in KEYS:
            raise BadSources(f"source {name}: there is no {key!r}; there are {', '.join(KEYS)}")
        if not isinstance(value, KEYS[key]) or isinstance(value, bool) or (isinstance(value, int | float) and value < 0):
            raise BadSources(f"source {name}: {key} cannot be {value!r}")
        if isinstance(value, list) and not all(isinstance(one, str) for one in value):
            raise BadSources(f"source {name}: {key} is a list of words")
    kinds = [kind for kind in ("feed", "sitemap", "pages") if row.get(kind)]
    if not row.get("name") or len(kinds) != 1:
        raise BadSources(f"source {name} needs a name and one of feed, sitemap, pages")
    addresses = tuple(row["pages"]) if kinds == ["pages"] else (row[kinds[0]],)
    for address in addresses:
        if not address.lower().startswith(("http://", "https://")):
            raise BadSources(f"source {name}: {address!r} is no address: https://…")
    expected = Expectation(row.get("at_least_a_week", 0), tuple(row.get("languages", ())))
    every = max(MINUTE, int(row.get("every", 30) * MINUTE))
    return Source(name, kinds[0], addresses, row.get("outlet"), expected, float(row.get("delay", 1.0)), every)


# --- what is due


def pause(failures: int) -> int:
    """Returns how many seconds to wait after so many failures in a row: five minutes, doubled each time, a day at most."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 30)) if failures > 0 else 0


def due(watched: Iterable[Source], state: State, now: int) -> list[Source]:
    """Returns the sources to be looked at now, in their order: those that were not yet, and those whose time has come."""
    return [one for one in watched if one.name not in state.looks or state.looks[one.name].due <= now]


def waiting(source: Source, state: State, now: int) -> list[Item]:
    """Returns the articles of a source that are to be fetched now."""
    return [item for item in state.of(source.name) if item.state == WAITING and item.due <= now]


def next_due(watched: Iterable[Source], state: State, now: int) -> int:
    """Returns when something is due next; `now` where something is already."""
    times = [state.looks[one.name].due if one.name in state.looks else now for one in watched]
    names = {one.name for one in watched}
    times += [item.due for item in state.items.values() if item.state == WAITING and item.source in names]
    return max(now, min(times, default=now + HOUR))


def looked(source: Source, before: Look | None, now: int, error: str, marks: Mapping[str, tuple[str | None, str | None]]) -> Look:
    """Returns what holds of a source after a look at it; `error` is empty where it went well."""
    since = before.since if before else now
    failures = (before.failures if before else 0) + 1 if error else 0
    kept = {**(before.marks if before else {}), **marks}
    return Look(source.name, since, now + (pause(failures) or source.every), failures, error, kept)


def listed(source: Source, told: Iterable[tuple[str, Told | None]], state: State, now: int) -> Iterator[Item]:
    """Yields what is to be noted of the articles that a source lists: new ones, and those listed still after a long time.

    What another source had is not fetched again.
    """
    seen: set[str] = set()
    for address, words in told:
        known = state.items.get((source.name, address))
        if address in seen or (known and now - known.listed < LISTED_AGAIN):
            continue
        seen.add(address)
        if known:
            yield replace(known, listed=now)
        elif address in state.done:
            yield replace(state.done[address], source=source.name, found=now, listed=now, at=now, told=None)
        else:
            yield Item(source.name, address, now, now, due=now, told=words)


def failed(item: Item, now: int, error: str, lasting: bool) -> Item:
    """Returns the article after a fetch that failed: it waits for the next try, or is given up, `lasting` at once."""
    tries = item.tries + 1
    if lasting or tries >= TRIES:
        return replace(item, state=REJECTED, tries=tries, at=now, error=error, told=None)
    return replace(item, tries=tries, due=now + pause(tries), error=error)


def read(item: Item, now: int, lang: str, error: str = "") -> Item:
    """Returns the article after it was read, in the language `lang`, or dropped: then that is empty and `error` says why."""
    return replace(item, state=READ if lang else REJECTED, at=now, lang=lang, error=error, told=None)


def again(item: Item, now: int, told: Told | None) -> Item:
    """Returns a page that was read before as one that waits to be looked at once more."""
    return replace(item, state=WAITING, listed=now, due=now, tries=0, told=told)


def unchanged(item: Item) -> Item:
    """Returns a page that was looked at once more and is what it was."""
    return replace(item, state=READ if item.lang else REJECTED, tries=0, told=None)


# --- what the sources gave


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stands to what is expected. `quiet_since`: the time of its last article, or of the first look where it had
    none; None where it is not quiet. `languages`: articles of the last week in each."""

    week: int
    languages: Mapping[str, int]
    missing: tuple[str, ...]  # languages that are expected, and none of the last week's articles is in
    foreign: tuple[str, ...]  # languages that are not expected
    last: int | None
    quiet_since: int | None


def standing(source: Source, state: State, now: int) -> Standing:
    """Returns how a source stands, by the articles that were read in the week before `now`."""
    got = [item for item in state.of(source.name) if item.state == READ]
    last = max((item.at for item in got), default=None)
    spoken: dict[str, int] = defaultdict(int)
    for item in got:
        if item.at > now - WEEK:
            spoken[item.lang] += 1
    expected, week = source.expected.languages, sum(spoken.values())
    since = state.looks[source.name].since if source.name in state.looks else now
    quiet = _quiet(source.expected.at_least_a_week, week, now - since, now - (last or since))
    return Standing(
        week=week,
        languages=dict(sorted(spoken.items())),
        missing=tuple(one for one in expected if week and one not in spoken),
        foreign=tuple(one for one in sorted(spoken) if expected and one not in expected),
        last=last,
        quiet_since=(last or since) if quiet else None,
    )


def _quiet(at_least: int, week: int, watched: int, gap: int) -> bool:
    """Tells whether a source went quiet: a week with too little, or three times the usual gap with nothing, a day at least."""
    if not at_least:
        return False
    return (watched >= WEEK and week < at_least) or gap > max(DAY, QUIET_GAPS * WEEK / at_least)


# --- the file


def load(path: Path) -> State:
    """Returns the state that a file tells; an empty one where there is none. A last line that was cut off by a stop is left out:
    it was not said to be there. Raises DamagedState."""
    state = State()
    if not path.exists():
        return state
    lines = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines[:-1], start=1):
        try:
            state.put(_one(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise DamagedState(
                f"{path}, line {number} is damaged ({error}); what was read is in the corpus all the same"
            ) from error
    return state


def save(path: Path, state: State, now: int) -> None:
    """Replaces the file in one step by one that has a line for each source and article that is not yet forgotten."""
    for key in [key for key, item in state.items.items() if item.state != WAITING and item.listed < now - KEPT]:
        state.done.pop(state.items.pop(key).address, None)
    fresh = path.with_name(f".{path.name}.tmp")
    with fresh.open("wb") as out:
        out.writelines(map(_line, state.items.values()))
        out.writelines(map(_line, state.looks.values()))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)


def note(path: Path, state: State, ones: Iterable[Look | Item]) -> None:
    """Appends what now holds of sources and articles to the file, and takes it into the state; it is on the disk when this
    returns. A source goes after its articles: the mark by which a site says «nothing new» must not outlive what was new."""
    held = sorted(ones, key=lambda one: isinstance(one, Look))
    if not held:
        return
    with path.open("ab") as out:
        out.write(b"".join(_line(one) for one in held))
        out.flush()
        os.fsync(out.fileno())
    for one in held:
        state.put(one)


def _line(one: Look | Item) -> bytes:
    kind = "source" if isinstance(one, Look) else "article"
    plain = {name: value for name, value in asdict(one).items() if value not in (None, "", 0, {})}
    return json.dumps({"schema": SCHEMA, kind: plain}, ensure_ascii=True).encode("ascii") + b"\n"


def _one(row: Mapping[str, Any]) -> Look | Item:
    if "source" in row:
        found = dict(row["source"])
        marks = {address: (mark[0], mark[1]) for address, mark in found.pop("marks", {}).items()}
        return Look(**{"since": 0, **found}, marks=marks)
    found = dict(row["article"])
    told = found.pop("told", None)
    return Item(**{"found": 0, "listed": 0, **found}, told=_told(told) if told else None)


def _told(row: Mapping[str, Any]) -> Told:
    lists: dict[str, Any] = {name: tuple(row.get(name, ())) for name in ("authors", "forwarded")}
    return Told(**{**row, **lists})
