"""Text files in whatever state they are found: read, or refused with a reason."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import UnreadableInput
from archive.readers.encoding import decode
from tests.archive.reading import files_read, read_one

TEXT = (
    "Séoul “demande” le retrait – 1 500 soldats, dit l’agence. Il a déclaré que c’était vrai.\n" * 4
)
KOREAN = "한국 정부는 월요일 북한군의 즉각적인 철수를 요구했다고 연합뉴스가 보도했다.\n" * 4


def read(path: Path, content: bytes, *, max_bytes: int = 1_000_000) -> str:
    path.write_bytes(content)
    found = read_one(path, max_bytes=max_bytes)
    assert found.original.content == content
    assert found.original.name == path.name
    return found.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, KOREAN], ids=["french", "korean"])
def test_unicode_is_read_with_a_mark_and_without(tmp_path: Path, text: str, encoding: str) -> None:
    assert read(tmp_path / "a.txt", text.encode(encoding)) == text


@pytest.mark.parametrize(("text", "encoding"), [(TEXT, "cp1252"), (KOREAN, "cp949")])
def test_what_was_written_before_unicode_is_read_too(
    tmp_path: Path, text: str, encoding: str
) -> None:
    assert read(tmp_path / "a.txt", text.encode(encoding)) == text


def test_a_few_broken_bytes_do_not_cost_the_rest(tmp_path: Path) -> None:
    content = TEXT.encode()
    place = content.index(b"agence")
    found = read(tmp_path / "a.txt", content[:place] + b"\xff\xfe" + content[place:])
    assert "Séoul “demande”" in found
    assert found.count("\ufffd") <= 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "blank"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"text" * 100, "binary"),
        (b"word " * 1000, "more than the 1,000 bytes allowed"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableInput, match=reason):
        read_one(path, max_bytes=1000 if content.startswith(b"word") else 100_000)


def test_a_pipe_or_a_folder_is_no_article(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path / "pipe.txt", tmp_path):
        with pytest.raises(UnreadableInput):
            read_one(path, max_bytes=1000, named=False)


def test_a_folder_gives_its_files_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    found = [str(path.relative_to(tmp_path)) for path in files_read(tmp_path)]
    assert found == ["a.txt", "b.txt", "sub/c.txt"]
    assert files_read(tmp_path / "b.txt") == [tmp_path / "b.txt"]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="nowhere"):
        files_read(tmp_path / "nowhere")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0)
    try:
        with pytest.raises(UnreadableInput, match="closed"):
            files_read(folder)
    finally:
        folder.chmod(stat.S_IRWXU)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_none(content: bytes) -> None:
    found = decode(content)
    assert found is None or isinstance(found.text, str)


@given(st.text(min_size=1, max_size=200))
def test_any_text_in_utf_8_with_a_mark_is_that_text(text: str) -> None:
    found = decode(text.encode("utf-8-sig"))
    assert found is not None
    assert found.text == text
