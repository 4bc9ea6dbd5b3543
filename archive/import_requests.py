"""What somebody asks to be imported: the files that were sent, and how they are to be read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from archive.readers import Format, ReadOptions, operator_states

ORIGIN = "import"
"""Who says what an import's parameters state (see Stated.origin)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedFile:
    """A file as it was sent: `name` and `media_type` are the client's words, or none; `bytes` and
    `sha256` (in hex) are of what came, compressed or not."""

    name: str | None
    media_type: str | None
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """An import that is asked for; `by` is the name of the key that asks.

    Asked again by the same key's holder with the same `idempotency_key`, it is still one import.
    """

    files: tuple[UploadedFile, ...]
    options: ReadOptions = field(default_factory=ReadOptions)
    by: str | None = None
    idempotency_key: str | None = None

    @property
    def bytes(self) -> int:
        """The size of all files."""
        return sum(file.bytes for file in self.files)

    @property
    def fingerprint(self) -> str:
        """A SHA-256, in hex, of what makes it this request: content, names, options. Media types
        are left out: a client that repeats itself by another library may send another one."""
        files = [(file.name, file.sha256) for file in self.files]
        options = options_to_json(self.options)
        return hashlib.sha256(orjson.dumps([files, options])).hexdigest()

    @property
    def idempotency_hash(self) -> str | None:
        """Which request this is, in hex: two clients may choose the same key by chance."""
        if self.idempotency_key is None:
            return None
        text = f"{self.by or ''}\0{self.idempotency_key}"
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def import_options(
    *,
    source: str | None = None,
    language: str | None = None,
    agencies: tuple[str, ...] = (),
    timezone: str | None = None,
    fields: Mapping[str, str] | None = None,
    format: Format | None = None,
) -> ReadOptions:
    """How an import's files are to be read; raises UserError for a language or zone that is none.

    See ReadOptions and operator_states.
    """
    stated = operator_states(
        origin=ORIGIN, source=source, language=language, agencies=agencies, timezone=timezone
    )
    return ReadOptions(stated=stated, fields=dict(fields or {}), format=format)


def files_to_json(files: tuple[UploadedFile, ...]) -> str:
    """The files as `files_from_json` takes them."""
    return orjson.dumps(files).decode()


def files_from_json(text: str) -> tuple[UploadedFile, ...]:
    """What `files_to_json` wrote."""
    return tuple(UploadedFile(**members) for members in orjson.loads(text))


def options_to_json(options: ReadOptions) -> str:
    """What an import's parameters say of its files, as `options_from_json` takes it."""
    stated = options.stated
    members = {
        "source": stated.source,
        "language": stated.language,
        "agencies": stated.agencies,
        "timezone": stated.timezone,
        "fields": dict(options.fields),
        "format": options.format,
    }
    return orjson.dumps(members, option=orjson.OPT_SORT_KEYS).decode()


def options_from_json(text: str) -> ReadOptions:
    """What `options_to_json` wrote."""
    members = orjson.loads(text)
    return import_options(
        source=members["source"],
        language=members["language"],
        agencies=tuple(members["agencies"]),
        timezone=members["timezone"],
        fields=members["fields"],
        format=Format(members["format"]) if members["format"] else None,
    )
