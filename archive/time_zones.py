"""Time zones by their names in the IANA database, of which each machine has a copy."""

from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

_OF_A_MACHINE = frozenset({"localtime", "posixrules", "Factory"})
"""What lies beside the zones and is none: what is meant depends on the machine."""


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """The name of every zone, old ones included; reading them takes milliseconds, once."""
    return frozenset(available_timezones() - _OF_A_MACHINE)


def zone_named(name: str) -> ZoneInfo:
    """The zone with this name; raises ValueError for what names none."""
    if name not in zone_names():
        raise ValueError(f"{name!r} is no time zone of the IANA database.")
    return ZoneInfo(name)
