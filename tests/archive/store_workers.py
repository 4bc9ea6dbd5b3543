"""What other processes do to an archive in the tests; each is told by a pipe when to go on."""

from multiprocessing.connection import Connection
from pathlib import Path

from archive import FileLock, Settings, open_store
from tests.archive.store_samples import make_article, make_original


def put_many(data: Path, name: str, count: int, pipe: Connection) -> None:
    """Put articles of its own and one that every process puts, once the pipe says so."""
    store = open_store(Settings(data=data))
    pipe.send("ready")
    pipe.recv()
    for number in range(count):
        text = f"{name} {number}"
        store.put(make_article(text), make_original(text))
        store.put(make_article(text), make_original(text), id="shared")
    store.close()
    pipe.send(store.archive_id)


def open_at_once(data: Path, pipe: Connection) -> None:
    """Open the archive when the pipe says so, and tell its id."""
    pipe.send("ready")
    pipe.recv()
    store = open_store(Settings(data=data))
    pipe.send(store.archive_id)
    store.close()


def stop_while_writing(data: Path, pipe: Connection) -> None:
    """Fill a transaction beyond what memory holds, tell so, and wait to be killed."""
    store = open_store(Settings(data=data))
    with store.writing() as writer:
        for number in range(24):
            content = f"{number}".encode() * 1_000_000
            writer.put(make_article(f"{number}"), make_original(content))
        writer.flush()
        pipe.send("written")
        pipe.recv()


def put_without_end(data: Path, pipe: Connection) -> None:
    """Put articles one by one and tell the id of each that was acknowledged."""
    store = open_store(Settings(data=data))
    number = 0
    while True:
        number += 1
        pipe.send(store.put(make_article(f"{number}"), make_original(f"{number}")).id)


def hold_lock(path: Path, pipe: Connection) -> None:
    """Take a lock, tell so, and keep it until killed."""
    with FileLock(path):
        pipe.send("held")
        pipe.recv()
