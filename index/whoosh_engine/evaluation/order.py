"""The order of hits: which places of the matches come first, or follow a cursor."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.query import Cursor, Sort
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.evaluation.matches import Matches
from index.whoosh_engine.evaluation.selection import Keys, following, select
from index.whoosh_engine.evaluation.view import CommitView
from index.whoosh_engine.instants import NO_INSTANT

_DRIFT = 4.0
"""A score that is so many times another is of an article that has changed itself. By less the index
moves it: one more article can triple what a word is worth that all others have."""

_LAST_INSTANT = 2**63 - 2  # whose complement, too, is no NO_INSTANT


class Order:
    """Matches in the order of a sort: by falling key, then by id. Nothing is sorted but what is
    asked for."""

    def __init__(self, view: CommitView, matches: Matches, sort: Sort) -> None:
        self._view = view
        self._sort = sort
        self._documents = matches.documents
        self._ids = _Ids(view, matches.documents)
        self._keys: Keys = matches.scores
        if sort is not Sort.RELEVANCE:
            self._keys = _falling_times(view.instants.take(matches.documents), sort)

    def places(self, after: Cursor | None, offset: int, limit: int) -> NDArray[np.intp]:
        """The places, in order, of the matches `offset` to `offset + limit`, counted from the first
        that follows the cursor if there is one."""
        if after is None:
            return select(self._keys, self._ids, offset + limit)[offset:]
        rest = following(self._keys, self._ids, self._key_of(after), after.id)
        if offset >= len(rest):
            return rest[:0]
        first = select(self._keys.take(rest), self._ids.at(rest), offset + limit)[offset:]
        return rest.take(first)

    def cursors(self, places: NDArray[np.intp], ids: Sequence[str]) -> list[Cursor]:
        """The cursors of the matches at these places, whose ids are these."""
        keys: list[float] = self._keys.take(places).tolist()
        if self._sort is Sort.RELEVANCE:
            return list(map(Cursor, keys, ids))
        instants = [_instant(int(key), self._sort) for key in keys]
        return list(map(Cursor, instants, ids))

    def _key_of(self, cursor: Cursor) -> float:
        """The key that has the cursor's place."""
        if self._sort is Sort.RELEVANCE:
            return self._score_now(float(cursor.key or 0), cursor.id)
        if cursor.key is None:
            return NO_INSTANT
        instant = min(max(int(cursor.key), NO_INSTANT + 1), _LAST_INSTANT)
        return instant if self._sort is Sort.NEWEST else ~instant

    def _score_now(self, score: float, id: str) -> float:
        """What the hit with this id and score scores now, if it is there and nearly the same.

        Each article that is added or deleted moves all scores a little, and nearly alike: words get
        rarer or commoner. Who goes on at the old score would miss hits, or meet them again.
        """
        document = self._view.find(id)
        place = -1 if document is None else int(self._documents.searchsorted(document))
        if 0 <= place < len(self._documents) and self._documents[place] == document:
            now = float(self._keys[place])
            if score <= _DRIFT * now and now <= _DRIFT * score:
                return now
        return score


def _falling_times(instants: NDArray[np.int64], sort: Sort) -> Keys:
    """Keys that fall in the order of time asked for; without a date comes last in both."""
    if sort is Sort.OLDEST:
        return np.where(instants == NO_INSTANT, NO_INSTANT, ~instants)
    return instants


def _instant(key: int, sort: Sort) -> int | None:
    """The time that a key stands for."""
    if key == NO_INSTANT:
        return None
    return key if sort is Sort.NEWEST else ~key


class _Ids:
    """The ids of what stands at each place of some documents; see `selection.Ids`."""

    def __init__(self, view: CommitView, documents: Documents) -> None:
        self._view = view
        self._documents = documents

    def at(self, places: NDArray[np.intp]) -> "_Ids":
        """The ids at these places."""
        return _Ids(self._view, self._documents.take(places))

    def ranks(self, places: NDArray[np.intp]) -> NDArray[np.integer]:
        """Numbers that rise with the ids at these places."""
        return self._view.id_ranks(self._documents.take(places))

    def first(self, places: NDArray[np.intp], count: int) -> NDArray[np.intp]:
        """Those of the places that have the first ids."""
        return places.take(self._view.first_by_id(self._documents.take(places), count))

    def after(self, places: NDArray[np.intp], id: str) -> NDArray[np.bool_]:
        """Which of the places have an id that follows this one."""
        return self._view.are_after(self._documents.take(places), id)
