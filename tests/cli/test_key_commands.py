"""`flask archive key ...`: keys and what they allow."""

from pathlib import Path

from archive import SCOPES, Settings, open_store
from tests.system.server import flask


def test_a_key_allows_what_its_scopes_say(tmp_path: Path) -> None:
    data = tmp_path / "data"
    keys = {
        ("write",): flask("archive", "key", "create", "a", data=data),
        ("admin",): flask("archive", "key", "create", "b", "--scope", "admin", data=data),
        ("admin", "write"): flask(
            "archive", "key", "create", "c", "--scope", "write", "--scope", "admin", data=data
        ),
    }

    store = open_store(Settings(data=data))
    for scopes, made in keys.items():
        key = store.keys.verify(made.stdout.strip())
        assert key is not None
        assert key.scopes == set(scopes)
    store.close()

    refused = flask("archive", "key", "create", "d", "--scope", "root", data=data, check=False)
    assert refused.returncode == 2
    assert "admin" in refused.stderr


def test_the_help_says_what_each_scope_allows(tmp_path: Path) -> None:
    shown = flask("archive", "key", "create", "--help", data=tmp_path).stdout
    explained = " ".join(shown.partition("What the key allows")[2].split())
    for scope in SCOPES:
        assert f"{scope} " in explained
