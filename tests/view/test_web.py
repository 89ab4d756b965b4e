from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from view_sample import EN, EN_ARTICLE, RU_ARTICLE, evidence

from dragoman.model import Claim, Coding, Document, Speaker
from dragoman.store import Corpus
from dragoman.view import queries
from dragoman.view.article import article_view
from dragoman.view.predictions import predictions
from dragoman.view.web import create_app


@pytest.fixture(scope="module")
def client(corpus_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(corpus_path), base_url="http://127.0.0.1") as client:
        yield client


PAGES = ("/", "/articles", "/events", "/claims", "/predictions", "/rejected", f"/articles/{RU_ARTICLE.article_id}")


@pytest.mark.parametrize("path", [*PAGES, "/events.json", "/nothing", "/static/page.css"])
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_no_inline_script_or_style(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    page = answer.text
    assert page.count("<script") == 1
    assert '<script src="/static/page.js" defer>' in page
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick" not in page


def test_articles_are_listed_with_counts(client: TestClient) -> None:
    page = client.get("/").text
    assert "Астана и Анкара договорились о совместных учениях" in page
    assert f'href="/articles/{EN_ARTICLE.article_id}"' in page
    assert "3 left out" in page


@pytest.mark.parametrize("what", queries.WHAT)
def test_json_twins_give_the_same_dicts(client: TestClient, corpus: Corpus, what: str) -> None:
    answer = client.get(f"/{what}.json").json()
    assert answer["rows"] == queries.LISTINGS[what](corpus, queries.EVERYTHING)
    assert answer["total"] == len(answer["rows"])


def test_predictions_and_their_twin_show_the_same(tmp_path: Path) -> None:
    words = "Казахстан, скорее всего, выйдет из ОДКБ до конца 2024 года"
    article = replace(RU_ARTICLE, text=words, blocks=())
    said = Claim(article.article_id, article.doc, "ru", "prediction", Speaker(None, None, "Ильин", "Ильин", 0, 0), "",
                 (), ("KAZ",), evidence(words, words), "reader", 0.8)  # fmt: skip
    held = Corpus(tmp_path / "corpus")
    held.write([(Document(article.doc, words.encode()), Coding(article, (), (), (said,)))], "one prediction")
    with TestClient(create_app(tmp_path / "corpus"), base_url="http://127.0.0.1") as client:
        (row,) = client.get("/predictions.json?as_of=2025-03-01").json()["rows"]
        assert [row] == predictions(held, queries.EVERYTHING, "2025-03-01")
        assert (row["state"], row["sure"], row["deadline"]["end"]) == ("due", "likely", "2024-12-31")
        page = client.get("/predictions?as_of=2025-03-01").text
    assert "1 prediction" in page
    assert all(shown in page for shown in (words, "due", "likely", "Ильин", f'href="/articles/{article.article_id}"'))


def test_an_article_and_its_twin_show_the_same(client: TestClient, corpus: Corpus) -> None:
    view = article_view(corpus, RU_ARTICLE.article_id)
    assert client.get(f"/articles/{RU_ARTICLE.article_id}.json").json() == view
    page = client.get(f"/articles/{RU_ARTICLE.article_id}").text
    assert 'id="event-1"' in page
    assert 'data-events="1" data-claims="1"' in page
    assert "short words without a verb" in page


def test_hostile_text_is_inert(client: TestClient) -> None:
    page = client.get(f"/articles/{EN_ARTICLE.article_id}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "⟨U+202E⟩evil⟨U+202C⟩" in page
    assert "⟨U+001B⟩[2J" in page
    assert not {"\u202e", "\u202c", "\x1b"} & set(page)
    assert "\u202e" in EN


@pytest.mark.parametrize(
    ("query", "total"), [("type=mobilize", 1), ("actor=TUR", 2), ("status=", 3), ("since=2024-05", 1), ("limit=1", 3)]
)
def test_listings_are_filtered_by_the_address(client: TestClient, query: str, total: int) -> None:
    assert client.get(f"/events.json?{query}").json()["total"] == total
    assert f"{total} event" in client.get(f"/events?{query}").text


def test_what_was_asked_stands_escaped_in_the_form(client: TestClient) -> None:
    page = client.get("/events", params={"actor": '"><script>'}).text
    assert "&#34;&gt;&lt;script&gt;" in page
    assert '"><script>' not in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/articles/nothing", 404),
        ("/x", 404),
        ("/events?limit=many", 400),
        ("/articles/no.json", 404),
        ("/predictions?as_of=soon", 400),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert len(answer.text) > 10


def test_a_borrowed_name_is_refused(corpus_path: Path) -> None:
    with TestClient(create_app(corpus_path), base_url="http://evil.example") as client:
        assert client.get("/").status_code == 400


def test_a_folder_without_a_corpus_is_said(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path), base_url="http://127.0.0.1") as client:
        answer = client.get("/")
    assert answer.status_code == 404
    assert "no corpus" in answer.text
