"""The case's own people in a text: every way their names, numbers and addresses are written.

Names are looked up word by word in a table made once per case, so the time a text takes does not grow
with the number of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .kinds import Identifier, Kind
from .lexicon import CALLED, FUNCTION_WORDS, RELATIONS, SPEECH_VERBS, TITLES, name_lists, ordinary_words
from .people import KnownOrganisation, KnownPeople, KnownPerson

_WORD = re.compile(r"[^\W\d_]+")
_GENITIVE = re.compile(r"(['’]s|['’])?(?![^\W\d_])")
_COMPOUND = re.compile(r"-[a-zæøå]{3,}")
_CLOSED_COMPOUND = re.compile(
    r"(s?(?:sag|sagen|familie|familien|mappe|mappen|møde|mødet|forløb|forløbet|hus|huset|plan|planen))\Z"
)
_FAMILY = "familie"


class Mention:
    """One word of the text that names somebody of the case."""

    __slots__ = ("end", "exact", "keep", "keys", "start")

    def __init__(self, start: int, end: int, keys: frozenset[str], keep: str, *, exact: bool) -> None:
        self.start, self.end, self.keys, self.keep, self.exact = start, end, keys, keep, exact


class Matcher:
    """The table of one case; made by `matcher_of` and kept."""

    def __init__(self, known: KnownPeople) -> None:
        self.labels = {p.key: p.role for p in known.persons} | {o.key: o.type for o in known.organisations}
        self._names: dict[str, set[str]] = {}
        self._initials: dict[str, str] = {}
        self._digits: list[tuple[re.Pattern[str], Kind, str]] = []
        self._phrases: list[tuple[re.Pattern[str], Kind, str]] = []
        self.order = {p.key: i for i, p in enumerate(known.persons)}
        for person in known.persons:
            self._add_person(person)
        for organisation in known.organisations:
            self._add_organisation(organisation)
        self._heads = {n[: len(n) // 2] for n in self._names if len(n) > 4}
        self._tails = {n[len(n) // 2 :] for n in self._names if len(n) > 4}
        self._head_sizes = {len(h) for h in self._heads}
        self._tail_sizes = {len(t) for t in self._tails}
        self._long = tuple(n for n in self._names if len(n) > 4)

    def _add_person(self, person: KnownPerson) -> None:
        for part in (person.first, person.middle, person.last, *person.nicknames):
            for name in _WORD.findall(part.lower()):
                if len(name) > 1 and name not in _PARTICLES:
                    self._names.setdefault(name, set()).add(person.key)
        for initials in person.initials or _initials_of(person):
            self._initials.setdefault(initials.replace(".", "").replace(" ", "").upper(), person.key)
        for numbers, kind in ((person.cprs, Kind.CPR), (person.phones, Kind.PHONE)):
            for number in numbers:
                digits = [c for c in number if c.isdigit()]
                if len(digits) > 4:
                    pattern = r"[\s.\-–/]{0,3}".join(digits)
                    self._digits.append((re.compile(pattern), kind, person.key))
                    if kind is Kind.PHONE and len(digits) == 10 and digits[:2] == ["4", "5"]:
                        self._digits.append((re.compile(r"[\s.\-–/]{0,3}".join(digits[2:])), kind, person.key))
        for phrases, kind in ((person.mails, Kind.EMAIL), (person.addresses, Kind.ADDRESS)):
            for phrase in phrases:
                self._add_phrase(phrase, kind, person.key)

    def _add_organisation(self, organisation: KnownOrganisation) -> None:
        self._add_phrase(organisation.name, Kind.ORGANISATION, organisation.key)

    def _add_phrase(self, phrase: str, kind: Kind, key: str) -> None:
        words = phrase.split()
        if words and len(phrase.strip()) > 2:
            self._phrases.append(
                (
                    re.compile(
                        r"[\s,]{1,3}".join(re.escape(w.strip(",")) for w in words if w.strip(",")), re.IGNORECASE
                    ),
                    kind,
                    key,
                )
            )

    def find(self, text: str) -> Iterator[Identifier]:
        """Everything of the case's own people in the text."""
        yield from self._find_phrases(text)
        yield from self._find_names(text)
        yield from self._find_initials(text)

    def _find_phrases(self, text: str) -> Iterator[Identifier]:
        for pattern, kind, key in (*self._digits, *self._phrases):
            for match in pattern.finditer(text):
                keep = ""
                end = match.end()
                if kind is Kind.ORGANISATION and text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalpha():
                    keep, end = "s", end + 1
                yield Identifier(match.start(), end, kind, 1.0, key, self.labels[key], keep)

    def _find_names(self, text: str) -> Iterator[Identifier]:
        group: list[Mention] = []
        for mention in self._mentions(text):
            if group and not _joins(text, group[-1], mention):
                yield self._person(group)
                group = []
            group.append(mention)
        if group:
            yield self._person(group)

    def _mentions(self, text: str) -> Iterator[Mention]:
        names = self._names
        for match in _WORD.finditer(text):
            word = match.group().lower()
            found = names.get(word)
            if found is not None:
                if _fits(text, match.start(), match.end(), word):
                    yield self._mention(text, match.start(), match.end(), found, "")
            elif len(word) > 2 and word[-1] == "s" and word[:-1] in names:
                if _fits(text, match.start(), match.end(), word[:-1]):
                    yield self._mention(text, match.start(), match.end(), names[word[:-1]], match.group()[-1])
            elif len(word) > 4 and self._near(word):
                yield from self._loose(text, match, word)

    def _near(self, word: str) -> bool:
        return any(word[:n] in self._heads for n in self._head_sizes) or any(
            word[-n:] in self._tails or word[-n - 1 : -1] in self._tails for n in self._tail_sizes
        )

    def _loose(self, text: str, match: re.Match[str], word: str) -> Iterator[Mention]:
        """Misspellings within one edit and closed compounds."""
        if word in ordinary_words():
            return
        capital = match.group()[0].isupper()
        for name in self._long:
            if word.startswith(name) and (rest := _CLOSED_COMPOUND.match(word, len(name))):
                yield self._mention(text, match.start(), match.end(), self._names[name], rest[1])
                return
            if not capital and len(name) < 6:
                continue
            for keep in ("", "s") if word[-1] == "s" else ("",):
                bare = word[: len(word) - len(keep)]
                if abs(len(bare) - len(name)) < 2 and within_one_edit(bare, name) and not _other_name(bare):
                    yield self._mention(text, match.start(), match.end(), self._names[name], keep, exact=False)
                    return

    def _mention(self, text: str, start: int, end: int, keys: set[str], keep: str, *, exact: bool = True) -> Mention:
        genitive = _GENITIVE.match(text, end) if not keep else None
        if genitive and genitive[1]:
            keep, end = genitive[1], genitive.end()
        compound = _COMPOUND.match(text, end)
        if compound:
            keep, end = keep + compound.group(), compound.end()
        return Mention(start, end, frozenset(keys), keep, exact=exact)

    def _person(self, group: list[Mention]) -> Identifier:
        keys = frozenset.intersection(*(m.keys for m in group))
        start, end, keep = group[0].start, group[-1].end, group[-1].keep
        confidence = 1.0 if all(m.exact for m in group) else 0.75
        if len(keys) == 1 or (keys and len(group) > 1):
            key = min(keys, key=lambda k: self.order.get(k, 0))
            return Identifier(start, end, Kind.PERSON, confidence, key, self.labels[key], keep)
        return Identifier(start, end, Kind.PERSON, confidence, None, _FAMILY if keys else None, keep)

    def _find_initials(self, text: str) -> Iterator[Identifier]:
        for match in _INITIALS.finditer(text):
            letters = match.group().replace(".", "").replace(" ", "")
            key = self._initials.get(letters.upper())
            if key is None:
                continue
            if len(letters) == 1 and not _single_letter_is_person(text, match.start(), match.end()):
                continue
            if letters.islower() and text[match.start() - 1 : match.start()] != "/":
                continue
            yield Identifier(match.start(), match.end(), Kind.PERSON, 0.8, key, self.labels[key])


