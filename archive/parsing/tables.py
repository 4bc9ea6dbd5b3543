"""The parser's tables of words, read from data/*.toml once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_table(name: str) -> dict[str, Any]:
    """The table in data/<name>.toml."""
    return tomllib.loads(
        (files("archive.parsing") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    )
