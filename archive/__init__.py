"""What an article is, and keeping it: no Flask, no Whoosh."""

from archive.article import (
    Agency,
    AgencyRole,
    Article,
    Confidence,
    Original,
    Precision,
    PublicationDate,
    Source,
    SourceKind,
)
from archive.article_json import InvalidArticle, article_from_json, article_to_json
from archive.errors import (
    ArchiveError,
    ArticleNotFound,
    IndexUnavailable,
    Outage,
    SettingsError,
    StoreIncompatible,
    StoreUnavailable,
    UnreadableInput,
    UserError,
)
from archive.identity import InvalidId, InvalidUrl, article_id, canonical_url
from archive.importer import Failure, ImportProgress, ImportReport, import_paths
from archive.keys import InvalidKey, Key, KeyRing
from archive.locks import FileLock
from archive.parsing import parse_text
from archive.readers import RawDocument, find_files, read_file
from archive.settings import Settings
from archive.store import Store, open_store
from archive.versions import Change, Deletion, Outcome, Put, StoreStatistics, Version
from archive.writer import StoreWriter

__all__ = [
    "Agency",
    "AgencyRole",
    "ArchiveError",
    "Article",
    "ArticleNotFound",
    "Change",
    "Confidence",
    "Deletion",
    "Failure",
    "FileLock",
    "ImportProgress",
    "ImportReport",
    "IndexUnavailable",
    "InvalidArticle",
    "InvalidId",
    "InvalidKey",
    "InvalidUrl",
    "Key",
    "KeyRing",
    "Original",
    "Outage",
    "Outcome",
    "Precision",
    "PublicationDate",
    "Put",
    "RawDocument",
    "Settings",
    "SettingsError",
    "Source",
    "SourceKind",
    "Store",
    "StoreIncompatible",
    "StoreStatistics",
    "StoreUnavailable",
    "StoreWriter",
    "UnreadableInput",
    "UserError",
    "Version",
    "article_from_json",
    "article_id",
    "article_to_json",
    "canonical_url",
    "find_files",
    "import_paths",
    "open_store",
    "parse_text",
    "read_file",
]
