"""A dump's text as clean lines: one Unicode form, no control characters, spaces made plain."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_NEWLINES = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Control, format, private and unassigned characters that carry no words. The joiners U+200C and
# U+200D stay: Persian and the Indic scripts spell with them.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f"
    r"\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff\ufdd0-\ufdef\ue000-\uf8ff]"
)
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
# Thirty marks, symbols or signs in a row; see _break_marks.
_LONG_RUN = re.compile(r"[^\w\s\x00-\x7f]{30}")
_BULLET = re.compile(r"[*+•·‣▪►▶◦●■](?= |$) *")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something: its words, its bullet and whether a blank line came before."""

    text: str
    bullet: bool
    after_blank: bool


def clean_text(text: str) -> str:
    """The same words in NFC, with control characters gone and every newline and space plain.

    NFC only changes how a letter is encoded, never which letter it is. A lone surrogate, which no
    file can hold, becomes U+FFFD.
    """
    text = _NEWLINES.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", text)
    return unicodedata.normalize("NFC", _LONG_RUN.sub(_break_marks, text))


def _break_marks(match: re.Match[str]) -> str:
    """Put a joiner after thirty combining marks, as Unicode's stream-safe text format does.

    Normalising takes time that is quadratic in the length of one run of marks (UAX #15, 13).
    """
    run = match.group()
    return run + "\u034f" if any(map(unicodedata.combining, run)) else run


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of cleaned text that hold a letter or a digit, in order."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    after_blank = True
    for raw in text.split("\n"):
        stripped = raw.strip()
        marker = _BULLET.match(stripped)
        words = stripped[marker.end() :] if marker else stripped
        if words:
            yield Line(words, bullet=marker is not None, after_blank=after_blank)
            after_blank = False
        else:
            after_blank = True
