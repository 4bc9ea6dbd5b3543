import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import (
    MAX_TERM_LENGTH,
    STOP_WORDS,
    Token,
    WordPattern,
    analyse,
    fold,
    fuzzy_pattern,
    is_stop_word,
    piece_forms,
    piece_spans,
    piece_terms,
    prefix_pattern,
    spelling,
    terms,
    tokenize,
    wildcard_pattern,
)
from index.analysis.edits import within
from index.fields import Analyzer

TEXT, NAME = Analyzer.TEXT, Analyzer.NAME
SEEDS = Path(__file__).parents[2] / "seeds"

# Letters, joiners, marks and spaces of several scripts: what a text is made of, and then anything.
PIECES = (
    "Korea's|U.N.|13,000|2.5|café|cafe\u0301|North-Korean|서울|한국의|हिन्दी|שָׁלוֹם|İstanbul|ﬁne|½|㎞²"
    "|o’clock|\u00ad|'|.|,| |\n|—"
)
pieces = st.sampled_from(PIECES.split("|"))
any_text = st.lists(st.one_of(pieces, st.text(max_size=5)), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("weapons, weapon; WEAPON!", ["weapon", "weapon", "weapon"]),
        ("North-Korean", ["north", "korean"]),
        ("U.N. U.N UN", ["un", "un", "un"]),
        ("the U.S.'s U.S.-led", ["the", "us", "us", "led"]),
        ("13,000 13000 1,234,567.89 2.5", ["13000", "13000", "1234567.89", "2.5"]),
        ("Oct 21,2024", ["oct", "21", "2024"]),
        ("Korea's Korea’s Korea＇s", ["korea", "korea", "korea"]),
        ("news's", ["news"]),
        ("won't ‘sit idle’", ["won't", "sit", "idl"]),
        ("café CAFÉ cafe\u0301 cafe", ["cafe"] * 4),
        ("Łódź Straße ﬁne", ["lodz", "strass", "fine"]),
        ("sol\u00addiers", ["soldier"]),
        ("a_b", ["a", "b"]),
        ("– & … 😀", []),
    ],
)
def test_words_become_terms(text: str, expected: list[str]) -> None:
    assert terms(text, TEXT) == expected


def test_a_name_is_folded_and_not_stemmed() -> None:
    assert terms("Hindustan Times, Agence France-Presse", NAME) == [
        "hindustan", "times", "agence", "france", "presse",
    ]  # fmt: skip


def test_a_date_has_no_terms() -> None:
    assert terms("2024-10-21", Analyzer.DATE) == []
    assert analyse("2024-10-21", Analyzer.DATE) == []
    assert tokenize("2024-10-21", Analyzer.DATE) == []


def test_offsets_are_those_of_the_text_as_it_came() -> None:
    text = "The cafe\u0301's U.N. troops"
    assert tokenize(text, TEXT) == [
        Token("the", 0, 3),
        Token("cafe", 4, 11),
        Token("un", 12, 16),
        Token("troop", 17, 23),
    ]


def test_vowel_signs_of_indic_scripts_tell_words_apart() -> None:
    assert terms("की", NAME) != terms("कि", NAME)
    assert terms("शांति", NAME) == ["शांति"]


def test_an_endless_word_is_cut_to_the_longest_term() -> None:
    assert terms("x" * 5000, TEXT) == ["x" * MAX_TERM_LENGTH]


def test_stop_words_are_terms_like_any_other() -> None:
    assert terms("to be or not to be", TEXT) == ["to", "be", "or", "not", "to", "be"]


def test_us_is_no_stop_word_and_neither_is_an_acronym_in_capitals() -> None:
    assert is_stop_word("the")
    assert is_stop_word("The")
    assert is_stop_word("don’t")
    assert not any(map(is_stop_word, ["us", "US", "U.S.", "WHO", "IT", "will", "troops"]))
    assert all(word == fold(word) for word in STOP_WORDS)


def test_many_threads_get_the_same_terms() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    variants = [f"{text} {number}ing" for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda variant: terms(variant, TEXT), variants))
    assert found == [terms(variant, TEXT) for variant in variants]


@given(any_text)
def test_terms_are_those_of_the_tokens(text: str) -> None:
    for analyzer in (TEXT, NAME):
        tokens = tokenize(text, analyzer)
        assert terms(text, analyzer) == [token.term for token in tokens]
        assert [term for term, _ in analyse(text, analyzer)] == [token.term for token in tokens]
        found, place = [], 0
        for piece in text.replace("\n", " ").split(" "):
            spans = piece_spans(piece, analyzer)
            for term, (start, end) in zip(piece_terms(piece, analyzer), spans, strict=True):
                found.append(Token(term, place + start, place + end))
            place += len(piece) + 1
        assert found == tokens


