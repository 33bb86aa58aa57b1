"""Simple rules that read a document's kind, a unit's kind and the reason for ending from Danish words."""

from __future__ import annotations

import re

# In order: the first rule that fits decides. Names and headings say most; the text's first lines help.
_DOCUMENTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "discharge",
            r"(afsluttende|afslutning(?:s|en)?|udskrivning\w*)[ _-]*(status|notat|rapport|samtale|beskrivelse)?|slutstatus|slutrapport",
        ),
        (
            "status_report",
            r"status[ _-]?(beskrivelse|rapport|notat|skrivelse)?(?![a-zæøå])|halvårsstatus|statusbeskrivelse",
        ),
        ("plan", r"handle?plan|indsatsplan|behandlingsplan|opholdsplan|barnets[ _-]plan|ungeplan|pædagogisk[ _-]plan"),
        ("order", r"bestilling|visitation|henvisning|bevilling|afgørelse"),
        (
            "assessment",
            r"udredning|børnefaglig[ _-]undersøgelse|undersøgelse|faglig[ _-]vurdering|\bVUM\b|psykologisk[ _-]test",
        ),
        ("follow_up", r"opfølgning|netværksmøde|mødereferat|referat"),
        ("summary", r"opsamling|resumé|resume|sammenfatning"),
        ("goal", r"delmål|indsatsmål|\bmål\b"),
        ("mail", r"\bmail\b|\be-?mail\b|\bemne:|^fra:"),
        ("letter", r"\bbrev\b|brev(?:et)?[ _-]|indkaldelse|invitation|til rette vedkommende"),
        ("note", r"dagbog|notat|journal|dagsnotat|aktivitet"),
    )
)

_END_REASONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern, re.IGNORECASE))
    for code, pattern in (
        ("reached_early", r"mål(?:et|ene)?.{0,12}(nået|opfyldt).{0,12}(før|tid)|nået før|før tid|hurtigere end"),
        (
            "withdrew",
            r"borgeren? (ønsker|ønskede|trak|afbr|stopp|sagde)|afbrudt|fravalgt|trukket|udeble|ønske om at stoppe|familien ønskede",
        ),
        ("moved", r"flytte|fraflyt|anden kommune"),
        ("grant_ended", r"bevilling|bevilget|økonomi|periode.{0,10}udløb"),
        ("transferred", r"overgå|overdrag|overflyt|andet tilbud|anden indsats|videre til|henvist"),
        (
            "agreed",
            r"aftale|planlagt|efter plan|som planlagt|mål(?:et|ene)?.{0,10}(nået|opfyldt)|afsluttet|ordinær|færdig",
        ),
    )
)

# Families last: a family centre's name stands in front of all its units.
_UNITS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("outreach", r"udgående|opsøgende|bostøtte|udegruppe|udeteam|gadeteam|gadeplan|hjemmevejled|outreach"),
        ("residential", r"botilbud|bosted|bofælles|døgn|opholdssted|boenhed|bohus|bolig|residential"),
        ("family", r"famili|forældre|børn"),
    )
)


# A note's heading seldom says what kind of paper it is: »Afslutning« over a note is still a note.
_NOTE_STAYS_NOTE = frozenset({"goal", "plan", "letter"})
_CLOSING_REPORT = re.compile(r"status|rapport|notat|beskrivelse", re.IGNORECASE)
_GREETING = re.compile(r"^(?:Kære|Hej|Til) \S", re.MULTILINE)
_REGARDS = re.compile(r"(?:venlig|mange|kærlig|bedste) hilsen|hilsner|med hilsen", re.IGNORECASE)


def document_kind(name: str, text: str = "", *, default: str = "other") -> str:
    """Return the kind of a document from its name or heading, else from how its text begins.

    >>> document_kind("Afsluttende statusbeskrivelse"), document_kind("Afslutning", default="note")
    ('discharge', 'note')
    """
    for source in (name.replace("_", " "), text.lstrip()[:80].split("\n")[0] if default == "other" else ""):
        for kind, pattern in _DOCUMENTS:
            if source and pattern.search(source):
                return default if default == "note" and _is_about_a_note(kind, source) else kind
    return default


def _is_about_a_note(kind: str, heading: str) -> bool:
    return kind in _NOTE_STAYS_NOTE or (kind == "discharge" and not _CLOSING_REPORT.search(heading))


def is_letter(text: str) -> bool:
    """Whether a text greets somebody at its beginning and sends regards at its end."""
    return bool(_GREETING.search(text[:1500]) and _REGARDS.search(text[-600:]))


def end_reason(text: str) -> str:
    """Return the code of a reason for ending, or an empty string where the words fit none."""
    return next((code for code, pattern in _END_REASONS if pattern.search(text)), "")


def unit_kind(text: str) -> str:
    """Return family, residential, outreach or an empty string."""
    return next((kind for kind, pattern in _UNITS if pattern.search(text)), "")
