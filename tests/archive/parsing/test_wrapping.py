"""Which lines of a stated body are paragraphs, and which were only wrapped."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.wrapping import unwrapped

PARAGRAPHS = [
    "The ferry to the island will close in autumn, the harbour office said on Monday, after a "
    "bridge that took eleven years to build was opened to traffic by the minister of transport.",
    "Some three hundred people use it every day. Most of them work in the shipyards on the other "
    "side of the strait, and many have asked for a bus that would take them there in its place.",
    '"We have heard them," a spokesman for Norton Lines said.',
]


def wrapped(width: int, indent: str) -> list[str]:
    return [
        line
        for paragraph in PARAGRAPHS
        for line in textwrap.wrap(paragraph, width, initial_indent=indent)
    ]


@pytest.mark.parametrize("width", [45, 66, 78, 100])
@pytest.mark.parametrize("indent", ["", " ", "     "])
def test_wrapped_lines_are_the_paragraphs_that_they_were(width: int, indent: str) -> None:
    assert unwrapped(wrapped(width, indent)) == PARAGRAPHS


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["One line."],
        ["It closed on Monday.", "A bridge is there now.", "Nobody was surprised."],
        [
            "Sales 15.2 billion crowns vs 12.6 billion",
            " Dividend five vs 4.40",
            " Note: nine months",
        ],
        ["Bread and circuses", "Milk", "Eggs from Dover", "A dozen candles"],
        [paragraph.replace(".", "") for paragraph in PARAGRAPHS[:2]],
        ["북한군이 러시아에 파병됐다.", "정부는 단계적으로 대응한다."],
    ],
)
def test_lines_that_were_not_wrapped_stay(lines: list[str]) -> None:
    assert unwrapped(lines) == [line.strip() for line in lines]


def test_short_lines_of_wrapped_text_end_paragraphs() -> None:
    assert unwrapped(
        [
            "The mayor has resigned, a spokeswoman of the",
            "town hall said.",
            "Her deputy takes over.",
        ]
    ) == [
        "The mayor has resigned, a spokeswoman of the town hall said.",
        "Her deputy takes over.",
    ]


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=60), max_size=12))
def test_no_letter_is_lost(lines: list[str]) -> None:
    assert "".join("".join(unwrapped(lines)).split()) == "".join("".join(lines).split())
