"""How far an import is: rates, time left, and what is said of them."""

import pytest

from archive import ImportProgress
from cli.import_progress import Rate, describe, duration


def progress(documents: int, size: int, failed: int = 0) -> ImportProgress:
    return ImportProgress(
        added=documents - failed, updated=0, unchanged=0, failed=failed, files=1, bytes=size
    )


def test_before_anything_is_done_nothing_is_said_of_the_rate() -> None:
    rate = Rate(100.0)

    assert describe(progress(0, 0), rate, 1_000) == "0 articles"
    assert rate.left(1_000) is None


def test_the_rate_and_the_time_left_are_told() -> None:
    rate = Rate(100.0)
    come = progress(12_400, 50_000_000, failed=3)
    rate.add(come, 110.0)

    assert describe(come, rate, 100_000_000) == (
        "12,400 articles, 1,240/s, 5.0 MB/s, 3 failed, 10 s left"
    )


def test_no_time_is_promised_where_nobody_knows_how_much_there_is() -> None:
    rate = Rate(0.0)
    rate.add(progress(10, 1_000_000), 1.0)

    assert rate.left(None) is None
    assert "left" not in describe(progress(10, 1_000_000), rate, None)


def test_what_was_skipped_at_first_does_not_make_the_rest_look_quick() -> None:
    rate = Rate(0.0)
    rate.add(progress(100_000, 400_000_000), 10.0)
    for second in range(11, 101):
        rate.add(progress(100_000 + 10 * second, 400_000_000 + 40_000 * second), float(second))

    articles, size = rate.recent()

    assert articles == pytest.approx(10)
    assert size == pytest.approx(40_000)
    assert rate.overall(100.0)[1] == pytest.approx(1010)


def test_a_file_that_grew_takes_no_less_than_no_time() -> None:
    rate = Rate(0.0)
    rate.add(progress(10, 2_000), 1.0)

    assert rate.left(1_000) == 0


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min 0 s"),
        (200, "3 min 20 s"),
        (3599.7, "1 h 0 min"),
        (7500, "2 h 5 min"),
    ],
)
def test_times_are_told_as_people_say_them(seconds: float, text: str) -> None:
    assert duration(seconds) == text
