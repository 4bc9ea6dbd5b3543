"""What a segment says of spellings, against the texts and plain Python."""

import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import LANGUAGES, TAG, fold
from index.analysis.words import analyse
from index.whoosh_engine.arrays import FieldArrays, IndexDamaged, IndexDocument
from index.whoosh_engine.arrays.layout import TEXT_FIELDS, VALUE_GAP
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.arrays.spelling_keys import Spelling, key_of
from index.whoosh_engine.evaluation.document_set import DocumentSet
from index.whoosh_engine.evaluation.phrases import find_phrase, phrase_documents
from tests.index.arrays.array_oracle import random_documents, write_segment

ROOT = Path(__file__).parents[3]

Word = tuple[str, str]  # the term, and the key of the spelling
Places = list[tuple[int, Word]]

LANGUAGE_TAGS = (None, "en", "en-GB", *LANGUAGES[:3], f"{LANGUAGES[0]}-XX", "tlh")


def places_of(document: IndexDocument, name: str) -> Places:
    """The words of a field with their positions."""
    texts = document.texts.get(name, ())
    found: Places = []
    start = 0
    for text in (texts,) if isinstance(texts, str) else texts:
        words = analyse(text, TEXT_FIELDS[name], document.language)
        for place, (term, spelling) in enumerate(words, start):
            found.append((place, (term, key_of(term, fold(spelling), spelling))))
        start += len(words) + VALUE_GAP
    return found


class Oracle:
    """A field of some documents, as lists."""

    def __init__(self, documents: Sequence[IndexDocument], name: str) -> None:
        self.places = [places_of(document, name) for document in documents]
        tokens = Counter(word for places in self.places for _, word in places)
        self.words = sorted(tokens, key=lambda word: (word[1], word[0]))
        self.tokens = [tokens[word] for word in self.words]
        self.of_term: dict[str, list[int]] = defaultdict(list)
        for number, (term, _) in enumerate(self.words):
            self.of_term[term].append(number)

    def postings(self, numbers: Sequence[int]) -> list[tuple[int, int]]:
        chosen = {self.words[number] for number in numbers}
        counts = [sum(word in chosen for _, word in places) for places in self.places]
        return [(document, count) for document, count in enumerate(counts) if count]

    def phrase(self, numbers: Sequence[set[int]], slop: int) -> list[int]:
        """Documents in which one of each place's spellings stand in order."""
        chosen = [{self.words[number] for number in own} for own in numbers]
        return [
            document for document, places in enumerate(self.places) if _stands(places, chosen, slop)
        ]


def _stands(places: Places, chosen: Sequence[set[Word]], slop: int) -> bool:
    def follows(after: int, rest: Sequence[set[Word]], limit: int) -> bool:
        return not rest or any(
            after < place < limit and word in rest[0] and follows(place, rest[1:], limit)
            for place, word in places
        )

    return any(
        word in chosen[0] and follows(place, chosen[1:], place + len(chosen) + slop)
        for place, word in places
    )


def assert_spelt_as(field: FieldArrays, oracle: Oracle) -> None:
    spellings = field.spellings
    assert len(spellings) == len(oracle.words)
    assert spellings.keys(range(len(spellings))) == [key for _, key in oracle.words]
    assert [field.terms.term(term) for term in spellings.terms] == [t for t, _ in oracle.words]
    assert spellings.tokens.tolist() == oracle.tokens
    for term, numbers in oracle.of_term.items():
        number = field.find(term)
        assert number is not None
        assert spellings.of_term(number).tolist() == numbers


def _check_postings(field: FieldArrays, oracle: Oracle, numbers: range | np.ndarray) -> None:
    expected = oracle.postings(list(numbers))
    documents, frequencies = field.spellings.postings(numbers)
    assert documents.dtype == np.int32
    assert frequencies.dtype == np.uint32
    assert list(zip(documents.tolist(), frequencies.tolist(), strict=True)) == expected
    assert field.spellings.documents(numbers).tolist() == [document for document, _ in expected]
    parts = field.spellings.document_parts(numbers)
    assert {n for part in parts for n in part.tolist()} == {document for document, _ in expected}
    if isinstance(numbers, range):
        assert _marked(field, numbers, 70) == [document + 70 for document, _ in expected]


