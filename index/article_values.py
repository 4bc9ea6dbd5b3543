"""What an article has in each field of the index; the same for every engine."""

from archive import Article


def article_values(article: Article, field: str) -> tuple[str, ...]:
    """The article's values in a field, none if it has none; raises KeyError for a field of dates.

    Values are whole, as facets count them and filters compare them. An agency is a value whether
    the article came from it or only quotes it, as a hit shows them too.
    """
    match field:
        case "title" | "description" | "body" | "language":
            value: str | None = getattr(article, field)
            return (value,) if value else ()
        case "source":
            return (article.source.name,) if article.source else ()
        case "agency":
            return tuple(dict.fromkeys(agency.name for agency in article.agencies))
        case "author":
            return tuple(dict.fromkeys(article.authors))
    raise KeyError(field)
