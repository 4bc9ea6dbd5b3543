"""A person's whole visit: with a mouse, with the keyboard only, on a phone, without JavaScript."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.conftest import MakeContext, Screenshot, violations, watch


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the archive")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def option(page: Page, text: str) -> Locator:
    """The suggestion of exactly this text."""
    return options(page).filter(has=page.locator(".label", has_text=re.compile(f"^{text}$")))


def summary(page: Page) -> Locator:
    return page.locator("#summary")


def facet(page: Page, name: str, value: str) -> Locator:
    return page.get_by_role("group", name=name).get_by_label(value)


def drag_over_bars(page: Page, start: float, end: float) -> None:
    """Drag over the histogram between two places, as parts of its width."""
    bars = page.locator("#bars")
    bars.scroll_into_view_if_needed()
    place = bars.bounding_box()
    assert place is not None
    height = place["y"] + 30
    page.mouse.move(place["x"] + start * place["width"], height)
    page.mouse.down()
    page.mouse.move(place["x"] + (start + end) / 2 * place["width"], height, steps=4)
    page.mouse.move(place["x"] + end * place["width"], height, steps=4)
    page.mouse.up()


def test_a_visit_with_a_mouse(page: Page, screenshot: Screenshot) -> None:
    page.goto("/")
    expect(summary(page)).to_have_text("47 articles")
    box(page).press_sequentially("bull")
    option(page, "bulletin").click()
    expect(summary(page)).to_have_text("36 articles for bulletin")
    assert page.locator(".snippet mark").first.text_content() == "Bulletin"

    facet(page, "Source", "Harbour Post").check()
    expect(summary(page)).to_have_text("9 articles for bulletin")
    facet(page, "Source", "Border Herald").check()
    expect(summary(page)).to_have_text("18 articles for bulletin")
    expect(facet(page, "Source", "Harbour Post")).to_be_checked()

    drag_over_bars(page, 0.03, 0.3)
    expect(page.get_by_role("link", name=re.compile("^From 2022"))).to_be_visible()
    expect(summary(page)).not_to_have_text("18 articles for bulletin")
    found = summary(page).text_content()
    assert re.search(r"from=2022-\d\d&to=2022-\d\d", page.url)
    screenshot(page, "search-filtered")

    address = page.url
    page.locator(".hit h2 a").first.click()
    page.wait_for_url(re.compile(r"/documents/bulletin-"))
    page.go_back()
    expect(summary(page)).to_have_text(found or "")
    assert page.url == address
    expect(facet(page, "Source", "Border Herald")).to_be_checked()
    expect(box(page)).to_have_value("bulletin")


def test_back_and_forward_go_through_the_searches(page: Page) -> None:
    page.goto("/?q=grain")
    expect(summary(page)).to_have_text("37 articles for grain")
    box(page).fill("harbour convoys")
    box(page).press("Enter")
    expect(summary(page)).to_have_text("36 articles for harbour convoys")
    page.go_back()
    expect(summary(page)).to_have_text("37 articles for grain")
    expect(box(page)).to_have_value("grain")
    page.go_forward()
    expect(summary(page)).to_have_text("36 articles for harbour convoys")
    expect(box(page)).to_have_value("harbour convoys")


def test_a_visit_with_the_keyboard_only(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("bullet")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options(page).and_(page.locator("[aria-selected=true]"))).to_have_count(1)
    expect(box(page)).to_have_value("bulletin")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_value("bullet")
    page.keyboard.type("in")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(summary(page)).to_have_text("36 articles for bulletin")
    expect(page.get_by_role("status")).to_have_text("36 articles for bulletin")

    facet(page, "Source", "Kyiv Observer").focus()
    page.keyboard.press("Space")
    expect(summary(page)).to_have_text("9 articles for bulletin")
    expect(facet(page, "Source", "Kyiv Observer")).to_be_focused()

    start = page.get_by_role("slider", name="Published from")
    start.focus()
    page.keyboard.press("PageUp")
    expect(page.get_by_role("link", name=re.compile("^From 2022-"))).to_be_visible()
    expect(start).to_be_focused()
    expect(start).not_to_have_attribute("aria-valuenow", "0")

    box(page).focus()
    page.keyboard.press("ArrowDown")
    titles = page.locator(".hit h2 a")
    expect(titles.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/documents/bulletin-"))


def test_a_handle_of_the_histogram_is_dragged(page: Page) -> None:
    page.goto("/?q=bulletin&from=2022-03&to=2022-09")
    end = page.get_by_role("slider", name="Published to")
    expect(end).to_have_attribute("aria-valuetext", "September 2022")
    bars, handle = page.locator("#bars").bounding_box(), end.bounding_box()
    assert bars is not None
    assert handle is not None
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + 40)
    page.mouse.down()
    page.mouse.move(bars["x"] + bars["width"] * 18 / 36, handle["y"] + 40, steps=5)
    page.mouse.up()
    expect(page.get_by_role("slider", name="Published to")).to_have_attribute(
        "aria-valuetext", "June 2023"
    )
    assert "from=2022-03&to=2023-06" in page.url


def test_a_click_on_a_bar_chooses_its_dates(page: Page) -> None:
    page.goto("/?q=bulletin")
    bars = page.locator("#bars").bounding_box()
    assert bars is not None
    page.mouse.click(bars["x"] + bars["width"] * 4.5 / 36, bars["y"] + 50)
    expect(summary(page)).to_have_text("1 article for bulletin")
    assert "from=2022-05&to=2022-05" in page.url
    page.get_by_role("link", name="All dates").click()
    expect(summary(page)).to_have_text("36 articles for bulletin")


def test_a_value_is_looked_for_inside_a_facet(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox", name="Search in Source").fill("südd")
    value = facet(page, "Source", "Süddeutsche Zeitung")
    expect(value).to_be_visible()
    expect(facet(page, "Source", "Harbour Post")).to_be_hidden()
    value.check()
    expect(summary(page)).to_have_text("1 article")
    expect(facet(page, "Source", "Süddeutsche Zeitung")).to_be_checked()


def test_words_are_put_right_while_typing_and_after(page: Page) -> None:
    page.goto("/")
    box(page).fill("convoi")
    expect(option(page, "convoys")).to_be_visible()
    page.goto("/?q=north+korean+troups")
    page.get_by_role("link", name="north korean troops", exact=True).click()
    expect(summary(page)).to_have_text("5 articles for north korean troops")


def test_pages_and_order(page: Page) -> None:
    page.goto("/?q=bulletin")
    page.get_by_label("Sort").select_option("oldest")
    first = page.locator(".hit h2 a").first
    expect(first).to_have_text("Monthly bulletin 0: convoys, grain and the border")
    page.get_by_role("link", name="Next").click()
    expect(first).to_have_text("Monthly bulletin 10: convoys, grain and the border")
    assert page.evaluate("window.scrollY") == 0
    expect(page.locator("[aria-current=page]")).to_have_text("Page 2")
    page.get_by_label("On a page").select_option("50")
    expect(page.locator(".hit")).to_have_count(36)


@pytest.fixture
def phone(context: MakeContext) -> Iterator[Page]:
    """A page of a telephone."""
    opened = context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
    ).new_page()
    complaints = watch(opened)
    yield opened
    assert not complaints


def test_a_visit_on_a_phone(phone: Page, screenshot: Screenshot) -> None:
    phone.goto("/")
    box(phone).fill("bullet")
    option(phone, "bulletin").tap()
    expect(summary(phone)).to_have_text("36 articles for bulletin")
    screenshot(phone, "search-phone")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")

    expect(phone.locator("#filters")).to_be_hidden()
    phone.get_by_role("button", name="Filters").tap()
    facet(phone, "Source", "Harbour Post").tap()
    expect(summary(phone)).to_have_text("9 articles for bulletin")
    facet(phone, "Source", "Border Herald").tap()
    expect(summary(phone)).to_have_text("18 articles for bulletin")
    screenshot(phone, "search-phone-filters")
    assert not violations(phone)
    phone.get_by_role("button", name="Show the articles").tap()
    expect(phone.locator("#filters")).to_be_hidden()

    phone.evaluate("window.scrollTo(0, 0)")
    drag_with_a_finger(phone, 0.1, 0.45)
    expect(phone.get_by_role("link", name=re.compile("^From 2022"))).to_be_visible()
    address = phone.url
    phone.locator(".hit h2 a").first.tap()
    phone.wait_for_url(re.compile(r"/documents/"))
    phone.go_back()
    expect(phone.get_by_role("link", name=re.compile("^From 2022"))).to_be_visible()
    assert phone.url == address


def drag_with_a_finger(page: Page, start: float, end: float) -> None:
    """Drag, and rest before the finger is lifted: after a swipe the browser takes the next touch
    for one that stops it, and not for a tap."""
    place = page.locator("#bars").bounding_box()
    assert place is not None
    session = page.context.new_cdp_session(page)
    now = time.time()
    parts = (start, start + (end - start) / 2, end)
    for number, part in enumerate(parts):
        point = {"x": place["x"] + part * place["width"], "y": place["y"] + 30}
        event = {
            "type": "touchMove" if number else "touchStart",
            "touchPoints": [point],
            "timestamp": now - 1 + number / 10,
        }
        session.send("Input.dispatchTouchEvent", event)
    lift = {"type": "touchEnd", "touchPoints": [], "timestamp": now}
    session.send("Input.dispatchTouchEvent", lift)


def test_a_visit_without_java_script(context: MakeContext, screenshot: Screenshot) -> None:
    page = context(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("searchbox", name="Search the archive").fill("bulletin")
    page.get_by_role("button", name="Search").click()
    expect(summary(page)).to_have_text("36 articles for bulletin")
    facet(page, "Source", "Harbour Post").check()
    facet(page, "Source", "Border Herald").check()
    page.get_by_label("From").fill("2022-04")
    page.get_by_label("to", exact=True).fill("2023")
    page.get_by_role("button", name="Apply").first.click()
    expect(summary(page)).to_have_text("10 articles for bulletin")
    expect(facet(page, "Source", "Harbour Post")).to_be_checked()
    screenshot(page, "search-without-script")
    page.locator("#bars a").nth(2).click()
    expect(summary(page)).to_have_text("1 article for bulletin")
    address = page.url
    page.locator(".hit h2 a").first.click()
    page.wait_for_url(re.compile(r"/documents/"))
    page.go_back()
    expect(summary(page)).to_have_text("1 article for bulletin")
    assert page.url == address


def test_filters_open_on_a_phone_without_java_script(context: MakeContext) -> None:
    page = context(
        viewport={"width": 390, "height": 844}, is_mobile=True, java_script_enabled=False
    ).new_page()
    page.goto("/?q=bulletin")
    page.get_by_role("button", name="Filters").click()
    facet(page, "Source", "Harbour Post").check()
    page.locator("#filters").get_by_role("button", name="Apply").click()
    expect(summary(page)).to_have_text("9 articles for bulletin")
