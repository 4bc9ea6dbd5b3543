"""What a query finds, and in which order of relevance."""

import pytest

from index import All, And, Engine, Not, Or, Phrase, Prefix, SnippetRequest, Word, document_of
from index.query import Boosted, Fuzzy, Synonyms, Wildcard
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

    def test_an_exact_word_is_no_other_form_of_it(self, engine: Engine) -> None:
        texts = {"a": "The résumé", "b": "The resume", "c": "Resumes", "d": "RESUME'S end"}
        fill(engine, {key: article(text) for key, text in texts.items()}, batches=2)
        assert sorted(ids(find(engine, Word("resume")))) == ["a", "b", "c", "d"]
        assert ids(find(engine, Word("Resume", exact=True))) == ["b"]
        assert ids(find(engine, Word("résumé", exact=True))) == ["a"]
        assert ids(find(engine, Phrase("the RESUME", exact=True))) == ["b"]
        assert ids(find(engine, Not(Word("resume", exact=True)))) == ["a", "c", "d"]

    def test_an_exact_word_weighs_what_it_does_by_itself(self, engine: Engine) -> None:
        fill(engine, {"a": article("troop move"), "b": article("troops move")})
        assert find(engine, Word("troops")).total == 2
        exact = find(engine, Word("troops", exact=True)).hits[0]
        assert exact.score > find(engine, Word("troops")).hits[0].score, "it is rarer"

    def test_patterns_stand_for_words_and_not_for_their_forms(self, engine: Engine) -> None:
        texts = {"a": "deploy", "b": "deployed", "c": "Deployment", "d": "redeploy", "e": "déploya"}
        fill(engine, {key: article(text) for key, text in texts.items()}, batches=2)
        for node, expected in {
            Prefix("deploye"): "b",
            Prefix("DEPLOY"): "abce",
            Wildcard("deploy*t"): "c",
            Wildcard("*deploy"): "ad",
            Wildcard("deploy?"): "e",
            Wildcard("d?ploy??"): "b",
            Wildcard("*"): "abcde",
            Fuzzy("deploi"): "a",
            Fuzzy("dpeloy"): "a",
            Fuzzy("deploy", distance=2): "abde",
            Fuzzy("nothing"): "",
        }.items():
            assert sorted(ids(find(engine, node))) == list(expected), node

    def test_words_are_found_in_the_forms_of_each_language(self, engine: Engine) -> None:
        articles = {
            "de": article("Die Häuser der Stadt", language="de-AT"),
            "fr": article("Les maisons arrivées", language="fr"),
            "en": article("The houses of the city", language="en"),
            "none": article("Arrivals"),
        }
        fill(engine, articles, batches=2)
        for node, expected in {
            Word("Haus"): ["de"],
            Word("häusern"): ["de"],
            Word("hauser"): ["de"],
            Word("maison"): ["fr"],
            Word("arrivée"): ["fr"],
            Word("arrivees"): ["fr"],
            Word("house"): ["en"],
            Word("arrival"): ["none"],
            Phrase("maison arrivée"): ["fr"],
            Word("maisons", exact=True): ["fr"],
            Word("maison", exact=True): [],
            Prefix("mais"): ["fr"],
        }.items():
            assert ids(find(engine, node)) == expected, node

    def test_words_are_found_inside_scripts_without_spaces(self, engine: Engine) -> None:
        fill(
            engine,
            {
                "ko": article("서울은 북한을 비판했다", language="ko"),
                "ja": article("北朝鮮軍がロシアに派遣", language="ja"),
                "zh": article("朝鮮北部", language="zh"),
            },
        )
        for node, expected in {
            Word("서울"): ["ko"],
            Word("北朝鮮"): ["ja"],
            Word("朝鮮"): ["ja", "zh"],
            Word("北"): ["ja", "zh"],
            Word("軍"): ["ja"],
            Word("朝北"): [],
            Phrase("서울은 북한"): ["ko"],
            Prefix("北朝"): ["ja"],
            Not(Word("北朝鮮")): ["ko", "zh"],
            Word("북한", exact=True): ["ko"],
        }.items():
            assert sorted(ids(find(engine, node))) == expected, node

    def test_a_boost_multiplies_what_it_is_put_on(self, engine: Engine) -> None:
        fill(engine, {"a": article("Seoul speaks"), "b": article("Kursk speaks")})
        once = find(engine, Word("seoul")).hits[0].score
        assert find(engine, Boosted(Word("seoul"), 2.5)).hits[0].score == pytest.approx(once * 2.5)
        either = Or((Word("seoul"), Boosted(Word("kursk"), 3)))
        assert ids(find(engine, either)) == ["b", "a"]
        ignored = find(engine, Or((Word("seoul"), Boosted(Word("kursk"), 0))))
        assert [(hit.id, hit.score > 0) for hit in ignored.hits] == [("a", True), ("b", False)]

    def test_synonyms_are_worth_what_the_best_of_them_is(self, engine: Engine) -> None:
        fill(
            engine,
            {
                "both": article("DPRK, which is North Korea"),
                "short": article("DPRK"),
                "long": article("North Korea"),
            },
        )
        short, long = Word("dprk"), Phrase("north korea")
        found = {hit.id: hit.score for hit in find(engine, Synonyms((short, long))).hits}
        by_short = {hit.id: hit.score for hit in find(engine, short).hits}
        by_long = {hit.id: hit.score for hit in find(engine, long).hits}
        assert found == {
            key: pytest.approx(max(by_short.get(key, 0), by_long.get(key, 0)))
            for key in ("both", "short", "long")
        }
