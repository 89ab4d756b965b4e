"""The language of a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

LETTERS = 12  # fewer say nothing
SURE = 0.6  # confidence from which what a page declares says nothing more: templates declare what they came with
SAMPLE = 1000  # characters of the body; more only costs time
# Besides ours, those that the detector must know so that they are not taken for ours: neighbours in script or subject.
OTHERS = """
ar be bs cs da de el es et fa fi fr hr hu
hy it ja ka kk ko lt lv mk mn nl pl pt ro sk sl sq sr sv tr uk az he zh
""".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Guess:
    """A language code (ISO 639-1) and the detector's confidence from 0 to 1."""

    code: str
    confidence: float


def detect(text: str, supported: tuple[str, ...], declared: str | None = None) -> Guess | None:
    """Returns the language of `text`, ours or another; None where there are too few letters to tell.

    `declared` is what the page says; it decides between two that the text leaves open.
    """
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < LETTERS:
        return None
    found = _detector(supported).compute_language_confidence_values(sample)
    if not found or found[0].value <= 0:
        return None
    open_ones = [one for one in found if found[0].value < SURE and one.value >= found[0].value / 2]
    best = next((one for one in open_ones if one.language.iso_code_639_1.name.lower() == declared), found[0])
    return Guess(best.language.iso_code_639_1.name.lower(), round(best.value, 2))


@cache
def _detector(supported: tuple[str, ...]) -> Any:
    """Returns the detector; its models load as they are first needed, 20 MB a script in the low-accuracy mode."""
    from lingua import Language, LanguageDetectorBuilder

    wanted = {code.upper() for code in (*supported, *OTHERS)}
    languages = sorted((one for one in Language.all() if one.iso_code_639_1.name in wanted), key=lambda one: one.name)
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
