"""Orders and pages."""

import pytest

from index import All, Engine, Sort, Word
from tests.contract.engines import EngineTests, fill, find, ids
from tests.contract.oracle import article


class PagingContract(EngineTests):
    """Orders and pages."""

    def test_time_orders_have_ties_by_id_and_the_undated_last(self, engine: Engine) -> None:
        articles = {
            "d": article("A"),
            "c": article("A", published="2024-10-21T09:32"),
            "b": article("A", published="2024-10-21T15:02+05:30"),
            "a": article("A", published="2024-10-21T09:33"),
            "e": article("A"),
            "f": article("A", published="1905-01-22"),
        }
        fill(engine, articles, batches=3)
        assert ids(find(engine, All(), sort=Sort.NEWEST)) == ["a", "b", "c", "f", "d", "e"]
        assert ids(find(engine, All(), sort=Sort.OLDEST)) == ["f", "b", "c", "a", "d", "e"]
        assert {h.score for h in find(engine, Word("a"), sort=Sort.NEWEST).hits} == {0}

    @pytest.mark.parametrize("sort", list(Sort))
    def test_pages_together_are_the_whole(self, engine: Engine, sort: Sort) -> None:
        articles = {
            f"{n % 5}-{n:02}": article(
                "Seoul", "troops " * (n % 3), published=f"2024-10-{n % 4 + 1:02}"
            )
            for n in range(23)
        }
        fill(engine, articles, batches=4)
        whole = find(engine, Word("seoul"), sort=sort, limit=100)
        assert whole.total == 23
        pages = [find(engine, Word("seoul"), sort=sort, offset=n, limit=5) for n in range(0, 25, 5)]
        assert [hit for page in pages for hit in page.hits] == list(whole.hits)
        assert {page.total for page in pages} == {23}

    def test_a_page_beyond_the_end_is_empty_and_the_total_stays(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul")})
        beyond = find(engine, Word("seoul"), offset=10**9)
        assert (beyond.total, beyond.hits) == (1, ())
        assert find(engine, Word("seoul"), limit=0).total == 1
