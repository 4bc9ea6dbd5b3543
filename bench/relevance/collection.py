"""Collections with judged answers, in the format of BEIR: documents, queries, judgements."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson


@dataclass(frozen=True, slots=True)
class Document:
    """What is looked for; either text may be empty."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, and the queries that have a relevant one.

    Attributes:
        queries: id -> text, only of those that can be measured.
        judgements: the same ids -> document id -> grade.
    """

    name: str
    documents: tuple[Document, ...]
    queries: Mapping[str, str]
    judgements: Mapping[str, Mapping[str, int]]


def read_collection(folder: Path) -> Collection:
    """The collection of a folder: docs.jsonl (`id`, `title`, `text`), queries.jsonl (`id`, `text`)
    and qrels.tsv (a heading, then query id, document id and grade in columns parted by tabs).

    BEIR's own names do as well: corpus.jsonl, `_id`, qrels/test.tsv. A query without a relevant
    document is left out. Raises OSError, and ValueError for another format.
    """
    judgements = _read_judgements(_first(folder / "qrels.tsv", folder / "qrels" / "test.tsv"))
    judged = {query for query, grades in judgements.items() if max(grades.values()) > 0}
    queries = _read_lines(folder / "queries.jsonl")
    texts = {_id(line): _text(line, "text") for line in queries if _id(line) in judged}
    documents = _read_lines(_first(folder / "docs.jsonl", folder / "corpus.jsonl"))
    return Collection(
        folder.name,
        tuple(Document(_id(line), _text(line, "title"), _text(line, "text")) for line in documents),
        texts,
        {query: judgements[query] for query in texts},
    )


def _first(*paths: Path) -> Path:
    """The first that there is; the first of all, for the message, where there is none."""
    return next((path for path in paths if path.exists()), paths[0])


def _read_lines(path: Path) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]


def _id(line: dict[str, object]) -> str:
    found = line.get("id", line.get("_id"))
    if found is None:
        raise ValueError(f"A line has no id: {line}.")
    return str(found)


def _text(line: dict[str, object], name: str) -> str:
    return str(line.get(name) or "")


def _read_judgements(path: Path) -> dict[str, dict[str, int]]:
    judgements: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows, None)  # the heading
        for query, document, grade in rows:
            judgements.setdefault(query, {})[document] = int(grade)
    return judgements
