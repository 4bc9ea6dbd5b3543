"""The options that say how files are read, and the file that tells what became of each document."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from archive import Format, ReadOptions, UserError, given_fields, operator_states

Command = Callable[..., Any]

_READABLE = [known.value for known in Format if not known.is_container]
_OPTIONS = (
    click.option("--source", help="The outlet of all these articles."),
    click.option("--language", help="Their language (en, pt-BR)."),
    click.option("--agency", multiple=True, help="The wire agency they came from. Repeatable."),
    click.option("--timezone", help="The zone of dates that name none (Asia/Seoul, +09:00)."),
    click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="OURS=THEIRS",
        help="Which field or column of records is which: title=headline. Repeatable.",
    ),
    click.option(
        "--format", "format_", type=click.Choice(_READABLE), help="What files are that do not tell."
    ),
)


def reading_options(command: Command) -> Command:
    """Give a command the options of `read_options`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_options(
    *,
    source: str | None,
    language: str | None,
    agency: tuple[str, ...],
    timezone: str | None,
    fields: tuple[str, ...],
    format_: str | None,
) -> ReadOptions:
    """How files are read, as the command line says; raises UserError for what is none."""
    return ReadOptions(
        stated=operator_states(
            origin="command line",
            source=source,
            language=language,
            agencies=agency,
            timezone=timezone,
        ),
        fields=given_fields(fields),
        format=Format(format_) if format_ else None,
    )


report_option = click.option(
    "--report",
    "report_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what became of each document to this file, as JSON Lines.",
)


@contextmanager
def report_file(path: Path | None) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """What writes one line of a report, without the values that are None.

    Without a path nothing is written. Raises UserError for a file that cannot be written.
    """
    if path is None:
        yield lambda _: None
        return
    try:
        file = path.open("w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}.") from error

    def write(values: Mapping[str, Any]) -> None:
        told = {name: value for name, value in values.items() if value is not None}
        file.write(json.dumps(told, ensure_ascii=False) + "\n")

    with file:
        yield write
