"""Addresses that hold a page's own: of web archives, caches, and redirects that count clicks.

What somebody copied from a search, a newsletter or an archive leads to the same page as the page's
own address, which is inside, as it is or encoded. To know one more redirect, add a line to
_REDIRECTS. Addresses whose target only their server knows (bit.ly, t.co) stay as they are.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

_HOST = r"(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}"
_SCHEME = r"https?(?::|%3a)(?:/|%2f){1,2}"  # servers join slashes, and some encode
_TARGET = rf"({_SCHEME}.+)"
_GOOGLE = r"google\.(?:[a-z]{2,3}\.)?[a-z]{2,3}"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(r"https?://" + text, re.IGNORECASE)


# The shapes in which AMP caches hold a page (cdn.ampproject.org, "AMP Cache URL format"): a kind of
# content (c, v, a or r), `s` for https, then host and path. Google's search had a shorter one, and
# Yandex calls its own copies turbo pages.
_CACHED = _pattern(
    r"(?:(?:[a-z0-9-]+\.)?(?:cdn\.ampproject\.org|bing-amp\.com|amp\.cloudflare\.com)"
    rf"/(?:wp/)?[acvr]|(?:www\.)?{_GOOGLE}/amp)/(s/)?({_HOST}(?:[/?].*)?)"
)
_TURBO = _pattern(
    r"(?:(?:www\.)?yandex\.[a-z]{2,3}|[a-z0-9-]+\.turbopages\.org)"
    rf"/turbo/({_HOST})/[sh](?:(/.*))?"
)

# Addresses with another at their end or in their middle.
_HOLDERS = (
    # Every web archive of the Wayback family: a moment of 14 digits, then the address (RFC 7089
    # calls it the original resource); archive.org completes shorter moments, too.
    _pattern(rf"[^/?]+/(?:[^?]*?/)?\d{{14}}(?:[a-z]{{2}}_)?/{_TARGET}"),
    _pattern(
        r"(?:web|wayback|web-beta)\.archive\.org/(?:web|save)/(?:[\d*]{1,14}(?:[a-z]{2}_)?/)?"
        + _TARGET
    ),
    _pattern(
        r"archive\.(?:today|ph|is|li|vn|md|fo)/"
        rf"(?:newest|oldest|timegate|o/\w{{1,10}}|\d{{4}}[\d.-]{{0,16}})/{_TARGET}"
    ),
    _pattern(rf"timetravel\.mementoweb\.org/(?:memento|list|timegate)/(?:\d{{4,14}}/)?{_TARGET}"),
    _pattern(rf"(?:r\.jina\.ai|12ft\.io|(?:www\.)?outline\.com|freedium\.cfd)/{_TARGET}"),
    _pattern(rf"(?:href\.li|anon\.to|nullrefer\.com|dereferer\.me)/\?{_TARGET}"),
    _pattern(rf"r\.search\.yahoo\.com/[^?]*?/ru=({_SCHEME}[^/?]+)(?:/.*)?"),
    _pattern(r"[a-z.]*rd\.yahoo\.com/[^?]*?\*\*?" + _TARGET),
    _pattern(r"urldefense\.(?:com|us)/v3/__(https?:/{1,2}[^*]+?)__;.*"),
    _pattern(
        r"webcache\.googleusercontent\.com/search\?(?:[^#]*&)?q=cache:(?:[\w-]{1,20}:)?"
        rf"({_SCHEME}[^&+]+).*"
    ),
)
_NAKED_IN_ARCHIVE = _pattern(rf"web\.archive\.org/web/[\d*]{{4,14}}(?:[a-z]{{2}}_)?/({_HOST}/.*)")

# Host and path of a redirect, and the parameters that may hold its target.
_REDIRECTS = tuple(
    (_pattern(place + r"\?(.*)"), names)
    for place, *names in (
        (rf"(?:[a-z]{{1,4}}\.)?{_GOOGLE}/(?:news/)?url", "url", "q"),
        (r"(?:[a-z]{1,3}\.)?(?:bing\.com)/news/apiclick\.aspx", "url"),
        (r"(?:html\.)?duckduckgo\.com/l/", "uddg"),
        (r"(?:l|lm|m|www)\.facebook\.com/(?:l|flx/warn)(?:\.php|/)", "u"),
        (r"l\.(?:instagram\.com|messenger\.com|threads\.(?:net|com)|workplace\.com)/", "u"),
        (r"(?:www\.)?linkedin\.com/(?:redir/redirect|safety/go/?)", "url"),
        (r"(?:www\.)?youtube\.com/redirect", "q"),
        (r"(?:(?:m\.|www\.)?vk\.com|away\.vk\.com)/away(?:\.php)?", "to"),
        (r"out\.reddit\.com/[^?]*", "url"),
        (r"(?:t\.umblr\.com|(?:www\.)?tumblr\.com)/redirect", "z"),
        (r"t\.me/iv", "url"),
        (r"(?:www\.)?medium\.com/r/", "url"),
        (r"(?:steamcommunity\.com|store\.steampowered\.com)/linkfilter/", "u", "url"),
        (r"disq\.us/(?:url|\?)", "url"),
        (r"slack-redir\.net/link", "url"),
        (r"(?:www\.)?flipboard\.com/redirect", "url"),
        (r"getpocket\.com/redirect", "url"),
        (r"(?:www\.)?webcitation\.org/[^?]*", "url"),
        (r"(?:www\.)?yandex\.[a-z]{2,3}/turbo", "text"),
        (r"(?:[a-z0-9]+\.)?safelinks\.protection\.outlook\.com/[^?]*", "url"),
        (r"linkprotect\.cudasvc\.com/url", "a"),
        (r"12ft\.io/(?:proxy|api/proxy)", "q"),
        (r"(?:go\.skimresources\.com|go\.redirectingat\.com)/", "url"),
        (r"redirect\.viglink\.com/", "u"),
    )
)
_PROOFPOINT = _pattern(r"urldefense\.proofpoint\.com/v2/url\?(?:[^#]*&)?u=([^&]+).*")
_BING = _pattern(r"(?:www\.)?bing\.com/ck/a\?(?:[^#]*&)?u=a1([\w-]+).*")
_GOOGLE_NEWS = _pattern(
    r"news\.google\.com/(?:__i/)?(?:rss/)?(?:rd/)?(?:articles|read)/([\w-]{8,}).*"
)
_GOOGLE_NEWS_START = b'\x08\x13"'
"""Of the message (protobuf) in Google News' addresses: its type, then field 4, the page's address.
Since 2024 most hold a number that only Google resolves instead; those stay as they are."""
_DISQUS_MARK = re.compile(r":[\w-]{20,40}$")
_ABSOLUTE = re.compile(rf"{_SCHEME}(?=[^/])", re.IGNORECASE)


def unwrap(url: str) -> str | None:
    """The address inside a canonical one that only leads there; None where there is none.

    >>> unwrap("https://web.archive.org/web/20241021093200/https://example.com/story")
    'https://example.com/story'
    """
    for read in (_in_caches, _at_the_end, _in_parameter, _encoded):
        found = _absolute(read(url) or "")
        if found:
            return found
    return None


def _in_caches(url: str) -> str | None:
    found = None
    while match := _CACHED.fullmatch(url):  # caches hold caches, many deep where somebody plays
        url = found = f"{'https' if match[1] else 'http'}://{match[2]}"
    if match := _TURBO.fullmatch(url):
        found = f"https://{match[1]}{match[2] or '/'}"
    return found


def _at_the_end(url: str) -> str | None:
    matches = (pattern.fullmatch(url) for pattern in _HOLDERS)
    found = next((match[1] for match in matches if match), None)
    if found is None and (match := _NAKED_IN_ARCHIVE.fullmatch(url)):
        return f"http://{match[1]}"
    return found


def _in_parameter(url: str) -> str | None:
    for place, names in _REDIRECTS:
        if match := place.fullmatch(url):
            given = dict(_parameters(match[1]))
            found = (unquote(given[name]) for name in names if name in given)
            target = next(filter(_absolute, found), "")
            return _DISQUS_MARK.sub("", target) if "disq.us/" in url else target
    return None


def _parameters(query: str) -> Iterator[tuple[str, str]]:
    for part in query.split("&"):
        name, _, value = part.partition("=")
        yield name.lower(), value


def _encoded(url: str) -> str | None:
    readers: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
        (_PROOFPOINT, lambda text: unquote(text.replace("-", "%").replace("_", "/"))),
        (_BING, lambda text: _from_base64(text).decode("utf-8", "replace")),
        (_GOOGLE_NEWS, lambda text: _in_message(_from_base64(text))),
    )
    for pattern, decode in readers:
        if match := pattern.fullmatch(url):
            return decode(match[1])
    return None


def _in_message(message: bytes) -> str:
    """The text of the field behind the start: its length (a varint of one or two bytes) first."""
    start = len(_GOOGLE_NEWS_START)
    if not message.startswith(_GOOGLE_NEWS_START) or len(message) < start + 2:
        return ""
    size, start = message[start], start + 1
    if size >= 0x80:
        size, start = size - 0x80 + 0x80 * message[start], start + 1
    return message[start : start + size].decode("utf-8", "replace")


def _from_base64(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""


def _absolute(text: str) -> str | None:
    """The address that a text is, decoded if it is encoded, and with both its slashes."""
    match = _ABSOLUTE.match(text)
    if match and "%" in match[0]:
        text = unquote(text)
        match = _ABSOLUTE.match(text)
    if not match:
        return None
    scheme = "https" if match[0].lower().startswith("https") else "http"
    return f"{scheme}://{text[match.end() :]}"
