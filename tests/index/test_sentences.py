import pytest

from index import sentences as compiled
from index.characters import character_kinds, code_points


def sentence_start(text: str, earliest: int, latest: int) -> int | None:
    found = compiled.sentence_start(code_points(text), character_kinds(), earliest, latest)
    return None if found == compiled.NONE else found


def sentence_end(text: str, earliest: int, latest: int) -> int | None:
    found = compiled.sentence_end(code_points(text), character_kinds(), earliest, latest)
    return None if found == compiled.NONE else found


def sentences(text: str) -> list[str]:
    """The text cut wherever a sentence is taken to begin."""
    places = [place for place, letter in enumerate(text) if letter.isalnum() or letter in "“「"]
    found = {sentence_start(text, place, place) for place in places}
    starts = sorted(place for place in found if place is not None)
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "expected",
    [
        ["He said so.", "She did not."],
        ["Mr. Kim met Gen. Lee.", "He said so."],
        ["A J. Smith of the U.S. Army came.", "Who?", "Nobody!"],
        ["“He left.”", "Then she came."],
        ["“What?” he said.", "Then he left."],
        ["It costs approx. 3.50 etc. and more.", "No. 3 is from Oct. 21."],
        ["Wait…", "What?!", "Yes..."],
        ["북한이 파병했다.", "서울은 침묵했다."],
        ["Война началась.", "Это не правда."],
    ],
)
def test_sentences_are_told_from_abbreviations(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_some_scripts_put_no_space_between_sentences() -> None:
    assert sentences("北朝鮮は。「次の文。」終わり") == ["北朝鮮は。", "「次の文。」", "終わり"]


def test_a_line_ends_a_sentence_unless_it_is_only_wrapped() -> None:
    text = "A headline\nThe text is\nwrapped here.\r\n\r\nfrom our own man"
    assert sentences(text) == ["A headline", "The text is\nwrapped here.", "from our own man"]


def test_a_sentence_ends_before_the_space_that_follows_it() -> None:
    text = "He left.” Then she came. and so on"
    assert sentence_end(text, 1, 30) == len("He left.”")
    assert sentence_end(text, 1, 9) == len("He left.”")
    assert sentence_end(text, 1, 8) is None
    assert sentence_end(text, 10, 33) is None


def test_what_is_sought_lies_in_the_range() -> None:
    text = "One. Two. Three. Four"
    assert sentence_start(text, 0, 2) == 0
    assert sentence_start(text, 1, 2) is None
    assert sentence_start(text, 0, 12) == 10
    assert sentence_start(text, 11, 12) is None
