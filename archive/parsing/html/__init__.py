"""An HTML page -> Article."""

from archive.parsing.html.parser import parse_html

__all__ = ["parse_html"]
