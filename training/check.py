"""Checks every case file and reports how the cases are spread: `python -m training.check [FILE...]`.

Prints one line for each problem and exits with 1 if there is any.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from dragoman import codebook
from dragoman.languages.cases import Case, CaseError, parse, problems
from dragoman.model import STATUSES
from training import corpus
from training.data import known

TONGUES = 3  # languages that every concept should have cases in
THIN = 5  # cases below which a concept is thin


def check(paths: Sequence[Path]) -> tuple[list[Case], list[str]]:
    """Returns the cases of the files and what is wrong with them, a line each."""
    concepts = codebook.load().concepts
    cases: list[Case] = []
    wrong: list[str] = []
    for path in paths:
        path = path.resolve()
        name = str(path.relative_to(corpus.LANGUAGES)) if path.is_relative_to(corpus.LANGUAGES) else str(path)
        try:
            cases += parse(path.read_text("utf8"), path.parent.parent.name, name)
        except CaseError as error:
            wrong.append(str(error))
    for case in cases:
        wrong += [f"{case.file}:{case.line}: {problem}" for problem in problems(case, concepts)]
    first: dict[str, Case] = {}
    for case in cases:
        seen = first.setdefault(case.text, case)
        if seen is not case:
            wrong.append(f"{case.file}:{case.line}: same text as {seen.file}:{seen.line}")
    return cases, wrong


def spread(cases: Sequence[Case]) -> str:
    """Returns a report of what the cases hold and where they are thin.

    By language: cases, share against, words (median), share with several events, with several actors, the commonest first
    word. Then types, statuses, claims, actors, events by type and status, concepts that have few cases or few languages.
    """
    concepts = codebook.load().concepts
    lines: list[str] = []
    for lang in sorted({c.lang for c in cases}):
        some = [c for c in cases if c.lang == lang]
        against = sum(c.against is not None for c in some) / len(some)
        words = statistics.median(len(c.text.split()) for c in some)
        several = sum(len(c.events) > 1 for c in some) / len(some)
        actors = sum(len({m.code for m in c.marks if m.bracket == "[" and known(m)}) > 1 for c in some) / len(some)
        first, often = Counter(c.text.split()[0] for c in some).most_common(1)[0]
        lines.append(
            f"{lang}: {len(some)} cases, {against:.0%} against, median {words:.0f} words, {several:.0%} with several events, "
            f"{actors:.0%} with several actors, {often / len(some):.1%} begin with «{first}»"
        )
    told = [e for c in cases for e in c.events if e.concept in concepts]
    lines.append("types: " + _count(concepts[e.concept].type for e in told))
    lines.append("statuses: " + _count(e.status for e in told))
    lines.append("claims: " + _count(s.kind for c in cases for s in c.claims))
    lines.append("actors: " + _count([m.code for c in cases for m in c.marks if m.bracket == "["], 40))
    pairs = Counter((concepts[e.concept].type, e.status) for e in told)
    for status in STATUSES:
        lines.append(f"{status}: " + ", ".join(f"{name} {pairs[name, status]}" for name in codebook.load().types))
    spoken = {(e.concept, c.lang) for c in cases for e in c.events}
    few = Counter(concept for concept, _ in spoken)
    lines.append(f"concepts in fewer than {TONGUES} languages: " + ", ".join(name for name in concepts if few[name] < TONGUES))
    seen = Counter(e.concept for e in told)
    lines.append("thin concepts: " + ", ".join(f"{name} {seen[name]}" for name in concepts if seen[name] < THIN))
    return "\n".join(lines)


def _count(names: object, most: int = 30) -> str:
    return ", ".join(f"{name} {n}" for name, n in Counter(names).most_common(most))  # type: ignore[call-overload]


def main() -> int:
    """Checks the files named on the command line, or all. Returns the exit status."""
    cases, wrong = check([Path(a) for a in sys.argv[1:]] or corpus.files())
    print("\n".join(wrong))
    print(spread(cases))
    print(f"{len(cases)} cases, {len(wrong)} problems")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
