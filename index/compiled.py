"""Loops over arrays, compiled to machine code by Numba.

NumPy is fast where arrays are long; a search is hundreds of operations on short ones, each of which
costs more to call than to do. A loop that goes through several of them at once costs one call.

A function is compiled for the types that it declares, when its module is imported for the first
time on a machine, and read from a cache beside it (or in the user's cache folder) from then on: no
search ever waits for a compiler. Processes that start together may all compile, and each file of
the cache replaces its forerunner at once. It lets other threads run. Bounds are not checked, so
whoever calls such a function answers for what it is given.
"""

import logging
import os
from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from pickle import UnpicklingError
from types import FunctionType
from typing import Any, ParamSpec, TypeVar

from numba import config, njit, types
from numba.core.caching import InTreeCacheLocator, UserWideCacheLocator
from numba.core.dispatcher import Dispatcher

P = ParamSpec("P")
R = TypeVar("R")

_logger = logging.getLogger(__name__)


def array(element: Any) -> Any:
    """An array that is only read, as a function declares it: one contiguous dimension."""
    return types.Array(element, 1, "C", readonly=True)


def out(element: Any) -> Any:
    """An array that is written to."""
    return types.Array(element, 1, "C")


def compiled(
    signature: Any, *, allocates: bool = True
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Compile the function for the types of `signature`, `result(parameter, ...)`; it can also
    be called from other such functions. One that makes no arrays and calls only such ones does not
    count references to those it has: where it calls often, that is most of its time."""

    def compile_or_read(function: Callable[P, R]) -> Callable[P, R]:
        compiler = partial(njit, signature, nogil=True, error_model="numpy", _nrt=allocates)
        try:
            made = compiler(cache=True)(function)
        except (OSError, RuntimeError, EOFError, UnpicklingError) as error:
            # No place to keep it, or a file that a crash of the machine has cut off.
            folder = Path(function.__code__.co_filename).parent / "__pycache__"
            _warn_once(
                "What searches is compiled at every start, because its cache can be neither read "
                f"nor made ({type(error).__name__}): make {folder} writable, delete its *.nb? files"
            )
            made = compiler()(function)
        else:
            if made.stats.cache_misses:
                _warn_once("Compiling what searches, once on this machine: up to a minute")
        result: Callable[P, R] = made
        return result

    return compile_or_read


@cache
def _file_digest(path: str) -> str:
    return sha256(Path(path).read_bytes()).hexdigest()


@cache
def _warn_once(message: str) -> None:
    _logger.warning(message)


def _stamp(function: FunctionType) -> tuple[Any, ...]:
    """What the machine code of a function was made from: its file, and the functions and numbers
    that it names, wherever they come from, since they are compiled into it. Numba's own stamp is
    the file alone, and would go on with another file's old numbers."""
    code = function.__code__
    used = [(name, function.__globals__.get(name)) for name in code.co_names]
    return (
        _file_digest(code.co_filename),
        *((name, value) for name, value in used if isinstance(value, int | float)),
        *(_stamp(value.py_func) for _, value in used if isinstance(value, Dispatcher)),
    )


class _StampedLocator:
    """Mixed into Numba's locators: what was compiled is of use while its stamp is the same."""

    def __init__(self, function: FunctionType, file: str) -> None:
        super().__init__(function, file)  # type: ignore[call-arg] # the locator's
        self._function = function

    def get_source_stamp(self) -> tuple[Any, ...]:
        """See `_stamp`; and this file, because it says how a function is compiled."""
        return (_file_digest(__file__), _stamp(self._function))


class BesideSource(_StampedLocator, InTreeCacheLocator):
    """`__pycache__` beside the source, if it can be written, or is read-only and was filled before
    it became so, as in a container's image. (Numba's own locator takes no read-only folder.)"""

    def ensure_cache_path(self) -> None:
        """Raises OSError for a folder that can be of no use."""
        folder = Path(self._cache_path)
        if os.access(folder, os.W_OK) or not any(folder.glob("*.nbi")):
            super().ensure_cache_path()  # type: ignore[no-untyped-call]


class UserFolder(_StampedLocator, UserWideCacheLocator):
    """The user's own cache folder, for sources that belong to somebody else."""


# As NUMBA_CACHE_LOCATOR_CLASSES says it; Numba imports them by these names.
config.CACHE_LOCATOR_CLASSES = ",".join(  # type: ignore[attr-defined]
    f"{__name__}.{locator.__name__}" for locator in (BesideSource, UserFolder)
)
