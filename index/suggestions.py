"""What a search box offers while somebody types: words, titles and names that go on so.

Every suggestion finds something. The last word is completed by the commonest words of the articles
that have the words before it; where nothing goes on so, by what was probably meant. Titles and
names are offered where they have all that was typed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice

from index.analysis import fold, is_stop_word, stem, tokenize
from index.engine import Engine, QueryTooBroad
from index.errors import QuerySyntaxError
from index.fields import FIELDS, Analyzer
from index.parser import parse_query
from index.query import And, Node, Or, Phrase, SearchRequest, SnippetRequest, Word
from index.query_text import format_node
from index.results import Mark, WordCount
from index.unfinished_query import UnfinishedQuery, unfinished_query

NAME_FIELDS = ("source", "agency", "author")

_CANDIDATES = 16  # words looked at
_SEARCHED = 4  # words of them that are searched for, where syntax stands before them
_TITLES = 3
_NAMES = 2  # of each field
_SHORTEST_IN_TITLES = 2  # letters, where no word stands before them
_SURE_LETTERS = 2  # at the beginning of a misspelt word
_SHORTEST_MISSPELT = 4
_MISSPELT_CANDIDATES = 120


class SuggestionKind(StrEnum):
    """What is suggested."""

    WORD = "word"  # the last word, completed
    CORRECTION = "correction"  # another last word, for want of any that begins so
    TITLE = "title"
    SOURCE = "source"
    AGENCY = "agency"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something to search for: `text` is the whole query, `label` what a person is shown, and
    `marks` what of the label was typed. `count` is about how many articles it finds; of a title, at
    least how many."""

    kind: SuggestionKind
    text: str
    label: str
    count: int
    marks: tuple[Mark, ...] = ()


