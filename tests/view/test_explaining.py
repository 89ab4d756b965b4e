import pytest
from view_sample import DENIED, FakeCoder

from dragoman.store import Corpus
from dragoman.view import explaining
from dragoman.view.queries import NotFoundError


def test_an_event_is_explained_by_its_sentence(corpus: Corpus) -> None:
    found = explaining.explain_event(corpus, DENIED.event_id, FakeCoder())
    assert found["event"]["event_id"] == DENIED.event_id
    assert [seen["line"] for seen in found["sentences"]] == [5]
    assert found["block"]["kind"] == "body"


def test_a_claim_is_explained_by_its_sentence(corpus: Corpus) -> None:
    (claim, *_) = corpus.rows("claims")
    found = explaining.explain_claim(corpus, claim["claim_id"][:12], FakeCoder())
    assert found["claim"] == claim
    with pytest.raises(NotFoundError, match="no claim"):
        explaining.explain_claim(corpus, "zz", FakeCoder())


def test_a_line_is_explained_with_its_rows(corpus: Corpus) -> None:
    found = explaining.why(corpus, "учения.txt", 5, FakeCoder())
    assert [event["status"] for event in found["events"]] == ["denied"]
    assert [claim["kind"] for claim in found["claims"]] == ["denial"]
    assert found["sentences"][0]["triggers"][0]["scores"]["type"] == pytest.approx(0.31)


def test_a_line_left_out_is_not_read_again(corpus: Corpus) -> None:
    found = explaining.why(corpus, "учения.txt", 1, FakeCoder())
    assert found["sentences"] == []
    assert [(block["kind"], block["coded"]) for block in found["blocks"]] == [("navigation", False)]


@pytest.mark.parametrize("line", [0, 7])
def test_there_are_only_so_many_lines(corpus: Corpus, line: int) -> None:
    with pytest.raises(NotFoundError, match="lines 1 to 6"):
        explaining.why(corpus, "учения.txt", line, FakeCoder())
