"""What the five seed articles become, seen through HTTP as a user sees it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from tests.system.server import ROOT, Server


@dataclass(frozen=True)
class Expected:
    """What reading the article says of it; `absent` stands on its page but not in its body."""

    file: str
    title: str
    at: str
    precision: str
    source: str | None
    source_kind: str | None
    agencies: frozenset[tuple[str, str]]
    authors: tuple[str, ...]
    begins: str
    ends: str
    absent: tuple[str, ...]


SEEDS = (
    Expected(
        file="000_e731169cb9fca863.txt",
        title="Seoul 'won't sit idle' over North Korean troops in Russia",
        at="2024-10-24",
        precision="day",
        source=None,
        source_kind=None,
        agencies=frozenset({("Yonhap", "cited")}),
        authors=(),
        begins="South Korea's President Yoon Suk Yeol said that North Korea dispatching troops to",
        ends="in violation of UN sanctions on both countries.",
        absent=("date 2024-10-24", "RussiaOctober 24, 2024"),
    ),
    Expected(
        file="001_0e9f3cfd8eb1c059.txt",
        title="South Korean leader urges response to North Korean troops in Russia",
        at="2024-11-27T12:04",
        precision="minute",
        source="Press Association",
        source_kind="agency",
        agencies=frozenset({("Press Association", "credited")}),
        authors=(),
        begins="President Yoon Suk Yeol met with a Ukrainian delegation",
        ends="shipped artillery, missiles and other conventional weapons to Russia.",
        absent=("Picture: PA", "See more", "Namibia poised", "Harvey Weinstein", "(AP)"),
    ),
    Expected(
        file="002_915f84ddf2886b85.txt",
        title="South korea urges North Korea to halt support for Russia",
        at="2024-10-21T10:03-04:00",
        precision="minute",
        source="essanews.com",
        source_kind="outlet",
        agencies=frozenset({("Yonhap", "cited")}),
        authors=(),
        begins="South Korea's Deputy Minister of Foreign Affairs, Kim Hong Gyun, summoned",
        ends="to determine the appropriate course of action.",
        absent=("NewsSouth korea", "Images source", "PAP/EPA", "Wirtualna Polska", "Downloading"),
    ),
    Expected(
        file="003_942e42472e5af9e5.txt",
        title="South Korea protests alleged deployment of North Korean troops in Russia",
        at="2024-10-21T16:49+05:30",
        precision="minute",
        source="Hindustan Times",
        source_kind="outlet",
        agencies=frozenset({("AP", "cited"), ("Reuters", "cited")}),
        authors=("HT News Desk",),
        begins="South Korea on Monday demanded that North Korean troops allegedly deployed",
        ends="if either country is attacked.",
        absent=(
            "Menu Explore",
            "New Delhi",
            "Also Read",
            "Watch:",
            "Join Hindustan Times",
            "(AFP)",
        ),
    ),
    Expected(
        file="004_1700f88ec5aa7c5f.txt",
        title="Seoul demands withdrawal of North Korean troops in Russia",
        at="2024-10-21T09:32+00:00",
        precision="minute",
        source="AFP",
        source_kind="agency",
        agencies=frozenset({("AFP", "credited")}),
        authors=(),
        begins="Seoul: South Korea summoned the Russian ambassador on Monday",
        ends="set to visit Seoul this week.",
        absent=("By :", "Update:", "(Photo: AFP)", "Tags:", "Similar News"),
    ),
)


def document(server: Server, title: str) -> dict[str, Any]:
    """The document with this title."""
    found = server.get("/v1/search", q=f'title:"{title}"').json
    assert found["total"] == 1
    answer: dict[str, Any] = server.get(found["hits"][0]["links"]["self"]).json
    return answer


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.file[:3])
def test_each_seed_becomes_what_reading_it_says(seed: Expected, seed_server: Server) -> None:
    found = document(seed_server, seed.title)
    published = found["published"]
    assert found["title"] == seed.title
    assert datetime.fromisoformat(published["at"]) == datetime.fromisoformat(seed.at)
    assert published["precision"] == seed.precision
    assert (published["timezone"] is None) == ("+" not in seed.at and "-04:00" not in seed.at)
    assert (found["source"], found["source_kind"]) == (seed.source, seed.source_kind)
    assert {(a["name"], a["role"]) for a in found["agencies"]} == seed.agencies
    assert tuple(found["authors"]) == seed.authors
    assert found["language"] == "en"
    assert found["body"].startswith(seed.begins)
    assert found["body"].endswith(seed.ends)
    assert [text for text in seed.absent if text in found["body"]] == []


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.file[:3])
def test_each_seed_is_kept_byte_for_byte(seed: Expected, seed_server: Server) -> None:
    found = document(seed_server, seed.title)
    raw = seed_server.get(found["links"]["raw"])
    assert raw.body == (ROOT / "seeds" / seed.file).read_bytes()


def counts(facet: dict[str, Any]) -> dict[str, int]:
    """A facet's values and their counts."""
    return {bucket["value"]: bucket["count"] for bucket in facet["buckets"]}


def test_the_facets_count_every_source_and_month(seed_server: Server) -> None:
    found = seed_server.get("/v1/search", q="north korean troops").json
    assert found["total"] == len(found["hits"]) == 5
    assert all("<mark>" in hit["snippets"][0]["html"] for hit in found["hits"])
    source = found["facets"]["source"]
    assert counts(source) == {
        "AFP": 1,
        "Hindustan Times": 1,
        "Press Association": 1,
        "essanews.com": 1,
    }
    assert source["missing"] == 1
    assert counts(found["facets"]["published"]) == {"2024-10": 4, "2024-11": 1}
    narrowed = seed_server.get("/v1/search", source=["AFP", "Hindustan Times"]).json
    assert narrowed["total"] == 2
    assert len(narrowed["facets"]["source"]["buckets"]) == 4


@pytest.mark.parametrize(
    ("query", "files"),
    [
        ('"strategic partnership"', {"000", "002"}),
        ("title:seoul", {"000", "004"}),
        ("weapon* -poland", {"001", "002"}),
        ("published:[2024-10-21 TO 2024-10-21]", {"002", "003", "004"}),
        ("published:[2024-11 TO *]", {"001"}),
        ("source:afp OR author:desk", {"003", "004"}),
        ("agency:yonhap", {"000", "002"}),
    ],
)
def test_queries_find_what_reading_the_five_says(
    query: str, files: set[str], seed_server: Server
) -> None:
    titles = {hit["title"] for hit in seed_server.get("/v1/search", q=query).json["hits"]}
    assert titles == {seed.title for seed in SEEDS if seed.file[:3] in files}


@pytest.mark.parametrize(("query", "position"), [('"unclosed', 0), ("nosuch:x", 0), ("a (b", 2)])
def test_what_cannot_be_understood_is_pointed_at(
    query: str, position: int, seed_server: Server
) -> None:
    answer = seed_server.get("/v1/search", q=query)
    assert answer.status == 400
    assert answer.json["position"] == position
