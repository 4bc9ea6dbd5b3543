"""Filters and facets."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from index import All, Bucket, Engine, Facet, Interval, Not, Published, Word
from tests.contract.engines import EngineTests, fill, find, ids
from tests.contract.oracle import article


class FacetContract(EngineTests):
    """Filters and facets."""

    def test_filters_compare_whole_values(self, engine: Engine) -> None:
        fill(engine, {"a": article("A", source="The Times"), "b": article("A", source="Times")})
        assert ids(find(engine, All(), source=["Times"])) == ["b"]
        assert ids(find(engine, All(), source=["times"])) == []
        assert ids(find(engine, All(), source=["Times", "The Times"])) == ["a", "b"]

    def test_filters_of_two_fields_both_narrow(self, engine: Engine) -> None:
        fill(
            engine,
            {
                "a": article("A", source="AFP", agencies=["AFP", "AP"]),
                "b": article("A", source="AFP", agencies=["Yonhap"]),
                "c": article("A", agencies=["AP"]),
            },
        )
        assert ids(find(engine, All(), source=["AFP"], agency=["AP", "Reuters"])) == ["a"]

    def test_a_date_filter_is_half_open(self, engine: Engine) -> None:
        articles = {
            "a": article("A", published="2024-10-21T00:00:00"),
            "b": article("A", published="2024-10-21T23:59:59"),
            "c": article("A", published="2024-10-22T00:00:00"),
            "d": article("A", published="2024-10-22T00:30:00+05:30"),
            "undated": article("A"),
        }
        fill(engine, articles)
        day = Published(datetime(2024, 10, 21, tzinfo=UTC), datetime(2024, 10, 22, tzinfo=UTC))
        assert ids(find(engine, All(), published=day)) == ["a", "b", "d"]
        assert ids(find(engine, day)) == ["a", "b", "d"]
        assert ids(find(engine, All(), published=Published(end=day.start))) == []
        assert ids(find(engine, Published(start=day.end))) == ["c"]
        assert ids(find(engine, Not(Published()))) == ["undated"]
        assert ids(find(engine, Published(day.end, day.start))) == []

    def test_a_facet_counts_values_and_what_is_missing_or_left_out(self, engine: Engine) -> None:
        agencies = [["AP", "AFP"], ["AP"], ["Yonhap"], [], ["dpa"], ["AP", "dpa"]]
        fill(engine, {str(n): article("A", agencies=a) for n, a in enumerate(agencies)}, batches=2)
        assert find(engine, All(), facet_size=2).facets["agency"] == Facet(
            buckets=(Bucket(value="AP", count=3), Bucket(value="dpa", count=2)), missing=1, other=2
        )
        assert find(engine, All(), facet_size=0).facets["agency"] == Facet(
            buckets=(), missing=1, other=7
        )
        assert find(engine, All()).facets["agency"].buckets[2:] == (
            Bucket(value="AFP", count=1),
            Bucket(value="Yonhap", count=1),
        )

    def test_a_selected_value_stays_in_its_facet_even_at_zero(self, engine: Engine) -> None:
        fill(engine, {"a": article("A", source="AFP"), "b": article("B", source="AP")})
        facet = find(engine, Word("b"), source=["AFP", "Nobody"], facet_size=1).facets["source"]
        assert facet.buckets == (
            Bucket(value="AP", count=1),
            Bucket(value="AFP", count=0, selected=True),
            Bucket(value="Nobody", count=0, selected=True),
        )

    def test_only_the_facets_asked_for_are_counted(self, engine: Engine) -> None:
        fill(engine, {"a": article("A", source="AFP")})
        assert find(engine, All(), facets=()).facets == {}
        assert list(find(engine, All(), facets=("author", "source")).facets) == ["author", "source"]

    def test_a_histogram_fills_its_gaps(self, engine: Engine) -> None:
        articles = {
            "a": article("A", published="2024-10-31T23:59:59"),
            "b": article("A", published="2025-01-01T00:30:00+01:00"),
            "c": article("A", published="2024-10-01"),
            "undated": article("A"),
        }
        fill(engine, articles)
        facet = find(engine, All(), interval=Interval.MONTH).facets["published"]
        assert [(b.value, b.count) for b in facet.buckets] == [
            ("2024-10", 2),
            ("2024-11", 0),
            ("2024-12", 1),
        ]
        assert (facet.interval, facet.missing, facet.other) == ("month", 1, 0)

    def test_a_histogram_of_weeks_names_their_mondays(self, engine: Engine) -> None:
        articles = {
            d: article("A", published=d) for d in ("2024-12-29", "2024-12-30", "2025-01-05")
        }
        fill(engine, articles)
        facet = find(engine, All(), interval=Interval.WEEK).facets["published"]
        assert [(b.value, b.count) for b in facet.buckets] == [("2024-12-23", 1), ("2024-12-30", 2)]

    @pytest.mark.parametrize(
        ("last", "interval", "buckets"),
        [("2024-10-31", "day", 31), ("2024-11-01", "month", 2), ("2124-10-01", "year", 101)],
    )
    def test_an_automatic_histogram_is_neither_coarse_nor_long(
        self, engine: Engine, last: str, interval: str, buckets: int
    ) -> None:
        days = {d: article("A", published=d) for d in ("2024-10-01", last)}
        fill(engine, days)
        facet = find(engine, All(), interval=Interval.AUTO).facets["published"]
        assert (facet.interval, len(facet.buckets)) == (interval, buckets)

    def test_buckets_within_the_date_filter_are_selected(self, engine: Engine) -> None:
        days = ("2024-09-30", "2024-10-15", "2024-11-01", "2024-12-01")
        fill(engine, {d: article("A", published=d) for d in days})
        span = Published(datetime(2024, 10, 1, tzinfo=UTC), datetime(2024, 11, 15, tzinfo=UTC))
        result = find(engine, All(), published=span, interval=Interval.MONTH)
        facet = result.facets["published"]
        assert result.total == 2
        assert [(b.value, b.count, b.selected) for b in facet.buckets] == [
            ("2024-09", 1, False),
            ("2024-10", 1, True),
            ("2024-11", 1, False),
            ("2024-12", 1, False),
        ]

    def test_a_date_at_either_end_of_the_calendar_is_counted(self, engine: Engine) -> None:
        days = ("0001-01-01", "9999-12-31")
        fill(engine, {d: article("A", published=d) for d in days})
        for interval in Interval:
            facet = find(engine, All(), interval=interval).facets["published"]
            assert sum(bucket.count for bucket in facet.buckets) == 2

    def test_a_facet_can_be_searched_for_the_beginnings_of_words(self, engine: Engine) -> None:
        sources = ["The Times", "Hindustan Times", "Tímes of Malta", "Sometimes", "Yonhap", None]
        fill(engine, {str(n): article("A", source=s) for n, s in enumerate(sources)}, batches=2)
        facet = find(engine, All(), facet_prefix="TIM", facet_size=2).facets["source"]
        assert [bucket.value for bucket in facet.buckets] == ["Hindustan Times", "The Times"]
        assert (facet.missing, facet.other) == (1, 1)
        facet = find(engine, All(), facet_prefix="hindustan ti").facets["source"]
        assert facet.buckets == (Bucket(value="Hindustan Times", count=1),)
        for nothing in ("imes", "times hindustan", "-"):
            facet = find(engine, All(), facet_prefix=nothing).facets["source"]
            assert (facet.buckets, facet.missing, facet.other) == ((), 1, 0)
        assert len(find(engine, All(), facet_prefix=" ").facets["source"].buckets) == 5

    def test_a_selected_value_is_shown_where_it_begins_so(self, engine: Engine) -> None:
        fill(engine, {"a": article("A", source="AFP"), "b": article("B", source="AP")})
        chosen = ["AFP", "Nobody"]
        facet = find(engine, Word("b"), facet_prefix="a", source=chosen).facets["source"]
        assert facet.buckets == (
            Bucket(value="AP", count=1),
            Bucket(value="AFP", count=0, selected=True),
        )

    def test_a_histogram_counts_the_days_of_a_time_zone(self, engine: Engine) -> None:
        moments = (
            "2024-10-27T00:59:59",  # in London, two hours are called 01:00 to 02:00 on this day
            "2024-10-27T23:59:59",
            "2024-10-28T00:00:00",
            "2024-07-01T22:59:59",
            "2024-07-01T23:00:00",
        )
        fill(engine, {moment: article("A", published=moment) for moment in moments}, batches=2)
        london = find(engine, All(), interval=Interval.DAY, zone=ZoneInfo("Europe/London"))
        assert {b.value: b.count for b in london.facets["published"].buckets if b.count} == {
            "2024-07-01": 1,
            "2024-07-02": 1,
            "2024-10-27": 2,
            "2024-10-28": 1,
        }
        seoul = find(engine, All(), interval=Interval.MONTH, zone=ZoneInfo("Asia/Seoul"))
        assert [(b.value, b.count) for b in seoul.facets["published"].buckets] == [
            ("2024-07", 2),
            ("2024-08", 0),
            ("2024-09", 0),
            ("2024-10", 3),
        ]

    def test_a_bucket_is_selected_by_the_days_of_its_time_zone(self, engine: Engine) -> None:
        fill(engine, {"a": article("A", published="2024-10-21T20:00:00")})
        seoul = ZoneInfo("Asia/Seoul")
        day = Published(datetime(2024, 10, 22, tzinfo=seoul), datetime(2024, 10, 23, tzinfo=seoul))
        for zone, selected in ((seoul, True), (UTC, False)):
            found = find(engine, All(), published=day, interval=Interval.DAY, zone=zone)
            assert [b.selected for b in found.facets["published"].buckets] == [selected]

    def test_a_day_that_a_time_zone_left_out_is_empty(self, engine: Engine) -> None:
        # Samoa went over the date line, and had no 30 December in 2011.
        days = ("2011-12-30T09:00", "2011-12-30T11:00")
        fill(engine, {day: article("A", published=day) for day in days})
        found = find(engine, All(), interval=Interval.DAY, zone=ZoneInfo("Pacific/Apia"))
        assert [(b.value, b.count) for b in found.facets["published"].buckets] == [
            ("2011-12-29", 1),
            ("2011-12-30", 0),
            ("2011-12-31", 1),
        ]

    def test_the_ends_of_the_calendar_are_counted_in_any_time_zone(self, engine: Engine) -> None:
        days = ("0001-01-01T00:00", "9999-12-31T23:59")
        fill(engine, {d: article("A", published=d) for d in days})
        always = Published(datetime(1, 1, 2, tzinfo=UTC))
        for name in ("Asia/Tokyo", "America/New_York"):
            for interval in Interval:
                found = find(
                    engine, All(), published=always, interval=interval, zone=ZoneInfo(name)
                )
                assert sum(bucket.count for bucket in found.facets["published"].buckets) == 2
