"""SQLite FTS5, from Python's own sqlite3."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from typing_extensions import override

from archive import Article
from bench.peers.base import (
    ALL_CLASSES,
    HITS,
    TITLE_BOOST,
    Peer,
    answer_json,
    hit_json,
    month_name,
    month_number,
)
from bench.peers.snippets import Snippets
from bench.queries import BenchQuery, Operator
from bench.words import AGENCIES

_SCHEMA = f"""
CREATE TABLE article (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
    url TEXT, source TEXT, agencies TEXT, published TEXT
);
CREATE UNIQUE INDEX article_id ON article (id);
-- What is counted and filtered stands apart, so that a scan does not drag the texts along.
CREATE TABLE facet (
    number INTEGER PRIMARY KEY, source INTEGER, agencies INTEGER NOT NULL, language INTEGER,
    month INTEGER, published INTEGER
);
CREATE TABLE name (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, content='article', content_rowid='number',
    tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO words (words, rank) VALUES ('rank', 'bm25({TITLE_BOOST}, 1.0)');
"""
_PRAGMAS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -262144;
PRAGMA mmap_size = 2147483648;
PRAGMA temp_store = MEMORY;
"""
_BATCH = 5_000


class Fts5Peer(Peer):
    """Porter stemmer, weighted bm25, external content, facets counted over a narrow table."""

    name = "SQLite FTS5"
    note = f"SQLite {sqlite3.sqlite_version}, porter, external content, 256 MB cache, 2 GB mmap"
    classes = ALL_CLASSES
    cached = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @override
    def build(self, articles: Iterable[tuple[str, Article]]) -> None:
        self.folder.mkdir(parents=True)
        self.connection = connection = self._connect()
        connection.executescript(_SCHEMA)
        connection.execute("PRAGMA synchronous = OFF")  # an interrupted build starts again anyway
        self._numbers: dict[tuple[str, str], int] = {}
        batch: list[tuple[str, Article]] = []
        with connection:
            connection.execute("BEGIN")
            for pair in articles:
                batch.append(pair)
                if len(batch) == _BATCH:
                    self._insert(connection, batch)
                    batch = []
            self._insert(connection, batch)

    @override
    def settle(self) -> None:
        self.connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        self.connection.execute("ANALYZE")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.close()

    @override
    def open(self) -> None:
        self.connection = self._connect()
        names = self.connection.execute("SELECT kind, number, value FROM name").fetchall()
        self._numbers = {(kind, value): number for kind, number, value in names}
        self._names = {number: value for _, number, value in names}

    @override
    def search(self, query: BenchQuery) -> bytes:
        match = _match(query)
        condition, parameters = self._filters(query)
        total, facets = self._count(match, condition, parameters, query.facets)
        joint = "JOIN facet ON facet.number = words.rowid" if condition else ""
        best = self.connection.execute(
            f"SELECT words.rowid, rank FROM words {joint}"
            f" WHERE words MATCH ? {condition} ORDER BY rank LIMIT {HITS}",
            (match, *parameters),
        ).fetchall()
        return answer_json(query, total, self._hits(best, query), facets)

    @override
    def replace(self, id: str, article: Article) -> None:
        with self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            row = self.connection.execute(
                "SELECT number, title, body FROM article WHERE id = ?", (id,)
            ).fetchone()
            if row is not None:
                self.connection.execute(
                    "INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?, ?, ?)", row
                )
                self.connection.execute("DELETE FROM article WHERE number = ?", row[:1])
                self.connection.execute("DELETE FROM facet WHERE number = ?", row[:1])
            self._insert(self.connection, [(id, article)])

    @override
    def close(self) -> None:
        self.connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.folder / "articles.sqlite3", isolation_level=None)
        connection.executescript(_PRAGMAS)
        return connection

    def _number(self, connection: sqlite3.Connection, kind: str, value: str | None) -> int | None:
        if value is None:
            return None
        number = self._numbers.get((kind, value))
        if number is None:
            number = len(self._numbers) + 1
            self._numbers[kind, value] = number
            connection.execute("INSERT INTO name VALUES (?, ?, ?)", (number, kind, value))
        return number

    def _insert(self, connection: sqlite3.Connection, batch: Sequence[tuple[str, Article]]) -> None:
        first = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM article").fetchone()[0]
        texts, facets, words = [], [], []
        for number, (article_id, article) in enumerate(batch, first):
            source = article.source.name if article.source else None
            names = [agency.name for agency in article.agencies]
            published = article.published.utc if article.published else None
            texts.append(
                (
                    number,
                    article_id,
                    article.title,
                    article.body,
                    article.url,
                    source,
                    ",".join(names),
                    published.isoformat() if published else None,
                )
            )
            facets.append(
                (
                    number,
                    self._number(connection, "source", source),
                    sum(1 << AGENCIES.index(name) for name in names),
                    self._number(connection, "language", article.language),
                    month_number(article),
                    int(published.timestamp()) if published else None,
                )
            )
            words.append((number, article.title, article.body))
        connection.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?)", texts)
        connection.executemany("INSERT INTO facet VALUES (?, ?, ?, ?, ?, ?)", facets)
        connection.executemany("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", words)

    def _filters(self, query: BenchQuery) -> tuple[str, tuple[int, ...]]:
        condition, parameters = "", []
        if query.source is not None:
            condition += " AND facet.source = ?"
            parameters.append(self._numbers.get(("source", query.source), -1))
        if query.agency is not None:
            condition += " AND facet.agencies & ? != 0"
            parameters.append(1 << AGENCIES.index(query.agency))
        if query.since is not None and query.until is not None:
            condition += " AND facet.published >= ? AND facet.published < ?"
            parameters += [_utc_seconds(query.since), _utc_seconds(query.until)]
        return condition, tuple(parameters)

    def _count(
        self, match: str, condition: str, parameters: tuple[int, ...], facets: tuple[str, str]
    ) -> tuple[int, dict[str, dict[str, int]]]:
        """The total and both facets out of one scan. GROUP BY in SQL takes half as long again."""
        first, second = (_COLUMNS[facet] for facet in facets)
        rows = self.connection.execute(
            f"SELECT {first}, {second} FROM words JOIN facet ON facet.number = words.rowid"
            f" WHERE words MATCH ? {condition}",
            (match, *parameters),
        ).fetchall()
        counters: tuple[Counter[int | None], Counter[int | None]] = (Counter(), Counter())
        for (left, right), count in Counter(rows).items():
            counters[0][left] += count
            counters[1][right] += count
        return len(rows), {
            facet: self._named(facet, counter)
            for facet, counter in zip(facets, counters, strict=True)
        }

    def _named(self, facet: str, counter: Counter[int | None]) -> dict[str, int]:
        if facet == "agency":
            by_name: Counter[str] = Counter()
            for mask, count in counter.items():
                for bit, name in enumerate(AGENCIES):
                    if mask and mask >> bit & 1:
                        by_name[name] += count
            return dict(by_name)
        if facet == "published":
            return {month_name(month): n for month, n in counter.items() if month is not None}
        return {self._names[number]: n for number, n in counter.items() if number is not None}

    def _hits(self, best: list[tuple[int, float]], query: BenchQuery) -> list[dict[str, Any]]:
        make = Snippets(query).make
        hits = []
        for number, rank in best:
            article_id, title, body, url, source, agencies, published = self.connection.execute(
                "SELECT id, title, body, url, source, agencies, published FROM article"
                " WHERE number = ?",
                (number,),
            ).fetchone()
            hits.append(
                hit_json(
                    id=article_id,
                    score=-rank,
                    title=title,
                    source=source,
                    agencies=agencies.split(",") if agencies else (),
                    published=published,
                    url=url,
                    snippet=make(body),
                )
            )
        return hits


_COLUMNS = {"source": "source", "agency": "agencies", "language": "language", "published": "month"}


def _match(query: BenchQuery) -> str:
    if query.operator is Operator.PHRASE:
        return '"' + " ".join(query.words) + '"'
    words = [f'"{word}"' for word in query.words]
    if query.prefix:
        words[-1] += "*"
    return (" OR " if query.operator is Operator.OR else " AND ").join(words)


def _utc_seconds(instant: datetime) -> int:
    return int(instant.timestamp())
