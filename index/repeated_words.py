"""What a word is worth that a query says more than once; the same for every engine."""

from collections import Counter
from collections.abc import Sequence

from index.query import Boosted, Node, Not

K3 = 8.0
"""How soon saying a word again counts for less (Robertson et al., Okapi at TREC-3, 1994): a long
question repeats what it is about, but not each time as much."""


def once_each(children: Sequence[Node]) -> tuple[Node, ...]:
    """The children, each once: one that is there n times counts (K3 + 1) * n / (K3 + n) times.

    >>> once_each([Word("bread"), Word("rye"), Word("bread")])
    (Boosted(child=Word(text='bread', ...), factor=1.8), Word(text='rye', ...))
    """
    if len(set(children)) == len(children):
        return tuple(children)
    return tuple(
        child if n == 1 or isinstance(child, Not) else Boosted(child, (K3 + 1) * n / (K3 + n))
        for child, n in Counter(children).items()
    )
