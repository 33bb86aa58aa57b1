"""What the start page offers each role: a few doors, each with what lies behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from virksom.people.models import User
from virksom.people.roles import Role


@dataclass(frozen=True)
class Door:
    """One thing to do from the start page."""

    title: str
    text: str
    url: str = ""
    link: str = ""


def doors_for(user: User) -> list[Door]:
    """Return the doors of all the user's roles, each once, in the order a day is likely to need them."""
    doors: list[Door] = []
    for role in Role:
        if role in user.roles:
            doors += [door for door in _DOORS[role]() if door not in doors]
    return doors


def _coding() -> list[Door]:
    return [
        Door(
            _("Læs og kod sager"),
            _(
                "De sager, du er bedt om at læse i en undersøgelse. Alt er pseudonymiseret, og du kan holde pause når som helst."
            ),
            reverse("harvest:studies"),
            _("Til dine undersøgelser"),
        ),
        _reports(),
    ]


def _reports() -> Door:
    return Door(
        _("Hvad viser vores egne sager?"),
        _("De rapporter, som organisationen har besluttet at dele. Ingen medarbejder eller borger kan kendes i dem."),
        reverse("reports"),
        _("Læs rapporterne"),
    )


def _analyst() -> list[Door]:
    return [
        Door(
            _("Undersøgelser"),
            _("Høst sager, fordel kodning, se overensstemmelse, og lav analysen."),
            reverse("harvest:studies"),
            _("Til undersøgelserne"),
        ),
        _reports(),
    ]


def _leader() -> list[Door]:
    return [
        Door(
            _("Følg undersøgelserne"),
            _("Se hvor langt de er, og læs analysen, når den er klar. Du ser aldrig tal for den enkelte medarbejder."),
            reverse("harvest:studies"),
            _("Til undersøgelserne"),
        ),
        _reports(),
    ]


def _protection() -> list[Door]:
    return [
        Door(
            _("Hvem har gjort hvad?"),
            _("Loggen over alt, der er læst, ændret og sendt ud. Du kan efterprøve, at ingen har rettet i den."),
            reverse("people:log"),
            _("Åbn loggen"),
        ),
        Door(
            _("Undersøgelser og karantæne"),
            _("Hvad er høstet, hvad blev holdt tilbage, og hvornår slettes nøglen?"),
            reverse("harvest:studies"),
            _("Til undersøgelserne"),
        ),
    ]


def _administrator() -> list[Door]:
    return [
        Door(
            _("Mennesker og roller"),
            _("Opret brugere, giv roller, og luk for adgang."),
            reverse("people:people"),
            _("Til mennesker og roller"),
        )
    ]


def _citizen() -> list[Door]:
    return [
        Door(
            _("Når din sag læses for at lære"),
            _(
                "Vi læser afsluttede sager for at finde ud af, hvad der hjælper. Navne, CPR-numre og adresser er "
                "taget ud, før nogen læser med. Det, vi finder, bruges aldrig til at afgøre noget i din egen sag."
            ),
        ),
        Door(
            _("Dine rettigheder"),
            _(
                "Du kan spørge, hvad der er gemt om dig, og du kan sige fra over for at være med. "
                "Tal med din kontaktperson, eller skriv til kommunens databeskyttelsesrådgiver."
            ),
        ),
    ]


_DOORS = {
    Role.PRACTITIONER: _coding,
    Role.CONTACT_PERSON: _coding,
    Role.LEADER: _leader,
    Role.ANALYST: _analyst,
    Role.AUTHORITY_CASEWORKER: lambda: [_reports()],
    Role.CITIZEN: _citizen,
    Role.DATA_PROTECTION_OFFICER: _protection,
    Role.ADMINISTRATOR: _administrator,
}
