"""Words that mean the same, from a file that is read again when it changes."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from archive import Settings, SettingsError
from tests.api.conftest import MakeApp, copy_of


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "synonyms.txt"
    path.write_text("delegation = envoys\n")
    return path


@pytest.fixture
def widened(sample_data: Path, tmp_path: Path, make_app: MakeApp, rules: Path) -> Flask:
    return make_app(Settings(data=copy_of(sample_data, tmp_path), synonyms=rules))


@pytest.fixture
def client(widened: Flask) -> FlaskClient:
    return widened.test_client()


def rewrite(path: Path, text: str) -> None:
    """Another file under the same name, as an editor leaves it."""
    new = path.with_suffix(".new")
    new.write_text(text)
    new.replace(path)


def test_a_search_finds_other_words_of_the_same_meaning(client: FlaskClient) -> None:
    answer = client.get("/v1/search?q=envoys").json
    assert [hit["id"] for hit in answer["hits"]] == ["urges-response"]
    assert answer["query"]["text"] == "envoys"
    assert answer["query"]["parsed"] == "envoys OR delegation"
    assert not answer["query"]["relaxed"]
    assert "<mark>delegation</mark>" in answer["hits"][0]["snippets"][0]["html"]


def test_an_exact_search_finds_no_other_words(client: FlaskClient) -> None:
    assert client.get("/v1/search?q=envoys&exact=true").json["total"] == 0


def test_facets_exports_and_documents_know_them_too(client: FlaskClient) -> None:
    assert client.get("/v1/facets/language?q=envoys").json["total"] == 1
    assert client.get("/v1/export?q=envoys").data.count(b"\n") == 1
    shown = client.get("/v1/documents/urges-response?q=envoys").json["highlights"]
    assert any("<mark>delegation</mark>" in part["html"] for part in shown)


def test_an_explanation_names_the_synonym(client: FlaskClient) -> None:
    (hit,) = client.get("/v1/search?q=envoys&explain=true").json["hits"]
    said = " ".join(share["says"] for share in hit["explanation"]["shares"])
    assert "delegation" in said


@pytest.mark.parametrize(
    "path", ["/v1/search?q=envoys", "/v1/facets/language?q=envoys",
             "/v1/documents/urges-response?q=envoys"]
)  # fmt: skip
def test_a_change_of_the_file_is_answered_at_once(
    client: FlaskClient, rules: Path, path: str
) -> None:
    before = client.get(path)
    same = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert same.status_code == 304
    rewrite(rules, "ambassador = envoys\n")
    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    answer = client.get("/v1/search?q=envoys").json
    assert {hit["id"] for hit in answer["hits"]} >= {"halt-support", "demands-withdrawal"}


def test_a_file_that_cannot_be_used_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nosuch\.txt"):
        create_app(Settings(data=tmp_path, synonyms=tmp_path / "nosuch.txt"))


def test_the_setting_names_the_file() -> None:
    settings = Settings.from_environment({"ARCHIVE_SYNONYMS": "/etc/synonyms.txt"})
    assert settings.synonyms == Path("/etc/synonyms.txt")
    assert Settings.from_environment({}).synonyms is None
