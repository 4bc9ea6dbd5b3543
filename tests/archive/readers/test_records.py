"""JSON, JSON Lines and tables: records, their fields by any name, and what is none."""

import json
from typing import Any

import pytest

from archive import Limits, ReadOptions, Stated, UserError, given_fields
from archive.readers.streams import HEAD
from tests.archive.readers.reading import read, reasons

RECORD = {
    "Headline": "Ferry to close",
    "pub_date": "2024-10-21",
    "content": "It will close.\n\nIn autumn.",
    "link": "https://example.org/ferry",
    "Publisher": {"name": "Island Post"},
    "byline": ["Ada Lee", "Bo Kim"],
    "lang": "en",
}
STATED = Stated(
    title="Ferry to close",
    body="It will close.\n\nIn autumn.",
    url="https://example.org/ferry",
    published="2024-10-21",
    source="Island Post",
    authors=("Ada Lee", "Bo Kim"),
    language="en",
    origin="json",
)


def stated(value: Any, **options: Any) -> Stated:
    documents, failures = read(json.dumps(value).encode(), "a.json", **options)
    assert not failures
    return documents[0].stated


def test_common_names_of_fields_are_known() -> None:
    assert stated(RECORD) == STATED


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"Article-Title": "x"}, "title", "x"),
        ({"articleBody": "x"}, "body", "x"),
        ({"title": "x", "datePublished": 1729760000}, "published", "1729760000"),
        ({"title": "x", "publication_date": "21 Oct"}, "published", "21 Oct"),
        ({"title": "x", "Source Name": "y"}, "source", "y"),
        ({"title": {"rendered": "x"}}, "title", "x"),
        ({"headline": {"main": "x"}, "byline": {"original": "By A"}}, "authors", ("By A",)),
        ({"title": "x", "authors": [{"name": "A"}, {"name": "B"}]}, "authors", ("A", "B")),
        ({"title": "x", "guid": "1234"}, "url", None),
        ({"title": "x", "body": "", "text": "y"}, "body", "y"),
        ({"title": "x", "dek": "y"}, "description", "y"),
        ({"Titel": "x", "Überschrift": "y"}, "title", "x"),
        ({"제목": "x", "본문": "y"}, "body", "y"),
        ({"title": "x", "Datum": "21.10.2024"}, "published", "21.10.2024"),
        ({"title": "x", "wire_service": "AP"}, "agencies", ("AP",)),
        ({"_id": 1, "_source": {"title": "x"}}, "title", "x"),
        ({"title": "a\0b\ud800"}, "title", "ab\ufffd"),
    ],
)
def test_a_field_is_found_by_its_name(record: dict[str, Any], field: str, value: object) -> None:
    assert getattr(stated(record), field) == value


def test_a_text_under_a_name_that_nobody_knows_is_not_left_out_in_silence() -> None:
    record = {"title": "x", "Copy": "The bridge is closed until further notice, the city said."}

    documents, failures = read(json.dumps(record).encode(), "a.json")

    assert not documents
    assert "has a title but no text, and its field 'Copy'" in failures[0].reason
    assert stated(record, options=ReadOptions(fields={"body": "Copy"})).body == record["Copy"]
    assert stated({**record, "summary": "It is closed."}).description == "It is closed."
    assert stated({"title": "x", "keywords": "bridges, rivers, closures, traffic, cities"}).title


def test_html_in_a_body_is_told() -> None:
    assert stated({"content": "<p>Ferry</p>"}).body_is_html
    assert stated({"content_html": "Ferry"}).body_is_html
    assert not stated({"content": "1 < 2 and a > b"}).body_is_html


def test_names_that_are_given_count_instead_of_guesses() -> None:
    options = ReadOptions(fields=given_fields(["title=Überschrift", "text=data.inner"]))
    record = {"title": "no", "überschrift": "yes", "data": {"inner": "text"}}
    assert stated(record, options=options).title == "yes"
    assert stated(record, options=options).body == "text"
    for wrong in ("title", "headline=title", "=x"):
        with pytest.raises(UserError):
            given_fields([wrong])


