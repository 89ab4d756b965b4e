"""Does the reader say the same when only names or the language change? Shares from 0 to 1.

* names: cases put aside whose mentions are changed for others of the same form;
* languages: cases in `gold/parallel/`, one sentence in six languages, line by line; none of them is trained on.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from dragoman import languages
from dragoman.coding import code, confidence
from dragoman.languages.cases import Case, parse
from evaluation.heads import Reader, drafted, seen_of
from training import corpus
from training.swapping import Swapper

PARALLEL = Path(__file__).parent / "gold" / "parallel"
FIRST = "en"  # with which the other languages are compared
Told = Counter[tuple[str, frozenset[str], frozenset[str]]]


def figures(reader: Reader) -> dict[str, float]:
    """Returns the shares of events that stay: with other names, by language, and in each language beside English."""
    weights = confidence.load()
    return names(reader, weights) | tongues(reader, weights)


def told(case: Case, reader: Reader, weights: Mapping[str, float]) -> Told:
    """Returns type, actors and recipients of the events that the reader sees in a case, its own marks as candidates."""
    return Counter(drafted(d)[:3] for d in code(seen_of(case, reader), weights).drafts if d.enough)


def names(reader: Reader, weights: Mapping[str, float]) -> dict[str, float]:
    """Returns, by language, the share of the events seen in cases put aside that are seen with other names too."""
    cases = corpus.load()
    swapper, chance = Swapper(cases), random.Random(0)
    kept: dict[str, list[int]] = {}
    for case in (case for case in cases if case.held_out and case.events):
        other = swapper(case, chance)
        if other.text != case.text:
            ours, theirs = told(case, reader, weights), told(other, reader, weights)
            for lang in (case.lang, "all"):
                counts = kept.setdefault(lang, [0, 0])
                counts[0] += (ours & theirs).total()
                counts[1] += ours.total()
    return {f"same with other names {lang}": round(same / max(1, of), 3) for lang, (same, of) in sorted(kept.items())}


def parallel(lang: str) -> list[Case]:
    """Returns the parallel cases of one language, none where it has no file."""
    path = PARALLEL / f"{lang}.txt"
    return list(parse(path.read_text("utf8"), lang, path.name)) if path.is_file() else []


def tongues(reader: Reader, weights: Mapping[str, float]) -> dict[str, float]:
    """Returns, by language, the share of the events seen in the English cases that are seen in the same case there."""
    english = [told(case, reader, weights) for case in parallel(FIRST)]
    shares: dict[str, float] = {}
    for lang in sorted({*languages.codes()} - {FIRST}):
        ours: Sequence[Told] = [told(case, reader, weights) for case in parallel(lang)]
        if not ours:
            continue
        both = sum((a & b).total() for a, b in zip(english, ours, strict=True))
        shares[f"same in {lang}"] = round(both / max(1, sum(a.total() for a in english)), 3)
    return shares
