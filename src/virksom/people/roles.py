"""The roles that people have in an organisation, and what each may do.

Who may (permissions) is decided here and in `permissions`; what a thing's state allows (policies) is decided by the
room that owns the thing. A role never opens a single study or case by itself: that takes a place on its team as well.
"""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """Everything somebody may be allowed to do."""

    MANAGE_PEOPLE = "manage_people"
    VIEW_AUDIT = "view_audit"
    VERIFY_AUDIT = "verify_audit"
    CREATE_STUDY = "create_study"
    MANAGE_STUDY_TEAM = "manage_study_team"
    VIEW_STUDY = "view_study"
    VIEW_EVERY_STUDY = "view_every_study"
    HARVEST = "harvest"
    VIEW_QUARANTINE = "view_quarantine"
    MEND_QUARANTINE = "mend_quarantine"
    READ_DOCUMENTS = "read_documents"
    READ_EVERY_CASE = "read_every_case"
    CODE_CASES = "code_cases"
    ASSIGN_CODING = "assign_coding"
    VIEW_AGREEMENT = "view_agreement"
    SETTLE_CODINGS = "settle_codings"
    RUN_ANALYSIS = "run_analysis"
    VIEW_ANALYSIS = "view_analysis"
    PUBLISH_REPORT = "publish_report"
    READ_PUBLISHED_REPORTS = "read_published_reports"
    LOCK_STUDY = "lock_study"


class Role(StrEnum):
    """The role of a person in a unit, named as in the field."""

    PRACTITIONER = "practitioner"
    CONTACT_PERSON = "contact_person"
    LEADER = "leader"
    ANALYST = "analyst"
    AUTHORITY_CASEWORKER = "authority_caseworker"
    CITIZEN = "citizen"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role's Danish name (translated)."""
        return str(_LABELS[self])


_LABELS = {
    Role.PRACTITIONER: _("Fagprofessionel"),
    Role.CONTACT_PERSON: _("Kontaktperson"),
    Role.LEADER: _("Faglig leder"),
    Role.ANALYST: _("Analytiker"),
    Role.AUTHORITY_CASEWORKER: _("Sagsbehandler (myndighed)"),
    Role.CITIZEN: _("Borger"),
    Role.DATA_PROTECTION_OFFICER: _("Databeskyttelsesrådgiver"),
    Role.ADMINISTRATOR: _("Administrator"),
}

_P = Permission
_CODER = frozenset({_P.VIEW_STUDY, _P.READ_DOCUMENTS, _P.CODE_CASES, _P.READ_PUBLISHED_REPORTS})

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PRACTITIONER: _CODER,
    Role.CONTACT_PERSON: _CODER,
    Role.LEADER: frozenset(
        {_P.VIEW_STUDY, _P.VIEW_AGREEMENT, _P.VIEW_ANALYSIS, _P.PUBLISH_REPORT, _P.READ_PUBLISHED_REPORTS}
    ),
    Role.ANALYST: _CODER
    | {
        _P.CREATE_STUDY,
        _P.MANAGE_STUDY_TEAM,
        _P.HARVEST,
        _P.VIEW_QUARANTINE,
        _P.MEND_QUARANTINE,
        _P.READ_EVERY_CASE,
        _P.ASSIGN_CODING,
        _P.VIEW_AGREEMENT,
        _P.SETTLE_CODINGS,
        _P.RUN_ANALYSIS,
        _P.VIEW_ANALYSIS,
    },
    Role.AUTHORITY_CASEWORKER: frozenset({_P.READ_PUBLISHED_REPORTS}),
    Role.CITIZEN: frozenset(),
    Role.DATA_PROTECTION_OFFICER: frozenset(
        {
            _P.VIEW_AUDIT,
            _P.VERIFY_AUDIT,
            _P.VIEW_STUDY,
            _P.VIEW_EVERY_STUDY,
            _P.VIEW_QUARANTINE,
            _P.LOCK_STUDY,
            _P.READ_PUBLISHED_REPORTS,
        }
    ),
    Role.ADMINISTRATOR: frozenset({_P.MANAGE_PEOPLE}),
}
