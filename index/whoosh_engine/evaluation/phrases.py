"""Phrases: documents in which words stand in order."""

import numpy as np
from numpy.typing import NDArray

from index.whoosh_engine.arrays import FieldArrays
from index.whoosh_engine.evaluation.document_sets import Documents, intersection

_SHIFT = 32
"""A token's address: its document above, its position below."""


def phrase_documents(
    field: FieldArrays, numbers: list[int], slop: int, document_count: int
) -> Documents:
    """The documents in which the terms stand in this order, at most `slop` others among them in
    all.

    Documents that have all the words are found first; positions are decoded for those only.
    """
    common = intersection(
        [field.documents(number) for number in dict.fromkeys(numbers)], document_count
    )
    if not len(common):
        return common
    addresses = {number: _addresses(field, number, common) for number in set(numbers)}
    if slop:
        return _with_slop(addresses, numbers, slop)
    # The rarest word's places, shifted back to where the phrase would begin, must have all others.
    starts = [addresses[number] - offset for offset, number in enumerate(numbers)]
    starts.sort(key=len)
    begins, *others = starts
    for other in others:
        found = other.searchsorted(begins)
        found[found == len(other)] = 0
        begins = begins[other[found] == begins]
        if not len(begins):
            break
    return _documents(begins)


def _with_slop(addresses: dict[int, NDArray[np.int64]], numbers: list[int], slop: int) -> Documents:
    # From each start the earliest next word each time: no other choice ends earlier.
    starts = places = addresses[numbers[0]]
    for number in numbers[1:]:
        following = addresses[number]
        found = following.searchsorted(places, side="right")
        kept = found < len(following)
        starts, places = starts[kept], following[found[kept]]
    # An address in a later document is further away than any slop.
    return _documents(starts[places - starts < len(numbers) + slop])


def _addresses(field: FieldArrays, number: int, documents: Documents) -> NDArray[np.int64]:
    """Where the term stands in the documents, all of which have it: int64[token], ascending."""
    chosen = field.documents(number).searchsorted(documents)
    flat, starts = field.positions_at(number, chosen)
    tokens = np.repeat(documents.astype(np.int64) << _SHIFT, np.diff(starts))
    tokens += flat
    return tokens


def _documents(addresses: NDArray[np.int64]) -> Documents:
    found = (addresses >> _SHIFT).astype(np.int32)
    if len(found) < 2:
        return found
    first = np.empty(len(found), dtype=np.bool_)
    first[0] = True
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]
