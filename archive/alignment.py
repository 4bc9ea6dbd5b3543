"""What two sequences have in common, in order: Myers' difference algorithm, bounded.

E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), the greedy form. Its time
grows with the number of differences, so that is limited; sequences that differ more are cut at
items that each has once (B. Cohen's "patience" difference) and compared between those.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

Block = tuple[int, int, int]
"""Where a common run begins in the first sequence and in the second, and its length."""

MOST_DIFFERENCES = 500
"""Items that only one sequence has, up to which the longest common subsequence is looked for."""

_BETWEEN_ANCHORS = 16  # the same between two anchors, of which there can be many
_MOST_STEPS = 2_000_000


def align(
    old: Sequence[str], new: Sequence[str], most: int = MOST_DIFFERENCES
) -> tuple[Block, ...]:
    """The common runs, in order, none touching the next in both sequences.

    A longest common subsequence where at most `most` items are not in it; else a shorter one,
    found in time linear in the sequences' length (times a logarithm).
    """
    return tuple(_joined(_around(old, new, 0, 0, most)))


def _around(
    old: Sequence[str],
    new: Sequence[str],
    first: int,
    second: int,
    most: int,
    *,
    anchored: bool = False,
) -> Iterator[Block]:
    """The runs of two slices that begin at `first` and `second`: the common ends, then between."""
    start, shorter = 0, min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    yield first, second, start
    old_rest, new_rest = old[start : len(old) - end], new[start : len(new) - end]
    if old_rest and new_rest:
        pairs = _shortest(old_rest, new_rest, most)
        if pairs is None:
            cuts = () if anchored else _between_anchors(old_rest, new_rest)
            for i, j, i_end, j_end in cuts:
                yield from _around(
                    old_rest[i:i_end],
                    new_rest[j:j_end],
                    first + start + i,
                    second + start + j,
                    min(most, _BETWEEN_ANCHORS),
                    anchored=True,
                )
        else:
            yield from ((first + start + i, second + start + j, 1) for i, j in pairs)
    yield first + len(old) - end, second + len(new) - end, end


def _shortest(old: Sequence[str], new: Sequence[str], most: int) -> list[tuple[int, int]] | None:
    """The pairs of a longest common subsequence, None where the two differ in too much.

    `reached[k]` is how far the best path with so many differences came in `old` on diagonal k,
    where k is the place in `old` less that in `new`.
    """
    n, m = len(old), len(new)
    most = min(n + m, most, _MOST_STEPS // (n + m))
    if abs(n - m) > most:
        return None
    reached = {1: 0}
    trail: list[dict[int, int]] = []
    for differences in range(most + 1):
        trail.append(reached.copy())
        lowest = -differences + 2 * max(0, differences - m)  # beyond is off the table
        highest = differences - 2 * max(0, differences - n)
        for k in range(lowest, highest + 1, 2):
            i = reached[k + 1] if _goes_down(reached, k, differences) else reached[k - 1] + 1
            while i < n and i - k < m and old[i] == new[i - k]:
                i += 1
            reached[k] = i
            if i >= n and i - k >= m:
                return _walked_back(trail, n, m)
    return None


def _goes_down(reached: Mapping[int, int], k: int, differences: int) -> bool:
    """Whether the best path to diagonal k takes an item of `new`, rather than one of `old`."""
    if k in (-differences, differences):
        return k == -differences
    return reached.get(k - 1, -1) < reached.get(k + 1, -1)


def _walked_back(trail: Sequence[dict[int, int]], n: int, m: int) -> list[tuple[int, int]]:
    """The common pairs on the path that reached the end, in order."""
    pairs: list[tuple[int, int]] = []
    i, j = n, m
    for differences in range(len(trail) - 1, -1, -1):
        reached, k = trail[differences], i - j
        before = k + 1 if _goes_down(reached, k, differences) else k - 1
        i_before = reached[before]
        j_before = i_before - before
        while i > max(i_before, 0) and j > max(j_before, 0):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        i, j = i_before, j_before
    return pairs[::-1]


def _between_anchors(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Cuts both sequences at the items that each has once and that stand in the same order."""
    counts, others = Counter(old), Counter(new)
    places = {item: j for j, item in enumerate(new) if others[item] == 1}
    shared = [
        (i, places[item]) for i, item in enumerate(old) if counts[item] == 1 and item in places
    ]
    i = j = 0
    for i_next, j_next in _rising(shared):
        yield i, j, i_next, j_next
        i, j = i_next, j_next
    if i or j:
        yield i, j, len(old), len(new)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, in order, whose second numbers rise too (patience sorting)."""
    tops: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        previous.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        last[pile : pile + 1] = [number]
    found: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = previous[number]
    return found[::-1]


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks without empty ones, those that touch made one."""
    i = j = length = 0
    for first, second, more in blocks:
        if not more:
            continue
        if first == i + length and second == j + length:
            length += more
            continue
        if length:
            yield i, j, length
        i, j, length = first, second, more
    if length:
        yield i, j, length
