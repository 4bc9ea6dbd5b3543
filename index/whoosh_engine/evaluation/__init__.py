"""Queries answered on arrays: what matches, what it scores, which come first, and counts.

Everything here is a function of one open commit's arrays, and answers exactly what Whoosh's own
matchers answer on the same segments (the oracle in the tests).
"""

from index.whoosh_engine.evaluation.search import Answer, Ranked, search
from index.whoosh_engine.evaluation.view import CommitView

__all__ = ["Answer", "CommitView", "Ranked", "search"]
