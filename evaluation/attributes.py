"""When and where: the attributes of gold events that ours, matched as the scorer matches them, have right; shares from 0 to 1."""

from __future__ import annotations

import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from dragoman.text.calendar import SEASONS, season

STATE = re.compile(r"[A-Z]{3}")
DATE = re.compile(r"(\d{4})(?:-(\d\d|spring|summer|autumn|winter))?(?:-(\d\d))?")
YEARLESS = re.compile(r"\d\d-\d\d")


def figures(name: str, gold: Path, scorer: Path, found: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Returns, for dates and places: the share of those in gold that are found and right, and of ours that are right."""
    score = _module(scorer)
    ours: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for event in found:
        ours[Path(str(event["doc"])).name].append(event)
    counts = {what: [0, 0, 0] for what in ("date", "place")}
    for doc in yaml.safe_load(gold.read_text("utf8")):
        wanted, mine = doc.get("events") or [], ours[Path(doc["doc"]).name]
        matched = {i: mine[j] for i, j, _ in score.pair(wanted, mine)}
        for i, event in enumerate(wanted):
            for what, same in (("date", same_date), ("place", same_place)):
                told = event.get(what)
                if not told or str(told).startswith("relative"):
                    continue
                count = counts[what]
                count[0] += 1
                got = matched.get(i, {}).get(what)
                count[1] += bool(got)
                count[2] += bool(got) and same(str(told), got)
    return {
        f"{name} {what} {figure}": round(share, 3)
        for what, (of, had, right) in counts.items()
        for figure, share in (("found", right / max(1, of)), ("right", right / max(1, had)))
    }


def same_date(told: str, got: Mapping[str, Any]) -> bool:
    """Tells whether a date of gold ("2023-02", "2025-summer", "2024-01-25") is where ours begins, as far as gold says."""
    if YEARLESS.fullmatch(told):  # "04-21", on a page that does not say of which year
        return str(got.get("start") or "").endswith(f"-{told}")
    match = DATE.match(told)
    if not match:
        return False
    year, month, day = match.groups()
    if month in SEASONS:
        return got.get("start") == season(int(year), month).first.isoformat()
    return str(got.get("start") or "").startswith("-".join(part for part in (year, month, day) if part))


def same_place(told: str, got: Mapping[str, Any]) -> bool:
    """Tells whether a place of gold ("Kars, TUR"; "Baltic Sea") is ours: its name, or its state where it is no more than that."""
    name, _, state = told.rpartition(", ")
    if not name and STATE.fullmatch(state):
        return bool(got.get("country") == state)
    return (name or state).lower() in str(got.get("name") or "").lower()


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
