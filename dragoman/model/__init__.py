"""Every record that passes between the parts of Dragoman.

Frozen dataclasses and the ids derived from them; nothing here reads a file, a clock or another module of ours.
Offsets are code points of `Article.text`, half-open.
"""

from dragoman.model.facts import (
    CLAIM_KINDS,
    FUTURE,
    STATUSES,
    Claim,
    Coding,
    Event,
    Evidence,
    Money,
    Participant,
    Quantity,
    Speaker,
    When,
    Where,
    codes,
)
from dragoman.model.pages import (
    CODED,
    LEFT_OUT,
    Article,
    Block,
    Document,
    Given,
    Published,
    Rejected,
    Sentence,
    Span,
    Step,
    Told,
    content_id,
)
from dragoman.model.readings import (
    Argument,
    Attribution,
    Mention,
    Reading,
    Trigger,
)

SCHEMA = 1  # stands in every exported row

__all__ = [
    "CLAIM_KINDS",
    "CODED",
    "FUTURE",
    "LEFT_OUT",
    "SCHEMA",
    "STATUSES",
    "Argument",
    "Article",
    "Attribution",
    "Block",
    "Claim",
    "Coding",
    "Document",
    "Event",
    "Evidence",
    "Given",
    "Mention",
    "Money",
    "Participant",
    "Published",
    "Quantity",
    "Reading",
    "Rejected",
    "Sentence",
    "Span",
    "Speaker",
    "Step",
    "Told",
    "Trigger",
    "When",
    "Where",
    "codes",
    "content_id",
]
