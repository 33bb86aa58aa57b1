"""One form of Danish text for every search: lower case, folded, stemmed.

Both search engines of Virksom index this form, so both find the same; inside one document
`find_matches` shows where. The stemmer cuts endings; words that change inside ("barn", "børn") are
brought together by a small table of our own.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

from .kinds import lowered_alike

_WORD = re.compile(r"\w+")
_FOLD = str.maketrans(
    {
        "é": "e",
        "è": "e",
        "ê": "e",
        "ë": "e",
        "á": "a",
        "à": "a",
        "ä": "æ",
        "ö": "ø",
        "ü": "y",
        "ó": "o",
        "í": "i",
        "ú": "u",
    }
)

# Every form on a line is searched as the first.
_FAMILIES = """
barn barnet barnets børn børnene børns børnenes
bog bogen bøger bøgerne
bonde bønder bønderne
bror broren broder broderen brødre brødrene
datter datteren døtre døtrene
far faren fader faderen fædre fædrene
fod foden fødder fødderne
gås gæs gæssene
hånd hånden hænder hænderne
ko køer køerne
kraft kræfter kræfterne
mand manden mandens mænd mændene mænds
mor moren moder moderen mødre mødrene
nat natten nætter nætterne
rod roden rødder rødderne
sko skoen skoene
stang stænger stængerne
søn sønnen sønner sønnerne
tand tanden tænder tænderne
tå tåen tæer tæerne
øje øjet øjne øjnene
øre øret ører ørerne
ven vennen venner vennerne
gammel gamle ældre ældst ældste
lille små mindre mindst mindste
god godt gode bedre bedst bedste
dårlig dårligt dårlige værre værst værste
mange flere flest fleste
få færre færrest
ung unge yngre yngst yngste
lang langt lange længere længst længste
stor stort store større størst største
gå går gik gået
se ser så set
få-verbum får fik fået
give giver gav givet
tage tager tog taget
komme kommer kom kommet
være er var været
blive bliver blev blevet
sige siger sagde sagt
skrive skriver skrev skrevet
drikke drikker drak drukket
sove sover sov sovet
slå slår slog slået
ligge ligger lå ligget
lægge lægger lagde lagt
sidde sidder sad siddet
stå står stod stået
spørge spørger spurgte spurgt
hjælpe hjælper hjalp hjulpet
finde finder fandt fundet
græde græder græd grædt
løbe løber løb løbet
vide ved vidste vidst
gøre gør gjorde gjort
bryde bryder brød brudt
flyve flyver fløj fløjet
holde holder holdt
falde falder faldt faldet
miste mister mistede mistet
ske sker skete sket
sælge sælger solgte solgt
vælge vælger valgte valgt
"""
_SAME = {form: line.split()[0] for line in _FAMILIES.strip().splitlines() for form in line.split() if "-" not in form}
# Words with two meanings stay with what the stemmer makes of them.
for _form in ("så", "få", "får", "løb", "lå", "er", "var", "ved", "løbet", "lagt", "brud"):
    _SAME.pop(_form, None)

_local = threading.local()


@lru_cache(maxsize=131072)
def stem(word: str) -> str:
    """The search form of one lower-case word.

    >>> stem("børnene") == stem("barnet")
    True
    """
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("danish")
    stemmed: str = stemmer.stemWord(_SAME.get(word, word))
    return stemmed.translate(_FOLD).replace("aa", "å")


def search_form(text: str) -> str:
    """The text as the search engines index it: stems, one blank apart.

    >>> search_form("Skolefraværet hos børnene")
    'skolefravær hos barn'
    """
    return " ".join([stem(word) for word in _WORD.findall(unicodedata.normalize("NFC", text).lower())])


def find_matches(text: str, query: str) -> list[tuple[int, int]]:
    """Where the words of a query stand in a text, for highlighting: whole words, sorted.

    A word matches if it has the same stem, or holds the stem of a query word of four letters or more: "fravær"
    finds "skolefraværet". Several words of a query are each looked for.

    >>> find_matches("Hendes skolefravær faldt.", "fravær")
    [(7, 18)]
    """
    wanted = {stem(word) for word in _WORD.findall(unicodedata.normalize("NFC", query).lower())}
    if not wanted:
        return []
    parts = tuple(part for part in wanted if len(part) > 3)
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(lowered_alike(text)):
        word = stem(match.group())
        if word in wanted or any(part in word for part in parts):
            found.append(match.span())
    return found
