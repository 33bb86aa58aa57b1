"""CPR numbers, case numbers, names and dates, brought to one form so that they can be compared."""

from __future__ import annotations

import re
from datetime import date, datetime

_CPR = re.compile(r"(?<!\d)(\d{2})[-. ]?(\d{2})[-. ]?(\d{2})[-– ]{0,3}(\d{4})(?!\d)")
_CASE = re.compile(
    r"(?i)\b(?:sags?(?:nr|nummer|id)?|journal(?:nr)?|id)[ ._:#-]{0,3}([A-ZÆØÅ]{0,4}[-/]?\d{2,}(?:[-/]\d+)*)\b"
)
_FILED = re.compile(r"\A\W*((?:19|20)\d{2}-\d{3,8}|[A-ZÆØÅ]{0,3}\d{4,8}(?:-\d{1,6})?)(?=[\s,_]|\Z)")
_OWN_NUMBER = re.compile(r"(?<![^\W_])([A-ZÆØÅ]{1,3}\d{5,12})(?![^\W_])")
_DATES = (
    (re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:[ T].*)?\Z"), (3, 2, 1)),
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?\Z"), (1, 2, 3)),
)
_SPACES = re.compile(r"\s+")


def cpr(text: str) -> str:
    """Return the ten digits of a CPR number, or an empty string where the text is none.

    >>> cpr("01-01-80-1234"), cpr("610180-1234"), cpr("hej")
    ('0101801234', '6101801234', '')
    """
    found = find_cpr(text)
    return found if found and len(re.sub(r"\D", "", text)) == 10 else ""


def find_cpr(text: str) -> str:
    """Return the ten digits of the first CPR number in a text; a replacement number has its day raised by 60."""
    for match in _CPR.finditer(text):
        day, month = int(match[1]), int(match[2])
        if 1 <= (day - 60 if day > 60 else day) <= 31 and 1 <= month <= 12:
            return "".join(match.groups())
    return ""


def case_number(text: str) -> str:
    """Bring a case number to one form: capitals, no spaces.

    >>> case_number(" sag 15 46-89 ")
    'SAG1546-89'
    """
    return _SPACES.sub("", text).upper()


def find_case_number(text: str) -> str:
    """Return the case number in a name such as »Sag 4711 – status«, in one form, or an empty string."""
    text = _CPR.sub(" ", text)
    match = _CASE.search(text) or _FILED.match(text)
    return case_number(match[1]) if match else ""


def own_number(text: str) -> str:
    """Return the number a document management system puts into file names, such as D7000342, or an empty string."""
    found = _OWN_NUMBER.findall(text)
    return found[-1] if found else ""


def birth_date(number: str) -> date | None:
    """Return the date of birth that a CPR number tells; the seventh digit gives the century.

    >>> birth_date("0101055123"), birth_date("6101801234")
    (datetime.date(2005, 1, 1), datetime.date(1980, 1, 1))
    """
    if len(number) != 10 or not number.isdecimal():
        return None
    day, month, year, seventh = int(number[:2]), int(number[2:4]), int(number[4:6]), int(number[6])
    if seventh <= 3:
        century = 1900
    elif seventh in {4, 9}:
        century = 2000 if year <= 36 else 1900
    else:
        century = 2000 if year <= 57 else 1800
    try:
        return date(century + year, month, day - 60 if day > 60 else day)
    except ValueError:
        return None


def years_between(born: date, on: date) -> int:
    """Return the age in full years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def danish_date(text: str) -> date | None:
    """Read a date as Danish systems write it (dd-mm-åååå, also with time) or as ISO; raises ValueError for neither.

    >>> danish_date("31-12-2024 14-30"), danish_date("")
    (datetime.date(2024, 12, 31), None)
    """
    text = text.strip()
    if not text:
        return None
    for pattern, (year, month, day) in _DATES:
        match = pattern.match(text)
        if match:
            found = date(int(match[year]), int(match[month]), int(match[day]))
            if not 1900 <= found.year <= 2100:
                raise ValueError("year")
            return found
    raise ValueError("form")


def iso_date(text: object) -> date | None:
    """Return the day of a FHIR date or instant; part dates (2021, 2021-03) give their first day; else None."""
    if not isinstance(text, str):
        return None
    parts = [*text[:10].split("-"), "01", "01"]
    try:
        return datetime(int(parts[0]), int(parts[1]), int(parts[2])).date()  # noqa: DTZ001  a day has no zone
    except ValueError:
        return None


def same_name(text: str) -> str:
    """Bring a name to one form: lower case, single spaces, »Efternavn, Fornavn« turned round.

    >>> same_name("Krogh,  Pia"), same_name("Pia Krogh (PK)")
    ('pia krogh', 'pia krogh')
    """
    text = re.sub(r"\(.*?\)", " ", text)
    if text.count(",") == 1:
        last, first = text.split(",")
        text = f"{first} {last}"
    return _SPACES.sub(" ", text).strip().lower()


def shape(text: str) -> str:
    """Return what a value looks like without what it says: letters become x, digits 9.

    >>> shape("31-02-2024")
    '99-99-9999'
    """
    return "".join("9" if c.isdigit() else "x" if c.isalpha() else c for c in text[:24])
