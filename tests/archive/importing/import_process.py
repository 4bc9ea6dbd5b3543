"""An import in a process of its own: `python import_process.py SOURCE`, settings as always.

In small batches, so that it can be killed between many of them.
"""

import sys
from pathlib import Path

from archive import Settings, import_paths, open_store


def main() -> None:
    """Import what is at the path, and print what was done as the command does."""
    settings = Settings.from_environment()
    store = open_store(settings)
    report = import_paths(store, [Path(sys.argv[1])], settings=settings, batch_size=10)
    print(
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{report.failures} failed; the archive is at revision {report.revision}."
    )
    store.close()


if __name__ == "__main__":
    main()
