"""What pages predict: who, when, what by when, how sure, and whether it can be tested or has been settled.

A prediction is a claim of that kind, or an event with the status predicted. Its deadline is the last time that its words
name after the page's day. It is settled where a later page reports the same kind of act between the same as done; it is
due where its deadline has passed without that, and open before; without a deadline nothing can show it wrong.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dragoman import languages
from dragoman.codebook import STATUS_GROUP
from dragoman.languages import fold
from dragoman.text.times import times
from dragoman.view import queries
from dragoman.view.filters import EVERYTHING, Filter
from dragoman.view.queries import Row, page_date, party_codes

if TYPE_CHECKING:
    from dragoman.store import Corpus

NO_DATE = r"(?!\w| \d)"  # "may" is no month: not "in May 2026"
DAY = 10  # letters of a whole ISO date
STATES = ("settled", "due", "open", "no deadline")
Act = tuple[str, frozenset[str]]


def predictions(corpus: Corpus, chosen: Filter = EVERYTHING, as_of: str | None = None) -> list[Row]:
    """Returns a row for each prediction, in the order of pages.

    Its keys are doc, article_id, claim_id or event_id, speaker, said, text, deadline,
    sure, events, state, settled_by. `as_of` is the day on which they are looked at, by default that of the latest page.
    """
    pages = {row["doc"]: row for row in corpus.rows("articles")}
    today = as_of or max(map(page_date, pages.values()), default="")
    inside: dict[str, list[Row]] = defaultdict(list)
    done: dict[Act, list[tuple[str, str]]] = defaultdict(list)
    for event in corpus.rows("events"):
        inside[event["doc"]].append(event)
        if STATUS_GROUP.get(event["status"]) == "real" and not event["commentary"]:
            own = str((event.get("date") or {}).get("start") or "")
            day = own if own[:1].isdigit() else page_date(pages[event["doc"]])
            done[_act(event)].append((day, event["event_id"]))
    rows = []
    for claim in queries.claims(corpus, _of_kind(chosen)):
        span = claim["evidence"]
        told = [e for e in inside[claim["doc"]] if span["start"] <= e["trigger"]["start"] < span["end"]]
        rows.append(_row(pages[claim["doc"]], claim, told, done, today))
    held = {(row["doc"], event) for row in rows for event in row["events"]}
    events = [] if chosen.by else queries.events(corpus, _predicted(chosen))  # nobody's word
    alone = [e for e in events if (e["doc"], e["event_id"]) not in held]
    rows += [_row(pages[event["doc"]], event, [event], done, today) for event in alone]
    rows = [row for row in rows if not as_of or (row["said"] or "") <= as_of]
    return sorted(rows, key=lambda row: (row["doc"], row["start"]))[: chosen.limit]


def _of_kind(chosen: Filter) -> Filter:
    return Filter(doc=chosen.doc, lang=chosen.lang, kind="prediction", actor=chosen.actor, by=chosen.by, about=chosen.about,
                  since=chosen.since, until=chosen.until)  # fmt: skip


def _predicted(chosen: Filter) -> Filter:
    return Filter(doc=chosen.doc, lang=chosen.lang, status="predicted", actor=chosen.actor or chosen.about,
                  since=chosen.since, until=chosen.until)  # fmt: skip


def _row(page: Row, told: Row, events: Sequence[Row], done: Mapping[Act, Sequence[tuple[str, str]]], today: str) -> Row:
    said, evidence = page_date(page), told["evidence"]
    deadline = _deadline(evidence["text"], told["lang"], said)
    last = str(deadline["end"]) if deadline else "9"
    met = (found for event in events for found in done.get(_act(event), ()))
    later = sorted({found for found in met if said and said < found[0] <= min(last, today or last)})
    state = _state(deadline, later, today)
    return {
        "doc": told["doc"],
        "article_id": told["article_id"],
        "claim_id": told.get("claim_id"),
        "speaker": told.get("speaker"),
        "said": said or None,
        "text": evidence["text"],
        "start": evidence["start"],
        "deadline": deadline,
        "sure": sure(evidence["text"], told["lang"]),
        "events": [event["event_id"] for event in events],
        "about": list(told.get("about") or dict.fromkeys(code for e in events for code in _codes(e))),
        "state": state,
        "settled_by": later[0][1] if later else None,
        "lang": told["lang"],
    }


def _deadline(text: str, lang: str, said: str) -> dict[str, Any] | None:
    """Returns the last time in the words that ends after the page's day; without such a day the last that has a year."""
    today = datetime.date.fromisoformat(said) if len(said) == DAY else None
    coming = [t for t in times(text, languages.load(lang), today, ahead=True) if t.last[:1].isdigit() and t.last > (said or "0")]
    if not coming:
        return None
    last = max(coming, key=lambda t: t.last)
    return {"start": last.first, "end": last.last, "grain": last.grain, "text": text[last.start : last.end]}


def _state(deadline: Mapping[str, Any] | None, later: Sequence[tuple[str, str]], today: str) -> str:
    if later:
        return "settled"
    if deadline is None:
        return "no deadline"
    return "due" if today and str(deadline["end"]) < today else "open"


def sure(text: str, lang: str) -> str | None:
    """Returns how sure the words are: certain, likely, possible, unlikely; None where they do not say."""
    words = fold(text)
    for level, phrases in languages.load(lang).sureness.items():
        if languages.phrases_pattern(phrases, NO_DATE).search(words):
            return level
    return None


def _act(event: Row) -> Act:
    return event["type"], frozenset(_codes(event))


def _codes(event: Row) -> Iterable[str]:
    return party_codes([*event["actors"], *event["recipients"]])
