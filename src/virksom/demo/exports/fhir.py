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

from virksom.demo.people import ADULT, UNIT_NAMES
from virksom.demo.record import MARK, CaseRecord
from virksom.demo.slots import PRONOUNS

MESSAGING = "http://ffb/messaging/kl.dk/1.0/StructureDefinition/kl-messaging-ffb-"
CARE_SOCIAL = "http://kl.dk/fhir/common/caresocial/CodeSystem/KLCommonCareSocialCodes"
FFB = "http://kl.dk/fhir/common/caresocial/CodeSystem/FFB"
CASE_NUMBER = "http://fhir.kl.dk/ffbreporting/StructureDefinition/kl-reporting-ffb-municipalityCaseNumber"
RANK = "http://kl.dk/fhir/common/caresocial/StructureDefinition/ConditionRank"
CPR = "urn:oid:1.2.208.176.1.2"
SHARE_OF_ADULTS = 0.3

SITUATION = ("053a301d-1bb8-4cc4-b781-87825ecf0ef8", "FFB vurdering af borgers situation")
NEED = ("effe55c7-572c-4a99-8fb4-2a9dda2f6572", "FFB støttebehovsvurdering")
RESOURCES = ("f52887de-023f-4193-b6b0-4b0a37b1cffc", "VUM Borgerens ressourcer i forhold til indsatsen")
PERSPECTIVE = ("3f7a8ca0-afca-4b0d-8773-a99b5f2f8aaf", "VUM Borgerens perspektiv på indsatsen")
PURPOSE = ("424827b1-23aa-4848-962b-56ee47def560", "Indsatsformål")
WISH = ("416fe27d-3ccf-4390-8742-8b52a9d8dc78", "FFB borgers mål og ønsker")
INTERVENTION_GOAL = ("0bb3daef-538d-45dc-b444-abdbcb63f6bc", "FFB indsatsmål")
SUB_GOAL = ("6746d4af-145a-4bfd-a672-05c0cf11b53b", "FFB delmål")
FOLLOW_UP = ("9f03dfbb-7a97-45a5-94db-d4c3501714a9", "opfølgning")
SOCIAL_SERVICE = ("e459386d-1474-4c31-89c5-c8bc7a25e3d4", "Social indsats")
GOAL_TYPE = ("90c48f03-f194-4b2f-ad7d-6cba1069ae48", "måltype")
DEVELOP = ("d41c8072-52f8-42b5-9375-ddbea454d27f", "Udvikle funktionsevne")
LIGHT = ("8328ce4a-6238-4f73-bf1a-74aadb68eff8", "Let nedsat funktionsevne")
MODERATE = ("5bdde847-2837-416b-ab63-bbff8b7aa531", "Moderat nedsat funktionsevne")
SEVERE = ("cae545f5-2813-4d79-98fc-0a7d770af3cd", "Svært nedsat funktionsevne")
COMPLETE = ("832ae90b-23b5-4063-80aa-0b81bdce680e", "Fuldstændig nedsat funktionsevne")
SEVERITY = {1: LIGHT, 2: LIGHT, 3: MODERATE, 4: SEVERE, 5: COMPLETE}
NEEDS = {
    1: ("dd628e73-d6c9-4837-a2b8-aa62d73bd6ae", "Let støttebehov"),
    2: ("dd628e73-d6c9-4837-a2b8-aa62d73bd6ae", "Let støttebehov"),
    3: ("401a397b-b3aa-4ca3-8b23-bd8f99dd3f76", "Moderat støttebehov"),
    4: ("b99a0790-4d70-4152-b149-3fe58b745583", "Højt støttebehov"),
    5: ("e99763d6-6c43-4969-ad52-2b1a7055f9dc", "Fuldstændigt støttebehov"),
}
TARGET_GROUPS = {
    "autis": ("9b3fd322-a75a-4ed8-9b74-425fa1e01c95", "Autismespektrum"),
    "adhd": ("cc6a58cf-d3d2-4e5f-b7fe-98b009647eac", "Opmærksomhedsforstyrrelse"),
    "hjemløs": ("293bf940-c075-4e3d-b5ef-6e331202e556", "Hjemløshed"),
    "angst": ("303deb9b-84f0-49d2-ab7a-f8b98eed40a2", "Angst"),
    "depress": ("ee5b52bd-b839-4e69-ad04-c8b33eabfbde", "Depression"),
    "alkohol": ("ab4413f0-fa81-41c0-ad8c-21782c12a0fa", "Alkoholmisbrug"),
    "misbrug": ("e2ecc751-21b9-4aab-a20f-2f3dd9701c97", "Misbrug"),
    "udviklingshæm": ("97c355cc-84e3-46d0-ac1b-00bc627d089f", "Udviklingshæmning"),
    "ensom": ("16075f99-3694-4878-a48d-b2f4b515cb76", "Social isolation"),
    "isol": ("16075f99-3694-4878-a48d-b2f4b515cb76", "Social isolation"),
    "hjerneskade": ("d26f97e8-99ed-46a9-94db-93340f77a950", "Erhvervet hjerneskade"),
    "vold": ("3412d671-22bf-456c-b963-c4e05c2725a0", "Voldeligt overgreb"),
    "kriminal": ("be53dafc-1fc2-4b9f-8ab3-9d468ff03e6e", "Kriminalitet"),
    "selvskade": ("3e3f5ebf-82c1-401b-ab5e-e6138a31da3a", "Selvskadende adfærd"),
    "psyk": ("a78fb31e-b30a-4815-af85-932859fd06b9", "Psykiske vanskeligheder"),
    "skizo": ("f2ccc0c0-2a0a-49c9-9d6a-741a7cd220a3", "Forandret virkelighedsopfattelse"),
}
OTHER_GROUP = ("66fac925-3488-43b3-8e50-4510d3821b37", "Andet socialt problem")
THEMES = (
    ("3f9da5ac-9686-4eeb-b517-b46e17fcb1d7", "Indgå i samspil og kontakt"),
    ("dcc6bb77-45af-4625-9c4d-7d7878307220", "Deltage i sociale fællesskaber og fritidsaktiviteter"),
    ("fd4b8dd3-5c4b-4257-8c13-ea045617d2f6", "Varetage bolig"),
    ("9c2173e6-6465-44d3-af16-7c44059193b2", "Organisering og planlægning"),
    ("e6f82424-da5a-41d1-bd1a-5796aa79d5f2", "Døgnrytme"),
    ("70443014-3faf-402d-abcf-396bfad32eb9", "Varetage økonomi"),
)
SERVICES = {
    "family": ("ea47a198-7e24-472d-ba5d-132b8b744710", "Støtte til varetagelse af forældrerollen"),
    "residential": ("80aa8ea7-4ad8-405f-876a-4c0f89fde06a", "Midlertidigt ophold"),
    "outreach": ("1f0ff82b-3243-422f-9651-1d00fd2dcd61", "Socialpædagogisk støtte"),
}
RELATIONSHIPS = {"mor": "MTH", "far": "FTH", "datter": "DAUC", "søn": "SONC", "søster": "SIS", "bror": "BRO", "nabo": "NBOR"}
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
        rng = random.Random(f"{self.seed}-{record.truth.number}-fhir")
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
        header = {
            "eventCoding": {"code": "ffb-order", "system": "http://ffb/messaging/kl.dk/1.0/CodeSystem/kl-messaging-ffb-messageEventSystem"},
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
            "meta": {"profile": [f"{MESSAGING}orderMessage"], "tag": [{"system": "http://boegely.example/tag", "code": "syntetisk", "display": MARK}]},
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
            relationship = [{"coding": [{"code": code, "system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode"}], "text": role}]
            name = [{"family": person.last, "given": [person.first]}]
            self._add("RelatedPerson", "relatedPerson", patient=self.patient, relationship=relationship, name=name, telecom=telecom)

    def _conditions(self) -> tuple[dict[str, str], list[dict[str, str]]]:
        label = self.record.story.target_group.lower()
        group = next((code for word, code in TARGET_GROUPS.items() if word in label), OTHER_GROUP)
        target = self._add("Condition", "targetGroup", code=_concept(FFB, group), subject=self.patient)
        severity = SEVERITY[self.record.truth.severity]
        themes = [
            self._add(
                "Condition",
                "condition",
                clinicalStatus={"coding": [{"code": "active", "system": "http://terminology.hl7.org/CodeSystem/condition-clinical"}]},
                severity=_concept(FFB, severity if n == 0 else self.rng.choice((LIGHT, MODERATE, severity))),
                code=_concept(FFB, theme),
                subject=self.patient,
                recordedDate=self.opened,
            )
            for n, theme in enumerate(self.rng.sample(THEMES, 3))
        ]
        return target, themes

    def _goals(self, themes: list[dict[str, str]]) -> list[dict[str, str]]:
        record = self.record
        wish = self._goal("citizenObjective", WISH, record.long_term_goal)
        purpose = self._goal("purpose", PURPOSE, f"At {record.people.citizen.first} trives og får støtte, der passer til hverdagen.")
        aim = {"measure": _concept(CARE_SOCIAL, GOAL_TYPE), "detailCodeableConcept": _concept(FFB, DEVELOP)}
        goal = self._goal("interventionGoal", INTERVENTION_GOAL, record.intervention_goal, target=[aim], addresses=_ranked(themes))
        for sub_goal in record.goals:
            told = [{"text": OUTCOME_WORDS[sub_goal.trajectory]}] if record.closing_report else None
            self._goal("subGoal", SUB_GOAL, sub_goal.text, outcomeCode=told, note=[{"text": sub_goal.staff_do, "time": self.opened}])
        return [purpose, goal, wish]

    def _goal(self, profile: str, category: tuple[str, str], text: str, **more: Any) -> dict[str, str]:
        state = "accepted" if not self.record.closing_report else "completed"
        fields = {"category": [_concept(CARE_SOCIAL, category)], "lifecycleStatus": state, "description": {"text": text}, "subject": self.patient}
        return self._add("Goal", profile, **fields, **more)

    def _observations(self) -> list[tuple[tuple[str, str], dict[str, str]]]:
        record = self.record
        name, (han, ham, _) = record.people.citizen.first, PRONOUNS[record.people.citizen.sex]
        need = f"{name} vurderes at have {NEEDS[record.truth.severity][1].lower()} i den kommende periode."
        doing = f"{name} vil selv bidrage med følgende: {record.goals[0].citizen_does}"
        wish = f"Adspurgt til, hvad der er vigtigst for {ham}, svarer {han}: {record.long_term_goal}"
        told = [(SITUATION, record.intake_text, None), (NEED, need, NEEDS[record.truth.severity]), (RESOURCES, doing, None), (PERSPECTIVE, wish, None)]
        found = []
        for code, text, level in told:
            value = {"text": text, **(_concept(FFB, level) if level else {})}
            fields = {"code": _concept(CARE_SOCIAL, code), "status": "final", "effectiveDateTime": self.opened}
            found.append((code, self._add("Observation", "evaluation", **fields, subject=self.patient, valueCodeableConcept=value)))
        return found

    def _plans(self, target: dict[str, str], goals: list[dict[str, str]]) -> dict[str, str]:
        worker = self.record.people.caseworker
        contact = {
            "name": {"prefix": ["Sagsbehandler"], "family": worker.last, "given": [worker.first]},
            "telecom": [{"system": "phone", "value": worker.phone}, {"system": "email", "value": worker.mail}],
        }
        author = self._add("Organization", "participatingOrganization", name="Voksenteamet", contact=[contact])
        number = {"url": "municipalitySpecific", "valueIdentifier": {"system": "http://skovloekke.example/sag", "value": self.record.case_id}}
        common = {"status": "completed", "intent": "order", "subject": self.patient, "created": f"{self.opened}T10:00:00+01:00"}
        period = {"start": self.opened, "end": self.closed}
        plan = self._add(
            "CarePlan",
            "orderCarePlan",
            extension=[{"url": CASE_NUMBER, "extension": [number]}],
            addresses=_ranked([target]),
            category=[_concept(CARE_SOCIAL, SOCIAL_SERVICE)],
            goal=goals,
            period=period,
            author=author,
            **common,
        )
        service = {"detail": {"code": _concept(FFB, SERVICES[self.record.truth.unit]), "status": "completed"}}
        self._add("CarePlan", "intervention", basedOn=[plan], period=period, activity=[service], **common)
        visit = {"status": "finished", "class": {"code": "HH", "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode"}}
        self._add("Encounter", "followUp", type=[_concept(CARE_SOCIAL, FOLLOW_UP)], period={"start": self.closed}, serviceProvider=author, **visit)
        return plan

    def _clinical_impression(self, observations: list[tuple[tuple[str, str], dict[str, str]]], themes: list[dict[str, str]]) -> dict[str, str]:
        looked_at = [{"code": _concept(CARE_SOCIAL, code), "item": [item]} for code, item in observations]
        found = [{"itemReference": theme} for theme in themes]
        return self._add("ClinicalImpression", "informationGathering", status="completed", subject=self.patient, investigation=looked_at, finding=found)

    def _add(self, kind: str, profile: str, known_id: str = "", **fields: Any) -> dict[str, str]:
        own_id = known_id or self._id()
        resource = {"resourceType": kind, "id": own_id, "meta": {"profile": [MESSAGING + profile]}}
        resource.update({key: value for key, value in fields.items() if value is not None})
        self.entries.append({"fullUrl": f"{kind}/{own_id}", "resource": resource})
        return {"reference": f"{kind}/{own_id}"}

    def _id(self) -> str:
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))


def _concept(system: str, code: tuple[str, str]) -> dict[str, Any]:
    return {"coding": [{"code": code[0], "system": system, "display": code[1]}]}


def _ranked(conditions: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [{"extension": [{"url": RANK, "valuePositiveInt": min(n, 2)}], **c} for n, c in enumerate(conditions, start=1)]
