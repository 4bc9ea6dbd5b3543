"""Articles without end, recombined from the sentences of real ones; the same for a seed."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "articles"

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[A-Z\"“])")
_SENTENCES = (12, 40)  # of an article, fewest and most
_PARAGRAPH = (1, 4)  # sentences
_LENGTHS = (40, 400)  # characters of a sentence
_START = datetime(2015, 1, 1)
_MINUTES = 10 * 365 * 24 * 60
_CITIES = ("SEOUL", "WARSAW", "LONDON", "NAIROBI", "LIMA", "OSLO", "DELHI", "TORONTO")
_WRITERS = ("Ana Torres", "Jun Park", "Ewa Lis", "Sam Okoro", "Ida Berg", "Tom Reed")


@dataclass(frozen=True, slots=True)
class Material:
    """What articles are made of."""

    titles: Sequence[str]
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class MadeArticle:
    """An article that was made."""

    title: str
    paragraphs: Sequence[str]
    published: datetime
    city: str
    writer: str


def read_material(folder: Path = SHARED) -> Material:
    """The titles and sentences in a folder of collections; each is a folder with docs.jsonl."""
    titles: list[str] = []
    sentences: list[str] = []
    for path in sorted(folder.glob("*/docs.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                titles.append(" ".join((document.get("title") or "").split()))
                sentences += split_sentences(document.get("text") or "")
    return Material([title for title in titles if title], sentences)


def split_sentences(text: str) -> list[str]:
    """The sentences of a text that are of usual length."""
    shortest, longest = _LENGTHS
    found = _SENTENCE_END.split(" ".join(text.split()))
    return [one for one in found if shortest <= len(one) <= longest and one[-1] in '.!?"”']


def make_articles(material: Material, count: int, seed: int) -> Iterator[MadeArticle]:
    """`count` articles, each of sentences drawn anew."""
    chance = random.Random(seed)
    for number in range(count):
        sentences = chance.choices(material.sentences, k=chance.randint(*_SENTENCES))
        paragraphs = []
        while sentences:
            size = chance.randint(*_PARAGRAPH)
            paragraphs.append(" ".join(sentences[:size]))
            del sentences[:size]
        yield MadeArticle(
            title=f"{chance.choice(material.titles)} ({number})",
            paragraphs=paragraphs,
            published=_START + timedelta(minutes=chance.randrange(_MINUTES)),
            city=chance.choice(_CITIES),
            writer=chance.choice(_WRITERS),
        )


def write_articles(articles: Iterator[MadeArticle], count: int, folder: Path, seed: int) -> int:
    """Write half of the articles as lines of JSON, the other half as text files; the bytes of all.

    One line in fifty is told again, changed, and one in a hundred once more as it was at first: as
    feeds and crawls do it. One in a thousand is no article.
    """
    chance = random.Random(seed)
    texts = folder / "texts"
    texts.mkdir(parents=True)
    size = 0
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as lines:
        for number, article in enumerate(articles):
            if number >= count // 2:
                text = _as_text(article)
                (texts / f"{number:07}.txt").write_text(text, encoding="utf-8")
                size += len(text.encode())
                continue
            for line in _as_lines(article, number, chance):
                size += lines.write(line + "\n")
    return size


def _as_lines(article: MadeArticle, number: int, chance: random.Random) -> Iterator[str]:
    first = _as_json(article.title, article, number)
    yield first
    if chance.random() < 1 / 50:
        yield _as_json(f"{article.title}, corrected", article, number)
        if chance.random() < 1 / 2:
            yield first
    if chance.random() < 1 / 1000:
        yield json.dumps({"id": number})


def _as_json(title: str, article: MadeArticle, number: int) -> str:
    return json.dumps(
        {
            "headline": title,
            "content": "\n\n".join(article.paragraphs),
            "pub_date": article.published.isoformat() + "Z",
            "url": f"https://news.example/{article.published:%Y/%m}/{number}",
            "author": article.writer,
            "publisher": "The Example",
        }
    )


def _as_text(article: MadeArticle) -> str:
    dateline = f"{article.city}, {article.published:%b %d, %Y} - "
    head, *rest = article.paragraphs
    menu, footer = "Home\nWorld\nSport", "Terms of use\n"
    parts = (menu, article.title, f"By {article.writer}", dateline + head, *rest, footer)
    return "\n\n".join(parts)
