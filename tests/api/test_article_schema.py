"""Articles that clients state."""

from api.article_schema import StatedArticle
from archive import AgencyRole, Article, SourceKind, tidy_language

LEAST = {"title": "T", "body": "B"}


def load(**members: object) -> Article:
    article: Article = StatedArticle().load(LEAST | members)
    return article


def test_title_and_body_are_enough() -> None:
    assert load() == Article(title="T", body="B")


def test_null_is_the_same_as_left_out() -> None:
    assert load(url=None, published=None, source=None, source_kind=None, language=None) == load()


def test_a_source_is_an_outlet_unless_stated() -> None:
    source = load(source="Example Post").source
    assert source is not None
    assert source.kind is SourceKind.OUTLET


def test_an_agency_named_twice_is_there_once_and_credited_wins() -> None:
    agencies = load(agencies=[{"name": "AP", "role": "cited"}, "AFP", "AP"]).agencies
    assert [(agency.name, agency.role) for agency in agencies] == [
        ("AP", AgencyRole.CREDITED),
        ("AFP", AgencyRole.CREDITED),
    ]


def test_an_author_named_twice_is_there_once() -> None:
    assert load(authors=["Ada", "Grace", "Ada"]).authors == ("Ada", "Grace")


def test_language_tags_get_their_customary_case() -> None:
    tags = ["EN", "PT-br", "zh-hant-TW", "de-x-PRIVATE", "sl-ROZAJ"]
    tidy = ["en", "pt-BR", "zh-Hant-TW", "de-x-private", "sl-rozaj"]
    assert [tidy_language(tag) for tag in tags] == tidy


def test_a_language_that_is_not_stated_is_found_out_where_the_text_tells() -> None:
    body = "Der Besitzer der Fähre sagte, dass sie nicht vor dem Ende des Jahres verkauft wird."
    assert load(body=body).language == "de"
    assert load(body=body, language="en").language == "en"
    assert load(title="Seoul", description="Kim", body="Moscow 2024").language is None
