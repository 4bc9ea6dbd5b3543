from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from archive import Article
from index.marking import to_html
from index.marks import mark_text
from index.parser import parse_query
from index.query import (
    Highlight,
    Phrase,
    Prefix,
    SnippetRequest,
    Word,
)
from index.results import Mark, Snippet
from tests.index.article_snippets import make_snippets

SEED = Path(__file__).parents[2] / "seeds" / "000_e731169cb9fca863.txt"
BODY = (
    "Seoul said on Thursday that it would review its position. "
    "South Korea is one of the world's top weapons exporters. "
    "North Korean troops have arrived in Russia, and the troops may go to the front.\n\n"
    "Poland's President met South Korea's in Seoul to talk about the weapons of South Korea."
)


def marked(text: str, query: str, field: str = "body") -> str:
    return to_html(text, mark_text(text, parse_query(query), field), tag="b")


def snippets(query: str, body: str = BODY, **request: int) -> list[str]:
    article = Article(title="A title", body=body)
    found = make_snippets(article, parse_query(query), SnippetRequest(**request))
    return [to_html(snippet.text, snippet.marks, tag="b") for snippet in found]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Troops, troop; trooper", "troops", "<b>Troops</b>, <b>troop</b>; trooper"),
        ("Café cafe\u0301 CAFE", "café", "<b>Café</b> <b>cafe\u0301</b> <b>CAFE</b>"),
        ("the U.N. charter", "UN", "the <b>U.N.</b> charter"),
        ("13,000 men", "13000", "<b>13,000</b> men"),
        ("North Korea, South Korea", '"south korea"', "North Korea, <b>South Korea</b>"),
        ("North Korea, South Korea", "south-korea", "North Korea, <b>South Korea</b>"),
        (
            "in North Korean troops",
            '"north korean" "korean troops"',
            "in <b>North Korean troops</b>",
        ),
        ("a weaponry weapon wear", "weaponr*", "a <b>weaponry</b> weapon wear"),
        ("Weapons, a weapon", "weapons*", "<b>Weapons</b>, a weapon"),
        ("Troop, troops", "=troops", "Troop, <b>troops</b>"),
        ("Cafe, café", "=café", "Cafe, <b>café</b>"),
        ("the end of the war", "=the war", "<b>the</b> end of <b>the</b> <b>war</b>"),
        ("North Korean, North Korea", '="north korea"', "North Korean, <b>North Korea</b>"),
        ("Seoul, seouls soul", "s*ul", "<b>Seoul</b>, seouls <b>soul</b>"),
        ("trops troops troupes", "troops~1", "<b>trops</b> <b>troops</b> troupes"),
        ("peace and war", "peace^3 war^0.5", "<b>peace</b> and <b>war</b>"),
        ("北朝鮮軍は、朝鮮の北", "北朝鮮", "<b>北朝鮮</b>軍は、朝鮮の北"),
        ("서울은 서울이다", "서울", "<b>서울</b>은 <b>서울</b>이다"),
        ("軍は北朝鮮軍", "軍", "<b>軍</b>は北朝鮮<b>軍</b>"),
        ("peace and war", "peace NOT war", "<b>peace</b> and war"),
        ("peace and war", "NOT (NOT peace)", "<b>peace</b> and war"),
        ("the end of the war", "the war", "the end of the <b>war</b>"),
        ("the end of the war", "the", "<b>the</b> end of <b>the</b> war"),
        ("the end of the war", '"end of the"', "the <b>end of the</b> war"),
        ("a < b & c", "b c", "a &lt; <b>b</b> &amp; <b>c</b>"),
    ],
)
def test_what_matched_is_marked(text: str, query: str, expected: str) -> None:
    assert marked(text, query) == expected


def test_a_field_is_marked_with_what_was_asked_of_it() -> None:
    query = "seoul title:moscow source:times"
    assert marked("Seoul Moscow Times", query) == "<b>Seoul</b> Moscow Times"
    assert marked("Seoul Moscow Times", query, "title") == "<b>Seoul</b> <b>Moscow</b> Times"
    assert marked("Seoul Moscow Times", query, "source") == "Seoul Moscow <b>Times</b>"
    assert mark_text("2024", parse_query("2024"), "published") == ()


