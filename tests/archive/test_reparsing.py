"""Articles parsed again from their originals: what an older parser made, made better."""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from archive import (
    PARSER,
    Article,
    Provenance,
    RawDocument,
    ReadOptions,
    Reparsed,
    ReparseOutcome,
    Selection,
    Settings,
    Store,
    Unreadable,
    compare_articles,
    import_documents,
    open_store,
    operator_states,
    read_input,
    reading_of,
    reading_to_json,
    reparse,
)
from archive.parsing import parse
from archive.tables import versions
from tests.archive.store_samples import make_article, make_original

TEXT = """Storm hits the coast

12 March 2023, 10:00

The storm hit the coast on Sunday and left thousands without power for hours, officials said.

Emergency crews worked through the night to restore the lines that had fallen in the wind.
"""
PAGE = f"""<html><head><title>Flood in the valley</title>
<link rel="canonical" href="https://example.com/flood"></head><body>
<h1>Flood in the valley</h1><p>{TEXT.splitlines()[4]}</p><p>{TEXT.splitlines()[6]}</p></body></html>
"""
RECORDS = "".join(
    json.dumps({"hed": f"Story {number}", "copy": f"It was story {number}."}) + "\n"
    for number in range(3)
)
FEED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Island Post</title><item><title>Calm at sea</title><link>https://example.com/calm</link>
<content:encoded>&lt;p&gt;It was calm at sea, all day long.&lt;/p&gt;</content:encoded></item>
</channel></rss>
"""
TABLE = "headline;body;date\nRain;It rained; all day.;2024-03-01\n".replace(
    "It rained; all day.", '"It rained; all day."'
)
FIELDS = {"title": "hed", "body": "copy"}
ALL = Selection()


def read(
    content: str, name: str, options: ReadOptions | None = None
) -> list[RawDocument | Unreadable]:
    return list(read_input(io.BytesIO(content.encode()), name=name, options=options))


def made_before(
    store: Store,
    content: str,
    name: str,
    *,
    fields: Mapping[str, str] | None = None,
    source: str | None = None,
    **differences: object,
) -> list[str]:
    """Documents as a parser of old has made them: with other values; the articles' ids."""
    options = ReadOptions(
        stated=operator_states(origin="command line", source=source), fields=fields or {}
    )
    ids = []
    for document in read(content, name, options):
        assert isinstance(document, RawDocument)
        article = replace(parse(document), **differences)
        provenance = Provenance(parser="1", reading=reading_to_json(reading_of(document)))
        ids.append(store.put(article, document.original, provenance=provenance).id)
    return ids


def forget_readings(store: Store) -> None:
    """As it was before the schema 0002."""
    with store.writing() as writer:
        writer.connection.execute(update(versions).values(parser=None, reading=None))


def outcomes(store: Store, selection: Selection = ALL, **options: object) -> list[ReparseOutcome]:
    return [result.outcome for result in reparse(store, selection, **options)]


OLDER = Selection(not_by=PARSER)
UPDATED, UNCHANGED = ReparseOutcome.UPDATED, ReparseOutcome.UNCHANGED
FAILED, OVERTAKEN = ReparseOutcome.FAILED, ReparseOutcome.OVERTAKEN


def test_a_better_parser_makes_a_new_version_and_tells_what_changed(store: Store) -> None:
    (key,) = made_before(store, TEXT, "storm.txt", title="Stom", published=None)

    (result,) = reparse(store, OLDER)

    assert (result.id, result.number, result.outcome) == (key, 2, UPDATED)
    assert store.get(key).article == result.after
    assert result.before.title == "Stom"
    assert store.get(key).article.title == "Storm hits the coast"
    difference = compare_articles(result.before, result.after)
    assert [change.field for change in difference.fields] == ["title", "published"]
    assert store.original(key).content == TEXT.encode()


