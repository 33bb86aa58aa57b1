"""Identifiers that begin with a figure: CPR numbers, phones, accounts, case numbers, dates of birth.

One walk over the figures of the text; what a figure is, its form decides, and where the form leaves a
choice, the words just before it. No word switches the search for CPR numbers off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from .kinds import Identifier, Kind
from .lexicon import words_in

_GAP = r"[ \t\u00a0\u2009\u202f]"
_DASH = r"[-\u2010-\u2015\u2212\u00ad]"
_CPR = re.compile(
    rf"(\d\d)({_GAP}?[-./\u2010-\u2015]?{_GAP}?)(\d\d)({_GAP}?[-./\u2010-\u2015]?{_GAP}?)(\d\d)"
    rf"(?:{_GAP}{{0,2}}\r?\n?{_GAP}{{0,2}}(?:{_DASH}|[./_:·*]){{0,2}}{_GAP}{{0,2}}\r?\n?{_GAP}{{0,2}})"
    r"(\d\d ?\d\d)(?!\d)"
)
_CPR_LONG = re.compile(rf"(\d\d)[-./ ]?(\d\d)[-./ ]?((?:18|19|20)\d\d)\s?{_DASH}?\s?(\d\d\d\d)(?!\d)")
_CPR_OPEN = re.compile(rf"(\d\d)(\d\d)(\d\d)\s?{_DASH}\s?([xX*?_]{{4}}|[A-Z0-9]{{4}})(?!\w)")
_PHONE = re.compile(
    r"(?:00)?(?:45[ .\-]?(?=[2-9]))?(?:[2-9]\d{7}|[2-9]\d(?:[ \u00a0.\-–/]{1,3}\d\d){3}|[2-9]\d{3}[ \u00a0.\-]\d{4}"
    r"|[2-9]\d[ \u00a0.\-]\d{3}[ \u00a0.\-]\d{3}|[2-9]\d\d[ \u00a0.\-]\d\d[ \u00a0.\-]\d{3}"
    r"|[2-9]\d\d[ \u00a0.\-]\d{3}[ \u00a0.\-]\d\d)(?!\d)"
)
_FOREIGN_PHONE = re.compile(r"\d{1,3}(?:[ \u00a0.\-()]{0,2}\d{1,4}){2,6}(?!\d)")
_LABELLED_PHONE = re.compile(r"\d(?:[ \u00a0.\-]?\d){2,13}(?!\d)")
_ACCOUNT = re.compile(r"(\d{4})(?:[ .,/\-]|\s?kontonr\.?:?\s?|\s?konto:?\s?){1,3}(\d{5,10})(?!\d)")
_LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){4,17}(?!\d)")
_CASE = re.compile(r"[\dA-Z](?:[ ]?[–\-./][ ]?[\dA-Z]|[\dA-Z]){2,30}", re.IGNORECASE)
_FILE_PLAN = re.compile(r"\d\d\.\d\d\.\d\d-[A-ZÆØÅ]\d\d-\d{1,6}-\d\d(?!\d)")
_DATE = re.compile(
    r"\d{1,2}[.\-/ ]{1,2}(?:\d{1,2}|jan\w*|feb\w*|mar\w*|apr\w*|maj|jun\w*|jul\w*|aug\w*|sep\w*|okt\w*|nov\w*|dec\w*)"
    r"(?:[.\-/ ]{1,2}(?:\d{4}|\d\d)(?!\d))?|\d{4}-\d\d-\d\d(?!\d)|\d{6}(?!\d)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[a-zæøå]+")
_LABELS = words_in(
    "tlf telefon mobil mob tel phone sms fastnet lokal lok ring ringe træffes født fødselsdag fødselsdagen f fdato "
    "dato dåbsdato konto reg iban lønkonto nemkonto bankkonto id ref reference sag sags journal j dok dokument no cpr "
    "personnummer ydernummer"
)
_LABEL_ENDINGS = ("nr", "nummer", "nummeret", "dato", "konto", "id")
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

_BEFORE = 34
_SAYS_PHONE = re.compile(
    r"(?:tlf|telefon|telefonnummer|telefonnr|mobil|mobilnummer|mobilnr|mob|tel|phone|sms|fastnet|lokalnummer|lokal|lok|nummer er"
    r"|nummeret er"
    r"|ring på|ring til|ringe på|træffes på)"
    r"[.:\s]{0,3}(?:nr\.?|nummer|er|på|til)?[.:\s]{0,3}[+(]{0,2}\Z",
    re.IGNORECASE,
)
_SAYS_BIRTH = re.compile(
    r"(?:født|fødselsdag|fødselsdagen|fødselsdato|fdato|f\.dato|(?<!\w)f\.|(?<!\w)f:|fødselsdag er"
    r"|dåbsdato|født i)"
    r"\s{0,2}[.:]?\s{0,2}(?:er )?(?:den|d\.?)?\s{0,2}\Z|cpr[-. ]{0,2}(?:nr\.?|nummer)?:?\s{0,2}\Z",
    re.IGNORECASE,
)
_SAYS_CASE = re.compile(
    r"(?:sags?|journal|j|dok|dokument|bevillings?|reference|ref|bestillings|ordre|ydernummer|medlems|kunde|polis?ce|police|borger|klient|patient|id|løbe|forløbs?|henvisnings|anmeldelses|straffesags?)"
    r"[-. ]{0,2}(?:nr|nummer|nummeret|id|no|n°)?\.?\s{0,2}[:#]?\s{0,2}\Z",
    re.IGNORECASE,
)
_CASE_WORDS = re.compile(r"(?:nr|nummer|nummeret|id|ref|reference|no|#)[.:\s#]{0,3}\Z", re.IGNORECASE)
_SAYS_ACCOUNT = re.compile(
    r"(?:konto|kontonr|kontonummer|bankkonto|nemkonto|reg|reg\.?nr|registreringsnummer|lønkonto|iban|kortnummer|kortnr|kort nr)"
    r"[.:\s]{0,3}(?:nr\.?|nummer|er)?[.:\s]{0,3}\Z",
    re.IGNORECASE,
)
_IBAN = re.compile(r"[A-Z]{2}\d\d(?:[ ]?[A-Z\d]{4}){3,7}(?:[ ]?[A-Z\d]{1,3})?(?![A-Za-z\d])")
_PLATE = re.compile(r"[A-Z]{2} ?\d\d ?\d\d\d(?!\d)")
_MONEY = re.compile(r"\s?(?:kr\b|kroner|,-|%)", re.IGNORECASE)


def cpr_check_digit_holds(digits: str) -> bool:
    """Whether ten figures pass modulus 11. Numbers given out since 2007 need not: it only ranks.

    >>> cpr_check_digit_holds("0101010000")
    False
    """
    return sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _is_day(day: int, month: int, year: int) -> bool:
    """Whether the date can exist; days of replacement numbers are 60 too high; any century's leap year will do."""
    day = day - 60 if day > 60 else day
    try:
        date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return False
    return True


