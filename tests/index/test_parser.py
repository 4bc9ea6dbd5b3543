from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import (
    All,
    And,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    QuerySyntaxError,
    Word,
    parse_query,
    terms,
)
from index.fields import Analyzer
from index.parser import MAX_CLAUSES, MAX_DEPTH, MAX_QUERY_LENGTH

A, B, C, D = Word("a"), Word("b"), Word("c"), Word("d")
OCTOBER = Published(datetime(2024, 10, 1, tzinfo=UTC), datetime(2024, 11, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", All()),
        (" \n\u3000", All()),
        ("a", A),
        ("a b c", And((A, B, C))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a OR b c", Or((A, And((B, C))))),
        ("a b OR c AND d", Or((And((A, B)), And((C, D))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("((a))", A),
        ("a(b)c", And((A, B, C))),
        ("NOT a", Not(A)),
        ("-a", Not(A)),
        ("NOT NOT a", Not(Not(A))),
        ("a NOT b OR c", Or((And((A, Not(B))), C))),
        ("a AND NOT b", And((A, Not(B)))),
        ("-a OR b", Or((Not(A), B))),
        ("-(a b)", Not(And((A, B)))),
        ('-"a b"', Not(Phrase("a b"))),
        ("+a b", And((A, B))),
        ("(+a b) OR c", Or((And((A, B)), C))),
        ("and or not", And((Word("and"), Word("or"), Word("not")))),
        ("And", Word("And")),
    ],
)
def test_not_binds_tightest_then_and_then_or(text: str, node: Node) -> None:
    assert parse_query(text) == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ('"won\'t sit idle"', Phrase("won't sit idle")),
        ("“won’t sit idle”", Phrase("won’t sit idle")),
        ("„a b“", Phrase("a b")),
        ('"a “b” c"', Phrase("a “b” c")),
        (r'"say \"no\""', Phrase('say "no"')),
        ('"a AND -b: (c)"', Phrase("a AND -b: (c)")),
        ('a"b c"', And((A, Phrase("b c")))),
        ("weapon*", Prefix("weapon")),
        ("U.N*", Prefix("U.N")),
        ("-weapon*", Not(Prefix("weapon"))),
        (r"weapon\*", Word("weapon*")),
        (r"\AND", Word("AND")),
        (r"\-a", Word("-a")),
        (r"a\ b", Word("a b")),
        (r"title\:a", Word("title:a")),
    ],
)
def test_quotes_stars_and_escapes(text: str, node: Node) -> None:
    assert parse_query(text) == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("title:a", Word("a", "title")),
        ("Title:a", Word("a", "title")),
        ('source:"Hindustan Times"', Phrase("Hindustan Times", "source")),
        ("author:kim*", Prefix("kim", "author")),
        ("-agency:AP", Not(Word("AP", "agency"))),
        (
            "title:(a OR -b) c",
            And((Or((Word("a", "title"), Not(Word("b", "title")))), C)),
        ),
        ("body:12:30", Word("12:30", "body")),
    ],
)
def test_a_field_narrows_what_stands_right_after_it(text: str, node: Node) -> None:
    assert parse_query(text) == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("12:30", Word("12:30")),
        ("Seoul: South", And((Word("Seoul:"), Word("South")))),
        ("https://example.org/a?b=c*", Word("https://example.org/a?b=c*")),
        ("a - b", And((A, B))),
        ("a -- b & … c", And((A, B, C))),
        ("north-korean", Word("north-korean")),
        ("why?", Word("why?")),
        ("C++ AT&T 5% #1", And((Word("C++"), Word("AT&T"), Word("5%"), Word("#1")))),
        ("[AP] {x}", And((Word("[AP]"), Word("{x}")))),
        ('"a"-b', And((Phrase("a"), Word("-b")))),
    ],
)
def test_ordinary_text_stays_text(text: str, node: Node) -> None:
    assert parse_query(text) == node


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("published:2024-10", "2024-10-01", "2024-11-01"),
        ('published:"2024-10"', "2024-10-01", "2024-11-01"),
        ("published:2024-10-24T09:30:00Z", "2024-10-24T09:30:00", "2024-10-24T09:30:01"),
        ("published:[2024-10-21 TO 2024-10-21]", "2024-10-21", "2024-10-22"),
        ("published:[2024 TO 2024-10]", "2024-01-01", "2024-11-01"),
        ("published:{2024-10 TO 2025}", "2024-11-01", "2025-01-01"),
        ("published:[2024-10-21 TO *]", "2024-10-21", None),
        ("published:[* TO 2024-10-21}", None, "2024-10-21"),
        ("published:[ *  TO\n* ]", None, None),
        ('published:["2024" TO 2024]', "2024-01-01", "2025-01-01"),
    ],
)
def test_dates_are_half_open_spans(text: str, start: str | None, end: str | None) -> None:
    instants = [at and datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (start, end)]
    assert parse_query(text) == Published(*instants)  # type: ignore[arg-type]


