"""One commit as searches see it: its segments' arrays, and what was worked out from them once."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.analysis import language_of
from index.query import Filters, Published
from index.whoosh_engine.arrays import SegmentArrays
from index.whoosh_engine.evaluation.leaves import Leaves
from index.whoosh_engine.evaluation.loops import Documents
from index.whoosh_engine.evaluation.matches import Matches
from index.whoosh_engine.evaluation.segment_view import PUBLISHED, Accepted, Mask, SegmentView
from index.whoosh_engine.evaluation.terms import CommitTerms, joined
from index.whoosh_engine.instants import bounds


class CommitView:
    """A commit's segments under one numbering: document d of segment s is `bases[s] + d`.

    Attributes:
        segments: as in the commit.
        bases: intp[segment + 1], the number of each one's first document; `size` comes last.
        size: how many documents there are, deleted ones included.
        terms: the words of all segments.
        leaves: what has been asked for of this commit.
    """

    def __init__(
        self, segments: Sequence[SegmentArrays], known: "CommitView | None" = None
    ) -> None:
        """`known` is an earlier commit, whose segments keep what was worked out from them."""
        earlier = {view.arrays.segment_id: view for view in known.segments} if known else {}
        self.segments: tuple[SegmentView, ...] = tuple(
            earlier[arrays.segment_id].with_arrays(arrays)
            if arrays.segment_id in earlier
            else SegmentView(arrays)
            for arrays in segments
        )
        counts = [segment.document_count for segment in segments]
        self.bases: NDArray[np.intp] = np.cumsum([0, *counts])
        self.size = int(self.bases[-1])
        self.terms = CommitTerms(segments)
        self.leaves = Leaves()

    @cached_property
    def live_mask(self) -> Mask | None:
        """bool[document], False where deleted; None when nothing is deleted."""
        masks = [segment.arrays.live_mask for segment in self.segments]
        if all(mask is None for mask in masks):
            return None
        return joined(
            [
                np.ones(segment.arrays.document_count, np.bool_) if mask is None else mask
                for mask, segment in zip(masks, self.segments, strict=True)
            ]
        )

    @cached_property
    def instants(self) -> NDArray[np.int64]:
        """When each document was published: int64[document], NO_INSTANT where that is not known."""
        parts = [segment.instants for segment in self.segments]
        return joined(parts or [np.empty(0, np.int64)])

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of articles whose words are stemmed as others than English ones are."""
        tags = {tag for segment in self.segments for tag in segment.values("language")}
        return tuple(sorted({name for tag in tags if (name := language_of(tag))}))

    def passing(self, matches: Matches, filters: Filters, *, but: str = "") -> Matches:
        """What passes every filter, the one of the field `but` aside. Raises IndexDamaged."""
        wanted: dict[str, Accepted] = {
            name: accepted for name, accepted in filters.values.items() if accepted and name != but
        }
        if filters.published != ALWAYS and but != PUBLISHED:
            wanted[PUBLISHED] = filters.published
        if not wanted or not len(matches.documents):
            return matches
        passing = [segment.passing(local, wanted) for segment, local in self.parts(matches[0])]
        return matches.chosen(joined(passing))

    def published(self, span: Published, among: Documents | None) -> Documents:
        """The documents that were published in a span of time; of those `among` some, if given."""
        instants = self.instants if among is None else self.instants.take(among)
        start, end = bounds(span)
        (inside,) = ((instants >= start) & (instants < end)).nonzero()
        return inside.astype(np.int32) if among is None else among.take(inside)

    def parts(self, documents: Documents) -> Iterator[tuple[SegmentView, Documents]]:
        """The documents of each segment that has any, in its own numbering."""
        if len(self.segments) == 1:
            if len(documents):
                yield self.segments[0], documents
            return
        ends = documents.searchsorted(self.bases).tolist()
        for number, segment in enumerate(self.segments):
            start, end = ends[number], ends[number + 1]
            if start < end:
                yield segment, documents[start:end] - np.int32(self.bases[number])

    def part(self, number: int, documents: Documents) -> Documents:
        """Those of the documents that are in the segment of this number, in its own numbering."""
        if len(self.segments) == 1:
            return documents
        base, end = self.bases[number : number + 2].tolist()
        first, last = documents.searchsorted((base, end)).tolist()
        return documents[first:last] - np.int32(base)

    def locate(self, document: int) -> tuple[SegmentArrays, int]:
        """The segment of a document, and its number there."""
        if len(self.segments) == 1:
            return self.segments[0].arrays, document
        number = int(self.bases.searchsorted(document, side="right")) - 1
        return self.segments[number].arrays, document - int(self.bases[number])

    def find(self, id: str) -> int | None:
        """The live document with this article id; None if there is none."""
        for segment, base in zip(self.segments, self.bases.tolist(), strict=False):
            document = segment.arrays.find(id)
            if document is not None:
                return int(base + document)
        return None

    def id_of(self, document: int) -> str:
        """The document's article id."""
        segment, local = self.locate(document)
        return segment.ids.of(local)

    def id_ranks(self, documents: Documents) -> NDArray[np.integer]:
        """The order of these documents' ids among each other, as numbers that rise with them."""
        if len(self.segments) == 1:
            return self.segments[0].arrays.ids.rank.take(documents)
        ids = [self.id_of(document) for document in documents.tolist()]
        ranks = np.empty(len(ids), dtype=np.intp)
        ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
        return ranks

    def are_after(self, documents: Documents, id: str) -> Mask:
        """Which of the documents have an id that follows this one: bool[document]."""
        parts = [segment.are_after(local, id) for segment, local in self.parts(documents)]
        return joined(parts or [np.empty(0, np.bool_)])

    def first_by_id(self, documents: Documents, count: int) -> NDArray[np.intp]:
        """The places among the documents, of those with the `count` first ids; in no order."""
        candidates: list[NDArray[np.intp]] = []
        before = 0
        for segment, local in self.parts(documents):
            places = np.arange(len(local))
            if count < len(local):  # no more can be among the first; their order is known here
                places = segment.arrays.ids.rank.take(local).argpartition(count)[:count]
            candidates.append(places + before)
            before += len(local)
        every = joined(candidates)
        if count < len(every):
            every = every.take(self.id_ranks(documents.take(every)).argpartition(count)[:count])
        return every


ALWAYS = Published()
"""The filter that every time passes, and none."""
