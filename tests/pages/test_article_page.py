"""The article page in a browser: from a search to a match, a change, a reference, and back."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import MakeContext, Screenshot, violations, watch
from tests.pages.page_articles import ARTICLES, EVIL

SEARCH = "/?q=grain+ships&source=Harbour+Post&from=2022&to=2024"
GRAIN = "/documents/grain?q=grain"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PAGES = {
    "article": GRAIN,
    "article-korean": "/documents/korean?q=북한군",
    "article-arabic": "/documents/arabic?q=القوات",
    "article-german": "/documents/german?q=Truppen",
    "article-injection": "/documents/injection?q=injection",
    "article-query-error": "/documents/grain?q=%22grain",
    "versions": "/documents/grain/versions",
    "original": "/documents/grain/original",
    "article-missing": "/documents/nosuch?q=grain",
}


def current(page: Page) -> str:
    """The match that the page is at, and what the bar says of it."""
    mark = page.locator("mark.now")
    return f"{mark.get_attribute('id')}: {page.locator('#match-count').text_content()}"


def test_a_whole_visit_leads_back_to_the_results_as_they_were(
    page: Page, screenshot: Screenshot
) -> None:
    page.goto(SEARCH)
    results = page.url
    page.get_by_role("link", name=re.compile("Grain ships leave the harbour")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Grain ships leave the harbour after a delay"
    )

    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    expect(page.locator("mark.now")).to_be_in_viewport()
    screenshot(page, "article-at-a-match")
    page.get_by_role("link", name="Compare versions").click()
    expect(page.get_by_role("insertion").filter(has_text="Three")).to_be_visible()
    page.get_by_role("link", name="Back to the article").click()
    page.get_by_role("link", name="Back to results").click()

    expect(page).to_have_url(results)
    expect(page.get_by_role("combobox").first).to_have_value("grain ships")


def test_buttons_and_keys_go_round_the_matches(page: Page) -> None:
    page.goto(GRAIN)
    count = page.locator("mark[id]").count()
    assert count == 2
    expect(page.locator("#match-count")).to_have_text("2 matches")

    page.keyboard.press("n")
    assert current(page) == "match-1: 1 of 2"
    page.keyboard.press("n")
    assert current(page) == "match-2: 2 of 2"
    page.get_by_role("button", name="Next").click()
    assert current(page) == "match-1: 1 of 2"
    page.keyboard.press("p")
    assert current(page) == "match-2: 2 of 2"
    expect(page).to_have_url(re.compile("#match-2$"))
    page.get_by_role("button", name="Previous").focus()
    page.keyboard.press("Enter")
    assert current(page) == "match-1: 1 of 2"

    page.get_by_role("combobox").press("n")
    assert current(page) == "match-1: 1 of 2"
    expect(page.get_by_role("combobox")).to_have_value("ngrain")


def test_the_address_says_which_match_and_going_back_leaves_the_article(page: Page) -> None:
    page.goto("/?q=grain+ships")
    page.goto(f"{GRAIN}#match-2")
    assert current(page) == "match-2: 2 of 2"
    page.keyboard.press("n")
    page.keyboard.press("n")

    page.go_back()

    expect(page).to_have_url(re.compile(r"/\?q=grain\+ships$"))


def test_single_keys_can_be_turned_off(page: Page) -> None:
    page.goto(GRAIN)
    page.locator("#shortcuts").uncheck()
    page.reload()

    page.keyboard.press("n")

    expect(page.locator("mark.now")).to_have_count(0)
    page.locator("#shortcuts").check()
    page.keyboard.press("n")
    expect(page.locator("mark.now")).to_have_count(1)


def test_a_match_is_reached_however_far_down_it_is(context: MakeContext) -> None:
    page = context(viewport={"width": 390, "height": 400}).new_page()
    page.goto("/documents/korean?q=철수")
    for _ in range(page.locator("mark[id]").count()):
        page.keyboard.press("n")
        expect(page.locator("mark.now")).to_be_in_viewport()
        hidden = page.evaluate(
            "() => { const mark = document.querySelector('mark.now').getBoundingClientRect();"
            " const bar = document.getElementById('matches').getBoundingClientRect();"
            " const head = document.querySelector('header.site').getBoundingClientRect();"
            " return mark.bottom > bar.top || mark.top < head.bottom; }"
        )
        assert not hidden


def test_a_reference_is_copied(context: MakeContext) -> None:
    page = context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(GRAIN)
    page.get_by_text("Cite this article").click()

    page.locator(".reference", has_text="BibTeX").get_by_role("button", name="Copy").click()

    expect(page.locator("#copied")).to_have_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("@article{grain,")
    assert copied == page.locator("#cite-bibtex").text_content()


def test_where_a_page_has_no_clipboard_the_reference_is_selected(context: MakeContext) -> None:
    page = context().new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(GRAIN)
    page.get_by_text("Cite this article").click()

    page.locator(".reference", has_text="RIS").get_by_role("button", name="Copy").click()

    expect(page.locator("#copied")).to_contain_text("Ctrl+C")
    assert page.evaluate("() => getSelection().toString()").startswith("TY")


def test_two_versions_are_chosen_and_compared(page: Page, screenshot: Screenshot) -> None:
    page.goto("/documents/grain/versions?search=q%3Dgrain")
    page.get_by_label("From version 2").check()
    page.get_by_label("To version 1").check()
    page.get_by_role("button", name="Compare").click()

    expect(page).to_have_url(re.compile(r"search=q%3Dgrain&from=2&to=1$"))
    expect(page.get_by_role("deletion").filter(has_text="Three")).to_be_visible()
    expect(page.get_by_role("insertion").filter(has_text="Two")).to_be_visible()
    screenshot(page, "versions-chosen")
    page.get_by_role("link", name="Back to the article").click()
    expect(page).to_have_url(re.compile(r"/documents/grain\?q=grain$"))


def test_everything_is_there_without_javascript(
    context: MakeContext, screenshot: Screenshot
) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto(SEARCH)
    page.get_by_role("link", name=re.compile("Grain ships leave the harbour")).first.click()
    expect(page.get_by_role("button", name="Next")).to_be_hidden()

    page.get_by_role("link", name="Match 3").click()
    expect(page).to_have_url(re.compile("#match-3$"))
    expect(page.locator("mark:target")).to_be_in_viewport()
    screenshot(page, "article-without-javascript")
    page.get_by_text("How date and source were found").click()
    expect(page.get_by_text("© Harbour Post")).to_be_visible()
    page.get_by_text("Cite this article").click()
    expect(page.locator("#cite-ris")).to_contain_text("TY  - NEWS")
    expect(page.get_by_role("button", name="Copy").first).to_be_hidden()
    page.get_by_role("link", name="The text as it came").click()
    expect(page.locator("pre")).to_contain_text("Three ships with grain")
    page.get_by_role("link", name="Back to the article").click()
    page.get_by_role("link", name="Back to results").click()
    expect(page).to_have_url(re.compile(r"q=grain\+ships&.*source=Harbour\+Post"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    context: MakeContext, screenshot: Screenshot, name: str, scheme: str
) -> None:
    page = context(color_scheme=scheme).new_page()
    page.goto(PAGES[name])
    for summary in page.locator("main summary").all():
        summary.click()
    page.keyboard.press("n")

    assert violations(page) == []
    screenshot(page, f"{name}-{scheme}")


@pytest.mark.parametrize("name", ["article", "article-arabic", "versions", "original"])
def test_it_fits_a_phone(context: MakeContext, screenshot: Screenshot, name: str) -> None:
    page = context(**PHONE).new_page()
    page.goto(PAGES[name])

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
    screenshot(page, f"{name}-phone")


def test_a_narrow_and_enlarged_page_needs_no_scrolling_sideways(context: MakeContext) -> None:
    page = context(viewport={"width": 320, "height": 256}).new_page()
    for address in PAGES.values():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.mark.parametrize(
    ("id", "language", "direction"),
    [("korean", "ko", "ltr"), ("arabic", "ar", "rtl"), ("german", "de", "ltr")],
)
def test_an_article_is_read_in_its_own_language(
    page: Page, id: str, language: str, direction: str
) -> None:
    page.goto(f"/documents/{id}")
    for element in (page.get_by_role("heading", level=1), page.locator(".article .body")):
        expect(element).to_have_attribute("lang", language)
        expect(element).to_have_css("direction", direction)
    first = ARTICLES[id][0].body.partition("\n\n")[0]
    expect(page.locator(".article .body p").first).to_have_text(first)


def test_script_in_an_article_or_a_query_is_text(context: MakeContext) -> None:
    page = context().new_page()
    complaints = watch(page)
    for address in (
        "/documents/injection?q=injection",
        f"/documents/injection?{urlencode({'q': EVIL})}",
        f"/documents/injection/versions?{urlencode({'search': EVIL})}",
        f"/documents/injection/original?{urlencode({'search': EVIL})}",
        f"/documents/grain?{urlencode({EVIL: EVIL, 'version': '1'})}",
    ):
        page.goto(address)
        for summary in page.locator("main summary").all():
            summary.click()
        expect(page.locator("main")).to_contain_text("<script>" if "injection" in address else "")
        expect(page).not_to_have_title("hacked")
        assert page.locator("main script, main img").count() == 0
        assert page.locator("a[href^='javascript:']").count() == 0
    assert complaints == []


def test_on_paper_there_is_the_article_alone(context: MakeContext) -> None:
    page = context().new_page()
    page.goto(GRAIN)
    page.emulate_media(media="print")

    expect(page.locator(".article .body")).to_be_visible()
    for hidden in ("header.site", "#matches", "#back", ".more", ".similar", "footer.site"):
        expect(page.locator(hidden)).to_be_hidden()
