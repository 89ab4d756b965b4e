import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.view.marking import Mark, inert, joined, segments

TEXTS = st.text(max_size=80)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    place = st.integers(min_value=-5, max_value=len(text) + 5)
    kinds = st.sampled_from(["block", "claim", "event", "trigger", "mention", "strange"])
    marks = st.builds(Mark, place, place, kinds, st.sampled_from(["1", "2", "3"]))
    return text, draw(st.lists(marks, max_size=12))


@given(marked())
def test_segments_joined_are_the_text_whatever_the_marks(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    pieces = segments(text, marks)
    assert joined(pieces) == text
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)


@given(marked())
def test_every_character_knows_exactly_the_marks_over_it(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    for piece in segments(text, marks):
        for at in range(piece.start, piece.end):
            over = sorted((m.kind, m.ref) for m in marks if m.start <= at < m.end)
            assert sorted((m.kind, m.ref) for m in piece.marks) == over


@given(marked(), st.integers(0, 80), st.integers(0, 80))
def test_a_stretch_gives_that_stretch(case: tuple[str, list[Mark]], start: int, end: int) -> None:
    text, marks = case
    assert joined(segments(text, marks, start, end)) == text[start:end]


def test_outermost_mark_comes_first_and_ends_where_it_ends() -> None:
    claim, mention = Mark(0, 9, "claim", "1"), Mark(0, 4, "mention", "KAZ")
    first, second = segments("Баку хочет", [mention, claim])[:2]
    assert first.marks == (claim, mention)
    assert first.ends("mention") == (mention,)
    assert first.ends("claim") == ()
    assert second.ends("claim") == (claim,)
    assert second.refs("claim") == ("1",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("обычный текст\nи строка", "обычный текст\nи строка"),
        ("\u202eтекст", "⟨U+202E⟩текст"),
        ("\x1b[2Jend", "⟨U+001B⟩[2Jend"),
        ("\u0301е\u200dж", "\u0301е\u200dж"),
        ("\x9b", "⟨U+009B⟩"),
    ],
)
def test_hidden_characters_are_written_out(text: str, shown: str) -> None:
    assert inert(text) == shown


@given(TEXTS)
def test_inert_text_stays_so(text: str) -> None:
    assert inert(inert(text)) == inert(text)
