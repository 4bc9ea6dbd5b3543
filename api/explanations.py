"""Why an article matched, in figures for programs and in words for people."""

import re
from typing import Any

from index import Hit, Share

Answer = dict[str, Any]

_KINDS = {
    "word": "the word",
    "phrase": "the phrase",
    "prefix": "words like",
    "wildcard": "words like",
    "fuzzy": "words nearly like",
    "synonym": "words that mean",
    "proximity": "the closeness of",
}
_MOST_WORDS = 5
"""So many of the words that a clause stands for are named in a sentence."""
_BOOST = re.compile(r"\^[\d.]+$")


def explanation_answer(hit: Hit) -> Answer:
    """The hit's score and its shares, the greatest first, which sum to it."""
    shares = sorted(hit.shares or (), key=lambda share: -share.score)
    given = sum(share.score for share in shares if share.score > 0)
    return {"score": hit.score, "shares": [_share_answer(share, given) for share in shares]}


def _share_answer(share: Share, given: float) -> Answer:
    return {
        "kind": share.kind,
        "text": share.text,
        "field": share.field,
        "found": share.found,
        "score": share.score,
        "says": sentence(share, given),
    }


def sentence(share: Share, given: float) -> str:
    """The share as a person reads it; `given` is what all shares that add to the score make.

    >>> sentence(Share("word", "troops", "title", ("troop", "troops"), 1.2), 3.0)
    'the word “troops” in the title (found as troop, troops) gives 1.200 of 3.000, 40 %'
    >>> sentence(Share("recency", "", None, (), -0.9), 3.0)
    'its age takes 0.900 of 3.000 away, 30 %'
    """
    part = abs(share.score) / given if given else 0.0
    figures = f"{abs(share.score):.3f} of {given:.3f}"
    percent = f"{round(part * 100)} %"
    if share.score < 0:
        what = "its age" if share.kind == "recency" else _named(share)
        return f"{what} takes {figures} away, {percent}"
    where = f" in the {share.field}" if share.field else ""
    return f"{_named(share)}{where}{_found(share)} gives {figures}, {percent}"


def _named(share: Share) -> str:
    kind = _KINDS.get(share.kind, share.kind)
    if not share.text:
        return kind
    quoted = share.text if '"' in share.text else f"“{share.text}”"
    return f"{kind} {quoted}"


def _found(share: Share) -> str:
    """Which words the clause stood for, where they are others than the one typed."""
    typed = _BOOST.sub("", share.text).strip('="').casefold()
    if not share.found or tuple(share.found) == (typed,):
        return ""
    named = ", ".join(share.found[:_MOST_WORDS])
    more = len(share.found) - _MOST_WORDS
    return f" (found as {named}{f' and {more} more' if more > 0 else ''})"
