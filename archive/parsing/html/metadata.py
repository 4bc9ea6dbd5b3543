"""Title, description, address, authors and outlet of a page, by what it says of itself.

Which of its statements wins was measured on 20 pages in seven languages (newspaper4k's tests) and
on the pages of the Article Extraction Benchmark; `python -m bench.extraction` prints the result.

- title: the h1 that JSON-LD, OpenGraph or the title element repeat, in the words of the h1; else
  what most of them say, without the outlet's name behind it. OpenGraph alone is often a teaser.
- description: JSON-LD, then OpenGraph, then the meta element, unless it only begins the body.
- address: the canonical link, then og:url, then JSON-LD.
- authors: JSON-LD, then meta elements, then elements that are marked as the author. Outlets,
  agencies and addresses are no authors.
- outlet: og:site_name, then JSON-LD's publisher, then the address; known outlets by their name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive.article import Source, SourceKind
from archive.identity import article_url
from archive.parsing.agencies import find_mentions, is_agency
from archive.parsing.authors import merge_names, read_byline
from archive.parsing.html.linked_data import is_article, texts_of, types_of
from archive.parsing.html.page import Page
from archive.parsing.outlet_names import domain_name, is_name, known_host, known_name, name_key

_SITE_MARK = re.compile(r"\s*(?:[|»«·•—–]|::|--)\s*|\s+-\s+|：|\s+-|-\s+")
_NAME_END = re.compile(r"\s+[|»–—-]\s+")
_READ = 1_000  # characters of a statement; more are no title's
_LONGEST_TITLE = 400
_LONGEST_NAME = 60
_LONGEST_DESCRIPTION = 2_000
_EVIDENCE = 200
_LIKE = 0.6  # the share of common words from which two titles are one
_MOST_LONGER = 1.2
_TITLES = ("og:title", "twitter:title", "headline", "dc.title", "title")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author",
            "sailthru.author", "citation_author")  # fmt: skip
_FOLDED = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net)\b", re.IGNORECASE)


def find_article_data(page: Page, url: str | None) -> Mapping[str, Any]:
    """The JSON-LD object of the page's own article; empty where there is none."""
    articles = [item for item in page.data if is_article(item)]
    if url and len(articles) > 1:
        path = urlsplit(url).path.rstrip("/")
        own = [item for item in articles if path and path in str(_address_of(item))]
        articles = own or articles
    told = [item for item in articles if item.get("headline") or item.get("datePublished")]
    return (told or articles or [{}])[0]


def _address_of(item: Mapping[str, Any]) -> Any:
    main = item.get("mainEntityOfPage")
    main = main.get("@id") or main.get("url") if isinstance(main, dict) else main
    return f"{item.get('url')} {item.get('@id')} {main}"


def find_url(page: Page, stated: str | None = None) -> str | None:
    """The page's own address, canonical; None where it tells no absolute one. Raises nothing."""
    return next(filter(None, map(article_url, (stated, *_addresses(page)))), None)


def _addresses(page: Page) -> Iterator[str | None]:
    base = next((one.get("href") for one in page.tree.iter("base")), None)
    shared = page.meta("og:url", "twitter:url")
    for link in page.tree.iter("link"):
        if "canonical" in (link.get("rel") or "").casefold().split():
            try:
                yield urljoin(base or shared or "", (link.get("href") or "").strip())
            except ValueError:
                continue
    yield shared
    for item in page.data:
        if is_article(item):
            main = item.get("mainEntityOfPage")
            main = main.get("@id") if isinstance(main, dict) else main
            yield from (one for one in (item.get("url"), main) if isinstance(one, str))


def find_headlines(page: Page, data: Mapping[str, Any]) -> tuple[str, ...]:
    """Every text that the page uses as its title: what a body must not begin with."""
    headings = (_words(one) for one in page.tree.iter("h1"))
    return tuple(dict.fromkeys((*texts_of(data.get("headline")), *headings, *_stated_titles(page))))


def find_title(page: Page, data: Mapping[str, Any], site: str | None) -> str:
    """The headline; empty where the page has none."""
    headings = [text for one in page.tree.iter("h1") if (text := _words(one)) and _fits(text)]
    stated = [*texts_of(data.get("headline"))[:1], *_stated_titles(page)]
    stated = [_without_site(text, site) for text in stated if _fits(text)]
    votes = Counter(map(_fold, stated))
    for heading in headings:
        if _fold(heading) in votes:
            return _without_site(heading, site)
    if stated:
        best = max(stated, key=lambda title: votes[_fold(title)])
        heading = next((one for one in headings if _is_near(one, best)), "")
        # An h1 can hold more than the headline: a kicker, the outlet, an author.
        return heading if heading and len(heading) <= _MOST_LONGER * len(best) else best
    return headings[0] if headings else ""


def _is_near(heading: str, title: str) -> bool:
    """Whether an h1 is the headline that a title states in other words or with more of them."""
    one, other = _fold(heading), _fold(title)
    begins = other.startswith(one) and 2 * len(one) > len(other)
    return begins or other in one or _overlap(heading, title) >= _LIKE


def _stated_titles(page: Page) -> Iterator[str]:
    for name in _TITLES:
        yield from (_space(text[:_READ]) for text in page.metas.get(name, ())[:1])
    for element in page.tree.iter("title"):
        yield _words(element)[:_READ]
        return


