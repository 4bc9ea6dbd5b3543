"""The words that a word or phrase of a query looks for in a field.

Nobody says which language a query is in. Its words are looked for as a text of each language of the
index would have them; in texts of most languages also as they are typed, since who leaves out
accents gets other stems.
"""

from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from index.analysis import fold, is_beginning, query_terms, query_words
from index.fields import Analyzer


class Sought(NamedTuple):
    """A word that is looked for.

    Attributes:
        terms: its term in each language, beginning with English; as many for each word of a phrase.
        spelling: as it is spelt.
        is_exact: whether it is looked for by its spelling, and not by its terms.
        goes_on: whether it stands for all words that begin with it.
    """

    terms: tuple[str, ...]
    spelling: str
    is_exact: bool
    goes_on: bool

    @property
    def folded(self) -> str:
        """Its folded form."""
        return fold(self.spelling)


def sought_words(
    text: str, analyzer: Analyzer, languages: Sequence[str], *, is_exact: bool
) -> list[Sought]:
    """The words of a typed text, in order; `languages` are those of the index besides English."""
    typed = query_words(text, analyzer)
    others: list[list[str]] = []
    if analyzer is Analyzer.TEXT:
        others = [query_terms(text, analyzer, language) for language in languages]
    rows = zip(*others, strict=True) if others else repeat(())
    words = [
        Sought((term, *more), spelling, is_exact, False)
        for (term, spelling), more in zip(typed, rows, strict=False)
    ]
    if words and analyzer is Analyzer.TEXT and is_beginning(typed[-1][0]):
        words[-1] = words[-1]._replace(goes_on=True)
    return words
