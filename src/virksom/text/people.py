"""The people and organisations of a case, as its own data names them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownPerson:
    """Somebody whom the case data names.

    Attributes:
        key: what tells this person from the others of the case; never shown.
        role: what the person is in the case, in Danish: "borger", "mor", "kontaktperson".
        first: first name or names.
        middle: middle names.
        last: surname or surnames.
        nicknames: other names the person goes by.
        initials: initials used in the notes; formed from the name where none are given.
        cprs: CPR numbers, written in any form.
        phones: phone numbers, written in any form.
        mails: e-mail addresses.
        addresses: street with number, as one line each.
    """

    key: str
    role: str = "person"
    first: str = ""
    middle: str = ""
    last: str = ""
    nicknames: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    cprs: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownOrganisation:
    """A school, institution or firm that the case data names.

    Attributes:
        key: what tells it from the others; never shown.
        name: its name as written.
        type: what it is, in Danish ("skole", "børnehave"): the tag keeps this and drops the name.
    """

    key: str
    name: str
    type: str = "organisation"


@dataclass(frozen=True)
class KnownPeople:
    """All people and organisations of one case. Make it once per case and use it for every text."""

    persons: tuple[KnownPerson, ...] = ()
    organisations: tuple[KnownOrganisation, ...] = ()
