"""The Whoosh engine: the contract of every engine, and what only files can suffer."""

import os
import random
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive import IndexUnavailable
from index import All, Phrase, Prefix, SearchRequest, Word
from index.whoosh_engine import documents
from index.whoosh_engine import engine as engine_module
from index.whoosh_engine.engine import WhooshEngine
from index.whoosh_engine.evaluation import Answer, CommitView, expansions, sought
from tests.contract.engines import fill, find, ids
from tests.contract.oracle import article
from tests.engine_contract import EngineContract

ROOT = Path(__file__).resolve().parents[2]


def open_whoosh(place: Path, archive_id: str = "archive") -> WhooshEngine:
    return WhooshEngine(place / "index", archive_id)


class TestWhooshEngine(EngineContract):
    def open(self, place: Path, archive_id: str = "archive") -> WhooshEngine:
        return open_whoosh(place, archive_id)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    engine = open_whoosh(tmp_path)
    yield engine
    engine.close()


def segment_files(place: Path) -> list[Path]:
    return sorted(place.glob("index/generation-*/segment-*.arrays"))


def cut_short(place: Path) -> None:
    os.truncate(segment_files(place)[0], 100)


def empty(place: Path) -> None:
    os.truncate(segment_files(place)[0], 0)


def overwrite(place: Path) -> None:
    path = segment_files(place)[0]
    path.write_bytes(bytes(path.stat().st_size))


def remove(place: Path) -> None:
    segment_files(place)[0].unlink()


def overwrite_commit(place: Path) -> None:
    for path in place.glob("index/generation-*/commit-*.arrays"):
        path.write_bytes(b"\x80" * path.stat().st_size)


def remove_commit(place: Path) -> None:
    for path in place.glob("index/generation-*/commit-*.arrays"):
        path.unlink()


def garble_current(place: Path) -> None:
    (place / "index/current").write_bytes(b"\x00\xffnothing of ours")


def empty_current(place: Path) -> None:
    (place / "index/current").write_bytes(b"")


def name_another(place: Path) -> None:
    (place / "index/current").write_bytes(b"generation-0123456789abcdef\n")


