"""Looking for anchors finds what analysing the whole text finds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import first_character, fold, spelling, stem, tokenize
from index.field_clauses import Clauses, PhraseClause, clauses_in
from index.fields import Analyzer
from index.locating import beginning_anchors, term_anchors
from index.matches import Match, find_matches
from index.query import (
    And,
    Boosted,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Synonyms,
    Wildcard,
    Word,
)

SEEDS = Path(__file__).parents[2] / "seeds"

WORDS = [
    *("troops", "Troop", "TROOPS’", "Korea's", "korean", "North-Korean", "deployed", "deployment"),
    *("U.N.", "un", "NATO", "N.A.T.O.", "13,000", "13000", "2.5", "½", "exclude204,000"),
    *("café", "cafe\u0301", "cafes", "İstanbul", "ﬁne", "fine", "서울", "서울은", "北朝鮮軍", "軍"),
    *("dying", "die", "happy", "happiness", "hoping", "hope", "skies", "sky", "iPhone発売", "K팝"),
    *("The", "the", "of", "o’clock", "won’t", "won't", "Krieg", "Kriege", "größer", "securite"),
    *("sécurité", "arrivée", "arrivé", "военный", "военного", "น้ำมัน", "น้ำ", "ｶﾞｽ", "ガス"),
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
beginnings = words.map(lambda word: fold(word)[:4].strip("'.")).filter(str.isalnum)
leaves = st.one_of(
    st.builds(Word, words, exact=st.booleans()),
    st.builds(Prefix, beginnings),
    st.builds(Wildcard, st.tuples(beginnings, st.sampled_from(["?", "*s", "*"])).map("".join)),
    st.builds(Wildcard, beginnings.map(lambda word: f"*{word[1:]}")),
    st.builds(Fuzzy, beginnings, distance=st.integers(1, 2)),
    st.builds(
        Phrase,
        st.lists(words, min_size=1, max_size=3).map(" ".join),
        st.none(),
        st.integers(0, 3),
        st.booleans(),
    ),
)
groups = st.lists(leaves, min_size=1, max_size=4).flatmap(
    lambda nodes: st.sampled_from(
        [And(tuple(nodes)), Or(tuple(nodes)), Synonyms(tuple(nodes)), Boosted(nodes[0], 2.0)]
    )
)
languages = st.sampled_from([None, None, "en", "de", "fr-CA", "ru", "id", "ko"])


def read(text: str, analyzer: Analyzer, language: str | None) -> list[tuple[str, str, int, int]]:
    """Each word's term, spelling, start and end."""
    return [
        (token.term, spelling(text[token.start : token.end]), token.start, token.end)
        for token in tokenize(text, analyzer, language)
    ]


def every_match(text: str, clauses: Clauses, language: str | None) -> list[Match]:
    """The same by brute force, on all words."""
    tokens = read(text, Analyzer.TEXT, language)
    found: list[Match] = []
    for term, spelt, start, end in tokens:
        numbers = [clauses.words.get(term), clauses.folded.get(fold(spelt))]
        numbers += [clauses.spellings.get(spelt)]
        known = [(number, end) for number in numbers if number is not None]
        for number, pattern in clauses.patterns:
            if pattern.matches(fold(spelt)):
                one = pattern.kind == "character"
                known.append((number, start + first_character(text[start:end]) if one else end))
        found += [Match(start, last, number) for number, last in known[:1]]
    for phrase in clauses.phrases:
        for first in range(len(tokens)):
            found += phrase_at(text, tokens[first:], phrase)
    return sorted(found)


def phrase_at(
    text: str, tokens: list[tuple[str, str, int, int]], phrase: PhraseClause
) -> list[Match]:
    """The phrase that begins with the first of the words, if it does: earliest words first."""
    key = 0 if phrase.spellings is None else 1
    wanted = phrase.terms if phrase.spellings is None else phrase.spellings
    if tokens[0][key] != wanted[0]:
        return []
    places = [0]
    for number, term in enumerate(wanted[1:], start=2):
        open_end = phrase.open_end and number == len(wanted)
        after = range(places[-1] + 1, min(len(tokens), len(wanted) + phrase.slop))
        place = next(
            (
                place
                for place in after
                if tokens[place][key] == term or (open_end and tokens[place][key].startswith(term))
            ),
            None,
        )
        if place is None:
            return []
        places.append(place)
    spans = [tokens[place][2:] for place in places]
    if phrase.open_end:
        start, end = spans[-1]
        spans[-1] = (start, start + first_character(text[start:end]))
    runs = [spans[0]]
    for before, place, span in zip(places, places[1:], spans[1:], strict=False):
        if place == before + 1:
            runs[-1] = (runs[-1][0], span[1])
        else:
            runs.append(span)
    return [Match(*run, phrase.number, len(wanted)) for run in runs]


