"""The cases nearest to what the reader saw: "read like this one". Their vectors ship beside the weights."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dragoman.reader.network import FOLDER, Array

SCALE = 256  # the numbers of unit vectors, of which none comes near a half, are kept in eight bits
LEAST = 0.5  # cosine below which a case explains nothing


@dataclass(frozen=True, slots=True)
class Near:
    """A trigger of a training case: its sentence, what it was labelled, where it stands, and how like it is (cosine)."""

    text: str
    trigger: str
    concept: str
    status: str
    file: str
    line: int
    similarity: float


class Cases:
    """The triggers of all training cases by their vectors."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Raises FileNotFoundError where the files are missing."""
        with (folder / "cases.csv").open(encoding="utf8", newline="") as lines:
            self._rows = list(csv.DictReader(lines))
        self._vectors = np.load(folder / "cases.npy").astype(np.float32) / SCALE

    def near(self, vector: Array, most: int = 3) -> list[Near]:
        """Returns the cases most like a unit vector [384], nearest first."""
        likeness = self._vectors @ vector
        best = np.argsort(-likeness, kind="stable")[:most]
        return [self._near(self._rows[i], float(likeness[i])) for i in best if likeness[i] >= LEAST]

    @staticmethod
    def _near(row: dict[str, str], likeness: float) -> Near:
        return Near(
            row["text"],
            row["trigger"],
            row["concept"],
            row["status"],
            row["file"],
            int(row["line"]),
            round(likeness, 3),
        )