DAMAGES = (
    cut_short,
    empty,
    overwrite,
    remove,
    overwrite_commit,
    remove_commit,
    garble_current,
    empty_current,
    name_another,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_an_outage_until_it_is_rebuilt(
    engine: WhooshEngine, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    fill(engine, {"a": article("Seoul"), "b": article("Moscow")})
    engine.close()  # as between two runs: a file cut short under a process that maps it kills it
    damage(tmp_path)
    with pytest.raises(IndexUnavailable):
        find(engine, Word("seoul"))
    assert not engine.status().ready
    assert not engine.is_current("archive")
    with pytest.raises(IndexUnavailable), engine.writing(2) as writer:
        writer.put("c", article("Kyiv"))
    fill(engine, {"a": article("Seoul")})
    assert ids(find(engine, Word("seoul"))) == ["a"]
    assert engine.is_current("archive")


def test_an_error_that_damage_causes_is_an_outage_too(engine: WhooshEngine, tmp_path: Path) -> None:
    fill(engine, {"a": article("Seoul", "x"), "b": article("Moscow")})
    assert ids(find(engine, Word("seoul"))) == ["a"]
    path = segment_files(tmp_path)[0]
    content = path.read_bytes()
    # In place, as a failing disk does it: the file stays open and mapped. Its tail stays whole.
    with path.open("r+b") as file:
        directory = int.from_bytes(content[-28:-20], "little")
        file.seek(8)
        file.write(b"\xff" * (directory - 8))
    with pytest.raises(IndexUnavailable):
        find(engine, All(), facets=())
    assert not engine.status().ready


@pytest.mark.parametrize("damage", [cut_short, empty, remove])
def test_damage_under_an_open_index_is_seen_by_its_status_and_rebuilt(
    engine: WhooshEngine, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    fill(engine, {"a": article("Seoul")})
    assert engine.status().ready
    damage(tmp_path)
    assert not engine.status().ready
    with pytest.raises(IndexUnavailable):
        find(engine, Word("seoul"))
    fill(engine, {"a": article("Seoul")})
    assert ids(find(engine, Word("seoul"))) == ["a"]


def test_an_error_of_the_program_is_no_outage(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, {"a": article("Seoul")})
    monkeypatch.setattr(sought, "query_words", None)
    with pytest.raises(TypeError):
        find(engine, Word("seoul"))
    assert engine.status().ready


def test_a_lack_of_file_descriptors_is_an_outage_that_passes(engine: WhooshEngine) -> None:
    fill(engine, {"a": article("Seoul")})
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        with pytest.raises(IndexUnavailable, match="Too many open files"):
            find(engine, Word("seoul"))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert engine.status().ready
    assert ids(find(engine, Word("seoul"))) == ["a"]


def test_an_index_of_another_release_is_searched_until_it_is_rebuilt(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, {"a": article("Seoul")})
    monkeypatch.setattr(documents, "DOCUMENT_VERSION", 99)
    assert not engine.is_current("archive")
    assert engine.status().ready
    assert ids(find(engine, Word("seoul"))) == ["a"]
    fill(engine, {"a": article("Seoul")})
    assert engine.is_current("archive")


def test_a_rebuild_leaves_one_generation_and_removes_what_a_killed_one_left(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    fill(engine, {"a": article("Seoul")})
    orphan = tmp_path / "index/generation-of-a-killed-process"
    orphan.mkdir()
    (orphan / "segment-x.arrays").write_bytes(b"half")
    (tmp_path / "index/current.1234").write_bytes(b"half")
    fill(engine, {"b": article("Seoul")})
    assert len(list(tmp_path.glob("index/generation-*"))) == 1
    assert not orphan.exists()
    assert not (tmp_path / "index/current.1234").exists()
    assert ids(find(engine, All())) == ["b"]


def test_what_was_written_but_not_published_was_never_there(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    fill(engine, {"a": article("Seoul")})
    generation = next(tmp_path.glob("index/generation-*"))
    (generation / "commit-0000000099.unfinished").write_bytes(b"half")
    (generation / "segment-abcdef.arrays").write_bytes(b"half")
    with engine.writing(2) as writer:
        writer.put("b", article("Seoul"))
    assert ids(find(engine, Word("seoul"))) == ["a", "b"]
    assert len(list(generation.glob("commit-*"))) == 1
    assert not (generation / "segment-abcdef.arrays").exists()


def test_many_small_commits_leave_few_segments(engine: WhooshEngine, tmp_path: Path) -> None:
    fill(engine, {})
    for number in range(100):
        with engine.writing(number + 2) as writer:
            writer.put(str(number), article("Seoul"))
    assert find(engine, Word("seoul")).total == 100
    assert len(segment_files(tmp_path)) <= 2 * 7 + 1


def test_an_index_does_not_grow_when_articles_are_only_changed(engine: WhooshEngine) -> None:
    articles = {str(number): article("Seoul", "word " * 50) for number in range(10)}
    fill(engine, articles)
    size = engine.status().bytes
    for number in range(60):
        with engine.writing(number + 2) as writer:
            writer.put(str(number % 10), articles[str(number % 10)])
    assert find(engine, Word("word")).total == 10
    assert engine.status().bytes < 4 * size


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files through /proc")
def test_files_of_past_commits_are_closed(engine: WhooshEngine) -> None:
    fill(engine, {})
    opened = []
    for number in range(40):
        with engine.writing(number + 2) as writer:
            writer.put(str(number % 3), article("Seoul"))
        find(engine, Word("seoul"))
        opened.append(len(list(Path("/proc/self/fd").iterdir())))
    assert max(opened[20:]) <= max(opened[:20]) + 3


def test_a_full_disk_is_an_outage_and_costs_nothing_that_was_there(engine: WhooshEngine) -> None:
    fill(engine, {"a": article("Seoul")})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in (0, 100, 1000, 3000, 6000, 10_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            with pytest.raises(IndexUnavailable), engine.writing(2) as writer:
                writer.put("b", article("Seoul", " ".join(str(n) for n in range(5000))))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert ids(find(engine, Word("seoul"))) == ["a"]
    with engine.writing(2) as writer:
        writer.put("b", article("Seoul"))
    assert ids(find(engine, Word("seoul"))) == ["a", "b"]


def test_a_pattern_of_too_many_words_is_answered_in_part_and_named(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, {"a": article("sea seal"), "b": article("sea"), "c": article("seat")})
    whole = find(engine, Prefix("sea"))
    assert (ids(whole), whole.cut) == (["a", "b", "c"], ())
    monkeypatch.setattr(expansions, "MOST_WORDS", 1)
    part = find(engine, Prefix("sea", "title"))
    assert (ids(part), part.cut) == (["a", "b"], ("title:sea*",))


FLIPPED_BITS = """
import random, sys
from pathlib import Path
from archive import IndexUnavailable
from index import All, And, Not, Or, Phrase, Prefix, Word
from index.whoosh_engine.engine import WhooshEngine
from tests.contract.engines import find
path, seed = Path(sys.argv[2]), int(sys.argv[3])
whole = path.read_bytes()
end = int.from_bytes(whole[-28:-20], "little")  # the directory is checked when the file is opened
queries = (
    All(), Word("sea"), Prefix("wo"), Phrase("sea of words"), Phrase("sea words", slop=3),
    And((Word("words"), Phrase("of words"), Not(Word("gull")))), Or((Word("sea"), Word("of"))),
)
chance = random.Random(seed)
for _ in range(60):
    torn = bytearray(whole)
    for _ in range(chance.choice((1, 20, 500))):
        torn[chance.randrange(8, end)] = chance.choice((0, 255, chance.randrange(256)))
    path.write_bytes(torn)
    engine = WhooshEngine(Path(sys.argv[1]), "archive")
    for query in queries:
        try:
            find(engine, query, limit=20, facets=("source", "agency", "published"))
        except IndexUnavailable:
            pass
    (path.parent / "damaged").unlink(missing_ok=True)
    engine.close()
"""


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bits_are_an_outage_or_a_wrong_answer_but_never_a_crash(
    engine: WhooshEngine, tmp_path: Path, seed: int
) -> None:
    # What is compiled checks no bounds: what a file says is checked before.
    chance = random.Random(seed)
    words = ["sea", "of", "words", "gull", "Seoul", "ship"]
    texts = (
        " ".join(chance.choice(words) for _ in range(chance.randint(1, 400))) for _ in range(80)
    )
    fill(engine, {f"n{n}": article(f"The sea {n}", text) for n, text in enumerate(texts)})
    engine.close()
    arguments = [tmp_path / "index", segment_files(tmp_path)[0], str(seed)]
    subprocess.run([sys.executable, "-c", FLIPPED_BITS, *arguments], cwd=ROOT, check=True)


KILLED_WRITER = """
import itertools, random, signal, sys
from pathlib import Path
from index.whoosh_engine.engine import WhooshEngine
from tests.contract.oracle import article
engine = WhooshEngine(Path(sys.argv[1]), "archive")
start = engine.revision() + 1
# SIGPROF kills as SIGKILL does, after as much work whatever else the machine does.
signal.setitimer(signal.ITIMER_PROF, float(sys.argv[2]))
for revision in itertools.count(start):
    with engine.writing(revision) as writer:
        writer.put(f"n{revision % 20}", article(f"Revision {revision}", "word " * 100))
        writer.delete(f"n{(revision + 7) % 20}")
"""


def state_at(revision: int) -> dict[str, str]:
    titles: dict[str, str] = {}
    for number in range(2, revision + 1):
        titles[f"n{number % 20}"] = f"Revision {number}"
        titles.pop(f"n{(number + 7) % 20}", None)
    return titles


def test_a_writer_killed_at_any_point_leaves_its_last_commit(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    fill(engine, {}, revision=1)
    chance = random.Random(7)
    for _ in range(10):
        killed = subprocess.run(
            [
                sys.executable,
                "-c",
                KILLED_WRITER,
                tmp_path / "index",
                str(chance.uniform(0.01, 0.3)),
            ],
            cwd=ROOT,
            check=False,
            capture_output=True,
        )
        assert killed.stderr == b""
        assert engine.is_current("archive")
        found = find(engine, All(), limit=100)
        assert {h.id: h.document["title"] for h in found.hits} == state_at(engine.revision())
        assert engine.status().documents == found.total
    assert engine.revision() > 10


def test_a_search_that_hangs_does_not_hold_up_others(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, {"a": article(body="troops")})
    asked, answered = threading.Event(), threading.Event()
    search_whole = engine_module.search

    def hang(view: CommitView, request: SearchRequest) -> Answer:
        if request.query == Word("hangs"):
            asked.set()
            assert answered.wait(60)
        return search_whole(view, request)

    monkeypatch.setattr(engine_module, "search", hang)
    hanging = threading.Thread(target=find, args=(engine, Word("hangs")))
    hanging.start()
    try:
        assert asked.wait(60)
        assert ids(find(engine, Word("troops"))) == ["a"]
        assert hanging.is_alive()
    finally:
        answered.set()
        hanging.join()


def test_a_phrase_of_hundreds_of_words_is_found_where_it_stands(engine: WhooshEngine) -> None:
    words = [*"north korea sends troops to russia and seoul answers".split()] * 100
    bodies = {"whole": words, "end": ["x", *words, "y"], "less": words[:-1], "turned": words[::-1]}
    bodies |= {f"other {number}": words[number:] + words[:number] for number in range(1, 9)}
    fill(engine, {key: article(body=" ".join(body)) for key, body in bodies.items()}, batches=3)
    text = " ".join(words)
    assert sorted(ids(find(engine, Phrase(text)))) == ["end", "whole"]
    assert sorted(ids(find(engine, Phrase(text, exact=True)))) == ["end", "whole"]
    assert sorted(ids(find(engine, Phrase(f"{text} y", slop=1)))) == ["end"]