def test_a_phrase_with_slop_marks_its_words() -> None:
    text = "north of the korean border; north, far away from any korean"
    marks = mark_text(text, Phrase("north korean", slop=2), "body")
    assert [text[mark.start : mark.end] for mark in marks] == ["north", "korean"]
    assert mark_text(text, Phrase("north korean", slop=1), "body") == ()


def test_a_passage_begins_and_ends_with_a_sentence_where_one_is_near() -> None:
    assert snippets("exporters", size=80) == [
        "South Korea is one of the world&#x27;s top weapons <b>exporters</b>."
    ]
    assert snippets("review", size=80) == [
        "Seoul said on Thursday that it would <b>review</b> its position."
    ]


def test_a_passage_ends_with_a_word_where_that_shows_much_more() -> None:
    assert snippets("arrived", size=60) == [
        "North Korean troops have <b>arrived</b> in Russia, and the troops"
    ]


def test_a_line_that_is_only_wrapped_is_no_sentence() -> None:
    body = "He came. The men of the South\nwere briefed by Gen. Kim and J. Lee in\nthe U.S. Army."
    assert snippets("briefed", body, size=64) == [
        "The men of the South\nwere <b>briefed</b> by Gen. Kim and J. Lee in\nthe"
    ]


def test_chinese_and_japanese_are_cut_at_a_pause_or_between_characters() -> None:
    body = (
        "一二三四五六七八九十。" * 4 + "彼は、北朝鮮軍について話した。" + "一二三四五六七八九十" * 9
    )
    assert snippets("北朝鮮", body, size=16) == ["彼は、<b>北朝鮮</b>軍について話した。"]
    [text] = snippets("北朝鮮", "一二三四五" * 30 + "北朝鮮" + "一二三四五" * 30, size=40)
    assert len(text.replace("<b>", "").replace("</b>", "")) == 40


def test_the_passage_with_the_most_words_of_the_query_comes_first() -> None:
    first, second = snippets("poland weapons", size=100)
    assert first.startswith("<b>Poland&#x27;s</b> President")
    assert "<b>weapons</b> exporters" in second


def test_of_equal_passages_the_earlier_comes_first() -> None:
    assert [text.count("<b>") for text in snippets("seoul", size=40)] == [1, 1]
    assert snippets("seoul", size=40)[0].startswith("<b>Seoul</b> said")


def test_passages_do_not_overlap() -> None:
    article = Article(title="t", body=BODY)
    found = make_snippets(article, parse_query("korea*"), SnippetRequest(count=9, size=60))
    spans = sorted((snippet.start, snippet.start + len(snippet.text)) for snippet in found)
    assert len(spans) > 2
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def fields_of(article: Article, query: str, **request: Any) -> list[str]:
    found = make_snippets(article, parse_query(query), SnippetRequest(**request))
    return [snippet.field for snippet in found]


def test_of_equal_passages_that_of_the_body_comes_first() -> None:
    article = Article(title="Seoul", body="In Seoul.", description="Seoul today")
    assert fields_of(article, "seoul") == ["body", "description"]
    assert fields_of(article, "description:seoul") == ["description"]


def test_a_description_with_more_words_of_the_query_comes_first() -> None:
    article = Article(title="t", body="In Seoul. " * 9, description="Troops near Seoul")
    assert fields_of(article, "seoul troops", count=1) == ["description"]
    assert fields_of(article, "seoul troops", size=20) == ["description", "body", "body"]


def test_a_description_that_the_body_repeats_is_shown_once() -> None:
    body = "Seoul: Talks went on in Seoul. They go on."
    article = Article(title="t", body=body, description="Talks went on in Seoul.")
    assert fields_of(article, "seoul") == ["body"]


def test_where_nothing_in_the_body_matches_the_description_is_shown() -> None:
    article = Article(title="Seoul", body="Talks.", description="Talks in Seoul.")
    assert fields_of(article, "seoul") == ["description"]
    plain = Article(title="Seoul", body="Talks.", description="The standfirst.")
    assert make_snippets(plain, Word("seoul"), SnippetRequest()) == (
        Snippet(field="description", text="The standfirst.", start=0),
    )
    bare = Article(title="Talks in Seoul", body="  The talks went on.")
    assert make_snippets(bare, Word("seoul"), SnippetRequest()) == (
        Snippet(field="body", text="The talks went on.", start=2),
    )


