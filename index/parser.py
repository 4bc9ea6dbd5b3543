r"""The query language: text -> nodes, or a QuerySyntaxError that points at the culprit.

    north korean troops        articles with all of these words, in any form ("troop" too)
    "north korean troops"      the words in this order; curly quotation marks do as well
    seoul OR moscow            at least one; AND, OR and NOT in capitals are operators
    seoul -moscow              without the word; NOT moscow says the same
    +seoul moscow              the word must be there, as each must anyway; not beside an OR
    title:seoul                in this field only; also title:"won't sit" and title:(seoul OR kyiv)
    weapon*                    words that begin so
    published:2024-10          also 2024, 2024-10-24 and RFC 3339
    published:[2024-10-21 TO 2024-12]   both ends included, each as wide as it is exact;
                               { or } excludes an end, * leaves it open
    \*                         the character itself

What binds tightest: NOT, - and +; then AND, written or not; then OR: `a OR b c` is a OR (b AND c).
Parentheses say otherwise. Nothing at all finds every article.

Nothing is guessed: what looks like syntax and is none (an unknown field, a lone AND, an operator of
another engine such as `word~1`) is an error that says what to write. Ordinary text stays text: a
colon after a digit (12:30), before a space (`Seoul: the talks`) or in a URL (https://…), a dash
between spaces, and/or/not in small letters. Words without a letter or digit are passed over.
"""

from dataclasses import dataclass, field
from datetime import datetime

from index.dates import parse_date_bound
from index.errors import DateSyntaxError, QuerySyntaxError
from index.fields import FIELDS, Analyzer
from index.lexer import RANGE, Kind, Lexeme, lex
from index.query import All, And, Node, Not, Or, Phrase, Prefix, Published, Word

MAX_QUERY_LENGTH = 10_000  # characters
MAX_CLAUSES = 1_000  # words, phrases, prefixes and dates
MAX_DEPTH = 50  # parentheses, NOTs and signs inside each other

_CLAUSES = (Kind.WORD, Kind.PHRASE, Kind.PREFIX, Kind.RANGE)
_BETWEEN_OPERANDS = (Kind.AND, Kind.OR, Kind.CLOSE)
_OPERATORS = (Kind.AND, Kind.OR, Kind.NOT, Kind.MINUS, Kind.PLUS)


def parse_query(text: str) -> Node:
    """The query that the text means; blank text is All().

    Raises QuerySyntaxError, and nothing else, for text that cannot be understood or goes beyond
    MAX_QUERY_LENGTH, MAX_CLAUSES or MAX_DEPTH. Takes time in proportion to the text's length.
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
    return _Parser(text, lex(text)).query()


@dataclass(slots=True)
class _Parser:
    """Recursive descent; one method for each level of binding, loosest first."""

    text: str
    lexemes: list[Lexeme]
    position: int = 0
    clauses: int = 0
    depth: int = 0
    scope: str | None = field(default=None)  # the field whose parentheses we are in

    def query(self) -> Node:
        if not self.lexemes:
            start = len(self.text) - len(self.text.lstrip())
            raise self._error_at(
                "There is no letter or digit to search for.", start, len(self.text.strip())
            )
        node = self._alternatives()
        if closing := self._next():
            raise self._error("This ) closes nothing. Leave it out, or put it in quotes.", closing)
        return node

    def _alternatives(self) -> Node:
        pluses: list[Lexeme] = []
        children = [self._conjunction(pluses)]
        while self._take(Kind.OR):
            children.append(self._conjunction(pluses))
        if len(children) == 1:
            return children[0]
        if pluses:
            raise self._error(
                "What + means beside an OR is unclear. Write parentheses, as in a AND (b OR c).",
                pluses[0],
            )
        return Or(tuple(children))

    def _conjunction(self, pluses: list[Lexeme]) -> Node:
        children = [self._operand(pluses)]
        while (lexeme := self._next()) and lexeme.kind not in (Kind.OR, Kind.CLOSE):
            self.position += lexeme.kind is Kind.AND
            children.append(self._operand(pluses))
        return children[0] if len(children) == 1 else And(tuple(children))

    def _operand(self, pluses: list[Lexeme]) -> Node:
        lexeme = self._next()
        if lexeme is None or lexeme.kind in _BETWEEN_OPERANDS:
            raise self._missing_operand(lexeme)
        self.position += 1
        if lexeme.kind in _CLAUSES:
            return self._clause(lexeme, self.scope)
        if lexeme.kind in (Kind.NOT, Kind.MINUS, Kind.PLUS):
            if lexeme.kind is Kind.PLUS:
                pluses.append(lexeme)
            self._enter(lexeme)
            node = self._operand(pluses)
            self.depth -= 1
            return node if lexeme.kind is Kind.PLUS else Not(node)
        if lexeme.kind is Kind.OPEN:
            return self._group(lexeme)
        return self._in_field(lexeme)

    def _group(self, opening: Lexeme) -> Node:
        self._enter(opening)
        node = self._alternatives()
        if not self._take(Kind.CLOSE):
            raise self._error("This ( is never closed. Close it, or put it in quotes.", opening)
        self.depth -= 1
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

    def _clause(self, lexeme: Lexeme, name: str | None) -> Node:
        self.clauses += 1
        if self.clauses > MAX_CLAUSES:
            raise self._error(f"A query has at most {MAX_CLAUSES:,} words.", lexeme)
        if name and FIELDS[name].analyzer is Analyzer.DATE:
            return self._dates(lexeme)
        if lexeme.kind is Kind.PHRASE:
            return Phrase(lexeme.text, name)
        if lexeme.kind is Kind.PREFIX:
            return Prefix(lexeme.text, name)
        return Word(lexeme.text, name)

    def _dates(self, lexeme: Lexeme) -> Published:
        if lexeme.kind is Kind.PREFIX:
            raise self._error(
                "A date takes no *: published:2024 is the whole year, published:2024-10 the month.",
                lexeme,
            )
        if lexeme.kind is Kind.RANGE:
            return self._range(lexeme)
        return Published(*self._bound(lexeme.text, lexeme))

    def _range(self, lexeme: Lexeme) -> Published:
        first, last = (end.strip('"') for end in RANGE.findall(lexeme.text)[0])
        start: datetime | None = None
        end: datetime | None = None
        if first != "*":
            begun, over = self._bound(first, lexeme)
            start = begun if lexeme.text[0] == "[" else over
        if last != "*":
            begun, over = self._bound(last, lexeme)
            end = over if lexeme.text[-1] == "]" else begun
        nothing_later = first != "*" and start is None
        if nothing_later or (start and end and start >= end):
            raise self._error("This range ends before it begins, so that no date is in it.", lexeme)
        return Published(start, end)

    def _bound(self, text: str, lexeme: Lexeme) -> tuple[datetime, datetime | None]:
        try:
            return parse_date_bound(text)
        except DateSyntaxError as error:
            within = max(0, self.text[lexeme.start : lexeme.end].find(text))
            length = len(text) if within else lexeme.end - lexeme.start
            raise self._error_at(str(error), lexeme.start + within, length) from error

    def _next(self) -> Lexeme | None:
        return self.lexemes[self.position] if self.position < len(self.lexemes) else None

    def _take(self, kind: Kind) -> bool:
        lexeme = self._next()
        found = lexeme is not None and lexeme.kind is kind
        self.position += found
        return found

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
