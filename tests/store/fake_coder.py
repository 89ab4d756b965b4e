"""A coder whose answer depends on a page's bytes alone, and pages for it. Some words make it fail on purpose."""

from __future__ import annotations

import itertools
import os
import re
import signal
import time
from dataclasses import dataclass

from dragoman.model import (
    Article,
    Block,
    Claim,
    Coding,
    Document,
    Event,
    Evidence,
    Given,
    Mention,
    Money,
    Participant,
    Published,
    Quantity,
    Rejected,
    Speaker,
    Step,
    When,
    Where,
)  # fmt: skip

NAMES = {"Astana": "KAZ", "Ankara": "TUR", "Baku": "AZE", "Tbilisi": "GEO", "Анкара": "TUR"}


@dataclass(frozen=True)
class FakeCoder:
    """`rule` stands in every row, as another version's rows differ from this one's."""

    rule: str = "first"
    seconds: float = 0.0

    def code(self, document: Document) -> Coding | Rejected:
        time.sleep(self.seconds)
        text = document.data.decode("utf8")
        if "CRASH" in text:
            raise ZeroDivisionError(f"in {object()!r}")
        if "KILL" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "EMPTY" in text:
            return Rejected(document.doc, "clean", "empty")
        article = article_of(document.doc, text)
        mentions = tuple(mention(found, self.rule) for found in re.finditer("|".join(NAMES), text))
        dropped = tuple(Rejected(document.doc, "coding", "no_recipient", line) for line in text.split("\n") if "?" in line)
        return Coding(article, mentions, events(article, mentions, self.rule), claims(article, self.rule), dropped)


def first() -> FakeCoder:
    return FakeCoder()


def second() -> FakeCoder:
    return FakeCoder("second")


def slow() -> FakeCoder:
    return FakeCoder(seconds=0.004)


def failing() -> FakeCoder:
    raise LookupError("the weights are not there")


def dying() -> FakeCoder:
    os._exit(9)


def article_of(doc: str, text: str) -> Article:
    blocks, start = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        blocks.append(Block("title" if number == 1 else "body", start, start + len(line), number, "line"))
        start += len(line)
    dated = re.search(r"\d{4}-\d\d-\d\d", text)
    published = Published(dated[0], "line", dated[0], *dated.span()) if dated else None
    sources = (Step("Steppe Wire", None, "credit", "Steppe", 0, 6),)
    return Article(
        doc,
        "en",
        text,
        tuple(blocks),
        text.split("\n", maxsplit=1)[0] or None,
        published,
        None,
        None,
        ("A. Author",),
        sources,
    )


def mention(found: re.Match[str], rule: str) -> Mention:
    return Mention("state", NAMES[found[0]], found[0], *found.span(), found[0], rule)


def party(one: Mention) -> Participant:
    return Participant(one.code or "", None, one.name, None, "host", one.text, one.start, one.end)


def events(article: Article, mentions: tuple[Mention, ...], rule: str) -> tuple[Event, ...]:
    """An event for each neighbouring pair of names."""
    return tuple(
        Event(
            article.article_id, article.doc, "en", "CONSULT", "CONSULT", "visit", ("diplomatic",), "meet", "occurred",
            False, "meeting", None, (party(one),), (party(other),), evidence(article, one.start, other.end),
            evidence(article, one.end, other.start), rule, 0.75, When("2024-05", "2024-05", "month", "in May"),
            Where("Baku", "AZE", 40.4, 49.9, "Baku"), ("talks",),
            (Quantity("envoys", 3.0, "exact", "three"), Quantity("envoys", 5.0, "about", "some five")),
            Money(1e6, "USD", "a million dollars"), "held", article.sources,
        )
        for one, other in itertools.pairwise(mentions)
    )  # fmt: skip


def evidence(article: Article, start: int, end: int) -> Evidence:
    return Evidence(start, end, article.text[start:end])


def claims(article: Article, rule: str) -> tuple[Claim, ...]:
    """A claim for each «says»."""
    speaker = Speaker("author", None, "author", "")
    return tuple(
        Claim(article.article_id, article.doc, "en", "reported", speaker, "says", (), ("KAZ",),
              Evidence(*found.span(), found[0]), rule, 0.5)
        for found in re.finditer("says", article.text)
    )  # fmt: skip


def page(number: int, words: str = "Astana receives Ankara, says an envoy.") -> Document:
    """A page that no other number gives."""
    text = f"Page {number}\n2024-05-{number % 28 + 1:02}\n{words}\nBaku and Tbilisi wait for page {number}.\n"
    return Document(f"news/{number:03}.txt", text.encode("utf8"))


def pages(count: int) -> list[Document]:
    """Pages of which some are rejected, some crash, some are the same, some carry given actors."""
    made = [page(number, _words(number)) for number in range(count)]
    copies = [Document(f"copies/{one.doc}", one.data) for one in made[::5]]
    given = [Document(f"given/{one.doc}", one.data, (Given(0, 4, "KAZ"),)) for one in made[::7]]
    return made + copies + given


def _words(number: int) -> str:
    if number % 9 == 4:
        return "EMPTY"
    return "CRASH" if number % 13 == 7 else "Анкара says no?"
