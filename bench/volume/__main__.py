"""Import articles by the hundred thousand, undisturbed and killed, into the same archive:

    python -m bench.volume [--articles N] [--kills K] [--seed S] [--folder FOLDER]

N articles, recombined from the sentences of those in ../shared/data/articles, half of them lines of
one JSON Lines file and half text files, are imported with `flask archive import` into one archive;
then into another one, where the command is killed K times (SIGKILL), at random moments, and run
again. Printed are the rates, the peak memory of each kind of process, and whether the archives are
the same to the last byte, times of storing aside. FOLDER (a temporary one by default) needs some
25 KB an article; what was made in it is removed. Linux only.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench.volume.archives import archive_revision, digest_archive
from bench.volume.articles import SHARED, make_articles, read_material, write_articles
from bench.volume.running import ImportRun, run_import


def main() -> None:
    """Measure, print, and exit with 1 where the archives differ."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--material", type=Path, default=SHARED)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if not options.material.is_dir():
        sys.exit(f"There are no articles to recombine in {options.material}.")
    folder = Path(tempfile.mkdtemp(prefix="volume-", dir=options.folder))
    try:
        same = measure(options.articles, options.kills, options.seed, options.material, folder)
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if same else 1)


def measure(articles: int, kills: int, seed: int, material: Path, folder: Path) -> bool:
    """Import twice; whether the archives are the same."""
    source = folder / "source"
    made = make_articles(read_material(material), articles, seed)
    size = write_articles(made, articles, source, seed)
    tell(f"{articles:,} articles made (seed {seed}): {size / 1e6:,.1f} MB")

    undisturbed, killed = folder / "undisturbed", folder / "killed"
    run = run_import(source, undisturbed)
    tell_of(run, articles, size)
    revisions = archive_revision(undisturbed)

    moments = sorted(random.Random(seed).sample(range(1, revisions), kills))
    for moment in moments:
        run = run_import(source, killed, kill_at=moment)
        tell(
            f"killed after {run.seconds:,.0f} s, at revision {archive_revision(killed):,} (asked "
            f"for {moment:,}); left behind: {len(run.left_over)} processes"
        )
    tell_of(run_import(source, killed), articles, size)

    first, second = digest_archive(undisturbed), digest_archive(killed)
    for table, rows in first.rows.items():
        same = first.digests[table] == second.digests[table]
        tell(f"{table}: {rows:,} and {second.rows[table]:,} rows, {'the same' if same else 'NOT'}")
    tell("The archives are the same." if first == second else "The archives DIFFER.")
    return first == second


def tell_of(run: ImportRun, articles: int, size: int) -> None:
    """Print what a run that was not killed did."""
    seconds = run.stored_seconds or run.seconds
    for line in run.output.splitlines()[-3:]:
        tell(line)
    tell(
        f"exit code {run.exit_code}; stored after {seconds:,.1f} s: {articles / seconds:,.0f} "
        f"articles/s, {size / 1e6 / seconds:,.2f} MB/s; indexed after {run.seconds:,.1f} s"
    )
    for role, peak in run.peaks.items():
        tell(f"peak memory, {role}: {peak / 1e6:,.0f} MB")


def tell(line: str) -> None:
    """Print a line now, with the time."""
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)


if __name__ == "__main__":
    main()