def suggest(text: str, engine: Engine, limit: int = 10) -> tuple[Suggestion, ...]:
    """At most `limit` suggestions for what was typed so far: words first, then names and titles.

    Never an error for any text: what cannot be completed gets none. Raises IndexUnavailable.
    """
    typed = unfinished_query(text)
    if typed is None or limit <= 0:
        return ()
    completions = _completions(typed, engine)
    names = _names(typed, engine)
    titles = _titles(typed, engine, completions)
    words = _words(typed, completions)
    if not (completions or names or titles):
        words = _corrections(typed, engine)
    others = (*names, *titles)
    # The words may have what the others leave, and at least half.
    room = max(limit - len(others), -(-limit // 2))
    return tuple(islice(chain(words[:room], others), limit))


def _completions(typed: UnfinishedQuery, engine: Engine) -> list[WordCount]:
    """The words that the last one could become, with how many articles the query then finds; the
    commonest first, and one for all forms of a word."""
    if not typed.beginning or typed.is_unspaced or not _is_of_texts(typed.field):
        return []
    saying = [Word(word) for word in typed.words if not is_stop_word(word)]
    context = And(tuple(saying)) if typed.is_conjunction and saying else None
    found = _one_of_each(engine.words_beginning(typed.beginning, _CANDIDATES, among=context))
    telling = [word for word in found if not is_stop_word(word.word)]
    # Of nothing but stop words a query wants every one.
    is_all_stop_words = bool(typed.words) and not (saying or telling)
    found = telling or found
    if not typed.is_told or typed.field or is_all_stop_words:
        return _ranked(_searched(typed, _spelt(found)[:_SEARCHED], engine))
    if context is not None:
        return found
    counts = engine.document_frequencies(_spelt(found))
    return _ranked(map(WordCount, _spelt(found), counts))


def _is_of_texts(field: str | None) -> bool:
    return field is None or FIELDS[field].analyzer is Analyzer.TEXT


def _one_of_each(found: Iterable[WordCount]) -> list[WordCount]:
    """Of words that find the same, the commonest."""
    first: dict[str, WordCount] = {}
    for word in found:
        first.setdefault(stem(fold(word.word)), word)
    return list(first.values())


def _spelt(found: Iterable[WordCount]) -> list[str]:
    return [word.word for word in found]


def _ranked(found: Iterable[WordCount]) -> list[WordCount]:
    return sorted((word for word in found if word.count), key=lambda word: (-word.count, word.word))


def _searched(typed: UnfinishedQuery, words: Iterable[str], engine: Engine) -> Iterator[WordCount]:
    """What the query finds with each of the words as its last."""
    for word in words:
        node = typed.node(word)
        if node is not None:
            yield WordCount(word, _total(node, engine))


def _total(node: Node, engine: Engine) -> int:
    try:
        return engine.search(_search(node, 0)).total
    except QueryTooBroad:
        return 0


def _search(node: Node, limit: int) -> SearchRequest:
    return SearchRequest(query=node, limit=limit, facets=(), snippets=SnippetRequest(count=0))


def _words(
    typed: UnfinishedQuery,
    found: Iterable[WordCount],
    kind: SuggestionKind = SuggestionKind.WORD,
) -> list[Suggestion]:
    before = _marks(typed.head, typed)
    start = len(typed.head)
    suggestions = []
    for word in found:
        text = typed.completed(word.word)
        marks = before
        if kind is SuggestionKind.WORD:
            begun = min(len(typed.last), len(word.word))
            marks = (*before, Mark(start, start + begun))
        suggestions.append(
            Suggestion(kind=kind, text=text, label=text, count=word.count, marks=marks)
        )
    return suggestions


def _corrections(typed: UnfinishedQuery, engine: Engine) -> list[Suggestion]:
    """What the last word was probably meant to become, if no word begins so: that has the letters
    typed so far but for a slip, or is one."""
    beginning = typed.beginning
    if len(beginning) < _SHORTEST_MISSPELT or typed.is_unspaced or not _is_of_texts(typed.field):
        return []
    if engine.words_beginning(beginning, 1):
        return []
    surely = engine.words_beginning(beginning[:_SURE_LETTERS], _MISSPELT_CANDIDATES)
    found = [word for word in surely if _begins_nearly(fold(word.word), beginning)]
    found += engine.words_near(beginning, 1, _SEARCHED)
    words = dict.fromkeys(_spelt(_one_of_each(found)))
    return _words(
        typed,
        _ranked(_searched(typed, islice(words, _SEARCHED), engine)),
        SuggestionKind.CORRECTION,
    )


def _begins_nearly(word: str, beginning: str) -> bool:
    """Whether the word begins so but for a letter more, less or other, or two swapped: the slip is
    where the two first differ."""
    pairs = enumerate(zip(word, beginning, strict=False))
    same = next((place for place, (letter, typed) in pairs if letter != typed), len(word))
    rest, after = beginning[same:], word[same:]
    swapped = after[1:2] + after[:1] + after[2:]
    return any(
        (
            after.startswith(rest[1:]),
            after[1:].startswith(rest),
            after[1:].startswith(rest[1:]),
            swapped.startswith(rest),
        )
    )


def _names(typed: UnfinishedQuery, engine: Engine) -> list[Suggestion]:
    """Sources, agencies and authors that have all the words, side by side; of a field that stands
    after something else, those that find something with it."""
    fields = NAME_FIELDS if typed.field is None else (typed.field,)
    if not (typed.is_plain or typed.field) or fields[0] not in NAME_FIELDS:
        return []
    size = _NAMES * len(NAME_FIELDS) // len(fields)
    suggestions = []
    for field in fields:
        for name, count in engine.values_beginning(field, typed.value, size):
            text = f"{typed.before}{format_node(Phrase(name, field))}"
            found = _finds(text, engine) if typed.before else count
            if found:
                marks = _marks(name, typed)
                kind = SuggestionKind(field)
                suggestions.append(
                    Suggestion(kind=kind, text=text, label=name, count=found, marks=marks)
                )
    return suggestions


def _finds(text: str, engine: Engine) -> int:
    """How many articles the text finds as a query; 0 where it is none."""
    try:
        return _total(parse_query(text), engine)
    except QuerySyntaxError:
        return 0


def _titles(
    typed: UnfinishedQuery, engine: Engine, completions: Sequence[WordCount]
) -> list[Suggestion]:
    """Titles that have all the words, the best for the query first."""
    says_enough = typed.words or typed.is_unspaced or len(typed.last) >= _SHORTEST_IN_TITLES
    if not (typed.is_plain and says_enough):
        return []
    ends = [typed.last] if typed.is_unspaced else _spelt(completions)[:_TITLES]
    if typed.last and not ends:
        return []
    wanted: list[Node] = [Word(word, "title") for word in typed.words]
    if ends:
        wanted.append(Or(tuple(Word(word, "title") for word in ends)))
    hits = engine.search(_search(And(tuple(wanted)), 2 * _TITLES)).hits
    counts = Counter(str(hit.document["title"]) for hit in hits)  # in their order
    return [
        Suggestion(
            kind=SuggestionKind.TITLE,
            text=format_node(Phrase(title, "title")),
            label=title,
            count=count,
            marks=marks,
        )
        for title, count in islice(counts.items(), _TITLES)
        if (marks := _marks(title, typed))
    ]


def _marks(label: str, typed: UnfinishedQuery) -> tuple[Mark, ...]:
    """Where the typed words stand in the label, and the beginning of the last one."""
    if typed.is_unspaced:
        place = label.find(typed.last)
        return (Mark(place, place + len(typed.last)),) if place >= 0 else ()
    marks = []
    for token in tokenize(label, Analyzer.NAME):
        if token.term in typed.words:
            marks.append(Mark(token.start, token.end))
        elif typed.beginning and token.term.startswith(typed.beginning):
            marks.append(Mark(token.start, min(token.end, token.start + len(typed.last))))
    return tuple(marks)
