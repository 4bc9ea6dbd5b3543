"""What a process of BulkWriter does: build segments of what it is sent."""

import contextlib
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from index.whoosh_engine.arrays.builder import SegmentBuilder
from index.whoosh_engine.arrays.files import NewSegment
from index.whoosh_engine.arrays.layout import Analysis, IndexDocument
from index.whoosh_engine.arrays.stages import Stage, reach
from index.whoosh_engine.arrays.stored import Dictionary
from index.whoosh_engine.arrays.vocabulary import Vocabulary


@dataclass(frozen=True)
class Ready:
    """The process waits for documents."""


@dataclass(frozen=True)
class BuiltSegments:
    """All documents are in these segments, which the process holds until the pipe is closed."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Failed:
    """The process has given up, for a reason that its user can read."""

    reason: str


class _Segments:
    """The segments of one process, the last of which is being built."""

    def __init__(
        self, folder: Path, analysis: Analysis, flush_tokens: int, dictionary: Dictionary | None
    ) -> None:
        self._folder = folder
        self._analysis = analysis
        self._vocabulary = Vocabulary(analysis)
        self._flush_tokens = flush_tokens
        self._dictionary = dictionary
        self._files: list[NewSegment] = []
        self._builder: SegmentBuilder | None = None

    def add(self, documents: list[IndexDocument]) -> None:
        """Take documents in, and write a segment when there are enough."""
        if self._builder is None:
            new = NewSegment(self._folder)
            self._files.append(new)
            if self._vocabulary.is_large:
                self._vocabulary = Vocabulary(self._analysis)
            self._builder = SegmentBuilder(
                new.file, vocabulary=self._vocabulary, dictionary=self._dictionary
            )
        for document in documents:
            self._builder.add(document)
        if self._builder.token_count >= self._flush_tokens:
            self.flush()

    def flush(self) -> None:
        """Write the segment that is being built."""
        if self._builder is not None:
            self._builder.finish()
            self._dictionary = self._builder.dictionary  # the next ones compress alike
            self._builder = None
            reach(Stage.SEGMENT_WRITTEN)

    @property
    def ids(self) -> tuple[str, ...]:
        """The segments' names."""
        return tuple(new.id for new in self._files)

    def close(self) -> None:
        """Let go of the files."""
        for new in self._files:
            new.close()


def build_segments(
    connection: Connection,
    folder: Path,
    analysis: Analysis,
    flush_tokens: int,
    dictionary: Dictionary | None,
) -> None:
    """Say Ready, take a list of documents, and so on; None ends it: say BuiltSegments, and hold
    them until the other side closes the pipe."""
    segments = _Segments(folder, analysis, flush_tokens, dictionary)
    with contextlib.suppress(EOFError, BrokenPipeError), connection, contextlib.closing(segments):
        try:
            while True:
                connection.send(Ready())
                documents = connection.recv()
                if documents is None:
                    break
                segments.add(documents)
            segments.flush()
        except (ValueError, OSError) as error:
            if not isinstance(error, BrokenPipeError):
                connection.send(Failed(str(error)))
            raise
        connection.send(BuiltSegments(segments.ids))
        connection.recv()