def test_a_second_run_does_nothing_more(store: Store) -> None:
    made_before(store, TEXT, "storm.txt", title="Stom")
    made_before(store, PAGE, "flood.html")

    assert sorted(outcomes(store, OLDER)) == [UNCHANGED, UPDATED]
    revision = store.revision()
    assert outcomes(store, OLDER) == []
    assert outcomes(store, ALL) == [UNCHANGED, UNCHANGED]
    assert store.revision() == revision == 3


def test_what_is_the_same_has_no_new_version_but_its_parser_is_noted(store: Store) -> None:
    (key,) = made_before(store, TEXT, "storm.txt")

    assert outcomes(store, OLDER) == [UNCHANGED]
    assert len(store.versions(key)) == 1
    assert [article.parser for article in store.parsed.walk(ALL)] == [PARSER]


def test_every_format_is_read_again_as_it_was(store: Store) -> None:
    ids = [
        *made_before(store, RECORDS, "a.jsonl", fields=FIELDS, source="Coast Post", body="Old."),
        *made_before(store, FEED, "a.rss", body="Old."),
        *made_before(store, TABLE, "a.csv", body="Old."),
        *made_before(store, PAGE, "a.html", source="Coast Post", body="Old."),
    ]

    results = {result.id: result for result in reparse(store, OLDER)}

    assert {result.outcome for result in results.values()} == {UPDATED}
    bodies = [str(results[key].after and results[key].after.body) for key in ids]
    assert bodies[:3] == ["It was story 0.", "It was story 1.", "It was story 2."]
    assert bodies[3:5] == ["It was calm at sea, all day long.", "It rained; all day."]
    assert bodies[5].startswith("The storm hit the coast")
    for key in (ids[0], ids[-1]):
        source = store.get(key).article.source
        assert source
        assert source.name == "Coast Post"


def test_what_came_over_the_api_or_was_changed_there_is_left_alone(store: Store) -> None:
    api = make_original("{}", media_type="application/json")
    store.put(make_article(), api, id="mine")
    (key,) = made_before(store, TEXT, "storm.txt", title="Stom")
    store.put(make_article("Corrected by hand"), api, id=key)

    assert store.parsed.count(ALL) == 0
    assert outcomes(store) == []
    assert store.get(key).article.title == "Corrected by hand"


def test_a_deleted_article_stays_deleted(store: Store) -> None:
    (key,) = made_before(store, TEXT, "storm.txt", title="Stom")
    store.delete(key)

    assert outcomes(store) == []


def test_what_somebody_changes_meanwhile_is_not_overwritten(store: Store) -> None:
    (key,) = made_before(store, TEXT, "storm.txt", title="Stom")
    other = make_original("{}", media_type="application/json")
    walk = store.parsed.walk(ALL)
    (stored,) = list(walk)

    class Overtaken:
        """Gives an article that has moved on since it was read."""

        def walk(self, selection: Selection) -> object:
            yield stored
            store.put(make_article("Changed by hand"), other, id=key)

    store.parsed = Overtaken()
    (result,) = reparse(store, ALL)

    assert result.outcome is OVERTAKEN
    assert store.get(key).article.title == "Changed by hand"
    assert len(store.versions(key)) == 2


def test_an_original_that_gives_no_article_any_more_is_told_and_its_article_stays(
    store: Store,
) -> None:
    original = make_original("Menu\nHome\nSports\n", name="menu.txt")
    reading = '{"encoding":"utf-8","kind":"text"}'
    put = store.put(make_article(), original, provenance=Provenance(parser="1", reading=reading))
    made_before(store, TEXT, "storm.txt", title="Stom")

    results = {result.id: result for result in reparse(store, OLDER)}

    assert sorted(result.outcome for result in results.values()) == [FAILED, UPDATED]
    assert "no article" in str(results[put.id].reason)
    assert store.get(put.id).number == 1
    assert outcomes(store, OLDER) == [FAILED]


def test_an_article_keeps_its_id_where_the_parser_finds_another_address(store: Store) -> None:
    (key,) = made_before(store, PAGE, "flood.html", url="https://example.com/another")

    assert outcomes(store) == [UPDATED]
    assert store.get(key).article.url == "https://example.com/flood"
    assert store.statistics().articles == 1


