"""The five seed articles, every value of them.

What is expected is written here, so that the project's tests need nothing else; where the shared
gold is at hand the seeds are held against that too.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from archive import AgencyRole, Article, Confidence, Precision, SourceKind, parse_text

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT.parent / "shared/data/seeds_gold.json"


@dataclass(frozen=True)
class Expected:
    """A seed's values; `credited` and `cited` are agencies."""

    file: str
    title: str
    at: str
    precision: Precision
    timezone: str | None
    method: str
    source: tuple[str, SourceKind] | None
    credited: tuple[str, ...]
    cited: tuple[str, ...]
    authors: tuple[str, ...]
    description: str | None
    begins: str
    ends: str
    absent: tuple[str, ...]


SEEDS = (
    Expected(
        file="000_e731169cb9fca863.txt",
        title="Seoul 'won't sit idle' over North Korean troops in Russia",
        at="2024-10-24",
        precision=Precision.DAY,
        timezone=None,
        method="text:title",
        source=None,
        credited=(),
        cited=("Yonhap",),
        authors=(),
        description=None,
        begins="South Korea's President Yoon Suk Yeol said that North Korea dispatching troops",
        ends="in violation of UN sanctions on both countries.",
        absent=("date 2024-10-24", "RussiaOctober 24, 2024"),
    ),
    Expected(
        file="001_0e9f3cfd8eb1c059.txt",
        title="South Korean leader urges response to North Korean troops in Russia",
        at="2024-11-27T12:04:00",
        precision=Precision.MINUTE,
        timezone=None,
        method="text:date-line",
        source=("Press Association", SourceKind.AGENCY),
        credited=("Press Association",),
        cited=(),
        authors=(),
        description=None,
        begins="President Yoon Suk Yeol met with a Ukrainian delegation",
        ends="shipped artillery, missiles and other conventional weapons to Russia.",
        absent=(
            "Picture: PA",
            "Minister arrives in Seoul",
            "protesters stage a rally",
            "combat training for assault units",
            "By Press Association",
            "See more Latest World News",
            "Namibia poised",
            "(AP)",
        ),
    ),
    Expected(
        file="002_915f84ddf2886b85.txt",
        title="South korea urges North Korea to halt support for Russia",
        at="2024-10-21T10:03:00-04:00",
        precision=Precision.MINUTE,
        timezone="EDT",
        method="text:date-line",
        source=("essanews.com", SourceKind.OUTLET),
        credited=(),
        cited=("Yonhap",),
        authors=(),
        description=None,
        begins="South Korea's Deputy Minister of Foreign Affairs, Kim Hong Gyun, summoned",
        ends="to determine the appropriate course of action.",
        absent=("NewsSouth korea", "The authorities in Seoul strongly", "PAP/EPA", "Downloading,"),
    ),
    Expected(
        file="003_942e42472e5af9e5.txt",
        title="South Korea protests alleged deployment of North Korean troops in Russia",
        at="2024-10-21T16:49:00+05:30",
        precision=Precision.MINUTE,
        timezone="IST",
        method="text:date-line",
        source=("Hindustan Times", SourceKind.OUTLET),
        credited=(),
        cited=("AP", "Reuters"),
        authors=("HT News Desk",),
        description=(
            "The South Korean foreign ministry has asked for the North Korean troops to be "
            "immediately withdrawn, citing security risks to their nation"
        ),
        begins="South Korea on Monday demanded that North Korean troops allegedly deployed",
        ends="if either country is attacked.",
        absent=("Menu", "New Delhi", "Also Read", "Watch:", "Read breaking news", "(AFP)"),
    ),
    Expected(
        file="004_1700f88ec5aa7c5f.txt",
        title="Seoul demands withdrawal of North Korean troops in Russia",
        at="2024-10-21T09:32:00Z",
        precision=Precision.MINUTE,
        timezone="GMT",
        method="text:update-line",
        source=("AFP", SourceKind.AGENCY),
        credited=("AFP",),
        cited=(),
        authors=(),
        description=None,
        begins="Seoul: South Korea summoned the Russian ambassador on Monday",
        ends="set to visit Seoul this week.",
        absent=("By :", "Update:", "(Photo: AFP)", "Tags:", "Similar News"),
    ),
)


def read(file: str) -> Article:
    return parse_text((ROOT / "seeds" / file).read_text(encoding="utf-8"), name=file)


def agencies(article: Article, role: AgencyRole) -> tuple[str, ...]:
    return tuple(agency.name for agency in article.agencies if agency.role is role)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.file[:3])
def test_a_seed_has_its_title_body_and_standfirst(seed: Expected) -> None:
    article = read(seed.file)
    assert article.title == seed.title
    assert article.description == seed.description
    assert article.body.startswith(seed.begins)
    assert article.body.endswith(seed.ends)
    assert [words for words in seed.absent if words in article.body] == []


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.file[:3])
def test_a_seed_has_its_date_and_says_how_it_was_found(seed: Expected) -> None:
    found = read(seed.file).published
    assert found is not None
    assert (found.at, found.precision, found.timezone) == (seed.at, seed.precision, seed.timezone)
    assert found.method == seed.method
    assert found.confidence is Confidence.HIGH
    assert found.evidence in (ROOT / "seeds" / seed.file).read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.file[:3])
def test_a_seed_has_its_source_agencies_authors_and_language(seed: Expected) -> None:
    article = read(seed.file)
    source = article.source and (article.source.name, article.source.kind)
    assert source == seed.source
    assert agencies(article, AgencyRole.CREDITED) == seed.credited
    assert agencies(article, AgencyRole.CITED) == seed.cited
    assert article.authors == seed.authors
    assert article.language == "en"


def gold() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(GOLD.read_text(encoding="utf-8"))
    return found


@pytest.mark.skipif(not GOLD.exists(), reason="the shared gold (../shared/data) is not here")
def test_the_seeds_agree_with_the_shared_gold() -> None:
    for wanted in gold():
        article = read(wanted["file"])
        assert article.title == wanted["title"]
        assert article.published is not None
        at = datetime.fromisoformat(wanted["published"]["at"])
        assert datetime.fromisoformat(article.published.at) == at
        assert article.published.precision == wanted["published"]["precision"]
        assert (article.source and article.source.name) == wanted["source"]
        assert (article.source and article.source.kind) == wanted.get("source_kind")
        assert list(article.authors) == wanted["authors"]
        assert [
            {"name": agency.name, "role": agency.role} for agency in article.agencies
        ] == wanted["agencies"]
        assert article.language == wanted["language"]
        assert article.body.startswith(wanted["body_starts"])
        assert article.body.endswith(wanted["body_ends"])
        assert [words for words in wanted["not_in_body"] if words in article.body] == []
