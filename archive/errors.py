"""One family for what users can mend, another for outages; both are safe to show."""


class ArchiveError(Exception):
    """The base of every error that this project raises on purpose.

    The message is written for the person at the other end: what is wrong and what to do next.
    """


class UserError(ArchiveError):
    """Something in the request, file or setting that its sender can mend."""


class ArticleNotFound(UserError):
    """No article has this id, or it was deleted."""


class ArticleDeleted(ArticleNotFound):
    """The article, or the version of it that was asked for, is a deletion."""


class UnreadableInput(UserError):
    """A file or record that cannot become an article; the message says why."""


class SettingsError(UserError):
    """An environment variable whose value cannot be used."""


class Outage(ArchiveError):
    """Something the archive stands on does not answer: a 503, never an empty result."""


class StoreUnavailable(Outage):
    """The database cannot be read or written now (locked, full or read-only disk)."""


class StoreIncompatible(Outage):
    """The database was written by a newer release, or is not an article archive at all."""


class IndexUnavailable(Outage):
    """There is no index to search yet, or it cannot be opened."""
