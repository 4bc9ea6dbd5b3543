"""Queries answered on arrays: what matches, what it scores, which come first, and counts.

Everything here is a function of one open commit's arrays, and answers exactly what Whoosh's own
matchers answer on the same segments (the oracle in the tests). The documents of all segments have
one numbering, so that a search costs its postings and not its segments.
"""

from index.whoosh_engine.evaluation.explaining import Part
from index.whoosh_engine.evaluation.search import Answer, Ranked, search
from index.whoosh_engine.evaluation.view import CommitView

__all__ = ["Answer", "CommitView", "Part", "Ranked", "search"]
