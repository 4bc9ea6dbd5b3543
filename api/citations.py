"""An article as a reference: BibTeX, RIS, and the JSON of the Citation Style Language.

Each names the version that was read, at an address that leads to this very version for good, and
the SHA-256 of what it says. When it was accessed is when that version was stored: what is cited is
what was read then. Names stand as the byline has them: which part is the family name is not
guessed. Where there is no byline, the agencies that the article came from stand for the author.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import orjson

from api.answers import page_path
from archive import AgencyRole, Article, Precision, PublicationDate, Version

Json = dict[str, Any]


def permalink(version: Version, base: str) -> str:
    """The address of this version, which stays as it is when the article changes."""
    return f"{page_path(version.id, base)}?version={version.number}"


def authors_of(article: Article) -> tuple[str, ...]:
    """Who is to be named as the author."""
    credited = (a.name for a in article.agencies if a.role is AgencyRole.CREDITED)
    return tuple(article.authors) or tuple(credited)


def date_parts(date: PublicationDate | None) -> tuple[int, ...]:
    """Year, month and day of the outlet's own clock, as far as they are known."""
    if date is None:
        return ()
    parts = (date.local.year, date.local.month, date.local.day)
    return parts[: {Precision.YEAR: 1, Precision.MONTH: 2}.get(date.precision, 3)]


def csl_json(version: Version, article: Article, base: str) -> bytes:
    """A list of one item, by the CSL-JSON schema (version 1.0.2)."""
    link = permalink(version, base)
    issued = date_parts(article.published)
    item: Json = {
        "id": version.id,
        "type": "article-newspaper",
        "title": article.title,
        "author": [{"literal": name} for name in authors_of(article)],
        "container-title": article.source.name if article.source else None,
        "issued": {"date-parts": [list(issued)]} if issued else None,
        "accessed": {"date-parts": [[int(part) for part in _accessed(version).split("-")]]},
        "URL": article.url or link,
        "abstract": article.description,
        "language": article.language,
        "archive": "Article Archive",
        "archive_location": link,
        "note": _note(version, link),
    }
    said = {name: value for name, value in item.items() if value}
    return orjson.dumps([said], option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


# RIS: the tags of the Reference Manager's specification of 2011, as Zotero and EndNote read them.


def ris(version: Version, article: Article, base: str) -> str:
    """One record; a line is a tag, and what it holds has no line breaks."""
    link = permalink(version, base)
    lines = [("TY", "NEWS"), ("TI", article.title)]
    lines += [("AU", name) for name in authors_of(article)]
    if article.source:
        lines.append(("T2", article.source.name))
    if issued := date_parts(article.published):
        year, *rest = issued
        lines.append(("PY", f"{year:04}"))
        lines.append(("DA", "/".join([f"{year:04}", *(f"{part:02}" for part in rest)])))
    if article.description:
        lines.append(("AB", article.description))
    if article.language:
        lines.append(("LA", article.language))
    lines.append(("UR", _address(article.url or link)))
    lines += [
        ("Y2", _accessed(version).replace("-", "/")),
        ("DB", "Article Archive"),
        ("ID", version.id),
        ("L2", link),
        ("N1", _note(version, link)),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_one_line(text)}\r\n" for tag, text in lines)


# BibTeX: text in UTF-8, as biber and every BibTeX of today take it.

_MONTHS = ("jan feb mar apr may jun jul aug sep oct nov dec").split()
_BIBTEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{character: f"\\{character}" for character in "$&%#_"},
}
_BIBTEX_SPECIAL = re.compile(r"[\\{}~^$&%#_]")


def bibtex(version: Version, article: Article, base: str) -> str:
    """One entry: an article of its outlet, or of no kind where the outlet is not known."""
    kind = "article" if article.source else "misc"
    fields = ",\n".join(f"  {name} = {value}" for name, value in _bibtex(version, article, base))
    return f"@{kind}{{{_key(version)},\n{fields}\n}}\n"


def _bibtex(version: Version, article: Article, base: str) -> Iterator[tuple[str, str]]:
    link = permalink(version, base)
    # Doubled braces keep the title's capitals, and each name in one piece.
    yield "title", _braced(f"{{{_escaped(article.title)}}}")
    if authors := authors_of(article):
        yield "author", _braced(" and ".join(f"{{{_escaped(name)}}}" for name in authors))
    if article.source:
        yield "journal", _braced(_escaped(article.source.name))
    if issued := date_parts(article.published):
        yield "date", _braced("-".join(f"{part:02}" for part in issued))
        yield from zip(("year", "month"), _year_and_month(issued), strict=False)
    if article.language:
        yield "langid", _braced(_escaped(article.language))
    yield "url", _braced(_address(article.url or link))
    yield "urldate", _braced(_accessed(version))
    yield "note", _braced(_escaped(_note(version, link)))


def _year_and_month(issued: tuple[int, ...]) -> Iterable[str]:
    yield _braced(f"{issued[0]:04}")
    if len(issued) > 1:
        yield _MONTHS[issued[1] - 1]


def _key(version: Version) -> str:
    """What the entry is cited by: of letters and digits that every BibTeX takes."""
    return re.sub(r"[^A-Za-z0-9:-]", "-", version.id)


def _escaped(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(lambda found: _BIBTEX[found[0]], _one_line(text))


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _note(version: Version, link: str) -> str:
    return f"Archived version {version.number}: {link} (SHA-256 {version.content_hash})"


def _accessed(version: Version) -> str:
    return version.stored_at.date().isoformat()


def _address(url: str) -> str:
    """The address with what would end or unbalance the field it stands in escaped."""
    return quote(_one_line(url), "%:/?#[]@!$&'()*+,;=~-._")


_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def _one_line(text: str) -> str:
    """The text with a space for each run of line breaks, spaces and control characters."""
    return _BREAKS.sub(" ", text).strip()
