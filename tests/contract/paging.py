"""Orders and pages."""

from collections.abc import Iterator
from random import Random

import pytest

from archive import Article
from index import All, Cursor, Engine, Node, Prefix, Sort, Word
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

    @pytest.mark.parametrize("sort", list(Sort))
    def test_cursors_walk_through_all_hits_once(self, engine: Engine, sort: Sort) -> None:
        fill(engine, many(60), batches=4)
        whole = find(engine, Word("seoul"), sort=sort, limit=100)
        walked = list(walk(engine, Word("seoul"), sort, 7))
        assert walked == ids(whole)
        assert len(set(walked)) == whole.total == 60

    def test_a_cursor_changes_neither_total_nor_facets(self, engine: Engine) -> None:
        fill(engine, many(20))
        whole = find(engine, Word("seoul"), limit=20)
        rest = find(engine, Word("seoul"), after=whole.hits[11].cursor, offset=2, limit=3)
        assert rest.hits == whole.hits[14:17]
        assert (rest.total, rest.facets) == (whole.total, whole.facets)
        last = find(engine, Word("seoul"), after=whole.hits[-1].cursor)
        assert (last.hits, last.total) == ((), 20)

    @pytest.mark.parametrize("sort", list(Sort))
    def test_a_cursor_outlives_its_hit(self, engine: Engine, sort: Sort) -> None:
        fill(engine, many(20))
        whole = find(engine, All(), sort=sort, limit=20)
        with engine.writing(2) as writer:
            for hit in whole.hits[3:9]:
                writer.delete(hit.id)
        after = find(engine, All(), sort=sort, after=whole.hits[5].cursor, limit=20)
        assert ids(after) == ids(whole)[9:]

    @pytest.mark.parametrize("sort", list(Sort))
    def test_what_does_not_change_is_met_once_while_the_index_changes(
        self, engine: Engine, sort: Sort
    ) -> None:
        articles = many(60)
        fill(engine, articles, batches=3)
        changed: set[str] = set()
        met: list[str] = []
        chance = Random(str(sort))
        for revision, key in enumerate(walk(engine, Prefix("seo"), sort, 4), start=2):
            met.append(key)
            with engine.writing(revision) as writer:
                other = chance.choice(list(articles))
                changed.add(other)
                if chance.random() < 0.5:
                    writer.delete(other)
                else:
                    writer.put(other, article("Seoul", published=f"2024-10-{revision % 28 + 1:02}"))
                writer.put(
                    f"new{revision}", article("Seoul", published=f"2024-0{revision % 9 + 1}-09")
                )
        unchanged = [key for key in met if key in articles and key not in changed]
        assert sorted(unchanged) == sorted(articles.keys() - changed)

    def test_scores_that_all_move_move_a_cursor_with_them(self, engine: Engine) -> None:
        articles = {
            f"{n:02}": article("Seoul " * (n % 9 + 1) + "x " * (9 - n % 9), "b") for n in range(90)
        }
        fill(engine, articles)
        met: list[str] = []
        for revision, key in enumerate(walk(engine, Word("seoul"), Sort.RELEVANCE, 7), start=2):
            met.append(key)
            if revision % 7 == 1:  # before the next page
                with engine.writing(revision) as writer:
                    writer.put(f"new{revision}", article("x " * 10, "b"))
        assert sorted(met) == sorted(articles)

    def test_a_cursor_of_no_hit_is_a_place_all_the_same(self, engine: Engine) -> None:
        fill(engine, {"b": article("A", published="2024-10-21"), "d": article("A")})
        day = 1729468800_000_000
        for cursor, newest, oldest in (
            (Cursor(day, "a"), "bd", "bd"),
            (Cursor(day, "b"), "d", "d"),
            (Cursor(day + 1, "z"), "bd", "d"),
            (Cursor(day - 1, ""), "d", "bd"),
            (Cursor(None, "c"), "d", "d"),
            (Cursor(None, "d"), "", ""),
            (Cursor(10**30, "z"), "bd", "d"),
            (Cursor(-(10**30), "z"), "d", "bd"),
        ):
            for sort, expected in ((Sort.NEWEST, newest), (Sort.OLDEST, oldest)):
                assert ids(find(engine, All(), sort=sort, after=cursor)) == list(expected)


def many(count: int) -> dict[str, Article]:
    """Articles among which many are equal in each order."""
    return {
        f"{n % 5}-{n:02}": article(
            "Seoul", "troops " * (n % 3), published=f"2024-10-{n % 4 + 1:02}" if n % 7 else None
        )
        for n in range(count)
    }


def walk(engine: Engine, query: Node, sort: Sort, limit: int) -> Iterator[str]:
    """The ids of all hits, page by page."""
    after = None
    while hits := find(engine, query, sort=sort, after=after, limit=limit).hits:
        yield from (hit.id for hit in hits)
        after = hits[-1].cursor
