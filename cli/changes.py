"""What changed in an article, as lines for people and as values for programs."""

from collections.abc import Iterator
from typing import Any

from archive import Agency, ChangeKind, Difference, FieldValue, PublicationDate, Source, TextPart

_SHORT = 60  # characters of a value that are shown
_AROUND = 40  # characters shown of words that stayed, beside those that changed
_MARKS = {ChangeKind.REMOVED: ("[-", "-]"), ChangeKind.ADDED: ("{+", "+}")}


def shown(text: str) -> str:
    """Text in which no control character of a scraped page reaches the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def change_lines(difference: Difference, *, whole_body: bool) -> Iterator[str]:
    """A line for each field that changed; with `whole_body`, every paragraph that did, too."""
    for change in difference.fields:
        before, after = _value(change.before), _value(change.after)
        if before == after:  # only what shows it is another
            before, after = _with_evidence(change.before), _with_evidence(change.after)
        yield f"  {change.field:<12}{_shortened(before)} -> {_shortened(after)}"
    if difference.changes_body:
        counts = body_counts(difference)
        paragraphs = counts["added"] + counts["removed"] + counts["changed"]
        yield (
            f"  {'body':<12}{paragraphs} of {len(difference.body)} paragraphs, "
            f"+{counts['characters_added']:,} -{counts['characters_removed']:,} characters"
        )
        if whole_body:
            yield from _body_lines(difference)


def changed_fields(difference: Difference) -> tuple[str, ...]:
    """The names of the fields that changed, the body among them."""
    body = ("body",) if difference.changes_body else ()
    return (*(change.field for change in difference.fields), *body)


def body_counts(difference: Difference) -> dict[str, int]:
    """How many paragraphs and characters of a body were added, removed or changed."""
    kinds = [paragraph.kind for paragraph in difference.body]
    parts = [part for paragraph in difference.body for part in paragraph.parts]
    return {
        **{str(kind): kinds.count(kind) for kind in ChangeKind if kind is not ChangeKind.SAME},
        **{
            f"characters_{kind}": sum(len(part.text) for part in parts if part.kind is kind)
            for kind in (ChangeKind.ADDED, ChangeKind.REMOVED)
        },
    }


def change_values(difference: Difference) -> dict[str, Any]:
    """The fields that changed, each with what it was and is, and counts of the body, for JSON."""
    values: dict[str, Any] = {
        change.field: {"before": _plain(change.before), "after": _plain(change.after)}
        for change in difference.fields
    }
    if difference.changes_body:
        values["body"] = body_counts(difference)
    return values


def _body_lines(difference: Difference) -> Iterator[str]:
    signs = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-", ChangeKind.CHANGED: "~"}
    for paragraph in difference.body:
        if paragraph.kind is ChangeKind.SAME:
            continue
        if paragraph.kind is ChangeKind.CHANGED:
            text = "".join(map(_marked, paragraph.parts))
        else:
            text = "".join(part.text for part in paragraph.parts)
        yield f"    {signs[paragraph.kind]} {shown(text)}"


def _marked(part: TextPart) -> str:
    """Words between marks that tell what became of them; of those that stayed, the ends."""
    if part.kind is ChangeKind.SAME:
        text = part.text
        return text if len(text) <= 3 * _AROUND else f"{text[:_AROUND]} … {text[-_AROUND:]}"
    start, end = _MARKS[part.kind]
    return f"{start}{part.text}{end}"


def _value(value: FieldValue) -> str:
    match value:
        case None | "" | ():
            return "none"
        case str():
            return value
        case PublicationDate():
            return f"{value.at} ({value.confidence}, {value.method})"
        case Source():
            return value.name if value.kind == "outlet" else f"{value.name} (agency)"
        case tuple():
            return ", ".join(
                f"{one.name} ({one.role})" if isinstance(one, Agency) else one for one in value
            )


def _with_evidence(value: FieldValue) -> str:
    values = value if isinstance(value, tuple) else (value,)
    evidence = "; ".join(getattr(one, "evidence", "") or "-" for one in values)
    return f"{_value(value)}, by {evidence!r}"


def _shortened(text: str) -> str:
    text = shown(text)
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


def _plain(value: FieldValue) -> Any:
    """A value of JSON: of a date, a source and agencies, the same as people are shown."""
    match value:
        case None | str():
            return value
        case tuple():
            return [f"{one.name} ({one.role})" if isinstance(one, Agency) else one for one in value]
        case _:
            return _value(value)
