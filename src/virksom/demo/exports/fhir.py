"""Orders in the social sector's exchange format: one FHIR R4 message a case, in KL's profiles, for adults.

The municipality orders help with the citizen's wishes, the purpose, goals, target group and conditions with severity;
the provider answers on the same goals when the case is closed. Codes are those of the public FFB and CareSocial code
systems.
"""

from __future__ import annotations

import json
import random
import uuid
from pathlib import Path
from typing import Any

from virksom.demo.chance import chance
from virksom.demo.exports import ffb_codes as codes
from virksom.demo.people import ADULT, UNIT_NAMES
from virksom.demo.record import MARK, CaseRecord
from virksom.demo.slots import PRONOUNS

MESSAGING = "http://ffb/messaging/kl.dk/1.0/StructureDefinition/kl-messaging-ffb-"
CASE_NUMBER = "http://fhir.kl.dk/ffbreporting/StructureDefinition/kl-reporting-ffb-municipalityCaseNumber"
CARE_SOCIAL_PROFILE = "http://kl.dk/fhir/common/caresocial/StructureDefinition/"
GOAL_RELATIONSHIP = "http://hl7.org/fhir/StructureDefinition/goal-relationship"
RANK = "http://kl.dk/fhir/common/caresocial/StructureDefinition/ConditionRank"
CPR = "urn:oid:1.2.208.176.1.2"
SHARE_OF_ADULTS = 0.3

RELATIONSHIPS = {
    "mor": "MTH",
    "far": "FTH",
    "datter": "DAUC",
    "søn": "SONC",
    "søster": "SIS",
    "bror": "BRO",
    "nabo": "NBOR",
}
OUTCOME_WORDS = {"good": "Nået", "mixed": "Delvist nået", "poor": "Ikke nået"}


class FhirExport:
    """Writes a message bundle for a share of the adults' cases.

    Attributes:
        cases: bundles written.
        resources: resources in them.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed = folder, seed
        self.cases = self.resources = 0

    def add(self, record: CaseRecord) -> None:
        """The case's order, if it was sent as a message."""
        rng = chance(self.seed, record.truth.number, "fhir")
        if record.age < ADULT or rng.random() > SHARE_OF_ADULTS:
            return
        bundle = _Bundle(record, rng).build()
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"Bundle-{bundle['id']}.json"
        path.write_text(json.dumps(bundle, ensure_ascii=False, indent=1), encoding="utf-8")
        self.cases += 1
        self.resources += len(bundle["entry"])


