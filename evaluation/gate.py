"""Measures quality and compares it with the floors in floors.json: `python -m evaluation.gate [--raise] [--pin]`.

Each measure has the hash of the gold it was taken on. A measure below its floor fails the gate, and so does gold that
changed: `--raise` lifts the floors to what is measured now, never lowers one; `--pin` takes them anew for gold that
has changed, and only for that. Gold that is not there is skipped, and said to be.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation import examples, heads, pages, shared, steady
from training import corpus

FLOORS = Path(__file__).parent / "floors.json"
SLACK = 0.004  # processors round differently: of many thousand rows
ROWS = 2  # that may so be otherwise, where a figure is over few
# How many rows a figure is over, by the beginning of its name, where they are few; the longest that fits counts.
FEW = {
    "seeds": 34, "seeds events bg": 9, "seeds events ru": 25, "seeds date": 3, "seeds place": 3, "articles": 188,
    "articles events ru": 99, "articles events bg": 43, "articles events en": 39, "articles events uk": 7, "articles date": 11,
    "articles place": 40, "types threats": 41, "types as PLOVER records them threats": 41, "examples": 170, "events": 170,
    "claims": 120, "same in": 300, "translations events": 150,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """What one measure gave: names with figures from 0 to 1 (more is better), and the hash of its gold."""

    gold: str
    figures: Mapping[str, float]


def digest(paths: Iterable[Path]) -> str:
    """Returns the hash of the files' bytes, in order of their names."""
    made = hashlib.blake2b(digest_size=8)
    for path in sorted(paths):
        made.update(path.name.encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def cases() -> Measured:
    """The reader's heads on the cases put aside, and whether it says the same with other names and in other languages."""
    held = [case for case in corpus.load() if case.held_out]
    parallel = [case for path in sorted(steady.PARALLEL.glob("*.txt")) for case in steady.parallel(path.stem)]
    made = hashlib.blake2b("\n".join(sorted(case.digest for case in (*held, *parallel))).encode(), digest_size=8)
    reader = heads.Reader()
    table = heads.score(held, reader)
    figures = {f"{head} {lang}": f1 for head, row in table.items() for lang, f1 in row.items()}
    return Measured(made.hexdigest(), figures | steady.figures(reader))


def own() -> Measured:
    """The whole way of a page on our own examples."""
    return Measured(digest([examples.GOLD, *examples.PAGES.glob("*.txt")]), examples.figures())


def development() -> Measured | None:
    """The development gold beside the checkout, where it is."""
    return Measured(digest(shared.files()), shared.figures()) if shared.there() else None


def cleaned() -> Measured | None:
    """Returns how much of saved pages is kept and left off as a hand does it, None where they do not stand here."""
    return Measured(digest(pages.files()), pages.figures()) if pages.there() else None


MEASURES: Mapping[str, Callable[[], Measured | None]] = {
    "cases": cases, "examples": own, "development": development, "pages": cleaned,
}  # fmt: skip


def main() -> int:
    """Prints every figure beside its floor. Returns 1 where one is below, or gold changed without being pinned."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--raise", dest="lift", action="store_true")
    options.add_argument("--pin", action="store_true")
    chosen = options.parse_args()
    floors = json.loads(FLOORS.read_text("utf8")) if FLOORS.exists() else {}
    wrong = []
    for name, measure in MEASURES.items():
        found = measure()
        if found is None:
            print(f"{name}: skipped, its gold is not beside this checkout")
            continue
        floor = floors.get(name)
        if chosen.pin and (floor is None or floor["gold"] != found.gold):
            floors[name] = floor = {"gold": found.gold, "figures": dict(found.figures)}
        wrong += [f"{name}: {problem}" for problem in compare(found, floor)]
        if chosen.lift and floor is not None and floor["gold"] == found.gold:
            lifted = {**floor["figures"], **{k: max(v, floor["figures"].get(k, 0.0)) for k, v in found.figures.items()}}
            floors[name] = {"gold": floor["gold"], "figures": lifted}
    if chosen.lift or chosen.pin:
        FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", "utf8")
    print("\n".join(wrong) or "no figure is below its floor")
    return 1 if wrong else 0


def slack(name: str) -> float:
    """Returns by how much a figure may be below its floor on another processor: by one or two rows where it is over few."""
    fitting = max((begins for begins in FEW if name.startswith(begins)), key=len, default=None)
    return max(SLACK, ROWS / FEW[fitting]) if fitting else SLACK


def compare(found: Measured, floor: Mapping[str, object] | None) -> list[str]:
    """Prints each figure with its floor and returns what is wrong."""
    if floor is None or floor["gold"] != found.gold:
        return ["the gold is not the one that the floors were taken on; look at the change, then --pin"]
    least: Mapping[str, float] = floor["figures"]  # type: ignore[assignment]
    wrong = [f"{name} is no longer measured" for name in least.keys() - found.figures.keys()]
    for name, value in found.figures.items():
        print(f"{name:40s} {value:.3f}  floor {least.get(name, 0.0):.3f}")
        if value < least.get(name, 0.0) - slack(name):
            wrong.append(f"{name} is {value:.3f}, below its floor {least[name]:.3f}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
