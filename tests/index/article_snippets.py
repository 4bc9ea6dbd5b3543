"""The snippets of one article, by themselves."""

from index.field_clauses import QueryClauses
from index.query import Node, SnippetRequest
from index.results import Snippet
from index.snippets import Texts, choose_snippets


def make_snippets(article: Texts, node: Node, request: SnippetRequest) -> tuple[Snippet, ...]:
    """What `choose_snippets` chooses of it."""
    clauses = QueryClauses(node, article.language)
    [snippets] = choose_snippets([article], [clauses], request)
    return snippets
