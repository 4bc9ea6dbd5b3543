"""What every engine can do. The test class of an engine inherits EngineContract and opens it:

class TestWhooshEngine(EngineContract):
    def open(self, place: Path, archive_id: str = "archive") -> Engine:
        return WhooshEngine(place / "index", archive_id)
"""

from tests.contract.facets import FacetContract
from tests.contract.finding import FindingContract
from tests.contract.paging import PagingContract
from tests.contract.random_queries import RandomQueryContract
from tests.contract.rebuilding import RebuildingContract
from tests.contract.scoring import ScoringContract
from tests.contract.threads import ThreadContract
from tests.contract.writing import WritingContract


class EngineContract(
    FindingContract,
    ScoringContract,
    RandomQueryContract,
    PagingContract,
    FacetContract,
    WritingContract,
    RebuildingContract,
    ThreadContract,
):
    """All of it; inherited by the test class of each engine."""
