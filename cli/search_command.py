"""`flask archive search`: the API's query language on a terminal."""

import json
from pathlib import Path

import click

from api import services
from cli.console import report_errors, table
from index import (
    Node,
    Operator,
    SearchRequest,
    SearchResult,
    SnippetRequest,
    Sort,
    format_node,
    parse_query,
)

_LANGUAGE = Path(__file__).resolve().parents[1] / "docs" / "query-language.md"


def _show_language(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(_LANGUAGE.read_text(encoding="utf-8"), nl=False)
        context.exit()


@click.command("search")
@click.argument("query")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100))
@click.option(
    "--operator",
    default=Operator.AND.value,
    show_default=True,
    type=click.Choice([operator.value for operator in Operator]),
    help="What stands between words where nothing is written.",
)
@click.option("--exact", is_flag=True, help="Each word as it is spelt, in no other form.")
@click.option(
    "--sort",
    default=Sort.RELEVANCE.value,
    show_default=True,
    type=click.Choice([sort.value for sort in Sort]),
)
@click.option("--json", "as_json", is_flag=True, help="Whole documents, as JSON.")
@click.option(
    "--help-query",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_language,
    help="Describe the query language, with examples, and exit.",
)
@report_errors
def search_command(
    query: str, limit: int, operator: str, exact: bool, sort: str, as_json: bool
) -> None:
    """Search from the terminal, in the API's query language; a table comes back.

    A query that begins with a - goes behind --, as in: search -- "-moscow".
    """
    typed = parse_query(query, operator=Operator(operator), exact=exact)
    node = services().synonyms.expand(typed)
    request = SearchRequest(
        query=node,
        sort=Sort(sort),
        limit=limit,
        facets=(),
        snippets=SnippetRequest(count=0),
    )
    result = services().engine.search(request)
    if as_json:
        _print_json(query, node, result)
    else:
        _print_table(result)


def _print_table(result: SearchResult) -> None:
    rows = [
        (
            document["published"]["at"][:10] if document["published"] else "-",
            document["source"] or "-",
            document["title"],
            hit.id,
        )
        for hit, document in ((hit, hit.document) for hit in result.hits)
    ]
    for line in table(("published", "source", "title", "id"), rows):
        click.echo(line)
    click.echo(f"{len(rows)} of {result.total} articles")
    for pattern in result.cut:
        click.echo(f"{pattern} stands for too many words: only the commonest were looked for.")


def _print_json(text: str, node: Node, result: SearchResult) -> None:
    answer = {
        "query": {"text": text, "parsed": format_node(node), "cut": result.cut},
        "total": result.total,
        "hits": [{"id": hit.id, "score": hit.score, **hit.document} for hit in result.hits],
    }
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
