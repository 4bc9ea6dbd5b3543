"""Folders that are watched: real files, a real archive, and a clock that the test turns."""

import gzip
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from archive import (
    DocumentReport,
    ImportReport,
    RawDocument,
    ReadOptions,
    Settings,
    Store,
    StoreUnavailable,
    Unreadable,
    Watcher,
    open_store,
    operator_states,
    read_input,
)
from archive.readers.files import open_file

STORY = "{0}\n\nThe {0} hit the coast on Sunday and left thousands without power for hours.\n\n" * 2


class Watched:
    """A watched folder: its files, its clock, and what was told of its documents."""

    def __init__(self, store: Store, folder: Path, settings: Settings) -> None:
        self.store = store
        self.folder = folder
        self.now = 100.0
        self.told: list[DocumentReport] = []
        self._settings = settings
        self.start()

    def start(self, options: ReadOptions | None = None) -> None:
        """A new watcher, as after a restart."""
        self.watcher = Watcher(
            self.store,
            [self.folder],
            settings=self._settings,
            options=options,
            settle=2.0,
            clock=lambda: self.now,
            on_document=self.told.append,
        )

    def write(self, name: str, text: str | bytes, *, modified: int = 1_700_000_000) -> Path:
        """A file with a time of its last change that the test knows."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        os.utime(path, (modified, modified))
        return path

    def look(self, *, after: float = 0.0) -> ImportReport | None:
        """Look, so many seconds after the last look."""
        self.now += after
        return self.watcher.look()

    def settle(self) -> ImportReport | None:
        """Look, and look again when all has settled; what was imported then."""
        assert self.look() is None
        return self.look(after=2.0)

    def sources(self) -> set[str | None]:
        """The outlets of all articles."""
        articles = (change.article for change in self.store.changes_since(0))
        return {one.source.name if one and one.source else None for one in articles}


@pytest.fixture
def watched(store: Store, settings: Settings, tmp_path: Path) -> Watched:
    folder = tmp_path / "in"
    folder.mkdir()
    return Watched(store, folder, settings)


def counts(report: ImportReport | None) -> tuple[int, int, int, int]:
    """Added, updated, unchanged, failed."""
    assert report is not None
    return report.added, report.updated, report.unchanged, report.failures


def lines(*titles: str, text: str = "It was calm at sea.") -> str:
    """JSON Lines of articles with these titles."""
    return "".join(
        json.dumps({"title": title, "url": f"https://example.com/{title}", "text": text}) + "\n"
        for title in titles
    )


def test_a_file_is_imported_once_it_has_settled_and_never_again(watched: Watched) -> None:
    watched.write("storm.txt", STORY.format("storm"))

    assert watched.look() is None
    assert watched.watcher.waiting == 1
    assert watched.look(after=1.9) is None
    assert counts(watched.look(after=0.1)) == (1, 0, 0, 0)
    assert watched.watcher.waiting == 0
    assert watched.look(after=10) is None


def test_a_file_that_still_grows_is_not_read(watched: Watched) -> None:
    for size in range(1, 6):
        watched.write("a.jsonl", lines(*"abcde"[:size]), modified=1_700_000_000 + size)
        assert watched.look(after=1.5) is None

    assert counts(watched.look(after=2.0)) == (5, 0, 0, 0)


def test_a_file_whose_time_alone_changes_has_not_settled(watched: Watched) -> None:
    watched.write("a.jsonl", lines("a"))
    watched.look()
    watched.write("a.jsonl", lines("b"), modified=1_700_000_001)

    assert watched.look(after=2.0) is None
    assert counts(watched.look(after=2.0)) == (1, 0, 0, 0)


def test_a_changed_file_gives_new_versions_of_what_changed_in_it(watched: Watched) -> None:
    watched.write("a.jsonl", lines("one", "two"))
    watched.settle()
    watched.write("a.jsonl", lines("one") + lines("two", text="A storm came up."))

    assert counts(watched.settle()) == (0, 1, 1, 0)


def test_a_removed_file_takes_nothing_away_and_coming_back_adds_nothing(watched: Watched) -> None:
    path = watched.write("a.jsonl", lines("one"))
    watched.settle()
    path.unlink()
    assert watched.look(after=2.0) is None
    watched.write("a.jsonl", lines("one"))

    assert watched.look(after=2.0) is None
    assert watched.look(after=2.0) is None
    assert watched.store.statistics().articles == 1


def test_after_a_restart_only_what_is_new_is_read(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.write("old.txt", STORY.format("storm"))
    watched.write("old.jsonl", lines("one"))
    watched.settle()
    watched.start()
    opened: list[Path] = []

    def note(path: Path) -> BinaryIO:
        opened.append(path)
        return open_file(path)

    monkeypatch.setattr("archive.importing.watching.open_file", note)
    new = watched.write("sub/new.jsonl", lines("two"))

    assert counts(watched.settle()) == (1, 0, 0, 0)
    assert opened == [new]


def test_a_failure_is_told_once_for_each_state_of_its_file(watched: Watched) -> None:
    watched.write("bad.jsonl", lines("one") + '{"no": "text"}\n')
    watched.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0")
    watched.settle()
    watched.look(after=2.0)
    watched.start()
    assert watched.look() is None
    assert watched.look(after=2.0) is None
    failed = [document for document in watched.told if document.outcome == "failed"]
    assert [document.location for document in failed] == [f"{watched.folder}/bad.jsonl line 2"]
    assert "neither text nor title" in str(failed[0].reason)

    watched.write("bad.jsonl", '{"no": "text"}\n' + lines("one"), modified=1_700_000_001)
    assert counts(watched.settle()) == (0, 0, 1, 1)
    assert watched.told[-2].location == f"{watched.folder}/bad.jsonl line 1"


def test_hidden_and_partial_files_are_left_until_they_have_their_name(watched: Watched) -> None:
    watched.write(".storm.txt.x7Gh2", STORY.format("storm"))
    part = watched.write("storm.txt.part", STORY.format("storm"))
    watched.settle()
    assert watched.store.revision() == 0
    part.rename(watched.folder / "storm.txt")

    assert counts(watched.settle()) == (1, 0, 0, 0)


def test_a_sidecar_that_comes_changes_or_goes_has_its_files_read_again(watched: Watched) -> None:
    watched.write("sub/a.txt", STORY.format("storm"))
    watched.write("b.txt", STORY.format("flood"))
    watched.settle()
    assert watched.sources() == {None}
    sidecar = watched.write("sub/archive.toml", 'source = "Coast Post"\n')
    assert watched.look() is None
    assert watched.look(after=2.0) is None  # the sidecar has settled, its files begin to
    assert counts(watched.look(after=2.0)) == (0, 1, 0, 0)
    assert watched.sources() == {None, "Coast Post"}
    watched.write("sub/archive.toml", 'source = "Island Post"\n')
    watched.look()
    watched.look(after=2.0)
    assert counts(watched.look(after=2.0)) == (0, 1, 0, 0)
    assert watched.sources() == {None, "Island Post"}
    sidecar.unlink()
    watched.look()
    watched.look(after=2.0)
    watched.look(after=2.0)
    assert watched.look(after=2.0) is None


def test_files_wait_for_a_sidecar_that_has_not_settled(watched: Watched) -> None:
    watched.write("a.txt", STORY.format("storm"))
    watched.look()
    watched.now += 1.0
    watched.write("archive.toml", 'source = "Coast Post"\n')
    watched.look()

    assert watched.look(after=1.0) is None
    assert counts(watched.look(after=1.0)) == (1, 0, 0, 0)
    assert watched.sources() == {"Coast Post"}


def test_a_sidecar_that_cannot_be_used_is_told_once(watched: Watched) -> None:
    watched.write("archive.toml", "source = \n")
    watched.write("a.txt", STORY.format("storm"))
    for _ in range(3):
        assert watched.look(after=2.0) is None

    assert [document.location for document in watched.told] == [f"{watched.folder}/archive.toml"]
    watched.write("archive.toml", 'source = "Coast Post"\n')
    watched.look()
    watched.look(after=2.0)
    watched.look(after=2.0)
    assert watched.sources() == {"Coast Post"}


def test_a_folder_that_goes_away_for_a_while_is_told_once_and_waited_for(watched: Watched) -> None:
    watched.write("a.jsonl", lines("one"))
    watched.settle()
    away = watched.folder.with_name("away")
    watched.folder.rename(away)
    for _ in range(3):
        assert watched.look(after=2.0) is None
    away.rename(watched.folder)

    assert watched.look(after=2.0) is None
    assert watched.look(after=2.0) is None
    assert [document.location for document in watched.told if document.reason] == [
        str(watched.folder)
    ]


def test_a_file_that_cannot_be_opened_is_told_once_and_tried_again(watched: Watched) -> None:
    path = watched.folder / "a.txt"
    os.mkfifo(path)
    for _ in range(3):
        watched.look(after=2.0)
    failed = [document.location for document in watched.told]
    assert failed == [str(path)]
    path.unlink()
    watched.write("a.txt", STORY.format("storm"))

    assert counts(watched.settle()) == (1, 0, 0, 0)


def test_names_that_are_no_utf8_are_remembered_too(watched: Watched) -> None:
    for name in (b"caf\xe9.txt", b"caf\\xe9.txt"):
        path = Path(os.fsdecode(os.fsencode(watched.folder) + b"/" + name))
        path.write_text(STORY.format(name.hex()))
    assert counts(watched.settle()) == (2, 0, 0, 0)
    watched.start()

    assert watched.look() is None
    assert watched.watcher.waiting == 0


def test_a_file_that_changes_while_it_is_read_is_read_again(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = watched.write("a.jsonl", lines("one", "two"))

    def append_meanwhile(*arguments: Any, **options: Any) -> Iterator[RawDocument | Unreadable]:
        documents = read_input(*arguments, **options)
        yield next(documents)
        watched.write("a.jsonl", lines("one", "two", "three"))
        yield from documents

    watched.look()
    with monkeypatch.context() as patched:
        patched.setattr("archive.importing.watching.read_input", append_meanwhile)
        assert counts(watched.look(after=2.0)) == (1, 0, 0, 0)

    assert path.exists()
    assert counts(watched.settle()) == (2, 0, 1, 0)


def test_what_an_outage_interrupts_is_imported_after_it(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.write("a.jsonl", lines("one", "two"))
    watched.look()
    with monkeypatch.context() as patched:
        patched.setattr(
            "archive.importing.watching.remember_states", failing(StoreUnavailable("no"))
        )
        with pytest.raises(StoreUnavailable):
            watched.look(after=2.0)
    assert watched.store.revision() == 0

    assert counts(watched.look()) == (2, 0, 0, 0)
    assert watched.look(after=2.0) is None


def test_archives_and_compressed_files_are_read_through(watched: Watched) -> None:
    watched.write("a.jsonl.gz", gzip.compress(lines("one", "two").encode()))
    with zipfile.ZipFile(watched.folder / "b.zip", "w") as file:
        file.writestr("c.jsonl", lines("three"))
        file.writestr("d.jsonl", lines("one"))

    assert counts(watched.settle()) == (3, 0, 1, 0)


def test_what_the_command_line_states_holds(watched: Watched) -> None:
    watched.start(ReadOptions(stated=operator_states(origin="command line", source="Coast Post")))
    watched.write("a.txt", STORY.format("storm"))
    watched.settle()

    assert watched.sources() == {"Coast Post"}


def test_another_archive_knows_nothing_of_it(watched: Watched, tmp_path: Path) -> None:
    watched.write("a.jsonl", lines("one"))
    watched.settle()
    settings = Settings(data=tmp_path / "other")
    other = open_store(settings)
    try:
        watcher = Watcher(other, [watched.folder], settings=settings, settle=0)
        assert counts(watcher.look()) == (1, 0, 0, 0)
    finally:
        other.close()


def failing(error: Exception) -> Callable[..., None]:
    """A function that raises."""

    def fail(*_: object) -> None:
        raise error

    return fail
