import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import InvalidId, InvalidUrl, article_id, canonical_url
from archive.identity import MAX_URL_LENGTH, check_id
from tests.archive.store_samples import make_article, make_original


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Example.COM/Path", "http://example.com/Path"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com?a=1", "https://example.com/?a=1"),
        ("  https://example.com/a \n", "https://example.com/a"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:80/a", "http://example.com/a"),
        ("http://example.com:443/a", "http://example.com:443/a"),
        ("https://example.com:/a", "https://example.com/a"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://example.com/a#comments", "https://example.com/a"),
        ("https://example.com/a?", "https://example.com/a"),
        ("https://example.com/a?utm_source=x&id=7&fbclid=y&gclid=", "https://example.com/a?id=7"),
        ("https://example.com/a?UTM_Source=x", "https://example.com/a"),
        ("https://example.com/a?b=2&a=1&b=1", "https://example.com/a?b=2&a=1&b=1"),
        ("https://example.com/a?b&&c=", "https://example.com/a?b&c="),
        ("https://example.com/%7euser/%e4%bd", "https://example.com/~user/%E4%BD"),
        ("https://example.com/a b/ü", "https://example.com/a%20b/%C3%BC"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("https://example.com/a/./b/../c/%2e%2e/d", "https://example.com/a/d"),
        ("https://example.com/a/..", "https://example.com/"),
        ("https://example.com/../../a", "https://example.com/a"),
        ("https://example.com/a//b/", "https://example.com/a//b/"),
        ("https://münchen.de/", "https://xn--mnchen-3ya.de/"),
        ("https://MÜNCHEN.de/", "https://xn--mnchen-3ya.de/"),
        ("https://straße.de/", "https://xn--strae-oqa.de/"),
        ("https://例え。jp/", "https://xn--r8jz45g.jp/"),
        ("https://[2001:DB8:0::1]:8443/a", "https://[2001:db8::1]:8443/a"),
        ("https://example.com/a?id=7&amp;utm_source=x&amp;b=1", "https://example.com/a?id=7&b=1"),
        ("https://example.com/a?id=7?utm_source=rss", "https://example.com/a?id=7"),
        ("https://example.com/a&utm_source=rss&utm_medium=x", "https://example.com/a"),
        ("https://example.com/a?q=what?", "https://example.com/a?q=what?"),
        ("https://example.com/a;jsessionid=0AF.n1?id=7&PHPSESSID=1", "https://example.com/a?id=7"),
        ("https://example.com/#!/a", "https://example.com/#!/a"),
        ("https://example.com/app?b=1#/story/7", "https://example.com/app?b=1#/story/7"),
        ("https://example.com/a#!", "https://example.com/a"),
        ("https://example.com/a#:~:text=b", "https://example.com/a"),
        ("https://example.com/a?gad_source=1&srsltid=x&cmp=y&q=amp", "https://example.com/a?q=amp"),
    ],
)
def test_a_url_has_one_canonical_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/a",
        "/a",
        "ftp://example.com/a",
        "javascript:alert(1)",
        "https://",
        "https:///a",
        "https://exa mple.com/",
        "https://example..com/",
        "https://user:secret@example.com/",
        "https://example.com:99999/",
        "https://example.com:x/",
        "https://[::1/",
        "https://[::zz]/",
        "https://" + "a" * 64 + ".com/",
        "https://" + "a." * 127 + "com/",
        "https://" + "".join(map(chr, range(0x4E00, 0x6D00))),
        "https://example.com/a\0b",
        "https://example.com/a\nb",
        "https://example.com/\ud800",
        "https://example.com/" + "a" * MAX_URL_LENGTH,
        "https://example.com/" + "\u7532" * (MAX_URL_LENGTH // 2),
    ],
)
def test_what_is_no_address_of_an_article_is_refused(url: str) -> None:
    with pytest.raises(InvalidUrl, match=r"URL|host"):
        canonical_url(url)


