"""Did you mean: a query's misspelt words, put right by the words that articles have.

A *noisy channel* (Kernighan, Church and Gale, A Spelling Correction Program Based on a Noisy
Channel Model, 1990): of what could have been meant, that is likeliest which is common and which
few slips of the hand make into what was typed. How common is what the corrected query finds, so
that the other words have their say: `north korean troups` are troops and not groups.

What is corrected is a word of a text or a phrase that no article has in any of its forms. One that
some have is taken for a name or a rare word, unless the search found very little and the word
looks like a slip of one that is a hundred times commoner. Left alone are words that must not
match, those asked for exactly, prefixes, wildcards and fuzzy words, fields of names, what holds a
digit, and scripts without spaces (see `index.typed_words`).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from math import inf, log

from index.engine import Engine, QueryTooBroad
from index.errors import QuerySyntaxError
from index.misspellings import Change, changes
from index.parser import parse_query
from index.query import Node, SearchRequest, SnippetRequest
from index.typed_words import typed_words

MOST_WORDS = 40
"""A longer query is a text that somebody pasted, and not corrected."""

FEW = 10
"""A search that found fewer articles may have found them by a slip that their authors made too."""

_MOST_TRIES = 8  # searches


def corrected(
    text: str,
    request: SearchRequest,
    engine: Engine,
    *,
    total: int,
    parse: Callable[[str], Node] = parse_query,
) -> str | None:
    """The query text with its misspelt words put right and all else untouched; None where nothing
    is known that finds more.

    `request` is the search as it was answered, whose filters count here too, and `total` what it
    found for the text as it is; `parse` makes a text its query. Costs one look-up for each word
    where none is misspelt. Raises IndexUnavailable, and QuerySyntaxError for what is no query.
    """
    words = list(islice(typed_words(text), MOST_WORDS + 1))
    if not words or len(words) > MOST_WORDS:
        return None
    misspelt = changes(words, text, engine, rare_too=total < FEW)
    best, best_worth = None, -inf
    for combined in _combinations(misspelt):
        changed = _changed(text, combined)
        found = _total(changed, request, engine, parse)
        worth = log(found or 1) - sum(change.cost for change in combined)
        if found > total and worth > best_worth:
            best, best_worth = changed, worth
    return best


def _combinations(misspelt: Sequence[Sequence[Change]]) -> list[tuple[Change, ...]]:
    """One change for each misspelt word; of many combinations the likeliest few."""
    combinations: list[tuple[Change, ...]] = [()]
    for alternatives in misspelt:
        longer: list[tuple[Change, ...]] = []
        for combined in combinations:
            end = combined[-1].end if combined else 0
            free = [(*combined, change) for change in alternatives if change.start >= end]
            longer += free or [combined]  # one that joins two words is a change for both
        longer.sort(key=lambda combined: -sum(change.worth for change in combined))
        combinations = longer[:_MOST_TRIES]
    return [combined for combined in combinations if combined]


def _changed(text: str, combined: Sequence[Change]) -> str:
    for change in reversed(combined):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def _total(text: str, request: SearchRequest, engine: Engine, parse: Callable[[str], Node]) -> int:
    """How many articles the request finds for another text."""
    try:
        counted = replace(
            request,
            query=parse(text),
            offset=0,
            limit=0,
            facets=(),
            after=None,
            recency=None,
            explain=False,
            snippets=SnippetRequest(count=0),
        )
        return engine.search(counted).total
    except (QuerySyntaxError, QueryTooBroad):
        return 0
