"""A made-up language with the statistics of a real one: Zipfian words, inflections, names, topics.

Everything is derived from a seed. Words are drawn as *units*: a word, a number or a name of several
words that always stand together ("Kim Jong Un"), so that true phrases exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.words import (
    CODAS,
    CONTENT_WORDS,
    FUNCTION_WORDS,
    NAMES,
    NUCLEI,
    ONSETS,
    ORGANISATION_PATTERNS,
    PLACE_ENDINGS,
    SUFFIXES,
)

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

WORDS = 260_000
NUMBERS = 4_000
PEOPLE = 9_000
PLACES = 5_000
ORGANISATIONS = 6_000
TOPICS = 400
TOPIC_UNITS = 240
TABLE_BITS = 22
TOPIC_TABLE = 2048
FUNCTION_SHARE = 0.62  # of the background, which is three quarters of a text
NAME_SHARE = 0.04
NUMBER_SHARE = 0.02

# Syllables are drawn from these as often as they stand there; "-" is an open syllable.
_ONSETS = ONSETS.split()
_NUCLEI = NUCLEI.split()
_CODAS = CODAS.split()
_SUFFIXES = SUFFIXES.split()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Units and how often they come.

    `forms` holds each word twice: as it is, then with a capital (at `+ len(forms) // 2`). Unit u
    is the words `unit_words[unit_starts[u]:unit_starts[u + 1]]`. `background` is a table of
    2**TABLE_BITS units to draw from evenly; `topics` has one such row of TOPIC_TABLE for each
    topic. `first_name` is the first unit that is a name of `names`.
    """

    forms: NDArray[Any]
    unit_words: Integers
    unit_starts: Integers
    background: NDArray[np.int32]
    topics: NDArray[np.int32]
    names: tuple[str, ...]
    first_name: int


def made_up_word(number: int) -> str:
    """A pronounceable word, a different one for each number up to some 10**12."""
    onsets, nuclei = sorted(set(_ONSETS)), sorted(set(_NUCLEI))
    parts: list[str] = []
    while number or len(parts) < 2:
        number, onset = divmod(number, len(onsets))
        number, nucleus = divmod(number, len(nuclei))
        parts.append(onsets[onset] + nuclei[nucleus])
    return "".join(parts)


def make_vocabulary(seed: int) -> Vocabulary:
    """The language of this seed (about two seconds)."""
    random = Random(f"vocabulary {seed}")
    words = _common_then_made_up(random)
    numbers = _numbers(random)
    names = _names(random)
    word_ids: dict[str, int] = {word: position for position, word in enumerate(words + numbers)}
    units: list[tuple[int, ...]] = [(position,) for position in range(len(words) + len(numbers))]
    units.extend(
        tuple(word_ids.setdefault(part, len(word_ids)) for part in name.split(" "))
        for name in names
    )
    counts = np.fromiter((len(unit) for unit in units), dtype=np.int64, count=len(units))
    weights = np.concatenate(
        [
            _zipf(len(FUNCTION_WORDS), exponent=1.0, shift=0.8) * FUNCTION_SHARE,
            _content_weights(len(words) - len(FUNCTION_WORDS))
            * (1 - FUNCTION_SHARE - NAME_SHARE - NUMBER_SHARE),
            _zipf(len(numbers), exponent=0.9, shift=5.0) * NUMBER_SHARE,
            _zipf(len(names), exponent=0.85, shift=8.0) * NAME_SHARE,
        ]
    )
    first_name = len(words) + len(numbers)
    generator = np.random.default_rng([seed, 1])
    return Vocabulary(
        forms=_forms(word_ids),
        unit_words=np.array([word for unit in units for word in unit], dtype=np.int64),
        unit_starts=np.concatenate([[0], np.cumsum(counts)]),
        background=_quantiles(weights, 1 << TABLE_BITS),
        topics=_topics(weights, first_name, generator),
        names=tuple(names),
        first_name=first_name,
    )


def _common_then_made_up(random: Random) -> list[str]:
    words = dict.fromkeys(FUNCTION_WORDS + CONTENT_WORDS)
    lemmas: list[str] = list(CONTENT_WORDS)
    while len(words) < WORDS:
        if random.random() < 0.45:
            word = lemmas[random.randrange(max(0, len(lemmas) - 20_000), len(lemmas))]
            word += random.choice(_SUFFIXES)
        else:
            usual = 0.5 if len(words) < 6_000 else 1.15  # frequent words are short
            word = _syllables(random, 1 + int(random.random() + usual))
            lemmas.append(word)
        words.setdefault(word)
    return list(words)