class _Bundle:
    def __init__(self, record: CaseRecord, rng: random.Random) -> None:
        self.record, self.rng = record, rng
        self.entries: list[dict[str, Any]] = []
        self.patient = {"reference": f"Patient/{self._id()}"}
        self.opened = record.truth.intake.isoformat()
        self.closed = record.truth.closed.isoformat()

    def build(self) -> dict[str, Any]:
        self._people()
        groups = self._conditions()
        goals = self._goals(groups[1])
        observations = self._observations()
        plan = self._plans(groups[0], goals)
        impression = self._clinical_impression(observations, groups[1])
        sender = self._add("Organization", "messagingOrganization", name="Skovløkke Kommune")
        receiver = self._add("Organization", "messagingOrganization", name=UNIT_NAMES[self.record.truth.unit])
        header: dict[str, Any] = {
            "eventCoding": {
                "code": "ffb-order",
                "system": "http://ffb/messaging/kl.dk/1.0/CodeSystem/kl-messaging-ffb-messageEventSystem",
            },
            "focus": [plan, impression],
            "source": {"endpoint": "http://skovloekke.example"},
            "destination": [{"receiver": receiver, "endpoint": "http://boegely.example"}],
            "sender": sender,
        }
        self._add("MessageHeader", "orderMessageHeader", **header)
        self.entries.insert(0, self.entries.pop())
        return {
            "resourceType": "Bundle",
            "id": self._id(),
            "meta": {
                "profile": [f"{MESSAGING}orderMessage"],
                "tag": [{"system": "http://boegely.example/tag", "code": "syntetisk", "display": MARK}],
            },
            "type": "message",
            "timestamp": f"{self.opened}T10:00:00+01:00",
            "entry": self.entries,
        }

    def _people(self) -> None:
        people, citizen = self.record.people, self.record.people.citizen
        street, _, place = citizen.address.partition(", ")
        self._add(
            "Patient",
            "citizen",
            known_id=self.patient["reference"].partition("/")[2],
            identifier=[{"use": "official", "system": CPR, "value": citizen.cpr.replace("-", "")}],
            name=[{"use": "official", "family": citizen.last, "given": [citizen.first]}],
            telecom=[{"system": "phone", "value": citizen.phone}, {"system": "email", "value": citizen.mail}],
            address=[{"line": [street], "postalCode": place[:4], "city": place[5:]}],
        )
        for role, person in people.relatives.items():
            telecom = [{"system": "phone", "value": person.phone}] if person.phone else None
            code = RELATIONSHIPS.get(role, "FAMMEMB")
            relationship = [
                {
                    "coding": [{"code": code, "system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode"}],
                    "text": role,
                }
            ]
            name = [{"family": person.last, "given": [person.first]}]
            self._add(
                "RelatedPerson",
                "relatedPerson",
                patient=self.patient,
                relationship=relationship,
                name=name,
                telecom=telecom,
            )

    def _conditions(self) -> tuple[dict[str, str], list[dict[str, str]]]:
        label = self.record.story.target_group.lower()
        group = next((code for word, code in codes.TARGET_GROUPS.items() if word in label), codes.OTHER_GROUP)
        target = self._add("Condition", "targetGroup", code=_concept(codes.FFB, group), subject=self.patient)
        severity = codes.SEVERITY[self.record.truth.severity]
        themes = [
            self._add(
                "Condition",
                "condition",
                clinicalStatus={
                    "coding": [{"code": "active", "system": "http://terminology.hl7.org/CodeSystem/condition-clinical"}]
                },
                severity=_concept(
                    codes.FFB, severity if n == 0 else self.rng.choice((codes.LIGHT, codes.MODERATE, severity))
                ),
                code=_concept(codes.FFB, theme),
                subject=self.patient,
                recordedDate=self.opened,
            )
            for n, theme in enumerate(self.rng.sample(codes.THEMES, 3))
        ]
        return target, themes

    def _goals(self, themes: list[dict[str, str]]) -> list[dict[str, str]]:
        record = self.record
        wish = self._goal("citizenObjective", codes.WISH, record.long_term_goal)
        purpose = self._goal(
            "KLCommonCareSocialPurpose",
            codes.PURPOSE,
            f"At {record.people.citizen.first} trives og får støtte, der passer til hverdagen.",
        )
        aim = {
            "measure": _concept(codes.CARE_SOCIAL, codes.GOAL_TYPE),
            "detailCodeableConcept": _concept(codes.FFB, codes.DEVELOP),
        }
        goal = self._goal(
            "interventionGoal",
            codes.INTERVENTION_GOAL,
            record.intervention_goal,
            target=[aim],
            addresses=_ranked(themes),
        )
        for sub_goal in record.goals:
            told = [{"text": OUTCOME_WORDS[sub_goal.trajectory]}] if record.closing_report else None
            self._goal(
                "KLCommonCareSocialGoal",
                codes.SUB_GOAL,
                sub_goal.text,
                extension=[_based_on(goal)],
                outcomeCode=told,
                note=[{"text": sub_goal.staff_do, "time": self.opened}],
            )
        return [purpose, goal, wish]

    def _goal(self, profile: str, category: tuple[str, str], text: str, **more: Any) -> dict[str, str]:
        state = "accepted" if not self.record.closing_report else "completed"
        fields: dict[str, Any] = {
            "category": [_concept(codes.CARE_SOCIAL, category)],
            "lifecycleStatus": state,
            "description": {"text": text},
            "subject": self.patient,
        }
        return self._add("Goal", profile, **fields, **more)

    def _observations(self) -> list[tuple[tuple[str, str], dict[str, str]]]:
        record = self.record
        name, (han, ham, _) = record.people.citizen.first, PRONOUNS[record.people.citizen.sex]
        need = f"{name} vurderes at have {codes.NEEDS[record.truth.severity][1].lower()} i den kommende periode."
        doing = f"{name} vil selv bidrage med følgende: {record.goals[0].citizen_does}"
        wish = f"Adspurgt til, hvad der er vigtigst for {ham}, svarer {han}: {record.long_term_goal}"
        told = [
            (codes.SITUATION, record.intake_text, None),
            (codes.NEED, need, codes.NEEDS[record.truth.severity]),
            (codes.RESOURCES, doing, None),
            (codes.PERSPECTIVE, wish, None),
        ]
        found = []
        for code, text, level in told:
            value = {"text": text, **(_concept(codes.FFB, level) if level else {})}
            fields: dict[str, Any] = {
                "code": _concept(codes.CARE_SOCIAL, code),
                "status": "final",
                "effectiveDateTime": self.opened,
            }
            found.append(
                (
                    code,
                    self._add("Observation", "evaluation", **fields, subject=self.patient, valueCodeableConcept=value),
                )
            )
        return found

    def _plans(self, target: dict[str, str], goals: list[dict[str, str]]) -> dict[str, str]:
        worker = self.record.people.caseworker
        contact = {
            "name": {"prefix": ["Sagsbehandler"], "family": worker.last, "given": [worker.first]},
            "telecom": [{"system": "phone", "value": worker.phone}, {"system": "email", "value": worker.mail}],
        }
        author = self._add("Organization", "participatingOrganization", name="Voksenteamet", contact=[contact])
        number = {
            "url": "municipalitySpecific",
            "valueIdentifier": {"system": "http://skovloekke.example/sag", "value": self.record.case_id},
        }
        common: dict[str, Any] = {
            "status": "completed",
            "intent": "order",
            "subject": self.patient,
            "created": f"{self.opened}T10:00:00+01:00",
        }
        period = {"start": self.opened, "end": self.closed}
        plan = self._add(
            "CarePlan",
            "orderCarePlan",
            extension=[{"url": CASE_NUMBER, "extension": [number]}],
            addresses=_ranked([target]),
            category=[_concept(codes.CARE_SOCIAL, codes.SOCIAL_SERVICE)],
            goal=goals,
            period=period,
            author=author,
            **common,
        )
        service = {
            "detail": {"code": _concept(codes.FFB, codes.SERVICES[self.record.truth.unit]), "status": "completed"}
        }
        self._add("CarePlan", "intervention", basedOn=[plan], period=period, activity=[service], **common)
        visit: dict[str, Any] = {
            "status": "finished",
            "class": {"code": "HH", "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode"},
        }
        self._add(
            "Encounter",
            "followUp",
            type=[_concept(codes.CARE_SOCIAL, codes.FOLLOW_UP)],
            period={"start": self.closed},
            serviceProvider=author,
            **visit,
        )
        return plan

    def _clinical_impression(
        self, observations: list[tuple[tuple[str, str], dict[str, str]]], themes: list[dict[str, str]]
    ) -> dict[str, str]:
        looked_at = [{"code": _concept(codes.CARE_SOCIAL, code), "item": [item]} for code, item in observations]
        found = [{"itemReference": theme} for theme in themes]
        return self._add(
            "ClinicalImpression",
            "informationGathering",
            status="completed",
            subject=self.patient,
            investigation=looked_at,
            finding=found,
        )

    def _add(self, kind: str, profile: str, known_id: str = "", **fields: Any) -> dict[str, str]:
        own_id = known_id or self._id()
        resource = {"resourceType": kind, "id": own_id, "meta": {"profile": [_profile(profile)]}}
        resource.update({key: value for key, value in fields.items() if value is not None})
        self.entries.append({"fullUrl": f"{kind}/{own_id}", "resource": resource})
        return {"reference": f"{kind}/{own_id}"}

    def _id(self) -> str:
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))


def _concept(system: str, code: tuple[str, str]) -> dict[str, Any]:
    return {"coding": [{"code": code[0], "system": system, "display": code[1]}]}


def _ranked(conditions: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [
        {"extension": [{"url": RANK, "valuePositiveInt": min(n, 2)}], **c} for n, c in enumerate(conditions, start=1)
    ]


def _profile(name: str) -> str:
    """KL's common profiles have names of their own, the message's start with its address."""
    return (CARE_SOCIAL_PROFILE if name.startswith("KLCommon") else MESSAGING) + name


def _based_on(goal: dict[str, str]) -> dict[str, Any]:
    """The tie from a sub-goal to its intervention goal."""
    other = {"system": "http://terminology.hl7.org/CodeSystem/goal-relationship-type", "code": "other"}
    kind = {"url": "type", "valueCodeableConcept": {"text": "based-on", "coding": [other]}}
    return {"url": GOAL_RELATIONSHIP, "extension": [kind, {"url": "target", "valueReference": goal}]}
