"""JSON-LD and other schema.org statements in a page, read with patience for broken JSON.

A page's objects come as one object, an array, or `@graph`, and refer to each other by `@id`
(JSON-LD 1.1, W3C). What belongs to other articles (lists of them, comments) is left out.
"""

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_MOST_OBJECTS = 2_000
_LONGEST = 4_000_000  # characters of one script
# Below these an object speaks of something else than the page.
_ELSEWHERE = frozenset(
    "itemListElement comment review mentions citation hasPart isBasedOn relatedLink "
    "potentialAction significantLink breadcrumb".split()
)
_WRAPPING = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|(?://)?\s*<!\[CDATA\[)|(?:-->|(?://|/\*)?\s{0,9}\]\]>(?:\s{0,9}\*/)?)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s{0,200}[}\]])")
# Single statements out of JSON that no reader accepts.
_STATEMENT = re.compile(
    r'"(datePublished|dateModified|dateCreated|headline|articleBody|description|inLanguage|url)"'
    r'\s{0,9}:\s{0,9}"((?:[^"\\]|\\.)*)"'
)
_TYPE = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"([A-Za-z]{1,60})"')


def read_linked_data(scripts: Iterable[str]) -> tuple[Mapping[str, Any], ...]:
    """Every object with a type in the page's scripts, those nearest to the top first."""
    roots = [root for script in scripts if (root := _load(script)) is not None]
    return tuple(_objects(roots))


def types_of(item: Mapping[str, Any]) -> tuple[str, ...]:
    """An object's types without their namespace: ("NewsArticle",)."""
    return tuple(
        kind.rstrip("/").rpartition("/")[2].rpartition(":")[2]
        for kind in _listed(item.get("@type"))
        if isinstance(kind, str)
    )


def is_article(item: Mapping[str, Any]) -> bool:
    """Whether an object is an article or a posting."""
    return any(
        kind.endswith(("Article", "Posting", "Report")) or kind == "Review"
        for kind in types_of(item)
    )


def texts_of(value: Any) -> tuple[str, ...]:
    """The plain texts in a value: itself, its items, or the name of the things that it is."""
    found: list[str] = []
    for item in _listed(value):
        if isinstance(item, dict):
            item = item.get("name") or item.get("@value") or item.get("headline")
            found.extend(one for one in _listed(item) if isinstance(one, str))
        elif isinstance(item, str):
            found.append(item)
    return tuple(text for one in found if (text := " ".join(html.unescape(one).split())))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _load(script: str) -> Any:
    script = script[:_LONGEST].strip().strip("\ufeff")
    for text in (script, _TRAILING_COMMA.sub("", _WRAPPING.sub("", script)).rstrip(" ;\n")):
        try:
            return json.loads(text, strict=False)
        except RecursionError:
            return None
        except ValueError:
            continue
    return _rescued(script)


def _rescued(script: str) -> Any:
    """The first of each statement that can be told apart in broken JSON."""
    kind = _TYPE.search(script)
    found: dict[str, Any] = {"@type": kind[1]} if kind else {}
    for statement in _STATEMENT.finditer(script):
        try:
            value = json.loads(f'"{statement[2]}"', strict=False)
        except ValueError:
            value = statement[2]
        found.setdefault(statement[1], value)
    return found or None


def _objects(roots: list[Any]) -> Iterator[Mapping[str, Any]]:
    """Breadth first, without recursion; at most _MOST_OBJECTS."""
    waiting = deque(roots)
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        item = waiting.popleft()
        if isinstance(item, list):
            waiting.extend(item[:_MOST_OBJECTS])
        elif isinstance(item, dict):
            if item.get("@type"):
                yield item
            waiting.extend(
                value
                for key, value in item.items()
                if isinstance(value, (dict, list)) and key not in _ELSEWHERE
            )
