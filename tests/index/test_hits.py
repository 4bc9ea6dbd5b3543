"""The snippets of an engine's hits, chosen by the index, against those chosen by the text."""

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Article
from index.analysis import terms
from index.field_clauses import clauses_in
from index.fields import Analyzer
from index.marks import mark_text
from index.matches import find_matches
from index.query import (
    MOST_SHOWN,
    And,
    Boosted,
    Cursor,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    SearchRequest,
    SnippetRequest,
    Synonyms,
    Wildcard,
    Word,
)
from index.results import Snippet
from index.whoosh_engine import clause_terms
from index.whoosh_engine.arrays import SegmentArrays
from index.whoosh_engine.arrays.builder import SegmentBuilder
from index.whoosh_engine.arrays.merging import merge_segments
from index.whoosh_engine.arrays.stretches import STRETCH, UNCOUNTED, boundary
from index.whoosh_engine.documents import index_document
from index.whoosh_engine.evaluation import Ranked
from index.whoosh_engine.hits import make_hits
from tests.index.arrays.array_oracle import with_deleted
from tests.index.article_snippets import make_snippets

RARE = ["troops", "Seoul", "U.N.", "weapons", "north-korean", "13,000", "café", "서울", "won’t"]
RARE += ["troop", "Kriege", "Krieg", "北朝鮮軍は", "cafe", "weaponry"]
COMMON = ["the", "of", "and", "a", "minister", "said", "on", "Thursday", "that", "talks", "went"]
SPACES = [" "] * 20 + [". ", ", ", "\n\n", "\t", "\u00a0", " — ", "\r\n"]
QUERIES: list[Node] = [
    Word("troops"),
    Word("the"),
    Or((Word("troops"), Word("seoul"))),
    And((Word("troops"), Word("weapon"), Word("minister"))),
    Phrase("korean troops"),
    Or((Phrase("north korean"), Word("café"))),
    Phrase("minister thursday", slop=2),
    Prefix("weap"),
    Or((Prefix("t"), Word("서울"))),
    And((Word("UN"), Prefix("tro"), Phrase("won't the"))),
    Word("nowhere"),
    Word("troops", exact=True),
    Word("café", exact=True),
    Phrase("minister troops", slop=3, exact=True),
    Or((Word("weapons", exact=True), Word("seoul"))),
    Prefix("troops"),
    Wildcard("*oops"),
    Wildcard("w?ap*"),
    Fuzzy("seuol"),
    And((Boosted(Word("troops"), 3), Not(Word("minister")))),
    Synonyms((Word("weapon"), Phrase("north korean"), Word("UN"))),
    Word("krieg"),
    Word("北朝鮮"),
    Or((Word("軍"), Phrase("朝鮮 minister", slop=9))),
]
LANGUAGES = [None, None, "en-GB", "de", "ja", "ru"]


def long_text(draw: random.Random, words: int) -> str:
    rare = draw.sample(RARE, 3)
    parts = []
    for _ in range(words):
        parts.append(draw.choice(rare) if draw.random() < 0.02 else draw.choice(COMMON))
        parts.append(draw.choice(SPACES))
    return "".join(parts)


def random_articles(seed: int, count: int) -> list[Article]:
    draw = random.Random(seed)
    bodies = [long_text(draw, draw.choice([0, 3, 50, 300, 900])) for _ in range(count)]
    bodies[0] = "서울、" * 300 + long_text(draw, 200)  # a line without a space
    bodies[1] = long_text(draw, 6_000)
    bodies[2] = "x" * 5000 + " troops and weapons " + "y" * 700 + " in Seoul"
    bodies[3] = "a-" * 400 + " troops"
    return [
        Article(title="The U.N. in Seoul", body=body, language=draw.choice(LANGUAGES))
        for body in bodies
    ]


def segment_of(path: Path, articles: Sequence[Article], first: int = 0) -> SegmentArrays:
    with path.open("wb") as file:
        builder = SegmentBuilder(file)
        for number, article in enumerate(articles, first):
            builder.add(index_document(f"{number:06}", article))
        builder.finish()
    return SegmentArrays.open(path)


def snippets_of(
    segment: SegmentArrays, documents: Sequence[int], node: Node, request: SnippetRequest
) -> list[tuple[Snippet, ...]]:
    ranked = [
        Ranked(segment, document, str(document), 1.0, Cursor(1.0, str(document)))
        for document in documents
    ]
    hits = make_hits(ranked, SearchRequest(query=node, snippets=request))
    return [hit.snippets for hit in hits]


