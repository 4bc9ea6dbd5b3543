"""Shared by all tests."""

import signal
from collections.abc import Iterator

import pytest

# So that their assertions explain themselves as a test's own do.
pytest.register_assert_rewrite("tests.contract")


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """Ctrl-C as a terminal's programs have it: a run in the background ignores it, and so would
    every process that a test starts and interrupts."""
    before = signal.getsignal(signal.SIGINT)
    if before == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
