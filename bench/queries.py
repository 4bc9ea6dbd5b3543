"""Queries that people send, drawn from articles that exist, so that each has something to find.

Words are taken by how many articles have them: *rare* (under 1 %), *medium* (1 to 10 %) and
*common* (over 10 %; words that carry no meaning, such as "the", are left to phrases).
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from random import Random

import Stemmer

from archive import Article
from bench.corpus import Corpus
from bench.words import FUNCTION_WORDS

SAMPLE_BATCHES = 5


class QueryClass(StrEnum):
    """The kinds of query that are reported apart."""

    OR = "or"
    AND = "and"
    PHRASE = "phrase"
    FILTERED = "filtered"
    COMMON = "common"
    PREFIX = "prefix"


class Operator(StrEnum):
    """How the words of a query hang together."""

    AND = "and"
    OR = "or"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchQuery:
    """One search. `words` are lower-case letters only; with `prefix` the last is a beginning.

    `source` and `agency` filter by a whole value; `[since, until)` by publication. `facets` names
    the two fields to count, never one that is filtered: whether a field's own filter narrows its
    counts differs from engine to engine.
    """

    kind: QueryClass
    words: tuple[str, ...]
    operator: Operator = Operator.AND
    prefix: bool = False
    source: str | None = None
    agency: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    facets: tuple[str, str] = ("source", "published")

    @property
    def text(self) -> str:
        """The words in the archive's own query syntax; filters are not part of it."""
        if self.operator is Operator.PHRASE:
            return '"' + " ".join(self.words) + '"'
        joint = " OR " if self.operator is Operator.OR else " "
        return joint.join(self.words) + "*" * self.prefix


def make_queries(corpus: Corpus, per_class: int, seed: int = 1) -> tuple[BenchQuery, ...]:
    """`per_class` different queries of each class, in the order of the classes, over and over."""
    maker = _Maker(corpus, seed)
    seen: set[BenchQuery] = set()
    return tuple(maker.new(kind, seen) for _ in range(per_class) for kind in QueryClass)


class _Maker:
    def __init__(self, corpus: Corpus, seed: int) -> None:
        self.random = Random(f"queries {corpus.seed} {seed}")
        self.articles = [article for _, article in corpus.sample(SAMPLE_BATCHES)]
        self.bands = _Bands(self.articles)
        self.makers = {
            QueryClass.OR: self._or,
            QueryClass.AND: self._and,
            QueryClass.PHRASE: self._phrase,
            QueryClass.FILTERED: self._filtered,
            QueryClass.COMMON: self._common,
            QueryClass.PREFIX: self._prefix,
        }

    def new(self, kind: QueryClass, seen: set[BenchQuery]) -> BenchQuery:
        """A query of this class that is not in `seen`, and now is."""
        for _ in range(10_000):
            query = self.makers[kind](self.random.choice(self.articles))
            if query is not None and query not in seen:
                seen.add(query)
                return query
        raise RuntimeError(f"The sample holds too few different {kind} queries.")

    def _words(self, article: Article, bands: tuple[str, ...]) -> tuple[str, ...]:
        """A different word of the article for each band; fewer where it has none left."""
        found = self.bands.of(article)
        chosen: dict[str, None] = {}
        for band in bands:
            if found[band]:
                chosen.setdefault(self.random.choice(found[band]))
        return tuple(chosen)

    def _or(self, article: Article) -> BenchQuery | None:
        bands = self.random.choice(
            [
                ("medium", "rare"),
                ("medium", "medium", "rare"),
                ("common", "medium", "rare"),
                ("common", "medium", "medium", "rare"),
            ]
        )
        words = self._words(article, bands)
        if len(words) < 2:
            return None
        return BenchQuery(kind=QueryClass.OR, words=words, operator=Operator.OR)

    def _and(self, article: Article) -> BenchQuery | None:
        bands = self.random.choice(
            [("medium", "medium"), ("common", "medium"), ("medium", "rare"), ("medium",) * 3]
        )
        words = self._words(article, bands)
        return BenchQuery(kind=QueryClass.AND, words=words) if len(words) > 1 else None

    def _phrase(self, article: Article) -> BenchQuery | None:
        runs = _runs(article.body)
        length = self.random.choice((2, 2, 3))
        run = self.random.choice(runs).split(" ")
        if len(run) <= length:
            return None
        start = self.random.randrange(1, len(run) - length + 1)
        words = run[start : start + length]
        named = all(word[0].isupper() for word in words)
        if not named and self.random.random() < 0.5:
            return None  # more than half of all phrases that people type are names
        lowered = tuple(word.lower() for word in words)
        letters = all(re.fullmatch("[A-Za-z]{2,}", word) for word in words)
        if not letters or lowered[0] in _FUNCTION or lowered[-1] in _FUNCTION:
            return None  # "bank of seoul", not "the bank of"
        return BenchQuery(kind=QueryClass.PHRASE, words=lowered, operator=Operator.PHRASE)

    def _filtered(self, article: Article) -> BenchQuery | None:
        words = self._words(article, ("medium",) * self.random.choice((1, 2)))
        if not words or article.published is None or article.source is None:
            return None
        if self.random.random() < 0.5:
            return BenchQuery(
                kind=QueryClass.FILTERED,
                words=words,
                source=article.source.name,
                facets=("agency", "published"),
            )
        if not article.agencies:
            return None
        month = article.published.utc.replace(day=1, hour=0, minute=0)
        return BenchQuery(
            kind=QueryClass.FILTERED,
            words=words,
            agency=article.agencies[0].name,
            since=month - timedelta(days=182),
            until=month + timedelta(days=183),
            facets=("source", "language"),
        )

    def _common(self, _: Article) -> BenchQuery | None:
        words = tuple(self.random.sample(self.bands.common, self.random.choice((2, 3))))
        operator = self.random.choice((Operator.AND, Operator.OR))
        return BenchQuery(kind=QueryClass.COMMON, words=words, operator=operator)

    def _prefix(self, article: Article) -> BenchQuery | None:
        words = self._words(article, self.random.choice((("medium",), ("rare",))))
        if not words or len(words[0]) < 7:
            return None
        # Short of the word's end, so that every stemmer leaves the beginning as it is.
        beginning = words[0][: self.random.randint(4, len(words[0]) - 3)]
        if not _is_stem(beginning):
            return None
        before = self._words(article, ("medium",)) if self.random.random() < 0.5 else ()
        if words[0] in before:
            return None
        return BenchQuery(kind=QueryClass.PREFIX, words=(*before, beginning), prefix=True)


