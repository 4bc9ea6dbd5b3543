"""Every field of the index, declared once: what it is for, how it is analysed, what it weighs."""

from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from functools import lru_cache


class Role(Flag):
    """What a field can be used for."""

    SEARCH = auto()  # words typed without a field name are looked for here
    QUERY = auto()  # `field:` may be written in a query
    FACET = auto()  # counted by value
    FILTER = auto()  # a request parameter of the same name narrows by it
    SORT = auto()
    SNIPPET = auto()  # fragments of it are shown


class Analyzer(StrEnum):
    """How a field's text becomes terms (see index.analysis)."""

    TEXT = "text"  # words, folded and stemmed
    NAME = "name"  # words, folded, not stemmed
    DATE = "date"  # no words: an instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. A word in it counts `boost` times (BM25F's field weight); `b` is that formula's b:
    how much a text longer than the average counts for less, from 0 (not at all) to 1."""

    name: str
    analyzer: Analyzer
    roles: Role
    boost: float = 1.0
    b: float = 0.75
    multiple: bool = False  # an article can have several values


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field(
            name="title",
            analyzer=Analyzer.TEXT,
            roles=Role.SEARCH | Role.QUERY | Role.SNIPPET,
            boost=3.0,
        ),
        Field(
            name="description",
            analyzer=Analyzer.TEXT,
            roles=Role.SEARCH | Role.QUERY | Role.SNIPPET,
            boost=1.5,
            b=0.0,  # many articles have none, so any is longer than the average
        ),
        Field(
            name="body",
            analyzer=Analyzer.TEXT,
            roles=Role.SEARCH | Role.QUERY | Role.SNIPPET,
        ),
        Field(
            name="source",
            analyzer=Analyzer.NAME,
            roles=Role.QUERY | Role.FACET | Role.FILTER,
        ),
        Field(
            name="agency",
            analyzer=Analyzer.NAME,
            roles=Role.QUERY | Role.FACET | Role.FILTER,
            multiple=True,
        ),
        Field(
            name="author",
            analyzer=Analyzer.NAME,
            roles=Role.QUERY | Role.FACET | Role.FILTER,
            multiple=True,
        ),
        Field(
            name="language",
            analyzer=Analyzer.NAME,
            roles=Role.QUERY | Role.FACET | Role.FILTER,
        ),
        Field(
            name="published",
            analyzer=Analyzer.DATE,
            roles=Role.QUERY | Role.FACET | Role.SORT,
        ),
    )
}


@lru_cache
def with_role(role: Role) -> tuple[Field, ...]:
    """The fields that have the role, in the order of their declaration."""
    return tuple(field for field in FIELDS.values() if role in field.roles)
