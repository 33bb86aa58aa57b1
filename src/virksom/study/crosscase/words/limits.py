"""What cannot be concluded, in plain words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from virksom.methods.wording import number
from virksom.study.crosscase.analysing.conditions import Family, Specification
from virksom.study.crosscase.words.names import lang, listed, mid, share

LOW_AGREEMENT = 0.667


def limits(told: dict[str, Any], specification: Specification) -> list[str]:
    """Return the limits of the analysis; those that always hold, and those that these figures give reason to."""
    said = [
        _(
            "Analysen viser, hvad der følges ad. Den viser ikke, hvad der er årsag til hvad: noget, ingen "
            "har skrevet ned, kan ligge bag begge dele."
        ),
        _(
            "Varighed er til dels et resultat af, hvordan det går: nogle sager slutter tidligt, fordi målet "
            "er nået, andre fordi borgeren stopper. Derfor er der regnet en gang til på de sager, hvor "
            "planen eller bevillingen satte slutdatoen."
        ),
        _(
            "Den bygger på, hvad nogen skrev ned. Det, der ikke står i journalen, tæller ikke med, og den, "
            "der skrev, var selv en del af forløbet."
        ),
        _written_knowing(told),
    ]
    if told["model"].get("thin"):
        said.append(
            _(
                "Der er få sager i forhold til, hvor meget der sammenlignes. Så bliver forskelle let målt "
                "for store, og intervallerne er brede."
            )
        )
    said += [_many_looks(told), _agreement(told), _hidden_difference(told, specification)]
    said += [warning[lang()] for warning in told["model"].get("warnings", [])]
    said.append(
        _(
            "Tallene gælder disse sager som gruppe. De kan ikke bruges til at spå om en enkelt borger eller "
            "til at sammenligne medarbejdere."
        )
    )
    return [text for text in said if text]


def _written_knowing(told: dict[str, Any]) -> str:
    coding = told.get("coding") or {}
    if not coding:
        return ""
    codings, imported, after = (coding.get(name) for name in ("codings", "imported", "after_outcome"))
    if codings and imported:
        return _(
            "{share} af kodningerne er hentet ind fra et regneark. Om koderen kendte udfaldet, da alliance "
            "og rammer blev kodet, vides ikke; gjorde de det, kan de have kodet det, de ventede at se."
        ).format(share=share(imported / codings))
    if after == 0:
        return _(
            "Alliance og rammer blev kodet, før koderen fik udfaldet at se. Men notaterne er skrevet af "
            "mennesker, der vidste, hvordan det gik undervejs."
        )
    how_many = _("Nogle") if after is None else str(after)
    return _(
        "{n} kodninger af indskrivning og indsats er ændret, efter at koderen kendte udfaldet. De kan være "
        "farvet af det."
    ).format(n=how_many)


def _many_looks(told: dict[str, Any]) -> str:
    explored = [line for line in told["ledger"] if line["family"] == Family.EXPLORATORY and line["p"] is not None]
    stated = [line for line in told["ledger"] if line["family"] != Family.EXPLORATORY and line["p"] is not None]
    return _(
        "Der er set på {stated} betingelser, som var valgt på forhånd, og {explored}, som blev kigget på "
        "undervejs. Jo flere steder man ser, jo oftere dukker noget op ved et tilfælde; p-værdierne er "
        "rettet for det (Holm)."
    ).format(stated=len(stated), explored=len(explored))


def _agreement(told: dict[str, Any]) -> str:
    if not told["agreement"] or all(one["value"] is None for one in told["agreement"]):
        return _("Ingen sager er kodet af to. Så vides det ikke, om en anden ville have læst det samme.")
    low = [mid(one) for one in told["agreement"] if one["value"] is not None and one["value"] < LOW_AGREEMENT]
    if not low:
        return ""
    return _(
        "To kodere var ikke enige nok om {what} (α under {limit}). Konklusioner om det skal tages med forbehold."
    ).format(what=listed(low), limit="0.667" if lang() == "en" else "0,667")


def _hidden_difference(told: dict[str, Any], specification: Specification) -> str:
    """How strong something unrecorded must be to blur the weakest clear finding (E-value)."""
    adjusted = told["model"].get("adjusted", {})
    limit = {
        one.key: adjusted[one.key]["e_limit"]
        for one in specification.model
        if one.family == Family.MAIN and adjusted.get(one.key, {}).get("e_limit")
    }
    if not limit:
        return ""
    weakest = min(limit, key=lambda key: limit[key])
    condition = specification.condition(weakest)
    assert condition is not None
    return _(
        "Skulle noget, der ikke er registreret, gøre fundet om {name} usikkert, skulle det gøre både "
        "betingelsen og et bedre udfald omkring {times} gange så sandsynlige, ud over det, der er holdt fast."
    ).format(name=mid(condition), times=number(limit[weakest], 1, lang()))
