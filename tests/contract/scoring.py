"""Why a hit scores what it does, and what recency does to it."""

from datetime import UTC, datetime, timedelta

import pytest

from index import All, And, Engine, Not, Or, Phrase, Prefix, Recency, Share, Sort, Word
from index.query import Boosted, Fuzzy, Synonyms, Wildcard
from tests.contract.articles import article
from tests.contract.engines import EngineTests, fill, find, ids

NOW = datetime(2024, 11, 1, tzinfo=UTC)


class ScoringContract(EngineTests):
    """Why a hit scores what it does, and what recency does to it."""

    def test_shares_tell_what_matched_where(self, engine: Engine) -> None:
        found = article("Troops move", "A trooper of North  Korea's Troops", authors=["Ann Lee"])
        fill(engine, {"a": found, "b": article("Seoul")})
        query = And(
            (
                Word("troop"),
                Boosted(Word("korea", "body"), 2),
                Phrase("of north"),
                Prefix("tro", "body"),
                Wildcard("m?ve"),
                Fuzzy("anm", "author"),
                Not(Word("seoul")),
            )
        )
        hit = find(engine, query, explain=True).hits[0]
        assert hit.shares is not None
        assert [share[:4] for share in hit.shares] == [
            ("word", "troop", "title", ("troops",)),
            ("word", "troop", "body", ("troops",)),
            ("word", "korea^2", "body", ("korea's",)),
            ("phrase", '"of north"', "body", ("of north",)),
            ("prefix", "tro*", "body", ("trooper", "troops")),
            ("wildcard", "m?ve", "title", ("move",)),
            ("fuzzy", "anm~1", "author", ("ann",)),
        ]
        assert sum(share.score for share in hit.shares) == pytest.approx(hit.score, abs=1e-9)

    def test_shares_are_for_what_is_shown_and_asked_for(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul"), "b": article("Kursk")})
        query = Or((Word("seoul"), Word("kursk"), All()))
        every = find(engine, query, explain=True, offset=1, limit=1).hits
        assert [[share.text for share in hit.shares or ()] for hit in every] == [["kursk"]]
        assert find(engine, query).hits[0].shares is None
        assert find(engine, query, explain=True, sort=Sort.NEWEST).hits[0].shares == ()
        assert find(engine, All(), explain=True).hits[0].shares == ()

    def test_a_phrase_is_worth_the_same_whatever_it_is_looked_for_with(
        self, engine: Engine
    ) -> None:
        bodies = {f"b{n}": article("Kursk", "North Korea") for n in range(5)}
        fill(engine, {"a": article("North Korea", "Seoul"), **bodies})
        phrase = Phrase("north korea")
        (alone,) = [hit for hit in find(engine, phrase, explain=True).hits if hit.id == "a"]
        (seoul,) = find(engine, Word("seoul")).hits
        (both,) = find(engine, And((Word("seoul"), phrase)), explain=True, limit=1).hits
        assert both.score == pytest.approx(seoul.score + alone.score)
        assert sum(share.score for share in both.shares or ()) == pytest.approx(both.score)
        assert (both.shares or ())[-1] == (alone.shares or ())[0]

    def test_a_word_says_more_in_a_title_but_not_twice_as_much_as_in_both(
        self, engine: Engine
    ) -> None:
        articles = {"body": article("Kim", "Seoul"), "title": article("Seoul", "Kim")}
        fill(engine, {**articles, "both": article("Seoul", "Seoul"), "none": article("Kim", "Kim")})
        scores = {hit.id: hit.score for hit in find(engine, Word("seoul")).hits}
        assert scores["body"] < scores["title"] < scores["both"]
        assert scores["both"] < scores["body"] + scores["title"]

    def test_a_word_said_again_counts_again_but_less(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul"), "b": article("Kursk")})
        once = find(engine, Word("seoul")).hits[0].score
        for node in (And, Or):
            hit = find(engine, node((Word("seoul"),) * 4), explain=True).hits[0]
            assert hit.score == pytest.approx(3 * once)
            assert [share.score for share in hit.shares or ()] == [pytest.approx(3 * once)]

    def test_a_synonym_says_what_it_was_found_for(self, engine: Engine) -> None:
        fill(engine, {"a": article("North Korea"), "b": article("The DPRK")})
        query = Synonyms((Word("DPRK"), Phrase("north korea")))
        shares = {hit.id: hit.shares for hit in find(engine, query, explain=True).hits}
        assert [share[:4] for share in shares["a"] or ()] == [
            ("synonym", "DPRK", "title", ("north korea",))
        ]
        assert [share[:4] for share in shares["b"] or ()] == [("word", "DPRK", "title", ("dprk",))]

    def test_recency_leaves_old_articles_a_part_of_their_score(self, engine: Engine) -> None:
        days = {"new": 0, "week": 7, "fortnight": 14, "ancient": 9000, "future": -9}
        articles = {
            key: article("Seoul", published=NOW - timedelta(days=days))
            for key, days in days.items()
        }
        fill(engine, {**articles, "undated": article("Seoul")}, batches=2)
        plain = {hit.id: hit.score for hit in find(engine, Word("seoul")).hits}
        recency = Recency(timedelta(days=7), NOW)
        result = find(engine, Word("seoul"), recency=recency, explain=True)
        factors = {
            "future": 1.0,
            "new": 1.0,
            "week": 0.625,
            "fortnight": 0.4375,
            "ancient": 0.25,
            "undated": 0.25,
        }
        assert {hit.id: hit.score / plain[hit.id] for hit in result.hits} == pytest.approx(factors)
        assert ids(result) == ["future", "new", "week", "fortnight", "ancient", "undated"]
        for hit in result.hits:
            last = (hit.shares or ())[-1]
            if factors[hit.id] == 1:
                assert last.kind == "word"
            else:
                lost = pytest.approx(hit.score - plain[hit.id])
                assert last == Share("recency", "", None, (), lost)

    def test_recency_changes_no_other_order_and_no_total(self, engine: Engine) -> None:
        fill(engine, {d: article("Seoul", published=d) for d in ("2024-10-01", "2023-10-01")})
        recency = Recency(timedelta(days=1), NOW)
        for sort in (Sort.NEWEST, Sort.OLDEST):
            boosted = find(engine, Word("seoul"), sort=sort, recency=recency)
            assert boosted == find(engine, Word("seoul"), sort=sort)
        assert find(engine, Word("seoul"), recency=recency).total == 2
