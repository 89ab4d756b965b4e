"""From cases to weights: `python -m training.train [--epochs N] [--layers N] [--out FOLDER]`.

Fixed seeds and two processes: the same cases give the same weights. About 20 seconds an epoch for a thousand cases.

New cases need no training from the beginning: `--after dragoman/reader/weights/reader.onnx --epochs 1 --often wire=2` goes on
from the weights that ship at lower rates, with the cases of files whose names begin with `wire` shown twice, and settles.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dragoman.languages.cases import Case
from dragoman.reader import schema
from dragoman.reader.tokenizer import Tokenizer
from training import corpus, shipped
from training.base import Packed, weights_file
from training.data import IGNORE, Example, example
from training.finder import Finder
from training.heads import Reader
from training.joining import Joiner
from training.swapping import Swapper

WEIGHTS = Path(__file__).parent.parent / "dragoman" / "reader" / "weights"
OUT = Path(__file__).parent / "out"
BATCH, RATE, HEAD_RATE = 8, 3e-4, 2.4e-3  # cases for each of two processes; rates of the upper layer, of the heads
LAYERS = 11  # of the base's twelve: the last one, which says much the same for every word, is not missed
PATIENCE = 600  # seconds that one waits for the other
# Half precision is a quarter faster and no worse where a processor has products of it; where it has none, forty times slower.
HALVES = torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()  # torch has no public name for it
LATER = 0.4  # of the rates, what the epoch has that comes after the schedule
LOWER = 0.88  # of a layer's rate, what the one below has
DROPPED = 0.15  # share of a word's numbers that the heads do not see, so that no one of them is leant on
FOUND = 0.6  # share of cases whose candidates are what the tables find, not the case's own marks
HIDDEN = 0.12  # share of candidates whose words are hidden
MASK = 250001  # the piece that stands for a hidden word in the base
SWAPPED = 0.4  # share of cases whose mentions are changed for others
UNTOLD = 0.15  # share of mentions that the reader is not told of, so that it can do without the tables
# How much a head's loss counts beside the trigger's.
COUNTS = {
    "mention": 0.5,
    "type": 1.0,
    "concept": 0.5,
    "status": 0.7,
    "commentary": 0.3,
    "edges": 1.0,
    "said": 0.5,
    "roles": 2.0,
    "links": 0.5,
}


class Table:
    """The frozen word table, looked up outside the trained graph."""

    def __init__(self, file: Packed) -> None:
        self.rows = file.packed("emb.word", file.words, file.width)

    def __call__(self, ids: np.ndarray) -> Tensor:
        """Returns the vectors of piece numbers, [L, 384]."""
        return self.rows[torch.from_numpy(ids)]


def losses(reader: Reader, examples: Sequence[Example], table: Table, chance: random.Random | None) -> dict[str, Tensor]:
    """Returns the loss of each head over a batch. `chance` drops given mentions; None keeps all."""
    longest = max(len(e.units.ids) for e in examples)
    x = torch.zeros(len(examples), longest, table.rows.shape[1])
    given, mask = torch.zeros(len(examples), longest), torch.zeros(len(examples), longest, dtype=torch.bool)
    for i, e in enumerate(examples):
        size = len(e.units.ids)
        x[i, :size], mask[i, :size] = table(_hidden(e, chance)), True
        given[i, :size] = torch.from_numpy(_told(e, chance))
    with torch.autocast("cpu", torch.bfloat16, enabled=reader.training and HALVES):
        states = reader.hidden(x, given, mask)
    states = states.float()
    total: dict[str, Tensor] = {name: torch.zeros(()) for name in COUNTS}
    for i, e in enumerate(examples):
        words = F.dropout(torch.from_numpy(e.units.pool) @ states[i, : len(e.units.ids)], DROPPED, reader.training)
        for name, value in _word_losses(reader, e, words).items():
            total[name] = total[name] + value / len(examples)
        for name, value in _pair_losses(reader, e, words).items():
            total[name] = total[name] + value / len(examples)
    return total


def _hidden(e: Example, chance: random.Random | None) -> np.ndarray:
    """Returns the pieces of a case, some candidates' names hidden: who somebody is must not decide what they do."""
    if chance is None:
        return e.units.ids
    ids = e.units.ids.copy()
    for first, last in e.spans:
        if chance.random() < HIDDEN:
            ids[e.units.pool[first : last + 1].sum(0) > 0] = MASK
    return ids


