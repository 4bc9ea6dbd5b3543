"""CSV and TSV: a line of column names, then a record in each line or, within quotes, several."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Literal

from archive.readers.encoding import decode
from archive.readers.faults import Unreadable
from archive.readers.fields import FieldNames
from archive.readers.formats import Format
from archive.readers.options import ReadOptions
from archive.readers.raw import RawDocument, RecordForm
from archive.readers.records import record_document, record_form, too_large
from archive.readers.streams import HEAD, Input

MEDIA_TYPE = "text/csv; charset=utf-8"
_DELIMITERS = ",;\t|"
_QUOTINGS: tuple[Literal[0], Literal[3]] = (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)
_QUOTING_NAMES = {csv.QUOTE_MINIMAL: "quotes", csv.QUOTE_NONE: "none"}
_NOTHING = frozenset({"nan", "null", "none", "n/a", r"\n"})  # as programs write an empty cell
_MOST_RECOVERIES = 100
_NAMED = 12  # columns in a message
_LONGEST_NAME = 60
_LONGEST_HEADER = 2_000


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: what separates its cells and whether quotes hold them together."""

    delimiter: str
    quoting: Literal[0, 3]  # csv.QUOTE_MINIMAL, csv.QUOTE_NONE
    columns: tuple[str, ...]

    def rows(self, lines: Iterator[str], *, strict: bool = False) -> Iterator[list[str]]:
        """The cells of each record. Raises csv.Error; where it is strict, also for a quote that
        neither closes a cell nor is doubled."""
        return csv.reader(lines, delimiter=self.delimiter, quoting=self.quoting, strict=strict)

    def record(self, cells: Sequence[str]) -> dict[str, str]:
        """A record's cells by the names of their columns, without the empty ones."""
        record: dict[str, str] = {}
        for column, cell in zip(self.columns, cells, strict=False):
            if cell.strip().lower() not in _NOTHING:
                record[column] = record.get(column) or cell
        return record


class _TooLong(Exception):
    """A record that does not end within the limit of one."""


class _Lines:
    """A table's lines as text, remembering those of the record being read."""

    def __init__(self, source: Input, encoding: str) -> None:
        self.number = 0
        self.ended = False
        self.record: list[str] = []
        self._stream = source.stream
        self._limit = source.limits.document_bytes
        self._encoding = encoding
        self._again: list[str] = []
        self._size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.pop()
        else:
            content = self._stream.readline(self._limit + 1)
            self.ended = not content
            if self.ended:
                raise StopIteration
            line = self._decoded(content)
        self.number += 1
        self.record.append(line)
        self._size += len(line)
        if self._size > self._limit:
            raise _TooLong
        return line

    def start_record(self) -> None:
        """What is read from now on is another record."""
        self.record = []
        self._size = 0

    def go_back(self) -> None:
        """Read again what followed the record's first line."""
        if not self.record[0].endswith("\n"):  # a single line, and longer than the limit
            self._stream.skip_line()
        self._again.extend(reversed(self.record[1:]))
        self.number -= len(self.record) - 1
        self.ended = False

    def _decoded(self, content: bytes) -> str:
        try:
            return content.decode(self._encoding)
        except UnicodeDecodeError:
            found = decode(content)
            return found.text if found else content.decode(self._encoding, "replace")


def read_table(source: Input, options: ReadOptions) -> Iterator[RawDocument | Unreadable]:
    """A document for each record of a table whose first line names its columns.

    What separates cells and how letters are encoded is found out. A record with more cells than
    there are columns, and one with a quote that never closes, is reported alone.
    """
    csv.field_size_limit(max(csv.field_size_limit(), source.limits.document_bytes))
    head = source.stream.peek(HEAD)
    if b"\r" in head and b"\n" not in head:  # "CSV (Macintosh)"
        source.stream.end_lines_at_returns()
        head = source.stream.peek(HEAD)
    decoded = decode(head)
    names = options.field_names
    dialect = find_dialect(decoded.text, names) if decoded else None
    if decoded is None or dialect is None:
        yield Unreadable(source.location, f"{source.location} is no table of text.")
        return
    if reason := _unfit(dialect.columns, names):
        yield Unreadable(source.location, f"{source.location} {reason}")
        return
    lines = _Lines(source, decoded.encoding)
    try:
        while not next(dialect.rows(lines)):  # blank lines before the names
            pass
    except csv.Error as error:
        yield Unreadable(source.location, f"{source.location} has no line of names: {error}.")
        return
    header = "".join(lines.record).lstrip("\ufeff")
    header = header if header.endswith("\n") else header + "\n"
    around = {"delimiter": dialect.delimiter, "quoting": _QUOTING_NAMES[dialect.quoting]}
    form = record_form(Format.CSV, options, origin="csv", around=around)
    for row in _rows(lines, dialect, source):
        if isinstance(row, Unreadable):
            yield row
        elif row.cells:
            yield _document(row, header, dialect, source, options, form)