@pytest.mark.parametrize(
    "around",
    [
        lambda records: records,
        lambda records: {"status": "ok", "articles": records},
        lambda records: {"hits": {"total": 3, "hits": [{"_source": one} for one in records]}},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_of_records_is_found_wherever_it_is(around: Any, indent: int | None) -> None:
    records = [{**RECORD, "title2": '"]}\\'}] * 3
    documents, failures = read(json.dumps(around(records), indent=indent).encode(), "a.json")
    assert [document.stated for document in documents] == [STATED] * 3
    assert [document.location for document in documents][1] == "a.json record 2"
    assert not failures
    assert json.loads(documents[0].original.content)


def test_two_arrays_of_articles_are_not_guessed_between() -> None:
    content = json.dumps({"top": [RECORD], "other": [RECORD]}).encode()
    assert "more than one list" in reasons(read(content, "a.json")[1])


def test_an_array_larger_than_memory_allows_is_streamed_and_an_object_is_refused_by_name() -> None:
    limits = Limits(whole_bytes=10_000, document_bytes=2_000)
    records = json.dumps([RECORD] * 100).encode()
    assert len(read(records, "a.json", limits=limits)[0]) == 100
    failures = read(b'{"articles": ' + records + b"}", "a.json", limits=limits)[1]
    assert "whole_bytes" in reasons(failures)


def test_a_broken_record_in_an_array_costs_only_itself() -> None:
    content = b'[{"title": "a"}, {"title" 1}, {"title": NaN, "body": "b"}, 5, {"title": "c"}, {"t'
    documents, failures = read(content, "a.json")
    assert [document.stated.title for document in documents] == ["a", None, "c"]
    assert "record 2 is not JSON" in reasons(failures)
    assert "record 4 is a single value" in reasons(failures)
    assert "cut off" in reasons(failures)


@pytest.mark.parametrize("depth", [1_500, 200_000])
def test_deep_nesting_is_refused_and_the_next_record_read(depth: int) -> None:
    deep = b'{"title": ' + b"[" * depth + b"]" * depth + b"}"
    for name, content in (
        ("a.json", b"[" + deep + b', {"title": "b"}]'),
        ("a.jsonl", deep + b'\n{"title": "b"}\n'),
    ):
        documents, failures = read(content, name)
        assert [document.stated.title for document in documents] == ["b"]
        assert "not JSON" in reasons(failures)


def test_each_line_of_json_lines_stands_alone() -> None:
    content = b'\xef\xbb\xbf{"title": "a"}\r\n\n{"title": \n[1]\n{"x": 1}\n{}\n{"title": "' + (
        b"x" * 5_000 + b'"}\n{"title": "last"}'
    )
    documents, failures = read(content, "a.ndjson", limits=Limits(document_bytes=1_000))
    assert [document.location for document in documents] == ["a.ndjson line 1", "a.ndjson line 8"]
    assert documents[0].original.content == b'{"title": "a"}'
    assert [failure.location[-6:] for failure in failures] == [f"line {n}" for n in (3, 4, 5, 6, 7)]
    assert "--field body=NAME" in failures[2].reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_lines_are_read_in_any_encoding(encoding: str) -> None:
    line = json.dumps({"title": "Fähre schließt im März, sagt Zoë"}, ensure_ascii=False)
    documents, failures = read(f"{line}\n{line}\n".encode(encoding), "a.jsonl")
    assert [document.stated.title for document in documents] == [json.loads(line)["title"]] * 2
    assert not failures


TABLE = 'Headline;Date;Text\n"Ferry; closed";2024-10-21;"Line one\n\nline ""two"""\nB;;nan\n'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_however_it_is_written(delimiter: str, encoding: str, end: str) -> None:
    content = TABLE.replace(";", delimiter).replace("\n", end).encode(encoding)
    documents, failures = read(content, "a.csv")
    assert not failures
    first, second = (document.stated for document in documents)
    assert first.title == f"Ferry{delimiter} closed"
    assert (first.body or "").split() == ["Line", "one", "line", '"two"']
    assert (first.published, first.origin) == ("2024-10-21", "csv")
    assert (second.title, second.body) == ("B", None)
    assert [document.location for document in documents] == ["a.csv line 2", "a.csv line 5"]
    original = documents[1].original
    assert original.media_type == "text/csv; charset=utf-8"
    assert original.content.decode().splitlines() == [
        delimiter.join(("Headline", "Date", "Text")),
        delimiter.join(("B", "", "nan")),
    ]


def test_a_quote_that_never_closes_costs_one_record() -> None:
    content = b'title,text\na,"open\nb,two\nc,three\n'
    documents, failures = read(content, "a.csv")
    assert [document.stated.title for document in documents] == ["b", "c"]
    assert [failure.location for failure in failures] == ["a.csv line 2"]
    assert "quote" in reasons(failures)
    many = b"title,text\n" + b'a,"open\n' + b"b,two\n" * 10_000
    documents, failures = read(many, "a.csv", limits=Limits(document_bytes=20_000))
    assert (len(documents), len(failures)) == (10_000, 1)


def test_a_quote_that_never_closes_is_not_closed_by_the_next_record() -> None:
    rows = [b'T%d,"Body %d, with ""quotes""\nof two lines",2024-01-01\n' % (n, n) for n in range(9)]
    rows[4] = b'T4,"Never closed,2024-01-01\n'
    documents, failures = read(b"title,body,published\n" + b"".join(rows), "a.csv")
    assert [document.stated.title for document in documents] == [
        f"T{n}" for n in range(9) if n != 4
    ]
    assert [document.stated.body for document in documents][
        -1
    ] == 'Body 8, with "quotes"\nof two lines'
    assert [failure.location for failure in failures] == ["a.csv line 10"]
    assert "does not close before another" in reasons(failures)


def test_quotes_inside_of_a_cell_are_forgiven_on_a_line_by_itself() -> None:
    documents, failures = read(b'title,text\na,"She said "no" to it"\nb,two\n', "a.csv")
    assert [document.stated.title for document in documents] == ["a", "b"]
    assert "no" in (documents[0].stated.body or "")
    assert not failures


def test_a_line_of_names_with_a_return_in_it_is_told() -> None:
    documents, failures = read(b"title,te\rxt\na,b\n", "a.csv")
    assert not documents
    assert "no line of names" in reasons(failures)


def test_odd_cells_are_told_or_read() -> None:
    huge = b"x" * 300_000
    content = b"title,text\na,b,c\n\n ,\nnul\0,t\0\nhuge," + huge + b"\nfew\n"
    documents, failures = read(content, "a.csv")
    assert [document.stated.title for document in documents] == ["nul", "huge", "few"]
    assert documents[1].stated.body == huge.decode()
    assert [failure.location for failure in failures] == ["a.csv line 2"]
    documents, failures = read(b"title,text\n" + huge + b",b\nc,d\n", "a.csv",
                               limits=Limits(document_bytes=1_000))  # fmt: skip
    assert [document.stated.title for document in documents] == ["c"]
    assert "1,000 bytes" in reasons(failures)


def test_a_table_without_known_columns_names_them() -> None:
    assert "'foo', 'bar'" in reasons(read(b"foo,bar\n1,2\n", "a.csv")[1])
    options = ReadOptions(fields={"title": "nosuch"})
    assert "no column 'nosuch'" in reasons(read(b"title\n1\n", "a.csv", options=options)[1])
    options = ReadOptions(fields={"title": "bar"})
    assert read(b"foo,bar\n1,2\n", "a.csv", options=options)[0][0].stated.title == "2"


def test_a_table_is_known_by_its_columns_where_its_name_tells_nothing() -> None:
    assert read(TABLE.encode(), "export.dat", named=False)[0][0].stated.origin == "csv"
    assert read(b"Title of a story, and\nits text, which has commas.\n", "a.txt")[0][0].text


def test_records_beyond_the_head_are_read_too() -> None:
    rows = b"".join(b'%d,"text, of\nnumber %d"\n' % (n, n) for n in range(HEAD // 10))
    documents, failures = read(b"title,text\n" + rows, "a.csv")
    assert (len(documents), failures) == (HEAD // 10, [])


def test_what_the_operator_states_holds_for_every_record() -> None:
    options = ReadOptions(stated=Stated(source="Other", timezone="Asia/Seoul", origin="x"))
    found = stated(RECORD, options=options)
    assert (found.source, found.timezone, found.language, found.origin) == (
        "Other", "Asia/Seoul", "en", "json",
    )  # fmt: skip
