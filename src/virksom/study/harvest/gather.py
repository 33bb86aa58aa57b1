"""Joins what several systems hold of the same citizen, before anything is read: CPR number first, then case number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from virksom.study.harvest.material import Piece, Reader, Shared


@dataclass(frozen=True, slots=True)
class Group:
    """All pieces of one citizen, in the order they were found, and everything that identifies the citizen."""

    pieces: tuple[tuple[int, Piece], ...]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Gathered:
    """The citizens of a source, what is shared, and how many joins were left undone because CPR numbers differed."""

    groups: list[Group]
    shared: list[Shared]
    unclear_joins: int


def gather(readers: Iterable[Reader]) -> Gathered:
    """Index every part and join the pieces that belong to one citizen."""
    shared: list[Shared] = []
    pieces: list[tuple[int, Piece]] = []
    for number, reader in enumerate(readers):
        of_part = Shared(reader.system)
        shared.append(of_part)
        pieces.extend((number, piece) for piece in reader.index(of_part))
    joins = _Joins(pieces)
    return Gathered(joins.groups(), shared, joins.unclear)


class _Joins:
    """Union-find over pieces; two citizens with different CPR numbers never join on a case number."""

    def __init__(self, pieces: list[tuple[int, Piece]]) -> None:
        self.pieces = pieces
        self.unclear = 0
        self._above = list(range(len(pieces)))
        self._cpr = [next((key for key in piece.keys if key.startswith("cpr:")), "") for _number, piece in pieces]
        owners: dict[str, int] = {}
        for by_number in (False, True):
            for at, (_number, piece) in enumerate(pieces):
                for key in piece.keys:
                    if key.startswith("case:") == by_number:
                        self._join(owners.setdefault(key, at), at)

    def _top(self, at: int) -> int:
        while self._above[at] != at:
            self._above[at] = at = self._above[self._above[at]]
        return at

    def _join(self, one: int, two: int) -> None:
        one, two = sorted((self._top(one), self._top(two)))
        if one == two:
            return
        if self._cpr[one] and self._cpr[two] and self._cpr[one] != self._cpr[two]:
            self.unclear += 1
            return
        self._above[two] = one
        self._cpr[one] = self._cpr[one] or self._cpr[two]

    def groups(self) -> list[Group]:
        """The joined pieces, first come first."""
        members: dict[int, list[int]] = {}
        for at in range(len(self.pieces)):
            members.setdefault(self._top(at), []).append(at)
        return [
            Group(
                tuple(self.pieces[at] for at in found),
                tuple(dict.fromkeys(key for at in found for key in self.pieces[at][1].keys)),
            )
            for found in members.values()
        ]