def assert_sound(found: Sequence[Snippet], article: Article, node: Node, size: int) -> None:
    """What each snippet promises, whoever chose it."""
    bodies = [snippet for snippet in found if snippet.field == "body" and snippet.marks]
    every = mark_text(article.body, node, "body", article.language)
    clauses = clauses_in(node, "body", article.language)
    whole = find_matches(article.body, clauses, Analyzer.TEXT)
    for snippet in bodies:
        start, end = snippet.start, snippet.start + len(snippet.text)
        assert article.body[start:end] == snippet.text
        assert len(snippet.text) <= size or " " not in snippet.text
        for mark in snippet.marks:
            first, last = start + mark.start, start + mark.end
            assert any(one.start <= first and last <= one.end for one in every)
        for match in whole:
            if start <= match.start and match.end <= end:
                first, last = match.start - start, match.end - start
                assert any(mark.start <= first and last <= mark.end for mark in snippet.marks)
    spans = sorted((snippet.start, snippet.start + len(snippet.text)) for snippet in bodies)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def words_shown(snippet: Snippet, article: Article, node: Node) -> int:
    """How many different words of the query are in a snippet of the body."""
    start, end = snippet.start, snippet.start + len(snippet.text)
    clauses = clauses_in(node, "body", article.language)
    matches = find_matches(article.body, clauses, Analyzer.TEXT)
    inside = {m.clause: m.words for m in matches if start <= m.start and m.end <= end}
    return sum(inside.values())


@pytest.mark.parametrize(("count", "size"), [(1, 60), (3, 200)])
def test_snippets_chosen_by_the_index_are_as_good_as_those_chosen_by_the_text(
    tmp_path: Path, count: int, size: int
) -> None:
    articles = random_articles(7, 40)
    segment = segment_of(tmp_path / "one.arrays", articles)
    request = SnippetRequest(count=count, size=size)
    as_good = fewer = 0
    for node in QUERIES:
        found = snippets_of(segment, range(len(articles)), node, request)
        for own, article in zip(found, articles, strict=True):
            expected = make_snippets(article, node, request)
            assert_sound(own, article, node, size)
            assert [s.field for s in own][:1] == [s.field for s in expected][:1]
            if not expected or expected[0].field != "body":
                assert own == expected
                continue
            shown = words_shown(own[0], article, node)
            best = words_shown(expected[0], article, node)
            assert shown or not best
            as_good += shown == best
            fewer += shown < best
    assert as_good > 20 * fewer


@pytest.mark.parametrize("size", [40, 200])
def test_a_passage_chosen_by_the_index_is_marked_as_the_whole_text_is(
    tmp_path: Path, size: int
) -> None:
    articles = random_articles(11, 30)
    segment = segment_of(tmp_path / "one.arrays", articles)
    phrases = [Phrase("of the"), Phrase("minister thursday", slop=2), Phrase("the talks went")]
    for node in [*QUERIES, *phrases, Or(tuple(phrases))]:
        found = snippets_of(segment, range(len(articles)), node, SnippetRequest(count=2, size=size))
        for snippets, article in zip(found, articles, strict=True):
            every = mark_text(article.body, node, "body", article.language)
            for snippet in snippets:
                if snippet.field != "body" or not snippet.marks:
                    continue
                start, end = snippet.start, snippet.start + len(snippet.text)
                expected = [
                    (max(mark.start, start) - start, min(mark.end, end) - start)
                    for mark in every
                    if mark.start < end and mark.end > start
                ]
                assert [(mark.start, mark.end) for mark in snippet.marks] == expected


def test_the_same_is_shown_of_an_article_whatever_segment_it_is_in(tmp_path: Path) -> None:
    articles = random_articles(3, 20)
    halves = [
        with_deleted(segment_of(tmp_path / "a.arrays", articles[:10]), {"000003", "000007"}),
        segment_of(tmp_path / "b.arrays", articles[10:], first=10),
    ]
    with (tmp_path / "merged.arrays").open("wb") as file:
        numbers = merge_segments(halves, file)
    merged = SegmentArrays.open(tmp_path / "merged.arrays")
    request = SnippetRequest(count=2, size=100)
    for node in QUERIES:
        for segment, new in zip(halves, numbers, strict=True):
            live = [n for n in reversed(range(segment.document_count)) if segment.is_live(n)]
            apart = snippets_of(segment, live, node, request)
            together = snippets_of(merged, [int(new[n]) for n in live], node, request)
            assert apart == together


