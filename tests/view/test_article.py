from view_sample import EN, RU

from dragoman.store import Corpus
from dragoman.view.article import article_view


def pieces(view: dict) -> list[dict]:
    return [piece for block in view["blocks"] for piece in block["segments"]]


def test_segments_of_all_blocks_are_the_article(corpus: Corpus) -> None:
    for doc, text in (("учения.txt", RU), ("envoy.txt", EN)):
        assert "".join(piece["text"] for piece in pieces(article_view(corpus, doc))) == text


def test_events_and_claims_are_numbered_by_their_words(corpus: Corpus) -> None:
    view = article_view(corpus, "учения.txt")
    assert [(event["number"], event["type"]) for event in view["events"]] == [(1, "COOPERATE"), (2, "MOBILIZE")]
    assert [(claim["number"], claim["kind"]) for claim in view["claims"]] == [(1, "reported"), (2, "denial")]


def test_a_piece_knows_what_covers_it(corpus: Corpus) -> None:
    found = {piece["text"]: piece for piece in pieces(article_view(corpus, "учения.txt"))}
    assert found["проведут"]["triggers"] == [1]
    assert found["проведут"]["claims"] == [1]
    assert found["Турция"]["mentions"][0]["code"] == "TUR"
    assert found["Турция"]["ends"]["codes"] == ["TUR"]
    assert found[" договорились о совместных учениях".strip()]["events"] == [1]  # a later telling


def test_a_ministry_is_not_shown_with_its_state_once_more(corpus: Corpus) -> None:
    last = next(piece for piece in pieces(article_view(corpus, "учения.txt")) if len(piece["mentions"]) == 2)
    assert last["text"] == "Казахстана"
    assert last["ends"]["codes"] == ["KAZ:defence"]


def test_left_out_blocks_keep_their_words_and_reason(corpus: Corpus) -> None:
    first = article_view(corpus, "учения.txt")["blocks"][0]
    assert (first["kind"], first["coded"], first["rule"]) == ("navigation", False, "menu-words")
    assert first["segments"][0]["text"].startswith("Главная")