def _without_site(title: str, site: str | None) -> str:
    """The title without the outlet's name before or behind it.

    Behind a bar short words are the outlet's; behind a dash only its known name is.
    """
    keys = {name_key(site)} if site else set()
    for mark in reversed(list(_SITE_MARK.finditer(title))):
        head, tail = title[: mark.start()], title[mark.end() :]
        named = name_key(tail) in keys or known_name(name_key(tail)) or _is_domain(tail)
        barred = mark.group().strip() in ("|", "»", "::") and len(tail.split()) <= 4
        if head and (named or barred) and len(head.split()) >= min(2, len(head)):
            return _without_site(head, site)
    return title.strip()


def _is_domain(text: str) -> bool:
    return "." in text and " " not in text and domain_name(text.casefold()) is not None


def find_description(page: Page, data: Mapping[str, Any], body: str) -> str | None:
    """The summary that the page gives itself, None where it only begins the body."""
    stated = (
        *texts_of(data.get("description"))[:1],
        page.meta("og:description"),
        page.meta("description"),
        page.meta("twitter:description"),
    )
    opening = _fold(body[: 2 * _LONGEST_DESCRIPTION])
    for text in stated:
        summary = _space(text or "")[:_LONGEST_DESCRIPTION]
        if summary and _fold(summary.rstrip(".… ")) not in opening:
            return summary
    return None


def find_outlet(page: Page, data: Mapping[str, Any], url: str | None) -> Source | None:
    """Who published the page, with the words that say so.

    A host that is known comes first: outlets of several countries have the same name.
    """
    host = urlsplit(url).hostname or "" if url else ""
    if url and (known := known_host(host)) and (source := _outlet(known, url)):
        return source
    for name in (page.meta("og:site_name"), *texts_of(data.get("publisher"))[:1]):
        if name and (source := _outlet(name, name)):
            return source
    for item in page.data:
        if {"WebSite", "NewsMediaOrganization"} & set(types_of(item)):
            for name in texts_of(item.get("name"))[:1]:
                if source := _outlet(name, name):
                    return source
    if url and (domain := domain_name(host)):
        return Source(name=domain, kind=SourceKind.OUTLET, evidence=url[:_EVIDENCE])
    return None


def _outlet(name: str, evidence: str) -> Source | None:
    name = _space(_NAME_END.split(name, maxsplit=1)[0]).lstrip("@")
    if is_agency(name):  # the agency's own site
        agency = next(find_mentions(name)).name
        return Source(name=agency, kind=SourceKind.AGENCY, evidence=evidence[:_EVIDENCE])
    known = known_name(name_key(name))
    if not known and (not name or len(name) > _LONGEST_NAME or not is_name(name)):
        return None
    return Source(name=known or name, kind=SourceKind.OUTLET, evidence=evidence[:_EVIDENCE])


def find_authors(page: Page, data: Mapping[str, Any], outlet: str | None) -> tuple[str, ...]:
    """The people who wrote the article, in the page's order; empty where it names none."""
    for statements in (texts_of(data.get("author")), *_author_metas(page), _marked_authors(page)):
        names = merge_names(name for statement in statements for name in _people(statement, outlet))
        if names:
            return names
    return ()


def _author_metas(page: Page) -> Iterator[tuple[str, ...]]:
    for name in _AUTHORS:
        if name in page.metas:
            yield page.metas[name]


def _marked_authors(page: Page) -> tuple[str, ...]:
    """What elements say that are marked as the author: itemprop, rel, a class of that name."""
    found: list[str] = []
    for element in page.tree.iter("a", "span", "p", "div", "address", "li", "strong"):
        marks = " ".join((element.get("itemprop") or "", element.get("rel") or "")).split()
        classes = (element.get("class") or "").casefold().split()
        if "author" in marks or {"author", "author-name", "byline__name", "byline-name"} & {
            *classes
        }:
            text = _words(element)
            if 0 < len(text) <= 2 * _LONGEST_NAME:
                found.append(text)
    return tuple(found[:3])


def _people(statement: str, outlet: str | None) -> Iterator[str]:
    if _ADDRESS.search(statement) or len(statement) > 4 * _LONGEST_NAME:
        return
    byline = read_byline(statement)
    own = name_key(outlet) if outlet else None
    for name in byline.names if byline else _names(statement):
        if name_key(name) != own and not known_name(name_key(name)) and not is_agency(name):
            yield name


def _names(statement: str) -> tuple[str, ...]:
    """The names in a statement without "by", which may be of a script without capitals."""
    byline = read_byline(f"By {statement}")
    if byline:
        return byline.names
    whole = len(statement) <= _LONGEST_NAME and not any(map(str.isdigit, statement))
    return (statement,) if whole else ()


def _words(element: Any) -> str:
    return _space(" ".join(element.itertext()))


def _space(text: str) -> str:
    return " ".join(text.split())


def _fits(title: str) -> bool:
    return 1 < len(title) <= _LONGEST_TITLE


def _fold(text: str) -> str:
    return _FOLDED.sub("", text.casefold())


def _overlap(one: str, other: str) -> float:
    """The share of the words that two titles have in common."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) / max(1, len(first | second))
