"""Pages cut to their story, beside trafilatura's default in the same run: `python -m evaluation.pages [--speed] [--worst N]`.

A page's score is the F1 of its words: how many of ours the reference has, each as often as it stands there, and the other
way round; the set's figures are means over its pages. Headlines count as text, as the references have them. With --speed
it prints pages a second of one core too, HTML to Article, beside trafilatura's extraction with metadata: machines are
noisy, so compare the ratio, not the figures. Both read the same bytes, and find the encoding out by themselves.
"""

from __future__ import annotations

import argparse
import gzip
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from dragoman import languages
from dragoman.clean import clean
from dragoman.ingest.documents import LIMIT, page
from dragoman.model import Article, Document

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold" / "boilerplate_ru"  # beside the checkout, never shipped
WORD = re.compile(r"\w+")
TAG = re.compile(r"<[^>]+>")  # references mark paragraphs
LOST = 0.5  # F1 below which a page's story was missed
TIMES = 3  # the fastest of so many runs is the one that nothing else disturbed
Read = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A page's bytes with the text that a person cut out of it."""

    name: str
    data: bytes
    reference: str


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of words, each from 0 to 1."""

    precision: float
    recall: float
    f1: float


def there(folder: Path = GOLD) -> bool:
    """Tells whether the set is there."""
    return folder.is_dir()


def files(folder: Path = GOLD) -> list[Path]:
    """Returns the files that the figures depend on."""
    return sorted([*(folder / "html").iterdir(), *(folder / "reference").iterdir()])


def pairs(folder: Path = GOLD) -> Iterator[Pair]:
    """Yields the pages of a set in order of their names: `html/NAME.html.gz` with `reference/NAME.txt`."""
    for path in sorted((folder / "reference").glob("*.txt")):
        data = gzip.decompress((folder / "html" / f"{path.stem}.html.gz").read_bytes())
        yield Pair(path.stem, data, path.read_text("utf8", "replace"))


def figures(folder: Path = GOLD) -> dict[str, float]:
    """Returns the means over the set's pages of ours: precision, recall, F1 of words, and the share of stories not missed."""
    scores = list(scored(ours(), list(pairs(folder))).values())
    return {
        "pages words precision": round(mean(score.precision for score in scores), 3),
        "pages words recall": round(mean(score.recall for score in scores), 3),
        "pages words f1": round(mean(score.f1 for score in scores), 3),
        "pages not missed": round(mean(score.f1 >= LOST for score in scores), 3),
    }


def scored(read: Read, pages: Sequence[Pair]) -> dict[str, Score]:
    """Returns each page's score by its name."""
    return {one.name: score(TAG.sub(" ", one.reference), read(one.data)) for one in pages}


def score(reference: str, found: str) -> Score:
    """Returns how the words of `found` fit those of `reference`; all zero where they share none."""
    wanted, got = (Counter(WORD.findall(text.lower())) for text in (reference, found))
    shared = (wanted & got).total()
    if not shared:
        return Score(0.0, 0.0, 0.0)
    precision, recall = shared / got.total(), shared / wanted.total()
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def ours() -> Read:
    """Returns what reads the coded blocks of a page, one a line; nothing of a page that is no article."""
    known = tuple(languages.load(code) for code in languages.codes())

    def read(data: bytes) -> str:
        document = page("page", data, LIMIT)
        found = clean(document, known) if isinstance(document, Document) else document
        if not isinstance(found, Article):
            return ""
        return "\n".join(found.text[block.start : block.end].strip() for block in found.blocks if block.coded)

    return read


def theirs(metadata: bool = False) -> Read:
    """Returns what reads a page with trafilatura's default; with `metadata` as one needs it for title, date, author."""
    import trafilatura

    return lambda data: trafilatura.extract(data, with_metadata=metadata) or ""


def speed(read: Read, pages: Sequence[Pair]) -> float:
    """Returns pages a second of processor time."""
    read(pages[0].data)  # loads what it needs
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        for one in pages:
            read(one.data)
        spent.append(time.process_time() - began)
    return len(pages) / min(spent)


def main() -> None:
    """Prints the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, default=GOLD)
    options.add_argument("--speed", action="store_true", help="pages a second as well")
    options.add_argument("--worst", type=int, default=0, help="list so many pages, our worst first")
    chosen = options.parse_args()
    if not there(chosen.folder):
        print("skipped, the pages are not beside this checkout")
        return
    pages = list(pairs(chosen.folder))
    mine, others = scored(ours(), pages), scored(theirs(), pages)
    print(_row("ours", list(mine.values())))
    print(_row("trafilatura", list(others.values())))
    for name in sorted(mine, key=lambda name: mine[name].f1)[: chosen.worst]:
        print(f"  {mine[name].f1:.3f}  trafilatura {others[name].f1:.3f}  {name}")
    if chosen.speed:
        fast, their = speed(ours(), pages), speed(theirs(metadata=True), pages)
        print(f"pages a second on one core: {fast:.1f}, trafilatura with metadata {their:.1f}, ratio {fast / their:.2f}")


def _row(whose: str, scores: Sequence[Score]) -> str:
    parts = (f"{name} {mean(getattr(score, name) for score in scores):.3f}" for name in ("precision", "recall", "f1"))
    missed = sum(score.f1 < LOST for score in scores)
    return f"{whose:12s} {'  '.join(parts)}  missed {missed} of {len(scores)}"


if __name__ == "__main__":
    main()
