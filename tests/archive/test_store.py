import hashlib
import threading
from datetime import UTC, datetime, timedelta

import pytest

from archive import (
    Article,
    ArticleDeleted,
    ArticleNotFound,
    Change,
    InvalidArticle,
    InvalidId,
    InvalidUrl,
    Outcome,
    Settings,
    Source,
    SourceKind,
    Store,
    article_id,
    article_to_json,
    open_store,
)
from tests.archive.store_samples import FULL, make_article, make_date, make_original

UNKNOWN_IDS = ["nosuch", "", "a b", "\0", "\ud800", "x" * 1000, "é", "' OR 1=1 --"]


def test_an_article_is_given_back_as_it_was_put(store: Store) -> None:
    put = store.put(FULL, make_original())

    version = store.get(put.id)

    assert put.outcome == Outcome.ADDED
    assert (put.number, put.revision) == (1, 1)
    assert (version.id, version.number, version.revision) == (put.id, 1, 1)
    assert version.article == FULL
    assert version.content_hash == hashlib.sha256(article_to_json(FULL)).hexdigest()
    assert version.stored_at.tzinfo is UTC
    assert abs(datetime.now(UTC) - version.stored_at) < timedelta(hours=1)


def test_an_archive_is_the_same_when_it_is_opened_again(store: Store, settings: Settings) -> None:
    put = store.put(FULL, make_original())
    store.close()

    again = open_store(settings)

    assert again.archive_id == store.archive_id
    assert again.get(put.id).article == FULL
    again.close()


def test_two_archives_have_different_ids(store: Store, tmp_path) -> None:
    other = open_store(Settings(data=tmp_path / "other"))
    other.close()

    assert store.archive_id != other.archive_id


def test_the_same_article_twice_changes_nothing(store: Store) -> None:
    first = store.put(FULL, make_original())
    store.put(make_article(), make_original("something else"))

    second = store.put(FULL, make_original())

    assert second.outcome == Outcome.UNCHANGED
    assert (second.id, second.number, second.revision) == (first.id, 1, 1)
    assert store.revision() == 2
    assert len(store.versions(first.id)) == 1


def test_another_file_name_or_media_type_alone_is_no_new_version(store: Store) -> None:
    store.put(FULL, make_original(name="a.txt"))

    put = store.put(FULL, make_original(name="b.txt", media_type="text/html"))

    assert put.outcome == Outcome.UNCHANGED
    assert store.original(put.id).name == "a.txt"


def test_a_changed_text_under_the_same_url_adds_a_version(store: Store) -> None:
    old = make_article("Old", url="https://example.com/a")
    new = make_article("New", url="http://www.example.com/a?utm_source=rss")
    first = store.put(old, make_original("old"))

    second = store.put(new, make_original("new"))

    assert second.id == first.id
    assert second.outcome == Outcome.UPDATED
    assert (second.number, second.revision) == (2, 2)
    assert [version.article for version in store.versions(first.id)] == [old, new]
    assert store.get(first.id).article == new
    assert store.original(first.id).content == b"new"
    assert store.original(first.id, 1).content == b"old"


def test_another_original_of_the_same_article_adds_a_version(store: Store) -> None:
    key = store.put(FULL, make_original("<p>old markup")).id

    put = store.put(FULL, make_original("<p>new markup"))

    assert (put.outcome, put.number) == (Outcome.UPDATED, 2)
    assert store.original(key, 1).content == b"<p>old markup"
    assert store.original(key).content == b"<p>new markup"


def test_a_better_parsed_article_of_the_same_original_adds_a_version(store: Store) -> None:
    key = store.put(make_article("Raw"), make_original()).id

    put = store.put(make_article("Parsed better"), make_original())

    assert put.id == key
    assert put.outcome == Outcome.UPDATED


def test_the_original_is_kept_byte_for_byte_with_its_name_and_type(store: Store) -> None:
    original = make_original(bytes(range(256)) * 3, media_type="text/html; charset=x", name="ü.txt")

    assert store.original(store.put(FULL, original).id) == original


def test_an_original_shared_by_two_articles_keeps_each_ones_name(store: Store) -> None:
    one = store.put(FULL, make_original(name="one.txt"), id="one")
    two = store.put(FULL, make_original(name="two.txt"), id="two")

    assert store.original(one.id).name == "one.txt"
    assert store.original(two.id).name == "two.txt"
    assert store.original(one.id).content == store.original(two.id).content


def test_a_huge_article_is_kept_whole(store: Store) -> None:
    article = make_article(body="Wörter und Sätze. " * 400_000)
    original = make_original(b"\xff\x00\x01" * 5_000_000)

    key = store.put(article, original).id

    assert store.get(key).article == article
    assert store.original(key) == original


