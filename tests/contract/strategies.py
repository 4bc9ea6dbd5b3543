"""What hypothesis makes articles and queries of: few words, so that much matches and much repeats.

They are of several languages and scripts, with and without accents, for an article of one language
may be found among those of others, and only by what its own analysis makes of a query.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies

from index import FIELDS, Role
from index.query import (
    All,
    And,
    Boosted,
    Filters,
    Fuzzy,
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
from tests.contract.articles import article

WORDS = (
    *("seoul", "troops", "troop", "Russia", "the", "of", "north", "Korea's", "deploys"),
    *("café", "cafe", "arrivée", "arrivée", "Kriege", "krieg", "2024", "서울은", "北朝鮮軍"),
)
NAMES = ("AFP", "AP", "Hindustan Times", "Yonhap", "The Times", "Agência Lusa")
DATES = (
    "2024-10-21T09:32",
    "2024-10-21T16:49+05:30",
    "2024-10-24",
    "2024-10-27T00:30",
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
    language=strategies.sampled_from((None, "en", "ko", "de", "fr-CA")),
)
keys = strategies.sampled_from([a + b for a in "abcdef" for b in ("", "-a", "0")])
corpora = strategies.dictionaries(keys, articles, max_size=10)

_text_field = strategies.sampled_from((None, None, None, "title", "description", "body"))
_name_field = strategies.sampled_from(("source", "agency", "author"))
_word = strategies.sampled_from((*WORDS, "absent", "arrivee", "서울", "北", "鮮軍", "朝"))
_patterns = (
    strategies.builds(
        Prefix,
        strategies.sampled_from(
            ("se", "troop", "Troops", "deploy", "r", "o", "caf", "서", "北朝鮮")
        ),
        _text_field,
    )
    | strategies.builds(
        Wildcard,
        strategies.sampled_from(("*", "?*", "t*p?", "*o*", "c?f?", "CAFÉ*", "??", "*s", "北?")),
        _text_field,
    )
    | strategies.builds(
        Fuzzy,
        strategies.sampled_from(("troop", "tropo", "suol", "Café", "cfae", "of", "2023", "서울")),
        _text_field,
        strategies.integers(1, 2),
    )
)
_leaves = (
    strategies.just(All())
    | strategies.builds(Word, _word, _text_field, strategies.booleans())
    | strategies.builds(
        Word, strategies.sampled_from(("times", "AP", "yonhap", "agencia")), _name_field
    )
    | strategies.builds(
        Phrase,
        strategies.lists(_word, min_size=1, max_size=3).map(" ".join),
        _text_field,
        strategies.integers(0, 2),
        strategies.booleans(),
    )
    | strategies.builds(
        Phrase, strategies.sampled_from(NAMES), _name_field, exact=strategies.booleans()
    )
    | strategies.builds(Prefix, strategies.sampled_from(("a", "AGEN", "hindu", "the")), _name_field)
    | _patterns
    | spans
)
nodes = strategies.recursive(
    _leaves,
    lambda inner: (
        strategies.lists(inner, min_size=1, max_size=4).map(tuple).map(And)
        | strategies.lists(inner, min_size=1, max_size=4).map(tuple).map(Or)
        | strategies.lists(inner, min_size=1, max_size=3).map(tuple).map(Synonyms)
        | inner.map(Not)
        | strategies.builds(Boosted, inner, strategies.sampled_from((0, 0.5, 3.0)))
    ),
    max_leaves=6,
)
_values = strategies.lists(strategies.sampled_from((*NAMES, "en")), max_size=2).map(tuple)
filters = strategies.builds(
    Filters,
    values=strategies.dictionaries(
        strategies.sampled_from([f.name for f in FIELDS.values() if Role.FILTER in f.roles]),
        _values,
        max_size=2,
    ),
    published=strategies.just(Published()) | spans,
)
facet_prefixes = strategies.sampled_from(("", "", "a", "ti", "the t", "x"))
zones = strategies.sampled_from(
    [UTC, *map(ZoneInfo, ("Asia/Seoul", "America/Los_Angeles", "Europe/London"))]
)
recencies = strategies.none() | strategies.builds(
    Recency,
    strategies.sampled_from((timedelta(hours=5), timedelta(days=30))),
    strategies.sampled_from([datetime(2024, month, 25, tzinfo=UTC) for month in (10, 12)]),
)
