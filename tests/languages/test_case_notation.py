"""The notation of cases: what is read, what is refused, and that every case of ours is sound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import codebook
from dragoman.languages.cases import CaseError, parse, parse_event, parse_say, parse_text, problems
from training import corpus
from training.check import check

ONE = """= exercises

25 января [TUR Турция] и [KAZ Казахстан] {1 начали} под [@TUR Карсом] учения [x «Зима-23»], в них [n 1758 военных].
1 hold-exercise-joint ongoing TUR KAZ | host=TUR place=@TUR amount=n name=x

# a comment
<c1 По словам> <s1 [KAZ министра]>, <q1 [KAZ.2 республика] не {1 покупала} у [TUR Турции] [w дроны]>.
1 buy-arms denied KAZ.2 > TUR | item=w
say 1 denial denies=1

Сборная [~TUR турецкого] клуба разгромила [@KAZ Казахстан] со счётом 3:0.
- sport: a defeat, no assault
"""


def test_three_cases_are_read() -> None:
    first, second, third = parse(ONE, "ru", "one.txt")
    assert first.text.startswith("25 января Турция и Казахстан начали под Карсом учения «Зима-23»")
    assert [(m.label, first.text[m.start : m.end]) for m in first.marks][:3] == [
        ("TUR", "Турция"), ("KAZ", "Казахстан"), ("1", "начали"),
    ]  # fmt: skip
    assert first.events[0].roles == (("host", "TUR"), ("place", "@TUR"), ("amount", "n"), ("name", "x"))
    assert (first.group, first.line, second.line) == ("exercises", 3, 7)
    assert second.events[0].recipients == ("TUR",)
    assert (second.claims[0].kind, second.claims[0].denies, second.claims[0].speaker) == ("denial", "1", None)
    assert third.against == "sport: a defeat, no assault"
    assert [m.use for m in third.marks] == ["adjective", "place"]
    assert not [p for case in (first, second, third) for p in problems(case, codebook.load().concepts)]


def test_marks_stand_in_one_another() -> None:
    text, marks = parse_text("<q1 [A:b х] {1 y}> \\[z\\]")
    assert text == "х y [z]"
    assert [(m.label, m.start, m.end) for m in marks] == [("q1", 0, 3), ("A:b", 0, 1), ("1", 2, 3)]


@pytest.mark.parametrize("line", ["[KAZ Казахстан", "Казахстан]", "[KAZ Казахстан}", "[ Казахстан]", "{1}", "<q1 [KAZ a> b]"])
def test_broken_marks_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_text(line)


@pytest.mark.parametrize("line", ["1", "meet occurred KAZ", "1 meet occurred KAZ | maybe"])
def test_broken_event_lines_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_event(line)


def test_a_broken_claim_line_is_refused() -> None:
    with pytest.raises(ValueError, match="not a claim line"):
        parse_say("say quote")


def test_the_error_names_file_and_line() -> None:
    with pytest.raises(CaseError, match=r"bad\.txt:3: "):
        list(parse("fine [KAZ a].\n- x\n[KAZ broken\n", "ru", "bad.txt"))


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        ("[KAZ a] {1 met} [TUR b].\n1 meets occurred KAZ TUR", "unknown concept"),
        ("[KAZ a] {1 met} [TUR b].\n1 meet done KAZ TUR", "unknown status"),
        ("[KAZ a] {1 met} [TUR b].\n1 meet occurred KAZ UZB", "'UZB' is not marked"),
        ("[KAZ a] {1 met} [TUR b].\n- x", "has no event line"),
        ("[KAZ a] met [TUR b].\n1 meet occurred KAZ TUR", "has no trigger"),
        ("[KAZ a] said <q1 nothing>.\n- x", "has no say line"),
        ("[KAZ a] said <q1 nothing>.\nsay 1 quote", "no source"),
        ("[KAZ a] said nothing.\nsay 1 quote author", "no content"),
        ("[kaz a] said nothing.\n- x", "neither a code"),
        ("[KAZ a] said nothing.", "give the reason"),
    ],
)
def test_what_does_not_fit_is_told(case: str, problem: str) -> None:
    (one,) = parse(case, "en", "x.txt")
    assert any(problem in told for told in problems(one, codebook.load().concepts))


@given(st.text(alphabet="ab[]{}<>\\ 1K~@.", max_size=40))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        text, marks = parse_text(line)
    except ValueError:
        return
    assert all(0 <= m.start <= m.end <= len(text) for m in marks)


def test_all_cases_are_sound() -> None:
    cases, wrong = check(corpus.files())
    assert not wrong
    assert len(cases) >= 1500


@pytest.mark.parametrize(("lang", "least"), [("ru", 800), ("bg", 450), ("en", 250)])
def test_there_are_enough_and_a_third_is_against(lang: str, least: int) -> None:
    cases = corpus.load(lang)
    assert len(cases) >= least
    against = sum(case.against is not None or not case.events for case in cases)
    assert against / len(cases) >= 1 / 3


def test_a_tenth_is_put_aside() -> None:
    cases = corpus.load()
    assert 0.08 < sum(case.held_out for case in cases) / len(cases) < 0.12


def test_the_documentation_shows_the_notation_as_it_is() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "cases.md").read_text("utf8")
    shown = "\n".join(line[4:] if line.startswith("    ") else "" for line in page.splitlines())
    cases = list(parse(re.sub(r"\n{2,}", "\n\n", shown), "ru", "cases.md"))
    assert len(cases) == 3
    assert not [p for case in cases for p in problems(case, codebook.load().concepts)]
