"""What a run leaves for the next one: corpora, built indexes, figures. All of it is under
`bench/out`, or where BENCH_OUT says."""

import hashlib
import os
import pickle
import platform
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from archive import Article
from bench.corpus import BATCH, Corpus
from bench.peers import PEERS

OUT = Path(os.environ.get("BENCH_OUT") or Path(__file__).parent / "out")
_FORMAT = 2  # of the figures; those of another are not reported
IN_MEMORY = 200_000  # articles up to which a corpus is read before a build is timed


@lru_cache(maxsize=8)
def corpus_key(corpus: Corpus) -> str:
    """A name that changes with whatever the generator would make."""
    digest = hashlib.blake2b(digest_size=4)
    for pair in Corpus(BATCH, corpus.seed):
        digest.update(str(pair).encode())
    return f"{corpus.seed}-{digest.hexdigest()}-{corpus.size}"


def articles(corpus: Corpus) -> Iterator[tuple[str, Article]]:
    """The corpus from a file, made first if it is not there: 20 times faster than making it."""
    path = OUT / f"corpus-{corpus_key(corpus)}.pickle"
    if not path.exists():
        OUT.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            for batch in range(-(-corpus.size // BATCH)):
                pickle.dump(corpus.batch(batch), file, protocol=pickle.HIGHEST_PROTOCOL)
        partial.rename(path)
    with path.open("rb") as file:
        for _ in range(-(-corpus.size // BATCH)):
            yield from pickle.load(file)


def text_bytes(corpus: Corpus) -> int:
    """All titles and bodies as UTF-8, in bytes."""
    return sum(
        len(article.title.encode()) + len(article.body.encode()) for _, article in articles(corpus)
    )


def index_folder(key: str, corpus: Corpus) -> Path:
    """Where the index that this peer reads is kept."""
    return OUT / "indexes" / f"{PEERS[key][2]}-{corpus_key(corpus)}"


def remove(folder: Path) -> None:
    """Delete the folder if it is there."""
    if folder.exists():
        shutil.rmtree(folder)


def save_figures(name: str, size: int, figures: dict[str, Any]) -> Path:
    """Write one tool's figures for one size, with when and on what machine they were measured."""
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{name}-{size}.json"
    heading = {"format": _FORMAT, "size": size, "machine": machine(), "at": datetime.now(UTC)}
    figures = {**heading, **figures}
    path.write_bytes(orjson.dumps(figures, option=orjson.OPT_INDENT_2))
    return path


def load_figures(name: str) -> dict[int, dict[str, Any]]:
    """Every size's figures of one tool, by size."""
    found = (orjson.loads(path.read_bytes()) for path in OUT.glob(f"{name}-*.json"))
    current = [figures for figures in found if figures.get("format") == _FORMAT]
    return {figures["size"]: figures for figures in sorted(current, key=lambda each: each["size"])}


def machine() -> str:
    """The processor, how many of it, and the Python."""
    model = platform.processor() or platform.machine()
    cores = 0
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            cores += 1
    return f"{cores} × {model}, Python {platform.python_version()}"
