"""What the slots of a story's pieces stand for in one case, and how a piece is filled."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from virksom.demo import name_lists as names
from virksom.demo.people import SHORT_UNIT_NAMES, CasePeople, Person, Professional

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag")
MONTHS = "januar;februar;marts;april;maj;juni;juli;august;september;oktober;november;december"
SPEAKS_FOR_ITSELF = 7
HOLIDAYS = frozenset(((1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)))
# Words shortly before a date that make it one that has been.
BEEN = re.compile(
    r"\b(siden|blev|var|drøftet|anholdt|målt|vejet|ringede|flyttede|udflyttet|henvendelse|underretning|natten|holdt|sms|sat ny"
    r"|ved mødet|kl\. 22\.30|tandlæge|vaccination|frem til)\b[^.:]*\{(dato|ugedag)",
    re.IGNORECASE,
)
PRONOUNS = {"m": ("han", "ham", "hans"), "f": ("hun", "hende", "hendes")}


class Name(str):
    """A name that knows its Danish genitive: `{navn.s}` in a piece."""

    __slots__ = ()

    @property
    def s(self) -> str:
        """Genitive: an apostrophe after s, x and z, otherwise an s."""
        return f"{self}'" if self[-1:].lower() in "sxz" else f"{self}s"


@dataclass
class Slots:
    """Fills the pieces of one case; what belongs to the case stands, what belongs to the day is drawn.

    Attributes:
        people: everyone the record speaks of.
        rng: the case's own source of chance.
        known: the case's fixed slots.
    """

    people: CasePeople
    rng: random.Random
    unit: str
    known: dict[str, object] = field(default_factory=dict)
    carer: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        citizen, contact = self.people.citizen, self.people.contact.person
        han, ham, hans = PRONOUNS[citizen.sex]
        grown = [p for role, p in self.people.relatives.items() if not role.startswith("lille")]
        relative = (grown or [*self.people.relatives.values(), citizen])[0]
        self.known = {
            "navn": Name(citizen.first),
            "fuldt_navn": Name(citizen.full),
            "efternavn": Name(citizen.last),
            **{"han": han, "ham": ham, "hans": hans},
            **{"Han": han.capitalize(), "Ham": ham.capitalize(), "Hans": hans.capitalize()},
            "kp": Name(contact.first),
            "kp_fuldt": Name(contact.full),
            "sagsbehandler": Name(self.people.caseworker.full),
            "læge": Name(self.people.doctor.last),
            "skole": Name(self.rng.choice(names.SCHOOLS)),
            "tilbud": Name(SHORT_UNIT_NAMES[self.unit]),
            "arbejdsplads": Name(self.rng.choice(names.WORKPLACES)),
            "forening": Name(self.rng.choice(names.CLUBS)),
            "by": Name(self.people.town),
            "adresse": citizen.address.split(",")[0],
            "telefon": relative.phone or citizen.phone,
            "mail": relative.mail or citizen.mail,
            "cpr": citizen.cpr,
            "pårørende": Name(relative.first),
            "relation": relative.role if relative is not citizen else "familie",
            **{role: Name(person.first) for role, person in self.people.relatives.items()},
        }
        he, him, his = PRONOUNS[relative.sex]
        self.carer = {"navn": Name(relative.first), "han": he, "ham": him, "hans": his, "Han": he.capitalize()}

    def fill(self, piece: str, on: date, colleague: Professional, *, by_carer: bool = False) -> str:
        """The piece as it reads in this case on this day.

        Args:
            piece: text with slots.
            on: the day it is written.
            colleague: who `{kollega}` is in this note.
            by_carer: the citizen speaks or acts in it, so the carer stands in for a small child.
        """
        if "{" not in piece:
            return piece
        rng = self.rng
        away = -rng.randint(7, 16) if _has_been(piece) else rng.randint(3, 15)
        near = working_day(on + timedelta(days=away), rng)
        return piece.format_map(
            {
                **self.known,
                **(self.carer if by_carer and age_on(self.people.born, on) < SPEAKS_FOR_ITSELF else {}),
                "kollega": Name(colleague.person.first),
                "alder": age_on(self.people.born, on),
                "ugedag": WEEKDAYS[near.weekday()],
                "dato": written_date(near, rng),
                "kl": f"{rng.randint(8, 16)}.{rng.choice(('00', '15', '30', '45'))}",
            }
        )

    def first_names(self) -> set[str]:
        """Words that keep their capital letter in the laziest diary."""
        words = {word for value in self.known.values() if isinstance(value, Name) for word in value.split()}
        return words | {c.person.first for c in self.people.colleagues} | {p.first for p in self.people.everyone()}


@lru_cache(maxsize=8192)
def _has_been(piece: str) -> bool:
    """Whether the piece's date lies before the day it is written; one that is still to come wins."""
    return bool(BEEN.search(piece)) and "flyttet til {dato}" not in piece and "kl. {kl}" not in piece


def age_on(born: date, on: date) -> int:
    """Whole years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def working_day(day: date, rng: random.Random) -> date:
    """The day itself, or one of the next that is neither weekend nor a fixed holiday."""
    while day.weekday() > 4 or (day.month, day.day) in HOLIDAYS:
        day += timedelta(days=rng.randint(1, 5))
    return day


def written_date(day: date, rng: random.Random) -> str:
    """A date as people write it inside a sentence."""
    long = f"{day.day}. {MONTHS.split(';')[day.month - 1]}"
    return rng.choice((long, long, f"{day.day}/{day.month}", f"{day.day}/{day.month}-{day:%y}"))


def signature(person: Person, style: str) -> str:
    """How a writer of this style signs a note; the chatty do not."""
    return {"terse": f"/{person.initials}", "full": f"Mvh. {person.full}", "opinionated": f"/{person.first}"}.get(
        style, ""
    )
