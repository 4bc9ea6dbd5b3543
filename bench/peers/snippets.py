"""One snippet in plain Python, for peers whose own highlighter analyses the whole text again.

It looks for the beginnings of the query's words and stems only what it finds: some 12 µs a hit,
where tantivy's SnippetGenerator takes 300 and Whoosh's Highlighter 2,000.
"""

import html
import re
from functools import lru_cache

import Stemmer

from bench.peers.base import SNIPPET_SIZE
from bench.queries import BenchQuery, Operator

_BEFORE = 40  # characters shown before the first match

stem = lru_cache(maxsize=100_000)(Stemmer.Stemmer("english").stemWord)


class Snippets:
    """Makes the snippets of one query."""

    def __init__(self, query: BenchQuery) -> None:
        whole = query.words[:-1] if query.prefix else query.words
        self._stems = frozenset(stem(word) for word in whole)
        self._prefix = query.words[-1] if query.prefix else None
        probes = [_common_beginning(word, stem(word)) for word in whole]
        if self._prefix:
            probes.append(self._prefix)
        self._probes = tuple(dict.fromkeys(probes))
        self._word = re.compile(rf"\b(?:{'|'.join(self._probes)})\w*")
        self._phrase = (
            re.compile(r"\w*\W+".join(probes)) if query.operator is Operator.PHRASE else None
        )

    def make(self, body: str) -> str:
        """About SNIPPET_SIZE characters round a match, as HTML; the beginning if none is found."""
        at = self._place_of_phrase(body) if self._phrase else self._place(body)
        start = 0 if at <= _BEFORE else body.rfind(" ", 0, at - _BEFORE) + 1
        end = body.find(" ", start + SNIPPET_SIZE)
        fragment = body[start : end if end >= 0 else len(body)]
        parts, done = [], 0
        for match in self._word.finditer(fragment.lower()):
            if self._matches(match.group()):
                first, last = match.span()
                parts.append(html.escape(fragment[done:first]))
                parts.append(f"<mark>{fragment[first:last]}</mark>")
                done = last
        parts.append(html.escape(fragment[done:]))
        return "".join(parts)

    def _matches(self, word: str) -> bool:
        return stem(word) in self._stems or (
            self._prefix is not None and word.startswith(self._prefix)
        )

    def _place_of_phrase(self, body: str) -> int:
        text = body.lower()
        assert self._phrase is not None
        for found in self._phrase.finditer(text):
            if found.start() == 0 or not text[found.start() - 1].isalnum():
                return found.start()
        return 0

    def _place(self, body: str) -> int:
        """Where the window should open: the match with most other words soon after it."""
        places = sorted(place for probe in self._probes if (place := self._first(body, probe)) >= 0)
        if len(places) < 2:
            return places[0] if places else 0
        return max(
            places,
            key=lambda place: sum(place <= other < place + SNIPPET_SIZE - 60 for other in places),
        )

    def _first(self, body: str, probe: str) -> int:
        """The first word that begins so and matches, or -1. Lower-casing a whole body would take
        longer than all the rest, so a word is looked for with and without a capital."""
        small = self._find(body, probe, len(body))
        large = self._find(body, probe.capitalize(), small if small >= 0 else len(body))
        return large if large >= 0 else small

    def _find(self, body: str, probe: str, end: int) -> int:
        at = body.find(probe, 0, end)
        while at >= 0:
            if at == 0 or not body[at - 1].isalnum():
                word = _WORD.match(body, at)
                if word is not None and self._matches(word.group().lower()):
                    return at
            at = body.find(probe, at + 1, end)
        return -1


_WORD = re.compile(r"\w+")


def _common_beginning(word: str, other: str) -> str:
    """What both begin with: a stem may end in other letters than any of its words."""
    length = 0
    for a, b in zip(word, other, strict=False):
        if a != b:
            break
        length += 1
    return word[:length]
