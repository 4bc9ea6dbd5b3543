"""What the operator says of the files that are imported."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType

from archive.errors import UserError
from archive.readers.fields import FieldNames
from archive.readers.formats import Format
from archive.readers.raw import Stated
from archive.time_zones import zone_names

_OFFSET = re.compile(r"(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How files are read, and what holds for every article in them.

    `fields` are names of records' fields, by ours (`{"title": "headline"}`). `format` is for files
    that neither their content nor their name tells.
    """

    stated: Stated = field(default_factory=Stated)
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    format: Format | None = None

    def over(self, other: "ReadOptions") -> "ReadOptions":
        """These options, and the other's where these say nothing."""
        return ReadOptions(
            stated=merge(self.stated, other.stated),
            fields={**other.fields, **self.fields},
            format=self.format or other.format,
        )

    @property
    def field_names(self) -> FieldNames:
        """Which of a record's fields is which."""
        return FieldNames(self.fields)


def merge(first: Stated, second: Stated) -> Stated:
    """What both state, the first's word where both speak; `origin` is the second's if it has one:
    it names where title, text and date come from, which only records state."""
    spoken = {
        name: value
        for name in (item.name for item in fields(Stated))
        if name not in ("origin", "body", "body_is_html") and (value := getattr(first, name))
    }
    return replace(second, **spoken, origin=second.origin or first.origin)


def operator_states(
    *,
    origin: str,
    source: str | None = None,
    language: str | None = None,
    agencies: tuple[str, ...] = (),
    timezone: str | None = None,
) -> Stated:
    """What an operator states; raises UserError for a language or time zone that is none."""
    if language and not _LANGUAGE.fullmatch(language):
        raise UserError(f"{language!r} is no language tag; write it as en, pt-BR or zh-Hant.")
    if timezone and not (_OFFSET.fullmatch(timezone) or timezone in zone_names()):
        raise UserError(
            f"{timezone!r} is no time zone; write its IANA name (Asia/Seoul) or offset (+09:00)."
        )
    return Stated(
        source=source or None,
        language=language or None,
        agencies=agencies,
        timezone=timezone or None,
        origin=origin,
    )
