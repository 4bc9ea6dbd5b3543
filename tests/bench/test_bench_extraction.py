"""How `python -m bench.extraction` scores what was read off a page."""

import json
from pathlib import Path

import pytest

from bench.extraction.__main__ import measure
from bench.extraction.crossvalidate import Figure, dump_figures
from bench.extraction.extractors import archive_html
from bench.extraction.folds import Folds, host_of
from bench.extraction.pages import GoldPage, read_pages
from bench.extraction.region_values import find_body, fit, piece_page
from bench.extraction.report import to_markdown
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


def test_a_collection_is_read_and_measured(tmp_path: Path) -> None:
    html = f"<html><body><article><h1>Bridge closed</h1><p>{BODY}</p></article></body></html>"
    (tmp_path / "a.html").write_text(html)
    gold = {"file": "a.html", "url": "https://gazette.example/2025/03/04/a", "text": BODY}
    line = json.dumps({**gold, "title": "Bridge closed", "date": "2025-03-04", "authors": []})
    (tmp_path / "gold.jsonl").write_text(line + "\n")

    table = measure("made up", list(read_pages(tmp_path)), {"this archive": archive_html}, worst=1)

    figures = dict(table["this archive"])
    assert figures.pop("ms a page") > 0
    assert figures == {"body F1": 1, "mean F1": 1, "dates": 1, "titles": 1}


def dumps(number: int) -> list[GoldPage]:
    menus = "Home\nSport\nWeather\n"
    teasers = "Related articles\nThe ferry to the island stops in the autumn, said its owner.\n"
    text = f"{menus}Bridge closed\n{BODY}\n{BODY.upper()}\n{teasers}"
    return [
        GoldPage(
            file=f"{page}.txt", content=text.encode(), text=text,
            url=f"https://www.host{page // 2}.example/{page}",
            body=f"{BODY}\n{BODY.upper()}", title=None, date=None, authors=None,
        )
        for page in range(number)
    ]  # fmt: skip


def test_no_host_is_learned_from_and_measured() -> None:
    pages = dumps(20)
    measured: list[GoldPage] = []
    for others, own in Folds(pages):
        assert {host_of(page.url) for page in others}.isdisjoint(host_of(page.url) for page in own)
        assert len(others) + len(own) == len(pages)
        measured += own

    assert sorted(page.file for page in measured) == sorted(page.file for page in pages)


def test_values_fitted_from_nothing_find_the_article() -> None:
    pages = [piece_page(page) for page in dumps(2)]

    values = fit(pages)

    assert score_body("", pages[0].gold, find_body(pages[0], values)).f1 > 0.9


def test_figures_come_with_their_intervals() -> None:
    figures = list(dump_figures(dumps(10)))

    assert {one.measured for one in figures} == {
        "text dumps, long lines alone",
        "text dumps, values in use",
        "text dumps, cross-validated by host",
    }
    assert all(0 <= one.low <= one.value <= one.high <= 1 for one in figures)


def test_the_best_of_a_column_is_bold() -> None:
    table = {"one": {"dates": 0.5, "ms a page": 3.0}, "other": {"dates": 0.75, "ms a page": 9.0}}

    page = to_markdown({"made up": table}, [Figure("dumps", "F1", 0.9, 0.8, 1.0)])

    assert "| one | 0.5000 | **3** |" in page
    assert "| other | **0.7500** | 9 |" in page
    assert "| dumps | F1 | 0.9000 (0.800-1.000) |" in page
