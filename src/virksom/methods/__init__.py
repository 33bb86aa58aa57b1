"""Statistics for small, coded, nested case data: usable alone, without the rest of Virksom.

Every result says in `summary("da" | "en")` what it found, on how many cases, and what it cannot tell. What a method
refuses, it refuses with a `MethodRefused` whose text is in plain Danish.
"""

from virksom.methods.agreement import Agreement, Level, ValuePair, gwet_ac, krippendorff_alpha, percent_agreement
from virksom.methods.association import Association, Distribution, associate, distribution, holm, proportion_interval
from virksom.methods.confounding import EValue, e_value
from virksom.methods.disclosure import Suppressed, suppress
from virksom.methods.errors import BadRatings, MethodRefused, NotBuilt, TooFewGroups, TooFewOutcomes, TooFewPairs
from virksom.methods.ordinal import CumulativeLinkFit, VarianceShare, fit_cumulative_link
from virksom.methods.wording import Remark

__all__ = [
    "Agreement",
    "Association",
    "BadRatings",
    "CumulativeLinkFit",
    "Distribution",
    "EValue",
    "Level",
    "MethodRefused",
    "NotBuilt",
    "Remark",
    "Suppressed",
    "TooFewGroups",
    "TooFewOutcomes",
    "TooFewPairs",
    "ValuePair",
    "VarianceShare",
    "associate",
    "distribution",
    "e_value",
    "fit_cumulative_link",
    "gwet_ac",
    "holm",
    "krippendorff_alpha",
    "percent_agreement",
    "proportion_interval",
    "suppress",
]
