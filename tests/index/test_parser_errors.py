"""Query texts that mean nothing: where they are refused, and that nothing else ever happens."""

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index import And, Phrase, QuerySyntaxError, Word, parse_query
from index.clauses import MAX_CLAUSES, MAX_PATTERNS, MAX_SCANS
from index.parser import MAX_DEPTH, MAX_QUERY_LENGTH
from index.query import Operator

A, B, C, D, E = (Word(letter) for letter in "abcde")


@pytest.mark.parametrize(
    ("text", "culprit", "position", "hint"),
    [
        ("a nosuch:b", "nosuch", 2, "title, description, body"),
        ("titel:a", "titel", 0, "Did you mean title:"),
        ("title:", "title:", 0, "title:word"),
        ("title: a", "title:", 0, "in quotes"),
        ("title:)", "title:", 0, "title:word"),
        ("title:&", "&", 6, "no letter or digit"),
        ("title:-a", "-", 6, "-title:word"),
        ("title:AND a", "AND", 6, "no operator"),
        ("title:a:b", "a:", 6, "field inside a field"),
        ("title:(a source:b)", "source:", 9, "inside title:"),
        ("title:[a TO b]", "[a TO b]", 6, "dates only"),
        ("[2024 TO 2025]", "[2024 TO 2025]", 0, "published:"),
        ('a "b', '"', 2, "never closed"),
        ("a “b", "“", 2, "never closed"),
        ('""', '""', 0, "nothing to search for"),
        ("a (b", "(", 2, "never closed"),
        ("(", "(", 0, "never closed"),
        ("a) b", ")", 1, "closes nothing"),
        (")", ")", 0, "closes nothing"),
        ("a ()", "()", 2, "nothing between"),
        ("(&)", "(&)", 0, "nothing between"),
        ("AND a", "AND", 0, "on both sides"),
        ("a OR", "OR", 2, "on both sides"),
        ("a AND OR b", "OR", 6, "on both sides"),
        ("(a OR)", "OR", 3, "on both sides"),
        ("a NOT", "NOT", 2, "after it"),
        ("+a OR b", "+", 0, "parentheses"),
        ("--a", "--", 0, "One sign"),
        ("&", "&", 0, "no letter or digit"),
        ("north-kor*", "north-kor*", 0, "one word"),
        ("a && b", "&&", 2, "AND"),
        ("a||b", "||", 1, "OR"),
        ("!a", "!", 0, "NOT"),
        ('!"a"', "!", 0, "NOT"),
        ("a\\", "\\", 1, "backslash"),
        ("title:\\", "\\", 6, "backslash"),
    ],
)
def test_an_error_points_at_the_culprit(text: str, culprit: str, position: int, hint: str) -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        parse_query(text)
    error = raised.value
    assert (error.position, error.query) == (position, text)
    assert text[error.position : error.position + error.length] == culprit
    assert hint in error.message
    assert str(error) == f"{error.message} (at character {position + 1} of the query)"


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("a^", "^"),
        ("a^-1", "^-1"),
        ("a^1001", "^1001"),
        ("a^1.2.3", "^1.2.3"),
        ('"a"^x', "^"),
        ("(a)^", "^"),
        ("(a)~2", "~2"),
        ("a^2^3", "^3"),
        ("a~1~1", "~1"),
        ("a^2~1", "~1"),
        ("troops~3", "~3"),
        ("troops~0.8", "~0.8"),
        ("troops~0", "~0"),
        ("north-korea~", "north-korea"),
        ("weapon*~1", "~1"),
        ("=weapon~1", "~1"),
        ("=weapon*", "="),
        ("=(a b)", "="),
        ('"a b"~', "~"),
        ('"a b"~x', "~"),
        ('"a b"~10001', "~10001"),
        ('"a b"~-1', "~-1"),
        ('"north kor*"', "*"),
        ("north-kor*", "north-kor*"),
        ("a*-b", "a*-b"),
        (r"a\*b*", r"a\*b*"),
        ("published:2024~1", "~1"),
        ("title:>5", ">"),
        ("title:(a [2024 TO 2025])", "[2024 TO 2025]"),
    ],
)
def test_what_cannot_be_meant_is_never_another_search(text: str, culprit: str) -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        parse_query(text)
    error = raised.value
    assert text[error.position : error.position + error.length] == culprit


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("a" * (MAX_QUERY_LENGTH + 1), MAX_QUERY_LENGTH),
        ("a " * (MAX_CLAUSES + 1), 2 * MAX_CLAUSES),
        ('b "' + "a " * MAX_CLAUSES + '"', 2),
        ("b a" + "-a" * MAX_CLAUSES, 2),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), MAX_DEPTH),
        ("NOT " * (MAX_DEPTH + 1) + "a", 4 * MAX_DEPTH),
        ("* " * (MAX_CLAUSES + 1), 2 * MAX_CLAUSES),
        ("a* " * (MAX_PATTERNS + 1), 3 * MAX_PATTERNS),
        ("a~ b?c " * MAX_SCANS, 7 * MAX_SCANS // 2),
    ],
)
def test_a_query_beyond_the_limits_is_refused_where_it_passes_them(
    text: str, position: int
) -> None:
    with pytest.raises(QuerySyntaxError, match=r"(?i)at most") as raised:
        parse_query(text)
    assert raised.value.position == position


def test_a_query_at_the_limits_is_read() -> None:
    assert parse_query("a" * MAX_QUERY_LENGTH) == Word("a" * MAX_QUERY_LENGTH)
    assert parse_query("a " * MAX_CLAUSES) == And((A,) * MAX_CLAUSES)
    assert parse_query('"' + "a " * MAX_CLAUSES + '"') == Phrase("a " * MAX_CLAUSES)
    assert parse_query("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == A


SYNTAX = (
    'a|the|AND|OR|NOT| | |"|“|”|(|)|-|+|*|?|~1|^2|=|!|[|{|]|}| TO |title:|published:|nosuch:|2024'
    "|2024-10-21|>=|<|now-7d/d|~|^|published:|\\|&&|&|:|\n|é|e\u0301|서울|https://|\u00a0|U.N.|😀|½|.|'"
)
query_texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*SYNTAX.split("|"), "||"]), max_size=15).map("".join),
)


@given(query_texts, st.sampled_from(Operator), st.booleans())
@example("title:\\", Operator.AND, False)
def test_any_text_is_a_query_or_a_syntax_error_inside_it(
    text: str, operator: Operator, exact: bool
) -> None:
    error = None
    try:
        parse_query(text, operator=operator, exact=exact)
    except QuerySyntaxError as raised:
        error = raised
    if error:
        assert 0 <= error.position < len(text)
        assert 0 < error.length <= len(text) - error.position
        assert error.query == text


WORST = (
    'a " ( ) [ { ] ~ ^ ~1 ^1 * ? = + - \\ : ! & | . , \0 \u202e é 서 😀 "a" (a) [a [" {" -[ +( '
    '=" a* ?a '
    "title: title:( published:[ published:(> now-1d /d a~1^1 [a\u00a0TO\u00a0 \\* &&a"
).split(" ")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WORST), st.sampled_from(WORST), st.sampled_from(["", " ", "a", " a", "\n"]))
def test_the_longest_queries_of_any_kind_are_answered_or_refused(
    first: str, second: str, between: str
) -> None:
    for repeated in (first, first + between, first + between + second):
        text = (repeated * MAX_QUERY_LENGTH)[:MAX_QUERY_LENGTH]
        with suppress(QuerySyntaxError):
            parse_query(text)
        with suppress(QuerySyntaxError):
            parse_query("a " + text[:-3] + " a", operator=Operator.OR)
