"""Which segments to merge, and when: few enough to search, seldom enough to write."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.whoosh_engine.arrays.commit import CommittedSegment

FACTOR: Final = 4
"""A segment is left alone while it is this many times as large as all smaller ones together."""

SMALL: Final = 200
"""Documents in a merge that is done at once: some milliseconds."""

MOST_DELETED: Final = 0.25
"""The share of deleted documents at which a segment is rewritten."""

LARGEST: Final = 4_000_000
"""Documents in a segment that is not merged any more, unless much of it is deleted."""


@dataclass(frozen=True)
class MergePlan:
    """Segments to become one, in the order in which they stand in the index."""

    segments: tuple[CommittedSegment, ...]

    @property
    def documents(self) -> int:
        """How many documents the merged segment will have."""
        return sum(segment.live for segment in self.segments)

    @property
    def is_small(self) -> bool:
        """Whether it is done sooner than said."""
        return sum(segment.documents for segment in self.segments) <= SMALL


def plan_merge(segments: Sequence[CommittedSegment]) -> MergePlan | None:
    """The next merge; None when there is nothing to do.

    From the smallest segment up, a segment that is not FACTOR times as large as the sum of those
    before it joins them, as long as two do. So the sizes of what remains grow at least FACTOR-fold:
    10 segments hold 4**9 times as many documents as the smallest, and a document is copied about
    once for each of them. It is the logarithmic method of Bentley and Saxe (1980). A segment with
    too many deleted documents is rewritten, alone if need be, which bounds the space to
    1 / (1 - MOST_DELETED) of the live data, and the same again while a merge is under way.
    """
    by_size = sorted(segments, key=lambda segment: segment.live)
    total = 0
    chosen = 0
    for place, segment in enumerate(by_size):
        if place and segment.live < FACTOR * total and total + segment.live <= LARGEST:
            chosen = place + 1
        total += segment.live
    merged = {segment.id for segment in by_size[:chosen]}
    if not merged:
        merged = {
            segment.id
            for segment in segments
            if len(segment.deleted) > MOST_DELETED * segment.documents
        }
    if not merged:
        return None
    return MergePlan(tuple(segment for segment in segments if segment.id in merged))
