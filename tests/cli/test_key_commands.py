"""`flask archive key ...`: keys and what they allow."""

from pathlib import Path

from archive import Settings, open_store
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
