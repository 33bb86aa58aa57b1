import pytest

from virksom.text import Kind, KnownOrganisation, KnownPeople, KnownPerson, TagBook, find_identifiers, pseudonymise


def found(text: str, known: KnownPeople | None = None) -> list[tuple[str, str]]:
    return [(i.kind.value, text[i.start : i.end]) for i in find_identifiers(text, known)]


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("ring 22113344 i dag", "phone", "22113344"),
        ("ring 22 11 33 44 i dag", "phone", "22 11 33 44"),
        ("ring 2211 3344.", "phone", "2211 3344"),
        ("på +45 22113344", "phone", "+45 22113344"),
        ("på 0045 22 11 33 44", "phone", "0045 22 11 33 44"),
        ("på +46 70 123 45 67", "phone", "+46 70 123 45 67"),
        ("tlf.nr.: 22-11-33-44", "phone", "22-11-33-44"),
        ("lokal 4312", "phone", "4312"),
        ("mobil: 12345678", "phone", "12345678"),
        ("Mail: lone.h+x@mail-firma.co.dk.", "email", "lone.h+x@mail-firma.co.dk"),
        ("Skriv til lone(at)mail.dk i dag", "email", "lone(at)mail.dk"),
        ("følg @majalin99 der", "handle", "@majalin99"),
        ("Brugernavn: maja_99 og kode", "handle", "maja_99"),
        ("se https://eksempel.dk/sag?id=7.", "url", "https://eksempel.dk/sag?id=7"),
        ("se www.eksempel.dk, tak", "url", "www.eksempel.dk"),
        ("på facebook.com/morten.h i går", "url", "facebook.com/morten.h"),
        ("bor Nørregade 12, 2. tv., 8000 Aarhus C nu", "address", "Nørregade 12, 2. tv., 8000 Aarhus C"),
        ("bor på Gammel Skovvej 3B i byen", "address", "Gammel Skovvej 3B"),
        ("bor på H.C. Andersens Boulevard 4", "address", "H.C. Andersens Boulevard 4"),
        ("bor på skovvej 12", "address", "skovvej 12"),
        ("Skovvej nr. 12 er solgt", "address", "Skovvej nr. 12"),
        ("Skovvej 12\n8000 Aarhus", "address", "Skovvej 12\n8000 Aarhus"),
        ("Skovvej 12, st. lejl. 4, 5000 Odense", "address", "Skovvej 12, st. lejl. 4, 5000 Odense"),
        ("flytter til 7100 Vejle til maj", "address", "7100 Vejle"),
        ("sagsnr. 2023-4471 er lukket", "case_number", "2023-4471"),
        ("(journalnummer 2008 – 3687)", "case_number", "2008 – 3687"),
        ("Sag 27.24.00-G01-123-20 oprettet", "case_number", "27.24.00-G01-123-20"),
        ("reg. 1234 konto 0012345678", "account", "1234 konto 0012345678"),
        ("kontonr.: 1234-5678901", "account", "1234-5678901"),
        ("IBAN DK5000400440116243", "account", "DK5000400440116243"),
        ("bilen AB 12 345 holder", "vehicle", "AB 12 345"),
        ("født den 3. maj 1987 i", "birth_date", "3. maj 1987"),
        ("fødselsdato: 03.05.1987", "birth_date", "03.05.1987"),
        ("født d. 03-05-87", "birth_date", "03-05-87"),
    ],
)  # fmt: skip
def test_it_is_found_whole(text, kind, what):
    assert (kind, what) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Han kom kl. 14.30 og gik 15.45.",
        "Mødet er d. 3. maj 2023 kl. 9.",
        "status_20230401.docx",
        "Efter servicelovens § 85 og § 141, stk. 2.",
        "Fraværet faldt fra 22 til 9 procent på 12 uger.",
        "Han har sparet 25 000 000 kr. op.",
        "Vi ses på vej 2 igen.",
        "Han går på legepladsen 3 gange om ugen.",
        "I 2023 begyndte han",
        "mødet @ skolen",
    ],
)
def test_plain_figures_are_left_alone(text):
    assert found(text) == []


def test_an_organisation_keeps_its_type_and_loses_its_name():
    known = KnownPeople(organisations=(KnownOrganisation("s", "Virup Skole", "skole"),))
    text = "Han går på Virup  Skoles SFO."
    (only,) = find_identifiers(text, known)
    assert (only.kind, only.label, only.keep, text[only.start : only.end]) == (
        Kind.ORGANISATION,
        "skole",
        "s",
        "Virup  Skoles",
    )


def test_known_numbers_and_addresses_belong_to_their_person():
    person = KnownPerson(
        "m", "mor", "Lone", cprs=("0101901234",), phones=("+45 22113344",), mails=("lone@x.dk",), addresses=("Stien, 4 A",)
    )  # fmt: skip
    known = KnownPeople((person,))
    for text in ("010190-1234", "221 13 344", "LONE@X.DK", "stien 4 a"):
        (only,) = find_identifiers(f"xx: {text}.", known)
        assert only.person == "m"


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("Han går på Virupskolen nu.", "Han går på [Skole] nu."),
        ("Han går på Virup Skoles SFO.", "Han går på [Skole]s SFO."),
        ("Hun flyttede til Odense.", "Hun flyttede til [By]."),
        ("Hun fik hjælp af Odense Kommune.", "Hun fik hjælp af [By] Kommune."),
        ("Give ham tid. Skolen ringede.", "Give ham tid. Skolen ringede."),
        ("Den gamle skole blev lukket.", "Den gamle skole blev lukket."),
        ("Han kom på Hvidovre Hospital.", "Han kom på [Hospital]."),
    ],
)
def test_places_keep_their_type_and_lose_their_name(text, tagged):
    assert pseudonymise(text, find_identifiers(text), TagBook(b"s")).text == tagged
