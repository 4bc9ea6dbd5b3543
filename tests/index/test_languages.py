"""Languages: their stems, their letters, and the scripts that have no spaces."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import (
    LANGUAGES,
    TAG,
    analyse,
    fold,
    is_beginning,
    is_stop_word,
    language_of,
    query_spellings,
    query_terms,
    query_words,
    stop_words,
    terms,
    tokenize,
)
from index.field_clauses import clauses_in
from index.fields import Analyzer
from index.matches import find_matches
from index.query import And, Fuzzy, Node, Not, Phrase, Prefix, Wildcard, Word

TEXT, NAME = Analyzer.TEXT, Analyzer.NAME


def marked(query: Node, text: str, language: str | None = None) -> list[str]:
    """What of an article's text matches."""
    matches = find_matches(text, clauses_in(query, "body", language), TEXT)
    return [text[match.start : match.end] for match in matches]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("de", "Krieg Kriege Krieges"),
        ("de", "Häuser Haus Häusern"),
        ("fr", "arrivé arrivée arrivées arriver"),
        ("fr", "élection élections"),
        ("es", "elección elecciones"),
        ("pt", "informação informações"),
        ("it", "soldato soldati"),
        ("nl", "soldaat soldaten"),
        ("sv", "kriget krigen krig"),
        ("no", "soldatene soldater"),
        ("da", "krigen krig"),
        ("fi", "päivä päivän päivässä"),
        ("pl", "głos głosy głosów głosach"),
        ("cs", "válka války válkou"),
        ("hu", "háború háborúk háborúban"),
        ("ro", "soldat soldatul"),
        ("ru", "военный военного военные"),
        ("ru", "война войны войной"),
        ("tr", "savaş savaşı savaşlar"),
        ("el", "πόλεμος πολέμου πόλεμο"),
        ("ar", "كتاب الكتاب"),
        ("hi", "लड़का लड़के लड़कों"),
        ("id", "perang perangnya"),
    ],
)
def test_forms_of_a_word_are_one_term_in_its_language(language: str, forms: str) -> None:
    found = {term for form in forms.split() for term in terms(form, TEXT, language)}
    assert len(found) == 1, found
    assert found.pop().startswith(f"{language}{TAG}")


def test_a_language_is_known_by_its_primary_tag() -> None:
    tags = ["pt-BR", "PT", "zh_Hant", "nb", "nn-NO", "en-GB", "", None, "xx", "de"]
    assert [language_of(tag) for tag in tags] == [
        *("pt", "pt", None, "no", "no", None, None, None, None, "de"),
    ]
    assert all(language_of(language) == language for language in LANGUAGES)


def test_terms_of_two_languages_are_never_the_same() -> None:
    found = [terms("die", TEXT, language)[0] for language in (None, *LANGUAGES)]
    assert len(set(found)) == len(found)


def test_english_and_texts_of_no_known_language_are_stemmed_as_english() -> None:
    for language in (None, "en", "en-US", "ko", "uk", ""):
        assert terms("Weapons été", TEXT, language) == ["weapon", "ete"]


def test_numbers_are_the_same_in_every_language() -> None:
    for language in LANGUAGES:
        assert terms("2024 13,000 2.5", TEXT, language) == ["2024", "13000", "2.5"]


def test_names_have_no_language() -> None:
    for language in LANGUAGES:
        assert terms("Le Monde", NAME, language) == ["le", "monde"]


@given(st.text(max_size=20), st.sampled_from([None, *LANGUAGES]))
def test_a_query_has_as_many_words_in_every_language(text: str, language: str | None) -> None:
    for analyzer in (TEXT, NAME):
        words = query_words(text, analyzer, language)
        assert [spelt for _, spelt in words] == query_spellings(text, analyzer)
        assert [term for term, _ in words] == query_terms(text, analyzer, language)


@given(st.text(max_size=20), st.sampled_from([None, *LANGUAGES]))
def test_a_term_is_told_by_its_language_and_spelling(text: str, language: str | None) -> None:
    known: dict[str, str] = {}
    for variant in (text, text.upper(), unicodedata.normalize("NFD", text)):
        for term, spelt in analyse(variant, TEXT, language):
            assert known.setdefault(spelt, term) == term
            assert term
            assert term.rpartition(TAG)[0] in ("", language)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("resume", "un résumé", ["résumé"]),
        ("résumé", "un resume", ["resume"]),
        ("securite", "la sécurité", ["sécurité"]),
        ("informacao", "a informação", ["informação"]),
        ("Presidents", "le président", ["président"]),
    ],
)
@pytest.mark.parametrize("language", [None, "fr", "pt"])
def test_accents_do_not_matter_in_any_language(
    query: str, text: str, found: list[str], language: str | None
) -> None:
    if query == "Presidents":
        found = found if language != "pt" else []
    assert marked(Word(query), text, language) == found


