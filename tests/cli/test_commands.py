"""The command line, run as a user runs it."""

import json
import sqlite3
from pathlib import Path

from tests.system.server import ROOT, flask

STORM = """Storm hits the coast

12 March 2023, 10:00

The storm hit the coast on Sunday and left thousands without power for hours, officials said.

Emergency crews worked through the night to restore the lines that had fallen in the wind.
"""


def test_an_import_reports_what_failed_and_imports_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "storm.txt").write_text(STORM)
    (folder / "empty.txt").write_text("")
    (folder / "image.txt").write_bytes(bytes(range(256)) * 40)
    data = tmp_path / "data"
    done = flask("archive", "import", str(folder), str(tmp_path / "no"), data=data, check=False)
    assert done.returncode == 1
    assert "1 added, 0 updated, 0 unchanged, 3 failed" in done.stdout
    for name in ("empty.txt", "image.txt", str(tmp_path / "no")):
        assert name in done.stderr
    assert "Traceback" not in done.stderr
    again = flask("archive", "import", str(folder / "storm.txt"), data=data)
    assert "0 added, 0 updated, 1 unchanged, 0 failed" in again.stdout


def test_a_dry_run_prints_what_each_would_become_and_stores_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "archive.toml").write_text('source = "Coast Post"\n')
    (folder / "storm.txt").write_text(STORM)
    (folder / "records.csv").write_text("hed,copy,when\nCalm at sea,It was calm.,2023-04-01\n")
    (folder / "empty.txt").write_text("")
    (folder / "style.css").write_text("p {}")
    data = tmp_path / "data"
    options = ("--field", "title=hed", "--field", "body=copy", "--field", "date=when")
    arguments = ("archive", "import", str(folder), *options, "--language", "en")
    report = tmp_path / "report.jsonl"
    done = flask(*arguments, "--dry-run", "--report", str(report), data=data, check=False)
    assert done.returncode == 1
    for line in (
        "records.csv line 2\n  title      Calm at sea\n  published  2023-04-01 (high, csv)",
        "  source     Coast Post\n  language   en\n  length     12 characters",
        "  title      Storm hits the coast",
        "2 would be imported, 1 fail, 1 that no reader takes; nothing is stored.",
    ):
        assert line in done.stdout
    assert "empty.txt is empty" in done.stderr
    would_be = [json.loads(line) for line in report.read_text().splitlines()]
    assert [line["outcome"] for line in would_be] == ["failed", "parsed", "parsed", "passed over"]

    done = flask(*arguments, "--report", str(report), data=data, check=False)
    assert done.returncode == 1
    assert "2 added, 0 updated, 0 unchanged, 1 failed, 1 that no reader takes" in done.stdout
    became = [json.loads(line) for line in report.read_text().splitlines()]
    assert sorted(line["outcome"] for line in became) == ["added", "added", "failed", "passed over"]
    assert {line.get("id") for line in became} == {line.get("id") for line in would_be}


def test_an_import_reads_standard_input_and_patterns(tmp_path: Path) -> None:
    (tmp_path / "storm.txt").write_text(STORM)
    lines = '{"title": "Calm at sea", "text": "It was calm."}\n'
    done = flask(
        "archive", "import", "-", str(tmp_path / "*.txt"), data=tmp_path / "data", stdin=lines
    )
    assert "2 added" in done.stdout


def test_options_of_an_import_that_are_none_are_refused(tmp_path: Path) -> None:
    for option in (("--timezone", "Mars/Base"), ("--field", "nosuch=x"), ("--format", "docx")):
        done = flask("archive", "import", str(tmp_path), *option, data=tmp_path / "d", check=False)
        assert done.returncode == 2
        assert option[1].partition("=")[0] in done.stderr
        assert "Traceback" not in done.stderr


def test_an_imported_article_is_found_in_a_table(tmp_path: Path) -> None:
    (tmp_path / "storm.txt").write_text(STORM)
    flask("archive", "import", str(tmp_path / "storm.txt"), data=tmp_path / "data")
    found = flask("archive", "search", "title:storm", data=tmp_path / "data").stdout
    assert "2023-03-12" in found
    assert "1 of 1 articles" in found
    assert "level" in flask("index", "status", data=tmp_path / "data").stdout
    assert "articles    1" in flask("archive", "stats", data=tmp_path / "data").stdout


def test_a_search_answers_in_json_with_its_options(tmp_path: Path) -> None:
    (tmp_path / "storm.txt").write_text(STORM)
    data = tmp_path / "data"
    flask("archive", "import", str(tmp_path / "storm.txt"), data=data)
    arguments = ("archive", "search", "=storm snow", "--operator", "or", "--json", "--limit", "3")
    answer = json.loads(flask(*arguments, data=data).stdout)
    assert answer["query"] == {"text": "=storm snow", "parsed": "=storm OR snow", "cut": []}
    assert answer["total"] == 1
    (hit,) = answer["hits"]
    assert hit["title"] == "Storm hits the coast"
    assert hit["score"] > 0
    nothing = flask("archive", "search", "--exact", "--sort", "newest", "storms", data=data).stdout
    assert "0 of 0 articles" in nothing


def test_the_query_language_is_described_without_an_archive(tmp_path: Path) -> None:
    described = flask("archive", "search", "--help-query", data=tmp_path / "data").stdout
    assert described == (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")
    assert not (tmp_path / "data").exists()


def test_seeds_are_imported_into_an_empty_archive_only(tmp_path: Path) -> None:
    arguments = ("archive", "import", "--if-empty", str(ROOT / "seeds"))
    assert "5 added" in flask(*arguments, data=tmp_path / "data").stdout
    assert "nothing imported" in flask(*arguments, data=tmp_path / "data").stdout


def test_a_query_that_cannot_be_understood_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    done = flask("archive", "search", '"unclosed', data=tmp_path / "data", check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_key_is_shown_once_listed_and_revoked(tmp_path: Path) -> None:
    data = tmp_path / "data"
    token = flask("archive", "key", "create", "desk", data=data).stdout.strip()
    assert token.startswith("aa_")
    listed = flask("archive", "key", "list", data=data).stdout
    assert "desk" in listed
    assert token not in listed
    flask("archive", "key", "revoke", "desk", data=data)
    assert "desk" not in flask("archive", "key", "list", data=data).stdout
    stored = sqlite3.connect(data / "archive.sqlite3")
    try:
        assert token not in "".join(stored.iterdump())
    finally:
        stored.close()


def test_an_index_that_was_deleted_is_missing_until_it_is_rebuilt(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (tmp_path / "storm.txt").write_text(STORM)
    flask("archive", "import", str(tmp_path / "storm.txt"), data=data)
    (data / "index" / "current").unlink()
    status = flask("index", "status", data=data, check=False)
    assert status.returncode == 1
    assert "missing" in status.stdout
    assert flask("archive", "search", "storm", data=data, check=False).returncode == 3
    assert "1 documents" in flask("index", "rebuild", data=data).stdout
    assert "1 of 1 articles" in flask("archive", "search", "storm", data=data).stdout


def test_a_data_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.write_text("a file in the way")
    done = flask("archive", "stats", data=data, check=False)
    assert done.returncode == 3
    assert str(data) in done.stderr
    assert "Traceback" not in done.stderr
