"""Versions of articles, as far as a request may read them.

Everybody reads every version of an article that is there. Of one that was deleted, what is kept is
shown to nobody but those who may write, who could restore it: it is taken out of the archive for
all others.
"""

from collections.abc import Sequence

from api.authorization import allows
from api.services import services
from archive import Article, ArticleDeleted, ArticleNotFound, Original, Version

SCOPE = "write"
"""What a key must allow so that it shows what is kept of a deleted article."""


def readable_versions(id: str) -> tuple[Version, ...]:
    """Every version of the article, the oldest first; raises ArticleNotFound and ArticleDeleted."""
    versions = services().store.versions(id)
    if versions[-1].article is None:
        _check_scope(id)
    return versions


def readable_version(id: str, number: int | None) -> tuple[Version, Article]:
    """A version of an article, the newest without a number; raises ArticleNotFound and
    ArticleDeleted."""
    version = _newest(id) if number is None else numbered(readable_versions(id), number)
    if version.article is None:
        raise ArticleDeleted(f"Version {version.number} of {id!r} is its deletion.")
    return version, version.article


def readable_original(id: str, number: int | None) -> Original:
    """The bytes that a version was made of, the newest without a number; raises ArticleNotFound
    and ArticleDeleted."""
    store = services().store
    if number is not None:
        try:
            store.get(id)
        except ArticleDeleted:
            _check_scope(id)
    return store.original(id, number)


def _newest(id: str) -> Version:
    try:
        return services().store.get(id)
    except ArticleDeleted as error:
        if not allows(SCOPE):
            raise
        raise ArticleDeleted(f"{error} /v1/documents/{id}/versions lists what is kept.") from error


def numbered(versions: Sequence[Version], number: int) -> Version:
    """One of an article's versions by its number; raises ArticleNotFound."""
    version = next((found for found in versions if found.number == number), None)
    if version is None:
        raise ArticleNotFound(
            f"The article {versions[0].id!r} has no version {number}; "
            f"/v1/documents/{versions[0].id}/versions lists them."
        )
    return version


def _check_scope(id: str) -> None:
    if not allows(SCOPE):
        raise ArticleDeleted(
            f"The article {id!r} was deleted. What is kept of it is shown to whoever sends a key "
            f"with the `{SCOPE}` scope."
        )
