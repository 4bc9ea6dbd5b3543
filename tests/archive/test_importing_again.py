"""What was imported before and is imported again."""

import json
import shutil
from pathlib import Path

import pytest

import archive.importing.parsed
from archive import (
    Article,
    ImportProgress,
    RawDocument,
    ReadOptions,
    Settings,
    Store,
    import_paths,
    operator_states,
)
from archive.parsing import parse
from tests.archive.stories import STORY, write_stories

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def test_the_same_import_twice_changes_nothing(store: Store, settings: Settings) -> None:
    first = import_paths(store, SEEDS, settings=settings)

    second = import_paths(store, SEEDS, settings=settings)

    assert (second.added, second.updated, second.unchanged) == (0, 0, 5)
    assert second.revision == first.revision


def test_a_file_that_moved_is_still_the_same_article(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    import_paths(store, SEEDS[:1], settings=settings)
    shutil.copy(SEEDS[0], tmp_path / "elsewhere.txt")

    report = import_paths(store, [tmp_path / "elsewhere.txt"], settings=settings)

    assert report.unchanged == 1


def test_the_same_text_twice_in_one_import_is_one_article(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY.format(number=1))

    report = import_paths(store, [tmp_path / "a.txt", tmp_path / "b.txt"], settings=settings)

    assert (report.added, report.unchanged) == (1, 1)


def counting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The locations of what is parsed from now on."""
    parsed: list[str] = []

    def parse_and_count(document: RawDocument) -> Article:
        parsed.append(document.location)
        return parse(document)

    monkeypatch.setattr(archive.importing.parsed, "parse", parse_and_count)
    return parsed


def test_an_import_that_goes_on_parses_nothing_twice(
    store: Store, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop_at_four(progress: ImportProgress) -> None:
        if progress.added == 4:
            raise KeyboardInterrupt

    files = write_stories(tmp_path / "in", 7)
    with pytest.raises(KeyboardInterrupt):
        import_paths(store, files, settings=settings, batch_size=2, on_progress=stop_at_four)
    parsed = counting(monkeypatch)

    report = import_paths(store, files, settings=settings, batch_size=2)
    assert (report.added, report.unchanged) == (3, 4)
    assert parsed == [str(file) for file in files[4:]]

    import_paths(store, files, settings=settings)
    assert len(parsed) == 3


def test_what_the_operator_states_anew_is_parsed_anew(
    store: Store, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = write_stories(tmp_path / "in", 2)
    import_paths(store, files, settings=settings)
    parsed = counting(monkeypatch)
    stated = operator_states(origin="command line", source="The Ferry")

    report = import_paths(store, files, settings=settings, options=ReadOptions(stated=stated))

    assert (report.updated, len(parsed)) == (2, 2)
    sources = [change.article and change.article.source for change in store.changes_since(0)]
    assert [source and source.name for source in sources] == ["The Ferry", "The Ferry"]


def test_a_text_that_changed_and_changed_back_stays_what_it_was_changed_to(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    url = "https://news.example/ferry"
    first, second = (
        json.dumps({"title": title, "body": "It will close on Thursday.", "url": url})
        for title in ("Ferry closes", "Ferry closes, corrected")
    )
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join([first, second, first]))

    report = import_paths(store, [file], settings=settings)
    again = import_paths(store, [file], settings=settings, batch_size=1)

    assert (report.added, report.updated, report.unchanged) == (1, 1, 1)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 3)
    (change,) = store.changes_since(0)
    assert change.article
    assert change.article.title == "Ferry closes, corrected"


def test_what_was_deleted_comes_back_when_it_is_imported_again(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    files = write_stories(tmp_path / "in", 2)
    import_paths(store, files, settings=settings)
    store.delete(store.changes_since(0)[0].id)

    report = import_paths(store, files, settings=settings)

    assert (report.added, report.unchanged) == (1, 1)
    assert store.statistics().deleted == 0
