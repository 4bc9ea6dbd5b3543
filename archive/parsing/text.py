"""A plain text dump of a news page -> Article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from archive.article import Agency, AgencyRole, Article, PublicationDate, Source, SourceKind
from archive.errors import UnreadableInput
from archive.parsing.attribution import find_agencies
from archive.parsing.blocks import join_lines
from archive.parsing.body import Layout, lay_out
from archive.parsing.dates import find_publication_date
from archive.parsing.header import split_header
from archive.parsing.kinds import Piece, classify
from archive.parsing.language import detect_language, language_of
from archive.parsing.lines import Line, clean_text, split_lines
from archive.parsing.outlets import find_outlet
from archive.parsing.region import find_region
from archive.parsing.titles import Title, find_title
from archive.parsing.writers import find_authors

_SAMPLED_LINES = 30
_SAMPLED_LETTERS = 2_500  # of those lines; the same language was told from 4,000
_MOST_LINES = 100_000


@dataclass(frozen=True)
class Dump:
    """A page's text parted around its article; each thing is found when it is first asked for.

    `pieces` is the whole page, `region` the numbers of those that hold the article.
    """

    pieces: tuple[Piece, ...]
    region: range
    title: Title | None
    layout: Layout
    supposed_language: str | None
    header_date: str | None

    @cached_property
    def paragraphs(self) -> list[str]:
        """The article's paragraphs and headings."""
        return [self.pieces[number].text for number in self.layout.body]

    @cached_property
    def agencies(self) -> tuple[Agency, ...]:
        """The agencies that the article comes from or quotes."""
        return find_agencies(self._header, self.paragraphs, self._footer)

    @cached_property
    def source(self) -> Source | None:
        """The outlet; for want of one, the agency that is credited."""
        outlet = find_outlet(self.pieces, self.region, self.title)
        if outlet:
            return outlet
        for agency in self.agencies:
            if agency.role is AgencyRole.CREDITED:
                return Source(name=agency.name, kind=SourceKind.AGENCY, evidence=agency.evidence)
        return None

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The people who wrote the article."""
        source = self.source
        below = [
            number for number in self.layout.header if self.title and number > self.title.piece
        ]
        return find_authors(
            self._at(below),
            self._footer,
            self.paragraphs,
            source.name if source and source.kind is SourceKind.OUTLET else None,
        )

    @cached_property
    def description(self) -> str | None:
        """The standfirst."""
        number = self.layout.standfirst
        return None if number is None else self.pieces[number].text

    def published(self, now: datetime | None) -> PublicationDate | None:
        """When the article was published, no later than a day after `now`."""
        return find_publication_date(
            self.pieces, self.layout, self.title, self.header_date, now=now
        )

    @property
    def _header(self) -> list[Piece]:
        return self._at(self.layout.header)

    @property
    def _footer(self) -> list[Piece]:
        return self._at(self.layout.footer)

    def _at(self, numbers: Sequence[int]) -> list[Piece]:
        return [self.pieces[number] for number in numbers]


def parse_text(text: str, *, name: str | None = None, now: datetime | None = None) -> Article:
    """The article in the text of a scraped page, menus and footers and all.

    `name` is the file's name, for messages. `now` bounds the publication date (default: the
    current time). The article's fields are in Unicode NFC without control characters; their words
    are the page's own. Where no headline is found the title is empty.

    Raises UnreadableInput when there is no article in the text.
    """
    dump = read_dump(text, name=name)
    return Article(
        title=dump.title.text if dump.title else "",
        body="\n\n".join(dump.paragraphs),
        description=dump.description,
        published=dump.published(now),
        source=dump.source,
        agencies=dump.agencies,
        authors=dump.authors,
        language=language_of("\n".join(dump.paragraphs), dump.supposed_language),
    )


def read_dump(text: str, *, name: str | None = None) -> Dump:
    """The text of a scraped page, its article found; raises UnreadableInput where there is none."""
    header_date, page = split_header(clean_text(text))
    lines = split_lines(page)
    if len(lines) > _MOST_LINES:
        raise UnreadableInput(
            f"{name or 'The text'} has {len(lines):,} lines, more than the {_MOST_LINES:,} that "
            "one page can have. Split it into one file an article."
        )
    language = language_of_lines(lines)
    pieces = classify(join_lines(lines, language), language)
    region = find_region(pieces)
    if not region:
        raise UnreadableInput(
            f"{name or 'The text'} holds no article: no run of sentences was found, only lines "
            "such as menus have. Check that the page's text was saved, not just its frame."
        )
    title = find_title(pieces, region, language)
    return Dump(pieces, region, title, lay_out(pieces, region, title), language, header_date)


def language_of_lines(lines: Sequence[Line]) -> str | None:
    """The language of the longest lines, which menus have no part in."""
    longest = sorted((line.text for line in lines), key=len)[-_SAMPLED_LINES:]
    return detect_language("\n".join(text[:2_000] for text in longest)[:_SAMPLED_LETTERS])
