from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import fake_coder
import pytest

from dragoman.export import FORMATS, contract
from dragoman.store import Corpus

EVENT_KEYS = (
    "schema doc event_id article_id type plover mode contexts concept status commentary register name actors "
    "recipients date place items quantities money stage evidence trigger also_at via rule confidence lang"
)
CLAIM_KEYS = "schema doc claim_id article_id kind speaker cue chain about evidence denies rule confidence lang"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    corpus = Corpus(tmp_path_factory.mktemp("corpus"))
    coder = fake_coder.FakeCoder()
    corpus.write([(one, coder.code(one)) for one in (fake_coder.page(1), fake_coder.page(2))], "v1")
    return corpus


def text(form: str, rows: list[dict[str, Any]]) -> str:
    return "".join(FORMATS[form](rows))


@pytest.mark.parametrize("name", ["documents", "articles", "mentions", "events", "claims", "rejected"])
def test_json_and_json_lines_hold_the_rows_of_every_table(corpus: Corpus, name: str) -> None:
    rows = [contract(row) for row in corpus.rows(name)]
    assert json.loads(text("json", corpus.rows(name))) == rows
    assert [json.loads(line) for line in text("jsonl", corpus.rows(name)).splitlines()] == rows
    assert all(next(iter(row.items())) == ("schema", 1) for row in rows)


def test_rows_have_the_names_of_the_contract(corpus: Corpus) -> None:
    (event, *_), (claim, *_) = (
        [json.loads(line) for line in text("jsonl", corpus.rows(name)).splitlines()] for name in ("events", "claims")
    )
    assert " ".join(event) == EVENT_KEYS
    assert " ".join(claim) == CLAIM_KEYS
    assert set(event["via"][0]) == {"name", "code", "type", "text", "start", "end"}
    assert event["quantities"]["envoys"] == {"value": 3.0, "bound": "exact", "text": "three"}


def test_letters_stay_letters() -> None:
    assert "«Анкара»" in text("jsonl", [{"text": "«Анкара»"}])


def test_no_rows() -> None:
    assert [text(form, []) for form in ("json", "jsonl", "csv")] == ["[]\n", "", ""]


def test_csv_has_a_column_for_each_part(corpus: Corpus) -> None:
    rows = corpus.rows("events")
    rows[1] = rows[1] | {"date": None}
    first, second, *_ = csv.DictReader(io.StringIO(text("csv", rows)))
    assert (first["actors"], first["recipients"], first["contexts"]) == ("KAZ", "TUR", "diplomatic")
    assert (first["date.start"], first["place.country"], first["money.amount"]) == ("2024-05", "AZE", "1000000.0")
    assert first["evidence.text"] == "Astana receives Ankara"
    assert json.loads(first["quantities"])["envoys#2"]["value"] == 5.0
    assert second["date.start"] == ""
    assert "date" not in first


def test_csv_keeps_lines_quotes_and_commas_in_their_cells() -> None:
    words = 'He said: "no,\nnever"; then left'
    (row,) = csv.DictReader(io.StringIO(text("csv", [{"text": words, "about": ["KAZ", "TUR"], "blocks": []}])))
    assert (row["text"], row["about"], row["blocks"]) == (words, "KAZ;TUR", "")


def test_lines_come_as_the_rows_come() -> None:
    taken = []

    def rows() -> Any:
        for number in range(3):
            taken.append(number)
            yield {"n": number}

    stream = FORMATS["jsonl"](rows())
    assert next(stream) == '{"schema": 1, "n": 0}\n'
    assert taken == [0]


def test_files_are_written_as_they_are(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(text("csv", corpus.rows("events")), "utf8", newline="")
    with path.open(encoding="utf8", newline="") as lines:
        assert len(list(csv.reader(lines))) == 1 + len(corpus.rows("events"))
