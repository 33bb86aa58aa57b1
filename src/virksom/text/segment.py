"""Sentences of Danish text, for passages and for reading around a finding."""

from __future__ import annotations

import re
from typing import NamedTuple

from .lexicon import words_in


class Span(NamedTuple):
    """A stretch of text: code points, end exclusive."""

    start: int
    end: int


# A full stop after these ends no sentence, unless a new line follows.
_ABBREVIATIONS = words_in(
    "bl a bla f eks fx feks d kl nr hr fr frk dr pkt ca evt inkl ekskl jf jvf mht ift vedr osv mv m v mfl fl o l lign "
    "s st sdr ndr skt tlf mob tel adr afd art bd cand cirk dvs e el etc forb ff fhv fm g gl hhv i ibid iht ii if inkl "
    "int jr kap kgl kr lb max min mdr mdl mio mia modt mvh nb obs okt omtr opr p pga pct pr prof red ref resp sen sek "
    "sm stk str tdl tidl tilh u udg ugtl under vha vs årg årh åbn u t alm apr aug dec feb jan nov sept mag stud psyk "
    "med soc pæd sp spec th tv"
)
# After these a sentence may well end, if the next word has a capital letter.
_MAY_END = words_in("osv mv m v mfl fl etc lign kr mdr stk tv th mio mia pct l")
_MONTHS = words_in(
    "januar februar marts april maj juni juli august september oktober november december klasse kvartal gang div afd "
    "sal"
)
_END = re.compile(r"([.!?…]+)([\"»”'’)\]]*)(\s+|\Z)|(\s*\n\s*\n\s*|\s*\n(?=\s*[-–•*·]\s|\s*\d{1,2}[.)]\s))|(\n)")
_LAST_WORD = re.compile(r"(\w+)\Z")


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order; blanks around them belong to none.

    Abbreviations ("bl.a.", "kl. 9"), dates ("12. marts"), initials ("P. Holm") and ordinals do not end a
    sentence; a blank line, a bullet and a line break after a finished or heading-like line do.

    >>> [text[s.start : s.end] for text in ["Han kom d. 3. maj kl. 9. Hun gik."] for s in sentences(text)]
    ['Han kom d. 3. maj kl. 9.', 'Hun gik.']
    """
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match[5] and not _line_ends(text, start, match.start(), match.end()):
            continue
        if match[1] and not _ends(text, start, match):
            continue
        _add(found, text, start, match.start(3) if match[1] else match.start())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        found.append(Span(start, end))


def _line_ends(text: str, start: int, at: int, after: int) -> bool:
    """Whether a single line break ends a sentence: a short line without a full stop before a capital letter."""
    following = text[after : after + 40].lstrip()[:1]
    return at - start < 60 and (following.isupper() or following.isdigit()) and text[at - 1 : at] not in ",;-–"


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark ends a sentence here."""
    following = text[match.end() : match.end() + 20].lstrip("\"»”“«'(*-–• ")
    if match[1] != "." or "\n\n" in match[3]:
        return not following[:1].islower()
    word = _LAST_WORD.search(text, max(start, match.start() - 30), match.start())
    if word is None:
        return not following[:1].islower()
    last = word[1]
    if last.isdigit():
        return _number_ends(text, word.start(), last, following)
    if (len(last) == 1 and last.isupper()) or following[:1].islower():
        return False
    if last.lower() in _ABBREVIATIONS:
        return not following or (last.lower() in _MAY_END and following[:1].isupper()) or "\n" in match[3]
    return True


def _number_ends(text: str, at: int, number: str, following: str) -> bool:
    """Whether the point after a number is a full stop rather than that of a date or an ordinal."""
    if not following:
        return True
    if following[:1].islower() or following[:1].isdigit():
        return False
    next_word = re.match(r"\w+", following)
    if next_word and next_word[0].lower() in _MONTHS:
        return False
    begins_line = at == 0 or text[at - 1] == "\n"
    return len(number) > 2 or not begins_line
