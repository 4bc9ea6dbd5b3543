"""A plain text dump of a news page -> Article."""

from collections.abc import Sequence
from datetime import datetime

from archive.article import Agency, AgencyRole, Article, Source, SourceKind
from archive.errors import UnreadableInput
from archive.parsing.attribution import find_agencies
from archive.parsing.blocks import join_lines
from archive.parsing.body import lay_out
from archive.parsing.dates import find_publication_date
from archive.parsing.header import split_header
from archive.parsing.kinds import Piece, classify
from archive.parsing.language import detect_language
from archive.parsing.lines import Line, clean_text, split_lines
from archive.parsing.outlets import find_outlet
from archive.parsing.region import find_region
from archive.parsing.titles import Title, find_title
from archive.parsing.words import folded_words, stop_words
from archive.parsing.writers import find_authors

_SAMPLED_LINES = 30
_SAMPLED_LETTERS = 2_500  # of those lines; the same language was told from 4,000
_FUNCTION_WORDS = 0.25  # of a body's words, as in most prose of the language
_MOST_LINES = 100_000


def parse_text(text: str, *, name: str | None = None, now: datetime | None = None) -> Article:
    """The article in the text of a scraped page, menus and footers and all.

    `name` is the file's name, for messages. `now` bounds the publication date (default: the
    current time). The article's fields are in Unicode NFC without control characters; their words
    are the page's own. Where no headline is found the title is empty.

    Raises UnreadableInput when there is no article in the text.
    """
    header_date, page = split_header(clean_text(text))
    lines = split_lines(page)
    if len(lines) > _MOST_LINES:
        raise UnreadableInput(
            f"{name or 'The text'} has {len(lines):,} lines, more than the {_MOST_LINES:,} that "
            "one page can have. Split it into one file an article."
        )
    language = _language(lines)
    pieces = classify(join_lines(lines, language), language)
    region = find_region(pieces)
    if not region:
        raise UnreadableInput(
            f"{name or 'The text'} holds no article: no run of sentences was found, only lines "
            "such as menus have. Check that the page's text was saved, not just its frame."
        )
    title = find_title(pieces, region, language)
    layout = lay_out(pieces, region, title)
    body = [pieces[number].text for number in layout.body]
    header = [pieces[number] for number in layout.header]
    footer = [pieces[number] for number in layout.footer]
    agencies = find_agencies(header, body, footer)
    source = _source(pieces, region, title, agencies)
    standfirst = layout.standfirst
    return Article(
        title=title.text if title else "",
        body="\n\n".join(body),
        description=pieces[standfirst].text if standfirst is not None else None,
        published=find_publication_date(pieces, layout, title, header_date, now=now),
        source=source,
        agencies=agencies,
        authors=find_authors(
            [pieces[number] for number in layout.header if title and number > title.piece],
            footer,
            body,
            source.name if source and source.kind is SourceKind.OUTLET else None,
        ),
        language=_language_of(body, language),
    )


def _language(lines: Sequence[Line]) -> str | None:
    """The language of the longest lines, which menus have no part in."""
    longest = sorted((line.text for line in lines), key=len)[-_SAMPLED_LINES:]
    return detect_language("\n".join(text[:2_000] for text in longest)[:_SAMPLED_LETTERS])


def _language_of(body: Sequence[str], supposed: str | None) -> str | None:
    """The body's language; the supposed one where the body has enough of its function words."""
    text = "\n".join(body)
    sample = folded_words(text[:_SAMPLED_LETTERS])
    stops = stop_words(supposed)
    if sum(word in stops for word in sample) >= _FUNCTION_WORDS * len(sample) > 0:
        return supposed
    return detect_language(text) or supposed


def _source(
    pieces: Sequence[Piece], region: range, title: Title | None, agencies: Sequence[Agency]
) -> Source | None:
    """The outlet; for want of one, the agency that is credited."""
    outlet = find_outlet(pieces, region, title)
    if outlet:
        return outlet
    for agency in agencies:
        if agency.role is AgencyRole.CREDITED:
            return Source(name=agency.name, kind=SourceKind.AGENCY, evidence=agency.evidence)
    return None
