import pytest

from virksom.text import Kind, find_identifiers
from virksom.text.numbers import cpr_check_digit_holds


def cprs(text: str) -> list[str]:
    return [text[i.start : i.end] for i in find_identifiers(text) if i.kind is Kind.CPR]


@pytest.mark.parametrize(
    "number",
    [
        "010190-1234", "0101901234", "010190 1234", "010190–1234", "010190 - 1234", "010190- 1234", "01 01 90 1234",
        "01.01.90-1234", "01-01-90-1234", "01/01/90-1234", "010190.1234", "010190/1234", "010190-\n1234", "010190\n1234",
        "01011990-1234", "01-01-1990-1234", "610190-1234", "6101901234", "290200-4321", "010190-12 34",
        "010190-xxxx", "010190-XXXX", "010190-****", "010190-3AB2",
    ],
)  # fmt: skip
def test_every_written_form_is_found(number):
    assert cprs(f"Cpr: {number}, siger hun.") == [number]


@pytest.mark.parametrize(
    "around",
    ["fakturanummer {}", "ordrenr. {} er betalt", "tlf. {}", "Sagsnr.: {}", "konto {}", "IMG_{}_status.docx",
        "borger{}.pdf", "({})", "id={};", "kr. {}", "/{}/"]
)  # fmt: skip
def test_no_word_around_it_switches_the_search_off(around):
    assert cprs(around.format("010190-1234")) == ["010190-1234"]


@pytest.mark.parametrize(
    "text",
    ["320190-1234", "011390-1234", "000090-1234", "990190-1234", "310490-1234", "12010190-1234", "1234 5678 9012 3456"],
)
def test_figures_that_hold_no_date_are_no_cpr_number(text):
    assert cprs(text) == []


def test_a_date_followed_by_a_year_is_left_alone():
    assert cprs("Fra 01.02.2012 til 2013 boede han hjemme.") == []


def test_the_check_digit_only_ranks():
    passes, fails = (find_identifiers(f"{n}")[0] for n in ("070761-4285", "070761-4286"))
    assert cpr_check_digit_holds("0707614285")
    assert not cpr_check_digit_holds("0707614286")
    assert passes.kind is fails.kind is Kind.CPR
    assert passes.confidence > fails.confidence
