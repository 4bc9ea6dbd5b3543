"""Records: what they state, in whatever format, and what is found in their text."""

from datetime import UTC, datetime

import pytest

from archive import AgencyRole, Confidence, Original, RawDocument, SourceKind, UnreadableInput
from archive.parsing import left_out, parse, parse_record
from archive.readers.raw import RawKind, Stated

NOW = datetime(2025, 6, 1, tzinfo=UTC)
BODY = (
    "SEOUL (Reuters) - The harbour office said on Monday that the bridge stays closed for lorries."
    "\n\nNobody knows when it will open again, and drivers have to take the northern crossing."
)


def at(written: str, **stated: str) -> str | None:
    record = Stated(title="A", body=BODY, published=written, origin="csv", **stated)
    published = parse_record(record, now=NOW).published
    return published.at if published else None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-03-04T05:06:07Z", "2025-03-04T05:06:07Z"),
        ("2025-03-04T05:06:07.123456+0900", "2025-03-04T05:06:07+09:00"),
        ("2025-03-04 05:06", "2025-03-04T05:06:00"),
        ("20250304T050607Z", "2025-03-04T05:06:07Z"),
        ("20250304", "2025-03-04"),
        ("Tue, 04 Mar 2025 05:06:07 GMT", "2025-03-04T05:06:07Z"),
        ("Tue, 4 Mar 2025 05:06:07 -0500", "2025-03-04T05:06:07-05:00"),
        ("Tue Mar  4 05:06:07 2025", "2025-03-04T05:06:07"),
        ("1741064767", "2025-03-04T05:06:07Z"),
        ("1741064767000", "2025-03-04T05:06:07Z"),
        ("1741064767.25", "2025-03-04T05:06:07Z"),
        ("March 4, 2025", "2025-03-04"),
        ("4. März 2025", "2025-03-04"),
        ("2025년 3월 4일", "2025-03-04"),
        ("31/03/2025", "2025-03-31"),
        ("03/31/2025", "2025-03-31"),
        ("2025-03", "2025-03"),
        ("2025", "2025"),
        ("2025-03-04T24:00:00Z", "2025-03-05T00:00:00Z"),
        ("yesterday", None),
        ("2025-02-30", None),
        ("2099-01-01", None),
    ],
)
def test_dates_are_read_in_every_format(written: str, expected: str | None) -> None:
    assert at(written) == expected


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Mayor&#8217;s bridge &#8211; the &amp; plan", "Mayor’s bridge – the & plan"),
        ("<p>A <em>new</em>est ferry&hellip;</p><p>At last</p>", "A newest ferry… At last"),
        ("AT&T, if a < b > c & d; Q&A &nosuch;", "AT&T, if a < b > c & d; Q&A &nosuch;"),
    ],
)
def test_titles_and_standfirsts_may_be_html(written: str, title: str) -> None:
    article = parse_record(Stated(title=written, description=written, body=BODY), now=NOW)
    assert (article.title, article.description) == (title, title)


@pytest.mark.parametrize(
    ("stated", "authors", "agencies"),
    [
        (("By Ann B. Smith and Carl Doe, Staff Writers",), ("Ann B. Smith", "Carl Doe"), ()),
        (("Ann Bell; Carl Doe",), ("Ann Bell", "Carl Doe"), ()),
        (("By Ann Bell", "Carl Doe"), ("Ann Bell", "Carl Doe"), ()),
        (("By John Smith, Reuters",), ("John Smith",), ("Reuters",)),
        (("Smith, John", "By Doe, Ann"), ("Smith, John", "By Doe, Ann"), ()),
        (("Zoë O&#8217;Hara", "홍길동 기자"), ("Zoë O’Hara", "홍길동"), ()),
        (("Reuters", "Ann Bell"), ("Ann Bell",), ("Reuters",)),
    ],
)
def test_stated_authors_may_be_bylines(
    stated: tuple[str, ...], authors: tuple[str, ...], agencies: tuple[str, ...]
) -> None:
    article = parse_record(Stated(title="A", body="Nothing.", authors=stated, origin="json"))
    assert article.authors == authors
    assert tuple(agency.name for agency in article.agencies) == agencies


@pytest.mark.parametrize("written", ["2024-02-30", " not  a date", "2099-01-01", "x" * 500])
def test_a_stated_date_that_is_none_is_noted(written: str) -> None:
    record = Stated(title="A", body=BODY, published=written, origin="csv")
    note = left_out(record, parse_record(record, now=NOW))
    assert note is not None
    assert " ".join(written.split())[:200] in note
    assert "has none" in note


