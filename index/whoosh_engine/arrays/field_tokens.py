"""Collects the texts of a field as numbered spellings."""

from array import array
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.fields import Analyzer
from index.whoosh_engine.arrays.dictionary import encode
from index.whoosh_engine.arrays.pieces import SEPARATORS, Pieces, find_pieces
from index.whoosh_engine.arrays.stretches import STRETCH, STRETCH_BITS
from index.whoosh_engine.arrays.vocabulary import Vocabulary

BATCH_BYTES: Final = 1 << 18
"""Texts that are taken apart at once: their arrays fit into a processor's cache."""

_BYTES_OF_A_TOKEN: Final = 6  # about; for telling how many there are before they are known
_SEPARATOR: Final = SEPARATORS[:1]


class Tokens(NamedTuple):
    """A field's tokens.

    `numbers` int32 [token]: the spellings, document after document; `lengths` int64 [document];
    `gaps` int64, ascending: the tokens before which another value of their document begins, as
    often as one does. `stretches` int64 [stretch] and `stretch_counts` int64 [document], where they
    were asked for: see `arrays.stretches`.
    """

    numbers: NDArray[np.int32]
    lengths: NDArray[np.int64]
    gaps: NDArray[np.int64]
    stretches: NDArray[np.int64]
    stretch_counts: NDArray[np.int64]


class FieldTokens:
    """Collects one field's texts as spellings, document after document."""

    def __init__(
        self, vocabulary: Vocabulary, analyzer: Analyzer, *, in_stretches: bool = False
    ) -> None:
        """`in_stretches` counts the tokens of each stretch, for documents of one value."""
        self._vocabulary = vocabulary
        self._analyzer = analyzer
        self._in_stretches = in_stretches
        self._value_counts = array("q")  # [document]
        self._waiting: list[bytes] = []  # values to be taken apart
        self._languages: list[str | None] = []  # theirs
        self._waiting_bytes = 0
        self._token_count = 0
        self._numbers = [np.empty(0, np.int32)]
        self._value_ends = [np.empty(0, np.int64)]
        self._stretches = [np.empty(0, np.int64)]
        self._stretch_counts = [np.empty(0, np.int64)]  # [value]

    def __len__(self) -> int:
        """How many tokens there are, about."""
        return self._token_count + self._waiting_bytes // _BYTES_OF_A_TOKEN

    def add(self, values: Sequence[str], language: str | None = None) -> None:
        """The next document's text, or several values that phrases do not span; `language` is the
        document's (see `language_of`)."""
        self._value_counts.append(len(values))
        for value in values:
            text = encode(value)
            self._waiting.append(text)
            self._languages.append(language)
            self._waiting_bytes += len(text) + 1
        if self._waiting_bytes > BATCH_BYTES:
            self._take_apart()

    def _take_apart(self) -> None:
        texts, self._waiting, self._waiting_bytes = self._waiting, [], 0
        text = _SEPARATOR.join([b"", *texts, b""])
        if 0 in text:  # it says as little as another control character, but pieces have none
            text = text.replace(b"\0", b"\1")
        pieces = find_pieces(text)
        text_ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
        codes = self._codes(text, text_ends, pieces)
        token_ends = np.zeros(len(codes) + 1, np.int64)
        np.cumsum(self._vocabulary.sizes(codes), out=token_ends[1:])
        value_ends = token_ends[np.searchsorted(pieces.starts, text_ends)]
        if self._in_stretches:
            self._count_stretches(text, text_ends, pieces, token_ends)
        self._numbers.append(self._vocabulary.numbers(codes))
        self._value_ends.append(value_ends + self._token_count)
        self._token_count += int(token_ends[-1])

    def _codes(
        self, text: bytes, text_ends: NDArray[np.int64], pieces: Pieces
    ) -> NDArray[np.int32]:
        languages, self._languages = self._languages, []
        different = dict.fromkeys(languages)
        if len(different) == 1:
            return self._vocabulary.codes(self._analyzer, languages[0]).of(text, pieces)
        numbers = {language: number for number, language in enumerate(different)}
        of_texts = np.fromiter(map(numbers.__getitem__, languages), np.int64, len(languages))
        of_pieces = of_texts[np.searchsorted(text_ends, pieces.starts)]
        codes = np.empty(len(of_pieces), np.int32)
        for language, number in numbers.items():
            chosen = np.flatnonzero(of_pieces == number)
            own = Pieces(pieces.starts[chosen], pieces.ends[chosen])
            codes[chosen] = self._vocabulary.codes(self._analyzer, language).of(text, own)
        return codes

    def _count_stretches(
        self,
        text: bytes,
        text_ends: NDArray[np.int64],
        pieces: Pieces,
        token_ends: NDArray[np.int64],
    ) -> None:
        # In characters: bytes but those that continue one (10xxxxxx), which are few.
        continuing = np.flatnonzero(np.frombuffer(text, np.int8) < -64)
        text_ends = text_ends - np.searchsorted(continuing, text_ends)
        text_starts = np.append(1, text_ends[:-1] + 1)
        counts = np.maximum((text_ends - text_starts + (STRETCH - 1)) >> STRETCH_BITS, 1)
        number = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        # A stretch begins with the space before a piece, but the first one with a piece.
        begins = np.repeat(text_starts, counts) + (number << STRETCH_BITS) + (number > 0)
        continuing -= np.arange(len(continuing))  # the characters up to each, its own included
        begins += np.searchsorted(continuing, begins, side="right")
        tokens_before = token_ends[np.searchsorted(pieces.starts, begins)]
        self._stretches.append(np.diff(tokens_before, append=token_ends[-1]))
        self._stretch_counts.append(counts)

    def tokens(self) -> Tokens:
        """All of it."""
        if self._waiting:
            self._take_apart()
        value_counts = np.array(self._value_counts, np.int64)
        value_ends = np.concatenate(self._value_ends)
        last_values = np.cumsum(value_counts)
        ends = np.append(0, value_ends)[last_values]
        is_last = np.zeros(len(value_ends) + 1, np.bool_)
        is_last[last_values - 1] = True
        gaps = value_ends[~is_last[:-1]]
        documents = np.repeat(np.arange(len(value_counts)), value_counts)[~is_last[:-1]]
        stretches, stretch_counts = self._document_stretches(value_counts)
        return Tokens(
            np.concatenate(self._numbers),
            np.diff(ends, prepend=0),
            gaps[gaps < ends[documents]],
            stretches,
            stretch_counts,
        )

    def _document_stretches(
        self, value_counts: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        stretches = np.concatenate(self._stretches)
        counts = np.concatenate(self._stretch_counts)
        single = value_counts == 1
        document_counts = np.zeros(len(value_counts), np.int64)
        if len(counts):
            of_single = np.repeat(single, value_counts)
            document_counts[single] = counts[of_single]
            stretches = stretches[np.repeat(of_single, counts)]
        return stretches, document_counts
