"""What an HTML page says of itself apart from its text: its head, its structured data, the attributes of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.clean.linked import Story, story_of
from dragoman.clean.phrases import BETWEEN_NAMES, key
from dragoman.clean.web import host_of, page_address
from dragoman.languages import fold

PUBLISHED = """
article:published_time og:article:published_time article:published datepublished parsely-pub-date pubdate publishdate
publish-date publish_date publication_date publication-date originalpublicationdate article_date_original
mediator_published_time cxenseparse:recs:publishtime sailthru.date dc.date.issued dcterms.issued dc.date.created
dcterms.created dc.date dcterms.date datecreated date
""".split()  # noqa: SIM905
UPDATED = """
article:modified_time og:article:modified_time article:modified datemodified dc.date.modified dcterms.modified
parsely-update-date last_updated og:updated_time lastmod
""".split()  # noqa: SIM905
AUTHORS = """
author article:author parsely-author articleauthor dc.creator dcterms.creator sailthru.author byl
""".split()  # noqa: SIM905
OUTLETS = ("og:site_name", "application-name", "apple-mobile-web-app-title")
TITLES = ("og:title", "twitter:title", "parsely-title", "dc.title")
MOST_METAS = 400  # kept; a hostile page has a million
MOST_SCRIPTS = 20  # of structured data
MOST_MARKED = 40  # elements with times or authors
LONGEST_SCRIPT = 300_000  # characters read of one
LONGEST_TITLE = 2_000  # characters
LONGEST_NAME = 60  # characters of an author's name
NEAR_HEADLINE = 12  # lines below the headline within which an unmarked `time` is the story's own
ABOVE_HEADLINE = 4  # lines above it within which a marked one is
PARAGRAPH = 80  # characters of a line of running text
LEAD = 1  # such lines between the headline and its `time`: what stands below more of them is of the next story in a list
MOST_HEADLINES = 10  # a site's name may be a heading of the first level too


@dataclass(frozen=True, slots=True)
class Said:
    """A time as the page writes it, and the place that says it: json-ld, meta or time."""

    words: str
    basis: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself, empty where it says nothing; times and names as they are written, in order of trust."""

    title: str = ""
    published: tuple[Said, ...] = ()
    updated: tuple[Said, ...] = ()
    outlet: str | None = None
    sites: frozenset[str] = frozenset()  # keys of all names that the page gives its site, and of its host
    authors: tuple[str, ...] = ()
    address: str | None = None  # absolute, with http or https
    lang: str | None = None  # ISO 639-1, where it is one of two letters


NO_HEAD = Head()


class Place(NamedTuple):
    """How many lines of a page stand above something, how many of them are running text, and which `article` it stands in."""

    lines: int
    paragraphs: int
    article: int  # from 1; 0 in none


@dataclass(frozen=True, slots=True)
class Marked:
    """An element with a time: what it says it is (published, updated or nothing), where it stands."""

    words: str
    what: str
    place: Place
    in_frame: bool  # menu, footer, aside
    in_list: bool  # other stories, comments


@dataclass(frozen=True, slots=True)
class Headline:
    """A heading of the first level: its words and its place."""

    text: str
    place: Place


@dataclass(slots=True)
class Gathered:
    """What the reader of the markup sets aside while it goes through a page; bounded, whatever the page."""

    metas: dict[str, str] = field(default_factory=dict)
    bylines: list[tuple[str, str]] = field(default_factory=list)  # names of metas that name an author, what they say
    scripts: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    marked: list[Marked] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    lang: str = ""

    @property
    def open_to_times(self) -> bool:
        """Tells whether another element with a time is still taken."""
        return len(self.marked) < MOST_MARKED

    def meta(self, values: Mapping[str, str]) -> None:
        """Takes a `meta` element by its attributes; of several of one name the first that says something."""
        said = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
        content = values.get("content", "").strip()
        if said and content and len(self.metas) < MOST_METAS:
            self.metas.setdefault(said, content)
        if said in AUTHORS and content and len(self.bylines) < MOST_MARKED:
            self.bylines.append((said, content))

    def link(self, values: Mapping[str, str]) -> None:
        """Takes a `link` element by its attributes."""
        for rel in values.get("rel", "").lower().split():
            if rel == "canonical" and values.get("href"):
                self.links.setdefault(rel, values["href"].strip())

    def script(self, words: str) -> None:
        """Takes the words of a script of structured data."""
        if len(self.scripts) < MOST_SCRIPTS:
            self.scripts.append(words[:LONGEST_SCRIPT])

    def time(self, values: Mapping[str, str], tags: Sequence[str], areas: Sequence[str], place: Place) -> None:
        """Takes an element with a time by its attributes, and the names of the elements around it with the parts they make."""
        words = values.get("datetime") or values.get("content") or values.get("title") or ""
        if words and self.open_to_times:
            frame = any(tag in ("nav", "aside", "footer") for tag in tags)
            listed = any(area in ("related", "comments") for area in areas)
            self.marked.append(Marked(words.strip(), _what(values), place, frame, listed))

    def author(self, name: str) -> None:
        """Takes the words of an element that is marked as an author's name."""
        if len(self.authors) < MOST_MARKED:
            self.authors.append(name)


