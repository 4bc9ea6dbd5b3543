"""The real command, `flask archive import`, watched from outside: time, memory, and its death."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.volume.archives import archive_revision

COMMAND = (sys.executable, "-m", "flask", "--app", "app", "archive", "import")

_ROOT = Path(__file__).resolve().parents[2]
_LOOK_EVERY = 0.2  # seconds; ten times as often for the moment to kill
_IMPORTED = b"the archive is at revision"


@dataclass(slots=True)
class ImportRun:
    """One run of the command: its output, seconds until everything was stored and until its end,
    processor seconds of all its processes, and the most memory each held (bytes, by role)."""

    output: str = ""
    exit_code: int = 0
    stored_seconds: float = 0.0
    seconds: float = 0.0
    peaks: dict[str, int] = field(default_factory=dict)
    left_over: list[int] = field(default_factory=list)


def run_import(
    source: Path,
    data: Path,
    *,
    kill_at: int | None = None,
    command: Sequence[str] = COMMAND,
) -> ImportRun:
    """Import a folder into the archive in `data`; with `kill_at`, end the command by SIGKILL as
    soon as the archive has reached that revision."""
    log = data.with_name(data.name + ".log")
    run = ImportRun()
    start = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, str(source)],
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT), "ARCHIVE_DATA": str(data)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        children: set[int] = set()
        while process.poll() is None:
            children |= _look(process.pid, run.peaks)
            if not run.stored_seconds and _IMPORTED in log.read_bytes()[-4096:]:
                run.stored_seconds = time.monotonic() - start
            if kill_at is not None and archive_revision(data) >= kill_at:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(_LOOK_EVERY if kill_at is None else _LOOK_EVERY / 10)
        run.exit_code = process.wait()
    run.seconds = time.monotonic() - start
    run.output = log.read_text(errors="replace")
    run.left_over = _still_there(children)
    log.unlink()
    return run


def _look(pid: int, peaks: dict[str, int]) -> set[int]:
    """Note the peaks of a process and its children (Linux, proc(5): VmHWM); the children."""
    children: set[int] = set()
    try:
        for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
            children |= {int(child) for child in tasks.read_text().split()}
    except OSError:  # it has just ended
        return children
    for one in (pid, *children):
        role = "import" if one == pid else "parsing" if _is_worker(one) else "indexing"
        peaks[role] = max(peaks.get(role, 0), peak_bytes(one))
    return children


def peak_bytes(pid: int) -> int:
    """The most memory that a process has held at once; 0 for one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def _still_there(children: set[int], patience: float = 5.0) -> list[int]:
    """The children that outlive the command."""
    end = time.monotonic() + patience
    while (left := [pid for pid in children if _is_worker(pid)]) and time.monotonic() < end:
        time.sleep(_LOOK_EVERY)
    return left


def _is_worker(pid: int) -> bool:
    try:
        return "archive.importing.worker" in Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return False
