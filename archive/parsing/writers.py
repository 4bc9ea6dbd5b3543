"""Who wrote an article: the people in its bylines."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from archive.parsing.agencies import find_mentions, is_agency
from archive.parsing.authors import merge_names, names_role, read_byline, read_name
from archive.parsing.kinds import Kind, Piece
from archive.parsing.outlet_names import known_name, name_key

_FOOTER = 2  # blocks below the article in which a byline is still its own


def find_authors(
    header: Sequence[Piece], footer: Sequence[Piece], body: Sequence[str], outlet: str | None
) -> tuple[str, ...]:
    """The people named above the article, else right below it; agencies and outlets are none.

    `header` is what stands between headline and article. Without a byline, a name that fills a
    line counts if a date, a handle or a writer's role follows it, unless the article speaks of it.
    """
    names = list(_in_bylines(header)) or list(_alone(header, "\n".join(body)))
    names = names or list(_in_bylines(footer[:_FOOTER]))
    own = name_key(outlet) if outlet else ""
    return merge_names(
        name for name in names if name_key(name) != own and not known_name(name_key(name))
    )


def _in_bylines(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if piece.kind is Kind.BYLINE and (byline := read_byline(piece.text)):
            yield from filter(None, map(_without_agency, byline.names))


def _without_agency(name: str) -> str:
    """A name without the agency that a byline put behind it: "JANE DOE Associated Press"."""
    for mention in find_mentions(name):
        return name[: mention.start].strip() if " " in name[: mention.start].strip() else ""
    return name


def _alone(header: Sequence[Piece], body: str) -> Iterator[str]:
    for piece, below in pairwise(header):
        if piece.kind is not Kind.SHORT or piece.block.bullet:
            continue
        follows = below.kind is Kind.STAMP or below.text.startswith("@") or names_role(below.text)
        name = read_name(piece.text) if follows and not is_agency(piece.text) else None
        if name and name not in body:
            yield name
