"""An application over a real archive and a real index, in a folder of the test's own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import Services
from app import create_app
from archive import Original, Settings
from index import Follower
from tests.api.checks import CheckedClient
from tests.api.sample_articles import ARTICLES

Headers = dict[str, str]
MakeApp = Callable[[Settings], Flask]


def services_of(app: Flask) -> Services:
    services: Services = app.extensions["archive"]
    return services


def catch_up(app: Flask) -> None:
    """Bring the index level with the archive, as the follower beside a server does."""
    services = services_of(app)
    Follower(services.store, services.engine).catch_up()


def checked_app(settings: Settings) -> Flask:
    app = create_app(settings)
    app.test_client_class = CheckedClient
    return app


@pytest.fixture
def make_app() -> Iterator[MakeApp]:
    """Applications that are closed when the test ends."""
    made: list[Flask] = []

    def make(settings: Settings) -> Flask:
        made.append(checked_app(settings))
        return made[-1]

    yield make
    for app in made:
        services_of(app).close()


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the sample articles, indexed; tests work on copies of it."""
    data: Path = tmp_path_factory.mktemp("samples") / "data"
    app = checked_app(Settings(data=data))
    store = services_of(app).store
    for name, article in ARTICLES.items():
        original = Original(
            content=f"{article.title}\n\n{article.body}".encode(),
            media_type="text/plain",
            name=f"{name}.txt",
        )
        store.put(article, original, id=name)
    catch_up(app)
    services_of(app).close()
    return data


@pytest.fixture(scope="session")
def reader(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Somebody who only reads, in one archive of the sample articles for all such tests."""
    app = checked_app(Settings(data=copy_of(sample_data, tmp_path_factory.mktemp("reader"))))
    yield app.test_client()
    services_of(app).close()


@pytest.fixture
def empty_app(tmp_path: Path, make_app: MakeApp) -> Flask:
    """An archive without articles and without an index."""
    return make_app(Settings(data=tmp_path / "data"))


@pytest.fixture
def app(sample_data: Path, tmp_path: Path, make_app: MakeApp) -> Flask:
    """An archive of the sample articles, indexed, for a test that changes it."""
    return make_app(Settings(data=copy_of(sample_data, tmp_path), refresh_timeout=0.01))


def copy_of(data: Path, folder: Path) -> Path:
    return Path(shutil.copytree(data, folder / "data"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def key(app: Flask) -> Headers:
    """The header of somebody who may write."""
    token = services_of(app).store.keys.create("newsroom")
    return {"Authorization": f"Bearer {token}"}
