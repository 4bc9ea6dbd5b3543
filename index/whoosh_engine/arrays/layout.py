"""What a segment keeps of an article, derived from `index.fields`, and how a writer is given it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from index.fields import FIELDS, Analyzer, Role

TEXT_FIELDS: Final[dict[str, Analyzer]] = {
    name: declared.analyzer
    for name, declared in FIELDS.items()
    if declared.analyzer is not Analyzer.DATE
}
"""The fields that have terms, with how each is analysed."""

COLUMNS: Final[dict[str, bool]] = {
    name: declared.multiple
    for name, declared in FIELDS.items()
    if Role.FACET in declared.roles and declared.analyzer is not Analyzer.DATE
}
"""The fields whose whole values are kept, with whether a document can have several."""

INSTANTS: Final[tuple[str, ...]] = tuple(
    name for name, declared in FIELDS.items() if declared.analyzer is Analyzer.DATE
)
"""The fields that hold a time."""

BODY_FIELD: Final = "body"
"""The field whose text is stored beside the display record."""

ID_FIELD: Final = "id"
"""The name under which Whoosh's queries and stored fields know the article id."""

RECORD_FIELD: Final = "record"
"""The name under which Whoosh's stored fields hold the display record."""

VALUE_GAP: Final = 1000
"""How many positions lie between two values of one field, so that no phrase spans them."""


Analysis = Callable[[str, Analyzer, str | None], Sequence[tuple[str, str]]]
"""A text's terms in order, each with how it is spelt there, as `index.analysis.analyse` finds them
for the text's language. No term may span white space: a text is analysed piece by piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexDocument:
    """An article, taken apart for the index.

    `texts` maps text fields to what is analysed: one text, or several values that phrases do not
    span. `values` maps columns to whole values: at most one where the column is single-valued.
    `instants` maps time fields to microseconds since 1970-01-01T00:00:00Z. What an article lacks
    may be left out. `record` is opaque, shown for hits; the body's text is stored beside it.
    `language`, a BCP 47 tag, is how the texts are analysed.
    """

    id: str
    texts: Mapping[str, str | tuple[str, ...]]
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    instants: Mapping[str, int | None] = field(default_factory=dict)
    record: bytes = b""
    language: str | None = None

    def __reduce__(self) -> tuple[Callable[..., "IndexDocument"], tuple[object, ...]]:
        """Pickled as what it holds: twice as fast as what dataclasses do for frozen slots."""
        held = (self.id, self.texts, self.values, self.instants, self.record, self.language)
        return _document, held


def _document(
    id: str,
    texts: Mapping[str, str | tuple[str, ...]],
    values: Mapping[str, tuple[str, ...]],
    instants: Mapping[str, int | None],
    record: bytes,
    language: str | None,
) -> IndexDocument:
    return IndexDocument(
        id=id, texts=texts, values=values, instants=instants, record=record, language=language
    )
