import pytest

from virksom.text import find_matches, search_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("barnet", "børnenes"), ("fraværet", "fravær"), ("Skolen", "skoler"), ("mand", "mændene"), ("bror", "brødrene"),
        ("går", "gik"), ("Aabenraa", "Åbenrå"), ("idé", "ide"), ("sønnen", "sønner"), ("hånd", "hænder"), ("bedre", "godt"),
    ],
)  # fmt: skip
def test_forms_of_a_word_are_the_same_when_searched(one, other):
    assert search_form(one) == search_form(other)


def test_words_stay_apart_and_in_order():
    assert search_form("Barnets  fravær,\nfaldt!") == "barn fravær falde".replace("falde", search_form("falde"))


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("Hendes skolefravær faldt.", "fravær", ["skolefravær"]),
        ("Skolefraværet og fraværet", "FRAVÆR", ["Skolefraværet", "fraværet"]),
        ("Børnene legede.", "barn", ["Børnene"]),
        ("En sol over solsorten", "sol", ["sol"]),
        ("Hun gik hjem.", "går hjemme", ["gik", "hjem"]),
        ("intet her", "", []),
        ("intet her", "!?", []),
    ],
)
def test_matches_are_whole_words(text, query, words):
    assert [text[start:end] for start, end in find_matches(text, query)] == words


def test_places_are_right_after_letters_that_grow_in_lower_case():
    text = "İİİ fravær"
    assert find_matches(text, "fravær") == [(4, 10)]
