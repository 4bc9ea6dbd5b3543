"""Which words of a query are asked for; the same for every engine."""

from collections.abc import Sequence

from index.analysis import is_stop_word
from index.fields import FIELDS, Analyzer
from index.query import (
    And,
    Boosted,
    Fuzzy,
    Node,
    Or,
    Phrase,
    Prefix,
    Synonyms,
    Wildcard,
    Word,
)


def without_stop_words(children: Sequence[Node]) -> tuple[Node, ...]:
    """The children of an And that are asked for: stop words are not where other words remain.

    Inside a phrase, in an Or, or in a field of names a stop word is a word like any other, and so
    is one that is wanted exactly. Only English words are passed over: what language a query is in
    is not known, and what says little in one ("die", "son", "pour") says much in another. Words of
    other languages that say little are in most of its articles anyway.
    """
    kept = tuple(child for child in children if not _is_stop_word(child))
    return kept if any(map(_has_word, kept)) else tuple(children)


def _is_stop_word(node: Node) -> bool:
    match node:
        case Word(text=text, field=field, exact=False):
            in_text = field is None or FIELDS[field].analyzer is Analyzer.TEXT
            return in_text and is_stop_word(text)
        case Boosted(child=child):
            return _is_stop_word(child)
    return False


def _has_word(node: Node) -> bool:
    match node:
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            return True
        case And(children=children) | Or(children=children) | Synonyms(children=children):
            return any(map(_has_word, children))
        case Boosted(child=child):
            return _has_word(child)
    return False
