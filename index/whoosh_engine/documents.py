"""What an article becomes in the index, and what tells that it would become something else now."""

import hashlib

from archive import Article, InvalidArticle
from index.analysis import ANALYSIS_VERSION
from index.article_values import article_values
from index.documents import document_json
from index.fields import FIELDS, Role
from index.whoosh_engine.arrays import IndexDocument
from index.whoosh_engine.arrays.layout import COLUMNS, INSTANTS, TEXT_FIELDS
from index.whoosh_engine.instants import instant_of

DOCUMENT_VERSION = 3
"""Counted up with every change here, or to what a hit shows, that makes the same article another
document."""


def fingerprint() -> str:
    """What an index was written with; another one finds other things and has to be rebuilt."""
    declared = [(field.name, field.analyzer.value) for field in FIELDS.values()]
    facets = [field.name for field in FIELDS.values() if Role.FACET in field.roles]
    text = repr((DOCUMENT_VERSION, ANALYSIS_VERSION, declared, facets))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def index_document(id: str, article: Article) -> IndexDocument:
    """The article, taken apart for the index; raises InvalidArticle for text that is none."""
    try:
        record = document_json(article)
        article.body.encode()
        published = article.published
        instants = {INSTANTS[0]: instant_of(published.utc) if published else None}
    except (ValueError, TypeError, ArithmeticError) as error:
        raise InvalidArticle(f"The article {id} cannot be indexed: {error}.") from error
    texts = {name: found for name in TEXT_FIELDS if (found := article_values(article, name))}
    return IndexDocument(
        id=id,
        texts={name: found if len(found) > 1 else found[0] for name, found in texts.items()},
        values={name: texts.get(name, ()) for name in COLUMNS},
        instants=instants,
        record=record,
        language=article.language,
    )
