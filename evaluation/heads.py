"""Scores the reader on the cases that are put aside: `python -m evaluation.heads [--weights FOLDER]`."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dragoman import actors, codebook, languages
from dragoman.coding import Seen, code, confidence
from dragoman.coding.drafts import Draft
from dragoman.languages.cases import Case, Told
from dragoman.measure.agreement import state_of
from dragoman.model import Mention, Reading, Sentence
from dragoman.reader import FOLDER, Reader
from training import corpus
from training.data import kind, known
from training.finder import article_of

Wanted = tuple[str, frozenset[str], frozenset[str], str]  # type, actors, recipients, group of status
TARGETS = ("per", "org", "loc", "name", "weapon")
LABEL = {"person": "per", "organisation": "org", "place": "loc", "name": "name", "weapon": "weapon"}


class Tally:
    """Right, found and wanted, by head and language."""

    def __init__(self) -> None:
        """Begins with nothing."""
        self.counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def sets(self, head: str, lang: str, wanted: Iterable[object], found: Iterable[object]) -> None:
        """Counts two collections of things that should be equal."""
        first, second = Counter(wanted), Counter(found)
        for key in (lang, "all"):
            counts = self.counts[head, key]
            counts["wanted"] += first.total()
            counts["found"] += second.total()
            counts["right"] += (first & second).total()

    def f1(self, head: str, lang: str) -> float:
        """Returns F1 from 0 to 1."""
        counts = self.counts[head, lang]
        return 2 * counts["right"] / max(1, counts["wanted"] + counts["found"])

    def table(self) -> dict[str, dict[str, float]]:
        """Returns F1 by head, then language, to three places."""
        made: dict[str, dict[str, float]] = {}
        for head, lang in sorted(self.counts):
            made.setdefault(head, {})[lang] = round(self.f1(head, lang), 3)
        return made


def scores_table(table: Mapping[str, Mapping[str, float]]) -> str:
    """Returns the scores as a table in Markdown: a row a head, a column a language."""
    langs = [*sorted({lang for row in table.values() for lang in row} - {"all"}), "all"]
    lines = ["| | " + " | ".join(langs) + " |", "|---" * (len(langs) + 1) + "|"]
    for head, row in table.items():
        lines.append(f"| {head} | " + " | ".join(f"{row[lang]:.3f}" if lang in row else "" for lang in langs) + " |")
    return "\n".join(lines)


def marked(case: Case) -> list[Mention]:
    """Returns the mentions that the tables would give for a case's marks."""
    marks = [m for m in case.marks if m.bracket == "[" and known(m)]
    return [Mention("state", m.code, m.code, m.start, m.end, "", "case", m.use) for m in marks]


def seen_of(case: Case, reader: Reader, found: Sequence[Mention] | None = None) -> Seen:
    """Returns a case as an article that has been read. `found` are its mentions; without them its own marks are."""
    article = article_of(case)
    mentions = tuple(marked(case) if found is None else found)
    reading = reader.read(case.text, Sentence(0, len(case.text), 0), mentions)
    lang = languages.load(case.lang if case.lang in languages.codes() else "en")
    return Seen(article, article.article_id, lang, mentions, (reading,), actors.load(), codebook.load())


def score_case(case: Case, seen: Seen, tally: Tally, weights: Mapping[str, float]) -> None:
    """Counts what is right in one case."""
    reading = seen.readings[0]
    book = seen.codebook
    sure = [t for t in reading.triggers if t.type_score >= 0.5]
    pairs = [
        (told, next((t for t in sure if t.start < m.end and m.start < t.end), None))
        for told in case.events
        for m in case.mark(told.number, "{")
    ]
    matched = {id(t) for _, t in pairs if t}
    lost = [("lost", i) for i, (_, t) in enumerate(pairs) if t is None]
    extra = [("extra", i) for i, t in enumerate(sure) if id(t) not in matched]
    both = [(told, t) for told, t in pairs if t]
    tally.sets(
        "trigger",
        case.lang,
        [*lost, *(("hit", i) for i in range(len(both)))],
        [*extra, *(("hit", i) for i in range(len(both)))],
    )
    tally.sets(
        "type",
        case.lang,
        [*lost, *((i, book.concepts[told.concept].type) for i, (told, _) in enumerate(both))],
        [*extra, *((i, t.type) for i, (_, t) in enumerate(both))],
    )
    tally.sets(
        "concept",
        case.lang,
        [(i, told.concept) for i, (told, _) in enumerate(both)],
        [(i, t.concept) for i, (_, t) in enumerate(both)],
    )
    tally.sets(
        "status",
        case.lang,
        [(i, told.status) for i, (told, _) in enumerate(both)],
        [(i, t.status) for i, (_, t) in enumerate(both)],
    )
    tally.sets(
        "commentary",
        case.lang,
        [i for i, (told, _) in enumerate(both) if told.commentary],
        [i for i, (_, t) in enumerate(both) if t.commentary >= 0.5],
    )
    _score_names(case, reading, tally)
    _score_speech(case, reading, tally)
    _score_events(case, seen, tally, weights)


