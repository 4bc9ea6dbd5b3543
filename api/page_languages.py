"""The language of an article's words, for a page in another: what it is called, how it is read."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from markupsafe import Markup

from api.page_translation import page_locale


@lru_cache(maxsize=1024)
def language_attributes(language: str | None) -> Markup:
    """`lang` and `dir` of an element with an article's words; `language` is a BCP 47 tag or None.

    Where the language is not known, the first letters say the direction (`dir="auto"`).

    >>> str(language_attributes("ar"))
    'lang="ar" dir="rtl"'
    """
    locale = _locale(language) if language else None
    if locale is None:
        return Markup('dir="auto"')
    return Markup('lang="{}" dir="{}"').format(language, locale.text_direction)


def language_name(language: str) -> str:
    """What the reader's language calls a language; the tag itself if it has no name."""
    locale = _locale(language)
    name = locale.get_display_name(page_locale()) if locale else None
    return name or language


@lru_cache(maxsize=1024)
def _locale(language: str) -> Locale | None:
    """What is known of a language: some archives hold tags that name none."""
    if len(language) > 35:  # no tag is longer (RFC 5646, section 4.4.1)
        return None
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
