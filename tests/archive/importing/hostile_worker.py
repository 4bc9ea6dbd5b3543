"""A parsing process in which documents do what their text says: crash, hang, take all memory."""

import os
import signal
import sys
from pathlib import Path

import archive.importing.parsed
import archive.importing.worker
from archive import Article, RawDocument, UnreadableInput

COMMAND = (sys.executable, __file__)


def parse(document: RawDocument) -> Article:
    """An article of the text, or what the text says."""
    what, _, argument = document.text.partition(" ")
    match what:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "crash-once":
            Path(argument).touch(exist_ok=False)
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            Path(argument).write_text(str(os.getpid()))
            while True:
                pass
        case "swell":
            bytearray(2 * archive.importing.worker.MEMORY)
        case "fail":
            raise ZeroDivisionError("by zero")
        case "refuse":
            raise UnreadableInput("It is no article.")
        case "print":
            print("This goes nowhere.")
            os.write(1, b"Nor does this.")
    return Article(title=document.text, body=f"In process {os.getpid()}")


def parse_or_go_on(document: RawDocument) -> Article:
    """What was touched shows that it is the second time."""
    try:
        return parse(document)
    except FileExistsError:
        return Article(title=document.text, body="The second time")


if __name__ == "__main__":
    archive.importing.parsed.parse = parse_or_go_on  # type: ignore[assignment]
    archive.importing.worker.load_detector = lambda: None  # type: ignore[attr-defined]
    archive.importing.worker.main()
