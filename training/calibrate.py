"""Fits the confidence of events to the cases put aside: `python -m training.calibrate`.

Each draft of the exported reader, on the mentions that the tables find, is right or wrong as gold events are scored:
the type, half of the participants with one right on each side, two of those who meet. Method: logistic regression with
a ridge, by Newton's steps (iteratively reweighted least squares).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dragoman.codebook import load as load_codebook
from dragoman.coding import code, confidence
from dragoman.reader import FOLDER, Reader
from evaluation.heads import Wanted, drafted, seen_of, wanted_events
from training import corpus
from training.finder import Finder

PICTURE = Path(__file__).parent.parent / "docs" / "reliability.svg"
FOLDS = 5
RIDGE = 2.0
STEPS = 50
FLAT = dict.fromkeys(confidence.NAMES, 0.0)


def right(found: Wanted, wanted: Sequence[Wanted]) -> bool:
    """Tells whether a draft is one of the wanted events: its type, half of the participants, one right on each side."""
    return any(_near(found, one) for one in wanted)


def _near(found: Wanted, wanted: Wanted) -> bool:
    same = sum(len(a & b) for a, b in zip(found[1:3], wanted[1:3], strict=True))
    both = sum(len(a | b) for a, b in zip(found[1:3], wanted[1:3], strict=True))
    met = all(not b or a & b for a, b in zip(found[1:3], wanted[1:3], strict=True))
    # A meeting, an agreement is between two: one of them alone is not it.
    paired = not load_codebook().mutual(wanted[0]) or len(found[1] & wanted[1]) >= min(2, len(wanted[1]))
    return found[0] == wanted[0] and bool(met) and paired and 2 * same >= both


def drafts(reader: Reader) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns the drafts of the cases put aside: features, [D, NAMES], whether each is right, [D], and its case's fold, [D]."""
    finder = Finder()
    rows, truths, folds = [], [], []
    for case in (case for case in corpus.load() if case.held_out):
        seen = seen_of(case, reader, finder.mentions(case))
        wanted = wanted_events(case)
        for draft in code(seen, FLAT).drafts:
            if draft.everyone:
                rows.append(draft.features)
                truths.append(right(drafted(draft), wanted))
                folds.append(int(case.digest, 16) // 10 % FOLDS)  # its last figure put the case aside
    return np.array(rows), np.array(truths, float), np.array(folds)


def fit(rows: np.ndarray, truths: np.ndarray) -> np.ndarray:
    """Returns the weights, [NAMES]. The bias is not held back by the ridge."""
    weights = np.zeros(rows.shape[1])
    ridge = RIDGE * np.eye(len(weights))
    ridge[0, 0] = 0.0
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (likely - truths) + ridge @ weights
        bend = (rows * (likely * (1 - likely))[:, None]).T @ rows + ridge
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def crossed(rows: np.ndarray, truths: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Returns the confidence of each draft, [D], by weights that were fitted without its fold."""
    likely = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = folds == fold
        likely[inside] = 1 / (1 + np.exp(-rows[inside] @ fit(rows[~inside], truths[~inside])))
    return likely


def reliability(likely: np.ndarray, truths: np.ndarray, bins: int = 10) -> list[tuple[float, float, int]]:
    """Returns mean confidence, share right and number of drafts, in as many bins of equal width that are not empty."""
    places = np.minimum((likely * bins).astype(int), bins - 1)
    return [
        (float(likely[places == b].mean()), float(truths[places == b].mean()), int((places == b).sum()))
        for b in range(bins)
        if (places == b).any()
    ]


def picture(points: Sequence[tuple[float, float, int]]) -> str:
    """Returns an SVG picture: confidence to the right, the share that is right upwards, a circle a bin, its area the drafts."""
    most = max(number for _, _, number in points)
    circles = "".join(
        f'<circle cx="{50 + 300 * sure:.0f}" cy="{340 - 300 * share:.0f}" r="{4 + 12 * (number / most) ** 0.5:.1f}" '
        f'fill="#2563a8" fill-opacity="0.7"><title>{sure:.2f}: {share:.2f} right of {number}</title></circle>'
        for sure, share, number in points
    )
    marks = "".join(
        f'<text x="{50 + 300 * part:.0f}" y="360" text-anchor="middle">{part}</text>'
        f'<text x="42" y="{345 - 300 * part:.0f}" text-anchor="end">{part}</text>'
        for part in (0, 0.5, 1)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" font-family="sans-serif" font-size="13">'
        '<rect width="400" height="400" fill="white"/><rect x="50" y="40" width="300" height="300" fill="none" stroke="#999"/>'
        f'<line x1="50" y1="340" x2="350" y2="40" stroke="#999" stroke-dasharray="4"/>{circles}{marks}'
        '<text x="200" y="385" text-anchor="middle">confidence</text>'
        '<text x="50" y="28">share of drafts that are right</text></svg>\n'
    )


def main() -> None:
    """Fits, writes calibration.json beside the weights and the picture of its reliability, prints it."""
    rows, truths, folds = drafts(Reader(FOLDER))
    weights = fit(rows, truths)
    table = {name: round(float(value), 4) for name, value in zip(confidence.NAMES, weights, strict=True)}
    bins = reliability(crossed(rows, truths, folds), truths)
    points = [[round(a, 3), round(b, 3), n] for a, b, n in bins]
    (FOLDER / "calibration.json").write_text(json.dumps({"events": table, "reliability": points}, indent=1) + "\n", "utf8")
    PICTURE.write_text(picture(bins), "utf8")
    print("\n".join(f"confidence {a:.2f}  right {b:.2f}  of {n}" for a, b, n in bins))


if __name__ == "__main__":
    main()
