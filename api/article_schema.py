"""An article as a client states it: JSON -> Article."""

import re
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from api.published import FORMS, stated_date
from api.strict import StrictSchema
from archive import (
    Agency,
    AgencyRole,
    Article,
    Confidence,
    InvalidUrl,
    Precision,
    PublicationDate,
    Source,
    SourceKind,
    canonical_url,
    detect_language,
    tidy_language,
)

MAX_TITLE = 2_000
MAX_DESCRIPTION = 20_000
MAX_NAME = 300
MAX_NAMES = 200
MAX_EVIDENCE = 2_000

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,8}")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028]")


class Text(fields.String):
    """Text a person can read: trimmed, not blank, without NUL."""

    def __init__(
        self, maximum: int, description: str, *, lines: bool = False, **options: Any
    ) -> None:
        limit = [validate.Length(max=maximum)] if maximum else []
        super().__init__(
            validate=limit, metadata={"description": description, "minLength": 1}, **options
        )
        self.lines = lines

    def _deserialize(self, value: Any, attr: Any, data: Any, **options: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **options)
        if "\0" in text:
            raise ValidationError("Holds a NUL character; send text.")
        text = _LINE_ENDS.sub("\n", text).strip() if self.lines else " ".join(text.split())
        if not text:
            raise ValidationError("Is empty.")
        return text


def evidence_field(description: str, **options: Any) -> fields.String:
    """The words that something was read from; unlike other text they may be empty."""
    return fields.String(
        validate=[validate.Length(max=MAX_EVIDENCE), validate.ContainsNoneOf("\0")],
        metadata={"description": description},
        **options,
    )


class StatedDate(StrictSchema):
    """When the outlet says it published, in detail."""

    at = Text(64, f"The date: {FORMS}.", required=True)
    timezone = Text(
        64,
        "The zone's name as the outlet writes it (`EDT`). Where `at` has no offset it must say "
        "one: `+05:30`, `Z` or an IANA name.",
        load_default=None,
        allow_none=True,
    )
    precision = fields.Enum(
        Precision,
        by_value=fields.String,
        load_default=None,
        metadata={
            "description": "The smallest unit that the outlet names, where `at` is written finer."
        },
    )
    method = Text(100, "How the date was found; `json` unless stated.", load_default="json")
    confidence = fields.Enum(
        Confidence,
        by_value=fields.String,
        load_default=Confidence.HIGH,
        metadata={"description": "How sure the client is of it."},
    )
    evidence = evidence_field("The words that the date was read from.", load_default=None)

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> PublicationDate:
        """The date itself."""
        try:
            return stated_date(data.pop("at"), **data)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class StatedAgency(StrictSchema):
    """A wire agency in the article."""

    name = Text(MAX_NAME, "The agency's name.", required=True)
    role = fields.Enum(
        AgencyRole,
        by_value=fields.String,
        load_default=AgencyRole.CREDITED,
        metadata={
            "description": "`credited`: the article came from it. `cited`: it is only quoted."
        },
    )
    evidence = evidence_field("The words that show it.", load_default="")

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Agency:
        """The agency itself."""
        return Agency(**data)


class TextOrObject(fields.Field[Any]):
    """Either a plain text, which stands for `{member: text}`, or the whole object."""

    def __init__(
        self, schema: type[StrictSchema], member: str, description: str, **options: Any
    ) -> None:
        forms = [
            {"type": "string", "description": f"Only the `{member}`."},
            {"$ref": f"#/components/schemas/{schema.__name__}"},
        ]
        if options.get("allow_none"):
            forms.append({"type": "null"})
        super().__init__(metadata={"description": description, "anyOf": forms}, **options)
        self.schema = schema()
        self.member = member

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        return self.schema.load({self.member: value} if isinstance(value, str) else value)


