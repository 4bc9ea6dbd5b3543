"""Text -> terms: one analysis for the index, the query and the snippets. The door of the package.

Each word is *folded*: NFKC, casefolded, without accents, so that text in any Unicode normal form
matches any other. Analyzer.TEXT then stems it with the Snowball stemmer of the text's language,
and takes the runs of scripts without spaces apart. Exact search compares the words' *spellings*,
which keep accents. Stop words are terms like any other: a phrase can be asked for with them.
"""

import Stemmer

from index.analysis.folding import MAX_TERM_LENGTH, fold, spelling
from index.analysis.patterns import (
    WordPattern,
    character_pattern,
    fuzzy_pattern,
    prefix_pattern,
    wildcard_pattern,
)
from index.analysis.segmenting import first_character, is_unspaced
from index.analysis.stemming import LANGUAGES, TAG, language_of, stem
from index.analysis.stopping import STOP_WORDS, is_stop_word, stop_words
from index.analysis.words import (
    Form,
    Token,
    analyse,
    is_beginning,
    piece_forms,
    piece_spans,
    piece_terms,
    query_spellings,
    query_terms,
    query_words,
    terms,
    tokenize,
)

ANALYSIS_VERSION = f"2/snowball-{Stemmer.version()}"
"""Changes whenever the same text may give other terms, so that an index knows to be rebuilt."""

__all__ = [
    "ANALYSIS_VERSION",
    "LANGUAGES",
    "MAX_TERM_LENGTH",
    "STOP_WORDS",
    "TAG",
    "Form",
    "Token",
    "WordPattern",
    "analyse",
    "character_pattern",
    "first_character",
    "fold",
    "fuzzy_pattern",
    "is_beginning",
    "is_stop_word",
    "is_unspaced",
    "language_of",
    "piece_forms",
    "piece_spans",
    "piece_terms",
    "prefix_pattern",
    "query_spellings",
    "query_terms",
    "query_words",
    "spelling",
    "stem",
    "stop_words",
    "terms",
    "tokenize",
    "wildcard_pattern",
]