_INITIALS = re.compile(r"(?<![\w.])(?:[A-ZÆØÅ]\.? ?){1,3}[A-ZÆØÅ]\b|(?<![\w.])[A-ZÆØÅ]\b|(?<=/)[a-zæøå]{2,4}\b")
_PARTICLES = frozenset("de den der von van af al el bin ibn la le di da du og".split())


@lru_cache(maxsize=64)
def matcher_of(known: KnownPeople) -> Matcher:
    """The table of a case, made once."""
    return Matcher(known)


def _initials_of(person: KnownPerson) -> tuple[str, ...]:
    names = _WORD.findall(person.first) + _WORD.findall(person.middle) + _WORD.findall(person.last)
    if not names:
        return ()
    short = names[0][0] + names[-1][0] if len(names) > 1 else ""
    return tuple(i.upper() for i in {"".join(n[0] for n in names), short, names[0][0]} if i)


def _fits(text: str, start: int, end: int, name: str) -> bool:
    """Names that are ordinary words need a capital letter or somebody's surroundings."""
    if name not in name_lists().words and name not in ordinary_words():
        return True
    before = re.search(r"([^\W\d_]+)\W{1,2}\Z", text[max(0, start - 25) : start])
    previous = before[1].lower() if before else ""
    after = re.match(r"\W{1,2}([^\W\d_]+)", text[end : end + 25])
    following = after[1] if after else ""
    if previous in RELATIONS or previous in TITLES or previous in CALLED:
        return True
    if text[start].isupper():
        return name not in FUNCTION_WORDS or following.lower() in SPEECH_VERBS or following[:1].isupper()
    return following in SPEECH_VERBS and previous not in _INFINITIVE


