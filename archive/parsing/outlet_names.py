"""Names of outlets: what can be one, which spellings are one, how people write it."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

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
_REMEMBERED_LETTERS = 60
_STEM = 9  # letters: "oregonlive"; shorter hosts are words too


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
    host = host.casefold().removesuffix(".")
    if known_host(host):
        return host.removeprefix("www.")
    labels = host.split(".")
    if labels[0] in _HOSTS and len(labels) > 2:
        labels = labels[1:]
    name = ".".join(labels)
    if len(labels) < 2 or _TLD.search(name) is None or labels[-1] in _FILES:
        return None
    blocked = load_table("outlets")["page"]["not_domains"]
    return None if any(name == other or name.endswith("." + other) for other in blocked) else name


def name_key(name: str) -> str:
    """What the spellings of one name share: no spaces, capitals, article or domain's ending.

    The hosts of a known outlet share its key. A host of nearly its name that is not its own keeps
    the ending: "independent.ie" is not The Independent.
    """
    return (_remembered_key if len(name) <= _REMEMBERED_LETTERS else _key)(name)


def _key(name: str) -> str:
    folded = fold(name).strip()
    if "." not in folded or not DOMAIN.fullmatch(folded):
        letters = _letters(folded)
        return _aliases().get(letters, letters)
    if outlet := known_host(folded):
        return _letters(outlet)
    key = _letters(_TLD.sub("", folded))
    return _letters(folded) if key in _aliases() else key


# An outlet's menus, whose every entry could be a name, are the same on all its pages.
_remembered_key = lru_cache(maxsize=8_192)(_key)


def known_name(key: str) -> str | None:
    """The name of a known outlet by its key, None for an outlet that is not in the table."""
    return _known().get(key)


def known_host(host: str) -> str | None:
    """The name of the known outlet whose site a host is, or a part of: "edition.cnn.com" is CNN."""
    labels = host.casefold().removesuffix(".").split(".")
    known = _hosts()
    tails = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((known[tail] for tail in tails if tail in known), None)


def is_distinct(text: str) -> bool:
    """Whether a text is a known outlet's name that means nothing else, not even an agency's."""
    key = name_key(text)
    return key in _known() and key not in _common() and not is_agency(text)


def spellings_of(keys: Collection[str]) -> tuple[str, ...]:
    """The letters of every spelling of the names with these keys, a domain's ending aside."""
    return (*keys, *(spelling for spelling, key in _aliases().items() if key in keys))


def letters_of(text: str) -> str:
    """A text's letters and digits, folded, as names are compared."""
    return "".join(filter(str.isalnum, fold(text)))


def _letters(name: str) -> str:
    folded = fold(name)
    if folded.startswith("the"):
        folded = _ARTICLE.sub("", folded)
    return "".join(filter(str.isalnum, folded))


@cache
def _aliases() -> dict[str, str]:
    """From each known spelling's letters to its outlet's; a long host is one, without its end."""
    names = load_table("outlets")["names"]
    stems = {_letters(_TLD.sub("", host)): _letters(name) for host, name in _hosts().items()}
    return (
        {stem: key for stem, key in stems.items() if len(stem) >= _STEM}
        | {
            _letters(one): _letters(name)
            for name, others in names.items()
            for one in others
            if one not in _hosts()
        }
        | {_letters(name): _letters(name) for name in names}
    )


@cache
def _known() -> dict[str, str]:
    return {_letters(name): name for name in load_table("outlets")["names"]}


@cache
def _hosts() -> dict[str, str]:
    """From each known host to its outlet's name."""
    names = load_table("outlets")["names"]
    return {one: name for name in names for one in names[name] if DOMAIN.fullmatch(one)}


@cache
def _common() -> frozenset[str]:
    return frozenset(map(_letters, load_table("outlets")["page"]["common"]))


def readable_name(spellings: Sequence[str]) -> str:
    """The spelling for people: with spaces if there is one, else parted at inner capitals."""
    counts = Counter(spellings)
    best = max(counts, key=lambda name: (" " in name, "." not in name, counts[name]))
    if " " in best or "." in best:
        return best
    parted = _CAMEL.sub(" ", best)
    return parted if sum(map(str.isupper, best)) == parted.count(" ") + 1 else best
