"""What parameters can be: the members of answers, the formats, the orders, and how much of each."""

from enum import StrEnum

from index import Role, with_role

MAX_PAGE = 1_000_000_000
MAX_PAGE_SIZE = 100
MAX_VERSION = 1_000_000_000
MAX_FACET_SIZE = 1_000
MAX_SNIPPETS = 10
MIN_SNIPPET_SIZE = 20
MAX_SNIPPET_SIZE = 2_000
MAX_SUGGESTIONS = 50
MAX_SUGGEST_LENGTH = 500

FACETS = tuple(field.name for field in with_role(Role.FACET))
FILTERS = tuple(field.name for field in with_role(Role.FILTER))
SNIPPET_FIELDS = tuple(field.name for field in with_role(Role.SNIPPET))
HIT_MEMBERS = (
    "id",
    "score",
    "title",
    "description",
    "url",
    "language",
    "published",
    "source",
    "source_kind",
    "agencies",
    "authors",
    "snippets",
    "explanation",
    "links",
)
DOCUMENT_MEMBERS = tuple(
    name for name in HIT_MEMBERS if name not in {"score", "snippets", "explanation"}
)
SIMILAR_MEMBERS = tuple(name for name in HIT_MEMBERS if name not in {"snippets", "explanation"})
EXPORT_MEMBERS = (
    "id",
    "version",
    "revision",
    "stored_at",
    "content_hash",
    "title",
    "description",
    "body",
    "url",
    "language",
    "published",
    "source",
    "source_kind",
    "source_evidence",
    "agencies",
    "authors",
    "links",
)


class ListOrder(StrEnum):
    """The orders of a list, which has no relevance."""

    NEWEST = "newest"
    OLDEST = "oldest"


class MarkTag(StrEnum):
    """The HTML elements that a match can be in: none that does anything but look different."""

    MARK = "mark"
    EM = "em"
    STRONG = "strong"
    B = "b"
    I = "i"  # noqa: E741 - the element's name
    U = "u"
    SPAN = "span"


class SearchFormat(StrEnum):
    """What a search is answered as."""

    JSON = "json"
    ATOM = "atom"


class ExportFormat(StrEnum):
    """What hits are taken along as."""

    JSONL = "jsonl"
    CSV = "csv"
    ATOM = "atom"


class CitationFormat(StrEnum):
    """What a citation is written for."""

    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


class MarkStyle(StrEnum):
    """How the matches in a whole document are shown."""

    HTML = "html"
    OFFSETS = "offsets"


class Refresh(StrEnum):
    """Whether a write waits until searches show it."""

    FALSE = "false"
    WAIT = "wait"
