"""What can be wrong with a question; safe to show to whoever asked it."""

from archive import UserError


class DateSyntaxError(UserError):
    """A date that `parse_date_bound` cannot read; the message says which forms it can."""


class QuerySyntaxError(UserError):
    """A query that cannot be understood, and where.

    `position` is the 0-based character (Python code point) of `query` where the culprit begins,
    `length` how many characters it takes: 0 where something is missing at the end.
    `message` says what is wrong and what to write instead; `str()` adds the place to it.
    """

    def __init__(self, message: str, *, query: str, position: int, length: int = 0) -> None:
        super().__init__(message, query, position, length)
        self.message = message
        self.query = query
        self.position = position
        self.length = length

    def __str__(self) -> str:
        return f"{self.message} (at character {self.position + 1} of the query)"