def _told(e: Example, chance: random.Random | None) -> np.ndarray:
    if chance is None:
        return e.given
    told = e.given.copy()
    for first, last in e.spans:
        if chance.random() < UNTOLD and told[e.units.pool[first] > 0].any():
            told[e.units.pool[first : last + 1].sum(0) > 0] = 0.0
    return told


def _word_losses(reader: Reader, e: Example, words: Tensor) -> dict[str, Tensor]:
    mention, kind, concept, status, commentary, edges, said = reader.tags(words)
    found = {
        "mention": F.cross_entropy(mention, torch.from_numpy(e.mention), reduction="sum") / 4,
        "type": F.cross_entropy(kind, torch.from_numpy(e.trigger), reduction="sum", label_smoothing=0.05) / 2,
        "edges": F.cross_entropy(edges.reshape(-1, 3), torch.from_numpy(e.edges.T.copy()).view(-1), reduction="sum") / 8,
    }
    for name, logits, labels in (("concept", concept, e.concept), ("status", status, e.status), ("said", said, e.said)):
        if (labels != IGNORE).any():
            found[name] = F.cross_entropy(logits, torch.from_numpy(labels), ignore_index=IGNORE, reduction="sum")
    marked = e.commentary != IGNORE
    if marked.any():
        labels = torch.from_numpy(e.commentary[marked]).float()
        found["commentary"] = F.binary_cross_entropy_with_logits(commentary[torch.from_numpy(marked), 0], labels, reduction="sum")
    return found


def near(e: Example, heads: Sequence[int]) -> Tensor:
    """Returns the classes of distance between triggers and mentions, [T, M]."""
    rows = [[schema.distance(t, first, last) for first, last in e.spans] for t in heads]
    return torch.tensor(rows, dtype=torch.long).view(len(heads), len(e.spans))


def mention_words(e: Example) -> Tensor:
    """Returns the matrix that averages the words of each mention, [M, W]."""
    rows = torch.zeros(len(e.spans), len(e.units.words))
    for i, (first, last) in enumerate(e.spans):
        rows[i, first : last + 1] = 1 / (last - first + 1)
    return rows


def _pair_losses(reader: Reader, e: Example, words: Tensor) -> dict[str, Tensor]:
    found: dict[str, Tensor] = {}
    if e.heads:
        logits = reader.roles(words[e.heads], mention_words(e) @ words, near(e, e.heads))
        labels = torch.from_numpy(e.roles).float()
        loss = F.binary_cross_entropy_with_logits(logits, labels.clamp(min=0), reduction="none")
        found["roles"] = (loss * (labels != IGNORE)).sum() / 2
    if e.starts:
        logits = reader.links(words[e.starts], words)
        labels = torch.zeros_like(logits)
        for start, word, link in e.links:
            labels[e.starts.index(start), word, link] = 1
        found["links"] = F.binary_cross_entropy_with_logits(logits, labels, reduction="sum") / 2
    return found


class Lessons:
    """What an epoch shows of each case: its own marks as candidates or what the tables find, its own actors or others, alone
    or beside another."""

    def __init__(self, cases: Sequence[Case], tokenizer: Tokenizer) -> None:
        """Reads the tables and gathers the mentions of `cases`."""
        self._cases, self._tokenizer, self._finder, self._swapper = cases, tokenizer, Finder(), Swapper(cases)
        self._joiner = Joiner(tokenizer)
        self._same: dict[tuple[str, str, bool], Example] = {}

    def __len__(self) -> int:
        """Returns the number of cases."""
        return len(self._cases)

    def epoch(self, chance: random.Random) -> list[Example]:
        """Returns every case once, in some order, some of them two in one."""
        made = [self._lesson(case, chance) for case in self._cases]
        chance.shuffle(made)
        made = self._joiner(made, chance)
        chance.shuffle(made)
        return made

    def _lesson(self, case: Case, chance: random.Random) -> Example:
        found = chance.random() < FOUND
        if chance.random() < SWAPPED:
            return self._example(self._swapper(case, chance), found)
        key = case.lang, case.digest, found
        if key not in self._same:
            self._same[key] = self._example(case, found)
        return self._same[key]

    def _example(self, case: Case, found: bool) -> Example:
        return example(case, self._tokenizer, self._finder(case) if found else None)


