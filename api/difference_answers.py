"""What changed between two versions -> what the API answers: JSON, and HTML for people."""

from collections.abc import Sequence
from html import escape
from typing import Any

from api.answers import Answer, version_answer
from archive import (
    Agency,
    ChangeKind,
    Difference,
    FieldDifference,
    FieldValue,
    ParagraphChange,
    PublicationDate,
    Source,
    TextPart,
    Version,
)
from index import published_of

_ELEMENTS = {ChangeKind.ADDED: ("<ins>", "</ins>"), ChangeKind.REMOVED: ("<del>", "</del>")}


def difference_answer(
    before: Version | None, after: Version, difference: Difference, *, html: bool, root: str = ""
) -> Answer:
    """The answer; `before` is None where `after` is the first version. `root` begins links."""
    body: Answer = {
        "changed": difference.changes_body,
        "words_added": difference.body_words(ChangeKind.ADDED),
        "words_removed": difference.body_words(ChangeKind.REMOVED),
        "paragraphs": [_paragraph_answer(paragraph) for paragraph in difference.body],
    }
    if html:
        body["html"] = "\n".join(map(_paragraph_html, difference.body))
    return {
        "id": after.id,
        "from": version_answer(before, root) if before else None,
        "to": version_answer(after, root),
        "changed": difference.changes_body or bool(difference.fields),
        "fields": [_field_answer(field, html=html) for field in difference.fields],
        "body": body,
    }


def _field_answer(field: FieldDifference, *, html: bool) -> Answer:
    before, after = _value(field.before), _value(field.after)
    answer: Answer = {
        "field": field.field,
        "change": field.kind,
        "before": before,
        "after": after,
    }
    if isinstance(before, list) and isinstance(after, list):
        answer["removed"] = [one for one in before if one not in after]
        answer["added"] = [one for one in after if one not in before]
    if field.parts:
        answer["parts"] = _part_answers(field.parts)
        if html:
            answer["html"] = _parts_html(field.parts)
    return answer


def _value(value: FieldValue) -> Any:
    """A field's value as a document shows it; a source with what it is and why."""
    match value:
        case PublicationDate():
            return published_of(value)
        case Source():
            return {"name": value.name, "kind": value.kind, "evidence": value.evidence}
        case tuple():
            return [_member(one) for one in value]
        case _:
            return value


def _member(value: str | Agency) -> Any:
    if isinstance(value, str):
        return value
    return {"name": value.name, "role": value.role, "evidence": value.evidence}


def _paragraph_answer(paragraph: ParagraphChange) -> Answer:
    return {
        "change": paragraph.kind,
        "before": paragraph.before,
        "after": paragraph.after,
        "parts": _part_answers(paragraph.parts),
    }


def _part_answers(parts: Sequence[TextPart]) -> list[Answer]:
    return [{"change": part.kind, "text": part.text} for part in parts]


def _paragraph_html(paragraph: ParagraphChange) -> str:
    return f"<p>{_parts_html(paragraph.parts)}</p>"


def _parts_html(parts: Sequence[TextPart]) -> str:
    """The words, escaped, what was added in `ins` and what was removed in `del`."""
    return "".join(
        opening + escape(part.text) + closing
        for part in parts
        for opening, closing in (_ELEMENTS.get(part.kind, ("", "")),)
    )
