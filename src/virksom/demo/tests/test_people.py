"""No identifier of the demo can belong to a real person."""

from __future__ import annotations

from virksom.demo.people import CPR_WEIGHTS
from virksom.demo.slots import Name


def _cprs(records):
    return [p.cpr for r in records for p in (r.people.citizen, *r.people.relatives.values()) if p.cpr]


def test_every_cpr_number_has_a_day_that_the_register_never_gives(records):
    assert all(61 <= int(cpr[:2]) <= 91 and 1 <= int(cpr[2:4]) <= 12 for cpr in _cprs(records))


def test_every_cpr_number_is_otherwise_valid(records):
    for record in records:
        citizen = record.people.citizen
        digits = [int(d) for d in citizen.cpr.replace("-", "")]
        assert sum(w * d for w, d in zip(CPR_WEIGHTS, digits, strict=True)) % 11 == 0
        assert digits[-1] % 2 == (citizen.sex == "m")
        assert citizen.cpr[4:6] == f"{record.people.born:%y}"


def test_no_cpr_number_is_given_twice(records):
    cprs = _cprs(records)
    assert len(set(cprs)) == len(cprs) >= len(records)


def test_nobody_in_a_case_shares_a_first_name(records):
    for record in records:
        people = record.people
        names = [people.citizen.first, people.contact.person.first, *(p.first for p in people.relatives.values())]
        assert len(set(names)) == len(names)


def test_mail_addresses_end_in_the_reserved_domain(records):
    mails = [p.mail for r in records for p in (*r.people.everyone(), r.people.contact.person) if p.mail]
    assert mails
    assert all(mail.isascii() and mail.endswith(".example") for mail in mails)


def test_families_who_fled_have_names_from_elsewhere(records):
    fled = [r.people.citizen.last for r in records if "flygtning" in r.story.target_group]
    assert fled
    assert not set(fled) & {"Jensen", "Nielsen", "Hansen", "Storm"}


def test_a_name_knows_its_genitive():
    assert [Name(n).s for n in ("Maj", "Jens", "Max", "Ritz")] == ["Majs", "Jens'", "Max'", "Ritz'"]
