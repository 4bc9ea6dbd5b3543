"""Every state that the search page can be in: seen, accessible, harmless, told."""

import re
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, Route, expect
from werkzeug.serving import make_server

from app import create_app
from archive import Settings
from tests.pages.conftest import MakeContext, Screenshot, violations, watch
from tests.pages.page_articles import EVIL
from tests.pages.slow_line import slow_line
from tests.system.server import Server

STATES = {
    "start": "/",
    "found": "/?q=north+korean+troops",
    "filtered": "/?q=bulletin&source=Harbour+Post&source=Border+Herald&from=2022-06&to=2023-08",
    "korean": "/?q=북한군",
    "arabic-and-german": "/?language=ar&language=de",
    "injection": "/?q=injection",
    "corrected": "/?q=north+korean+troups",
    "relaxed": "/?q=bulletin+pyongyang+artillery",
    "nothing": "/?q=bulletin&source=AFP&from=2010&to=2011",
    "past-the-end": "/?q=bulletin&page=99",
    "query-error": "/?q=troops+AND+(seoul",
    "no-title": "/?q=untitled",
    "date-error": "/?q=troops&from=tomorrow",
    "docs": "/docs",
    "no-such-page": "/problems/none",
}
STATUSES = {"query-error": 400, "date-error": 422, "no-such-page": 404}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(
    context: MakeContext, screenshot: Screenshot, state: str, scheme: str
) -> None:
    page = context(color_scheme=scheme).new_page()
    response = page.goto(STATES[state])
    assert response is not None
    assert response.status == STATUSES.get(state, 200)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    if state != "docs":
        screenshot(page, f"search-{state}-{scheme}")
    assert violations(page) == []


@pytest.mark.parametrize("state", ["found", "filtered", "nothing", "query-error", "docs"])
def test_nothing_is_wider_than_a_narrow_phone(context: MakeContext, state: str) -> None:
    page = context(viewport={"width": 320, "height": 640}, is_mobile=True).new_page()
    page.goto(STATES[state])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []


def test_the_open_list_of_suggestions_is_accessible(page: Page, screenshot: Screenshot) -> None:
    page.goto("/")
    page.locator("#q").fill("korea")
    expect(page.locator("#suggestions [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    screenshot(page, "search-suggestions")
    assert violations(page) == []


@pytest.mark.parametrize(
    "address",
    [
        "/?q=injection",
        "/?" + urlencode({"q": EVIL}),
        "/?" + urlencode({"q": f'"{EVIL}'}),
        "/?" + urlencode({"source": f"Outlet {EVIL}"}),
        "/?" + urlencode({"from": EVIL}),
        "/?" + urlencode({"sort": EVIL, "timezone": EVIL}),
        "/?facet_size=100",
    ],
)
def test_script_is_shown_as_text(context: MakeContext, address: str) -> None:
    page = context().new_page()
    complaints = watch(page)
    page.goto(address)
    expect(page).not_to_have_title("hacked")
    assert not page.locator("main script, main img, [onerror]").count()
    assert not [each for each in complaints if "Content Security Policy" in each]
    assert not page.locator("a[href^='javascript' i]").count()


def test_script_in_values_is_text_in_suggestions_and_facets_too(page: Page) -> None:
    page.goto("/")
    page.locator("#q").fill("injec")
    expect(page.locator("#suggestions [role=option]", has_text="<script>").first).to_be_visible()
    page.locator("#q").fill("")
    page.get_by_role("searchbox", name="Search in Source").fill("outlet")
    group = page.get_by_role("group", name="Source")
    group.get_by_label(re.compile("Outlet.*<script>")).check()
    expect(page.locator("#summary")).to_have_text("1 article")
    expect(page.locator(".hit h2")).to_contain_text(EVIL)
    expect(page).not_to_have_title("hacked")


def test_words_of_other_languages_say_so(page: Page) -> None:
    page.goto("/?language=ar&language=de&language=ko")
    for language, direction in (("ar", "rtl"), ("de", "ltr"), ("ko", "ltr")):
        for part in ("h2", ".snippet"):
            shown = page.locator(f".hit {part}[lang={language}]").first
            expect(shown).to_have_attribute("dir", direction)
    group = page.get_by_role("group", name="Language")
    expect(group.get_by_label("Korean")).to_be_checked()


def test_the_error_points_at_the_character_and_the_query_can_be_mended(
    context: MakeContext,
) -> None:
    page = context().new_page()
    page.goto("/?q=bulletin&source=Harbour+Post")
    box = page.locator("#q")
    box.fill("bulletin AND (grain")
    box.press("Enter")
    expect(page.locator(".culprit mark")).to_have_text("(")
    expect(page.get_by_role("status")).to_have_text("The query cannot be understood")
    box.fill("bulletin AND (grain)")
    box.press("Enter")
    expect(page.locator("#summary")).to_have_text("9 articles for bulletin AND (grain)")


def test_a_filter_in_the_way_is_named(page: Page) -> None:
    page.goto("/?q=bulletin&source=AFP")
    expect(page.locator("#summary")).to_have_text("No article for bulletin")
    page.get_by_role("link", name="Without Source “AFP”").click()
    expect(page.locator("#summary")).to_have_text("36 articles for bulletin")


def test_an_empty_archive_says_how_to_fill_it(
    context: MakeContext, empty_site: Server, screenshot: Screenshot
) -> None:
    page = context(base_url=empty_site.address).new_page()
    page.goto("/")
    expect(page.locator("#summary")).to_have_text("The archive is empty")
    expect(page.get_by_text("flask --app app archive import FOLDER")).to_be_visible()
    screenshot(page, "search-empty-archive")
    assert violations(page) == []


def test_a_slow_answer_is_told_and_a_newer_search_ends_the_older(page: Page) -> None:
    page.goto("/?q=grain")
    held: list[Route] = []
    page.route("**/?q=bulletin**", lambda route: held.append(route))
    box = page.locator("#q")
    box.fill("bulletin")
    box.press("Enter")
    expect(page.locator("#progress")).to_be_visible()
    expect(page.locator("#found")).to_have_attribute("aria-busy", "true")
    box.fill("convoys")
    box.press("Enter")
    expect(page.locator("#summary")).to_have_text("36 articles for convoys")
    expect(page.locator("#progress")).to_be_hidden()
    assert len(held) == 1


def test_without_an_answer_the_page_says_so_and_tries_again(
    context: MakeContext, screenshot: Screenshot
) -> None:
    page = context().new_page()
    page.goto("/?q=grain")
    page.route("**/?q=bulletin**", lambda route: route.abort())
    box = page.locator("#q")
    box.fill("bulletin")
    box.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("did not answer")
    screenshot(page, "search-no-answer")
    assert violations(page) == []
    page.unroute("**/?q=bulletin**")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#summary")).to_have_text("36 articles for bulletin")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_the_chosen_colours_are_kept(context: MakeContext) -> None:
    page = context(color_scheme="light").new_page()
    page.goto("/")
    page.get_by_role("button", name="Dark colours").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/docs")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark colours", pressed=True)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 23, 26)"


