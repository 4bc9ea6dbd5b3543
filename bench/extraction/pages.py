"""Pages with their gold, as ../shared/data/extraction holds them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.readers.encoding import decode

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "extraction"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """One page and what is known of it; None where its gold does not say.

    `content` is the page's bytes, `text` the same decoded.
    """

    file: str
    content: bytes
    text: str
    url: str | None
    body: str | None
    title: str | None
    date: str | None
    authors: tuple[str, ...] | None


def read_pages(folder: Path) -> Iterator[GoldPage]:
    """Every page named in a folder's gold.jsonl, one object a line: `file` and what is known."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        content = (folder / gold["file"]).read_bytes()
        decoded = decode(content)
        yield GoldPage(
            file=gold["file"],
            content=content,
            text=decoded.text if decoded else "",
            url=gold.get("url"),
            body=gold.get("text") or None,
            title=gold.get("title") or None,
            date=(gold.get("date") or "")[:10] or None,
            authors=tuple(gold["authors"]) if "authors" in gold else None,
        )
