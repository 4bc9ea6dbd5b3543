"""How much reading may cost, so that no input, however it was made, takes all memory or all day."""

from dataclasses import dataclass

from archive.readers.faults import BrokenInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one input may be made of; sizes are in bytes.

    `document_bytes` bounds one article as it came: a page, a record, a feed's item. `whole_bytes`
    bounds what has to be in memory at once to be understood: a feed, and a JSON object that is no
    line of many. Everything else is streamed and may be of any size.

    `depth` counts containers around a file: 2 for `a.tar.gz`, 3 for a page in a zip in that.
    `entries` bounds one container. An input may unpack to `unpacked_bytes` in all, and beyond the
    first `free_bytes` to no more than `ratio` times what was read of it. (Text shrinks to a tenth;
    the densest news seen, templated JSON under zstd, to a sixtieth. Zip bombs start at 1,000.)
    """

    document_bytes: int = 10_000_000
    whole_bytes: int = 64 * 2**20
    depth: int = 5
    entries: int = 10_000_000
    unpacked_bytes: int = 2**40
    free_bytes: int = 64 * 2**20
    ratio: int = 250


class Budget:
    """What an input has cost so far, all containers in it counted together."""

    def __init__(self, limits: Limits) -> None:
        self.exceeded: str | None = None
        self._limits = limits
        self._read = 0
        self._unpacked = 0

    def read(self, size: int) -> None:
        """So many bytes came from outside."""
        self._read += size

    def unpack(self, size: int) -> None:
        """So many bytes came out of a container; raises BrokenInput where that is too much."""
        self._unpacked += size
        limits = self._limits
        if self._unpacked > limits.unpacked_bytes:
            self.exceeded = f"unpacks to more than {limits.unpacked_bytes:,} bytes"
        elif self._unpacked > limits.free_bytes + limits.ratio * self._read:
            self.exceeded = f"unpacks to more than {limits.ratio} times its size, as zip bombs do"
        if self.exceeded:
            raise BrokenInput(self.exceeded)