def _cpr(text: str, at: int) -> Identifier | None:
    """A CPR number that begins here, in any of its written forms."""
    match = _CPR.match(text, at)
    if match and _is_day(int(match[1]), int(match[3]), int(match[5])):
        digits = match[1] + match[3] + match[5] + match[6].replace(" ", "")
        confidence = 0.99 if cpr_check_digit_holds(digits) else 0.9
        if match[2] or match[4]:
            confidence -= 0.1
        return Identifier(at, match.end(), Kind.CPR, confidence)
    match = _CPR_LONG.match(text, at)
    if match and _is_day(int(match[1]), int(match[2]), int(match[3])):
        return Identifier(at, match.end(), Kind.CPR, 0.8)
    match = _CPR_OPEN.match(text, at)
    if match and _is_day(int(match[1]), int(match[2]), int(match[3])):
        return Identifier(at, match.end(), Kind.CPR, 0.85)
    return None


def _has_label(before: str) -> bool:
    """Whether a word that can name a number stands close before; looked up before any closer reading."""
    words = _LETTERS.findall(before.lower())[-4:]
    return any(word in _LABELS or word.endswith(_LABEL_ENDINGS) for word in words)


def _phone(text: str, at: int, before: str, *, labelled: bool) -> Identifier | None:
    """A phone number that begins here; a plus sign before it belongs to it."""
    plus = before.endswith("+")
    start = at - 1 if plus else at
    says = labelled and _SAYS_PHONE.search(before) is not None
    match = _PHONE.match(text, at)
    if match and (says or plus or not (_reads_as_date(match[0]) or _MONEY.match(text, match.end()))):
        return Identifier(start, match.end(), Kind.PHONE, 0.97 if says or plus else 0.85)
    if plus:
        match = _FOREIGN_PHONE.match(text, at)
        if match and sum(c.isdigit() for c in match[0]) >= 7:
            return Identifier(start, match.end(), Kind.PHONE, 0.9)
    if says:
        match = _LABELLED_PHONE.match(text, at)
        if match:
            return Identifier(start, match.end(), Kind.PHONE, 0.9)
    return None


