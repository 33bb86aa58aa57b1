"""Numbers, names and dates in one form."""

from datetime import date

import pytest

from virksom.study.harvest import identities
from virksom.study.harvest.kinds import document_kind, end_reason, unit_kind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("010180-1234", "0101801234"),
        ("01-01-80-1234", "0101801234"),
        ("61-01-80-1234 Hansen", "6101801234"),
        ("cpr 010180 1234", "0101801234"),
        ("320180-1234", ""),
        ("011380-1234", ""),
        ("12345678901234", ""),
    ],
)
def test_a_cpr_number_is_found_in_every_written_form(text, number):
    assert identities.find_cpr(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2024-10001 Hansen, Jens", "2024-10001"),
        ("Sag 4711 - status", "4711"),
        ("Sagsnr. 2024-10001", "2024-10001"),
        ("010180-1234 Hansen", ""),
        ("Hansen 2024", ""),
        ("Statusbeskrivelse", ""),
    ],
)
def test_a_case_number_is_found_in_a_name_and_a_cpr_number_is_none(text, number):
    assert identities.find_case_number(text) == number


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("0101801234", date(1980, 1, 1)),
        ("6101801234", date(1980, 1, 1)),
        ("0101054123", date(2005, 1, 1)),
        ("0101059123", date(2005, 1, 1)),
        ("0101409123", date(1940, 1, 1)),
        ("0101585123", date(1858, 1, 1)),
        ("0101575123", date(2057, 1, 1)),
        ("3002801234", None),
        ("abc", None),
    ],
)
def test_the_seventh_digit_gives_the_century(number, born):
    assert identities.birth_date(number) == born


def test_age_is_in_full_years():
    assert identities.years_between(date(2000, 6, 15), date(2024, 6, 14)) == 23
    assert identities.years_between(date(2000, 6, 15), date(2024, 6, 15)) == 24


@pytest.mark.parametrize("text", ["31-02-2024", "2024", "i går", "01-01-1024", "1-1-24"])
def test_a_date_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r"form|year|day|month"):
        identities.danish_date(text)


@pytest.mark.parametrize(
    ("text", "found"), [("2021", date(2021, 1, 1)), ("2021-13-01", None), (None, None), ("x", None)]
)
def test_part_dates_of_fhir_are_read(text, found):
    assert identities.iso_date(text) == found


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("Afsluttet efter plan", "agreed"),
        ("Mål nået før tid", "reached_early"),
        ("Borger har trukket sig", "withdrew"),
        ("Flyttet til anden kommune", "moved"),
        ("Bevilling ophørt", "grant_ended"),
        ("Overgået til andet tilbud", "transferred"),
        ("Andet", ""),
    ],
)
def test_a_reason_for_ending_is_read_from_danish_words(reason, code):
    assert end_reason(reason) == code


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Afsluttende statusbeskrivelse 2024-09-10", "discharge"),
        ("Statusbeskrivelse 2023", "status_report"),
        ("Handleplan og bestilling", "plan"),
        ("Invitation til statusmøde", "letter"),
        ("Mail om Jens", "mail"),
        ("Børnefaglig undersøgelse", "assessment"),
        ("Referat af netværksmøde", "follow_up"),
        ("IMG 0001", "other"),
    ],
)
def test_a_document_is_known_by_its_name(name, kind):
    assert document_kind(name) == kind


def test_a_family_centres_name_does_not_make_every_unit_a_family_unit():
    assert unit_kind("Familiecentret Bøgely, Bohuset") == "residential"
    assert unit_kind("Familiecentret Bøgely, Udegruppen") == "outreach"
    assert unit_kind("Familiecentret Bøgely, Familieafdelingen") == "family"


def test_raised_figures_are_no_cpr_number():
    assert identities.birth_date("²" * 10) is None
