"""Fits the confidence of events to the cases put aside: `python -m training.calibrate`.

Each draft of the exported reader, on the mentions that the tables find, is right or wrong as gold events are scored:
the type, half of the participants with one right on each side, two of those who meet, and no event twice. Method: gradient
boosting of small trees (Friedman 2001), by scikit-learn; the product needs only the numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.codebook import load as load_codebook
from dragoman.coding import Draft, code, confidence
from dragoman.coding.events import event
from dragoman.coding.same import same
from dragoman.reader import FOLDER, Reader
from evaluation.heads import Wanted, drafted, seen_of, wanted_events
from training import corpus
from training.finder import Finder

PICTURE = Path(__file__).parent.parent / "docs" / "reliability.svg"
FOLDS = 5
FLAT = confidence.Confidence()
# Of the trees: 250 small ones, each of three fifths of the drafts and three tenths of the features.
SHAPE: Mapping[str, Any] = {
    "n_estimators": 250, "learning_rate": 0.06, "max_depth": 4, "min_samples_leaf": 40, "subsample": 0.6, "max_features": 0.3,
    "random_state": 0,
}  # fmt: skip
Table = dict[str, Any]


def right(found: Wanted, wanted: Wanted) -> bool:
    """Tells whether a draft is the wanted event: its type, half of the participants, one right on each side."""
    same = sum(len(a & b) for a, b in zip(found[1:3], wanted[1:3], strict=True))
    both = sum(len(a | b) for a, b in zip(found[1:3], wanted[1:3], strict=True))
    met = all(not b or a & b for a, b in zip(found[1:3], wanted[1:3], strict=True))
    # A meeting, an agreement is between two: one of them alone is not it.
    paired = not load_codebook().mutual(wanted[0]) or len(found[1] & wanted[1]) >= min(2, len(wanted[1]))
    return found[0] == wanted[0] and bool(met) and paired and 2 * same >= both


def truths(drafts: Sequence[Draft], wanted: Sequence[Wanted]) -> list[bool]:
    """Tells of each draft whether it is right.

    Of several that are the same wanted event the best is, and those that would be one row with it: a second row is wrong.
    """
    book, found = load_codebook(), [drafted(draft) for draft in drafts]
    made = [False] * len(drafts)
    for one in wanted:
        near = [at for at, draft in enumerate(found) if right(draft, one)]
        best = max(near, key=lambda at: (found[at][1:3] == one[1:3], _score(drafts[at])), default=None)
        for at in near if best is not None else ():
            made[at] |= at == best or same(event(drafts[best]), event(drafts[at]), book.mutual(one[0]))
    return made


def _score(draft: Draft) -> float:
    return draft.trigger.type_score * draft.trigger.kind_score


def drafts(reader: Reader) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns the drafts of the cases put aside: features, [D, NAMES], whether each is right, [D], and its case's fold, [D]."""
    finder = Finder()
    rows: list[Sequence[float]] = []
    told: list[bool] = []
    folds: list[int] = []
    for case in (case for case in corpus.load() if case.held_out):
        made = [d for d in code(seen_of(case, reader, finder.mentions(case)), FLAT).drafts if d.everyone]
        rows += [draft.features for draft in made]
        told += truths(made, wanted_events(case))
        folds += [int(case.digest, 16) // 10 % FOLDS] * len(made)  # its last figure put the case aside
    return np.array(rows), np.array(told, float), np.array(folds)


def fit(rows: np.ndarray, told: np.ndarray) -> Table:
    """Returns the trees as calibration.json has them."""
    from sklearn.ensemble import GradientBoostingClassifier  # only who fits needs it

    fitted = GradientBoostingClassifier(**SHAPE).fit(rows, told)
    (share,) = fitted.init_.class_prior_[1:]
    rate = SHAPE["learning_rate"]
    trees = [
        [
            [int(f), float(t), int(left), int(right), round(rate * float(v), 5)]
            for f, t, left, right, v in zip(
                np.where(tree.children_left < 0, -1, tree.feature), tree.threshold, tree.children_left, tree.children_right,
                tree.value[:, 0, 0], strict=True,
            )
        ]
        for tree in (one.tree_ for one in fitted.estimators_[:, 0])
    ]  # fmt: skip
    bias = round(float(np.log(share / (1 - share))), 5)
    return {"features": list(confidence.NAMES), "bias": bias, "depth": SHAPE["max_depth"], "trees": trees}


def sureness(table: Table, rows: np.ndarray) -> np.ndarray:
    """Returns the confidence of each draft, [D], by fitted trees."""
    sure = confidence.Confidence({"bias": table["bias"]}, confidence.trees(table["trees"], table["depth"]))
    return np.array([sure(row) for row in rows])


def crossed(rows: np.ndarray, told: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Returns the confidence of each draft, [D], by trees that were fitted without its fold."""
    likely = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = folds == fold
        likely[inside] = sureness(fit(rows[~inside], told[~inside]), rows[inside])
    return likely


def reliability(likely: np.ndarray, told: np.ndarray, bins: int = 10) -> list[tuple[float, float, int]]:
    """Returns mean confidence, share right and number of drafts, in as many bins of equal width that are not empty."""
    places = np.minimum((likely * bins).astype(int), bins - 1)
    return [
        (float(likely[places == b].mean()), float(told[places == b].mean()), int((places == b).sum()))
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
    rows, told, folds = drafts(Reader(FOLDER))
    bins = reliability(crossed(rows, told, folds), told)
    write(fit(rows, told), bins)
    print("\n".join(f"confidence {a:.2f}  right {b:.2f}  of {n}" for a, b, n in bins))


def write(table: Table, bins: Sequence[tuple[float, float, int]]) -> None:
    """Writes calibration.json, a tree a line, and the picture of its reliability."""
    points = [[round(a, 3), round(b, 3), n] for a, b, n in bins]
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in table["trees"])
    head = json.dumps({"reliability": points, "events": table | {"trees": []}}, indent=1)
    (FOLDER / "calibration.json").write_text(head.replace('"trees": []', f'"trees": [\n{trees}\n]') + "\n", "utf8")
    PICTURE.write_text(picture(bins), "utf8")


if __name__ == "__main__":
    main()
