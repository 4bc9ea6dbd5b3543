"""The shape of what is answered about what changed between two versions, and what can be asked."""

from typing import ClassVar

from marshmallow import Schema, fields

from api.answer_schemas import integer, string
from api.document_schemas import VersionAnswer
from api.parameter_fields import Switch, version_number
from api.strict import StrictSchema
from archive import ChangeKind


class DifferenceParameters(StrictSchema):
    """Which two versions to compare."""

    class Meta(StrictSchema.Meta):
        """`from` is a word of Python's, so it cannot be an attribute."""

        include: ClassVar = {
            "from": version_number(
                "The version to compare with, by its number; the one before `to` without it."
            )
        }

    to = version_number("The version whose changes are told, by its number; the newest without it.")
    html = Switch(
        description="Show texts as HTML too, with `ins` and `del` elements, everything else in "
        "them escaped."
    )


def _change(description: str) -> fields.Enum[ChangeKind]:
    return fields.Enum(
        ChangeKind, by_value=fields.String, required=True, metadata={"description": description}
    )


class PartAnswer(Schema):
    """A run of words."""

    change = _change("`same`, `removed` or `added`.")
    text = string("The words with the spaces between them; all parts joined are the whole text.")


def _parts_field(*, required: bool) -> fields.List[PartAnswer]:
    return fields.List(
        fields.Nested(PartAnswer, metadata={"description": "A run of words."}),
        required=required,
        metadata={
            "description": "The text of both versions, a removed run before the one that took its "
            "place."
        },
    )


class FieldDifferenceAnswer(Schema):
    """A field, other than the body, that holds something else."""

    field = string("Its name.")
    change = _change("`added`, `removed` or `changed`.")
    before = fields.Raw(
        required=True,
        allow_none=True,
        metadata={"description": "What it held, as a document shows it; `source` as an object."},
    )
    after = fields.Raw(
        required=True, allow_none=True, metadata={"description": "What it holds, in the same form."}
    )
    removed = fields.List(
        fields.Raw(metadata={"description": "One of them."}),
        metadata={"description": "Agencies or authors that only `before` has."},
    )
    added = fields.List(
        fields.Raw(metadata={"description": "One of them."}),
        metadata={"description": "Agencies or authors that only `after` has."},
    )
    parts = _parts_field(required=False)
    html = fields.String(metadata={"description": "With `html=true`: a changed text as HTML."})


class ParagraphAnswer(Schema):
    """A paragraph of either version or both."""

    change = _change("`same`, `changed` where words in it did, `removed` or `added`.")
    before = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Its number in the body as it was, from 1; null if not in it."},
    )
    after = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Its number in the body as it is, from 1; null if not in it."},
    )
    parts = _parts_field(required=True)


class BodyDifferenceAnswer(Schema):
    """The body of both versions."""

    changed = fields.Boolean(required=True, metadata={"description": "Whether any paragraph did."})
    words_added = integer("How many words only the later body has.")
    words_removed = integer("How many words only the earlier body has.")
    paragraphs = fields.List(
        fields.Nested(ParagraphAnswer, metadata={"description": "A paragraph."}),
        required=True,
        metadata={"description": "Every paragraph of both, in order, those that stayed too."},
    )
    html = fields.String(
        metadata={"description": "With `html=true`: the paragraphs as HTML, each in a `p`."}
    )


class DifferenceAnswer(Schema):
    """What changed between two versions."""

    id = string("The article's id.")
    from_ = fields.Nested(
        VersionAnswer,
        data_key="from",
        required=True,
        allow_none=True,
        metadata={"description": "The version compared with; null before the first one."},
    )
    to = fields.Nested(
        VersionAnswer, required=True, metadata={"description": "The version that is compared."}
    )
    changed = fields.Boolean(
        required=True, metadata={"description": "Whether anything at all did."}
    )
    fields_ = fields.List(
        fields.Nested(FieldDifferenceAnswer, metadata={"description": "A field."}),
        data_key="fields",
        required=True,
        metadata={"description": "The other fields that changed; the others are left out."},
    )
    body = fields.Nested(
        BodyDifferenceAnswer, required=True, metadata={"description": "What became of the body."}
    )
