import numpy as np
import pytest

from index.characters import DECIMAL, SPACE, WORD, character_kinds, join_texts

SEEN = 0x20000
"""Above these planes stands what is Han, or not seen at all."""


@pytest.mark.parametrize(
    ("bit", "is_one"), [(SPACE, str.isspace), (WORD, str.isalnum), (DECIMAL, str.isdecimal)]
)
def test_the_kinds_of_characters_are_those_that_strings_know(bit: int, is_one: object) -> None:
    assert callable(is_one)
    expected = [bool(is_one(chr(code))) for code in range(SEEN)]
    assert (character_kinds()[:SEEN] & bit).astype(bool).tolist() == expected


def test_joined_texts_are_numbers_with_their_edges() -> None:
    joined = join_texts(["서울 a", "", "\ud800😀"])
    assert joined.text == "서울 a\n\n\ud800😀"
    assert joined.points.tolist() == list(map(ord, joined.text))
    starts, ends = joined.edges.reshape(-1, 2).T
    found = [joined.text[a:b] for a, b in np.stack([starts, ends], 1).tolist()]
    assert found == ["서울 a", "", "\ud800😀"]
