"""The histogram of publication dates, ready to draw: percentages across, pixels up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date, format_skeleton

from api.page_state import PageState
from api.page_translation import gettext as _
from api.page_translation import page_locale
from index import Bucket, Facet

HEIGHT = 64  # pixels of the highest bar
LEAST = 3  # pixels of a bar for a single article
GAP = 0.18  # of a column's width
WIDEST = 7.0  # percent: a few bars are no blocks
MOST_LINKS = 100
"""With more bars than this none is a link: they are too narrow to be clicked, only dragged over."""
MOST_BARS = 366
"""More buckets than this share bars: a pixel holds no more."""
MOST_TICKS = {"year": 5, "month": 5}  # days need more room


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bucket, or several next to each other.

    `first` and `last` are what `from` and `to` take for it. `x` and `width` are percentages, as
    are `place` and `span`, those of the whole column. `chosen` is whether the filter lets any of it
    through; `address` is the page of its articles alone.
    """

    first: str
    last: str
    label: str
    count: int
    chosen: bool
    place: float
    span: float
    x: float
    width: float
    y: float
    height: float
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A label under the bars; `x` is a percentage."""

    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Bars in order of time and the labels under them; `narrowed` is whether a filter of dates is
    set."""

    interval: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    missing: int
    narrowed: bool
    height: int = HEIGHT


def make_histogram(
    facet: Facet, state: PageState, path: str, *, chosen: tuple[str, str]
) -> Histogram:
    """The histogram of a facet of dates, each bar leading to the page of its articles alone.

    `chosen` are the dates from which and to which articles are let through, each as exact as it is
    written, empty for an open end.
    """
    interval = facet.interval or "year"
    buckets = facet.buckets
    return Histogram(
        interval=interval,
        bars=tuple(_bars(buckets, interval, state, path, chosen)),
        ticks=tuple(_ticks(buckets, interval)),
        missing=facet.missing,
        narrowed=any(chosen),
    )


def _bars(
    buckets: Sequence[Bucket], interval: str, state: PageState, path: str, chosen: tuple[str, str]
) -> list[Bar]:
    together = -(-len(buckets) // MOST_BARS) or 1
    groups = [buckets[start : start + together] for start in range(0, len(buckets), together)]
    counts = [sum(bucket.count for bucket in group) for group in groups]
    highest = max(counts, default=0)
    span = 100 / max(1, len(groups))
    width = min(WIDEST, (1 - GAP) * span)
    linked = len(groups) <= MOST_LINKS
    bars = []
    for number, (group, count) in enumerate(zip(groups, counts, strict=True)):
        first, last = group[0].value, _last(group[-1].value, interval)
        height = max(LEAST, round(HEIGHT * count / highest, 1)) if count else 0
        only = state.with_values(from_=first, to=last)
        bars.append(
            Bar(
                first=first,
                last=last,
                label=_group_label(group, interval),
                count=count,
                chosen=_overlaps(first, last, *chosen),
                place=round(number * span, 3),
                span=round(span, 3),
                x=round((number + 0.5) * span - width / 2, 3),
                width=round(width, 3),
                y=round(HEIGHT - height, 1),
                height=height,
                address=only.address(path) if linked and count else None,
            )
        )
    return bars


def _group_label(group: Sequence[Bucket], interval: str) -> str:
    """What a bar is called: its bucket, or the first and the last of several."""
    ends = [bucket_label(bucket.value, interval) for bucket in (group[0], group[-1])]
    return " – ".join(dict.fromkeys(ends))


def _last(value: str, interval: str) -> str:
    """The last day, month or year of a bucket, which is named by its first."""
    if interval != "week":
        return value
    try:
        return (date.fromisoformat(value) + timedelta(days=6)).isoformat()
    except OverflowError:  # the calendar ends within that week
        return date.max.isoformat()


def _overlaps(first: str, last: str, start: str, end: str) -> bool:
    """Whether a bucket has a part in the dates from `start` to `end`, each as exact as it is
    written, empty for an open end."""
    begun = not start or last[: len(start)] >= start[: len(last)]
    return begun and (not end or first[: len(end)] <= end[: len(first)])


def _ticks(buckets: Sequence[Bucket], interval: str) -> list[Tick]:
    """Labels of some buckets, evenly apart, none so near an end that it would be cut off."""
    count = len(buckets)
    step = -(-count // MOST_TICKS.get(interval, 3)) or 1
    span = 100 / max(1, count)
    return [
        Tick(
            x=round((number + 0.5) * span, 3),
            label=bucket_label(buckets[number].value, interval, short=True),
        )
        for number in range(step // 2, count, step)
    ]


def bucket_label(value: str, interval: str, *, short: bool = False) -> str:
    """What a bucket is called, in words."""
    locale = page_locale()
    match interval:
        case "year":
            return value
        case "month":
            first = date.fromisoformat(f"{value}-01")
            return format_skeleton("yMMM" if short else "yMMMM", first, locale=locale)
    day = date.fromisoformat(value)
    if short:
        return format_skeleton("yMMMd", day, locale=locale)
    written = format_date(day, "long", locale=locale)
    return _("Week of %(day)s") % {"day": written} if interval == "week" else written
