"""Pages that no outlet ever had, in the shapes that scrapers leave."""

from datetime import UTC, datetime

from archive import Article, PublicationDate, parse_text

NOW = datetime(2025, 6, 1, tzinfo=UTC)

TITLE = "Ferry line to the islands will close in autumn"
FIRST = (
    "The ferry line that has joined the islands with the mainland for ninety years will close in "
    "the autumn, its owner said on Friday."
)
SECOND = (
    "About four hundred people live on the islands, and most of them learnt of the decision from "
    "the radio. The nearest bridge is an hour away by boat."
)
THIRD = (
    "The ministry of transport said that it was looking for another company, but that none had "
    "made an offer so far."
)
FOURTH = (
    "“We have been told nothing,” said the headmaster of the school on the largest island. Half of "
    "his teachers live on the mainland and come with the first boat in the morning."
)
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n{FOURTH}"
MENU = "Skip to content\n\n* Home\n* Politics\n* Business\n* Sport\n* Weather\n\nMenu\nSearch"


def page(
    *,
    above: str = MENU,
    title: str = TITLE,
    header: str = "",
    body: str = BODY,
    footer: str = "",
) -> str:
    """A page from its parts, blank lines between them."""
    return "\n\n".join(part for part in (above, title, header, body, footer) if part)


def parsed(**parts: str) -> Article:
    """The article in such a page."""
    return parse_text(page(**parts), now=NOW)


def published(**parts: str) -> PublicationDate:
    """The date found in such a page."""
    found = parsed(**parts).published
    assert found is not None
    return found
