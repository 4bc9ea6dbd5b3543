"""Several articles read at once."""

from pathlib import Path

from archive import Article, Original, Settings, open_store

ORIGINAL = Original(content=b"x", media_type="text/plain")


def test_the_newest_versions_of_several_articles_are_read_at_once(tmp_path: Path) -> None:
    store = open_store(Settings(data=tmp_path))
    for name in ("a", "b", "c"):
        store.put(Article(title=name, body="First."), ORIGINAL, id=name)
    store.put(Article(title="b", body="Second."), ORIGINAL, id="b")
    store.delete("c")
    found = store.newest(["b", "c", "nosuch", "a"])
    assert found == {"a": store.get("a"), "b": store.get("b")}
    assert store.newest([]) == {}
    store.close()


def test_thousands_may_be_read_at_once(tmp_path: Path) -> None:
    store = open_store(Settings(data=tmp_path))
    store.put(Article(title="It", body="Text."), ORIGINAL, id="it")
    assert list(store.newest([f"no-{number}" for number in range(5_000)] + ["it"])) == ["it"]
    store.close()
