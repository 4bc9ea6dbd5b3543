"""What a server says to requests that it refuses, and to addresses as people type them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.system.server import ROOT, Server
from tests.system.test_odd_requests import raw

LARGE = b"[" + b'"word",' * 2_000_000 + b"1]"  # 14 MB, more than any socket holds


@pytest.mark.parametrize("query", ["q=북한군", "q=r\u00e9sum\u00e9", "q=%EB%B6%81한군"])
def test_an_address_may_have_letters_as_they_are_typed(seed_server: Server, query: str) -> None:
    head = f"GET /v1/search?{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    status, _, body = raw(seed_server, head.encode())
    assert status == 200
    assert json.loads(body)["query"]["text"] in {"북한군", "résumé"}


def test_letters_that_are_no_utf_8_are_refused(seed_server: Server) -> None:
    head = b"GET /v1/search?q=r\xe9sum\xe9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    status, headers, _ = raw(seed_server, head)
    assert status in {400, 422}
    assert headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/v1/documents", 403), ("/v1/imports", 403), ("/v1/search", 413), ("/v1/nowhere", 404)],
)
def test_who_sends_much_is_told_why_it_is_refused(
    seed_server: Server, path: str, status: int
) -> None:
    answer = seed_server.request("POST", path, LARGE, {"Content-Type": "application/json"})
    assert answer.status == status
    assert answer.json["status"] == status


SERVER = ["gunicorn", "app:app"]


def refused(place: Path, module: list[str], setting: dict[str, str]) -> str:
    """What a command says when it ends at once because of a setting."""
    run = subprocess.run(
        [sys.executable, "-m", *module],
        cwd=ROOT,
        env=os.environ | {"ARCHIVE_DATA": str(place / "data"), "PORT": "0"} | setting,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 1
    return run.stderr


@pytest.mark.parametrize("module", [SERVER, ["flask", "archive", "stats"]])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ARCHIVE_LOG_LEVEL", "loud"),
        ("ARCHIVE_MAX_ARTICLE_BYTES", "abc"),
        ("ARCHIVE_SYNONYMS", "/nowhere"),
        ("ARCHIVE_IMPORT_PROCESSES", "-1"),
        ("ARCHIVE_CORS_ORIGINS", "news.example.org"),
        ("ARCHIVE_ENGINE", "nonsense"),
        ("ARCHIVE_DATABASE_URL", "nosuch://x"),
    ],
)
def test_a_setting_that_cannot_be_used_ends_the_start(
    tmp_path: Path, module: list[str], name: str, value: str
) -> None:
    said = refused(tmp_path, module, {name: value})
    assert re.fullmatch(rf"Error: .*{value.partition(':')[0]}.*\n", said)


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "99999"), ("PORT", "abc"), ("WEB_CONCURRENCY", "0"), ("WEB_CONCURRENCY", "100000")],
)
def test_a_number_that_the_server_cannot_use_ends_the_start(
    tmp_path: Path, name: str, value: str
) -> None:
    said = refused(tmp_path, SERVER, {name: value})
    assert re.fullmatch(rf"Error: {name} is '{value}'; it must be a number from .*\n", said)
