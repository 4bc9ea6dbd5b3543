"""How `python -m bench.extraction` scores what was read off a page."""

import json
from pathlib import Path

import pytest

from bench.extraction.__main__ import measure
from bench.extraction.extractors import archive_html
from bench.extraction.pages import read_pages
from bench.extraction.scoring import overall, same_title, score_authors, score_body

BODY = " ".join(
    f"The harbour office said in report {number} that the bridge stays closed for the year."
    for number in range(8)
)


def test_a_body_is_scored_by_its_runs_of_four_words() -> None:
    score = score_body("a", "one two three four five", "one two three four six")

    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
    assert score_body("a", BODY, BODY).f1 == 1
    assert score_body("a", BODY, "").f1 == 0


def test_the_overall_score_is_of_the_means() -> None:
    scores = [score_body("a", BODY, BODY), score_body("b", BODY, "")]

    assert overall(scores) == pytest.approx(0.5)


def test_titles_are_the_same_whatever_their_quotes_and_capitals() -> None:
    assert same_title("“Closed”: the Bridge", "'closed' - the bridge")
    assert not same_title("The bridge", "The bridge | Gazette")


def test_authors_are_scored_by_name() -> None:
    assert score_authors([], []) == 1
    assert score_authors(["Jane Doe"], []) == 0
    assert score_authors(["Jane Doe", "Max Roe"], ["JANE DOE"]) == pytest.approx(2 / 3)


def test_a_collection_is_read_and_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    html = f"<html><body><article><h1>Bridge closed</h1><p>{BODY}</p></article></body></html>"
    (tmp_path / "a.html").write_text(html)
    gold = {"file": "a.html", "url": "https://gazette.example/2025/03/04/a", "text": BODY}
    line = json.dumps({**gold, "title": "Bridge closed", "date": "2025-03-04", "authors": []})
    (tmp_path / "gold.jsonl").write_text(line + "\n")

    measure("made up", list(read_pages(tmp_path)), {"this archive": archive_html}, worst=1)

    assert "body F1 1.0000 (mean 1.0000)  dates 1.000  titles 1.00" in capsys.readouterr().out
