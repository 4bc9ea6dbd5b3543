"""More like this: an article's weightiest words, as a query that finds others with them.

The words are chosen as Lucene's MoreLikeThis chooses them, by how often they stand in the article
and how few others have them (tf * idf). Each then counts as BM25 counts a word that a long query
says several times (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, 3.4.3):
the index's own score, which knows how rare it is, times a factor that grows ever slower. One word
in common makes no two articles alike: where there are several, two of them must be shared, as
MoreLikeThis has its minimum_should_match.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from math import log

from archive import Article
from index.analysis import analyse, fold, is_beginning, is_unspaced, stop_words
from index.article_values import article_values
from index.engine import Engine
from index.fields import Analyzer, Role, with_role
from index.query import And, Boosted, Node, Or, SearchRequest, SnippetRequest, Word

MOST_WORDS = 25
MOST_SORTED_OUT = 10_000
"""In archives of more articles those that share a single word are not sorted out: the first among
so many share far more, and it takes five times as long as to find them."""
_FEWEST_ARTICLES = 2  # with the word: this one, and one more to be found
_SHORTEST = 3  # letters; of a script without spaces, whose tokens are pairs of them, any
_LONGEST_TEXT = 50_000  # characters of a field: its beginning says what it is about
_MOST_CANDIDATES = 300  # words that are looked up in the index
_K3 = 2.0  # how soon saying a word again adds no more


def similar_query(article: Article, engine: Engine) -> Node | None:
    """What finds articles like this one, itself among them; None where no word says anything.

    The words are asked for in any of their forms and any field of texts. Raises IndexUnavailable.
    """
    counts = _word_counts(article)
    if not counts:
        return None
    words = nlargest(_MOST_CANDIDATES, counts, key=counts.__getitem__)
    nothing = SearchRequest(limit=0, facets=(), snippets=SnippetRequest(count=0))
    articles = engine.search(nothing).total
    frequencies = engine.document_frequencies(words)
    weights = {
        word: counts[word] * (log((articles + 1) / (frequency + 1)) + 1)
        for word, frequency in zip(words, frequencies, strict=True)
        if frequency >= _FEWEST_ARTICLES
    }
    chosen = sorted(weights, key=lambda word: (-weights[word], word))[:MOST_WORDS]
    if not chosen:
        return None
    weighed = Or(tuple(Boosted(Word(word), _factor(counts[word])) for word in chosen))
    if len(chosen) == 1 or articles > MOST_SORTED_OUT:
        return weighed
    shared = Or(tuple(_any_two(tuple(map(Word, chosen)))))
    return And((weighed, Boosted(shared, 0.0)))  # which is worth nothing


def _any_two(words: Sequence[Word]) -> Iterator[Node]:
    """Nodes of which one matches where any two of the words do: one of each half, or two of a half.

    So each word is asked for as often as the words can be halved, not with each of the others.
    """
    if len(words) > 1:
        middle = len(words) // 2
        halves = words[:middle], words[middle:]
        yield And(tuple(Or(tuple(half)) for half in halves))
        for half in halves:
            yield from _any_two(half)


def _factor(count: float) -> float:
    return round(count * (_K3 + 1) / (count + _K3), 3)


def _word_counts(article: Article) -> dict[str, float]:
    """How often the article has each word that says something, in any of its forms and as much as
    the field weighs; by the form that it has most often."""
    counts: defaultdict[str, float] = defaultdict(float)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    idle = stop_words(article.language) | stop_words(None)
    for field in with_role(Role.SEARCH):
        for text in article_values(article, field.name):
            for term, spelling in _saying(text, article.language, idle):
                counts[term] += field.boost
                forms[term][spelling] += 1
    best: defaultdict[str, float] = defaultdict(float)
    for term, count in counts.items():
        best[min(forms[term], key=lambda form: (-forms[term][form], form))] += count
    return best


def _saying(text: str, language: str | None, idle: frozenset[str]) -> Iterable[tuple[str, str]]:
    """The terms and spellings of the text's words, numbers and stop words left out."""
    for term, spelling in analyse(text[:_LONGEST_TEXT], Analyzer.TEXT, language):
        if is_unspaced(spelling):
            if not is_beginning(spelling):
                yield term, spelling
        elif (
            len(spelling) >= _SHORTEST
            and not any(map(str.isdigit, spelling))
            and fold(spelling) not in idle
        ):
            yield term, spelling
