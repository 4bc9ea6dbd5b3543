"""A query as somebody is typing it: its words, and the last one that may go on."""

import re
from dataclasses import dataclass

from index.analysis import fold, is_unspaced, terms
from index.errors import QuerySyntaxError
from index.fields import FIELDS, Analyzer
from index.lexemes import OPERATORS, QUOTES
from index.parser import parse_query
from index.query import Node

LONGEST = 500
"""Characters: nothing longer is completed."""

MOST_WORDS = 8
"""The last words of a longer query say what it is about."""

_PLAIN = re.compile(r"(?:[\w'’]+(?:[‑-][\w'’]+)*(?:\s+|[‑-]$))*")
_WORDS_AND_PHRASES = re.compile(rf"(?:[\w\s'’{QUOTES}]|(?<=\w)[‑-](?=\w|$))*")
_HYPHEN = re.compile(r"[‑-]")
_LAST = re.compile(rf"[^\s{QUOTES}()\[\]{{}}:*?~^\\/@=+!-]*\Z")
_VALUE = re.compile(
    rf"(?:\A|[\s(+-])([^\W\d]\w*):(?:[{QUOTES}]([^{QUOTES}]*)|([^\s{QUOTES}()]*))\Z"
)


@dataclass(frozen=True, slots=True)
class UnfinishedQuery:
    """What was typed.

    Attributes:
        head: what stands before the last word, as it was typed.
        last: the last word, which may go on; "" where a space or a sign ends the text.
        words: the words before it, folded; the last MOST_WORDS of them.
        field: the field that the last word is a value of, if one is written to it.
        value: what was typed of that value; without a field, all of it.
        before: what stands before the field.
        is_plain: whether the head is nothing but words.
        is_told: whether `words` tell all that the head asks for: none is left out, and no hyphen
            joins two, which then have to stand side by side.
        is_conjunction: whether the words have to stand in the same article as the last one.
        closing: what the text lacks to be a query.
    """

    head: str
    last: str
    words: tuple[str, ...]
    field: str | None
    value: str
    before: str
    is_plain: bool
    is_told: bool
    is_conjunction: bool
    closing: str

    @property
    def beginning(self) -> str:
        """The last word, folded."""
        return fold(self.last) if self.last else ""

    @property
    def is_unspaced(self) -> bool:
        """Whether the last word is of a script in which nobody sees where it ends."""
        return is_unspaced(self.last)

    def completed(self, word: str) -> str:
        """The whole text with this word as its last; capitals are as they were typed."""
        return f"{self.head}{_cased(word, self.last)}{self.closing}"

    def node(self, word: str) -> Node | None:
        """The query that `completed` is; None where it is none."""
        try:
            return parse_query(self.completed(word))
        except QuerySyntaxError:
            return None


def unfinished_query(text: str) -> UnfinishedQuery | None:
    """The text, taken apart; None where there is nothing to complete."""
    text = text.lstrip()
    if not text or len(text) > LONGEST:
        return None
    last = _LAST.search(text)
    start = last.start() if last else len(text)
    head = text[:start]
    words = terms(head, Analyzer.NAME)
    value = _VALUE.search(text)
    field = value[1].lower() if value and value[1].lower() in FIELDS else None
    has_operator = not OPERATORS.keys().isdisjoint(head.split())
    is_plain = _PLAIN.fullmatch(head) is not None and not has_operator
    return UnfinishedQuery(
        head=head,
        last=text[start:],
        words=tuple(words[-MOST_WORDS:]),
        field=field,
        value=(value[2] or value[3] or "") if value and field else text,
        before=text[: value.start(1)] if value and field else "",
        is_plain=is_plain,
        is_told=is_plain and len(words) <= MOST_WORDS and not _HYPHEN.search(head),
        is_conjunction=_WORDS_AND_PHRASES.fullmatch(head) is not None and not has_operator,
        closing=_closing(text),
    )


def _closing(text: str) -> str:
    """The quotation mark and the parentheses that are not closed yet."""
    quoted = sum(map(text.count, QUOTES)) % 2
    return '"' * quoted + ")" * max(0, text.count("(") - text.count(")"))


def _cased(word: str, typed: str) -> str:
    """The word in capitals where it was begun in them; but an operator is none that was typed."""
    capitals = word.upper()
    if len(typed) > 1 and typed.isupper() and capitals not in OPERATORS:
        return capitals
    return capitals[:1] + word[1:] if typed[:1].isupper() else word
