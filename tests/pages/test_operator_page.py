"""The operator's page in a browser: logging in, looking around, logging out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from archive import Settings, open_store
from tests.pages.conftest import MakeContext, Screenshot, store_articles, violations
from tests.pages.page_articles import ARTICLES, EVIL
from tests.system.server import Server, pause

LINES = b'{"title": "Harbour reopens", "body": "Ferries run again."}\nnot JSON\n{"body": 1}\n'


@dataclass(frozen=True)
class Desk:
    """An archive of a test's own, with the keys of two people and an import that went half well."""

    server: Server
    admin: str
    writer: str


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    data: Path = tmp_path_factory.mktemp("desk") / "data"
    store_articles(data)
    store = open_store(Settings(data=data))
    admin, writer = store.keys.create("desk", ("admin",)), store.keys.create("newsroom")
    store.close()
    with Server(data) as server:
        key = {"Authorization": f"Bearer {writer}", "Content-Type": "application/x-ndjson"}
        sent = server.request("POST", f"/v1/imports?name={'%3Cb%3E'}lines.jsonl", LINES, key)
        while server.request("GET", sent.headers["Location"], None, key).json["state"] != "done":
            pause()
        while server.get("/v1/search").json["total"] < len(ARTICLES) + 1:
            pause()
        yield Desk(server, admin, writer)


def open_desk(page: Page, desk: Desk) -> None:
    """Log in, as a person does."""
    page.goto(f"{desk.server.address}/admin")
    page.get_by_label("A key with the scope admin").fill(desk.admin)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Operator’s page")
    expect(page.get_by_text("Logged in with the key desk")).to_be_visible()


def test_a_wrong_key_and_one_without_the_scope_are_told_apart(
    context: MakeContext, desk: Desk, screenshot: Screenshot
) -> None:
    page = context().new_page()
    page.goto(f"{desk.server.address}/admin")
    expect(page).to_have_url(re.compile("/admin/login$"))
    box = page.get_by_label("A key with the scope admin")

    box.fill("aa_guess")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("No key of this archive is this one")
    assert violations(page) == []
    screenshot(page, "operator-wrong-key")
    box.fill(desk.writer)
    box.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("lacks the scope admin")
    assert desk.writer not in page.content()


def test_one_logs_in_looks_around_and_logs_out(page: Page, desk: Desk) -> None:
    open_desk(page, desk)
    assert desk.admin not in page.url + page.content()
    assert page.evaluate("document.cookie") == ""

    page.get_by_role("link", name="Harbour Post").first.click()
    expect(page.locator("#holdings")).to_contain_text(re.compile(r"10\s+articles\s+from"))
    page.get_by_role("link", name="2023-01", exact=True).click()
    expect(page.locator("#holdings")).to_contain_text("published in 2023-01")
    page.get_by_role("link", name="Look at them").click()
    expect(page.locator("#summary")).to_contain_text("1 article")

    page.go_back()
    page.locator("a.failed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import of <b>lines.jsonl")
    expect(page.locator("#failures")).to_contain_text("line 2")
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{desk.server.address}/admin")
    expect(page).to_have_url(re.compile("/admin/login$"))


def test_another_site_can_neither_log_out_nor_look(context: MakeContext, desk: Desk) -> None:
    page = context().new_page()
    open_desk(page, desk)
    # localhost is another site than 127.0.0.1, on the same machine.
    elsewhere = desk.server.address.replace("127.0.0.1", "localhost")
    page.route(
        f"{elsewhere}/evil",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<form method="post" action="{desk.server.address}/admin/logout">'
            f'<button>Win a prize</button></form><a href="{desk.server.address}/admin">Look</a>',
        ),
    )
    page.goto(f"{elsewhere}/evil")

    with page.expect_navigation() as navigation:
        page.get_by_role("button").click()

    assert navigation.value.status == 403
    page.goto(f"{desk.server.address}/admin")
    expect(page.get_by_text("Logged in with the key desk")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    context: MakeContext, desk: Desk, screenshot: Screenshot, scheme: str
) -> None:
    page = context(color_scheme=scheme).new_page()
    page.goto(f"{desk.server.address}/admin")
    assert violations(page) == []
    screenshot(page, f"operator-login-{scheme}")
    open_desk(page, desk)
    page.get_by_text("As a table").click()
    assert violations(page) == []
    screenshot(page, f"operator-{scheme}")
    page.locator("a.failed").click()
    assert violations(page) == []
    screenshot(page, f"operator-import-{scheme}")


def test_it_fits_a_phone_and_needs_no_javascript(
    context: MakeContext, desk: Desk, screenshot: Screenshot
) -> None:
    page = context(viewport={"width": 360, "height": 740}, java_script_enabled=False).new_page()
    open_desk(page, desk)
    assert page.locator("html").evaluate("html => html.scrollWidth") <= 360
    screenshot(page, "operator-phone")


def test_script_in_an_article_is_text(context: MakeContext, desk: Desk) -> None:
    page = context().new_page()
    open_desk(page, desk)
    expect(page.locator("main")).to_contain_text(EVIL)
    page.get_by_role("link", name=re.compile("^Outlet.*script")).first.click()
    expect(page.locator("#holdings")).to_contain_text(re.compile(r"1\s+article\s+from"))
    expect(page).not_to_have_title("hacked")
    assert page.locator("main script, main img").count() == 0
