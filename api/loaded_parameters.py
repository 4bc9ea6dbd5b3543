"""An address's parameters, loaded by marshmallow and remembered by the text that they came from.

All but the query itself come in few combinations, and loading a dozen of them costs more than many
a search.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from marshmallow import Schema, ValidationError, fields

from api import problems
from api.parameter_fields import CommaList
from api.problems import Problem

Parameters = dict[str, Any]

REMEMBERED = 1024
"""How many combinations each process remembers, at most."""
LONGEST_REMEMBERED = 500
"""Longer texts, in characters, are loaded each time: they seldom come again and take much room."""

_QUERY = re.compile("(?:^|&)q=([^&]*)")


def load_parameters(schema: Schema, query_string: bytes) -> Parameters:
    """The parameters after the `?` of an address, as the schema loads them.

    Raises ValidationError, and a Problem for what is not UTF-8.
    """
    try:
        text, query = _without_query(query_string.decode())
        comes_again = len(text) <= LONGEST_REMEMBERED and "cursor=" not in text
        load = _remembered if comes_again else _load
        parameters = load(schema, text).copy()
        if query is not None:
            query = unquote_plus(query, errors="strict")
    except UnicodeDecodeError as error:
        raise Problem(problems.MALFORMED_REQUEST, "The parameters are not valid UTF-8.") from error
    if query is not None:
        parameters["q"] = schema.fields["q"].deserialize(query, "q")
    return parameters


def _without_query(text: str) -> tuple[str, str | None]:
    """The text with its query emptied, and that query, still encoded.

    The empty query stays where it was, so that loading still sees one too many, one that the
    schema does not know, and one whose name is written otherwise (`%71`).
    """
    found = _QUERY.search(text)
    if found is None:
        return text, None
    return text[: found.start(1)] + text[found.end(1) :], found[1]


def _load(schema: Schema, text: str) -> Parameters:
    return load_given(schema, given_of(text))


def given_of(text: str) -> dict[str, list[str]]:
    """The parameters of an address by their names, each with its values; raises
    UnicodeDecodeError."""
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True, errors="strict"):
        given.setdefault(name, []).append(value)
    return given


def load_given(schema: Schema, given: Mapping[str, list[str]]) -> Parameters:
    """The parameters that were given, each with its values; raises ValidationError."""
    single, multiple = _names(schema)
    repeated = [name for name, values in given.items() if len(values) > 1 and name in single]
    if repeated:
        raise ValidationError({name: ["Is given more than once."] for name in repeated})
    parameters: Parameters = schema.load(
        {name: values if name in multiple else values[0] for name, values in given.items()}
    )
    return parameters


def given_in(schema: Schema, document: Any) -> dict[str, list[str]]:
    """The parameters that a JSON object holds, as an address would write them; raises
    ValidationError. One that is null is left out, as is a list of nothing to filter by."""
    if not isinstance(document, dict):
        raise ValidationError("Must be a JSON object of parameters.")
    given: dict[str, list[str]] = {}
    for name, value in document.items():
        values = value if isinstance(value, list) else [] if value is None else [value]
        if not values and isinstance(value, list) and name in _comma_lists(schema):
            values = [""]  # none of them, which is not the same as the usual ones
        if not values and name not in set.union(*_names(schema)):
            values = [""]  # to be refused
        if values:
            given[name] = [_as_text(name, each) for each in values]
    return given


def _as_text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    raise ValidationError("Must be text, a number, true, false, or a list of these.", name)


_remembered = lru_cache(REMEMBERED)(_load)


@lru_cache
def _comma_lists(schema: Schema) -> set[str]:
    return {
        field.data_key or name
        for name, field in schema.fields.items()
        if isinstance(field, CommaList)
    }


@lru_cache
def _names(schema: Schema) -> tuple[set[str], set[str]]:
    """The parameters that come once, and those that may be repeated."""
    multiple = {
        field.data_key or name
        for name, field in schema.fields.items()
        if isinstance(field, fields.List)
    }
    every = {field.data_key or name for name, field in schema.fields.items()}
    return every - multiple, multiple