@given(texts, groups, languages)
def test_anchors_find_what_the_whole_analysis_finds(
    text: str, query: Node, language: str | None
) -> None:
    clauses = clauses_in(query, "body", language)
    found = find_matches(text, clauses, Analyzer.TEXT)
    assert sorted(found) == every_match(text, clauses, language)


@given(texts, groups)
def test_what_is_negated_is_never_marked(text: str, query: Node) -> None:
    clauses = clauses_in(Not(query), "body")
    assert not clauses
    assert find_matches(text, clauses, Analyzer.TEXT) == []


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_each_word_of_the_seeds_begins_with_an_anchor_of_its_term(path: Path) -> None:
    words = {text for text in path.read_text().replace("-", " ").split() if text.isalpha()}
    assert len(words) > 100
    for word in filter(str.isascii, words):
        term = stem(fold(word))
        assert word.lower().startswith(term_anchors(term)), word
        assert word.lower().startswith(beginning_anchors(fold(word)[:5])), word


def marked(query: Node, text: str, language: str | None = None, field: str = "body") -> list[str]:
    """What of the text matches."""
    clauses = clauses_in(query, field, language)
    return [text[match.start : match.end] for match in find_matches(text, clauses, Analyzer.TEXT)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        (Word("troops"), "a troop of TROOPS", ["troop", "TROOPS"]),
        (Word("troops", exact=True), "a troop of TROOPS", ["TROOPS"]),
        (Word("resume"), "résumé resume resumes", ["résumé", "resume", "resumes"]),
        (Word("resume", exact=True), "résumé resume resumes", ["resume"]),
        (Word("Résumé", exact=True), "RÉSUMÉ resume re\u0301sumé", ["RÉSUMÉ", "re\u0301sumé"]),
        (Phrase("north troops", exact=True), "north troop, North troops", ["North troops"]),
        (Phrase("north troops", slop=1), "north korean troops", ["north", "troops"]),
        (Phrase("north troops", slop=1), "north troops", ["north troops"]),
        (Phrase("a b c d", slop=2), "a b, x c d; a y y b-c d", ["a b", "c d", "a", "b-c d"]),
        (Phrase("north korean troops"), "North-Korean troop's", ["North-Korean troop's"]),
        (Prefix("troop"), "trooper troop atroop", ["trooper", "troop"]),
        (Prefix("weapons"), "weapon weapons", ["weapons"]),
        (Prefix("caf"), "Café", ["Café"]),
        (Wildcard("tr*p?"), "troop troops trap tramps", ["troops", "tramps"]),
        (Wildcard("*korea*"), "North-Korean South/Korea", ["Korean", "Korea"]),
        (Wildcard("*"), "any word", []),
        (Fuzzy("troops"), "tropos troop stoops troupe", ["tropos", "troop"]),
        (Boosted(Word("troops"), 3), "a troop", ["troop"]),
        (Synonyms((Word("dprk"), Phrase("to run"))), "DPRK to run", ["DPRK", "to run"]),
        (And((Word("north"), Not(Word("south")))), "north and south", ["north"]),
        (And((Word("the"), Word("army"))), "the army", ["army"]),
        (And((Word("the", exact=True), Word("army"))), "the army", ["the", "army"]),
    ],
)  # fmt: skip
def test_only_what_matched_is_marked(query: Node, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


def test_synonyms_are_one_clause() -> None:
    query = Or((Word("army"), Synonyms((Word("dprk"), Phrase("north korea"))), Word("south")))
    clauses = clauses_in(query, "body")
    found = find_matches("DPRK north korea south army", clauses, Analyzer.TEXT)
    assert [match.clause for match in found] == [1, 1, 2, 0]


def test_a_text_without_spaces_is_searched_as_any() -> None:
    # Thousands of words in one piece, and in one phrase thousands of beginnings.
    assert len(marked(Word("东京"), "东京，" * 20_000)) == 20_000
    assert marked(Phrase("the nowhere", slop=10_000), "the other " * 20_000) == []
    assert len(marked(Phrase("a b " * 400), "a b " * 10_000)) == 10_000 - 399
    assert len(marked(Phrase("a b c", slop=9_000), "a " * 9_000 + "b c")) == 2 * 8_999 + 1
