from pathlib import Path

from view_sample import fill

from dragoman.store import Corpus
from dragoman.view.summary import summary


def test_the_summary_counts_what_is_there(corpus: Corpus) -> None:
    found = summary(corpus, flag=" --corpus here")
    assert (found["pages"]["articles"], found["pages"]["rejected"]) == (2, 1)
    assert found["pages"]["reasons"] == [{"stage": "clean", "reason": "empty", "count": 1, "docs": ["bulletin/empty.txt"]}]
    assert found["languages"] == {"en": 1, "ru": 1}
    assert found["events"]["by_register"] == {"exercise": 1, "restriction": 1}
    assert {row["type"]: (row["real"], row["future"], row["denied"]) for row in found["events"]["by_type"]} == {
        "COOPERATE": (0, 1, 0),
        "MOBILIZE": (0, 0, 1),
        "SANCTION": (1, 0, 0),
    }
    assert found["claims"] == {"total": 2, "by_kind": {"denial": 1, "reported": 1}}


def test_only_what_happened_counts_as_done_with_somebody(corpus: Corpus) -> None:
    (row,) = summary(corpus)["who"]
    assert (row["actor"], row["type"], row["recipient"], row["count"]) == ("TUR", "SANCTION", "GEO", 1)


def test_next_commands_name_the_corpus(corpus: Corpus) -> None:
    commands = [row["command"] for row in summary(corpus, flag=" --corpus here")["next"]]
    assert "dragoman events --between TUR GEO --corpus here" in commands
    assert "dragoman show 'bulletin/учения.txt' --corpus here" in commands


def test_an_empty_corpus_has_a_summary(tmp_path: Path) -> None:
    empty = Corpus(tmp_path / "corpus")
    empty.write([], "version")
    found = summary(empty)
    assert found["pages"]["articles"] == 0
    assert found["next"] == []
    fill(empty)
    assert summary(empty)["pages"]["articles"] == 2
