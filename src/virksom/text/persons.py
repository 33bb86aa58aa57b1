"""People nobody told us about: names from the lists, in context.

One walk over the capitalised words. What a word can be is looked up once for each different word; the
words around it decide. Words that are names and ordinary words too ("Bo", "Per", "Storm") need context
where a sentence begins, for there everything is capitalised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .institutions import Place, named_institution, named_place
from .kinds import Identifier, Kind
from .lexicon import (
    ABROAD,
    CALLED,
    INSTITUTION_WORDS,
    NEVER_NAMES,
    RELATIONS,
    SPEECH_VERBS,
    TITLE_ENDINGS,
    TITLES,
    TOLD,
    TOWNS,
    name_lists,
    ordinary_words,
    words_in,
)  # fmt: skip
from .words import CAPITALISED, FIRST, FUNCTION, INITIAL, LAST, NEVER, SHAPE, TOWN, WORD, begins_sentence, look_up

_PARTICLES = words_in("de den der von van af al el bin ibn ben la le di da du dos del ter ten zu y og-af")
_GAP = re.compile(r"\.?[ \u00a0](?:(?:de|den|der|von|van|af|al|el|bin|ibn|ben|la|le|di|da|du|dos|del|ter|zu)[ ]){0,2}")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w\-]*)\.?(?:[ ]|, |: ?)[\"»”'(]?\Z")
_WORD_AFTER = re.compile(r"[,\"»”)]{0,2}[ ]([^\W\d_]+)")


def find_persons(text: str) -> list[Identifier]:
    """Names with a capital letter, of people, towns, schools and homes, by lists, form and context.

    A word that was only doubtful is somebody after all if the same text names them more clearly elsewhere.
    """
    found: list[Identifier] = []
    heard: set[str] = set()
    doubtful: list[Place] = []
    for stretch, institution in _stretches(text):
        other = named_institution(stretch, institution) if institution else named_place(stretch)
        if other:
            found.append(other)
            continue
        if institution:
            continue
        confidence = _several(text, stretch) if len(stretch) > 1 else _single(text, stretch[0])
        if confidence:
            last = stretch[-1]
            found.append(Identifier(stretch[0].start, last.end, Kind.PERSON, confidence, keep=last.word.keep))
        if confidence > 0.5:
            heard.update(place.word.bare for place in stretch if not place.word.can_be & (FUNCTION | INITIAL))
        elif not confidence and len(stretch) == 1:
            doubtful.append(stretch[0])
    again = [place for place in doubtful if place.word.bare in heard]
    found.extend(Identifier(place.start, place.end, Kind.PERSON, 0.5, keep=place.word.keep) for place in again)
    return found


def find_lower_case_persons(text: str, lowered: str, words: set[str]) -> list[Identifier]:
    """Names written in lower case, as in chats and text messages, where the words around them tell.

    Args:
        text: the text.
        lowered: the same in lower case, every character at its place.
        words: the different words of it.
    """
    lists = name_lists()
    found: list[Identifier] = []
    for name in (words & lists.first) - lists.words - ordinary_words() - _NO_LOWER_NAMES:
        at = lowered.find(name)
        while at >= 0:
            end = at + len(name)
            alone = not (lowered[at - 1 : at].isalpha() or lowered[end : end + 1].isalpha())
            if alone and text[at].islower() and _told_of(lowered, at, end):
                found.append(Identifier(at, _with_surname(lowered, end), Kind.PERSON, 0.5))
            at = lowered.find(name, end)
    return found


def _with_surname(lowered: str, end: int) -> int:
    """The end of a lower-case name with the surname that follows it, if one does."""
    after = _WORD_AFTER.match(lowered, end)
    if (
        after
        and after.start(1) == end + 1
        and look_up(after[1].capitalize()).can_be & (LAST | SHAPE | WORD) in (LAST, SHAPE)
    ):
        return after.end()
    return end


def _told_of(lowered: str, start: int, end: int) -> bool:
    """Whether a relation or title stands before a lower-case name, or a verb of telling after."""
    before = _WORD_BEFORE.search(lowered, max(0, start - 30), start)
    if before and lowered[start - 1] == " " and before[1] in _BEFORE_LOWER_NAMES:
        return True
    after = _WORD_AFTER.match(lowered, end)
    return after is not None and after[1] in TOLD


_BEFORE_LOWER_NAMES = RELATIONS | TITLES | CALLED | {"hej", "kære", "hejsa", "halløj"}
_NO_LOWER_NAMES = NEVER_NAMES | RELATIONS | TITLES | TOLD | SPEECH_VERBS | TOWNS | ABROAD | INSTITUTION_WORDS | CALLED


def _stretches(text: str) -> Iterator[tuple[list[Place], Place | None]]:
    """Runs of capitalised words that may be one name each, and the word for an institution that follows, if one does."""
    run: list[Place] = []
    for match in CAPITALISED.finditer(text):
        start, end = match.span()
        if (start and text[start - 1].isalnum()) or (end - start < 3 and text[end : end + 1].isdigit()):
            continue
        word = look_up(match.group())
        if run and not _continues(text, run[-1], start):
            yield _trimmed(run), None
            run = []
        if not word.can_be & NEVER:
            run.append(Place(start, end, word, begins=not run and begins_sentence(text, start)))
        elif run:
            names_institution = word.bare.lower() in INSTITUTION_WORDS
            yield _trimmed(run), Place(start, end, word, begins=False) if names_institution else None
            run = []
    if run:
        yield _trimmed(run), None


def _continues(text: str, last: Place, start: int) -> bool:
    """Whether the next capitalised word belongs to the same run of names."""
    gap = text[last.end : start]
    if gap == " ":
        return not last.word.keep
    if gap in ("", "."):
        return bool(last.word.can_be & INITIAL)
    if last.word.keep or len(gap) > 12:
        return False
    match = _GAP.fullmatch(gap)
    return match is not None and (gap[0] != "." or bool(last.word.can_be & INITIAL))


def _trimmed(stretch: list[Place]) -> list[Place]:
    """Without ordinary words that only begin the sentence, and towns at the end."""
    while len(stretch) > 1 and stretch[0].begins:
        can, following = stretch[0].word.can_be, stretch[1].word.can_be
        if can & INITIAL and stretch[0].word.bare != "I":
            break
        if (
            can & FIRST
            and (not can & FUNCTION or stretch[0].word.bare == "Hans" or not following & FIRST)
            and _nameable(following)
        ):
            break
        if not can & (WORD | INITIAL):
            break
        stretch = stretch[1:]
    while len(stretch) > 1 and stretch[-1].word.can_be & TOWN and not stretch[-1].word.can_be & LAST:
        stretch = stretch[:-1]
    return stretch


def _nameable(can: int) -> bool:
    """Whether a word can be part of a name at all."""
    return not can & WORD or bool(can & (FIRST | LAST | SHAPE))


def _several(text: str, stretch: list[Place]) -> float:
    """Confidence that two or more capitalised words in a row are one person."""
    can = [place.word.can_be if place.word.bare != "I" else FUNCTION for place in stretch]
    if any(c & FIRST and not c & (WORD | TOWN) for c in can[:-1]):
        return 0.95
    if any(c & (FIRST | INITIAL) for c in can[:-1]) and can[-1] & (LAST | SHAPE | FIRST):
        return 0.9
    if can[-1] & (LAST | SHAPE) and not can[-1] & (WORD | TOWN):
        return 0.8
    if any(c & FIRST and not c & (WORD | TOWN) for c in can):
        return 0.7
    named = can[0] & FIRST and not stretch[0].begins and not can[0] & (FUNCTION | TOWN)
    things = all(c & WORD for c in can) and not can[0] & (FIRST | LAST | SHAPE)
    if named or (not things and _in_context(text, stretch[0], stretch[-1])):
        return 0.6
    return 0.3 if len(stretch) < 4 and all(map(_unheard, stretch)) and not _thing_before(text, stretch[0]) else 0.0


def _unheard(place: Place) -> bool:
    """Whether a word is on no list and only its capital letter, inside a sentence, says it is somebody's name."""
    bare = place.word.bare
    return (
        not place.word.can_be
        and not place.begins
        and "-" not in place.word.keep
        and len(bare) > 3
        and not bare.isupper()
        and not bare.lower().endswith(_INSTITUTION_ENDINGS)
    )


