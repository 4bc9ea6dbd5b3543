"""Records with named fields -> what they state, whatever the fields are called."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from archive.errors import UserError
from archive.readers.raw import Stated

# The names seen for each field, best first, as `_plain` writes them.
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        name: tuple(names.split())
        for name, names in {
            "title": "title headline heading articletitle newstitle posttitle hed webtitle head "
            "subject titel überschrift schlagzeile titre titulo título titular заголовок 제목 标题",
            "body": "body content text articlebody fulltext maintext articletext bodytext article "
            "story contenttext textcontent plaintext cleanedtext cleantext articlecontent "
            "newscontent fullcontent rawtext contentencoded bodyhtml contenthtml htmlcontent "
            "articlehtml html rawhtml pagehtml message inhalt volltext artikeltext contenu texte "
            "contenido texto cuerpo текст 본문 正文 内容",
            "description": "description summary abstract standfirst subtitle subheadline subhead "
            "dek deck lede leadparagraph teaser excerpt snippet metadescription trailtext",
            "url": "url link permalink canonicalurl articleurl weburl newsurl pageurl sourceurl "
            "targeturi uri href guid",
            "published": "published publishedat publicationdate datepublished pubdate publishdate "
            "datepublish publisheddate publishedon publishedtime firstpublished "
            "firstpublicationdate webpublicationdate publicationtime articledate newsdate date "
            "datetime timestamp time issued createdat created datum veröffentlicht fecha "
            "дата 날짜 日期",
            "source": "source publisher outlet site sitename publication newspaper sourcename "
            "mediaoutlet media medium website provider channel journal brand sourcedomain domain "
            "hostname host quelle fuente источник 출처 来源",
            "authors": "authors author byline bylines creator dccreator writer writers authorname "
            "authornames reporter reporters journalist journalists autor autoren auteur autores "
            "автор 作者",
            "language": "language lang inlanguage languagecode locale sprache langue idioma язык",
            "agencies": "agencies agency newsagency wire wireservice newswire wireagency credit",
            "timezone": "timezone tz tzname",
        }.items()
    }
)
_KNOWN = frozenset(name for names in NAMES.values() for name in names)
# What people call the same on the command line.
_ALIASES = {"author": "authors", "agency": "agencies", "date": "published", "text": "body"}
_HTML_NAMES = frozenset(
    "html bodyhtml contenthtml htmlcontent articlehtml rawhtml pagehtml contentencoded".split()
)
# Around the fields in dumps of search engines and APIs.
_WRAPPERS = ("_source", "fields", "article", "data", "attributes", "item", "doc")
# Where an object stands for a text: {"name": "Ada"}, {"rendered": "<p>..."}, {"#text": "..."}.
_INNER = ("name", "main", "original", "rendered", "value", "text", "#text", "$t", "title", "@value")
_SEPARATORS = re.compile(r"[\W_]+")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|h[1-6]|ul|li|strong|em|b|i|img|figure|blockquote|html|body|article)"
    r"(?=[\s>/])[^<>]{0,2000}>",
    re.I,
)
_ADDRESS = re.compile(r"\s*(?:https?:)?//\S|\s*www\.\S", re.I)  # a guid may be anything else
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।")
_PROSE = 40  # characters
_CLOSING = " \t\r\n\"'”’»)]"
_UNSTORABLE = {0: None, **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


class FieldNames:
    """Which of a record's fields is which: by the names given, guessed where none is."""

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        self._given = dict(given or {})

    def knows(self, columns: Iterable[str]) -> frozenset[str]:
        """Our names of the fields that these columns hold."""
        plain = {_plain(column) for column in columns}
        given = {ours for ours, theirs in self._given.items() if _plain(theirs) in plain}
        guessed = {ours for ours, names in NAMES.items() if not plain.isdisjoint(names)}
        return frozenset(given | (guessed - self._given.keys()))

    def missing(self, columns: Iterable[str]) -> tuple[str, ...]:
        """The names given that no column has."""
        plain = {_plain(column) for column in columns}
        return tuple(name for name in self._given.values() if _plain(name) not in plain)

    def stated(self, record: Mapping[str, Any], origin: str) -> Stated | None:
        """What a record states, None where it has neither text nor title."""
        fields = _flat(record)
        title = _text(self._value(fields, record, "title")[1])
        body_name, body_value = self._value(fields, record, "body")
        body = _text(body_value, separator="\n\n")
        description = _text(self._value(fields, record, "description")[1])
        if not (body or title or description):
            return None
        return Stated(
            title=title,
            body=body,
            body_is_html=bool(body) and (body_name in _HTML_NAMES or is_markup(body or "")),
            description=description,
            url=_text(self._value(fields, record, "url")[1]),
            published=_text(self._value(fields, record, "published")[1]),
            source=_text(self._value(fields, record, "source")[1]),
            agencies=_texts(self._value(fields, record, "agencies")[1]),
            authors=_texts(self._value(fields, record, "authors")[1]),
            language=_text(self._value(fields, record, "language")[1]),
            timezone=_text(self._value(fields, record, "timezone")[1]),
            origin=origin,
        )

    def unread_text(self, record: Mapping[str, Any]) -> str | None:
        """The name of a field with sentences in it that is none of those known; None without one.

        What an article's text would be, were its name known.
        """
        known = _KNOWN | {_plain(name) for name in self._given.values()}
        for level in _levels(record):
            for name, value in level.items():
                if isinstance(value, str) and _plain(str(name)) not in known and _is_prose(value):
                    return str(name)
        return None

    def _value(
        self, fields: Mapping[str, Any], record: Mapping[str, Any], ours: str
    ) -> tuple[str, Any]:
        """The plain name and value of a field; ("", None) where the record has none."""
        if theirs := self._given.get(ours):
            value = fields.get(_plain(theirs))
            return _plain(theirs), _at_path(record, theirs) if value is None else value
        for name in NAMES[ours]:
            value = fields.get(name)
            if value not in (None, "", [], {}) and not (
                ours == "url" and not _ADDRESS.match(str(value))
            ):
                return name, value
        return "", None


