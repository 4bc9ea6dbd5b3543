"""How well the archive ranks, beside stock Whoosh and bm25s:

    python -m bench.relevance [FOLDER ...] [--results FILE]

A FOLDER is a collection with judged answers (see `bench.relevance.collection` for the format); by
default those in ../shared/data/retrieval, beside the project. The table is printed and written to
bench/relevance.md, or to FILE.

The archive answers through a real index that its engine builds of the documents, asked what
`/v1/search?operator=or` asks. The peers are as good as they are known to be: bm25s with Porter2
stems, its English stop words and title and text as one; Whoosh with its StemmingAnalyzer, its BM25F
over title and text, and an OrGroup.
"""

import argparse
import sys
from pathlib import Path

from bench.relevance.collection import read_collection
from bench.relevance.measure import measure
from bench.relevance.rankers import ARCHIVE, RANKERS
from bench.relevance.report import page

_ROOT = Path(__file__).parents[2]
_SHARED = _ROOT.parent / "shared" / "data" / "retrieval"


def main() -> None:
    """Measure every collection; exits with a message where there is none."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--results", type=Path, default=_ROOT / "bench" / "relevance.md", metavar="FILE"
    )
    arguments = parser.parse_args()
    folders = arguments.folders or sorted(each for each in _SHARED.glob("*") if each.is_dir())
    if not folders:
        sys.exit(f"No collections: {_SHARED} is not there. Name folders of your own.")
    try:
        collections = [read_collection(folder) for folder in folders]
    except (OSError, ValueError) as error:
        sys.exit(f"Not a collection: {error}")
    figures = [measure(collection, RANKERS) for collection in collections]
    text = page(collections, figures, ARCHIVE)
    print(text)
    arguments.results.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