@pytest.mark.parametrize("written", ["2024-02-29", " March 4,  2025", "2025", None, " "])
def test_a_stated_date_that_is_read_is_not_noted(written: str | None) -> None:
    record = Stated(
        title="A", body=BODY, published=written, timezone="Asia/Seoul", language="en", origin="csv"
    )
    assert left_out(record, parse_record(record, now=NOW)) is None


def test_a_note_says_when_the_pages_own_date_is_kept() -> None:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n") * 3)
    page = (
        '<html><head><meta property="article:published_time" content="2025-03-04T05:06:07Z">'
        f"</head><body><article><h1>A</h1>{paragraphs}</article></body></html>"
    )
    record = Stated(body=page, body_is_html=True, published="not a date", origin="csv")
    article = parse_record(record, now=NOW)
    assert article.published is not None
    assert "is kept" in (left_out(record, article) or "")


def test_a_date_that_could_be_two_days_is_not_sure() -> None:
    record = Stated(title="A", body=BODY, published="03/04/2025", origin="csv")
    published = parse_record(record, now=NOW).published

    assert published is not None
    assert published.confidence is not Confidence.HIGH
    assert published.method == "csv"


def test_the_language_decides_the_order_of_day_and_month() -> None:
    assert at("03/04/2025", language="en-US") == "2025-03-04"
    assert at("03/04/2025", language="en-GB") == "2025-04-03"


def test_a_time_without_a_zone_is_in_the_stated_one() -> None:
    assert at("2025-03-04 05:06", timezone="Asia/Seoul") == "2025-03-04T05:06:00+09:00"
    assert at("2025-03-04 05:06", timezone="-05:30") == "2025-03-04T05:06:00-05:30"
    assert at("2025-03-04 05:06Z", timezone="Asia/Seoul") == "2025-03-04T05:06:00Z"


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="no time zone"):
        at("2025-03-04 05:06", timezone="Mars/Olympus")


def test_what_is_not_stated_is_found_in_the_body() -> None:
    article = parse_record(Stated(title="Bridge closed", body=BODY, origin="json"), now=NOW)

    assert article.language == "en"
    assert [(one.name, one.role) for one in article.agencies] == [("Reuters", AgencyRole.CREDITED)]
    assert article.source is not None
    assert article.source.kind is SourceKind.AGENCY


def test_what_is_stated_wins() -> None:
    article = parse_record(
        Stated(
            title="Bridge closed",
            body=BODY,
            source="bbc.co.uk",
            agencies=("AFP",),
            authors=("Jane Doe", "Associated Press"),
            language="en_GB",
            origin="json",
        ),
        now=NOW,
    )

    assert article.source is not None
    assert (article.source.name, article.source.evidence) == ("BBC", "json: bbc.co.uk")
    assert {one.name for one in article.agencies} == {"AFP", "AP", "Reuters"}
    assert article.authors == ("Jane Doe",)
    assert article.language == "en-GB"


def test_a_body_in_html_becomes_text() -> None:
    record = Stated(
        title="A",
        body="<p>One &amp; two.</p><script>x()</script><p>Three<br>four.</p>",
        body_is_html=True,
        origin="feed",
    )

    assert parse_record(record, now=NOW).body == "One & two.\n\nThree\n\nfour."


def test_a_record_without_text_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"x\.csv line 17 has no text"):
        parse_record(Stated(url="https://a.example/", origin="csv"), name="x.csv line 17")


def dump(text: str, stated: Stated) -> RawDocument:
    return RawDocument(
        original=Original(content=text.encode(), media_type="text/plain; charset=utf-8"),
        kind=RawKind.TEXT,
        text=text,
        encoding="utf-8",
        location="bridge.txt",
        stated=stated,
    )


def test_nothing_is_published_after_a_crawler_fetched_it() -> None:
    text = "Harbour bridge stays closed\n\nPublished: 4 March 2025\n\n" + BODY
    fetched = Stated(fetched="2025-03-06T10:00:00Z", origin="warc")
    before = Stated(fetched="2025-03-01T10:00:00Z", published="2025-03-04", origin="warc")

    found, impossible = parse(dump(text, fetched), now=NOW), parse(dump(text, before), now=NOW)

    assert found.published is not None
    assert found.published.at == "2025-03-04"
    assert impossible.published is None


def test_the_operator_states_what_a_dump_does_not() -> None:
    text = "Harbour bridge stays closed\n\n" + BODY
    stated = Stated(source="Harbour Gazette", language="en", origin="command line")

    article = parse(dump(text, stated), now=NOW)

    assert article.source is not None
    assert article.source.name == "Harbour Gazette"
    assert "northern crossing" in article.body
