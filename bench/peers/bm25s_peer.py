"""bm25s: scores over a sparse matrix, and nothing else (no total, facets, snippets or phrases)."""

import re
from collections.abc import Iterable
from pathlib import Path

import bm25s
import orjson
import Stemmer
from typing_extensions import override

from archive import Article
from bench.peers.base import HITS, Peer, answer_json, hit_json
from bench.queries import BenchQuery, Operator, QueryClass

_WORD = re.compile(r"\w+")


class Bm25sPeer(Peer):
    """The same Porter2 terms; only queries whose words are joined by OR can be asked."""

    name = "bm25s (scoring only)"
    note = f"bm25s {bm25s.__version__}, PyStemmer, memory-mapped; no total, facets or snippets"
    classes = frozenset({QueryClass.OR})
    cached = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @override
    def build(self, articles: Iterable[tuple[str, Article]]) -> None:
        self.folder.mkdir(parents=True)
        ids: list[str] = []

        def texts() -> Iterable[str]:
            for article_id, article in articles:
                ids.append(article_id)
                yield f"{article.title} {article.body}"

        tokenizer = bm25s.tokenization.Tokenizer(
            splitter=lambda text: _WORD.findall(text),
            stemmer=Stemmer.Stemmer("english"),
            stopwords=[],
        )
        tokens = tokenizer.tokenize(
            list(texts()), return_as="tuple", show_progress=False, allow_empty=True
        )
        engine = bm25s.BM25(method="lucene")
        engine.index(tokens, show_progress=False)
        engine.save(str(self.folder))
        (self.folder / "ids.json").write_bytes(orjson.dumps(ids))

    @override
    def open(self) -> None:
        self.engine = bm25s.BM25.load(str(self.folder), mmap=True)
        self.ids = orjson.loads((self.folder / "ids.json").read_bytes())
        self.stem = Stemmer.Stemmer("english").stemWord

    @override
    def search(self, query: BenchQuery) -> bytes:
        assert query.operator is Operator.OR
        terms = [self.stem(word) for word in query.words]
        found, scores = self.engine.retrieve([terms], k=HITS, show_progress=False)
        hits = [
            hit_json(
                id=self.ids[number],
                score=float(score),
                title="",
                source=None,
                agencies=(),
                published=None,
                url=None,
                snippet="",
            )
            for number, score in zip(found[0], scores[0], strict=True)
        ]
        return answer_json(query, None, hits, {})

    @override
    def replace(self, id: str, article: Article) -> None:
        raise NotImplementedError("bm25s has no updates: every score depends on all documents")

    @override
    def close(self) -> None:
        del self.engine
