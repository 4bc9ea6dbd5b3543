"""News articles without end, the same ones for the same seed: what every engine is fed.

Statistics follow news text: about 3.6 KB a body, Zipfian words with an open-ended tail, articles
that keep to a topic and repeat their own few names and words, quotation marks of both kinds, 40
sources of uneven size, wire agencies, ten years in order of time, topics that come and go.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive import (
    Agency,
    AgencyRole,
    Article,
    Confidence,
    Precision,
    PublicationDate,
    Source,
    SourceKind,
)
from bench.vocabulary import (
    TABLE_BITS,
    TOPIC_TABLE,
    TOPICS,
    Integers,
    Vocabulary,
    made_up_word,
    make_vocabulary,
)
from bench.words import AGENCIES, NAMES, NEWSPAPERS

BATCH = 1_000
SOURCES = 40
START = datetime(2015, 1, 1)
SPAN = timedelta(days=3652)
FOCUS = 16  # units an article keeps coming back to, drawn from its topic
MEAN_UNITS = 530  # of a body; names have several words

# What stands after a word. A sentence's end tells whether it closes a quotation, starts a
# paragraph and opens the next quotation; a style is a set of quotation marks.
_STYLES = (("“", "”", "’s "), ('"', '"', "'s "))
_PLAIN, _COMMA, _POSSESSIVE, _END = range(4)
_SEPARATORS_PER_STYLE = _END + 8


def _separators() -> NDArray[Any]:
    texts: list[str] = []
    for opening, closing, possessive in _STYLES:
        texts += [" ", ", ", possessive]
        texts += [
            "." + closing * quoted + ("\n\n" if paragraph else " ") + opening * next_quoted
            for quoted in (0, 1)
            for paragraph in (0, 1)
            for next_quoted in (0, 1)
        ]
    separators = np.empty(len(texts), dtype=object)
    separators[:] = texts
    return separators


_SEPARATORS = _separators()


@dataclass(frozen=True, slots=True)
class Corpus:
    """`size` articles of a seed; iterating yields (id, article) in order of publication."""

    size: int
    seed: int = 1

    def __iter__(self) -> Iterator[tuple[str, Article]]:
        for batch in range(-(-self.size // BATCH)):
            yield from self.batch(batch)

    def batch(self, number: int) -> list[tuple[str, Article]]:
        """Articles `number * BATCH` and the BATCH - 1 after it (fewer at the end)."""
        first = number * BATCH
        count = min(BATCH, self.size - first)
        return _Batch(self, first, count).articles()

    def sample(self, batches: int) -> list[tuple[str, Article]]:
        """The articles of `batches` batches spread evenly over the corpus."""
        available = -(-self.size // BATCH)
        chosen = sorted({available * step // batches for step in range(batches)})
        return [pair for number in chosen for pair in self.batch(number)]


@lru_cache(maxsize=2)
def _vocabulary(seed: int) -> Vocabulary:
    return make_vocabulary(seed)


@lru_cache(maxsize=2)
def source_names(seed: int) -> tuple[str, ...]:
    """The outlets, biggest first."""
    names = _vocabulary(seed).names[len(NAMES) :]
    places = [name for name in names if " " not in name]
    return tuple(f"{places[rank]} {NEWSPAPERS[rank % len(NEWSPAPERS)]}" for rank in range(SOURCES))


class _Batch:
    """The making of one batch: arrays for the whole of it, then a text for each article."""

    def __init__(self, corpus: Corpus, first: int, count: int) -> None:
        self.corpus = corpus
        self.first = first
        self.count = count
        self.vocabulary = _vocabulary(corpus.seed)
        self.generator = np.random.default_rng([corpus.seed, 2, first // BATCH])

    def articles(self) -> list[tuple[str, Article]]:
        topics = self._topics()
        focus = self.vocabulary.topics[
            topics[:, None], self.generator.integers(0, TOPIC_TABLE, (self.count, FOCUS))
        ]
        lengths = np.clip(
            self.generator.lognormal(np.log(MEAN_UNITS) - 0.125, 0.5, self.count), 60, 2500
        ).astype(np.int64)
        bodies = self._texts(topics, focus, lengths, shares=(0.74, 0.87), rare=0.4)
        titles = self._texts(
            topics, focus, self.generator.integers(5, 11, self.count), shares=(0.3, 0.5), rare=0.0
        )
        described = zip(*self._sources_and_agencies(), self._dates(), strict=True)
        return [
            self._article(position, title, body, *details)
            for position, (title, body, details) in enumerate(
                zip(titles, bodies, described, strict=True)
            )
        ]

    def _topics(self) -> Integers:
        """A topic for each article: a few are always big, and each has its months of fame."""
        time = self.first / self.corpus.size
        fixed = np.random.default_rng([self.corpus.seed, 3])
        weights = 1.0 / (np.arange(TOPICS) + 10.0)
        fame = np.exp(-((time - fixed.random(TOPICS)) ** 2) / (2 * 0.01**2))
        weights = weights * (1 + 20 * fame)
        return self.generator.choice(TOPICS, self.count, p=weights / weights.sum())

    def _texts(
        self,
        topics: Integers,
        focus: NDArray[np.int32],
        lengths: Integers,
        *,
        shares: tuple[float, float],
        rare: float,
    ) -> list[str]:
        """A text of `lengths[i]` units for each article: up to the first share of them from the
        language at large, up to the second from the topic, the rest from the article's focus."""
        vocabulary, generator = self.vocabulary, self.generator
        owners = np.repeat(np.arange(self.count), lengths)
        total = len(owners)
        kinds = generator.random(total)
        units = vocabulary.background[generator.integers(0, 1 << TABLE_BITS, total)]
        on_topic = np.flatnonzero(kinds >= shares[0])
        units[on_topic] = vocabulary.topics[
            topics[owners[on_topic]], generator.integers(0, TOPIC_TABLE, len(on_topic))
        ]
        in_focus = np.flatnonzero(kinds >= shares[1])
        units[in_focus] = focus[owners[in_focus], generator.integers(0, FOCUS, len(in_focus))]
        return self._join(units, owners, rare)

    def _join(self, units: NDArray[np.int32], owners: Integers, rare: float) -> list[str]:
        vocabulary = self.vocabulary
        starts = vocabulary.unit_starts
        counts = starts[units + 1] - starts[units]
        ends = np.cumsum(counts)
        words = vocabulary.unit_words[
            np.arange(ends[-1]) + np.repeat(starts[units] - ends + counts, counts)
        ]
        separators, opens = self._punctuation(units, owners)
        after = np.zeros(len(words), dtype=np.int64)
        style = (owners % 5 < 2).astype(np.int64)  # two in five articles keep to ASCII marks
        after[ends - 1] = separators + style * _SEPARATORS_PER_STYLE
        capital = np.zeros(len(words), dtype=np.int64)
        capital[(ends - counts)[opens]] = len(vocabulary.forms) // 2
        pieces = np.empty(2 * len(words), dtype=object)
        pieces[0::2] = vocabulary.forms[words + capital]
        pieces[1::2] = _SEPARATORS[after]
        bounds = 2 * np.searchsorted(np.repeat(owners, counts), np.arange(self.count + 1))
        self._add_rare_words(pieces, bounds, rare)
        listed = pieces.tolist()
        return [
            "".join(listed[start:end]).rstrip(' \n“"')
            for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
        ]

    def _punctuation(
        self, units: NDArray[np.int32], owners: Integers
    ) -> tuple[Integers, NDArray[np.bool_]]:
        """The separator after each unit, and which units open a sentence."""
        generator = self.generator
        total = len(units)
        draws = generator.random(total)
        last = np.append(owners[1:] != owners[:-1], True)
        ending = (draws < 0.05) | last
        opens = np.concatenate([[True], ending[:-1]])
        sentence = np.cumsum(opens) - 1
        quoted = generator.random(sentence[-1] + 2) < 0.12
        quoted[sentence[np.append(True, last[:-1])]] = False  # none at the start of an article
        is_name = units >= self.vocabulary.first_name
        separators = np.where((draws > 0.9) & is_name, _POSSESSIVE, _PLAIN)
        separators[(draws > 0.05) & (draws < 0.1)] = _COMMA
        paragraph = generator.random(total) < 0.45
        ends = _END + 4 * quoted[sentence] + 2 * paragraph + quoted[sentence + 1]
        return np.where(ending, ends, separators), opens

    def _add_rare_words(self, pieces: NDArray[Any], bounds: Integers, share: float) -> None:
        """Put a word that no other article has into some articles: the tail of Heaps' law."""
        for position in np.flatnonzero(self.generator.random(self.count) < share).tolist():
            start, end = int(bounds[position]) // 2, int(bounds[position + 1]) // 2
            place = start + (position * 7919) % (end - start)
            pieces[2 * place] = made_up_word(10**9 + 7 * (self.first + position))

    def _sources_and_agencies(self) -> tuple[Integers, Integers, Integers]:
        generator = self.generator
        weights = 1.0 / (np.arange(SOURCES) + 3.0)
        sources = generator.choice(SOURCES, self.count, p=weights / weights.sum())
        # Index len(AGENCIES) and above mean none; outlets differ in which wire they take.
        credited = (sources * 5 + generator.integers(0, 4, self.count)) % 13
        cited = generator.integers(0, len(AGENCIES) * 8, self.count)
        return sources, credited, cited

    def _dates(self) -> list[datetime]:
        positions = self.first + np.arange(self.count)
        jitter = self.generator.normal(0.0, 2.0 * 86_400, self.count)
        seconds = positions / self.corpus.size * SPAN.total_seconds() + jitter
        seconds = np.clip(seconds, 0, SPAN.total_seconds() - 1) // 60 * 60
        return [START + timedelta(seconds=second) for second in seconds.tolist()]

    def _article(
        self,
        position: int,
        title: str,
        body: str,
        source: int,
        credited: int,
        cited: int,
        published: datetime,
    ) -> tuple[str, Article]:
        number = self.first + position
        key = f"{self.corpus.seed}:{number}".encode()
        article_id = hashlib.blake2b(key, digest_size=12).hexdigest()
        roles: dict[str, AgencyRole] = {}
        if cited < len(AGENCIES):
            roles[AGENCIES[cited]] = AgencyRole.CITED
        if credited < len(AGENCIES):
            roles[AGENCIES[credited]] = AgencyRole.CREDITED
        name = source_names(self.corpus.seed)[source]
        author = self.vocabulary.names[100 + (source * 31 + number % 29)]
        return article_id, Article(
            title=title.rstrip("."),
            body=body,
            url=f"https://news.example/{source}/{published:%Y/%m/%d}/{article_id}",
            published=None if number % 97 == 0 else _publication_date(published),
            source=None if number % 89 == 0 else Source(name=name, kind=SourceKind.OUTLET),
            agencies=tuple(Agency(name=agency, role=role) for agency, role in roles.items()),
            authors=() if number % 3 == 0 else (author,),
            language="en",
        )


def _publication_date(local: datetime) -> PublicationDate:
    return PublicationDate(
        local=local,
        precision=Precision.MINUTE,
        offset=timedelta(),
        timezone="UTC",
        method="json",
        confidence=Confidence.HIGH,
    )
