import logging
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import SettingsError
from index import (
    FIELDS,
    Operator,
    QuerySyntaxError,
    QueryTooBroad,
    Word,
    format_node,
    parse_query,
)
from index.query import Synonyms
from index.synonym_file import MAX_BYTES, MAX_MEANINGS, MAX_RULES, MAX_WORDS
from index.synonyms import MAX_ADDED, MAX_PHRASES, SynonymFile, SynonymRules, load_synonyms
from index.whoosh_engine.engine import WhooshEngine
from tests.contract.engines import fill, find, ids
from tests.contract.oracle import article

RULES = """
# What outlets call the country.
DPRK = North Korea = “Democratic People's Republic of Korea”  # as it calls itself
US = United States
IT = information technology

troop = soldier
NYT = New York Times
new york => NYC
Kim Jong-un => supreme leader
북한 = 조선
"""


def rules_of(folder: Path, text: str) -> SynonymRules:
    path = folder / "synonyms.txt"
    path.write_text(text, encoding="utf-8")
    return load_synonyms(path)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> SynonymRules:
    return rules_of(tmp_path_factory.mktemp("synonyms"), RULES)


LONG = '"Democratic People\'s Republic of Korea"'
DPRK = f'(DPRK OR "North Korea" OR {LONG})'


@pytest.mark.parametrize(
    ("typed", "widened"),
    [
        ("DPRK", DPRK[1:-1]),
        ("dprk launches", DPRK.replace("DPRK", "dprk") + " launches"),
        ("North-Korea", f"North-Korea OR DPRK OR {LONG}"),
        ('"north korea"', f'"north korea" OR DPRK OR {LONG}'),
        ("north korea troops", f"(north korea OR DPRK OR {LONG}) (troops OR soldier)"),
        ("soldiers", "soldiers OR troop"),
        ("title:soldiers", "title:soldiers OR title:troop"),
        ("NOT DPRK", f"-{DPRK}"),
        ("seoul -(north korea)", f"seoul -(north korea OR DPRK OR {LONG})"),
        ("troops^2", "(troops OR soldier)^2"),
        ("troops OR seoul", "(troops OR soldier) OR seoul"),
        ("US", 'US OR "United States"'),
        ("북한", "북한 OR 조선"),
        ("kim jong-un", 'kim jong-un OR "supreme leader"'),
        # The longest run, and what is left of it.
        ("new york times", "new york times OR NYT"),
        ("new york mayor", "(new york OR NYC) mayor"),
        # Inside a phrase, every combination.
        (
            '"NYT in New York"',
            '"NYT in New York" OR "NYT in NYC"'
            ' OR "New York Times in New York" OR "New York Times in NYC"',
        ),
        ('title:"two troops"~2', 'title:"two troops"~2 OR title:"two soldier"~2'),
    ],
)
def test_words_and_phrases_stand_beside_what_means_the_same(
    rules: SynonymRules, typed: str, widened: str
) -> None:
    assert format_node(rules.expand(parse_query(typed))) == widened


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "=DPRK",
        '="north korea"',
        "DPRK*",
        "DPRK~",
        "DP?K",
        "it",  # the pronoun
        "source:DPRK",
        "north title:korea",
        "north OR korea",
        "north seoul korea",
        "=north korea",
        "north -korea",
        "NYC",  # one way only
        '"supreme leader"',
        "published:2024",
        '"korea north"',
    ],
)
def test_what_is_not_asked_for_in_other_words_stays(rules: SynonymRules, typed: str) -> None:
    node = parse_query(typed)
    assert rules.expand(node) == node


def test_what_was_typed_comes_first(rules: SynonymRules) -> None:
    node = rules.expand(parse_query("troops"))
    assert node == Synonyms((Word("troops"), Word("soldier")))
    assert rules.expand(node) == node


def test_an_exact_query_is_not_widened(rules: SynonymRules) -> None:
    node = parse_query("DPRK troops", exact=True)
    assert rules.expand(node) == node


