from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update

from archive import Store
from archive.tables import archive, articles, versions
from tests.archive.store_samples import make_article, make_original


def test_the_newest_are_those_that_were_stored_last_as_they_are_now(store: Store) -> None:
    for name in ("a", "b", "c", "d"):
        store.put(make_article(name), make_original(name), id=name)
    store.put(make_article("b, corrected"), make_original("b2"), id="b")
    store.delete("d")

    newest = store.activity.newest(2)

    assert [(version.id, version.number) for version in newest] == [("b", 2), ("c", 1)]
    assert newest[0] == store.get("b")


def test_an_empty_archive_had_no_changes(store: Store) -> None:
    assert store.activity.newest(5) == ()
    assert [day.changes for day in store.activity.by_day(date(2024, 10, 24), 3)] == [0, 0, 0]


def store_changes(store: Store, moments: list[datetime]) -> None:
    """Changes that were stored at these moments, in their order."""
    with store._database.writing() as connection:
        connection.execute(versions.delete())
        connection.execute(articles.delete())
        for revision, moment in enumerate(moments, 1):
            name = f"a{revision}"
            connection.execute(
                insert(articles).values(id=name, revision=revision, number=1, deleted=True)
            )
            connection.execute(
                insert(versions).values(
                    revision=revision,
                    article_id=name,
                    number=1,
                    stored_at=moment,
                    content_hash="0" * 64,
                )
            )
        connection.execute(update(archive).values(revision=len(moments)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(
        st.datetimes(datetime(2024, 10, 20), datetime(2024, 10, 28), timezones=st.just(UTC)),
        max_size=30,
    )
)
def test_changes_are_counted_by_the_day_that_they_were_stored(
    store: Store, moments: list[datetime]
) -> None:
    store_changes(store, sorted(moments))

    counted = store.activity.by_day(date(2024, 10, 26), 4)

    assert [day.day for day in counted] == [date(2024, 10, number) for number in range(23, 27)]
    for day in counted:
        assert day.changes == sum(moment.date() == day.day for moment in moments)


@pytest.mark.parametrize("days", [1, 30])
def test_today_counts(store: Store, days: int) -> None:
    put = store.put(make_article(), make_original())
    store.delete(put.id)
    (stored,) = {version.stored_at.date() for version in store.versions(put.id)[1:]}

    assert store.activity.by_day(stored, days)[-1].changes in {1, 2}  # 1 around midnight
