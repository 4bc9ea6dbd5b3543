import sqlite3
from datetime import UTC

import pytest

from archive import InvalidKey, Settings, Store, open_store


def test_a_key_opens_what_its_scopes_allow(store: Store) -> None:
    token = store.keys.create("newsroom")

    key = store.keys.verify(token)

    assert key is not None
    assert (key.name, key.scopes) == ("newsroom", frozenset({"write"}))
    assert key.created_at.tzinfo is UTC
    assert token.startswith("aa_")
    assert len(token) >= 40


def test_tokens_differ(store: Store) -> None:
    assert store.keys.create("a") != store.keys.create("b")


@pytest.mark.parametrize("token", ["", "aa_", "aa_nosuch", "é", "\0", "\ud800", "x" * 100_000])
def test_any_other_text_opens_nothing(store: Store, token: str) -> None:
    store.keys.create("newsroom")

    assert store.keys.verify(token) is None


def test_a_token_with_another_case_or_an_extra_space_opens_nothing(store: Store) -> None:
    token = store.keys.create("newsroom")

    assert store.keys.verify(token.swapcase()) is None
    assert store.keys.verify(token + " ") is None


def test_the_database_does_not_hold_the_token(store: Store, settings: Settings) -> None:
    token = store.keys.create("newsroom")
    store.close()

    database = settings.data / "archive.sqlite3"
    assert token.encode() not in database.read_bytes()
    assert b"newsroom" in database.read_bytes()


def test_keys_outlive_the_process(store: Store, settings: Settings) -> None:
    token = store.keys.create("newsroom")
    again = open_store(settings)

    assert again.keys.verify(token) is not None
    again.close()


def test_a_revoked_key_opens_nothing_and_its_name_is_free_again(store: Store) -> None:
    token = store.keys.create("newsroom")

    store.keys.revoke("newsroom")

    assert store.keys.verify(token) is None
    assert not store.keys.exists()
    assert store.keys.create("newsroom") != token


def test_keys_are_listed_by_name(store: Store) -> None:
    assert not store.keys.exists()
    assert store.keys.list() == ()

    store.keys.create("b", scopes=("write", "read"))
    store.keys.create("a", scopes=["read"])

    assert store.keys.exists()
    assert [(key.name, key.scopes) for key in store.keys.list()] == [
        ("a", {"read"}),
        ("b", {"read", "write"}),
    ]


def test_a_name_is_taken_once(store: Store) -> None:
    token = store.keys.create("newsroom")

    with pytest.raises(InvalidKey, match="revoke it first"):
        store.keys.create("newsroom")
    assert store.keys.verify(token) is not None


@pytest.mark.parametrize("name", ["", " a", "a\nb", "a\0", "\ud800", "x" * 101])
def test_a_name_that_is_none_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InvalidKey, match="cannot be a key's name"):
        store.keys.create(name)


@pytest.mark.parametrize("scopes", [(), ("root",), ("write", "Write")])
def test_an_unknown_scope_is_refused(store: Store, scopes: tuple[str, ...]) -> None:
    with pytest.raises(InvalidKey, match="read, write, admin"):
        store.keys.create("a", scopes)


@pytest.mark.parametrize("name", ["nosuch", "", "\ud800"])
def test_a_key_that_is_not_there_cannot_be_revoked(store: Store, name: str) -> None:
    with pytest.raises(InvalidKey, match="no key"):
        store.keys.revoke(name)


def test_a_key_made_by_hand_with_a_plain_token_opens_nothing(
    store: Store, settings: Settings
) -> None:
    connection = sqlite3.connect(settings.data / "archive.sqlite3")
    with connection:
        connection.execute("INSERT INTO api_keys VALUES ('hand', 'plain', 'write', '2024-01-01')")
    connection.close()

    assert store.keys.verify("plain") is None
