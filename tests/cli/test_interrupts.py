"""Ctrl-C in the middle of an import: what was stored stays, and the shell is told."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from archive import Settings, open_store
from tests.system.server import ROOT

STORY = "It will close on Thursday, the ferry's owner said, for want of passengers. Number {}. "
LINES = [json.dumps({"title": f"Ferry {n}", "body": 2 * STORY.format(n)}) for n in range(700)]


def test_ctrl_c_ends_an_import_which_goes_on_when_it_is_repeated(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flask", "--app", "app", "archive", "import", "-"]
    environment = {
        **os.environ,
        "ARCHIVE_DATA": str(tmp_path / "data"),
        "ARCHIVE_IMPORT_PROCESSES": "1",
    }
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as started:
        assert started.stdin
        assert started.stderr
        started.stdin.write("\n".join(LINES) + "\n")
        started.stdin.flush()  # and the stream goes on
        wait_for_revision(tmp_path / "data", 200)
        started.send_signal(signal.SIGINT)
        said = started.stderr.read()

    assert started.returncode == 130
    assert said.endswith("Stopped. What was stored stays; import the same again to go on.\n")
    assert "Traceback" not in said
    stored = revision(tmp_path / "data")
    assert stored % 200 == 0
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        text=True,
        input="\n".join(LINES),
        capture_output=True,
        check=True,
    )
    assert f"{700 - stored} added, 0 updated, {stored} unchanged, 0 failed" in done.stdout


def test_a_second_ctrl_c_ends_even_what_tidies_up() -> None:
    program = (
        "import os, signal, time\n"
        "from cli.interrupts import stoppable\n"
        "with stoppable('Stopped.'):\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGINT); time.sleep(60)\n"
        "    finally:\n"
        "        os.kill(os.getpid(), signal.SIGINT); time.sleep(60)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (130, "")


def test_what_runs_in_the_background_goes_on_at_ctrl_c() -> None:
    program = (
        "import os, signal\n"
        "from cli.interrupts import stoppable\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "with stoppable('Stopped.'):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "print('done')\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "done\n"


def wait_for_revision(data: Path, least: int) -> None:
    end = time.monotonic() + 120
    while revision(data) < least:
        assert time.monotonic() < end, "it stores nothing"
        time.sleep(0.1)


def revision(data: Path) -> int:
    if not (data / "archive.sqlite3").exists():
        return 0
    store = open_store(Settings(data=data))
    try:
        return store.revision()
    finally:
        store.close()
