"""Every date that an HTML page tells of itself: where it stands and what it is called there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from archive.parsing.html.linked_data import is_article, types_of
from archive.parsing.html.page import Page
from archive.parsing.written import WrittenDate, read_date

_MOST_ELEMENTS = 40  # of a kind; a page with more lists other articles
_MOST_PARTS = 6  # elements inside an element that is there for its date
_HIGHEST = 12  # levels above an element that are looked at
_LINE = 120  # letters of an element that is there for its date
_SENTENCE = 300
_EVIDENCE = 200


class Place(StrEnum):
    """Where on a page a date stands; the value is the end of the publication date's method."""

    LD_ARTICLE = "json-ld"  # datePublished of the article
    LD_PAGE = "json-ld-page"  # datePublished of the web page
    LD_CREATED = "json-ld-created"
    LD_UPLOADED = "json-ld-upload"
    LD_MODIFIED = "json-ld-modified"
    META = "meta"  # article:published_time and its like
    META_DATE = "meta-date"  # "date", of whatever
    META_MODIFIED = "meta-modified"
    MICRODATA = "microdata"
    TIME_PUBLISHED = "time-published"  # a time element that calls itself the publication's
    TIME = "time"  # the first time element at or in the article
    TIME_LATER = "time-later"
    TIME_UPDATED = "time-updated"
    CLASS = "class"  # an element below the headline whose class names a date
    CLASS_ABOVE = "class-above"  # the same above it, where mastheads put the current day
    SENTENCE = "sentence"  # "was published on ..."
    URL = "url"
    TEXT = "text"  # what the text parser finds and is sure of
    TEXT_UNSURE = "text-unsure"
    TEXT_UPDATED = "text-updated"  # a line that calls it the last update
    HTMLDATE = "htmldate"  # what htmldate finds: meta elements of all kinds, then the text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date with its place and the words themselves; `order` is its rank among its place's."""

    place: Place
    date: WrittenDate
    evidence: str
    order: int = 0


# fmt: off
_META_PUBLISHED = frozenset(
    """article:published_time article:published og:published_time og:article:published_time
    datepublished date.published date_published published published_time publish_date publish-date
    publishdate pubdate publication_date publicationdate dc.date.issued dcterms.issued
    dc.date.created dcterms.created parsely-pub-date sailthru.date citation_publication_date
    citation_online_date article.published article_date_original originalpublicationdate
    cxenseparse:recs:publishtime ptime rnews:datepublished bt:pubdate prism.publicationdate
    published-date displaydate dateissued firstpublished article_published_time""".split()
)
_META_DATE = frozenset(
    """date dc.date dcterms.date dc:date pdate created datecreated content_create_date
    article:post_date timestamp createdate citation_date release_date""".split()
)
_META_MODIFIED = frozenset(
    """article:modified_time article:modified og:updated_time datemodified last-modified lastmod
    modified dcterms.modified dc.date.modified updated revised article:updated_time""".split()
)
# fmt: on
_CALLED_PUBLISHED = re.compile(
    r"publish|pubdate|entry-date|post-?date|post-?time|posted|veroeffentlich|erschienen", re.I
)
_CALLED_UPDATED = re.compile(r"updat|modif|edited|aktualisiert|geaendert", re.I)
_CALLED_DATE = re.compile(
    r"(?:^|[\s_-])(?:date|datum|fecha|datetime|timestamp|dateline|time)(?:$|[\s_-])|date(?:$|\s)",
    re.I,
)
_IN_URL = (
    re.compile(r"/((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?![0-9])"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-_](0[1-9]|1[0-2])[-_](0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SAYS_PUBLISHED = re.compile(
    r"(?<!\w)(?:published|posted|first appeared|veröffentlicht|gepostet|erschienen|publié|publicado"
    r"|pubblicato|gepubliceerd|geplaatst|opublikowano|publicerad|publisert|опубликован[оа]?)(?!\w)",
    re.I,
)
_OTHERS = frozenset("aside nav footer".split())
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|related|sidebar|recommend(?:ed|ations)?|teasers?|widget|footer|more"
    r"|latest|recent)(?:$|[\s_-])",
    re.I,
)
_TAGS_OF_DATES = frozenset(
    "a abbr b dd div em font h2 h3 h4 h5 h6 i li p small span strong td".split()
)


def find_candidates(
    page: Page, data: Mapping[str, Any], url: str | None, language: str | None
) -> Iterator[Candidate]:
    """Every date in the page's metadata, its elements and its address."""

    def read(place: Place, text: str, order: int = 0) -> Iterator[Candidate]:
        if (date := read_date(text, language=language)) is not None:
            yield Candidate(place, date, text[:_EVIDENCE], order)

    for place, text, order in (
        *_in_data(page, data, language),
        *_in_metas(page),
        *_in_elements(page),
        *_in_url(url),
        *_in_sentences(page),
    ):
        yield from read(place, text, order)


def _in_data(
    page: Page, data: Mapping[str, Any], language: str | None
) -> Iterator[tuple[Place, str, int]]:
    yield from _in_item(data, Place.LD_ARTICLE)
    # Where the article says when it was published, the page around it and its videos say when they
    # were: that is the same, or beside the point.
    is_dated = read_date(_value_of(data, "datePublished"), language=language) is not None
    page_place = None if is_dated else Place.LD_PAGE
    for item in page.data:
        if item is data or is_article(item):
            continue
        if any(kind.endswith(("Page", "VideoObject")) for kind in types_of(item)):
            yield from _in_item(item, page_place)


def _in_item(item: Mapping[str, Any], published: Place | None) -> Iterator[tuple[Place, str, int]]:
    """The dates of an object, that of its publication at the place given, if any."""
    places = {
        "datePublished": published,
        "dateCreated": Place.LD_CREATED,
        "uploadDate": Place.LD_UPLOADED,
        "dateModified": Place.LD_MODIFIED,
    }
    for key, place in places.items():
        if place is not None and (value := _value_of(item, key)):
            yield place, value, 0


def _value_of(item: Mapping[str, Any], key: str) -> str:
    """What an object states; "" for nothing that could be a date."""
    value = item.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    stated = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value) if stated else ""


