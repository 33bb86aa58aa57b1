"""The variables that systems know of a case, with their Danish names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "age_at_intake": _("Alder ved indskrivning"),
    "gender": _("Køn"),
    "started": _("Forløbet begyndte"),
    "ended": _("Forløbet sluttede"),
    "duration_months": _("Indsatsvarighed i måneder"),
    "end_reason": _("Afslutningsårsag"),
    "target_group": _("Målgruppe"),
    "target_group_secondary": _("Sekundær målgruppe"),
    "unit_kind": _("Type af tilbud"),
    "unit_type": _("Tilbudstype (FFB)"),
    "case_type": _("Sagstype"),
    "acute": _("Akut"),
    "intervention": _("Indsats"),
    "intervention_paragraph": _("Indsatsens paragraf"),
    "decision_paragraph": _("Afgørelsens paragraf"),
    "service": _("Ydelse"),
    "service_status": _("Ydelsens status"),
    "service_requested": _("Ønsket ydelse"),
    "service_delivered": _("Udført ydelse"),
    "plan_activity": _("Aktivitet i planen"),
    "theme": _("Tema"),
    "theme_severity": _("Tema og sværhedsgrad"),
    "theme_closed": _("Tema, der ikke længere er aktuelt"),
    "goal_category": _("Slags mål"),
    "goal_status": _("Målets status"),
    "goal_type": _("Måltype"),
    "goal_level": _("Ønsket funktionsevne"),
    "goal_measure": _("Målt på"),
    "support_need": _("Støttebehov"),
    "follow_up_decision": _("Beslutning ved opfølgning"),
    "assessment": _("Vurdering"),
    "assessment_method": _("Udredningsmetode"),
    "measurement": _("Måling"),
    "request": _("Henvendelse om"),
    "requester": _("Henvendelse fra"),
    "contact": _("Kontakt eller opfølgning"),
}


def name_of(variable: str) -> str:
    """Return a variable's Danish name; its own word where it has none."""
    return str(NAMES.get(variable, variable))