def test_words_that_are_alternatives_are_widened_one_by_one(rules: SynonymRules) -> None:
    node = parse_query("troops north korea", operator=Operator.OR)
    assert format_node(rules.expand(node)) == "(troops OR soldier) OR north OR korea"


def test_a_rule_both_ways_and_one_of_two_lines_adds_up(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, "a1 = b1\nb1 = c1 = B1\nd1 = d2 => e1 = e2\n")
    assert format_node(rules.expand(parse_query("b1"))) == "b1 OR a1 OR c1"
    assert format_node(rules.expand(parse_query("a1"))) == "a1 OR b1"
    assert format_node(rules.expand(parse_query("d2 e1"))) == "(d2 OR e1 OR e2) e1"


def test_no_rules_change_nothing() -> None:
    node = parse_query("DPRK troops")
    assert SynonymRules().expand(node) is node


def test_a_phrase_of_too_many_combinations_is_changed_in_one_place_at_a_time(
    tmp_path: Path,
) -> None:
    rules = rules_of(tmp_path, "\n".join(f"w{n} = x{n} = y{n}" for n in range(4)))
    words = "w0 w1 w2 w3".split()
    node = rules.expand(parse_query(f'"{" ".join(words)}"'))
    assert isinstance(node, Synonyms)
    assert 3 ** len(words) > MAX_PHRASES
    assert len(node.children) == 1 + 2 * len(words)


