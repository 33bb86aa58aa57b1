"""Addresses, towns, links, mail addresses and user names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .kinds import Identifier, Kind
from .lexicon import TOWNS, name_lists, words_in

_HOUSE_NUMBER = re.compile(
    r"\d{1,3}(?!\d)(?:[ ]?[A-ZÆØÅa-h](?!\w))?"
    r"(?:[ ]?[-–][ ]?\d{1,3}(?!\d))?"
    r"(?:,?[ ]{0,2}(?:\d{1,2}\.?|st\.?|stuen|kl\.?|kld\.?)[ ]{0,2}(?:sal\.?[ ]{0,2})?(?:,?[ ]?(?:tv|th|mf|t\.v|t\.h|dør|lejl|lej|vær|nr)"
    r"(?![\w])\.?(?:[ ]?\d{1,3}(?!\d))?)?(?![\w:]))?"
    r"(?:,?[ ](?:lejl|lejlighed|vær|værelse|dør|opgang)\.?[ ]?(?:nr\.?[ ]?)?\w{1,4}(?!\w))?"
)
_POSTCODE = re.compile(
    r"(?:DK[- ]?)?(\d{4})[ \u00a0]{1,2}([A-ZÆØÅ][\w.\-]+(?:[ ][A-ZÆØÅ](?![\w])|[ ][A-ZÆØÅ][a-zæøå]+)?)"
)
_BETWEEN = re.compile(r"[ \t]*(?:,[ \t]*|\r?\n[ \t]*|[ \t])?")
_STREET_END = (
    "vej", "vejen", "gade", "gaden", "allé", "alle", "alléen", "stræde", "strædet", "boulevard", "boulevarden", "vænge",
    "vænget", "stien", "sti", "plads", "pladsen", "torv", "torvet", "parken", "park", "kvarteret", "haven", "toften",
    "toft", "bakken", "bakke", "ager", "agervej", "lunden", "engen", "marken", "gyde", "gyden", "have", "passage",
    "alleen", "kaj", "brygge", "bro", "dal", "dalen", "krogen", "løkken", "ager", "ageren", "kæret", "vang", "vangen",
)  # fmt: skip
_SURE_STREET_END = (
    "vej",
    "vejen",
    "gade",
    "gaden",
    "allé",
    "alléen",
    "stræde",
    "strædet",
    "boulevard",
    "vænge",
    "vænget",
)
# Words with such an ending that are no street.
_NO_STREET = words_in(
    "vej undervej omvej indkørselsvej genvej motorvej landevej gade hovedvej udvej levevej skillevej adgangsvej "
    "hjemvej skolevej tilbagevej cykelsti arbejdsplads legeplads byggeplads parkeringsplads plads praktikplads "
    "pladsen uddannelsesplads arbejdspladsen legepladsen praktikpladsen torv have haven skolehave børnehave "
    "børnehaven dal bro park parken gaden vejen vuggestue afvej luftvej urinvej misbrugsvej nyttehave zoologisk-have "
    "kirkegård forhave baghave kolonihave kolonihaven køkkenhave alle marken bakken skovsti sti stien kaj toft vang "
    "pause gågade gågaden hovedgaden hovedgade sidegade indgade vejene børnehaverne motorvejen landevejen omvejen "
    "udvejen hjemvejen skolevejen genvejen cykelstien villavej villavejen sidevej sidevejen bane"
)
_MAIL_RIGHT = re.compile(r"[ ]{0,1}[\w\-]{1,80}(?:\.[\w\-]{1,60}){1,5}")
_AT_SPELT = re.compile(r"[ ]?[\[(](?:at|snabel-?a)[\])][ ]?", re.IGNORECASE)
_HANDLE = re.compile(r"@[^\W\d_][\w.]{1,40}")
_LINK_START = re.compile(r"https?://|www\.|HTTPS?://|WWW\.|Www\.")
_DOMAIN = re.compile(r"\.(?:dk|com|org|net|eu|nu|io)/")
_NO_SPACE = re.compile(r"[^\s<>\"”»]+")
_USER_SITES = (
    "brugernavn",
    "snap",
    "insta",
    "tiktok",
    "discord",
    "gamertag",
    "profilnavn",
    "facebook",
    "messenger",
    "steam",
    "login",
)
_USER_NAME = re.compile(
    r"(?:brugernavn|snapchat|snap|instagram|insta|tiktok|discord|gamertag|profilnavn|facebook|messenger|steam|login)"
    r"(?:navn|profil|bruger|-?id)?(?:[ ]?[:=][ ]?|[ ]er[ ](?=\S{0,40}[\d_]))(\S{2,41})(?!\S)",
    re.IGNORECASE,
)


def _street_before(text: str, at: int) -> int | None:
    """Start of the street name that ends right before a house number, if one does."""
    if text[at - 1 : at] not in (" ", "\u00a0"):
        return None
    words = _words_before(text, at)
    if not words:
        return None
    last = words[-1][1].lower().rstrip(".")
    if words[-1][1][0].isupper() and last not in _NUMBERED_THINGS:
        start = _capitalised_from(words)
        if _postcode_after(text, at) or _ADDRESS_BEFORE.search(text, max(0, start - 40), start):
            return start
    listed = name_lists().streets
    for skip in range(len(words)):
        start = words[skip][0]
        phrase = " ".join(word for _, word in words[skip:])
        if phrase.lower() in listed and phrase[0].isupper():
            return start
    if (
        last in ("vej", "gade", "allé", "alle", "plads", "boulevard", "stræde", "torv", "park", "vænge", "have")
        and len(words) > 1
    ):
        first = len(words) - 1
        while first > 0 and words[first - 1][1][0].isupper() and len(words) - first < 4:
            first -= 1
        return words[first][0] if first < len(words) - 1 else None
    return _street_by_ending(words)


def _street_by_ending(words: list[tuple[int, str]]) -> int | None:
    """Start of the street name that its ending shows, with "Gammel", "Nørre" and the like before it."""
    last, first = words[-1][1].lower().rstrip("."), len(words) - 1
    ends = last.endswith(_STREET_END if words[-1][1][0].isupper() else _SURE_STREET_END)
    before = words[first - 1][1] if first else ""
    fronted = before[:1].isupper() and before.lower().rstrip(".") in _STREET_FRONT and words[-1][1][0].isupper()
    if not ends or len(last) < 5 or (last in _NO_STREET and not fronted):
        return None
    while first > 0 and words[first - 1][1].lower().rstrip(".") in _STREET_FRONT:
        first -= 1
    return words[first][0]


def _capitalised_from(words: list[tuple[int, str]]) -> int:
    """Where the capitalised words begin that the last of these words ends; a label in front is left out."""
    first = len(words) - 1
    while first > 0 and words[first - 1][1][0].isupper() and words[first - 1][1].lower() not in _ADDRESS_LABELS:
        first -= 1
    return words[first][0]


def _postcode_after(text: str, at: int) -> bool:
    """Whether a house number begins here that a postcode with a town follows."""
    house = _HOUSE_NUMBER.match(text, at)
    gap = _BETWEEN.match(text, house.end()) if house else None
    return gap is not None and _postcode(text, gap.end()) is not None


_ADDRESS_LABELS = words_in("adresse adressen bopæl folkeregisteradresse bopælsadresse boende bor")
# What stands before a street of any name: "Adresse:", "bor på", "flyttet til".
_ADDRESS_BEFORE = re.compile(
    r"\b(?:adresse[nr]?|\w+adresse|bopæl)(?:[ ]?[:;]|\s|[ ]er[ ]|[ ]stadig[ ]){1,3}\Z"
    r"|\b(?:bor|boede|boende|bosat|bopæl|flytte[rt]?|flyttede)[ ](?:nu[ ]|stadig[ ]|alene[ ]|sammen[ ]){0,2}(?:på|i|til)[ ]\Z",
    re.IGNORECASE,
)
# Things that are numbered like houses.
_NUMBERED_THINGS = words_in(
    "hus afdeling afd stue værelse gruppe team klasse uge etape niveau fase kapitel bilag opgang blok etage sal bus linje "
    "zone spor tog side punkt delmål mål session trin kl nr hold kreds lejlighed bolig boks rum skema uger dag dage måned "
    "tlf telefon mobil cpr sagsnr journalnr paragraf par januar februar marts april maj juni juli august september "
    "oktober november december"
)


def _words_before(text: str, at: int) -> list[tuple[int, str]]:
    """Up to four words on the same line before a house number, with their places; "nr." is passed over."""
    words: list[tuple[int, str]] = []
    end = at
    while len(words) < 4:
        while end > 0 and text[end - 1] in " \u00a0":
            end -= 1
        start = end
        while start > 0 and end - start < 40 and (text[start - 1].isalnum() or text[start - 1] in ".'’-"):
            start -= 1
        if start == end:
            break
        word = text[start:end]
        if word not in ("nr.", "nr"):
            words.insert(0, (start, word))
            if len(words) == 1 and not _may_be_street(word):
                return []
        end = start
    return words


def _may_be_street(word: str) -> bool:
    """Whether the word right before a number can end a street name."""
    return word[0].isupper() or word.lower().rstrip(".").endswith(_STREET_END)


_STREET_FRONT = words_in(
    "gammel gl ny nye nørre nr sønder sdr vester vestre øster østre store st lille ll sankt skt øvre nedre indre ydre "
    "søndre nordre"
)


def _postcode(text: str, at: int) -> int | None:
    """End of a postcode with its town that begins here."""
    match = _POSTCODE.match(text, at)
    if match is None or not 555 <= int(match[1]) <= 9999:
        return None
    return match.end()


def find_addresses(text: str, runs: Sequence[tuple[int, int]]) -> Iterator[Identifier]:
    """Streets with a house number, with floor, door, postcode and town after them; postcodes with a town."""
    done = 0
    for at, run_end in runs:
        if at < done or run_end - at > 4:
            continue
        start = _street_before(text, at) if run_end - at < 4 else None
        if start is not None and start >= done:
            house = _HOUSE_NUMBER.match(text, at)
            end = house.end() if house else run_end
            gap = _BETWEEN.match(text, end)
            end = _postcode(text, gap.end() if gap else end) or end
            yield Identifier(start, end, Kind.ADDRESS, 0.95)
            done = end
        elif run_end - at == 4:
            town_end = _postcode(text, at)
            if town_end and _is_town(text[at + 5 : town_end].strip(), text[max(0, at - 2) : at]):
                yield Identifier(at, town_end, Kind.ADDRESS, 0.9)
                done = town_end


def _is_town(name: str, before: str) -> bool:
    """Whether what follows four figures is a town: from the list, or set off as in an address."""
    word = name.partition(" ")[0].lower()
    return word.rstrip("s") in TOWNS or word in TOWNS or (before in (", ", "\n") and len(word) > 2)


def find_links(text: str, lowered: str) -> Iterator[Identifier]:
    """Links, mail addresses and user names."""
    done = 0
    for match in _LINK_START.finditer(text):
        if match.start() >= done:
            link = _link(text, match.start())
            done = link.end
            yield link
    done = 0
    for match in _DOMAIN.finditer(text):
        start = match.start()
        if start < done:
            continue
        done = match.end()
        while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "-._"):
            start -= 1
        if start < match.start():
            link = _link(text, start)
            done = link.end
            yield link
    at = text.find("@")
    while at >= 0:
        yield from _at_sign(text, at, at + 1)
        at = text.find("@", at + 1)
    if "(" in text or "[" in text:
        for match in _AT_SPELT.finditer(text):
            yield from _at_sign(text, match.start(), match.end())
    if not any(site in lowered for site in _USER_SITES):
        return
    for match in _USER_NAME.finditer(text):
        yield Identifier(match.start(1), match.end(1), Kind.HANDLE, 0.8)


def _link(text: str, start: int) -> Identifier:
    """The link that begins here, without the full stop or bracket that ends the sentence."""
    match = _NO_SPACE.match(text, start)
    written = match.group() if match else ""
    return Identifier(start, start + max(len(written.rstrip(".,;:!?)]'")), 1), Kind.URL, 0.95)


def _at_sign(text: str, start: int, end: int) -> Iterator[Identifier]:
    """The mail address around an at sign, or the user name after it."""
    left = start
    while left > 0 and (text[left - 1].isalnum() or text[left - 1] in "._+%-"):
        left -= 1
    right = _MAIL_RIGHT.match(text, end)
    if left < start and right:
        last = right.end() - len(right.group()) + len(right.group().rstrip("-_"))
        yield Identifier(left, last, Kind.EMAIL, 0.99)
    elif left == start and (handle := _HANDLE.match(text, start)):
        yield Identifier(start, handle.end(), Kind.HANDLE, 0.8)
