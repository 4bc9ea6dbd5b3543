"""What can be wrong with an index's files."""

from archive import IndexUnavailable


class IndexDamaged(IndexUnavailable):
    """A file of the index is not whole, or was written by another release: rebuild the index."""


class IndexingFailed(IndexUnavailable):
    """Documents could not be indexed; the index is as it was before."""
