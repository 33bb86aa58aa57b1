"""Codes of the public FFB and CareSocial code systems that the demo's messages use, with their Danish names."""

from __future__ import annotations

CARE_SOCIAL = "http://kl.dk/fhir/common/caresocial/CodeSystem/KLCommonCareSocialCodes"
FFB = "http://kl.dk/fhir/common/caresocial/CodeSystem/FFB"

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
    "borderline": ("6aac5ae6-ef06-4866-9c66-16d51ebbc83b", "Personlighedsforstyrrelse"),
    "psykose": ("f2ccc0c0-2a0a-49c9-9d6a-741a7cd220a3", "Forandret virkelighedsopfattelse"),
    "hash": ("0e25a2ec-4f04-4d14-a5ad-a6519a7d1d5f", "Stofmisbrug"),
    "fængsel": ("be53dafc-1fc2-4b9f-8ab3-9d468ff03e6e", "Kriminalitet"),
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
