import pytest

from virksom.text import (
    Heard,
    KnownOrganisation,
    KnownPeople,
    KnownPerson,
    TagBook,
    add_heard,
    find_identifiers,
    hear,
    pseudonymise,
)


def heard_in(*texts: str) -> Heard:
    heard = Heard()
    for text in texts:
        heard |= hear(text, find_identifiers(text))
    return heard


def masked(text: str, heard: Heard, known: KnownPeople | None = None) -> str:
    return pseudonymise(text, find_identifiers(text, known, heard), TagBook(b"x")).text


@pytest.mark.parametrize(
    ("told", "text", "expected"),
    [
        ("Hans mor Liv ringede.", "Liv og regn.", "[Person 1] og regn."),
        ("Vi mødte Line Kristensen.", "Line stegte æg.", "[Person 1] stegte æg."),
        ("Per Storm kom.", "Pers kollegaer bytter vagter.", "[Person 1]s kollegaer bytter vagter."),
        ("Hans mor Liv ringede.", "LIV KOMMER", "[Person 1] KOMMER"),
        ("Hans mor Liv ringede.", "Liv-besøg i dag", "[Person 1]-besøg i dag"),
        ("Helle, kusinen, var med.", "Helle satte tre krydser.", "[Person 1] satte tre krydser."),
        ("Det er aftalt, at Naasu skal putte.", "Naasu koger grød.", "[Person 1] koger grød."),
        ("Hans mor Liv ringede.", "Livet og et liv.", "Livet og et liv."),
        ("Hans Bak kom.", "Hans far kom, og Hans kom.", "Hans far kom, og [Person 1] kom."),
        ("Bor Hyldespjældet 90, 9996 Åmose By", "Fra Åmose til Hyldespjældet.", "Fra [By] til [Adresse]."),
        ("Bor Lærkestien 9, 9995 Nørre Elle", "Turen til Nørre Elle", "Turen til [By]"),
        ("Storm og regn.", "Storm hele dagen.", "Storm hele dagen."),
        ("Samarbejde med borgeren: Ja", "Ja til alt.", "Ja til alt."),
    ],
)
def test_what_one_text_names_is_found_in_another(told, text, expected):
    assert masked(text, heard_in(told)) == expected


def test_the_second_look_gives_what_one_look_with_the_heard_names_gives():
    text, heard = "Liv og Line gik fra hinanden.", heard_in("Hans mor Liv kom.", "Vi så Line Holm.")
    assert add_heard(text, find_identifiers(text), heard) == find_identifiers(text, heard=heard)
    assert add_heard("Intet her.", [], heard) == []


def test_a_later_harvest_knows_the_heard_names_by_their_digests():
    book = TagBook(b"secret")
    book.remember({"Liv"})
    stored = book.to_dict()
    assert "Liv" not in str(stored)
    assert TagBook.from_dict(b"secret", stored).recognise({"Liv", "Maj"}) == {"Liv"}
    assert TagBook.from_dict(b"other", stored).recognise({"Liv"}) == set()
    del stored["heard"]
    assert TagBook.from_dict(b"secret", stored).recognise({"Liv"}) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adresse\nGammel Skolevej 28, 9996 Åmose By\nTelefon", "Adresse\n[Adresse]\nTelefon"),
        ("Adresse: Tornebuskene 25", "Adresse: [Adresse]"),
        ("Hun bor på Hyldespjældet 90, 2. tv", "Hun bor på [Adresse]"),
        ("Store Ko Eng 7B\n8000 Aarhus C", "[Adresse]"),
        ("Adressen er stadig Gammel Skolevej 28, går jeg ud fra.", "Adressen er stadig [Adresse], går jeg ud fra."),
        ("Mødet er i Lokale 4, og Afdeling 3 deltager.", "Mødet er i Lokale 4, og Afdeling 3 deltager."),
        ("Han bor på Afdeling 3.", "Han bor på Afdeling 3."),
    ],
)
def test_streets_of_any_name_go_with_their_number(text, expected):
    assert masked(text, Heard()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Det blev aftalt med hendes kontaktperson. Vi skal mødes.",
        "Han har ondt i halsen og strikker vanter.",
        "Statusbeskrivelsen er skrevet i dag.",
        "Soveposen ligger i lejligheden.",
        "Der hænger et skilt: ARBEJDE I GANG.",
        "Skemaet til Trygge Trin er scoret.",
        "Opgaven i kolonne B siger nok.",
    ],
)
def test_ordinary_words_stay(text):
    known = KnownPeople((KnownPerson("1", "far", "Simon", last="Hansen"), KnownPerson("2", "ven", "Bo", last="Vinter")))
    assert masked(text, Heard(), known) == text


def test_a_document_number_after_a_name_is_no_initial_and_a_title_no_name():
    known = KnownPeople((KnownPerson("1", "borger", "Lone", last="Andersen"),))
    assert masked("Statusbeskrivelse 2022 Lone Andersen D7001273", Heard(), known).startswith(
        "Statusbeskrivelse 2022 [Borger]"
    )
    assert masked("Statusbeskrivelse Lone Andersen", Heard(), known) == "Statusbeskrivelse [Borger]"


def test_a_relative_with_an_unheard_first_name_and_a_turned_surname_goes_whole():
    known = KnownPeople((KnownPerson("1", "borger", "Olsvig", last="Minik", nicknames=("Minik", "Olsvig")),))
    assert masked("Naasu Olsvig kom.", Heard(), known) == "[Person 1] kom."
    assert masked("Minik Olsvig kom.", Heard(), known) == "[Borger] kom."


def test_a_unit_is_known_by_its_own_word():
    known = KnownPeople((), (KnownOrganisation("u", "Familiecentret Bøgely, Bohuset", "tilbud"),))
    assert masked("Bøgely takker for samarbejdet.", Heard(), known) == "[Tilbud] takker for samarbejdet."