def test_a_deleted_article_is_not_found_again_but_its_versions_are(store: Store) -> None:
    key = store.put(FULL, make_original()).id

    deletion = store.delete(key)

    assert (deletion.id, deletion.number, deletion.revision) == (key, 2, 2)
    with pytest.raises(ArticleDeleted, match="deleted"):
        store.get(key)
    with pytest.raises(ArticleDeleted, match="deleted"):
        store.original(key)
    with pytest.raises(ArticleDeleted, match="deleted in version 2"):
        store.original(key, 2)
    assert [version.article for version in store.versions(key)] == [FULL, None]
    assert store.original(key, 1).content == b"as it came"


def test_an_article_put_again_after_its_deletion_is_added(store: Store) -> None:
    key = store.put(FULL, make_original()).id
    store.delete(key)

    put = store.put(FULL, make_original())

    assert (put.id, put.outcome, put.number, put.revision) == (key, Outcome.ADDED, 3, 3)
    assert store.get(key).article == FULL


def test_an_article_cannot_be_deleted_twice(store: Store) -> None:
    key = store.put(FULL, make_original()).id
    store.delete(key)

    with pytest.raises(ArticleNotFound):
        store.delete(key)
    assert store.revision() == 2


@pytest.mark.parametrize("id", UNKNOWN_IDS)
def test_an_article_that_never_was_is_not_found(store: Store, id: str) -> None:
    store.put(FULL, make_original())

    for look in (store.get, store.versions, store.original, store.delete):
        with pytest.raises(ArticleNotFound, match="no article"):
            look(id)


@pytest.mark.parametrize("number", [-1, 0, 2, 10**30])
def test_a_version_that_never_was_has_no_original(store: Store, number: int) -> None:
    key = store.put(FULL, make_original()).id

    with pytest.raises(ArticleNotFound, match=f"version {number}"):
        store.original(key, number)


def test_an_article_can_be_put_under_an_id_of_the_clients(store: Store) -> None:
    put = store.put(FULL, make_original(), id="My.id-1")

    assert put.id == "My.id-1"
    assert store.get("My.id-1").article == FULL
    with pytest.raises(ArticleNotFound):
        store.get("my.id-1")


def test_ids_come_from_the_article_by_default(store: Store) -> None:
    assert store.put(FULL, make_original()).id == article_id(FULL, make_original())


@pytest.mark.parametrize(
    ("fields", "id", "error"),
    [
        ({}, "no/slashes", InvalidId),
        ({"url": "nowhere"}, None, InvalidUrl),
        ({"body": "a\0b"}, None, InvalidArticle),
        ({"title": "\udc00"}, "given", InvalidArticle),
    ],
)
def test_what_cannot_be_stored_is_refused_and_the_writer_goes_on(
    store: Store, fields: dict, id: str | None, error: type[Exception]
) -> None:
    with store.writing() as writer:
        with pytest.raises(error):
            writer.put(make_article(**fields), make_original(), id=id)
        put = writer.put(FULL, make_original())

    assert put.revision == store.revision() == 1


@pytest.mark.parametrize("fields", [{"name": "\0.txt"}, {"name": "\udcff"}, {"media_type": "\0"}])
def test_a_name_that_a_database_cannot_hold_is_refused(store: Store, fields: dict) -> None:
    with pytest.raises(InvalidArticle, match="original's"):
        store.put(FULL, make_original(**fields))


def test_a_block_of_writing_is_stored_whole(store: Store) -> None:
    with store.writing() as writer:
        one = writer.put(make_article("One"), make_original("1"))
        two = writer.put(make_article("Two"), make_original("2"))

    assert (one.revision, two.revision) == (1, 2)
    assert store.get(one.id).article == make_article("One")
    assert store.get(two.id).article == make_article("Two")


def test_a_block_of_writing_that_fails_stores_nothing(store: Store) -> None:
    kept = store.put(make_article("Kept"), make_original("kept"))

    def write_and_fail() -> None:
        with store.writing() as writer:
            writer.put(make_article("One"), make_original("1"))
            writer.delete(kept.id)
            writer.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()

    assert store.revision() == 1
    assert store.get(kept.id).article == make_article("Kept")
    assert store.statistics().articles == 1


def test_a_writer_sees_its_own_changes(store: Store) -> None:
    with store.writing() as writer:
        first = writer.put(FULL, make_original("1"))
        same = writer.put(FULL, make_original("1"))
        changed = writer.put(FULL, make_original("2"))
        writer.delete(first.id)
        back = writer.put(FULL, make_original("1"))

    assert [put.outcome for put in (first, same, changed, back)] == [
        Outcome.ADDED,
        Outcome.UNCHANGED,
        Outcome.UPDATED,
        Outcome.ADDED,
    ]
    assert [version.number for version in store.versions(first.id)] == [1, 2, 3, 4]
    assert [version.revision for version in store.versions(first.id)] == [1, 2, 3, 4]
    assert store.original(first.id, 4).content == b"1"


