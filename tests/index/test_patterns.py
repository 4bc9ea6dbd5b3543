"""Wildcards and fuzzy words over a whole table of words, against plain Python."""

import random
import string

import numpy as np
import pytest
from numpy.typing import NDArray

from index.whoosh_engine.evaluation.patterns import like, near
from tests.contract.words import edits, is_like

LETTERS = "abcé漢🎉"


def table(keys: list[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    encoded = [key.encode() for key in keys]
    starts = np.cumsum([0, *map(len, encoded)]).astype(np.int64)
    return np.frombuffer(b"".join(encoded), np.uint8), starts


def some_keys(chance: random.Random, count: int) -> list[str]:
    """Sorted words, some of which have other spellings, as the keys of a field."""
    words = {some_text(chance, LETTERS, 1, 7) for _ in range(count)}
    others = {f"{word}\x1fde\x1f{word}" for word in words if chance.random() < 0.2}
    return sorted(words | others)


def some_text(chance: random.Random, letters: str, least: int, most: int) -> str:
    return "".join(chance.choice(letters) for _ in range(chance.randint(least, most)))


@pytest.mark.parametrize("seed", range(4))
def test_words_near_another_are_those_of_so_many_edits(seed: int) -> None:
    chance = random.Random(seed)
    keys = some_keys(chance, 400)
    for _ in range(15):
        word, most = some_text(chance, LETTERS, 0, 8), chance.randint(0, 3)
        distances = {n: edits(word, key.split("\x1f")[0]) for n, key in enumerate(keys)}
        found = near(*table(keys), word, most)
        expected = {n: distance for n, distance in distances.items() if distance <= most}
        assert dict(zip(found.numbers.tolist(), found.distances.tolist(), strict=True)) == expected


@pytest.mark.parametrize("seed", range(4))
def test_words_like_a_wildcard_are_those_of_its_form(seed: int) -> None:
    chance = random.Random(seed)
    keys = some_keys(chance, 1000)
    for _ in range(40):
        wildcard = some_text(chance, LETTERS + "**??", 0, 6)
        expected = [n for n, key in enumerate(keys) if is_like(wildcard, key.split("\x1f")[0])]
        assert like(*table(keys), wildcard).tolist() == expected


def test_only_the_texts_of_a_part_of_the_table_are_looked_at() -> None:
    texts, starts = table(["ab", "b", "bb", "cb"])
    assert like(texts, starts[1:4], "*b").tolist() == [0, 1]


def test_an_empty_table_has_no_words() -> None:
    texts, starts = table([])
    assert like(texts, starts, "*").tolist() == []
    assert near(texts, starts, "a", 2).numbers.tolist() == []


def test_the_longest_words_are_compared_whole() -> None:
    word = string.ascii_lowercase * 3 + "0123456789" * 2 + "xy"  # 100 letters
    keys = sorted([word, word[:-1] + "z", word[:-2] + "yx", word[1:], word[2:] + "aaa"])
    found = near(*table(keys), word, 1)
    assert [keys[n] for n in found.numbers] == sorted(
        [word, word[:-1] + "z", word[:-2] + "yx", word[1:]]
    )
