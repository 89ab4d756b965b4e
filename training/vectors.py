"""The triggers of the training cases with their vectors, by which rows are explained: "read like this one"."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from dragoman.languages.cases import Case
from dragoman.model import Sentence
from dragoman.reader import Reader
from dragoman.reader.nearest import SCALE
from evaluation.heads import marked
from training import corpus

PROCESSES = 2
COLUMNS = ("text", "trigger", "concept", "status", "file", "line")
_readers: list[Reader] = []  # of a process that makes vectors


def triggers(case: Case, reader: Reader) -> Iterator[tuple[dict[str, object], np.ndarray]]:
    """Yields each trigger of a case with its unit vector."""
    sentence = Sentence(0, len(case.text), 0)
    mentions = marked(case)
    for event in case.events:
        (mark,) = case.mark(event.number, "{")
        vector = reader.vector(case.text, sentence, mentions, mark.start)
        if vector is not None:
            row = (case.text, case.text[mark.start : mark.end], event.concept, event.status, case.file, case.line)
            yield dict(zip(COLUMNS, row, strict=True)), vector


def _open(folder: Path) -> None:
    """Gives this process a reader of its own."""
    _readers.append(Reader(folder))


def _triggers(case: Case) -> list[tuple[dict[str, object], np.ndarray]]:
    return list(triggers(case, _readers[-1]))


def write(folder: Path) -> None:
    """Writes cases.csv and cases.npy beside the weights in `folder`, which they are made with."""
    cases = [case for case in corpus.load() if not case.held_out]
    with ProcessPoolExecutor(PROCESSES, initializer=_open, initargs=(folder,)) as pool:
        found = [pair for pairs in pool.map(_triggers, cases, chunksize=500) for pair in pairs]
    with (folder / "cases.csv").open("w", encoding="utf8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row, _ in found)
    vectors = np.stack([vector for _, vector in found])
    np.save(folder / "cases.npy", np.clip(np.round(vectors * SCALE), -127, 127).astype(np.int8))
