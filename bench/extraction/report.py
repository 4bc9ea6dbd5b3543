"""The results as a Markdown page."""

from collections.abc import Mapping, Sequence

from bench.extraction.crossvalidate import Figure

Table = Mapping[str, Mapping[str, float]]  # by extractor, by column

_HEAD = """# How well pages are read, beside peers

Written by `make bench-extraction`; do not edit. Every extractor is given the same pages and knows
their addresses. Bodies: shingles of four words as in the Article Extraction Benchmark, whose figure
is the F1 of mean precision and recall; beside it the mean of the pages' own F1. Dates: the share of
pages with the right day. Titles: the share with the right letters. Authors: the mean F1 of the
names. Time: of the processor, a page. The best of a column is bold.

np4k_tests are newspaper4k's own tests: their titles and authors are what it finds, and are wrong
now and then ("on December" is one of the authors).
"""
_CROSSED = """## On pages that nothing was fitted to

`python -m bench.extraction.crossvalidate` fits what is set by numbers to four fifths of the hosts,
five times over, from a neutral start, and measures it on the others (see its docstring). In
brackets the interval of 95 %, hosts drawn at random. The phrases of boilerplate.toml, which were
collected while these pages were known, are in use here; `--without-lists` measures without them.
"""
_LESS_IS_MORE = "ms a page"


def to_markdown(tables: Mapping[str, Table], figures: Sequence[Figure]) -> str:
    """The page: a table for each collection, then the cross-validated figures, if there are any."""
    parts = [_HEAD, *(_section(name, table) for name, table in tables.items())]
    if figures:
        rows = [
            f"| {one.measured} | {one.measure} | {one.value:.4f} ({one.low:.3f}-{one.high:.3f}) |"
            for one in figures
        ]
        parts += [
            _CROSSED,
            "\n".join(("| what | measure | value |", "| --- | --- | ---: |", *rows)),
        ]
    return "\n".join(parts) + "\n"


def _section(name: str, table: Table) -> str:
    columns = list(dict.fromkeys(column for row in table.values() for column in row))
    lines = [
        f"## {name}\n",
        f"| extractor | {' | '.join(columns)} |",
        f"| --- |{' ---: |' * len(columns)}",
    ]
    for label, row in table.items():
        cells = (_cell(table, column, row.get(column)) for column in columns)
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(table: Table, column: str, value: float | None) -> str:
    if value is None:
        return "-"
    text = f"{value:.0f}" if column == _LESS_IS_MORE else f"{value:.4f}"
    others = [row[column] for row in table.values() if column in row]
    best = min(others) if column == _LESS_IS_MORE else max(others)
    return f"**{text}**" if value == best else text