def _score_names(case: Case, reading: Reading, tally: Tally) -> None:
    wanted = [(m.start, m.end, kind(m)) for m in case.marks if m.bracket == "[" and kind(m) in TARGETS]
    tally.sets("names", case.lang, wanted, [(n.start, n.end, LABEL[n.kind]) for n in reading.names])
    uses = dict(reading.uses)
    marks = [m for m in case.marks if m.bracket == "[" and known(m)]
    tally.sets("use", case.lang, [(i, m.use) for i, m in enumerate(marks) if i in uses], list(uses.items()))


def _score_speech(case: Case, reading: Reading, tally: Tally) -> None:
    for sign, head in (("s", "source"), ("c", "cue"), ("q", "content")):
        marks = [m for m in case.marks if m.bracket == "<" and m.label[0] == sign]
        found = [a.content if sign == "q" else a.source if sign == "s" else a.cue for a in reading.attributions]
        tally.sets(
            head,
            case.lang,
            {at for m in marks for at in range(m.start, m.end)},
            {at for s in found if s for at in range(s.start, s.end)},
        )
    contents = {m.label[1:]: m for m in case.marks if m.bracket == "<" and m.label[0] == "q"}
    heard = [(contents[c.number], c) for c in case.claims if c.number in contents]
    pairs = [
        (
            c.kind,
            next((a.kind for a in reading.attributions if a.content.start < m.end and m.start < a.content.end), None),
        )
        for m, c in heard
    ]
    tally.sets(
        "claim kind",
        case.lang,
        [(i, k) for i, (k, f) in enumerate(pairs) if f],
        [(i, f) for i, (_, f) in enumerate(pairs) if f],
    )


def _codes(case: Case, refs: Sequence[str]) -> frozenset[str]:
    return frozenset(state_of(mark.code) for ref in refs if ref != "speaker" for mark in case.mark(ref)[:1])


def _wanted(case: Case, told: Told, mutual: bool) -> tuple[frozenset[str], frozenset[str]]:
    actors_, recipients = _codes(case, told.actors), _codes(case, told.recipients)
    return (actors_ | recipients, frozenset()) if mutual else (actors_, recipients - actors_)


def _drafted(draft: Draft) -> tuple[frozenset[str], frozenset[str]]:
    actors_, recipients = (frozenset(state_of(p.code) for p in side) for side in (draft.actors, draft.recipients))
    mutual = draft.kind.mutual or draft.concept.name in codebook.TOGETHER
    return (actors_ | recipients, frozenset()) if mutual else (actors_, recipients)


def wanted_events(case: Case) -> list[Wanted]:
    """Returns a case's events as type, codes of both sides, group of status."""
    book = codebook.load()
    types = [book.concepts[event.concept].type for event in case.events]
    return [
        (kind, *_wanted(case, e, book.mutual(kind) or e.concept in codebook.TOGETHER), codebook.STATUS_GROUP[e.status])
        for kind, e in zip(types, case.events, strict=True)
    ]


def drafted(draft: Draft) -> Wanted:
    """Returns a draft in the same form."""
    return draft.trigger.type, *_drafted(draft), codebook.STATUS_GROUP[draft.trigger.status]


def _score_events(case: Case, seen: Seen, tally: Tally, weights: Mapping[str, float]) -> None:
    wanted = wanted_events(case)
    found = [drafted(d) for d in code(seen, weights).drafts if d.enough]
    tally.sets("event", case.lang, [w[:3] for w in wanted], [f[:3] for f in found])
    tally.sets("event with status", case.lang, wanted, found)


def score(cases: Sequence[Case], reader: Reader) -> dict[str, dict[str, float]]:
    """Returns F1 by head and language over the cases."""
    tally, weights = Tally(), confidence.load()
    for case in cases:
        score_case(case, seen_of(case, reader), tally, weights)
    return tally.table()


def main() -> None:
    """Prints the scores of the reader on the cases that are put aside."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--weights", type=Path, default=FOLDER)
    print(scores_table(score([case for case in corpus.load() if case.held_out], Reader(options.parse_args().weights))))


if __name__ == "__main__":
    main()