def train(lessons: Lessons, file: Packed, epochs: int, layers: int | None = None, seed: int = 0) -> Reader:
    """Returns a reader trained on the cases. The same arguments give the same weights."""
    torch.manual_seed(seed)
    return learn(Reader(file, layers), lessons, Table(file), epochs, random.Random(seed))


def settled(reader: Reader, lessons: Lessons, file: Packed, seed: int = 0) -> Reader:
    """Returns the mean of a trained reader and of what one more epoch at a lower rate makes of it.

    Two trainings that differ in order only differ by a tenth on few pages; the mean of two ends is steadier than either.
    Method: stochastic weight averaging (Izmailov and others 2018).
    """
    torch.manual_seed(seed + 1)
    before = {name: value.clone() for name, value in reader.state_dict().items()}
    after = learn(reader, lessons, Table(file), 1, random.Random(seed + 1), LATER).state_dict()
    mean = {name: (value + after[name]) / 2 if value.is_floating_point() else value for name, value in before.items()}
    reader.load_state_dict(mean)
    return reader.eval()


def gone_on(reader: Reader, lessons: Lessons, file: Packed, epochs: int, seed: int = 0) -> Reader:
    """Returns a trained reader after so many epochs more at a lower rate."""
    torch.manual_seed(seed)
    return learn(reader, lessons, Table(file), epochs, random.Random(seed), LATER)


def load(path: Path, file: Packed) -> Reader:
    """Returns a saved reader, or one that ships. Raises FileNotFoundError where there is none."""
    if path.suffix == ".onnx":
        return shipped.read(path, file)
    saved = torch.load(path, weights_only=True)
    reader = Reader(file, saved["layers"])
    reader.load_state_dict(saved["state"])
    return reader.eval()


def learn(
    reader: Reader, lessons: Lessons, table: Table, epochs: int, chance: random.Random,
    share: float = 1.0,
) -> Reader:  # fmt: skip
    """Returns the reader after so many epochs; `share` of the usual rates, falling to a fiftieth.

    Two processes of one thread each take half of every batch: on small products two threads are hardly faster than one.
    """
    optimizer = torch.optim.AdamW(rates(reader), weight_decay=0.01, fused=True)
    batches = _batches(lessons.epoch(chance), chance)
    steps = max(1, epochs * len(batches))  # about: how many cases are joined is by chance
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: share * min(1.0, (s + 1) / 60) * max(0.02, 1 - s / steps))
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    reader.share_memory()
    theirs = [torch.zeros_like(p).share_memory_() for p in parameters]
    began = time.time()
    for epoch in range(epochs):
        reader.train()
        batches = batches if epoch == 0 else _batches(lessons.epoch(chance), chance)
        sums = dict.fromkeys(COUNTS, 0.0)
        with _partner(reader, parameters, theirs, [second for _, second in batches], table, chance.getrandbits(32)) as ready:
            for first, _ in batches:
                ready()  # the weights are
                parts = _backward(reader, first, table, chance)
                ready()  # both halves' gradients are
                for parameter, other in zip(parameters, theirs, strict=True):
                    parameter.grad = other / 2 if parameter.grad is None else parameter.grad.lerp_(other, 0.5)
                torch.nn.utils.clip_grad_norm_(parameters, 1.0)
                optimizer.step()
                schedule.step()
                for name, part in parts.items():
                    sums[name] += float(part.detach()) / len(batches)
        print(
            f"epoch {epoch} {time.time() - began:.0f} s " + " ".join(f"{n} {v:.2f}" for n, v in sums.items()),
            flush=True,
        )
    return reader.eval()


