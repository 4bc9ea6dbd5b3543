"""Sending an import, looking at what came of it, and letting it end."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archive import ImportFailure, ImportState
from archive.import_state import ImportAdvance
from archive.import_tasks import advance_import
from tests.api.conftest import Headers, services_of

LINES = b'{"title": "Harbour reopens", "body": "Ferries run again."}\n' * 3


def uploads_of(app: Flask) -> list[Path]:
    """The folders of uploads that are on the disk."""
    folder = services_of(app).settings.uploads_path
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.exists() else []


def send(client: FlaskClient, key: Headers, content: Any = LINES, **options: Any) -> TestResponse:
    headers = {**key, **options.pop("headers", {})}
    return client.post("/v1/imports", data=content, headers=headers, **options)


def finish(app: Flask, task_id: str, failures: int = 0) -> None:
    """Let an import come to its end as the process that runs them does."""
    store = services_of(app).store
    store.imports.begin(task_id, again=False)
    failed = tuple(
        ImportFailure(number=number, location=f"a.jsonl line {number}", reason=f"Bad {number}.")
        for number in range(1, failures + 1)
    )
    advance = ImportAdvance(
        documents=failures + 2,
        added=2,
        updated=0,
        unchanged=0,
        passed_over=0,
        failures=failed,
        bytes_read=10,
        seconds=0.5,
        revision=2,
    )
    with store.writing() as writer:
        assert advance_import(writer.connection, task_id, advance)
    store.imports.finish(task_id, ImportState.DONE)
