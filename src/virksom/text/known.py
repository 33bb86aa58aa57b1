"""The case's own people in a text: every way their names, numbers and addresses are written.

Names are looked up word by word in a table made once per case, so the time a text takes does not grow
with the number of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from .institutions import own_words
from .kinds import Identifier, Kind
from .known_context import another_first_name, fits, single_letter_is_person, within_one_edit
from .lexicon import name_lists, ordinary_words, words_in
from .people import KnownPeople, KnownPerson

_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_GENITIVE = re.compile(r"(['’]s|['’])?(?![^\W\d_])")
_COMPOUND = re.compile(r"-[a-zæøå]{3,}")
_CLOSED_COMPOUND = re.compile(
    r"(s?(?:sag|sagen|familie|familien|mappe|mappen|møde|mødet|forløb|forløbet|hus|huset|plan|planen))\Z"
)
_LAST_INITIAL = re.compile(r" ([A-ZÆØÅ])(?:\.(?= ?[a-zæøå,;:)]|\s*\Z)|(?![\w.]))")
_FAMILY = "familie"


class Mention:
    """One word of the text that names somebody of the case."""

    __slots__ = ("end", "exact", "first", "keep", "keys", "start", "surname")

    def __init__(self, start: int, end: int, keep: str, hit: Hit, *, first: bool, surname: bool) -> None:
        self.start, self.end, self.keep, self.surname = start, end, keep, surname
        self.keys, self.exact, self.first = hit.keys, hit.exact, first


class Hit:
    """Whom one word can mean."""

    __slots__ = ("exact", "keep", "keys", "name", "ordinary")

    def __init__(self, name: str, keys: frozenset[str], keep: str, *, exact: bool) -> None:
        self.name, self.keys, self.keep, self.exact = name, keys, keep, exact
        self.ordinary = exact and (name in name_lists().words or name in ordinary_words())


class Matcher:
    """The table of one case; made by `matcher_of` and kept."""

    def __init__(self, known: KnownPeople) -> None:
        self.labels = {p.key: p.role for p in known.persons} | {o.key: o.type for o in known.organisations}
        self._names: dict[str, set[str]] = {}
        self._first_names: set[str] = set()
        self._last_names: set[str] = set()
        self._judged: dict[str, Hit | None] = {}
        self._hits: set[str] = set()
        self._initials: dict[str, str] = {}
        self._numbers: list[tuple[str, Kind, str]] = []
        self._phrases: list[tuple[list[str], Kind, str]] = []
        self._surname_initial = {p.key: p.last.strip()[0].upper() for p in known.persons if p.last.strip()}
        self.order = {p.key: i for i, p in enumerate(known.persons)}
        for person in known.persons:
            self._add_person(person)
        for organisation in known.organisations:
            self._add_phrase(organisation.name, Kind.ORGANISATION, organisation.key)
            for word in own_words(organisation):
                self._add_phrase(word, Kind.ORGANISATION, organisation.key)
        self._initials_form = _initials_form(self._initials)
        self._heads = {n[: len(n) // 2] for n in self._names if len(n) > 4}
        self._tails = {n[len(n) // 2 :] for n in self._names if len(n) > 4}
        self._head_sizes = {len(h) for h in self._heads}
        self._tail_sizes = {len(t) for t in self._tails}
        self._long = tuple(n for n in self._names if len(n) > 4)

    def _add_person(self, person: KnownPerson) -> None:
        for part in (person.first, *person.nicknames):
            self._first_names.update(_WORD.findall(part.lower()))
        # Where a source turns names about, both orders are known, and either may be the surname.
        turned = person.nicknames if person.last in person.nicknames else ()
        self._last_names.update(_WORD.findall(" ".join((person.last, *turned)).lower()))
        for part in (person.first, person.middle, person.last, *person.nicknames):
            for name in _WORD.findall(part.lower()):
                if len(name) > 1 and name not in _PARTICLES:
                    self._names.setdefault(name, set()).add(person.key)
        for initials in person.initials or _initials_of(person):
            self._initials.setdefault(initials.replace(".", "").replace(" ", "").upper(), person.key)
        for numbers, kind in ((person.cprs, Kind.CPR), (person.phones, Kind.PHONE)):
            for number in numbers:
                self._add_number("".join(c for c in number if c.isdigit()), kind, person.key)
        for phrases, kind in ((person.mails, Kind.EMAIL), (person.addresses, Kind.ADDRESS)):
            for phrase in phrases:
                self._add_phrase(phrase, kind, person.key)

    def _add_number(self, digits: str, kind: Kind, key: str) -> None:
        """A number is searched with any signs between its figures; a phone without its country code too."""
        if len(digits) > 4:
            self._numbers.append((digits, kind, key))
        if kind is Kind.PHONE and len(digits) > 8 and digits[-10:-8] == "45":
            self._numbers.append((digits[-8:], kind, key))

    def _add_phrase(self, phrase: str, kind: Kind, key: str) -> None:
        words = phrase.lower().replace(",", " ").split()
        if words and sum(map(len, words)) > 2:
            self._phrases.append((words, kind, key))

    def find(self, text: str, lowered: str, words: set[str], runs: Sequence[tuple[int, int]]) -> Iterator[Identifier]:
        """Everything of the case's own people in the text.

        Args:
            text: the text.
            lowered: the same in lower case, every character at its place.
            words: the different words of `lowered`.
            runs: where figures stand in the text.
        """
        yield from self._find_numbers(text, runs)
        yield from self._find_phrases(lowered)
        yield from self._find_names(text, lowered, words)
        yield from self._find_initials(text)

    def _find_numbers(self, text: str, runs: Sequence[tuple[int, int]]) -> Iterator[Identifier]:
        """Known numbers, however their figures are set apart."""
        if not self._numbers:
            return
        figures = "".join([text[start:end] for start, end in runs])
        places: list[int] = []
        for digits, kind, key in self._numbers:
            at = figures.find(digits)
            while at >= 0:
                places = places or [at for start, end in runs for at in range(start, end)]
                taken = places[at : at + len(digits)]
                if all(b - a < 5 for a, b in pairwise(taken)) and not _LETTER.search(text, taken[0], taken[-1]):
                    yield Identifier(taken[0], taken[-1] + 1, kind, 1.0, key, self.labels[key])
                at = figures.find(digits, at + 1)

    def _find_phrases(self, lowered: str) -> Iterator[Identifier]:
        """Organisations, mail addresses and street addresses, in capitals or not, over line breaks too."""
        for words, kind, key in self._phrases:
            if all(word in lowered for word in words):
                for match in _phrase(words, kind).finditer(lowered):
                    end = match.end()
                    named = kind is Kind.ORGANISATION and lowered[end : end + 1] == "s"
                    keep = "s" if named else ""
                    yield Identifier(match.start(), end + named, kind, 1.0, key, self.labels[key], keep)

    def _find_names(self, text: str, lowered: str, words: set[str]) -> Iterator[Identifier]:
        group: list[Mention] = []
        for mention in self._mentions(text, lowered, words):
            if group and not _joins(text, group[-1], mention):
                yield self._person(text, group)
                group = []
            group.append(mention)
        if group:
            yield self._person(text, group)

    def _mentions(self, text: str, lowered: str, words: set[str]) -> list[Mention]:
        """Every word that names somebody. Each different word is judged once per case."""
        for word in words - self._judged.keys():
            self._judged[word] = self._judge(word)
        found: list[Mention] = []
        for word in words & self._hits:
            hit = self._judged[word]
            if hit is not None:
                found.extend(self._places(text, lowered, word, hit))
        found.sort(key=lambda m: m.start)
        return found

    def _places(self, text: str, lowered: str, word: str, hit: Hit) -> Iterator[Mention]:
        """Everywhere this word stands alone and means the person."""
        size = len(word)
        at = lowered.find(word)
        while at >= 0:
            end = at + size
            if not (lowered[at - 1 : at].isalpha() or lowered[end : end + 1].isalpha()) and self._means(
                text, at, end, hit
            ):
                yield self._mention(text, at, end, hit)
            at = lowered.find(word, end)

    def _means(self, text: str, start: int, end: int, hit: Hit) -> bool:
        if not hit.exact and not text[start].isupper():
            # In lower case most near misses are other words ("halsen"): somebody's surroundings must say more.
            return len(hit.name) > 5 and fits(text, start, end, hit.name)
        return not hit.ordinary or fits(text, start, end, hit.name)

    def _judge(self, word: str) -> Hit | None:
        """Whom a word can mean: exactly, in the genitive, in a compound or misspelt."""
        hit = self._exact(word) or (self._loose(word) if len(word) > 4 and self._near(word) else None)
        if hit is not None:
            self._hits.add(word)
        return hit

    def _exact(self, word: str) -> Hit | None:
        for keep in ("", "s"):
            name = word.removesuffix(keep) if keep and word.endswith(keep) else word
            if name in self._names:
                return Hit(name, frozenset(self._names[name]), word[len(name) :], exact=True)
        return None

    def _near(self, word: str) -> bool:
        if any(word[:n] in self._heads for n in self._head_sizes):
            return True
        return any(word[-n:] in self._tails or word[-n - 1 : -1] in self._tails for n in self._tail_sizes)

    def _loose(self, word: str) -> Hit | None:
        """Misspellings within one edit and closed compounds."""
        if word in ordinary_words():
            return None
        for name in self._long:
            if word.startswith(name) and (rest := _CLOSED_COMPOUND.match(word, len(name))):
                return Hit(name, frozenset(self._names[name]), rest[1], exact=True)
            for keep in ("", "s") if word[-1] == "s" else ("",):
                bare = word[: len(word) - len(keep)]
                if abs(len(bare) - len(name)) < 2 and within_one_edit(bare, name) and not _other_name(bare):
                    return Hit(name, frozenset(self._names[name]), keep, exact=False)
        return None

    def _mention(self, text: str, start: int, end: int, hit: Hit) -> Mention:
        keep = text[end - len(hit.keep) : end] if hit.keep else ""
        genitive = _GENITIVE.match(text, end) if not keep else None
        if genitive and genitive[1]:
            keep, end = genitive[1], genitive.end()
        if text[end : end + 1] == "-" and (compound := _COMPOUND.match(text, end)):
            keep, end = keep + compound.group(), compound.end()
        first = hit.name in self._first_names
        return Mention(start, end, keep, hit, first=first, surname=hit.name in self._last_names or not first)

    def _person(self, text: str, group: list[Mention]) -> Identifier:
        keys = group[0].keys if len(group) == 1 else frozenset.intersection(*(m.keys for m in group))
        start, end, keep = group[0].start, group[-1].end, group[-1].keep
        if not keep and (initial := _LAST_INITIAL.match(text, end)):
            meant = frozenset(k for k in keys if self._surname_initial.get(k) == initial[1])
            if meant:
                keys, end = meant, initial.end()
        alone = len(group) == 1 or not group[0].first
        if alone and all(m.surname for m in group) and (first := another_first_name(text, start)) is not None:
            return Identifier(first, end, Kind.PERSON, 0.9, keep=keep)
        confidence = 1.0 if all(m.exact for m in group) else 0.75
        if len(keys) == 1 or (keys and len(group) > 1):
            key = min(keys, key=lambda k: self.order.get(k, 0))
            return Identifier(start, end, Kind.PERSON, confidence, key, self.labels[key], keep)
        return Identifier(start, end, Kind.PERSON, confidence, None, _FAMILY if keys else None, keep)

    def _find_initials(self, text: str) -> Iterator[Identifier]:
        if self._initials_form is None:
            return
        for match in self._initials_form.finditer(text):
            start, end = match.span()
            before = text[start - 1 : start]
            letters = match.group().replace(".", "").replace(" ", "")
            key = self._initials.get(letters.upper())
            if key is None or before.isalnum() or (letters.islower() and before != "/"):
                continue
            if len(letters) == 1 and not single_letter_is_person(text, start, end):
                continue
            if "." in match.group() and text[end : end + 1] == ".":
                end += 1
            yield Identifier(start, end, Kind.PERSON, 0.8, key, self.labels[key])


_PARTICLES = words_in("de den der von van af al el bin ibn la le di da du og")


@lru_cache(maxsize=64)
def matcher_of(known: KnownPeople) -> Matcher:
    """The table of a case, made once."""
    return Matcher(known)


def _phrase(words: list[str], kind: Kind) -> re.Pattern[str]:
    """The words of a name or address with blanks or commas between; a mail address may stand inside anything."""
    phrase = r"[\s,]{1,3}".join(map(re.escape, words))
    if kind is Kind.EMAIL:
        return re.compile(phrase)
    genitive = "s?" if kind is Kind.ORGANISATION else ""
    return re.compile(rf"(?<![^\W_]){phrase}(?={genitive}(?:[\W_]|\Z))")


def _initials_form(initials: dict[str, str]) -> re.Pattern[str] | None:
    """One pattern for all initials of the case, written with or without dots; in lower case after a slash."""
    if not initials:
        return None
    ordered = sorted(initials, key=lambda i: (-len(i), i))
    forms = [r"\.? ?".join(map(re.escape, letters)) for letters in ordered]
    small = [re.escape(letters.lower()) for letters in ordered if len(letters) > 1]
    return re.compile(f"(?:{'|'.join(forms + small)})(?![^\\W_])")


# Two letters that nearly always mean a thing: formed initials like these would blacken ordinary text.
_NO_INITIALS = words_in("tv pc cd pt mp ok it eu kl id nr mm hf sms cpr dvd adhd")


def _initials_of(person: KnownPerson) -> tuple[str, ...]:
    names = _WORD.findall(person.first) + _WORD.findall(person.middle) + _WORD.findall(person.last)
    if not names:
        return ()
    short = names[0][0] + names[-1][0] if len(names) > 1 else ""
    formed = ("".join(n[0] for n in names), short, names[0][0])
    return tuple(dict.fromkeys(i.upper() for i in formed if i and i.lower() not in _NO_INITIALS))


def _joins(text: str, one: Mention, two: Mention) -> bool:
    """Whether two mentions stand together as one name, an initial between them allowed."""
    if one.keep:
        return False
    gap = text[one.end : two.start]
    return gap in (" ", "-", "\u00a0", "  ") or (len(gap) < 6 and re.fullmatch(r" [A-ZÆØÅ]\.? ", gap) is not None)


def _other_name(word: str) -> bool:
    """Whether a near miss is a name in its own right: then it may be somebody else, and is found as such."""
    return word in name_lists().first and word not in name_lists().words
