"""The people of the demo organisation and their identifiers: none of them can be a real person.

CPR numbers are built as the Danish CPR office recommends for replacement numbers (erstatningspersonnumre): the first
digit of the day is raised by six, so a person born on the 7th has 67. The register never assigns such a day. Sex,
century digit and modulus 11 are as in an ordinary number, so everything but the day looks valid. Postal codes lie
above the highest in use, and mail addresses end in the reserved `.example`. Phone numbers are drawn at random.
Source: https://www.cpr.dk/cpr-systemet/erstatningspersonnummer-i-eksterne-systemer
"""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from virksom.demo import name_lists as names
from virksom.demo.chance import chance
from virksom.demo.truth import UNITS, professionals_of, staff_size

UNIT_NAMES = {
    "family": "Familiecentret Bøgely, Familieafdelingen",
    "residential": "Familiecentret Bøgely, Bohuset",
    "outreach": "Familiecentret Bøgely, Udegruppen",
}
SHORT_UNIT_NAMES = {"family": "Bøgely", "residential": "Bohuset", "outreach": "Udegruppen"}
UNIT_FOLDERS = {"family": "Familieafdelingen", "residential": "Bohuset", "outreach": "Udegruppen"}
STYLES = ("terse", "full", "chatty", "opinionated", "full")
TITLES = ("familiebehandler", "socialpædagog", "socialrådgiver", "pædagog", "støttekontaktperson")
ADULT = 18
CPR_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """A person with whatever could identify them; empty where the record does not hold it."""

    role: str
    first: str
    last: str
    sex: str
    cpr: str = ""
    phone: str = ""
    mail: str = ""
    address: str = ""

    @property
    def full(self) -> str:
        """First name and surname."""
        return f"{self.first} {self.last}"

    @property
    def initials(self) -> str:
        """Two letters, as signatures in a diary."""
        return (self.first[0] + self.last.split()[-1][0]).upper()

    def identifiers(self) -> dict[str, str]:
        """Everything that identifies, for the answer key."""
        return {key: value for key, value in asdict(self).items() if value and key != "sex"}


@dataclass(frozen=True, slots=True)
class Professional:
    """A member of staff with the way he or she writes."""

    number: int
    unit: str
    person: Person
    title: str
    style: str


@dataclass(frozen=True, slots=True)
class CasePeople:
    """Everyone a case's record speaks of; `relatives` by role, in the story's order."""

    citizen: Person
    born: date
    relatives: dict[str, Person]
    contact: Professional
    colleagues: tuple[Professional, ...]
    caseworker: Person
    doctor: Person
    town: str

    def everyone(self) -> list[Person]:
        """The citizen, the relatives and the outsiders, not the organisation's own staff."""
        return [self.citizen, *self.relatives.values(), self.doctor]


