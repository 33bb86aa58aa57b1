"""Official code lists, loaded by the organisation itself, give codes their Danish names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from virksom.errors import BadInput
from virksom.people import audit
from virksom.people.audit import Action
from virksom.study.harvest.models import Code

_DEEPEST = 40


@dataclass(frozen=True)
class ImportedCodes:
    """What an import did."""

    systems: int
    codes: int
    new: int
    changed: int

    def __str__(self) -> str:
        return _("{codes} koder fra {systems} kodelister ({new} nye, {changed} rettet)").format(
            codes=self.codes, systems=self.systems, new=self.new, changed=self.changed
        )


def import_codes(path: Path) -> ImportedCodes:
    """Read FHIR CodeSystem files (JSON), nested codes with their parents; a second import changes nothing.

    Args:
        path: a file, or a folder of them.

    Raises:
        BadInput: a file is no code list; the message names it.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise BadInput(_("Der er ingen .json-filer i mappen. Ventede kodelister (FHIR CodeSystem)."))
    wanted: dict[tuple[str, str], Code] = {}
    systems = set()
    for file in files:
        system, concepts = _code_system(file)
        systems.add(system)
        for code in _codes(system, concepts, "", 0):
            wanted[code.system, code.code] = code
    known = {(code.system, code.code): code for code in Code.objects.filter(system__in=systems)}
    new = [code for key, code in wanted.items() if key not in known]
    changed = []
    for key, code in wanted.items():
        old = known.get(key)
        if old and _said(old) != _said(code):
            old.display, old.definition, old.parent = _said(code)
            changed.append(old)
    if new or changed:
        with transaction.atomic():
            Code.objects.bulk_create(new, batch_size=500)
            Code.objects.bulk_update(changed, ["display", "definition", "parent"], batch_size=200)
            details = {"new": len(new), "changed": len(changed)}
            audit.record(Action.CHANGED, by=None, subject="codes", subject_id=len(systems), details=details)
    return ImportedCodes(len(systems), len(wanted), len(new), len(changed))


def _said(code: Code) -> tuple[str, str, str]:
    return code.display, code.definition, code.parent


def _code_system(file: Path) -> tuple[str, list[Any]]:
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError):
        raise BadInput(
            _("{} kan ikke læses som JSON. Ventede en kodeliste (FHIR CodeSystem).").format(file.name)
        ) from None
    if not isinstance(content, dict) or content.get("resourceType") != "CodeSystem" or not content.get("url"):
        raise BadInput(_("{} er ikke en kodeliste. Ventede resourceType »CodeSystem« og en url.").format(file.name))
    concepts = content.get("concept")
    if not isinstance(concepts, list):
        raise BadInput(_("{}: »concept« mangler; kodelisten er tom.").format(file.name))
    return str(content["url"]), concepts


def _codes(system: str, concepts: list[Any], parent: str, depth: int) -> Iterator[Code]:
    if depth > _DEEPEST:
        raise BadInput(_("Kodelisten er foldet dybere, end nogen kodeliste er. Hent den igen."))
    for concept in concepts:
        if isinstance(concept, dict) and concept.get("code"):
            code = str(concept["code"])
            name = str(concept.get("display") or code)[:300]
            yield Code(
                system=system[:200],
                code=code[:100],
                display=name,
                definition=str(concept.get("definition") or ""),
                parent=parent[:100],
            )
            yield from _codes(system, concept.get("concept") or [], code, depth + 1)
