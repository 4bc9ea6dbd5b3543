"""Articles to store, small and unlike each other."""

from datetime import datetime, timedelta

from archive import (
    Agency,
    AgencyRole,
    Article,
    Confidence,
    Original,
    Precision,
    PublicationDate,
    Source,
    SourceKind,
)


def make_article(title: str = "Seoul weighs its answer", **fields: object) -> Article:
    return Article(**{"title": title, "body": f"{title}.\n\nThe rest of it.", **fields})


def make_original(text: str | bytes = "as it came", **fields: object) -> Original:
    content = text.encode() if isinstance(text, str) else text
    return Original(**{"content": content, "media_type": "text/plain", **fields})


def make_date(text: str = "2024-10-24T09:32", **fields: object) -> PublicationDate:
    return PublicationDate(
        **{
            "local": datetime.fromisoformat(text),
            "precision": Precision.MINUTE,
            "method": "text:byline",
            "confidence": Confidence.HIGH,
            **fields,
        }
    )


FULL = Article(
    title="Seoul hints it could 'review' sending weapons — 서울",
    body="First. 😀\n\nSecond: مرحبا, U+2028 \u2028, a tab \t and \\u0000 spelled out.",
    description="The standfirst",
    url="https://example.com/world/seoul?id=7",
    published=make_date(
        offset=timedelta(hours=5, minutes=30), timezone="+05:30", evidence="Oct 24, 2024 09:32 IST"
    ),
    source=Source(name="Hindustan Times", kind=SourceKind.OUTLET, evidence="HT News Desk"),
    agencies=(
        Agency(name="AP", role=AgencyRole.CREDITED, evidence="(AP)"),
        Agency(name="Yonhap", role=AgencyRole.CITED),
    ),
    authors=("Kim Min-su", "Ana Núñez"),
    language="en",
)
