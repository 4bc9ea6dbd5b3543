"""The query language's grammar: lexemes -> nodes, or a QuerySyntaxError that points at the culprit.

docs/query-language.md describes the language, with its grammar and an example of everything.

Nothing is guessed: what looks like syntax and is none (an unknown field, a lone AND, an operator of
another engine such as `!word`) is an error that says what to write. Ordinary text stays text: a
colon after a digit (12:30), before a space (`Seoul: the talks`) or in a URL (https://…), a dash
between spaces, a question mark at the end, and/or/not in small letters.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf

from index.alternatives import Part, any_of, together
from index.clauses import ClauseReader
from index.errors import QuerySyntaxError
from index.lexemes import Kind, Lexeme
from index.lexer import lex
from index.query import All, And, Boosted, Node, Not, Operator, Or

MAX_QUERY_LENGTH = 10_000  # characters
MAX_DEPTH = 50  # parentheses, NOTs and signs inside each other
MAX_BOOST = 1_000

_BOOST = re.compile(r"\d+(\.\d*)?|\.\d+", re.ASCII)
_WORDS = (Kind.WORD, Kind.PHRASE, Kind.PREFIX, Kind.WILDCARD)
_CLAUSES = (*_WORDS, Kind.RANGE, Kind.EXACT)
_SIGNS = (Kind.NOT, Kind.MINUS, Kind.PLUS)
_ENDS = (Kind.OR, Kind.CLOSE)
_NO_OPERANDS = (Kind.AND, *_ENDS)
_OPERATORS = (Kind.AND, Kind.OR, *_SIGNS)


def parse_query(
    text: str,
    *,
    operator: Operator = Operator.AND,
    exact: bool = False,
    now: datetime | None = None,
    relaxed: bool = False,
) -> Node:
    """The query that the text means; blank text is All().

    `operator` is what stands between words where nothing is written. `exact` asks for every word
    and phrase as it is spelt, as a = before it does. `now` (aware; the clock's, if None) is what
    dates such as now-7d are counted from. `relaxed` is for asking again with Operator.OR what found
    nothing: dates and fields of names then still narrow the search.

    Raises QuerySyntaxError, and nothing else, for text that cannot be understood or goes beyond
    MAX_QUERY_LENGTH, MAX_DEPTH or the limits of clauses. Takes time in proportion to the text's
    length.
    """
    if len(text) > MAX_QUERY_LENGTH:
        raise QuerySyntaxError(
            f"The query has {len(text):,} characters; at most {MAX_QUERY_LENGTH:,} are read.",
            query=text,
            position=MAX_QUERY_LENGTH,
            length=len(text) - MAX_QUERY_LENGTH,
        )
    if not text.strip():
        return All()
    clauses = ClauseReader(text, exact, now or datetime.now(UTC))
    return _Parser(text, lex(text), operator, relaxed, clauses).query()


@dataclass(slots=True)
class _Parser:
    """Recursive descent; one method for each level of binding, loosest first."""

    text: str
    lexemes: list[Lexeme]
    operator: Operator
    relaxed: bool
    clauses: ClauseReader
    position: int = 0
    depth: int = 0
    scope: str | None = None  # the field whose parentheses we are in

    def query(self) -> Node:
        if not self.lexemes:
            start = len(self.text) - len(self.text.lstrip())
            raise self._error_at(
                "There is no letter or digit to search for.", start, len(self.text.strip())
            )
        if self.operator is Operator.AND and all(each.kind in _WORDS for each in self.lexemes):
            # What most queries are: the same without the descent.
            return together(
                And, [self.clauses.clause(each, None, False, None) for each in self.lexemes]
            )
        node = self._alternatives()
        if closing := self._next():
            raise self._error("This ) closes nothing. Leave it out, or put it in quotes.", closing)
        return node

    def _alternatives(self) -> Node:
        pluses: list[Lexeme] = []
        children = [self._sequence(pluses)]
        while self._take(Kind.OR):
            children.append(self._sequence(pluses))
        if len(children) == 1:
            return children[0]
        if pluses:
            raise self._error(
                "What + means beside an OR is unclear. Write parentheses, as in a AND (b OR c).",
                pluses[0],
            )
        return Or(tuple(children))

    def _sequence(self, pluses: list[Lexeme]) -> Node:
        parts = [self._conjunction(pluses)]
        while (lexeme := self._next()) and lexeme.kind not in _ENDS:
            parts.append(self._conjunction(pluses))
        if self.operator is Operator.OR and len(parts) > 1:
            return any_of(parts, relaxed=self.relaxed)
        return together(And, [node for part in parts for node in part.operands])

    def _conjunction(self, pluses: list[Lexeme]) -> Part:
        before = len(pluses)
        operands = [self._operand(pluses)]
        while self._take(Kind.AND):
            operands.append(self._operand(pluses))
        return Part(tuple(operands), len(pluses) > before)

    def _operand(self, pluses: list[Lexeme]) -> Node:
        lexeme = self._next()
        if lexeme is None or lexeme.kind in _NO_OPERANDS:
            raise self._missing_operand(lexeme)
        self.position += 1
        if lexeme.kind in _SIGNS:
            if lexeme.kind is Kind.PLUS:
                pluses.append(lexeme)
            self._enter(lexeme)
            node = self._operand(pluses)
            self.depth -= 1
            return node if lexeme.kind is Kind.PLUS else Not(node)
        return self._boosted(self._value(lexeme))

    def _value(self, lexeme: Lexeme) -> Node:
        if lexeme.kind in _CLAUSES:
            return self._clause(lexeme, self.scope)
        if lexeme.kind is Kind.OPEN:
            return self._group(lexeme)
        if lexeme.kind is Kind.FIELD:
            return self._in_field(lexeme)
        raise self._error(
            "After a word or a phrase stands at most one ~ and then one ^, as in word~1^2. "
            "To search for the text itself, put it in quotes.",
            lexeme,
        )

    def _clause(self, lexeme: Lexeme, name: str | None) -> Node:
        exact = lexeme.kind is Kind.EXACT
        if exact:  # never comes without what it is about
            lexeme = self.lexemes[self.position]
            self.position += 1
        distance = self._take(Kind.DISTANCE)
        return self.clauses.clause(lexeme, name, exact, distance)

    def _group(self, opening: Lexeme) -> Node:
        self._enter(opening)
        node = self._alternatives()
        if not self._take(Kind.CLOSE):
            raise self._error("This ( is never closed. Close it, or put it in quotes.", opening)
        self.depth -= 1
        if distance := self._take(Kind.DISTANCE):
            raise self._error("A ~ stands after a word or a phrase, not after a group.", distance)
        return node

    def _in_field(self, lexeme: Lexeme) -> Node:
        if self.scope:
            raise self._error(
                f"A field inside {self.scope}:( ). "
                "To search for the text itself, put it in quotes.",
                lexeme,
            )
        value = self.lexemes[self.position]  # a field never comes without one
        self.position += 1
        if value.kind is not Kind.OPEN:
            return self._clause(value, lexeme.text)
        self.scope = lexeme.text
        node = self._group(value)
        self.scope = None
        return node

    def _boosted(self, node: Node) -> Node:
        lexeme = self._take(Kind.BOOST)
        if lexeme is None:
            return node
        factor = float(lexeme.text) if _BOOST.fullmatch(lexeme.text) else inf
        if factor > MAX_BOOST:
            raise self._error(
                f"A boost is a number from 0 to {MAX_BOOST:,}, as in word^2 or word^0.5.", lexeme
            )
        return Boosted(node, factor)

    def _next(self) -> Lexeme | None:
        return self.lexemes[self.position] if self.position < len(self.lexemes) else None

    def _take(self, kind: Kind) -> Lexeme | None:
        lexeme = self._next()
        if lexeme is None or lexeme.kind is not kind:
            return None
        self.position += 1
        return lexeme

    def _enter(self, lexeme: Lexeme) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._error(f"At most {MAX_DEPTH} of these go inside each other.", lexeme)

    def _missing_operand(self, lexeme: Lexeme | None) -> QuerySyntaxError:
        before = self.lexemes[self.position - 1] if self.position else None
        if lexeme and lexeme.kind is Kind.CLOSE and before and before.kind is Kind.OPEN:
            return self._error_at(
                "There is nothing between these parentheses. Write words there, or leave them out.",
                before.start,
                lexeme.end - before.start,
            )
        if lexeme and lexeme.kind is Kind.CLOSE and before is None:
            return self._error("This ) closes nothing. Leave it out, or put it in quotes.", lexeme)
        culprit = lexeme if lexeme and lexeme.kind in _OPERATORS else before
        if culprit is None or culprit.kind is Kind.OPEN:
            opening = before or self.lexemes[0]
            return self._error("This ( is never closed. Close it, or put it in quotes.", opening)
        sides = "on both sides of it" if culprit.kind in (Kind.AND, Kind.OR) else "after it"
        return self._error(
            f"{culprit.kind} needs something to search for {sides}. "
            "To search for the word itself, put it in quotes.",
            culprit,
        )

    def _error(self, message: str, lexeme: Lexeme) -> QuerySyntaxError:
        return self._error_at(message, lexeme.start, lexeme.end - lexeme.start)

    def _error_at(self, message: str, position: int, length: int) -> QuerySyntaxError:
        return QuerySyntaxError(message, query=self.text, position=position, length=length)