@given(st.text() | st.text().map("https://".__add__) | st.text().map("http://a.b/".__add__))
def test_any_text_is_either_refused_or_made_canonical_once_and_for_all(text: str) -> None:
    try:
        url = canonical_url(text)
    except InvalidUrl:
        return
    assert url.isascii()
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://www.google.com/amp/s/www.example.com/a?b=1", "https://www.example.com/a?b=1"),
        ("https://www.google.co.uk/amp/example.com/a", "http://example.com/a"),
        (
            "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a?amp_js_v=0.1&usqp=x#y",
            "https://www.example.com/a",
        ),
        ("https://example-com.cdn.ampproject.org/v/s/Example.com", "https://example.com/"),
        ("https://cdn.ampproject.org/wp/c/s/example.com/a/amp/", "https://example.com/a/amp/"),
        ("https://example-com.bing-amp.com/c/s/example.com/a", "https://example.com/a"),
        (
            "https://www.google.com/amp/s/a-b.cdn.ampproject.org/c/s/a.b.example/a",
            "https://a.b.example/a",
        ),
    ],
)
def test_a_copy_in_an_amp_cache_has_the_pages_own_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://www.google.com/amp/",
        "https://www.google.com/amp/s/",
        "https://www.google.com/amp/story",
        "https://www.google.example.com/amp/s/example.org/a",
        "https://cdn.ampproject.org/v0/amp-ad-0.1.js",
        "https://example.com/amp/s/example.org/a",
        "https://example.com/c/s/example.org/a",
    ],
)
def test_other_addresses_that_look_like_a_caches_stay(url: str) -> None:
    assert canonical_url(url) == url


def test_caches_inside_caches_are_left_in_no_time() -> None:
    cached = "https://www.google.com/amp/s/" + "www.google.com/amp/s/" * 380 + "example.com/a"

    assert canonical_url(cached) == "https://example.com/a"


def id_of(url: str) -> str:
    return article_id(make_article(url=url), make_original())


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/story",
        "https://www.example.com/story",
        "https://m.example.com/story",
        "https://amp.example.com/story",
        "https://example.com/story/",
        "https://example.com/story/amp",
        "https://example.com/story/amp/",
        "https://example.com/story?amp=1",
        "https://example.com/story?outputType=amp",
        "https://example.com/story?utm_medium=rss#top",
        "https://mobile.example.com/story",
        "https://mobil.example.com/story",
        "https://touch.example.com/story",
        "https://www.m.example.com/story",
        "https://amp.example.com/story/amp?amp=true",
        "https://example.com/amp/story",
        "https://example.com/story.amp",
        "https://example.com/story/amp/1",
        "https://example.com/story?amp",
        "https://example.com/story/?noamp=mobile",
        "https://example.com/story?outputType=amp-type",
        "https://example.com/story?view=mobile",
        "https://example.com/story?mobile=1",
        "https://example.com/story?print=1",
        "https://example.com/story?printable=true",
        "https://example.com/story?output=print",
        "https://example.com/story?pagewanted=all",
        "https://example.com/story/?singlePage=true",
        "https://www.google.com/amp/s/example.com/story",
        "https://example-com.cdn.ampproject.org/v/s/example.com/story/amp/?amp_js_v=0.1",
    ],
)
def test_addresses_of_one_page_give_one_id(url: str) -> None:
    assert id_of(url) == id_of("https://example.com/story")


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://www.bbc.com/news/amp/uk-17", "https://www.bbc.com/news/uk-17"),
        (
            "https://www.example.com/a-10017/amp/Title.html",
            "https://example.com/a-10017/Title.html",
        ),
        ("https://example.com/2024/story.amp.html", "https://example.com/2024/story.html"),
        ("https://example.com/story-10017-amp.html", "https://example.com/story-10017.html"),
        (
            "https://example.com/x-a-3f6e0a1c-9d0b-4d52-8f1b-0a1b2c3d4e5f-amp",
            "https://example.com/x-a-3f6e0a1c-9d0b-4d52-8f1b-0a1b2c3d4e5f",
        ),
        ("https://m.example.com/amp_articleshow/17.cms", "https://example.com/articleshow/17.cms"),
        ("https://en.m.wikinews.org/wiki/A", "https://en.wikinews.org/wiki/A"),
        ("https://a.blogspot.com/2024/01/b.html?m=1", "https://a.blogspot.com/2024/01/b.html"),
        ("https://m.example.com:8443/a", "https://example.com:8443/a"),
    ],
)
def test_a_variant_has_the_id_of_its_page(url: str, page: str) -> None:
    assert id_of(url) == id_of(page)


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://example.com/best-guitar-amp", "https://example.com/best-guitar"),
        ("https://example.com/guitar_amp.html", "https://example.com/guitar.html"),
        ("https://example.com/amplifier", "https://example.com/lifier"),
        ("https://example.com/gear/amp/reviews", "https://example.com/gear/reviews"),
        ("https://example.com/a?m=1", "https://example.com/a"),
        ("https://example.com/a?type=mobile", "https://example.com/a"),
        ("https://film.example.com/a", "https://fil.example.com/a"),
        ("https://exam.m.com/a", "https://exam.com/a"),
        ("https://example.com/a?page=2", "https://example.com/a"),
        ("https://example.com/#!/a", "https://example.com/#!/b"),
        ("https://example.com/prints?print=7", "https://example.com/prints"),
        ("https://news.example.com/a", "https://example.com/a"),
    ],
)
def test_what_only_looks_like_a_variant_is_another_page(url: str, other: str) -> None:
    assert id_of(url) != id_of(other)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/Story",
        "https://example.com/story?id=1",
        "https://news.example.com/story",
        "https://example.com:8443/story",
        "https://example.com/amp",
        "https://example.com/",
        "https://example.org/story",
    ],
)
def test_addresses_of_other_pages_give_other_ids(url: str) -> None:
    assert id_of(url) != id_of("https://example.com/story")


