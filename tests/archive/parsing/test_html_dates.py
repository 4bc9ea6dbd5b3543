"""Which of a page's dates is its publication's, and how sure that is."""

from datetime import UTC, datetime

import pytest

from archive import Confidence, Precision, PublicationDate
from archive.parsing import parse_html

NOW = datetime(2025, 6, 1, tzinfo=UTC)
BODY = "".join(
    f"<p>The harbour office said in its report number {number} that the bridge stays closed, and "
    "that nobody knows when it will open again.</p>"
    for number in range(1, 6)
)


def published(
    head: str = "", top: str = "", url: str | None = None, timezone: str | None = None
) -> PublicationDate | None:
    text = (
        f"<html><head><title>Bridge stays closed</title>{head}</head><body><article>"
        f"<h1>Bridge stays closed</h1>{top}{BODY}</article></body></html>"
    )
    return parse_html(text, url=url, timezone=timezone, now=NOW).published


def at(date: PublicationDate | None) -> str | None:
    return date.at if date else None


def data(**dates: str) -> str:
    inner = ",".join(f'"{name}":"{value}"' for name, value in dates.items())
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{inner}}}</script>'


def test_the_publication_is_dated_not_the_update() -> None:
    dates = data(datePublished="2025-03-04T10:00:00Z", dateModified="2025-04-05T10:00:00Z")

    assert at(published(dates)) == "2025-03-04T10:00:00Z"


@pytest.mark.parametrize("kind", ["WebPage", "VideoObject"])
def test_the_article_says_better_than_what_is_around_it(kind: str) -> None:
    other = f'{{"@type":"{kind}","datePublished":"2023-05-05T00:00:00Z"}}'
    own = '{"@type":"NewsArticle","datePublished":"2025-03-04T10:00:00Z"}'
    for graph in (f"{other},{own}", f"{own},{other}"):
        date = published(f'<script type="application/ld+json">{{"@graph":[{graph}]}}</script>')
        assert at(date) == "2025-03-04T10:00:00Z"
    unreadable = '{"@type":"NewsArticle","datePublished":"soon"}'
    for graph in (other, f"{unreadable},{other}"):
        page = published(f'<script type="application/ld+json">[{graph}]</script>')
        assert at(page) == "2023-05-05"
        assert page is not None
        assert page.method == "html:json-ld-page"


def test_agreement_makes_sure() -> None:
    head = '<meta property="article:published_time" content="2025-03-04T10:00:00+01:00">'
    alone = published(data(dateModified="2025-03-04"))
    both = published(head, '<time datetime="2025-03-04">4 March 2025</time>')

    assert alone is not None
    assert alone.confidence is not Confidence.HIGH
    assert both is not None
    assert both.confidence is Confidence.HIGH
    assert both.evidence == "2025-03-04T10:00:00+01:00"


def test_the_local_day_is_the_one_that_the_outlet_shows() -> None:
    shown = '<time datetime="2025-03-03T21:11:03-05:00">March 3, 2025</time>'
    date = published(data(datePublished="2025-03-04T02:11:03+00:00"), shown)

    assert at(date) == "2025-03-03T21:11:03-05:00"


def test_a_known_time_zone_moves_utc_to_the_outlets_day() -> None:
    date = published(data(datePublished="2025-03-04T20:00:00Z"), timezone="Asia/Seoul")

    assert at(date) == "2025-03-05T05:00:00+09:00"


def test_midnight_is_a_day_that_a_system_wrote() -> None:
    date = published(data(datePublished="2025-03-04T00:00:00Z"))

    assert date is not None
    assert (date.at, date.precision) == ("2025-03-04", Precision.DAY)


@pytest.mark.parametrize(
    ("head", "top", "url", "method"),
    [
        ('<meta name="pubdate" content="2025-03-04">', "", None, "html:meta"),
        ("", '<span itemprop="datePublished">2025-03-04</span>', None, "html:microdata"),
        ("", '<time datetime="2025-03-04">today</time>', None, "html:time"),
        ("", "", "https://gazette.example/2025/03/04/bridge", "html:url"),
        ("", '<div class="post-date">4 March 2025</div>', None, "html:class"),
    ],
)
def test_dates_are_found_wherever_pages_put_them(
    head: str, top: str, url: str | None, method: str
) -> None:
    date = published(head, top, url)

    assert date is not None
    assert (date.at, date.method) == ("2025-03-04", method)


def test_a_date_in_the_future_is_none() -> None:
    assert published(data(datePublished="2025-06-20T10:00:00Z")) is None


def test_a_page_without_a_date_stays_without_one() -> None:
    assert published() is None


@pytest.mark.parametrize("value", ["soon", "2025-13-45", "", "0000-00-00", "99999999999999999999"])
def test_what_is_no_date_is_passed_over(value: str) -> None:
    assert published(data(datePublished=value)) is None
