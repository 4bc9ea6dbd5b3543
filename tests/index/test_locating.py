"""Looking for anchors finds what analysing the whole text finds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Token, fold, prefix_terms, stem, tokenize
from index.fields import FIELDS, Analyzer
from index.locating import prefix_anchors, term_anchors
from index.matches import Clauses, Match, clauses_in, find_matches
from index.query import And, Node, Or, Phrase, Prefix, Word

SEEDS = Path(__file__).parents[2] / "seeds"

WORDS = [
    *("troops", "Troop", "TROOPS’", "Korea's", "korean", "North-Korean", "deployed", "deployment"),
    *("U.N.", "un", "NATO", "N.A.T.O.", "13,000", "13000", "2.5", "½", "exclude204,000"),
    *("café", "cafe\u0301", "cafes", "İstanbul", "ﬁne", "fine", "서울"),
    *("dying", "die", "happy", "happiness", "hoping", "hope", "skies", "sky"),
    *("The", "the", "of", "o’clock", "won’t", "won't"),
]
texts = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from([" ", " ", " ", "\n", "\t", "-", "“", ".", ", ", "\u00a0", "—"]),
        st.text(max_size=3),
    ),
    max_size=60,
).map("".join)
words = st.sampled_from([word for word in WORDS if word != "½"])
leaves = st.one_of(
    st.builds(Word, words),
    st.builds(Prefix, words.map(lambda word: fold(word)[:4].strip("'.")).filter(str.isalnum)),
    st.builds(
        Phrase,
        st.lists(words, min_size=1, max_size=3).map(" ".join),
        st.none(),
        st.integers(0, 3),
    ),
)
queries = st.lists(leaves, min_size=1, max_size=4).flatmap(
    lambda nodes: st.sampled_from([And(tuple(nodes)), Or(tuple(nodes))])
)


def every_match(text: str, clauses: Clauses) -> list[Match]:
    """The same by brute force, on all tokens."""
    tokens = tokenize(text, Analyzer.TEXT)
    found: list[Match] = []
    for token in tokens:
        numbers = [clauses.words[token.term]] if token.term in clauses.words else []
        numbers += [number for number, prefix in clauses.prefixes if prefix.matches(token.term)]
        found += [Match(token.start, token.end, number) for number in numbers[:1]]
    for number, phrase, slop in clauses.phrases:
        for first in range(len(tokens)):
            places = earliest(tokens, first, phrase, slop)
            spans = [(tokens[place].start, tokens[place].end) for place in places]
            if spans and not slop:
                spans = [(spans[0][0], spans[-1][1])]
            found += [Match(*span, number, len(phrase)) for span in spans]
    return sorted(found, key=lambda match: (match.start, match.end))


def earliest(tokens: list[Token], first: int, phrase: tuple[str, ...], slop: int) -> list[int]:
    """The places of the phrase that begins at token `first`, none if it does not."""
    places = [first] if tokens[first].term == phrase[0] else []
    for term in phrase[1:] if places else ():
        after = range(places[-1] + 1, min(len(tokens), first + len(phrase) + slop))
        place = next((place for place in after if tokens[place].term == term), None)
        if place is None:
            return []
        places.append(place)
    return places


@given(texts, queries)
def test_anchors_find_what_the_whole_analysis_finds(text: str, query: Node) -> None:
    clauses = clauses_in(query, "body")
    found = find_matches(text, clauses, FIELDS["body"].analyzer)
    assert sorted(found, key=repr) == sorted(every_match(text, clauses), key=repr)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_each_word_of_the_seeds_begins_with_an_anchor_of_its_term(path: Path) -> None:
    words = {text for text in path.read_text().replace("-", " ").split() if text.isalpha()}
    assert len(words) > 100
    for word in filter(str.isascii, words):
        term = stem(fold(word))
        assert word.lower().startswith(term_anchors(term)), word
        prefix = prefix_terms(word[:5], Analyzer.TEXT)
        assert word.lower().startswith(prefix_anchors(prefix)), word
