"""Words that say too little to be asked for by themselves."""

from functools import cache

from index.analysis.folding import fold
from index.analysis.stemming import language_of
from index.analysis.stop_word_lists import STOP_WORD_LISTS


@cache
def stop_words(language: str | None = None) -> frozenset[str]:
    """The stop words of a language (a BCP 47 tag), folded; None is English. A language without
    a list has none."""
    listed = language_of(language)
    if listed is None and language and not language.lower().startswith("en"):
        return frozenset()
    return frozenset(map(fold, STOP_WORD_LISTS.get(listed or "en", "").split()))


STOP_WORDS = stop_words()
"""Those of English, which a search passes over (see `index.stop_word_rule`)."""


def is_stop_word(text: str) -> bool:
    """Whether a typed word says too little to be asked for beside other words.

    A word in capitals is not: "WHO report" and "IT workers" mean something else.
    """
    return fold(text) in STOP_WORDS and not (text.isupper() and len(text) > 1)
