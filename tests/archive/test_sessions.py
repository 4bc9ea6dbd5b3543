from datetime import timedelta

import pytest

import archive.sessions
from archive import Key, Settings, Store, open_store


def key_named(store: Store, name: str, *scopes: str) -> Key:
    key = store.keys.verify(store.keys.create(name, scopes or ("admin",)))
    assert key is not None
    return key


def test_a_session_stands_for_its_key(store: Store) -> None:
    key = key_named(store, "desk", "admin", "write")

    token = store.sessions.begin(key)

    assert store.sessions.key(token) == key
    assert store.keys.verify(token) is None


def test_each_login_is_a_session_of_its_own(store: Store) -> None:
    key = key_named(store, "desk")
    first, second = store.sessions.begin(key), store.sessions.begin(key)

    store.sessions.end(first)

    assert store.sessions.key(first) is None
    assert store.sessions.key(second) == key


@pytest.mark.parametrize("token", ["", "nosuch", "\ud800", "\0", "x" * 100_000])
def test_any_other_text_is_no_session(store: Store, token: str) -> None:
    store.sessions.begin(key_named(store, "desk"))

    assert store.sessions.key(token) is None
    store.sessions.end(token)


def test_a_key_is_no_session(store: Store) -> None:
    assert store.sessions.key(store.keys.create("desk", ("admin",))) is None


def test_revoking_a_key_ends_its_sessions_for_good(store: Store) -> None:
    token = store.sessions.begin(key_named(store, "desk"))
    other = store.sessions.begin(key_named(store, "other"))

    store.keys.revoke("desk")
    key_named(store, "desk")

    assert store.sessions.key(token) is None
    assert store.sessions.key(other) is not None


def test_a_session_ends_by_itself(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    key = key_named(store, "desk")
    monkeypatch.setattr(archive.sessions, "SESSION_LIFETIME", timedelta())

    assert store.sessions.key(store.sessions.begin(key)) is None


def test_sessions_outlive_the_process_and_the_database_does_not_hold_their_tokens(
    store: Store, settings: Settings
) -> None:
    token = store.sessions.begin(key_named(store, "desk"))
    store.close()

    again = open_store(settings)
    assert again.sessions.key(token) is not None
    again.close()
    assert token.encode() not in (settings.data / "archive.sqlite3").read_bytes()
