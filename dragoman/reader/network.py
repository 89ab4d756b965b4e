"""The trained network: one sentence in, what every head says out. Runs on one thread, one sentence at a time.

One at a time, because a batch would be padded, and padding changes the scale of eight-bit activations: a row must not
depend on its neighbours. Weights have seven bits, so that processors with and without wide accumulators agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.reader import schema

STEPS = np.array(schema.STEPS)  # words; each class of distance ends at one
FOLDER = Path(__file__).parent / "weights"
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Probabilities over words W, candidate mentions M (index 0 of `roles` is the speaker); `states` are vectors [W, 384]."""

    mention: Array  # [W, MENTION_TAGS]
    type: Array  # [W, TYPES], none first
    concept: Array  # [W, CONCEPTS]
    status: Array  # [W, STATUSES]
    commentary: Array  # [W]
    edges: Array  # [W, ATTRIBUTION, EDGES]
    said: Array  # [W, CLAIM_KINDS]
    roles: Array  # [W, M + 1, ROLES]
    links: Array  # [W, W, LINKS]
    states: Array


class Network:
    """The two files of weights, loaded once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Raises FileNotFoundError where a file is missing."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        options.log_severity_level = 3
        for name in ("words.onnx", "reader.onnx"):
            if not (folder / name).is_file():
                raise FileNotFoundError(f"{folder / name} is missing: `make reader` trains and exports it")
        providers = ["CPUExecutionProvider"]
        # Fused with the sum before it, a normalisation takes five times the time of the two apart.
        apart = ["SkipLayerNormFusion"]
        self._words = onnxruntime.InferenceSession(folder / "words.onnx", options, providers)
        self._reader = onnxruntime.InferenceSession(folder / "reader.onnx", options, providers, disabled_optimizers=apart)
        self._names = [output.name for output in self._reader.get_outputs()]

    def __call__(self, units: schema.Units, spans: Sequence[tuple[int, int]], told: int | None = None) -> Scores:
        """Returns what the heads say of a sentence. `spans` are first and last word of each candidate mention.

        The reader is told of the first `told` of them (all where None): not of times, which are found without tables.
        """
        (vectors,) = self._words.run(None, {"ids": units.ids})
        size = len(units.words)
        rows = np.zeros((len(spans), size), np.float32)
        for row, (first, last) in zip(rows, spans, strict=True):
            row[first : last + 1] = 1.0 / (last - first + 1)
        given = (rows[:told].sum(0) > 0).astype(np.float32) @ (units.pool > 0)
        inputs = {
            "x": vectors[None],
            "given": np.minimum(given, 1.0).astype(np.float32)[None],
            "pool": units.pool,
            "spans": rows,
            "near": distances(size, spans),
        }
        said = dict(zip(self._names, self._reader.run(None, inputs), strict=True))
        return Scores(
            mention=softmax(said["mention"]),
            type=softmax(said["type"]),
            concept=softmax(said["concept"]),
            status=softmax(said["status"]),
            commentary=sigmoid(said["commentary"])[:, 0],
            edges=softmax(said["edges"].reshape(size, len(schema.ATTRIBUTION), len(schema.EDGES))),
            said=softmax(said["said"]),
            roles=sigmoid(said["roles"]),
            links=sigmoid(said["links"]),
            states=said["states"],
        )


def distances(size: int, spans: Sequence[tuple[int, int]]) -> Array:
    """Returns the class of distance from every word to every mention, [W, M]."""
    words = np.arange(size, dtype=np.int64)[:, None]
    first, last = np.array(spans, np.int64).reshape(-1, 2).T
    after = words > last
    steps = np.where(after, words - last, first - words)
    classes = np.searchsorted(STEPS, steps).astype(np.int64)
    table: Array = np.where(steps <= 0, schema.INSIDE, np.where(after, classes, classes + schema.INSIDE + 1))
    return table


def softmax(logits: Array) -> Array:
    """Returns probabilities over the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    made: Array = shifted / shifted.sum(-1, keepdims=True)
    return made


def sigmoid(logits: Array) -> Array:
    """Returns a probability for each logit."""
    made: Array = 1.0 / (1.0 + np.exp(-logits))
    return made
