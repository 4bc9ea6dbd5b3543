"""Articles that a parser made of their originals: what can be made again by a better one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, or_, select

from archive.article import Article, Original
from archive.article_json import article_from_json
from archive.database import Database
from archive.tables import articles, originals, versions

_PAGE = 500  # ids in one query
_MOST_IDS = 500  # given, in one query

_PARSED = and_(
    ~articles.c.deleted,
    # What came over the API is as it was sent; before versions told their parser, that was known
    # by a JSON document without a file's name.
    or_(
        versions.c.parser.is_not(None),
        versions.c.media_type != "application/json",
        versions.c.name.is_not(None),
    ),
)
_NEWEST = versions.join(articles, articles.c.revision == versions.c.revision)
_ONE: Select[Any] = (
    select(
        articles.c.id,
        articles.c.number,
        versions.c.article,
        versions.c.parser,
        versions.c.reading,
        versions.c.media_type,
        versions.c.name,
        originals.c.content,
    )
    .select_from(_NEWEST.join(originals))
    .where(articles.c.id == bindparam("id"), _PARSED)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which articles are meant: those of `ids` (all, if empty), of the outlet `source` (any, if
    None), and that another parser than `not_by` made (any, if None)."""

    ids: tuple[str, ...] = ()
    source: str | None = None
    not_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedArticle:
    """An article's newest version and what it was made of.

    `parser` and `reading` (JSON, see archive.readers.Reading) are None where the version is older
    than their being noted.
    """

    id: str
    number: int
    article: Article
    original: Original
    parser: str | None
    reading: str | None


class ParsedArticles:
    """The articles that can be parsed again; none that was deleted, or came as it is over the API.

    Raises StoreUnavailable where the database does not answer.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, selection: Selection) -> int:
        """How many articles are meant."""
        with self._database.reading() as connection:
            return sum(
                connection.execute(
                    select(func.count()).select_from(_NEWEST).where(condition)
                ).scalar_one()
                for condition in _conditions(selection)
            )

    def walk(self, selection: Selection) -> Iterator[ParsedArticle]:
        """The articles that are meant, those of each query in the order of their ids.

        Each is read when it is its turn, in a transaction of its own, so that neither memory nor
        a transaction grows with their number; one that changes meanwhile is given as it is then.
        """
        for condition in _conditions(selection):
            after = ""
            while ids := self._ids(condition, after):
                yield from filter(None, map(self._article, ids))
                after = ids[-1]

    def _ids(self, condition: ColumnElement[bool], after: str) -> list[str]:
        query: Select[Any] = (
            select(articles.c.id)
            .select_from(_NEWEST)
            .where(articles.c.id > after, condition)
            .order_by(articles.c.id)
            .limit(_PAGE)
        )
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())

    def _article(self, id: str) -> ParsedArticle | None:
        with self._database.reading() as connection:
            row = connection.execute(_ONE, {"id": id}).first()
        return None if row is None else _parsed_article(row)


def _conditions(selection: Selection) -> Iterator[ColumnElement[bool]]:
    """What holds for the articles that are meant, in as many queries as it takes."""
    condition: ColumnElement[bool] = _PARSED
    if selection.source is not None:
        condition = and_(condition, articles.c.source == selection.source)
    if selection.not_by is not None:
        parser = versions.c.parser
        condition = and_(condition, or_(parser.is_(None), parser != selection.not_by))
    if not selection.ids:
        yield condition
    ids = sorted(set(selection.ids))
    for start in range(0, len(ids), _MOST_IDS):
        yield and_(condition, articles.c.id.in_(ids[start : start + _MOST_IDS]))


def _parsed_article(row: Row[Any]) -> ParsedArticle:
    return ParsedArticle(
        id=row.id,
        number=row.number,
        article=article_from_json(row.article),
        original=Original(content=row.content, media_type=row.media_type, name=row.name),
        parser=row.parser,
        reading=row.reading,
    )
