"""A small corpus made by hand: two pages of our own, everything marked, one page dropped; a fake coder for it."""

from __future__ import annotations

from typing import Any

from dragoman.model import (
    Article,
    Block,
    Claim,
    Coding,
    Document,
    Event,
    Evidence,
    Mention,
    Participant,
    Published,
    Rejected,
    Speaker,
    Step,
    When,
)  # fmt: skip
from dragoman.store import Corpus

RU = (
    "Главная Политика Подписка\n"
    "Астана и Анкара договорились о совместных учениях\n"
    "3 марта 2024, 10:15\n"
    "Казахстан и Турция проведут в мае совместные учения, сообщил министр обороны Казахстана.\n"
    "«Мы не отправляли войска в Сирию», — заявил он.\n"
    "Читайте также: Баку закупит…"
)
EN = (
    "Ankara recalls its envoy\n"
    "Turkey recalled its ambassador from Tbilisi on Monday.\n"
    "A spoof: \u202eevil\u202c <script>alert(1)</script> \x1b[2J end."
)


def span(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def evidence(text: str, words: str, nth: int = 0) -> Evidence:
    return Evidence(*span(text, words, nth), words)


def party(text: str, words: str, code: str, name: str, nth: int = 0, role: str | None = None) -> Participant:
    return Participant(code, None, name, None, role, words, *span(text, words, nth)[:1], span(text, words, nth)[1])


def mention(text: str, words: str, code: str | None, name: str, nth: int = 0, kind: str = "state") -> Mention:
    return Mention(kind, code, name, *span(text, words, nth), words, "table")


def blocks(text: str, kinds: dict[int, tuple[str, str, str]]) -> tuple[Block, ...]:
    found, start = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        kind, rule, reason = kinds.get(number, ("body", "prose", ""))
        found.append(Block(kind, start, start + len(line), number, rule, reason))
        start += len(line)
    return tuple(found)


RU_BLOCKS = {
    1: ("navigation", "menu-words", "short words without a verb, as in a menu"),
    2: ("title", "first-heading", ""),
    3: ("byline", "date-line", "a date and nothing else"),
    6: ("teaser", "cut-with-ellipsis", "another article's headline, cut off"),
}
RU_ARTICLE = Article(
    "bulletin/учения.txt", "ru", RU, blocks(RU, RU_BLOCKS), "Астана и Анкара договорились о совместных учениях",
    Published("2024-03-03", "line", "3 марта 2024", *span(RU, "3 марта 2024")), None, "Вестник Степи", ("А. Жумабаев",),
)  # fmt: skip
EN_ARTICLE = Article(
    "bulletin/envoy.txt", "en", EN, blocks(EN, {1: ("title", "first-heading", "")}), "Ankara recalls its envoy",
    None, None, None, (), (Step("Caucasus Wire", None, "credit", "Caucasus Wire", 0, 0),),
)  # fmt: skip

RU_MENTIONS = (
    mention(RU, "Астана", "KAZ", "Kazakhstan"),
    mention(RU, "Анкара", "TUR", "Turkey"),
    mention(RU, "Казахстан", "KAZ", "Kazakhstan"),
    mention(RU, "Турция", "TUR", "Turkey"),
    mention(RU, "министр обороны Казахстана", "KAZ:defence", "Ministry of Defence of Kazakhstan", kind="office"),
    mention(RU, "Казахстана", "KAZ", "Kazakhstan"),
    mention(RU, "Сирию", "SYR", "Syria", kind="place"),
    mention(RU, "Баку", "AZE", "Azerbaijan"),
)
EN_MENTIONS = (
    mention(EN, "Turkey", "TUR", "Turkey"),
    mention(EN, "Tbilisi", "GEO", "Georgia"),
    mention(EN, "ambassador", None, "ambassador", kind="name"),
)
EXERCISE = Event(
    RU_ARTICLE.article_id, RU_ARTICLE.doc, "ru", "COOPERATE", "AGREE", None, ("military",), "hold-exercise-joint",
    "planned", False, "exercise", None,
    (party(RU, "Казахстан", "KAZ", "Kazakhstan"),), (party(RU, "Турция", "TUR", "Turkey"),),
    evidence(RU, "Казахстан и Турция проведут в мае совместные учения"), evidence(RU, "проведут"), "reader", 0.91,
    When("2024-05", "2024-05", "month", "в мае"), also_at=(evidence(RU, "договорились о совместных учениях"),),
)  # fmt: skip
DENIED = Event(
    RU_ARTICLE.article_id, RU_ARTICLE.doc, "ru", "MOBILIZE", "MOBILIZE", "troops", ("military",), "send-forces",
    "denied", False, None, None, (party(RU, "Казахстана", "KAZ", "Kazakhstan"),), (),
    evidence(RU, "«Мы не отправляли войска в Сирию»"), evidence(RU, "отправляли"), "reader", 0.62,
)  # fmt: skip
RECALL = Event(
    EN_ARTICLE.article_id, EN_ARTICLE.doc, "en", "SANCTION", "SANCTION", "discontinue", ("diplomatic",),
    "break-relations", "occurred", False, "restriction", None,
    (party(EN, "Turkey", "TUR", "Turkey"),), (party(EN, "Tbilisi", "GEO", "Georgia"),),
    evidence(EN, "Turkey recalled its ambassador from Tbilisi on Monday."), evidence(EN, "recalled"), "reader", 0.8,
)  # fmt: skip
MINISTER = Speaker("KAZ:defence", None, "министр обороны Казахстана", "министр обороны Казахстана",
                   *span(RU, "министр обороны Казахстана"))  # fmt: skip
CLAIMS = (
    Claim(RU_ARTICLE.article_id, RU_ARTICLE.doc, "ru", "reported", MINISTER, "сообщил",
          (Step("Министерство обороны", "KAZ:defence", "verb", "сообщил", *span(RU, "сообщил")),), ("KAZ", "TUR"),
          evidence(RU, "Казахстан и Турция проведут в мае совместные учения"), "reader", 0.8),
    Claim(RU_ARTICLE.article_id, RU_ARTICLE.doc, "ru", "denial", MINISTER, "заявил", (), ("SYR",),
          evidence(RU, "«Мы не отправляли войска в Сирию»"), "reader", 0.7, DENIED.event_id),
)  # fmt: skip


EMPTY = Rejected("bulletin/empty.txt", "clean", "empty", "no words in it")


def fill(corpus: Corpus) -> None:
    """Writes the sample into a corpus."""
    ru = Coding(RU_ARTICLE, RU_MENTIONS, (EXERCISE, DENIED), CLAIMS)
    en = Coding(EN_ARTICLE, EN_MENTIONS, (RECALL,))
    documents = [Document(coding.article.doc, coding.article.text.encode()) for coding in (ru, en)]
    results = [*zip(documents, (ru, en), strict=True), (Document(EMPTY.doc, b" "), EMPTY)]
    corpus.write(results, "version of the sample")


class FakeCoder:
    """Explains with one sentence a line, a trigger below threshold in each."""

    def explain(self, document: Document) -> dict[str, Any]:
        text, start, seen = document.data.decode(), 0, []
        for number, line in enumerate(text.split("\n"), start=1):
            trigger = {"text": line.split(" ")[0], "start": start, "end": start + len(line.split(" ")[0]),
                       "type": "CONSULT", "status": "occurred", "scores": {"type": 0.31, "status": 0.5}}  # fmt: skip
            near = [{"text": "Стороны провели встречу.", "file": "ru/meetings.txt", "line": 12, "similarity": 0.83}]
            seen.append({"start": start, "end": start + len(line), "text": line, "line": number, "mentions": [],
                         "triggers": [trigger], "attribution": [], "rules": ["threshold: 0.31 < 0.50"],
                         "nearest": near})  # fmt: skip
            start += len(line) + 1
        return {"sentences": seen}
