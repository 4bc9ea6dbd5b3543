"""The archive's own gunicorn settings for every application, less its follower and its address."""

import os
import runpy
from pathlib import Path

_OMITTED = {"when_ready", "on_exit", "bind"}
_own = runpy.run_path(str(Path(__file__).parents[1] / "gunicorn.conf.py"))
globals().update(
    {
        name: value
        for name, value in _own.items()
        if not name.startswith("_") and name not in _OMITTED and not isinstance(value, type(os))
    }
)
workers = int(os.environ.get("BENCH_WORKERS", "2"))
if os.environ.get("BENCH_WORKER_CLASS"):
    worker_class = os.environ["BENCH_WORKER_CLASS"]
loglevel = "warning"
accesslog = None
