"""Which article is which: ids from canonical URLs or, where there is none, from the content."""

import base64
import codecs
import hashlib
import ipaddress
import re
import unicodedata
from urllib.parse import quote, urlsplit

import orjson

from archive.article import Article, Original
from archive.errors import UserError
from archive.variants import page_key
from archive.wrappers import unwrap

ID_RULE = (
    "an id is 1 to 128 of the characters A-Z a-z 0-9 . _ ~ - and begins with a letter or a digit"
)
MAX_URL_LENGTH = 8_192
"""Characters. Longer addresses are data, not the place of an article."""

# fmt: off
TRACKING_PARAMETERS = frozenset(
    {
        "__twitter_impression", "_branch_match_id", "_ga", "_gl", "_hsenc", "_hsmi", "_openstat",
        "amp_ct", "amp_gsa", "amp_js_v", "amp_kit", "amp_tf", "ampshare", "aoh", "at_bbc_team",
        "at_campaign", "at_format", "at_link_id", "at_link_origin", "at_link_type", "at_medium",
        "at_ptr_name", "cmp", "cmpid", "cvid", "dclid", "dicbo", "epik", "fb_action_ids",
        "fb_action_types", "fb_ref", "fb_source", "fbclid", "fsrc", "ga_campaign", "ga_content",
        "ga_medium", "ga_place", "ga_source", "ga_term", "gad_campaignid", "gad_source", "gbraid",
        "gclid", "gclsrc", "giftcopy", "guccounter", "guce_consent", "guce_referrer",
        "guce_referrer_sig", "hsctatracking", "icid", "igsh", "igshid", "itid", "ito",
        "li_fat_id", "mc_cid", "mc_eid", "mibextid", "mkt_tok", "msclkid", "ncid", "ns_campaign",
        "ns_fee", "ns_linkname", "ns_mchannel", "ns_source", "oborigurl", "ocid", "oly_anon_id",
        "oly_enc_id", "phpsessid", "pnespid", "pwapi_token", "rdid", "ref_src", "ref_url",
        "referringsource", "s_kwcid", "share_id", "smid", "smtyp", "soc_src", "soc_trk", "spm",
        "sr_share", "sref", "srnd", "srsltid", "taid", "tblci", "traffic_source", "ttclid",
        "twclid", "unlocked_article_code", "usqp", "vero_id", "wbraid", "wickedid", "wpisrc",
        "wpmm", "wt_mc", "wtmc", "xtor", "yclid", "ysclid", "zephr_sso_ott",
    }
)
# fmt: on
"""Query parameters that say how a reader came to the page, never which page it is."""

TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "matomo_", "piwik_", "hsa_", "itm_")
"""Beginnings of more such parameters (Urchin/Google, Matomo, Piwik, HubSpot, internal links)."""

