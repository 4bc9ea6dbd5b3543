"""How many edits apart two words are."""


def within(first: str, second: str, distance: int) -> bool:
    """Whether at most `distance` edits turn one word into the other: a letter more, less or other,
    or two neighbours swapped, none of them edited again (optimal string alignment).

    >>> within("troops", "tropos", 1), within("troops", "stoop", 1)
    (True, False)
    """
    if abs(len(first) - len(second)) > distance:
        return False
    if first == second:
        return True
    # Row by row of the usual table, and of each row only what is near the diagonal.
    beyond = distance + 1
    width = len(second)
    before: list[int] = []
    above = [min(column, beyond) for column in range(width + 1)]
    for row, letter in enumerate(first, start=1):
        low, high = max(1, row - distance), min(width, row + distance)
        line = [beyond] * (width + 1)
        if row <= distance:
            line[0] = row
        for column in range(low, high + 1):
            other = second[column - 1]
            least = above[column - 1] + (letter != other)
            least = min(least, above[column] + 1, line[column - 1] + 1)
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other:
                least = min(least, before[column - 2] + 1)
            line[column] = least
        if min(line) > distance and min(above) > distance:
            return False
        before, above = above, line
    return above[width] <= distance