def _reads_as_date(figures: str) -> bool:
    """Eight figures in one block that begin with a year, month and day, as in file names."""
    return (
        len(figures) == 8
        and figures[:2] in ("19", "20")
        and figures.isdigit()
        and figures[4:6] <= "12"
        and (_is_day(int(figures[6:]) % 60, max(int(figures[4:6]), 1), 2000))
    )


def _labelled(text: str, at: int, before: str) -> Identifier | None:
    """Dates of birth, accounts and case numbers: their form is common, the words before them tell."""
    match = _FILE_PLAN.match(text, at)
    if match:
        return Identifier(at, match.end(), Kind.CASE_NUMBER, 0.95)
    if _SAYS_BIRTH.search(before):
        match = _DATE.match(text, at)
        if match:
            return Identifier(at, match.end(), Kind.BIRTH_DATE, 0.9)
    if _SAYS_ACCOUNT.search(before):
        match = _ACCOUNT.match(text, at) or _LONG_NUMBER.match(text, at)
        if match:
            return Identifier(at, match.end(), Kind.ACCOUNT, 0.9)
    if _SAYS_CASE.search(before) and (_CASE_WORDS.search(before) or before.rstrip().endswith(":")):
        match = _CASE.match(text, at)
        if match:
            return Identifier(at, match.end(), Kind.CASE_NUMBER, 0.85)
    return None


def find_numbers(text: str, runs: Sequence[tuple[int, int]]) -> Iterator[Identifier]:
    """Every identifier that begins with a figure, left to right; `runs` says where figures stand."""
    done = 0
    for at, end in runs:
        if at < done:
            continue
        before = text[max(0, at - _BEFORE) : at]
        labelled = _has_label(before)
        if end - at < 2 and not labelled and before[-1:] != "+":
            continue
        found = _plate_or_iban(text, at) or _cpr(text, at)
        if found is None and labelled:
            found = _labelled(text, at, before)
        found = found or _phone(text, at, before, labelled=labelled)
        if found is not None:
            done = found.end
            yield found


def _plate_or_iban(text: str, at: int) -> Identifier | None:
    """A number plate or international account number: two capital letters right before the figures."""
    for start in (at - 2, at - 3):
        if start >= 0 and text[start : start + 2].isupper() and not text[start - 1 : start].isalnum():
            for pattern, kind in ((_IBAN, Kind.ACCOUNT), (_PLATE, Kind.VEHICLE)):
                match = pattern.match(text, start)
                if match:
                    return Identifier(start, match.end(), kind, 0.85)
    return None
