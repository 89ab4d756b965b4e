"""Times of an article as mentions: when things happened, reckoned from its day of publication."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from dragoman.languages import Language, fold
from dragoman.model import Article, Mention, Sentence
from dragoman.text.times import Time, times

SOME_DAY = datetime.date(2000, 1, 1)  # for times of which only how long they are is known
WORD = re.compile(r"\w+")


def times_of(article: Article, sentences: Sequence[Sentence], language: Language) -> tuple[Mention, ...]:
    """Returns the times that an article's sentences name, in order.

    `value` is first day, last day and grain: "2025-01-01/2025-01-31/month"; "//week" for «на прошлой неделе» of a page that
    has no day.
    """
    today = article.published.day if article.published else None
    found = (mention for sentence in sentences for mention in _of(article.text, sentence, language, today))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _of(text: str, sentence: Sentence, language: Language, today: datetime.date | None) -> Iterator[Mention]:
    words = text[sentence.start : sentence.end]
    # «В понедельник прилетит»: what is to come is told by a word for it; other sentences tell what was, or do not say.
    ahead = True if {fold(word) for word in WORD.findall(words)} & language.future else None
    known = times(words, language, today, ahead)
    for time in known:
        yield _mention(text, sentence, time, f"{time.first}/{time.last}/{time.grain}")
    for time in times(words, language, SOME_DAY, ahead) if today is None else ():
        if not any(time.start < other.end and other.start < time.end for other in known):
            yield _mention(text, sentence, time, f"//{time.grain}")


def _mention(text: str, sentence: Sentence, time: Time, value: str) -> Mention:
    start, end = sentence.start + time.start, sentence.start + time.end
    return Mention(
        "time",
        None,
        value.split("/", maxsplit=1)[0] or text[start:end],
        start,
        end,
        text[start:end],
        f"time/{time.rule}",
        value=value,
    )