def _document(
    row: "_Row",
    header: str,
    dialect: Dialect,
    source: Input,
    options: ReadOptions,
    form: RecordForm,
) -> RawDocument | Unreadable:
    location = f"{source.location} line {row.line}"
    if len(row.cells) > len(dialect.columns):
        return Unreadable(
            location,
            f"{location} has {len(row.cells)} cells, but there are only "
            f"{len(dialect.columns)} columns: is a separator in a text without quotes?",
        )
    return record_document(
        source,
        dialect.record(row.cells),
        content=(header + row.text).encode("utf-8", "replace"),
        media_type=MEDIA_TYPE,
        location=location,
        form=form,
        options=options,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A record: its cells, the number of its first line, and its text."""

    cells: list[str]
    line: int
    text: str


def _rows(lines: _Lines, dialect: Dialect, source: Input) -> Iterator["_Row | Unreadable"]:
    rows = dialect.rows(lines, strict=True)
    recoveries = 0
    while True:
        lines.start_record()
        line = lines.number + 1
        location = f"{source.location} line {line}"
        try:
            cells = _cells(rows, lines, dialect)
            if cells is None:
                return
        except _TooLong:
            problem = too_large(location, source.limits.document_bytes)
        except csv.Error as error:
            reason = f"is no record: {error}"
            if len(lines.record) > 1:
                reason = "opens a quote that does not close before another one opens"
            problem = Unreadable(location, f"{location} {reason}.")
        else:
            if lines.ended and source.stream.fault:  # its end may be missing
                return
            text = "".join(lines.record)
            if not (lines.ended and text.count('"') % 2 and dialect.quoting != csv.QUOTE_NONE):
                yield _Row(cells if any(map(str.strip, cells)) else [], line, text)
                continue
            problem = Unreadable(location, f"{location} opens a quote that never closes.")
        yield problem
        recoveries += 1
        if recoveries >= _MOST_RECOVERIES:
            yield Unreadable(
                location,
                f"{source.location} is given up after line {line}: too many "
                "of its records cannot be read.",
            )
            return
        lines.go_back()
        rows = dialect.rows(lines, strict=True)


def _cells(rows: Iterator[list[str]], lines: _Lines, dialect: Dialect) -> list[str] | None:
    """The next record's cells, None at the end. Quotes inside of one are forgiven on a line by
    itself; on several, one that never closed would be ended by the next record's."""
    try:
        return next(rows, None)
    except csv.Error:
        if len(lines.record) > 1 and not lines.ended:
            raise
        return next(dialect.rows(iter(lines.record)))


def record_of(content: bytes, around: Mapping[str, str]) -> dict[str, str]:
    """The record in an original that `read_table` has given; `around` is its form's.

    Raises ValueError for other bytes.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    quoting = _QUOTINGS[tuple(_QUOTING_NAMES.values()).index(around["quoting"])]
    # Lines end where they did when they were read: at "\n" alone.
    lines = StringIO(content.decode("utf-8"), newline="\n")
    try:
        rows = csv.reader(lines, delimiter=around["delimiter"], quoting=quoting)
        columns, cells = (row for row in rows if row)
    except csv.Error as error:
        raise ValueError(str(error)) from error
    names = tuple(name.strip() for name in columns)
    return Dialect(around["delimiter"], quoting, names).record(cells)


def looks_like_table(text: str, names: FieldNames) -> bool:
    """Whether a text that nothing else tells of begins with the names of columns."""
    first = text.lstrip("\ufeff\r\n ")[:_LONGEST_HEADER].partition("\n")[0]
    for delimiter in _DELIMITERS:
        columns = [cell.strip(' \r"') for cell in first.split(delimiter)]
        if len(columns) > 1 and max(map(len, columns)) <= _LONGEST_NAME:
            known = names.knows(columns)
            if len(known) >= 2 and not known.isdisjoint({"title", "body"}):
                return True
    return False


def find_dialect(text: str, names: FieldNames) -> Dialect | None:
    """How a table is written, by what gives most known columns and equally long records."""
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    if len(lines) > 1 and len(text) >= HEAD // 4:
        lines.pop()  # may be cut
    found: list[tuple[tuple[int, float, int], Dialect]] = []
    for delimiter in _DELIMITERS:
        for quoting in _QUOTINGS if delimiter == "\t" else _QUOTINGS[:1]:
            try:
                rows = list(csv.reader(iter(lines), delimiter=delimiter, quoting=quoting))
            except csv.Error:
                continue
            rows = [row for row in rows if row]
            if rows:
                columns = tuple(name.strip() for name in rows[0])
                alike = sum(len(row) == len(columns) for row in rows) / len(rows)
                score = (len(names.knows(columns)), alike, len(columns))
                found.append((score, Dialect(delimiter, quoting, columns)))
    return max(found, key=lambda item: item[0], default=(None, None))[1]


def _unfit(columns: Sequence[str], names: FieldNames) -> str | None:
    has = ", ".join(repr(column[:_LONGEST_NAME]) for column in columns[:_NAMED])
    if missing := names.missing(columns):
        return f"has no column {', '.join(map(repr, missing))}; it has {has}."
    if names.knows(columns).isdisjoint({"title", "body", "description"}):
        return (
            f"has no column that is known to hold a title or text; it has {has}. Name them: "
            "--field title=NAME --field body=NAME."
        )
    return None
