"""Names of outlets: what can be one, which spellings are one, how people write it."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from archive.parsing.agencies import is_agency
from archive.parsing.phrases import FoldedLine, fold, phrases
from archive.parsing.tables import load_table
from archive.parsing.words import stop_words

MOST_WORDS = 6
DOMAIN = re.compile(
    r"(?<![\w.])(?:https?://|[\w.+-]{1,40}@)?((?:[a-z0-9-]{1,60}\.){1,4}[a-z]{2,12})(?![\w@])",
    re.IGNORECASE,
)
_TLD = re.compile(
    r"\.(?:com?|org|net|gov|ac)?\.?(?:[a-z]{2}|com|org|net|info|news|tv|eu|media|online|press|today"
    r"|live|biz|me|io|co)$"
)
_FILES = frozenset({"jpg", "png", "html", "htm", "pdf", "js", "php"})
_HOSTS = frozenset("www www2 m amp mobile edition en news blog blogs".split())
_ARTICLE = re.compile(r"^the\s+")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_LENGTHS = range(2, 51)


def is_name(text: str) -> bool:
    """Whether the text could be an outlet's name: no agency, no button, no function word."""
    folded = fold(text).strip(" .")
    if len(folded) not in _LENGTHS or len(text.split()) > MOST_WORDS or is_agency(text):
        return False
    if folded in _not_names() or not any(map(str.isalpha, folded)):
        return False
    if all(word in _function_words() for word in folded.split()):
        return False
    line = FoldedLine(folded, folded)
    if any(phrases(purpose).is_line(line) for purpose in ("service", "end", "comments")):
        return False
    return not text[0].islower() or DOMAIN.fullmatch(text) is not None


@cache
def _not_names() -> frozenset[str]:
    return frozenset(map(fold, load_table("outlets")["page"]["not_names"]))


@cache
def _function_words() -> frozenset[str]:
    """The function words of every language."""
    return frozenset().union(*map(stop_words, load_table("languages")["stop_words"]))


def domain_name(host: str) -> str | None:
    """The site's domain in a host's name, None for a service that many sites use."""
    labels = host.casefold().split(".")
    if labels[0] in _HOSTS and len(labels) > 2:
        labels = labels[1:]
    name = ".".join(labels)
    if len(labels) < 2 or _TLD.search(name) is None or labels[-1] in _FILES:
        return None
    blocked = load_table("outlets")["page"]["not_domains"]
    return None if any(name == other or name.endswith("." + other) for other in blocked) else name


def name_key(name: str) -> str:
    """What the spellings of one name share: no spaces, capitals, article or domain's ending."""
    key = _plain_key(name)
    return _aliases().get(key, key)


def known_name(key: str) -> str | None:
    """The name of a known outlet by its key, None for an outlet that is not in the table."""
    return _known().get(key)


def _plain_key(name: str) -> str:
    folded = fold(name).strip()
    if "." in folded and " " not in folded:
        folded = _TLD.sub("", folded)
    return "".join(filter(str.isalnum, _ARTICLE.sub("", folded)))


@cache
def _aliases() -> dict[str, str]:
    """From each known spelling's key to its outlet's."""
    return {
        _plain_key(spelling): _plain_key(name)
        for name, others in load_table("outlets")["names"].items()
        for spelling in (name, *others)
    }


@cache
def _known() -> dict[str, str]:
    return {_plain_key(name): name for name in load_table("outlets")["names"]}


def readable_name(spellings: Sequence[str]) -> str:
    """The spelling for people: with spaces if there is one, else parted at inner capitals."""
    counts = Counter(spellings)
    best = max(counts, key=lambda name: (" " in name, "." not in name, counts[name]))
    if " " in best or "." in best:
        return best
    parted = _CAMEL.sub(" ", best)
    return parted if sum(map(str.isupper, best)) == parted.count(" ") + 1 else best
