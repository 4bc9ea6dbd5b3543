"""Folders, patterns, and the archive.toml in them."""

import os
from pathlib import Path

import pytest

from archive import (
    Format,
    FoundFile,
    ReadOptions,
    Stated,
    Unreadable,
    UnreadableInput,
    UserError,
    operator_states,
    walk,
)

SIDECAR = """
source = "Island Post"
language = "en"
agency = ["AP", "Reuters"]
timezone = "Asia/Seoul"
format = "csv"
[fields]
title = "hed"
text = "copy"
"""


def files(path: Path, options: ReadOptions | None = None) -> list[FoundFile]:
    return [found for found in walk(path, options) if isinstance(found, FoundFile)]


def write(path: Path, content: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def test_the_nearest_sidecar_states_what_pages_do_not(tmp_path: Path) -> None:
    write(tmp_path / "archive.toml", SIDECAR)
    write(tmp_path / "a.csv")
    write(tmp_path / "one/two/b.csv")
    write(tmp_path / "other/archive.toml", 'source = "Other"')
    write(tmp_path / "other/c.csv")
    first, second, third = files(tmp_path)
    assert first.path.name == "a.csv"
    assert first.options.stated == Stated(
        source="Island Post", language="en", agencies=("AP", "Reuters"), timezone="Asia/Seoul",
        origin="archive.toml",
    )  # fmt: skip
    assert first.options.fields == {"title": "hed", "body": "copy"}
    assert first.options.format is Format.CSV
    assert second.options == first.options
    assert third.options == ReadOptions(stated=Stated(source="Other", origin="archive.toml"))
    (named,) = files(tmp_path / "a.csv")
    assert (named.options, named.named, first.named) == (first.options, True, False)


def test_the_command_line_wins_over_the_sidecar(tmp_path: Path) -> None:
    write(tmp_path / "archive.toml", SIDECAR)
    write(tmp_path / "a.csv")
    given = ReadOptions(
        stated=operator_states(origin="command line", source="Mine", agencies=("dpa",)),
        fields={"title": "other"},
    )
    (found,) = files(tmp_path, given)
    assert (found.options.stated.source, found.options.stated.language) == ("Mine", "en")
    assert found.options.stated.agencies == ("dpa",)
    assert found.options.fields == {"title": "other", "body": "copy"}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('sauce = "x"', "'sauce'"),
        ("source = 3", "source"),
        ("agency = [1]", "agency"),
        ('fields = "x"', "fields"),
        ('[fields]\nheading = "x"', "'heading'"),
        ('timezone = "Mars/Base"', "Mars/Base"),
        ('language = "English please"', "English please"),
        ('format = "docx"', "docx"),
        ("not toml", "line 1"),
        ("x = " + "[" * 5_000, "archive.toml"),
    ],
)
def test_a_sidecar_that_cannot_be_used_is_reported_once_and_its_folder_left_out(
    tmp_path: Path, content: str, named: str
) -> None:
    write(tmp_path / "bad/archive.toml", content)
    write(tmp_path / "bad/a.txt")
    write(tmp_path / "bad/below/b.txt")
    write(tmp_path / "good/c.txt")
    found = list(walk(tmp_path))
    (problem,) = [one for one in found if isinstance(one, Unreadable)]
    assert problem.location == str(tmp_path / "bad/archive.toml")
    assert named in problem.reason
    assert [one.path.name for one in found if isinstance(one, FoundFile)] == ["c.txt"]
    assert isinstance(next(walk(tmp_path / "bad")), Unreadable)
    assert isinstance(next(walk(tmp_path / "bad/a.txt")), Unreadable)


def test_what_an_operator_states_is_checked() -> None:
    for wrong in ({"language": "en us"}, {"timezone": "KST?"}, {"timezone": "localtime"}):
        with pytest.raises(UserError):
            operator_states(origin="x", **wrong)
    assert operator_states(origin="x", timezone="+09:00", language="zh-Hant").timezone == "+09:00"


def test_a_pattern_gives_what_it_fits(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html", "sub/c.txt"):
        write(tmp_path / name)
    assert [found.path.name for found in files(tmp_path / "*.txt")] == ["a.txt"]
    assert [found.path.name for found in files(tmp_path / "**" / "*.txt")] == ["a.txt", "c.txt"]
    with pytest.raises(UnreadableInput, match=r"\*\.csv"):
        list(walk(tmp_path / "*.csv"))
    write(tmp_path / "[odd]*.txt")
    assert [found.path.name for found in files(tmp_path / "[odd]*.txt")] == ["[odd]*.txt"]


def test_names_that_are_no_utf_8_are_found(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xff\xe9.txt", "wb") as file:  # noqa: PTH123
        file.write(b"text")
    (found,) = files(tmp_path)
    assert found.path.read_text() == "text"
