from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
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
from index.clauses import MAX_CLAUSES, MAX_PATTERNS, MAX_SCANS
from index.fields import Analyzer
from index.parser import MAX_DEPTH, MAX_QUERY_LENGTH
from index.query import Boosted, Fuzzy, Operator, Wildcard

A, B, C, D, E = (Word(letter) for letter in "abcde")
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
        ("but why?", And((Word("but"), Word("why?")))),
        ("really?! yes", And((Word("really?!"), Word("yes")))),
        ("is weapon*?", And((Word("is"), Prefix("weapon")))),
        ("~100 x ^2 y", And((Word("~100"), Word("x"), Word("^2"), Word("y")))),
        ("a~b a^b ^_^ a=b = ~", And((Word("a~b"), Word("a^b"), Word("a=b")))),
        ("deaths >100 <x>", And((Word("deaths"), Word(">100"), Word("<x>")))),
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
    ("text", "node"),
    [
        ("*", All()),
        ("*:*", All()),
        ("* -a", And((All(), Not(A)))),
        ("title:*", Wildcard("*", "title")),
        ("title:(* a)", And((Wildcard("*", "title"), Word("a", "title")))),
        ("published:*", Published()),
        ("wom?n", Wildcard("wom?n")),
        ("*ops", Wildcard("*ops")),
        ("tr**ps", Wildcard("tr*ps")),
        ("troop? b", And((Word("troop?"), B))),
        ("(troop?) b", And((Wildcard("troop?"), B))),
        ("a troop? (b)", And((A, Word("troop?"), B))),
        ("troop?", Wildcard("troop?")),
        ("a (troop?)", And((A, Wildcard("troop?")))),
        ("a title:troop?", And((A, Wildcard("troop?", "title")))),
        ("-*ops", Not(Wildcard("*ops"))),
        ("(weapon*, [tr*ps].)", And((Prefix("weapon"), Wildcard("tr*ps")))),
        ("?? a", A),
        ("북*군", Wildcard("북*군")),
    ],
)
def test_stars_and_question_marks_stand_for_letters(text: str, node: Node) -> None:
    assert parse_query(text) == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("troops~", Fuzzy("troops")),
        ("troops~1", Fuzzy("troops")),
        ("troops~2, a", And((Fuzzy("troops", None, 2), A))),
        ("source:reuter~", Fuzzy("reuter", "source")),
        ("U.N.~", Fuzzy("U.N.")),
        ('"a b"~3', Phrase("a b", None, 3)),
        ('"a b"~0', Phrase("a b")),
        ('title:"a b"~3^2', Boosted(Phrase("a b", "title", 3), 2)),
        ("a^2 b", And((Boosted(A, 2), B))),
        ("a^.5", Boosted(A, 0.5)),
        ("a^0", Boosted(A, 0)),
        ("troops~1^2", Boosted(Fuzzy("troops"), 2)),
        ("weapon*^3", Boosted(Prefix("weapon"), 3)),
        ("-a^2", Not(Boosted(A, 2))),
        ("(a b)^2 c", And((Boosted(And((A, B)), 2), C))),
        ("title:(a OR b)^1.5", Boosted(Or((Word("a", "title"), Word("b", "title"))), 1.5)),
        ("((a^2)^3)", Boosted(Boosted(A, 2), 3)),
        ("published:2024-10^2", Boosted(OCTOBER, 2)),
        ("published:[2024-10 TO 2024-10]^2", Boosted(OCTOBER, 2)),
        (r"a\^2 b\~1", And((Word("a^2"), Word("b~1")))),
    ],
)
def test_what_follows_a_word_widens_or_weighs_it(text: str, node: Node) -> None:
    assert parse_query(text) == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("=troops", Word("troops", None, True)),
        ('="won\'t sit"', Phrase("won't sit", exact=True)),
        ("=“a b”~2", Phrase("a b", None, 2, True)),
        ("title:=a", Word("a", "title", True)),
        ('title:="a b"^2', Boosted(Phrase("a b", "title", exact=True), 2)),
        ("title:(=a b)", And((Word("a", "title", True), Word("b", "title")))),
        ('-=a -="b c"', And((Not(Word("a", None, True)), Not(Phrase("b c", exact=True))))),
        ("=https://a.org/?b*", Word("https://a.org/?b*", None, True)),
        (r"\=a", Word("=a")),
        ("published:=2024-10", OCTOBER),
    ],
)
def test_an_equals_sign_asks_for_the_word_as_it_is_spelt(text: str, node: Node) -> None:
    assert parse_query(text) == node


