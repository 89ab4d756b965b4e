"""Actors in real articles: mentions against marked ones, people's names, states named, the same states in translations.

The sets are the development gold beside the checkout; figures are shares from 0 to 1, by language.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from dragoman.model import Document, Event, Mention, Rejected
from dragoman.pipeline import Coder

Span = tuple[int, int]
Act = tuple[str, frozenset[str]]
STATE = re.compile(r"[A-Z]{3}(:|$)")
PLAIN = "text/plain"


def figures(coder: Coder, gold: Path) -> dict[str, float]:
    """Returns all figures of this module, measured on the sets below `gold`."""
    return {
        **entities(coder, gold / "entities"),
        **named(coder, gold / "events" / "events.yaml", gold / "events" / "texts"),
        **translations(coder, gold / "translation" / "ntrex_dev.jsonl.gz"),
    }


def lines(path: Path) -> list[dict[str, Any]]:
    """Returns the records of a compressed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf8") as read:
        return [json.loads(line) for line in read if line.strip()]


def mentions(coder: Coder, doc: str, text: str) -> tuple[str, Sequence[Mention]]:
    """Returns the text that an article keeps and the mentions in it, parts of mentions too; none where it is rejected."""
    coded = coder.code(Document(doc, text.encode()))
    return ("", ()) if isinstance(coded, Rejected) else (coded.article.text, coded.mentions)


def entities(coder: Coder, folder: Path) -> dict[str, float]:
    """Returns, by language: of marked mentions of states and organisations the share found with its code; of ours that

    overlap one the share that has its code; F1 of people's names by exact span."""
    with (folder / "codes.csv").open(encoding="utf8") as table:
        codes = {row["gold_id"]: row["code"] for row in csv.DictReader(table)}
    counts: dict[str, Counts] = defaultdict(Counts)
    for record in lines(folder / "slavicner_dev.jsonl.gz"):
        _, ours = mentions(coder, record["id"], record["text"])
        count = counts[record["lang"]]
        count.codes([((m["b"], m["e"]), codes[m["id"]]) for m in record["mentions"] if m["id"] in codes], ours)
        count.people({(m["b"], m["e"]) for m in record["mentions"] if m["type"] == "PER"}, people(ours))
    return {f"entities {name} {lang}": value for lang, count in sorted(counts.items()) for name, value in count.shares().items()}


def people(ours: Iterable[Mention]) -> set[Span]:
    """Returns the spans of people's names."""
    return {(m.start, m.end) for m in ours if m.kind == "person"}


class Counts:
    """What was right in one language so far."""

    def __init__(self) -> None:
        """Begins with nothing."""
        self.marked = self.found = self.ours = self.right = self.names = self.named = self.both = 0

    def codes(self, gold: Sequence[tuple[Span, str]], ours: Sequence[Mention]) -> None:
        """Adds one article's mentions with a code."""
        coded = [m for m in ours if (m.code and STATE.match(m.code)) or m.kind == "organisation"]
        for span, code in gold:
            self.marked += 1
            self.found += any(code in said(m) for m in coded if over(span, m))
        for m in coded:
            beside = {code for span, code in gold if over(span, m)}
            self.ours += bool(beside)
            self.right += bool(beside & said(m))

    def people(self, gold: set[Span], ours: set[Span]) -> None:
        """Adds one article's names of people."""
        self.names += len(gold)
        self.named += len(ours)
        self.both += len(gold & ours)

    def shares(self) -> dict[str, float]:
        """Returns the three figures."""
        f1 = 2 * self.both / (self.names + self.named) if self.names + self.named else 0.0
        return {
            "found": round(self.found / self.marked, 3),
            "right": round(self.right / self.ours, 3) if self.ours else 0.0,
            "people": round(f1, 3),
        }


def over(span: Span, m: Mention) -> bool:
    """Tells whether a mention overlaps a span."""
    return m.start < span[1] and span[0] < m.end


def said(m: Mention) -> set[str]:
    """Returns the codes that a mention stands for, a state's group for its state too."""
    return {m.code, m.code.partition(":")[0]} if m.code else set(m.members)


def states(ours: Iterable[Mention]) -> set[str]:
    """Returns the states that an article names."""
    return {m.code[:3] for m in ours if m.code and STATE.match(m.code)}


def translations(coder: Coder, path: Path) -> dict[str, float]:
    """Returns, by language, how much of an article its English version has, as the mean Jaccard index over the articles.

    Of states: those named. Of events: type and states of each, an act told twice counting twice, over the articles in
    which either version has an event.
    """
    named: dict[str, dict[str, set[str]]] = defaultdict(dict)
    told: dict[str, dict[str, Counter[Act]]] = defaultdict(dict)
    for record in lines(path):
        doc, lang = record["doc"], record["lang"]
        coded = coder.code(Document(doc, "\n\n".join(segment.strip() for segment in record["segments"]).encode()))
        rejected = isinstance(coded, Rejected)
        named[doc][lang] = set() if rejected else states(coded.mentions)
        told[doc][lang] = Counter() if rejected else Counter(map(act, coded.events))
    shares: dict[str, list[float]] = defaultdict(list)
    for doc, found in named.items():
        for lang in found.keys() - {"en"}:
            shares[lang].append(jaccard(found[lang], found["en"]))
            ours, english = told[doc][lang], told[doc]["en"]
            if ours or english:
                shares[f"events {lang}"].append((ours & english).total() / (ours | english).total())
    return {f"translations {name}": round(sum(v) / len(v), 3) for name, v in sorted(shares.items())}


def act(event: Event) -> Act:
    """Returns an event's type and the states in it, on whichever side."""
    codes = (p.code for p in (*event.actors, *event.recipients))
    return event.type, frozenset(code.partition(":")[0] for code in codes if STATE.match(code))


def jaccard(a: set[str], b: set[str]) -> float:
    """Returns the share of what is in both of what is in one, 1 for two empty sets."""
    return len(a & b) / len(a | b) if a | b else 1.0


def named(coder: Coder, gold: Path, folder: Path) -> dict[str, float]:
    """Returns, by language, the share of the states that gold events name which are found in their article."""
    wanted: dict[str, list[bool]] = defaultdict(list)
    for record in yaml.safe_load(gold.read_text("utf8")):
        _, ours = mentions(coder, record["doc"], (folder / record["doc"]).read_text("utf8"))
        found = states(ours) | {code for m in ours for code in m.members}
        codes = {code for event in record["events"] for side in ("actors", "recipients") for code in event.get(side) or ()}
        wanted[record["language"]] += [code in found for code in sorted(codes) if STATE.fullmatch(code)]
    return {f"states {lang}": round(sum(v) / len(v), 3) for lang, v in sorted(wanted.items())}
