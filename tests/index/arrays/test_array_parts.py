"""The parts of a segment, each against the slow and obvious way to do it."""

import random
import tempfile
from bisect import bisect_left
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.util.numeric import length_to_byte

from index.analysis import LANGUAGES, fold
from index.analysis.words import analyse
from index.fields import Analyzer
from index.whoosh_engine.arrays.addresses import addresses_in
from index.whoosh_engine.arrays.blocks import ADDRESS_BITS, BLOCK_SIZE
from index.whoosh_engine.arrays.columns import NO_INSTANT
from index.whoosh_engine.arrays.container import ArrayFile, ArrayFileWriter
from index.whoosh_engine.arrays.dictionary import TermDictionary, encode, write_dictionary
from index.whoosh_engine.arrays.errors import IndexDamaged
from index.whoosh_engine.arrays.field import FieldArrays
from index.whoosh_engine.arrays.field_tokens import FieldTokens, Tokens
from index.whoosh_engine.arrays.field_writer import FieldWriter
from index.whoosh_engine.arrays.inversion import invert
from index.whoosh_engine.arrays.layout import IndexDocument
from index.whoosh_engine.arrays.numbers import Bits, SmallNumbers, SmallNumbersWriter
from index.whoosh_engine.arrays.spelling_keys import key_of
from index.whoosh_engine.arrays.spellings_writer import SpellingTable
from index.whoosh_engine.arrays.stretches import stretches
from index.whoosh_engine.arrays.vocabulary import Vocabulary
from index.whoosh_engine.arrays.whoosh_names import WHOOSH_LENGTHS, length_bytes
from tests.index.arrays.array_oracle import write_segment

_MANY = 70_000  # documents: more than the low 16 bits of a number tell


def _written(path: Path, fill: Any) -> ArrayFile:
    with path.open("wb") as file:
        writer = ArrayFileWriter(file)
        fill(writer)
        writer.finish()
    return ArrayFile(path)


def test_a_changed_byte_is_found_by_verifying(tmp_path: Path) -> None:
    path = tmp_path / "x.arrays"
    file = _written(path, lambda writer: writer.add("numbers", np.arange(1000)))
    file.verify()
    content = bytearray(path.read_bytes())
    content[500] ^= 1
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match="'numbers'"):
        ArrayFile(path).verify()


@pytest.mark.parametrize("content", [b"", b"x" * 10, b"x" * 1000])
def test_what_is_no_file_of_arrays_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.arrays"
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match="not whole"):
        ArrayFile(path)


@pytest.mark.parametrize("bits", [8, 12])
def test_small_numbers_come_back_with_the_large_ones_among_them(tmp_path: Path, bits: Bits) -> None:
    draw = random.Random(bits)
    numbers = np.array([draw.choice([0, 1, 254, 255, 256, 4094, 4095, 70_000]) for _ in range(99)])
    for parts in ([99], [1, 0, 50, 48]):

        def fill(writer: ArrayFileWriter, parts: list[int] = parts) -> None:
            small = SmallNumbersWriter(writer, "n", bits, 99)
            start = 0
            for part in parts:
                small.append(numbers[start : start + part])
                start += part
            small.finish()

        read = SmallNumbers(_written(tmp_path / "x.arrays", fill), "n")
        assert len(read) == 99
        for start in range(99):
            for stop in range(start, 100, 7):
                assert read.part(start, stop).tolist() == numbers[start:stop].tolist()
        places = np.array(draw.choices(range(99), k=200))
        assert read.take(places).tolist() == numbers[places].tolist()


@settings(deadline=None)  # each example writes a file
@given(st.sets(st.text(max_size=6)), st.text(max_size=3))
def test_a_dictionary_finds_what_a_sorted_list_finds(texts: set[str], prefix: str) -> None:
    expected = sorted(texts)
    with tempfile.TemporaryDirectory() as folder:
        file = _written(
            Path(folder) / "x.arrays",
            lambda writer: write_dictionary(writer, "d", list(map(encode, expected))),
        )
    dictionary = TermDictionary(file, "d")
    assert list(dictionary) == expected
    assert [dictionary.find(text) for text in expected] == list(range(len(expected)))
    assert dictionary.find(prefix) == (expected.index(prefix) if prefix in texts else None)
    assert dictionary.at_or_after(prefix) == bisect_left(expected, prefix)
    beginning = [text for text in expected if text.startswith(prefix)]
    assert list(map(dictionary.term, dictionary.prefix_range(prefix))) == beginning


