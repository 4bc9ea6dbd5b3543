"""One scraped page -> Article."""

from archive.parsing.document import parse
from archive.parsing.html import parse_html
from archive.parsing.language import detect_language, load_detector, tidy_language
from archive.parsing.records import left_out, parse_record
from archive.parsing.text import parse_text

PARSER = "5"
"""Which release of the parser this is: another whenever what it makes of some page may change."""

__all__ = [
    "PARSER",
    "detect_language",
    "left_out",
    "load_detector",
    "parse",
    "parse_html",
    "parse_record",
    "parse_text",
    "tidy_language",
]
