"""The pages in a real browser, over a real server with the seeds and articles that test a page.

Chromium comes from Debian (`apt-get install chromium`), or from where CHROMIUM says; it never
leaves this machine. Without it these tests are skipped, unless ARCHIVE_REQUIRE_BROWSER=1.
Screenshots go to the folder that ARCHIVE_SCREENSHOTS names, tests/pages/output without it.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from archive import Article, Original, Settings, open_store
from tests.pages.page_articles import ARTICLES
from tests.system.server import ROOT, Server, flask, pause

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENSHOTS = Path(
    os.environ.get("ARCHIVE_SCREENSHOTS") or Path(__file__).with_name("output")
).absolute()

MakeContext = Callable[..., BrowserContext]
Screenshot = Callable[[Page, str], None]


@pytest.fixture(scope="session", autouse=True)
def chromium() -> str:
    """Where the browser is; asked for before any server starts."""
    if not Path(CHROMIUM).exists():
        message = f"no browser at {CHROMIUM}: apt-get install chromium, or set CHROMIUM"
        if os.environ.get("ARCHIVE_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return CHROMIUM


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over the seeds and ARTICLES; tests only read from it."""
    data: Path = tmp_path_factory.mktemp("pages") / "data"
    flask("archive", "import", "--if-empty", str(ROOT / "seeds"), data=data)
    store_articles(data)
    with Server(data) as server:
        wait_until_searchable(server, 5 + len(ARTICLES))
        yield server


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over an archive without articles."""
    with Server(tmp_path_factory.mktemp("empty") / "data") as server:
        yield server


def store_articles(data: Path) -> None:
    """Put ARTICLES into the archive, each version after the one before."""
    store = open_store(Settings(data=data))
    for name, versions in ARTICLES.items():
        for article in versions:
            store.put(article, original_of(article, name), id=name)
    store.close()


def original_of(article: Article, name: str) -> Original:
    content = f"{article.title}\n\n{article.body}".encode()
    return Original(content=content, media_type="text/plain", name=f"{name}.txt")


def wait_until_searchable(server: Server, total: int) -> None:
    """Return when searches find so many articles; the test's own timeout ends the waiting."""
    while server.get("/v1/search").json["total"] < total:
        pause()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser, site: Server) -> Iterator[MakeContext]:
    """Makes windows of their own: `context(java_script_enabled=False)`, `context(viewport=...)`."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        options = {"viewport": {"width": 1280, "height": 900}, "base_url": site.address} | options
        options.setdefault("locale", "en-GB")
        made.append(browser.new_context(**options))
        made[-1].set_default_timeout(20_000)
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def page(context: MakeContext) -> Iterator[Page]:
    """A page of a wide screen with JavaScript; whatever it complains about fails the test."""
    opened = context().new_page()
    complaints = watch(opened)
    yield opened
    assert not complaints


def watch(page: Page) -> list[str]:
    """What the page complains about from now on: errors of scripts, of the policy, of requests."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    return complaints


@pytest.fixture
def screenshot() -> Screenshot:
    """Keeps what a page looks like, for people to look at."""

    def take(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return take


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, each with the elements that it is about."""
    response = Axe().run(page).response
    return [
        f"{found['id']}: {found['help']}: {[node['html'] for node in found['nodes']]}"
        for found in response["violations"]
    ]
