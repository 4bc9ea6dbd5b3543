"""What holds for the snippets and marks of any text and query."""

import unicodedata
from datetime import UTC, datetime
from html import unescape

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from archive import Article
from index.analysis import tokenize
from index.characters import IDEOGRAPHIC, character_kinds, code_points
from index.cutting import begins_character
from index.fields import Analyzer
from index.marking import to_html
from index.marks import mark_text
from index.query import (
    All,
    And,
    Boosted,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    SnippetRequest,
    Synonyms,
    Wildcard,
    Word,
)
from index.results import Mark
from tests.index.article_snippets import make_snippets

KINDS = character_kinds()

# A small vocabulary, so that queries match; scripts, marks and markup, so that edges are met.
WORDS = "北朝鮮軍は|ロシア|ไทยแลนด์|שלום|\x00|Korea|korean|troops|the|north|U.N.|13,000|cafe\u0301"
WORDS += "|서울|हिन्दी|<b>|&|won’t|👩\u200d👧|x-y"
SPACES = " | | |. |\n\n|, ||\u00a0|—|\t|. “"
texts = st.lists(
    st.one_of(
        st.sampled_from(WORDS.split("|")),
        st.sampled_from(SPACES.split("|")),
        st.text(max_size=4),
    ),
    max_size=60,
).map("".join)
leaves = st.one_of(
    st.sampled_from(["korea", "troop", "the", "UN", "13000", "café", "서울", "x-y", "b"]).map(Word),
    st.sampled_from(["korea troops", "the north", "won't the", "x y", "北朝鮮"]).map(Phrase),
    st.builds(Phrase, st.just("korea troops"), slop=st.just(2)),
    st.builds(Word, st.sampled_from(["korean", "café", "北朝鮮"]), exact=st.just(True)),
    st.builds(Phrase, st.just("korean troops"), exact=st.just(True)),
    st.sampled_from(["k", "trou", "tro", "caf"]).map(Prefix),
    st.sampled_from(["*e*", "kor?a*", "*"]).map(Wildcard),
    st.sampled_from(["koera", "th"]).map(Fuzzy),
    st.just(Word("korea", "title")),
    st.just(All()),
    st.just(Published(datetime(2024, 1, 1, tzinfo=UTC))),
)
nodes: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda children: st.one_of(
        st.lists(children, min_size=2, max_size=4).map(lambda parts: And(tuple(parts))),
        st.lists(children, min_size=2, max_size=4).map(lambda parts: Or(tuple(parts))),
        children.map(Not),
        st.builds(Boosted, children, st.just(2.0)),
        st.lists(children, min_size=2, max_size=3).map(lambda parts: Synonyms(tuple(parts))),
    ),
    max_leaves=6,
)


def assert_sound(marks: tuple[Mark, ...], text: str) -> None:
    end = -1
    for mark in marks:
        assert end < mark.start < mark.end <= len(text)
        end = mark.end


@given(texts, nodes)
def test_marks_are_in_order_apart_and_inside_the_text(text: str, node: Node) -> None:
    assert_sound(mark_text(text, node, "body"), text)


@given(texts, nodes)
def test_html_without_its_marks_is_the_text(text: str, node: Node) -> None:
    marks = mark_text(text, node, "body")
    html = to_html(text, marks, tag="i-7")
    assert html.count("<i-7>") == html.count("</i-7>") == len(marks)
    bare = html.replace("<i-7>", "").replace("</i-7>", "")
    assert not set(bare) & set("<>\"'")
    assert "".join(map(unescape, html.replace("</i-7>", "<i-7>").split("<i-7>"))) == text


@given(texts, st.sampled_from(["korea", "café", "UN", "13000"]))
def test_a_word_is_marked_wherever_it_is_a_term(text: str, word: str) -> None:
    [term] = [token.term for token in tokenize(word, Analyzer.TEXT)]
    expected = [
        Mark(token.start, token.end)
        for token in tokenize(text, Analyzer.TEXT)
        if token.term == term
    ]
    covered = {place for mark in expected for place in range(mark.start, mark.end)}
    marks = mark_text(text, Word(word), "body")
    assert {place for mark in marks for place in range(mark.start, mark.end)} == covered


JOINING = ("Mn", "Mc", "Me", "Cf")  # marks and unseen characters


def unbroken(text: str) -> list[range]:
    """The stretches of a text between which it may be cut: its words, and what can join them; in
    Chinese and Japanese its characters."""
    stretches: list[range] = []
    end = -1
    for token in tokenize(text, Analyzer.TEXT):
        if np.any(KINDS[code_points(text[token.start : token.end])] & IDEOGRAPHIC):
            end = -1
            continue
        between = text[end : token.start] if 0 <= end < token.start else ""
        joined = between and all(
            c in "'’＇.," or unicodedata.category(c) in JOINING for c in between
        )
        # Those of scripts without spaces overlap, and those of two scripts may touch.
        if stretches and (joined or token.start <= end):
            stretches[-1] = range(stretches[-1].start, token.end)
        else:
            stretches.append(range(token.start, token.end))
        end = token.end
    return stretches


@example("", "ไทยแลนด์שלום", Phrase("korea troops", slop=2), 1, 9)
@example("", " \xad", Phrase("korea troops", slop=2), 1, 1)
@given(texts, texts, nodes, st.integers(1, 4), st.integers(1, 80))
def test_a_snippet_is_a_piece_of_its_field_that_cuts_no_word(
    body: str, description: str, node: Node, count: int, size: int
) -> None:
    article = Article(title="Korea and the UN", body=body, description=description)
    found = make_snippets(article, node, SnippetRequest(count=count, size=size))
    assert len(found) <= count
    for snippet in found:
        text = getattr(article, snippet.field)
        start, end = snippet.start, snippet.start + len(snippet.text)
        assert text[start:end] == snippet.text
        assert snippet.text
        assert snippet.text == snippet.text.strip()
        assert_sound(snippet.marks, snippet.text)
        for stretch in unbroken(text):
            if stretch.stop - stretch.start <= size:
                assert not stretch.start < start < stretch.stop
                assert not stretch.start < end < stretch.stop
        points = code_points(text)
        # A space goes even where something that extends a character follows it.
        after_space = start and text[start - 1].isspace()
        assert not start or after_space or begins_character(points, KINDS, start)
        assert end == len(text) or begins_character(points, KINDS, end)
        assert len(snippet.text) <= size or not any(map(str.isspace, snippet.text))


@given(texts, texts, nodes, st.integers(1, 4), st.integers(1, 80), st.sampled_from([None, "de"]))
def test_a_snippet_is_marked_as_its_whole_field_is(
    body: str, description: str, node: Node, count: int, size: int, language: str | None
) -> None:
    article = Article(title="t", body=body, description=description, language=language)
    for snippet in make_snippets(article, node, SnippetRequest(count=count, size=size)):
        start, end = snippet.start, snippet.start + len(snippet.text)
        every = mark_text(getattr(article, snippet.field), node, snippet.field, language)
        assert snippet.marks == tuple(
            Mark(max(mark.start, start) - start, min(mark.end, end) - start)
            for mark in every
            if mark.start < end and mark.end > start
        )
