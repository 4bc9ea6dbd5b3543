"""What a text dump comes to without any parser: its long lines alone."""

from collections.abc import Callable, Mapping

_LONG = 100  # characters: the best of 40, 60, 80, 100 and 120 on text_dumps


def long_lines(text: str) -> str:
    """The lines of at least a hundred characters."""
    return "\n".join(line for line in text.splitlines() if len(line.strip()) >= _LONG)


BASELINES: Mapping[str, Callable[[str], str]] = {"text dumps, long lines alone": long_lines}
