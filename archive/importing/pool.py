"""Parsing in all cores, in bounded memory, with the results in the order of the documents."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import chain
from queue import SimpleQueue
from typing import Final, TypeVar

from archive.importing.parsed import ParsedDocument, parse_document, with_article
from archive.importing.workers import Worker
from archive.readers import RawDocument, Unreadable

T = TypeVar("T")

WINDOW_DOCUMENTS: Final = 1_000
WINDOW_BYTES: Final = 32 * 2**20
"""How much is read ahead of the document whose result is waited for. A text can take eight times
its bytes while it is read, sent and parsed."""

HANDFUL: Final = 64
HANDFUL_BYTES: Final = 2**20
"""What is parsed sooner here than a process could be started, which takes a second or two."""

MOST_PROCESSES: Final = 16
"""More than one process can read for, and store the results of."""


def parse_all(
    documents: Iterable[RawDocument | T],
    *,
    processes: int | None = None,
    worker: Callable[[], Worker] = Worker,
) -> Generator[ParsedDocument | Unreadable | T, None, None]:
    """The articles in documents, in their order; what is no RawDocument passes through.

    `processes` parse side by side, by default as many as there are cores for this program; with 1,
    and where there is only a handful of documents, they are parsed in this process. In another a
    document that crashes its parser or hangs costs nothing but itself: it comes as an Unreadable,
    like all that cannot be parsed. Close the generator to end the processes early.

    Raises Outage where no process can be started.
    """
    count = processes or min(available_cores(), MOST_PROCESSES)
    waiting = iter(documents)
    while count > 1:
        group, is_handful = _next_group(waiting)
        if not group:
            return
        if not is_handful:
            yield from _parse_in_processes(chain(group, waiting), count, worker)
            return
        for document in group:
            yield _parse_here(document)
    for document in waiting:
        yield _parse_here(document)


def available_cores() -> int:
    """The cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _next_group(documents: Iterator[RawDocument | T]) -> tuple[list[RawDocument | T], bool]:
    """The next documents, and whether there is no more than a handful to parse among them."""
    group: list[RawDocument | T] = []
    count = size = 0
    for document in documents:
        group.append(document)
        if isinstance(document, RawDocument):
            count += 1
            size += len(document.original.content)
        if count > HANDFUL or size > HANDFUL_BYTES:
            return group, False
        if len(group) == WINDOW_DOCUMENTS:
            break
    return group, True


def _parse_here(document: RawDocument | T) -> ParsedDocument | Unreadable | T:
    if isinstance(document, RawDocument):
        return with_article(document, parse_document(document))
    return document


def _parse_in_processes(
    documents: Iterable[RawDocument | T], count: int, worker: Callable[[], Worker]
) -> Iterator[ParsedDocument | Unreadable | T]:
    window: deque[tuple[Future[ParsedDocument | Unreadable] | T, int]] = deque()
    size = 0
    with closing(_Workers(count, worker)) as workers:
        for document in documents:
            if isinstance(document, RawDocument):
                size += len(document.original.content)
                window.append((workers.submit(document), len(document.original.content)))
            else:
                window.append((document, 0))
            while len(window) > WINDOW_DOCUMENTS or size > WINDOW_BYTES or _is_done(window[0][0]):
                first, its_size = window.popleft()
                size -= its_size
                yield _result(first)
                if not window:
                    break
        while window:
            yield _result(window.popleft()[0])


def _is_done(waiting: object) -> bool:
    return not isinstance(waiting, Future) or waiting.done()


def _result(
    waiting: Future[ParsedDocument | Unreadable] | T,
) -> ParsedDocument | Unreadable | T:
    return waiting.result() if isinstance(waiting, Future) else waiting


class _Workers:
    """Processes that parse, and a thread for each that waits for it."""

    def __init__(self, count: int, worker: Callable[[], Worker]) -> None:
        self._workers = [worker() for _ in range(count)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for one in self._workers:
            self._idle.put(one)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="parsing")

    def submit(self, document: RawDocument) -> Future[ParsedDocument | Unreadable]:
        """Have a document parsed when its turn comes."""
        return self._threads.submit(self._parse, document)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for one in self._workers:
            one.kill()
        self._threads.shutdown(cancel_futures=True)
        for one in self._workers:
            one.close()

    def _parse(self, document: RawDocument) -> ParsedDocument | Unreadable:
        worker = self._idle.get()
        try:
            return with_article(document, worker.parse(document))
        finally:
            self._idle.put(worker)