WATCH_SHIFTS = (
    "window.shift = 0; new PerformanceObserver((list) => {"
    "for (const entry of list.getEntries()) window.shift += entry.value;"
    "}).observe({type: 'layout-shift', buffered: true});"
)


def test_nothing_moves_and_little_is_loaded(context: MakeContext) -> None:
    page = context().new_page()
    sizes: list[int] = []
    page.on(
        "requestfinished",
        lambda request: sizes.append(request.sizes()["responseBodySize"]),
    )
    page.add_init_script(WATCH_SHIFTS)
    page.goto("/?q=bulletin", wait_until="networkidle")
    assert page.evaluate("window.shift") == 0
    assert sum(sizes) < 60_000


@pytest.mark.parametrize("piece", [200, 517, 1000])
def test_nothing_moves_while_the_page_arrives(
    context: MakeContext, site: Server, piece: int
) -> None:
    page = context().new_page()
    page.add_init_script(WATCH_SHIFTS)
    with slow_line(site, piece) as address:
        page.goto(f"{address}/?q=bulletin", wait_until="networkidle")
        expect(page.locator("#summary")).to_contain_text("36 articles")
        assert page.evaluate("window.shift") == 0


def test_export_and_feed_take_the_search_along(page: Page, site: Server) -> None:
    page.goto("/?q=bulletin&source=Harbour+Post&page_size=50&interval=year")
    for address in page.locator(".menu a").evaluate_all("links => links.map((a) => a.href)"):
        answer = site.request("GET", address.removeprefix(site.address))
        assert answer.status == 200
        assert answer.body.count(b"Monthly bulletin") >= 9
    feed = page.locator("link[rel=alternate]").get_attribute("href") or ""
    assert b"<feed" in site.request("GET", feed).body


def test_an_outage_is_told_as_one(
    context: MakeContext, tmp_path: Path, screenshot: Screenshot
) -> None:
    app = create_app(Settings(data=tmp_path / "data"))  # without the follower that makes an index
    app.test_client().get("/")  # opens what a request opens, which may take a while
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    page = context(base_url=f"http://127.0.0.1:{server.port}").new_page()
    response = page.goto("/?q=grain")
    assert response is not None
    assert response.status == 503
    assert response.headers["retry-after"]
    expect(page.get_by_role("heading", name="The archive cannot answer now")).to_be_visible()
    screenshot(page, "search-outage")
    assert violations(page) == []
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("status")).to_have_text("The archive cannot answer now")
    assert page.url.endswith("/?q=grain")
    page.close()
    server.shutdown()
    app.extensions["archive"].close()
