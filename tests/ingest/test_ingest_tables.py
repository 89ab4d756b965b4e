"""Tables of pages: CSV and TSV in any dialect and encoding, Parquet, the fields of JSON lines; times as they are written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ingest import jsonl, tables
from dragoman.ingest.documents import read as read_file
from dragoman.ingest.fields import NONE, Fields, fields_of, people
from dragoman.ingest.moment import moment
from dragoman.model import Document, Given, Rejected, Told

LIMIT = 20_000
TEXT = "Президент Казахстана прибыл в Анкару, где его встретил «глава» правительства.\nПереговоры продлятся два дня."
TURKISH = "Dışişleri Bakanı Ankara'da mevkidaşıyla görüştü; ikili ilişkiler ve enerji işbirliği ele alındı."


def read(data: bytes, mapping: Fields = NONE, limit: int = LIMIT) -> list[Document | Rejected]:
    return list(tables.rows("t.csv", io.BytesIO(data), limit, mapping))


def pages(data: bytes, mapping: Fields = NONE, limit: int = LIMIT) -> list[Document]:
    found = read(data, mapping, limit)
    assert not [one for one in found if isinstance(one, Rejected)]
    return [one for one in found if isinstance(one, Document)]


def reasons(found: Sequence[Document | Rejected]) -> dict[str, str]:
    return {one.doc: one.reason for one in found if isinstance(one, Rejected)}


def written(rows: Sequence[Sequence[str]], **dialect: Any) -> str:
    out = io.StringIO()
    csv.writer(out, **dialect).writerows(rows)
    return out.getvalue()


HEADER = ["id", "Title", "date", "source", "author", "url", "Text"]
ROW = ["7", "Визит", "2024-05-01 10:00:00+03:00", "Степной вестник", "А. Ким; Б. Сеит", "https://steppe.example/7", TEXT]


def test_a_row_is_a_page_and_its_columns_are_told() -> None:
    (page,) = pages(written([HEADER, ROW]).encode())
    assert page.doc == "t.csv#7"
    assert page.data.decode() == TEXT
    assert page.kind == "text"
    assert page.told == Told(
        "table",
        address="https://steppe.example/7",
        title="Визит",
        published="2024-05-01T10:00:00+03:00",
        outlet="Степной вестник",
        authors=("А. Ким", "Б. Сеит"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8_u", "cp866"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    row = [cell.replace("«", '"').replace("»", '"') for cell in ROW]
    data = written([HEADER, row], delimiter=delimiter).encode(encoding)
    assert tables.is_table("table", data)
    (page,) = pages(data)
    assert page.data.decode() == row[-1]
    assert page.told is not None
    assert page.told.outlet == "Степной вестник"


def test_turkish_in_its_old_encoding() -> None:
    (page,) = pages(written([["text", "id"], [TURKISH, "1"]]).encode("cp1254"))
    assert page.data.decode() == TURKISH


def test_other_ways_to_write_a_table() -> None:
    assert [page.data for page in pages(b'sep=;\r\nid;text\r\n1;"a; b"\r\n')] == [b"a; b"]
    assert [page.data for page in pages(b"'id','text'\n'1','it, so'\n")] == [b"it, so"]
    assert [page.data for page in pages(b'id,text\n1,"he said \\"no\\", and left"\n')] == [b'he said "no", and left']
    assert [page.data for page in pages(b"id,text\r1,old\r2,mac\r")] == [b"old", b"mac"]
    assert [page.data for page in pages(b'id\ttext\n1\the said "no\\nand" left\n2\tx\n')] == [b'he said "no\nand" left', b"x"]
    assert [page.data for page in pages(b"id,text\n\n1,a\n,\n2,b,,\n")] == [b"a", b"b"]


def test_a_backslash_before_a_mark_may_be_escaped_itself() -> None:
    data = b'id,text\n1,"he said \\"no\\""\n2,"in C:\\\\"\n3,x\n'
    assert [page.data for page in pages(data)] == [b'he said "no"', b"in C:\\", b"x"]


def test_a_mark_that_nothing_closes_is_said() -> None:
    found = read(b'id,text\n1,x\n2,"open\n3,y\n4,z\n')
    assert [one.doc for one in found] == ["t.csv#1", "t.csv#2"]
    assert reasons(found) == {"t.csv#2": "bad-row"}


def test_newlines_in_a_cell_are_one_kind() -> None:
    (page,) = pages(b'id,text\r\n1,"one\r\ntwo"\r\n')
    assert page.data == b"one\ntwo"


def test_a_cell_that_is_a_page_is_one() -> None:
    (page,) = pages(b'id,content\n1,"<html><body><p>x</p></body></html>"\n')
    assert page.kind == "html"


def test_a_row_without_an_id_goes_by_its_address_or_its_number() -> None:
    assert [page.doc for page in pages(b"text,url\na,https://x.example/a\nb,\n")] == ["t.csv#https://x.example/a", "t.csv#2"]


def test_columns_that_nobody_knows_are_mapped() -> None:
    mapping = fields_of("text=Full Story, date=day,outlet=paper")
    assert mapping == Fields(text="Full Story", published="day", outlet="paper")
    (page,) = pages(b"full story,day,paper\nwords,05.05.2024,The Courier\n", mapping)
    assert (page.data, page.told) == (b"words", Told("table", published="2024-05-05", outlet="The Courier"))


def test_a_column_of_links_names_the_row_and_is_its_address() -> None:
    assert fields_of("url=page") == Fields(doc="page", address="page")
    assert fields_of("address=b,link=page") == Fields(doc="page", address="b")
    (page,) = pages(b"text,page\nwords,https://x.example/a\n", fields_of("url=page"))
    assert (page.doc, page.told) == ("t.csv#https://x.example/a", Told("table", address="https://x.example/a"))


@pytest.mark.parametrize("words", ["colour=red", "text", "text=", "=body"])
def test_a_mapping_that_says_nothing_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="WHAT=COLUMN"):
        fields_of(words)


def test_without_a_column_of_texts_the_table_is_a_row() -> None:
    found = read(b"a,b\n1,2\n")
    assert reasons(found) == {"t.csv": "no-text-column"}
    assert reasons(read(b"id,text\n1,x\n", Fields(text="story"))) == {"t.csv": "no-text-column"}
    assert reasons(read(b"")) == {"t.csv": "no-text-column"}


def test_what_is_wrong_in_a_row_is_a_row_and_the_rest_is_read() -> None:
    data = b"id,text\n1,\n2,fine\n3,cut, here\n4," + b"x" * 300 + b"\n5,fine\n6\n"
    found = read(data, limit=200)
    assert reasons(found) == {
        "t.csv#1": "no-text",
        "t.csv#3": "bad-row",
        "t.csv#4": "too-large",
        "t.csv#6": "no-text",
    }
    assert [one.doc for one in found if isinstance(one, Document)] == ["t.csv#2", "t.csv#5"]


def test_a_quotation_mark_that_nothing_closes_holds_no_memory() -> None:
    data = b'id,text\n1,"open\n' + b"2,line of the text\n" * 1000
    found = read(data, limit=100)
    assert "too-large" in reasons(found).values()
    assert len(found) > 900


def test_a_line_without_end_is_one_row() -> None:
    found = read(b"id,text\n1," + b"x" * 5000 + b"\n2,fine\n", limit=100)
    assert reasons(found) == {"t.csv#1": "too-large"}
    assert found[-1].doc == "t.csv#2"


def test_a_table_is_known_by_its_header() -> None:
    assert tables.is_table("x", b"id,text\n1,words\n")
    assert tables.is_table("pages.csv", b"a,b\n")
    assert not tables.is_table("pages.csv", b"<html><body>id,text</body></html>")
    assert not tables.is_table("x.txt", b"Ankara, text of the agreement was signed on Monday.\nMore.")
    assert not tables.is_table("x.txt", TEXT.encode())
    assert not tables.is_table("x", b"text\nwords\n")
    assert not tables.is_table("x", b"Article | Talk\nAnkara is a city | said the page.\n")
    assert not tables.is_table("x", b"Text, source\nAnkara is a city.\n")
    assert not tables.is_table("x.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert tables.is_table("x", b"no,story\n1,words\n", Fields(text="story"))


@given(st.binary(max_size=400), st.sampled_from([b"id,text\n", b"text;id\n", b"\xff\xfe", b""]))
@settings(max_examples=60, deadline=None)
def test_no_bytes_make_a_traceback(data: bytes, start: bytes) -> None:
    tables.is_table("x.csv", start + data)
    for one in read(start + data, limit=100):
        assert isinstance(one, Document | Rejected)


def parquet(columns: dict[str, Any], path: Path, **options: Any) -> Path:
    pq.write_table(pa.table(columns), path, **options)
    return path


def test_parquet_in_groups_of_rows(tmp_path: Path) -> None:
    day = datetime(2024, 5, 1, 10, tzinfo=UTC)
    columns = {
        "id": list(range(100)),
        "body": pa.array([f"text {at}" for at in range(100)]).dictionary_encode(),
        "published_at": pa.array([day] * 100, pa.timestamp("ns", "UTC")),
        "authors": [["A. B.", "C. D."]] * 100,
        "embedding": [[0.5] * 4] * 100,
    }
    with parquet(columns, tmp_path / "pages", row_group_size=30).open("rb") as stream:
        assert tables.is_table("pages", stream.read(1000))
        stream.seek(0)
        found = list(tables.rows("pages", stream, LIMIT))
    assert [one.doc for one in found] == [f"pages#{at}" for at in range(100)]
    assert found[42] == Document(
        "pages#42",
        b"text 42",
        told=Told("table", published="2024-05-01T10:00:00+00:00", authors=("A. B.", "C. D.")),
    )


def test_what_is_wrong_in_parquet_is_a_row(tmp_path: Path) -> None:
    texts = ["fine", None, "x" * 500, ""]
    data = parquet({"text": texts}, tmp_path / "a").read_bytes()
    assert reasons(read(data, limit=100)) == {"t.csv#2": "no-text", "t.csv#3": "too-large", "t.csv#4": "no-text"}
    assert reasons(read(data[:-20])) == {"t.csv": "damaged-table"}
    assert reasons(read(b"PAR1")) == {"t.csv": "damaged-table"}
    assert reasons(read(parquet({"day": [1]}, tmp_path / "b").read_bytes())) == {"t.csv": "no-text-column"}


def test_a_damaged_group_of_rows_leaves_the_others(tmp_path: Path) -> None:
    texts = [f"{at} " + "words of many kinds " * 5 for at in range(40)]
    path = parquet({"text": texts}, tmp_path / "a", row_group_size=20, compression="zstd", use_dictionary=False)
    data = bytearray(path.read_bytes())
    start = pq.ParquetFile(path).metadata.row_group(0).column(0).data_page_offset
    data[start : start + 20] = b"\xff" * 20
    found = read(bytes(data))
    assert reasons(found) == {"t.csv#rows-1-20": "damaged-table"}
    assert [one.doc for one in found if isinstance(one, Document)] == [f"t.csv#{at}" for at in range(21, 41)]


def test_a_column_that_unpacks_without_end_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BIG", 1_000_000)
    path = parquet({"text": ["a" * 100_000] * 40}, tmp_path / "a", compression="zstd", use_dictionary=False)
    assert path.stat().st_size < 20_000
    assert list(reasons(read(path.read_bytes())).values()) == ["damaged-table"]


def lines(*rows: object) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def records(data: bytes, mapping: Fields = NONE) -> list[Document | Rejected]:
    return list(jsonl.records("p", io.BytesIO(data), LIMIT, mapping))


def test_json_lines_carry_what_they_say() -> None:
    row = {"id": "a", "text": "x", "headline": "Visit", "date": "2024-05-01", "publisher": {"name": "Courier"}, "lang": "ru"}
    assert records(lines({**row, "author": [{"name": "A. B."}], "url": "https://c.example/1"})) == [
        Document("p#a", b"x", told=Told("table", "https://c.example/1", "Visit", "2024-05-01", None, "Courier", ("A. B.",)))
    ]


def test_json_lines_that_say_nothing_more_are_as_they_were() -> None:
    (page,) = records(lines({"id": "a", "text": "<p>x</p><p>y</p>", "language": "uk"}))
    assert page == Document("p#a", b"<p>x</p><p>y</p>")


def test_json_lines_under_other_names() -> None:
    html = "<html><body><p>x</p></body></html>"
    assert jsonl.is_json_lines("x", lines({"body": "x"}))
    assert not jsonl.is_json_lines("x", lines({"content": {"a": 1}}))
    assert records(lines({"body": html})) == [Document("p#1", html.encode(), kind="html")]
    mapping = Fields(text="story", doc="nr")
    (page, other) = records(lines({"nr": 5, "story": "s", "text": "t"}, {"nr": 6}), mapping)
    assert page == Document("p#5", b"s")
    assert isinstance(other, Rejected)
    assert other.reason == "no-text"


def test_given_actors_stand_with_what_is_told() -> None:
    row = {"text": "Турция", "given": [{"start": 0, "end": 6, "code": "TUR"}], "title": "T"}
    assert records(lines(row)) == [Document("p#1", "Турция".encode(), (Given(0, 6, "TUR"),), told=Told("table", title="T"))]


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00+00:00"),
        ("2024-05-01 10:00:00.123456", "2024-05-01T10:00:00"),
        ("2024-05-01 10:00:00 UTC", "2024-05-01T10:00:00+00:00"),
        ("2024/05/01 7:05", "2024-05-01T07:05:00"),
        ("01.05.2024, 10:00", "2024-05-01T10:00:00"),
        ("5 May 2024", "2024-05-05"),
        ("5 May 2024 10:15", "2024-05-05T10:15:00"),
        ("May 5, 2024 Sunday 9:00 PM GMT", "2024-05-05T21:00:00+00:00"),
        ("May 5, 2024 Sunday", "2024-05-05"),
        ("Sunday, May 5th, 2024 12:30 a.m.", "2024-05-05T00:30:00"),
        ("Wed, 01 May 2024 10:00:00 +0300", "2024-05-01T10:00:00+03:00"),
        ("25/03/2024", "2024-03-25"),
        ("03/25/2024 08:00", "2024-03-25T08:00:00"),
        ("5/5/2024", "2024-05-05"),
        ("1714546800", "2024-05-01T07:00:00+00:00"),
        (1714546800000, "2024-05-01T07:00:00+00:00"),
        (date(2024, 5, 1), "2024-05-01"),
        ("03/04/2024", None),
        ("30.02.2024", None),
        ("2024-13", None),
        ("9999-01-01", None),
        ("20240514", "2024-05-14"),
        (20240514, "2024-05-14"),
        ("202405141030", "2024-05-14T10:30:00"),
        ("20240514103000", "2024-05-14T10:30:00"),
        ("202405142530", "2024-05-14"),
        ("20241399", None),
        ("12345", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        (float("nan"), None),
        ("5 May 2024 said the minister", None),
        ("9" * 5000, None),
    ],
)
def test_times_as_they_are_written(words: object, iso: str | None) -> None:
    assert moment(words) == iso


@given(st.one_of(st.text(max_size=60), st.integers(), st.floats(), st.from_regex(r"[\d:/. +-]{1,30}")))
@settings(max_examples=100, deadline=None)
def test_any_words_are_a_time_or_none(words: object) -> None:
    found = moment(words)
    assert found is None or found[:4].isdigit()


def test_authors_as_they_are_written() -> None:
    assert people("By Jane Roe and John Doe") == ("Jane Roe", "John Doe")
    assert people("['А. Ким', 'Б. Сеит']") == ("А. Ким", "Б. Сеит")
    assert people(["A", None, "A", {"name": "B"}]) == ("A", "B")
    assert people("Roe, Jane") == ("Roe", "Jane")
    assert people(None) == people("x" * 1000) == people("nan") == ()


def test_a_mapping_tells_a_table_and_json_lines_too() -> None:
    mapping = fields_of("text=what_they_wrote,title=top")
    assert tables.is_table("x", b"nr,top,what_they_wrote\n1,Top,Ankara and Astana met.\n", mapping)
    assert not tables.is_table("x", b"nr,top,what_they_wrote\n1,Top,Ankara and Astana met.\n")
    line = b'{"nr": 1, "what_they_wrote": "Ankara and Astana met."}\n'
    assert jsonl.is_json_lines("x", line, mapping)
    assert not jsonl.is_json_lines("x", line)
    (page,) = read_file("x", "x", io.BytesIO(line), 1000, mapping)
    assert isinstance(page, Document)
    assert page.data == b"Ankara and Astana met."
