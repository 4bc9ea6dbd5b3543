"""Compressed files and archives: read without unpacking anything to disk, within limits."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from archive import Limits, Unreadable
from tests.archive.readers.reading import PAGE, STORY, OneWay, read, reasons
from tests.archive.reading import files_read

LINES = b"".join(b'{"title": "Ferry %d", "body": "It will close."}\n' % n for n in range(5_000))
COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return content.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for name, inside in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(inside)
            archive.addfile(member, io.BytesIO(inside))
    return content.getvalue()


@pytest.mark.parametrize("name", COMPRESSIONS)
def test_a_compressed_file_is_what_it_contains(name: str) -> None:
    documents, failures = read(COMPRESSIONS[name](STORY.encode()), f"a.txt.{name}")
    assert [document.text for document in documents] == [STORY]
    assert documents[0].original.content == STORY.encode()
    assert documents[0].original.name == "a.txt"
    assert not failures


@pytest.mark.parametrize("name", COMPRESSIONS)
def test_members_after_one_another_and_padding_are_one_file(name: str) -> None:
    pack = COMPRESSIONS[name]
    documents, failures = read(pack(LINES) + pack(LINES) + b"\0" * 512, f"a.jsonl.{name}")
    assert (len(documents), failures) == (10_000, [])


@pytest.mark.parametrize("name", COMPRESSIONS)
@pytest.mark.parametrize("fault", ["cut", "damaged"])
def test_what_came_before_a_fault_is_read_and_the_fault_told(name: str, fault: str) -> None:
    pack = COMPRESSIONS[name]
    packed = b"".join(pack(LINES[start : start + 20_000]) for start in range(0, len(LINES), 20_000))
    half = len(packed) // 2
    broken = packed[:half] if fault == "cut" else packed[:half] + b"\xff" * 50 + packed[half + 50 :]
    documents, failures = read(broken, f"a.jsonl.{name}")
    assert 500 < len(documents) < 5_000
    assert documents[0].stated.title == "Ferry 0"
    assert ("cut off" if fault == "cut" else "damaged") in reasons(failures)


def test_a_page_that_is_cut_off_is_not_imported_as_if_it_were_whole() -> None:
    documents, failures = read(gzip.compress(STORY.encode() * 50)[:-20], "a.txt.gz")
    assert documents == []
    assert "cut off" in reasons(failures)


@pytest.mark.parametrize("pack", [zipped, tarred, lambda files: gzip.compress(tarred(files))])
def test_an_archive_gives_its_files_by_their_place_in_it(
    pack: Callable[[dict[str, bytes]], bytes],
) -> None:
    packed = pack(
        {"news/a.txt": STORY.encode(), "b.html": PAGE.encode(), "c.jsonl.gz": gzip.compress(LINES)}
    )
    documents, failures = read(packed, "dump")
    assert [document.location for document in documents[:3]] == [
        "dump!news/a.txt",
        "dump!b.html",
        "dump!c.jsonl.gz line 1",
    ]
    assert documents[0].original.name == "a.txt"
    assert (len(documents), failures) == (5_002, [])


def test_zip_methods_and_sizes_that_follow_are_read() -> None:
    stream = OneWay()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", STORY)
        archive.writestr("b.txt", STORY * 30)
    for packed in (
        stream.content,
        zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode() * 30}, zipfile.ZIP_STORED),
        zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode() * 30}, zipfile.ZIP_BZIP2),
    ):
        documents, failures = read(packed, "dump.zip")
        assert [document.text for document in documents] == [STORY, STORY * 30]
        assert not failures


def test_entries_that_cannot_be_read_do_not_cost_the_others() -> None:
    packed = bytearray(zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode(), "c.txt": b"x y"}))
    packed[packed.index(b"b.txt") + 10] ^= 0xFF
    packed[6] |= 1  # a.txt is encrypted
    documents, failures = read(bytes(packed), "dump.zip")
    assert [document.location for document in documents] == ["dump.zip!c.txt"]
    assert "a.txt is encrypted" in reasons(failures)
    assert "b.txt is damaged" in reasons(failures)


def test_a_zip_or_tar_that_is_cut_off_gives_what_came_before() -> None:
    files = {f"{number}.txt": STORY.encode() + bytes(str(number), "ascii") for number in range(20)}
    for packed in (zipped(files), tarred(files)):
        documents, failures = read(packed[: len(packed) // 3], "dump")
        assert 0 < len(documents) < 20
        assert "cut off" in reasons(failures)


def test_names_are_labels_and_links_lead_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("Nobody may read this.")
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for name, kind in (("link.txt", tarfile.SYMTYPE), ("hard.txt", tarfile.LNKTYPE)):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, str(outside)
            archive.addfile(member)
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "dump.zip"
    path.write_bytes(
        zipped({"../../up.txt": STORY.encode(), "/etc/abs.txt": STORY.encode(),
                "links.tar": content.getvalue()})
    )  # fmt: skip
    documents, failures = read(path)
    assert [document.original.name for document in documents] == ["up.txt", "abs.txt"]
    assert all(failure.passed_over for failure in failures)
    assert len(failures) == 2
    assert sorted(tmp_path.rglob("*")) == [folder, path, outside]


def test_names_of_any_bytes_can_be_shown() -> None:
    packed = zipped({"aaaaaa.txt": STORY.encode()}).replace(b"aaaaaa", b"\xff\x80\n\x1b[m")
    documents, _ = read(packed, "dump.zip")
    assert documents[0].location.isprintable()
    assert documents[0].location.encode()


def test_hidden_entries_and_pictures_are_no_failures() -> None:
    documents, failures = read(
        zipped({"__MACOSX/._a.txt": b"\0\1", ".git/config": b"x", "a.png": b"\x89PNG",
                "a.css": b"p {}", "a.txt": STORY.encode()}),
        "dump.zip",
    )  # fmt: skip
    assert len(documents) == 1
    assert [(failure.location, failure.passed_over) for failure in failures] == [
        ("dump.zip!a.png", True),
        ("dump.zip!a.css", True),
    ]


def test_a_bomb_stops_early_and_what_is_beside_it_is_read() -> None:
    small = Limits(free_bytes=100_000, ratio=20)
    bomb = gzip.compress(b'{"title": "x"}\n' * 100_000)
    documents, failures = read(bomb, "bomb.jsonl.gz", limits=small)
    assert len(documents) < 50_000
    assert "zip bombs" in reasons(failures)
    files = {"a.txt": STORY.encode(), "b.txt": b"0" * 30_000_000, "c.txt": STORY.encode()}
    documents, failures = read(zipped(files), "bomb.zip", limits=Limits(document_bytes=100_000))
    assert [document.original.name for document in documents] == ["a.txt", "c.txt"]
    assert "100,000 bytes" in reasons(failures)


def test_archives_in_archives_are_opened_to_a_depth() -> None:
    packed = STORY.encode()
    for _ in range(4):
        packed = zipped({"in.zip" if packed[:2] == b"PK" else "a.txt": packed})
    assert len(read(packed, "dump.zip")[0]) == 1
    documents, failures = read(packed, "dump.zip", limits=Limits(depth=3))
    assert documents == []
    assert "(depth)" in reasons(failures)


def test_entries_and_unpacked_bytes_have_limits_of_their_own() -> None:
    packed = zipped({f"{number}.txt": STORY.encode() for number in range(10)})
    documents, failures = read(packed, "dump.zip", limits=Limits(entries=4))
    assert (len(documents), len(failures)) == (4, 1)
    assert "(entries)" in reasons(failures)
    documents, failures = read(packed, "dump.zip", limits=Limits(unpacked_bytes=300))
    assert 0 < len(documents) < 10
    assert "300 bytes" in reasons(failures)


def test_office_documents_are_no_archives_of_articles(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}))
    assert files_read(tmp_path) == []
    documents, failures = read(path, named=False)
    assert (documents, [failure.passed_over for failure in failures]) == ([], [True])
    assert isinstance(failures[0], Unreadable)
