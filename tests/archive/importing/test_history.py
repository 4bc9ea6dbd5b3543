"""What an import of something that came before changes: nothing."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from archive import Article, Capture, Original, Outcome, Provenance, Settings, Store, open_store
from archive.tables import versions
from tests.archive.store_samples import make_article, make_original

TODAY, BEFORE = "7", "6"
_examples = count()

# An original's number and its reading's: what they make an article of is their pair, but for the
# third reading, which makes the same of every original as the second does.
Document = tuple[int, int]
DOCUMENTS = st.tuples(st.integers(0, 2), st.integers(0, 2))


def original_of(document: Document) -> Original:
    return make_original(f"capture {document[0]}")


def provenance_of(document: Document, parser: str = TODAY) -> Provenance:
    return Provenance(parser=parser, reading=f'{{"reading":{document[1]}}}')


def parsed(document: Document, parser: str = TODAY) -> Article:
    number, reading = document
    release = "" if number else parser  # some articles every parser finds alike
    return make_article(f"Article {number} {min(reading, 1)} {release}")


def put(store: Store, id: str, document: Document, parser: str = TODAY) -> Outcome:
    return store.put(
        parsed(document, parser),
        original_of(document),
        id=id,
        provenance=provenance_of(document, parser),
    ).outcome


def imports(store: Store, id: str, documents: Sequence[Document]) -> None:
    """What an import does with documents: those that are there are not parsed."""
    for document in documents:
        capture = Capture(
            original_sha256=sha256(original_of(document).content).hexdigest(),
            provenance=provenance_of(document),
        )
        is_there = store.imported([capture]).get(capture) == id
        outcome = put(store, id, document)
        assert outcome is Outcome.UNCHANGED or not is_there, "it would not have been parsed"


def history(store: Store, id: str) -> list[tuple[object, ...]]:
    query = (
        select(
            versions.c.number,
            versions.c.content_hash,
            versions.c.original_sha256,
            versions.c.parser,
            versions.c.reading,
        )
        .where(versions.c.article_id == id)
        .order_by(versions.c.number)
    )
    with store._database.reading() as connection:
        return [tuple(row) for row in connection.execute(query)]


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One archive for all examples; each has articles of its own."""
    store = open_store(Settings(data=tmp_path_factory.mktemp("history") / "data"))
    yield store
    store.close()


@settings(deadline=None)
@given(
    before=st.lists(DOCUMENTS, max_size=3),
    is_deleted=st.booleans(),
    documents=st.lists(DOCUMENTS, max_size=6),
    kills=st.lists(st.integers(0, 6), max_size=3),
)
def test_an_import_that_was_killed_and_repeated_ends_as_one_that_was_not(
    shared_store: Store,
    before: list[Document],
    is_deleted: bool,
    documents: list[Document],
    kills: list[int],
) -> None:
    example = next(_examples)
    undisturbed, killed = f"undisturbed-{example}", f"killed-{example}"
    for article in (undisturbed, killed):
        for document in before:
            put(shared_store, article, document, BEFORE)
        if before and is_deleted:
            shared_store.delete(article)

    imports(shared_store, undisturbed, documents)
    for kill in kills:
        imports(shared_store, killed, documents[:kill])
    imports(shared_store, killed, documents)

    assert history(shared_store, killed) == history(shared_store, undisturbed)
    once = history(shared_store, undisturbed)
    imports(shared_store, undisturbed, documents)
    assert history(shared_store, undisturbed) == once


def test_an_old_capture_imported_again_never_becomes_the_newest_text(store: Store) -> None:
    outcomes = [put(store, "a", document) for document in [(1, 0), (2, 0), (1, 0), (1, 1)]]

    assert outcomes == ["added", "updated", "unchanged", "unchanged"]
    assert store.get("a").article == parsed((2, 0))


def test_an_old_capture_stays_old_whatever_parser_reads_it(store: Store) -> None:
    for document in [(0, 0), (2, 0)]:
        put(store, "a", document, BEFORE)

    assert put(store, "a", (0, 0)) is Outcome.UNCHANGED
    assert put(store, "a", (2, 1)) is Outcome.UPDATED


def test_a_better_parser_makes_a_new_version_of_the_newest_original(store: Store) -> None:
    put(store, "a", (0, 0), BEFORE)

    assert put(store, "a", (0, 0)) is Outcome.UPDATED
    assert put(store, "a", (0, 0)) is Outcome.UNCHANGED


def test_a_parser_that_finds_the_same_is_noted_and_makes_no_version(store: Store) -> None:
    put(store, "a", (1, 0), BEFORE)
    revision = store.revision()

    assert put(store, "a", (1, 0)) is Outcome.UNCHANGED

    assert store.revision() == revision
    assert [row[3] for row in history(store, "a")] == [TODAY]


def test_what_was_deleted_is_added_again_by_an_import(store: Store) -> None:
    put(store, "a", (1, 0))
    store.delete("a")
    capture = Capture(
        original_sha256=sha256(original_of((1, 0)).content).hexdigest(),
        provenance=provenance_of((1, 0)),
    )
    assert store.imported([capture]) == {}

    assert put(store, "a", (1, 0)) is Outcome.ADDED

    assert store.get("a").number == 3
    assert store.imported([capture]) == {capture: "a"}


def test_one_article_put_over_the_api_may_go_back_to_what_it_was(store: Store) -> None:
    first, second = make_article("First"), make_article("Second")
    outcomes = [store.put(one, make_original(one.title), id="a") for one in (first, second, first)]

    assert [put.outcome for put in outcomes] == ["added", "updated", "updated"]


def test_several_captures_in_one_transaction_are_judged_like_each_in_its_own(store: Store) -> None:
    with store.writing() as writer:
        outcomes = [
            writer.put(
                parsed(document),
                original_of(document),
                id="a",
                provenance=provenance_of(document),
            ).outcome
            for document in [(1, 0), (2, 0), (1, 0), (2, 0)]
        ]

    assert outcomes == ["added", "updated", "unchanged", "unchanged"]
