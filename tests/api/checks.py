"""A client that holds every answer against its schema, and one assertion for every problem."""

from typing import Any

from flask.testing import FlaskClient
from marshmallow import Schema
from werkzeug.test import TestResponse

from api.answer_schemas import ListAnswer
from api.difference_schemas import DifferenceAnswer
from api.document_schemas import DocumentAnswer, PutAnswer, VersionsAnswer
from api.import_schemas import ImportAnswer, ImportErrorsAnswer, ImportListAnswer
from api.problems import KINDS
from api.search_schemas import FacetValuesAnswer, SearchAnswer, SimilarAnswer, SuggestAnswer
from api.status_schemas import HealthAnswer, ProblemDetails, ReadyAnswer

SCHEMAS: dict[str, type[Schema]] = {
    "search.search": SearchAnswer,
    "search.search_by_post": SearchAnswer,
    "search.suggest_queries": SuggestAnswer,
    "search.list_facet_values": FacetValuesAnswer,
    "documents.list_similar": SimilarAnswer,
    "documents.list_documents": ListAnswer,
    "documents.get_document": DocumentAnswer,
    "documents.list_versions": VersionsAnswer,
    "documents.compare_versions": DifferenceAnswer,
    "writes.add_document": PutAnswer,
    "writes.put_document": PutAnswer,
    "imports.create_import": ImportAnswer,
    "imports.list_imports": ImportListAnswer,
    "imports.get_import": ImportAnswer,
    "imports.list_import_errors": ImportErrorsAnswer,
    "imports.cancel_import": ImportAnswer,
    "health.healthz": HealthAnswer,
    "health.readyz": ReadyAnswer,
}

OTHER_MEDIA_TYPES = {"application/atom+xml", "application/x-ndjson"}
"""What some of these endpoints answer with in place of JSON, when asked to."""


class CheckedClient(FlaskClient):
    """Every JSON answer is what its schema says, every error a problem, every response guarded."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"]
        assert response.headers["Content-Security-Policy"]
        if "Content-Encoding" in response.headers:
            return response  # test_compression holds it against the same answer as it is
        if response.status_code >= 400:
            assert response.content_type == "application/problem+json"
            if response.data:  # not after HEAD
                check(response.json, ProblemDetails)
                assert response.json["status"] == response.status_code
        elif response.status_code in {200, 201, 202} and response.data:
            endpoint = endpoint_of(self, response)
            if endpoint in SCHEMAS and response.mimetype not in OTHER_MEDIA_TYPES:
                assert response.content_type == "application/json"
                check(response.json, SCHEMAS[endpoint])
        response.close()  # read whole, as a server does
        return response


def endpoint_of(client: FlaskClient, response: TestResponse) -> str | None:
    routes = client.application.url_map.bind("localhost")
    request = response.request
    endpoint, _ = routes.match(request.path, method=request.method)
    return str(endpoint)


def check(answer: Any, schema: type[Schema]) -> None:
    """Fail with marshmallow's own words where the answer is not what the schema says."""
    assert schema().validate(answer) == {}


def assert_problem(response: TestResponse, name: str, *said: str) -> dict[str, Any]:
    """The response is a problem of this kind whose detail says these things; its members."""
    problem: dict[str, Any] = response.json
    assert problem["type"] == f"/problems/{name}", problem
    assert response.status_code == KINDS[name].status
    assert problem["title"] == KINDS[name].title
    for text in said:
        assert text in problem["detail"]
    return problem