def _backward(reader: Reader, batch: Sequence[Example], table: Table, chance: random.Random) -> dict[str, Tensor]:
    """Returns the loss of each head over a batch, the parameters' gradients set."""
    reader.zero_grad()
    parts = losses(reader, batch, table, chance)
    sum((COUNTS[name] * part for name, part in parts.items()), torch.zeros(())).backward()
    return parts


@contextmanager
def _partner(
    reader: Reader, parameters: Sequence[nn.Parameter], gradients: Sequence[Tensor], batches: Sequence[list[Example]],
    table: Table, seed: int,
) -> Iterator[Callable[[], object]]:  # fmt: skip
    """Runs a second process over `batches`, which leaves what it finds in `gradients`. Yields what both must wait at.

    Raises BrokenBarrierError where the process dies.
    """
    context = torch.multiprocessing.get_context("fork")
    barrier = context.Barrier(2, timeout=PATIENCE)

    def work() -> None:
        torch.manual_seed(seed)
        chance = random.Random(seed)
        for batch in batches:
            barrier.wait()
            _backward(reader, batch, table, chance)
            for parameter, gradient in zip(parameters, gradients, strict=True):
                gradient.zero_() if parameter.grad is None else gradient.copy_(parameter.grad)
            barrier.wait()

    process = context.Process(target=work, daemon=True)
    process.start()
    yield barrier.wait
    process.join()


def rates(reader: Reader) -> list[dict[str, Any]]:
    """Returns the parameters with their rates: the lower a layer the less it learns, since it knows languages already.

    Method: discriminative rates (Howard and Ruder 2018). Heads and the mix of layers begin from nothing and learn fastest.
    """
    encoder = reader.encoder
    layers = list(encoder.stack)
    groups: list[dict[str, Any]] = [
        {"params": list(layer.parameters()), "lr": RATE * LOWER ** (len(layers) - 1 - number)}
        for number, layer in enumerate(layers)
    ]
    known = {id(p) for group in groups for p in group["params"]} | {id(encoder.mix)}
    low = [p for p in encoder.parameters() if id(p) not in known]
    groups.append({"params": low, "lr": RATE * LOWER ** len(layers)})
    taken = {id(p) for group in groups for p in group["params"]}
    return [*groups, {"params": [p for p in reader.parameters() if id(p) not in taken], "lr": HEAD_RATE}]


def _batches(order: Sequence[Example], chance: random.Random) -> list[tuple[list[Example], list[Example]]]:
    """Cases of like length together, in pools of 16 batches, so that little is spent on padding; each in two halves."""
    made: list[tuple[list[Example], list[Example]]] = []
    size = 2 * BATCH
    for at in range(0, len(order), size * 16):
        pool = sorted(order[at : at + size * 16], key=lambda e: len(e.units.ids))
        made += [(pool[i : i + size : 2], pool[i + 1 : i + size : 2]) for i in range(0, len(pool) - size + 1, size)]
    chance.shuffle(made)
    return made


def main() -> None:
    """Trains on all cases that are not put aside and saves the state."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--layers", type=int, default=LAYERS)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--out", type=Path, default=OUT)
    options.add_argument("--after", type=Path, help="a saved reader.pt, or the reader.onnx that ships, to go on from")
    options.add_argument("--often", action="append", default=[], help="NAME=N: files of cases that are shown N times")
    chosen = options.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False  # nothing reads it, and it takes a sixth of the time
    cases = corpus.repeated([case for case in corpus.load() if not case.held_out], chosen.often)
    lessons = Lessons(cases, Tokenizer.load(WEIGHTS))
    print(f"{len(lessons)} cases", flush=True)
    file = Packed(weights_file())
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.after:
        reader = gone_on(load(chosen.after, file), lessons, file, chosen.epochs, chosen.seed)
    else:
        reader = train(lessons, file, chosen.epochs, chosen.layers, chosen.seed)
    reader = settled(reader, lessons, file, chosen.seed)
    torch.save({"state": reader.state_dict(), "layers": len(reader.encoder.stack)}, chosen.out / "reader.pt")


if __name__ == "__main__":
    main()
