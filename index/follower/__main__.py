"""`python -m index.follower`: follow the archive that the environment names.

It ends on SIGTERM or SIGINT after the batch it is at, and when the process that started it is gone.
"""

import logging
import sys

from archive import ArchiveError, Settings, log_to_stderr, stop_when_told
from index.follower.process import follow


def main() -> int:
    """Run until told to stop; the exit code is 0 then, and 1 after an error."""
    stop = stop_when_told()
    try:
        settings = Settings.from_environment()
        log_to_stderr("follower", settings.log_level)
        follow(settings, stop)
    except (ArchiveError, OSError) as error:
        logging.getLogger(__name__).error("%s", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
