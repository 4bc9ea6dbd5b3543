"""Articles made again of their originals, by the parser as it is now.

What is another then becomes a new version; of what is the same, only the parser that made it is
noted. An article keeps its id, even if the parser now finds another address for it.
"""

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import bindparam, select, update

from archive.article import Article
from archive.errors import UserError
from archive.importing.older_readings import older_reading
from archive.importing.parsed import ParsedDocument
from archive.importing.pool import parse_all
from archive.parsed_articles import ParsedArticle, Selection
from archive.readers import RawDocument, Unreadable, reading_from_json, reread
from archive.store import Store
from archive.tables import articles, versions
from archive.versions import Outcome
from archive.writer import StoreWriter

_BATCH_DOCUMENTS = 200
_BATCH_BYTES = 16 * 2**20

_NUMBERS = select(articles.c.id, articles.c.number).where(
    articles.c.id.in_(bindparam("ids", expanding=True))
)
_NOTE = (
    update(versions)
    .where(versions.c.revision == bindparam("of_revision"))
    .values(parser=bindparam("new_parser"), reading=bindparam("new_reading"))
)


class ReparseOutcome(StrEnum):
    """What became of an article: `overtaken` is one that changed while it was parsed."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reparsed:
    """An article as it was and as it is made now; `after` is None, and `reason` tells why, where it
    cannot be. `number` is the version that it has now, or would have."""

    id: str
    number: int
    outcome: ReparseOutcome
    before: Article
    after: Article | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Parsed:
    """An article as it is stored (without its original), and what the parser makes of it now."""

    stored: ParsedArticle
    document: ParsedDocument | Unreadable


def reparse(
    store: Store, selection: Selection, *, processes: int | None = None, dry_run: bool = False
) -> Generator[Reparsed]:
    """Parse the articles that are meant again; each is told of once what it became is stored.

    `processes` parse side by side, see archive.importing.pool. An article whose original gives none
    any more stays as it is, and so does one that somebody changes meanwhile. Articles are stored in
    batches, each in a transaction of its own, so a run that is ended can be repeated and goes on.
    In a `dry_run` nothing is stored.

    Raises StoreUnavailable when the database fails.
    """
    batch: list[_Parsed] = []
    size = 0
    with closing(_parse(store, selection, processes)) as parsed_articles:
        for parsed in parsed_articles:
            batch.append(parsed)
            if isinstance(parsed.document, ParsedDocument):
                size += len(parsed.document.original.content)
            if len(batch) >= _BATCH_DOCUMENTS or size >= _BATCH_BYTES:
                yield from _results(store, batch, dry_run=dry_run)
                batch, size = [], 0
    yield from _results(store, batch, dry_run=dry_run)


def _parse(store: Store, selection: Selection, processes: int | None) -> Generator[_Parsed]:
    waiting: deque[ParsedArticle] = deque()

    def documents() -> Iterator[RawDocument | Unreadable]:
        for stored in store.parsed.walk(selection):
            document = _read_again(stored)
            # The original travels with the document; while that is parsed, once is enough.
            waiting.append(replace(stored, original=replace(stored.original, content=b"")))
            yield document

    for document in parse_all(documents(), processes=processes):
        yield _Parsed(waiting.popleft(), document)


def _read_again(stored: ParsedArticle) -> RawDocument | Unreadable:
    """The document that was read when the article came, called by the article's id."""
    try:
        if stored.reading is not None:
            reading = reading_from_json(stored.reading)
        else:
            reading = older_reading(stored.article, stored.original)
        return reread(stored.original, reading, location=stored.id)
    except (UserError, ValueError, KeyError) as error:
        return Unreadable(stored.id, str(error))


def _results(store: Store, batch: Sequence[_Parsed], *, dry_run: bool) -> Sequence[Reparsed]:
    if dry_run or not batch:
        return [_would_be(parsed) for parsed in batch]
    with store.writing() as writer:
        return _store(writer, batch)


def _would_be(parsed: _Parsed) -> Reparsed:
    """What would become of an article if it were stored."""
    stored, document = parsed.stored, _checked(parsed)
    if isinstance(document, Unreadable):
        return _failed(stored, document.reason)
    is_same = document.article == stored.article
    return Reparsed(
        id=stored.id,
        number=stored.number + (not is_same),
        outcome=ReparseOutcome.UNCHANGED if is_same else ReparseOutcome.UPDATED,
        before=stored.article,
        after=document.article,
    )


def _store(writer: StoreWriter, batch: Sequence[_Parsed]) -> list[Reparsed]:
    """Store what changed, and note of all which parser made them."""
    ids = [parsed.stored.id for parsed in batch]
    numbers = {row.id: row.number for row in writer.connection.execute(_NUMBERS, {"ids": ids})}
    results: list[Reparsed] = []
    notes: list[dict[str, object]] = []
    for parsed in batch:
        stored, document = parsed.stored, _checked(parsed)
        if isinstance(document, Unreadable):
            results.append(_failed(stored, document.reason))
        elif numbers[stored.id] != stored.number:
            results.append(replace(_would_be(parsed), outcome=ReparseOutcome.OVERTAKEN, after=None))
        else:
            result, note = _put(writer, stored, document)
            results.append(result)
            notes += note
    writer.flush()
    if notes:
        writer.connection.execute(_NOTE, notes)
    return results


def _put(
    writer: StoreWriter, stored: ParsedArticle, document: ParsedDocument
) -> tuple[Reparsed, list[dict[str, object]]]:
    """Store an article under its id; what became of it, and what is to be noted of the version."""
    try:
        put = writer.put(document.article, document.original, id=stored.id)
    except UserError as error:
        return _failed(stored, str(error)), []
    result = Reparsed(
        id=stored.id,
        number=put.number,
        outcome=ReparseOutcome(put.outcome),
        before=stored.article,
        after=document.article,
    )
    provenance = document.provenance
    if put.outcome is Outcome.UNCHANGED and stored.parser == provenance.parser:
        return result, []
    note = {
        "of_revision": put.revision,
        "new_parser": provenance.parser,
        "new_reading": provenance.reading,
    }
    return result, [note]


def _checked(parsed: _Parsed) -> ParsedDocument | Unreadable:
    """What the parser made, if it can be the same article: a record whose fields were named when it
    came, which was not noted then, gives a title at most."""
    document = parsed.document
    if (
        isinstance(document, ParsedDocument)
        and parsed.stored.reading is None
        and not document.article.body
        and parsed.stored.article.body
    ):
        return Unreadable(
            parsed.stored.id,
            "No text is found in it any more: its fields were named when it was imported, and that "
            "was not kept then. Import it again to have it parsed anew.",
        )
    return document


def _failed(stored: ParsedArticle, reason: str) -> Reparsed:
    return Reparsed(
        id=stored.id,
        number=stored.number,
        outcome=ReparseOutcome.FAILED,
        before=stored.article,
        reason=reason,
    )
