"""Why something went into quarantine, in a few words; the item's own message says it in full."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_NAMES = {
    "backward_dates": _("Datoer i forkert rækkefølge"),
    "bad_date": _("Ugyldig dato"),
    "bad_value": _("Ulæselig værdi"),
    "broken_json": _("Beskadiget JSON"),
    "broken_mail": _("Beskadiget mail"),
    "broken_pdf": _("Beskadiget PDF"),
    "broken_resource": _("Beskadiget ressource"),
    "broken_row": _("Ulæselig række"),
    "broken_sheet": _("Beskadiget regneark"),
    "broken_docx": _("Beskadiget Word-fil"),
    "broken_xml": _("Beskadiget XML"),
    "column_count": _("Forkert antal kolonner"),
    "empty_bundle": _("Tomt bundt"),
    "empty_file": _("Tom fil"),
    "empty_note": _("Note uden tekst"),
    "encrypted": _("Låst med kode"),
    "entity": _("Usikker XML"),
    "missing_column": _("Manglende kolonne"),
    "no_case": _("Hører ikke til en sag"),
    "no_citizen": _("Hører ikke til en borger"),
    "no_header": _("Ingen kolonnenavne"),
    "no_notes": _("Ingen noter i filen"),
    "no_text": _("Ingen tekst, måske scannet"),
    "not_about_a_case": _("Handler ikke om en sag"),
    "not_fhir": _("JSON, men ikke FHIR"),
    "too_large": _("For stor"),
    "unknown_file": _("Ukendt fil"),
    "unknown_kind": _("Ukendt filtype"),
    "unknown_type": _("Ukendt ressourcetype"),
    "unread_type": _("Ressourcetype, der ikke læses endnu"),
    "wrong_content": _("Indhold passer ikke til filtypen"),
    "wrong_encoding": _("Ulæseligt tegnsæt"),
}


def reason_name(code: str) -> str:
    """Return a reason in Danish; its own code where it has no name."""
    return str(_NAMES.get(code, code.replace("_", " ")))


_SYSTEMS = {
    "sensum": _("Sensum"),
    "diary": _("Dagbog"),
    "fhir": _("FHIR"),
    "folder": _("Sagsmapper"),
    "dubu": _("DUBU"),
    "ukendt": _("Ukendt"),
}


def row_name(kind: str) -> str:
    """Return a kind of row as `system:kind` in words people know: `folder:dokument` → »Sagsmapper: dokument«."""
    system, _colon, rest = kind.partition(":")
    return f"{_SYSTEMS.get(system, system)}: {rest.replace('_', ' ')}"