def test_a_query_with_too_many_synonyms_says_what_to_do(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, "one = " + " = ".join(f"w{n}" for n in range(MAX_MEANINGS - 1)))
    enough = MAX_ADDED // (MAX_MEANINGS - 1)
    rules.expand(parse_query("one " * enough))
    with pytest.raises(QueryTooBroad, match="Write fewer"):
        rules.expand(parse_query("one " * (enough + 1)))


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("DPRK", 1, "both sides"),
        ("a1 = b1\n\n# fine\nDPRK =", 4, "nothing on one side"),
        ("= DPRK", 1, "nothing on one side"),
        ("a1 = = b1", 1, "nothing on one side"),
        ("a1 => b1 => c1", 1, "one =>"),
        ("=> b1", 1, "nothing on one side"),
        ("a1 => # b1", 1, "nothing on one side"),
        ("a1 = …", 1, "no letter or digit"),
        ("a1 = " + "b " * 21, 1, "more than 20 words"),
        ("=".join(f"w{n}" for n in range(MAX_MEANINGS + 1)), 1, f"at most {MAX_MEANINGS}"),
        ("a1 = b1\n" * (MAX_RULES + 1), MAX_RULES + 1, "at most 10,000 rules"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(SettingsError, match=what) as raised:
        rules_of(tmp_path, text)
    assert f"{tmp_path / 'synonyms.txt'}, line {line}: " in str(raised.value)


def test_what_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.txt"
    path.write_bytes(b"a1 = b1\ncaf\xe9 = bar\n")
    with pytest.raises(SettingsError, match="line 2: this is not UTF-8"):
        load_synonyms(path)
    with pytest.raises(SettingsError, match="cannot be read"):
        load_synonyms(tmp_path / "nowhere.txt")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_synonyms(tmp_path)


def test_byte_order_marks_line_ends_and_hashes_inside_words_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.txt"
    path.write_bytes("\ufeffC#1 = C sharp\r\n \r\n#x\r\nCafé=bar".encode())
    rules = load_synonyms(path)
    assert format_node(rules.expand(parse_query("C#1"))) == 'C#1 OR "C sharp"'
    assert format_node(rules.expand(parse_query("CAFE"))) == "CAFE OR bar"


def rewrite(path: Path, text: str) -> None:
    """Another file in the same place, as an editor or a deployment writes it."""
    other = path.with_suffix(".new")
    other.write_text(text)
    other.replace(path)


def test_a_changed_file_holds_at_once_and_a_broken_one_never(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "synonyms.txt"
    path.write_text("a1 = b1")
    file = SynonymFile(path)
    first = file.rules()
    assert format_node(first.expand(Word("a1"))) == "a1 OR b1"
    assert file.rules() is first

    rewrite(path, "a1 = c1")
    second = file.rules()
    assert format_node(second.expand(Word("a1"))) == "a1 OR c1"
    assert second.fingerprint != first.fingerprint

    with caplog.at_level(logging.WARNING):
        rewrite(path, "a1")
        assert file.rules() is second
        assert file.rules() is second
        path.unlink()
        assert file.rules() is second
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert "line 1" in caplog.text

    rewrite(path, "a1 = d1")
    assert format_node(file.rules().expand(Word("a1"))) == "a1 OR d1"


def test_a_file_that_cannot_be_used_from_the_start_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        SynonymFile(tmp_path / "nowhere.txt")


WORDS = 'DPRK north korea NYT new york times troops =troops US title:north -dprk "new york" OR (x)'


@given(st.lists(st.sampled_from(WORDS.split(" ")), min_size=1, max_size=10).map(" ".join))
def test_any_query_can_be_widened_and_read_again(rules: SynonymRules, text: str) -> None:
    try:
        node = parse_query(text)
    except QuerySyntaxError:
        return
    widened = rules.expand(node)
    assert rules.expand(widened) == widened
    parse_query(format_node(widened))


def test_every_field_is_either_widened_or_of_names() -> None:
    rules = SynonymRules({("a1",): ("b1",)})
    changed = {name for name in FIELDS if rules.expand(Word("a1", name)) != Word("a1", name)}
    assert changed == {"title", "description", "body"}


def test_a_search_finds_what_means_the_same_and_leaves_it_out_too(
    rules: SynonymRules, tmp_path: Path
) -> None:
    engine = WhooshEngine(tmp_path / "index", "archive")
    texts = [
        "The DPRK sends soldiers.",
        "North Korean troops leave North Korea.",
        "Korea looks north.",
        "Seoul waits.",
    ]
    fill(engine, {str(number): article(body=text) for number, text in enumerate(texts, 1)})

    def found(query: str) -> list[str]:
        return sorted(ids(find(engine, rules.expand(parse_query(query)))))

    assert found("DPRK") == ["1", "2"]
    assert found('"north korea"') == ["1", "2"]
    assert found("north korea") == ["1", "2", "3"]
    assert found("dprk troops") == ["1", "2"]
    assert found("=dprk") == ["1"]
    assert found("NOT DPRK") == ["3", "4"]
    assert found("-(north korea)") == ["4"]
    engine.close()


DOCUMENT = (Path(__file__).parents[2] / "docs" / "synonyms.md").read_text(encoding="utf-8")


def documented() -> list[tuple[str, str]]:
    (table,) = re.findall(r"^\| query .*\n\|---.*\n((?:\|.*\n)+)", DOCUMENT, re.MULTILINE)
    return re.findall(r"^\| `(.*)` \| `(.*)` \|$", table, re.MULTILINE)


@pytest.mark.parametrize(("typed", "widened"), documented())
def test_the_document_tells_what_its_rules_do(tmp_path: Path, typed: str, widened: str) -> None:
    (text,) = re.findall(r"```text\n(.*?)```", DOCUMENT, re.DOTALL)
    rules = rules_of(tmp_path, text)
    assert format_node(rules.expand(parse_query(typed))) == widened


def test_the_document_tells_the_limits() -> None:
    limits = DOCUMENT.split("## Limits")[1]
    for limit in (MAX_RULES, MAX_BYTES // 1_000_000, MAX_MEANINGS, MAX_WORDS, MAX_ADDED):
        assert f"{limit:,} " in limits
    assert f"more than {MAX_PHRASES}," in DOCUMENT
