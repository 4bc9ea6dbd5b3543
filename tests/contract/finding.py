"""What a query finds, and in which order of relevance."""

import pytest

from index import All, And, Engine, Not, Or, Phrase, SnippetRequest, Word, document_of
from tests.contract.engines import EngineTests, fill, find, ids
from tests.contract.oracle import article


class FindingContract(EngineTests):
    """What a query finds, and in which order of relevance."""

    def test_a_word_is_found_in_title_description_and_body(self, engine: Engine) -> None:
        articles = {
            "title": article("Troops move", "A body"),
            "description": article("Title", "A body", description="Troops move"),
            "body": article("Title", "Troops move"),
            "nowhere": article("Title", "A body", authors=["Troops"]),
        }
        fill(engine, articles)
        assert ids(find(engine, Word("troops"))) == ["title", "description", "body"]
        assert ids(find(engine, Word("troop", "body"))) == ["body"]
        assert ids(find(engine, Word("troops", "author"))) == ["nowhere"]

    def test_a_document_that_says_it_more_often_comes_first(self, engine: Engine) -> None:
        once = article("A", "seoul and a few other words of no matter")
        twice = article("A", "seoul and seoul a few other words of no matter")
        fill(engine, {"a": once, "b": twice})
        first, second = find(engine, Word("seoul")).hits
        assert (first.id, second.id) == ("b", "a")
        assert first.score > second.score > 0

    def test_a_rare_word_weighs_more_than_a_common_one(self, engine: Engine) -> None:
        common = {f"c{n}": article("A", "seoul speaks") for n in range(5)}
        fill(engine, {**common, "r": article("A", "kursk speaks")})
        assert ids(find(engine, Or((Word("seoul"), Word("kursk")))))[0] == "r"

    def test_a_phrase_counts_its_stop_words(self, engine: Engine) -> None:
        fill(
            engine,
            {
                "a": article("A", "The war of the worlds begins"),
                "b": article("A", "The war and the worlds begin"),
            },
        )
        assert ids(find(engine, Phrase("war of the worlds"))) == ["a"]
        assert ids(find(engine, Phrase("war worlds", slop=2))) == ["a", "b"]
        assert ids(find(engine, Phrase("war worlds", slop=1))) == []
        assert ids(find(engine, Phrase("worlds war", slop=5))) == []

    def test_no_phrase_spans_two_authors(self, engine: Engine) -> None:
        fill(engine, {"a": article("A", authors=["Jo Lee", "Kim Park"])})
        assert ids(find(engine, Phrase("jo lee", "author"))) == ["a"]
        assert ids(find(engine, Phrase("lee kim", "author", slop=50))) == []

    def test_a_hyphenated_word_is_a_phrase(self, engine: Engine) -> None:
        fill(engine, {"a": article("North Korean"), "b": article("Korean north")})
        assert ids(find(engine, Word("north-korean"))) == ["a"]

    def test_stop_words_are_not_asked_for_beside_other_words(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul speaks"), "b": article("The end of it")})
        assert ids(find(engine, And((Word("the"), Word("seoul"))))) == ["a"]
        assert ids(find(engine, And((Word("the"), Word("of"))))) == ["b"]
        assert ids(find(engine, And((Word("the"), Not(Word("seoul")))))) == ["b"]

    def test_not_adds_nothing_to_a_score(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul speaks"), "b": article("Moscow speaks")})
        alone = find(engine, Word("seoul")).hits[0].score
        beside = find(engine, And((Word("seoul"), Not(Word("moscow"))))).hits[0].score
        assert beside == pytest.approx(alone)
        assert [h.score for h in find(engine, Not(Word("moscow"))).hits] == [0]

    def test_text_that_is_no_word_finds_nothing(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul - speaks")})
        assert find(engine, Word("-")).total == 0
        assert find(engine, Not(Word("-"))).total == 1

    def test_an_article_comes_back_as_it_went_in(self, engine: Engine) -> None:
        whole = article(
            "Üntitled 漢字",
            "Body\n\nwith ‘quotes’ 🎉",
            description="Standfirst",
            published="2024-10-21T16:49:00+05:30",
            source="Hindustan Times",
            agencies=["AP", "Reuters"],
            authors=["HT News Desk"],
            language="en",
        )
        fill(engine, {"a": whole})
        assert find(engine, All()).hits[0].document == document_of(whole) | {
            "authors": ["HT News Desk"]
        }

    def test_snippets_show_what_matched(self, engine: Engine) -> None:
        fill(engine, {"a": article("Title", "Before. The troops move on. After.")})
        hit = find(engine, Word("troop"), snippets=SnippetRequest(count=1)).hits[0]
        marked = [s.text[m.start : m.end] for s in hit.snippets for m in s.marks]
        assert marked == ["troops"]
        assert find(engine, Word("troop")).hits[0].snippets == ()