def given_fields(texts: Iterable[str]) -> dict[str, str]:
    """`title=headline` and the like as a mapping; raises UserError for what is no field."""
    given: dict[str, str] = {}
    for text in texts:
        ours, equals, theirs = text.partition("=")
        if not (equals and ours.strip() and theirs.strip()):
            raise UserError(f"{text!r} is no field: write it as title=headline.")
        given[field_name(ours)] = theirs.strip()
    return given


def field_name(text: str) -> str:
    """Our name of a field as people write it; raises UserError for none."""
    name = text.strip().lower()
    name = _ALIASES.get(name, name)
    if name not in NAMES:
        raise UserError(f"There is no field {text!r}. The fields are: {', '.join(NAMES)}.")
    return name


def _plain(name: str) -> str:
    return _SEPARATORS.sub("", name).casefold()


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record's fields by plain names, those inside a wrapper too; the first of two wins."""
    fields: dict[str, Any] = {}
    for level in _levels(record):
        for name, value in level.items():
            if not (isinstance(value, dict) and name in _WRAPPERS):
                fields.setdefault(_plain(str(name)), value)
    return fields


def _levels(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The record, and what is wrapped in it."""
    return [record, *(record[name] for name in _WRAPPERS if isinstance(record.get(name), dict))]


def _is_prose(text: str) -> bool:
    """Whether a text is a sentence or several, as keywords and codes are not."""
    return text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS) and len(text) >= _PROSE


def _at_path(record: Mapping[str, Any], path: str) -> Any:
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _text(value: Any, separator: str = ", ") -> str | None:
    """A value as text, None where it is none."""
    texts = [text for text in _strings(value) if text.strip()]
    return separator.join(texts).translate(_UNSTORABLE).strip() or None


def _texts(value: Any) -> tuple[str, ...]:
    texts = (text.translate(_UNSTORABLE).strip() for text in _strings(value))
    return tuple(dict.fromkeys(text for text in texts if text))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int | float):
        yield str(value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, Mapping):
        for name in _INNER:
            if isinstance(value.get(name), str):
                yield value[name]
                return


def is_markup(text: str) -> bool:
    """Whether a text is HTML: it has tags, not just a "<" somewhere."""
    return text.lstrip().lower().startswith(("<!doctype", "<html")) or bool(
        _MARKUP.search(text[:20_000])
    )
