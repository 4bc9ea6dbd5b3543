"""What changed between two versions, as the page about it shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.page_translation import gettext as _
from api.page_values import day_and_time
from archive import (
    Agency,
    AgencyRole,
    ChangeKind,
    Confidence,
    Difference,
    FieldDifference,
    FieldValue,
    ParagraphChange,
    PublicationDate,
    Source,
    SourceKind,
    TextPart,
)
from index import published_of

_CONTEXT = 1  # unchanged paragraphs that are shown beside a change
_FEWEST_FOLDED = 2

Parts = tuple[TextPart, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs in a row; `folded` are those that nothing changed in or beside."""

    paragraphs: tuple[ParagraphChange, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field that changed: its name in words, and lines of text in parts."""

    field: str
    name: str
    lines: tuple[Parts, ...]


def passages(difference: Difference) -> tuple[Passage, ...]:
    """The body in passages, in order: what changed with a little around it, the rest folded."""
    body = difference.body
    changed = [number for number, part in enumerate(body) if part.kind is not ChangeKind.SAME]
    shown = {near for number in changed for near in range(number - _CONTEXT, number + _CONTEXT + 1)}
    found: list[Passage] = []
    for is_shown, run in groupby(range(len(body)), key=shown.__contains__):
        paragraphs = tuple(body[number] for number in run)
        folded = not is_shown and len(paragraphs) >= _FEWEST_FOLDED
        found.append(Passage(paragraphs, folded))
    return tuple(found)


def field_changes(difference: Difference) -> tuple[FieldChange, ...]:
    """The fields beside the body that changed."""
    return tuple(
        FieldChange(field=each.field, name=_field_name(each.field), lines=tuple(_lines(each)))
        for each in difference.fields
    )


def _field_name(field: str) -> str:
    names = {
        "title": _("Title"),
        "description": _("Standfirst"),
        "url": _("Address"),
        "language": _("Language"),
        "published": _("Published"),
        "source": _("Source"),
        "agencies": _("Agencies"),
        "authors": _("Authors"),
    }
    return names[field]


def _lines(change: FieldDifference) -> Iterator[Parts]:
    """Texts by words; of other values those that went, those that stayed, those that came."""
    if change.parts:
        yield change.parts
        return
    before, after = _values(change.before), _values(change.after)
    for value in before:
        kind = ChangeKind.SAME if value in after else ChangeKind.REMOVED
        yield (TextPart(kind, value),)
    for value in after:
        if value not in before:
            yield (TextPart(ChangeKind.ADDED, value),)


def _values(value: FieldValue) -> Sequence[str]:
    match value:
        case None:
            return ()
        case PublicationDate():
            return (_date_text(value),)
        case Source():
            return (_with_evidence(f"{value.name} ({_kind_text(value.kind)})", value.evidence),)
        case tuple():
            return tuple(_agency_text(each) if isinstance(each, Agency) else each for each in value)
        case _:
            return (value,)


def _date_text(date: PublicationDate) -> str:
    shown = published_of(date)
    assert shown is not None  # it is None of None only
    words = {
        Confidence.HIGH: _("date certain"),
        Confidence.MEDIUM: _("date probable"),
        Confidence.LOW: _("date uncertain"),
    }
    text = f"{day_and_time(shown)} ({words[date.confidence]}, {date.method})"
    return _with_evidence(text, date.evidence)


def _agency_text(agency: Agency) -> str:
    return _with_evidence(f"{agency.name} ({_role_text(agency.role)})", agency.evidence)


def _role_text(role: AgencyRole) -> str:
    return _("credited") if role is AgencyRole.CREDITED else _("cited")


def _kind_text(kind: SourceKind) -> str:
    return _("outlet") if kind is SourceKind.OUTLET else _("agency")


def _with_evidence(text: str, evidence: str) -> str:
    return f"{text}: “{evidence}”" if evidence else text
