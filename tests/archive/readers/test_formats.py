"""What a file is: by its content first, by its name second."""

import io
from pathlib import Path

import pytest

from archive import Format, RawKind, ReadOptions, read_input
from archive.readers.formats import detect_format
from tests.archive.readers.reading import PAGE, STORY, read, reasons


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (PAGE, "a.txt", Format.HTML),
        ("  <!-- a -->\n<!DOCTYPE html>\n<title>x", "a", Format.HTML),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="y">', "a.xml", Format.HTML),
        ("text before <b>tags</b>", "a.htm", Format.HTML),
        ("<rss version='2.0'>", "a.php", Format.FEED),
        ('<?xml version="1.0"?><!-- x --><feed xmlns="y">', "a.html", Format.FEED),
        ("<!DOCTYPE r [<!ELEMENT r ANY>]><rdf:RDF a='b'>", "a", Format.FEED),
        ('<?xml version="1.0"?><nitf>', "a.xml", None),
        ("<svg xmlns='x'>", "a.svg", None),
        ('{"a": 1}\n{"a": 2}\n', "a.txt", Format.JSON_LINES),
        ('{"a": 1}\n{"a": ', "a.json", Format.JSON_LINES),
        ('{\n "a": 1\n}', "a.jsonl", Format.JSON_LINES),
        ('{\n "a": 1\n}', "a.json", Format.JSON),
        ('[{"a": 1}]', "a.log", Format.JSON),
        ("[AP] Ferry to close", "a.txt", Format.TEXT),
        ("{curly} first word", "a.txt", Format.TEXT),
        (STORY, "a.TXT", Format.TEXT),
        (STORY, "53068", Format.TEXT),
        (STORY, "2024.10.24", Format.TEXT),
        (STORY, "a.py", None),
        (STORY, "a.tsv", Format.TSV),
        ("WARC/1.0\r\n", "a.txt", Format.WARC),
    ],
)
def test_a_format_is_told(content: str, name: str, found: Format | None) -> None:
    assert detect_format(content.encode(), name) is found
    assert detect_format(content.encode("utf-8-sig"), name) in (found, None, Format.TEXT)


def test_any_text_the_user_names_is_read_as_one_and_in_a_folder_passed_over() -> None:
    assert read(STORY.encode(), "a.md")[0][0].kind is RawKind.TEXT
    documents, failures = read(STORY.encode(), "a.md", named=False)
    assert (documents, failures[0].passed_over) == ([], True)


def test_what_a_name_promises_and_the_content_is_not_is_a_failure() -> None:
    for name in ("a.txt", "a.gz", "a.zip", "a.warc", "a.html", "a.csv"):
        for content in (b"", bytes(range(256)) * 20):
            documents, failures = read(content, name, named=False)
            assert (documents, [failure.passed_over for failure in failures]) == ([], [False])


def test_the_operator_says_what_nothing_tells() -> None:
    options = ReadOptions(format=Format.CSV, fields={"title": "a", "body": "b"})
    assert read(b"a,b\nx,y\n", "export", options=options)[0][0].stated.body == "y"
    options = ReadOptions(format=Format.TEXT)
    assert read(PAGE.encode(), "a.html", options=options)[0][0].kind is RawKind.TEXT


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ('<meta charset="koi8-r"><p>Паром закроют осенью, сообщил владелец.', "koi8-r"),
        ("<meta content='text/html; charset=gb2312'><p>渡轮将于秋天停止运行。", "gb18030"),
        ("<meta charset=iso-8859-1><p>“Fähre” – zu", "windows-1252"),
        ('<?xml version="1.0" encoding="windows-1251"?><html><p>Паром закроют', "cp1251"),
        ("<meta charset=nonsense><p>Fähre schließt im März", "windows-1252"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(content: str, encoding: str) -> None:
    documents, _ = read(content.encode(encoding), "a.html")
    assert documents[0].text == content


def test_a_page_that_is_utf_8_is_so_whatever_it_declares() -> None:
    content = "<meta charset='iso-8859-1'><p>Fähre – “zu”"
    assert read(content.encode(), "a.html")[0][0].text == content


def test_declarations_without_end_are_looked_at_once() -> None:
    assert read(b"<meta " * 300_000 + "ä".encode("cp1252"), "a.html")[0]


def test_a_stream_has_the_name_it_is_given() -> None:
    found = next(read_input(io.BytesIO(STORY.encode()), name="standard input"))
    assert found.location == "standard input"


def test_a_disk_that_fails_is_told(tmp_path: Path) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().read(size)

    content = b'{"title": "a"}\n' * 100_000
    found = list(read_input(Failing(content), name="a.jsonl"))
    assert len(found) > 100
    assert "Input/output error" in reasons([found[-1]])  # type: ignore[list-item]


def test_a_file_without_a_record_is_told() -> None:
    for content, name in (("[]", "a.json"), ("title,text\n", "a.csv"), ("\n", "a.jsonl")):
        documents, failures = read(content.encode(), name)
        assert (documents, len(failures)) == ([], 1)