@pytest.mark.parametrize(
    ("query", "fields", "expected"),
    [
        ("seoul", ("body",), ["body"]),
        ("seoul", ("description",), ["description"]),
        ("seoul", ("title",), ["title"]),
        ("seoul", ("title", "description", "body"), ["title", "body", "description"]),
        ("seoul", (), []),
        ("today", ("body",), ["body"]),
        ("today", ("title",), ["title"]),
        ("today", ("title", "description"), ["description"]),
        ("talks", ("title", "body"), ["title", "body"]),
    ],
)
def test_snippets_are_made_of_the_fields_asked_for(
    query: str, fields: tuple[str, ...], expected: list[str]
) -> None:
    article = Article(title="Talks: Seoul", body="In Seoul.", description="Seoul today")
    assert fields_of(article, query, fields=fields) == expected


@pytest.mark.parametrize("query", ["", "-seoul", "published:2024", "nowhere"])
def test_without_a_match_the_beginning_stands_for_the_article(query: str) -> None:
    article = Article(title="t", body="The body.", description="The standfirst.")
    found = make_snippets(article, parse_query(query), SnippetRequest())
    assert found == (Snippet(field="description", text="The standfirst.", start=0),)


def test_no_snippets_are_made_of_nothing_or_when_none_are_wanted() -> None:
    assert make_snippets(Article(title="", body=" \n"), Word("a"), SnippetRequest()) == ()
    assert make_snippets(Article(title="a", body="a"), Word("a"), SnippetRequest(count=0)) == ()


def test_without_highlighting_the_same_passages_have_no_marks() -> None:
    article = Article(title="t", body=BODY)
    plain = make_snippets(article, Word("poland"), SnippetRequest(highlight=Highlight.NONE))
    shown = make_snippets(article, Word("poland"), SnippetRequest(highlight=Highlight.OFFSETS))
    assert [snippet.text for snippet in plain] == [snippet.text for snippet in shown]
    assert not any(snippet.marks for snippet in plain)


def test_a_phrase_in_curly_quotes_is_found_in_the_seed() -> None:
    body = SEED.read_text(encoding="utf-8")
    found = snippets("“won't sit idle”", body)
    assert len(found) == 2
    assert all("<b>won" in text and "sit idle</b>" in text for text in found)


def test_a_word_longer_than_the_snippet_is_cut_and_stays_marked() -> None:
    assert snippets("x*", "x" * 500, size=20) == [f"<b>{'x' * 20}</b>"]


def test_text_without_spaces_is_cut_between_words_and_not_inside_a_character() -> None:
    family = "👨\u200d👩\u200d👧"
    body = f"서울、{'🇰🇷' * 30}。{family * 30}。서울"
    article = Article(title="t", body=body)
    for size in range(5, 40):
        for snippet in make_snippets(article, Word("서울"), SnippetRequest(size=size)):
            assert len(snippet.text.replace(family, "").strip("서울、。")) % 2 == 0
            assert not snippet.text.startswith("\u200d")
            assert "\u200d" not in snippet.text.replace(family, "")


def test_html_is_escaped_inside_and_outside_marks() -> None:
    assert to_html("<a> & 'b' \"c\"", (Mark(0, 3), Mark(6, 9))) == (
        "<mark>&lt;a&gt;</mark> &amp; <mark>&#x27;b&#x27;</mark> &quot;c&quot;"
    )


def test_marks_can_be_any_harmless_element_or_pair() -> None:
    marks = (Mark(2, 3),)
    assert to_html("a b", marks, tag="em") == "a <em>b</em>"
    assert to_html("a b", marks, tag="span.hit") == 'a <span class="hit">b</span>'
    assert to_html("a b", marks, tag="x-hit") == "a <x-hit>b</x-hit>"
    assert to_html("a b&", marks, tag=("[", "]")) == "a [b]&amp;"


@pytest.mark.parametrize(
    "tag",
    ["", "script", "br", "style", "em onclick=x", "em.a b", 'em."x', "a", "x-", "EM", "mark\n"],
)
def test_no_other_element_can(tag: str) -> None:
    with pytest.raises(ValueError, match="no element to mark with"):
        to_html("a b", (), tag=tag)


@pytest.mark.parametrize("joined", ["\u0301", "\u200d\U0001f468"])
def test_a_character_without_end_is_cut(joined: str) -> None:
    body = "x a" + joined * 5_000
    for node in (Prefix("a"), Word("nowhere")):
        article = Article(title="t", body=body)
        [snippet] = make_snippets(article, node, SnippetRequest(count=1, size=100))
        assert len(snippet.text) <= 164
