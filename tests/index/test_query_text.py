from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import (
    FIELDS,
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
    format_node,
    parse_query,
    terms,
    tokenize,
)
from index.fields import Analyzer
from index.query import Boosted, Fuzzy, Operator, Synonyms, Wildcard

TEXT_FIELDS = [name for name, field in FIELDS.items() if field.analyzer is not Analyzer.DATE]
CHARACTERS = "abcANDORNOT \"“”()\\*?~^=!+-[]{}:&|.,'’ée\u0301서😀\n\u00a01290"


def _is_word(text: str) -> bool:
    words = tokenize(text, Analyzer.NAME)
    return len(words) == 1 and (words[0].start, words[0].end) == (0, len(text))


def _is_wildcard(text: str) -> bool:
    """Neither a prefix nor without a letter, and a word whatever its wildcards stand for."""
    return (
        "**" not in text
        and any(map(str.isalnum, text))
        and ("*" in text[:-1] or "?" in text)
        and _is_word(text.replace("*", "a").replace("?", "a"))
    )


fields = st.one_of(st.none(), st.sampled_from(TEXT_FIELDS))
texts = st.one_of(
    st.sampled_from(["Seoul", "won't", "12:30", "title:", "AND", "https://a.org/?b", "a&&b"]),
    st.text(alphabet=CHARACTERS, min_size=1, max_size=8),
    st.text(min_size=1, max_size=8),
).filter(lambda text: bool(terms(text, Analyzer.NAME)))
instants = st.one_of(
    st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.dates().map(lambda day: datetime(day.year, day.month, day.day, tzinfo=UTC)),
    st.integers(1, 9999).map(lambda year: datetime(year, 1, 1, tzinfo=UTC)),
)
spans = st.tuples(st.none() | instants, st.none() | instants).filter(
    lambda span: span[0] is None or span[1] is None or span[0] < span[1]
)
wildcards = st.text(alphabet="*?ab1'é서", min_size=2, max_size=6).filter(_is_wildcard)
leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, texts, fields, st.booleans()),
    st.builds(Phrase, texts, fields, st.integers(0, 10_000), st.booleans()),
    st.builds(Prefix, texts.filter(_is_word), fields),
    st.builds(Wildcard, wildcards, fields),
    st.sampled_from(TEXT_FIELDS).map(lambda field: Wildcard("*", field)),
    st.builds(Fuzzy, texts.filter(_is_word), fields, st.sampled_from([1, 2])),
    spans.map(lambda span: Published(*span)),
)
nodes: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda children: st.one_of(
        st.lists(children, min_size=2, max_size=4).map(lambda parts: And(tuple(parts))),
        st.lists(children, min_size=2, max_size=4).map(lambda parts: Or(tuple(parts))),
        children.map(Not),
        st.builds(Boosted, children, st.floats(0, 1000).map(abs)),
        st.just(All()).map(Not),
        children.map(lambda child: Or((All(), child))),
    ),
    max_leaves=8,
)


@given(nodes)
def test_a_query_written_out_is_read_back_as_itself(node: Node) -> None:
    assert parse_query(format_node(node)) == node


@given(st.text(alphabet=CHARACTERS + "    ", max_size=25), st.sampled_from(Operator), st.booleans())
def test_what_was_understood_is_written_in_one_way(
    text: str, operator: Operator, exact: bool
) -> None:
    try:
        node = parse_query(text, operator=operator, exact=exact)
    except QuerySyntaxError:
        return
    written = format_node(node)
    assert parse_query(written) == node
    assert format_node(parse_query(written)) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("", ""),
        ("  north   korean AND troops ", "north korean troops"),
        ("“won’t sit idle”", '"won’t sit idle"'),
        ("a OR (b AND NOT c)", "a OR b -c"),
        ("(a OR b) +c", "(a OR b) c"),
        ("TITLE:(a b)", "title:a title:b"),
        ("+=a  title:(b~ c^2.0)", "=a (title:b~1 title:c^2)"),
        ("tr**ps a?b (troop?)", "tr*ps a?b (troop?)"),
        ("* -title:*", "* -title:*"),
        ("(-a)^2 (a b)^0.5 -(a)^3", "(-a)^2 (a b)^0.5 -a^3"),
        ("12:30 U.S. why?", r"12:30 U.S. why\?"),
        ("Seoul: talks", "Seoul: talks"),
        (r"\AND", r"\AND"),
        ("published:[2024 TO 2024]", "published:2024"),
        ("published:[2024-10-01 TO 2024-10-31]", "published:2024-10"),
        ("published:[2024-10-21 TO 2024-11]", "published:[2024-10-21 TO 2024-11-30]"),
        ("published:[2024-10-21 TO 2024-11}", "published:[2024-10-21 TO 2024-10-31]"),
        ("published:{2024-10-21T09:00:00+09:00 TO *]", "published:[2024-10-21T00:00:01Z TO *]"),
        ("published:[* TO *]", "published:[* TO *]"),
    ],
)
def test_the_text_shown_is_what_was_understood(typed: str, written: str) -> None:
    assert format_node(parse_query(typed)) == written


def test_everything_has_no_text_alone_and_a_star_inside() -> None:
    assert format_node(All()) == ""
    assert format_node(Not(All())) == "-*"


def test_what_adds_to_the_score_only_is_an_alternative_to_everything() -> None:
    node = parse_query("+e b -c", operator=Operator.OR)
    assert format_node(node) == "e (* OR b) -c"


def test_synonyms_are_shown_as_alternatives() -> None:
    synonyms = Synonyms((Word("DPRK"), Phrase("North Korea")))
    assert format_node(And((synonyms, Word("troops")))) == '(DPRK OR "North Korea") troops'
    assert format_node(Not(synonyms)) == '-(DPRK OR "North Korea")'