def _thing_before(text: str, place: Place) -> bool:
    """Whether the word before says that an unheard word is a place, a firm or a title of a work."""
    if text[place.start - 1 : place.start] in "\"»”“'(&/":
        return True
    before = _WORD_BEFORE.search(text, max(0, place.start - 30), place.start)
    return before is not None and (before[1].lower() in _BEFORE_THINGS or before[1].lower().endswith(_THING_ENDINGS))


_BEFORE_THINGS = words_in(
    "i på til-og ved et en den det de denne dette disse nye ny gamle store lille danske dansk norske svenske tyske "
    "russiske amerikanske engelske franske gruppen firmaet bandet partiet klubben skibet bladet avisen magasinet byen "
    "landet øen spillet filmen bogen medicinen præparatet appen programmet metoden projektet huset stedet landsbyen "
    "bilen hotellet restauranten restaurant café cafe hedengangne under over omkring nord syd øst vest gennem hele "
    "nær langs foreningen klubben butikken caféen værkstedet kolonihaven centret teatret hallen"
)
_THING_ENDINGS = (
    "selskabet",
    "firmaet",
    "firma",
    "programmet",
    "projektet",
    "bladet",
    "byen",
    "huset",
    "skolen",
    "mellem",
    "ske",
    "ede",
    "ste",
)


