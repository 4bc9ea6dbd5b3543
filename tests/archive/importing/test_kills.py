"""An import that is killed and run again ends with the archive of one that was left alone."""

import random
import sys
from pathlib import Path

from bench.volume.archives import archive_revision, digest_archive
from bench.volume.articles import Material, make_articles, split_sentences, write_articles
from bench.volume.running import run_import

ROOT = Path(__file__).parents[3]
PROGRAM = (sys.executable, str(Path(__file__).with_name("import_process.py")))
ARTICLES = 240
SEED = 5


def material() -> Material:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    sentences = [sentence for text in texts for sentence in split_sentences(text)]
    return Material(titles=[sentence[:60] for sentence in sentences], sentences=sentences)


def test_killed_three_times_and_repeated_it_ends_with_exactly_the_same_archive(
    tmp_path: Path,
) -> None:
    source, undisturbed, killed = tmp_path / "in", tmp_path / "undisturbed", tmp_path / "killed"
    write_articles(make_articles(material(), ARTICLES, SEED), ARTICLES, source, SEED)
    first = run_import(source, undisturbed, command=PROGRAM)
    assert first.exit_code == 0, first.output
    revisions = archive_revision(undisturbed)

    for moment in sorted(random.Random(SEED).sample(range(1, revisions), 3)):
        run = run_import(source, killed, kill_at=moment, command=PROGRAM)
        assert run.exit_code != 0, "it was killed before its end"
        assert run.left_over == []
        assert moment <= archive_revision(killed) < revisions
    last = run_import(source, killed, command=PROGRAM)

    assert digest_archive(killed) == digest_archive(undisturbed)
    assert f"at revision {revisions}." in first.output
    assert f"at revision {revisions}." in last.output
    assert " 0 added" not in last.output
