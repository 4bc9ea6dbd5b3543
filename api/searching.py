"""A search from its parameters to what it found: read, asked, and asked again with less."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from api.cursors import Place
from api.server_timing import lap
from api.services import services
from index import (
    Node,
    Operator,
    SearchRequest,
    SearchResult,
    SynonymRules,
    corrected,
    format_node,
    parse_query,
)

Parameters = dict[str, Any]

FEW = 10
"""A search for all words that found as many has none that is in no article; it is not looked for
a better spelling."""

LONGEST_CORRECTED = 500
"""A longer query, in characters, was not typed by hand and is not looked for one either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query as it was understood at a moment, with words of the same meaning.

    `relaxed` is whether it asks for fewer words than the parameters do; `parsed` and `synonyms` are
    all that was read beside the parameters.
    """

    node: Node
    parsed: str
    began: datetime
    synonyms: SynonymRules
    relaxed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search came to: the question and the request that were asked in the end, the answer,
    and a spelling of the query that finds more, if one was looked for and found."""

    question: Question
    request: SearchRequest
    result: SearchResult
    corrected: str | None = None


def understand(parameters: Parameters, place: Place | None = None) -> Question:
    """What QueryParameters ask for, on the walk of `place`; raises QuerySyntaxError."""
    began = place.began if place else datetime.now(UTC)
    if place and place.relaxed:
        return _question(parameters, began, Operator.OR, relaxed=True)
    return _question(parameters, began, parameters["operator"])


def find(question: Question, request: SearchRequest, parameters: Parameters) -> Found:
    """What the request for the question finds; where that is nothing, what any of its words find.

    Nothing is relaxed in a walk that has begun: it stays with the question that it began with.
    """
    engine = services().engine
    asked = Found(question=question, request=request, result=engine.search(request))
    if asked.result.total or request.after or parameters["operator"] is not Operator.AND:
        return asked
    any_word = _question(parameters, question.began, Operator.OR, relaxed=True)
    if any_word.node == question.node:
        return asked
    relaxed = replace(request, query=any_word.node)
    result = engine.search(relaxed)
    if not result.total:  # then the answer is that of what was asked
        return asked
    return Found(question=any_word, request=relaxed, result=result)


def find_and_correct(question: Question, request: SearchRequest, parameters: Parameters) -> Found:
    """What `find` does, and a better spelling of the query where that may find more."""
    found = find(question, request, parameters)
    lap("search")
    total = 0 if found.question.relaxed else found.result.total
    surely_spelt = total >= FEW and " OR " not in question.parsed
    if request.after or surely_spelt or len(parameters["q"]) > LONGEST_CORRECTED:
        return found
    better = corrected(
        parameters["q"],
        request,
        services().engine,
        total=total,
        parse=lambda text: _respelt(text, parameters, question),
    )
    lap("correct")
    return replace(found, corrected=better)


def _question(
    parameters: Parameters, began: datetime, operator: Operator, *, relaxed: bool = False
) -> Question:
    synonyms = services().synonyms
    asked = parse_query(
        parameters["q"],
        operator=operator,
        exact=parameters["exact"],
        now=began,
        relaxed=relaxed,
    )
    node = synonyms.expand(asked)
    return Question(
        node=node, parsed=format_node(node), began=began, synonyms=synonyms, relaxed=relaxed
    )


def _respelt(text: str, parameters: Parameters, question: Question) -> Node:
    """The question with another text."""
    asked = parse_query(
        text,
        operator=parameters["operator"],
        exact=parameters["exact"],
        now=question.began,
    )
    return question.synonyms.expand(asked)
