"""Clean lines out of any text, and lines joined into what the page showed as one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.blocks import join_lines
from archive.parsing.lines import clean_text, split_lines


def blocks(text: str, language: str | None = "en") -> list[str]:
    return [block.text for block in join_lines(split_lines(clean_text(text)), language)]


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("one\u00a0two\tthree", "one two three"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("zero\u200bwidth, soft\u00adhyphen, \ufeffmark", "zerowidth, softhyphen, mark"),
        ("cafe\u0301", "café"),
        ("broken \ufffd stays", "broken \ufffd stays"),
        ("half \ud800 a pair", "half \ufffd a pair"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_text_is_cleaned_without_changing_its_words(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


@given(st.text(max_size=200))
def test_clean_text_is_nfc_without_control_characters_and_stays_as_it_is(text: str) -> None:
    clean = clean_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in clean if char != "\n")
    assert clean_text(clean) == clean


def test_a_million_accents_on_one_letter_do_not_hang() -> None:
    # unicodedata.normalize alone would take hours: its time is quadratic in a run of marks.
    assert len(clean_text("a" + "\u0316\u0300" * 500_000)) > 900_000


def test_a_bullet_is_no_word() -> None:
    lines = split_lines("* Home\n+ News\n*\n- Not a bullet\n\nText")
    assert [(line.text, line.bullet) for line in lines] == [
        ("Home", True),
        ("News", True),
        ("- Not a bullet", False),
        ("Text", False),
    ]


def test_a_paragraph_broken_by_a_link_is_one_again() -> None:
    assert blocks(
        "He told the\nHarbour Gazette\n, a weekly, that\nnothing had been decided\nyet."
    ) == ["He told the Harbour Gazette, a weekly, that nothing had been decided yet."]


def test_a_capital_that_was_dropped_is_joined_to_its_word() -> None:
    assert blocks("W\nhen the ferry left, nobody waved.") == ["When the ferry left, nobody waved."]


def test_paragraphs_without_blank_lines_stay_apart() -> None:
    text = "The ferry left at nine.\nNobody waved.\nWhere it went\nThe captain did not say."
    assert blocks(text) == text.split("\n")


def test_menus_stay_apart_even_in_lower_case() -> None:
    assert blocks("home\nnews\nsport\nabout us") == ["home", "news", "sport", "about us"]
    assert blocks("* one\n* two") == ["one", "two"]


def test_text_wrapped_at_a_column_is_unwrapped() -> None:
    wrapped = "\n".join(
        [
            "The ferry line that has joined the islands with the mainland for",
            "ninety years will close in the autumn. Its owner said on Friday that",
            "People on the islands had been told, which they deny. About four",
            "hundred of them live there, and most learnt of the decision from the",
            "Radio. The nearest bridge is an hour away by boat, and in winter the",
            "boat does not go. The ministry of transport said that it was looking",
            "for another company, but that none had made an offer so far, and that",
            "Talks would go on.",
        ]
    )
    assert len(blocks(wrapped)) == 1


def test_broken_lines_of_a_script_without_spaces_are_joined_without_one() -> None:
    assert blocks("政府は月曜日に新しい船を\n買うと発表した。", None)[0].startswith(
        "政府は月曜日に"
    )


def test_a_byline_whose_name_was_a_link_is_one_line() -> None:
    assert blocks("By\n\nJane Doe\n\nMonday") == ["By Jane Doe", "Monday"]
