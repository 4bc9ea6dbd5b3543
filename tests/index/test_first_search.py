"""What the first search of a process finds loaded."""

import subprocess
import sys
from pathlib import Path

from index.whoosh_engine.engine import WhooshEngine
from tests.contract.engines import fill
from tests.contract.oracle import article

ROOT = Path(__file__).resolve().parents[2]

FIRST_SEARCH = """
import sys
from pathlib import Path
import index.whoosh_engine.engine as engine
from index import SearchRequest, parse_query
known = set(sys.modules)
opened = engine.WhooshEngine(Path(sys.argv[1]) / "index", "archive")
for text in ("seoul", '"seoul says"', "seo*", "seuol~1", "s?oul", "=Seoul -no", "published:2024"):
    opened.search(SearchRequest(query=parse_query(text), explain=True))
added = [sys.modules[name] for name in set(sys.modules) - known if name.startswith("index.")]
print([module.__name__ for module in added if "compiled" in vars(module)])
"""


def test_no_search_waits_for_a_compiler(tmp_path: Path) -> None:
    """A module of compiled loops that only a search loads would be compiled by the first one."""
    engine = WhooshEngine(tmp_path / "index", "archive")
    fill(engine, {"a": article("Seoul says no", "In Seoul nobody says more.")})
    engine.close()
    done = subprocess.run(
        [sys.executable, "-c", FIRST_SEARCH, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