_INFINITIVE = frozenset("at skal kan vil må og ikke kunne skulle ville måtte".split())


def _single_letter_is_person(text: str, start: int, end: int) -> bool:
    """A single capital letter is somebody before a verb or after a relation or "med", "hos", "til"."""
    after = re.match(r"\.?[ ,]{1,2}([^\W\d_]+)", text[end : end + 25])
    before = re.search(r"([^\W\d_]+)[ ,]{1,2}\Z", text[max(0, start - 25) : start])
    previous = before[1].lower() if before else ""
    if text[start] == "I" and previous == "":
        return False
    if previous in _NOT_BEFORE_LETTER:
        return False
    if previous in RELATIONS or previous in TITLES or previous in _PREPOSITIONS:
        return True
    return after is not None and after[1] in SPEECH_VERBS


_PREPOSITIONS = frozenset("med hos til fra for af om både og at".split())
_NOT_BEFORE_LETTER = frozenset(
    "klasse plan vitamin gruppe hepatitis type niveau bilag team kategori punkt opgang blok".split()
)


def _joins(text: str, one: Mention, two: Mention) -> bool:
    """Whether two mentions stand together as one name, an initial between them allowed."""
    if one.keep:
        return False
    gap = text[one.end : two.start]
    return gap in (" ", "-", "\u00a0", "  ") or (len(gap) < 6 and re.fullmatch(r" [A-ZÆØÅ]\.? ", gap) is not None)


def _other_name(word: str) -> bool:
    """Whether a near miss is a name in its own right: then it may be somebody else, and is found as such."""
    return word in name_lists().first and word not in name_lists().words


def within_one_edit(one: str, two: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns one word into the other.

    >>> within_one_edit("mortne", "morten")
    True
    """
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    if len(short) != len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
