"""Which language a text is in: by script, then by its function words.

A seam: whatever detector is used, callers only know `detect_language`.
"""

import unicodedata
from collections import Counter

from archive.parsing.tables import load_table
from archive.parsing.words import folded_words, stop_words

_SAMPLE = 20_000
_LEAST_WORDS = 8
_LEAST_SHARE = 0.12
# The runner-up may have at most this share of the winner's function words.
_CLEAR_LEAD = 0.85
_SCRIPT_SHARE = 0.3


def detect_language(text: str) -> str | None:
    """The BCP 47 tag of the text's language, None where unsure."""
    sample = text[:_SAMPLE]
    return _by_script(sample) or _by_function_words(sample)


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


def _by_function_words(text: str) -> str | None:
    words = folded_words(text)
    if len(words) < _LEAST_WORDS:
        return None
    counts = Counter(words)
    scores = sorted(
        (
            (sum(counts[word] for word in stop_words(language)), language)
            for language in load_table("languages")["stop_words"]
        ),
        reverse=True,
    )
    (best, language), (second, _) = scores[:2]
    if best < _LEAST_SHARE * len(words) or second > _CLEAR_LEAD * best:
        return None
    return str(language)
