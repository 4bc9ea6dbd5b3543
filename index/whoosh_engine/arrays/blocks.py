"""How postings and tokens are numbered in a segment's files."""

from typing import Final

PAGE_BITS: Final = 16
"""Document numbers are stored as their low 16 bits; the rest once for each run of a page."""

BLOCK_BITS: Final = 7
BLOCK_SIZE: Final = 1 << BLOCK_BITS
"""How many postings a block holds; the same as stock Whoosh's."""

ADDRESS_BITS: Final = 32
"""Which document a token stands in is told above these bits of its address, its position below."""
