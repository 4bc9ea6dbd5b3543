"""`POST /v1/imports`: many articles at once, taken in and queued."""

import re
from dataclasses import replace
from typing import Any

from flask import Request, Response, request
from marshmallow import ValidationError

from api import examples, problems
from api.authorization import key_of_this_request
from api.blueprint import Answer, Blueprint, RawBody, operation
from api.caching import uncached
from api.errors import RETRY_AFTER
from api.import_answers import import_answer, import_path
from api.import_bodies import FORM, Fields, receive
from api.import_parameters import ImportParameters
from api.import_schemas import ImportAnswer
from api.json_provider import json_response
from api.loaded_parameters import given_of, load_given
from api.problems import Problem
from api.request_parser import invalid_parameters
from api.services import MOST_UPLOADS, services, this_request
from api.writes import KEY_PROBLEMS
from archive import IdempotencyKeyReused, ImportRequest, ImportTask, Upload, Uploads

blueprint = Blueprint(
    "imports", __name__, description="Many articles at once, in any format; needs a key."
)

SCOPE = "write"
"""For looking too: an import names files and quotes errors that are not published, and concerns
those who may write; a key made for writing should do to see what became of what it wrote."""

SHOWN_ERRORS = 100
_LONGEST_KEY = 255
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])*)"')

BODY = RawBody(
    description="The articles, in any format that `flask archive import` reads (NDJSON, JSON, CSV, "
    "TSV, text, HTML, WARC, feeds, and gzip, zstd, bzip2, xz, zip and tar around them): as the "
    "body itself, with any media type, with a length or chunked, and perhaps with "
    "`Content-Encoding: gzip` or `zstd`; or as the files of a form, whose other fields are "
    "parameters. What it is, the content tells; name and media type help.",
    content={
        "application/x-ndjson": {
            "schema": {"type": "string", "description": "An article a line: a JSON object."},
            "example": examples.IMPORTED_LINES,
        },
        "*/*": {"schema": {"type": "string", "description": "Any other format."}},
        FORM: {
            "schema": {
                "type": "object",
                "properties": {
                    "file": {
                        "type": "array",
                        "items": {"type": "string", "description": "A file."},
                        "description": "The files, one or several, under any name.",
                    }
                },
            }
        },
    },
)
IMPORT_PROBLEMS = (*KEY_PROBLEMS, problems.INVALID_PARAMETERS, problems.UNAVAILABLE)


@operation(
    blueprint,
    "POST",
    "/v1/imports",
    scope=SCOPE,
    parameters=ImportParameters,
    body=BODY,
    answers={
        202: Answer(
            description="All of it is on the disk and queued, or was so already under this "
            "`Idempotency-Key`. What becomes of it, the import tells at its address.",
            schema=ImportAnswer,
            example=examples.IMPORT,
            headers={"Location": "The import's address."},
        ),
        200: Answer(
            description="The import that this `Idempotency-Key` belongs to, which has ended.",
            schema=ImportAnswer,
            example=examples.IMPORT,
            headers={"Location": "The import's address."},
        ),
    },
    problem_kinds=(
        *IMPORT_PROBLEMS,
        problems.MALFORMED_REQUEST,
        problems.TOO_LARGE,
        problems.UNSUPPORTED_MEDIA_TYPE,
        problems.IDEMPOTENCY_KEY_REUSED,
        problems.TOO_MANY_UPLOADS,
        problems.DISK_FULL,
    ),
)
def create_import(parameters: dict[str, Any]) -> Response:
    """Import articles, many at once.

    What is sent is kept on the disk and answered with a task; one import runs at a time, in the
    order in which they came. It goes on after a restart where it was. Articles that are there
    already are left alone, so that repeating an import is safe; with an `Idempotency-Key` a request
    whose answer was lost can be sent again without starting a second one.
    """
    sent = this_request()
    key = _idempotency_key(sent)
    places = services().uploads
    if not places.acquire(blocking=False):
        raise Problem(
            problems.TOO_MANY_UPLOADS,
            f"{MOST_UPLOADS} uploads are under way in this process; try again when one is done.",
            headers=[("Retry-After", RETRY_AFTER)],
        )
    try:
        task = _receive_import(sent, parameters, key)
    finally:
        places.release()
    response = answer_import(task, 200 if task.state.is_finished else 202)
    response.headers["Location"] = import_path(task.id, sent.root_path)
    return response


def answer_import(task: ImportTask, status: int = 200) -> Response:
    """The import as it stands, with the first of its errors."""
    failures = services().store.imports.failures(task.id, limit=SHOWN_ERRORS) if task.failed else ()
    return uncached(json_response(import_answer(task, failures, request.root_path), status))


def uploads() -> Uploads:
    """The folder of what was sent."""
    return Uploads(services().settings.uploads_path)


def _receive_import(sent: Request, parameters: dict[str, Any], key: str | None) -> ImportTask:
    """Take an upload in and queue it; the import that is queued, or was under the same key."""
    limit = services().settings.max_import_bytes
    imports = services().store.imports
    with uploads().receiving(limit) as upload:
        fields = receive(sent, upload, parameters["name"], limit)
        asked = _asked(upload, _with_fields(sent, parameters, fields), key)
        upload.keep()
        try:
            task = imports.create(upload.id, asked)
        except IdempotencyKeyReused:
            upload.discard()
            raise
        if task.id != upload.id:
            upload.discard()
    return task


def _asked(upload: Upload, parameters: dict[str, Any], key: str | None) -> ImportRequest:
    files, name = upload.files, parameters["name"]
    if name is not None:
        if len(files) > 1:
            raise invalid_parameters(
                ValidationError(
                    {"name": ["Is for one file; those of a form have names of their own."]}
                )
            )
        files = (replace(files[0], name=name),)
    return ImportRequest(
        files=files,
        options=parameters["options"],
        by=key_of_this_request().name,
        idempotency_key=key,
    )


def _with_fields(sent: Request, parameters: dict[str, Any], fields: Fields) -> dict[str, Any]:
    """The parameters, with those that came as fields of the form."""
    if not fields:
        return parameters
    given = given_of(sent.query_string.decode())
    for name, values in fields.items():
        given.setdefault(name, []).extend(values)
    try:
        return load_given(ImportParameters(), given)
    except ValidationError as error:
        raise invalid_parameters(error) from error


def _idempotency_key(sent: Request) -> str | None:
    """The key for repeating: the draft makes it a quoted string (RFC 8941), many send it bare."""
    text = sent.headers.get("Idempotency-Key")
    if text is None:
        return None
    quoted = _QUOTED.fullmatch(text.strip())
    key = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else text.strip()
    if not (0 < len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable()):
        raise Problem(
            problems.MALFORMED_REQUEST,
            f"The header Idempotency-Key must be 1 to {_LONGEST_KEY} printable ASCII characters.",
        )
    return key
