"""The file of synonyms: its lines, and whether it changed (see docs/synonyms.md)."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from archive import SettingsError
from index.analysis import query_terms
from index.fields import Analyzer

MAX_BYTES = 5_000_000
MAX_RULES = 10_000  # lines
MAX_MEANINGS = 50  # words or phrases on one line
MAX_WORDS = 20  # of a phrase

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_QUOTES = '"“”„‟＂'


class Rule(NamedTuple):
    """A line: who asks for something `said` is also given what is `meant`."""

    said: tuple[str, ...]
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What changes when a file does."""

    inode: int
    size: int
    modified: int  # nanoseconds

    @classmethod
    def of(cls, path: Path) -> "FileStamp | None":
        """The stamp of the file; None where there is none."""
        try:
            status = path.stat()
        except OSError:
            return None
        return cls(status.st_ino, status.st_size, status.st_mtime_ns)


def read_rules(path: Path) -> tuple[list[Rule], str]:
    """The file's rules in order, and a fingerprint of it.

    Raises SettingsError, naming the file and the line, for what cannot be used.
    """
    content = _read(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content.count(b"\n", 0, error.start)
        raise _error(
            path, before + 1, "this is not UTF-8; save the file in that encoding"
        ) from error
    rules: list[Rule] = []
    for number, line in enumerate(text.split("\n"), 1):
        written = _COMMENT.sub("", line).strip()
        if not written:
            continue
        if len(rules) == MAX_RULES:
            raise _error(path, number, f"a file has at most {MAX_RULES:,} rules")
        rules.append(_rule(written, path, number))
    return rules, sha256(content).hexdigest()[:16]


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(f"The synonyms cannot be read from {path}: {reason}.") from error
    if len(content) > MAX_BYTES:
        raise SettingsError(f"The file of synonyms {path} has more than {MAX_BYTES:,} bytes.")
    return content


def _rule(written: str, path: Path, number: int) -> Rule:
    said, arrow, meant = written.partition("=>")
    sides = [_meanings(side, path, number) for side in ([said, meant] if arrow else [said])]
    if not arrow and len(sides[0]) < 2:
        raise _error(path, number, "write what means the same on both sides of a =")
    if len({text for side in sides for text in side}) > MAX_MEANINGS:
        raise _error(path, number, f"at most {MAX_MEANINGS} words or phrases go on a line")
    return Rule(sides[0], sides[-1])


def _meanings(side: str, path: Path, number: int) -> tuple[str, ...]:
    if ">" in side:
        raise _error(path, number, "a line has one =>, with nothing but = on each side of it")
    texts = tuple(text.strip().strip(_QUOTES).strip() for text in side.split("="))
    for text in texts:
        words = len(query_terms(text, Analyzer.TEXT))
        if not words:
            raise _error(
                path,
                number,
                f"{text!r} has no letter or digit; write it as in `DPRK = North Korea`"
                if text
                else "there is nothing on one side of a =; write it as in `DPRK = North Korea`",
            )
        if words > MAX_WORDS:
            raise _error(path, number, f"{text!r} has more than {MAX_WORDS} words")
    return texts


def _error(path: Path, line: int, what: str) -> SettingsError:
    return SettingsError(f"{path}, line {line}: {what}.")