def _terms(vocabulary: Vocabulary, tokens: Tokens) -> list[str]:
    return [vocabulary.terms[vocabulary.terms_of[number]] for number in tokens.numbers.tolist()]


def _analysed(text: str, language: str | None = None) -> list[str]:
    return [term for term, _ in analyse(text, Analyzer.TEXT, language)]


_TEXTS = st.lists(st.text(alphabet=st.sampled_from("abé’.,-1 \n\t\x1c\u00a0東\u0301"), max_size=20))


_LANGUAGES = st.sampled_from([None, *LANGUAGES[:3]])


@given(st.lists(st.tuples(_LANGUAGES, _TEXTS), max_size=5))
def test_texts_become_the_terms_that_the_analysis_finds(
    documents: list[tuple[str | None, list[str]]],
) -> None:
    vocabulary = Vocabulary()
    field = FieldTokens(vocabulary, Analyzer.TEXT)
    for language, values in documents:
        field.add(values, language)
    tokens = field.tokens()
    expected = [
        [analyse(value, Analyzer.TEXT, language) for value in values]
        for language, values in documents
    ]
    words = [word for values in expected for value in values for word in value]
    assert _terms(vocabulary, tokens) == [term for term, _ in words]
    keys = [vocabulary.keys[number] for number in tokens.numbers.tolist()]
    assert keys == [key_of(term, fold(spelling), spelling) for term, spelling in words]
    assert tokens.lengths.tolist() == [sum(map(len, values)) for values in expected]


_SPACED = st.text(alphabet=st.sampled_from("ab é东\n\t.\x00"), max_size=40)


@given(st.lists(st.lists(_SPACED, min_size=1, max_size=30).map("".join), max_size=4))
def test_each_stretch_of_a_text_has_the_tokens_that_it_has_alone(texts: list[str]) -> None:
    field = FieldTokens(Vocabulary(), Analyzer.TEXT, in_stretches=True)
    for text in texts:
        field.add((text,))
    tokens = field.tokens()
    expected = [[len(_analysed(part)) for part in stretches(text)] for text in texts]
    assert tokens.stretch_counts.tolist() == list(map(len, expected))
    assert tokens.stretches.tolist() == [count for counts in expected for count in counts]


def test_documents_of_several_values_have_no_stretches() -> None:
    field = FieldTokens(Vocabulary(), Analyzer.TEXT, in_stretches=True)
    for values in ((), ("a b",), ("a", "b"), ("c",), ()):
        field.add(values)
    tokens = field.tokens()
    assert tokens.stretch_counts.tolist() == [0, 1, 0, 1, 0]
    assert tokens.stretches.tolist() == [2, 1]
    assert tokens.lengths.tolist() == [0, 2, 2, 1, 0]


