"""What an engine must answer, worked out slowly and plainly over a dict of articles."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from archive import Article
from index import FIELDS, STOP_WORDS, Sort
from index.analysis import fold, is_unspaced
from index.query import (
    All,
    And,
    Boosted,
    Filters,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Recency,
    Synonyms,
    Wildcard,
    Word,
)
from tests.contract.articles import article, values
from tests.contract.bm25f import bm25f
from tests.contract.words import Clause, fields_with

__all__ = ["article"]  # for most tests, which need no more

Articles = Mapping[str, Article]


def matches(found: Article, node: Node) -> bool:
    match node:
        case All():
            return True
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            return bool(fields_with(found, node))
        case Published():
            return is_within(found, node)
        case And(children=children):
            return all(matches(found, child) for child in asked_for(children))
        case Or(children=children) | Synonyms(children=children):
            return any(matches(found, child) for child in children)
        case Not(child=child):
            return not matches(found, child)
        case Boosted(child=child):
            return matches(found, child)


def score(found: Article, node: Node, articles: Articles | None = None) -> float | None:
    """What a match is worth in an index of just these articles. Without them, what is known of it:
    nothing (None) where a word or a phrase is in it."""
    match node:
        case All() | Published() | Not():
            return 0.0
        case Prefix(text=text) | Fuzzy(text=text) if not is_unspaced(text):
            return sum(pattern_score(found, node, name) for name in fields_with(found, node))
        case Wildcard():
            return sum(pattern_score(found, node, name) for name in fields_with(found, node))
        case Word() | Phrase() | Prefix() | Fuzzy():
            return None if articles is None else bm25f(articles, found, node)
        case Boosted(child=child, factor=factor):
            inner = score(found, child, articles)
            return None if inner is None else inner * factor
        case And(children=children):
            return sum_of(found, asked_for(children), articles)
        case Or(children=children):
            return sum_of(found, [child for child in children if matches(found, child)], articles)
        case Synonyms(children=children):
            parts = [score(found, child, articles) for child in children if matches(found, child)]
            known = [part for part in parts if part is not None]
            return max(known) if len(known) == len(parts) else None


def sum_of(found: Article, nodes: Sequence[Node], articles: Articles | None) -> float | None:
    """What all are worth together; one that is there n times, 9n / (8 + n) times as much."""
    total = 0.0
    for node, n in Counter(nodes).items():
        part = score(found, node, articles)
        if part is None:
            return None
        total += part * 9 * n / (8 + n)
    return total


def pattern_score(found: Article, node: Prefix | Wildcard | Fuzzy, field: str) -> float:
    """The field's weight, whatever the word; for a fuzzy one less, the farther it is."""
    nearest = 0
    while isinstance(node, Fuzzy) and field not in fields_with(
        found, Fuzzy(node.text, field, nearest)
    ):
        nearest += 1
    return FIELDS[field].boost / (1 + nearest)


def asked_for(children: Sequence[Node]) -> Sequence[Node]:
    """Those of an And that are: stop words are not where other words remain."""
    kept = [child for child in children if not is_stop_word(child)]
    return kept if any(has_word(child) for child in kept) else children


def is_stop_word(node: Node) -> bool:
    if isinstance(node, Boosted):
        return is_stop_word(node.child)
    in_text = isinstance(node, Word) and node.field in (None, "title", "description", "body")
    return in_text and not node.exact and node.text in STOP_WORDS


def has_word(node: Node) -> bool:
    if isinstance(node, And | Or | Synonyms):
        return any(map(has_word, node.children))
    if isinstance(node, Boosted):
        return has_word(node.child)
    return isinstance(node, Clause)


def is_within(found: Article, span: Published) -> bool:
    if found.published is None:
        return False
    at = found.published.utc
    return (span.start is None or span.start <= at) and (span.end is None or at < span.end)


def passes(found: Article, filters: Filters, but: str | None = None) -> bool:
    by_value = all(
        set(accepted) & set(values(found, field))
        for field, accepted in filters.values.items()
        if accepted and field != but
    )
    unfiltered = but == "published" or filters.published == Published()
    return by_value and (unfiltered or is_within(found, filters.published))


def hits(articles: Articles, node: Node, filters: Filters) -> set[str]:
    return {key for key, a in articles.items() if matches(a, node) and passes(a, filters)}


def by_time(articles: Articles, sort: Sort) -> list[str]:
    def key(id: str) -> tuple[bool, timedelta, str]:
        published = articles[id].published
        since = published.utc - datetime.fromisoformat("2000-01-01T00Z") if published else None
        if since is None:
            return (True, timedelta(), id)
        return (False, -since if sort is Sort.NEWEST else since, id)

    return sorted(articles, key=key)


def counts(
    articles: Articles,
    node: Node,
    filters: Filters,
    field: str,
    *,
    prefix: str = "",
    zone: tzinfo = UTC,
) -> tuple[Counter[str], int]:
    """How many matches have each value that has a word that begins so, and how many have none;
    `published` by day in the zone."""
    found = [a for a in articles.values() if matches(a, node) and passes(a, filters, but=field)]
    if field == "published":
        dated = [a.published.utc.astimezone(zone) for a in found if a.published]
        return Counter(moment.date().isoformat() for moment in dated), len(found) - len(dated)
    every = [set(values(a, field)) for a in found]
    counted = Counter(value for one in every for value in one)
    kept = {value: n for value, n in counted.items() if folded(prefix) in folded(value)}
    return Counter(kept), every.count(set())


def folded(text: str) -> str:
    """Each word after a space."""
    return "".join(f" {fold(word)}" for word in text.split())


def recency_factor(found: Article, recency: Recency) -> float:
    """What recency leaves of a score."""
    if found.published is None:
        return 0.25
    age = max(recency.now - found.published.utc, timedelta())
    return 0.25 + 0.75 * 0.5 ** (age / recency.half_life)
