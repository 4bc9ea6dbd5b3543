"""Articles like the seeds, as a parser would hand them on."""

from datetime import datetime, timedelta

from archive import (
    Agency,
    AgencyRole,
    Article,
    Confidence,
    Precision,
    PublicationDate,
    Source,
    SourceKind,
)


def published(
    local: datetime,
    precision: Precision = Precision.MINUTE,
    offset: timedelta | None = None,
    timezone: str | None = None,
) -> PublicationDate:
    return PublicationDate(
        local=local,
        precision=precision,
        offset=offset,
        timezone=timezone,
        method="text:byline",
        confidence=Confidence.HIGH,
        evidence=f"Published {local}",
    )


def outlet(name: str) -> Source:
    return Source(name=name, kind=SourceKind.OUTLET, evidence=f"© {name}")


def wire(name: str, role: AgencyRole = AgencyRole.CITED) -> Agency:
    return Agency(name=name, role=role, evidence=f"({name})")


ARTICLES = {
    "wont-sit-idle": Article(
        title="Seoul 'won't sit idle' over North Korean troops in Russia",
        body="President Yoon said that dispatching troops to Russia is a provocation.\n\n"
        "Seoul may send weapons to Ukraine, Yonhap reported.",
        published=published(datetime(2024, 10, 24), Precision.DAY),
        agencies=(wire("Yonhap"),),
        language="en",
    ),
    "urges-response": Article(
        title="South Korean leader urges response to North Korean troops in Russia",
        body="Yoon met with a Ukrainian delegation.\n\nArtillery and missiles went to Russia.",
        published=published(datetime(2024, 11, 27, 12, 4)),
        source=Source(name="Press Association", kind=SourceKind.AGENCY, evidence="Picture: PA"),
        agencies=(wire("Press Association", AgencyRole.CREDITED),),
        language="en",
    ),
    "halt-support": Article(
        title="South Korea urges North Korea to halt support for Russia",
        body="The deputy minister summoned the ambassador over the troops.",
        published=published(
            datetime(2024, 10, 21, 10, 3), offset=timedelta(hours=-4), timezone="EDT"
        ),
        source=outlet("essanews.com"),
        agencies=(wire("Yonhap"),),
        language="en",
    ),
    "protests": Article(
        title="South Korea protests alleged deployment of North Korean troops in Russia",
        body="Seoul demanded that North Korean troops withdraw at once.",
        description="The ambassador was summoned.",
        url="https://www.hindustantimes.example/world/troops",
        published=published(
            datetime(2024, 10, 21, 16, 49),
            offset=timedelta(hours=5, minutes=30),
            timezone="+05:30",
        ),
        source=outlet("Hindustan Times"),
        agencies=(wire("AP"), wire("Reuters")),
        authors=("HT News Desk",),
        language="en",
    ),
    "demands-withdrawal": Article(
        title="Seoul demands withdrawal of North Korean troops in Russia",
        body="Seoul: South Korea summoned the Russian ambassador on Monday.",
        published=published(datetime(2024, 10, 21, 9, 32), offset=timedelta(), timezone="GMT"),
        source=Source(name="AFP", kind=SourceKind.AGENCY, evidence="By : AFP"),
        agencies=(wire("AFP", AgencyRole.CREDITED),),
        language="en",
    ),
}
