"""Imports of files, from reading to storing."""

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

import archive.importing.files
import archive.importing.parsed
from archive import (
    Article,
    BatchReport,
    DocumentReport,
    ImportProgress,
    ParsedDocument,
    RawDocument,
    Settings,
    Store,
    StoreUnavailable,
    StoreWriter,
    Unreadable,
    import_paths,
    parse_paths,
    read_input,
    total_bytes,
)
from archive.parsing import parse
from tests.archive.stories import STORY, write_stories

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def test_a_folder_is_imported_and_its_originals_kept_byte_for_byte(
    store: Store, settings: Settings
) -> None:
    report = import_paths(store, [SEEDS[0].parent], settings=settings)

    assert (report.added, report.updated, report.unchanged) == (len(SEEDS), 0, 0)
    assert report.failed == ()
    assert report.revision == store.revision() == len(SEEDS) == 5
    originals = [store.original(change.id) for change in store.changes_since(0)]
    assert [original.content for original in originals] == [file.read_bytes() for file in SEEDS]
    assert [original.name for original in originals] == [file.name for file in SEEDS]


def test_a_bad_file_is_reported_and_never_stops_the_rest(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    write_stories(folder, 3)
    (folder / "000-empty.txt").write_bytes(b"")
    (folder / "001-binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "002-large.txt").write_text(STORY * 100)
    (folder / "003-broken.txt").symlink_to(folder / "nosuch.txt")
    missing = tmp_path / "missing.txt"
    small = Settings(data=settings.data, max_article_bytes=5_000)

    report = import_paths(store, [missing, folder], settings=small, batch_size=2)

    assert report.added == 3
    assert [Path(failure.path).name for failure in report.failed] == [
        "missing.txt",
        "000-empty.txt",
        "001-binary.txt",
        "002-large.txt",
        "003-broken.txt",
    ]
    assert all(len(failure.reason) > 10 for failure in report.failed)


def test_an_article_that_cannot_be_stored_is_reported_too(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    files = write_stories(tmp_path, 3)
    files[1].write_text(STORY.format(number=1).replace("Thursday", "Thurs\0day"))

    report = import_paths(store, files, settings=settings)

    assert report.added + len(report.failed) == 3
    assert report.added >= 2


def test_a_fault_of_the_parser_on_one_file_is_logged_and_reported_and_stops_nothing(
    store: Store,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def parse_or_fail(document: RawDocument) -> Article:
        if document.original.name == "001.txt":
            raise ZeroDivisionError("by zero")
        return parse(document)

    monkeypatch.setattr(archive.importing.parsed, "parse", parse_or_fail)

    report = import_paths(store, write_stories(tmp_path, 3), settings=settings)

    assert report.added == 2
    assert [Path(failure.path).name for failure in report.failed] == ["001.txt"]
    assert "ZeroDivisionError: by zero" in report.failed[0].reason
    assert "Traceback" in caplog.text


def test_progress_is_told_after_each_batch(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    files = write_stories(tmp_path, 5)
    files[3].write_bytes(b"")
    told: list[ImportProgress] = []

    import_paths(store, files, settings=settings, batch_size=2, on_progress=told.append)

    assert [progress.added for progress in told] == [2, 4, 4]
    assert told[-1] == ImportProgress(
        added=4,
        updated=0,
        unchanged=0,
        failed=1,
        files=5,
        bytes=sum(file.stat().st_size for file in files),
    )


def test_nothing_to_import_is_an_empty_report(store: Store, settings: Settings) -> None:
    report = import_paths(store, [], settings=settings)

    assert (report.added, report.updated, report.unchanged, report.failed) == (0, 0, 0, ())
    assert report.revision == 0


def test_a_disk_that_fills_up_ends_the_import_but_loses_nothing(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    files = write_stories(tmp_path / "in", 6)
    files[4].write_text(STORY.format(number=4) + " " * 400_000)
    import_paths(store, files[:1], settings=settings)
    store.close()
    with store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    store.close()
    event.listen(
        store._database.engine,
        "connect",
        lambda connection, _: connection.execute(f"PRAGMA max_page_count={pages + 30}"),
    )

    with pytest.raises(StoreUnavailable, match="kept: 2 articles") as outage:
        import_paths(store, files, settings=settings, batch_size=2)

    assert "disk is full" in str(outage.value)
    assert store.revision() == 3
    store.close()
    report = import_paths(store, files, settings=settings, batch_size=2)
    assert (report.added, report.unchanged) == (3, 3)


def test_an_import_that_is_interrupted_keeps_its_batches(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    def interrupt(_: ImportProgress) -> None:
        raise KeyboardInterrupt

    files = write_stories(tmp_path, 5)

    with pytest.raises(KeyboardInterrupt):
        import_paths(store, files, settings=settings, batch_size=2, on_progress=interrupt)
    assert store.revision() == 2


def test_every_document_is_told_once_it_is_stored(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    write_stories(folder, 2)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "style.css").write_text("p {}")
    lines = [{"title": f"Ferry {n}", "body": f"It will close. {n}"} for n in (1, 2, 2)]
    (folder / "x.jsonl").write_text("\n".join(map(json.dumps, lines)))
    told: list[DocumentReport] = []

    report = import_paths(store, [folder], settings=settings, on_document=told.append)

    assert (report.added, report.unchanged, report.failures, report.passed_over) == (4, 1, 1, 1)
    found = {one.location.removeprefix(f"{folder}/"): one for one in told}
    assert {name: one.outcome for name, one in found.items()} == {
        "000.txt": "added",
        "001.txt": "added",
        "empty.txt": "failed",
        "style.css": "passed over",
        "x.jsonl line 1": "added",
        "x.jsonl line 2": "added",
        "x.jsonl line 3": "unchanged",
    }
    assert found["x.jsonl line 3"].id == found["x.jsonl line 2"].id
    assert all(bool(one.id) != bool(one.reason) for one in told)
    assert {change.id for change in store.changes_since(0)} == {one.id for one in told if one.id}


def test_a_record_whose_date_is_none_is_imported_with_a_note(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "x.jsonl"
    dates = ("2024-02-29", "2024-02-30")
    lines = [{"title": f"Ferry {date}", "body": "It will close.", "date": date} for date in dates]
    file.write_text("\n".join(map(json.dumps, lines)))
    would_be = [
        document.report()
        for document in parse_paths([file], settings=settings)
        if isinstance(document, ParsedDocument)
    ]
    told: list[DocumentReport] = []
    import_paths(store, [file], settings=settings, on_document=told.append)

    assert [one.outcome for one in told] == ["added", "added"]
    assert [one.note for one in told] == [one.note for one in would_be]
    assert told[0].note is None
    assert "'2024-02-30' cannot be read as one" in (told[1].note or "")


def test_what_would_be_imported_is_what_is_imported(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    write_stories(folder, 3)
    (folder / "empty.txt").write_bytes(b"")
    parsed = list(parse_paths([folder], settings=settings))
    assert store.revision() == 0
    import_paths(store, [folder], settings=settings)
    assert [one.report().id for one in parsed if isinstance(one, ParsedDocument)] == [
        change.id for change in store.changes_since(0)
    ]
    assert len(parsed) == 4


def test_a_fault_of_a_reader_stops_only_its_file(
    store: Store, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_or_fail(path: Path, **options: Any) -> Iterator[RawDocument | Unreadable]:
        yield from read_input(path, **options)
        if path.name == "000.txt":
            raise RecursionError("too deep")

    monkeypatch.setattr(archive.importing.files, "read_input", read_or_fail)

    report = import_paths(store, write_stories(tmp_path, 2), settings=settings)

    assert (report.added, report.failures) == (2, 1)
    assert "RecursionError: too deep" in report.failed[0].reason


def test_every_batch_is_told_of_within_its_transaction(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    write_stories(folder, 3)
    (folder / "001x-empty.txt").write_bytes(b"")
    told: list[tuple[int, list[str]]] = []

    def within(writer: StoreWriter, batch: BatchReport) -> None:
        told.append((writer.revision, [document.outcome for document in batch.documents]))
        if len(told) == 2:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        import_paths(store, [folder], settings=settings, batch_size=2, within=within)
    assert told == [(2, ["added", "added"]), (3, ["failed", "added"])]
    assert store.revision() == 2

    import_paths(store, [folder / "001x-empty.txt"], settings=settings, within=within)
    assert told[2:] == [(2, ["failed"])]


def test_everything_is_counted_once_in_several_processes_too(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    write_stories(folder, 90)
    (folder / "050-empty.txt").write_bytes(b"")
    many = Settings(data=settings.data, import_processes=2)
    told: list[str] = []

    report = import_paths(
        store,
        [folder],
        settings=many,
        batch_size=20,
        within=lambda _, batch: told.extend(Path(one.location).name for one in batch.documents),
    )

    assert (report.added, report.failures) == (90, 1)
    assert told == sorted(path.name for path in folder.iterdir())
    changes = store.changes_since(0)
    names = [store.original(change.id).name for change in changes]
    assert names == [name for name in told if name != "050-empty.txt"]


def test_the_bytes_that_there_are_to_import_are_counted_beforehand(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "below"
    files = write_stories(folder, 3)
    (folder / ".hidden").write_text("x" * 1000)
    (folder / "missing").symlink_to(folder / "nosuch")
    size = sum(file.stat().st_size for file in files)

    assert total_bytes([tmp_path / "in"]) == size
    assert total_bytes([tmp_path / "in" / "**" / "00*.txt", files[0]]) == (
        size + files[0].stat().st_size
    )
    assert total_bytes([tmp_path / "nosuch", tmp_path / "no\0such"]) == 0
    assert total_bytes([folder, Path("-")]) is None
    os.mkfifo(tmp_path / "pipe")
    assert total_bytes([folder, tmp_path / "pipe"]) is None


def test_a_pipe_is_read_where_it_is_named_and_never_waited_for_in_a_folder(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    write_stories(folder, 1)
    pipe = folder / "pipe.txt"
    os.mkfifo(pipe)

    report = import_paths(store, [folder], settings=settings)
    assert (report.added, report.failures) == (1, 1)
    assert "no file that can be read" in report.failed[0].reason

    writing = threading.Thread(target=pipe.write_text, args=(STORY.format(number=2),))
    writing.start()
    assert import_paths(store, [pipe], settings=settings).added == 1
    writing.join()