@given(any_text)
def test_tokens_follow_each_other_inside_the_text(text: str) -> None:
    start = -1
    for token in tokenize(text, TEXT):
        assert start < token.start < token.end <= len(text)  # bigrams overlap
        assert 0 < len(token.term) <= MAX_TERM_LENGTH
        assert not re.search(r"\s", token.term)
        start = token.start


@given(st.text(alphabet="aZ9_.,;:!?'\"()[]-“”‘’–—…é", max_size=8))
def test_punctuation_around_a_word_is_no_part_of_it(piece: str) -> None:
    words = [piece[start:end] for start, end in piece_spans(piece)]
    assert analyse(piece, NAME) == [(fold(word), spelling(word)) for word in words]


# Marks of scripts beyond the Basic Multilingual Plane (historic, mostly) end a word.
@given(
    st.text(alphabet=st.characters(categories=["L", "Mn", "Nd"], max_codepoint=0xFFFF), max_size=8)
)
def test_every_normal_form_of_a_word_is_the_same(word: str) -> None:
    # A mark at the beginning would combine with whatever stands before it.
    text = "a" + word
    expected = terms(text, NAME)
    for form in ("NFC", "NFD"):
        assert terms(unicodedata.normalize(form, text), NAME) == expected


@given(any_text)
def test_a_folded_word_folds_to_itself(text: str) -> None:
    for term in terms(text, NAME):
        assert fold(term) == term


@given(any_text)
def test_a_spelling_folds_as_its_word_does(text: str) -> None:
    for analyzer in (TEXT, NAME):
        for form in (form for piece in text.split() for form in piece_forms(piece, analyzer)):
            assert fold(form.spelling) == form.folded
            assert spelling(form.spelling) == form.spelling
            assert not re.search(r"[\s\x1f]", form.spelling + form.folded)


def test_a_spelling_is_free_of_typography_and_keeps_accents() -> None:
    written = "RÉSUMÉ re\u0301sumé Straße U.N. 13,000 O’Neil ﬁne İstanbul מַיִם"
    assert [spelling(word) for word in written.split()] == [
        *("résumé", "résumé", "strasse", "un", "13000", "o'neil", "fine", "istanbul", "מַיִם"),
    ]


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        (prefix_pattern("Korea"), "korea korean korea's", "kore akorea"),
        (wildcard_pattern("w?ap*s"), "weapons weaps", "weapon waps"),
        (wildcard_pattern("*é*"), "cafe e resume", "caf"),
        (wildcard_pattern("a**b"), "ab axxb", "abc"),
        (wildcard_pattern("2.5*"), "2.5 2.55", "245"),
        (fuzzy_pattern("Troops", 1), "troops tropos troop troopsy droops", "trop stoop"),
        (fuzzy_pattern("ab", 2), "ba a b abcd", "abcde"),
    ],
)
def test_a_pattern_stands_for_folded_words(
    pattern: WordPattern, matching: str, others: str
) -> None:
    assert all(map(pattern.matches, matching.split()))
    assert not any(map(pattern.matches, others.split()))
    assert all(word.startswith(pattern.beginning) for word in matching.split())


@given(st.text("ab?*", max_size=8), st.text("ab", max_size=8))
def test_wildcards_are_those_of_the_shell(wildcard: str, word: str) -> None:
    assert wildcard_pattern(wildcard).matches(word) == fnmatchcase(word, wildcard)


def test_many_stars_take_no_longer_than_few() -> None:
    pattern = wildcard_pattern("*a" * 60 + "*b")
    assert not pattern.matches("a" * MAX_TERM_LENGTH)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(0, 3))
def test_edits_are_counted_as_the_definition_says(first: str, second: str, distance: int) -> None:
    assert within(first, second, distance) == (edits(first, second) <= distance)


def edits(first: str, second: str) -> int:
    """Optimal string alignment by its recursive definition."""
    if not first or not second:
        return len(first) + len(second)
    least = min(
        edits(first[:-1], second) + 1,
        edits(first, second[:-1]) + 1,
        edits(first[:-1], second[:-1]) + (first[-1] != second[-1]),
    )
    if first[-2:] == second[-2:][::-1] and len(first) > 1:
        least = min(least, edits(first[:-2], second[:-2]) + 1)
    return least
