"""The stages of a commit and a merge, so that tests can stop a process at each of them."""

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """What has just been done. Up to COMMIT_RENAMED the index opens at the commit before."""

    SEGMENT_CREATED = "segment created"
    SEGMENT_WRITTEN = "segment written"
    LOCKED = "locked"
    COMMIT_WRITTEN = "commit written"
    COMMIT_RENAMED = "commit renamed"
    COMMIT_SYNCED = "commit synced"
    CLEANED = "cleaned"


def _nothing(stage: Stage) -> None:
    """What happens at every stage outside tests."""


on_stage: Callable[[Stage], None] = _nothing


def reach(stage: Stage) -> None:
    """Say that a stage is done."""
    on_stage(stage)
