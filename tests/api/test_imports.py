"""Imports over HTTP: what is taken in, queued, told and cancelled; running them is tested apart."""

import errno
import gzip
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive import Settings
from tests.api.checks import assert_problem
from tests.api.conftest import Headers, MakeApp, services_of
from tests.api.import_steps import LINES, finish, send, uploads_of

ENDPOINTS = [
    ("POST", "/v1/imports"),
    ("GET", "/v1/imports"),
    ("GET", "/v1/imports/" + "0" * 32),
    ("GET", "/v1/imports/" + "0" * 32 + "/errors"),
    ("DELETE", "/v1/imports/" + "0" * 32),
]


@pytest.fixture
def app(empty_app: Flask) -> Flask:
    return empty_app


def test_what_is_sent_is_queued_and_on_the_disk(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    response = send(client, key, content_type="application/x-ndjson", query_string={"name": "a.x"})
    assert response.status_code == 202
    task = response.json
    assert response.headers["Location"] == task["links"]["self"] == f"/v1/imports/{task['id']}"
    assert response.headers["Cache-Control"] == "no-store"
    assert task["state"] == "queued"
    assert task["by"] == "newsroom"
    (file,) = task["files"]
    assert (file["name"], file["media_type"]) == ("a.x", "application/x-ndjson")
    assert file["bytes"] == task["bytes"] == len(LINES)
    (folder,) = uploads_of(app)
    assert folder.name == task["id"]
    assert (folder / "0").read_bytes() == LINES
    again = client.get(task["links"]["self"], headers=key)
    assert again.json == task
    assert again.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_all_of_it_needs_a_key_that_may_write(
    app: Flask, client: FlaskClient, key: Headers, method: str, path: str
) -> None:
    assert_problem(client.open(path, method=method, data=LINES), "key-required")
    token = services_of(app).store.keys.create("reader", ["read"])
    headers = {"Authorization": f"Bearer {token}"}
    refused = client.open(path, method=method, data=LINES, headers=headers)
    assert_problem(refused, "scope-missing", "'write'")
    assert uploads_of(app) == []


def test_an_upload_may_be_larger_than_an_article(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(Settings(data=tmp_path, max_article_bytes=100, max_import_bytes=1_000))
    key = {"Authorization": f"Bearer {services_of(app).store.keys.create('newsroom')}"}
    client = app.test_client()
    assert send(client, key, b"x" * 1_000).status_code == 202
    form = {"file": (io.BytesIO(b"y" * 1_000), "y.txt")}
    assert send(client, key, form).status_code == 202
    assert len(uploads_of(app)) == 2


def chunked(content: bytes) -> dict[str, Any]:
    """A body without a length, as gunicorn hands a chunked one over."""
    return {"input_stream": io.BytesIO(content), "environ_overrides": {"wsgi.input_terminated": 1}}


def test_an_upload_beyond_the_limit_is_refused_and_leaves_nothing(
    make_app: MakeApp, tmp_path: Path
) -> None:
    app = make_app(Settings(data=tmp_path, max_import_bytes=1_000))
    key = {"Authorization": f"Bearer {services_of(app).store.keys.create('newsroom')}"}
    client = app.test_client()
    form = {"file": (io.BytesIO(b"y" * 1_001), "y.txt")}
    sent = [send(client, key, b"x" * 1_001), send(client, key, form)]
    sent += [client.post("/v1/imports", headers=key, **chunked(b"x" * 1_001))]
    for response in sent:
        assert_problem(response, "too-large", "1,000 bytes", "ARCHIVE_MAX_IMPORT_BYTES")
    assert client.post("/v1/imports", headers=key, **chunked(b"x" * 1_000)).status_code == 202
    assert len(uploads_of(app)) == 1
    assert client.get("/v1/imports", headers=key).json["total"] == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        {"source": "AP"},
        {"file": (io.BytesIO(b""), "a.txt")},
        {"file": (io.BytesIO(b""), "")},
    ],
)
def test_nothing_is_no_import(app: Flask, client: FlaskClient, key: Headers, content: Any) -> None:
    form = {"content_type": "multipart/form-data"} if content else {}
    assert_problem(send(client, key, content, **form), "malformed-request")
    assert uploads_of(app) == []


