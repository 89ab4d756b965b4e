"""What a site allows robots to read: /robots.txt as RFC 9309 has it.

A site without one, or that refuses to show it (4xx), allows everything; one whose server fails (5xx) or cannot be reached
allows nothing. An answer is kept for a day, a failure for a minute.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.ingest.limits import Deadline, Failure

if TYPE_CHECKING:
    from protego import Protego

Read = Callable[[str, Deadline], tuple[int, bytes]]
MOST = 512_000  # bytes; the RFC asks for 500 KiB at least, what follows is not read
KEPT = 1_000_000  # bytes of robots.txt kept in all; parsed they are some forty times as much
EACH = 500  # bytes that every site counts for at least, so that empty ones are not kept without end
ANSWERED, FAILED = 86_400.0, 60.0  # seconds an answer and a failure are kept
LONGEST_DELAY = 30.0  # seconds between requests that a site may ask for
# The site itself cannot be had: that says more than that its robots.txt cannot.
TELLING = ("private-address", "bad-certificate", "unreachable", "too-slow")
AGENT = re.compile(r"\s*user(?:-|\s*)agent(?=[\s:#]|$)\s*:?\s*([\w*-]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site said, until when it holds, and how much of the memory it takes. Without a parser everything is allowed."""

    until: float
    size: int = EACH
    parser: Protego | None = None
    failure: Failure | None = None


class Robots:
    """The robots.txt of the sites lately asked. `read` returns status and bytes of one, or raises Failure."""

    def __init__(self, agent: str, read: Read, clock: Callable[[], float]) -> None:
        """Knows nothing of any site yet. Of the agent («dragoman/0.1 (…)») the first word counts."""
        self._agent = re.split(r"[/\s]", agent, maxsplit=1)[0].lower()
        self._read = read
        self._clock = clock
        self._known: OrderedDict[str, Rules] = OrderedDict()

    def delay(self, site: str, address: str, deadline: Deadline) -> float:
        """Returns the seconds that the site («https://a.example») asks to leave between requests, 0 where it asks nothing.

        Raises Failure: robots where it does not allow the address, robots-unread where its robots.txt cannot be had, so that
        nothing is allowed for now, or the reason why the site itself cannot be asked.
        """
        rules = self._rules(site, deadline)
        if rules.failure is not None:
            raise Failure(rules.failure.reason, str(rules.failure))
        if rules.parser is None:
            return 0.0
        if not rules.parser.can_fetch(address, self._agent):
            raise Failure("robots", f"{site}/robots.txt does not allow it")
        return min(rules.parser.crawl_delay(self._agent) or 0.0, LONGEST_DELAY)

    def _rules(self, site: str, deadline: Deadline) -> Rules:
        known = self._known.get(site)
        if known is None or known.until <= self._clock():
            known = self._asked(site, deadline)
            self._known[site] = known
            self._forget()
        self._known.move_to_end(site)
        return known

    def _forget(self) -> None:
        """Lets go of the sites longest not asked; the last one asked is always kept."""
        while len(self._known) > 1 and sum(rules.size for rules in self._known.values()) > KEPT:
            self._known.popitem(last=False)

    def _asked(self, site: str, deadline: Deadline) -> Rules:
        try:
            status, data = self._read(f"{site}/robots.txt", deadline)
        except Failure as failure:
            return self._refused(failure.reason, str(failure))
        if 400 <= status < 500:
            return Rules(self._clock() + ANSWERED)
        if not 200 <= status < 300:
            return self._refused(f"http-{status}", "")
        return Rules(self._clock() + ANSWERED, max(EACH, len(data)), parsed(data, self._agent))

    def _refused(self, reason: str, detail: str) -> Rules:
        telling = reason in TELLING
        words = detail if telling else f"{reason} {detail}".rstrip()
        return Rules(self._clock() + FAILED, failure=Failure(reason if telling else "robots-unread", f"robots.txt: {words}"))


def parsed(data: bytes, agent: str) -> Protego:
    """Returns the rules of a robots.txt as far as they concern the agent."""
    from protego import Protego

    lines = data.decode("utf-8-sig", "replace").splitlines()
    return Protego.parse("\n".join(_narrowed(lines, agent)))


def _narrowed(lines: list[str], agent: str) -> list[str]:
    """Returns the lines with every other robot called «other».

    The parser keeps a copy of a group's rules for each robot it names: ten thousand names over ten thousand rules would
    fill the memory. It also takes a part of a name for the name («d» for «dragoman»), which the RFC does not.
    """
    kept = []
    for line in lines:
        found = AGENT.match(line)
        name = found[1].lower() if found else ""
        kept.append(f"User-agent: {name if name in (agent, '*') else 'other'}" if found else line)
    return kept
