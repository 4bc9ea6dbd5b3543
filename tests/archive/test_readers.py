"""What the text reader makes of encodings and folders beyond the plain case."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import UnreadableInput
from archive.readers.encoding import decode
from tests.archive.reading import files_read, read_one

SENTENCES = {
    "windows-1252": "The café’s “best” – £5 – says Zoë.",
    "cp1250": "Rząd przyjął ustawę, która zmienia zasady, powiedział w piątek premier w Łodzi.",
    "iso8859-2": "Rząd przyjął ustawę, która zmienia zasady, powiedział w piątek premier w Łodzi.",
    "cp1251": "Правительство приняло новый закон, сообщил в пятницу министр транспорта.",
    "koi8-r": "Правительство приняло новый закон, сообщил в пятницу министр транспорта.",
    "cp1253": "Η κυβέρνηση ανακοίνωσε νέα μέτρα στήριξης για τους πολίτες των νησιών.",
    "cp1254": "Hükümet yeni yasayı kabul etti, dedi başkan. Şimdi görüşmeler sürüyor, ışık yandı.",
    "cp1255": "הממשלה הודיעה על צעדים חדשים לתמיכה באזרחים באיים.",
    "cp1256": "أعلنت الحكومة عن إجراءات جديدة لدعم المواطنين في الجزر.",
    "cp874": "รัฐบาลประกาศมาตรการใหม่เพื่อช่วยเหลือประชาชนบนเกาะ",
    "shift_jis": "政府は月曜日、島と本土を結ぶフェリーが秋に廃止されると発表した。",
    "euc_jp": "政府は月曜日、島と本土を結ぶフェリーが秋に廃止されると発表した。",
    "iso2022_jp": "政府は月曜日、島と本土を結ぶフェリーが秋に廃止されると発表した。",
    "euc-kr": "정부는 월요일 섬과 육지를 잇는 여객선이 가을에 사라진다고 발표했다.",
    "gb18030": "政府星期一宣布，连接海岛和大陆的渡轮将于秋天停止运行。",
    "big5": "政府星期一宣布，連接海島和大陸的渡輪將於秋天停止運行。",
    "utf-32": "The ferry – “closed”.",
}


@pytest.mark.parametrize("encoding", SENTENCES)
@pytest.mark.parametrize("times", [4, 4_000], ids=["short", "long"])
def test_text_is_read_in_the_encodings_that_news_were_written_in(encoding: str, times: int) -> None:
    text = f"{SENTENCES[encoding]}\n" * times
    found = decode(text.encode(encoding))
    assert found is not None
    assert found.text == text


def test_a_broken_byte_far_into_a_long_text_costs_only_itself() -> None:
    content = "Größe und Ähnlichkeit. ".encode() * 20_000
    found = decode(content + b"\xff" + content)
    assert found is not None
    assert found.encoding == "utf-8"
    assert found.text.count("\ufffd") == 1


def test_a_text_cut_in_the_middle_of_a_letter_is_read() -> None:
    found = decode("Größe und Ähnlichkeit, sagte sie. Ö".encode()[:-1])
    assert found is not None
    assert found.text.startswith("Größe und Ähnlichkeit, sagte sie. ")


def test_a_stray_nul_does_not_make_text_binary() -> None:
    found = decode(b"The ferry line to the islands\x00 will close in autumn, its owner said. " * 3)
    assert found is not None
    assert found.encoding == "utf-8"


@pytest.mark.parametrize(
    "start", [b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"%PDF-1.7\n", b"PK\x03\x04", b"\x1f\x8b\x08"]
)
def test_other_formats_under_a_text_files_name_are_told_apart(start: bytes) -> None:
    assert decode(start + b"some text that follows " * 20) is None


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff")))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    found = decode(text.encode())
    assert found is not None
    assert found.text == text


def test_the_document_keeps_bytes_name_place_and_encoding(tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_bytes("Fähre – “zu”\r\n".encode("cp1252"))
    raw = read_one(path, max_bytes=1_000)
    assert raw.original.content == path.read_bytes()
    assert raw.original.name == "ferry.txt"
    assert raw.original.media_type == "text/plain; charset=windows-1252"
    assert raw.text == "Fähre – “zu”\r\n"
    assert raw.location == str(path)


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("word " * 20)
    assert read_one(path, max_bytes=100).text == "word " * 20
    with pytest.raises(UnreadableInput, match="more than the 99 bytes allowed"):
        read_one(path, max_bytes=99)


def test_a_file_of_another_format_is_refused_by_name_and_passed_over_in_a_folder(
    tmp_path: Path,
) -> None:
    (tmp_path / "page.html").write_text("<p>Hello</p>")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "style.css").write_text("p { color: red }")
    (tmp_path / "UPPER.TXT").write_text("Hello")
    assert [path.name for path in files_read(tmp_path)] == ["UPPER.TXT", "page.html"]
    assert files_read(tmp_path / "style.css") == [tmp_path / "style.css"]
    assert read_one(tmp_path / "style.css", max_bytes=1_000).text == "p { color: red }"
    with pytest.raises(UnreadableInput, match="binary"):
        read_one(tmp_path / "picture.png", max_bytes=1_000)


def test_a_file_without_a_suffix_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "dump").write_text("Hello there")
    assert read_one(tmp_path / "dump", max_bytes=1_000).text == "Hello there"


def test_links_to_files_are_read_and_links_to_folders_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.txt").write_text("Hello")
    (tmp_path / "b.txt").symlink_to(tmp_path / "real/a.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "real/loop").symlink_to(tmp_path)
    names = [path.name for path in files_read(tmp_path)]
    assert names == ["b.txt", "broken.txt", "a.txt"]
    with pytest.raises(UnreadableInput, match="no file or folder"):
        read_one(tmp_path / "broken.txt", max_bytes=1_000)


def test_a_folder_tree_deeper_than_the_stack_is_walked(tmp_path: Path) -> None:
    # Made and left step by step: a path this long cannot be named at once.
    start = os.open(tmp_path, os.O_RDONLY)
    depth = 600
    try:
        descriptor = start
        for _ in range(depth):
            os.mkdir("d", dir_fd=descriptor)
            deeper = os.open("d", os.O_RDONLY, dir_fd=descriptor)
            if descriptor != start:
                os.close(descriptor)
            descriptor = deeper
        os.close(descriptor)
    finally:
        os.close(start)
    (tmp_path / "a.txt").write_text("Hello")
    assert files_read(tmp_path) == [tmp_path / "a.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_closed_folder_below_is_a_failure_of_its_own(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "open.txt").write_text("Hello")
    closed.chmod(0)
    try:
        assert files_read(tmp_path) == [closed, tmp_path / "open.txt"]
        with pytest.raises(UnreadableInput, match="may not be read"):
            read_one(closed, max_bytes=1_000)
    finally:
        closed.chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Hello")
    path.chmod(0)
    with pytest.raises(UnreadableInput, match="permissions"):
        read_one(path, max_bytes=1_000)