def _syllables(random: Random, count: int) -> str:
    parts = []
    for _ in range(count):
        coda = random.choice(_CODAS).strip("-")
        parts.append(random.choice(_ONSETS) + random.choice(_NUCLEI) + coda)
    return "".join(parts)


def _numbers(random: Random) -> list[str]:
    numbers = dict.fromkeys(str(number) for number in (2024, 10, 2, 3, 5, 20, 100, 2023, 30, 50))
    while len(numbers) < NUMBERS:
        kind = random.random()
        if kind < 0.4:
            numbers.setdefault(str(random.randint(1, 999)))
        elif kind < 0.5:
            numbers.setdefault(str(random.randint(1900, 2030)))
        elif kind < 0.75:
            numbers.setdefault(f"{random.randint(1, 99)}.{random.randint(1, 9)}")
        else:
            numbers.setdefault(f"{random.randint(1, 900)},{random.randint(0, 99):02d}0")
    return list(numbers)


def _names(random: Random) -> list[str]:
    """Names in order of fame: the real ones, then made-up people, places and organisations."""
    first = [_syllables(random, 1 + (random.random() < 0.5)).capitalize() for _ in range(900)]
    last = [_syllables(random, 2).capitalize() for _ in range(6_000)]
    people = [f"{random.choice(first)} {random.choice(last)}" for _ in range(PEOPLE)]
    places = [
        _syllables(random, 2).capitalize() + random.choice(PLACE_ENDINGS) for _ in range(PLACES)
    ]
    organisations = [
        random.choice(ORGANISATION_PATTERNS).format(random.choice(places[:2_000]))
        for _ in range(ORGANISATIONS)
    ]
    made_up = people + places + organisations
    random.shuffle(made_up)
    return list(dict.fromkeys(NAMES + made_up))


def _zipf(count: int, *, exponent: float, shift: float) -> Floats:
    """Mandelbrot's form of Zipf's law over `count` ranks, summing to one."""
    weights = (np.arange(1, count + 1, dtype=np.float64) + shift) ** -exponent
    return _shares(weights)


def _content_weights(count: int) -> Floats:
    """Zipf's law in two regimes, as in large corpora: a flat kernel, then a steeper tail
    (Ferrer i Cancho and Solé, "Two regimes in the frequency of words", 2001)."""
    kernel = 7_000
    ranks = np.arange(1, count + 1, dtype=np.float64)
    weights = (ranks + 20) ** -1.0
    weights[kernel:] = weights[kernel] * (ranks[kernel:] / ranks[kernel]) ** -1.5
    return _shares(weights)


def _shares(weights: Floats) -> Floats:
    shares: Floats = weights / weights.sum()
    return shares


def _quantiles(weights: Floats, size: int) -> NDArray[np.int32]:
    """`size` positions of `weights`, each as often as its share; even draws follow the weights."""
    cumulated = np.cumsum(weights) / weights.sum()
    return np.searchsorted(cumulated, (np.arange(size) + 0.5) / size).astype(np.int32)


def _topics(weights: Floats, first_name: int, generator: np.random.Generator) -> NDArray[np.int32]:
    """A table of units for each topic: two thirds words of middling frequency, the rest names."""
    lowest, highest = len(FUNCTION_WORDS), 20_000
    rows = []
    for _ in range(TOPICS):
        words = np.exp(
            generator.uniform(np.log(lowest), np.log(highest), TOPIC_UNITS * 2 // 3)
        ).astype(np.int64)
        ranks = np.exp(generator.uniform(0, np.log(len(weights) - first_name), TOPIC_UNITS // 3))
        units = np.unique(np.concatenate([words, first_name - 1 + ranks.astype(np.int64)]))
        generator.shuffle(units)
        rows.append(units[_quantiles(_zipf(len(units), exponent=1.1, shift=3.0), TOPIC_TABLE)])
    return np.array(rows, dtype=np.int32)


def _forms(words: Iterable[str]) -> NDArray[Any]:
    plain = list(words)
    forms = np.empty(2 * len(plain), dtype=object)
    forms[: len(plain)] = plain
    forms[len(plain) :] = [word[:1].upper() + word[1:] for word in plain]
    return forms
