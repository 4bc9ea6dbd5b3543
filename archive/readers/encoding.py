"""Bytes -> text, when nobody says in which encoding they are.

In this order: a byte order mark; UTF-16 without one; strict UTF-8; UTF-8 with a few broken bytes;
windows-1252 where its letters make sense; else what charset-normalizer finds likeliest.
"""

import codecs
import re
from dataclasses import dataclass

import charset_normalizer

_MARKS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How files of other formats begin (PNG, JPEG, PDF, ZIP, gzip, xz, ELF, OLE), as no text does.
_BINARY = (
    b"\x89PNG", b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\xfd7zXZ", b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
)  # fmt: skip
_SAMPLE = 200_000
_DETECTED = 20_000
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.02
_WIDE_SAMPLE = 4_000
_WIDE_ODD_CHARACTERS = 0.02
_SPACED = re.compile(r"[\n\r\t \u3000\u3001\u3002]")
# What windows-1252 text has beyond ASCII: typography anywhere, letters beside letters.
_WESTERN_SIGNS = frozenset("€‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™›\xa0¡£§©«®°·»¿¥¢½¼¾´¨")
_WESTERN_LETTERS = frozenset("ŠŒŽšœžŸªºÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿ")
_MOST_WESTERN = 0.25  # of all letters; other scripts in single bytes have far more beyond ASCII
_FEW = 12  # characters beyond ASCII that any text may have
_INSIDE_WORDS = "’-–—·\xa0"
_ODD_SIGN = re.compile(
    r"(?<=[^\W\d_])[¹²³¼½¾¬¶¤¦§¯¸¨±×÷£¥¢¿¡ˇ˛˘˙˝]|[¹²³¼½¾¬¶¤¦§¯¸¨±×÷£¥¢ˇ˛˘˙˝](?=[^\W\d_])"
)
# The other encodings that news were written in, for charset-normalizer to choose from.
_LEGACY = (
    "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "koi8_r", "koi8_u", "cp866", "cp874",
    "cp932", "euc_jp", "gb18030", "big5", "cp949",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it was in; `text` has U+FFFD where single bytes were broken."""

    text: str
    encoding: str


def decode(content: bytes) -> Decoded | None:
    """The bytes as text, None where they are none."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, errors="replace")
            return Decoded(text, encoding) if _mostly_read(text) else None
    if content.startswith(_BINARY):
        return None
    return _decode_wide(content) or _decode_bytes(content)


def decode_as(content: bytes, encoding: str) -> str:
    """The text of bytes whose encoding `decode` has found before; the same text again."""
    mark = next((mark for mark, name in _MARKS if name == encoding), b"")
    content = content.removeprefix(mark)
    try:
        return content.decode(encoding)
    except UnicodeError:
        return content.decode(encoding, errors="replace")


def _mostly_read(text: str) -> bool:
    return text.count("\ufffd") <= max(8, len(text) // 10)


def _decode_wide(content: bytes) -> Decoded | None:
    """UTF-16 without a mark: every second byte of its line ends and spaces is zero."""
    if len(content) < 4 or b"\x00" not in content[:_SAMPLE]:
        return None
    likely: list[tuple[float, str]] = []
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = content[: _WIDE_SAMPLE // 2 * 2].decode(encoding, errors="replace")
        odd = sum(
            not (char.isprintable() or char in "\n\r\t\f") or char == "\ufffd" for char in sample
        )
        if odd <= _WIDE_ODD_CHARACTERS * len(sample) and _SPACED.search(sample):
            # The wrong byte order still prints, as letters of many scripts; ASCII tells.
            likely.append((sum(char < "\x80" for char in sample) / len(sample), encoding))
    if not likely:
        return None
    encoding = max(likely)[1]
    return Decoded(content.decode(encoding, errors="replace"), encoding)


def _decode_bytes(content: bytes) -> Decoded | None:
    if len(_CONTROLS.findall(content[:_SAMPLE])) > _MOST_CONTROLS * len(content[:_SAMPLE]):
        return None
    if b"\x1b$" in content[:_SAMPLE]:  # seven bits, so valid UTF-8 too
        return Decoded(content.decode("iso2022_jp", errors="replace"), "iso-2022-jp")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        sample = _whole_lines(content, error.start)
    return (
        _decode_broken(content, sample)
        or _decode_western(content, sample)
        or _detect(content, sample)
    )


def _whole_lines(content: bytes, middle: int) -> bytes:
    """A sample around a byte, cut at line ends: no encoding has them inside a character."""
    start = max(0, middle - _SAMPLE // 2)
    sample = content[start : start + _SAMPLE]
    if start and b"\n" in sample[: _SAMPLE // 2]:
        sample = sample[sample.index(b"\n") + 1 :]
    if len(content) > start + _SAMPLE and b"\n" in sample:
        sample = sample[: sample.rindex(b"\n")]
    return sample


def _decode_broken(content: bytes, sample: bytes) -> Decoded | None:
    """UTF-8 in which some bytes are broken but more characters are whole."""
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = len(text) - sum(map(str.isascii, text)) - broken
    return Decoded(content.decode("utf-8", errors="replace"), "utf-8") if whole > broken else None


def _decode_western(content: bytes, sample: bytes) -> Decoded | None:
    """windows-1252, if every character beyond ASCII is one that Western texts have there."""
    try:
        text = sample.decode("windows-1252")
    except UnicodeDecodeError:
        return None
    beyond = [index for index, char in enumerate(text) if char > "\x7f"]
    if len(beyond) > max(_FEW, _MOST_WESTERN * sum(map(str.isalpha, text))):
        return None
    for index in beyond:
        char = text[index]
        if char in _WESTERN_LETTERS:
            continue
        beside = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
        inside_word = len(beside) == 2 and beside.isalpha() and char not in _INSIDE_WORDS
        if char not in _WESTERN_SIGNS or inside_word:
            return None
    return Decoded(content.decode("windows-1252", errors="replace"), "windows-1252")


def _odd_signs(text: str) -> int:
    """How many signs stick to letters that no writing puts there: "Rz¹d" for "Rząd"."""
    return sum(1 for _ in _ODD_SIGN.finditer(text))


def _detect(content: bytes, sample: bytes) -> Decoded | None:
    if len(sample) > _DETECTED and b"\n" in sample[:_DETECTED]:
        sample = sample[: sample.rindex(b"\n", 0, _DETECTED)]
    # One encoding at a time: asked for all, charset-normalizer passes over those like one that
    # failed, ISO 8859-2 after windows-1250 among them.
    matches = [
        match
        for encoding in _LEGACY
        if (match := charset_normalizer.from_bytes(sample, cp_isolation=[encoding]).best())
    ]
    if not matches:
        return None
    best = min(matches, key=lambda match: (_odd_signs(str(match)), match.chaos, -match.coherence))
    text = content.decode(best.encoding, errors="replace")
    return Decoded(text, best.encoding.replace("_", "-")) if _mostly_read(text) else None
