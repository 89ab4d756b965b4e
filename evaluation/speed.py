"""Where the time goes, from text to tables, on one core: `python -m evaluation.speed [FOLDER...] [--times N]`.

Prints sentences a second for the whole and each stage's share, the time to start up, and the memory held. Machines are
noisy: compare ratios of one run, not figures of two. To be run by hand, never as a test.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dragoman import actors, ingest, languages, pipeline, text
from dragoman.annotate import annotate, look, tongue
from dragoman.coding import Seen, code
from dragoman.model import Article, Block, Coding, Document
from dragoman.store.batch import batch

WORDS = 500
EXAMPLES = Path(__file__).parent.parent / "examples"


class Watch:
    """Seconds by stage."""

    def __init__(self) -> None:
        """Begins at nothing."""
        self.spent: Counter[str] = Counter()

    def __call__(self, stage: str, do: Callable[..., Any], *args: Any) -> Any:
        """Returns what `do` gives, and adds its time to the stage."""
        began = time.process_time()
        made = do(*args)
        self.spent[stage] += time.process_time() - began  # type: ignore[assignment]
        return made


def through(coder: pipeline.Coder, document: Document, watch: Watch) -> int:
    """Takes one document the whole way, a stage at a time. Returns its number of sentences."""
    article = watch("clean", coder.clean, document)
    if not isinstance(article, Article):
        return 0
    language = coder.languages[article.lang]
    sentences = watch("sentences", text.sentences, article, language)
    mentions = watch("annotate", annotate, article, sentences, language, coder.actors)
    things = watch("times", pipeline.things_of, article, sentences, language, mentions)
    parts = watch("read", lambda: [p for s in sentences for p in coder.reader.windows(article.text, s, mentions)])
    readings = watch("read", lambda: [coder.read(article, part, mentions, things) for part in parts])
    seen = Seen(article, article.article_id, language, mentions, tuple(readings), coder.actors, coder.codebook, things)
    coded = watch("coding", code, seen, coder.sureness)
    watch("tables", batch, [(document, Coding(article, mentions, coded.events, coded.claims))], "speed")
    return len(sentences)


def started() -> float:
    """Returns the seconds that a command takes to load everything and code one short page, wall clock."""
    order = (
        "from dragoman import pipeline, model; pipeline.load().code(model.Document('a', 'Казахстан закрыл границу.'.encode()))"
    )
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", order], check=True)
    return time.perf_counter() - began


def tables() -> None:
    """Prints how long each language's tables take to load, and 500 words of Russian to annotate without the reader."""
    known = actors.load()
    for lang in languages.codes():
        began = time.process_time()
        forms = len(tongue.load(languages.load(lang), known).lexicon)
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"tables of {lang}: {forms} forms in {time.process_time() - began:.2f} s; {held:.0f} MB so far")
    words = " ".join(" ".join(page.read_text("utf8") for page in sorted(EXAMPLES.glob("ru_*.txt"))).split(" ")[:WORDS])
    article, language = Article("words", "ru", words, (Block("body", 0, len(words), 1, "speed"),)), languages.load("ru")
    sentences = text.sentences(article, language)
    page = look(article, sentences, language, known)
    for what, do in (("annotated", lambda: look(article, sentences, language, known)), ("names", lambda: page.names(()))):
        spent = []
        for _ in range(20):
            began = time.process_time()
            do()
            spent.append(time.process_time() - began)
        print(f"{WORDS} words, {what}: {1000 * min(spent):.1f} ms")


def main() -> None:
    """Prints the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("paths", nargs="*", default=[str(EXAMPLES)])
    options.add_argument("--times", type=int, default=3)
    chosen = options.parse_args()
    tables()
    documents = [one for one in ingest.documents(chosen.paths) if isinstance(one, Document)]
    coder, watch, sentences = pipeline.load(), Watch(), 0
    for document in documents:  # loads the languages that are needed
        through(coder, document, Watch())
    for _ in range(chosen.times):
        sentences += sum(through(coder, document, watch) for document in documents)
    whole = watch.spent.total()
    print(f"{sentences / whole:.0f} sentences a second on one core ({sentences} sentences, {whole:.1f} s of processor time)")
    for stage, seconds in watch.spent.most_common():
        print(f"  {stage:10s} {seconds / whole:6.1%}  {1000 * seconds / sentences:.2f} ms a sentence")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"start-up {started():.2f} s")


if __name__ == "__main__":
    main()
