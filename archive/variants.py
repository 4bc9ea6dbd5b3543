"""Addresses of one page: for phones, as AMP, to be printed, or all its pages in one.

A variant's own address is left as it is, to be followed; only its key is made to be the page's.
"""

import re
from urllib.parse import urlsplit

_SAME_SITE = re.compile(r"^(?:(?:www\d?|m|mobile|mobil|amp|wap|touch)\.)+(?=[^.]+\.)")
_MOBILE_LABEL = re.compile(r"(?<=\.)m\.(?=[^.]+\.)")  # "en.m.wikinews.org"
_AMP_IN_PATH = re.compile(
    r"""
    ^/amp(?=/.)                                 # /amp/story
    | /amp(?:/1)?$                              # /story/amp, /story/amp/1
    | (?<=\d)/amp(?=/)                          # /article-17/amp/the-title.html
    | /amp(?=/[^/]*\d[^/]*$)                    # /news/amp/uk-17
    | \.amp(?=\.html?$|$)                       # /story.amp, /story.amp.html
    | (?<=\d{5})[_-]amp(?=\.html?$|$)           # /story-10017-amp, /story_10017_amp.html
    | (?<=-[0-9a-f]{4}-[0-9a-f]{12})-amp$       # the same behind a UUID
    | (?<=[A-Za-z0-9]{20})_amp(?=\.html?$)      # the same behind a long random name
    | (?<=/)amp_(?=(?:articleshow|videoshow|liveblog)/)  # /amp_articleshow/17.cms
    """,
    re.VERBOSE,
)
_VARIANT_PARAMETER = re.compile(
    r"_?amp(?:=(?:1|true|yes)?)?|(?:is_?)?amp=(?:1|true)|no_?n?_?amp(?:=.*)?"
    r"|output(?:type)?=amp(?:-type)?|(?:view|type|format|mode|layout)=amp"
    r"|(?:view|layout|display)=mobile|mobile=(?:1|true)"
    r"|print(?:able)?(?:=(?:1|true|yes|y)?)?|(?:output|view|mode|format|layout|pagewanted)=print"
    r"|(?:pagewanted|page)=all|(?:single_?page|show_?all)(?:=(?:1|true|yes))?",
    re.IGNORECASE,
)
_BLOG_PARAMETER = re.compile(r"m=[01]")
_BLOGS = re.compile(r"\.blogspot\.(?:com?\.)?[a-z]{2,3}$")


def page_key(url: str) -> str:
    """What the variants of one page share, of a canonical address; it is no address itself.

    >>> page_key("https://m.example.com/story/amp?amp=1&id=7")
    'example.com/story?id=7'
    """
    parts = urlsplit(url)
    host = _MOBILE_LABEL.sub("", _SAME_SITE.sub("", parts.netloc), count=1)
    path = _AMP_IN_PATH.sub("", parts.path.rstrip("/"), count=1)
    query = "&".join(part for part in parts.query.split("&") if not _is_variant(part, host))
    return f"{host}{path or '/'}?{query}{parts.fragment and '#'}{parts.fragment}"


def _is_variant(parameter: str, host: str) -> bool:
    """Whether a parameter only says in which shape the page is wanted."""
    if _VARIANT_PARAMETER.fullmatch(parameter):
        return True
    return _BLOG_PARAMETER.fullmatch(parameter) is not None and _BLOGS.search(host) is not None
