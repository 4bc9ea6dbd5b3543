"""The pages' language: English, and every language that has a catalogue in api/translations.

Templates write `{{ _("Sort") }}`, `{{ ngettext("%(num)s article", "%(num)s articles", n) }}` or
`{% trans %}`; `pybabel extract -F api/translations/babel.cfg` collects them all, and a catalogue
compiled to `api/translations/LANGUAGE/LC_MESSAGES/messages.mo` is found by itself. Which one a
reader gets, `Accept-Language` says.
"""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from flask import Flask, g, has_request_context
from markupsafe import Markup

from api.services import this_request

CATALOGUES = Path(__file__).parent / "translations"
OWN_LANGUAGE = "en"


def gettext(message: str) -> str:
    """The message in the reader's language."""
    return _translations(page_language()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message in the form that the count takes in the reader's language."""
    return _translations(page_language()).ngettext(one, many, count)


def page_language() -> str:
    """The language of this request's page, a BCP 47 tag; English outside a request."""
    if not has_request_context():
        return OWN_LANGUAGE
    language: str | None = g.get("page_language")  # a page asks hundreds of times
    if language is None:
        accepted = this_request().accept_languages
        language = g.page_language = accepted.best_match(_languages(), default=OWN_LANGUAGE)
    return language


def page_locale() -> Locale:
    """How the reader's language writes dates and numbers."""
    return _locale(page_language())


def page_direction() -> str:
    """In which direction the reader's language is written: `ltr` or `rtl`."""
    return page_locale().text_direction


def add_translation(app: Flask) -> None:
    """Let the application's templates translate, by Jinja's own extension."""
    environment: Any = app.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)
    # In place of the extension's own, which format every message each time: a page has a hundred.
    app.jinja_env.globals.update(_=_shown, gettext=_shown, ngettext=_shown_for)
    app.jinja_env.globals.update(page_language=page_language, page_direction=page_direction)


def forget() -> None:
    """Look for catalogues anew, as after one was added."""
    for remembered in (_languages, _translations, _locale, _plain):
        remembered.cache_clear()


def _shown(message: str, /, **values: object) -> Markup:
    """The message in the reader's language as HTML, with these values, escaped, where it has their
    names: `%(name)s`."""
    if not values:
        return _plain(page_language(), message)
    return Markup(gettext(message)) % values


def _shown_for(one: str, many: str, count: int, /, **values: object) -> Markup:
    """The same in the form that the count takes, whose own name is `num`."""
    return Markup(ngettext(one, many, count)) % {"num": count, **values}


@cache
def _plain(language: str, message: str) -> Markup:
    """A message of a template that has no values."""
    return Markup(_translations(language).gettext(message)) % {}


@cache
def _languages() -> tuple[str, ...]:
    found = (path.parents[1].name for path in CATALOGUES.glob("*/LC_MESSAGES/messages.mo"))
    return (OWN_LANGUAGE, *sorted(name.replace("_", "-") for name in found))


@cache
def _translations(language: str) -> NullTranslations:
    folder = language.replace("-", "_")
    return translation("messages", CATALOGUES, [folder], fallback=True)


@cache
def _locale(language: str) -> Locale:
    if language == OWN_LANGUAGE:
        return Locale("en", "GB")  # day before month, as most of the world reads
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en", "GB")
