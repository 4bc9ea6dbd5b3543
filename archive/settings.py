"""The environment, read once into a frozen value."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.errors import SettingsError

LOG_LEVELS = ("debug", "info", "warning", "error")

_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s]+/?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator can set; README.md's table is generated from nothing else.

    `data` holds everything written at run time. `max_article_bytes` bounds one article as it
    came, `max_import_bytes` one upload to be imported. `refresh_timeout` is in seconds.
    `synonyms` is a file of words that mean the same. `import_processes` parse what is imported
    side by side; 0 is one for each core. `log_level` is one of LOG_LEVELS.
    """

    data: Path = Path("data")
    database_url: str = ""
    engine: str = "whoosh"
    cors_origins: tuple[str, ...] = ()
    max_article_bytes: int = 10_000_000
    max_import_bytes: int = 10_000_000_000
    refresh_timeout: float = 30.0
    synonyms: Path | None = None
    import_processes: int = 0
    log_level: str = "info"

    @property
    def sqlalchemy_url(self) -> str:
        """The database's URL: the one given, else a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data.absolute() / 'archive.sqlite3'}"

    @property
    def index_path(self) -> Path:
        """The folder that holds the index's generations."""
        return self.data.absolute() / "index"

    @property
    def uploads_path(self) -> Path:
        """The folder of what was sent to be imported and is not yet."""
        return self.data.absolute() / "imports"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Settings from variables named ARCHIVE_*; raises SettingsError naming a bad one."""
        values = os.environ if environment is None else environment
        defaults = cls()
        return cls(
            data=Path(values.get("ARCHIVE_DATA") or defaults.data),
            database_url=values.get("ARCHIVE_DATABASE_URL", ""),
            engine=values.get("ARCHIVE_ENGINE") or defaults.engine,
            cors_origins=_origins(values.get("ARCHIVE_CORS_ORIGINS", "")),
            max_article_bytes=int(
                _number(values, "ARCHIVE_MAX_ARTICLE_BYTES", defaults.max_article_bytes)
            ),
            max_import_bytes=int(
                _number(values, "ARCHIVE_MAX_IMPORT_BYTES", defaults.max_import_bytes)
            ),
            refresh_timeout=_number(values, "ARCHIVE_REFRESH_TIMEOUT", defaults.refresh_timeout),
            synonyms=Path(path) if (path := values.get("ARCHIVE_SYNONYMS")) else None,
            import_processes=int(
                _number(values, "ARCHIVE_IMPORT_PROCESSES", defaults.import_processes, zero=True)
            ),
            log_level=_log_level(values),
        )


def _log_level(values: Mapping[str, str]) -> str:
    level = values.get("ARCHIVE_LOG_LEVEL", "").lower() or "info"
    if level not in LOG_LEVELS:
        raise SettingsError(
            f"ARCHIVE_LOG_LEVEL is {level!r}; it must be one of {', '.join(LOG_LEVELS)}."
        )
    return level


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(text.replace(",", " ").split())
    for origin in origins:
        if origin != "*" and not _ORIGIN.fullmatch(origin):
            raise SettingsError(
                f"ARCHIVE_CORS_ORIGINS names {origin!r}; an origin is written as in "
                "https://news.example.org, and * stands for all."
            )
    return origins


def _number(values: Mapping[str, str], name: str, default: float, *, zero: bool = False) -> float:
    text = values.get(name)
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf") or not (number or zero):
        kind = "a number, zero or above" if zero else "a number above zero"
        raise SettingsError(f"{name} is {text!r}; it must be {kind}.")
    return number
