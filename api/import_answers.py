"""Imports -> what the API answers of them; `import_schemas` documents the same shapes."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from api.answers import utc_text
from archive import ImportFailure, ImportTask

Answer = dict[str, Any]


def import_answer(task: ImportTask, failures: Sequence[ImportFailure], root: str = "") -> Answer:
    """An import with the first of its errors."""
    return summary_answer(task, root) | {"errors": list(map(asdict, failures))}


def summary_answer(task: ImportTask, root: str = "") -> Answer:
    """An import in a list of them."""
    path = import_path(task.id, root)
    return {
        "id": task.id,
        "state": task.state,
        "cancelling": task.is_cancelled and not task.state.is_finished,
        "files": list(map(asdict, task.files)),
        "by": task.by,
        "created_at": utc_text(task.created_at),
        "started_at": _time(task.started_at),
        "finished_at": _time(task.finished_at),
        "documents": task.documents,
        "added": task.added,
        "updated": task.updated,
        "unchanged": task.unchanged,
        "failed": task.failed,
        "passed_over": task.passed_over,
        "bytes": task.bytes,
        "bytes_read": task.bytes_read,
        "rate": _rounded(task.rate),
        "seconds_left": _rounded(task.seconds_left),
        "revision": task.revision,
        "detail": task.detail,
        "links": {"self": path, "errors": f"{path}/errors"},
    }


def page_numbers(total: int, page: int, page_size: int) -> Answer:
    """Where a page is among all."""
    return {"total": total, "page": page, "page_size": page_size, "pages": -(-total // page_size)}


def import_path(id: str, root: str = "") -> str:
    """An import's address."""
    return f"{root}/v1/imports/{id}"


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else utc_text(moment)


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1)