def test_what_stands_after_the_shown_part_of_a_long_body_is_not_shown(tmp_path: Path) -> None:
    body = "word " * (MOST_SHOWN // 5 + 1000) + "troops"
    articles = [Article(title="t", body="troops " + body), Article(title="t", body=body)]
    segment = segment_of(tmp_path / "long.arrays", articles)
    near, far = snippets_of(segment, [0, 1], Word("troops"), SnippetRequest(count=1))
    assert near[0].marks
    assert not far[0].marks


@pytest.mark.parametrize("limit", ["_MOST_POSTINGS", "_MOST_SPELLINGS"])
def test_where_the_index_cannot_say_the_text_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    articles = random_articles(9, 8)
    segment = segment_of(tmp_path / "one.arrays", articles)
    monkeypatch.setattr(clause_terms, limit, 0)  # any prefix stands for too much
    request = SnippetRequest(count=2)
    for node in (Prefix("weap"), Or((Prefix("t"), Word("서울")))):
        expected = [make_snippets(article, node, request) for article in articles]
        assert snippets_of(segment, range(len(articles)), node, request) == expected


def test_where_the_window_has_other_words_of_the_stem_only_the_text_is_looked_through(
    tmp_path: Path,
) -> None:
    body = "Deployed. " + "word " * 300 + "The deployment went on."
    article = Article(title="t", body=body, description="None.")
    segment = segment_of(tmp_path / "one.arrays", [article])
    for node in (Word("deployment", exact=True), Prefix("deploym")):
        [[snippet]] = snippets_of(segment, [0], node, SnippetRequest(count=1, size=60))
        [mark] = snippet.marks
        assert snippet.text[mark.start : mark.end] == "deployment"


def test_each_article_shows_what_matches_in_its_own_language(tmp_path: Path) -> None:
    body = "Die Kriege und der Krieg. Kriegs war."
    articles = [Article(title="t", body=body, language=tag) for tag in ("de-AT", "de", "en", None)]
    segment = segment_of(tmp_path / "one.arrays", articles)
    found = snippets_of(segment, range(4), Word("Kriegen"), SnippetRequest(count=1))
    marked = [[one.text[m.start : m.end] for one in own for m in one.marks] for own in found]
    assert marked == [["Kriege", "Krieg", "Kriegs"]] * 2 + [[]] * 2


pieces = st.lists(
    st.one_of(
        st.sampled_from([*RARE, *COMMON, "x" * 70, "'", "-", "..."]),
        st.sampled_from(SPACES),
        st.text(max_size=5),
    ),
    max_size=300,
).map("".join)


@settings(max_examples=60, deadline=None)  # each example writes a file
@given(st.lists(pieces, min_size=1, max_size=3), st.sampled_from(QUERIES), st.integers(1, 3))
def test_snippets_of_any_text_are_sound(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str], node: Node, count: int
) -> None:
    articles = [Article(title="t", body=body) for body in bodies]
    segment = segment_of(tmp_path_factory.mktemp("any") / "any.arrays", articles)
    request = SnippetRequest(count=count, size=80)
    for own, article in zip(
        snippets_of(segment, range(len(articles)), node, request), articles, strict=True
    ):
        assert_sound(own, article, node, 80)
        expected = make_snippets(article, node, request)
        assert bool(own and own[0].marks) == bool(expected and expected[0].marks)


@settings(max_examples=60, deadline=None)  # each example writes a file
@given(st.lists(pieces, min_size=1, max_size=4))
def test_the_stretches_of_a_body_say_where_its_tokens_stand(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str]
) -> None:
    articles = [Article(title="t", body=body) for body in bodies]
    segment = segment_of(tmp_path_factory.mktemp("stretches") / "any.arrays", articles)
    for document, body in enumerate(bodies):
        counts = segment.stretches.of(document)
        assert len(counts) == (max(1, -(-len(body) // STRETCH)) if body else 0)
        for number, count in enumerate(counts):
            part = body[boundary(body, number) : boundary(body, number + 1)]
            assert count == min(len(terms(part, Analyzer.TEXT)), UNCOUNTED)