def _marked(field: FieldArrays, numbers: range, base: int) -> list[int]:
    """The documents with the spellings, in an index in which the field's first is `base`."""
    found = DocumentSet(base + len(field.lengths))
    field.spellings.mark(numbers, base, found.size, found.marks)
    return found.documents().tolist()


@pytest.fixture(scope="module")
def documents() -> list[IndexDocument]:
    return random_documents(3, 150, longest=25, languages=LANGUAGE_TAGS)


@pytest.fixture(scope="module")
def segment(
    documents: list[IndexDocument], tmp_path_factory: pytest.TempPathFactory
) -> SegmentArrays:
    return write_segment(tmp_path_factory.mktemp("spelt") / "s.arrays", documents)


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_each_field_knows_its_spellings(
    segment: SegmentArrays, documents: list[IndexDocument], name: str
) -> None:
    field = segment.field(name)
    oracle = Oracle(documents, name)
    assert (field is None) == (not oracle.words)
    if field is not None:
        assert_spelt_as(field, oracle)


@pytest.mark.parametrize("dense", [1, 10**9])
def test_postings_of_spellings_are_those_of_the_texts(
    segment: SegmentArrays,
    documents: list[IndexDocument],
    dense: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.whoosh_engine.arrays.spellings._DENSE", dense)
    draw = random.Random(5)
    for name in ("body", "author"):
        field = segment.fields[name]
        oracle = Oracle(documents, name)
        size = len(oracle.words)
        for number in range(size):
            _check_postings(field, oracle, range(number, number + 1))
        for numbers in oracle.of_term.values():
            _check_postings(field, oracle, np.array(numbers))
        for _ in range(60):
            start, stop = sorted(draw.choices(range(size + 1), k=2))
            _check_postings(field, oracle, range(start, stop))
            few = sorted(draw.sample(range(size), draw.randint(0, size // 2)))
            _check_postings(field, oracle, np.array(few, np.int64))


def test_words_are_found_by_their_beginning_their_folded_form_and_their_spelling(
    segment: SegmentArrays, documents: list[IndexDocument]
) -> None:
    field = segment.fields["body"]
    parts = [key.split(TAG) for _, key in Oracle(documents, "body").words]
    words = [Spelling(*(part if len(part) > 1 else (part[0], "", part[0]))) for part in parts]
    assert [field.spellings.spelling(number) for number in range(len(words))] == words
    for folded, _, spelling in [*words, ("zzz", "", "zzz")]:
        for end in range(len(folded) + 1):
            expected = [n for n, word in enumerate(words) if word.folded.startswith(folded[:end])]
            assert list(field.spellings.range_of(folded[:end])) == expected
        expected = [n for n, word in enumerate(words) if word.folded == folded]
        assert list(field.spellings.folded_as(folded)) == expected
        expected = [n for n, word in enumerate(words) if word.spelling == spelling]
        assert field.spellings.find(spelling) == expected
    some = np.array([5, 0, 3])
    assert field.spellings.keys(some) == [field.spellings.key(number) for number in some.tolist()]


def test_phrases_of_exact_spellings_are_those_of_the_texts(
    segment: SegmentArrays, documents: list[IndexDocument]
) -> None:
    field = segment.fields["body"]
    oracle = Oracle(documents, "body")
    draw = random.Random(6)
    common = sorted(oracle.of_term, key=lambda term: len(oracle.of_term[term]))[-6:]
    found = 0
    for _ in range(300):
        terms = draw.choices(common, k=draw.randint(1, 3))
        allowed: list[set[int]] = []
        given: list[np.ndarray | None] = []
        for term in terms:
            own = oracle.of_term[term]
            chosen = draw.sample(own, draw.randint(1, len(own)))
            is_any = draw.random() < 0.2
            given.append(None if is_any else np.array(chosen))
            allowed.append(set(own if is_any else chosen))
        slop = draw.choice([0, 0, 1, 5])
        within = sorted(draw.sample(range(len(documents)), 60)) if draw.random() < 0.3 else None
        numbers = [number for term in terms if (number := field.find(term)) is not None]
        documents_found = phrase_documents(
            field,
            numbers,
            slop,
            len(documents),
            None if within is None else np.array(within, np.int32),
            given,
        )
        expected = oracle.phrase(allowed, slop)
        if within is not None:
            expected = [document for document in expected if document in within]
        assert documents_found.tolist() == expected
        found += bool(expected)
        _check_frequencies(field, numbers, slop)
    assert found > 100
    assert not phrase_documents(field, numbers[:1], 0, len(documents), None, [np.array([-1])]).size


def _check_frequencies(field: FieldArrays, terms: Sequence[int], slop: int) -> None:
    """A phrase is found with how often each of its words stands there."""
    documents, frequencies = find_phrase(field, terms, slop, len(field.lengths))
    assert frequencies is not None
    for term, counts in zip(terms, frequencies, strict=True):
        postings = field.postings(term)
        known = dict(zip(postings.documents.tolist(), postings.frequencies.tolist(), strict=True))
        assert counts.tolist() == [known[document] for document in documents.tolist()]


_SPELLINGS = st.text("aáàâäåbB'’", min_size=1, max_size=3)
_ARTICLES = st.lists(
    st.tuples(st.sampled_from(LANGUAGE_TAGS), st.lists(_SPELLINGS, max_size=20)), max_size=8
)


@settings(max_examples=60, deadline=None)  # each example writes a file
@given(_ARTICLES, st.data())
def test_any_articles_are_spelt_as_they_are(
    articles: list[tuple[str | None, list[str]]], data: st.DataObject
) -> None:
    documents = [
        IndexDocument(id=str(number), texts={"body": " ".join(words)}, language=language)
        for number, (language, words) in enumerate(articles)
    ]
    with tempfile.TemporaryDirectory() as folder:
        segment = write_segment(Path(folder) / "s.arrays", documents)
    oracle = Oracle(documents, "body")
    field = segment.field("body")
    if field is None:
        assert not oracle.words
        return
    assert_spelt_as(field, oracle)
    numbers = data.draw(st.sets(st.integers(0, len(oracle.words) - 1)))
    _check_postings(field, oracle, np.array(sorted(numbers), np.int64))


@pytest.mark.parametrize("count", [1, 2, 3, 5, 17, 257, 70_000])
def test_a_term_of_many_spellings_knows_each(tmp_path: Path, count: int) -> None:
    """As texts that mean ill can have them: accents are put on a letter without an end."""

    def analysis(text: str, *_: object) -> list[tuple[str, str]]:
        return [("term", text)]

    from index.whoosh_engine.arrays.vocabulary import Vocabulary

    words = [f"s{number}" for number in range(count)]
    documents = [
        IndexDocument(id="a", texts={"body": " ".join(words)}),
        IndexDocument(id="b", texts={"body": " ".join(words[::-1][:3])}),
    ]
    segment = write_segment(tmp_path / "s.arrays", documents, vocabulary=Vocabulary(analysis))
    field = segment.fields["body"]
    for word in {words[0], words[-1], words[count // 2]}:
        (number,) = field.spellings.find(word)
        expected = [0, 1] if word in words[-3:] else [0]
        assert field.spellings.postings(range(number, number + 1)).documents.tolist() == expected
        phrase = [np.array([number]), None] if count > 1 else [np.array([number])]
        found = phrase_documents(field, [0] * len(phrase), 0, 2, None, phrase)
        assert set(found.tolist()) <= set(expected)


def test_two_terms_with_a_spelling_in_common_have_a_number_each_for_it(tmp_path: Path) -> None:
    analysed = {"x": ("one", "same"), "y": ("two", "same"), "z": ("two", "other")}

    from index.whoosh_engine.arrays.vocabulary import Vocabulary

    documents = [
        IndexDocument(id=str(number), texts={"body": text})
        for number, text in enumerate(["x y", "y y", "z", "z x"])
    ]
    vocabulary = Vocabulary(lambda text, *_: [analysed[text]])
    segment = write_segment(tmp_path / "s.arrays", documents, vocabulary=vocabulary)
    spellings = segment.fields["body"].spellings
    assert spellings.keys(range(3)) == ["other", "same", "same"]
    assert spellings.find("same") == [1, 2]
    assert spellings.terms.tolist() == [1, 0, 1]
    assert spellings.documents(np.array([1])).tolist() == [0, 3]
    assert spellings.documents(np.array([2])).tolist() == [0, 1]
    assert spellings.postings(range(1, 3)).documents.tolist() == [0, 1, 3]
    assert spellings.postings(range(1, 3)).frequencies.tolist() == [2, 2, 1]


def test_ranks_that_are_cut_off_are_damage(tmp_path: Path, segment: SegmentArrays) -> None:
    field = segment.fields["body"]
    spellings = field.spellings
    term = next(n for n in range(len(field.terms)) if len(spellings.of_term(n)) > 1)
    number = int(spellings.of_term(term)[0])
    whole = spellings._ranks
    try:
        spellings._ranks = whole[:0]
        with pytest.raises(IndexDamaged):
            spellings.postings(range(number, number + 1))
        with pytest.raises(IndexDamaged):
            phrase_documents(field, [term], 0, 150, None, [np.array([number])])
        vars(spellings).pop("raw", None)
        with pytest.raises(IndexDamaged):
            _marked(field, range(number, number + 1), 0)
    finally:
        spellings._ranks = whole


FLIPPED_BITS = """
import random, sys
from pathlib import Path
import numpy as np
from index.whoosh_engine.arrays.segment import SegmentArrays
from index.whoosh_engine.evaluation.document_set import DocumentSet
from index.whoosh_engine.evaluation.phrases import phrase_documents
path = Path(sys.argv[1])
chance = random.Random(int(sys.argv[2]))
content = path.read_bytes()
whole = SegmentArrays.open(path)
directory = whole.file._directory
places = [
    (offset, count * np.dtype(dtype).itemsize)
    for name, (dtype, offset, count, _) in directory.items()
    if name.startswith("field.body") and count
]
for _ in range(150):
    torn = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        offset, size = chance.choice(places)
        torn[offset + chance.randrange(size)] ^= 1 << chance.randrange(8)
    path.write_bytes(torn)
    field = SegmentArrays.open(path).fields["body"]
    spellings = field.spellings
    for _ in range(10):
        number = chance.randrange(len(spellings))
        try:
            spellings.find(spellings.spelling(number).spelling)
            spellings.postings(range(number, number + 1))
            spellings.documents(range(number, min(number + 9, len(spellings))))
            term = int(spellings.terms[number])
            exact = np.array([number])
            phrase_documents(field, [term, term], 3, 80, None, [exact, None])
            phrase_documents(field, [0, term], 3, 80, None, [None, exact])
            phrase_documents(field, [0, term], 0, 80)
            phrase_documents(field, [term, 0], 0, 80, np.arange(40, dtype=np.int32))
            numbers = spellings.range_of(chance.choice("abcdefgh"))
            found = DocumentSet(80)
            spellings.mark(numbers, 0, found.size, found.marks)
            found.documents()
        except Exception:
            pass
"""


@pytest.mark.parametrize("seed", range(2))
def test_flipped_bits_do_not_crash(
    tmp_path: Path, documents: list[IndexDocument], seed: int
) -> None:
    path = tmp_path / "s.arrays"
    write_segment(path, documents[:80])
    subprocess.run([sys.executable, "-c", FLIPPED_BITS, path, str(seed)], cwd=ROOT, check=True)
