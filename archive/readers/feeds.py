"""RSS, Atom and RDF feeds: every entry is a document of its own."""

import html
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from archive.readers.faults import Unreadable
from archive.readers.fields import is_markup
from archive.readers.formats import Format
from archive.readers.options import ReadOptions
from archive.readers.pages import decode_html
from archive.readers.raw import RawDocument, RecordForm, Stated
from archive.readers.records import record_form, stated_document, too_large
from archive.readers.streams import Input

_logger = logging.getLogger(__name__)
_TOKEN = re.compile(r"<(/?)((?:[\w.-]{1,40}:)?(?:item|entry))(?=[\s>/])|<!\[CDATA\[|<!--", re.I)
_ROOT = re.compile(r"<((?:[\w.-]{1,40}:)?(?:rss|rdf|feed))(?=[\s>])[^<>]{0,20000}>", re.I)
_CHANNEL = re.compile(r"<((?:[\w.-]{1,40}:)?channel)(?=[\s>])[^<>]{0,5000}>", re.I)
_NEEDED = re.compile(
    r"""\s(?:xmlns(?::[\w.-]{1,40})?|xml:\w{1,10}|version)=(?:"[^"<>]*"|'[^'<>]*')""", re.I
)
_BARE_AMPERSAND = re.compile(  # outside of what is read as it stands
    r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))"
    r"|&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{0,31};)",
    re.DOTALL,
)
_LONGEST_START = 64 * 1024  # characters before the first entry that are looked at
_MEDIA_TYPES = {"rss": "application/rss+xml", "feed": "application/atom+xml"}


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is around a feed's entries, and what it says of all of them."""

    start: str
    end: str
    media_type: str
    title: str | None = None
    language: str | None = None

    def as_texts(self) -> dict[str, str]:
        """Everything but the media type, which an original has itself."""
        texts = {name: getattr(self, name) for name in ("start", "end", "title", "language")}
        return {name: text for name, text in texts.items() if text}


def read_feed(source: Input, options: ReadOptions) -> Iterator[RawDocument | Unreadable]:
    """A document for each entry of a feed, which is read whole but parsed entry by entry.

    So each keeps its own XML, a broken one is reported alone, and ten thousand take little memory.
    A feed that declares entities is refused: they serve to make a small file enormous.
    """
    limit = source.limits.whole_bytes
    content = source.stream.read(limit + 1)
    decoded = decode_html(content)
    if len(content) > limit:
        yield Unreadable(
            source.location,
            f"{source.location} has more than the {limit:,} bytes "
            "(whole_bytes) that a feed may have.",
        )
        return
    if decoded is None:
        yield Unreadable(source.location, f"{source.location} is binary data, not a feed.")
        return
    text = decoded.text
    first = next(_item_starts(text), len(text))
    frame = _frame(text[: min(first, _LONGEST_START)])
    if isinstance(frame, str) or frame is None:
        yield Unreadable(source.location, f"{source.location} {frame or 'is no feed'}.")
        return
    number = 0
    form = record_form(Format.FEED, options, origin="feed", around=frame.as_texts())
    for item in _items(text, first):
        number += 1
        location = f"{source.location} item {number}"
        yield _document(item, frame, source, location, form)
    if not number:
        yield Unreadable(source.location, f"{source.location} is a feed without entries.")


def _document(
    item: str, frame: _Frame, source: Input, location: str, form: RecordForm
) -> RawDocument | Unreadable:
    xml = item.encode("utf-8", "replace")
    if len(xml) > source.limits.document_bytes:
        return too_large(location, source.limits.document_bytes)
    if not item.endswith(">"):
        return Unreadable(location, f"{location} is not closed (cut off); it is not imported.")
    try:
        stated = _entry_states(item, frame)
    except Exception as error:
        # What feedparser raises on nonsense is anyone's guess; the other entries are no nonsense.
        _logger.exception("Parsing %s failed.", location)
        return Unreadable(location, f"{location} cannot be parsed ({type(error).__name__}).")
    if stated is None:
        return Unreadable(location, f"{location} has neither text nor title.")
    return stated_document(
        source,
        stated,
        content=xml,
        media_type=frame.media_type,
        location=location,
        form=form,
    )


def stated_of(content: bytes, media_type: str, around: Mapping[str, str]) -> Stated | None:
    """What the entry states in an original that `read_feed` has given; `around` is its form's."""
    return _entry_states(content.decode("utf-8"), _Frame(media_type=media_type, **around))


