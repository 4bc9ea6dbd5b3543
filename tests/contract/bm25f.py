"""What words and phrases score, worked out slowly and plainly over all articles.

    sum = boost * tf / (1 - b + b * length / average length), over the fields
    score = idf * (K1 + 1) * sum / (sum + K1)

for each word, over the fields that have all words of the clause. A text's own length is that which
Whoosh keeps in a byte: from 11 words on it may be rounded up. The average is of exact ones.
"""

from collections.abc import Mapping
from math import log

from whoosh.util.numeric import byte_to_length, length_to_byte

from archive import Article
from index import FIELDS, Analyzer, Role, with_role
from index.analysis import analyse, fold, is_beginning, language_of, query_words
from index.query import Phrase, Word
from tests.contract.articles import values
from tests.contract.words import Clause, fields_with

K1 = 2.0


def bm25f(articles: Mapping[str, Article], found: Article, clause: Clause) -> float:
    """What the clause is worth in one of the articles, which are all that the index has."""
    fields = [f.name for f in with_role(Role.SEARCH)] if clause.field is None else [clause.field]
    score = 0.0
    for place in range(len(query_words(clause.text, FIELDS[fields[0]].analyzer))):
        total = sum(
            weight(articles, found, name) * frequency(found, name, clause, place)
            for name in fields_with(found, clause)
        )
        common = max(
            sum(frequency(each, name, clause, place) > 0 for each in articles.values())
            for name in fields
        )
        idf = log(1 + (len(articles) - common + 0.5) / (common + 0.5))
        score += idf * (K1 + 1) * total / (total + K1)
    return score


def weight(articles: Mapping[str, Article], found: Article, field: str) -> float:
    """What a word in the article's field counts."""
    average = sum(length(each, field) for each in articles.values()) / len(articles)
    own = byte_to_length(length_to_byte(length(found, field)))
    b = FIELDS[field].b
    return FIELDS[field].boost / (1 - b + b * own / average)


def length(found: Article, field: str) -> int:
    return len(words_in(found, field))


def words_in(found: Article, field: str) -> list[tuple[str, str]]:
    """The term and the spelling of each word of the field."""
    analyzer = FIELDS[field].analyzer
    return [
        word for text in values(found, field) for word in analyse(text, analyzer, found.language)
    ]


def frequency(found: Article, field: str, clause: Clause, place: int) -> int:
    """How often the word at this place of the clause stands in the article's field."""
    analyzer = FIELDS[field].analyzer
    typed = query_words(clause.text, analyzer, found.language)
    term, spelt = typed[place]
    exact = isinstance(clause, Word | Phrase) and clause.exact
    is_text = analyzer is Analyzer.TEXT
    goes_on = is_text and place == len(typed) - 1 and is_beginning(term)
    as_typed = is_text and len(typed) == 1 and not exact and language_of(found.language)
    return sum(
        (spelling == spelt if exact else own == term)
        or (goes_on and fold(spelling).startswith(fold(spelt)))
        or (bool(as_typed) and fold(spelling) == fold(spelt))
        for own, spelling in words_in(found, field)
    )
