import pytest
from view_sample import CLAIMS, DENIED, EXERCISE, RECALL

from dragoman.store import Corpus
from dragoman.view import queries
from dragoman.view.filters import Filter
from dragoman.view.queries import NotFoundError


def ids(rows: list[queries.Row]) -> set[str]:
    return {row.get("event_id") or row["claim_id"] for row in rows}


@pytest.mark.parametrize(
    ("chosen", "events"),
    [
        (Filter(), {EXERCISE, DENIED, RECALL}),
        (Filter(actor="TUR"), {EXERCISE, RECALL}),
        (Filter(between=("TUR", "KAZ")), {EXERCISE}),
        (Filter(by="TUR"), {RECALL}),
        (Filter(to="tur"), {EXERCISE}),
        (Filter(lang="ru", status="denied"), {DENIED}),
        (Filter(register="restriction"), {RECALL}),
        (Filter(type="MOBILIZE"), {DENIED}),
        (Filter(since="2024-05", until="2024-05"), {EXERCISE}),
        (Filter(until="2024-03-03"), {DENIED}),  # by its page's date; RECALL's page has none
        (Filter(actor="GEO", lang="ru"), set()),
    ],
)
def test_filters_of_events(corpus: Corpus, chosen: Filter, events: set[object]) -> None:
    assert ids(queries.events(corpus, chosen)) == {event.event_id for event in events}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("chosen", "claims"),
    [
        (Filter(kind="denial"), {1}),
        (Filter(by="KAZ"), {0, 1}),
        (Filter(by="министр обороны"), {0, 1}),
        (Filter(by="Песков"), set()),
        (Filter(about="SYR"), {1}),
        (Filter(actor="TUR"), {0}),
    ],
)
def test_filters_of_claims(corpus: Corpus, chosen: Filter, claims: set[int]) -> None:
    assert ids(queries.claims(corpus, chosen)) == {CLAIMS[index].claim_id for index in claims}


def test_articles_come_latest_first_with_counts(corpus: Corpus) -> None:
    first, second = queries.articles(corpus)
    assert first["doc"] == "bulletin/учения.txt"
    assert first["counts"] == {"events": 2, "claims": 2, "left_out": 3}
    assert second["published"] is None
    assert second["counts"] == {"events": 1, "claims": 0, "left_out": 0}


def test_articles_by_period(corpus: Corpus) -> None:
    assert len(queries.articles(corpus, Filter(since="2024"))) == 1
    assert queries.articles(corpus, Filter(since="2025")) == []


def test_mentions_by_language_and_code(corpus: Corpus) -> None:
    rows = queries.mentions(corpus, Filter(lang="ru", actor="KAZ"))
    assert [row["text"] for row in rows] == ["Астана", "Казахстан", "министр обороны Казахстана", "Казахстана"]


def test_actors_are_counted(corpus: Corpus) -> None:
    rows = {row["code"]: row for row in queries.actors(corpus)}
    assert (rows["TUR"]["mentions"], rows["TUR"]["docs"]) == (3, 2)
    assert (rows["TUR"]["acts"], rows["TUR"]["receives"]) == (1, 1)
    assert rows["KAZ:defence"]["says"] == 2
    assert [row["code"] for row in queries.actors(corpus, "KAZ")] == ["KAZ", "KAZ:defence"]


@pytest.mark.parametrize("key", ["bulletin/учения.txt", "учения.txt", EXERCISE.article_id])
def test_an_article_is_found_by_path_ending_or_id(corpus: Corpus, key: str) -> None:
    assert queries.article_named(corpus, key)["doc"] == "bulletin/учения.txt"


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("nothing.txt", "no article"),
        (".txt", "2 articles end in"),
        ("bulletin/empty.txt", "clean: empty"),
        ("", "no a"),
    ],
)
def test_an_article_that_is_not_there_is_explained(corpus: Corpus, key: str, message: str) -> None:
    with pytest.raises(NotFoundError, match=message):
        queries.article_named(corpus, key)


def test_an_event_is_found_by_the_beginning_of_its_id(corpus: Corpus) -> None:
    assert queries.event_named(corpus, RECALL.event_id[:6])["type"] == "SANCTION"
    with pytest.raises(NotFoundError):
        queries.event_named(corpus, "")
