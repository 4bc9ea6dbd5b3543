"""Articles in languages that have few function words, or none in the parser's lists."""

import pytest

from archive import UnreadableInput, parse_text

MENU = "Menu\n* A\n* B"
FOOTER = "* C\n* D"
SENTENCES = {
    "Finnish": "Kaupunginvaltuusto päätti tiistaina sulkea sataman vanhan sillan raskailta "
    "kuorma-autoilta ensi keväästä alkaen kunnostustöiden vuoksi {}.",
    "Hebrew": "מועצת העיר החליטה ביום שלישי לסגור את הגשר הישן בנמל למשאיות החל מהאביב הקרוב {}.",
    "Turkish": "Belediye meclisi salı günü limandaki eski köprünün gelecek ilkbahardan itibaren "
    "kamyonlara kapatılmasına karar verdi {}.",
    "Arabic": "قرر مجلس المدينة يوم الثلاثاء إغلاق الجسر القديم في الميناء أمام الشاحنات ابتداء "
    "من الربيع المقبل {}.",
    "Greek": "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κλείσει την παλιά γέφυρα του λιμανιού "
    "για τα φορτηγά {}.",
    "Swahili": "Baraza la jiji liliamua Jumanne kufunga daraja la zamani la bandari kwa malori "
    "kuanzia majira ya kuchipua {}.",
}


def body_of(text: str) -> str:
    """The article's body, empty where there is no article."""
    try:
        return parse_text(text).body
    except UnreadableInput:
        return ""


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_an_article_of_whole_sentences_is_found_in_any_language(sentence: str) -> None:
    paragraphs = "\n\n".join(sentence.format(number) for number in range(1, 5))

    assert parse_text(f"{MENU}\n\n{paragraphs}\n\n{FOOTER}").body == paragraphs


@pytest.mark.parametrize(
    "line",
    ["a", "aB1", "ab,cd;ef-", "(", "1/2/", "10:30:", "🙂a", "a|b|", "* a\n", "word\n", "\r"],
)
def test_a_megabyte_of_what_is_no_sentence_is_read_or_refused(line: str) -> None:
    # The test's time limit is what a pattern that backtracks would exceed.
    text = line * (100_000 if "\n" in line else 1_000_000 // len(line))

    assert body_of(text) in text  # nothing, or one endless word or sentence as it is