_MAX_HOST_LENGTH = 253  # RFC 1035, 2.3.4, without the dot at the end
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,127}")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT_IN_PATH = "/:@!$&'()*+,;=~%"
_KEPT_IN_QUERY = _KEPT_IN_PATH + "?"
_NAKED = re.compile(  # a host that says so, or has a path behind it and is no file
    r"(?://|www\.)(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}(?::\d{1,5})?(?:[/?]|$)"
    r"|(?:[\w-]{1,63}\.){1,8}(?!(?:html?|php\d?|aspx?|jsp|cgi)/)[^\W\d_]{2,63}(?::\d{1,5})?/",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_TRACKED_PATH = re.compile(r"&(?:amp;)?utm_[a-z]{1,20}=.*", re.IGNORECASE)
_PARAMETER_END = re.compile(r"&|\?(?=utm_|fbclid=)", re.IGNORECASE)  # some append a second "?"
_ESCAPED_AMPERSAND = re.compile(r"^(?:amp;)+")  # HTML's "&amp;" that nobody turned back
_GIVEN_ID = re.compile(r"[a-z2-7]{24}")
_OWN_IDS = ("id", "_id", "guid", "uuid")
_BYTE_ORDER_MARKS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class InvalidId(UserError):
    """An id that does not follow the rule; the message names the rule."""


class InvalidUrl(UserError):
    """A URL that cannot be an article's address; the message says why."""


def is_id(text: str) -> bool:
    """Whether an article may have this id at all."""
    return _ID.fullmatch(text) is not None


def check_id(id: str) -> str:
    """The id itself; raises InvalidId naming the rule."""
    if not is_id(id):
        raise InvalidId(f"{id[:200]!r} cannot be an id: {ID_RULE}.")
    return id


def article_id(article: Article, original: Original) -> str:
    """A stable id of 24 characters out of a-z and 2-7: the same input gives the same id, always.

    It is a hash (SHA-256, cut to 120 bits) of the canonical URL where the article has one; else of
    the original's text for text files, so that a better parser leaves ids as they are; else (JSON)
    of title and body, and of the id that the record has of its own, if any: notices that come again
    with the same words are articles of their own. One that this function has given stays, so that
    what was exported comes back as it was. Runs of white space count as one space. Addresses that
    lead to the same page give the same id: http or https, `www.`, `m.` or AMP (see
    archive.variants), with or without a slash at the end.
    Raises InvalidUrl.
    """
    if article.url is not None:
        return _digest("url", page_key(canonical_url(article.url)))
    if original.media_type.lower().startswith("text/"):
        text = _collapse(_decode(original.content))
        if text:
            return _digest("text", text)
    own_id = _own_id(original.content)
    if _GIVEN_ID.fullmatch(own_id):
        return own_id
    text = _collapse(article.title) + "\n" + _collapse(article.body)
    return _digest("record", f"{own_id}\n{text}") if own_id else _digest("article", text)


def canonical_url(url: str) -> str:
    """The address without what does not matter to which page it is; fit to be shown and followed.

    After RFC 3986, 6.2: scheme and host in lower case, no default port, no dot segments, one
    spelling of percent-encoding. TRACKING_PARAMETERS and sessions go, and so does the fragment,
    unless it is what tells pages apart ("#!/story/7"). The other parameters keep their order,
    because a server may care. Hosts in other scripts become their ASCII form. The address of a
    copy or a redirect (see archive.wrappers) becomes that of the page inside.
    Raises InvalidUrl for what is no absolute http(s) address of at most MAX_URL_LENGTH characters.
    """
    canonical = _normalize(url)
    while inside := unwrap(canonical):
        try:
            canonical = _normalize(inside)
        except InvalidUrl:
            break  # only the redirect's own address is one
    return canonical


def article_url(text: str | None) -> str | None:
    """What a page or a record gives as its own address, to be stored: canonical, None for none.

    One without a scheme ("www.example.com/story") is taken for what it is, too.

    >>> article_url("www.example.com/story?utm_source=rss")
    'http://www.example.com/story'
    """
    text = (text or "").strip()
    if _NAKED.match(text):
        text = f"http://{text.removeprefix('//')}"
    try:
        return canonical_url(text)
    except InvalidUrl:
        return None


def _normalize(url: str) -> str:
    """The address in its one spelling, without what only tracks; raises InvalidUrl."""
    url = url.strip()
    if len(url) > MAX_URL_LENGTH:
        raise InvalidUrl(f"The URL is longer than {MAX_URL_LENGTH:,} characters: {url[:100]}...")
    if _CONTROL.search(url):
        raise InvalidUrl(f"The URL {url!r} has a control character in it; remove it.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InvalidUrl(f"{url!r} is not a URL: {error}.") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise InvalidUrl(f"The URL {url!r} must begin with http:// or https://.")
    if "@" in parts.netloc:
        raise InvalidUrl(f"The URL {url!r} holds a user name or password; remove it.")
    host = _host(parts.hostname or "", url)
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host += f":{port}"
    path = _remove_dot_segments(_percent_encode(_own_path(parts.path), _KEPT_IN_PATH)) or "/"
    query = "&".join(_query_parameters(_percent_encode(parts.query, _KEPT_IN_QUERY)))
    place = _percent_encode(parts.fragment, _KEPT_IN_QUERY) if _names_page(parts.fragment) else ""
    spelled = f"{parts.scheme}://{host}{path}{query and '?'}{query}{place and '#'}{place}"
    if len(spelled) > MAX_URL_LENGTH:
        raise InvalidUrl(f"The URL is longer than {MAX_URL_LENGTH:,} characters: {url[:100]}...")
    return spelled


def _own_path(path: str) -> str:
    """The path without a session, and without tracking parameters whose "?" was forgotten."""
    return _TRACKED_PATH.sub("", _SESSION_IN_PATH.sub("", path))


def _names_page(fragment: str) -> bool:
    """Whether a script shows another page for another fragment; "#comments" is a place in one."""
    return fragment.startswith(("!", "/")) and len(fragment) > 2


def _host(name: str, url: str) -> str:
    """The host in lower-case ASCII; labels in other scripts in Punycode.

    The mapping is UTS #46, non-transitional, in short: lower case, then NFKC. (Python's own idna
    codec is IDNA 2003, which makes another host of one with a German sharp s.)
    """
    if ":" in name:
        try:
            return f"[{ipaddress.IPv6Address(name)}]"
        except ValueError as error:
            raise InvalidUrl(f"The host of {url!r} is not an IPv6 address.") from error
    name = unicodedata.normalize("NFKC", name.lower()).lower().replace("\u3002", ".")
    name = name.removesuffix(".")
    # Too long already: Punycode is quadratic, and only makes a name longer.
    host = "" if len(name) > _MAX_HOST_LENGTH else ".".join(map(_label, name.split(".")))
    if not _HOST.fullmatch(host) or len(host) > _MAX_HOST_LENGTH:
        raise InvalidUrl(f"{name[:300]!r} in {url[:300]!r} is not the name of a host.")
    return host


def _label(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


def _percent_encode(text: str, kept: str) -> str:
    """One spelling: reserved characters stay as they are, unreserved ones are never encoded."""

    def spell(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return _ESCAPE.sub(spell, quote(text, safe=kept))


def _remove_dot_segments(path: str) -> str:
    """RFC 3986, 5.2.4, for a path that begins with a slash or is empty."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "".join("/" + segment for segment in kept)


def _query_parameters(query: str) -> list[str]:
    parts = (_ESCAPED_AMPERSAND.sub("", part) for part in _PARAMETER_END.split(query))
    return [part for part in parts if part and not _is_tracking(part)]


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def _decode(content: bytes) -> str:
    """The text, for hashing only: a wrong guess of its encoding still gives a stable id."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _collapse(text: str) -> str:
    return " ".join(text.split())


def _own_id(content: bytes) -> str:
    """What a JSON record calls itself; "" for nothing."""
    try:
        record = orjson.loads(content)
    except orjson.JSONDecodeError:
        return ""
    if not isinstance(record, dict):
        return ""
    members = {name.lower(): value for name, value in record.items()}
    found = next((members[name] for name in _OWN_IDS if members.get(name) not in (None, "")), "")
    return "" if isinstance(found, bool | dict | list) else str(found).strip()


def _digest(kind: str, text: str) -> str:
    # surrogatepass: an id exists for any text; whether the text can be stored is checked elsewhere.
    key = hashlib.sha256(f"{kind}:{text}".encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(key[:15]).decode("ascii").lower()
