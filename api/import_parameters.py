"""What can be asked of imports in an address, or in the fields of a form."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from api.choices import MAX_PAGE
from api.parameter_fields import MAX_VALUE_LENGTH, WholeNumber, one_of
from api.strict import StrictSchema
from archive import Format, ImportState, UserError, given_fields, import_options

MAX_NAME_LENGTH = 255
MAX_REPEATED = 100
MAX_ERRORS_PAGE = 1_000

ReadableFormat = StrEnum(  # type: ignore[misc]
    "ReadableFormat",
    {known.name: known.value for known in Format if not known.is_container},
)


class ErrorsFormat(StrEnum):
    """What a list of errors comes as."""

    JSON = "json"
    JSONL = "jsonl"


def _accepted(check: Callable[[Any], object]) -> Callable[[Any], None]:
    """A validator that says what the archive says of a value."""

    def validate_value(value: Any) -> None:
        try:
            check(value)
        except UserError as error:
            raise ValidationError(str(error)) from error

    return validate_value


class Texts(fields.List[str]):
    """Texts of one parameter, which is repeated for more than one."""

    def __init__(self, *, description: str, **options: Any) -> None:
        inner = fields.String(
            validate=validate.Length(1, MAX_VALUE_LENGTH), metadata={"description": "One of them."}
        )
        super().__init__(inner, load_default=(), metadata={"description": description}, **options)


class ImportParameters(StrictSchema):
    """How an upload is to be read, and what its pages do not say; see `docs/importing.md`."""

    name = fields.String(
        load_default=None,
        validate=validate.Length(1, MAX_NAME_LENGTH),
        metadata={
            "description": "The file's name: it tells the format where the content does not, and "
            "names the place in errors. The files of a form have names of their own."
        },
    )
    format = fields.Enum(
        ReadableFormat,
        by_value=fields.String,
        load_default=None,
        metadata={"description": "What files are that do not tell, by content or name."},
    )
    source = fields.String(
        load_default=None,
        validate=validate.Length(1, MAX_VALUE_LENGTH),
        metadata={"description": "The outlet of all these articles; it wins over the page."},
    )
    language = fields.String(
        load_default=None,
        validate=_accepted(lambda tag: import_options(language=tag)),
        metadata={"description": "Their language, as a tag: `en`, `pt-BR`."},
    )
    agency = Texts(
        description="The wire agency that they came from; repeat it for several.",
        validate=validate.Length(max=MAX_REPEATED),
    )
    timezone = fields.String(
        load_default=None,
        validate=_accepted(lambda zone: import_options(timezone=zone)),
        metadata={"description": "The zone of dates that name none: `Asia/Seoul`, `+09:00`."},
    )
    field = Texts(
        description="Which field or column of records is which: `title=headline`; repeat it for "
        "several. Common names are known without.",
        validate=[validate.Length(max=MAX_REPEATED), _accepted(given_fields)],
    )

    @post_load
    def add_options(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """All but the name as the readers take it, as `options`."""
        format_ = data["format"]
        data["options"] = import_options(
            source=data["source"],
            language=data["language"],
            agencies=tuple(data["agency"]),
            timezone=data["timezone"],
            fields=given_fields(data["field"]),
            format=Format(format_.value) if format_ else None,
        )
        return data


def _page_size(default: int, maximum: int) -> WholeNumber:
    return WholeNumber(
        minimum=1, maximum=maximum, default=default, description="How many a page holds."
    )


def _page() -> WholeNumber:
    return WholeNumber(
        minimum=1,
        maximum=MAX_PAGE,
        default=1,
        description="Which page, from 1. A page past the end is empty, with the true total.",
    )


class ImportListParameters(StrictSchema):
    """Which imports to list."""

    page = _page()
    page_size = _page_size(default=10, maximum=100)
    state = fields.Enum(
        ImportState,
        by_value=fields.String,
        load_default=None,
        metadata={"description": "Only those in this state."},
    )


class ImportErrorsParameters(StrictSchema):
    """Which errors of an import to list, and as what."""

    page = _page()
    page_size = _page_size(default=100, maximum=MAX_ERRORS_PAGE)
    format = one_of(
        ErrorsFormat,
        default=ErrorsFormat.JSON,
        description="`json`: a page of them. `jsonl`: all that are kept, one a line.",
    )