def test_a_word_matches_in_the_language_of_the_article() -> None:
    assert marked(Word("Kriege"), "Krieg und Kriegen", "de-AT") == ["Krieg", "Kriegen"]
    assert marked(Word("Kriege"), "Krieg und Kriegen", "en") == ["Krieg"]
    assert marked(Phrase("kalter Krieg"), "des kalten Krieges", "de") == ["kalten Krieges"]
    assert marked(Word("Krieg", exact=True), "Krieg KRIEG Kriege", "de") == ["Krieg", "KRIEG"]
    assert marked(Prefix("kri"), "Krieg Kräfte", "de") == ["Krieg"]
    assert marked(Wildcard("kr*fte"), "Krieg Kräfte", "de") == ["Kräfte"]
    assert marked(Fuzzy("Krafte"), "Krieg Kräfte Kräften", "de") == ["Kräfte", "Kräften"]


@pytest.mark.parametrize(
    ("exact", "text", "found"),
    [
        ("resume", "résumé", False),
        ("Résumé", "RÉSUMÉ", True),
        ("résumé", "re\u0301sume\u0301", True),
        ("Straße", "STRASSE", True),
        ("strasse", "Straße", True),
        ("istanbul", "İstanbul", True),
        ("İSTANBUL", "istanbul", True),
        ("ısı", "isi", False),
        ("كتب", "كَتَبَ", False),
        ("كتب", "كتـــب", True),
        ("كَتَبَ", "كَتَبَ", True),
        ("שלום", "שָׁלוֹם", False),
        ("O'Neil", "O’Neil", True),
        ("can't", "cant", False),
        ("ﬁne", "fine", True),
        ("Ｃａｆé", "café", True),
        ("कि", "की", False),
        ("troops", "troop", False),
    ],
)
def test_exact_is_as_it_is_spelt_but_for_capitals_and_typography(
    exact: str, text: str, found: bool
) -> None:
    assert bool(marked(Word(exact, exact=True), text)) is found


@pytest.mark.parametrize(
    ("word", "text", "same"),
    [
        ("istanbul", "İSTANBUL", True),
        ("Iğdır", "IGDIR", True),
        ("strasse", "STRAẞE", True),
        ("كتب", "كَتَبَ", True),
        ("مرحبا", "مـــرحـبا", True),
        ("שלום", "שָׁלוֹם", True),
        ("कि", "की", False),
        ("কি", "কী", False),
        ("がき", "かき", False),
        ("น้ำ", "นำ", False),
    ],
)
def test_folding_takes_accents_and_points_away_and_no_letters(
    word: str, text: str, same: bool
) -> None:
    assert (fold(word) == fold(text)) is same


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("서울", "서울은 서울", ["서울", "서울"]),
        ("서울", unicodedata.normalize("NFD", "서울은"), [unicodedata.normalize("NFD", "서울")]),
        (unicodedata.normalize("NFD", "서울"), "서울은", ["서울"]),
        ("北朝鮮", "北朝鮮軍が", ["北朝鮮"]),
        ("北朝鮮", "北朝鮮、北朝 鮮", ["北朝鮮"]),
        ("朝鮮", "北朝鮮軍", ["朝鮮"]),
        ("軍", "北朝鮮軍と軍事 군", ["軍", "軍"]),
        ("iPhone発売", "新型iPhone発売へ", ["iPhone発売"]),
        ("发售iPhone", "发售iPhone了", ["发售iPhone"]),
        ("K팝", "K팝은 K-팝", ["K팝", "K-팝"]),
        ("2024年", "2024年10月、2024年度", ["2024年", "2024年"]),
        ("2024年10月", "２０２４年１０月", ["２０２４年１０月"]),
        ("ガス", "ｶﾞｽ会社 カス", ["ｶﾞｽ"]),
        ("ｶﾞｽ", "ガス会社", ["ガス"]),
        ("コーヒー", "ｺｰﾋｰ", ["ｺｰﾋｰ"]),
        ("ジョン・スミス", "ジョン・スミス氏", ["ジョン・スミス"]),
        ("ไทย", "ประเทศไทย", ["ไทย"]),
        ("น้ำ", "แม่น้ำ น้ํา", ["น้ำ", "น้ํา"]),
        ("ລາວ", "ປະເທດລາວ", ["ລາວ"]),
        ("ខ្មែរ", "ភាសាខ្មែរ", ["ខ្មែរ"]),
        ("မြန်မာ", "မြန်မာနိုင်ငံ", ["မြန်မာ"]),
        ("𠮷野", "𠮷野家", ["𠮷野"]),
        ("鮮北", "北朝鮮", []),
    ],
)
def test_a_part_of_a_run_without_spaces_is_found(query: str, text: str, found: list[str]) -> None:
    assert marked(Word(query), text) == found
    assert marked(Word(query), text, "de") == found
    assert marked(Word(query, exact=True), text) == found


