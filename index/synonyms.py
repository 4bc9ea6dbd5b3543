"""Words that mean the same: a file of rules, and queries widened by them (see docs/synonyms.md)."""

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod
from pathlib import Path
from types import MappingProxyType

from archive import SettingsError
from index.analysis import Token, is_stop_word, query_terms, tokenize
from index.engine import QueryTooBroad
from index.fields import FIELDS, Analyzer
from index.query import And, Boosted, Node, Not, Or, Phrase, Synonyms, Word
from index.synonym_file import FileStamp, read_rules

MAX_ADDED = 1_000
"""So many words and phrases a query may be widened by, in all."""

MAX_PHRASES = 50
"""A phrase becomes at most so many for every combination of its synonyms; where there are more
combinations, one place of it is replaced at a time."""

_logger = logging.getLogger(__name__)

Terms = tuple[str, ...]


@dataclass(frozen=True)
class SynonymRules:
    """What may be said in other words: `others` maps the terms of a word or phrase to the texts
    that mean the same. `fingerprint` changes with the rules."""

    others: Mapping[Terms, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    fingerprint: str = ""

    def __bool__(self) -> bool:
        return bool(self.others)

    def expand(self, node: Node) -> Node:
        """The query with each word and phrase that has synonyms beside these, the one typed first.

        Words beside each other in an And are looked up together as well, the longest run first.
        What is exact, a prefix, a wildcard or fuzzy, or in a field of names stays as it is; what is
        negated is widened too. Raises QueryTooBroad beyond MAX_ADDED.
        """
        return _Expansion(self).of(node) if self else node

    @cached_property
    def longest(self) -> int:
        """The most terms of anything that has synonyms."""
        return max(map(len, self.others), default=0)


def load_synonyms(path: Path) -> SynonymRules:
    """The rules of a file; raises SettingsError naming the file and the line of what is wrong."""
    rules, fingerprint = read_rules(path)
    others: dict[Terms, dict[str, None]] = {}
    for rule in rules:
        for said in rule.said:
            terms = _terms(said)
            also = (text for text in rule.meant if _terms(text) != terms)
            others.setdefault(terms, {}).update(dict.fromkeys(also))
    found = {terms: tuple(texts) for terms, texts in others.items() if texts}
    return SynonymRules(MappingProxyType(found), fingerprint)


class SynonymFile:
    """The rules of a file as it is now: read again when it changes, without a restart.

    Raises SettingsError where it cannot be used from the start. Later the rules last read stay,
    with a warning in the log, until it can be used again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._stamp = FileStamp.of(path)
        self._rules = load_synonyms(path)

    def rules(self) -> SynonymRules:
        """The rules that hold now; looks at the file's size and time at each call."""
        if FileStamp.of(self._path) != self._stamp:
            with self._lock:
                self._refresh()
        return self._rules

    def _refresh(self) -> None:
        stamp = FileStamp.of(self._path)  # before reading: a change meanwhile is seen next time
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._rules = load_synonyms(self._path)
        except SettingsError as error:
            _logger.warning("The synonyms stay as they were: %s", error)
        else:
            _logger.info("Read the synonyms again from %s.", self._path)


class _Expansion:
    """Widens one query, and counts by how much."""

    def __init__(self, rules: SynonymRules) -> None:
        self._rules = rules
        self._added = 0

    def of(self, node: Node) -> Node:
        match node:
            case Word():
                return self._run([node])[0]
            case Phrase():
                return self._phrase(node)
            case And(children=children):
                found = self._run(children)
                return found[0] if len(found) == 1 else And(tuple(found))
            case Or(children=children):
                return Or(tuple(map(self.of, children)))
            case Not(child=child):
                return Not(self.of(child))
            case Boosted(child=child, factor=factor):
                return Boosted(self.of(child), factor)
        return node

    def _run(self, children: Sequence[Node]) -> list[Node]:
        """The children of an And, with runs of words that have synonyms made into one."""
        terms = [_word_terms(child) for child in children]
        found: list[Node] = []
        position = 0
        while position < len(children):
            length, texts = self._longest_from(position, children, terms)
            run = tuple(children[position : position + length])
            if texts:
                name = _field_of(run[0])
                typed = run[0] if length == 1 else And(run)
                found.append(self._widened(typed, [_said(text, name) for text in texts]))
            else:
                found.append(run[0] if isinstance(run[0], Word) else self.of(run[0]))
            position += length
        return found

    def _longest_from(
        self, position: int, children: Sequence[Node], terms: Sequence[Terms]
    ) -> tuple[int, tuple[str, ...]]:
        """How many children from this one on are the longest that has synonyms, and which; else
        one child, and none."""
        best: tuple[int, tuple[str, ...]] = (1, ())
        together: Terms = ()
        for length, more in enumerate(terms[position:], 1):
            together += more
            same = _field_of(children[position]) == _field_of(children[position + length - 1])
            if not more or not same or len(together) > self._rules.longest:
                break
            texts = self._rules.others.get(together, ())
            if texts and not (length == 1 and _is_passed_over(children[position])):
                best = (length, texts)
        return best

    def _phrase(self, phrase: Phrase) -> Node:
        if phrase.exact or not _is_text(phrase.field):
            return phrase
        if whole := self._rules.others.get(_terms(phrase.text)):
            return self._widened(phrase, [_said(text, phrase.field) for text in whole])
        texts = self._rephrased(phrase.text)
        return self._widened(phrase, [_with_text(phrase, text) for text in texts])

    def _rephrased(self, text: str) -> list[str]:
        """The text with parts of it in other words."""
        tokens = tokenize(text, Analyzer.TEXT)
        pieces: list[tuple[str, ...]] = []
        done = 0  # characters
        for start, end, others in self._parts(tokens):
            pieces += [(text[done:start],), (text[start:end], *others)]
            done = end
        if not pieces:
            return []
        pieces.append((text[done:],))
        if prod(map(len, pieces)) <= MAX_PHRASES:
            return ["".join(chosen) for chosen in product(*pieces)][1:]
        return [
            "".join(
                (*(p[0] for p in pieces[:number]), other, *(p[0] for p in pieces[number + 1 :]))
            )
            for number, piece in enumerate(pieces)
            for other in piece[1:]
        ]

    def _parts(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Stretches of characters that have synonyms, the longest first, none in another."""
        position = 0
        while position < len(tokens):
            for length in range(min(self._rules.longest, len(tokens) - position), 0, -1):
                run = tokens[position : position + length]
                if others := self._rules.others.get(tuple(token.term for token in run)):
                    yield run[0].start, run[-1].end, others
                    position += length
                    break
            else:
                position += 1

    def _widened(self, typed: Node, others: Sequence[Node]) -> Node:
        self._added += len(others)
        if self._added > MAX_ADDED:
            raise QueryTooBroad(
                f"The words of this query have more than {MAX_ADDED:,} synonyms. Write fewer of "
                "them, or a = before those that are to be found as they are."
            )
        return Synonyms((typed, *others)) if others else typed


def _terms(text: str) -> Terms:
    return tuple(query_terms(text, Analyzer.TEXT))


def _word_terms(node: Node) -> Terms:
    """The terms of a word that is looked for in other forms too; none of anything else."""
    match node:
        case Word(text=text, field=name, exact=False) if _is_text(name):
            return _terms(text)
    return ()


def _is_text(name: str | None) -> bool:
    return name is None or FIELDS[name].analyzer is Analyzer.TEXT


def _is_passed_over(node: Node) -> bool:
    """A pronoun is no abbreviation: the rule `US = United States` is not for "us"."""
    return isinstance(node, Word) and is_stop_word(node.text)


def _field_of(node: Node) -> str | None:
    return node.field if isinstance(node, (Word, Phrase)) else None


def _said(text: str, name: str | None) -> Word | Phrase:
    return Word(text, name) if len(_terms(text)) == 1 else Phrase(text, name)


def _with_text(phrase: Phrase, text: str) -> Phrase:
    return Phrase(text, phrase.field, phrase.slop)
