"""What pages are put together from: addresses, dates in words, languages, bars, translations."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask.testing import FlaskClient

from api import page_translation
from api.page_histogram import Histogram, make_histogram
from api.page_languages import language_attributes, language_name
from api.page_state import PageState
from api.page_values import day_and_time, number, web_address
from index import Bucket, Facet

STATE = PageState(
    (("q", "a b&c"), ("source", "AFP"), ("source", "A&B"), ("from", "2024"), ("page", "3"))
)


def test_an_address_says_the_whole_state() -> None:
    assert STATE.address("/") == "/?q=a+b%26c&source=AFP&source=A%26B&from=2024&page=3"
    assert PageState().address("/") == "/"


def test_a_change_begins_again_with_the_first_page() -> None:
    assert STATE.with_values(source="X").address("/") == "/?q=a+b%26c&from=2024&source=X"
    assert STATE.with_values(from_=None).first("page") == ""
    assert STATE.without_value("source", "AFP").values("source") == ("A&B",)
    assert STATE.without_filters().pairs == (("q", "a b&c"),)
    assert STATE.at_page(1).pairs == STATE.pairs[:-1]


def test_an_export_is_asked_for_no_page_and_for_the_order_that_is_seen() -> None:
    assert STATE.for_export(format="csv").pairs == (*STATE.pairs[:-1], ("format", "csv"))
    assert PageState().for_export(format="csv").first("sort") == "newest"


@pytest.mark.parametrize(
    ("at", "precision", "timezone", "words"),
    [
        ("2024", "year", None, "2024"),
        ("2024-10", "month", None, "October 2024"),
        ("2024-10-04", "day", None, "4 October 2024"),
        ("2024-10-04T09:05:00", "minute", None, "4 October 2024, 09:05"),
        ("2024-10-04T09:05:00Z", "minute", "GMT", "4 October 2024, 09:05 GMT"),
        ("2024-10-04T09:05:30+09:00", "second", None, "4 October 2024, 09:05 +09:00"),
        ("2024-10-04T09:05:30Z", "second", None, "4 October 2024, 09:05 UTC"),
        ("0999-01-01", "day", None, "1 January 999"),
    ],
)
def test_a_date_is_as_exact_in_words_as_it_is_known(
    at: str, precision: str, timezone: str | None, words: str
) -> None:
    assert day_and_time({"at": at, "precision": precision, "timezone": timezone}) == words


def test_only_the_web_is_linked_to() -> None:
    assert web_address("https://news.example/a?b=c") == "https://news.example/a?b=c"
    for url in ("javascript:alert(1)", "data:text/html,x", "https://a b", "//x", "", None):
        assert web_address(url) is None


@pytest.mark.parametrize(
    ("language", "attributes", "name"),
    [
        ("ko", 'lang="ko" dir="ltr"', "Korean"),
        ("ar", 'lang="ar" dir="rtl"', "Arabic"),
        ("he-IL", 'lang="he-IL" dir="rtl"', "Hebrew (Israel)"),
        ("zh-Hant", 'lang="zh-Hant" dir="ltr"', "Chinese (Traditional)"),
        ('"><b>', 'dir="auto"', '"><b>'),
        ("qqq", 'dir="auto"', "qqq"),
        ("x" * 200, 'dir="auto"', "x" * 200),
    ],
)
def test_a_language_has_a_direction_and_a_name(language: str, attributes: str, name: str) -> None:
    assert language_attributes(language) == attributes
    assert language_name(language) == name


def test_words_of_no_known_language_say_their_direction_themselves() -> None:
    assert language_attributes(None) == 'dir="auto"'


def histogram_of(
    interval: str, *values: tuple[str, int], state: PageState | None = None
) -> Histogram:
    buckets = tuple(Bucket(value, count) for value, count in values)
    state = state or PageState()
    chosen = (state.first("from"), state.first("to"))
    return make_histogram(Facet(buckets=buckets, interval=interval), state, "/", chosen=chosen)


def test_bars_are_as_high_as_their_counts_and_lead_to_their_articles() -> None:
    bars = histogram_of(
        "month", ("2024-01", 50), ("2024-02", 0), ("2024-03", 100), ("2024-04", 1)
    ).bars
    assert [bar.height for bar in bars] == [32, 0, 64, 3]
    assert bars[0].address == "/?from=2024-01&to=2024-01"
    assert bars[1].address is None
    assert bars[2].label == "March 2024"
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in bars)


def test_more_days_than_pixels_share_bars() -> None:
    first = date(2020, 1, 1).toordinal()
    days = [(date.fromordinal(first + number).isoformat(), 1) for number in range(1000)]
    bars = histogram_of("day", *days).bars
    assert len(bars) == 334
    assert sum(bar.count for bar in bars) == 1000
    assert (bars[0].first, bars[0].last) == ("2020-01-01", "2020-01-03")
    assert bars[0].label == "1 January 2020 – 3 January 2020"
    assert not any(bar.address for bar in bars)


def test_a_week_ends_with_its_sunday() -> None:
    (bar,) = histogram_of("week", ("2024-10-21", 1)).bars
    assert (bar.first, bar.last, bar.label) == (
        "2024-10-21",
        "2024-10-27",
        "Week of 21 October 2024",
    )
    (last,) = histogram_of("week", ("9999-12-27", 1)).bars
    assert last.last == "9999-12-31"


@pytest.mark.parametrize(
    ("start", "end", "chosen"),
    [
        ("", "", "111"),
        ("2024-02", "", "011"),
        ("", "2024-02-10", "110"),
        ("2024-02-10", "2024-02-12", "010"),
        ("2024", "2024", "111"),
        ("2025", "", "000"),
    ],
)
def test_a_bar_is_chosen_if_any_of_its_days_is(start: str, end: str, chosen: str) -> None:
    state = PageState((("from", start), ("to", end)))
    bars = histogram_of("month", ("2024-01", 1), ("2024-02", 1), ("2024-03", 1), state=state).bars
    assert "".join(str(int(bar.chosen)) for bar in bars) == chosen


def test_numbers_are_grouped() -> None:
    assert number(1234567) == "1,234,567"


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue for German, found as one that is put into api/translations would be."""
    catalog = Catalog(locale="de")
    catalog.add("Search the archive", "Das Archiv durchsuchen")
    catalog.add(("%(n)s article", "%(n)s articles"), ("%(n)s Artikel", "%(n)s Artikel"))
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.setattr(page_translation, "CATALOGUES", tmp_path)
    page_translation.forget()
    yield
    monkeypatch.undo()
    page_translation.forget()


@pytest.mark.usefixtures("german")
def test_a_reader_of_another_language_is_served_in_it(reader: FlaskClient) -> None:
    asked = {"Accept": "text/html", "Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
    page = reader.get("/", headers=asked)
    assert '<html lang="de"' in page.text
    assert "Das Archiv durchsuchen" in page.text
    assert "5 Artikel" in page.text
    english = reader.get("/", headers=asked | {"Accept-Language": "en"})
    assert '<html lang="en"' in english.text
    assert english.headers["ETag"] != page.headers["ETag"]
