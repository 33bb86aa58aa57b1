import json

from virksom.text import Kind, KnownPeople, KnownPerson, TagBook, find_identifiers, pseudonymise

TEXTS = ["Xenia Holm mødte Pia Krog.", "Pia ringede til Xenia.", "Pia Lund kom. Pia gik.", "Holm blev."]


def masked(texts: list[str], book: TagBook, known: KnownPeople | None = None) -> list[str]:
    return [pseudonymise(text, find_identifiers(text, known), book).text for text in texts]


def test_strangers_are_numbered_as_they_appear():
    assert masked(TEXTS[:2], TagBook(b"s")) == ["[Person 1] mødte [Person 2].", "[Person 2] ringede til [Person 1]."]


def test_a_first_name_that_two_people_share_is_given_to_neither():
    third = masked(TEXTS, TagBook(b"s"))[2]
    assert third == "[Person 3] kom. [Person 4] gik."


def test_a_first_name_alone_becomes_the_person_when_the_full_name_comes():
    assert masked(["Xenia kom.", "Xenia Holm gik.", "Xenia blev."], TagBook(b"s"))[0] == "[Person 1] kom."


def test_a_book_stored_and_read_again_gives_the_same_tags():
    whole = masked(TEXTS, TagBook(b"s"))
    book = TagBook(b"s")
    first = masked(TEXTS[:2], book)
    again = TagBook.from_dict(b"s", json.loads(json.dumps(book.to_dict())))
    assert first + masked(TEXTS[2:], again) == whole


def test_the_stored_book_holds_no_name_and_nothing_to_guess_without_the_secret():
    known = KnownPeople((KnownPerson("key-of-lone", "mor", "Lone", "", "Friis"),))
    one, two = TagBook(b"one"), TagBook(b"two")
    for book in (one, two):
        masked(["Lone Friis mødte Xenia Holm.", "Xenia gik."], book, known)
    stored = json.dumps(one.to_dict()).lower()
    assert not any(name in stored for name in ("lone", "friis", "xenia", "holm"))
    assert not set(one.to_dict()["tags"]) & set(two.to_dict()["tags"])


def test_two_people_in_the_same_role_are_told_apart():
    known = KnownPeople(
        (
            KnownPerson("a", "kontaktperson", "Pia"),
            KnownPerson("b", "kontaktperson", "Xenia"),
            KnownPerson("c", "person", "Olga"),
        )
    )
    assert masked(["Pia, Xenia, Olga og Pia."], TagBook(b"s"), known) == [
        "[Kontaktperson], [Kontaktperson 2], [Person 1] og [Kontaktperson]."
    ]


def test_spans_say_where_each_tag_stands_and_counts_how_many():
    text = "Pia Krog har cpr 010190-1234 og bor på Skovvej 3, tlf. 22113344."
    result = pseudonymise(text, find_identifiers(text), TagBook(b"s"))
    assert result.text == "[Person 1] har cpr [CPR] og bor på [Adresse], tlf. [Telefon]."
    assert all(result.text[s.new_start : s.new_end] == s.tag for s in result.spans)
    assert [text[s.start : s.end] for s in result.spans] == ["Pia Krog", "010190-1234", "Skovvej 3", "22113344"]
    assert result.counts == {Kind.PERSON: 1, Kind.CPR: 1, Kind.ADDRESS: 1, Kind.PHONE: 1}
