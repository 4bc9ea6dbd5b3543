"""What stops a reader, and how it is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or a record in one, that gives no document; never a reason to stop the rest.

    `reason` is a sentence for the person who imports. `passed_over` tells what is none of the
    readers' business (a picture, a style sheet) from what should have been read.
    """

    location: str
    reason: str
    passed_over: bool = False


class BrokenInput(Exception):
    """Bytes that cannot be read on: damaged, cut off, or unpacking to too much.

    The message goes on after the input's name: "is damaged (...)".
    """
