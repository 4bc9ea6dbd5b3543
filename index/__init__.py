"""Finding articles again: no Flask. Other packages import from this door only."""

from index.analysis import (
    ANALYSIS_VERSION,
    STOP_WORDS,
    Token,
    terms,
    tokenize,
)
from index.corrections import corrected
from index.date_math import is_relative, relative_span
from index.dates import parse_date_bound
from index.documents import document_of, published_of
from index.engine import (
    Engine,
    EngineStatus,
    EngineWriter,
    QueryTooBroad,
    Rebuild,
    check_engine,
    open_engine,
    wait_for_revision,
)
from index.errors import DateSyntaxError, QuerySyntaxError
from index.fields import FIELDS, Analyzer, Field, Role, with_role
from index.follower import Follower, follower_lock, rebuild_request
from index.marking import to_html
from index.marks import mark_text
from index.parser import parse_query
from index.query import (
    MOST_SHOWN,
    All,
    And,
    Boosted,
    Cursor,
    Filters,
    Highlight,
    Interval,
    Node,
    Not,
    Operator,
    Or,
    Phrase,
    Prefix,
    Published,
    Recency,
    SearchRequest,
    SnippetRequest,
    Sort,
    Word,
)
from index.query_text import format_node
from index.results import (
    Bucket,
    Facet,
    Hit,
    Mark,
    SearchResult,
    Share,
    Snippet,
    WordCount,
)
from index.similar import similar_query
from index.suggestions import Suggestion, SuggestionKind, suggest
from index.synonyms import SynonymFile, SynonymRules

__all__ = [
    "ANALYSIS_VERSION",
    "FIELDS",
    "MOST_SHOWN",
    "STOP_WORDS",
    "All",
    "Analyzer",
    "And",
    "Boosted",
    "Bucket",
    "Cursor",
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
    "Operator",
    "Or",
    "Phrase",
    "Prefix",
    "Published",
    "QuerySyntaxError",
    "QueryTooBroad",
    "Rebuild",
    "Recency",
    "Role",
    "SearchRequest",
    "SearchResult",
    "Share",
    "Snippet",
    "SnippetRequest",
    "Sort",
    "Suggestion",
    "SuggestionKind",
    "SynonymFile",
    "SynonymRules",
    "Token",
    "Word",
    "WordCount",
    "check_engine",
    "corrected",
    "document_of",
    "follower_lock",
    "format_node",
    "is_relative",
    "mark_text",
    "open_engine",
    "parse_date_bound",
    "parse_query",
    "published_of",
    "rebuild_request",
    "relative_span",
    "similar_query",
    "suggest",
    "terms",
    "to_html",
    "tokenize",
    "wait_for_revision",
    "with_role",
]
