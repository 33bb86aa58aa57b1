"""What the methods refuse, as leaves of Virksom's one tree of errors.

VirksomError
└── MethodRefused            a method cannot be used on these data; the text says why and what to do
    ├── TooFewPairs          fewer than two units coded by two coders
    ├── TooFewOutcomes       fewer than two outcome values are left to compare
    ├── TooFewGroups         fewer than two groups: a spread between them has no meaning
    ├── BadRatings           ratings, counts or columns that do not have the shape or type needed
    └── NotBuilt             an option that is named but not offered yet
"""

from __future__ import annotations

from virksom.errors import VirksomError


class MethodRefused(VirksomError):
    """A method cannot be used on these data; the text says why and what to do."""


class TooFewPairs(MethodRefused):
    """Fewer than two units were coded by two coders."""


class TooFewOutcomes(MethodRefused):
    """Fewer than two outcome values are left to compare."""


class TooFewGroups(MethodRefused):
    """Fewer than two groups: a spread between them has no meaning."""


class BadRatings(MethodRefused):
    """Ratings, counts or columns that do not have the shape or type the method needs."""


class NotBuilt(MethodRefused):
    """An option that is named in the interface but not offered yet."""
