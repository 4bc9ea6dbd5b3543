"""The first hits of many, by key and then by id."""

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from index.whoosh_engine.evaluation.selection import following, select


class Ranked:
    """Ids in an order that the places do not have."""

    def __init__(self, count: int, chance: random.Random) -> None:
        self.order = np.array(chance.sample(range(count), count))

    def ranks(self, places: NDArray[np.intp]) -> NDArray[np.integer]:
        return self.order.take(places)

    def first(self, places: NDArray[np.intp], count: int) -> NDArray[np.intp]:
        assert count < len(places)
        return places.take(self.order.take(places).argsort()[:count])

    def after(self, places: NDArray[np.intp], id: str) -> NDArray[np.bool_]:
        return self.order.take(places) > int(id)


@pytest.mark.parametrize("count", [0, 1, 10, 500, 5000])
@pytest.mark.parametrize("different", [1, 3, 40, 100_000])
@pytest.mark.parametrize("size", [0, 1, 9, 700, 5000])
def test_the_first_are_those_of_a_whole_sort(size: int, different: int, count: int) -> None:
    chance = random.Random(f"{size} {different} {count}")
    ids = Ranked(size, chance)
    floats = np.array([chance.randrange(different) / 7 for _ in range(size)])
    expected = sorted(range(size), key=lambda place: (-floats[place], ids.order[place]))
    assert select(floats, ids, count).tolist() == expected[:count]
    whole = np.array([chance.choice((-1, 1)) * chance.randrange(different) for _ in range(size)])
    expected = sorted(range(size), key=lambda place: (-whole[place], ids.order[place]))
    assert select(whole.astype(np.int64), ids, count).tolist() == expected[:count]


@pytest.mark.parametrize("different", [1, 3, 40])
def test_what_follows_a_place_is_the_rest_of_a_whole_sort(different: int) -> None:
    chance = random.Random(different)
    ids = Ranked(90, chance)
    keys = np.array([chance.randrange(different) / 7 for _ in range(90)])
    whole = sorted(range(90), key=lambda place: (-keys[place], ids.order[place]))
    for number, place in enumerate(whole, start=1):
        rest = following(keys, ids, float(keys[place]), str(ids.order[place]))
        assert rest.tolist() == sorted(whole[number:])
