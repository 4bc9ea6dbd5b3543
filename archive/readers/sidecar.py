"""`archive.toml` in a folder: what holds for everything in it and below."""

import tomllib
from pathlib import Path
from typing import Any

from archive.errors import UnreadableInput, UserError
from archive.readers.fields import field_name
from archive.readers.formats import Format
from archive.readers.options import ReadOptions, operator_states

NAME = "archive.toml"
_LARGEST = 64 * 1024
_TEXTS = ("source", "language", "timezone", "format")
_KEYS = ("source", "language", "agency", "timezone", "format", "fields")


def read_sidecar(folder: Path) -> ReadOptions | None:
    """What a folder's `archive.toml` says; None where there is none.

    Its keys are source, language, agency (one or a list), timezone, format, and a table of fields
    (`title = "headline"`). Raises UnreadableInput, naming it, for other keys and values.
    """
    path = folder / NAME
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise UserError(f"it has more than {_LARGEST:,} bytes")
        return _options(tomllib.loads(content.decode("utf-8")))
    except (OSError, ValueError, RecursionError, UserError) as error:
        raise UnreadableInput(
            f"{path} cannot be used, so nothing of its folder is imported: {error}"
        ) from error


def _options(document: dict[str, Any]) -> ReadOptions:
    for key in document:
        if key not in _KEYS:
            raise UserError(f"{key!r} is no key of it; the keys are {', '.join(_KEYS)}.")
    for key in _TEXTS:
        if not isinstance(document.get(key, ""), str):
            raise UserError(f"{key} must be a text, in quotes.")
    agencies = document.get("agency", [])
    agencies = [agencies] if isinstance(agencies, str) else agencies
    given = document.get("fields", {})
    if not (isinstance(agencies, list) and all(isinstance(name, str) for name in agencies)):
        raise UserError("agency must be a text or a list of texts, in quotes.")
    if not (isinstance(given, dict) and all(isinstance(name, str) for name in given.values())):
        raise UserError('fields must be a table of texts: [fields] and title = "headline".')
    return ReadOptions(
        stated=operator_states(
            origin=NAME,
            source=document.get("source"),
            language=document.get("language"),
            agencies=tuple(agencies),
            timezone=document.get("timezone"),
        ),
        fields={field_name(ours): theirs for ours, theirs in given.items()},
        format=read_format(document["format"]) if "format" in document else None,
    )


def read_format(text: str) -> Format:
    """A format by its name; raises UserError for none."""
    try:
        return Format(text.strip().lower())
    except ValueError:
        raise UserError(
            f"There is no format {text!r}; the formats are {', '.join(Format)}."
        ) from None
