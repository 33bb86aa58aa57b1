import pytest

from virksom.text import sentences


@pytest.mark.parametrize(
    "text",
    [
        "Han kom kl. 9.|Hun gik.",
        "Mødet er d. 12. marts 2023.|Alle kommer.",
        "Bl.a. P. Holm var der.|Hr. Jensen talte.",
        "Vi tager f.eks. bussen, toget osv.|Derefter går vi.",
        "Det sker jf. § 85, stk. 2.|Vi venter.",
        'Hvad nu?|Stop!|"Kom nu."|Han gik…|Så kom hun.',
        "Der var 12.|Så kom tre til.",
        "Han er nr. 3 i køen.",
        "Han går i 7. klasse.|Det går godt.",
        "Overskrift\n|Så begynder teksten her, og den er lang nok til at gå videre\npå næste linje.",
        "Aftaler:\n|- Han ringer.\n|- Hun skriver.",
        "Først dette.\n\n|Så dette",
        "Han sagde ja. og hun nej.",
        "Prisen er 3.500 kr.|Det er dyrt.",
        "Hun fik det i 2019.|Nu er det slut.",
        "Hun sagde: Vent!.. og gik.",
    ],
)
def test_a_text_is_cut_at_the_bars(text):
    wanted = [piece.strip() for piece in text.split("|")]
    plain = text.replace("\n|", "\n").replace("|", " ")
    assert [" ".join(plain[s.start : s.end].split()) for s in sentences(plain)] == [" ".join(w.split()) for w in wanted]


@pytest.mark.parametrize("text", ["", "   \n ", "\n\n\n"])
def test_nothing_has_no_sentences(text):
    assert sentences(text) == []