def _entry_states(item: str, frame: _Frame) -> Stated | None:
    entries = _parse(f"{frame.start}{item}{frame.end}").entries
    return _stated(entries[0], frame) if entries else None


def _parse(xml: str) -> Any:
    import feedparser

    # Feedparser would read "AT&T" as a reference that lacks its semicolon, and add that.
    xml = _BARE_AMPERSAND.sub(lambda found: found[1] or "&amp;", xml)
    # In a BytesIO: a text would be opened if it were the name of a file or an address.
    return feedparser.parse(
        BytesIO(xml.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _frame(start: str) -> _Frame | str | None:
    """What is around the entries; a text says what is wrong with it."""
    if "<!ENTITY" in start.upper():
        return "declares entities of its own, which can grow without end; it is not read"
    root = _ROOT.search(start)
    if root is None:
        return None
    name = root.group(1)
    channel = _CHANNEL.search(start, root.end())
    # RDF closes its channel before the first entry, RSS does not.
    is_open = channel is not None and f"</{channel.group(1)}" not in start
    opened = _without_rest(root) + (_without_rest(channel) if channel and is_open else "")
    closed = (f"</{channel.group(1)}>" if channel and is_open else "") + f"</{name}>"
    feed = _parse(start[root.start() :] + closed).feed
    return _Frame(
        opened,
        closed,
        _MEDIA_TYPES.get(name.rpartition(":")[2].lower(), "application/rdf+xml"),
        _plain(feed.get("title")),
        _plain(feed.get("language")),
    )


def _without_rest(tag: re.Match[str]) -> str:
    """A tag with the attributes that its entries need: it is kept with each of them."""
    return f"<{tag.group(1)}{''.join(_NEEDED.findall(tag.group()))}>"


def _item_starts(text: str) -> Iterator[int]:
    for start, _, is_end in _tags(text, 0):
        if not is_end:
            yield start


def _items(text: str, at: int) -> Iterator[str]:
    """The XML of each entry; one that is not closed ends where the next begins."""
    start: int | None = None
    for tag, end, is_end in _tags(text, at):
        if is_end and start is not None:
            yield text[start:end]
            start = None
        elif not is_end:
            if start is not None:
                yield text[start:tag].rstrip().removesuffix(">")
            start = tag
    if start is not None:
        yield text[start:].rstrip().removesuffix(">")


def _tags(text: str, at: int) -> Iterator[tuple[int, int, bool]]:
    """Where entries' tags begin and end and whether they close, outside CDATA and comments."""
    while match := _TOKEN.search(text, at):
        closer = {"<![CDATA[": "]]>", "<!--": "-->"}.get(match.group().upper(), ">")
        end = text.find(closer, match.end())
        if end < 0:
            return
        at = end + len(closer)
        if closer == ">":
            yield match.start(), at, bool(match.group(1))
            if text[end - 1] == "/":
                yield match.start(), at, True


def _stated(entry: Any, frame: _Frame) -> Stated | None:
    """What an entry states; its content counts over its summary, None where it has no text."""
    contents = [part for part in entry.get("content", ()) if (part.get("value") or "").strip()]
    summary = _plain(entry.get("summary"), keep_markup=True)
    body = max((part["value"] for part in contents), key=len, default=None) or summary
    title = _plain(entry.get("title"))
    if not (body or title):
        return None
    # Not entry.get: without "updated" it answers with "published", and the other way round.
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    is_update = not published and frame.media_type == "application/atom+xml"
    link = entry.get("link") or ""
    outlet = entry.get("source") or {}
    return Stated(
        title=title,
        body=body,
        body_is_html=is_markup(body or ""),
        description=_plain(summary) if contents and summary != body else None,
        url=link if link.startswith(("http://", "https://")) else None,
        published=_plain(published or updated),
        source=_plain(outlet.get("title") or entry.get("publisher")),
        authors=_authors(entry),
        language=frame.language,
        origin="feed:updated" if is_update and updated else "feed",
    )


def _authors(entry: Any) -> tuple[str, ...]:
    names = [_plain(author.get("name")) for author in entry.get("authors", ())]
    found = [name for name in names if name] or [_plain(entry.get("author")) or ""]
    return tuple(dict.fromkeys(name for name in found if name))


def _plain(text: Any, *, keep_markup: bool = False) -> str | None:
    """A text of a feed, often escaped once too often, without tags."""
    if not isinstance(text, str):
        return None
    if not keep_markup:
        text = html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", text) if is_markup(text) else text)
        text = " ".join(text.split())
    return text.replace("\0", "").strip() or None
