"""The OpenAPI document: complete, described, and true."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import examples
from api.answer_schemas import ListAnswer
from api.article_schema import StatedArticle
from api.choices import FACETS, FILTERS, HIT_MEMBERS
from api.difference_schemas import DifferenceAnswer
from api.document_schemas import DocumentAnswer, PutAnswer, VersionsAnswer
from api.import_schemas import ImportAnswer, ImportErrorsAnswer, ImportListAnswer
from api.parameters import FilterParameters
from api.search_schemas import FacetValuesAnswer, SearchAnswer, SimilarAnswer, SuggestAnswer
from api.status_schemas import ReadyAnswer
from api.version import RELEASE
from archive import SCOPES
from tests.api.checks import check

Json = dict[str, Any]
WRITES = {"post", "put", "delete"}
READ_BY_POST = {"/v1/search", "/v1/export"}


@pytest.fixture
def document(reader: FlaskClient) -> Json:
    document: Json = reader.get("/openapi.json").json
    return document


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method != "parameters":
                shared = methods.get("parameters", [])
                parameters = [*shared, *operation["parameters"]]
                yield path, method, operation | {"parameters": parameters}


def parts(schema: Json, path: str) -> Iterator[tuple[str, Json]]:
    """Every schema inside a schema, itself included, references aside."""
    yield path, schema
    for name, inner in schema.get("properties", {}).items():
        yield from parts(inner, f"{path}.{name}")
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            yield from parts(schema[word], f"{path}.{word}")


def test_every_endpoint_of_the_api_is_there(document: Json) -> None:
    found = {(method, path) for path, method, _ in operations(document)}
    assert found == {
        ("get", "/v1/search"),
        ("post", "/v1/search"),
        ("get", "/v1/suggest"),
        ("get", "/v1/facets/{field}"),
        ("get", "/v1/export"),
        ("post", "/v1/export"),
        ("get", "/v1/documents"),
        ("post", "/v1/documents"),
        ("get", "/v1/documents/{id}"),
        ("put", "/v1/documents/{id}"),
        ("delete", "/v1/documents/{id}"),
        ("get", "/v1/documents/{id}/raw"),
        ("get", "/v1/documents/{id}/versions"),
        ("get", "/v1/documents/{id}/versions/diff"),
        ("get", "/v1/documents/{id}/similar"),
        ("get", "/v1/documents/{id}/citation"),
        ("post", "/v1/imports"),
        ("get", "/v1/imports"),
        ("get", "/v1/imports/{id}"),
        ("delete", "/v1/imports/{id}"),
        ("get", "/v1/imports/{id}/errors"),
        ("get", "/healthz"),
        ("get", "/readyz"),
    }
    assert document["openapi"].startswith("3.1")


def test_every_operation_and_parameter_is_described(document: Json) -> None:
    for path, method, operation in operations(document):
        place = f"{method} {path}"
        assert operation["summary"].endswith("."), place
        assert operation["description"], place
        for parameter in operation["parameters"]:
            assert len(parameter["description"]) > 10, f"{place} {parameter['name']}"
            assert parameter["schema"].get("type"), f"{place} {parameter['name']}"


def test_every_field_of_every_object_is_described(document: Json) -> None:
    schemas = document["components"]["schemas"]
    assert schemas
    undescribed = [
        path
        for name, schema in schemas.items()
        for path, part in parts(schema, name)
        if not part.get("description")
    ]
    assert undescribed == []


def test_every_reference_leads_somewhere(document: Json) -> None:
    def references(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if "$ref" in value:
                yield value["$ref"]
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    found = set(references(document))
    schemas = document["components"]["schemas"]
    assert found == {f"#/components/schemas/{name}" for name in schemas}


def test_errors_are_documented_as_problems(document: Json) -> None:
    for path, method, operation in operations(document):
        errors = {s: r for s, r in operation["responses"].items() if int(s) >= 400}
        assert "500" in errors, f"{method} {path}"
        for status, reply in errors.items():
            assert list(reply["content"]) == ["application/problem+json"], f"{method} {path}"
            assert "/problems/" in reply["description"], f"{method} {path} {status}"


def test_only_writes_and_imports_need_a_key(document: Json) -> None:
    (scheme,) = document["components"]["securitySchemes"]
    assert document["components"]["securitySchemes"][scheme]["scheme"] == "bearer"
    for path, method, operation in operations(document):
        writes = method in WRITES and path not in READ_BY_POST
        needs_key = writes or path.startswith("/v1/imports")
        assert ("security" in operation) == needs_key
        assert ("401" in operation["responses"]) == needs_key


@pytest.mark.parametrize("path", sorted(READ_BY_POST))
def test_what_is_read_by_post_takes_a_form_or_json(document: Json, path: str) -> None:
    content = document["paths"][path]["post"]["requestBody"]["content"]
    assert set(content) == {"application/json", "application/x-www-form-urlencoded"}
    assert len({part["schema"]["$ref"] for part in content.values()}) == 1
    assert not any(name.startswith("x-") for name in document["paths"][path]["post"])


def test_conditional_headers_are_documented(document: Json) -> None:
    headers = {
        (method, path): {p["name"] for p in operation["parameters"] if p["in"] == "header"}
        for path, method, operation in operations(document)
    }
    assert headers["get", "/v1/search"] == {"If-None-Match"}
    assert headers["put", "/v1/documents/{id}"] == {"If-Match", "If-None-Match"}
    assert headers["delete", "/v1/documents/{id}"] == {"If-Match"}
    assert headers["post", "/v1/imports"] == {"Idempotency-Key"}
    assert headers["get", "/healthz"] == set()


def test_the_examples_are_what_the_schemas_say() -> None:
    check(examples.SEARCH, SearchAnswer)
    check(examples.LIST, ListAnswer)
    check(examples.FACET_VALUES, FacetValuesAnswer)
    check(examples.SIMILAR, SimilarAnswer)
    check(examples.SUGGEST, SuggestAnswer)
    check(examples.DOCUMENT, DocumentAnswer)
    check(examples.VERSIONS, VersionsAnswer)
    check(examples.DIFFERENCE, DifferenceAnswer)
    check(examples.PUT, PutAnswer)
    check(examples.READY, ReadyAnswer)
    check(examples.ARTICLE, StatedArticle)
    check(examples.IMPORT, ImportAnswer)
    check(examples.CANCELLED_IMPORT, ImportAnswer)
    check(examples.IMPORTS, ImportListAnswer)
    check(examples.IMPORT_ERRORS, ImportErrorsAnswer)
    assert set(examples.SEARCH["hits"][0]) == set(HIT_MEMBERS) - {"explanation"}


def test_the_example_of_every_parameter_works(reader: FlaskClient, document: Json) -> None:
    for path, method, operation in operations(document):
        for parameter in operation["parameters"]:
            for example in parameter["schema"].get("examples", []):
                address = path.replace("{id}", "protests").replace("{field}", "source")
                query = {parameter["name"]: example}
                response = reader.open(address, method=method, query_string=query)
                assert response.status_code == 200, f"{path} {query}: {response.text}"


def test_every_field_that_filters_has_a_parameter() -> None:
    assert set(FILTERS) <= set(FilterParameters().fields)
    assert set(FILTERS) <= set(FACETS)


def test_the_release_is_that_of_the_package() -> None:
    package = Path(__file__).parents[2] / "pyproject.toml"
    assert tomllib.loads(package.read_text())["project"]["version"] == RELEASE


def test_every_scope_of_a_key_is_described(document: Json) -> None:
    described = document["components"]["securitySchemes"]["key"]["description"]
    assert [scope for scope in SCOPES if f"`{scope}`" not in described] == []