def test_texts_that_are_taken_apart_in_batches_become_the_same_terms(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With more pieces than a table holds, long ones and ones of 8, 16 and 17 bytes among them."""
    monkeypatch.setattr("index.whoosh_engine.arrays.field_tokens.BATCH_BYTES", 2000)
    monkeypatch.setattr("index.whoosh_engine.arrays.pieces.SMALLEST_TABLE", 16)
    monkeypatch.setattr("index.whoosh_engine.arrays.pieces.LARGEST_TABLE", 256)
    monkeypatch.setattr("index.whoosh_engine.arrays.pieces.KEPT_LONG_PIECES", 20)
    draw = random.Random(6)
    words = ["".join(draw.choices("abé1", k=draw.choice([1, 2, 7, 8, 9, 15, 16, 17, 33, 200])))
             for _ in range(400)]  # fmt: skip
    documents = [" ".join(draw.choices(words, k=60)) for _ in range(50)]
    vocabulary = Vocabulary()
    field = FieldTokens(vocabulary, Analyzer.TEXT)
    for document in documents:
        field.add((document,))
    tokens = field.tokens()
    expected = [term for document in documents for term in _analysed(document)]
    assert _terms(vocabulary, tokens) == expected
    assert tokens.lengths.tolist() == [60] * 50


def test_pieces_that_differ_only_beyond_what_a_key_holds_are_told_apart() -> None:
    vocabulary = Vocabulary(lambda text, *_: [(text, text)])
    field = FieldTokens(vocabulary, Analyzer.NAME)
    pieces = ["a" * length for length in (1, 7, 8, 9, 15, 16, 17, 18, 64, 65, 66)]
    field.add((" ".join(pieces * 2),))
    assert _terms(vocabulary, field.tokens()) == pieces * 2


_WORDS = st.tuples(st.sampled_from("abc"), st.integers(0, 2))


@pytest.mark.parametrize("key_bits", [63, 3])
@given(st.lists(st.lists(st.lists(_WORDS, max_size=4), max_size=4), max_size=5))
def test_inverting_gives_each_terms_documents_positions_and_spellings(
    key_bits: int,
    documents: list[list[list[tuple[str, int]]]],
) -> None:
    expected: dict[str, dict[int, list[tuple[int, int]]]] = {}
    for number, values in enumerate(documents):
        start = 0
        for value in values:
            for place, (term, spelling) in enumerate(value, start):
                expected.setdefault(term, {}).setdefault(number, []).append((place, spelling))
            start += len(value) + 10
    # A piece is its term and the number of its spelling.
    vocabulary = Vocabulary(lambda text, *_: [(text[0], text)])
    field = FieldTokens(vocabulary, Analyzer.NAME)
    for values in documents:
        field.add([" ".join(f"{term}{n}" for term, n in value) for value in values])
    tokens = field.tokens()
    found = vocabulary.sorted(tokens.numbers)
    spelt = np.array([int(key[1]) for key in vocabulary.keys], np.uint8)[tokens.numbers]
    with patch("index.whoosh_engine.arrays.inversion._KEY_BITS", key_bits):
        inverted = invert(found.terms_of[tokens.numbers], spelt, tokens.lengths, tokens.gaps, 10)
    every = np.array([inverted.positions, inverted.spellings]).T
    parts = iter(np.split(every, np.cumsum(inverted.frequencies)[:-1]))
    postings = iter(inverted.documents.tolist())
    assert [term.decode() for term in found.terms] == sorted(expected)
    assert {
        term: {next(postings): list(map(tuple, next(parts).tolist())) for _ in range(count)}
        for term, count in zip(sorted(expected), inverted.counts.tolist(), strict=True)
    } == expected


def _large_field(tmp_path: Path) -> tuple[FieldArrays, list[dict[int, list[int]]]]:
    """A field of many documents: a term in nearly all, in every page, in one, and far apart."""
    draw = random.Random(4)
    postings: list[dict[int, list[int]]] = []
    for documents in (
        range(0, _MANY, 3),
        [5, 65_535, 65_536, _MANY - 1],
        [66_000],
        sorted(draw.sample(range(_MANY), BLOCK_SIZE + 1)),
        sorted(draw.sample(range(_MANY), BLOCK_SIZE)),
    ):
        term = {d: sorted(draw.sample(range(30), draw.randint(1, 4))) for d in documents}
        postings.append(term)
    postings[1][65_536] = list(range(300))
    postings[1][5] = [1, 4094, 4095, 4096, 100_000]
    lengths = np.zeros(_MANY, np.int64)
    for term in postings:
        for document, positions in term.items():
            lengths[document] += len(positions)

    names = [b"a", b"b", b"c", b"d", b"e"]
    counts = [sum(map(len, term.values())) for term in postings]

    def fill(writer: ArrayFileWriter) -> None:
        count = sum(map(len, postings))
        table = SpellingTable(names, np.arange(len(names)), np.array(counts))
        field = FieldWriter(writer, "f", lengths, table, postings=count, tokens=sum(counts))
        for part in (postings[:2], postings[2:]):
            positions = [p for term in part for p in term.values()]
            field.append(
                np.array(list(map(len, part))),
                np.array([document for term in part for document in term]),
                np.array(list(map(len, positions))),
                np.array([position for of_document in positions for position in of_document]),
                np.zeros(sum(map(len, positions)), np.uint8),
            )
        field.finish(names)

    return FieldArrays(_written(tmp_path / "x.arrays", fill), "f"), postings


@pytest.mark.parametrize("few", [8192, 0])
def test_postings_positions_and_bounds_of_many_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("index.whoosh_engine.arrays.field._FEW_POSTINGS", few)
    monkeypatch.setattr("index.whoosh_engine.arrays.field._FEW_PAGES", few)
    field, postings = _large_field(tmp_path)
    for number, term in enumerate(postings):
        documents, frequencies = field.postings(number)
        assert documents.dtype == np.int32
        assert documents.tolist() == list(term)
        assert frequencies.tolist() == list(map(len, term.values()))
        assert field.document_frequency(number) == len(term)
        assert field.collection_frequency(number) == sum(map(len, term.values()))
        assert field.max_frequency(number) == max(map(len, term.values()))
        flat, starts = field.positions(number)
        found = [flat[a:b].tolist() for a, b in pairwise(starts)]
        assert found == list(term.values())
        for step in (1, 3, 500):
            chosen = np.arange(0, len(term), step)
            flat, starts = field.positions_at(number, chosen)
            found = [flat[a:b].tolist() for a, b in pairwise(starts)]
            assert found == list(term.values())[::step]
        blocks = field.blocks(number)
        begins = range(0, len(term), BLOCK_SIZE)
        assert len(blocks.last_documents) == len(begins)
        for block, begin in enumerate(begins):
            part = slice(begin, begin + BLOCK_SIZE)
            assert blocks.last_documents[block] == documents[part][-1]
            assert blocks.max_frequencies[block] == frequencies[part].max()
            codes = field.length_bytes[documents[part]]
            assert blocks.min_length_bytes[block] == codes.min()
        assert field.min_length_byte(number) == field.length_bytes[documents].min()
        assert field.max_length_byte(number) == field.length_bytes[documents].max()


def test_addresses_in_some_documents_of_many(tmp_path: Path) -> None:
    field, postings = _large_field(tmp_path)
    for step in (7, 400, 5000):
        every = sorted({document for term in postings for document in term})
        wanted = every[::step] + every[-1:]
        spans = [range(number, number + 1) for number in range(len(postings))]
        addresses, ends = addresses_in(
            field, [*spans, range(len(postings))], np.array(wanted, np.int32)
        )
        *found, together = np.split(addresses, ends[:-1])
        for term, own in zip(postings, found, strict=True):
            assert own.tolist() == [
                (rank << ADDRESS_BITS) + position
                for rank, document in enumerate(wanted)
                for position in term.get(document, ())
            ]
        assert together.tolist() == sorted(np.concatenate(found).tolist())


def test_lengths_are_quantised_as_whoosh_does() -> None:
    lengths = np.array([*range(3000), 50_000, 106_373, 106_374, 106_375, 10**6])
    codes = length_bytes(lengths)
    assert codes.tolist() == [length_to_byte(length) for length in lengths.tolist()]
    assert WHOOSH_LENGTHS[codes[5]] == 5


def test_columns_keys_and_instants_come_back(tmp_path: Path) -> None:
    documents = [
        IndexDocument(
            id=key,
            texts={},
            values={"source": source, "agency": agencies},
            instants={"published": instant},
        )
        for key, source, agencies, instant in (
            ("b", ("BBC",), ("Reuters", "AP", "Reuters"), 5),
            ("é", (), (), None),
            ("a", ("AP",), ("AP",), -5),
        )
    ]
    segment = write_segment(tmp_path / "s.arrays", documents)
    assert [segment.ids.of(document) for document in range(3)] == ["b", "é", "a"]
    assert segment.ids.rank.tolist() == [1, 2, 0]
    assert [segment.find(key) for key in ("a", "b", "é", "c")] == [2, 0, 1, None]
    source, agency = segment.columns["source"], segment.columns["agency"]
    assert list(source.values) == ["AP", "BBC"]
    assert source.ordinals.tolist() == [2, 0, 1]
    assert [agency.of(document) for document in range(3)] == [("Reuters", "AP"), (), ("AP",)]
    assert agency.ordinals.tolist() == [2, 1, 0, 1]
    assert agency.starts is not None
    assert agency.starts.tolist() == [0, 2, 3, 4]
    assert segment.instants["published"].instants.tolist() == [5, NO_INSTANT, -5]
    assert segment.body(0) == ""
    assert not segment.fields


def test_two_values_where_one_is_allowed_are_refused(tmp_path: Path) -> None:
    document = IndexDocument(id="a", texts={}, values={"source": ("AP", "BBC")})
    with pytest.raises(ValueError, match="One value is allowed"):
        write_segment(tmp_path / "s.arrays", [document])
