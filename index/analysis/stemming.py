"""Words' forms become one term, by the Snowball stemmer of the text's language.

A term of another language than English begins with the language and TAG: German `die` and English
`die` are not the same word. Texts of no known language, or of one without a stemmer, are stemmed
as English.
"""

import threading
from functools import lru_cache

import Stemmer

from index.analysis.folding import fold, spelling

TAG = "\x1f"  # no word has it

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_SAME = {"nb": "no", "nn": "no", "in": "id", "ji": "yi", "mo": "ro"}  # Bokmål, and retired codes

LANGUAGES = tuple(sorted(_ALGORITHMS))
"""The languages besides English whose words are stemmed as theirs, by ISO 639-1 code."""


class _Stemmers(threading.local):
    """A thread's: a stemmer holds state between calls. Its own cache would only repeat what is
    remembered elsewhere, so it has none."""

    def __init__(self) -> None:
        self.english = Stemmer.Stemmer("english", 0)
        self._others: dict[str, Stemmer.Stemmer] = {}

    def of(self, language: str) -> Stemmer.Stemmer:
        """The stemmer of one of LANGUAGES."""
        found = self._others.get(language)
        if found is None:
            found = self._others[language] = Stemmer.Stemmer(_ALGORITHMS[language], 0)
        return found


_stemmers = _Stemmers()


@lru_cache(maxsize=1024)
def language_of(tag: str | None) -> str | None:
    """Which of LANGUAGES a text of this language (BCP 47) is stemmed as; None for English.

    >>> language_of("de-AT"), language_of("nb"), language_of("en"), language_of("ko")
    ('de', 'no', None, None)
    """
    if not tag:
        return None
    primary = tag.replace("_", "-").partition("-")[0].lower()
    language = _SAME.get(primary, primary)
    return language if language in _ALGORITHMS else None


def stem(folded: str) -> str:
    """The Porter2 stem of a folded word."""
    # Without its possessive a word that Porter2 treats apart ("news") is seen as that word.
    found: str = _stemmers.english.stemWord(folded.removesuffix("'s") or folded)
    return found or folded


def tagged_term(word: str, language: str) -> str:
    """The term of a word in a text of one of LANGUAGES.

    A stemmer knows its language's endings by their accents (`arrivée`, `военный`): it sees the
    spelling, and what is left is folded. A number is the same in every language.
    """
    spelt = spelling(word)
    folded = fold(spelt)
    if not any(map(str.isalpha, folded)):
        return folded
    stemmed = _stemmers.of(language).stemWord(spelt) or spelt
    return f"{language}{TAG}{fold(stemmed)}"