def test_a_site_called_m_is_not_another_sites_mobile_pages() -> None:
    assert id_of("https://m.com/a") != id_of("https://com/a")


def test_an_id_of_a_url_does_not_depend_on_the_content() -> None:
    one = article_id(make_article("One", url="https://example.com/a"), make_original("x"))
    two = article_id(make_article("Two", url="https://example.com/a"), make_original("y"))

    assert one == two


def test_a_text_file_is_known_by_its_text_whatever_its_white_space_and_the_parser() -> None:
    one = article_id(make_article("One"), make_original("A story\n\nof two lines\n"))
    two = article_id(make_article("Two"), make_original("A story\r\nof two  lines", name="b.txt"))
    bom = article_id(make_article("One"), make_original(b"\xef\xbb\xbfA story of two lines"))
    wide = article_id(make_article("One"), make_original("A story of two lines".encode("utf-16")))
    other = article_id(make_article("One"), make_original("Another story"))

    assert one == two == bom == wide != other


def test_json_without_a_url_is_known_by_title_and_body() -> None:
    def id_of_json(text: str, **fields: str) -> str:
        return article_id(
            make_article(**fields), make_original(text, media_type="application/json")
        )

    assert id_of_json("{}") == id_of_json('{"title": 1}')
    assert id_of_json("{}", title="One") != id_of_json("{}", title="Two")
    assert id_of_json("{}", body="One") != id_of_json("{}", body="Two")


def test_records_with_ids_of_their_own_are_told_apart() -> None:
    def id_of_record(text: str) -> str:
        return article_id(make_article(), make_original(text, media_type="application/json"))

    ids = [id_of_record(text) for text in ('{"id": "a1"}', '{"id": "a2"}', '{"ID": 7}', "{}")]

    assert len(set(ids)) == 4
    assert id_of_record('{"id": "7"}') == id_of_record('{"Id": 7, "date": "x"}') == ids[2]
    assert id_of_record(f'{{"id": "{ids[0]}"}}') == ids[0]
    for without in ('{"id": null}', '{"id": " "}', '{"id": {"a": 1}}', '{"id": true}', "[1]", "no"):
        assert id_of_record(without) == ids[3]


@given(st.binary(max_size=50))
def test_any_bytes_have_an_id_that_follows_the_rule(content: bytes) -> None:
    key = article_id(make_article(), make_original(content))

    assert re.fullmatch("[a-z2-7]{24}", key)
    assert check_id(key) == key


def test_ids_never_change_between_releases() -> None:
    assert id_of("https://example.com/story") == "4krb2hbbgnt7lr7uswc5bcp7"
    assert article_id(make_article(), make_original("A story")) == "toxd3yor5hslewss3xlvbdfq"


@pytest.mark.parametrize("id", ["a", "A.b_c~d-1", "0" * 128])
def test_ids_of_clients_may_have_letters_digits_and_a_few_marks(id: str) -> None:
    assert check_id(id) == id


@pytest.mark.parametrize(
    "id", ["", ".a", "-a", "a/b", "a b", "é", "a\n", "0" * 129, "a\0", "\ud800"]
)
def test_an_id_against_the_rule_is_refused_and_the_rule_told(id: str) -> None:
    with pytest.raises(InvalidId, match="1 to 128"):
        check_id(id)