def _in_metas(page: Page) -> Iterator[tuple[Place, str, int]]:
    for place, names in (
        (Place.META, _META_PUBLISHED),
        (Place.META_DATE, _META_DATE),
        (Place.META_MODIFIED, _META_MODIFIED),
    ):
        for name, contents in page.metas.items():
            if name in names:
                yield place, contents[0], 0


def _in_elements(page: Page) -> Iterator[tuple[Place, str, int]]:
    """Dates in time elements, microdata and elements whose class names a date."""
    for element in page.tree.xpath(".//*[@itemprop]"):
        if _is_microdata(element) and element.tag not in ("meta", "time"):
            yield Place.MICRODATA, element.get("content") or _words(element), 0
    around = {above for heading in page.tree.iter("h1") for above in heading.iterancestors()}
    headed = not around
    times = classes = 0
    for element in page.tree.iter("h1", "time", *_TAGS_OF_DATES):
        headed |= element.tag == "h1"
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "time" and times < _MOST_ELEMENTS:
            if not _stands_elsewhere(element, around):
                called = f"{name} {element.get('itemprop') or ''}"
                place = _place_of_time(element, called, times)
                for text in dict.fromkeys((element.get("datetime") or "", _words(element))):
                    yield place, text, times
                times += 1
        elif (
            element.tag in _TAGS_OF_DATES
            and classes < _MOST_ELEMENTS
            and _names_date(name)
            and not _is_microdata(element)
            and len(element) <= _MOST_PARTS
            and not _stands_elsewhere(element, around)
        ):
            text = _words(element)
            if 0 < len(text) <= _LINE and any(map(str.isdigit, text)):
                yield (Place.CLASS if headed else Place.CLASS_ABOVE), text, classes
                classes += 1


def _is_microdata(element: Any) -> bool:
    return "datepublished" in (element.get("itemprop") or "").casefold()


def _names_date(name: str) -> bool:
    """Whether a class says that an element is there for the publication's date.

    Themes call the publication's date "entry-date updated" as well.
    """
    published = _CALLED_PUBLISHED.search(name) is not None
    return published or bool(_CALLED_DATE.search(name) and not _CALLED_UPDATED.search(name))


def _place_of_time(element: Any, called: str, number: int) -> Place:
    if _CALLED_PUBLISHED.search(called) or element.get("pubdate") is not None:
        return Place.TIME_PUBLISHED
    if _CALLED_UPDATED.search(called):
        return Place.TIME_UPDATED
    return Place.TIME if number == 0 else Place.TIME_LATER


def _stands_elsewhere(element: Any, around: set[Any]) -> bool:
    """Whether an element is in a part of the page that is not the article's.

    `around` are the elements around the headline, which are the article's whatever their class.
    """
    for level, above in enumerate(element.iterancestors()):
        if level > _HIGHEST or above.tag in ("main", "body") or above in around:
            return False
        if above.tag in _OTHERS or _ELSEWHERE.search(above.get("class") or ""):
            return True
    return False


def _in_url(url: str | None) -> Iterator[tuple[Place, str, int]]:
    path = urlsplit(url).path if url else ""
    for pattern in _IN_URL:
        if match := pattern.search(path):
            yield Place.URL, f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}", 0
            return


def _words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _in_sentences(page: Page) -> Iterator[tuple[Place, str, int]]:
    """The first line that says when something was published: "wurde am 19. Mai 2010 gepostet"."""
    for line in page.text.split("\n"):
        if len(line) <= _SENTENCE and _SAYS_PUBLISHED.search(line) and _YEAR.search(line):
            yield Place.SENTENCE, line, 0
            return
