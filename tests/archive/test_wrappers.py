"""Addresses around a page's own: archives' copies, caches, and redirects that count clicks."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import InvalidUrl, article_id, canonical_url
from archive.identity import article_url
from archive.wrappers import unwrap
from tests.archive.store_samples import make_article, make_original

STORY = "https://example.com/2024/story?id=7"
ENCODED = "https%3A%2F%2Fexample.com%2F2024%2Fstory%3Fid%3D7"


def google_news(address: str, amp: str = "") -> str:
    """An article's address as Google News wrote it until 2024."""

    def field(tag: bytes, text: str) -> bytes:
        size = len(text)
        return (
            tag + bytes([size] if size < 128 else [size % 128 + 128, size // 128]) + text.encode()
        )

    message = (
        b"\x08\x13" + field(b'"', address) + (field(b"\xd2\x01", amp) if amp else b"\xd2\x01\x00")
    )
    return base64.urlsafe_b64encode(message).decode().rstrip("=")


@pytest.mark.parametrize(
    "url",
    [
        f"https://web.archive.org/web/20241021093200/{STORY}",
        f"http://web.archive.org/web/20241021093200id_/{STORY}",
        f"https://web.archive.org/web/2024*/{STORY}",
        f"https://web.archive.org/web/2024/{STORY}",
        f"https://web.archive.org/web/{STORY}",
        f"https://web.archive.org/save/{STORY}",
        "https://web.archive.org/web/20241021093200/https:/example.com/2024/story?id=7",
        f"https://arquivo.pt/wayback/20241021093200/{STORY}",
        f"https://webarchive.nationalarchives.gov.uk/ukgwa/20241021093200mp_/{STORY}",
        f"https://archive.ph/2024.10.21-093200/{STORY}",
        f"https://archive.today/newest/{STORY}",
        f"https://archive.is/o/AbC1d/{STORY}",
        f"https://www.webcitation.org/6AbCdEf?url={ENCODED}",
        f"https://timetravel.mementoweb.org/memento/2024/{STORY}",
        f"https://www.google.com/url?sa=t&source=web&rct=j&url={ENCODED}&ved=2ahUKE&usg=AOvVaw",
        f"https://www.google.co.uk/url?q={ENCODED}&sa=U",
        f"https://news.google.com/news/url?sa=t&fd=R&url={ENCODED}",
        f"https://webcache.googleusercontent.com/search?q=cache:AbC-dEf12_3:{STORY}+storm&hl=en",
        f"https://news.google.com/rss/articles/{google_news(STORY)}?oc=5",
        f"https://news.google.com/articles/{google_news(STORY, 'https://amp.example.com/7')}",
        f"https://l.facebook.com/l.php?u={ENCODED}&h=AT0x&s=1",
        f"https://lm.facebook.com/l.php?u={ENCODED}%26fbclid%3DIwAR0",
        f"https://l.instagram.com/?u={ENCODED}&e=AT",
        f"https://www.linkedin.com/redir/redirect?url={ENCODED}&urlhash=x",
        f"https://www.youtube.com/redirect?event=video_description&q={ENCODED}",
        f"https://vk.com/away.php?to={ENCODED}&cc_key=",
        f"https://out.reddit.com/t3_abc?url={ENCODED}&token=AQ&app_name=web",
        f"https://t.umblr.com/redirect?z={ENCODED}&t=x",
        f"https://duckduckgo.com/l/?uddg={ENCODED}&rut=x",
        f"http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url={ENCODED}&c=1&mkt=en-us",
        "https://www.bing.com/ck/a?!&&p=1f&u=a1"
        + base64.urlsafe_b64encode(STORY.encode()).decode().rstrip("=")
        + "&ntb=1",
        f"https://r.search.yahoo.com/_ylt=Awr/RV=2/RE=17/RO=10/RU={ENCODED}/RK=2/RS=x-",
        "http://us.rd.yahoo.com/dailynews/rss/world/*https%3A//example.com/2024/story?id=7",
        f"https://disq.us/url?url={ENCODED}%3AZkHwQ3n5kJ0aBcDeFgHiJkLmNoP&cuid=12",
        f"https://href.li/?{STORY}",
        f"https://slack-redir.net/link?url={ENCODED}",
        f"https://eur01.safelinks.protection.outlook.com/?url={ENCODED}&data=05%7C01",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.com_2024_story-3Fid-3D7&d=Dw",
        f"https://urldefense.com/v3/__{STORY}__;!!Dc8iu7o!abc$",
        f"https://12ft.io/{STORY}",
        f"https://r.jina.ai/{STORY}",
        "https://example-com.turbopages.org/turbo/example.com/s/2024/story?id=7",
        f"https://yandex.ru/turbo?text={ENCODED}",
        f"https://web.archive.org/web/20241021093200/https://www.google.com/url?q={ENCODED}",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Famp%2Fs%2Fexample.com"
        "%2F2024%2Fstory%3Fid%3D7",
    ],
)
def test_an_address_around_a_page_becomes_the_pages_own(url: str) -> None:
    assert canonical_url(url) == STORY
    assert article_id(make_article(url=url), make_original()) == article_id(
        make_article(url=STORY), make_original("another text")
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/",
        "https://web.archive.org/details/books",
        "https://archive.ph/AbC1d",
        "https://example.com/2024/https-for-all",
        "https://example.com/login?url=https%3A%2F%2Fexample.com%2Fstory",
        "https://validator.example/check?uri=https://example.com/story",
        "https://www.google.com/url?q=cats",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/search?q=https%3A%2F%2Fexample.com%2Fstory",
        "https://l.facebook.com/l.php?u=mailto%3Aa%40example.com",
        "https://news.google.com/articles/CAIiEIa0000000000000000000000",
        "https://news.google.com/articles/CBMiJ2h0dHA",
        "https://www.bing.com/ck/a?u=a1!!!!",
        "https://t.co/AbC1d",
        "https://www.google.com/url?q=https%3A%2F%2Fno..host%2Fa",
    ],
)
def test_other_addresses_stay_as_they_are(url: str) -> None:
    assert canonical_url(url) == url


def test_an_address_of_an_archive_without_a_scheme_is_completed() -> None:
    assert canonical_url("https://web.archive.org/web/2024/example.com/a") == "http://example.com/a"


@pytest.mark.parametrize(
    "wrapper",
    ["https://href.li/?", "https://web.archive.org/web/", "https://l.facebook.com/l.php?u="],
)
def test_wrappers_inside_wrappers_are_left_in_no_time(wrapper: str) -> None:
    url = wrapper * (8_000 // len(wrapper)) + "https://example.com/a"

    assert canonical_url(url) == "https://example.com/a"


@pytest.mark.parametrize(
    "part", ["a/", "20241021093200/", "%3A%2F", "http:/", "*", "&u=", "2" * 13]
)
def test_no_address_takes_longer_than_its_length(part: str) -> None:
    for host in (
        "web.archive.org/web/",
        "r.search.yahoo.com/",
        "urldefense.com/v3/__http://",
        "a/",
    ):
        url = "https://" + host + part * (8_000 // len(part))
        assert unwrap(url) is None or len(str(unwrap(url))) < len(url)


@given(
    st.sampled_from(
        [
            "https://web.archive.org/web/2024/",
            "https://www.google.com/url?q=",
            "https://href.li/?",
            "https://l.facebook.com/l.php?u=",
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__",
            "https://news.google.com/articles/CBMi",
        ]
    ),
    st.text() | st.text().map("https://a.example/".__add__),
)
def test_whatever_is_wrapped_is_canonical_once_and_for_all(wrapper: str, text: str) -> None:
    try:
        url = canonical_url(wrapper + text)
    except InvalidUrl:
        return
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://Example.com/a?utm_source=x#top", "https://example.com/a"),
        ("www.example.com/a", "http://www.example.com/a"),
        ("//example.com/a", "http://example.com/a"),
        ("example.co.uk/a", "http://example.co.uk/a"),
        ("www.example.com", "http://www.example.com/"),
        (" https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fa ", "https://example.com/a"),
        ("/a/b.html", None),
        ("story.html", None),
        ("index.php/a", None),
        ("n/a", None),
        ("example.com", None),
        ("ftp://example.com/a", None),
        ("javascript:alert(1)", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_page_gives_as_its_address_is_kept_where_it_is_one(
    text: str | None, url: str | None
) -> None:
    assert article_url(text) == url
