"""What cleaning knows: the languages, their lists and calendar, the outlets. Made once, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.clean.clock import Clock
from dragoman.clean.dates import Calendar
from dragoman.clean.phrases import Phrases, collect
from dragoman.languages import Language


@dataclass(frozen=True, slots=True, eq=False)
class Kit:
    """The languages that pages may be in, and all that is derived from them."""

    languages: tuple[Language, ...]
    phrases: Phrases
    calendar: Calendar
    clock: Clock
    outlets: Mapping[str, str]  # folded name or domain -> code

    @property
    def codes(self) -> tuple[str, ...]:
        """Returns the codes of the languages."""
        return tuple(language.code for language in self.languages)

    def language(self, code: str) -> Language | None:
        """Returns the language of that code, None where it is not one of ours."""
        return next((one for one in self.languages if one.code == code), None)


def kit(languages: tuple[Language, ...], outlets: Mapping[str, str]) -> Kit:
    """Returns the kit for these languages and outlets; what is compiled from the languages is kept."""
    return Kit(languages, *_compiled(languages), outlets)


@cache
def _compiled(languages: tuple[Language, ...]) -> tuple[Phrases, Calendar, Clock]:
    return collect(languages), Calendar(languages), Clock(languages)
