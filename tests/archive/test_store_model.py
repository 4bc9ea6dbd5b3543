"""The store beside a plain list of everything that was ever done to it."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Article, ArticleNotFound, Change, Outcome, Settings, Store, open_store
from archive.writer import StoreWriter
from tests.archive.store_samples import make_article, make_original

CHANGES = st.tuples(
    st.sampled_from(["a", "b", "c"]),  # id
    st.sampled_from([None, 1, 2]),  # which article; None deletes
    st.sampled_from(["x", "y"]),  # which original
)
BLOCKS = st.lists(
    st.tuples(st.lists(CHANGES, max_size=6), st.booleans()),  # booleans: fails at its end
    max_size=6,
)


class Abandoned(Exception):
    pass


class Model:
    """Rows of (id, article, original); a row's place is its revision."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Article | None, bytes]] = []

    def of(self, key: str) -> list[tuple[int, Article | None, bytes]]:
        return [
            (revision, article, original)
            for revision, (owner, article, original) in enumerate(self.rows, start=1)
            if owner == key
        ]

    def expected(self, key: str, article: Article | None, original: bytes) -> Outcome | None:
        rows = self.of(key)
        if not rows or rows[-1][1] is None:
            return None if article is None else Outcome.ADDED
        same = rows[-1][1:] == (article, original)
        return Outcome.UNCHANGED if same else Outcome.UPDATED


def apply(writer: StoreWriter, model: Model, key: str, number: int | None, text: str) -> None:
    article = None if number is None else make_article(f"Article {number}")
    original = make_original(text)
    expected = model.expected(key, article, original.content)
    if expected != Outcome.UNCHANGED and not (expected is None and article is None):
        model.rows.append((key, article, original.content))
    if article is not None:
        put = writer.put(article, original, id=key)
        assert put.outcome == expected
        assert (put.revision, put.number) == (model.of(key)[-1][0], len(model.of(key)))
    elif expected is not None:
        assert writer.delete(key).revision == len(model.rows)
    else:
        try:
            writer.delete(key)
        except ArticleNotFound:
            return
        raise AssertionError("deleted what was not there")


def compare(store: Store, model: Model) -> None:
    assert store.revision() == len(model.rows)
    newest: dict[str, Change] = {}
    for revision, (key, article, _) in enumerate(model.rows, start=1):
        newest.pop(key, None)
        newest[key] = Change(revision=revision, id=key, article=article)
    for since in range(len(model.rows) + 1):
        expected = tuple(change for change in newest.values() if change.revision > since)
        assert store.changes_since(since) == expected
    for key in newest:
        versions = store.versions(key)
        assert [(v.revision, v.article) for v in versions] == [row[:2] for row in model.of(key)]
        for version, (_, article, original) in zip(versions, model.of(key), strict=True):
            if article is not None:
                assert store.original(key, version.number).content == original
    statistics = store.statistics()
    assert statistics.articles == sum(change.article is not None for change in newest.values())
    assert statistics.articles + statistics.deleted == len(newest)
    assert statistics.versions == len(model.rows)


@settings(max_examples=40, deadline=None)
@given(BLOCKS)
def test_a_store_keeps_every_state_that_a_plain_list_would(blocks: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Settings(data=Path(folder)))
        model = Model()
        for changes, fails in blocks:
            before = list(model.rows)
            try:
                with store.writing() as writer:
                    for change in changes:
                        apply(writer, model, *change)
                    if fails:
                        raise Abandoned
            except Abandoned:
                model.rows = before
        compare(store, model)
        store.close()
