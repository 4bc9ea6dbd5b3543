"""Finding articles again: no Flask. Other packages import from this door only."""

from index.analysis import (
    ANALYSIS_VERSION,
    STOP_WORDS,
    PrefixTerms,
    Token,
    prefix_terms,
    terms,
    tokenize,
)
from index.dates import parse_date_bound
from index.documents import document_of, published_of
from index.engine import (
    Engine,
    EngineStatus,
    EngineWriter,
    QueryTooBroad,
    Rebuild,
    open_engine,
    wait_for_revision,
)
from index.errors import DateSyntaxError, QuerySyntaxError
from index.fields import FIELDS, Analyzer, Field, Role, with_role
from index.follower import Follower, follower_lock, rebuild_request
from index.parser import parse_query
from index.query import (
    All,
    And,
    Filters,
    Highlight,
    Interval,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    SearchRequest,
    SnippetRequest,
    Sort,
    Word,
)
from index.query_text import format_node
from index.results import Bucket, Facet, Hit, Mark, SearchResult, Snippet
from index.snippets import make_snippets, mark_text, to_html

__all__ = [
    "ANALYSIS_VERSION",
    "FIELDS",
    "STOP_WORDS",
    "All",
    "Analyzer",
    "And",
    "Bucket",
    "DateSyntaxError",
    "Engine",
    "EngineStatus",
    "EngineWriter",
    "Facet",
    "Field",
    "Filters",
    "Follower",
    "Highlight",
    "Hit",
    "Interval",
    "Mark",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "PrefixTerms",
    "Published",
    "QuerySyntaxError",
    "QueryTooBroad",
    "Rebuild",
    "Role",
    "SearchRequest",
    "SearchResult",
    "Snippet",
    "SnippetRequest",
    "Sort",
    "Token",
    "Word",
    "document_of",
    "follower_lock",
    "format_node",
    "make_snippets",
    "mark_text",
    "open_engine",
    "parse_date_bound",
    "parse_query",
    "prefix_terms",
    "published_of",
    "rebuild_request",
    "terms",
    "to_html",
    "tokenize",
    "wait_for_revision",
    "with_role",
]
