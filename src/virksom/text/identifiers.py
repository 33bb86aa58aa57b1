"""Find what points to people in Danish text.

The case's own people count most, then figures and addresses by their form, then names by lists and
context. What overlaps becomes one stretch, so that nothing of it can be left behind.
"""

from __future__ import annotations

from .heard import Heard, find_heard
from .kinds import Identifier, Kind, figure_runs, lowered_alike, words_of
from .known import matcher_of
from .numbers import find_numbers
from .people import KnownPeople
from .persons import find_lower_case_persons, find_persons
from .places import find_addresses, find_links

__all__ = ["add_heard", "find_identifiers"]

# Where stretches overlap, the one that says most about the whole gives the kind.
_RANK = {kind: rank for rank, kind in enumerate((
    Kind.PLACE, Kind.PERSON, Kind.ORGANISATION, Kind.VEHICLE, Kind.BIRTH_DATE, Kind.CASE_NUMBER, Kind.ACCOUNT,
    Kind.PHONE, Kind.ADDRESS, Kind.CPR, Kind.HANDLE, Kind.URL, Kind.EMAIL,
))}  # fmt: skip


def find_identifiers(text: str, known: KnownPeople | None = None, heard: Heard | None = None) -> list[Identifier]:
    """Everything in the text that points to a person, sorted, without overlaps.

    Args:
        text: any text; offsets are code points of this very string.
        known: the people and organisations of the case, if there are any.
        heard: what other texts of the case were heard to name (`hear`).

    Returns:
        Stretches in order of their start. `confidence` ranks what to look at first.

    >>> [(i.kind.value, i.end) for i in find_identifiers("Ring til Lone Holm på 22 11 33 44")]
    [('person', 18), ('phone', 33)]
    """
    lowered = lowered_alike(text)
    words = words_of(lowered)
    runs = figure_runs(text)
    found = list(matcher_of(known).find(text, lowered, words, runs)) if known is not None else []
    found += (*find_numbers(text, runs), *find_addresses(text, runs), *find_links(text, lowered))
    found += (*find_persons(text), *find_lower_case_persons(text, lowered, words))
    if heard is not None:
        return add_heard(text, _without_overlaps(found), heard)
    return _without_overlaps(found)


def add_heard(text: str, found: list[Identifier], heard: Heard) -> list[Identifier]:
    """What was found, and what the case was heard to name: the cheap second look at a text already searched.

    Args:
        text: the text.
        found: what `find_identifiers` gave for it.
        heard: what any text of the case named.

    >>> text = "Liv kom."
    >>> len(add_heard(text, find_identifiers(text), Heard(frozenset({"Liv"}))))
    1
    """
    more = find_heard(text, heard)
    return _without_overlaps([*(i for i in found if not _is_town(text, i, heard)), *more]) if more else found


def _is_town(text: str, identifier: Identifier, heard: Heard) -> bool:
    """Whether what looked like somebody is a town that the case was heard to name."""
    return (
        identifier.kind is Kind.PERSON
        and identifier.person is None
        and text[identifier.start : identifier.end - len(identifier.keep)] in heard.towns
    )


def _without_overlaps(found: list[Identifier]) -> list[Identifier]:
    """Join overlapping stretches into one that covers them all."""
    found.sort(key=lambda i: (i.start, -i.end))
    joined: list[Identifier] = []
    for identifier in found:
        if joined and identifier.start < joined[-1].end:
            joined[-1] = _join(joined[-1], identifier)
        else:
            joined.append(identifier)
    return joined


def _join(one: Identifier, two: Identifier) -> Identifier:
    """One stretch over both; the stronger kind, the better-known person, the longer stretch win."""
    if (
        one.start <= two.start
        and one.end >= two.end
        and one.person is not None
        and two.person is None
        and two.kind is one.kind
    ):
        return one
    start, end = min(one.start, two.start), max(one.end, two.end)
    best = max(
        one,
        two,
        key=lambda i: (_RANK[i.kind], i.end - i.start, i.person is not None, i.label is not None, i.confidence),
    )
    keep = best.keep if best.end == end else (two if best is one else one).keep
    return best._replace(start=start, end=end, keep=keep, confidence=max(one.confidence, two.confidence))
