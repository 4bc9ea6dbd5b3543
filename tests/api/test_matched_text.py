"""A text in paragraphs with its matches: nothing of it is lost, and every match is found again."""

import re

from hypothesis import given
from hypothesis import strategies as st

from api.matched_text import Piece, matched_paragraphs
from index import Mark


def test_a_match_is_a_piece_of_its_paragraph() -> None:
    assert matched_paragraphs("one two\n\nthree", [Mark(4, 7), Mark(9, 14)], first=3) == (
        (Piece("one "), Piece("two", 3, True)),
        (Piece("three", 4, True),),
    )


def test_a_match_across_two_paragraphs_begins_once() -> None:
    assert matched_paragraphs("one two\n\nthree four", [Mark(4, 14)]) == (
        (Piece("one "), Piece("two", 1, True)),
        (Piece("three", 1, False), Piece(" four")),
    )


def test_a_paragraph_of_nothing_is_none() -> None:
    assert matched_paragraphs("") == ()
    assert matched_paragraphs("\n \n\t\n") == ()
    assert matched_paragraphs("\n\n one\nline \n  \n\ntwo\n\n") == (
        (Piece("one\nline "),),
        (Piece("two"),),
    )


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(st.sampled_from("ab \n"), max_size=40))
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return text, [Mark(start, end) for start, end in pairs]


@given(marked_texts())
def test_all_of_a_text_is_shown_and_every_letter_is_marked_as_it_was(
    marked: tuple[str, list[Mark]],
) -> None:
    text, marks = marked

    paragraphs = matched_paragraphs(text, marks)

    pieces = [piece for paragraph in paragraphs for piece in paragraph]
    letters = [(letter, piece.match) for piece in pieces for letter in piece.text]
    expected = [
        (letter, next((n for n, (start, end) in enumerate(marks, 1) if start <= place < end), None))
        for place, letter in enumerate(text)
    ]
    seen = [each for each in letters if not each[0].isspace()]
    assert seen == [each for each in expected if not each[0].isspace()]
    for paragraph in paragraphs:
        assert not re.search(r"\n\s*\n\s*\S", "".join(piece.text for piece in paragraph))
    begun = [piece.match for piece in pieces if piece.begins]
    assert begun == sorted(set(begun))
