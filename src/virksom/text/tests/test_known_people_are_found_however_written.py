import pytest

from virksom.text import KnownOrganisation, KnownPeople, KnownPerson, TagBook, find_identifiers, pseudonymise

CASE = KnownPeople(
    (
        KnownPerson("1", "borger", "Morten", "Skov", "Hansen", nicknames=("Molle",)),
        KnownPerson("2", "mor", "Lone", "", "Hansen"),
        KnownPerson("3", "kontaktperson", "Pia", "", "Krog"),
        KnownPerson("4", "kontaktperson", "Bo", "", "Storm"),
    )
)


def masked(text: str) -> str:
    return pseudonymise(text, find_identifiers(text, CASE), TagBook(b"secret")).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Morten kom.", "[Borger] kom."),
        ("Morten Skov Hansen kom.", "[Borger] kom."),
        ("Morten S. Hansen kom.", "[Borger] kom."),
        ("Mortens bil.", "[Borger]s bil."),
        ("Morten's bil.", "[Borger]'s bil."),
        ("MORTEN HANSEN kom.", "[Borger] kom."),
        ("morten kom.", "[Borger] kom."),
        ("Mortens-sagen.", "[Borger]s-sagen."),
        ("Mortensagen.", "[Borger]sagen."),
        ("Molle kom.", "[Borger] kom."),
        ("Mrten kom.", "[Borger] kom."),
        ("Mortne kom.", "[Borger] kom."),
        ("MSH kom.", "[Borger] kom."),
        ("M.H. kom.", "[Borger] kom."),
        ("talte med M om", "talte med [Borger] om"),
        ("/pk", "/[Kontaktperson]"),
        ("Pia K. ringede.", "[Kontaktperson] ringede."),
        ("Lone Hansen kom.", "[Mor] kom."),
        ("familien Hansen kom.", "familien [Efternavn] kom."),
        ("Bo siger nej.", "[Kontaktperson] siger nej."),
        ("bo siger nej.", "[Kontaktperson] siger nej."),
        ("hun vil bo der.", "hun vil bo der."),
        ("hun vil bo. Det er storm.", "hun vil bo. Det er storm."),
        ("Morten Jensen kom.", "[Person 1] kom."),
        ("IMG_Morten_2020.jpg", "IMG_[Borger]_2020.jpg"),
        ("i morgen mente hun", "i morgen mente hun"),
        ("vitamin M og klasse 7.B", "vitamin M og klasse 7.B"),
        ("Hansen, Morten", "[Efternavn], [Borger]"),
    ],
)
def test_a_known_person_becomes_the_role(text, expected):
    assert masked(text) == expected


def test_a_name_of_two_people_of_the_case_is_not_given_to_one_of_them():
    known = KnownPeople((KnownPerson("1", "borger", "Ida", "", "Holm"), KnownPerson("2", "mor", "Eva", "", "Lund")))
    (only,) = find_identifiers("Ida Lund kom.", known)
    assert only.person is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hendes liv er svært.", "Hendes liv er svært."),
        ("Liv er her.", "[Borger] er her."),
        ("Imens Liv sov.", "Imens [Borger] sov."),
        ("Karl Qvistgren kom.", "[Person 1] kom."),
        ("Fru Qvistgren kom.", "Fru [Borger] kom."),
        ("Han går på Vesterhøj og Vesterhøjs SFO.", "Han går på [Skole] og [Skole]s SFO."),
        ("Vesterhøjen er stejl.", "Vesterhøjen er stejl."),
        ("bor på stien 45", "bor på stien 45"),
        ("bor på stien 4", "bor på [Adresse]"),
    ],
)
def test_words_like_a_known_name_are_told_from_it(text, expected):
    person = KnownPerson("1", "borger", "Liv", "", "Qvistgren", addresses=("Stien 4",))
    known = KnownPeople((person,), (KnownOrganisation("s", "Vesterhøj", "skole"),))
    assert pseudonymise(text, find_identifiers(text, known), TagBook(b"s")).text == expected


def test_acronyms_and_the_plural_you_are_not_taken_for_initials():
    known = KnownPeople((KnownPerson("1", "mor", "Tove", "", "Vang"), KnownPerson("2", "borger", "Ida", "", "Quist")))
    text = "De ser TV. I er velkomne, hvis I har tid."
    assert find_identifiers(text, known) == []
    assert find_identifiers("I. sover nu. Jeg talte med IQ's læge, T. og TV.", known)[0].person == "2"


def test_a_person_without_a_name_is_no_trouble():
    assert find_identifiers("Han kom.", KnownPeople((KnownPerson("1"),))) == []