def test_a_query_can_be_exact_as_a_whole() -> None:
    exact = Word("b", None, True)
    assert parse_query('=a b "c d" e* f~ title:g published:2024-10', exact=True) == And(
        (
            Word("a", None, True),
            exact,
            Phrase("c d", exact=True),
            Prefix("e"),
            Fuzzy("f"),
            Word("g", "title", True),
            OCTOBER,
        )
    )


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("e", E),
        ("e b c", Or((E, B, C))),
        ("e AND b c", Or((And((E, B)), C))),
        ("e b OR c", Or((Or((E, B)), C))),
        ("e (b c)", Or((E, B, C))),
        ("e b -c", And((Or((E, B)), Not(C)))),
        ("e NOT c", And((E, Not(C)))),
        ("-c", Not(C)),
        ("-c -d", And((Not(C), Not(D)))),
        ("+e b c", And((E, Or((All(), B, C))))),
        ("+e +b", And((E, B))),
        ("+e +b c -d", And((E, B, Or((All(), C)), Not(D)))),
        ("b +(c d) e", And((Or((C, D)), Or((All(), B, E))))),
        ("+e AND b c", And((And((E, B)), Or((All(), C))))),
        ("title:(e b) c", Or((Word("e", "title"), Word("b", "title"), C))),
        ("title:(+e b)", And((Word("e", "title"), Or((All(), Word("b", "title")))))),
        ("e^2 b", Or((Boosted(E, 2), B))),
        ("the troops in russia", Or((Word("troops"), Word("russia")))),
        ("the OR troops", Or((Word("the"), Word("troops")))),
        ("the in", Or((Word("the"), Word("in")))),
        ("+the troops", Word("troops")),
    ],
)
def test_words_are_alternatives_where_that_is_asked_for(text: str, node: Node) -> None:
    assert parse_query(text, operator=Operator.OR) == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("b source:c published:2024-10", And((B, Word("c", "source"), OCTOBER))),
        ("b c source:=d", And((Or((B, C)), Word("d", "source", True)))),
        ("b title:c -d", And((Or((B, Word("c", "title"))), Not(D)))),
        ("+b c agency:*^2", And((B, Or((All(), C)), Boosted(Wildcard("*", "agency"), 2)))),
        ("b (source:c OR published:2024-10)", And((B, Or((Word("c", "source"), OCTOBER))))),
        ("b (source:c OR d)", Or((B, Word("c", "source"), D))),
        ("b c", Or((B, C))),
    ],
)
def test_a_relaxed_query_still_narrows_by_dates_and_names(text: str, node: Node) -> None:
    found = parse_query(text, operator=Operator.OR, relaxed=True)
    expected = {*node.children} if isinstance(node, And) else node
    assert ({*found.children} if isinstance(found, And) else found) == expected


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
    ("text", "start", "end"),
    [
        ("published:>=2024-10", "2024-10-01", None),
        ("published:>2024-10", "2024-11-01", None),
        ("published:<2024-10", None, "2024-10-01"),
        ("published:<=2024-10", None, "2024-11-01"),
        ("published:[now-7d TO now]", "2024-10-16T15:04:05.000006", "2024-10-23T15:04:05.000007"),
        ("published:[now-7d/d TO now/d}", "2024-10-16", "2024-10-23"),
        ("published:{now-1M/M TO *]", "2024-10-01", None),
        ("published:>=now-1w", "2024-10-16T15:04:05.000006", None),
        ("published:<=now/d", None, "2024-10-24"),
        ("published:>now/d", "2024-10-24", None),
        ("published:today", "2024-10-23", "2024-10-24"),
        ("published:Yesterday", "2024-10-22", "2024-10-23"),
        ("published:now/w", "2024-10-21", "2024-10-28"),
    ],
)
def test_dates_are_compared_and_counted_from_now(
    text: str, start: str | None, end: str | None
) -> None:
    now = datetime(2024, 10, 23, 15, 4, 5, 6, tzinfo=UTC)
    instants = [at and datetime.fromisoformat(at).replace(tzinfo=UTC) for at in (start, end)]
    assert parse_query(text, now=now) == Published(*instants)  # type: ignore[arg-type]


def test_without_a_now_the_clock_says_it() -> None:
    before = datetime.now(UTC)
    node = parse_query("published:>=now-1d")
    assert isinstance(node, Published)
    assert node.start is not None
    assert before <= node.start + timedelta(days=1) <= datetime.now(UTC)


def test_ranges_and_comparisons_go_in_parentheses() -> None:
    alone = parse_query("published:2024-10")
    assert parse_query("published:([2024-10 TO 2024-10] OR 2024-10)") == Or((alone, alone))
    october = datetime(2024, 10, 1, tzinfo=UTC)
    assert parse_query("published:(>=2024-10 -<2024-10)") == And(
        (Published(october), Not(Published(None, october)))
    )


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("published:tomorrow", "tomorrow"),
        ("published:now-7d", "now-7d"),
        ("published:now-7x", "now-7x"),
        ("published:nowhere", "nowhere"),
        ("published:now-9999y", "now-9999y"),
        ("published:>=now+999999999w", "now+999999999w"),
        ("published:>", ">"),
        ("published:>soon", "soon"),
        ("published:>9999", ">9999"),
        ("published:[now TO now-7d]", "[now TO now-7d]"),
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
