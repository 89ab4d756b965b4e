"""Drawing for the terminal: an article with everything marked in it, explanations, the summary of a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.view.marking import inert
from dragoman.view.queries import Row
from dragoman.view.terminal import status_text, type_style
from dragoman.view.wording import attributes, chain, parties, plural, speaker, when

if TYPE_CHECKING:
    from rich.console import RenderableType

ACTOR_COLOURS = ("cyan", "magenta", "yellow", "blue", "green", "red")
CLAIM_STYLE = "italic"


# --- an article


def article(view: Row) -> RenderableType:
    """Returns an article as drawn by `show`: lines in a gutter, marks in the text, claims under their block."""
    colours = _colours(view)
    body = Table.grid(padding=(0, 1))
    body.add_column(justify="right", style="dim", no_wrap=True)
    body.add_column(overflow="fold")
    for block in view["blocks"]:
        for left, right in _block_rows(block, view, colours):
            body.add_row(left, right)
    lists = [part for part in (_event_list(view["events"]), _claim_list(view["claims"])) if part]
    return Group(_head(view), Text(), body, *lists)


def _head(view: Row) -> Text:
    published = view["published"] or {}
    facts = [view["outlet"], published.get("date"), ", ".join(view["authors"] or ()), view["lang"]]
    counts = view["counts"]
    head = Text(inert(view["title"] or view["doc"]), style="bold")
    head.append("\n" + " · ".join(inert(fact) for fact in facts if fact), style="not bold")
    if view["sources"]:
        head.append(f"\nafter {chain(view['sources'])}", style="not bold")
    told = f"{plural(counts['events'], 'events')} · {plural(counts['claims'], 'claims')}"
    told += f" · {counts['left_out']} left out"
    if view["version"]["of"] > 1:
        told += f" · version {view['version']['number']} of {view['version']['of']}"
    head.append(f"\n{inert(view['doc'])} · {view['article_id']} · {told}", style="not bold dim")
    return head


def _colours(view: Row) -> dict[str, str]:
    return {actor["code"]: ACTOR_COLOURS[i % len(ACTOR_COLOURS)] for i, actor in enumerate(view["actors"])}


def _block_rows(block: Row, view: Row, colours: dict[str, str]) -> Iterator[tuple[Text, Text]]:
    if block["blank"]:
        return
    if not block["coded"]:
        yield Text(f"{block['line']} ┊"), _left_out(block)
        return
    style = "bold" if block["kind"] == "title" else ""
    marked = Text("", style=style)
    for piece in block["segments"]:
        _draw_piece(marked, piece, colours)
    marked.rstrip()
    yield Text(f"{block['line']} │"), marked
    for number in dict.fromkeys(n for piece in block["segments"] for n in piece["ends"]["claims"]):
        yield Text("│"), _claim_note(view["claims"][number - 1])


def _left_out(block: Row) -> Text:
    words = "".join(piece["text"] for piece in block["segments"])
    reason = f"{block['reason']} ({block['rule']})" if block["reason"] else block["rule"]
    return Text.assemble((inert(words.strip()), "dim"), ("  ‹" + block["kind"] + ": " + inert(reason) + "›", "dim italic"))


def _draw_piece(text: Text, piece: Row, colours: dict[str, str]) -> None:
    styles = [CLAIM_STYLE] if piece["claims"] else []
    for mention in piece["mentions"][:1]:
        styles.append("underline " + colours.get(mention["code"] or "", ""))
    if piece["triggers"]:
        styles.append("bold reverse")
    words = piece["text"]
    text.append(inert(words), style=" ".join(styles).strip())
    for code in piece["ends"]["codes"]:
        text.append(f"‹{inert(code)}›", style="dim " + colours.get(code, ""))
    for number in piece["ends"]["triggers"]:
        text.append(f"[{number}]", style="bold")


def _claim_note(claim: Row) -> Text:
    way = chain(claim["chain"])
    note = Text(f"  ❝{claim['number']} {claim['kind']}: ", style="magenta")
    note.append(speaker(claim), style="bold magenta")
    note.append(f", «{inert(claim['cue'])}»" if claim["cue"] else "")
    note.append(f"  through {way}" if way else "", style="dim")
    return note


def _event_list(events: Iterable[Row]) -> RenderableType | None:
    rows = [_event_entry(event) for event in events]
    return Group(Text("\nEvents", style="bold"), *rows) if rows else None


def _event_entry(event: Row) -> RenderableType:
    line = Text(f"[{event['number']}] ", style="bold")
    line.append(event["type"], style=type_style(event["type"]))
    line.append(f" {event['concept']}  ", style="not bold")
    line.append_text(status_text(event["status"]))
    line.append(f"  {parties(event)}")
    facts = [when(event), attributes(event), "a view, not an act" if event["commentary"] else None]
    line.append("".join(f" · {fact}" for fact in facts if fact), style="not bold")
    told = Text(inert(event["evidence"]["text"]), style="italic")
    foot = f"{event['event_id']} · {event['confidence']:.2f} · {event['rule']}"
    foot += f" · through {chain(event['via'])}" if event.get("via") else ""
    return Group(line, Padding(Group(told, Text(foot, style="dim")), (0, 0, 0, 4)))


def _claim_list(claims: Iterable[Row]) -> RenderableType | None:
    rows = [_claim_entry(claim) for claim in claims]
    return Group(Text("\nClaims", style="bold"), *rows) if rows else None


def _claim_entry(claim: Row) -> RenderableType:
    line = Text(f"❝{claim['number']} ", style="bold magenta")
    line.append(f"{claim['kind']}  ", style="magenta")
    line.append(speaker(claim))
    line.append(f"  about {' '.join(claim['about'])}" if claim["about"] else "", style="not bold")
    line.append(f"  denies {claim['denies']}" if claim["denies"] else "", style="not bold red")
    told = Text(inert(claim["evidence"]["text"]), style="italic")
    foot = Text(f"{claim['claim_id']} · {claim['confidence']:.2f} · {claim['rule']}", style="dim")
    return Group(line, Padding(Group(told, foot), (0, 0, 0, 4)))


# --- explanations


def explained(found: Row) -> RenderableType:
    """Returns an event or claim with what was seen in its sentences."""
    if "event" in found:
        parts = [_event_entry({"number": found["event"]["event_id"][:8], **found["event"]})]
    else:
        parts = [_claim_entry({"number": found["claim"]["claim_id"][:8], **found["claim"]})]
    return Group(*parts, *(_sentence(seen) for seen in found["sentences"]))


def line_explained(found: Row) -> RenderableType:
    """Returns why a line gave what it gave, or nothing."""
    parts: list[RenderableType] = [Text(f"{inert(found['doc'])}, line {found['line']}", style="dim")]
    parts.append(Text(inert(found["text"]), style="bold"))
    for block in found["blocks"]:
        reason = f"{inert(block['reason'])} " if block["reason"] else ""
        kept = "read" if block["coded"] else "left out, nothing is read from it"
        parts.append(Text(f"{block['kind']}: {kept} · {reason}({block['rule']})", style="" if block["coded"] else "yellow"))
    parts += [_event_entry({"number": event["event_id"][:8], **event}) for event in found["events"]]
    parts += [_claim_entry({"number": claim["claim_id"][:8], **claim}) for claim in found["claims"]]
    if not found["events"] and not found["claims"]:
        parts.append(Text("no events, no claims", style="yellow"))
    return Group(*parts, *(_sentence(seen) for seen in found["sentences"]))


def _sentence(seen: Row) -> RenderableType:
    """Draws whatever the explanation holds: its lists under their names, each entry on a line."""
    parts: list[RenderableType] = [Text(f"\nread: {inert(seen['text'])}", style="italic")]
    for name, values in seen.items():
        if isinstance(values, list | tuple):
            parts += _entries(name, values)
    return Group(*parts)


def _entries(name: str, values: Iterable[Any]) -> list[RenderableType]:
    lines = [Padding(Text(_line(value)), (0, 0, 0, 4)) for value in values]
    return [Text(f"  {name}" + ("" if lines else ": none"), style="dim" if not lines else "cyan"), *lines]


def _line(value: Any) -> str:
    if isinstance(value, dict):
        head = [inert(str(value["text"]))] if value.get("text") else []
        rest = [f"{name} {_line(part)}" for name, part in value.items() if name != "text" and part not in (None, "", [], {})]
        return "  ".join(head + rest)
    if isinstance(value, list | tuple):
        return ", ".join(_line(part) for part in value)
    return f"{value:.2f}" if isinstance(value, float) else inert(str(value))


# --- what the tables know


def known(found: Row) -> RenderableType:
    """Returns what the tables know of an actor on a day."""
    parts: list[RenderableType] = [Text(f"{found['code']}  {found['name']}  as of {found['as_of']}", style="bold")]
    plain = {name: value for name, value in found.items() if name not in ("code", "name", "as_of") and not _listed(value)}
    parts.append(Padding(Text(_line(plain), style="dim"), (0, 0, 1, 0)))
    for name, value in found.items():
        if _listed(value):
            parts += _entries(name, value)
    return Group(*parts)


def _listed(value: Any) -> bool:
    return isinstance(value, list | tuple)