class StatedArticle(StrictSchema):
    """An article: what it says, and what is known of where it comes from. A document as the API
    answers it can be sent back without its `id`, `version`, `revision`, `stored_at`,
    `content_hash` and `links`.
    """

    read_only = frozenset(
        {"id", "version", "revision", "stored_at", "content_hash", "links", "highlights"}
    )
    error_messages = {  # noqa: RUF012  # marshmallow's, and declared as an instance's
        "type": "Must be a JSON object, one article. POST /v1/imports takes many in one file."
    }

    title = Text(MAX_TITLE, "The headline.", required=True)
    body = Text(
        0,
        "The text, paragraphs separated by an empty line. It is plain text: HTML is not "
        "interpreted.",
        lines=True,
        required=True,
    )
    description = Text(
        MAX_DESCRIPTION,
        "The standfirst: what the outlet prints between headline and text.",
        lines=True,
        load_default=None,
        allow_none=True,
    )
    url = Text(
        0,
        "The article's address, http or https. An article sent again with the same address "
        "becomes the next version of the first.",
        load_default=None,
        allow_none=True,
    )
    published = TextOrObject(
        StatedDate,
        "at",
        "When the outlet says it published, precise to what is written; a date without an offset "
        "stays local. A date in the future is taken as stated.",
        load_default=None,
        allow_none=True,
    )
    source = Text(MAX_NAME, "The outlet that published it.", load_default=None, allow_none=True)
    source_kind = fields.Enum(
        SourceKind,
        by_value=fields.String,
        load_default=None,
        allow_none=True,
        metadata={
            "description": "`agency` where a wire agency stands in for an unknown outlet; "
            "`outlet` unless stated."
        },
    )
    source_evidence = evidence_field(
        "The words that gave the source away.", load_default="", allow_none=True
    )
    agencies = fields.List(
        TextOrObject(StatedAgency, "name", "A wire agency: its name, or an object."),
        load_default=(),
        validate=validate.Length(max=MAX_NAMES),
        metadata={"description": "The wire agencies that the article credits or cites."},
    )
    authors = fields.List(
        Text(MAX_NAME, "A name."),
        load_default=(),
        validate=validate.Length(max=MAX_NAMES),
        metadata={"description": "Who wrote it, in the order of the byline."},
    )
    language = Text(
        35,
        "The language, a BCP 47 tag (`en`, `pt-BR`). Without one, the text's own is "
        "found out, as far as that is sure.",
        load_default=None,
        allow_none=True,
    )

    @validates_schema
    def check_url(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse addresses that are not of the web: links to them would run in a browser."""
        try:
            canonical_url(data["url"] or "http://none.example")
        except InvalidUrl as error:
            raise ValidationError(str(error), "url") from error

    @validates_schema
    def check_names(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse half of what belongs together, and what is no language tag."""
        if data.get("source") is None and (data.get("source_kind") or data.get("source_evidence")):
            raise ValidationError("Is missing, though its kind or evidence is stated.", "source")
        language = data.get("language")
        if language is not None and _LANGUAGE.fullmatch(language) is None:
            raise ValidationError("Is not a BCP 47 tag such as en or pt-BR.", "language")

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Article:
        """The article itself."""
        name, kind = data.pop("source"), data.pop("source_kind")
        evidence = data.pop("source_evidence") or ""
        source = (
            Source(name=name, kind=kind or SourceKind.OUTLET, evidence=evidence) if name else None
        )
        language = data.pop("language")
        return Article(
            **data
            | {
                "source": source,
                "agencies": _once(data["agencies"]),
                "authors": tuple(dict.fromkeys(data["authors"])),
                "language": tidy_language(language) if language else _language_of(data),
            }
        )


def _language_of(stated: dict[str, Any]) -> str | None:
    """The language of an article that does not say it."""
    texts = (stated["title"], stated["description"], stated["body"])
    return detect_language("\n".join(filter(None, texts)))


def _once(agencies: list[Agency]) -> tuple[Agency, ...]:
    """Each name once, in the order of the first; credited wins over cited."""
    kept: dict[str, Agency] = {}
    for agency in agencies:
        before = kept.get(agency.name)
        if before is None or (before.role, agency.role) == (AgencyRole.CITED, AgencyRole.CREDITED):
            kept[agency.name] = agency
    return tuple(kept.values())
