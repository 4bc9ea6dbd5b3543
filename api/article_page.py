"""`/documents/{id}`: an article for people, the original it was made of, and what changed in it."""

from collections.abc import Sequence
from contextlib import suppress

from flask import Response, request

from api.article_view import (
    MOST_LINKED,
    SimilarArticle,
    host,
    match_article,
    original_text,
    references,
    similar_articles,
)
from api.caching import not_modified, uncached, view_tag
from api.page_assets import fingerprint
from api.page_rendering import as_page, page_blueprint, render_page
from api.page_times import moment_in_words
from api.page_translation import page_language
from api.readable_versions import readable_versions
from api.search_state import SearchState, carried_search, search_of_article
from api.services import services
from api.version_view import field_changes, passages
from archive import (
    Article,
    ArticleDeleted,
    ArticleNotFound,
    ChangeKind,
    Outage,
    Version,
    compare_articles,
)
from index import All, Node, QuerySyntaxError, parse_query, published_of

article_pages = page_blueprint("article_pages", __name__)
for _filter in (host, moment_in_words):
    article_pages.add_app_template_filter(_filter)


class DeletedArticle(ArticleDeleted):
    """The newest version of an article, or the one that was asked for, is its deletion; `kept` are
    the versions that the reader may see."""

    def __init__(self, deletion: Version, kept: Sequence[Version] = ()) -> None:
        super().__init__(f"The article {deletion.id!r} was deleted.")
        self.deletion = deletion
        self.kept = tuple(kept)


@article_pages.get("/documents/<id>")
def article(id: str) -> Response:
    """The article, clean, with its matches marked and all that is known of it."""
    search = search_of_article(request.args)
    version, shown, newest = _find(id, request.args.get("version"))
    tag = _tag(version, newest, services().synonyms.fingerprint, services().engine.commit_id())
    if response := not_modified(tag, weak=True):
        return as_page(response)
    query, mistake = _understood(search)
    matched = match_article(shown, query)
    return render_page(
        "article.html",
        tag=tag,
        version=version,
        newest=newest,
        article=shown,
        published=published_of(shown.published),
        matched=matched,
        linked=range(1, min(matched.matches, MOST_LINKED) + 1),
        search=search,
        query=search.query,
        mistake=mistake,
        similar=_similar(id, shown),
        references=references(version, shown, request.root_url.rstrip("/")),
    )


@article_pages.get("/documents/<id>/original")
def original(id: str) -> Response:
    """The article as it came, as text that can be read and not run."""
    search = carried_search(request.args)
    version, shown, newest = _find(id, request.args.get("version"))
    tag = _tag(version, newest)
    if response := not_modified(tag, weak=True):
        return as_page(response)
    came = services().store.original(id, version.number)
    return render_page(
        "original.html",
        tag=tag,
        version=version,
        newest=newest,
        article=shown,
        original=came,
        text=original_text(came),
        search=search,
        query=search.query,
    )


@article_pages.get("/documents/<id>/versions")
def versions(id: str) -> Response:
    """Every version of the article, and what changed between two: the last change, if none are
    named."""
    search = carried_search(request.args)
    found = _readable(id)
    after = _numbered(found, request.args.get("to")) or found[-1]
    before = _numbered(found, request.args.get("from"))
    if before is None and after.number > 1:
        before = found[after.number - 2]
    tag = _tag(after, found[-1])
    if response := not_modified(tag, weak=True):
        return as_page(response)
    difference = compare_articles(before.article if before else None, after.article)
    titles = [version.article.title for version in found if version.article]
    return render_page(
        "versions.html",
        tag=tag,
        id=id,
        title=titles[-1] if titles else id,
        language=next((v.article.language for v in reversed(found) if v.article), None),
        versions=found,
        before=before,
        after=after,
        difference=difference,
        added=difference.body_words(ChangeKind.ADDED),
        removed=difference.body_words(ChangeKind.REMOVED),
        fields=field_changes(difference),
        passages=passages(difference),
        search=search,
        query=search.query,
    )


@article_pages.errorhandler(ArticleNotFound)
def article_missing(error: ArticleNotFound) -> Response:
    """A page for whoever followed a link to what is not there: gone, or never was."""
    is_article = request.endpoint == "article_pages.article"
    search = search_of_article(request.args) if is_article else carried_search(request.args)
    deleted = error if isinstance(error, DeletedArticle) else None
    page = render_page(
        "article_missing.html",
        status=410 if deleted else 404,
        id=(request.view_args or {}).get("id", ""),
        detail=str(error),
        kept=deleted.kept if deleted else (),
        deletion=deleted.deletion if deleted else None,
        search=search,
        query=search.query,
    )
    return uncached(page)


def _find(id: str, number: str | None) -> tuple[Version, Article, Version]:
    """The version with this number, or the newest; its article; and the newest version.

    Raises DeletedArticle, and ArticleNotFound.
    """
    if number is None:
        with suppress(ArticleDeleted):
            newest = services().store.get(id)
            assert newest.article is not None  # get() raises for an article that was deleted
            return newest, newest.article, newest
    found = _readable(id)
    version = _numbered(found, number) or found[-1]
    if version.article is None:
        raise DeletedArticle(version, kept=found)
    return version, version.article, found[-1]


def _readable(id: str) -> tuple[Version, ...]:
    """The versions that the reader may see; raises DeletedArticle where that is none, and
    ArticleNotFound."""
    try:
        return readable_versions(id)
    except ArticleDeleted:
        raise DeletedArticle(services().store.versions(id)[-1]) from None


def _numbered(found: Sequence[Version], number: str | None) -> Version | None:
    """The version with this number, None if none is named; raises ArticleNotFound."""
    if not number:
        return None
    version = next((version for version in found if str(version.number) == number), None)
    if version is None:
        raise ArticleNotFound(f"The article {found[0].id!r} has no version {number[:20]!r}.")
    return version


def _understood(search: SearchState) -> tuple[Node, QuerySyntaxError | None]:
    """What the search looked for; everything, and why, where its query cannot be understood."""
    try:
        asked = parse_query(search.query, exact=search.exact)
    except QuerySyntaxError as error:
        return All(), error
    return services().synonyms.expand(asked), None


def _similar(id: str, shown: Article) -> tuple[SimilarArticle, ...] | None:
    """Articles like this one; None where the index does not answer: the article can be read all the
    same."""
    try:
        return similar_articles(id, shown)
    except Outage:
        return None


def _tag(version: Version, newest: Version, *more: str) -> str:
    """The tag of a page about a version: what it shows, where it links to, what it is made with."""
    shown = (str(version.revision), version.content_hash, str(newest.revision))
    return view_tag(fingerprint(), page_language(), request.root_url, *shown, *more)