def test_a_selection_is_by_id_outlet_and_parser(store: Store) -> None:
    (one,) = made_before(store, TEXT, "a.txt", source="Coast Post")
    made_before(store, PAGE, "b.html", source="Island Post")
    list(reparse(store, Selection(ids=(one,))))

    assert [result.id for result in reparse(store, Selection(source="Coast Post"))] == [one]
    assert store.parsed.count(Selection(source="No Post")) == 0
    assert store.parsed.count(Selection(ids=(one, "nosuch"))) == 1
    assert store.parsed.count(Selection(ids=(one,), not_by=PARSER)) == 0
    assert store.parsed.count(OLDER) == 1


def test_a_dry_run_stores_nothing(store: Store) -> None:
    made_before(store, TEXT, "storm.txt", title="Stom")

    (result,) = reparse(store, OLDER, dry_run=True)

    assert (result.outcome, result.number) == (UPDATED, 2)
    assert store.revision() == 1
    assert store.parsed.count(OLDER) == 1


def test_a_run_that_is_ended_keeps_what_it_stored_and_goes_on(store: Store) -> None:
    made_before(store, RECORDS.replace("Story", "Tale"), "a.jsonl", fields=FIELDS, body="Old.")
    monkey = "archive.importing.reparsing._BATCH_DOCUMENTS"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(monkey, 1)
        results = reparse(store, OLDER)
        assert isinstance(next(results), Reparsed)
        results.close()

    assert store.parsed.count(OLDER) == 2
    assert outcomes(store, OLDER) == [UPDATED, UPDATED]


@pytest.mark.parametrize(
    ("content", "name", "source"),
    [
        (TEXT, "a.txt", "Coast Post"),
        (PAGE, "a.html", "Coast Post"),
        (FEED, "a.rss", None),
        (TABLE, "a.csv", None),
        ('{"title": "Rain", "text": "It rained.", "source": "Coast Post"}\n', "a.jsonl", None),
    ],
)
def test_versions_of_before_readings_were_noted_are_read_by_their_media_type(
    store: Store, content: str, name: str, source: str | None
) -> None:
    (key,) = made_before(store, content, name, source=source, title="Old")
    before = store.get(key).article
    forget_readings(store)

    (result,) = reparse(store, OLDER)

    assert result.outcome is UPDATED
    assert before
    assert result.after
    assert result.after.title != "Old"
    assert result.after.source == before.source or (
        result.after.source and before.source and result.after.source.name == before.source.name
    )
    assert replace(result.after, title="", source=None) == replace(before, title="", source=None)
    assert outcomes(store, OLDER) == []


def test_records_whose_fields_were_named_before_that_was_noted_stay(store: Store) -> None:
    content = '{"headline": "Rain", "copy": "It rained."}\n'
    (key,) = made_before(store, content, "a.jsonl", fields={"body": "copy"})
    forget_readings(store)

    (result,) = reparse(store, OLDER)

    assert result.outcome is FAILED
    assert "Import it again" in str(result.reason)
    assert store.get(key).article.body == "It rained."


def test_a_page_of_a_crawl_keeps_its_address(store: Store) -> None:
    original = make_original(
        PAGE.replace('<link rel="canonical" href="https://example.com/flood">', ""),
        media_type="text/html; charset=utf-8",
    )
    article = Article(title="Old", body="Old.", url="https://example.com/crawled")
    put = store.put(article, original)

    assert outcomes(store) == [UPDATED]
    assert store.get(put.id).article.url == "https://example.com/crawled"


def test_an_import_after_it_changes_nothing(tmp_path: Path) -> None:
    store = open_store(Settings(data=tmp_path / "data"))
    try:
        made_before(store, TEXT, "storm.txt", title="Stom")
        outcomes(store, OLDER)
        report = import_documents(store, read(TEXT, "storm.txt"))
        assert (report.added, report.updated, report.unchanged) == (0, 0, 1)
    finally:
        store.close()
