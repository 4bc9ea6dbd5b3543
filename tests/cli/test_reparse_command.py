"""`flask archive reparse`, run as a user runs it, on articles that an older parser made."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from archive import (
    Article,
    ArticleNotFound,
    Difference,
    Original,
    Provenance,
    Settings,
    compare_articles,
    open_store,
)
from cli.changes import change_lines, change_values, changed_fields
from tests.archive.store_samples import FULL
from tests.system.server import ROOT, flask

SEED = next(path for path in sorted((ROOT / "seeds").iterdir()) if path.is_file())
READING = '{"encoding":"utf-8","kind":"text"}'


def test_reparse_shows_what_changes_and_stores_it_once(tmp_path: Path) -> None:
    data, report = tmp_path / "data", tmp_path / "report.jsonl"
    original = Original(content=SEED.read_bytes(), media_type="text/plain", name=SEED.name)
    store = open_store(Settings(data=data))
    old = Article(title="\x1b[31mOld", body="An old body.\n\nMore of it.")
    put = store.put(old, original, provenance=Provenance(parser="1", reading=READING))

    dry = flask("archive", "reparse", "--dry-run", "--diff", "--report", str(report), data=data)
    assert f"{put.id}   [31mOld\n" in dry.stdout
    assert "    - An old body." in dry.stdout
    assert "body" in dry.stdout.partition("Would change: ")[2]
    assert "1 parsed again: 1 would be updated, 0 unchanged, 0 failed; nothing is stored." in (
        dry.stdout
    )
    line = json.loads(report.read_text())
    assert (line["id"], line["outcome"], line["version"]) == (put.id, "updated", 2)
    assert line["changes"]["title"]["before"] == "\x1b[31mOld"
    assert line["changes"]["body"]["removed"] == 2
    assert store.revision() == 1

    done = flask("archive", "reparse", "--id", put.id, "--id", "nosuch", data=data, check=False)
    assert done.returncode == 1
    assert "failed: nosuch: There is no such article" in done.stderr
    assert "1 parsed again: 1 updated" in done.stdout
    assert "The index is level: 1 documents." in done.stdout
    article = store.get(put.id).article
    assert article
    assert article.title == line["changes"]["title"]["after"]
    with pytest.raises(ArticleNotFound):
        store.get("nosuch")
    store.close()


def difference(**changed: object) -> Difference:
    return compare_articles(FULL, replace(FULL, **changed))


def test_a_changed_field_is_one_line() -> None:
    (line,) = change_lines(difference(language=None), whole_body=False)
    assert line.split() == ["language", "en", "->", "none"]
    (line,) = change_lines(difference(title="x" * 100), whole_body=False)
    assert line.endswith(f"-> {'x' * 59}…")
    (line,) = change_lines(difference(authors=("Kim",)), whole_body=False)
    assert line.endswith("Kim Min-su, Ana Núñez -> Kim")


def test_where_only_the_evidence_is_another_it_is_shown() -> None:
    assert FULL.source
    other = replace(FULL.source, evidence="© HT")
    (line,) = change_lines(difference(source=other), whole_body=False)

    assert line.endswith("Hindustan Times, by 'HT News Desk' -> Hindustan Times, by '© HT'")


def test_a_body_is_counted_and_its_changed_paragraphs_shown() -> None:
    before = Article(title="A", body="One stays.\n\nTwo words changed here now.\n\nThree goes.")
    after = Article(title="A", body="One stays.\n\nTwo words altered here now.\n\nFour.")
    found = compare_articles(before, after)

    head, *lines = change_lines(found, whole_body=True)
    assert head.split() == "body 3 of 4 paragraphs, +13 -19 characters".split()
    assert lines == [
        "    ~ Two words[- changed-]{+ altered+} here now.",
        "    - Three goes.",
        "    + Four.",
    ]
    assert changed_fields(found) == ("body",)
    assert change_values(found)["body"]["changed"] == 1