def _single(text: str, place: Place) -> float:
    """Confidence that one capitalised word alone is a person."""
    can = place.word.can_be
    if can & (FIRST | LAST | SHAPE) and not can & (WORD | TOWN):
        return 0.8
    if can & (FIRST | SHAPE) and not place.begins and not can & (FUNCTION | TOWN) and not _after_figure(text, place):
        return 0.6
    if can & (TOWN | INITIAL) or (can & WORD and not can & (FIRST | LAST | SHAPE)):
        return 0.0
    if _in_context(text, place, place):
        return 0.6
    return 0.3 if _unheard(place) and not _thing_before(text, place) else 0.0


def _after_figure(text: str, place: Place) -> bool:
    """Whether a date or count stands before: "1. Maj"."""
    return text[max(0, place.start - 4) : place.start].strip(" .")[-1:].isdigit()


def _in_context(text: str, first: Place, last: Place) -> bool:
    """Whether a relation, title, "hedder" or "siger" stands before, or somebody's verb after."""
    before = _WORD_BEFORE.search(text, max(0, first.start - 30), first.start)
    if before and _same_sentence(text[before.end(1) : first.start], before[1].lower(), first):
        word = before[1].lower()
        if word in _BEFORE_NAMES or word.endswith(TITLE_ENDINGS) or (word in TOLD and not first.begins):
            return True
    after = _WORD_AFTER.match(text, last.end)
    return (
        after is not None
        and not (first.word.can_be & FUNCTION and first.begins)
        and _after_name(first, last, after[1], after_comma=text[last.end] == ",")
    )


def _same_sentence(between: str, before: str, first: Place) -> bool:
    """Whether no sentence ended before a name; a small word that may begin one needs the blank alone."""
    if "." in between and before not in _SHORTENED:
        return False
    return between in (" ", ". ") or not (first.begins and first.word.can_be & FUNCTION)


_SHORTENED = words_in("hr fr fru frk dr cand mag")
_BEFORE_NAMES = RELATIONS | TITLES | CALLED


def _after_name(first: Place, last: Place, following: str, *, after_comma: bool) -> bool:
    """Whether the word that follows says that somebody was named: a verb, or a relation after a genitive."""
    if last.word.keep:
        return last.word.keep in _GENITIVES and following in RELATIONS
    if first.begins and not first.word.can_be:
        return following in TOLD and not last.word.bare.endswith(_NOUN_ENDINGS)
    if following == "fra" and first.word.can_be & FIRST:
        return True
    if following in RELATIONS and first.word.can_be & FIRST and after_comma:
        return True
    return following in (TOLD if not last.word.can_be else SPEECH_VERBS)


_INSTITUTION_ENDINGS = (
    "else", "elsen", "tion", "tionen", "hed", "heden", "ning", "ningen", "itet", "isme", "skab", "skolen",
    "skole", "gården", "huset", "hus", "centret", "centeret", "center", "klubben", "haven", "hjemmet", "parken",
    "kommune", "amt", "erne", "land", "landet", "retten", "rådet", "styrelsen", "ministeriet", "fonden", "banken",
    "foreningen", "loven", "partiet", "avisen", "bladet", "posten", "kirken", "ligaen", "holdet", "stuen",
    "garden", "vej", "gade", "vejen", "gaden", "stræde", "allé", "torv", "plads", "pladsen", "strand", "fjord",
    "ske", "isk", "iske", "net", "sker", "nister", "anere", "anske",
)  # fmt: skip
_GENITIVES = ("s", "es", "'s", "’s", "'", "’")
_NOUN_ENDINGS = ("en", "et", "erne", "ene", "er", "ne", "ing", "hed")
