"""The development gold, where it stands beside the checkout: measured with its own scorers, never shipped."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from dragoman import pipeline
from evaluation import attributes, entities, expressions, lines, quotes
from evaluation.reading import rows

SHARED = Path(__file__).parent.parent.parent / "shared"
GOLD = SHARED / "gold"
SETS = {
    "seeds": (GOLD / "seeds.yaml", SHARED / "seeds"),
    "articles": (GOLD / "events" / "events.yaml", GOLD / "events" / "texts"),
}
# The invented countries of petrarch_unit.jsonl, with their seats and peoples.
INVENTED = {
    "Arnor": "ARN", "Arnorian": "ARN", "Gondor": "GON", "Minas Tirith": "GON", "Osgiliath": "OSG", "Eriador": "ERI",
    "Eriadori": "ERI", "Eriadorian": "ERI", "Bree": "BRE", "Calenardhon": "CAL", "Ithilen": "ITH", "Mordor": "MOR",
    "Fornost": "FOR", "Dagolath": "DAG", "Dagolathi": "DAG", "Dol Amroth": "DOL", "Rohan": "ROH", "Gollum": "HOB",
    "Libya": "LBY", "Ethiopia": "ETH", "Philippines": "PHL",
}  # fmt: skip
MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
FIGURES = re.compile(r"\d\.\d{3}")


def there() -> bool:
    """Tells whether the gold is there."""
    return GOLD.is_dir()


def files() -> list[Path]:
    """Returns the files that the figures depend on."""
    pages = [path for _, folder in SETS.values() for path in folder.iterdir()]
    marked = ("entities/codes.csv", "entities/slavicner_dev.jsonl.gz", "translation/ntrex_dev.jsonl.gz", "datetime/news.jsonl")
    others = ("events_en/plv_train.jsonl", "events_en/petrarch_unit.jsonl", *marked)
    said = (path for path in (GOLD / "quotes_en").iterdir() if path.suffix in (".txt", ".ann"))
    return [*(gold for gold, _ in SETS.values()), *pages, *(GOLD / path for path in others), *said]


def figures() -> dict[str, float]:
    """Returns event and claim scores of both sets of articles, types of English sentences, lines kept and left out."""
    made: dict[str, float] = {}
    for name, (gold, folder) in SETS.items():
        found = rows([folder])
        made |= {f"{name} {key}": value for key, value in events(gold, found["events"]).items()}
        made |= attributes.figures(name, gold, GOLD / "score_events.py", found["events"])
        made |= {f"{name} {key}": value for key, value in claims(gold, folder, found["claims"]).items()}
        if name == "seeds":
            made |= {f"seeds {key}": value for key, value in lines.figures(gold, found["articles"]).items()}
    coder = pipeline.load()
    made |= expressions.figures(GOLD / "datetime" / "news.jsonl")
    return made | types() | whom() | entities.figures(coder, GOLD) | quotes.figures(coder, GOLD / "quotes_en")


def events(gold: Path, found: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Returns precision, recall and F1 of events, lenient, exact and full, of all and by language."""
    printed = _scored("score_events.py", [gold], found, ["--by", "lang"])
    names = [f"{level} {figure}" for level in ("lenient", "exact", "full") for figure in ("precision", "recall", "f1")]
    made: dict[str, float] = {}
    for row in printed.splitlines()[1:]:
        whose = "" if (key := row.split()[0]) == "all" else f"{key} "
        made |= dict(zip((f"events {whose}{name}" for name in names), map(float, FIGURES.findall(row)), strict=True))
    return made