def _what(values: Mapping[str, str]) -> str:
    """Returns what an element's attributes say its time is: published, updated, or nothing."""
    said = f"{values.get('itemprop', '')} {values.get('class', '')}".lower()
    if "pubdate" in values or "datepublished" in said or "publish" in said:
        return "published"
    return "updated" if "datemodified" in said or "updated" in said or "modified" in said else ""


def head_of(found: Gathered, title: str, headlines: Sequence[Headline]) -> Head:
    """Returns what a page says of itself by what was gathered from it; `title` is that of its `title` element, `headlines` are
    its headings of the first level; by the first that is not the site's name its own story is known among several.
    """
    address = _address(found)
    declared = next((found.metas[name] for name in TITLES if name in found.metas), title)
    named = _plain(found.metas.get("og:site_name"))
    headline = next((one for one in headlines if key(one.text) != key(named)), None)
    story = story_of(found.scripts, address, (declared, headline.text if headline else "")) or Story()
    outlets = (found.metas.get("og:site_name"), story.outlet, *(found.metas.get(name) for name in OUTLETS))
    names = [name for name in map(_plain, outlets) if name]
    outlet = names[0] if names else None
    host = host_of(address or found.metas.get("og:url") or story.address)
    return Head(
        title=(declared or story.title)[:LONGEST_TITLE],
        published=tuple(_published(found, story, headline.place if headline else None)),
        updated=tuple(_updated(found, story, headline.place if headline else None)),
        outlet=outlet,
        sites=frozenset(key(name) for name in (*names, host, host.rpartition(".")[0]) if name),
        authors=_authors(found, story, outlet),
        address=address or page_address(story.address),
        lang=_lang(found, story),
    )


def _published(found: Gathered, story: Story, headline: Place | None) -> Iterator[Said]:
    yield from (Said(words, "json-ld") for words in (story.published,) if words)
    yield from (Said(found.metas[name], "meta") for name in PUBLISHED if name in found.metas)
    told = [one for one in found.marked if one.what == "published" and not _aside(one)]
    yield from (Said(one.words, "time") for one in sorted(told, key=lambda one: _far(one, headline)))
    plain = [one for one in found.marked if not one.what and not one.in_frame and not one.in_list]
    yield from (Said(one.words, "time") for one in _own(plain, headline))


def _aside(one: Marked) -> bool:
    """Old themes put the story's own date into its footer; a footer that stands in no story is the site's."""
    return one.in_list or (one.in_frame and not one.place.article)


def _far(one: Marked, headline: Place | None) -> int:
    """Returns how far from the headline a time stands: 0 with it, 1 right above it, 2 elsewhere."""
    if headline is None:
        return 0
    below = one.place.lines - headline.lines
    near = below <= NEAR_HEADLINE and one.place.paragraphs - headline.paragraphs <= LEAD
    if (near and below >= 0) or (headline.article and one.place.article == headline.article):
        return 0
    return 1 if near and below >= -ABOVE_HEADLINE else 2


def _own(plain: Sequence[Marked], headline: Place | None) -> Sequence[Marked]:
    """Returns the unmarked time that is the story's, none or one: that with its headline, in an `article` where no headline is.

    Below the text it must be the only one: several are those of a list of other stories.
    """
    if headline is None:
        return [one for one in plain if one.place.article][:1]
    own = [one for one in plain if _far(one, headline) == 0]
    first = [one for one in own if one.place.paragraphs - headline.paragraphs <= LEAD]
    return first[:1] or (own if len(own) == 1 else [])


def _updated(found: Gathered, story: Story, headline: Place | None) -> Iterator[Said]:
    yield from (Said(words, "json-ld") for words in (story.updated,) if words)
    yield from (Said(found.metas[name], "meta") for name in UPDATED if name in found.metas)
    told = (one for one in found.marked if one.what == "updated" and not _aside(one) and _far(one, headline) <= 1)
    yield from (Said(one.words, "time") for one in told)


def _authors(found: Gathered, story: Story, outlet: str | None) -> tuple[str, ...]:
    """Returns the authors that the surest place names; an address, an account or the outlet itself is nobody's name."""
    told = ([content for said, content in found.bylines if said == name] for name in AUTHORS)
    for names in (story.authors, *told, found.authors):
        known = dict.fromkeys(name for one in names for name in map(_plain, BETWEEN_NAMES.split(one)))
        people = tuple(name for name in known if _is_name(name, outlet))
        if people:
            return people
    return ()


def _is_name(name: str, outlet: str | None) -> bool:
    letters = any(map(str.isalpha, name)) and not re.search(r"[/@<>{}|]|\.\w{2,}$", name)
    return letters and len(name) <= LONGEST_NAME and fold(name) != fold(outlet or "")


def _plain(words: str | None) -> str:
    return re.sub(r"<[^<>]*>|\s+", " ", words or "").strip(" \t\u00a0,;:|")


def _address(found: Gathered) -> str | None:
    """Returns the canonical address; one that is a bare site's says nothing of a page."""
    asked = (found.links.get("canonical"), found.metas.get("og:url"))
    return next((address for address in map(page_address, asked) if address), None)


def _lang(found: Gathered, story: Story) -> str | None:
    said = found.lang or story.lang or found.metas.get("og:locale") or ""
    code = re.split(r"[-_]", said.strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None