@given(st.text(max_size=8) | st.text(alphabet="a1_½²서e\u0301\u200d'’.,-", max_size=5))
def test_a_text_has_terms_exactly_where_it_has_a_letter_or_digit(text: str) -> None:
    assert bool(terms(text, Analyzer.NAME)) == any(map(str.isalnum, text))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("서울 a1", And((Word("서울"), Word("a1")))),
        ("  a\t\nb\u3000", And((A, B))),
        ("서울* AND*", And((Prefix("서울"), Prefix("AND")))),
        ("a_b _c", And((Word("a_b"), Word("_c")))),
        (r"a\-b", Word("a-b")),
        ("e\u0301te cafe\u0301*", And((Word("e\u0301te"), Prefix("cafe\u0301")))),
        ("a(b)AND“c”", And((A, B, Phrase("c")))),
        ("_ a __", A),
    ],
)
def test_plain_words_end_where_syntax_begins(text: str, node: Node) -> None:
    assert parse_query(text) == node


def test_dates_go_in_parentheses_and_beside_words() -> None:
    year = Published(datetime(2023, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC))
    assert parse_query("published:(2023 OR 2024-10) a") == And((Or((year, OCTOBER)), A))


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
        ("*", "*", 0, "leave the query empty"),
        ("title:*", "*", 6, "leave the query empty"),
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
        ("trops~1", "~1"),
        ("trops~", "~"),
        ('"a b"~3', "~3"),
        ("a^2", "^2"),
        ('"a"^2', "^2"),
        ("(a b)^2", "^2"),
        ("=troops", "="),
        ('="a b"', "="),
        ("wom?n", "?"),
        ("*ops", "*"),
        ("tr*ps", "*"),
        ('"north kor*"', "*"),
    ],
)
def test_what_is_not_supported_yet_is_never_another_search(text: str, culprit: str) -> None:
    with pytest.raises(QuerySyntaxError, match="not supported yet") as raised:
        parse_query(text)
    error = raised.value
    assert text[error.position : error.position + error.length] == culprit


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("published:yesterday", "yesterday"),
        ("published:>2024", ">2024"),
        ("published:2024-13", "2024-13"),
        ("published:[2024 TO soon]", "soon"),
        ("published:[2025 TO 2024]", "[2025 TO 2024]"),
        ("published:{2024 TO 2024}", "{2024 TO 2024}"),
        ("published:{9999 TO *]", "{9999 TO *]"),
        ("published:[2024 to 2025]", "["),
        ("published:2024*", "2024*"),
    ],
)
def test_a_wrong_date_is_pointed_at(text: str, culprit: str) -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        parse_query(text)
    error = raised.value
    assert text[error.position : error.position + error.length] == culprit


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("a" * (MAX_QUERY_LENGTH + 1), MAX_QUERY_LENGTH),
        ("a " * (MAX_CLAUSES + 1), 2 * MAX_CLAUSES),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), MAX_DEPTH),
        ("NOT " * (MAX_DEPTH + 1) + "a", 4 * MAX_DEPTH),
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
    assert parse_query("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == A


SYNTAX = (
    'a|the|AND|OR|NOT| | |"|“|”|(|)|-|+|*|?|~1|^2|=|!|[|{|]|}| TO |title:|published:|nosuch:|2024'
    "|2024-10-21|\\|&&|&|:|\n|é|e\u0301|서울|https://|\u00a0|U.N.|😀|½|.|'"
)
query_texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*SYNTAX.split("|"), "||"]), max_size=15).map("".join),
)


@given(query_texts)
@example("title:\\")
def test_any_text_is_a_query_or_a_syntax_error_inside_it(text: str) -> None:
    error = None
    try:
        parse_query(text)
    except QuerySyntaxError as raised:
        error = raised
    if error:
        assert 0 <= error.position < len(text)
        assert 0 < error.length <= len(text) - error.position
        assert error.query == text
