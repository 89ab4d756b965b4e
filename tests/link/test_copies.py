from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dragoman.link import copies
from dragoman.link.copies import Link, clusters, judge, links, resemblance, text_of
from dragoman.model import content_id

STORY = (
    "Министры двух стран встретились в столице и подписали соглашение о перевозке зерна по новой железной дороге. "
    "По словам представителя ведомства, первый состав пройдёт осенью, а к концу года поездов станет больше. "
    "Стороны условились проверить пути, склады и порты, о чём сообщила пресс-служба железной дороги."
)
OTHER = (
    "На учениях в горах проверили связь между постами, подвоз воды и работу полевых кухонь; участвовали роты двух "
    "стран, прибывшие накануне, и наблюдатели, которым показали лагерь и вечерний выход колонны."
)


def article(doc: str, text: str, kind: str = "body") -> dict[str, Any]:
    block = {"kind": kind, "start": 0, "end": len(text), "line": 1, "rule": "prose", "reason": ""}
    return {"doc": doc, "article_id": content_id(text), "text": text, "blocks": [block]}


def test_equal_text_is_a_copy_of_the_least_address() -> None:
    found = links([article("c", STORY), article("a", STORY), article("b", STORY)])
    assert [(link.one, link.other, link.verdict, link.rule) for link in found] == [
        ("a", "b", "copy", "same_text"), ("a", "c", "copy", "same_text"),
    ]  # fmt: skip
    assert clusters(found) == {"a": "a", "b": "a", "c": "a"}


def test_a_reprint_with_a_line_more_is_a_copy() -> None:
    (found,) = links([article("b", STORY), article("a", f"Наша газета. {STORY.upper()}"), article("x", OTHER)])
    assert (found.one, found.other, found.verdict, found.rule) == ("a", "b", "copy", "same_words")
    assert 0.8 < found.similarity < 1.0


def test_the_same_words_with_other_numbers_are_a_revision() -> None:
    first = f"{STORY} За сутки пропустили 14 вагонов."
    second = f"{STORY} За сутки пропустили 9 вагонов."
    (found,) = links([article("a", first), article("b", second)])
    assert (found.verdict, found.rule) == ("revision", "other_numbers")
    assert "14" in found.reason
    assert clusters([found]) == {}
    # a reprint that leaves the number out is still one
    (shorter,) = links([article("a", first), article("b", STORY)])
    assert shorter.verdict == "copy"


def test_different_or_short_texts_have_no_link() -> None:
    short = [article("c", "Читайте также"), article("d", "Читайте также:")]
    assert links([article("a", STORY), article("b", OTHER), *short]) == []


def test_what_is_left_out_is_not_compared() -> None:
    menu = article("a", STORY, "navigation")
    assert text_of(menu).words == 0
    assert links([menu, article("b", STORY + " ", "navigation")]) == []


def test_clusters_are_what_links_connect() -> None:
    chain = [Link(one, other, "copy", "same_words", 0.9, "") for one, other in (("c", "d"), ("b", "c"), ("x", "y"))]
    for order in (chain, chain[::-1]):
        assert clusters(order) == {"b": "b", "c": "b", "d": "b", "x": "x", "y": "x"}


def test_candidates_are_found_as_promised() -> None:
    """Of pairs of texts around the limit and above nearly all are found; every one is judged by its true similarity."""
    chosen = random.Random(7)
    words = [f"слово{number}" for number in range(900)]
    expected = found = 0
    for number in range(60):
        first = chosen.sample(words, 120)
        second = [*first[: chosen.randrange(80, 118)], *chosen.sample(words, 8)]
        pair = [article(f"{number}a", " ".join(first)), article(f"{number}b", " ".join(second))]
        true = judge(text_of(pair[0]), text_of(pair[1]))
        expected += true is not None
        answer = links(pair)
        found += len(answer)
        assert answer in ([], [true])
    assert expected > 40
    assert found >= expected - 1


@given(st.lists(st.text(alphabet="абв ", max_size=60), min_size=1, max_size=8), st.randoms())
def test_order_does_not_matter(texts: list[str], chosen: random.Random) -> None:
    rows = [article(f"{number}", text) for number, text in enumerate(texts)]
    shuffled = chosen.sample(rows, len(rows))
    assert links(rows) == links(shuffled)


def test_a_link_depends_on_its_pair_alone() -> None:
    pair = [article("a", STORY), article("b", f"{STORY} И это всё.")]
    crowd = [article(f"n{number}", f"{OTHER} {STORY[: number * 9]}") for number in range(20)]
    among = [link for link in links([*crowd, *pair]) if {link.one, link.other} == {"a", "b"}]
    assert among == links(pair)


def test_resemblance_is_of_runs_not_of_words() -> None:
    words = STORY.split()
    backwards = " ".join(reversed(words))
    assert resemblance(text_of(article("a", STORY)), text_of(article("b", backwards))) == 0.0
    assert copies.RUN == 5