def test_a_run_that_is_unlike_is_not_found() -> None:
    assert marked(Word("北朝鮮"), "北の朝鮮") == []
    assert marked(And((Word("軍"), Not(Word("北朝鮮")))), "北朝鮮軍") == ["軍"]


def test_runs_stand_in_a_phrase_as_words_do() -> None:
    assert marked(Phrase("北朝鮮 軍事"), "北朝鮮 軍事演習") == ["北朝鮮 軍事"]
    assert marked(Phrase("서울 정부"), "서울 정부는") == ["서울 정부"]


@pytest.mark.parametrize("kind", [Prefix, Fuzzy])
def test_the_beginning_of_a_run_is_found_as_any_part_is(kind: type[Prefix | Fuzzy]) -> None:
    assert marked(kind("北朝鮮"), "北朝鮮軍") == ["北朝鮮"]
    assert marked(kind("서"), "서울") == ["서"]


def test_runs_are_bigrams_and_a_last_character() -> None:
    assert terms("北朝鮮軍", TEXT) == ["北朝", "朝鮮", "鮮軍", "軍"]
    assert query_terms("北朝鮮軍", TEXT) == ["北朝", "朝鮮", "鮮軍"]
    assert terms("軍", TEXT) == query_terms("軍", TEXT) == ["軍"]
    assert [is_beginning(term) for term in ("軍", "鮮軍", "k", "각", "น้ํา")] == [
        *(True, False, False, True, True),
    ]
    assert [token[1:] for token in tokenize("a北朝鮮", TEXT)] == [(0, 1), (1, 3), (2, 4), (3, 4)]


def test_names_are_whole_words_in_any_script() -> None:
    assert terms("김철수 기자 朝日新聞", NAME) == ["김철수", "기자", "朝日新聞"]


characters = st.sampled_from([*"北朝鮮軍서울สวัสดีk2", "ガ", "ｶﾞ", "น้ำ", "각"])
runs = st.lists(characters, min_size=1, max_size=6).map("".join)


@given(runs, runs, runs)
def test_every_part_of_a_run_is_found(before: str, part: str, after: str) -> None:
    # Whole characters, as a reader sees them, and whole words of other scripts.
    boundaries = {0, len(before + part + after)}
    tokens = tokenize(before + part + after, TEXT)
    boundaries |= {token.start for token in tokens}
    start, end = len(before), len(before + part)
    if start in boundaries and (end in boundaries):
        found = marked(Word(part), before + part + after)
        assert part in found


@given(st.text("서울北ガパฺน้ำกABé ", max_size=12))
def test_every_normal_form_of_a_run_is_the_same(text: str) -> None:
    expected = terms(unicodedata.normalize("NFC", text), TEXT)
    assert terms(unicodedata.normalize("NFD", text), TEXT) == expected


def test_stop_words_are_known_by_language() -> None:
    assert {"the", "and"} <= stop_words()
    assert stop_words("en-GB") == stop_words("en") == stop_words(None)
    assert {"der", "und", "fur"} <= stop_words("de")
    assert "и" in stop_words("ru")
    assert stop_words("ko") == frozenset()
    assert all(word == fold(word) for language in LANGUAGES for word in stop_words(language))


def test_a_search_passes_over_english_stop_words_only() -> None:
    assert is_stop_word("the")
    assert not any(map(is_stop_word, ["der", "die", "son", "pour", "и"]))
    query = And((Word("die"), Word("Kriege")))
    assert marked(query, "die Kriege", "de") == ["die", "Kriege"]
