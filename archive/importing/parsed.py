"""One document as it was read -> the article in it, or why there is none."""

import logging
from dataclasses import dataclass

from archive.article import Article, Original
from archive.errors import UserError
from archive.identity import article_id
from archive.importing.reports import DocumentReport
from archive.parsing import PARSER, left_out, parse
from archive.readers import RawDocument, Unreadable, reading_of, reading_to_json
from archive.versions import Provenance

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document and the article in it, not stored; `note` tells what was left out of it."""

    location: str
    article: Article
    original: Original
    provenance: Provenance
    note: str | None = None

    def report(self) -> DocumentReport:
        """What an import's report says of it; the id is the one it would be stored under."""
        return DocumentReport(
            location=self.location,
            outcome="parsed",
            id=article_id(self.article, self.original),
            note=self.note,
        )


def parse_document(document: RawDocument) -> Article | Unreadable:
    """The article in a document; a fault of the parser is logged, and stops nothing."""
    try:
        return parse(document)
    except UserError as error:
        return Unreadable(document.location, str(error))
    except MemoryError:
        return Unreadable(
            document.location, f"{document.location} needs more memory to be parsed than there is."
        )
    except Exception as error:
        _logger.exception("Parsing %s failed.", document.location)
        return program_fault(document.location, error)


def with_article(
    document: RawDocument, article: Article | Unreadable
) -> ParsedDocument | Unreadable:
    """A document with what was made of it."""
    if isinstance(article, Unreadable):
        return article
    return ParsedDocument(
        document.location,
        article,
        document.original,
        provenance_of(document),
        left_out(document.stated, article),
    )


def provenance_of(document: RawDocument) -> Provenance:
    """How the article comes from the document, parsed now."""
    return Provenance(parser=PARSER, reading=reading_to_json(reading_of(document)))


def program_fault(location: str, error: Exception) -> Unreadable:
    """For what is the program's fault and not the document's."""
    return Unreadable(
        location,
        f"The program failed on it ({type(error).__name__}: {error}); the log has the details. "
        "Please report this with the file.",
    )
