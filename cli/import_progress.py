"""How far an import is, how fast it goes, and how long it will take."""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from archive import ImportProgress, total_bytes

_RECENT = 30.0  # seconds that a rate is of: what is skipped goes faster than what is parsed
_LINE_EVERY = 5.0  # seconds


class Rate:
    """How fast an import goes, of late and as a whole. Times are in seconds, of any clock."""

    def __init__(self, now: float) -> None:
        self._samples = deque([(now, 0, 0)])
        self._start = now

    def add(self, progress: ImportProgress, now: float) -> None:
        """The import has come so far."""
        self._samples.append((now, progress.documents, progress.bytes))
        while len(self._samples) > 2 and now - self._samples[1][0] >= _RECENT:
            self._samples.popleft()

    def recent(self) -> tuple[float, float]:
        """Articles and bytes a second; zeros before the first progress."""
        (first, documents, size), (last, all_documents, all_size) = (
            self._samples[0],
            self._samples[-1],
        )
        seconds = last - first
        if seconds <= 0:
            return 0.0, 0.0
        return (all_documents - documents) / seconds, (all_size - size) / seconds

    def left(self, total: int | None) -> float | None:
        """Seconds until `total` bytes are read, None where nobody can say."""
        _, speed = self.recent()
        read = self._samples[-1][2]
        if total is None or not speed:
            return None
        return max(total - read, 0) / speed

    def overall(self, now: float) -> tuple[float, float, float]:
        """Seconds since the beginning, and articles and bytes in one of them."""
        _, documents, size = self._samples[-1]
        seconds = max(now - self._start, 1e-9)
        return seconds, documents / seconds, size / seconds


def describe(progress: ImportProgress, rate: Rate, total: int | None) -> str:
    """One line: "12,400 articles, 310/s, 1.2 MB/s, 4 min 5 s left"."""
    articles, speed = rate.recent()
    left = rate.left(total)
    parts = [f"{progress.documents:,} articles"]
    if articles:
        parts.append(f"{_number(articles)}/s, {_speed(speed)}")
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    if left is not None:
        parts.append(f"{duration(left)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """A time as people say it: "42 s", "3 min 20 s", "2 h 5 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"


def _number(count: float) -> str:
    return f"{count:,.0f}" if count >= 10 else f"{count:.1f}"


def _speed(size: float) -> str:
    return f"{size / 1e6:,.1f} MB/s" if size >= 1e6 else f"{size / 1e3:,.0f} kB/s"


class Progress:
    """A bar on a terminal; elsewhere a line every few seconds, so that logs stay readable."""

    def __init__(self, total: Callable[[], int | None]) -> None:
        self._total = total
        self._rate = Rate(time.monotonic())
        self._said = time.monotonic()
        self._text = ""
        self._bar = (
            click.progressbar(
                iter(()),
                label="Importing",
                file=sys.stderr,
                show_eta=False,
                width=20,
                item_show_func=lambda _: self._text,
            )
            if sys.stderr.isatty()
            else None
        )

    def __call__(self, progress: ImportProgress) -> None:
        """Tell of it."""
        now = time.monotonic()
        self._rate.add(progress, now)
        self._text = describe(progress, self._rate, self._total())
        if self._bar is not None:
            self._bar.length = self._total()
            self._bar.update(progress.bytes - self._bar.pos)
            self._bar.render_progress()  # also where no more bytes were needed
        elif now - self._said >= _LINE_EVERY:
            self._said = now
            click.echo(self._text, err=True)

    def summary(self) -> str:
        """What it all took: "In 3 min 20 s: 310 articles/s, 1.2 MB/s." """
        seconds, articles, speed = self._rate.overall(time.monotonic())
        return f"In {duration(seconds)}: {_number(articles)} articles/s, {_speed(speed)}."

    def close(self) -> None:
        """Leave the bar as it stands."""
        if self._bar is not None:
            self._bar.render_finish()


@contextmanager
def importing(paths: Sequence[Path]) -> Iterator[Progress]:
    """The progress of importing what is at the paths.

    How much that is, is counted meanwhile: a million files take a while, and hold nobody up.
    """
    counted: list[int | None] = []
    counting = threading.Thread(
        target=lambda: counted.append(total_bytes(paths)), name="counting", daemon=True
    )
    counting.start()
    progress = Progress(lambda: counted[0] if counted else None)
    try:
        yield progress
    finally:
        progress.close()