_PORTER = Stemmer.Stemmer("porter")
_ENGLISH = Stemmer.Stemmer("english")
_FUNCTION = frozenset(FUNCTION_WORDS)
_LETTERS = re.compile(r"[A-Za-z]{3,}")
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"[\w ]+")


def _runs(text: str) -> list[str]:
    """Stretches of words with nothing but a space between them."""
    return [run.strip() for run in _RUN.findall(text)]


class _Bands:
    """The words of articles by how many of the articles have them."""

    def __init__(self, articles: list[Article]) -> None:
        self._frequencies = Counter(word for article in articles for word in _words_of(article))
        self._articles = len(articles)
        self._known: dict[int, dict[str, list[str]]] = {}
        self.common = [
            word
            for word, frequency in sorted(self._frequencies.items(), key=_rank)
            if frequency > 0.1 * self._articles and word not in _FUNCTION and _stems_alike(word)
        ]

    def of(self, article: Article) -> dict[str, list[str]]:
        """The article's words by band."""
        bands = self._known.get(id(article))
        if bands is None:
            bands = self._known[id(article)] = self._sorted(article)
        return bands

    def _sorted(self, article: Article) -> dict[str, list[str]]:
        bands: dict[str, list[str]] = {"rare": [], "medium": [], "common": []}
        for word in sorted(_words_of(article) - _FUNCTION):
            if not _stems_alike(word):
                continue
            share = self._frequencies[word] / self._articles
            bands["common" if share > 0.1 else "medium" if share > 0.01 else "rare"].append(word)
        return bands


def _rank(counted: tuple[str, int]) -> tuple[int, str]:
    """The commonest first; words as common as another in one order whatever Python's hash seed."""
    word, frequency = counted
    return -frequency, word


def _words_of(article: Article) -> set[str]:
    return {word.lower() for word in _WORD.findall(article.body) if _LETTERS.fullmatch(word)}


@cache
def _stems_alike(word: str) -> bool:
    """Whether Porter's first stemmer (FTS5, Whoosh) and his second (all others) agree."""
    return bool(_PORTER.stemWord(word) == _ENGLISH.stemWord(word))


@cache
def _is_stem(word: str) -> bool:
    """Whether no stemmer changes it: FTS5 stems a beginning too."""
    return bool(_PORTER.stemWord(word) == word == _ENGLISH.stemWord(word))
