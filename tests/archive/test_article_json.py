import dataclasses
import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import (
    Agency,
    AgencyRole,
    Article,
    Confidence,
    InvalidArticle,
    Precision,
    PublicationDate,
    Source,
    SourceKind,
    article_from_json,
    article_to_json,
)
from tests.archive.store_samples import FULL, make_article, make_date

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
DATES = st.builds(
    PublicationDate,
    local=st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31)),
    precision=st.sampled_from(Precision),
    offset=st.none() | st.timedeltas(timedelta(hours=-23), timedelta(hours=23)),
    timezone=st.none() | TEXT,
    method=TEXT,
    confidence=st.sampled_from(Confidence),
    evidence=TEXT,
)
ARTICLES = st.builds(
    Article,
    title=TEXT,
    body=TEXT,
    description=st.none() | TEXT,
    url=st.none() | TEXT,
    published=st.none() | DATES,
    source=st.none() | st.builds(Source, name=TEXT, kind=st.sampled_from(SourceKind)),
    agencies=st.lists(
        st.builds(Agency, name=TEXT, role=st.sampled_from(AgencyRole), evidence=TEXT), max_size=3
    ).map(tuple),
    authors=st.lists(TEXT, max_size=3).map(tuple),
    language=st.none() | TEXT,
)


@given(ARTICLES)
def test_an_article_comes_back_from_json_as_it_was(article: Article) -> None:
    text = article_to_json(article)

    assert article_from_json(text) == article
    assert article_from_json(text.decode()) == article
    assert article_to_json(article_from_json(text)) == text


def test_every_field_is_kept() -> None:
    assert all(getattr(FULL, field.name) for field in dataclasses.fields(FULL))
    assert article_from_json(article_to_json(FULL)) == FULL


def test_fields_at_their_default_are_left_out_so_that_hashes_outlive_new_fields() -> None:
    assert article_to_json(Article(title="T", body="B")) == b'{"body":"B","title":"T"}'


def test_offsets_of_whole_seconds_are_whole_numbers() -> None:
    article = make_article(published=make_date(offset=timedelta(hours=-4)))

    assert json.loads(article_to_json(article))["published"]["offset"] == -14400


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"title": "a\0b"}, "title"),
        ({"body": "x\ud800"}, "body"),
        ({"authors": ("A", "B\udfff")}, "authors[1]"),
        ({"published": make_date(evidence="\0")}, "published.evidence"),
        ({"source": Source(name="\0", kind=SourceKind.OUTLET)}, "source.name"),
        ({"agencies": (Agency(name="\0", role=AgencyRole.CITED),)}, "agencies[0].name"),
    ],
)
def test_text_that_a_database_cannot_hold_is_refused_by_its_field(fields: dict, name: str) -> None:
    with pytest.raises(InvalidArticle, match=r"NUL|surrogate") as refused:
        article_to_json(make_article(**fields))

    assert str(refused.value).startswith(f"{name} has ")


@pytest.mark.parametrize("body", [r"\u0000", r"\\u0000", "\\u0000 \x01 \x7f"])
def test_text_that_only_spells_nul_is_kept(body: str) -> None:
    assert article_from_json(article_to_json(Article(title="T", body=body))).body == body


@pytest.mark.parametrize(
    "date",
    [
        make_date("0001-01-01T00:00", offset=timedelta(hours=1)),
        make_date("9999-12-31T23:59", offset=timedelta(hours=-1)),
        make_date(offset=timedelta(hours=24)),
        make_date("2024-10-24T09:32+00:00"),
    ],
)
def test_a_date_that_is_no_instant_is_refused(date: PublicationDate) -> None:
    with pytest.raises(InvalidArticle, match="published"):
        article_to_json(make_article(published=date))