class People:
    """Makes people; one per organisation, so that no CPR number is given twice."""

    def __init__(self, cases: int, seed: int) -> None:
        rng = chance(seed, "staff")
        self._taken_cprs: set[str] = set()
        self.staff = [_professional(number, unit, rng) for number, unit in _posts(staff_size(cases))]
        self._by_unit = {unit: [p for p in self.staff if p.unit == unit] for unit in UNITS}
        self.caseworkers = [_official("sagsbehandler", rng) for _ in range(8)]
        self.doctors = [_official("læge", rng) for _ in range(5)]

    def for_case(
        self,
        rng: random.Random,
        *,
        contact: int,
        sex: str,
        age: int,
        intake: date,
        roles: tuple[str, ...],
        fled: bool = False,
    ) -> CasePeople:
        """The people of one case; nobody in a case shares a first name."""
        taken = {self.staff[contact].person.first}
        origin = rng.choice(names.FLED) if fled else rng.choices(names.ORIGINS, [o.share for o in names.ORIGINS])[0]
        surname = rng.choice(origin.last.split())
        town = rng.choice(tuple(names.TOWNS))
        address = f"{rng.choice(names.STREETS)} {rng.randint(1, 98)}"
        born = _birthday(intake, age, rng)
        first = _first_name(origin, sex, age, taken, rng)
        citizen = Person(
            "borger",
            first,
            surname,
            sex,
            cpr=self.replacement_cpr(born, sex, rng),
            phone=_phone(rng),
            mail=_mail(first, surname, "post.example", rng),
            address=f"{address}, {names.TOWNS[town]} {town}",
        )
        relatives = {role: self._relative(role, citizen, origin, age, taken, rng) for role in roles}
        colleagues = tuple(p for p in self._by_unit[self.staff[contact].unit] if p.number != contact)
        return CasePeople(
            citizen=citizen,
            born=born,
            relatives=relatives,
            contact=self.staff[contact],
            colleagues=tuple(c for c in colleagues if c.person.first not in taken) or colleagues,
            caseworker=rng.choice(self.caseworkers),
            doctor=rng.choice(self.doctors),
            town=town,
        )

    def replacement_cpr(self, born: date, sex: str, rng: random.Random) -> str:
        """A CPR number that no real person can have: replacement day, right sex and check digit."""
        centuries = "456789" if born.year >= 2000 else "0123"
        while True:
            number = f"{born.day + 60:02d}{born:%m%y}{rng.choice(centuries)}{rng.randint(0, 999):03d}"
            checks = sum(w * int(d) for w, d in zip(CPR_WEIGHTS, number, strict=True)) % 11 == 0
            if checks and int(number[-1]) % 2 == (sex == "m") and number not in self._taken_cprs:
                self._taken_cprs.add(number)
                return f"{number[:6]}-{number[6:]}"

    def _relative(
        self, role: str, citizen: Person, origin: names.Origin, age: int, taken: set[str], rng: random.Random
    ) -> Person:
        sex = "f" if role in names.FEMALE_ROLES else "m" if role in names.MALE_ROLES else rng.choice("fm")
        of = rng.choice((origin, names.ORIGINS[0])) if role in names.OUTSIDE_FAMILY else origin
        years = max(3, age + names.YEARS_OLDER.get(role, 0))
        first = _first_name(of, sex, years, taken, rng)
        last = rng.choice(of.last.split()) if role in names.OTHER_SURNAME or rng.random() < 0.2 else citizen.last
        has_custody = role in ("mor", "far") and age < ADULT
        parent_born = date(2024 - years, rng.randint(1, 12), rng.randint(1, 28))
        return Person(
            role,
            first,
            last,
            sex,
            cpr=self.replacement_cpr(parent_born, sex, rng) if has_custody else "",
            phone=_phone(rng) if years >= 16 else "",
            mail=_mail(first, last, "mail.example", rng) if role in ("mor", "far", "plejemor") else "",
        )


def _posts(staff: int) -> list[tuple[int, str]]:
    return [(number, unit) for unit in UNITS for number in professionals_of(unit, staff)]


def _professional(number: int, unit: str, rng: random.Random) -> Professional:
    person = _official("medarbejder", rng, domain="boegely.example")
    return Professional(number, unit, person, rng.choice(TITLES), STYLES[number % len(STYLES)])


def _official(role: str, rng: random.Random, domain: str = "skovloekke.example") -> Person:
    sex = rng.choice("ffm")
    origin = rng.choices(names.ORIGINS, [o.share for o in names.ORIGINS])[0]
    first, last = rng.choice(names.first_names(origin, sex, rng.randint(24, 64))), rng.choice(origin.last.split())
    return Person(role, first, last, sex, phone=_phone(rng), mail=_mail(first, last, domain, rng))


def _first_name(origin: names.Origin, sex: str, age: float, taken: set[str], rng: random.Random) -> str:
    """A name nobody else in the case has; a big family borrows from the largest origin."""
    free = [first for first in names.first_names(origin, sex, age) if first not in taken]
    first = rng.choice(free or [n for n in names.first_names(names.ORIGINS[0], sex, age) if n not in taken])
    taken.add(first)
    return first


def _birthday(intake: date, age: int, rng: random.Random) -> date:
    return intake - timedelta(days=int(age * 365.25) + rng.randint(3, 360))


def _phone(rng: random.Random) -> str:
    digits = rng.choice(("20", "22", "26", "28", "30", "41", "42", "50", "53", "60", "61", "71", "81", "93"))
    digits += f"{rng.randint(0, 999999):06d}"
    style = rng.random()
    if style < 0.6:
        return " ".join(digits[i : i + 2] for i in range(0, 8, 2))
    return f"+45 {digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}" if style < 0.7 else digits


def _mail(first: str, last: str, domain: str, rng: random.Random) -> str:
    plain = f"{first}.{last}".lower().replace(" ", "")
    for letter, latin in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("é", "e"), ("ü", "u"), ("ó", "o")):
        plain = plain.replace(letter, latin)
    return f"{plain}{rng.choice(('', '', rng.randint(2, 99)))}@{domain}"