def claims(gold: Path, folder: Path, found: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Returns the shares of claims found, of those with the right speaker, and of the right kind."""
    printed = _scored("score_claims.py", [gold], found, ["--texts", str(folder)])
    names = ("found", "speaker", "found with speaker", "kind", "precision")
    return dict(zip((f"claims {n}" for n in names), map(float, FIGURES.findall(printed.splitlines()[0])), strict=True))


def types() -> dict[str, float]:
    """Returns macro F1 of types of English sentences whose source and target are given, and what must not be confused."""
    gold = GOLD / "events_en" / "plv_train.jsonl"
    sentences = [json.loads(line) for line in gold.read_text("utf8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "sentences.jsonl"
        page.write_text("".join(json.dumps(_given(s), ensure_ascii=False) + "\n" for s in sentences), "utf8")
        found = rows([page])["events"]
    best: dict[str, Mapping[str, Any]] = {}
    for event in found:
        key = str(event["doc"]).partition("#")[2]
        if key not in best or rank(event) > rank(best[key]):
            best[key] = event
    printed = {
        field: _scored("score_types.py", [gold], ({"id": s["id"], "type": best.get(s["id"], {}).get(field)} for s in sentences))
        for field in ("type", "plover")  # PLOVER's own record of the act is what the gold has: a future visit is AGREE
    }
    shares, as_plover = ([float(s) / 100 for s in re.findall(r"\(([\d.]+)%\)", printed[field])] for field in ("type", "plover"))
    return {
        "types macro F1": float(FIGURES.findall(printed["type"])[0]),
        "types as PLOVER records them macro F1": float(FIGURES.findall(printed["plover"])[0]),
        "types refusals not cooperation": round(1 - shares[0], 3),
        "types threats not conflict": round(1 - shares[1], 3),
        "types as PLOVER records them refusals not cooperation": round(1 - as_plover[0], 3),
        "types as PLOVER records them threats not conflict": round(1 - as_plover[1], 3),
    }


def whom() -> dict[str, float]:
    """Returns the share of pairs right, who to whom, in English sentences about invented countries that are given.

    Counted are the sentences in which two of them act, both by name.
    """
    sentences = [json.loads(line) for line in (GOLD / "events_en" / "petrarch_unit.jsonl").read_text("utf8").splitlines()]
    wanted = {s["id"]: pairs for s in sentences if (pairs := _pairs(s))}
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "sentences.jsonl"
        page.write_text("".join(json.dumps(_invented(s)) + "\n" for s in sentences if s["id"] in wanted), "utf8")
        found = rows([page])["events"]
    ours: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for event in found:
        actors, recipients = ([p["code"] for p in event[side]] for side in ("actors", "recipients"))
        both = actors + recipients if event["type"] in MUTUAL else []
        ours[str(event["doc"]).partition("#")[2]] |= {*product(actors, recipients), *product(both, both)}
    right = [pair in ours[key] for key, pairs in wanted.items() for pair in pairs]
    return {"who to whom": round(sum(right) / len(right), 3)}


def _pairs(sentence: Mapping[str, Any]) -> set[tuple[str, str]]:
    named = {code for name, code in INVENTED.items() if re.search(rf"\b{name}\b", sentence["text"])}
    told = {(str(e.get("sourcecode"))[:3], str(e.get("targetcode"))[:3]) for e in sentence["events"]}
    return {(source, target) for source, target in told if source != target and {source, target} <= named}


def _invented(sentence: Mapping[str, Any]) -> dict[str, Any]:
    spans = [
        {"start": m.start(), "end": m.end(), "code": code}
        for name, code in INVENTED.items()
        for m in re.finditer(rf"\b{name}\b", sentence["text"])
    ]
    return {"id": sentence["id"], "text": sentence["text"], "given": spans, "lang": "en"}


def rank(event: Mapping[str, Any]) -> tuple[bool, bool, float]:
    """Events from the given source to the given target first, then those with one of them, then the surest."""
    actors, recipients = ({p["code"] for p in event[side]} for side in ("actors", "recipients"))
    return "SRC" in actors and "TGT" in recipients, "SRC" in actors or "TGT" in actors | recipients, event["confidence"]


def _given(sentence: Mapping[str, Any]) -> dict[str, Any]:
    plain, spans = re.sub(r"</?[st]>", "", sentence["marked"]), []
    for tag, code in (("s", "SRC"), ("t", "TGT")):
        before, marked, rest = sentence["marked"].partition(f"<{tag}>")
        if not marked:  # "a recipient" that no words name
            continue
        start = len(re.sub(r"</?[st]>", "", before))
        spans.append({"start": start, "end": start + len(re.sub(r"</?[st]>", "", rest.partition(f"</{tag}>")[0])), "code": code})
    return {"id": sentence["id"], "text": plain, "given": spans, "lang": "en"}


def _scored(scorer: str, before: list[Path], found: Iterable[Mapping[str, Any]], after: Iterable[str] = ()) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "found.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), "utf8")
        command = [sys.executable, str(GOLD / scorer), *map(str, before), str(path), *after]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