def test_a_body_that_breaks_off_leaves_nothing(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    boundary = "multipart/form-data; boundary=b"
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\ntext'
    cut = {"environ_overrides": {"CONTENT_LENGTH": "5000"}}
    for response in (
        send(client, key, LINES, **cut),
        send(client, key, head, content_type=boundary, **cut),
        client.post("/v1/imports", headers=key, content_type=boundary, **chunked(head)),
        client.post("/v1/imports", headers=key, content_type=boundary, **chunked(b"no form")),
        client.post("/v1/imports", headers=key, content_type="multipart/form-data", data=head),
    ):
        assert_problem(response, "malformed-request")
    assert uploads_of(app) == []
    assert client.get("/v1/imports", headers=key).json["imports"] == []


def test_a_form_brings_several_files_and_its_fields_are_parameters(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    form = {
        "file": [(io.BytesIO(b"One."), "../../etc/one.txt"), (io.BytesIO(b"Two."), "zwei 한.txt")],
        "other": (io.BytesIO(b"Three."), "drei.html", "text/html"),
        "agency": ["AP", "Reuters"],
        "timezone": "Asia/Seoul",
    }
    task = send(client, key, form, query_string={"source": "Island Post"}).json
    named = [(file["name"], file["media_type"], file["bytes"]) for file in task["files"]]
    assert sorted(named) == [
        ("../../etc/one.txt", "text/plain", 4),
        ("drei.html", "text/html", 6),
        ("zwei 한.txt", "text/plain", 4),
    ]
    options = services_of(app).store.imports.get(task["id"]).options.stated
    assert (options.source, options.timezone) == ("Island Post", "Asia/Seoul")
    assert options.agencies == ("AP", "Reuters")
    (folder,) = uploads_of(app)
    assert sorted(path.name for path in folder.iterdir()) == ["0", "1", "2", "lock"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"timezone": "localtime"}, "timezone"),
        ({"language": "not a tag"}, "language"),
        ({"field": "headline"}, "title=headline"),
        ({"field": "hed=title"}, "There is no field"),
        ({"format": "zip"}, "format"),
        ({"sauce": "AP"}, "did you mean `source`"),
        ({"source": ["a", "b"]}, "more than once"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_meant_is_refused_wherever_it_stands(
    app: Flask, client: FlaskClient, key: Headers, query: dict[str, Any], said: str
) -> None:
    assert_problem(send(client, key, query_string=query), "invalid-parameters", said)
    form = {"file": (io.BytesIO(LINES), "a.jsonl"), **query}
    assert_problem(send(client, key, form), "invalid-parameters", said)
    assert uploads_of(app) == []


def test_several_files_have_names_of_their_own(client: FlaskClient, key: Headers) -> None:
    form = {"file": [(io.BytesIO(b"One."), "one.txt"), (io.BytesIO(b"Two."), "two.txt")]}
    assert_problem(send(client, key, form | {"name": "x"}), "invalid-parameters", "one file")
    form = {"file": (io.BytesIO(b"One."), "one.txt"), "name": "x"}
    assert send(client, key, form).json["files"][0]["name"] == "x"


def test_a_compressed_body_stays_so_and_other_codings_are_refused(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    packed = gzip.compress(LINES)
    assert send(client, key, packed, headers={"Content-Encoding": "gzip"}).status_code == 202
    (folder,) = uploads_of(app)
    assert (folder / "0").read_bytes() == packed
    lie = send(client, key, LINES, headers={"Content-Encoding": "gzip"})
    assert_problem(lie, "malformed-request", "gzip")
    for coding in ("br", "deflate", "gzip, gzip"):
        response = send(client, key, packed, headers={"Content-Encoding": coding})
        assert_problem(response, "unsupported-media-type", coding)
        assert response.headers["Accept-Encoding"] == "gzip, zstd"
    assert uploads_of(app) == [folder]


def test_imports_are_listed_the_newest_first(app: Flask, client: FlaskClient, key: Headers) -> None:
    ids = [send(client, key, b"text %d" % number).json["id"] for number in range(5)]
    finish(app, ids[0])
    page = client.get("/v1/imports?page_size=2", headers=key)
    assert page.headers["Cache-Control"] == "no-store"
    assert [task["id"] for task in page.json["imports"]] == ids[:2:-1]
    assert (page.json["total"], page.json["pages"]) == (5, 3)
    assert '</v1/imports?page_size=2&page=2>; rel="next"' in page.headers["Link"]
    last = client.get("/v1/imports?page_size=2&page=3", headers=key).json
    assert [task["id"] for task in last["imports"]] == ids[:1]
    done = client.get("/v1/imports?state=done", headers=key).json
    assert [task["id"] for task in done["imports"]] == ids[:1]
    assert done["total"] == 1


def test_errors_are_told_in_part_and_in_full(app: Flask, client: FlaskClient, key: Headers) -> None:
    task_id = send(client, key).json["id"]
    finish(app, task_id, failures=230)
    task = client.get(f"/v1/imports/{task_id}", headers=key).json
    assert (task["state"], task["documents"], task["added"], task["failed"]) == (
        "done",
        232,
        2,
        230,
    )
    assert task["rate"] == 464.0
    assert task["seconds_left"] is None
    assert task["bytes_read"] == task["bytes"]
    assert [error["number"] for error in task["errors"]] == list(range(1, 101))
    assert task["errors"][6]["location"] == "a.jsonl line 7"
    page = client.get(f"{task['links']['errors']}?page=3", headers=key).json
    assert (page["total"], page["pages"]) == (230, 3)
    assert [error["number"] for error in page["errors"]] == list(range(201, 231))
    lines = client.get(f"{task['links']['errors']}?format=jsonl", headers=key)
    assert lines.mimetype == "application/x-ndjson"
    errors = [json.loads(line) for line in lines.data.splitlines()]
    assert [error["reason"] for error in errors] == [f"Bad {n}." for n in range(1, 231)]


def test_one_that_waits_is_cancelled_at_once(app: Flask, client: FlaskClient, key: Headers) -> None:
    task_id = send(client, key).json["id"]
    for _ in range(2):
        response = client.delete(f"/v1/imports/{task_id}", headers=key)
        assert response.status_code == 200
        assert response.json["state"] == "cancelled"
        assert response.json["finished_at"]
    assert uploads_of(app) == []


def test_one_that_runs_is_cancelled_after_its_batch(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    task_id = send(client, key).json["id"]
    services_of(app).store.imports.begin(task_id, again=False)
    for _ in range(2):
        response = client.delete(f"/v1/imports/{task_id}", headers=key)
        assert response.status_code == 202
        assert (response.json["state"], response.json["cancelling"]) == ("running", True)
    assert services_of(app).store.imports.begin(task_id, again=False) is None
    ended = client.delete(f"/v1/imports/{task_id}", headers=key)
    assert (ended.status_code, ended.json["state"]) == (200, "cancelled")
    assert not ended.json["cancelling"]


def test_one_that_ended_cannot_be_cancelled(app: Flask, client: FlaskClient, key: Headers) -> None:
    task_id = send(client, key).json["id"]
    finish(app, task_id)
    assert_problem(client.delete(f"/v1/imports/{task_id}", headers=key), "import-finished", "done")


@pytest.mark.parametrize("task_id", ["0" * 32, "x", "ü", "0" * 1000, "%00"])
def test_an_unknown_import_is_a_problem(client: FlaskClient, key: Headers, task_id: str) -> None:
    for method, path in (("GET", ""), ("GET", "/errors"), ("DELETE", "")):
        response = client.open(f"/v1/imports/{task_id}{path}", method=method, headers=key)
        assert_problem(response, "import-not-found")


def test_a_full_disk_is_told_and_leaves_nothing(
    app: Flask, client: FlaskClient, key: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    services_of(app).store.imports.count()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert_problem(send(client, key), "disk-full", "nothing of it was kept")
    assert uploads_of(app) == []
    assert send(client, key).status_code == 202


def test_a_folder_that_cannot_be_written_is_an_outage(
    app: Flask, client: FlaskClient, key: Headers
) -> None:
    services_of(app).settings.uploads_path.write_text("in the way")
    assert_problem(send(client, key), "unavailable", "imports")


def test_uploads_leave_threads_for_searches(app: Flask, client: FlaskClient, key: Headers) -> None:
    places = services_of(app).uploads
    while places.acquire(blocking=False):
        pass
    response = send(client, key)
    assert_problem(response, "too-many-uploads")
    assert response.headers["Retry-After"]
    places.release()
    assert [send(client, key).status_code for _ in range(2)] == [202, 202]
