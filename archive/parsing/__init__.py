"""One scraped page -> Article."""

from archive.parsing.text import parse_text

__all__ = ["parse_text"]
