"""Which language a text is in: by its script where that tells, else by runs of letters.

A seam: whatever detector is used, callers only know `detect_language`.
"""

import unicodedata
from collections import Counter
from functools import cache
from typing import Any

from archive.parsing.tables import load_table
from archive.parsing.words import folded_words, stop_words

_SAMPLE = 4_000  # characters: what follows rarely changes the answer, and takes as long again
_CONFIRMED = 2_500  # characters of a body whose language is supposed
_FUNCTION_WORDS = 0.25  # of a body's words, as in most prose of the language
_SCRIPT_SHARE = 0.3
# Of 900 news articles and sentences in 50 languages no answer this sure was wrong; single words,
# names, tables, and texts half in another language stay below it, and nearly all prose is above.
_SURE = 0.9
# The detector tells a language's varieties apart, which divides its certainty among them; an
# archive's readers filter by the language.
_VARIETIES = {"ary": "ar", "arz": "ar", "uzs": "uz", "wuu": "zh", "yue": "zh"}
_NO_LANGUAGE = "zxx"


def detect_language(text: str) -> str | None:
    """The BCP 47 tag of the text's language, None where unsure: text that is short, or in several
    languages, rather has none than a wrong one."""
    sample = text[:_SAMPLE]
    return _by_script(sample) or _by_letters(sample)


def language_of(body: str, supposed: str | None) -> str | None:
    """A body's language: the supposed one, its page's, if enough of its words are function words of
    that, which is ten times as fast as to detect it; else the one detected, or else the supposed.
    """
    stops = stop_words(supposed)
    sample = folded_words(body[:_CONFIRMED]) if stops else []
    if sum(word in stops for word in sample) >= _FUNCTION_WORDS * len(sample) > 0:
        return supposed
    return detect_language(body) or supposed


def tidy_language(tag: str) -> str:
    """The tag in its customary case (RFC 5646, section 2.1.1), so that a filter finds it.

    >>> tidy_language("PT-br"), tidy_language("zh-hans-cn")
    ('pt-BR', 'zh-Hans-CN')
    """
    first, *rest = tag.lower().split("-")
    cased = {2: str.upper, 4: str.title}
    after_singleton = False
    tidy = [first]
    for part in rest:
        tidy.append(part if after_singleton else cased.get(len(part), str)(part))
        after_singleton = after_singleton or len(part) == 1
    return "-".join(tidy)


def load_detector() -> None:
    """Read the detector now, before processes are forked that share its memory and would each wait
    for it."""
    _identifier()


def _by_script(text: str) -> str | None:
    scripts: Counter[str] = Counter()
    for letter, count in Counter(filter(str.isalpha, text)).items():
        scripts[unicodedata.name(letter, "").partition(" ")[0]] += count
    if not scripts:
        return None
    enough = _SCRIPT_SHARE * scripts.total()
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana + scripts["CJK"] > enough:
        # Chinese quotes some kana; Japanese prose is never below a tenth of it.
        return "ja" if kana * 10 > scripts["CJK"] else "zh"
    script, count = scripts.most_common(1)[0]
    languages: dict[str, str] = load_table("languages")["scripts"]
    return languages.get(script) if count > enough else None


def _by_letters(text: str) -> str | None:
    shares: Counter[str] = Counter()
    for language, share in _identifier().rank(text):
        shares[_VARIETIES.get(language, language)] += share
    [(language, share)] = shares.most_common(1)
    return language if share >= _SURE and language != _NO_LANGUAGE else None


@cache
def _identifier() -> Any:
    """The detector, read from its file when it is first needed: 0.6 s, and 75 MB for as long as the
    process lives."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
