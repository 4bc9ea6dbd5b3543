"""Kinds of parameters: whole numbers in a range, comma lists, switches, names to filter by."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TypeVar

from marshmallow import ValidationError, fields, validate

from api.choices import MAX_VERSION

Choice = TypeVar("Choice", bound=StrEnum)

MAX_VALUES = 100
MAX_VALUE_LENGTH = 500


class WholeNumber(fields.Integer):
    """A number of plain digits, from `minimum` to `maximum`."""

    def __init__(
        self, *, minimum: int, maximum: int, default: int | None = None, description: str
    ) -> None:
        message = f"Must be a whole number from {minimum:,} to {maximum:,}."
        super().__init__(
            load_default=default,
            validate=validate.Range(minimum, maximum, error=message),
            error_messages={"invalid": message},
            metadata={"description": description},
        )

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> int:
        if not (value.isascii() and value.isdigit() and len(value) < 20):
            raise self.make_error("invalid")
        return int(value)


def version_number(description: str) -> WholeNumber:
    """The number of an article's version; `description` says what holds without one."""
    return WholeNumber(minimum=1, maximum=MAX_VERSION, description=description)


def one_of(choices: type[Choice], *, default: Choice, description: str) -> fields.Enum[Choice]:
    """One of an enumeration's values."""
    return fields.Enum(
        choices,
        by_value=fields.String,
        load_default=default,
        metadata={"description": description},
    )


class CommaList(fields.List[str]):
    """Names from a fixed list: separated by commas, repeated, or both; an empty text is none."""

    def __init__(self, choices: Sequence[str], **options: Any) -> None:
        inner = fields.String(
            validate=validate.OneOf(choices), metadata={"description": "One of the names."}
        )
        super().__init__(inner, **options)
        self.choices = tuple(choices)

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        names = dict.fromkeys(
            name for part in value for name in map(str.strip, part.split(",")) if name
        )
        unknown = [name for name in names if name not in self.choices]
        if unknown:
            raise ValidationError(
                f"Names {', '.join(unknown)}, which is not one of {', '.join(self.choices)}."
            )
        return tuple(names)


class FilterValues(fields.List[str]):
    """The values a field may have; the parameter is repeated for more than one."""

    def __init__(self, *, description: str, example: str) -> None:
        inner = fields.String(metadata={"description": "A whole value, as a facet shows it."})
        super().__init__(
            inner,
            load_default=(),
            metadata={"description": description, "examples": [[example]], "maxItems": MAX_VALUES},
        )

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        if len(value) > MAX_VALUES:
            raise ValidationError(f"Can be given at most {MAX_VALUES} times.")
        if any(not text.strip() for text in value):
            raise ValidationError("Is empty; name a value or leave the parameter out.")
        if any(len(text) > MAX_VALUE_LENGTH for text in value):
            raise ValidationError(f"Can be at most {MAX_VALUE_LENGTH} characters long.")
        return tuple(dict.fromkeys(value))


class Switch(fields.Boolean):
    """On or off: `true` or `false`."""

    def __init__(self, *, description: str) -> None:
        super().__init__(
            load_default=False,
            truthy={"true", "1"},
            falsy={"false", "0"},
            error_messages={"invalid": "Must be true or false."},
            metadata={"description": description},
        )
