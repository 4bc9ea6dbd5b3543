"""What changed between two versions: nothing lost, nothing invented, in time for any text."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Agency, AgencyRole, Article, Confidence, Precision, PublicationDate
from archive.alignment import align
from archive.differences import (
    PARAGRAPHS,
    ChangeKind,
    ParagraphChange,
    TextPart,
    compare_articles,
    compare_texts,
    compare_words,
)

ARTICLE = Article(
    title="Ferry line to close",
    body="The ferry line will close in the autumn.\n\nNobody was told.\n\nThe owner is bankrupt.",
    authors=("Jane Doe",),
)


def shown(parts: tuple[TextPart, ...]) -> str:
    marks = {ChangeKind.SAME: "{}", ChangeKind.REMOVED: "[-{}-]", ChangeKind.ADDED: "[+{}+]"}
    return "".join(marks[part.kind].format(part.text) for part in parts)


def side(parts: tuple[TextPart, ...], *, without: ChangeKind) -> str:
    return "".join(part.text for part in parts if part.kind is not without)


def longest_common(old: str, new: str) -> int:
    """The textbook's table: the oracle."""
    row = [0] * (len(new) + 1)
    for item in old:
        above, row = row, [0]
        for j, other in enumerate(new):
            row.append(above[j] + 1 if item == other else max(above[j + 1], row[j]))
    return row[-1]


@given(st.text("abc", max_size=30), st.text("abc", max_size=30), st.sampled_from([2, 8, 500]))
def test_common_runs_are_common_in_order_and_as_long_as_can_be(
    old: str, new: str, most: int
) -> None:
    blocks = align(old, new, most)
    ends = (0, 0)
    for i, j, length in blocks:
        assert length > 0
        assert i >= ends[0]
        assert j >= ends[1]
        assert (i, j) != ends or ends == (0, 0)
        assert old[i : i + length] == new[j : j + length]
        ends = (i + length, j + length)
    if most == 500:
        assert sum(length for *_, length in blocks) == longest_common(old, new)


def test_sequences_that_differ_in_much_are_compared_between_what_each_has_once() -> None:
    old = [f"a{number}" if number % 3 else f"anchor {number}" for number in range(3_000)]
    new = [f"b{number}" if number % 3 else f"anchor {number}" for number in range(3_000)]

    assert sum(length for *_, length in align(old, new)) == 1_000


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("The ferry will close.", "The ferry will close.", "The ferry will close."),
        (
            "The ferry will close in autumn.",
            "The ferry may close in late autumn.",
            "The ferry[- will-][+ may+] close in[+ late+] autumn.",
        ),
        ("Close", "Close!", "Close[+!+]"),
        ("", "All new.", "[+All new.+]"),
        ("All gone.", "", "[-All gone.-]"),
        ("船主已经卖了渡轮", "船主还没有卖渡轮", "船主[-已经-][+还没有+]卖[-了-]渡轮"),
        (
            "He said that one of the two owners had gone bankrupt",
            "Yesterday morning the bank sold of all things its ships",
            "[-He said that one of the two owners had gone bankrupt-]"
            "[+Yesterday morning the bank sold of all things its ships+]",
        ),
    ],
)
def test_words_are_compared_as_a_reader_would(before: str, after: str, difference: str) -> None:
    assert shown(compare_words(before, after)) == difference


@given(st.text("ab .\n北", max_size=60), st.text("ab .\n北", max_size=60))
def test_both_texts_can_be_read_off_their_difference(before: str, after: str) -> None:
    parts = compare_words(before, after)
    assert side(parts, without=ChangeKind.ADDED) == before
    assert side(parts, without=ChangeKind.REMOVED) == after

    paragraphs = compare_texts(before, after)
    old = [side(one.parts, without=ChangeKind.ADDED) for one in paragraphs if one.before]
    new = [side(one.parts, without=ChangeKind.REMOVED) for one in paragraphs if one.after]
    assert PARAGRAPHS.join(old) == before
    assert PARAGRAPHS.join(new) == after
    assert [one.before for one in paragraphs if one.before] == [*range(1, len(old) + 1)]
    assert [one.after for one in paragraphs if one.after] == [*range(1, len(new) + 1)]


def test_paragraphs_stay_are_rewritten_added_and_removed() -> None:
    after = ARTICLE.body.replace("in the autumn", "in May") + "\n\nThe mayor is angry."
    after = after.replace("Nobody was told.\n\n", "")
    found = [(one.kind, one.before, one.after) for one in compare_texts(ARTICLE.body, after)]
    assert found == [
        (ChangeKind.CHANGED, 1, 1),
        (ChangeKind.REMOVED, 2, None),
        (ChangeKind.SAME, 3, 2),
        (ChangeKind.ADDED, None, 3),
    ]


def test_a_paragraph_that_became_another_is_removed_and_added() -> None:
    before, after = "The owner is bankrupt.", "Trains run to their timetable again."
    assert compare_texts(before, after) == (
        ParagraphChange(ChangeKind.REMOVED, 1, None, (TextPart(ChangeKind.REMOVED, before),)),
        ParagraphChange(ChangeKind.ADDED, None, 1, (TextPart(ChangeKind.ADDED, after),)),
    )


def test_an_article_without_changes_has_no_differences() -> None:
    difference = compare_articles(ARTICLE, ARTICLE)
    assert difference.fields == ()
    assert not difference.changes_body


def test_every_field_that_changed_is_told_with_both_values() -> None:
    date = PublicationDate(
        local=datetime(2025, 3, 21),
        precision=Precision.DAY,
        method="json",
        confidence=Confidence.HIGH,
    )
    agency = Agency(name="AP", role=AgencyRole.CITED)
    after = replace(
        ARTICLE, title="Ferry line to stay", published=date, agencies=(agency,), authors=()
    )
    found = {one.field: one for one in compare_articles(ARTICLE, after).fields}
    assert list(found) == ["title", "published", "agencies", "authors"]
    assert [one.kind for one in found.values()] == [
        ChangeKind.CHANGED,
        ChangeKind.ADDED,
        ChangeKind.ADDED,
        ChangeKind.REMOVED,
    ]
    assert shown(found["title"].parts) == "Ferry line to[- close-][+ stay+]"
    assert (found["published"].before, found["published"].after) == (None, date)
    assert (found["authors"].before, found["authors"].after) == (("Jane Doe",), ())


def test_a_deletion_takes_everything_away() -> None:
    difference = compare_articles(ARTICLE, None)
    assert {one.kind for one in (*difference.fields, *difference.body)} == {ChangeKind.REMOVED}
    assert {one.kind for one in compare_articles(None, ARTICLE).body} == {ChangeKind.ADDED}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 100_000, "b a c " * 70_000),
        (" ".join(map(str, range(60_000))), " ".join(map(str, range(60_000, 0, -1)))),
        ("same line\n\n" * 20_000, "\n\nsame line other" * 20_000),
        ("x" * 500_000, "y" * 500_000),
        (" " * 300_000, "\n" * 300_000),
        (
            "".join(f"{n} the ferry line\n\nstays\n\n" for n in range(4_000)),
            "".join(f"{-n} a ferry line\n\nstays\n\n" for n in range(4_000)),
        ),
    ],
)
def test_huge_texts_are_compared_all_the_same(before: str, after: str) -> None:
    paragraphs = compare_texts(before, after)
    old = [side(one.parts, without=ChangeKind.ADDED) for one in paragraphs if one.before]
    new = [side(one.parts, without=ChangeKind.REMOVED) for one in paragraphs if one.after]
    assert (PARAGRAPHS.join(old), PARAGRAPHS.join(new)) == (before, after)
