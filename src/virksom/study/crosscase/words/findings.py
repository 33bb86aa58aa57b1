"""The findings as sentences: three for somebody in a hurry, and the rest for somebody who reads on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virksom.methods.wording import number
from virksom.study.crosscase.analysing.conditions import Condition, Family, How, Specification
from virksom.study.crosscase.words.names import label, lang, listed, mid, share, tendency, value_words

NOTICEABLE = 0.405  # log of an odds ratio of 1.5
HALF = 0.5
_NUMBERS = {
    "da": ["nul", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"],
    "en": ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
}


def headline(told: dict[str, Any], specification: Specification) -> list[str]:
    """Return three plain sentences: what characterises, what does not, and what it rests on."""
    if "refused" in told["model"]:
        return [_no_model(told["model"]), _basis(told, [])]
    adjusted = told["model"]["adjusted"]
    main = [one for one in specification.model if one.family == Family.MAIN and one.key in adjusted]
    clear = [one for one in main if adjusted[one.key]["direction"]]
    said = [_characterises([tendency(one, adjusted[one.key]["direction"]) for one in clear])]
    faded = [one for one in main if _fades(told, one)]
    unclear = [one for one in main if one not in clear and one not in faded]
    if faded:
        said += [_faded(one, told, specification) for one in faded]
    elif unclear:
        said.append(_unclear(unclear))
    said.append(_basis(told, _shaky(told, specification)))
    return said


def sentences(told: dict[str, Any], specification: Specification) -> list[str]:
    """Return the findings with their figures: probabilities, what severity hides, professionals, and how firm it is."""
    said = headline(told, specification)
    if "refused" in told["model"]:
        return said
    said[-1:-1] = [_probability(one, told, specification) for one in _clear(told, specification)]
    said[-1:-1] = [
        text for text in (_held(told, specification), _variation(told), _robust(told, specification)) if text
    ]
    return said


def probability_sentences(told: dict[str, Any], specification: Specification) -> list[str]:
    """Return one sentence for each clear condition: how likely the goal is reached at a low and at a high value."""
    return [_probability(one, told, specification) for one in _clear(told, specification)]


def variation_sentence(told: dict[str, Any]) -> str:
    """Return what can be said of differences between professionals."""
    return _variation(told)


def robustness_sentences(told: dict[str, Any], specification: Specification) -> list[str]:
    """Return how each other assumption changes the findings."""
    names = {
        "endings": _("Kun forløb, hvis længde ikke blev bestemt af, hvordan det gik"),
        "lowest": _("Hvis alle med uoplyst udfald ikke havde nået målet"),
        "highest": _("Hvis alle med uoplyst udfald havde nået målet"),
    }
    said = []
    for name, words in names.items():
        again = told["robustness"].get(name)
        if again is None:
            continue
        if "estimates" not in again:
            said.append(_("{assumption}: der er for få sager til at regne på det.").format(assumption=words))
            continue
        said += [f"{words}: {what}" for what in _differences(told, again, specification)]
    return said


def _clear(told: dict[str, Any], specification: Specification) -> list[Condition]:
    adjusted = told["model"].get("adjusted", {})
    main = [one for one in specification.model if one.family == Family.MAIN]
    return [one for one in main if adjusted.get(one.key, {}).get("direction")]


def _characterises(what: list[str]) -> str:
    if not what:
        return _("Ingen af de betingelser, vi så på, kendetegner klart de sager, der nåede deres mål.")
    text = ngettext(
        "Det kendetegner de sager, der nåede deres mål: {what}.",
        "{number} ting kendetegner de sager, der nåede deres mål: {what}.",
        len(what),
    )
    words = _NUMBERS[lang()]
    count = words[len(what)].capitalize() if len(what) < len(words) else str(len(what))
    return text.format(number=count, what=listed(what))


def _fades(told: dict[str, Any], condition: Condition) -> bool:
    """Answer whether a condition alone seems to go with the outcome, and no longer does once the others are held."""
    alone, held = (told["model"][name].get(condition.key, {}) for name in ("unadjusted", "adjusted"))
    if held.get("direction") or alone.get("odds") is None or held.get("odds") is None:
        return False
    seems = bool(alone["direction"]) or abs(alone["estimate"]) > NOTICEABLE
    return seems and held["estimate"] / alone["estimate"] < HALF


def _faded(condition: Condition, told: dict[str, Any], specification: Specification) -> str:
    alone = told["model"]["unadjusted"][condition.key]
    if condition.how != How.IS:
        text = _("{name} ser ud til at følge udfaldet, men gør det ikke, når sværhedsgraden og det øvrige holdes fast.")
        return text.format(name=label(condition))
    if alone["estimate"] > 0:
        text = _(
            "Sager med {name} ser ud til at nå længere end andre{why}. Når sværhedsgraden og det øvrige "
            "holdes fast, er der ingen klar forskel."
        )
    else:
        text = _(
            "Sager med {name} ser ud til at nå kortere end andre{why}. Når sværhedsgraden og det øvrige "
            "holdes fast, er der ingen klar forskel."
        )
    return text.format(name=mid(condition), why=_why(condition, told, specification))


def _why(condition: Condition, told: dict[str, Any], specification: Specification) -> str:
    """Who was given it: the difference at intake, where it points the way that would explain the look of it."""
    without, given = told["who"].get(condition.key, {}).get("severity", [None, None])
    if without is None or given is None or specification.condition("severity") is None or given >= without:
        return ""
    text = _(", men de var lettere fra begyndelsen (sværhedsgrad i snit {given} mod {without})")
    return text.format(given=number(given, 1, lang()), without=number(without, 1, lang()))


def _unclear(conditions: list[Condition]) -> str:
    return _("Intet klart mønster viser sig for {what}; det er ikke det samme som, at der intet er.").format(
        what=listed([mid(one) for one in conditions])
    )


def _basis(told: dict[str, Any], shaky: list[str]) -> str:
    first, last = told["flow"][0]["n"], told["flow"][-1]["n"]
    of = str(last) if first is None or first == last else _("{n} af {of}").format(n=last, of=first)
    if not shaky:
        text = _("Det bygger på {of} lukkede sager og viser, hvad der følges ad – ikke hvad der er årsag til hvad.")
    else:
        text = _(
            "Det bygger på {of} lukkede sager og viser, hvad der følges ad – ikke hvad der er årsag til hvad. "
            "Mindst sikkert er det for {shaky}."
        )
    return text.format(of=of, shaky=listed(shaky))


def _no_model(model: dict[str, Any]) -> str:
    if model["refused"] == "too_few_cases":
        return _("Der er for få sager med fulde oplysninger til at sammenligne: der skal mindst {n} til.").format(
            n=model["fewest"]
        )
    return _("Sagerne kunne ikke sammenlignes i én model: {why}").format(why=model["message"])


def _probability(condition: Condition, told: dict[str, Any], specification: Specification) -> str:
    points = next(one["points"] for one in told["probabilities"] if one["key"] == condition.key)
    top = len(specification.outcomes) - 1
    low, high = points[0], points[-1]
    text = _(
        "{name}: ved {low} når {p_low} af ellers typiske sager målet, ved {high} er det {p_high}, regnet ud "
        "af modellen."
    )
    return text.format(
        name=label(condition),
        low=value_words(condition, low["value"]),
        high=value_words(condition, high["value"]),
        p_low=share(low["outcomes"][top][0]),
        p_high=share(high["outcomes"][top][0]),
    )


def _held(told: dict[str, Any], specification: Specification) -> str:
    """The adjusters are told of too, but never as something to change."""
    held = [one for one in specification.model if one.family == Family.ADJUSTER]
    adjusted = told["model"]["adjusted"]
    clear = [tendency(one, adjusted[one.key]["direction"]) for one in held if adjusted[one.key]["direction"]]
    if not clear:
        return ""
    return _("Også {what} går igen i de sager, der nåede målet; derfor holdes det fast i sammenligningen.").format(
        what=listed(clear)
    )


def _variation(told: dict[str, Any]) -> str:
    found = told.get("variation")
    if not found:
        return ""
    if "refused" in found:
        return _("Forskelle mellem medarbejdere vises ikke: færre end {n} har mindst {each} sager hver.").format(
            n=found["fewest"], each=found["cases_each"]
        )
    if found["boundary"]:
        return _(
            "Hvor meget af forskellene i udfald der ligger mellem medarbejdere, kan ikke afgøres: alt op til "
            "{high} passer med sagerne."
        ).format(high=share(found["high"]))
    text = _("Omkring {share} af forskellene i udfald ligger mellem medarbejdere (95 %-interval {low} til {high}).")
    said = text.format(share=share(found["share"]), low=share(found["low"]), high=share(found["high"]))
    if found["low"] == 0:
        said += " " + _("Om det er mere end ingenting, kan ikke afgøres.")
    return said


def _robust(told: dict[str, Any], specification: Specification) -> str:
    fits = [again for again in told["robustness"].values() if "estimates" in again]
    if not fits:
        return ""
    shaky = _shaky(told, specification)
    if not shaky:
        return _(
            "Billedet er det samme, når der regnes med andre antagelser om det, der mangler, "
            "og om hvorfor sagerne sluttede."
        )
    return _(
        "Med andre antagelser om det, der mangler, eller om hvorfor sagerne sluttede, ændrer billedet sig for {what}."
    ).format(what=listed(shaky))


def _shaky(told: dict[str, Any], specification: Specification) -> list[str]:
    """Main conditions for which another assumption gives another answer."""
    fits = [again["estimates"] for again in told["robustness"].values() if "estimates" in again]
    return [
        mid(one)
        for one in specification.model
        if one.family == Family.MAIN and any(_moved(told, again, one) for again in fits)
    ]


def _moved(told: dict[str, Any], again: dict[str, Any], condition: Condition) -> bool:
    if condition.key not in again:
        return False
    return bool(again[condition.key]["direction"] != told["model"]["adjusted"][condition.key]["direction"])


def _differences(told: dict[str, Any], again: dict[str, Any], specification: Specification) -> list[str]:
    """How the picture under another assumption differs from the main one, in the middle of a sentence."""
    said: dict[str, list[str]] = {"lost": [], "turned": [], "new": []}
    for one in specification.model:
        if one.family != Family.MAIN or not _moved(told, again["estimates"], one):
            continue
        before, now = told["model"]["adjusted"][one.key]["direction"], again["estimates"][one.key]["direction"]
        said["lost" if now == 0 else "turned" if before else "new"].append(mid(one))
    texts = {
        "lost": _("så er mønstret ikke længere klart for {what}."),
        "turned": _("så vender mønstret for {what}."),
        "new": _("så viser der sig også et mønster for {what}."),
    }
    found = [texts[kind].format(what=listed(names)) for kind, names in said.items() if names]
    return found or [_("så er billedet det samme.")]
