"""docs/query-language.md says what the query language is: every example in it, on its articles."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Article
from index import FIELDS, Engine, Operator, Role, format_node, parse_query, with_role
from index.clauses import MAX_CLAUSES, MAX_PATTERNS, MAX_SCANS, MAX_SLOP
from index.parser import MAX_BOOST, MAX_DEPTH, MAX_QUERY_LENGTH
from index.whoosh_engine.engine import WhooshEngine
from tests.contract.engines import fill, find, ids
from tests.contract.oracle import article

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")
ARTICLES, ANY_WORD, EXACT = re.findall(
    r"^\| query \| finds .*?\n\|---.*?\n((?:\|.*\n)+)", DOCUMENT, re.MULTILINE
)
_, EXAMPLES = DOCUMENT.split("## Examples")


def rows(table: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in table.split("\n")
        if line
    ]


def examples(table: str) -> list[tuple[str, list[str]]]:
    return [(query.strip("`"), found.split()) for query, found, _ in rows(table)]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = WhooshEngine(tmp_path_factory.mktemp("data") / "index", "archive")
    fill(engine, dict(articles()), batches=2)
    yield engine
    engine.close()


def articles() -> Iterator[tuple[str, Article]]:
    table = re.findall(r"^\| \| title .*\n\|---.*\n((?:\|.*\n)+)", EXAMPLES, re.MULTILINE)[0]
    for number, title, body, source, agency, author, language, published in rows(table):
        yield (
            number,
            article(
                title,
                body,
                published=published or None,
                source=source or None,
                agencies=[agency] if agency else [],
                authors=[author] if author else [],
                language=language,
            ),
        )


NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("query", "found"), examples(ARTICLES))
def test_an_example_finds_what_the_document_says(
    engine: Engine, query: str, found: list[str]
) -> None:
    assert sorted(ids(find(engine, parse_query(query, now=NOW)))) == found


@pytest.mark.parametrize(("query", "found"), examples(ANY_WORD))
def test_an_example_of_words_as_alternatives_finds_what_the_document_says(
    engine: Engine, query: str, found: list[str]
) -> None:
    node = parse_query(query, operator=Operator.OR, now=NOW)
    assert sorted(ids(find(engine, node))) == found


@pytest.mark.parametrize(("query", "found"), examples(EXACT))
def test_an_example_of_exact_search_finds_what_the_document_says(
    engine: Engine, query: str, found: list[str]
) -> None:
    assert sorted(ids(find(engine, parse_query(query, exact=True, now=NOW)))) == found


def test_there_are_examples() -> None:
    assert len(examples(ARTICLES)) > 60


def short_examples() -> list[str]:
    (table,) = re.findall(r"^\| you write .*\n\|---.*\n((?:\|.*\n)+)", DOCUMENT, re.MULTILINE)
    return [query for row in rows(table) for query in re.findall(r"`([^`]+)`", row[0])]


@pytest.mark.parametrize("query", short_examples())
def test_what_is_listed_in_short_can_be_written(query: str) -> None:
    node = parse_query(query)
    assert parse_query(format_node(node)) == node


def test_every_field_is_named() -> None:
    (written,) = re.findall(r"^field +=([^;]*);", DOCUMENT, re.MULTILINE)
    assert re.findall(r'"(\w+)"', written) == [field.name for field in with_role(Role.QUERY)]
    assert all(f"`{name}`" in DOCUMENT for name in FIELDS)


@pytest.mark.parametrize(
    "limit",
    [MAX_QUERY_LENGTH, MAX_CLAUSES, MAX_PATTERNS, MAX_SCANS, MAX_DEPTH, MAX_SLOP, MAX_BOOST],
)
def test_every_limit_is_told(limit: int) -> None:
    limits = DOCUMENT.split("## Limits")[1].split("##")[0]
    assert f"{limit:,} " in limits or f"{limit:,}." in limits


def test_the_container_image_has_the_document() -> None:
    assert "!docs" in (ROOT / ".dockerignore").read_text().splitlines()