def test_a_large_block_of_writing_is_stored_whole_too(store: Store) -> None:
    with store.writing() as writer:
        for turn in range(2):
            for number in range(800):
                put = writer.put(
                    make_article(f"{number} {turn}"),
                    make_original(f"{number % 7}"),
                    id=f"a{number}",
                )
                assert put.number == turn + 1

    assert store.revision() == 1600
    assert store.statistics().versions == 1600
    assert store.get("a799").article == make_article("799 1")
    assert store.original("a799", 1).content == b"1"


def test_others_see_nothing_of_a_block_before_it_ends(store: Store) -> None:
    with store.writing() as writer:
        key = writer.put(FULL, make_original()).id
        writer.flush()
        with pytest.raises(ArticleNotFound):
            store.get(key)
        assert store.revision() == 0

    assert store.revision() == 1


def test_a_block_inside_a_block_is_a_mistake_that_is_told_at_once(store: Store) -> None:
    with store.writing() as writer:
        with pytest.raises(RuntimeError, match="use its writer"):
            store.put(FULL, make_original())
        writer.put(FULL, make_original())

    assert store.revision() == 1


def test_changes_come_in_their_order_and_only_the_newest_of_each_article(store: Store) -> None:
    one = store.put(make_article("One"), make_original("1"), id="one")
    store.put(make_article("Two"), make_original("2"), id="two")
    store.put(make_article("Three"), make_original("3"), id="three")
    store.put(make_article("One, changed"), make_original("1"), id="one")
    store.delete("two")

    assert store.changes_since(0) == (
        Change(revision=3, id="three", article=make_article("Three")),
        Change(revision=4, id="one", article=make_article("One, changed")),
        Change(revision=5, id="two", article=None),
    )
    assert [change.id for change in store.changes_since(3)] == ["one", "two"]
    assert [change.id for change in store.changes_since(0, limit=2)] == ["three", "one"]
    assert store.changes_since(5) == ()
    assert one.revision not in [change.revision for change in store.changes_since(0)]


def test_an_empty_archive_answers_all_the_same(store: Store) -> None:
    statistics = store.statistics()

    assert store.revision() == 0
    assert store.changes_since(0) == ()
    assert (statistics.articles, statistics.deleted, statistics.versions) == (0, 0, 0)
    assert (statistics.first_published, statistics.last_published) == (None, None)
    assert (statistics.undated, statistics.sources, statistics.languages) == (0, (), ())
    assert statistics.bytes > 0
    with store.writing():
        pass
    assert store.revision() == 0


def test_statistics_count_what_is_there(store: Store) -> None:
    def put(id: str, source: str | None, date: str | None, language: str | None) -> None:
        article = make_article(
            id,
            source=source and Source(name=source, kind=SourceKind.OUTLET),
            published=date and make_date(date, offset=timedelta(hours=2)),
            language=language,
        )
        store.put(article, make_original(id), id=id)

    put("a", "The Hindu", "2024-10-21T12:00", "en")
    put("b", "Deutsche Welle", "2024-10-24T01:00", "en")
    put("c", "Deutsche Welle", None, "de")
    put("d", None, "0001-01-01T02:00", None)
    put("gone", "Gone Gazette", "1999-01-01T00:00", "fr")
    put("a", "The Hindu", "2024-10-22T12:00", "en")
    store.delete("gone")

    statistics = store.statistics()

    assert (statistics.articles, statistics.deleted, statistics.versions) == (4, 1, 7)
    assert statistics.revision == 7
    assert statistics.first_published == datetime(1, 1, 1, 0, 0, tzinfo=UTC)
    assert statistics.last_published == datetime(2024, 10, 23, 23, 0, tzinfo=UTC)
    assert statistics.undated == 1
    assert statistics.sources == (("Deutsche Welle", 2), ("The Hindu", 1), (None, 1))
    assert statistics.languages == (("en", 2), ("de", 1), (None, 1))


def test_many_threads_share_a_store(store: Store) -> None:
    def work(name: int) -> None:
        for number in range(10):
            put = store.put(make_article(f"{name} {number}"), make_original(f"{name} {number}"))
            read.append(store.get(put.id).article)

    read: list[Article | None] = []
    threads = [threading.Thread(target=work, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(read) == 60
    assert [change.revision for change in store.changes_since(0)] == list(range(1, 61))


def test_a_closed_store_opens_again_by_itself(store: Store) -> None:
    store.put(FULL, make_original())
    store.close()
    store.close()

    assert store.revision() == 1
