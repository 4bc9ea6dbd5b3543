"""What the operator's page shows: the archive, the index, what came in, and who has keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from marshmallow import ValidationError

from api.loaded_parameters import load_given
from api.parameter_groups import FilterParameters
from api.problems import Problem
from api.requests import NO_SNIPPETS, filters_of
from api.services import services, this_request
from archive import (
    DayCount,
    ImportFailure,
    ImportState,
    ImportTask,
    Key,
    Outage,
    StoreStatistics,
    Version,
)
from index import All, EngineStatus, Facet, Filters, Published, SearchRequest, follower_lock

MOST_SOURCES = 100
MOST_NEWEST = 10
MOST_IMPORTS = 10
DAYS = 30
"""So many days of what was stored are shown, today the last."""

_CHOICES = ("source", "from", "to")
_FILTERS = FilterParameters()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """How the index stands to the archive: `behind` in revisions; `is_followed` is whether a
    process keeps it level, None where nobody can tell; `outage` says why there is no `status`."""

    status: EngineStatus | None
    behind: int
    is_followed: bool | None
    outage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """The searchable articles by source and by time, of those that the filters let through;
    `chosen` are those filters as the address has them, and `is_mistaken` whether they were passed
    over because they cannot be understood. `outage` says why there is nothing to see."""

    total: int = 0
    sources: Facet = Facet(buckets=())  # noqa: RUF009 - a frozen value
    published: Facet = Facet(buckets=())  # noqa: RUF009 - a frozen value
    chosen: dict[str, str]
    is_mistaken: bool = False
    outage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """An import with how much of it is done, from 0 to 1."""

    task: ImportTask
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything on the operator's page."""

    statistics: StoreStatistics
    index: IndexState
    holdings: Holdings
    days: tuple[DayCount, ...]
    newest: tuple[Version, ...]
    imports: tuple[ImportRow, ...]
    imports_total: int
    keys: tuple[Key, ...]


def look_over() -> Overview:
    """What there is to see now; raises Outage where the archive itself does not answer."""
    store = services().store
    statistics = store.statistics()
    return Overview(
        statistics=statistics,
        index=_index_state(statistics.revision),
        holdings=_holdings(),
        days=store.activity.by_day(datetime.now(UTC).date(), DAYS),
        newest=store.activity.newest(MOST_NEWEST),
        imports=tuple(map(import_row, store.imports.list(limit=MOST_IMPORTS))),
        imports_total=store.imports.count(),
        keys=store.keys.list(),
    )


def import_row(task: ImportTask) -> ImportRow:
    """The import as a row; by bytes, since nobody knows how many documents are still to come."""
    if task.state is ImportState.DONE:
        return ImportRow(task=task, share=1.0)
    return ImportRow(task=task, share=min(1.0, task.bytes_read / max(1, task.bytes)))


def failures_of(task: ImportTask, *, page: int, size: int) -> Sequence[ImportFailure]:
    """A page of what an import could not take, from page 1 on."""
    return services().store.imports.failures(task.id, offset=(page - 1) * size, limit=size)


def _index_state(archived: int) -> IndexState:
    try:
        followed: bool | None = follower_lock(services().settings).is_held()
    except OSError:
        followed = None
    try:
        status = services().engine.status()
    except Outage as error:
        return IndexState(status=None, behind=0, is_followed=followed, outage=str(error))
    behind = max(0, archived - status.revision)
    return IndexState(status=status, behind=behind, is_followed=followed)


def _holdings() -> Holdings:
    address = this_request().args
    chosen = {name: address[name] for name in _CHOICES if address.get(name)}
    mistaken = False
    try:
        loaded = load_given(_FILTERS, {name: [value] for name, value in chosen.items()})
        filters = filters_of(loaded, datetime.now(UTC))
    except (ValidationError, Problem):
        filters, chosen, mistaken = Filters(), {}, True
    try:
        result = services().engine.search(_counting(filters))
    except Outage as error:
        return Holdings(chosen=chosen, is_mistaken=mistaken, outage=str(error))
    return Holdings(
        total=result.total,
        sources=result.facets["source"],
        published=result.facets["published"],
        chosen=chosen,
        is_mistaken=mistaken,
    )


def _counting(filters: Filters) -> SearchRequest:
    """Counts what the filters let through, by source and by time."""
    # The span of time is a query: as a filter it would not narrow the histogram of time.
    span = filters.published
    return SearchRequest(
        query=All() if span == Published() else span,
        filters=Filters(values=filters.values),
        limit=0,
        facets=("source", "published"),
        facet_size=MOST_SOURCES,
        snippets=NO_SNIPPETS,
    )
