"""What query texts mean."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import All, And, Node, Not, Or, Phrase, Prefix, Published, Word, parse_query, terms
from index.fields import Analyzer
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
