"""What an engine must answer, worked out slowly and plainly over a dict of articles."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from hypothesis import strategies

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
from index import (
    FIELDS,
    STOP_WORDS,
    All,
    And,
    Filters,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Role,
    Sort,
    Word,
    prefix_terms,
    terms,
    with_role,
)

Articles = Mapping[str, Article]


def article(
    title: str = "",
    body: str = "",
    *,
    description: str | None = None,
    published: str | datetime | None = None,
    source: str | None = None,
    agencies: Iterable[str] = (),
    authors: Iterable[str] = (),
    language: str | None = None,
) -> Article:
    """An article with little to type; `published` is ISO 8601, with a zone or in UTC."""
    return Article(
        title=title,
        body=body,
        description=description,
        published=date(published) if published else None,
        source=Source(name=source, kind=SourceKind.OUTLET) if source else None,
        agencies=tuple(Agency(name=name, role=AgencyRole.CITED) for name in agencies),
        authors=tuple(authors),
        language=language,
    )


def date(published: str | datetime) -> PublicationDate:
    moment = datetime.fromisoformat(published) if isinstance(published, str) else published
    return PublicationDate(
        local=moment.replace(tzinfo=None),
        offset=moment.utcoffset(),
        precision=Precision.SECOND,
        method="test",
        confidence=Confidence.HIGH,
    )


def values(found: Article, field: str) -> tuple[str, ...]:
    match field:
        case "title" | "body":
            return (getattr(found, field),)
        case "description" | "language":
            return (getattr(found, field),) if getattr(found, field) else ()
        case "source":
            return (found.source.name,) if found.source else ()
        case "agency":
            return tuple(agency.name for agency in found.agencies)
        case "author":
            return found.authors
    raise AssertionError(field)


def matches(found: Article, node: Node) -> bool:
    match node:
        case All():
            return True
        case Word(text=text, field=field):
            return matches(found, Phrase(text, field))
        case Phrase(text=text, field=field, slop=slop):
            return any(
                stands_in(terms(text, FIELDS[name].analyzer), words, slop)
                for name, words in analysed(found, field)
            )
        case Prefix(text=text, field=field):
            return any(
                prefix_terms(text, FIELDS[name].analyzer).matches(word)
                for name, words in analysed(found, field)
                for word in words
            )
        case Published():
            return is_within(found, node)
        case And(children=children):
            kept = [child for child in children if not is_stop_word(child)]
            asked = kept if any(has_word(child) for child in kept) else children
            return all(matches(found, child) for child in asked)
        case Or(children=children):
            return any(matches(found, child) for child in children)
        case Not(child=child):
            return not matches(found, child)


def analysed(found: Article, field: str | None) -> list[tuple[str, list[str]]]:
    names = [f.name for f in with_role(Role.SEARCH)] if field is None else [field]
    return [
        (name, terms(value, FIELDS[name].analyzer))
        for name in names
        for value in values(found, name)
    ]


def stands_in(phrase: list[str], words: list[str], slop: int) -> bool:
    places = [[n for n, word in enumerate(words) if word == term] for term in phrase]
    return bool(phrase) and any(
        all(a < b for a, b in itertools.pairwise(chosen))
        and chosen[-1] - chosen[0] < len(phrase) + slop
        for chosen in itertools.product(*places)
    )


def is_stop_word(node: Node) -> bool:
    in_text = isinstance(node, Word) and node.field in (None, "title", "description", "body")
    return in_text and node.text in STOP_WORDS


def has_word(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(map(has_word, node.children))
    return isinstance(node, Word | Phrase | Prefix)


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
    articles: Articles, node: Node, filters: Filters, field: str
) -> tuple[Counter[str], int]:
    """How many matches have each value, and how many have none; `published` by day in UTC."""
    found = [a for a in articles.values() if matches(a, node) and passes(a, filters, but=field)]
    if field == "published":
        dated = [a.published.utc.date().isoformat() for a in found if a.published]
        return Counter(dated), len(found) - len(dated)
    every = [set(values(a, field)) for a in found]
    return Counter(value for one in every for value in one), every.count(set())


# What hypothesis makes articles and queries of: few words, so that much matches and much repeats.

WORDS = ("seoul", "troops", "troop", "Russia", "the", "of", "north", "Korea's", "deploys")
NAMES = ("AFP", "AP", "Hindustan Times", "Yonhap", "The Times")
DATES = (
    "2024-10-21T09:32",
    "2024-10-21T16:49+05:30",
    "2024-10-24",
    "2024-11-27T12:04",
    "1999-12-31",
)

_text = strategies.lists(strategies.sampled_from(WORDS), max_size=8).map(" ".join)
_names = strategies.lists(strategies.sampled_from(NAMES), max_size=3, unique=True)
_bound = strategies.none() | strategies.sampled_from(
    [
        datetime.fromisoformat(text + "Z")
        for text in (DATES[0], "2024-10-22T00:00", "2024-11-01T00:00")
    ]
)
spans = strategies.builds(Published, _bound, _bound)
articles = strategies.builds(
    article,
    _text,
    _text,
    description=strategies.none() | _text,
    published=strategies.none() | strategies.sampled_from(DATES),
    source=strategies.none() | strategies.sampled_from(NAMES),
    agencies=_names,
    authors=_names,
    language=strategies.sampled_from((None, "en", "ko")),
)
keys = strategies.sampled_from([a + b for a in "abcdef" for b in ("", "-a", "0")])
corpora = strategies.dictionaries(keys, articles, max_size=10)
_text_field = strategies.sampled_from((None, None, None, "title", "description", "body"))
_name_field = strategies.sampled_from(("source", "agency", "author"))
_word = strategies.sampled_from((*WORDS, "absent"))
_leaves = (
    strategies.just(All())
    | strategies.builds(Word, _word, _text_field)
    | strategies.builds(Word, strategies.sampled_from(("times", "AP", "yonhap")), _name_field)
    | strategies.builds(
        Phrase,
        strategies.lists(_word, min_size=1, max_size=3).map(" ".join),
        _text_field,
        strategies.integers(0, 2),
    )
    | strategies.builds(Phrase, strategies.sampled_from(NAMES), _name_field)
    | strategies.builds(
        Prefix, strategies.sampled_from(("se", "troop", "deploy", "r", "o")), _text_field
    )
    | spans
)
nodes = strategies.recursive(
    _leaves,
    lambda inner: (
        strategies.lists(inner, min_size=1, max_size=4).map(tuple).map(And)
        | strategies.lists(inner, min_size=1, max_size=4).map(tuple).map(Or)
        | inner.map(Not)
    ),
    max_leaves=6,
)
_values = strategies.lists(strategies.sampled_from((*NAMES, "en")), max_size=2).map(tuple)
filters = strategies.builds(
    Filters,
    values=strategies.dictionaries(
        strategies.sampled_from(("source", "agency", "author", "language")), _values, max_size=2
    ),
    published=strategies.just(Published()) | spans,
)
